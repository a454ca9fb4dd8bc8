"""Reads about opened bids: late ones, questions to bidders, what cannot be measured."""

from django.db import models

from procurement.bids.models import Bid, Clarification, Commitment
from procurement.bids.queries.finding import commitments_of
from procurement.bids.queries.opening import first_day, promise_of
from procurement.calculations.commitments import is_measurable, question_about
from procurement.tenders import secrecy
from procurement.tenders.models import Tender


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


def clarifications_for(user: models.Model, *, tender: Tender) -> models.QuerySet[Clarification]:
    """Return the questions that somebody may see: not to a bidder that they keep away from."""
    away = secrecy.bidders_kept_from(tender, user=user)
    return clarifications_of(tender).exclude(bid__bidder__in=away)


def commitments_for(user: models.Model, *, tender: Tender) -> models.QuerySet[Commitment]:
    """Return the commitments that somebody may see: not of a bidder that they keep away from."""
    away = secrecy.bidders_kept_from(tender, user=user)
    return commitments_of(tender).exclude(bid__bidder__in=away)


def unmeasurable_unasked(user: models.Model, *, tender: Tender) -> list[Commitment]:
    """Return the commitments that cannot be measured and that nobody has asked about.

    Only those that somebody may see: not of a bidder that they keep away from.
    """
    on = first_day(tender)
    unasked = commitments_for(user, tender=tender).filter(clarifications=None)
    return [each for each in unasked if not is_measurable(promise_of(each), on=on)]


def question_for(commitment: Commitment, *, tender: Tender) -> str:
    """Return the question that goes back to the bidder about a commitment."""
    return question_about(promise_of(commitment), on=first_day(tender))
