"""Seats on a panel, what keeps somebody from one, and what must be so before scoring starts."""

import datetime as dt

import pytest

from procurement.calculations.life import MoveNotAllowed
from procurement.evaluation import permissions
from procurement.evaluation.actions import panel as actions
from procurement.evaluation.queries import conflicts, panel, seats
from procurement.tenders.models import State, StateChange
from socialvalue.audit.queries import events_of
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.bids import BidderFactory, BidFactory, LateDecisionFactory
from tests.factories.evaluation import (
    DisqualificationFactory,
    IndividualScoreFactory,
    RecusalFactory,
    ReopenedScoreFactory,
    seated,
)
from tests.factories.panels import Panelled, person
from tests.factories.tenders import (
    CriterionLotFactory,
    LotFactory,
    ProposalFactory,
    TenderFactory,
    whole_method,
)

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 8, 1, 9, tzinfo=dt.UTC)


def join(tender, user, role="evaluator", *, reason="", sections=(), lots=(), by=None):
    """Give somebody a seat."""
    return actions.add_member(
        tender=tender,
        user=user,
        role=role,
        sections=sections,
        lots=lots,
        by=by or UserFactory(name="Olive Officer"),
        at=AT,
        reason=reason,
    )


def draft():
    """Return a draft tender with a method."""
    return whole_method(organisation=OrganisationFactory()).tender


# --- Seats ----------------------------------------------------------------------------------------
def test_members_get_codes_by_role_that_are_never_used_again():
    tender = draft()
    people = [person(tender.organisation, "evaluator") for _ in range(3)]
    moderator = person(tender.organisation, "moderator")

    first = join(tender, people[0])
    join(tender, moderator, "moderator", sections=["quality"])
    actions.let_go(member=first, because="Ill.", by=moderator, at=AT)
    third = join(tender, people[1], sections=["quality"], lots=list(tender.lots.all()))

    assert [(each.code, each.position) for each in panel.everybody_of(tender)] == [
        ("E1", 0),
        ("M1", 1),
        ("E2", 2),
    ]
    assert [each.code for each in panel.panel_of(tender)] == ["M1", "E2"]
    assert third.sections == ["quality"]
    assert tender.panel.get(code="M1").sections == []
    assert [event.did for event in events_of(tender)] == [
        "panel.joined",
        "panel.joined",
        "panel.left",
        "panel.joined",
    ]


def test_lots_of_another_tender_are_left_out():
    tender = draft()
    foreign = LotFactory(code="9")

    member = join(tender, person(tender.organisation, "evaluator"), lots=[foreign])

    assert list(member.lots.all()) == []


@pytest.mark.parametrize(
    ("roles", "seat", "words"),
    [
        (["evaluator", "procurement_officer"], "evaluator", "is a procurement officer"),
        (["evaluator", "approver"], "evaluator", "is an approver"),
        (["evaluator", "auditor"], "evaluator", "is an auditor"),
        (["moderator", "approver"], "moderator", "is an approver"),
        (["moderator", "auditor"], "moderator", "is an auditor"),
        (["moderator"], "evaluator", "does not hold the role of evaluator"),
        ([], "moderator", "does not hold the role of moderator"),
    ],
)
def test_duties_are_kept_apart(roles, seat, words):
    tender = draft()
    user = person(tender.organisation, *roles, name="Ada")

    with pytest.raises(actions.CannotSit, match=words):
        join(tender, user, seat)


def test_an_officer_may_moderate():
    tender = draft()
    user = person(tender.organisation, "moderator", "procurement_officer")

    assert join(tender, user, "moderator").code == "M1"


@pytest.mark.parametrize("part", ["proposer", "decider"])
def test_who_took_a_step_of_the_tender_does_not_evaluate_it(part):
    tender = draft()
    user = person(tender.organisation, "evaluator")
    decided = {"is_confirmed": True, "decided_at": AT, "decided_by": "Ada"}
    more = decided | {"decider": user} if part == "decider" else {"proposer": user}
    ProposalFactory(tender=tender, **more)

    with pytest.raises(actions.CannotSit, match="has taken a step of this tender"):
        join(tender, user)


