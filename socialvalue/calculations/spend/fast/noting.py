"""What is noted of the rows of a large file: all are counted, the first of each kind are kept."""

from collections import Counter
from collections.abc import Iterable

from socialvalue.calculations.spend.findings import Finding
from socialvalue.calculations.spend.gathering import Aside, SetAside


class Notes:
    """Findings and rows set aside, in the order of the file."""

    def __init__(self, *, most: int | None) -> None:
        """Keep at most so many of each kind (all if None), and count the others."""
        self._most = most
        self._found: dict[bool, list[tuple[int, int, Finding]]] = {True: [], False: []}
        self.set_aside: list[SetAside] = []
        self.problems: Counter[tuple[str, bool]] = Counter()
        """How many findings say what, by the words and whether the row was refused."""
        self.asides: Counter[Aside] = Counter()
        self.rows_refused = 0
        self._number = 0

    def room(self, *, refused: bool) -> int | None:
        """Return how many more findings of a kind are kept; None if all are."""
        return None if self._most is None else self._most - len(self._found[refused])

    def count(self, problems: Counter[tuple[str, bool]]) -> None:
        """Count findings that nobody will keep."""
        self.problems.update(problems)

    def find(self, findings: Iterable[Finding]) -> None:
        """Note findings, those of the same row in their order."""
        for finding in sorted(findings, key=lambda finding: finding.row):
            kept = self._found[finding.refused]
            if self._most is None or len(kept) < self._most:
                kept.append((finding.row, self._number, finding))
            self._number += 1
            self.problems[finding.problem, finding.refused] += 1

    def aside(self, rows: Iterable[SetAside]) -> None:
        """Note rows that were set aside."""
        found = sorted(rows, key=lambda row: row.row)
        self.asides.update(row.reason for row in found)
        room = None if self._most is None else self._most - len(self.set_aside)
        self.set_aside.extend(found[:room])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings that were kept, in the order of the file."""
        found = sorted(self._found[True] + self._found[False], key=lambda at: at[:2])
        return tuple(finding for _, _, finding in found)
