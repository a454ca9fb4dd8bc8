"""Figures of analyses as they are stored, made from a few dozen payments line by line.

They are added up here in the most obvious way, so that everything in them agrees: pages, reports
and files can be tried without a worker. Names of suppliers are invented.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

import factory

from socialvalue.calculations.rounding import shown
from tests.factories.spend import AnalysisFactory

PRESTON, LANCASHIRE = "E07000123", "lancashire"
WIDER = {"E07000123", "E06000008", "E07000121", "E07000124"}
OUT_OF_REACH = {"Medical supplies", "Energy"}
SECTIONS = {
    "C": "Manufacturing", "D": "Electricity, gas, steam and air conditioning", "F": "Construction",
    "G": "Wholesale and retail trade", "J": "Information and communication",
    "M": "Professional, scientific and technical activities",
    "N": "Administrative and support services", "Q": "Human health and social work", "": "",
}  # fmt: skip
SIZES = {
    "micro": "Micro: fewer than 10 staff", "small": "Small: 10 to 49 staff",
    "medium": "Medium: 50 to 249 staff", "large": "Large: 250 staff or more",
    "unknown": "Not known",
}  # fmt: skip
KINDS = {
    "private": "Business",
    "vcse": "Voluntary, community or social enterprise",
}
ANCHORS = {
    "A": "Guild City Council",
    "B": "North Ribble Hospitals NHS Trust",
    "C": "Ribble University",
}


@dataclass(frozen=True)
class Paid:
    """A supplier: where it is registered and delivers, and what is known of it."""

    name: str
    registered: str
    delivery: str = ""
    size: str = "small"
    kind: str = "private"
    section: str = ""
    individual: bool = False
    lsoa: str = ""
    deciles: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True)
class Line:
    """One payment in scope."""

    anchor: str
    month: str
    supplier: Paid
    category: str
    pence: int


SUPPLIERS = {
    paid.name: paid
    for paid in [
        Paid("Brightside Cleaning Ltd", PRESTON, "", "small", "private", "N", False,
             "E01025289", (1, 1)),
        Paid("Ribble Valley Roofing", "E07000124", "", "micro", "private", "F", False,
             "E01025310", (8, 7)),
        Paid("Mercantile Medical plc", "E09000033", "", "large", "private", "C", False,
             "E01004736", (6, 5)),
        Paid("Pennine Power Supply plc", "E08000003", PRESTON, "large", "private", "D", False,
             "E01033653", (3, 2)),
        Paid("Larkhill Foods CIC", PRESTON, "", "small", "vcse", "G", False, "E01025264", (1, 2)),
        Paid("Fylde Systems Ltd", PRESTON, "", "medium", "private", "J", False,
             "E01025231", (2, 1)),
        Paid("Broadgate Consulting LLP", "E09000001", "", "large", "private", "M", False,
             "E01000005", (4, 4)),
        Paid("Darwen Surfacing Ltd", "E06000008", "", "medium", "private", "F", False,
             "E01012573", (1, 1)),
        Paid("Harbour Community Care", PRESTON, "", "small", "vcse", "Q", False,
             "E01025289", (1, 1)),
        Paid("Glasgow Glass Ltd", "S12000049", "", "medium", "private", "C"),
        Paid("J Entwistle", "E07000121", "", "micro", "private", "M", True, "E01025189", (5, 5)),
        Paid("Atlantic Software Inc", "outside", "", "large", "private", "J"),
        Paid("Nowhere Supplies", "", "", "unknown", "private", ""),
        Paid("Returned Goods Ltd", PRESTON, "", "small", "private", "G", False,
             "E01025231", (2, 1)),
    ]
}  # fmt: skip
PLAN = [
    ("A", "Brightside Cleaning Ltd", "Cleaning", 6_420_000, 12),
    ("A", "Ribble Valley Roofing", "Building works", 4_150_000, 2),
    ("A", "Darwen Surfacing Ltd", "Highways", 10_000_000, 4),
    ("A", "Fylde Systems Ltd", "Information technology", 4_900_000, 6),
    ("A", "J Entwistle", "Consultancy", 185_000, 2),
    ("A", "Nowhere Supplies", "Stationery", 90_000, 3),
    ("A", "Returned Goods Ltd", "Furniture", -210_000, 1),
    ("A", "Harbour Community Care", "Social care", 5_780_000, 11),
    ("B", "Mercantile Medical plc", "Medical supplies", 27_500_000, 24),
    ("B", "Brightside Cleaning Ltd", "Cleaning", 3_200_000, 12),
    ("B", "Larkhill Foods CIC", "Food", 5_100_000, 12),
    ("B", "Pennine Power Supply plc", "Energy", 8_900_000, 12),
    ("B", "Darwen Surfacing Ltd", "Building works", 12_000_000, 3),
    ("B", "Broadgate Consulting LLP", "Consultancy", 9_000_000, 5),
    ("B", "Glasgow Glass Ltd", "Building works", 2_900_000, 1),
    ("C", "Pennine Power Supply plc", "Energy", 3_600_000, 12),
    ("C", "Fylde Systems Ltd", "Information technology", 4_000_000, 2),
    ("C", "Atlantic Software Inc", "Information technology", 5_400_000, 1),
    ("C", "Larkhill Foods CIC", "Food", 2_750_000, 8),
    ("C", "Broadgate Consulting LLP", "Consultancy", 1_500_000, 2),
    ("C", "Nowhere Supplies", "Furniture", 100_000, 1),
]


def lines_of(plan: Iterable[tuple] = PLAN) -> list[Line]:
    """Return the payments of a plan: each amount is spread over as many months."""
    return [
        Line(anchor, _month(number, payments), SUPPLIERS[name], category, pence)
        for anchor, name, category, total, payments in plan
        for number, pence in enumerate(_shared(total, payments))
    ]


def _month(number: int, payments: int) -> str:
    at = 3 + (number % 12 if payments >= 12 else number * (11 // max(payments, 1)))
    return f"{2024 + at // 12}-{at % 12 + 1:02d}"


def _shared(total: int, parts: int) -> list[int]:
    return [total // parts] * (parts - 1) + [total - total // parts * (parts - 1)]


def figures_of(lines: list[Line] | None = None, **changes: object) -> dict:
    """Return the figures of these payments, every key at once, and with these changes."""
    lines = lines_of() if lines is None else lines
    areas = [
        {"code": PRESTON, "name": "Preston"},
        {"code": LANCASHIRE, "name": "Lancashire (ceremonial county)"},
    ]
    found = {
        "version": 4,
        "areas": areas,
        "other_areas": [{"code": "lcc", "name": "Lancashire County Council area"}],
        "anchors": [_anchor(code, lines) for code in sorted({line.anchor for line in lines})],
        "all_lines": _spend(lines, more=(27, 110_120_000)),
        "total": _spend(lines),
        "exclusions": [
            {"reason": "out_of_period", "lines": 2, "pence": "2000000"},
            {"reason": "duplicate", "lines": 1, "pence": "2400000"},
            {"reason": "redacted", "lines": 2, "pence": "1220000"},
            {"reason": "tax_payroll_pension", "lines": 3, "pence": "19800000"},
            {"reason": "financing", "lines": 1, "pence": "50000000"},
            {"reason": "grant", "lines": 14, "pence": "10200000"},
            {"reason": "inter_anchor", "lines": 2, "pence": "3500000"},
            {"reason": "public_body", "lines": 2, "pence": "21000000"},
        ],
        "bands": _bands(lines),
        "bands_delivery": _bands(lines, delivery=True),
        "area_totals": {
            code: {
                "registered": _spend([one for one in lines if _band(one, False) in inside]),
                "delivery": _spend([one for one in lines if _band(one, True) in inside]),
            }
            for code, inside in {
                PRESTON: {PRESTON}, LANCASHIRE: {PRESTON, LANCASHIRE}, "lcc": {PRESTON},
            }.items()
        },
        "categories": _groups(lines, lambda one: (one.category.casefold(), one.category)),
        "flows": [
            {"anchor": anchor, "category": category, "bands": _bands(there)}
            for (anchor, category), there in _by(
                lines, lambda one: (one.anchor, one.category.casefold())
            ).items()
        ],
        "suppliers": _suppliers(lines),
        "sectors": _groups(
            lines, lambda one: (one.supplier.section, SECTIONS[one.supplier.section])
        ),
        "sizes": _groups(lines, lambda one: (one.supplier.size, SIZES[one.supplier.size])),
        "kinds": _groups(lines, lambda one: (one.supplier.kind, KINDS[one.supplier.kind])),
        "supplier_count": len({one.supplier.name for one in lines}),
        "months": [
            {"month": month, "total": _spend(there), "bands": _bands(there)}
            for month, there in sorted(_by(lines, lambda one: one.month).items())
        ],
        "authorities": {
            code: str(sum(one.pence for one in there))
            for code, there in sorted(_by(lines, lambda one: one.supplier.registered).items())
            if code
        },
        "deprivation": [
            _deprivation(lines, "imd2019", "Index of Multiple Deprivation 2019", "lsoa11", 0),
            _deprivation(lines, "imd2025", "Index of Multiple Deprivation 2025", "lsoa21", 1),
        ],
        "neighbourhoods": {
            "lsoa21": {
                code: str(sum(one.pence for one in there))
                for code, there in sorted(
                    _by([one for one in lines if one.supplier.registered == PRESTON],
                        lambda one: one.supplier.lsoa).items()
                )
            }
        },
        "wards": {"E05012664": "9410000", "E05012666": "16250000"},
        "concentration": _concentration(lines),
        "vcse": _spend([one for one in lines if one.supplier.kind == "vcse"]),
        "kind_unknown": _spend([]),
        "sme": _spend([one for one in lines if one.supplier.size in ("micro", "small", "medium")]),
        "size_unknown": _spend([one for one in lines if one.supplier.size == "unknown"]),
        "leakage": _leakage(lines),
        "survey": {
            "area": LANCASHIRE, "respondents": 5, "base": "503000.00", "respent": "275050.00",
            "weighted_mean": "0.546819", "coverage_pct": "82.391",
        },
        "multiplier": {
            "method": "lm3", "area": LANCASHIRE, "round_1": "1237400.00", "round_2": "610500.00",
            "round_3_imputed": "333833.05", "imputed": "1.7632",
            "round_3_respondents_only": "275050.00", "respondents_only": "1.7157",
        },
        "grants": {"lines": 14, "pence": "10200000"},
        "inter_anchor": {"lines": 2, "pence": "3500000"},
        "public_bodies": {"lines": 2, "pence": "21000000"},
        "unplaced": [{"name": "No postcode", "lines": 4, "pence": "190000"}],
        "repaired": {"lines": 1, "pence": "90000"},
        "repairs": [{"name": "PRI 2RL", "read": "PR1 2RL", "lines": 1, "pence": "90000"}],
        "outside_period": {"lines": 2, "pence": "2000000"},
        "coverage": {
            "located_pence": str(sum(one.pence for one in lines if one.supplier.registered)),
            "minimum_pct": "90",
            "provisional": False,
        },
    }  # fmt: skip
    return found | changes


def figures_before_version_2() -> dict:
    """Return figures as the first version stored them."""
    found = figures_of()
    kept = (
        "areas", "bands", "total", "outside_period", "supplier_count", "authorities", "unplaced",
        "repaired", "repairs",
    )  # fmt: skip
    groups = {
        kind: [
            {key: group[key] for key in ("key", "name", "total", "bands")} for group in found[kind]
        ]
        for kind in ("categories", "suppliers")
    }
    return {key: found[key] for key in kept} | groups


def many_lines(*, suppliers: int, categories: int) -> list[Line]:
    """Return payments to many suppliers in many categories, always the same ones."""
    kinds = list(SUPPLIERS.values())
    return [
        Line(
            anchor="ABC"[number % 3],
            month=f"2024-{number % 12 + 1:02d}",
            supplier=replace(kinds[number % len(kinds)], name=f"Supplier number {number}"),
            category=f"Category {number % categories}",
            pence=(number * 7_919 % 100_003) * 100,
        )
        for number in range(1, suppliers + 1)
    ]


WORKED_FROM = {
    "rules": "spend-1",
    "groups": "0" * 64,
    "postcodes": {"source": "Postcode list", "vintage": "January 2026"},
    "areas": {PRESTON: [PRESTON], LANCASHIRE: sorted(WIDER)},
    "files": {
        "00000000-0000-4000-8000-00000000000a": {
            "name": "guild 2024-25.csv", "sha256": "ab" * 32, "columns": {},
        }
    },
}  # fmt: skip


class FiguredAnalysisFactory(AnalysisFactory):
    """An analysis that is done, with these figures; no file stands behind it."""

    title = "Payments of 1 April 2024 to 31 March 2025"
    start = dt.date(2024, 4, 1)
    end = dt.date(2025, 3, 31)
    wider_place_code = LANCASHIRE
    figures = factory.LazyFunction(lambda: figures_of())
    worked_from = WORKED_FROM


def _by(lines, key) -> dict[str, list[Line]]:
    found = defaultdict(list)
    for line in lines:
        found[key(line)].append(line)
    return found


def _spend(lines, *, more: tuple[int, int] = (0, 0)) -> dict:
    return {
        "lines": len(lines) + more[0],
        "pence": str(sum(line.pence for line in lines) + more[1]),
    }


def _band(line: Line, delivery: bool) -> str:
    place = (line.supplier.delivery if delivery else "") or line.supplier.registered
    if not place:
        return "unknown"
    return PRESTON if place == PRESTON else LANCASHIRE if place in WIDER else "outside"


def _bands(lines, *, delivery: bool = False) -> dict:
    return {
        band: _spend([line for line in lines if _band(line, delivery) == band])
        for band in (PRESTON, LANCASHIRE, "outside", "unknown")
    }


def _groups(lines, key) -> list[dict]:
    made = [_group(*named, there) for named, there in _by(lines, key).items()]
    return sorted(made, key=lambda group: (-int(group["total"]["pence"]), group["name"]))


def _group(key: str, name: str, lines) -> dict:
    return {
        "key": key,
        "name": name,
        "total": _spend(lines),
        "bands": _bands(lines),
        "leak": _spend([line for line in lines if _band(line, False) == "outside"]),
        "influenceable": name not in OUT_OF_REACH,
    }


def _suppliers(lines) -> list[dict]:
    people = {line.supplier.name for line in lines if line.supplier.individual}
    made = _groups(lines, lambda one: (one.supplier.name.casefold(), one.supplier.name))
    return [
        {"rank": rank, **group, "individual": group["name"] in people}
        for rank, group in enumerate(made[:1_000], start=1)
    ]


def _anchor(code: str, lines) -> dict:
    own = [line for line in lines if line.anchor == code]
    return {
        "code": code,
        "name": ANCHORS[code],
        "total": _spend(own),
        "bands": _bands(own),
        "areas": {
            PRESTON: _spend([line for line in own if _band(line, False) == PRESTON]),
            LANCASHIRE: _spend(
                [line for line in own if _band(line, False) in (PRESTON, LANCASHIRE)]
            ),
        },
        "excluded": {"lines": 9, "pence": "36706666"},
    }


def _deprivation(lines, index: str, name: str, vintage: str, which: int) -> dict:
    english = [one for one in lines if one.supplier.registered.startswith("E")]
    ranked = [one for one in english if one.supplier.deciles[which]]
    return {
        "index": index,
        "name": name,
        "vintage": vintage,
        "base": _spend(english),
        "deciles": [
            {
                "decile": decile,
                **_spend([one for one in ranked if one.supplier.deciles[which] == decile]),
            }
            for decile in range(1, 11)
        ],
        "unknown": _spend([one for one in english if not one.supplier.deciles[which]]),
    }


def _concentration(lines) -> dict:
    totals = sorted((int(group["total"]["pence"]) for group in _suppliers(lines)), reverse=True)
    whole, running, needed = sum(totals), 0, 0
    for needed, amount in enumerate(totals, start=1):  # noqa: B007 -- where it stops
        running += amount
        if 100 * running >= 80 * whole:
            break
    squares = sum(Fraction(amount, whole) ** 2 for amount in totals) if whole else Fraction(0)
    return {
        "top": [{"n": n, "pence": str(sum(totals[:n]))} for n in (1, 5, 10, 20, 50, 100, 300)],
        "hhi": shown(squares, places=4),
        "suppliers_for_80_pct": needed,
    }


def _leakage(lines) -> dict:
    in_reach = [line for line in lines if line.category not in OUT_OF_REACH]
    return {
        "area": LANCASHIRE,
        "pence": str(sum(one.pence for one in lines if _band(one, False) == "outside")),
        "influenceable_pence": str(
            sum(one.pence for one in in_reach if _band(one, False) == "outside")
        ),
        "influenceable_spend_pence": str(sum(one.pence for one in in_reach)),
    }
