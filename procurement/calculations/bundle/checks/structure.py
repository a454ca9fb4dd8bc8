"""The frame of a bundle: its format, and the objects and lists that everything else hangs on."""

import re

from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.bundle.place import Place
from procurement.calculations.bundle.shapes import is_record, listed, records

_KNOWN_FORMAT = re.compile(r"sv-evaluation-bundle/1\.[0-9]+")

_OBJECTS_OF_METHODOLOGY = ("section_weights", "abnormally_low", "rounding")
_LISTS_OF_OBJECTS = ("lots", "bidders", "bids", "disqualifications")


def has_known_format(top: Place) -> bool:
    """Whether this is an evaluation bundle of major version 1, of any minor version."""
    if not isinstance(top.value, dict):
        top.note(
            FaultCode.UNKNOWN_FORMAT, f"Give an evaluation bundle, a JSON object, not {top.words}."
        )
        return False
    stated = top.member("format")
    if isinstance(stated.value, str) and _KNOWN_FORMAT.fullmatch(stated.value):
        return True
    stated.note(
        FaultCode.UNKNOWN_FORMAT,
        f'State the format "sv-evaluation-bundle/1.0", the one that is known, not {stated.words}.',
    )
    return False


def has_structure(top: Place) -> bool:
    """Whether the objects and lists of a bundle are there; notes each that is not."""
    is_record(top.member("tender"))
    if is_record(top.member("methodology")):
        _check_methodology(top.member("methodology"))
    for name in _LISTS_OF_OBJECTS:
        records(top.member(name))
    if top.member("draws").is_given:
        records(top.member("draws"))
    if top.member("lots").value == []:
        top.member("lots").note(
            FaultCode.UNKNOWN_FORMAT, "List at least one lot: a tender without lots has one lot."
        )
    return not top.noted


def _check_methodology(methodology: Place) -> None:
    for name in _OBJECTS_OF_METHODOLOGY:
        is_record(methodology.member(name))
    for name in ("scales", "criteria"):
        records(methodology.member(name))
    listed(methodology.member("tie_break"))
    if methodology.member("section_pass_marks").is_given:
        records(methodology.member("section_pass_marks"))
