"""The parts of a letter where there is little to tell, its text, and what rows are called."""

import copy
import datetime as dt
from dataclasses import replace

import pytest

from procurement.calculations.summaries import Supplier, summaries_of
from procurement.evaluation import letter_kinds
from procurement.evaluation.letter_making import (
    Facts,
    ToWrite,
    blocks,
    subject_of,
    writing,
    written,
)
from procurement.evaluation.presenters import letters as presenters
from socialvalue.calculations import letter_text
from socialvalue.calculations.letter_text import Block, Entries, Heading, Paragraph
from socialvalue.core.pdf import Document
from socialvalue.core.pdf.parts import Table
from socialvalue.framework.yaml_files import DataFileWrong
from tests.factories.decided import golden
from tests.factories.letters import (
    LetterFactory,
    LetterPackFactory,
    LetterTemplateFactory,
    RepresentationFactory,
    StandstillFactory,
    SupplierContactFactory,
    WithheldReasonFactory,
)
from tests.factories.tenders import KeptFromFactory, LegalHoldFactory, PurgeFactory

MADE = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
FACTS = Facts(
    reference="T-1", title="Cleaning", buyer="Mereside", is_demonstration=True, made_at=MADE,
    today=MADE.date(), several_lots=False, standstill=None,
)  # fmt: skip


def told(**changed):
    """Return the summaries of the golden tender by bid; `changed` is put into its result."""
    bundle, result = golden(), copy.deepcopy(golden("expected.json"))
    result["lots"][0] |= changed
    suppliers = {bidder["code"]: Supplier(name=bidder["name"]) for bidder in bundle["bidders"]}
    found = summaries_of(bundle, result, suppliers=suppliers, full_version="")
    return {summary.bid: summary for summary in found}


def said(write, summary):
    """Return the words of a part of a letter, without its tables."""
    document = Document(title="Letter", organisation="Mereside", made_at=MADE)
    write(document, summary)
    return [getattr(part, "text", type(part).__name__) for part in document.contents]


def test_where_nobody_has_won_no_winner_is_told():
    summary = told(preferred_bid=None)["L1-D"]

    assert said(blocks.winning_scores, summary) == ["No contract is awarded for this lot."]
    assert said(blocks.relative_advantages, summary) == ["No contract is awarded for this lot."]


def test_a_tender_that_was_not_scored_says_so():
    assert said(blocks.own_scores, told()["L2-F"]) == ["Your tender was not scored."]


@pytest.mark.parametrize(
    ("total", "price_score", "parts", "differ"),
    [
        # 36.00 + 12.50 + 18.76 = 67.26
        ("67.25", "18.76", [("36.00", ["36.00"]), ("12.50", ["12.50"])], True),
        ("67.26", "18.76", [("36.00", ["36.00"]), ("12.50", ["12.50"])], False),
        # 12.33 + 12.33 + 12.33 = 36.99
        ("67.26", "18.76", [("37.00", ["12.33"] * 3), ("11.50", ["11.50"])], True),
        # Ranked by another measure: quality and social value alone are the total.
        ("48.50", "", [("36.00", ["36.00"]), ("12.50", ["12.50"])], False),
        ("", "", [("36.00", ["36.00"])], False),
    ],
)
def test_parts_that_do_not_add_up_as_shown_are_explained(total, price_score, parts, differ):
    summary = told()["L1-D"]
    own, mark = summary.own, summary.own.sections[0].marks[0]
    sections = tuple(
        replace(
            own.sections[0],
            weighted_score=score,
            marks=tuple(replace(mark, weighted_score=each) for each in marks),
        )
        for score, marks in parts
    )
    price = replace(own.price, score=price_score)

    words = said(
        blocks.own_scores,
        replace(summary, own=replace(own, sections=sections, price=price, total=total)),
    )

    assert (blocks.ROUNDED in words) == differ


def test_criteria_that_are_nowhere_in_full_say_nothing_of_it():
    assert not any("in full" in words for words in said(blocks.award_criteria, told()["L1-D"]))


@pytest.mark.parametrize(
    ("score", "measure", "rows"),
    [
        ("", "12,500", [("Ranked by, your tender", "12,500")]),
        ("", "", []),
    ],
)
def test_what_a_tender_was_ranked_by_where_there_is_no_price_score(score, measure, rows):
    summary = told()["L1-D"]
    price = replace(summary.own.price, amount="", score=score, measure=measure)
    own = replace(summary.own, sections=(), price=price, total="")
    document = Document(title="Letter", organisation="Mereside", made_at=MADE)

    blocks.own_scores(document, replace(summary, own=own))

    pairs = [part.pairs for part in document.contents if hasattr(part, "pairs")]
    assert [pair for part in pairs for pair in part] == rows


