"""Boundaries as published (TopoJSON, GeoJSON), made into short paths for drawing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from socialvalue.calculations.maps.projection import Box, Point, box_around, plane

Ring = list[Point]
Polygons = list[list[Ring]]

_FINEST_STEP_KM = 0.001


class NotABoundaryFile(ValueError):
    """The file cannot be read as boundaries. The message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One area as published: what is said of it, and its polygons in degrees (WGS 84)."""

    properties: Mapping[str, object]
    polygons: Polygons


def features(document: object) -> Iterator[Feature]:
    """Yield the areas of a TopoJSON or GeoJSON document, layer after layer.

    Areas without any polygon are left out.

    Raises NotABoundaryFile for any other document, and for coordinates that are not degrees.
    """
    if not isinstance(document, Mapping):
        raise NotABoundaryFile("This is not a TopoJSON or GeoJSON document")
    readers = {"Topology": _topojson, "FeatureCollection": _geojson}
    reader = readers.get(str(document.get("type")))
    if reader is None:
        raise NotABoundaryFile("This is not a TopoJSON or GeoJSON document")
    try:
        for feature in reader(document):
            _refuse_other_grids(feature.polygons)
            yield feature
    except (KeyError, TypeError, IndexError, ValueError) as error:
        if isinstance(error, NotABoundaryFile):
            raise
        raise NotABoundaryFile(f"The document is not complete: {error!r}") from error


@dataclass(frozen=True, slots=True)
class Outline:
    """A path in the terms of an SVG `d` attribute, in kilometres of the plane, and its box."""

    path: str
    box: Box


def outline(polygons: Polygons, *, step_km: float) -> Outline:
    """Return the outline of an area with its corners rounded to a grid of that step.

    Two neighbours share their corners, and the grid moves both alike, so no gap opens between
    them. Islands and holes smaller than a grid cell go; an area that would vanish whole is drawn on
    a finer grid.

    Raises NotABoundaryFile for polygons without extent.
    """
    rings = [[plane(*point) for point in ring] for polygon in polygons for ring in polygon]
    path = "".join(_ring_path(ring, step_km=step_km) for ring in rings)
    if path:
        return Outline(path, box_around(point for ring in rings for point in ring))
    if step_km < _FINEST_STEP_KM:
        raise NotABoundaryFile("An area has no extent")
    return outline(polygons, step_km=step_km / 4)


def _topojson(document: Mapping[str, Any]) -> Iterator[Feature]:
    arcs = [_arc(arc, transform=document.get("transform")) for arc in document["arcs"]]
    for layer in document["objects"].values():
        for geometry in layer.get("geometries", [layer]):
            found = _nested(geometry, "arcs")
            polygons = [[_stitched(ring, arcs=arcs) for ring in polygon] for polygon in found]
            if polygons:
                yield Feature(geometry.get("properties") or {}, polygons)


def _geojson(document: Mapping[str, Any]) -> Iterator[Feature]:
    for feature in document["features"]:
        found = _nested(feature["geometry"] or {}, "coordinates")
        polygons = [[[(x, y) for x, y, *_ in ring] for ring in polygon] for polygon in found]
        if polygons:
            yield Feature(feature.get("properties") or {}, polygons)


def _nested(geometry: Mapping[str, Any], part: str) -> list[Any]:
    if geometry.get("type") == "Polygon":
        return [geometry[part]]
    if geometry.get("type") == "MultiPolygon":
        return list(geometry[part])
    return []


def _arc(arc: Sequence[Sequence[float]], *, transform: Mapping[str, Any] | None) -> Ring:
    """Return the points of one arc, in degrees; with a transform each is a step from the last."""
    if transform is None:
        return [(x, y) for x, y, *_ in arc]
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    points, x, y = [], 0.0, 0.0
    for across, up, *_ in arc:
        x, y = x + across, y + up
        points.append((x * scale_x + left, y * scale_y + bottom))
    return points


def _stitched(ring: Sequence[int], *, arcs: Sequence[Ring]) -> Ring:
    """Return the points of a ring given as arcs; arc ~n is arc n backwards."""
    points: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc if not points else arc[1:])
    return points


def _refuse_other_grids(polygons: Polygons) -> None:
    for polygon in polygons:
        for x, y in polygon[0]:
            if not (-180 <= x <= 180 and -90 <= y <= 90):
                raise NotABoundaryFile(
                    "The coordinates are not degrees. Download the boundaries in WGS 84 "
                    "(longitude and latitude), not on the British National Grid"
                )


def _ring_path(ring: Ring, *, step_km: float) -> str:
    corners = [(round(x / step_km), round(y / step_km)) for x, y in ring]
    turned = [corners[0]]
    for corner in corners[1:]:
        if corner != turned[-1]:
            turned.append(corner)
    if len(set(turned)) < 3:
        return ""
    if turned[-1] == turned[0]:
        turned.pop()
    (x, y), rest = turned[0], turned[1:]
    words = [f"M{_short(x, step_km)},{_short(y, step_km)}l"]
    for next_x, next_y in rest:
        words.append(f"{_short(next_x - x, step_km)},{_short(next_y - y, step_km)} ")
        x, y = next_x, next_y
    return "".join(words).rstrip() + "z"


def _short(steps: int, step_km: float) -> str:
    return f"{steps * step_km:.6f}".rstrip("0").rstrip(".") if step_km != 1 else str(steps)
