"""The room's name for Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Areas, postcodes and maps: is this address local?"""

    name = "socialvalue.places"
    label = "places"
