"""Doors to places."""

from socialvalue.places.views.look_ups import Deprivation, DeprivationCsv, LookUps
from socialvalue.places.views.own_place import SetPlace

__all__ = ["Deprivation", "DeprivationCsv", "LookUps", "SetPlace"]
