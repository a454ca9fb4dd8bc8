"""One rule for whom somebody keeps away from: on every page and file, by whatever role."""

import pytest
from django.urls import reverse

from procurement.bids.actions import receive_bid
from procurement.evaluation import actions, permissions
from procurement.evaluation.actions import declaring
from procurement.evaluation.actions.panel import CannotSit, add_member, let_go
from procurement.tenders import secrecy
from procurement.tenders.models import State
from tests.factories.accounts import MembershipFactory
from tests.factories.bids import CommitmentFactory
from tests.factories.evaluation import (
    DeclarationFactory,
    MitigationFactory,
    RecusalFactory,
    ScoreCorrectionFactory,
    seated,
)
from tests.factories.moderation import AT, REASON, Moderated
from tests.factories.panels import Panelled, person
from tests.integration.procurement.people import client_for, client_of

pytestmark = pytest.mark.django_db

OF_ALL = [
    "result",
    "result_file",
    "bundle_file",
    "compare",
    "compare_file",
    "sensitivity",
    "sensitivity_file",
    "report",
    "report_file",
    "report_word",
    "sealed_file",
    "corrections",
    "letters",
    "standstill",
    "approve",
]
"""Pages and files of a ranked tender that tell of all bids together."""


def given(panel, user, role):
    """Give somebody a role in the tender's organisation, after they were seated."""
    MembershipFactory(organisation=panel.organisation, user=user, role=role)
    return client_for(user)


def ends(client, panel, names):
    """Return the status of each page."""
    return {
        name: client.get(reverse(f"evaluation:{name}", args=[panel.tender.pk])).status_code
        for name in names
    }


def bid_pages(client, panel):
    """Return the status of the page of each bid."""
    return [
        client.get(reverse("bids:bid", args=[panel.tender.pk, bid.pk])).status_code
        for bid in panel.bids
    ]


# --- Roles given after the seat ---------------------------------------------------------------
@pytest.mark.parametrize("role", ["procurement_officer", "approver", "auditor"])
def test_who_has_not_declared_reads_no_bid_by_a_role_given_later(role):
    panel = Panelled(declared=False)
    CommitmentFactory(bid=panel.bids[0], criterion=panel.criteria[1], measure="Canary-measure")
    client = given(panel, panel.users["E1"], role)

    commitments = client.get(reverse("bids:commitments", args=[panel.tender.pk]))

    assert bid_pages(client, panel) == [403, 403]
    assert "Canary-measure" not in commitments.content.decode()


@pytest.mark.parametrize("role", ["procurement_officer", "approver", "auditor"])
def test_who_has_declared_reads_by_a_role_given_later_but_not_of_whom_they_keep_away_from(role):
    panel = Panelled()
    RecusalFactory(member=panel.e1, bidder=panel.bids[1].bidder)
    client = given(panel, panel.users["E1"], role)

    assert bid_pages(client, panel) == [200, 403]


def test_nobody_who_has_not_declared_reads_the_result_by_a_role_given_later():
    panel = Moderated().rank()
    late = seated(panel.tender, user=person(panel.organisation, "evaluator"), declared=False)
    client = given(panel, late.user, "auditor")

    assert set(ends(client, panel, OF_ALL).values()) == {403}


def test_the_seat_itself_reads_what_it_did_before():
    panel = Moderated()
    DeclarationFactory(
        member=panel.members["M1"],
        has_interest=True,
        statement="An uncle.",
        bidders=sorted(bid.bidder.code for bid in panel.bids),
    )

    page = client_for(panel.moderator).get(reverse("evaluation:moderation", args=[panel.tender.pk]))

    assert panel.bids[0].bidder.name in page.content.decode()


# --- What is settled of an interest -----------------------------------------------------------
def declared(panel, *, interests=None, statement=""):
    """Let the moderator declare with the bidders known, and return the declaration."""
    return declaring.declare_after_opening(
        member=panel.members["M1"],
        interests=interests or {},
        statement=statement,
        against=[bid.bidder.code for bid in panel.bids],
        by=panel.users["M1"],
        at=AT,
    )


def kept(panel):
    """Return the bids whose bidders the moderator keeps away from, by their place."""
    away = permissions.bidders_kept_from(panel.tender, user=panel.users["M1"])
    return [number for number, bid in enumerate(panel.bids) if bid.bidder_id in away]


