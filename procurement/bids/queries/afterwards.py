"""Reads about opened bids: late ones, questions to bidders, what cannot be measured."""

from collections.abc import Collection

from django.db import models

from procurement.bids.models import Bid, Clarification, Commitment
from procurement.bids.queries.finding import commitments_of
from procurement.bids.queries.opening import first_day, promise_of
from procurement.calculations.commitments import is_measurable, question_about
from procurement.tenders.models import Tender
from socialvalue.accounts.models import Role


def undecided_late_bids(tender: Tender) -> models.QuerySet[Bid]:
    """Return the late bids that stand and that nobody has decided on yet."""
    late = tender.bids.standing().filter(is_late=True, late_decision=None)
    return late.order_by("position")


def refused_late_bids(tender: Tender) -> models.QuerySet[Bid]:
    """Return the late bids that were not admitted, each with its decision."""
    refused = tender.bids.standing().filter(late_decision__is_admitted=False)
    return refused.select_related("late_decision", "bidder").order_by("position")


def open_clarifications(tender: Tender) -> models.QuerySet[Clarification]:
    """Return the questions to bidders that wait for an answer. They hold up the quality lock."""
    asked = Clarification.objects.filter(bid__tender=tender, answered_at=None)
    return asked.select_related("bid", "criterion").order_by("asked_at")


def clarifications_of(tender: Tender) -> models.QuerySet[Clarification]:
    """Return the questions to bidders in the order in which they were asked."""
    asked = Clarification.objects.filter(bid__tender=tender)
    related = "bid__bidder", "bid__tender", "criterion"
    return asked.select_related(*related).order_by("asked_at", "bid__position", "pk")


def clarifications_for(
    user: models.Model, *, tender: Tender, roles: Collection[str]
) -> models.QuerySet[Clarification]:
    """Return the questions that somebody may see: not to a bidder that they keep away from."""
    return without_recused(clarifications_of(tender), user, roles=roles, bidder="bid__bidder")


def commitments_for(
    user: models.Model, *, tender: Tender, roles: Collection[str]
) -> models.QuerySet[Commitment]:
    """Return the commitments that somebody may see: not of a bidder that they keep away from."""
    return without_recused(commitments_of(tender), user, roles=roles, bidder="bid__bidder")


def without_recused(
    rows: models.QuerySet, user: models.Model, *, roles: Collection[str], bidder: str
) -> models.QuerySet:
    """Leave out what is about a bidder that somebody keeps away from. Officers see all."""
    if Role.PROCUREMENT_OFFICER in roles:
        return rows
    return rows.exclude(**{f"{bidder}__recusals__member__user": user})


def unmeasurable_unasked(tender: Tender) -> list[Commitment]:
    """Return the commitments that cannot be measured and that nobody has asked about."""
    on = first_day(tender)
    unasked = commitments_of(tender).filter(clarifications=None)
    return [each for each in unasked if not is_measurable(promise_of(each), on=on)]


def question_for(commitment: Commitment, *, tender: Tender) -> str:
    """Return the question that goes back to the bidder about a commitment."""
    return question_about(promise_of(commitment), on=first_day(tender))
