"""Under which law a procurement runs, as its notice says."""

import datetime as dt

from procurement.calculations.ocds.model import Told
from procurement.calculations.ocds.place import Place
from procurement.calculations.ocds.vocabulary import DIRECTIVES, REGIMES

ACT = dt.date(2025, 2, 24)
"""The day on which the Procurement Act 2023 took effect."""


def regime_of(
    tender: Place, *, notice_type: str, nation: str | None, released_on: dt.date | None
) -> tuple[str | None, Told]:
    """Return the regime, and the sentence that says how it is known or why it is not.

    The law that the notice names comes first, then what it says of the threshold.
    """
    basis = tender.member("legalBasis")
    law = (basis.member("scheme").line(), basis.member("id").line())
    below = _below_threshold(tender)
    if law in REGIMES:
        if below is not None and REGIMES[law] == "procurement_act_2023":
            return "below_threshold", below
        return REGIMES[law], basis.said(f"The notice names the law: {law[0]} {law[1]}.")
    if notice_type and not any(law):
        if below is not None:
            return "below_threshold", below
        return "procurement_act_2023", tender.said(f"{notice_type} is a notice of the Act.")
    if law[0] == "CELEX":
        return _of_directive(basis, law[1], nation)
    if any(law):
        basis.note(f"The law {' '.join(filter(None, law))} is not known here.")
    if below is not None:
        return "below_threshold", below
    return None, tender.said(_unknown(released_on))


def _below_threshold(tender: Place) -> Told | None:
    """Return where a notice says that it is below the threshold, None if it does not."""
    above = tender.member("aboveThreshold")
    if above.truth() is False:
        return above.said("The notice says that the value is below the threshold.")
    if above.value is True:
        return None
    method = tender.member("procurementMethodDetails")
    if "below threshold" in method.line().lower().replace("-", " "):
        return method.said("The notice says that the procedure is below the threshold.")
    return None


def _of_directive(basis: Place, number: str, nation: str | None) -> tuple[str | None, Told]:
    """Return the regime that gave effect to a European directive in a nation."""
    named = DIRECTIVES.get(number, f"the European act {number}")
    if number != "32014L0024":
        return None, basis.said(f"The notice is under {named}, which is no regime of this tool.")
    if nation == "scotland":
        sentence = (
            f"The notice is under {named}, which in Scotland means the Public Contracts (Scotland) "
            "Regulations 2015. They are no regime of this tool: choose the nearest with care."
        )
        return None, basis.said(sentence)
    if nation is None:
        sentence = f"The notice is under {named}. Say which nation's law gives effect to it."
        return None, basis.said(sentence)
    sentence = (
        f"The notice is under {named}, which the Public Contracts Regulations 2015 put into law."
    )
    return "public_contracts_regulations_2015", basis.said(sentence)


def _unknown(released_on: dt.date | None) -> str:
    """Return why the regime is asked, with what the day of the notice suggests."""
    begun = "The notice does not say under which law it runs."
    if released_on is None or released_on >= ACT:
        return begun
    return (
        f"{begun} It is from before 24 February 2025, so not the Procurement Act 2023: probably "
        "the Public Contracts Regulations 2015, unless it is for health care, a utility or a "
        "concession, or below the threshold."
    )
