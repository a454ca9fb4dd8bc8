"""The pack: what it says of lots, weights, prices, pass marks and versions, exactly."""

import datetime as dt
import io
from decimal import Decimal

import docx
import pytest

from procurement.tenders.models import Criterion, Lot, LotMethod, Methodology
from procurement.tenders.reports import pack_of
from procurement.tenders.reports.method import percent, pounds, share
from socialvalue.core.docx import as_docx
from socialvalue.core.pdf import parts
from tests.factories.tenders import (
    CriterionFactory,
    CriterionLotFactory,
    LotFactory,
    LotMethodFactory,
    MethodologyFactory,
    ParentCriterionFactory,
    SectionPassMarkFactory,
    whole_method,
)

pytestmark = pytest.mark.django_db
MADE = dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC)


def pack(methodology):
    """Return the pack of the method as it is stored."""
    stored = Methodology.objects.select_related("tender").get(pk=methodology.pk)
    return pack_of(stored, fingerprint="f" * 64, made_at=MADE)


def tables(methodology):
    return {
        part.caption: [list(row) for row in part.rows]
        for part in pack(methodology).contents
        if isinstance(part, parts.Table)
    }


def sentences(methodology):
    """Return every paragraph and every line of a list."""
    found = []
    for part in pack(methodology).contents:
        if isinstance(part, parts.Paragraph):
            found.append(part.text)
        elif isinstance(part, parts.Bullets):
            found += part.texts
    return found


def pairs(methodology):
    return [
        pair
        for part in pack(methodology).contents
        if isinstance(part, parts.KeyValues)
        for pair in part.pairs
    ]


@pytest.fixture
def method():
    return whole_method(fixed=True)


@pytest.fixture
def two_lots():
    """A draft method of two lots, the second with weights of its own; Q1 only in the first."""
    method = whole_method()
    second = LotFactory(tender=method.tender, code="2", title="South", position=1)
    LotMethodFactory(
        methodology=method,
        lot=second,
        formula="REL_LOWEST",
        parameters={},
        quality_weight=Decimal(50),
        price_weight=Decimal(30),
        social_value_weight=Decimal(20),
    )
    first = Lot.objects.get(code="1")
    CriterionLotFactory(criterion=Criterion.objects.get(code="Q1"), lot=first)
    return method


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Decimal("6.750"), "6.75%"),
        (Decimal("40"), "40%"),
        (Decimal("100.00"), "100%"),
        (Decimal("0"), "0%"),
        (None, "Not decided"),
    ],
)
def test_percentages_are_exact_without_trailing_noughts(value, words):
    assert percent(value) == words


def test_share_is_rounded_once_and_needs_a_whole():
    assert share(Decimal(1), Decimal(3)) == "33.33%"
    assert share(Decimal(0), Decimal(0)) == "none"


def test_pounds_have_pence_only_where_there_are_any():
    assert [pounds(104000000), pounds(150), pounds("1040000.50")] == [
        "£1,040,000",
        "£1.50",
        "£1,040,000.50",
    ]


def test_weights_of_one_lot_stand_once(method):
    assert tables(method)["Weights"] == [["Whole contract", "45%", "15%", "40%", "100%"]]


def test_worth_of_a_question_is_exact(method):
    method = whole_method()
    method.criteria.filter(code="Q1").update(weight=Decimal("33.3"))

    # 45% of 33.3% is 14.985%
    assert tables(method)["All questions"][0] == [
        "Q1 Running the service",
        "33.3%",
        "14.985%",
        "0 to 5",
        "None",
    ]


def test_scales_show_every_level_and_its_share(method):
    (rows,) = [rows for caption, rows in tables(method).items() if "used for Q1" in caption]

    assert rows[0] == ["5", "100%", "Level 5", "Meets the question."]
    assert rows[-1] == ["0", "0%", "Level 0", "Meets the question."]
    assert len(rows) == 6


