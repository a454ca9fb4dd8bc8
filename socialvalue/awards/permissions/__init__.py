"""Who may do what with an application."""

from .standing import ASSESSORS_NEEDED, SITS_AS, Standing, stands, standing_of

__all__ = ["ASSESSORS_NEEDED", "SITS_AS", "Standing", "standing_of", "stands"]
