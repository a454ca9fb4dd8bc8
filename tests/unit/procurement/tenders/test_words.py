"""What a tender, its method and its record say."""

from decimal import Decimal
from uuid import UUID

import pytest
from django.urls import reverse

from procurement.tenders import presenters, queries, record
from procurement.tenders.models import Methodology
from procurement.tenders.presenters.method import price_words
from procurement.tenders.presenters.method_steps import making_steps, method_steps
from procurement.tenders.presenters.weighting import rule_url
from socialvalue.audit.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.framework import AreaFactory, FrameworkVersionFactory
from tests.factories.tenders import (
    CriterionAreaFactory,
    CriterionFactory,
    CriterionLotFactory,
    LotMethodFactory,
    MethodologyFactory,
    SectionPassMarkFactory,
    TenderFactory,
    WeightDepartureFactory,
    whole_method,
)


@pytest.mark.parametrize(
    ("pence", "said"), [(104_000_000, "£1,040,000"), (50, "£0.50"), (123_456_789, "£1,234,567.89")]
)
def test_money(pence, said):
    assert presenters.money(pence) == said


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ([], "Not decided"),
        (
            ["price", "criterion:Q1", "drawn_lot"],
            (
                "The better bid is the one with the lower price; then the higher score for Q1; "
                "then the better lot drawn before a witness"
            ),
        ),
    ],
)
def test_tie_break_words(order, said):
    assert presenters.tie_break_words(order) == said


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"floor": "500000.00"}, ["Floor: £500,000.00"]),
        ({"exponent": "1.5"}, ["Exponent: 1.5"]),
        ({"when_undefined": "full_score"}, ["Where it cannot be used: full score"]),
        ({"values": []}, []),
    ],
)
def test_parameter_words(parameters, said):
    assert presenters.parameter_words(parameters) == said


def test_the_sum_of_the_weights_in_words():
    weights = {"quality": Decimal("45.5"), "price": Decimal(40), "social_value": Decimal(10)}

    assert presenters.sum_sentence(weights) == "The weights add up to 95.5%: 4.5 still to give."


@pytest.mark.django_db
def test_the_facts_of_a_tender():
    tender = TenderFactory(deadline=None)

    rows = {row["key"]: row["value"] for row in presenters.about_rows(tender)}

    assert rows["Deadline for bids"] == "Not decided"
    assert rows["Estimated value"] == "£1,000,000 without VAT\n£1,200,000 with VAT"


@pytest.mark.django_db
def test_a_question_says_what_it_is_worth_and_what_its_pass_mark_does():
    criterion = CriterionFactory(
        weight=Decimal(50), pass_mark_points=Decimal(2), pass_mark_disqualifies=False
    )
    CriterionFactory(methodology=criterion.methodology)

    row = presenters.criterion_row(criterion, criterion.methodology)

    # 45% of the tender x 50% of the section = 22.5%
    assert (row["worth"], row["pass_mark"]) == ("22.5%", "2 (below it is noted)")


@pytest.mark.django_db
def test_a_question_of_a_section_not_weighed_yet():
    criterion = CriterionFactory(
        methodology__quality_weight=None,
        pass_mark_points=Decimal(2),
        pass_mark_disqualifies=True,
    )

    row = presenters.criterion_row(criterion, criterion.methodology)

    assert (row["worth"], row["pass_mark"]) == (None, "2 (below it is out)")


@pytest.mark.django_db
def test_the_price_of_each_of_several_lots():
    methodology = LotMethodFactory(lot__should_cost_pence=100).methodology
    LotMethodFactory(
        methodology=methodology, lot__code="2", lot__position=1, formula="", parameters={}
    )
    methods = list(methodology.lot_methods.select_related("lot"))

    rows = presenters.price_rows(methodology, methods)

    assert [row["key"] for row in rows[:3]] == [
        "Lot 1: price formula",
        "Lot 1: should-cost estimate",
        "Lot 2: price formula",
    ]
    assert rows[2]["value"] == "Not chosen yet"


@pytest.mark.django_db
def test_an_own_matrix_leads_to_its_own_pages():
    version = FrameworkVersionFactory(own=True)
    area = AreaFactory(objective__version=version)

    column = presenters.matrix_columns([area], version=version, ticked={area.code})[0]

    assert column["areas"][0]["ticked"]
    assert str(area.pk) in column["areas"][0]["url"]


