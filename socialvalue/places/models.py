"""Areas, boundaries, names and deprivation of small areas, and prices: what is loaded of places."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from socialvalue.calculations.areas import Kind
from socialvalue.calculations.deflator import Price, deflate
from socialvalue.calculations.maps.projection import Box, Point
from socialvalue.calculations.small_areas import KIND_WORDS

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
SMALL_KINDS = [(kind.value, words) for kind, words in KIND_WORDS.items()]
BOUNDARY_KINDS = [(Kind.AUTHORITY.value, "Local authorities"), *SMALL_KINDS]


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


class Loaded(models.Model):
    """What is known of anything that this installation has loaded from a published file."""

    source = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, help_text="of the file")
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=200, help_text="a person, or the name of a command")

    class Meta:
        abstract = True


class BoundarySet(Loaded):
    """Published boundaries of one kind of area. Of each kind one set is kept, the newest."""

    kind = models.CharField(max_length=20, choices=BOUNDARY_KINDS, default=Kind.AUTHORITY.value)
    vintage = models.CharField(max_length=4, blank=True, help_text="year of the codes")
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        get_latest_by = "loaded_at"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _ in BOUNDARY_KINDS]),
                name="boundaries_are_of_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.source


class Outline(models.Model):
    """The boundary of one area as paths for drawing, in the plane of maps.

    Of an authority in kilometres; of a small area in steps of twenty metres, which keeps the many
    short lines of a close-up short to write.
    """

    boundaries = models.ForeignKey(BoundarySet, on_delete=models.CASCADE, related_name="outlines")
    code = models.CharField(max_length=9)
    name = models.CharField(max_length=120, blank=True)
    authority = models.CharField(
        max_length=9,
        blank=True,
        help_text="code of today, of a small area whose authority is known",
    )
    near = models.TextField(help_text="path for a close view")
    far = models.TextField(help_text="path for a far one")
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
        indexes = [models.Index(fields=["boundaries", "authority"], name="outlines_of_authority")]

    def __str__(self) -> str:
        return self.code

    @property
    def box(self) -> Box:
        """The rectangle around it, in kilometres of the plane."""
        return Box(self.left_m / 1000, self.top_m / 1000, self.right_m / 1000, self.bottom_m / 1000)


class SmallAreaNames(Loaded):
    """The names of the small areas of one kind, or of wards, by code."""

    kind = models.CharField(max_length=20, unique=True, choices=SMALL_KINDS)
    names = models.JSONField(help_text="name by code")
    rows = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _ in SMALL_KINDS]),
                name="small_area_names_are_of_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class DeprivationIndex(Loaded):
    """An index of deprivation: the decile of each small area, 1 the most deprived tenth.

    Deciles are kept in one text, a digit (0 for 10) for each of the codes in the other: they are
    only ever read whole.
    """

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    nation = models.CharField(max_length=9)
    lsoa_vintage = models.PositiveSmallIntegerField("census of the small areas that it joins")
    rows = models.PositiveIntegerField()
    licence = models.CharField(max_length=200)
    lsoas = models.TextField(help_text="codes, sorted, with spaces between")
    deciles = models.TextField(help_text="a digit for each code")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def covers(self, lsoa: str) -> bool:
        """Whether a small area is of the nation that the index is of."""
        return lsoa[:1] == self.nation[:1]

    def decile_by_lsoa(self) -> dict[str, int]:
        """Return the decile, from 1 to 10, of every small area."""
        digits = [int(digit) or 10 for digit in self.deciles]
        return dict(zip(self.lsoas.split(), digits, strict=True))


class DeflatorSeries(Loaded):
    """Prices of financial years against each other: the GDP deflator. The newest is used."""

    release = models.CharField(max_length=100, help_text="as its publisher calls it")
    base_year = models.CharField(max_length=7, help_text="the year whose prices are 100")
    figures = models.JSONField(help_text="by year: its index as a decimal string, and a mark")

    class Meta:
        get_latest_by = "loaded_at"

    def __str__(self) -> str:
        return f"{self.source}, {self.release}"

    @property
    def prices(self) -> dict[str, Price]:
        """The index of each financial year, 100 in the base year."""
        return {
            year: Price(Decimal(told["index"]), told["mark"]) for year, told in self.figures.items()
        }

    def deflate(self, pence: int, *, from_year: str, to_year: str) -> Fraction:
        """Return pence of one financial year in the prices of another, exactly.

        Raises YearNotHeld.
        """
        return deflate(pence, from_year=from_year, to_year=to_year, prices=self.prices)

    def marked(self) -> str:
        """Return in words which years are forecasts or otherwise marked."""
        by_mark: dict[str, list[str]] = {}
        for year, told in sorted(self.figures.items()):
            if told["mark"]:
                by_mark.setdefault(told["mark"], []).append(year)
        said = (f"{mark[:1].upper()}{mark[1:]}: {', '.join(y)}." for mark, y in by_mark.items())
        return " ".join(said)
