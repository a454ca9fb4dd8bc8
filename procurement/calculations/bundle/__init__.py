"""Reading an evaluation bundle: strict JSON, then every rule of the format, then plain values."""
