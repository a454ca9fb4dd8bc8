"""Which column is which in a table without headings, as far as its cells show it.

A date and an amount show themselves. The supplier is the column of words in which the names of
firms and public bodies stand; where two columns could be it, none is taken: a person must say.
Whatever is found here is a proposal, and is told as one.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from socialvalue.calculations.spend.dates import DateOrder, NotADate, day_from_text
from socialvalue.calculations.spend.layout import column_letters
from socialvalue.calculations.spend.money import NotMoney, money_from_text

MOST_OF = 9, 10  # nine cells in ten
FIRMS = re.compile(r"\b(ltd|limited|plc|p\.l\.c|llp|cic|inc)\b", re.IGNORECASE)
"""Legal forms: other words of firms ("services", "trust") stand in the names of departments too."""
NAMED_LIKE_FIRMS = 1, 10  # one cell in ten of the suppliers' column
NAMED_ALONE = 1, 20  # one in twenty, if no other column names any firm
PENCE = re.compile(r"\.[0-9]{1,2}\D*$")


def guessed_columns(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return the field and the letter-name ("Column L") of each column that shows what it is.

    Only supplier, date and amount are looked for; empty if one of them does not show itself beyond
    doubt. Source: tried on the rows below the headings of 239 published files, whose headings it
    was not told: 231 found right, none wrong, 8 not found (docs/sums.md, headings).
    """
    width = max(map(len, rows), default=0)
    columns = [
        [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
        for at in range(width)
    ]
    money = _those(columns, is_money)
    dates = _those(columns, _is_date)
    if len(dates) > 1:
        # Five figures may be a day as a spreadsheet counts them; where another column has days
        # that are nothing else, they are amounts.
        dates = [at for at in dates if at not in money]
    # Whole numbers alone may as well be the number of a line or of a cost centre.
    amounts = [at for at in money if at not in dates and any(map(has_pence, columns[at]))]
    supplier = _supplier(columns, apart={*dates, *amounts})
    if len(dates) != 1 or len(amounts) != 1 or supplier is None:
        return {}
    found = {"supplier": supplier, "date": dates[0], "amount": amounts[0]}
    return {field: f"Column {column_letters(at + 1)}" for field, at in found.items()}


def _those(columns: Sequence[Sequence[str]], fits: Callable[[str], bool]) -> list[int]:
    """Return the columns, used in most rows, of which nearly every cell fits."""
    longest = max(map(len, columns), default=0)
    return [
        at
        for at, cells in enumerate(columns)
        if cells
        and _share(len(cells), longest, MOST_OF)
        and _share(sum(map(fits, cells)), len(cells), MOST_OF)
    ]


def _supplier(columns: Sequence[Sequence[str]], *, apart: set[int]) -> int | None:
    return named_like_firms({at: cells for at, cells in enumerate(columns) if at not in apart})


def named_like_firms(columns: Mapping[int, Sequence[str]]) -> int | None:
    """Return the column in which firms and public bodies are named, or None if two might be it."""
    named = [
        (sum(1 for cell in cells if FIRMS.search(cell)), at)
        for at, cells in columns.items()
        if cells
    ]
    least = NAMED_ALONE if sum(count > 0 for count, _ in named) == 1 else NAMED_LIKE_FIRMS
    likely = sorted((count, at) for count, at in named if _share(count, len(columns[at]), least))
    if not likely or (len(likely) > 1 and likely[-2][0] * 2 > likely[-1][0]):
        return None
    return likely[-1][1]


def _share(part: int, whole: int, least: tuple[int, int]) -> bool:
    """Whether part of whole is at least the share, in whole numbers."""
    return part * least[1] >= whole * least[0]


def has_pence(text: str) -> bool:
    """Say whether an amount is written with pence."""
    return bool(PENCE.search(text))


def is_date(text: str) -> bool:
    """Say whether a text is a date, whichever of day and month comes first."""
    return _is_date(text) or _is_date(text, order=DateOrder.MONTH_FIRST)


def _is_date(text: str, *, order: DateOrder = DateOrder.DAY_FIRST) -> bool:
    try:
        day_from_text(text, order=order)
    except NotADate:
        return False
    return True


def is_money(text: str) -> bool:
    """Say whether a text is an amount of money."""
    try:
        money_from_text(text)
    except NotMoney:
        return False
    return True
