"""What a map shows by area: amounts of money, or how many there are of something."""

from collections.abc import Callable
from dataclasses import dataclass

from socialvalue.calculations.maps import classes


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How whole numbers by area are said and sorted into classes.

    `unit` is how many of them make one of what people count in: 100 pence a pound. `exact` says
    one to the last, `short` in a few letters for the face of a map, `limit` a round one. `called`
    is what they are in the key and in sentences ("Payments"), `below` what nought or less is.
    """

    unit: int
    exact: Callable[[int], str]
    short: Callable[[int], str]
    limit: Callable[[int], str]
    called: str
    largest: str
    below: str

    @property
    def none(self) -> str:
        """The words for an area that has none."""
        return f"No {self.called.lower()}"


POUNDS = Measure(
    unit=100,
    exact=classes.exact_pounds,
    short=classes.short_pounds,
    limit=classes.pounds,
    called="Payments",
    largest="The largest amounts",
    below="Nothing, or refunds above payments",
)


def counted(singular: str, plural: str) -> Measure:
    """Return the measure that counts things: "1 award", "12 awards"."""

    def words(number: int) -> str:
        return f"{number:,} {singular if number == 1 else plural}"

    return Measure(
        unit=1,
        exact=words,
        short=lambda number: f"{number:,}",
        limit=lambda number: f"{number:,}",
        called=plural[:1].upper() + plural[1:],
        largest=f"The most {plural}",
        below=f"No {plural}",
    )
