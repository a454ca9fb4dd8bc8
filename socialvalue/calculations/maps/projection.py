"""From degrees to a flat drawing.

Two steps: a place on the globe becomes kilometres on a plane (once, when boundaries are loaded),
and a part of that plane is fitted into a drawing (each time a map is made).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

Point = tuple[float, float]

_EARTH_RADIUS_KM = 6371.0
_CENTRAL_MERIDIAN = -2.0
_SCALE_ON_MERIDIAN = 0.9996


def plane(longitude: float, latitude: float) -> Point:
    """Return kilometres east of 2 degrees west, and kilometres south of the equator (so negative).

    Units: degrees (WGS 84) in, kilometres out, the second growing downwards as in a drawing.
    Transverse Mercator on a sphere, about the meridian of the National Grid: the shape of the
    country is the one people know. Distances come out within about 1% of
    the true ones: right for drawing, not for measuring.
    """
    turn = math.radians(longitude - _CENTRAL_MERIDIAN)
    height = math.radians(latitude)
    east = math.atanh(math.cos(height) * math.sin(turn))
    north = math.atan2(math.tan(height), math.cos(turn))
    size = _EARTH_RADIUS_KM * _SCALE_ON_MERIDIAN
    return size * east, -size * north


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the plane: kilometres, `top` above (less than) `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def meets(self, other: "Box") -> bool:
        """Whether the two share any part."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def resized(self, *, width: float, height: float) -> "Box":
        """Return a box of this size about the same middle."""
        across, down = (width - self.width) / 2, (height - self.height) / 2
        return Box(self.left - across, self.top - down, self.right + across, self.bottom + down)


def box_around(points: Iterable[Point]) -> Box:
    """Return the smallest box that holds the points, of which there is at least one."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def box_of_boxes(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds the boxes, of which there is at least one."""
    corners = [corner for box in boxes for corner in ((box.left, box.top), (box.right, box.bottom))]
    return box_around(corners)


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the plane that a drawing shows, and how large.

    `scale` is drawing units to a kilometre; width and height are in drawing units.
    """

    box: Box
    scale: float
    width: float
    height: float

    def placed(self, point: Point) -> Point:
        """Return where a point of the plane lies in the drawing."""
        x, y = point
        return (x - self.box.left) * self.scale, (y - self.box.top) * self.scale

    def shows(self, point: Point, *, inset: float = 0.0) -> bool:
        """Whether the point of the plane lies in the drawing, at least `inset` from its edges."""
        x, y = self.placed(point)
        return inset <= x <= self.width - inset and inset <= y <= self.height - inset


def fitted(
    box: Box, *, width: float, margin: float, least_km: float, heights: tuple[float, float]
) -> Window:
    """Return the window that shows the box in a drawing of this width.

    `margin` is the part of the box's size left free on every side (0.1 is a tenth). The window is
    at least `least_km` wide. `heights` are the least and the greatest height of the drawing, as
    multiples of its width: a long or flat box is shown with more of what lies beside it.
    """
    across = max(box.width * (1 + 2 * margin), least_km)
    down = max(box.height * (1 + 2 * margin), across * heights[0])
    across = max(across, down / heights[1])
    scale = width / across
    return Window(box.resized(width=across, height=down), scale, width, down * scale)