def test_nobody_sits_twice():
    tender = draft()
    user = person(tender.organisation, "evaluator", "moderator")
    join(tender, user)

    with pytest.raises(actions.CannotSit, match="sits on this panel already"):
        join(tender, user, "moderator")


def test_candidates_are_named_with_what_keeps_them_away():
    tender = draft()
    able = person(tender.organisation, "evaluator", "moderator", name="Ada")
    person(tender.organisation, "evaluator", "approver", name="Ben")
    person(tender.organisation, "procurement_officer", name="Cy")
    gone = person(tender.organisation, "evaluator", name="Dee")
    gone.is_active = False
    gone.save()

    told = [(str(each.user), each.role, bool(each.why_not)) for each in seats.candidates_of(tender)]

    assert told == [
        ("Ada", "evaluator", False),
        ("Ada", "moderator", False),
        ("Ben", "evaluator", True),
    ]
    join(tender, able)
    assert [str(each.user) for each in seats.candidates_of(tender)] == ["Ben"]


def test_a_seat_changes_and_the_record_says_from_what():
    tender = draft()
    member = join(tender, person(tender.organisation, "evaluator"))
    said = {"member": member, "lots": [], "by": UserFactory(), "at": AT}

    actions.change_member(sections=["social_value"], **said)
    actions.change_member(sections=["social_value"], **said)

    event = events_of(tender).get(did="panel.changed")
    assert (event.before["sections"], event.after["sections"]) == ([], ["social_value"])


def test_who_has_left_cannot_leave_again_or_be_changed():
    tender = draft()
    member = join(tender, person(tender.organisation, "evaluator"))
    said = {"member": member, "by": UserFactory(), "at": AT}
    actions.let_go(because="Ill.", **said)

    with pytest.raises(actions.CannotSit, match="has left the panel"):
        actions.let_go(because="Ill.", **said)
    with pytest.raises(actions.CannotSit, match="has left the panel"):
        actions.change_member(sections=[], lots=[], **said)


def test_leaving_says_why():
    tender = draft()
    member = join(tender, person(tender.organisation, "evaluator"))

    with pytest.raises(actions.ReasonMissing):
        actions.let_go(member=member, because=" ", by=UserFactory(), at=AT)


def test_once_scoring_has_begun_the_panel_changes_only_with_a_reason():
    made = Panelled()
    user = person(made.organisation, "evaluator")

    with pytest.raises(actions.ReasonMissing):
        join(made.tender, user)
    member = join(made.tender, user, reason="Ben is ill.")

    assert events_of(made.tender).get(did="panel.joined").reason == "Ben is ill."
    assert member.code == "E3"


@pytest.mark.parametrize("state", [State.QUALITY_LOCKED, State.RANKED, State.AWARDED])
def test_a_locked_panel_stays(state):
    made = Panelled(state=state)

    with pytest.raises(actions.PanelIsSettled):
        join(made.tender, person(made.organisation, "evaluator"), reason="Late.")


# --- Before scoring -------------------------------------------------------------------------------
def test_scoring_starts_when_everybody_declared_and_everything_is_covered():
    made = Panelled(state=State.CLOSED)

    actions.start_scoring(tender=made.tender, by=made.officer, at=AT)

    made.tender.refresh_from_db()
    assert made.tender.state == State.SCORING
    assert StateChange.objects.get(tender=made.tender).move == "start_scoring"
    assert conflicts.readiness_of(made.tender) == conflicts.Readiness((), ())


def test_scoring_does_not_start_before_bids_are_opened():
    made = Panelled(state=State.PUBLISHED)

    with pytest.raises(MoveNotAllowed):
        actions.start_scoring(tender=made.tender, by=made.officer, at=AT)


