"""Where payments went: what is known of every postcode as it is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from socialvalue.calculations.postcodes import Postcode, normal_form
from socialvalue.calculations.spend.places import Location
from socialvalue.places import postcodes
from socialvalue.places import queries as places
from socialvalue.places.models import DeprivationIndex
from socialvalue.places.postcodes import Neighbourhood

NOT_LISTED = "No postcode like this was found"
VINTAGES = {2011: "lsoa11", 2021: "lsoa21"}


@dataclass(frozen=True)
class Gazetteer:
    """The look-ups by which an analysis places payments: postcodes, and indices of deprivation."""

    indices: Sequence[DeprivationIndex]

    def locate(self, texts: Iterable[str]) -> dict[str, Location]:
        """Return where each postcode, as written, is. Districts are those of today."""
        read = {text: normal_form(text) for text in texts}
        codes = {text: form.code for text, form in read.items() if isinstance(form, Postcode)}
        around = postcodes.neighbourhoods(codes.values())
        now = places.active_codes(each.authority for each in around.values() if each.authority)
        deciles = {index.code: self._deciles(index, around.values()) for index in self.indices}
        found = {}
        for text, form in read.items():
            if not isinstance(form, Postcode):
                found[text] = Location(None, {}, why_not=str(form.reason))
            elif not around[form.code].authority:
                found[text] = Location(None, {}, why_not=NOT_LISTED)
            else:
                found[text] = _location(form, around[form.code], now, deciles, self.indices)
        return found

    def _deciles(
        self, index: DeprivationIndex, around: Iterable[Neighbourhood]
    ) -> Mapping[str, int | None]:
        lsoas = {each.lsoa(index.lsoa_vintage) for each in around} - {None}
        return places.deciles_of(index.code, lsoas, vintage=index.lsoa_vintage)

    def about(self) -> dict[str, Any]:
        """Return which look-ups these are, by source, vintage and content."""
        table = postcodes.about()
        return {
            "postcodes": {
                "source": table.source,
                "vintage": table.vintage,
                "rows": table.rows,
                "columns": list(table.columns),
                "sha256": table.sha256,
            },
            "deprivation": [
                {
                    "index": index.code,
                    "name": index.name,
                    "lsoa_vintage": index.lsoa_vintage,
                    "source": index.source,
                    "sha256": index.sha256,
                }
                for index in self.indices
            ],
        }


def gazetteer(codes: Iterable[str] | None = None) -> Gazetteer:
    """Return the look-ups in use, with the indices of these codes, or with all that are loaded."""
    loaded = places.indices_in_use()
    wanted = None if codes is None else set(codes)
    return Gazetteer([index for index in loaded if wanted is None or index.code in wanted])


def _location(
    form: Postcode,
    around: Neighbourhood,
    now: Mapping[str, str],
    deciles: Mapping[str, Mapping[str, int | None]],
    indices: Sequence[DeprivationIndex],
) -> Location:
    small = {name: around.lsoa(year) for year, name in VINTAGES.items()}
    found = {
        index.code: deciles[index.code].get(around.lsoa(index.lsoa_vintage) or "")
        for index in indices
    }
    return Location(
        place=now[around.authority or ""],
        deciles={code: decile for code, decile in found.items() if decile},
        ward=around.ward or "",
        small_areas={name: code for name, code in small.items() if code},
        read_as=form.code if form.repair else "",
    )
