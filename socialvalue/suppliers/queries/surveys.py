"""How far a survey is: who was asked, what came back, and for how much money it stands."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, QuerySet

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend.suppliers import Kind
from socialvalue.calculations.suppliers.survey import Coverage, coverage, weighted_mean
from socialvalue.suppliers.models import (
    Supplier,
    SupplierQuerySet,
    Survey,
    SurveyAnswer,
    SurveyInvitation,
)

TO_ASK = (Kind.PRIVATE.value, Kind.VCSE.value)


@dataclass(frozen=True)
class Standing:
    """A survey's answers that count, by supplier, and what they stand for."""

    answers: dict[UUID, SurveyAnswer]
    coverage: Coverage
    mean: Fraction | None


def surveys_of(organisation: Organisation) -> QuerySet[Survey]:
    """Return an organisation's surveys with how many suppliers were asked (asked) and said."""
    return organisation.supplier_surveys.annotate(
        asked=Count("invitations", distinct=True), said=Count("answers__supplier", distinct=True)
    )


def standing_of(survey: Survey) -> Standing:
    """Return how far a survey is. Money is what the files that were read have in all."""
    answers = {each.supplier_id: each for each in survey.answers.standing()}
    asked = set(survey.invitations.values_list("supplier", flat=True))
    paid = dict(paid_to_businesses(survey.organisation).values_list("pk", "paid_pence"))
    # One that was merged or is of another kind by now may still have answered.
    others = Supplier.objects.filter(pk__in=(asked | answers.keys()) - paid.keys())
    paid |= dict(others.values_list("pk", "paid_pence"))
    money = {str(pk): pence for pk, pence in paid.items()}
    shares = {str(pk): Fraction(each.respend_share) for pk, each in answers.items()}
    return Standing(
        answers=answers,
        coverage=coverage(money, asked=map(str, asked), answered=shares),
        mean=weighted_mean(money, shares=shares),
    )


def paid_to_businesses(organisation: Organisation) -> SupplierQuerySet:
    """Return the suppliers whom it makes sense to ask: businesses and VCSE, the largest first."""
    suppliers = Supplier.objects.filter(organisation=organisation, kind__in=TO_ASK)
    return suppliers.standing().filter(is_individual=False).order_by("-paid_pence", "name")


def invitations_of(survey: Survey) -> QuerySet[SurveyInvitation]:
    """Return a survey's invitations with their letters, the largest suppliers first."""
    return survey.invitations.select_related("supplier").prefetch_related("letters")
