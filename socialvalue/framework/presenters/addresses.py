"""The addresses of versions and areas: what is for everyone has words in it, the rest a number."""

from django.urls import reverse

from socialvalue.framework.models import Area, FrameworkVersion

COLOURS = 8


def version_url(version: FrameworkVersion) -> str:
    """Return where the matrix of a version is shown."""
    if version.is_own:
        return reverse("framework:own_matrix", args=[version.pk])
    return reverse("framework:published", args=[version.framework.code])


def area_url(version: FrameworkVersion, area: Area) -> str:
    """Return where an area of a version is shown."""
    if version.is_own:
        return reverse("framework:own_area", args=[version.pk, area.pk])
    return reverse("framework:published_area", args=[version.framework.code, area.code])


def colour_class(order: int) -> str:
    """Return the class that gives an objective its colour, by its place in the matrix."""
    return f"app-objective-{(order - 1) % COLOURS + 1}"