def test_an_interest_that_waits_for_a_decision_keeps_from_everybody():
    panel = Panelled()
    declaration = declared(panel, statement="An uncle in the trade.")
    waiting = kept(panel)

    MitigationFactory(declaration=declaration, outcome="safeguards")

    assert (waiting, kept(panel)) == ([0, 1], [])


def test_an_interest_in_a_bidder_that_is_named_is_settled_by_keeping_away():
    panel = Panelled()

    declared(panel, interests={panel.bids[1].bidder: "Worked\nthere until last year. "})

    assert kept(panel) == [1]


def test_what_is_declared_besides_the_bidders_named_waits_for_a_decision():
    panel = Panelled()

    declared(panel, interests={panel.bids[1].bidder: "Worked there."}, statement="An uncle.")

    assert kept(panel) == [0, 1]


def test_who_is_to_leave_reads_nothing_and_who_is_to_keep_away_nothing_until_they_do():
    panel = Panelled()
    declaration = declared(panel, statement="An uncle in the trade.")

    MitigationFactory(declaration=declaration, outcome="leaves")
    leaves = kept(panel)
    MitigationFactory(declaration=declaration, outcome="keeps_away")
    not_yet = kept(panel)
    RecusalFactory(member=panel.members["M1"], bidder=panel.bids[0].bidder)

    assert (leaves, not_yet, kept(panel)) == ([0, 1], [0, 1], [0])


def test_an_interest_is_not_settled_by_leaving_the_panel_nor_by_declaring_anew():
    panel = Panelled()
    declared(panel, statement="An uncle in the trade.")

    declared(panel)
    anew = kept(panel)
    let_go(member=panel.members["M1"], because="Asked to.", by=panel.users["M1"], at=AT)

    assert (anew, kept(panel)) == ([0, 1], [0, 1])


def test_who_left_without_an_interest_reads_as_before_but_keeps_away_from_whom_they_did():
    panel = Panelled()
    RecusalFactory(member=panel.members["M1"], bidder=panel.bids[0].bidder)

    let_go(member=panel.members["M1"], because="Ill.", by=panel.officer, at=AT)

    assert kept(panel) == [0]


def test_nobody_decides_on_their_own_interest_nor_lifts_their_own_recusal():
    panel = Panelled()
    declaration = declared(panel, statement="An uncle in the trade.")
    recusal = RecusalFactory(member=panel.members["M1"], bidder=panel.bids[0].bidder)
    client = given(panel, panel.users["M1"], "procurement_officer")

    def sent(name, key, **answers):
        address = reverse(f"evaluation:{name}", args=[panel.tender.pk, key])
        return client.post(address, answers).content.decode()

    decided = sent("decide_interest", declaration.pk, outcome="no_conflict", reason="He retired.")
    lifted = sent("lift_recusal", recusal.pk, because="Another firm.")

    assert "another officer must decide on it" in decided
    assert "another officer must decide on it" in lifted
    assert not declaration.mitigations.exists()
    assert kept(panel) == [0, 1]


def test_before_bids_are_opened_there_is_nothing_to_declare_against():
    panel = Panelled(state=State.PUBLISHED, declared=False)

    assert kept(panel) == []


def test_nothing_is_shown_while_no_room_answers(monkeypatch):
    monkeypatch.setattr(secrecy, "_answers", [])
    panel = Panelled()

    with pytest.raises(secrecy.NobodyAnswers):
        secrecy.bidders_kept_from(panel.tender, user=panel.officer)


# --- Recusals bind whoever has them -----------------------------------------------------------
def officer_and_moderator(panel, *, away=1):
    """Give the moderator the role of an officer, and let them keep away from a bidder."""
    RecusalFactory(member=panel.members["M1"], bidder=panel.bids[away].bidder)
    return given(panel, panel.users["M1"], "procurement_officer")


def test_a_recusal_binds_officers_on_the_pages_of_bids():
    panel = Panelled()
    for bid in panel.bids:
        CommitmentFactory(
            bid=bid, criterion=panel.criteria[1], measure=f"Canary-{bid.code}-", unit=""
        )
    own, other = panel.bids
    client = officer_and_moderator(panel)

    def page(name, *more):
        return client.get(reverse(f"bids:{name}", args=[panel.tender.pk, *more]))

    assert bid_pages(client, panel) == [200, 403]
    assert [page("ask", bid.pk).status_code for bid in panel.bids] == [200, 403]
    for name in ("commitments", "commitments_csv", "ask_all"):
        text = page(name).content.decode()
        assert (f"Canary-{own.code}-" in text, f"Canary-{other.code}-" in text) == (True, False)


