"""Awards as those see them who hold them, and as those do who gave them."""

from django.db.models import Count, Q, QuerySet

from socialvalue.accounts.models import Organisation
from socialvalue.awards.models import Application, Award, AwardChange, Letter, State

_WHOLE = (
    "organisation",
    "application__organisation",
    "application__running__organisation",
    "application__running__version",
)


def held_by_organisation(organisation: Organisation) -> QuerySet[Award]:
    """Return the awards that an organisation holds or held, the newest first."""
    return organisation.awards.select_related(*_WHOLE).order_by("-valid_from", "certificate")


def given_by(organisation: Organisation) -> QuerySet[Award]:
    """Return the awards that an organisation has given, with what waits about each.

    `open_conditions`, `open_proposals` are counts; `told` how often circumstances were told.
    """
    awards = Award.objects.filter(application__running__organisation=organisation)
    return (
        awards.select_related(*_WHOLE)
        .annotate(
            open_conditions=Count("conditions", filter=Q(conditions__met_at=None), distinct=True),
            open_proposals=Count("proposals", filter=Q(proposals__is_approved=None), distinct=True),
            told=Count(
                "changes",
                filter=Q(changes__kind=AwardChange.Kind.CIRCUMSTANCES),
                distinct=True,
            ),
        )
        .order_by("-open_proposals", "organisation__name", "certificate")
    )


def letters_about(application: Application) -> QuerySet[Letter]:
    """Return the letters of an application, the newest first."""
    return application.letters.order_by("-number")


def renewal_of(award: Award) -> Application | None:
    """Return the application that renews an award, or has renewed it; None if none does.

    One that was withdrawn or refused does not, nor one whose award was withdrawn since.
    """
    return renewing(award.renewals).order_by("begun_at").last()


def renewing(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Return those of the applications that are under way, or have come to an award."""
    refused = Q(state=State.DECIDED, award__isnull=True)
    taken_back = Q(state=State.DECIDED, award__state=Award.State.WITHDRAWN)
    return applications.exclude(state=State.WITHDRAWN).exclude(refused).exclude(taken_back)


def can_be_renewed(award: Award) -> bool:
    """Whether its renewal is offered, now or when it opens: it is held, has an end, nobody has
    begun one, and the scheme takes applications.
    """
    return (
        award.state == Award.State.HELD
        and award.valid_to is not None
        and award.application.running.closed_at is None
        and renewal_of(award) is None
    )