def test_lots_have_their_weights_worths_and_values(two_lots):
    found = tables(two_lots)

    assert found["Weights"] == [
        ["Lot 1: Whole contract", "45%", "15%", "40%", "100%"],
        ["Lot 2: South", "50%", "20%", "30%", "100%"],
    ]
    assert [row[2] for row in found["All questions"]] == ["45%", "lot 1: 15%; lot 2: 20%"]
    assert found["Lots and their estimated value"][1] == ["2", "South", "£1,000,000", "£1,200,000"]
    assert ("Asked in", "Lot 1") in pairs(two_lots)
    assert ("Asked in", "All lots") in pairs(two_lots)
    assert "One bidder may win any number of lots." in sentences(two_lots)


def test_lots_with_the_same_weights_are_weighed_once(two_lots):
    LotMethod.objects.update(quality_weight=None, price_weight=None, social_value_weight=None)

    assert tables(two_lots)["Weights"] == [["All lots", "45%", "15%", "40%", "100%"]]


def test_each_way_of_judging_prices_is_told_with_its_lots(two_lots):
    headings = [
        part.text
        for part in pack(two_lots).contents
        if isinstance(part, parts.Heading) and part.level == 3
    ]

    assert headings[-2:] == ["Lot 1: Whole contract", "Lot 2: South"]


def test_limit_of_lots_says_the_order(two_lots):
    Methodology.objects.update(maximum_lots_per_supplier=1, award_order=["2", "1"])

    assert any(
        text.startswith(
            "One bidder may win at most 1 lot. The lots are gone through in this order: "
            "lot 2, then lot 1."
        )
        for text in sentences(two_lots)
    )


def test_reserved_lot_says_for_whom_and_why():
    method = whole_method()
    Lot.objects.update(
        reserved_for="place", reserved_area="Lancashire", reserved_because="Below the threshold."
    )

    assert (
        "Lot 1 is reserved for suppliers of a place (Lancashire). Below the threshold."
        in sentences(method)
    )


def test_pass_marks_say_what_follows():
    method = whole_method()
    SectionPassMarkFactory(methodology=method, percent=Decimal("25.0"), disqualifies=False)
    method.criteria.filter(code="Q1").update(
        pass_mark_points=Decimal(2), pass_mark_disqualifies=True
    )

    assert tables(method)["All questions"][0][4] == "2 points. A bid below it is disqualified."
    assert (
        "Pass mark: a bid must earn at least 25% of the marks of this section. A bid below it "
        "stays in; the miss is noted."
    ) in sentences(method)


def test_sub_criteria_caps_and_areas_are_told():
    method = whole_method()
    parent = ParentCriterionFactory(methodology=method, code="QA", weight=Decimal(50))
    CriterionFactory(
        methodology=method,
        parent=parent,
        weight=Decimal(50),
        weight_in_parent=Decimal(100),
        code="QA1",
        measures=[{"measure": "Jobs", "unit": "jobs", "cap": "10", "plausible": "40"}],
    )

    assert ("Part of", "QA Delivery: 100% of it") in pairs(method)
    assert ("Areas for action", "3.1") in pairs(method)
    assert (
        "Counted in: Jobs (jobs); more than 10 earns nothing more; more than 40 has to be "
        "explained."
    ) in sentences(method)


@pytest.mark.parametrize(
    ("formula", "parameters", "weight", "rows"),
    [
        # floor 500,000, ceiling 1,500,000: a quarter, half, three quarters of the way
        (
            "BENCHMARK",
            {"floor": "500000.00", "ceiling": "1500000.00"},
            40,
            [
                ["Bid A", "£750,000", "36.00", "30.00", "66.00", "1"],
                ["Bid B", "£1,000,000", "45.00", "20.00", "65.00", "2"],
                ["Bid C", "£1,250,000", "54.00", "10.00", "64.00", "3"],
            ],
        ),
        # 80%, 100% and 120% of £1,000,000
        (
            "REL_LOWEST",
            {},
            40,
            [
                ["Bid A", "£800,000", "36.00", "40.00", "76.00", "3"],
                ["Bid B", "£1,000,000", "45.00", "32.00", "77.00", "2"],
                ["Bid C", "£1,200,000", "54.00", "26.67", "80.67", "1"],
            ],
        ),
        (
            "FIXED_PRICE",
            {"price": "1000000.00"},
            0,
            [
                ["Bid A", "£1,000,000", "60.00", "60.00", "3"],
                ["Bid B", "£1,000,000", "75.00", "75.00", "2"],
                ["Bid C", "£1,000,000", "90.00", "90.00", "1"],
            ],
        ),
    ],
)
def test_worked_example_is_right(formula, parameters, weight, rows):
    method = whole_method()
    LotMethod.objects.update(formula=formula, parameters=parameters)
    Methodology.objects.update(price_weight=Decimal(weight))

    assert tables(method)["Worked example with made-up bids"] == rows


