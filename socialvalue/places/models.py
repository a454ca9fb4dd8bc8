"""Areas, and the boundaries by which maps of them are drawn."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from socialvalue.calculations.areas import Kind
from socialvalue.calculations.maps.projection import Box, Point

KIND_NAMES = {
    Kind.AUTHORITY: "Local authority",
    Kind.COUNTY: "County council area",
    Kind.LIEUTENANCY: "Ceremonial county",
    Kind.COMBINED_AUTHORITY: "Combined authority",
    Kind.ICB: "Integrated care system",
    Kind.REGION: "Region",
    Kind.NATION: "Nation",
    Kind.OUTSIDE_UK: "Outside the United Kingdom",
}
KINDS = [(kind.value, name) for kind, name in KIND_NAMES.items()]


class AreaQuerySet(models.QuerySet["Area"]):
    """Areas, asked for in words."""

    def of_today(self) -> "AreaQuerySet":
        """Areas whose code has not ended."""
        return self.filter(now="")

    def ended(self) -> "AreaQuerySet":
        """Areas whose code has ended, and leads to another."""
        return self.exclude(now="")

    def valid_on(self, day: dt.date) -> "AreaQuerySet":
        """Areas whose code was in force on that day, as far as the source knows."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
        )

    def authorities(self) -> "AreaQuerySet":
        """Local authorities, the parts of which all other areas are made."""
        return self.filter(kind=Kind.AUTHORITY)

    def of_interest(self) -> "AreaQuerySet":
        """Areas of today that somebody can call their place."""
        return self.of_today().exclude(kind=Kind.OUTSIDE_UK)


class Area(models.Model):
    """A named part of the country, as a list of the local authorities that it is made of."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=KINDS)
    authorities = models.JSONField(help_text="codes of authorities, sorted")
    nation = models.CharField(max_length=9, blank=True)
    region = models.CharField(max_length=9, blank=True)
    # The centre on the plane of maps, for authorities of today.
    x_m = models.IntegerField("metres right of 2 degrees west", null=True)
    y_m = models.IntegerField("metres down from the equator, so negative", null=True)
    valid_from = models.DateField(null=True, help_text="empty: before the source begins")
    valid_to = models.DateField(null=True)
    now = models.CharField(
        "code that followed", max_length=40, blank=True, help_text="set if and only if it has ended"
    )
    note = models.TextField(blank=True)
    source = models.TextField()

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _ in KINDS]), name="area_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(now="", valid_to=None) | (~Q(now="") & Q(valid_to__isnull=False)),
                name="area_that_ended_says_when_and_what_followed",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="area_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def centre(self) -> Point:
        """The centre of an authority of today, in kilometres of the plane."""
        return self.x_m / 1000, self.y_m / 1000

    @property
    def lad_codes(self) -> frozenset[str]:
        """The codes of the authorities that it is made of."""
        return frozenset(self.authorities)


class BoundarySet(models.Model):
    """Published boundaries that this installation has loaded. Only the newest is used."""

    source = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=200, help_text="a person, or the name of a command")

    class Meta:
        get_latest_by = "loaded_at"

    def __str__(self) -> str:
        return self.source


class Outline(models.Model):
    """The boundary of one authority as paths for drawing, in kilometres of the plane of maps."""

    boundaries = models.ForeignKey(BoundarySet, on_delete=models.CASCADE, related_name="outlines")
    code = models.CharField(max_length=9)
    near = models.TextField(help_text="path for a map of a county or region")
    far = models.TextField(help_text="path for a map of the country")
    left_m = models.IntegerField()
    top_m = models.IntegerField()
    right_m = models.IntegerField()
    bottom_m = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["boundaries", "code"], name="outline_is_given_once_in_its_set"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def box(self) -> Box:
        """The rectangle around it, in kilometres of the plane."""
        return Box(self.left_m / 1000, self.top_m / 1000, self.right_m / 1000, self.bottom_m / 1000)