@pytest.mark.django_db
def test_climate_counts_as_asked_where_a_question_asks_it():
    facts = queries.weight_facts(TenderFactory(), weights={}, areas={"5.1", "2.2"})

    assert facts["social_value"] == {
        "measures": 2,
        "climate_theme_in": ["social_value_criterion"],
    }


@pytest.mark.django_db
def test_climate_is_where_the_officer_says_and_where_a_question_asks_it():
    said = queries.weight_facts(TenderFactory(), weights={}, climate=["specification"])
    both = queries.weight_facts(
        TenderFactory(), weights={}, areas={"5.1"}, climate=["specification"]
    )
    nowhere = queries.weight_facts(TenderFactory(), weights={}, climate=[])

    assert [facts["social_value"]["climate_theme_in"] for facts in (said, both, nowhere)] == [
        ["specification"],
        ["social_value_criterion", "specification"],
        [],
    ]


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (None, ""),
        ([], "nowhere"),
        (["specification"], "in the specification"),
    ],
)
def test_where_the_climate_theme_is_in_words(places, said):
    assert presenters.climate_words(places) == said


def test_an_own_rule_leads_to_its_own_page():
    key = UUID(int=7)
    asked = queries.Weighting(answer=None, explanations=(), own={"ours": key})

    assert rule_url(asked, "ours") == reverse("framework:own_weight_rule", args=[key])


@pytest.mark.django_db
def test_an_uneven_scale_earns_its_share_of_the_highest_points():
    criterion = CriterionFactory(scale__title="Thirds")
    criterion.scale.levels.filter(position__gt=3).delete()
    without = CriterionFactory(scale__title="Nothing")
    without.scale.levels.all().delete()

    # 1/3 and 2/3 of the highest, 3: rounded half up to two places
    assert presenters.scale_sentences([criterion, criterion, without]) == [
        "Thirds: 0 earns 0%, 1 earns 33.33%, 2 earns 66.67%, 3 earns 100%."
    ]


@pytest.mark.django_db
def test_a_task_in_progress_says_so():
    methodology = whole_method()
    methodology.criteria.update(weight=Decimal(90))
    methodology = Methodology.objects.get(pk=methodology.pk)

    steps = method_steps(methodology, missing=queries.what_is_missing(methodology))

    assert {step.title: step.status.value for step in steps if step.status != "Done"} == {
        "Lots": "Optional",
        "Social value questions": "In progress",
        "Quality questions": "In progress",
        "Pass marks": "Optional",
        "Findings": "",
    }
    assert steps[4].hint.startswith("Social value questions. ")


@pytest.mark.django_db
def test_nothing_of_an_empty_method_is_called_done_but_what_the_tender_says():
    made = LotMethodFactory(
        formula="",
        methodology__quality_weight=None,
        methodology__price_weight=None,
        methodology__social_value_weight=None,
    ).methodology

    steps = method_steps(made, missing=queries.what_is_missing(made))

    assert [(step.title, step.status.value) for step in steps] == [
        ("About the tender", "Done"),
        ("What it could improve", "To do"),
        ("Lots", "Optional"),
        ("Weights", "To do"),
        ("Social value questions", "To do"),
        ("Quality questions", "To do"),
        ("Scales", "Optional"),
        ("Pass marks", "Optional"),
        ("Price", "To do"),
        ("Findings", ""),
    ]
    assert steps[4].url == reverse("tenders:areas", args=[made.tender.pk])


@pytest.mark.django_db
def test_a_section_without_weight_needs_no_questions_and_a_whole_method_is_done():
    made = whole_method()
    made.criteria.filter(section="quality").delete()
    made.quality_weight, made.price_weight = Decimal(0), Decimal(85)
    SectionPassMarkFactory(methodology=made, section="social_value")

    said = {step.title: step.status.value for step in method_steps(made, missing=[])}

    assert said["Quality questions"] == "Optional"
    assert {said[title] for title in ("Pass marks", "Findings", "Price", "Scales")} == {"Done"}


@pytest.mark.django_db
def test_an_amendment_changes_nothing_of_the_tender_itself():
    made = whole_method(fixed=True)
    several = [*queries.what_is_missing(made), *[missing("Add a."), missing("Add b.")]]

    steps = method_steps(made, missing=several)

    assert [step.title for step in steps][:2] == ["Weights", "Social value questions"]
    assert steps[2].hint == "Add a. And 1 more."


