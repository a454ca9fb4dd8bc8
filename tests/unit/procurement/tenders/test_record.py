"""The record of a tender: told in every state as far as that state allows, and no further."""

import ast
import re
from pathlib import Path

import pytest

from procurement.calculations import life
from procurement.calculations.life import Move, State
from procurement.tenders import record
from procurement.tenders.models import Tender
from procurement.tenders.record_words import STEPS
from socialvalue.audit.models import AuditEvent

ROOT = Path(__file__).resolve().parents[4]
KIND = re.compile(r"[a-z_]+\.[a-z_]+")
SECRET = "because it scored 4 and costs £97,531"


def told(did, state, *, may_read=True, **more):
    """Return how an event is told of a tender in a state."""
    event = AuditEvent(did=did, actor_name="Asha", reason=SECRET, **more)
    return record.entry(event, tender=Tender(state=state), may_read=may_read)


def kinds_in_code():
    """Return every kind of event that the actions of these rooms record on a tender."""
    found = set()
    for room in ("tenders", "bids", "evaluation"):
        for path in (ROOT / "procurement" / room / "actions").glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.keyword) and node.arg == "did":
                    found |= {
                        each.value
                        for each in ast.walk(node.value)
                        if isinstance(each, ast.Constant)
                        and re.fullmatch(r"[a-z_]+\.[a-z_]+", str(each.value))
                    }
    # What is kept under another name than a tender's: an organisation's wording, a notice.
    return {did for did in found if not did.startswith(("notice.", "letters.worded"))}


def test_every_kind_of_event_has_words():
    assert {did for did in kinds_in_code() if did not in record._words} == set()


@pytest.mark.parametrize("move", Move)
def test_every_step_has_words(move):
    assert record.words_of(f"tender.{move}").sentence.endswith(
        STEPS[move] if move not in life.TWO_PEOPLE else "{proposed_by}"
    )


@pytest.mark.parametrize("kind", ["proposed", "refused", "taken_back"])
@pytest.mark.parametrize("move", sorted(life.TWO_PEOPLE))
def test_every_step_of_two_people_has_all_its_words(move, kind):
    assert STEPS[move] in record.words_of(f"tender.{move}.{kind}").sentence


@pytest.mark.parametrize(
    ("did", "shown_in"),
    [
        ("bid.withdrawn", life.SEES_BIDS),
        ("bid.disqualified", life.SEES_BIDS),
        ("clarification.closed", life.SEES_BIDS),
        ("panel.recused", life.SEES_BIDS),
        ("individual.reopened", life.SEES_CONSENSUS),
        ("score.agreed", life.SEES_CONSENSUS),
        ("score.moved", life.SEES_CONSENSUS),
        ("score.correction_proposed", life.SEES_PRICES),
        ("price.concluded", life.SEES_PRICES),
        ("something.unknown", life.SEES_PRICES),
        ("tender.changed", frozenset(State)),
    ],
)
def test_reasons_are_told_only_in_states_that_allow_it(did, shown_in):
    reasons = {state for state in State if told(did, state)["reason"]}

    assert reasons == set(shown_in)


def test_a_terminated_tender_tells_what_its_last_state_allowed():
    event = AuditEvent(did="score.agreed", actor_name="Asha", reason=SECRET)

    early = record.entry(event, tender=Tender(state=State.TERMINATED, terminated_in=State.SCORING))
    late = record.entry(event, tender=Tender(state=State.TERMINATED, terminated_in=State.RANKED))

    assert (early["reason"], late["reason"]) == ("", SECRET)


def test_what_somebody_may_not_read_is_told_only_as_having_happened():
    early = told("score.agreed", State.SCORING, may_read=False)
    refused = told("score.agreed", State.CONSENSUS, may_read=False)

    assert early["what"] == "recorded the agreed score of the bid … for …"
    assert (refused["what"], refused["reason"]) == (record.HIDDEN, "")


@pytest.mark.parametrize(
    ("did", "shown_in"),
    [
        ("score.agreed", life.SEES_CONSENSUS),
        ("score.amended", life.SEES_CONSENSUS),
        ("score.moved", life.SEES_CONSENSUS),
        ("score.corrected", life.SEES_PRICES),
    ],
)
def test_points_are_told_in_the_states_that_show_scores(did, shown_in):
    after = {"bid": "B1", "criterion": "Q1", "evaluator": "E1", "points": "4", "reason": SECRET}

    told_in = {state for state in State if told(did, state, after=after)["changes"]}
    refused = [told(did, state, after=after, may_read=False)["changes"] for state in State]

    assert told_in == set(shown_in)
    assert refused == [[]] * len(State)


def test_a_score_is_told_with_its_reason_and_what_it_was():
    entry = told(
        "score.amended",
        State.CONSENSUS,
        before={"points": "3", "reason": "Page_4."},
        after={"bid": "B1", "criterion": "Q1", "points": "4", "reason": "Page_9."},
    )

    assert entry["changes"] == [
        "agreed score: 3 → 4",
        "reason for the score: Page_4. → Page_9.",
    ]


def test_drafts_and_ones_own_scores_are_told_without_points():
    after = {"bid": "B1", "criteria": ["Q1"], "criterion": "Q1", "points": "4"}

    for did in ("score.drafted", "individual.submitted"):
        assert [told(did, state, after=after)["changes"] for state in State] == [[]] * len(State)


def test_a_bidder_is_named_to_whoever_may_know_the_name():
    event = AuditEvent(did="bid.received", actor_name="Asha", after={"bid": "B1"})
    tender = Tender(state=State.CLOSED)

    named = record.entry(event, tender=tender, names={"B1": "Northgate"})
    unnamed = record.entry(event, tender=tender, names={"B2": "Wheels"})

    assert named["what"] == "received and sealed the bid B1 (Northgate)"
    assert unnamed["what"] == "received and sealed the bid B1"


def test_what_an_envelope_shows_is_told_while_it_is_sealed():
    after = {"bid": "B1", "receipt_sha256": "ab12"}

    entry = told("bid.received", State.PUBLISHED, after=after)

    assert entry["what"] == "received and sealed the bid B1"
    assert entry["changes"] == ["fingerprint of what was received: ab12"]


def test_letters_are_not_named_before_bids_are_opened():
    assert told("letters.asked", State.PUBLISHED)["what"] == record.HIDDEN
    assert told("letters.asked", State.CLOSED, after={"pack": 1})["what"] == (
        "asked for pack 1 of the letters"
    )


def test_days_are_told_as_people_read_them():
    entry = told("standstill.notice_planned", State.APPROVED, after={"ends_on": "2026-12-02"})

    assert entry["what"] == "planned the notice, with a standstill to 2 December 2026"


def test_two_rooms_cannot_give_words_for_the_same_event():
    with pytest.raises(record.SaidAlready, match=r"tender\.created"):
        record.say({"tender.created": record.Words(sentence="did another thing")})