def test_example_that_cannot_be_given_says_why():
    method = whole_method()
    Methodology.objects.update(price_weight=Decimal(0))
    LotMethod.objects.update(formula="LOWEST_ABOVE_THRESHOLD", parameters={"minimum_quality": "99"})

    assert "A worked example cannot be given. No bid reaches the lowest quality." in sentences(
        method
    )
    assert ("Lowest quality and social value score", "99") in pairs(method)


def test_pounds_of_levels_are_listed():
    method = whole_method()
    Methodology.objects.update(price_weight=Decimal(0))
    values = [{"criterion": "Q1", "points": "5", "value": "20000.00"}]
    LotMethod.objects.update(formula="QUALITY_TO_PRICE", parameters={"values": values})

    assert tables(method)["What each level takes off the price"] == [["Q1", "5", "£20,000"]]


def test_what_happens_where_the_formula_has_no_answer_is_told():
    method = whole_method()
    LotMethod.objects.update(formula="SPREAD", parameters={"when_undefined": "full_score"})

    assert ("If it cannot be used", "each bid gets all the price marks") in pairs(method)


def test_draft_says_what_is_not_decided():
    method = MethodologyFactory(price_weight=None)
    method.tender.deadline = None
    method.tender.save()
    LotMethodFactory(methodology=method, formula="")
    LotMethodFactory(methodology=method, lot=LotFactory(tender=method.tender, code="2", position=1))

    assert "The price formula is not chosen yet." in sentences(method)
    assert ("Bids in by", "Not decided yet") in pairs(method)
    assert ("Published", "Not published yet") in pairs(method)
    assert pack(method).watermark == "Draft: not published"


def test_question_that_no_lot_asks_is_not_decided():
    method = MethodologyFactory()
    CriterionFactory(methodology=method, code="Q1", question="")

    assert tables(method)["All questions"][0][2] == "Not decided"
    assert "This question has no text yet." in sentences(method)


def test_demonstration_says_that_it_is_one(method):
    method.tender.is_demonstration = True
    method.tender.save()

    assert pack(method).watermark == "Demonstration"


def test_later_version_says_why_it_was_made():
    method = whole_method()
    Methodology.objects.update(because="The floor was mistyped.", version="2")

    assert (
        "This is version 2. It replaces the version before it. Why: The floor was mistyped."
        in sentences(method)
    )


def test_tie_break_by_a_question_and_no_test_of_low_prices():
    method = whole_method()
    Methodology.objects.update(
        tie_break=["criterion:Q1", "drawn_lot"], abnormally_low_references=[]
    )

    assert "More marks for question Q1." in sentences(method)
    assert "Prices are not tested by a percentage." in sentences(method)


def test_scale_without_levels_has_an_empty_table():
    method = whole_method()
    method.criteria.get(code="Q1").scale.levels.all().delete()

    (rows,) = [rows for caption, rows in tables(method).items() if "used for Q1" in caption]
    assert rows == []


def test_same_version_gives_the_same_files(method):
    first, second = pack(method), pack(method)

    assert first.render() == second.render()
    assert as_docx(first) == as_docx(second)
    assert docx.Document(io.BytesIO(as_docx(first))).core_properties.language == "en-GB"
