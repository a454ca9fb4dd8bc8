"""The suppliers of an analysis, narrowed to a kind, a size, a sector or a place."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from socialvalue.calculations.spend.figures import kept
from socialvalue.calculations.spend.sums import Amounts, Sums
from socialvalue.spend import groups_store
from socialvalue.spend.models import Analysis

COLUMNS = ["disposition", "supplier", "kind", "size", "sector", "registered", "lines", "pence"]
OF_SUPPLIERS = ("kind", "size", "sector")


@dataclass(frozen=True)
class Narrowed:
    """The suppliers that fit, as figures have them, the largest first, and what they come to."""

    suppliers: list[dict[str, Any]]
    total: dict[str, Any]
    bands: dict[str, dict[str, Any]]


def narrowed_suppliers(analysis: Analysis, **wanted: str | None) -> Narrowed:
    """Return the suppliers of an analysis that fit all that is wanted; None is any.

    `kind`, `size` and `sector` are keys of the groups of the figures; `authority` is the code of a
    local authority and `band` one of the bands, both by registered address. Sums are exact.
    """
    name = analysis.worked_from["groups"]
    columns = groups_store.columns_of(name, COLUMNS)
    places = groups_store.meaning_of(name, "places", ["place", "zone"])
    zones = groups_store.meaning_of(name, "zones", ["band", "leaks"])
    codes = [*(area["code"] for area in analysis.figures["areas"]), "outside", "unknown"]
    band_of_place = np.array([codes.index(zones["band"][zone]) for zone in places["zone"]])
    leaks = np.array([zones["leaks"][zone] for zone in places["zone"]], dtype=bool)
    fits = _fitting(name, columns, wanted) & _there(columns["registered"], places, zones, wanted)
    suppliers = groups_store.meaning_of(name, "suppliers")
    where = columns["registered"]
    amounts = _Amounts(name, columns)
    cells = columns["supplier"].astype(np.int64) * len(codes) + band_of_place[where]
    by_band = amounts.added(fits, cells, shape=(len(suppliers["key"]), len(codes)))
    leaking = amounts.added(
        fits & leaks[where], columns["supplier"], shape=(len(suppliers["key"]),)
    )
    return _narrowed(suppliers, by_band, leaking, codes)


def _fitting(
    name: str, columns: dict[str, np.ndarray], wanted: dict[str, str | None]
) -> np.ndarray:
    words = groups_store.meaning_of(name, "words")
    fits = columns["disposition"] == 0
    for of in OF_SUPPLIERS:
        if wanted.get(of) is not None:
            numbers = [
                number
                for each, number, word in zip(
                    words["of"], words["number"], words["word"], strict=True
                )
                if (each, word) == (of, wanted[of])
            ]
            fits &= np.isin(columns[of], numbers)
    found: np.ndarray = fits
    return found


def _there(
    registered: np.ndarray,
    places: dict[str, list[Any]],
    zones: dict[str, list[Any]],
    wanted: dict[str, str | None],
) -> np.ndarray:
    authority, band = wanted.get("authority"), wanted.get("band")
    fits = [
        authority in (None, place) and band in (None, zones["band"][zone])
        for place, zone in zip(places["place"], places["zone"], strict=True)
    ]
    found: np.ndarray = np.array(fits, dtype=bool)[registered]
    return found


class _Amounts:
    """The lines and the pence of groups, of which some are added up."""

    def __init__(self, name: str, columns: dict[str, np.ndarray]) -> None:
        self.name = name
        self.columns = columns

    def added(self, fits: np.ndarray, cells: np.ndarray, *, shape: tuple[int, ...]) -> Sums:
        sums = Sums(shape)
        sums.add(
            cells[fits],
            Amounts.of(
                self.columns["lines"][fits],
                self.columns["pence"][fits],
                groups_store.parts_within(self.name, fits),
            ),
        )
        return sums


def _narrowed(
    suppliers: dict[str, list[Any]], by_band: Sums, leaking: Sums, codes: list[str]
) -> Narrowed:
    every = np.ones(len(codes), dtype=bool)
    totals, leaks = by_band.over(every).each(), leaking.each()
    of_bands = {code: by_band.over(np.array([each == code for each in codes])) for code in codes}
    each_band = {code: sums.each() for code, sums in of_bands.items()}
    paid = [row for row, spend in enumerate(totals) if spend.lines]
    ranked = sorted(paid, key=lambda row: (-totals[row].pence, suppliers["key"][row]))
    return Narrowed(
        suppliers=[
            {
                "rank": rank,
                "key": suppliers["key"][row],
                "name": suppliers["name"][row],
                "individual": suppliers["individual"][row],
                "total": kept(totals[row]),
                "bands": {code: kept(spends[row]) for code, spends in each_band.items()},
                "leak": kept(leaks[row]),
            }
            for rank, row in enumerate(ranked, start=1)
        ],
        total=kept(by_band.total()),
        bands={code: kept(sums.total()) for code, sums in of_bands.items()},
    )
