"""The local multiplier, LM3: what a pound spent becomes in the area after it is spent twice more.

    LM3 = (round 1 + round 2 + round 3) / round 1

Round 1 is the spend; round 2 the part of it that goes to suppliers in the area; round 3 what those
suppliers spend again in the area. It lies between 1 and 3 where there are no refunds.
Source: nef, The Money Trail (Sacks, 2002); FORMAT of the local spend study, 4.7.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from socialvalue.calculations.spend.money import Pence


@dataclass(frozen=True, slots=True)
class Respend:
    """What a survey says of round 3. Money in pence, exact.

    `base` is what the anchors spent in the area with the `respondents` suppliers that answered;
    `respent` is what these spend again there; `round_2` is all spend in the area.
    """

    respondents: int
    base: Pence
    respent: Fraction
    round_2: Pence

    @property
    def weighted_mean(self) -> Fraction | None:
        """Return the share respent by respondents, weighted by spend; None without any spend."""
        return self.respent / self.base if self.base else None

    @property
    def imputed(self) -> Fraction | None:
        """Return round 3 if suppliers that did not answer respend the weighted mean.

        None if some did not answer and there is no mean to give them.
        """
        silent = self.round_2 - self.base
        if not silent:
            return self.respent
        mean = self.weighted_mean
        return None if mean is None else self.respent + silent * mean


def respend(
    *, spend_in_area: Mapping[str, Pence], respend_shares: Mapping[str, Fraction]
) -> Respend:
    """Return round 3 as a survey has it.

    `spend_in_area` is each supplier's spend in scope that lies in the area, in pence: suppliers
    that do not lie there are not in it. `respend_shares` are the answers for that area, from 0 to
    1. Each answer is weighted by that spend; an answer of a supplier that was paid nothing there
    does not count.
    """
    answered = {
        supplier: share for supplier, share in respend_shares.items() if supplier in spend_in_area
    }
    return Respend(
        respondents=len(answered),
        base=sum(spend_in_area[supplier] for supplier in answered),
        respent=sum(
            (share * spend_in_area[supplier] for supplier, share in answered.items()),
            start=Fraction(0),
        ),
        round_2=sum(spend_in_area.values()),
    )


def lm3(*, round_1: Pence, round_2: Pence, round_3: Fraction | None) -> Fraction | None:
    """Return LM3 exactly; None if nothing was spent or round 3 is not known.

    Worked example (nef): of £10, £8 are spent locally and £6.40 of these again:
    (10 + 8 + 6.40) / 10 = 2.44.
    """
    if not round_1 or round_3 is None:
        return None
    return (round_1 + round_2 + round_3) / round_1
