"""Areas, boundaries and postcodes for tests."""

import datetime as dt
import hashlib
import json

import factory

from socialvalue.calculations.areas import Kind
from socialvalue.calculations.maps.projection import plane
from socialvalue.calculations.postcode_table import table_of
from socialvalue.calculations.small_areas import SmallKind
from socialvalue.places.models import (
    Area,
    BoundarySet,
    DeflatorSeries,
    DeprivationIndex,
    Outline,
    SmallAreaNames,
)
from socialvalue.places.postcodes import store
from socialvalue.places.postcodes.sources import About


def _plane_of(area):
    return plane(area.longitude, area.latitude)


class AreaFactory(factory.django.DjangoModelFactory):
    """A local authority of today. Another kind: AreaFactory(kind="county", authorities=[...])."""

    class Meta:
        model = Area

    class Params:
        ended = factory.Trait(now="E06000099", valid_to=dt.date(2023, 3, 31), x_m=None, y_m=None)
        latitude = 53.8
        longitude = -2.7

    code = factory.Sequence(lambda n: f"E07{n:06}")
    name = factory.Sequence(lambda n: f"District {n}")
    kind = Kind.AUTHORITY
    authorities = factory.LazyAttribute(lambda area: [area.code])
    x_m = factory.LazyAttribute(lambda area: round(_plane_of(area)[0] * 1000))
    y_m = factory.LazyAttribute(lambda area: round(_plane_of(area)[1] * 1000))
    source = "Made up for a test"


class BoundarySetFactory(factory.django.DjangoModelFactory):
    """Boundaries that were loaded on a day in May."""

    class Meta:
        model = BoundarySet

    source = "Made-up boundaries"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    loaded_at = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)
    loaded_by = "a test"


class OutlineFactory(factory.django.DjangoModelFactory):
    """A square of ten kilometres, of which the middle is that of AreaFactory (to a kilometre)."""

    class Meta:
        model = Outline

    boundaries = factory.SubFactory(BoundarySetFactory)
    code = factory.Sequence(lambda n: f"E07{n:06}")
    near = "M-51,-5985l10,0 0,10 -10,0z"
    far = "M-51,-5985l10,0 0,10z"
    left_m = -51_000
    top_m = -5_985_000
    right_m = -41_000
    bottom_m = -5_975_000


class SmallAreaNamesFactory(factory.django.DjangoModelFactory):
    """The names of two small areas of 2021."""

    class Meta:
        model = SmallAreaNames

    kind = SmallKind.LSOA21
    names = factory.LazyFunction(lambda: {"E01025300": "Preston 014A", "E01033224": "Preston 017F"})
    rows = factory.LazyAttribute(lambda made: len(made.names))
    source = "Made-up names"
    sha256 = "a" * 64
    loaded_at = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)
    loaded_by = "a test"


class DeprivationIndexFactory(factory.django.DjangoModelFactory):
    """An index of three small areas of Preston: DeprivationIndexFactory(of={"E01025300": 1})."""

    class Meta:
        model = DeprivationIndex

    class Params:
        of = factory.LazyFunction(lambda: {"E01025300": 1, "E01025301": 4, "E01033224": 10})

    code = "imd2025"
    name = "English Index of Multiple Deprivation 2025"
    nation = "E92000001"
    lsoa_vintage = 2021
    licence = "Made up"
    rows = factory.LazyAttribute(lambda made: len(made.of))
    lsoas = factory.LazyAttribute(lambda made: " ".join(sorted(made.of)))
    deciles = factory.LazyAttribute(
        lambda made: "".join(str(made.of[lsoa] % 10) for lsoa in sorted(made.of))
    )
    source = "Made-up deprivation"
    sha256 = factory.LazyAttribute(
        lambda made: hashlib.sha256(f"{made.lsoas} {made.deciles}".encode()).hexdigest()
    )
    loaded_at = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)
    loaded_by = "a test"


class DeflatorSeriesFactory(factory.django.DjangoModelFactory):
    """Prices of three years, of which the last is a forecast."""

    class Meta:
        model = DeflatorSeries

    source = "Made-up prices"
    release = "June 2026"
    base_year = "2024-25"
    figures = factory.LazyFunction(
        lambda: {
            "2023-24": {"index": "96", "mark": ""},
            "2024-25": {"index": "100", "mark": ""},
            "2025-26": {"index": "102.5", "mark": "forecast"},
        }
    )
    sha256 = "b" * 64
    loaded_at = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)
    loaded_by = "a test"


def use_postcodes(authorities, **columns):
    """Make these postcodes the table in use: {"PR1 2RL": "E07000123"}.

    Set `settings.DATA_DIR` to a folder of the test first. Each further column is a mapping too.
    """
    postcodes = list(authorities)
    held = {"lad": authorities, **columns}
    table = table_of(
        postcodes, {name: [codes.get(p, "") for p in postcodes] for name, codes in held.items()}
    )
    content = json.dumps(held, sort_keys=True).encode()
    about = About(
        source="Made up for a test",
        vintage="May 2026",
        rows=len(postcodes),
        columns=tuple(sorted(held)),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    store.save(table, about)
    return about
