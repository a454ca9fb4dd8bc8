"""The configuration of a local spend study: what it asks, of whom, and by which rules.

Source: FORMAT of the local spend study, 2.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath, PureWindowsPath

from socialvalue.calculations.spend.bands import OUTSIDE, UNKNOWN, Area, NestedAreas, NotNested
from socialvalue.calculations.spend.exclusions import RULES
from socialvalue.calculations.spend.headings import FIELDS, Amounts
from socialvalue.calculations.spend.members import Members, unique
from socialvalue.calculations.spend.suppliers import Size

FORMAT = "local-spend-study/1.0"
CONFIG = "config.json"

DUPLICATE_FIELDS = (
    "anchor",
    "supplier",
    "date",
    "transaction_number",
    "amount",
    "vat",
    "category",
    "description",
    "postcode",
)
_POLICIES = ("exclude_confirmed", "flag")
_SIZES = tuple(size.value for size in Size if size is not Size.UNKNOWN)
_DISTRICT = re.compile(r"[A-Z][0-9]{8}")


class StudyRefused(ValueError):
    """The study is faulty. `errors` has one plain sentence for each thing that is wrong."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class AnchorConfig:
    """An anchor institution, its file, and what a person has confirmed about it."""

    code: str
    name: str
    kind: str
    file: str
    amounts: Amounts
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Index:
    """A deprivation index of one vintage, and its column in the postcode file."""

    code: str
    column: str


@dataclass(frozen=True)
class Config:
    """A study's configuration, checked. Codes are as in the file; the floor is in percent."""

    title: str
    period_label: str
    start: dt.date
    end: dt.date
    areas: Mapping[str, Area]
    nested: NestedAreas
    leakage_area: Area
    multiplier_area: Area
    anchors: tuple[AnchorConfig, ...]
    supplier_master: str
    supplier_survey: str
    postcodes: str
    exclusion_order: tuple[str, ...]
    exclude_categories: Mapping[str, frozenset[str]]
    duplicate_key: tuple[str, ...]
    exclude_duplicates: bool
    redaction_markers: tuple[str, ...]
    total_row_markers: tuple[str, ...]
    not_influenceable: Mapping[str, str]
    sme_sizes: frozenset[str]
    top_n: int
    minimum_located_pct: Decimal
    decile_up_to: int
    indices: tuple[Index, ...]


def config_from_json(content: bytes) -> Config:
    """Return the configuration that the bytes spell.

    Raises StudyRefused with every error that can be told from the configuration alone.
    """
    errors: list[str] = []
    members = Members(_object_from(content), at="", errors=errors)
    if members.has("format"):
        members.choice("format", [FORMAT])
    else:
        members.wrong("format", f'is missing: write "format": "{FORMAT}"')
    config = _config(members)
    if errors:
        raise StudyRefused(errors)
    return config


def _object_from(content: bytes) -> object:
    try:
        found = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_without_repeats)
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeDecodeError:
        raise StudyRefused(["config.json is not UTF-8 text. Save it as UTF-8."]) from None
    except _RepeatedMember as repeated:
        raise StudyRefused([f"config.json has the member {repeated} twice in one place."]) from None
    except UnicodeEncodeError:
        raise StudyRefused(
            ["config.json has half a character in it (\\ud800). Correct it."]
        ) from None
    except json.JSONDecodeError as wrong:
        raise StudyRefused(
            [f"config.json is not JSON at line {wrong.lineno}, column {wrong.colno}. Correct it."]
        ) from None
    except RecursionError:
        raise StudyRefused(
            ["config.json has too many brackets within brackets. Take out what is not needed."]
        ) from None
    except ValueError:
        raise StudyRefused(
            ["config.json has a number with too many digits. Write it shorter."]
        ) from None
    return found


class _RepeatedMember(Exception):
    pass


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedMember(next(name for name in names if names.count(name) > 1))
    return found


def _config(members: Members) -> Config:
    period = members.part("period")
    start, end = period.day("start"), period.day("end")
    if dt.date.min < end < start:
        period.wrong("end", "is before the start")
    members.choice("currency", ["GBP"])
    areas = _areas(members)
    files = members.part("files")
    deprivation = members.part("deprivation")
    exclude_categories = _exclude_categories(members)
    return Config(
        title=members.text("title"),
        period_label=period.text("label"),
        start=start,
        end=end,
        areas=areas,
        nested=_nested(members, areas),
        leakage_area=_area(members, "leakage_area", areas),
        multiplier_area=_area(members, "multiplier_area", areas),
        anchors=_anchors(members),
        supplier_master=_file(files, "supplier_master"),
        supplier_survey=_file(files, "supplier_survey"),
        postcodes=_file(files, "postcodes"),
        exclusion_order=_exclusion_order(members, exclude_categories),
        exclude_categories=exclude_categories,
        duplicate_key=_among(members, "duplicate_key", DUPLICATE_FIELDS, at_least_one=True),
        exclude_duplicates=members.choice("duplicate_policy", _POLICIES) == "exclude_confirmed",
        redaction_markers=members.texts("redaction_markers"),
        total_row_markers=members.texts("total_row_markers"),
        not_influenceable={
            each.text("category").strip(): each.text("reason")
            for each in members.parts("not_influenceable")
        },
        sme_sizes=frozenset(_among(members, "sme_sizes", _SIZES)),
        top_n=members.whole("top_n", least=1),
        minimum_located_pct=members.percentage("minimum_located_pct"),
        decile_up_to=deprivation.whole("decile_up_to", least=1, most=10),
        indices=_indices(deprivation),
    )