def test_a_recusal_binds_officers_on_pages_and_files_that_tell_of_all_bids():
    panel = Moderated().rank()
    client = officer_and_moderator(panel)

    assert set(ends(client, panel, OF_ALL).values()) == {403}
    assert set(ends(client_for(panel.second), panel, ["result", "letters"]).values()) == {200}


def test_a_recusal_binds_officers_in_corrections_enquiries_and_decisions():
    panel = Moderated().open_prices()
    client = officer_and_moderator(panel)
    keys = [panel.tender.pk, panel.bids[1].pk]

    assert ends(client, panel, ["rank", "corrections", "result"]) == {
        "rank": 403,
        "corrections": 403,
        "result": 403,
    }
    assert client.get(reverse("evaluation:disqualify", args=keys)).status_code == 403
    assert client.get(reverse("evaluation:enquire_price", args=keys)).status_code == 403
    assert (
        client.get(
            reverse("evaluation:correct_score", args=[*keys, panel.criteria[0].pk])
        ).status_code
        == 403
    )


def test_an_approver_who_left_the_panel_and_keeps_away_confirms_nothing():
    panel = Moderated().open_prices()
    gone = seated(
        panel.tender,
        user=person(panel.organisation, "approver"),
        left_at=AT,
        left_by="the tests",
        left_because="Ill.",
    )
    may_before = permissions.may_confirm_correction(
        panel.tender, user=gone.user, roles={"approver"}
    )
    RecusalFactory(member=gone, bidder=panel.bids[0].bidder)

    assert may_before
    assert not permissions.may_confirm_correction(panel.tender, user=gone.user, roles={"approver"})


def test_a_recusal_that_was_lifted_keeps_nobody_away():
    panel = Panelled()
    recusal = RecusalFactory(member=panel.members["M1"], bidder=panel.bids[0].bidder)
    CommitmentFactory(bid=panel.bids[0], criterion=panel.criteria[1], measure="Canary-measure")
    client = given(panel, panel.users["M1"], "auditor")
    page = reverse("bids:commitments", args=[panel.tender.pk])
    before = client.get(page).content.decode()

    declaring.lift_recusal(
        recusal=recusal, because="Another firm of that name.", by=panel.officer, at=AT
    )

    assert "Canary-measure" not in before
    assert "Canary-measure" in client.get(page).content.decode()


def test_auditors_read_the_corrections_that_the_result_page_leads_to():
    panel = Moderated().open_prices()
    score = panel.bids[0].scores.get(criterion=panel.q1)
    correction = ScoreCorrectionFactory(score=score, proposer=panel.officer)
    actions.confirm_correction(correction=correction, by=panel.approver, at=AT)
    panel.drawn()
    actions.rank(tender=panel.tender, by=panel.officer, at=AT)
    client = client_for(panel.auditor)
    address = reverse("evaluation:corrections", args=[panel.tender.pk])

    result = client.get(reverse("evaluation:result", args=[panel.tender.pk]))

    assert address in result.content.decode()
    assert "Page 9 was not in the copy" in client.get(address).content.decode()


def test_a_recused_moderator_does_not_read_what_the_scores_of_that_bidder_lack():
    panel = Moderated()
    panel.agree()
    for bid in (0, 1):
        panel.agree(bid=bid, criterion=panel.sv1)
    RecusalFactory(member=panel.members["M1"], bidder=panel.bids[0].bidder)
    client, page = (
        client_for(panel.moderator),
        reverse("evaluation:lock_quality", args=[panel.tender.pk]),
    )

    shown = client.get(page).content.decode()
    refused = client.post(page, {"act": "propose"}, follow=True).content.decode()

    for text in (shown, refused):
        assert "A bid of a bidder that you keep away from is not ready." in text
        assert f"({panel.bids[1].code}), Q1: no score is agreed yet" in text
        assert "scored differently" not in text


# --- Whoever receives bids reads them ---------------------------------------------------------
def test_nobody_on_the_panel_receives_bids():
    panel = Panelled(state=State.PUBLISHED, declared=False)
    lot = panel.tender.lots.get()
    client = given(panel, panel.users["M1"], "procurement_officer")
    pages = [
        reverse("bids:type", args=[panel.tender.pk, lot.pk]),
        reverse("bids:upload", args=[panel.tender.pk]),
        reverse("bids:ocds", args=[panel.tender.pk]),
    ]

    assert [client.get(page).status_code for page in pages] == [403] * 3
    assert [client_for(panel.officer).get(page).status_code for page in pages] == [200] * 3