def test_what_stands_in_the_way_is_told_by_name():
    made = Panelled(state=State.CLOSED, declared=False)
    made.members["M1"].left_at, made.members["M1"].left_by = AT, "the tests"
    made.members["M1"].left_because = "Ill."
    made.members["M1"].save()

    with pytest.raises(actions.NotReady) as refusal:
        actions.start_scoring(tender=made.tender, by=made.officer, at=AT)

    assert refusal.value.blocks == (
        "The panel has no moderator.",
        "Ada Lovelace (E1) has not declared their interests in the bidders.",
        "Ben Nevis (E2) has not declared their interests in the bidders.",
    )
    made.tender.refresh_from_db()
    assert made.tender.state == State.CLOSED


def test_without_a_bid_there_is_nothing_to_score():
    made = Panelled(state=State.CLOSED, bids=0)

    assert conflicts.readiness_of(made.tender).blocks == ("No bid stands.",)


def test_a_role_given_after_somebody_sat_down_is_noticed():
    made = Panelled(state=State.CLOSED)
    made.users["E1"].memberships.create(
        organisation=made.organisation, role="approver", given_at=AT, given_by="the tests"
    )

    (block,) = conflicts.readiness_of(made.tender).blocks

    assert block.startswith("Ada Lovelace (E1) is an approver")


def test_cover_counts_only_evaluators_who_may_see_the_bid():
    made = Panelled(state=State.CLOSED)
    for code in ("E1", "E2"):
        RecusalFactory(member=made.members[code], bidder=made.bids[0].bidder)
    RecusalFactory(
        member=made.e1,
        bidder=made.bids[1].bidder,
        lifted_at=AT,
        lifted_by="the tests",
        lifted_because="Wrong bidder.",
    )
    made.members["E2"].sections = ["quality"]
    made.members["E2"].save()

    readiness = conflicts.readiness_of(made.tender)

    first, second = made.bids
    name, other = first.bidder.name, second.bidder.name
    assert readiness.blocks == (
        f"Nobody scores quality of the bid {first.code} of {name}.",
        f"Nobody scores social value of the bid {first.code} of {name}.",
    )
    (warning,) = readiness.warnings
    assert warning.startswith(
        f"Only one evaluator scores social value of the bid {second.code} of {other}: "
    )


def test_cover_before_opening_is_by_lot():
    made = Panelled(state=State.PUBLISHED)
    second = LotFactory(tender=made.tender, code="2", position=1)
    for criterion in made.criteria:
        CriterionLotFactory(criterion=criterion, lot=made.tender.lots.get(code="1"))
    made.e1.lots.set([second])

    cover = panel.cover_of(made.tender)

    assert [(each.lot.code, each.section, each.bid, each.evaluators) for each in cover] == [
        ("1", "quality", None, 1),
        ("1", "social_value", None, 1),
    ]


def test_a_lot_without_a_bid_is_named_by_its_code():
    made = Panelled(state=State.CLOSED)
    lot = LotFactory(tender=made.tender, code="2", position=1)
    for code in ("E1", "E2"):
        made.members[code].lots.set([made.tender.lots.get(code="1")])

    assert conflicts.readiness_of(made.tender).blocks == (
        f"Nobody scores quality in lot {lot.code}.",
        f"Nobody scores social value in lot {lot.code}.",
    )


def test_a_tender_without_a_method_has_no_cover():
    assert panel.cover_of(TenderFactory()) == []


# --- Cells ----------------------------------------------------------------------------------------
def states(tender):
    """Return the states of all cells, by member, bid and question."""
    return {
        (cell.member.code, cell.bid.code, cell.criterion.code): cell.state.value
        for cell in panel.cells_of(tender)
    }


