"""Reads about scores and results."""

from procurement.evaluation.queries.bundle import bundle_of

__all__ = ["bundle_of"]