def test_a_criterion_that_is_not_listed_goes_by_its_code():
    assert blocks._criterion_words(told()["L1-D"], "Q99") == "Q99"


def test_a_criterion_that_a_loser_was_not_scored_on_says_so():
    summary = told()["L1-D"]
    bare = replace(summary, own=replace(summary.own, sections=()))
    document = Document(title="Letter", organisation="Mereside", made_at=MADE)

    blocks.relative_advantages(document, bare)

    table = next(part for part in document.contents if isinstance(part, Table))
    assert {row[2] for row in table.rows} == {"not scored"}


def letter(**more):
    """Return a letter to a supplier whose tender was not assessed."""
    given = {
        "bid": "B", "audience": "early", "supplier": Supplier(name="S Ltd"), "lot": "lot 1",
        "why_not": ("One.", "Two."), "summary": None, "template_version": 0, "subject": "{title}",
        "text": "## {title}\n- {supplier}\nDear {winner}\n- {total}\n\n{why_not}\n{own_scores}\n"
        "{standstill_calendar}", "gaps": (),
    }  # fmt: skip
    return ToWrite(**(given | more))


def test_a_letter_without_a_summary_leaves_out_what_there_is_not():
    document = written(letter(), FACTS)

    kinds = [type(part).__name__ for part in document.contents]
    assert kinds == ["Paragraph", "Heading", "Bullets", "Paragraph", "Bullets", "Bullets"]


@pytest.mark.parametrize("subject", ["## {title}", "- {title}"])
def test_a_subject_is_never_a_heading_or_a_list(subject):
    assert subject_of(letter(subject=subject), FACTS) == subject


def test_text_in_pieces():
    pieces = letter_text.filled(
        "One\ntwo {a}\n\n## Head\n- first\n- second\nthree\n- last\n{block}\n{unknown}",
        words={"a": "{b} ## - x"},
        blocks={"block"},
    )

    assert pieces == [
        Paragraph("One\ntwo {b} ## - x"),
        Heading("Head"),
        Entries(("first", "second")),
        Paragraph("three"),
        Entries(("last",)),
        Block("block"),
        Paragraph("{unknown}"),
    ]
    assert letter_text.used_in("{a} and {b}") == {"a", "b"}


def test_wording_that_comes_with_the_tool_is_checked_when_it_is_read(tmp_path):
    file = tmp_path / "letters.yaml"
    text = letter_kinds.KINDS_FILE.read_text("utf-8")
    file.write_text(text.replace("{own_scores}", "{own_scors}", 1), "utf-8")

    with pytest.raises(DataFileWrong, match="own_scors"):
        letter_kinds.kinds_from(file)


def test_every_regime_has_its_three_letters():
    assert len({(kind.regime, kind.audience) for kind in letter_kinds.kinds()}) == 12


@pytest.mark.django_db
def test_a_later_reading_is_shown_as_not_confirmed():
    standstill = StandstillFactory(
        later_ends_on=dt.date(2026, 12, 17), later_words="Read to the letter."
    )

    assert presenters.standstill_rows(standstill)[-1] == {
        "key": "Another reading, not confirmed",
        "value": "At the end of 17 December 2026. Read to the letter.",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("made", "words"),
    [
        (SupplierContactFactory, "contact of Bidder"),
        (WithheldReasonFactory, "withheld"),
        (LetterTemplateFactory, "Below the threshold, early, version 1"),
        (LetterPackFactory, "letters "),
        (LetterFactory, "letter to Bidder"),
        (StandstillFactory, "to 2026-12-16"),
        (RepresentationFactory, "representation of Weaver Care Ltd"),
        (KeptFromFactory, "from 2026-12-01"),
        (LegalHoldFactory, "legal hold on"),
        (PurgeFactory, "purge of"),
    ],
)
def test_things_by_their_names(made, words):
    assert words in str(made())


@pytest.mark.parametrize(
    ("is_published", "words"),
    [
        (True, "The notice was published on 7 December 2026. The standstill period ends at"),
        (False, "We plan to publish the notice on 7 December 2026. If we do, the standstill"),
    ],
)
def test_standstill_in_one_sentence(is_published, words):
    told = writing.StandstillTold(
        is_published=is_published, notice_on=dt.date(2026, 12, 7), ends_on=dt.date(2026, 12, 17),
        rule="", calendar="", days=[], later="",
    )  # fmt: skip

    assert writing._standstill_words(told).startswith(words)
