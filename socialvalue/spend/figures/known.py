"""Shares that rest on what is known of the suppliers: where nothing is, they are not nought."""

from .stored import NOTHING, Figures, pence

WHY_NOT_KNOWN = {
    "sme": "No list says how large the suppliers are",
    "vcse": "No list or register says what the suppliers are",
}
"""Why the share of small and medium suppliers, or of social enterprises, is not known."""

WHAT_TO_DO = {
    "sme": "Upload a list with their sizes under Suppliers, then analyse again",
    "vcse": "Upload a list with their kinds under Suppliers, or look them up in the charity "
    "register, then analyse again",
}
"""What makes it known."""

WHAT_COUNTS = {
    "sme": "Suppliers whose size is not known are not among them",
    "vcse": "A supplier of whom nothing is said counts as a business",
}
"""Why the share is the least that it can be."""

PRIVATE = "private"
"""The kind of a supplier of whom nothing is said."""


def known_pence(found: Figures, measure: str) -> int | None:
    """Return what was paid to suppliers of a measure, "sme" or "vcse"; None where nobody can say.

    That is where the size of no supplier is known, or where nothing says of any supplier what it
    is: then the list, or the register, was never there. A list that only names private firms says
    it: in what they were paid there is nothing for social enterprises.
    """
    spend = found[measure]
    if spend is None or (not spend["lines"] and _says_nothing(found, measure)):
        return None
    return pence(spend)


def _says_nothing(found: Figures, measure: str) -> bool:
    if measure == "sme":
        return bool(found["size_unknown"]["lines"] == found["total"]["lines"])
    kinds = {group["key"] for group in found["kinds"]}
    unknown = found["kind_unknown"]
    if unknown is not None and unknown["lines"] < found["total"]["lines"]:
        return False
    return kinds <= {PRIVATE} and not (found["public_bodies"] or NOTHING)["lines"]
