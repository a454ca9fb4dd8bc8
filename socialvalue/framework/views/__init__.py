"""Doors of the matrix and the weighting rules."""