def test_every_cell_says_how_far_it_is():
    made = Panelled(bids=1)
    (bid,), (quality, social) = made.bids, made.criteria
    given = {"bid": bid, "criterion": quality, "evaluator": "E1", "member": made.e1}
    ReopenedScoreFactory(score=IndividualScoreFactory(**given))
    IndividualScoreFactory(
        **given | {"criterion": social, "points": None, "is_abstention": True, "comment": "Away."}
    )
    second = {"member": made.members["E2"], "evaluator": "E2"}
    old = IndividualScoreFactory(**given | second)
    ReopenedScoreFactory(score=old)
    IndividualScoreFactory(**given | second | {"version": 2})

    assert states(made.tender) == {
        ("E1", bid.code, "Q1"): "reopened",
        ("E1", bid.code, "SV1"): "abstained",
        ("E2", bid.code, "Q1"): "submitted",
        ("E2", bid.code, "SV1"): "missing",
    }
    assert panel.missing_by_member(made.tender) == [(made.e1, 1), (made.members["E2"], 1)]


def test_a_score_given_before_a_recusal_counts_for_nothing():
    made = Panelled(bids=1)
    (bid,), (quality, _) = made.bids, made.criteria
    score = IndividualScoreFactory(
        bid=bid, criterion=quality, evaluator="E1", member=made.e1, points=3
    )
    RecusalFactory(member=made.e1, bidder=bid.bidder)

    (first, *_) = panel.cells_of(made.tender, members=[made.e1])

    assert (first.state, first.is_expected, first.is_missing) == ("recused", False, False)
    assert first.score == score


def test_bids_that_are_out_are_not_scored():
    made = Panelled(bids=1)
    DisqualificationFactory(bid=made.bids[0])
    lot = made.tender.lots.get()
    bidder = BidderFactory(tender=made.tender)
    late = BidFactory(tender=made.tender, lot=lot, bidder=bidder, is_late=True)
    LateDecisionFactory(bid=late)
    BidFactory(tender=made.tender, lot=lot, withdrawn=True)

    assert panel.cells_of(made.tender) == []


def test_cells_ask_the_database_the_same_number_of_questions(django_assert_num_queries):
    small, large = Panelled(bids=1), Panelled(bids=6)
    for _ in range(4):
        seated(large.tender, user=person(large.organisation, "evaluator"))

    with django_assert_num_queries(10):
        panel.cells_of(small.tender)
    with django_assert_num_queries(10):
        assert len(panel.cells_of(large.tender)) == 6 * 2 * 6


# --- Permissions ----------------------------------------------------------------------------------
OFFICER, APPROVER, AUDITOR = {"procurement_officer"}, {"approver"}, {"auditor"}


def test_who_may_set_and_read_the_panel():
    made = Panelled()
    e1 = {"user": made.users["E1"]}

    assert permissions.may_set_panel(made.tender, user=made.officer, roles=OFFICER)
    assert not permissions.may_set_panel(made.tender, user=made.officer, roles=APPROVER)
    assert not permissions.may_set_panel(made.tender, roles=OFFICER, **e1)
    assert not permissions.may_read_panel(made.tender, roles=AUDITOR, **e1)
    assert permissions.may_read_panel(made.tender, user=made.users["M1"], roles=set())
    assert permissions.may_read_panel(made.tender, user=made.officer, roles=AUDITOR)
    assert not permissions.may_read_conflicts(made.tender, user=made.users["M1"], roles=set())
    assert not permissions.may_read_conflicts(made.tender, roles=OFFICER, **e1)
    assert permissions.may_read_conflicts(made.tender, user=made.officer, roles=OFFICER)


@pytest.mark.parametrize(
    ("state", "roles", "may"),
    [
        (State.SCORING, OFFICER | APPROVER | AUDITOR, False),
        (State.CONSENSUS, OFFICER, True),
        (State.CONSENSUS, AUDITOR, False),
        (State.QUALITY_LOCKED, AUDITOR, True),
        (State.CONSENSUS, {"evaluator"}, False),
    ],
)
def test_individual_scores_of_others_follow_the_state(state, roles, may):
    made = Panelled(state=state)

    told = permissions.may_see_individual_scores(made.tender, user=made.officer, roles=roles)

    assert told is may