def _areas(members: Members) -> dict[str, Area]:
    made = []
    for each in members.parts("areas", at_least_one=True):
        code, name = each.text("code"), each.text("name")
        if code in (OUTSIDE, UNKNOWN):
            each.wrong("code", f'must not be "{code}": that is the name of a band')
        districts = each.texts("lad_codes", at_least_one=True)
        for district in districts:
            if not _DISTRICT.fullmatch(district):
                each.wrong("lad_codes", f'"{district}" is not a code such as E07000123')
        made.append(Area(code, name, frozenset(districts)))
    return unique(made, code_of=lambda area: area.code, wrong=lambda w: members.wrong("areas", w))


_NO_AREA = Area("", "", frozenset())


def _area(members: Members, name: str, areas: Mapping[str, Area]) -> Area:
    code = members.text(name)
    if code and code not in areas:
        members.wrong(name, f'no area has the code "{code}": {_choose_among(areas)}')
    return areas.get(code, _NO_AREA)


def _choose_among(areas: Mapping[str, Area]) -> str:
    return f"the areas are {', '.join(areas) or 'none'}"


def _nested(members: Members, areas: Mapping[str, Area]) -> NestedAreas:
    codes = members.texts("nested_areas", at_least_one=True)
    for code in codes:
        if code not in areas:
            members.wrong("nested_areas", f'no area has the code "{code}": {_choose_among(areas)}')
    try:
        return NestedAreas(tuple(areas[code] for code in codes if code in areas))
    except NotNested as wrong:
        members.wrong("nested_areas", str(wrong))
        return NestedAreas(())


def _anchors(members: Members) -> tuple[AnchorConfig, ...]:
    made = [_anchor(each) for each in members.parts("anchors", at_least_one=True)]
    unique(made, code_of=lambda each: each.code, wrong=lambda w: members.wrong("anchors", w))
    return tuple(made)


def _anchor(members: Members) -> AnchorConfig:
    columns = members.mapping("columns")
    for field in columns:
        if field not in FIELDS:
            members.wrong("columns", f'"{field}" is not a field; the fields are {_listed(FIELDS)}')
    amounts = members.choice("amounts", [each.value for each in Amounts])
    return AnchorConfig(
        code=members.text("code"),
        name=members.text("name"),
        kind=members.text("kind"),
        file=_file(members, "file"),
        amounts=Amounts(amounts) if amounts else Amounts.NET,
        columns=columns,
    )


def _file(members: Members, name: str) -> str:
    """Return a file name that stays within the study's folder."""
    file = members.text(name)
    parts = {*PurePosixPath(file).parts, *PureWindowsPath(file).parts}
    absolute = PurePosixPath(file).is_absolute() or PureWindowsPath(file).anchor
    if ".." in parts or absolute or "\x00" in file:
        members.wrong(name, f'"{file}" is not in the folder of the study: put it there')
    return file


def _exclude_categories(members: Members) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for each in members.parts("exclude_categories"):
        reason = each.text("reason")
        categories = frozenset(text.strip() for text in each.texts("categories"))
        found[reason] = found.get(reason, frozenset()) | categories
    return found


def _exclusion_order(members: Members, categories: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return the reasons in order: those of the rules, and those that have categories."""
    order = members.texts("exclusion_order")
    for reason in order:
        if reason not in RULES and reason not in categories:
            members.wrong(
                "exclusion_order", f'"{reason}" is not a reason; the reasons are {_listed(RULES)}'
            )
    for reason in categories:
        if reason and reason not in RULES and reason not in order:
            members.wrong("exclude_categories", f'"{reason}" is not in exclusion_order')
    return order


def _among(
    members: Members, name: str, choices: tuple[str, ...], *, at_least_one: bool = False
) -> tuple[str, ...]:
    texts = members.texts(name, at_least_one=at_least_one)
    for text in texts:
        if text not in choices:
            members.wrong(name, f'"{text}" is not one of {_listed(choices)}')
    return texts


def _listed(names: Mapping[str, object] | tuple[str, ...]) -> str:
    return ", ".join(names)


def _indices(deprivation: Members) -> tuple[Index, ...]:
    made = [
        Index(each.text("code"), each.text("column").strip())
        for each in deprivation.parts("indices")
    ]
    unique(made, code_of=lambda index: index.code, wrong=lambda w: deprivation.wrong("indices", w))
    return tuple(made)
