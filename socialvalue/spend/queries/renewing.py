"""Which contracts end soon, and what each could bring home."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend.renewals import months_later, worth_pence, yearly_pence
from socialvalue.spend.models import CategoryDecision, Contract
from socialvalue.spend.queries.leaking import CategorySpend, is_within_reach


@dataclass(frozen=True)
class Renewal:
    """A contract that ends, its value a year, and what of that could come home; exact pence.

    None where it cannot be said: no value or start, no spend on its category, or no supplier of it
    whose place is known. What somebody has decided to be out of reach brings nothing home.
    """

    contract: Contract
    yearly: Fraction | None
    spend: CategorySpend | None
    is_within_reach: bool = True

    @property
    def worth(self) -> Fraction | None:
        """Return the value a year times the part of the category that leaks now."""
        if self.yearly is None or self.spend is None or not self.is_within_reach:
            return None
        if not self.spend.is_placed:
            return None
        return worth_pence(
            self.yearly, leak_pence=self.spend.leak_pence, total_pence=self.spend.pence
        )


def renewals(
    organisation: Organisation,
    *,
    today: dt.date,
    months: int,
    spends: Mapping[str, CategorySpend],
    decisions: Mapping[str, CategoryDecision],
) -> list[Renewal]:
    """Return the contracts that end within so many months: what could bring most home first.

    Those of which that cannot be said come last, by their last day.
    """
    until = months_later(today, months)
    ending = organisation.contracts.standing().filter(end__gte=today, end__lte=until)
    found = [
        Renewal(
            contract,
            yearly_of(contract),
            spends.get(contract.category_key),
            is_within_reach(decisions.get(contract.category_key)),
        )
        for contract in ending
    ]
    return sorted(
        found,
        key=lambda renewal: (
            renewal.worth is None,
            -(renewal.worth or 0),
            renewal.contract.end,
            renewal.contract.reference,
        ),
    )


def yearly_of(contract: Contract) -> Fraction | None:
    """Return a contract's value a year in pence: as its register has it, else by its term."""
    if contract.yearly_pence is not None:
        return Fraction(contract.yearly_pence)
    if contract.value_pence is None or contract.start is None:
        return None
    return yearly_pence(value_pence=contract.value_pence, start=contract.start, end=contract.end)