def missing(sentence):
    """Return that something is missing of the quality questions."""
    return queries.Missing(sentence=sentence, page="tenders:quality")


@pytest.mark.parametrize(
    ("did", "after", "said"),
    [
        (
            "tender.changed",
            {"title": "New", "deadline": None},
            "changed what the tender says about itself: title, deadline",
        ),
        ("tender.changed", {}, "changed what the tender says about itself: nothing"),
        ("tender.areas_chosen", {"areas": []}, "chose the areas for action: none"),
        ("tender.questions_set", {"section": "social_value"}, "set the social value questions"),
        ("bid.received", {"bid": "B1"}, "received and sealed the bid B1"),
        ("bid.late_admitted", {}, "admitted the late bid …"),
        ("something.else_done", {}, "something else done"),
    ],
)
def test_the_record_in_sentences(did, after, said):
    assert record.sentence(AuditEvent(did=did, after=after)) == said


@pytest.mark.parametrize(
    ("did", "before", "after", "lines"),
    [
        (
            "tender.changed",
            {"title": "Old", "deadline": None, "commenced_on": "2026-06-01"},
            {
                "title": "New",
                "deadline": "2026-07-24T11:00:00+00:00",
                "commenced_on": "2026-06-02",
            },
            [
                "title: Old → New",
                "day it commences: 1 June 2026 → 2 June 2026",
                "deadline: none → 24 July 2026 at 12:00",
            ],
        ),
        (
            "tender.weights_set",
            {"quality": "45", "price": "40", "social_value": "15"},
            {"quality": "50", "price": "35", "social_value": "15"},
            ["quality, in %: 45 → 50", "price, in %: 40 → 35"],
        ),
        (
            "tender.price_set",
            {"formula": "", "parameters": {}},
            {"formula": "BENCHMARK", "parameters": {"floor": "5.00", "ceiling": "9.00"}},
            [
                "price formula: none → Between a published floor and ceiling",
                "numbers of the formula: none → Floor: £5.00; Ceiling: £9.00",
            ],
        ),
        (
            "bid.received",
            {},
            {"bid": "B1", "submitted": "2026-07-23T15:20:00+00:00", "receipt_sha256": "ab12"},
            ["came in: 23 July 2026 at 16:20", "fingerprint of what was received: ab12"],
        ),
        ("bid.changed", {}, {"bidder": "A", "price_pence": 100}, []),
        ("tender.method_fixed", {}, {"version": "1"}, []),
    ],
)
def test_the_record_says_what_was_before_and_after(did, before, after, lines):
    event = AuditEvent(did=did, before=before, after=after)

    assert record.changes(event) == lines


@pytest.mark.django_db
def test_records_say_what_they_are():
    criterion = CriterionFactory(code="SV1", section="social_value")

    assert [
        str(TenderFactory(reference="T-1", title="Cleaning")),
        str(CriterionAreaFactory(criterion=criterion)),
        str(CriterionLotFactory(criterion=criterion)),
        str(SectionPassMarkFactory()),
        str(LotMethodFactory(formula="")),
        str(WeightDepartureFactory()),
        str(MethodologyFactory(tender__reference="T-2")),
    ] == [
        "T-1 Cleaning",
        "SV1: area 3.1",
        "SV1 for lot 1: Whole contract",
        "Social value: at least 25%",
        "lot 1: Whole contract: no formula yet",
        "departure from Ours: 15%, approved by Chief executive",
        "version 1 of the method of T-2",
    ]


@pytest.mark.django_db
def test_a_price_formula_is_told_with_the_lots_own_weight():
    own = LotMethodFactory(quality_weight=30, price_weight=55, social_value_weight=15)

    assert "55" in price_words(own)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["procurement_officer", "data_officer"])
def test_nobody_has_steps_of_making_without_a_draft_or_the_role_to_read_it(rf, role):
    request = rf.get("/")
    tender = TenderFactory()
    request.user = UserFactory(roles=[role], roles__organisation=tender.organisation)
    request.organisation, request.roles = tender.organisation, {role}

    assert list(making_steps(tender, request)) == []
