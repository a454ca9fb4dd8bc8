"""A study in a folder, worked out: its result, every line with what became of it, and its repeats.

Source: FORMAT of the local spend study, 3.5 and 5.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from socialvalue.calculations.spend.columns import PaymentLine
from socialvalue.calculations.spend.engine import IN_SCOPE, Added, Placed, added_up
from socialvalue.calculations.spend.exclusions import IN_SCOPE as IN_SCOPE_WORD
from socialvalue.calculations.spend.parts import Part, part_of
from socialvalue.calculations.spend.places import NOWHERE_KNOWN, Location, lookup_form
from socialvalue.calculations.spend.question import question_of
from socialvalue.calculations.spend.repeats import repeats_in
from socialvalue.calculations.spend.result import result_of
from socialvalue.calculations.spend.shares import pounds
from socialvalue.calculations.spend.study import Study

COLUMNS = (
    "anchor",
    "supplier",
    "date",
    "transaction_number",
    "net_amount",
    "category",
    "supplier_id",
    "disposition",
    "band_registered",
    "band_delivery",
)


@dataclass(frozen=True)
class Studied:
    """A study that has been added up, with the groups of each of its parts."""

    study: Study
    added: Added
    parts: tuple[Part, ...]
    placed: Mapping[str, Placed]

    @cached_property
    def result(self) -> dict[str, Any]:
        """Return the documented result."""
        skipped = sum(anchor.reading.total_rows_skipped for anchor in self.study.anchors)
        return result_of(self.added, answers=self.study.survey, total_rows_skipped=skipped)

    def kept_repeats(self) -> Iterator[tuple[str, PaymentLine]]:
        """Yield anchor and line of what repeats an earlier line and counts all the same."""
        if self.added.question.exclude_duplicates:
            return
        for number, anchor in enumerate(self.study.anchors):
            of_line = self._group_of_each_line(number)
            dispositions = self.placed[anchor.config.code].disposition
            for position in self.parts[number].repeats:
                if dispositions[of_line[position]] == IN_SCOPE:
                    yield anchor.config.code, anchor.reading.lines.at(position)

    def lines_csv(self) -> str:
        """Return every line as the CSV of FORMAT 3.5, with the bands of those in scope."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number in range(len(self.study.anchors)):
            writer.writerows(self._rows(number))
        return out.getvalue()

    def _rows(self, number: int) -> Iterable[list[str]]:
        anchor = self.study.anchors[number]
        lines, placed = anchor.reading.lines, self.placed[anchor.config.code]
        found, register = self.added.found, self.study.register
        words = (IN_SCOPE_WORD, *self.added.question.exclusion_order)
        for position, group in enumerate(self._group_of_each_line(number).tolist()):
            line, (net, _) = lines.at(position), lines.exact_at(position)
            supplier = register.find(line.supplier)
            in_scope = placed.disposition[group] == IN_SCOPE
            yield [
                anchor.config.code,
                line.supplier,
                line.day.isoformat(),
                line.transaction_number,
                pounds(net),
                line.category,
                supplier.code if supplier else "",
                words[placed.disposition[group]],
                *(
                    found.zones[found.zone_of_place[places[group]]].band if in_scope else ""
                    for places in (placed.registered, placed.delivery)
                ),
            ]

    def _group_of_each_line(self, number: int) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Return, for each line of an anchor, its group among those of the question."""
        part = self.parts[number]
        groups = self.placed[part.key].groups
        return groups.of_lines(part, question=self.added.question)


def studied(study: Study) -> Studied:
    """Work a study out."""
    question = question_of(study.config)
    read = [(anchor.config.code, anchor.reading.lines) for anchor in study.anchors]
    repeats = repeats_in(read, key=study.config.duplicate_key)
    parts = tuple(
        part_of(code, code, lines, repeats=positions)
        for (code, lines), positions in zip(read, repeats, strict=True)
    )
    placed: dict[str, Placed] = {}

    def keep(part: Part, groups: Placed) -> None:
        placed[part.key] = groups

    def locate(texts: Iterable[str]) -> dict[str, Location]:
        return {text: study.postcodes.get(lookup_form(text), NOWHERE_KNOWN) for text in texts}

    added = added_up(question, parts, register=study.register, locate=locate, keep=keep)
    return Studied(study, added, parts, placed)


def analyse(study: Study) -> dict[str, Any]:
    """Return the documented result of the study: text, whole numbers, truths and lists only."""
    return studied(study).result
