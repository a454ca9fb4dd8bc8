"""Letters from plain values: what each says, and whose words it says it in."""

import datetime as dt
from dataclasses import replace

import pytest

from socialvalue.awards import letter_writing as writing
from socialvalue.awards.letter_writing import kinds
from socialvalue.awards.models import LetterKind
from socialvalue.framework.yaml_files import DataFileWrong

FACTS = writing.Facts(
    applicant="Valley Looms",
    number=7,
    scheme="Weavers' award",
    decider="The weavers",
    contact="awards@example.org",
    today=dt.date(2026, 3, 2),
    submitted_on=dt.date(2026, 2, 20),
    working_days=7,
)
AWARD = writing.AwardTold("Aspiring", "0000-0000-0012-12", dt.date(2026, 3, 2), None)


def written(kind, *, own=None, **facts):
    """Return the pieces of a letter with these facts."""
    wording = writing.wording_of(kind, own=own or {})
    return writing.pieces_of(wording, replace(FACTS, **facts))


def said(pieces):
    """Return all words of the pieces in one text."""
    return str(pieces)


@pytest.mark.parametrize("kind", LetterKind.values)
def test_every_kind_is_written_even_of_almost_nothing(kind):
    pieces = written(kind)

    assert {"paragraph": "The weavers\nawards@example.org"} in pieces
    assert "{" not in "".join(str(list(piece.values())) for piece in pieces if "facts" not in piece)
    assert writing.subject_of(writing.wording_of(kind, own={}), FACTS).startswith(
        "Weavers' award: "
    )


def test_received_tells_within_how_many_days():
    assert "We decide within 7 working days" in said(written("received"))
    assert "We decide within 1 working day of" in said(written("received", working_days=1))
    assert "sets no time for the decision" in said(written("received", working_days=None))


def test_awarded_tells_level_reasons_conditions_and_feedback():
    reasons = (
        writing.ReasonTold("Social", "Jobs", "Met", "Twelve people."),
        writing.ReasonTold("Social", "Pay", "Partly met", "Two are below."),
    )

    pieces = written(
        "awarded",
        award=replace(AWARD, valid_to=dt.date(2031, 3, 1)),
        level="Aspiring",
        reasons=reasons,
        missing=("Energy must be met.",),
        feedback="Well woven.",
        conditions=(
            writing.ConditionTold("Pay all.", dt.date(2026, 9, 1)),
            writing.ConditionTold("Tell us.", None),
        ),
    )

    assert [piece["heading"] for piece in pieces if "heading" in piece] == [
        "Conditions",
        "How we judged your application",
        "What the panel would like you to know",
        "For the next level",
        "What holding it means",
        "If you disagree",
    ]
    assert {"entries": ["Pay all. Due on 1 September 2026.", "Tell us."]} in pieces
    assert {"entries": ["Energy must be met."]} in pieces
    assert {
        "table": {
            "caption": "Social",
            "columns": ["Criterion", "Judgement", "Why"],
            "rows": [["Jobs", "Met", "Twelve people."], ["Pay", "Partly met", "Two are below."]],
        }
    } in pieces
    assert ["To", "1 March 2031"] in next(
        piece["facts"] for piece in pieces if "facts" in piece and len(piece["facts"]) > 3
    )


def test_themes_of_one_criterion_each_share_a_table():
    reasons = (
        writing.ReasonTold("Social", "Jobs", "Met", "Twelve people."),
        writing.ReasonTold("Environment", "Energy", "Not met", "No figures."),
    )

    tables = [piece["table"] for piece in written("refused", reasons=reasons) if "table" in piece]

    assert [(table["caption"], len(table["rows"])) for table in tables] == [("All criteria", 2)]


def test_awarded_without_conditions_and_feedback_has_no_headings_over_nothing():
    headings = [piece["heading"] for piece in written("awarded", award=AWARD) if "heading" in piece]

    assert headings == ["What holding it means", "If you disagree"]


