"""Tenders of the demonstration as far on in their life as asked, by the same steps as real ones.

Nothing is written past the actions but the deadline, which nobody waits for: each step is taken by
the person who may take it, and stands in the record on a day of its own before today.
data/tender_life.yaml has what they say. Everybody in it is made up.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Model
from django.utils import timezone

from procurement.bids import actions as bids
from procurement.bids.models import Bid, Origin
from procurement.calculations.commitments import Promise
from procurement.calculations.life import State
from procurement.demonstration.addresses import record_addresses
from procurement.evaluation import actions as evaluation
from procurement.evaluation.actions import declaring, individual, panel
from procurement.evaluation.models import IndividualScore, PanelRole
from procurement.tenders import actions as tenders
from procurement.tenders.actions import publishing
from procurement.tenders.actions.hurrying import bring_deadline_forward
from procurement.tenders.models import Criterion, Section, Tender
from procurement.tenders.queries import areas_of, framework_versions_for, methodology_of
from socialvalue.accounts.models import Organisation

CONTENT = Path(__file__).resolve().parent / "data" / "tender_life.yaml"
OPEN_FOR = dt.timedelta(days=60)
"""How long bids are received: a tender that goes on receiving outlives its visitors."""

ENDS = {
    State.DRAFT: 0,
    State.PUBLISHED: 30,
    State.CLOSED: 30,
    State.SCORING: 38,
    State.CONSENSUS: 42,
    State.QUALITY_LOCKED: 46,
    State.PRICE_OPENED: 49,
    State.RANKED: 51,
    State.APPROVED: 53,
}
"""The day of the last step of a tender that goes so far, counted from its first, a Monday."""

ORDER = [
    State.DRAFT,
    State.PUBLISHED,
    State.CLOSED,
    State.SCORING,
    State.CONSENSUS,
    State.QUALITY_LOCKED,
    State.PRICE_OPENED,
    State.RANKED,
    State.APPROVED,
]
Members = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class People:
    """Who takes the steps of a tender. Each is another person."""

    officer: Model
    approver: Model
    moderator: Model
    evaluators: Sequence[Model]


@dataclass(kw_only=True)
class Walk:
    """One tender on its way. It stops in a state; in scoring and moderation half-way through."""

    reference: str
    title: str
    until: State
    tender: Tender = field(init=False)
    monday: dt.date = field(init=False)

    def __post_init__(self) -> None:
        """Let the tender begin on a Monday, so that its last step was taken before today."""
        first = timezone.localdate() - dt.timedelta(days=ENDS[self.until] + 1)
        self.monday = first - dt.timedelta(days=first.weekday())

    def at(self, day: int, hour: int, minute: int = 0) -> dt.datetime:
        """Return a moment of a day of the tender's life, by the clocks of the site."""
        time = dt.datetime.combine(self.monday, dt.time(hour, minute)) + dt.timedelta(days=day)
        return timezone.make_aware(time)


@cache
def content() -> Members:
    """Return what is said in the demonstration's tenders."""
    return yaml.safe_load(CONTENT.read_text(encoding="utf-8"))


def walk(walks: Sequence[Walk], *, organisation: Organisation, people: People) -> list[Tender]:
    """Make these tenders and take each as far as it says; return them."""
    for each in walks:
        each.tender = _draft(each, organisation, people.officer)
        for state, step in STEPS.items():
            if _goes_on(each, state):
                step(each, people)
        each.tender.refresh_from_db()
    return [each.tender for each in walks]


def _goes_on(each: Walk, state: State) -> bool:
    """Whether a tender is to reach a state."""
    return ORDER.index(each.until) >= ORDER.index(state)


def _draft(each: Walk, organisation: Organisation, by: Model) -> Tender:
    """Make a tender whose method is ready to be published."""
    at = each.at(0, 10)
    tender = tenders.create_tender(
        organisation=organisation,
        by=by,
        at=at,
        reference=each.reference,
        title=each.title,
        regime="procurement_act_2023",
        nation="england",
        main_category="services",
        commenced_on=each.monday,
        value_excluding_vat_pence=900_000_00,
        value_including_vat_pence=1_080_000_00,
        deadline=_at_noon(timezone.now() + OPEN_FOR),
    )
    Tender.objects.filter(pk=tender.pk).update(is_demonstration=True)
    _method(tender, by=by, at=at)
    return tender


