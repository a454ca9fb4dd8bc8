"""What is loaded of places, in the words of the page that lists it."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime

from socialvalue.calculations.areas import Kind
from socialvalue.calculations.small_areas import KIND_WORDS, SmallKind
from socialvalue.places import postcodes, queries
from socialvalue.places.models import BOUNDARY_KINDS, DeprivationIndex, Loaded

_COLUMNS = {
    "lad": "local authority",
    "ward": "ward",
    "lsoa11": "small area (LSOA) of 2011",
    "lsoa21": "small area (LSOA) of 2021",
    "msoa11": "middle area (MSOA) of 2011",
    "msoa21": "middle area (MSOA) of 2021",
    "icb": "integrated care board",
    "region": "region",
    "doterm": "month in which it ended",
}
# What a deprivation decile or a map of neighbourhoods cannot do without.
_WANTED_COLUMNS = ("lsoa11", "lsoa21", "doterm")
_WANTED_INDICES = ("imd2019", "imd2025")
_WANTED_BOUNDARIES = (Kind.AUTHORITY.value, SmallKind.LSOA21.value, SmallKind.LSOA11.value)
_WANTED_NAMES = (SmallKind.LSOA21, SmallKind.LSOA11, SmallKind.WARD)
_PORTAL = "Open Geography portal of the Office for National Statistics"


@dataclass(frozen=True, slots=True)
class LookUp:
    """One look-up: what is known of it if it is loaded, and how it is loaded."""

    name: str
    facts: list[dict[str, str]]
    command: str
    wanted: str = ""
    download: str = ""

    @property
    def is_loaded(self) -> bool:
        """Whether there is anything to tell of it."""
        return bool(self.facts)


def look_ups() -> list[tuple[str, list[LookUp]]]:
    """Return the look-ups in groups: each group's heading, and what there is and is not."""
    return [
        ("Postcodes", [_directory()]),
        ("Deprivation", _indices()),
        ("Boundaries for maps", _boundaries()),
        ("Names of small areas and wards", _names()),
        ("Prices", [_deflator()]),
    ]


def _directory() -> LookUp:
    about = postcodes.about()
    told = [name for name in _COLUMNS if name in about.columns]
    missing = [_COLUMNS[name] for name in _WANTED_COLUMNS if name not in about.columns]
    return LookUp(
        name="Postcode directory",
        facts=[
            _fact("Source", about.source),
            _fact("Vintage", about.vintage),
            _fact("Postcodes", f"{about.rows:,}"),
            _fact("It tells", ", ".join(_COLUMNS[name] for name in told)),
            _fact("In use since", _moment(postcodes.in_use_since())),
            _fact("SHA-256", about.sha256),
        ],
        wanted=f"It does not tell: {', '.join(missing)}." if missing else "",
        command="./run manage load_postcodes FILE",
        download=f"{_PORTAL}: ONS Postcode Directory (ONSPD), the ZIP as it is",
    )


def _indices() -> list[LookUp]:
    loaded = {index.code: index for index in queries.indices_in_use()}
    return [_index(code, loaded.get(code)) for code in sorted({*_WANTED_INDICES, *loaded.keys()})]


def _index(code: str, index: DeprivationIndex | None) -> LookUp:
    called = f"English indices of deprivation {code.removeprefix('imd')}"
    facts = []
    if index:
        facts = [
            _fact("Joins", f"small areas (LSOA) of {index.lsoa_vintage}, and no others"),
            _fact("Small areas", f"{index.rows:,}"),
            _fact("Scope", "England. Wales, Scotland and Northern Ireland are not in it."),
            *_origin(index),
            _fact("Licence", index.licence),
        ]
    return LookUp(
        name=index.name if index else called,
        facts=facts,
        wanted="" if index else "Deciles of this index cannot be shown.",
        command="./run manage load_deprivation FILE",
        download=f"GOV.UK, {called}: File 7 (CSV)",
    )


def _boundaries() -> list[LookUp]:
    found = []
    for kind, words in BOUNDARY_KINDS:
        loaded = queries.boundaries_in_use(kind)
        if loaded is None and kind not in _WANTED_BOUNDARIES:
            continue
        facts = []
        if loaded:
            facts = [
                _fact("Outlines", f"{loaded.outlines.count():,}"),
                _fact("Year of the codes", loaded.vintage or "not stated"),
                *_origin(loaded),
            ]
        is_country = kind == Kind.AUTHORITY
        otherwise = "Maps show circles instead." if is_country else "There is no map close up."
        found.append(
            LookUp(
                name=words,
                facts=facts,
                wanted="" if loaded else otherwise,
                command="./run manage load_boundaries FILE",
                download=f"{_PORTAL}: boundaries, generalised (BGC or BUC), as GeoJSON in WGS 84",
            )
        )
    return found


def _names() -> list[LookUp]:
    loaded = {names.kind: names for names in queries.names_in_use()}
    return [
        LookUp(
            name=KIND_WORDS[kind],
            facts=[_fact("Names", f"{loaded[kind].rows:,}"), *_origin(loaded[kind])]
            if kind in loaded
            else [],
            wanted="" if kind in loaded else "Their codes are shown instead.",
            command="./run manage load_names FILE",
            download=f"{_PORTAL}: names and codes (CSV); the ONSPD brings those of wards",
        )
        for kind in SmallKind
        if kind in loaded or kind in _WANTED_NAMES
    ]


def _deflator() -> LookUp:
    series = queries.deflator_in_use()
    facts = []
    if series:
        years = sorted(series.figures)
        facts = [
            _fact("Release", series.release),
            _fact("Financial years", f"{years[0]} to {years[-1]} ({series.base_year} = 100)"),
            *_origin(series),
        ]
        if marked := series.marked():
            facts.insert(2, _fact("Marked", marked))
    return LookUp(
        name="GDP deflator",
        facts=facts,
        wanted="" if series else "No deflator is loaded: amounts are shown as they were paid.",
        command="./run manage load_deflator FILE",
        download="GOV.UK, HM Treasury, GDP deflators at market prices, and money GDP (XLSX)",
    )


def _origin(loaded: Loaded) -> list[dict[str, str]]:
    return [
        _fact("Source", loaded.source),
        _fact("Loaded", f"{_moment(loaded.loaded_at)}, by {loaded.loaded_by}"),
        _fact("SHA-256", loaded.sha256),
    ]


def _fact(key: str, value: str) -> dict[str, str]:
    return {"key": key, "value": value}


def _moment(at: object) -> str:
    return date_format(localtime(at), "j F Y, H:i")
