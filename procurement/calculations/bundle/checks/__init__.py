"""Every rule that a bundle must keep before a result is worked out, one file per noun."""

from collections.abc import Mapping

from procurement.calculations.bundle.checks.bids import check_bids
from procurement.calculations.bundle.checks.criteria import check_criteria
from procurement.calculations.bundle.checks.decisions import check_disqualifications, check_draws
from procurement.calculations.bundle.checks.level_values import check_level_values
from procurement.calculations.bundle.checks.lots import check_lots
from procurement.calculations.bundle.checks.methodology import check_methodology
from procurement.calculations.bundle.checks.scales import check_scales
from procurement.calculations.bundle.checks.structure import has_known_format, has_structure
from procurement.calculations.bundle.checks.tender import check_tender
from procurement.calculations.bundle.checks.weights import check_section_weights
from procurement.calculations.bundle.faults import Fault
from procurement.calculations.bundle.place import Place
from procurement.calculations.bundle.shapes import known_code, new_codes


def faults_of(
    bundle: object, *, areas_for_action: Mapping[str, frozenset[str]]
) -> tuple[Fault, ...]:
    """Return everything that is wrong with a bundle, whatever its shape, in the order of the file.

    `bundle` is any JSON value; `areas_for_action` gives the area codes of each framework. Nothing
    is raised. An unknown format ends the checks at once, and so does a missing object or list,
    because what hangs on it could only be reported again and again.

    Source: FORMAT.md 2 and 3.8; docs/sums.md says which code is used where none is listed.
    """
    top = Place(bundle, (), [])
    if has_known_format(top) and has_structure(top):
        _check(top, areas_for_action=areas_for_action)
    return tuple(top.noted)


def _check(top: Place, *, areas_for_action: Mapping[str, frozenset[str]]) -> None:
    methodology = top.member("methodology")
    check_tender(top.member("tender"))
    framework = known_code(
        methodology.member("framework"), what="framework", among=areas_for_action
    )
    weights = check_section_weights(methodology.member("section_weights"))
    lots = new_codes(top.member("lots"), what="lot")
    scales = check_scales(methodology.member("scales"))
    criteria = check_criteria(
        methodology.member("criteria"),
        scales=scales,
        lots=lots,
        areas=areas_for_action[framework] if framework is not None else None,
    )
    check_methodology(methodology, criteria=criteria, lots=lots)
    check_lots(top, lots=lots, weights=weights, criteria=criteria)
    bids = check_bids(top, criteria=criteria, lots=lots)
    check_level_values(top.member("lots"), bids=bids)
    check_disqualifications(top.member("disqualifications"), bids=bids)
    check_draws(top.member("draws"), lots=lots, bids=bids)