def test_an_award_without_an_end_says_so():
    assert ["To", "No end date"] in next(
        piece["facts"] for piece in written("suspended", award=AWARD) if "facts" in piece
    )


def test_refused_tells_what_was_missing_and_how_to_appeal():
    pieces = written("refused", missing=("Pay must be met.",))

    assert {"entries": ["Pay must be met."]} in pieces
    assert "neither assessed nor proposed nor approved" in said(pieces)
    assert "did not come to a level" in said(written("refused"))


def test_how_to_appeal_says_until_when():
    told = said(written("refused", appeal_by=dt.date(2026, 12, 18)))

    assert "you can appeal against this decision once until 18 December 2026." in told


def test_more_information_sets_the_question_apart():
    assert {"inset": "Whom do you employ?"} in written(
        "more_information", question="Whom do you employ?"
    )


@pytest.mark.parametrize(
    ("is_upheld", "outcome"),
    [
        (True, "Your appeal is upheld. The application goes to a panel again."),
        (False, "Your appeal is not upheld. The decision stands."),
    ],
)
def test_the_outcome_of_an_appeal(is_upheld, outcome):
    pieces = written("appeal", appeal=writing.AppealTold("Page two.", is_upheld, "It was read."))

    assert [piece for piece in pieces if "inset" in piece] == [{"inset": outcome}]
    assert {"paragraph": "It was read."} in pieces


def test_a_change_tells_why():
    assert {"paragraph": "It closed."} in written("withdrawn", award=AWARD, change="It closed.")


def test_a_reminder_tells_the_day():
    condition = writing.ConditionTold("Pay all.", dt.date(2026, 9, 1))

    pieces = written("condition_due", award=AWARD, condition=condition)

    assert {"inset": "Pay all. Due on 1 September 2026."} in pieces
    subject = writing.subject_of(
        writing.wording_of("condition_due", own={}), replace(FACTS, condition=condition)
    )
    assert subject == "Weavers' award: a condition of your award is due on 1 September 2026"


def test_a_schemes_own_opening_stands_in_our_letter():
    own = {"refused": "Not this year, {applicant}."}

    pieces = written("refused", own=own)

    assert {"paragraph": "Not this year, Valley Looms."} in pieces
    assert "neither assessed" in said(pieces)
    assert writing.wording_of("refused", own=own).is_schemes_own


def test_a_schemes_own_letter_gets_the_parts_that_it_leaves_out():
    pieces = written("refused", own={"refused": "No.\n\n- Sorry.\n\n{missing}"}, missing=("Pay.",))

    assert pieces[:3] == [{"paragraph": "No."}, {"entries": ["Sorry."]}, {"entries": ["Pay."]}]
    assert "neither assessed" in said(pieces)


@pytest.mark.parametrize("text", ["", "Hello {nobody}.", "See {reasons} here."])
def test_a_wording_that_cannot_be_used_is_passed_over(text):
    assert not writing.wording_of("refused", own={"refused": text}).is_schemes_own


def test_what_people_wrote_is_never_read_as_markup():
    pieces = written("withdrawn", award=AWARD, change="## Not a heading\n- nor a list {decider}")

    assert {"paragraph": "## Not a heading\n- nor a list {decider}"} in pieces


def test_a_subject_that_is_no_line_of_words_is_taken_as_it_is():
    wording = replace(writing.wording_of("received", own={}), subject="## {scheme}")

    assert writing.subject_of(wording, FACTS) == "## {scheme}"


WHOLE = """format: sv-award-letters/1.0
as_at: "2026-11-22"
kinds:
  - kind: received
    needed: []
    subject: "Hello"
    opening: "Words"
    text: "%s"
"""


@pytest.mark.parametrize(
    ("text", "fault"),
    [("{opening}", "has none of: more_information"), ("{nobody}", "stands for nothing")],
)
def test_a_file_of_wordings_with_a_fault_is_refused(tmp_path, text, fault):
    path = tmp_path / "letters.yaml"
    path.write_text(WHOLE % text)

    with pytest.raises(DataFileWrong, match=fault):
        kinds.wordings_from(path)
