"""What may be declared, decided and lifted, and what is refused in which words."""

import datetime as dt

import pytest

from procurement.evaluation import permissions
from procurement.evaluation.actions import declaring as actions
from procurement.evaluation.models import PanelMember
from procurement.evaluation.presenters import individual as presenters
from procurement.tenders.models import State
from socialvalue.audit.queries import events_of
from tests.factories.bids import bid_for
from tests.factories.evaluation import (
    ConflictsReviewFactory,
    DeclarationFactory,
    MitigationFactory,
    RecusalFactory,
)
from tests.factories.panels import Panelled

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 8, 1, 9, tzinfo=dt.UTC)


def before(made, code="E1", *, by=None, has_interest=False, statement=""):
    """Declare before bids are opened."""
    return actions.declare_before_opening(
        member=made.members[code],
        has_interest=has_interest,
        statement=statement,
        by=by or made.users[code],
        at=AT,
    )


def after(made, *, interests=None, statement="", against=None):
    """Declare with the bidders known."""
    codes = [bid.bidder.code for bid in made.bids]
    return actions.declare_after_opening(
        member=made.e1,
        interests=interests or {},
        statement=statement,
        against=codes if against is None else against,
        by=made.users["E1"],
        at=AT,
    )


def test_nobody_declares_for_somebody_else():
    made = Panelled(state=State.PUBLISHED)

    with pytest.raises(actions.CannotDeclare, match="Only the member themself"):
        before(made, by=made.officer)


def test_who_has_left_declares_nothing():
    made = Panelled(state=State.PUBLISHED)
    PanelMember.objects.filter(pk=made.e1.pk).update(
        left_at=AT, left_by="the tests", left_because="Ill."
    )

    with pytest.raises(actions.CannotDeclare, match="You have left this panel"):
        before(made)


def test_the_general_declaration_is_made_before_opening():
    made = Panelled(state=State.CLOSED)

    with pytest.raises(actions.CannotDeclare, match="Bids are opened"):
        before(made)


def test_the_bidders_are_declared_against_after_opening():
    made = Panelled(state=State.PUBLISHED)

    with pytest.raises(actions.CannotDeclare, match="Bids are not opened yet"):
        after(made)


def test_an_ended_tender_takes_no_declaration():
    made = Panelled(state=State.ARCHIVED)

    with pytest.raises(actions.CannotDeclare, match="This tender has ended"):
        after(made)


def test_one_declares_against_the_list_that_there_is():
    made = Panelled(state=State.CLOSED)

    with pytest.raises(actions.CannotDeclare, match="The list of bidders has changed"):
        after(made, against=[])


def test_an_interest_is_described():
    made = Panelled(state=State.CLOSED)
    unopened = Panelled(state=State.PUBLISHED)

    with pytest.raises(actions.NothingSaid):
        after(made, interests={made.bids[0].bidder: " "})
    with pytest.raises(actions.NothingSaid):
        before(unopened, has_interest=True)


def test_another_interest_is_kept_without_a_recusal():
    made = Panelled(state=State.CLOSED)

    declaration = after(made, statement="I advise the regulator.")

    assert (declaration.has_interest, declaration.statement) == (True, "I advise the regulator.")
    assert made.e1.recusals.count() == 0
    (event,) = events_of(made.tender)
    assert event.after == {
        "member": "E1",
        "stage": "After bids are opened",
        "has_interest": True,
    }  # not what it is: more people read the record


def test_a_later_bidder_makes_a_declaration_incomplete():
    made = Panelled(state=State.CLOSED)

    assert permissions.has_declared(made.e1)
    bid_for(made.methodology)
    assert not permissions.has_declared(made.e1)


def test_steps_about_conflicts_say_why():
    made = Panelled(state=State.CLOSED)
    recusal = RecusalFactory(member=made.e1, bidder=made.bids[0].bidder)
    declaration = DeclarationFactory(member=made.e1, number=5000)
    by = {"by": made.officer, "at": AT}

    with pytest.raises(actions.NothingSaid):
        actions.recuse(member=made.e1, bidder=made.bids[1].bidder, reason=" ", **by)
    with pytest.raises(actions.NothingSaid):
        actions.lift_recusal(recusal=recusal, because="", **by)
    with pytest.raises(actions.NothingSaid):
        actions.decide_interest(declaration=declaration, outcome="leaves", reason="", **by)
    with pytest.raises(actions.NothingSaid):
        actions.review_conflicts(tender=made.tender, note=" ", **by)


def test_a_recusal_is_lifted_once_and_may_then_be_made_again():
    made = Panelled(state=State.CLOSED)
    bidder, by = made.bids[0].bidder, {"by": made.officer, "at": AT}
    recusal = actions.recuse(member=made.e1, bidder=bidder, reason="A sister.", **by)

    actions.lift_recusal(recusal=recusal, because="Another name.", **by)

    with pytest.raises(actions.NotRecused):
        actions.lift_recusal(recusal=recusal, because="Another name.", **by)
    again = actions.recuse(member=made.e1, bidder=bidder, reason="It was the same.", **by)
    assert list(made.e1.recusals.standing()) == [again]
    assert [event.did for event in events_of(made.tender)] == [
        "panel.recused",
        "panel.recusal_lifted",
        "panel.recused",
    ]


def test_things_say_what_they_are():
    made = Panelled(state=State.CLOSED)
    bidder = made.bids[0].bidder
    declaration = DeclarationFactory(member=made.e1, number=5000)

    assert str(made.e1) == f"E1 of {made.tender.reference}"
    assert str(declaration) == "E1, after bids are opened"
    assert str(RecusalFactory(member=made.e1, bidder=bidder)) == (
        f"E1 keeps away from {bidder.name}"
    )
    assert str(MitigationFactory(declaration=declaration)).startswith("E1: No conflict")
    review = ConflictsReviewFactory(tender=made.tender, number=1)
    assert str(review) == f"review 1 of the conflicts of {made.tender.reference}"
    assert [each.code for each in made.tender.panel.evaluators()] == ["E1", "E2"]
    assert [each.code for each in made.tender.panel.moderators()] == ["M1"]


def test_next_is_found_from_anywhere_and_round_the_end():
    class Cell:
        def __init__(self, key, is_done):
            self.key, self.is_done = key, is_done

    cells = [Cell("a", False), Cell("b", True), Cell("c", False), Cell("d", True)]

    told = [
        getattr(presenters.next_cell(cells, after=key), "key", None)
        for key in ("a", "b", "c", "d", "elsewhere")
    ]

    assert told == ["c", "c", "a", "a", "a"]
    assert presenters.next_cell([Cell("a", False)], after="a") is None
