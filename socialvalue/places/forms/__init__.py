"""The forms about places."""

from socialvalue.places.forms.close_up import CloseUpForm
from socialvalue.places.forms.own_place import SUGGEST, PlaceForm

__all__ = ["SUGGEST", "CloseUpForm", "PlaceForm"]