@pytest.mark.parametrize("role", ["evaluator", "moderator"])
def test_whoever_received_a_bid_has_no_seat(role):
    panel = Panelled(state=State.PUBLISHED)
    officer = person(panel.organisation, role)
    receive_bid(
        tender=panel.tender,
        lot=panel.tender.lots.get(),
        bidder_name="Brook Ltd",
        answers={},
        commitments=[],
        price_pence=1,
        origin="by_hand",
        by=officer,
        at=AT,
    )

    with pytest.raises(CannotSit, match="may have read it and its price"):
        add_member(
            tender=panel.tender,
            user=officer,
            role=role,
            sections=[],
            lots=[],
            by=panel.officer,
            at=AT,
        )


# --- Roles that ended -------------------------------------------------------------------------
def test_a_moderator_whose_role_ended_agrees_and_reads_nothing_by_the_seat():
    panel = Moderated()
    client = given(panel, panel.moderator, "evaluator")
    cell = reverse("evaluation:moderate", args=[panel.tender.pk, panel.bids[0].pk, panel.q1.pk])
    before = client.get(cell).status_code

    panel.moderator.memberships.filter(role="moderator").update(ended_at=AT, ended_by="Ola")

    assert before == 200
    assert client.get(cell).status_code == 403
    assert client.post(cell, {"points": "5", "reason": REASON, "version": "0"}).status_code == 403
    assert not permissions.may_propose_lock(panel.tender, user=panel.moderator)
    assert "You see what you did yourself." in record_for(client, panel)


def test_prices_are_not_read_by_a_seat_whose_role_ended():
    panel = Moderated().open_prices()
    may_before = permissions.may_see_prices(panel.tender, user=panel.moderator, roles=set())

    panel.moderator.memberships.update(ended_at=AT, ended_by="Ola")

    assert may_before
    assert not permissions.may_see_prices(panel.tender, user=panel.moderator, roles=set())


# --- The record -------------------------------------------------------------------------------
def record_for(client, panel):
    """Return the record of the tender as somebody reads it."""
    return client.get(reverse("tenders:record", args=[panel.tender.pk])).content.decode()


def test_a_moderator_without_a_seat_reads_nothing_of_others_in_the_record():
    panel = Moderated()
    panel.agree(moves={str(panel.of("E2").pk): "Canary-move"})

    seated_page = record_for(client_for(panel.moderator), panel)
    page = record_for(client_of(panel.organisation, "moderator"), panel)

    assert "Canary-move" in seated_page
    assert "agreed score" not in page
    assert "Canary-move" not in page
    assert "You see what you did yourself." in page


def test_a_moderator_who_has_not_declared_reads_no_reasons_for_scores_in_the_record():
    panel = Moderated()
    panel.agree(moves={str(panel.of("E2").pk): "Canary-move"})
    silent = seated(
        panel.tender,
        role="moderator",
        user=person(panel.organisation, "moderator"),
        declared=False,
    )

    page = record_for(client_for(silent.user), panel)

    assert "Canary-move" not in page
    assert "agreed score of the bid" not in page


def test_an_evaluator_reads_only_their_own_acts_in_the_record_whatever_role_they_are_given():
    panel = Moderated()
    panel.agree(moves={str(panel.of("E2").pk): "Canary-move"})
    client = given(panel, panel.users["E1"], "approver")

    page = record_for(client, panel)

    assert "Canary-move" not in page
    assert "You see what you did yourself." in page


def test_auditors_read_of_scores_in_the_record_from_the_lock_on():
    panel = Moderated().agree_everything()
    client = client_for(panel.auditor)

    before = record_for(client, panel)
    panel.lock()

    assert "Page 4 persuaded me." not in before
    assert "did something that is not shown yet" in before
    assert "Page 4 persuaded me." in record_for(client, panel)


def test_the_record_leaves_out_what_was_done_about_a_bidder_that_an_officer_keeps_away_from():
    panel = Moderated().agree_everything()
    member = seated(
        panel.tender,
        role="moderator",
        user=person(panel.organisation, "moderator", "procurement_officer"),
    )
    RecusalFactory(member=member, bidder=panel.bids[1].bidder)

    page = record_for(client_for(member.user), panel)
    other = record_for(client_for(panel.second), panel)

    told = f"recorded why E2 moved on Q1 of the bid {panel.bids[1].code}"
    assert told in other
    assert told not in page
