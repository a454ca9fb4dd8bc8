"""What is understood of a notice: plain values, where each came from, what is still to be asked.

Codes of regimes, nations, categories and kinds of buyer are those of FORMAT.md 2.1.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One sentence for the officer, and the JSON Pointer of the place it speaks of."""

    at: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """A value, in pence, on the VAT basis that the notice states; the other basis stays unknown.

    `unstated_pence` holds an amount whose basis the notice does not say.
    """

    excluding_vat_pence: int | None = None
    including_vat_pence: int | None = None
    unstated_pence: int | None = None

    @property
    def is_given(self) -> bool:
        """Whether there is any amount."""
        amounts = (self.excluding_vat_pence, self.including_vat_pence, self.unstated_pence)
        return any(amount is not None for amount in amounts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """An award criterion. `weight` is in percent of the bid, None where it is not given as such.

    `section` is quality, price or social_value.
    """

    section: str
    name: str
    weight: Decimal | None
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A lot; its criteria are those that the notice gives for it."""

    code: str
    title: str
    description: str
    worth: Worth
    criteria: tuple[Criterion, ...]
    at: str

    @property
    def section_weights(self) -> dict[str, Decimal] | None:
        """The weights of the sections, if every criterion has one and they add up to 100."""
        weights = [criterion.weight for criterion in self.criteria]
        if not weights or None in weights or sum(w for w in weights if w is not None) != 100:
            return None
        return {
            section: sum(
                (each.weight for each in self.criteria if each.section == section and each.weight),
                start=Decimal(0),
            )
            for section in ("quality", "price", "social_value")
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """Who buys. `kind` is None where the notice does not tell it."""

    name: str
    identifiers: tuple[str, ...] = ()
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft of a tender from one notice. None and empty mean: not known from the notice.

    `notice` is "tender", "planning", "award" and so on; `notice_type` the number of the Procurement
    Act, such as UK4. `because` gives, by the name of a fact, where it was read or how it was worked
    out; `to_complete` what the officer is asked, `not_understood` what could not be read, and
    `left_aside` the parts of the notice that a draft has no place for.
    """

    ocid: str
    release: str
    released_on: dt.date | None
    publisher: str
    notice: str
    notice_type: str
    reference: str
    title: str
    description: str
    buyer: Buyer
    regime: str | None
    nation: str | None
    main_category: str | None
    categories: tuple[str, ...]
    worth: Worth
    commenced_on: dt.date | None
    opens_at: dt.datetime | None
    deadline: dt.datetime | None
    lots: tuple[Lot, ...]
    most_lots_per_supplier: int | None
    because: dict[str, Told]
    to_complete: dict[str, Told]
    not_understood: tuple[Told, ...]
    left_aside: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a notice starts no tender, in one sentence."""

    ocid: str
    release: str
    title: str
    because: Told
    not_understood: tuple[Told, ...] = ()