def test_the_panel_sees_others_scores_only_once_declared():
    made, silent = (Panelled(state=State.CONSENSUS, declared=each) for each in (True, False))
    roles = {"evaluator"}

    assert permissions.may_see_consensus(made.tender, user=made.users["E1"], roles=roles)
    assert not permissions.may_see_consensus(silent.tender, user=silent.users["E1"], roles=roles)


def test_moderation_is_the_declared_moderators():
    made = Panelled(state=State.CONSENSUS)
    silent = Panelled(state=State.CONSENSUS, declared=False)

    assert permissions.may_moderate(made.tender, user=made.users["M1"])
    assert permissions.may_propose_lock(made.tender, user=made.users["M1"])
    assert not permissions.may_moderate(made.tender, user=made.users["E1"])
    assert not permissions.may_moderate(made.tender, user=made.officer)
    assert not permissions.may_moderate(silent.tender, user=silent.users["M1"])


def test_who_took_part_confirms_and_approves_nothing():
    made = Panelled(state=State.RANKED)
    approver = person(made.organisation, "approver")
    left = {"left_at": AT, "left_by": "the tests", "left_because": "Ill."}
    idle = seated(made.tender, user=person(made.organisation, "evaluator"), **left)
    scored = seated(made.tender, user=person(made.organisation, "evaluator"), **left)
    IndividualScoreFactory(
        bid=made.bids[0], criterion=made.criteria[0], evaluator=scored.code, member=scored
    )

    may = {
        str(name): permissions.may_confirm_approval(made.tender, user=user, roles=APPROVER)
        for name, user in (
            ("approver", approver),
            ("evaluator", made.users["E1"]),
            ("moderator", made.users["M1"]),
            ("idle", idle.user),
            ("scored", scored.user),
        )
    }

    assert may == {
        "approver": True,
        "evaluator": False,
        "moderator": False,
        "idle": True,
        "scored": False,
    }
    assert not permissions.may_confirm_approval(made.tender, user=approver, roles=OFFICER)


def test_bidders_kept_from_are_those_of_standing_recusals():
    made = Panelled()
    RecusalFactory(member=made.e1, bidder=made.bids[0].bidder)

    kept = permissions.bidders_kept_from(made.tender, user=made.users["E1"])

    assert kept == {made.bids[0].bidder_id}
    assert permissions.bidders_kept_from(made.tender, user=made.users["E2"]) == set()


@pytest.mark.parametrize(
    ("state", "question", "may"),
    [
        (State.CLOSED, "may_start_scoring", True),
        (State.SCORING, "may_start_scoring", False),
        (State.SCORING, "may_start_moderation", True),
        (State.CONSENSUS, "may_start_moderation", False),
        (State.QUALITY_LOCKED, "may_propose_opening_prices", True),
        (State.CONSENSUS, "may_propose_opening_prices", False),
        (State.PRICE_OPENED, "may_rank", True),
        (State.RANKED, "may_rank", False),
        (State.RANKED, "may_propose_approval", True),
        (State.PRICE_OPENED, "may_propose_approval", False),
        (State.QUALITY_LOCKED, "may_see_prices", False),
        (State.PRICE_OPENED, "may_see_prices", True),
        (State.CONSENSUS, "may_confirm_opening_prices", True),
    ],
)
def test_officers_steps_follow_the_state(state, question, may):
    made = Panelled(state=state)

    assert getattr(permissions, question)(made.tender, user=made.officer, roles=OFFICER) is may


def test_a_moderator_may_start_moderation_and_the_panel_reads_prices_once_opened():
    made, opened = Panelled(), Panelled(state=State.PRICE_OPENED)

    assert permissions.may_start_moderation(made.tender, user=made.users["M1"], roles=set())
    assert not permissions.may_start_moderation(made.tender, user=made.users["E1"], roles=set())
    assert permissions.may_see_prices(opened.tender, user=opened.users["E1"], roles=set())
    assert not permissions.may_see_prices(opened.tender, user=opened.officer, roles=set())
