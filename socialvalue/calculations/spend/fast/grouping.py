"""Facts of lines as they are read, table by table: the codes of their texts are there already."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from socialvalue.calculations.spend.facts import KEYS, Facts, facts_of_columns, merged_with_groups
from socialvalue.calculations.spend.fast.cells import in_one_piece
from socialvalue.calculations.spend.fast.exact_sums import amounts_in
from socialvalue.calculations.spend.fast.fingerprints import fingerprints_of
from socialvalue.calculations.spend.fast.partition import SCHEMA
from socialvalue.calculations.spend.sums import Codes

AT_ONCE = 1_000_000
"""So many lines wait in memory until they are grouped."""

_COLUMNS = (*KEYS, "days", "pence", "exact")


class Grouping:
    """Takes the lines of a file as Arrow tables (`partition.SCHEMA`), one after the other."""

    def __init__(self, *, at_once: int = AT_ONCE) -> None:
        """Begin without lines."""
        self._at_once = at_once
        self._waiting: list[Any] = [SCHEMA.empty_table().select(_COLUMNS)]
        self._facts: list[Facts] = []
        self._groups: list[Codes] = []
        self._fingerprints = [np.empty(0, np.uint64)]

    def add(self, lines: Any) -> None:
        """Take the next lines. Raises sums.NotCountable, sums.TooMuchMoney."""
        self._fingerprints.append(fingerprints_of(lines))
        self._waiting.append(lines.select(_COLUMNS))
        if sum(table.num_rows for table in self._waiting) >= self._at_once:
            self._group()

    def _group(self) -> None:
        lines = pa.concat_tables(self._waiting).unify_dictionaries().combine_chunks()
        del self._waiting[1:]
        facts, groups = facts_of_columns(
            columns={key: _coded(lines.column(key)) for key in KEYS},
            days=lines.column("days").to_numpy(),
            pence=lines.column("pence").to_numpy(),
            exact=amounts_in(lines.column("exact")),
        )
        self._facts.append(facts)
        self._groups.append(groups)

    def finished(self) -> tuple[Facts, Codes, NDArray[np.uint64]]:
        """Return the facts of all lines, and the group and the fingerprint of each line.

        Raises sums.NotCountable, sums.TooMuchMoney.
        """
        if len(self._waiting) > 1 or not self._facts:
            self._group()
        fingerprints = np.concatenate(self._fingerprints)
        if len(self._facts) == 1:
            return self._facts[0], self._groups[0], fingerprints
        facts, places = merged_with_groups(self._facts)
        groups = [place[of] for place, of in zip(places, self._groups, strict=True)]
        return facts, np.concatenate(groups), fingerprints


def _coded(column: Any) -> tuple[Any, Codes]:
    whole = in_one_piece(column)
    return whole.dictionary, whole.indices.to_numpy()
