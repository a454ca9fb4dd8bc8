"""Making a method: each step is recorded, refused in plain words, and frozen at the end."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import call_command

from procurement.tenders import actions
from procurement.tenders.models import Section
from procurement.tenders.queries import (
    areas_of,
    framework_versions_for,
    methodology_of,
    tenders_of,
    weighting,
    what_is_missing,
)
from socialvalue.audit.queries import events_of
from tests.factories.accounts import OrganisationFactory
from tests.factories.framework import AreaFactory, FrameworkVersionFactory, ObjectiveFactory
from tests.factories.tenders import (
    CriterionFactory,
    LotFactory,
    LotMethodFactory,
    MethodologyFactory,
    TenderFactory,
    whole_method,
)

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC)
SAID = {"by": "Ola", "at": AT}
DETAILS = {
    "reference": "T-1",
    "title": "Cleaning",
    "regime": "procurement_act_2023",
    "nation": "england",
    "main_category": "services",
    "commenced_on": dt.date(2026, 6, 1),
    "value_excluding_vat_pence": 100,
    "value_including_vat_pence": 120,
    "deadline": None,
}


def weights(quality, price, social_value):
    """Return three weights."""
    return {
        "quality": Decimal(quality),
        "price": Decimal(price),
        "social_value": Decimal(social_value),
    }


def latest_event(tender):
    """Return what was recorded last."""
    return events_of(tender).last()


# --- Making and changing ------------------------------------------------------------------------


def test_a_tender_takes_the_buyers_facts_and_has_one_lot():
    organisation = OrganisationFactory(
        kind="council", official_code="E06000008", place_code="E12000002"
    )

    tender = actions.create_tender(organisation=organisation, **SAID, **DETAILS)

    assert (tender.buyer_kind, tender.buyer_code, tender.buyer_area_code) == (
        "council",
        "E06000008",
        "E12000002",
    )
    assert [(lot.code, lot.title) for lot in tender.lots.all()] == [("1", "Cleaning")]
    assert methodology_of(tender).version == "1"
    assert latest_event(tender).after["commenced_on"] == "2026-06-01"


def test_an_organisation_of_no_buyers_kind_buys_as_another():
    organisation = OrganisationFactory(kind="vcse")

    assert actions.create_tender(organisation=organisation, **SAID, **DETAILS).buyer_kind == "other"


def test_a_reference_is_used_once_in_an_organisation():
    tender = TenderFactory(reference="T-1")
    actions.create_tender(organisation=OrganisationFactory(), **SAID, **DETAILS)

    with pytest.raises(actions.ReferenceTaken, match="T-1"):
        actions.create_tender(organisation=tender.organisation, **SAID, **DETAILS)


def test_a_change_is_recorded_with_what_it_was():
    tender = actions.create_tender(organisation=OrganisationFactory(), **SAID, **DETAILS)

    actions.change_tender(tender=tender, **SAID, **DETAILS | {"title": "Catering"})

    event = latest_event(tender)
    assert (event.before, event.after) == ({"title": "Cleaning"}, {"title": "Catering"})
    assert tender.lots.get().title == "Catering"


def test_several_lots_keep_their_own_facts():
    tender = TenderFactory()
    LotFactory(tender=tender, title="East")
    LotFactory(tender=tender, title="West", code="2", position=1)

    actions.change_tender(tender=tender, **SAID, **DETAILS | {"reference": "T-9"})

    assert [lot.title for lot in tender.lots.all()] == ["East", "West"]


def test_another_reference_in_use_is_refused():
    tender = TenderFactory()
    TenderFactory(organisation=tender.organisation, reference="T-1")

    with pytest.raises(actions.ReferenceTaken):
        actions.change_tender(tender=tender, **SAID, **DETAILS)


def test_a_tender_whose_method_is_fixed_does_not_change():
    with pytest.raises(actions.MethodIsFixed):
        actions.change_tender(tender=TenderFactory(fixed=True), **SAID, **DETAILS)


# --- Weights ------------------------------------------------------------------------------------


@pytest.fixture
def draft():
    """A draft method of an NHS trust, with the published rules at hand."""
    call_command("load_frameworks", verbosity=0)
    return MethodologyFactory(quality_weight=None, price_weight=None, social_value_weight=None)


def test_weights_are_stored_with_all_their_places(draft):
    actions.set_weights(
        methodology=draft,
        weights=weights("45.1234", "39.8766", "15.0000"),
        departure=None,
        edits=0,
        **SAID,
    )

    draft.refresh_from_db()
    assert f"{draft.quality_weight:f} {draft.price_weight:f}" == "45.1234 39.8766"
    assert latest_event(draft.tender).after["social_value"] == "15.0000"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("45", "40", "14"), r"add up to 99%\. Give 1 more"),
        (("45", "40", "15.5"), r"add up to 100\.5%\. Take 0\.5 away"),
    ],
)
def test_weights_that_do_not_add_up_say_how_far_off(draft, given, words):
    with pytest.raises(actions.WeightsDoNotAddUp, match=words):
        actions.set_weights(
            methodology=draft, weights=weights(*given), departure=None, edits=0, **SAID
        )


def test_below_the_floor_needs_a_departure_which_is_kept(draft):
    below = {"methodology": draft, "weights": weights(52, 40, 8), "edits": 0, **SAID}

    with pytest.raises(actions.DepartureNeeded):
        actions.set_weights(departure=None, **below)
    departure = actions.Departure(reason="Goods off the shelf.", approver="Ada, chief executive")
    actions.set_weights(departure=departure, **below)

    kept = draft.departures.get()
    assert (kept.rule_code, kept.required, kept.proposed) == ("nhs-england-2022", "10", "8")
    recorded = [event.did for event in events_of(draft.tender)]
    assert recorded == ["tender.departure_recorded", "tender.weights_set"]


def test_a_departure_that_is_not_needed_is_not_kept(draft):
    departure = actions.Departure(reason="Just in case.", approver="Ada")

    actions.set_weights(
        methodology=draft, weights=weights(45, 40, 15), departure=departure, edits=0, **SAID
    )

    assert not draft.departures.exists()


def test_someone_elses_change_is_noticed(draft):
    change = {"methodology": draft, "departure": None, "edits": 0, **SAID}
    actions.set_weights(weights=weights(45, 40, 15), **change)

    with pytest.raises(actions.ChangedMeanwhile, match="Nothing of yours was saved"):
        actions.set_weights(weights=weights(50, 35, 15), **change)


def test_without_the_rules_the_answer_says_so():
    tender = TenderFactory()

    asked = weighting(tender, weights=dict.fromkeys(weights(0, 0, 0)), areas=set())

    assert (asked.answer, asked.breaches) == (None, [])
    assert "load_frameworks" in asked.problem


# --- Questions ----------------------------------------------------------------------------------


@pytest.fixture
def matrix():
    """The published matrix and its areas by code."""
    call_command("load_frameworks", verbosity=0)
    version = next(
        each
        for each in framework_versions_for(OrganisationFactory())
        if each.framework.code == "marmot-6"
    )
    return version, {area.code: area for area in areas_of(version)}


def choose(methodology, matrix, *codes):
    """Choose areas for action for a method."""
    version, areas = matrix
    methodology.refresh_from_db()
    return actions.choose_areas(
        methodology=methodology,
        version=version,
        areas=[areas[code] for code in codes],
        edits=methodology.edits,
        **SAID,
    )


def questions(methodology, section="social_value"):
    """Return code and weight of each question of a section."""
    criteria = methodology.criteria.filter(section=section).order_by("position")
    return [(each.code, each.title[:12], f"{each.weight:f}") for each in criteria]


def test_areas_become_questions_that_share_the_marks_exactly(matrix):
    methodology = MethodologyFactory()

    choose(methodology, matrix, "5.1", "2.2", "3.1")

    assert questions(methodology) == [
        ("SV1", "Training and", "33.34"),
        ("SV2", "Local reside", "33.33"),
        ("SV3", "Environmenta", "33.33"),
    ]
    methodology.refresh_from_db()
    assert methodology.framework_version == matrix[0]


def test_other_areas_take_questions_out_and_keep_the_words_of_the_rest(matrix):
    methodology = MethodologyFactory()
    choose(methodology, matrix, "2.2", "3.1")
    methodology.criteria.filter(code="SV2").update(title="Jobs nearby")

    choose(methodology, matrix, "3.1", "4.2")

    assert questions(methodology) == [("SV1", "Jobs nearby", "50"), ("SV2", "Living wage", "50")]


def test_the_same_areas_again_leave_the_weights_alone(matrix):
    methodology = MethodologyFactory()
    choose(methodology, matrix, "2.2", "3.1")
    methodology.criteria.filter(code="SV1").update(weight=Decimal(70))
    methodology.criteria.filter(code="SV2").update(weight=Decimal(30))

    choose(methodology, matrix, "2.2", "3.1")

    assert [weight for _, _, weight in questions(methodology)] == ["70", "30"]


def test_the_emphasis_of_an_own_matrix_is_where_the_weights_start():
    version = FrameworkVersionFactory(own=True)
    places = ObjectiveFactory(version=version, order=5, emphasis=Decimal(60))
    work = ObjectiveFactory(version=version, order=3, emphasis=Decimal(40))
    areas = [
        AreaFactory(objective=work, code="3.1", order=1),
        AreaFactory(objective=places, code="5.1", order=1),
        AreaFactory(objective=places, code="5.2", order=2),
    ]
    methodology = MethodologyFactory()

    actions.choose_areas(methodology=methodology, version=version, areas=areas, edits=0, **SAID)

    # 40 for the one question on work, and 60 shared by the two on places
    assert [weight for _, _, weight in questions(methodology)] == ["40", "30", "30"]


def test_no_area_leaves_no_question(matrix):
    methodology = MethodologyFactory()
    choose(methodology, matrix, "2.2")

    choose(methodology, matrix)

    assert questions(methodology) == []


def wanted(title, weight, *, pk=None, scale="ten-uneven", **more):
    """Return a question as the officer wants it."""
    return actions.CriterionAnswer(
        pk=pk, title=title, question="How?", weight=Decimal(weight), scale=scale, **more
    )


def set_quality(methodology, *answers):
    """Set the quality questions of a method."""
    methodology.refresh_from_db()
    return actions.set_criteria(
        methodology=methodology,
        section=Section.QUALITY,
        answers=answers,
        edits=methodology.edits,
        **SAID,
    )


def test_questions_are_added_changed_and_taken_out():
    methodology = MethodologyFactory()
    set_quality(methodology, wanted("Service", 60), wanted("Staff", 40, scale="zero-to-five"))
    staff = methodology.criteria.get(title="Staff")

    set_quality(
        methodology,
        wanted("Staffing", 30, pk=staff.pk),
        wanted("Safety", 70, pass_mark_points=Decimal(5), pass_mark_disqualifies=True),
    )

    assert questions(methodology, "quality") == [("Q2", "Staffing", "30"), ("Q3", "Safety", "70")]
    assert [scale.code for scale in methodology.scales.all()] == ["ten-uneven"]
    event = latest_event(methodology.tender)
    assert [each["title"] for each in event.before["questions"]] == ["Service", "Staff"]


def test_questions_that_do_not_add_up_say_how_far_off():
    with pytest.raises(actions.CriteriaDoNotAddUp, match=r"add up to 90%\. Give 10 more"):
        set_quality(MethodologyFactory(), wanted("Service", 60), wanted("Staff", 30))
    with pytest.raises(actions.CriteriaDoNotAddUp, match=r"Take 0\.01 away"):
        set_quality(MethodologyFactory(), wanted("Service", "100.01"))


def test_a_section_may_have_no_questions():
    methodology = MethodologyFactory()
    set_quality(methodology, wanted("Service", 100))

    set_quality(methodology)

    assert questions(methodology, "quality") == []


# --- Price and fixing ---------------------------------------------------------------------------


def pricing(formula="BENCHMARK"):
    """Return the answers of the price page."""
    return actions.Pricing(
        formula=formula,
        parameters={"floor": "1.00", "ceiling": "2.00"},
        should_cost_pence=150,
    )


RULES = actions.PriceRules(
    tie_break=["price", "drawn_lot"], percent_below=Decimal("12.5"), references=["should_cost"]
)


def test_price_is_stored_for_every_lot():
    methodology = LotMethodFactory(formula="").methodology

    actions.set_price(methodology=methodology, pricing=pricing(), rules=RULES, edits=0, **SAID)

    method = methodology.lot_methods.get()
    assert (method.formula, method.parameters["ceiling"]) == ("BENCHMARK", "2.00")
    assert method.lot.should_cost_pence == 150
    methodology.refresh_from_db()
    assert (methodology.tie_break, f"{methodology.abnormally_low_percent:f}") == (
        ["price", "drawn_lot"],
        "12.5",
    )


@pytest.mark.parametrize(("weight", "formula"), [("40", "PQP"), ("0", "BENCHMARK")])
def test_a_formula_that_does_not_fit_the_weight_is_refused(weight, formula):
    methodology = LotMethodFactory(methodology__price_weight=Decimal(weight)).methodology

    with pytest.raises(actions.FormulaDoesNotFit, match=f"a price weight of {weight}%"):
        actions.set_price(methodology=methodology, pricing=pricing(formula), edits=0, **SAID)


def test_a_whole_method_misses_nothing():
    assert what_is_missing(whole_method()) == []


def test_an_empty_method_says_everything_that_is_missing():
    methodology = LotMethodFactory(
        formula="",
        methodology__tender=TenderFactory(deadline=None),
        methodology__quality_weight=None,
    ).methodology

    assert [entry.sentence for entry in what_is_missing(methodology)] == [
        "Say by when bids must be in.",
        "Record what the contract could improve, as the Social Value Act 2012 asks.",
        "Decide the weights.",
        "Add the social value questions.",
        "Choose how prices are scored.",
    ]


def test_weights_and_questions_that_do_not_add_up_are_missing():
    methodology = whole_method()
    methodology.quality_weight, methodology.price_weight = Decimal(50), Decimal(0)
    methodology.criteria.update(weight=Decimal(90))

    assert [entry.sentence for entry in what_is_missing(methodology)] == [
        "The weights add up to 65%, not 100%.",
        (
            "Quality questions. The weights of these questions add up to 90%. "
            "Give 10 more to reach exactly 100%."
        ),
        (
            "Social value questions. The weights of these questions add up to 90%. "
            "Give 10 more to reach exactly 100%."
        ),
        "The price formula does not fit the weight of price. Choose again.",
        "Answer 1 finding about the method, or put right what is found.",
    ]


def test_a_deadline_before_the_first_day_stands_in_the_way():
    methodology = whole_method(commenced_on=dt.date(2026, 7, 25))

    assert [(entry.sentence, entry.page) for entry in what_is_missing(methodology)] == [
        ("The deadline for bids is before the day the procurement commences.", "tenders:change")
    ]


def test_a_section_without_weight_needs_no_questions():
    methodology = whole_method()
    methodology.criteria.filter(section="quality").delete()
    methodology.quality_weight, methodology.price_weight = Decimal(0), Decimal(85)

    assert what_is_missing(methodology) == []


def test_who_acts_for_no_organisation_has_no_tenders():
    TenderFactory()

    assert list(tenders_of(None)) == []


def test_things_say_what_they_are():
    criterion = CriterionFactory(code="Q1", title="Service")
    methodology = criterion.methodology

    assert str(criterion) == "Q1 Service"
    assert str(methodology) == f"version 1 of the method of {methodology.tender.reference}"
