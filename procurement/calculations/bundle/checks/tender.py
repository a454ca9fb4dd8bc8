"""What the result needs of the tender itself: its reference, and amounts that are numbers."""

from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.bundle.place import Place
from procurement.calculations.bundle.shapes import number_if_given


def check_tender(tender: Place) -> None:
    """Check the reference and the estimated value. The rest takes no part in the result."""
    reference = tender.member("reference")
    if not isinstance(reference.value, str):
        reference.note(
            FaultCode.UNKNOWN_FORMAT, f"Give the tender's reference as text, not {reference.words}."
        )
    check_estimated_value(tender.member("estimated_value"))


def check_estimated_value(value: Place) -> None:
    """Check that the estimated amounts that are given are decimal strings."""
    number_if_given(value.member("excluding_vat"))
    number_if_given(value.member("including_vat"))