def _at_noon(moment: dt.datetime) -> dt.datetime:
    """Return noon of a day, by the clocks of the site: deadlines are at whole hours."""
    return timezone.localtime(moment).replace(hour=12, minute=0, second=0, microsecond=0)


def _method(tender: Tender, *, by: Model, at: dt.datetime) -> None:
    """Settle everything that a method needs."""

    def change(action: Callable[..., Any], **answers: Any) -> None:
        methodology = methodology_of(tender)
        action(methodology=methodology, edits=methodology.edits, by=by, at=at, **answers)

    change(tenders.record_duty, considered=tenders.Considered(**content()["considered"]))
    change(
        tenders.set_weights,
        weights={"quality": Decimal(45), "price": Decimal(40), "social_value": Decimal(15)},
        departure=None,
    )
    (version, *_) = framework_versions_for(tender.organisation)
    areas = [area for area in areas_of(version) if area.code in content()["areas"]]
    change(tenders.choose_areas, version=version, areas=areas)
    change(tenders.set_criteria, section=Section.QUALITY, answers=_quality())
    price = content()["price"]
    change(
        tenders.set_price,
        pricing=tenders.Pricing(
            formula="BENCHMARK",
            parameters={"floor": price["floor"], "ceiling": price["ceiling"]},
            should_cost_pence=_pence(price["should_cost"]),
        ),
    )


def _quality() -> list[tenders.CriterionAnswer]:
    """Return the quality questions."""
    return [
        tenders.CriterionAnswer(
            pk=None,
            title=question["title"],
            question=question["question"],
            weight=Decimal(question["weight"]),
            scale="zero-to-five",
        )
        for question in content()["quality"]
    ]


def _publish(each: Walk, people: People) -> None:
    """Publish the method by two people, and receive every bid."""
    tender = each.tender
    draft = methodology_of(tender)
    proposal = publishing.propose_publication(
        methodology=draft,
        edits=draft.edits,
        by=people.officer,
        at=each.at(2, 15),
        rules_accepted=True,
    )
    publishing.confirm_publication(proposal=proposal, by=people.approver, at=each.at(3, 9, 30))
    tender.refresh_from_db()
    _receive(each, people.officer)


