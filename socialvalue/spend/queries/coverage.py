"""Which months of which years there are payments of, anchor by anchor."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend.renewals import months_later
from socialvalue.spend.models import Anchor, PaymentFile


@dataclass
class YearCoverage:
    """One financial year of an anchor: the files with payments in it, and the months they have."""

    start: dt.date
    files: list[PaymentFile] = field(default_factory=list)
    covered: set[dt.date] = field(default_factory=set)

    @property
    def months(self) -> list[dt.date]:
        """The first days of its twelve months."""
        return [months_later(self.start, number) for number in range(12)]

    @property
    def missing(self) -> list[dt.date]:
        """The months without a payment."""
        return [month for month in self.months if month not in self.covered]


@dataclass
class AnchorCoverage:
    """An anchor, its years with payments, the newest first, and its files without any."""

    anchor: Anchor
    years: list[YearCoverage]
    waiting: list[PaymentFile]


def coverage(organisation: Organisation) -> list[AnchorCoverage]:
    """Return what there is of each anchor. Two queries, however many there are."""
    files: dict[object, list[PaymentFile]] = {}
    standing = organisation.payment_files.standing().filter(corrects=None).select_related("job")
    for file in standing.order_by("first_day", "name"):
        files.setdefault(file.anchor_id, []).append(file)
    return [_of_anchor(anchor, files.get(anchor.pk, [])) for anchor in organisation.anchors.all()]


def _of_anchor(anchor: Anchor, files: Iterable[PaymentFile]) -> AnchorCoverage:
    years: dict[dt.date, YearCoverage] = {}
    waiting = []
    for file in files:
        months = months_of(file)
        if not months:
            waiting.append(file)
        for start in sorted({year_of(month) for month in months}):
            year = years.setdefault(start, YearCoverage(start))
            year.files.append(file)
            year.covered.update(month for month in months if year_of(month) == start)
    return AnchorCoverage(anchor, [years[start] for start in sorted(years, reverse=True)], waiting)


def months_of(file: PaymentFile) -> list[dt.date]:
    """Return the first days of the months that a file has payments of.

    Of a file that was read before months were noted: of all months from its first to its last day.
    """
    if file.months:
        return [dt.date.fromisoformat(f"{month}-01") for month in file.months]
    if file.first_day is None:
        return []
    month, months = file.first_day.replace(day=1), []
    while month <= file.last_day:
        months.append(month)
        month = months_later(month, 1)
    return months


def year_of(month: dt.date) -> dt.date:
    """Return the first day of the financial year that holds a month."""
    return dt.date(month.year if month.month >= 4 else month.year - 1, 4, 1)
