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
    """A path in the terms of an SVG `d` attribute, and its box in kilometres of the plane."""

    path: str
    box: Box


def outline(polygons: Polygons, *, step_km: float, unit_km: float = 1) -> Outline:
    """Return the outline of an area with its corners rounded to a grid of that step.

    Two neighbours share their corners, and the grid moves both alike, so no gap opens between
    them. Islands and holes smaller than a grid cell go; an area that would vanish whole is drawn on
    a finer grid. The numbers of the path are in units of `unit_km`: where the step is one or
    several of them they are whole, and short to write.

    Raises NotABoundaryFile for polygons without extent.
    """
    rings = [[plane(*point) for point in ring] for polygon in polygons for ring in polygon]
    path = "".join(_ring_path(ring, step_km=step_km, step=step_km / unit_km) for ring in rings)
    if path:
        return Outline(path, box_around(point for ring in rings for point in ring))
    if step_km < _FINEST_STEP_KM:
        raise NotABoundaryFile("An area has no extent")
    return outline(polygons, step_km=step_km / 4, unit_km=unit_km)


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


def _ring_path(ring: Ring, *, step_km: float, step: float) -> str:
    """Return the path of a ring on the grid; each number is so many times `step`."""
    corners = _turned([(round(x / step_km), round(y / step_km)) for x, y in ring])
    if not corners:
        return ""
    x, y = corners[0]
    words = [f"M{_short(x, step)},{_short(y, step)}l"]
    for next_x, next_y in corners[1:]:
        words.append(f"{_short(next_x - x, step)},{_short(next_y - y, step)} ")
        x, y = next_x, next_y
    return "".join(words).rstrip() + "z"


def _turned(corners: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the corners of a ring at which the line turns; none for a ring without extent.

    A corner in the middle of a straight line is left out: that opens no gap to a neighbour.
    """
    turned: list[tuple[int, int]] = []
    for corner in corners:
        if turned and corner == turned[-1]:
            continue
        if len(turned) > 1 and _goes_straight_on(turned[-2], turned[-1], corner):
            turned.pop()
        turned.append(corner)
    if len(turned) > 1 and turned[-1] == turned[0]:
        turned.pop()
    return turned if len(set(turned)) >= 3 else []


def _goes_straight_on(
    before: tuple[int, int], middle: tuple[int, int], after: tuple[int, int]
) -> bool:
    first = middle[0] - before[0], middle[1] - before[1]
    second = after[0] - middle[0], after[1] - middle[1]
    is_in_line = first[0] * second[1] == first[1] * second[0]
    return is_in_line and first[0] * second[0] + first[1] * second[1] > 0


def _short(steps: int, step: float) -> str:
    size = steps * step
    return str(round(size)) if step >= 1 else f"{size:.6f}".rstrip("0").rstrip(".")
