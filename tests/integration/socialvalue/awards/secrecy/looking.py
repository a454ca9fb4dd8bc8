"""What anybody can read of an application: every address of awards, and the lists beside them."""

from socialvalue.awards.models import AwardProposal, Condition
from tests.integration.procurement.secrecy.looking import keys, look, steady
from tests.integration.things import NOBODY
from tests.integration.world import ADDRESSES

__all__ = ["SURFACES", "keys_of", "look", "steady"]

ROOMS = {"awards", "core", "jobs", "accounts"}
SURFACES = [
    each
    for each in ADDRESSES
    if each.name
    and each.name.split(":")[0] in ROOMS
    and (each.name.startswith("awards:") or not each.parameters)
]


def keys_of(application, pick):
    """Return one key for each parameter of the addresses of awards; `pick` chooses.

    A parameter whose thing does not exist yet names nothing.
    """
    found = {}
    for parameter in sorted({name for each in SURFACES for name in each.parameters}):
        things = things_for(parameter, application)
        found[parameter] = pick(things) if things else NOBODY
    return found


def things_for(parameter, application):
    """Return the keys of the application's things that an address may name by this parameter.

    A new parameter needs a line here: an address that the machine cannot ask for is not watched.
    """
    try:
        ask = THINGS[parameter]
    except KeyError:
        raise AssertionError(f"secrecy/looking.py does not know <{parameter}>") from None
    return list(ask(application))


def award_of(application):
    """Return the key of the award that came of the application, if one did."""
    return [application.award.pk] if hasattr(application, "award") else []


def own(application):
    """Return the key of the application."""
    return [application.pk]


def running(application):
    """Return the key of the scheme run."""
    return [application.running_id]


def version(application):
    """Return the key of the scheme's version."""
    return [application.running.version_id]


def evidence(application):
    """Return the keys of the evidence that is named."""
    return application.evidence_uses.order_by("pk").values_list("evidence", flat=True)


def certificate(application):
    """Return the certificate, and one that there is not."""
    award = getattr(application, "award", None)
    return [award.certificate if award else "AAAA-AAAA-AAAA"]


CRITERIA = ["S1", "S2", "E1", "E2"]
THINGS = {
    "application_pk": own,
    "own_application_pk": own,
    "running_pk": running,
    "open_running_pk": running,
    "scheme_pk": version,
    "own_scheme_pk": version,
    "seat_pk": lambda a: keys(a.seats.order_by("code")),
    "appeal_pk": lambda a: keys(a.appeals.order_by("lodged_at")),
    "own_question_pk": lambda a: keys(a.questions.order_by("asked_at")),
    "award_letter_pk": lambda a: keys(a.letters.order_by("number")),
    "own_letter_pk": lambda a: keys(a.letters.order_by("number")),
    "named_evidence_pk": evidence,
    "own_evidence_pk": evidence,
    "award_pk": award_of,
    "own_award_pk": award_of,
    "award_proposal_pk": lambda a: keys(AwardProposal.objects.filter(award__application=a)),
    "award_condition_pk": lambda a: keys(Condition.objects.filter(award__application=a)),
    "assessment_pk": lambda a: [],
    "self_assessment_pk": lambda a: [],
    "criterion": lambda a: CRITERIA,
    "criterion_code": lambda a: CRITERIA,
    "theme": lambda a: ["social", "environment"],
    "level": lambda a: ["aspiring"],
    "section": lambda a: ["about"],
    "seats": lambda a: ["assessors", "panel"],
    "form": lambda a: ["pdf", "docx"],
    "kind": lambda a: ["suspend", "restore", "withdraw"],
    "certificate": certificate,
    "place_code": lambda a: ["E07000123"],
    "secret": lambda a: ["no-such-secret"],
}
