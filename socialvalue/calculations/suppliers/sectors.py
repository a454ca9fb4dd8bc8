"""The sector of a supplier: section and division of the Standard Industrial Classification 2007.

Companies House uses two codes that are no activity at all, 74990 (a company that does not trade)
and 99999 (a dormant one): a supplier with one of them has no known sector.

Source: Office for National Statistics, UK Standard Industrial Classification of Economic
Activities 2007 (structure of sections and divisions, in force since 1 January 2008); Open
Government Licence. The two codes: Companies House, condensed SIC list.
"""

import csv
import re
from functools import cache
from pathlib import Path

SOURCE = "ONS, UK Standard Industrial Classification of Economic Activities 2007"
NOT_AN_ACTIVITY = frozenset(["74990", "99999"])

_FILE = Path(__file__).parent / "data" / "sic2007.csv"
_CLASS = re.compile(r"[0-9]{4,5}")


def section_of(sic: str) -> tuple[str, str] | None:
    """Return the letter and the name of the section that a class belongs to: ("F", "Construction").

    `sic` is a class of four digits or a subclass of five ("41201"). None where it is empty, no
    code at all, one that stands for no activity, or in a division that does not exist.
    """
    divisions = _divisions()
    if not _CLASS.fullmatch(sic) or sic in NOT_AN_ACTIVITY or sic[:2] not in divisions:
        return None
    letter, _ = divisions[sic[:2]]
    return letter, sections()[letter]


def division_of(sic: str) -> tuple[str, str] | None:
    """Return the number and the name of the division of a class, or None as section_of does."""
    return None if section_of(sic) is None else (sic[:2], _divisions()[sic[:2]][1])


@cache
def sections() -> dict[str, str]:
    """Return the name of each section, by its letter, A to U."""
    return {row["section"]: row["name"] for row in _rows() if not row["division"]}


@cache
def _divisions() -> dict[str, tuple[str, str]]:
    return {row["division"]: (row["section"], row["name"]) for row in _rows() if row["division"]}


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