def _receive(each: Walk, officer: Model) -> None:
    """Receive and seal every bid, in the last days before noon of the thirtieth."""
    tender = each.tender
    for number, bid in enumerate(content()["bids"]):
        bids.receive_bid(
            tender=tender,
            lot=tender.lots.get(),
            bidder_name=bid["bidder"],
            answers=bid["answers"],
            commitments=[_promise(each) for each in bid["commitments"]],
            price_pence=_pence(bid["price"]),
            origin=Origin.BY_HAND,
            by=officer,
            at=each.at(28 + number // 2, 10 + number % 2, 7 * number % 60),
        )


def _promise(given: Members) -> Promise:
    """Return a commitment."""
    return Promise(
        criterion=given["question"],
        measure=given["measure"],
        quantity=Decimal(given["quantity"]),
        unit=given["unit"],
        due_on=given["due_on"],
        where=given["where"],
        for_whom=given["for_whom"],
    )


def _pence(pounds: str) -> int:
    """Return pounds written with two places as pence."""
    return int(pounds.replace(".", ""))


def _open(each: Walk, people: People) -> None:
    """Seat the panel, let the deadline pass, and open the bids by two people."""
    bring_deadline_forward(tender=each.tender, by=people.officer, at=each.at(30, 12))
    seats = [(user, PanelRole.EVALUATOR) for user in people.evaluators]
    for user, role in [*seats, (people.moderator, PanelRole.MODERATOR)]:
        member = panel.add_member(
            tender=each.tender,
            user=user,
            role=role,
            sections=[],
            lots=[],
            by=people.officer,
            at=each.at(30, 12, 10),
        )
        declaring.declare_before_opening(
            member=member, has_interest=False, statement="", by=user, at=each.at(30, 13)
        )
    proposal = bids.propose_opening(tender=each.tender, by=people.officer, at=each.at(30, 14))
    bids.confirm_opening(proposal=proposal, by=people.approver, at=each.at(30, 15, 30))
    each.tender.refresh_from_db()
    record_addresses(each.tender, by=people.officer, at=each.at(30, 16))


def _score(each: Walk, people: People) -> None:
    """Let everybody declare against the bidders, and score; who stops here stops half-way."""
    bidders = [bid.bidder.code for bid in _opened(each.tender)]
    for member in each.tender.panel.select_related("user"):
        declaring.declare_after_opening(
            member=member,
            interests={},
            statement="",
            against=bidders,
            by=member.user,
            at=each.at(31, 10),
        )
    panel.start_scoring(tender=each.tender, by=people.officer, at=each.at(32, 9))
    each.tender.refresh_from_db()
    stops_here = each.until == State.SCORING
    for place, member in enumerate(each.tender.panel.evaluators().order_by("position")):
        for number, bid in enumerate(_opened(each.tender)):
            if stops_here and (place == 2 or (place == 1 and number)):
                continue
            answers = [_own(bid, criterion, place) for criterion in _asked(each.tender)]
            at = each.at(36 + place, 10 + number, 15)
            individual.submit(member=member, bid=bid, answers=answers, by=member.user, at=at)


def _own(bid: Bid, criterion: Criterion, place: int) -> individual.OwnAnswer:
    """Return what one evaluator gives."""
    said = _said(bid, criterion)
    return individual.OwnAnswer(
        criterion=criterion,
        points=Decimal(said["given"][place]),
        comment=said["own"][place],
        is_abstention=False,
        version=0,
    )


def _moderate(each: Walk, people: People) -> None:
    """Agree a score for every bid and question; who stops here has agreed on the first bid."""
    evaluation.start_moderation(tender=each.tender, by=people.moderator, at=each.at(42, 9))
    each.tender.refresh_from_db()
    opened = _opened(each.tender)
    for number, bid in enumerate(opened[:1] if each.until == State.CONSENSUS else opened):
        for criterion in _asked(each.tender):
            said = _said(bid, criterion)
            evaluation.agree_score(
                bid=bid,
                answer=evaluation.ScoreAnswer(
                    criterion=criterion,
                    points=Decimal(said["agreed"]),
                    reason=said["reason"],
                    moves=_moves(bid, criterion, said),
                ),
                by=people.moderator,
                at=each.at(42, 10 + number, 30),
            )


def _moves(bid: Bid, criterion: Criterion, said: Members) -> dict[str, str]:
    """Return why evaluators moved, by the key of their own score."""
    scores = IndividualScore.objects.filter(bid=bid, criterion=criterion).order_by("position")
    moved = said.get("moved", {})
    return {
        str(score.pk): moved[place] for place, score in enumerate(scores, start=1) if place in moved
    }


def _lock(each: Walk, people: People) -> None:
    """Lock quality: the moderator proposes, the approver confirms."""
    proposal = evaluation.propose_lock(tender=each.tender, by=people.moderator, at=each.at(45, 16))
    evaluation.confirm_lock(proposal=proposal, by=people.approver, at=each.at(46, 11))


def _open_prices(each: Walk, people: People) -> None:
    """Open the prices by two people."""
    proposal = evaluation.propose_opening(tender=each.tender, by=people.officer, at=each.at(49, 10))
    evaluation.confirm_opening(proposal=proposal, by=people.approver, at=each.at(49, 14))


def _rank(each: Walk, people: People) -> None:
    """Work the ranking out."""
    evaluation.rank(tender=each.tender, by=people.officer, at=each.at(51, 11))


def _approve(each: Walk, people: People) -> None:
    """Approve the result: the officer proposes, the approver confirms."""
    proposal = evaluation.propose_approval(
        tender=each.tender, by=people.officer, at=each.at(52, 10)
    )
    evaluation.confirm_approval(proposal=proposal, by=people.approver, at=each.at(53, 15))


STEPS: dict[State, Callable[[Walk, People], None]] = {
    State.PUBLISHED: _publish,
    State.CLOSED: _open,
    State.SCORING: _score,
    State.CONSENSUS: _moderate,
    State.QUALITY_LOCKED: _lock,
    State.PRICE_OPENED: _open_prices,
    State.RANKED: _rank,
    State.APPROVED: _approve,
}


def _opened(tender: Tender) -> list[Bid]:
    """Return the opened bids of a tender in their order."""
    return list(tender.bids.opened().select_related("bidder").order_by("position"))


def _asked(tender: Tender) -> list[Criterion]:
    """Return the questions of a tender in their order."""
    return list(methodology_of(tender).criteria.select_related("scale").order_by("position"))


def _said(bid: Bid, criterion: Criterion) -> Members:
    """Return what is said of a bid on a question."""
    given = next(each for each in content()["bids"] if each["bidder"] == bid.bidder.name)
    return given["scores"][criterion.code]
