"""What waits for somebody across tenders: on the list of tenders, and on the page of scoring."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from procurement.calculations.life import Move
from procurement.evaluation import permissions
from procurement.evaluation.queries import individual
from procurement.evaluation.queries.waiting import seats_in_the_way, waiting_for
from procurement.tenders.models import State
from procurement.tenders.waiting import waits_of
from tests.factories.bids import bid_for
from tests.factories.evaluation import (
    DisqualificationFactory,
    IndividualScoreFactory,
    RecusalFactory,
    ReopenedScoreFactory,
    ScoreCorrectionFactory,
    seated,
)
from tests.factories.moderation import AT, Moderated
from tests.factories.panels import Panelled, person
from tests.factories.tenders import (
    MethodologyFactory,
    ProposalFactory,
    TenderFactory,
    WeightDepartureFactory,
    whole_method,
)
from tests.integration.procurement.people import client_of

pytestmark = pytest.mark.django_db


def waits(user, organisation, rf):
    """Return what waits for somebody: the tender and what to do."""
    request = rf.get("/")
    request.user, request.organisation = user, organisation
    held = user.memberships.filter(organisation=organisation)
    request.roles = frozenset(held.values_list("role", flat=True))
    return [(wait.tender, wait.what) for wait in waits_of(request)]


# --- Steps to confirm -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "move", "roles", "what"),
    [
        (State.DRAFT, Move.PUBLISH, ["approver"], "that the method is published"),
        (State.PUBLISHED, Move.AMEND, ["approver"], "the new version of the method"),
        (
            State.PUBLISHED,
            Move.OPEN_BIDS,
            ["procurement_officer", "approver", "auditor"],
            "that the bids are opened",
        ),
        (State.CONSENSUS, Move.LOCK_QUALITY, ["approver"], "that quality is locked"),
        (
            State.QUALITY_LOCKED,
            Move.OPEN_PRICES,
            ["procurement_officer", "approver"],
            "that prices are opened",
        ),
        (State.RANKED, Move.APPROVE, ["approver"], "the result"),
    ],
)
def test_a_proposal_waits_for_those_who_may_confirm_it(state, move, roles, what, rf):
    tender = TenderFactory(state=state)
    ProposalFactory(tender=tender, move=move)
    everybody = ["procurement_officer", "approver", "auditor", "evaluator", "data_officer"]

    organisation = tender.organisation
    found = {role: waits(person(organisation, role), organisation, rf) for role in everybody}

    assert found == {
        role: [(tender, f"Confirm or refuse {what}")] if role in roles else [] for role in everybody
    }


def test_ones_own_proposal_waits_for_others_and_a_terminated_tender_for_nobody(rf):
    tender = TenderFactory(state=State.RANKED)
    approver = person(tender.organisation, "approver")
    ProposalFactory(tender=tender, move=Move.APPROVE, proposer=approver)
    ended = TenderFactory(
        organisation=tender.organisation, state=State.TERMINATED, terminated_in=State.RANKED
    )
    ProposalFactory(tender=ended, move=Move.APPROVE)

    assert waits(approver, tender.organisation, rf) == []


def test_the_last_departure_from_a_rule_waits_for_an_approver_who_did_not_record_it(rf):
    methodology = MethodologyFactory()
    organisation = methodology.tender.organisation
    approver = person(organisation, "approver")
    WeightDepartureFactory(methodology=methodology, rule_title="The old one")
    last = WeightDepartureFactory(methodology=methodology, rule_title="PPN 002")

    found = waits(approver, organisation, rf)
    last.recorder = approver
    last.save()
    own = waits(approver, organisation, rf)

    assert found == [(methodology.tender, "Confirm or refuse the departure from PPN 002")]
    assert own == []


def test_a_correction_waits_for_an_approver_who_took_no_part(rf):
    panel = Moderated().open_prices()
    made = ScoreCorrectionFactory(score=panel.bids[0].scores.get(criterion=panel.q1))
    seated_too = person(panel.organisation, "approver")
    seated(panel.tender, user=seated_too, code="E9")

    what = (panel.tender, "Confirm or refuse a correction of a score")
    assert waits(panel.approver, panel.organisation, rf) == [what]
    assert waits(panel.officer, panel.organisation, rf) == []
    assert waits(seated_too, panel.organisation, rf) == []
    made.proposer = panel.approver
    made.save()
    assert waits(panel.approver, panel.organisation, rf) == []


@pytest.mark.parametrize("role", ["evaluator", "moderator"])
@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize("trace", ["none", "scored", "recused", "lifted"])
def test_who_sits_in_the_way_of_confirming_is_as_the_permissions_say(role, left, trace):
    panel = Moderated()
    user = person(panel.organisation, "approver", "procurement_officer")
    member = seated(panel.tender, role=role, user=user, code="X1")
    if trace == "scored":
        IndividualScoreFactory(
            bid=panel.bids[0], criterion=panel.q1, member=member, evaluator="X1", position=9
        )
    if trace in {"recused", "lifted"}:
        lifted = {"lifted_at": AT, "lifted_by": "the tests", "lifted_because": "An error."}
        more = lifted if trace == "lifted" else {}
        RecusalFactory(member=member, bidder=panel.bids[0].bidder, **more)
    if left:
        member.left_at, member.left_by, member.left_because = AT, "the tests", "Ill."
        member.save()

    opens_nothing, in_the_way = seats_in_the_way(user, panel.organisation)

    roles = {"approver", "procurement_officer"}
    may = {"user": user, "roles": roles}
    assert (panel.tender.pk not in in_the_way) == permissions.may_confirm_lock(panel.tender, **may)
    opens = permissions.may_confirm_opening_prices(panel.tender, **may)
    assert (panel.tender.pk not in opens_nothing) == opens


# --- The panel's work -----------------------------------------------------------------------------
def test_declaring_scoring_explaining_and_agreeing_wait_for_the_panel(rf):
    new = Panelled(declared=False)
    scoring = Panelled()
    panel = Moderated()
    panel.agree(points=2, moves={str(panel.of("E2").pk): "Page 4."})

    def found(made, code):
        return waits(made.users[code], made.organisation, rf)

    assert found(new, "E1") == [(new.tender, "Declare your interests")]
    assert found(scoring, "E1") == [(scoring.tender, "Submit your scores: 4 of 4 to do")]
    assert found(scoring, "M1") == []
    assert found(panel, "E1") == [(panel.tender, "Say why 1 of your scores moves")]
    assert found(panel, "E2") == []
    assert found(panel, "M1") == [(panel.tender, "Agree the scores with the panel")]
    ProposalFactory(tender=panel.tender, move=Move.LOCK_QUALITY)
    assert found(panel, "M1") == []


def test_several_scores_that_move_are_counted(rf):
    panel = Moderated()
    for criterion in (panel.q1, panel.sv1):
        panel.agree(criterion=criterion, points=2)

    assert waits(panel.users["E1"], panel.organisation, rf) == [
        (panel.tender, "Say why 2 of your scores move")
    ]


def test_a_seat_whose_role_was_taken_away_waits_for_nothing(rf):
    made = Panelled()
    user = made.users["E1"]
    user.memberships.update(role="moderator")

    assert waits(user, made.organisation, rf) == []


def test_what_is_counted_for_a_seat_is_what_its_own_page_lists():
    made = Panelled(bids=3)
    lot_method = made.methodology.lot_methods.get()
    RecusalFactory(member=made.e1, bidder=made.bids[0].bidder)
    DisqualificationFactory(bid=made.bids[1])
    given = IndividualScoreFactory(
        bid=made.bids[2], criterion=made.criteria[0], member=made.e1, evaluator="E1"
    )
    IndividualScoreFactory(
        bid=made.bids[2], criterion=made.criteria[1], member=made.e1, evaluator="E1"
    )
    ReopenedScoreFactory(score=given)
    made.e1.lots.add(lot_method.lot)

    (seat,) = waiting_for(made.users["E1"], made.organisation)
    cells = individual.own_cells(individual.seat_of(made.tender, made.users["E1"]))

    assert (seat.done, seat.total) == (sum(cell.is_done for cell in cells), len(cells)) == (1, 2)


def test_questions_of_other_lots_and_sections_are_not_counted():
    made = Panelled(bids=1)
    made.e1.sections = ["social_value"]
    made.e1.save()

    (seat,) = waiting_for(made.users["E1"], made.organisation)

    assert seat.total == 1


# --- The pages ------------------------------------------------------------------------------------
def test_the_list_of_tenders_shows_what_waits():
    methodology = whole_method()
    tender = methodology.tender
    proposal = ProposalFactory(tender=tender, move=Move.PUBLISH)

    page = client_of(tender.organisation, "approver").get(reverse("tenders:list"))
    said = page.content.decode()

    assert "Waits for you" in said
    assert reverse("tenders:publish", args=[tender.pk]) in said
    assert f"Proposed by {proposal.proposed_by} on" in said


def test_somebody_who_acts_for_no_organisation_waits_for_nothing(rf):
    request = rf.get("/")
    request.organisation = None

    assert waits_of(request) == []


@pytest.mark.parametrize("page", ["tenders:list", "panels:home"])
def test_what_waits_takes_the_same_number_of_queries_however_many_tenders(page):
    panel = Moderated()
    panel.agree(points=2)
    organisation = panel.organisation
    client = client_of(organisation, "approver", "evaluator", "procurement_officer")
    user = organisation.memberships.get(user__pk=client.session["_auth_user_id"], role="approver").user  # noqa: E501  # fmt: skip
    more_of_them(organisation, user, 1)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(page))
    more_of_them(organisation, user, 3)

    with CaptureQueriesContext(connection) as more:
        client.get(reverse(page))

    assert len(more) == len(few)


def more_of_them(organisation, user, count):
    """Give somebody seats in tenders that are scored, and steps of others to confirm."""
    for _ in range(count):
        methodology = whole_method(fixed=True, organisation=organisation, state=State.SCORING)
        bid_for(methodology)
        seated(methodology.tender, user=user, code="E1")
        for state, move in ((State.RANKED, Move.APPROVE), (State.PUBLISHED, Move.OPEN_BIDS)):
            proposed = TenderFactory(organisation=organisation, state=state)
            ProposalFactory(tender=proposed, move=move)
