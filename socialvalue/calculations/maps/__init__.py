"""The geometry of maps. Coordinates are the only floating-point numbers here: money is not."""
