"""Turning amounts by local authority into a map, drawn on the server."""

from socialvalue.places.presenters.authority_map import authority_map

__all__ = ["authority_map"]
