"""Everything that writes scores and decisions."""

from procurement.evaluation.actions.loading import BundleFaulty, CannotBeKept, load_bundle

__all__ = ["BundleFaulty", "CannotBeKept", "load_bundle"]
