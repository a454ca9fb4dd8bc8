"""Applications in lists: which of them somebody sees, and filtered how."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from socialvalue.accounts.models import Organisation, User
from socialvalue.awards.models import Application, Seat, State
from socialvalue.awards.permissions import READS_BY_ROLE, SITS_AS
from socialvalue.awards.queries.judging import could_read_judgements
from socialvalue.awards.queries.received import received_by


def seen_by(user: User, organisation: Organisation) -> QuerySet[Application]:
    """Return the applications whose existence somebody may know of.

    Award managers, approvers and auditors know of all but those that they must keep away from;
    others of those on which they have a seat. Before they declare they see a name and no more.
    """
    memberships = user.memberships.current()
    roles = set(memberships.filter(organisation=organisation).values_list("role", flat=True))
    own = user.memberships.held_since(OuterRef("begun_at"))
    with_interest = Seat.objects.filter(user=user, has_interest=True)
    found = (
        received_by(organisation)
        .exclude(Exists(own.filter(organisation=OuterRef("organisation"))))
        .exclude(pk__in=with_interest.values("application"))
    )
    if not READS_BY_ROLE.isdisjoint(roles):
        return found
    held = Seat.objects.filter(user=user, ended_at=None)
    return found.filter(pk__in=held.values("application"))


def filtered(
    applications: QuerySet[Application], *, running: str = "", state: str = "", assessor: str = ""
) -> QuerySet[Application]:
    """Return those of a scheme, in a state, with an assessor: each by its key, "" for all."""
    if running:
        applications = applications.filter(running=running)
    if state:
        applications = applications.filter(state=state)
    if assessor:
        held = Seat.objects.filter(user=assessor, ended_at=None)
        applications = applications.filter(pk__in=held.values("application"))
    return applications


def runnings_of(organisation: Organisation) -> list[tuple[str, str]]:
    """Return the key and the words of each scheme that an organisation runs or ran."""
    found = organisation.running_schemes.select_related("version").order_by("version__title")
    return [(str(each.pk), str(each.version)) for each in found]


def assessors_of(organisation: Organisation) -> list[tuple[str, str]]:
    """Return the key and the name of everybody with a seat on an application."""
    seats = Seat.objects.filter(application__running__organisation=organisation, ended_at=None)
    found = User.objects.filter(pk__in=seats.values("user")).order_by("name", "email")
    return [(str(each.pk), str(each)) for each in found]


def may_be_seated(application: Application, *, role: str) -> list[User]:
    """Return who may be given a seat: the right role, not of the applicant, no interest declared.

    Nobody of the panel is asked to assess as well, nor whoever can or could read the judgements.
    Each comes with `open_seats`, how many applications they assess now.
    """
    deciding = application.running.organisation
    theirs = application.organisation.memberships.held_since(application.begun_at)
    of_applicant = theirs.values("user")
    seated = {role, Seat.Role.PANEL} if role == Seat.Role.ASSESSOR else {role}
    known = application.seats.filter(Q(ended_at=None, role__in=seated) | Q(has_interest=True))
    people = User.objects.filter(
        memberships__organisation=deciding,
        memberships__ended_at=None,
        memberships__role__in=SITS_AS[Seat.Role(role)],
        is_active=True,
    )
    found = people.exclude(pk__in=of_applicant).exclude(pk__in=known.values("user")).distinct()
    offered = found.annotate(open_seats=_open_seats()).order_by("name", "email")
    if role == Seat.Role.PANEL:
        return list(offered)
    return [each for each in offered if not could_read_judgements(application, user=each)]


def _open_seats() -> Count:
    """Count the seats of assessors that are held and not handed in yet."""
    return Count(
        "award_seats",
        filter=Q(
            award_seats__role=Seat.Role.ASSESSOR,
            award_seats__ended_at=None,
            award_seats__submitted_at=None,
            award_seats__application__state__in=[State.SUBMITTED, State.ASSESSING],
        ),
        distinct=True,
    )
