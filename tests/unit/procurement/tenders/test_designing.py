"""Each act of the designer: what it stores, what it refuses, and what the record keeps."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from procurement.tenders import actions, library, presenters, queries
from procurement.tenders.models import Section, SocialValueDuty
from socialvalue.audit.queries import events_of
from tests.factories.accounts import UserFactory
from tests.factories.framework import AreaFactory, MeasureFactory
from tests.factories.tenders import (
    CriterionFactory,
    CriterionLotFactory,
    LintAnswerFactory,
    LotFactory,
    LotMethodFactory,
    MethodologyFactory,
    ParentCriterionFactory,
    ScaleLevelFactory,
    SocialValueDutyFactory,
    TenderFactory,
    WeightDepartureFactory,
    whole_method,
)

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC)
SAID = {"by": "Ola", "at": AT}


def said(methodology):
    """Return what every action needs."""
    methodology.refresh_from_db()
    return {"methodology": methodology, "edits": methodology.edits, **SAID}


def latest(methodology):
    """Return what was recorded last."""
    return events_of(methodology.tender).last()


def sentences(methodology):
    """Return what is missing, in sentences."""
    return [entry.sentence for entry in queries.what_is_missing(methodology)]


# --- The duty of 2012 ---------------------------------------------------------------------------

WHOLE = {
    "social": "Fewer people alone.",
    "securing": "By a question.",
    "consults": False,
    "consulting_because": "It was asked last year.",
    "relevance": "People do the work.",
}


def test_the_duty_is_recorded_and_changed_with_what_it_was():
    methodology = MethodologyFactory()
    actions.record_duty(considered=actions.Considered(social="Less."), **said(methodology))

    actions.record_duty(considered=actions.Considered(**WHOLE), **said(methodology))

    assert SocialValueDuty.objects.get().is_complete
    assert (latest(methodology).before["social"], latest(methodology).after["consults"]) == (
        "Less.",
        False,
    )


@pytest.mark.parametrize("without", WHOLE)
def test_a_duty_that_leaves_something_out_is_not_complete(without):
    considered = WHOLE | {without: None if without == "consults" else " "}

    assert not SocialValueDutyFactory(
        economic="", environmental="", **({"social": ""} | considered)
    ).is_complete


@pytest.mark.parametrize(
    ("nation", "category", "is_missing"),
    [
        ("england", "services", True),
        ("wales", "services", True),
        ("scotland", "services", False),
        ("northern_ireland", "services", False),
        ("england", "goods", False),
        ("england", "works", False),
    ],
)
def test_the_duty_is_missing_only_where_the_act_reaches(nation, category, is_missing):
    methodology = whole_method(nation=nation, main_category=category)
    methodology.tender.duty.delete()

    sentence = "Record what the contract could improve, as the Social Value Act 2012 asks."
    assert (sentence in sentences(methodology)) == is_missing


def test_where_the_act_does_not_reach_a_source_says_so():
    duty = library.duty()

    assert duty.why_not(nation="england", category="services") is None
    for place in [("scotland", "services"), ("northern_ireland", "works"), ("england", "goods")]:
        assert duty.why_not(nation=place[0], category=place[1]).source


# --- Criteria with sub-criteria -----------------------------------------------------------------


def wanted(title, weight, **more):
    """Return a question as the officer wants it."""
    told = {"pk": None, "question": "How?", "scale": "zero-to-five"}
    return actions.CriterionAnswer(title=title, weight=D(weight), **(told | more))


def set_quality(methodology, *answers, parents=()):
    """Set the quality questions of a method."""
    return actions.set_criteria(
        section=Section.QUALITY, answers=answers, parents=parents, **said(methodology)
    )


DELIVERY = actions.ParentAnswer(code="QP1", title="Delivery", weight=D("33.34"))


def test_a_sub_criterion_weighs_exactly_the_product():
    methodology = MethodologyFactory()

    set_quality(
        methodology,
        wanted("Staff", "33.3333", parent="QP1"),
        wanted("Safety", "66.66"),
        wanted("Plan", "66.6667", parent="QP1"),
        parents=[DELIVERY],
    )

    # 33.34% x 33.3333% = 11.11332222%; sub-criteria of one parent stand together
    told = [
        (each.title, each.weight, each.weight_in_parent)
        for each in methodology.criteria.order_by("position")
    ]
    assert told == [
        ("Staff", D("11.11332222"), D("33.3333")),
        ("Plan", D("22.22667778"), D("66.6667")),
        ("Safety", D("66.66"), None),
    ]
    assert sum(weight for _, weight, _ in told) == 100


def test_a_parent_that_is_taken_out_leaves_its_questions():
    methodology = MethodologyFactory()
    parent = actions.ParentAnswer(code="QP1", title="Delivery", weight=D(100))
    set_quality(methodology, wanted("Staff", 100, parent="QP1"), parents=[parent])
    staff = methodology.criteria.get()

    set_quality(methodology, wanted("Staff", 100, pk=staff.pk))

    assert methodology.parent_criteria.count() == 0
    assert methodology.criteria.get().weight_in_parent is None


def test_sums_inside_a_parent_are_named():
    with pytest.raises(actions.CriteriaDoNotAddUp, match="Inside “Delivery” the weights"):
        set_quality(MethodologyFactory(), wanted("Staff", 90, parent="QP1"), parents=[DELIVERY])


def test_a_sub_criterion_without_a_weight_in_its_parent_is_refused():
    parent = ParentCriterionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        CriterionFactory(methodology=parent.methodology, parent=parent)


def test_questions_of_one_lot_only():
    methodology = LotMethodFactory().methodology
    LotFactory(tender=methodology.tender, code="2", position=1)

    set_quality(
        methodology,
        wanted("All", 60),
        wanted("East", 40, lots=["1"]),
        wanted("West", 40, lots=["2"]),
    )

    assert [
        [lot.code for lot in each.lots.all()] for each in methodology.criteria.order_by("position")
    ] == [[], ["1"], ["2"]]


def test_measures_and_relevance_are_kept():
    methodology = MethodologyFactory()
    measures = [{"measure": "Jobs", "unit": "people", "cap": "6"}]

    set_quality(
        methodology,
        wanted("Staff", 100, measures=measures, relevance="R", asks_method_statement=True),
    )

    criterion = methodology.criteria.get()
    assert (criterion.measures, criterion.relevance, criterion.asks_method_statement) == (
        measures,
        "R",
        True,
    )


def test_starting_from_the_key_criteria_of_the_law():
    methodology = LotMethodFactory(
        methodology__tender__regime="provider_selection_regime"
    ).methodology

    actions.start_from_key_criteria(**said(methodology))

    assert [(each.key, f"{each.weight:f}") for each in methodology.parent_criteria.all()] == [
        ("quality_and_innovation", "33.34"),
        ("integration", "33.33"),
        ("access", "33.33"),
    ]
    assert sum(methodology.criteria.values_list("weight", flat=True)) == 100
    with pytest.raises(actions.AskedAlready):
        actions.start_from_key_criteria(**said(methodology))


def test_a_law_that_names_no_criteria():
    with pytest.raises(actions.NoKeyCriteria):
        actions.start_from_key_criteria(**said(MethodologyFactory()))


def test_key_criteria_that_nothing_asks_about_are_found():
    methodology = whole_method(regime="provider_selection_regime")

    places = [each.finding.place for each in queries.findings_of(methodology)]

    assert places == ["quality_and_innovation", "integration", "access"]


def test_key_criteria_say_where_they_are_and_what_they_weigh():
    methodology = LotMethodFactory(
        methodology__tender__regime="provider_selection_regime"
    ).methodology
    regime = library.regimes()["provider_selection_regime"]
    before = presenters.key_criteria_rows(methodology, regime)
    actions.start_from_key_criteria(**said(methodology))

    rows = presenters.key_criteria_rows(methodology, regime)

    # 45% x 33.34% = 15.003%
    assert [row["worth"] for row in rows] == ["15.003%", "40%", "14.9985%", "14.9985%", "15%"]
    assert before[0]["where"] == "Not in the method yet"
    assert before[0]["worth"] == "Not decided"


# --- Areas become questions ---------------------------------------------------------------------


def test_a_question_from_an_area_brings_its_measures_and_takes_parents_apart():
    area = AreaFactory(code="3.1")
    MeasureFactory(area=area, order=1, name="Jobs", unit="people")
    methodology = MethodologyFactory()
    old = CriterionFactory(methodology=methodology, section="social_value", code="SV1")
    old.areas.create(position=0, area="9.9")
    parent = ParentCriterionFactory(methodology=methodology, section="social_value")

    actions.choose_areas(version=area.objective.version, areas=[area], **said(methodology))

    criterion = methodology.criteria.get()
    assert (criterion.measures, criterion.asks_method_statement) == (
        [{"measure": "Jobs", "unit": "people"}],
        True,
    )
    assert not methodology.parent_criteria.filter(pk=parent.pk).exists()


def test_policy_outcomes_and_quantities_are_kept():
    methodology = MethodologyFactory()

    actions.set_social_value_choices(
        outcomes=["ppn-002:4"], quantities="capped", **said(methodology)
    )

    methodology.refresh_from_db()
    assert (methodology.policy_outcomes, methodology.quantities) == (["ppn-002:4"], "capped")


# --- Scales -------------------------------------------------------------------------------------


def level(points):
    """Return a level."""
    return actions.LevelAnswer(points=D(points), label="L", definition="What it shows.")


def test_an_own_scale_is_written_changed_and_taken_out():
    methodology = MethodologyFactory()
    scale = actions.save_scale(
        pk=None, title="Ours", levels=[level(0), level(7), level(3)], **said(methodology)
    )
    second = actions.save_scale(pk=None, title="2", levels=[level(0)], **said(methodology))
    actions.save_scale(
        pk=scale.pk, title="Ours too", levels=[level(0), level(10)], **said(methodology)
    )

    scale.refresh_from_db()
    assert (scale.title, scale.code, second.code, second.position) == (
        "Ours too", "own-1", "own-2", 1,
    )  # fmt: skip
    assert [each.points for each in scale.levels.all()] == [10, 0]
    assert [each["points"] for each in latest(methodology).before["levels"]] == ["7", "3", "0"]
    actions.remove_scale(pk=scale.pk, **said(methodology))
    assert [each.title for each in methodology.scales.all()] == ["2"]


def test_a_scale_in_use_is_not_taken_out_and_an_unused_own_one_stays():
    methodology = MethodologyFactory()
    scale = actions.save_scale(
        pk=None, title="Ours", levels=[level(0), level(5)], **said(methodology)
    )
    set_quality(methodology, wanted("Staff", 100, scale="own-1"))
    with pytest.raises(actions.ScaleInUse, match="used by Q1"):
        actions.remove_scale(pk=scale.pk, **said(methodology))

    set_quality(methodology)

    assert methodology.scales.get().code == "own-1"


# --- Pass marks ---------------------------------------------------------------------------------


def test_section_pass_marks_replace_each_other():
    methodology = MethodologyFactory()
    for percent in (40, 50):
        mark = actions.SectionMarkAnswer(section="quality", percent=D(percent), disqualifies=True)
        actions.set_section_pass_marks(marks=[mark], **said(methodology))

    assert methodology.section_pass_marks.get().percent == 50
    assert latest(methodology).before["marks"][0]["percent"] == "40"


# --- Lots ---------------------------------------------------------------------------------------


def lot(code="2", **more):
    """Return a lot as the officer wants it."""
    told = {"value_excluding_vat_pence": 100, "value_including_vat_pence": 120, "title": "West"}
    return actions.LotAnswer(code=code, **(told | more))


@pytest.fixture
def methodology():
    """A draft method of a tender with one lot."""
    return LotMethodFactory().methodology


def save(methodology, answer, *, stored=None):
    """Save a lot."""
    return actions.save_lot(lot=stored, answer=answer, **said(methodology))


def test_a_lot_is_added_with_weights_of_its_own_and_changed(methodology):
    weights = {"quality": D(50), "price": D(30), "social_value": D(20)}
    added = save(methodology, lot(weights=weights))
    assert methodology.lot_methods.get(lot=added).social_value_weight == 20

    save(methodology, lot(title="Far west"), stored=added)

    method = methodology.lot_methods.get(lot=added)
    assert (method.lot.title, method.lot.position, method.price_weight) == ("Far west", 1, None)
    assert latest(methodology).before["title"] == "West"


def test_lots_that_cannot_be(methodology):
    uneven = {"quality": D(50), "price": D(30), "social_value": D(10)}
    with pytest.raises(actions.LotCodeTaken):
        save(methodology, lot(code="1"))
    with pytest.raises(actions.WeightsDoNotAddUp):
        save(methodology, lot(weights=uneven))
    with pytest.raises(actions.NotReservable, match="SI 2026/94"):
        save(methodology, lot(reserved_for="place", reserved_area="Kent", reserved_because="B"))


def test_limits_have_an_order_that_follows_the_lots(methodology):
    second = save(methodology, lot())
    with pytest.raises(actions.LimitsDoNotFit, match="below the number of lots"):
        actions.set_lot_limits(most=2, award_order=["1", "2"], **said(methodology))
    with pytest.raises(actions.LimitsDoNotFit, match="own place"):
        actions.set_lot_limits(most=1, award_order=["1"], **said(methodology))
    actions.set_lot_limits(most=1, award_order=["2", "1"], **said(methodology))
    save(methodology, lot(code="3"))
    methodology.refresh_from_db()
    assert methodology.award_order == ["2", "1", "3"]

    actions.remove_lot(lot=second, **said(methodology))

    methodology.refresh_from_db()
    assert methodology.award_order == ["1", "3"]
    actions.set_lot_limits(most=None, award_order=[], **said(methodology))
    methodology.refresh_from_db()
    assert methodology.award_order is None


def test_a_lot_that_something_hangs_on_is_not_taken_out(methodology):
    with pytest.raises(actions.LotNeeded, match="at least one lot"):
        actions.remove_lot(lot=methodology.tender.lots.get(), **said(methodology))
    second = save(methodology, lot())
    criterion = CriterionFactory(methodology=methodology, code="Q7")
    CriterionLotFactory(criterion=criterion, lot=second)
    with pytest.raises(actions.LotNeeded, match="Only this lot is asked Q7"):
        actions.remove_lot(lot=second, **said(methodology))
    CriterionLotFactory(criterion=criterion, lot=methodology.tender.lots.get(code="1"), position=1)
    actions.remove_lot(lot=second, **said(methodology))

    assert [each.code for each in methodology.tender.lots.all()] == ["1"]


def test_lots_stand_once_the_tender_is_published(methodology):
    type(methodology.tender).objects.update(state="published")

    with pytest.raises(actions.MethodIsFixed):
        save(methodology, lot())


def test_weights_and_reservations_of_lots_that_no_longer_fit_are_missing():
    whole = whole_method(regime="below_threshold", buyer_kind="council")
    kent = lot(reserved_for="place", reserved_area="Kent", reserved_because="Local firms.")
    save(whole, kent)
    method = whole.lot_methods.get(lot__code="2")
    method.formula, method.quality_weight, method.price_weight, method.social_value_weight = (
        "BENCHMARK", D(10), D(10), D(10),
    )  # fmt: skip
    method.save()
    whole.tender.nation = "wales"

    told = sentences(whole)

    assert "The weights of lot 2 add up to 30%, not 100%." in told
    assert any(each.startswith("Lot 2 cannot be reserved in this way. Only in") for each in told)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, ""),
        ({"regime": "procurement_act_2023"}, "Only for procurements under: Below the threshold."),
        ({"nation": "wales"}, "Only in: England."),
        ({"buyer_kind": "nhs_trust"}, "Only for: Council,"),
        ({"commenced_on": dt.date(2026, 2, 3)}, "Only for procurements that commence from 4"),
    ],
)
def test_reserving_by_place_is_for_english_councils_below_the_threshold(changes, why):
    told = {"regime": "below_threshold", "nation": "england", "buyer_kind": "council"}
    tender = whole_method(**(told | changes)).tender

    assert library.reservations()["place"].why_not(tender).startswith(why)
    assert bool(library.reservations()["place"].why_not(tender)) == bool(why)


# --- Departures ---------------------------------------------------------------------------------


@pytest.fixture
def below():
    """A method whose social value weighs less than NHS England asks."""
    call_command("load_frameworks", verbosity=0)
    methodology = whole_method()
    methodology.quality_weight, methodology.social_value_weight = D(55), D(5)
    methodology.save()
    return methodology


def weigh(methodology, *, by, departure=None):
    """Save the weights as they are."""
    weights = {section.value: methodology.weight_of(section) for section in Section}
    told = said(methodology) | {"by": by}
    return actions.set_weights(weights=weights, departure=departure, **told)


def test_a_departure_counts_once_another_person_confirmed_it(below):
    officer, approver = UserFactory(), UserFactory()
    because = actions.Departure(reason="Off the shelf.", approver="The board")
    assert any(each.startswith("Record a departure from NHS") for each in sentences(below))
    weigh(below, by=officer, departure=because)
    departure = below.departures.get()
    assert any(each.startswith("An approver has to confirm") for each in sentences(below))
    with pytest.raises(actions.NotYours):
        actions.decide_departure(departure=departure, confirms=True, by=officer, at=AT)

    actions.decide_departure(departure=departure, confirms=True, by=approver, at=AT)

    assert sentences(below) == []
    assert latest(below).did == "tender.departure_confirmed"
    weigh(below, by=officer)  # it still stands for this weight
    assert below.departures.count() == 1
    with pytest.raises(actions.DepartureDecided):
        actions.decide_departure(departure=departure, confirms=True, by=approver, at=AT)


def test_a_refused_departure_says_why_and_must_be_made_again(below):
    departure = WeightDepartureFactory(
        methodology=below, rule_code="nhs-england-2022", required="10", proposed="5"
    )
    with pytest.raises(actions.RefusalNeedsReason):
        actions.decide_departure(
            departure=departure, confirms=False, because=" ", by=UserFactory(), at=AT
        )

    actions.decide_departure(
        departure=departure, confirms=False, because="Too low.", by=UserFactory(), at=AT
    )

    assert any(each.startswith("The departure from NHS England") for each in sentences(below))
    with pytest.raises(actions.DepartureNeeded):
        weigh(below, by="Ola")


def test_a_departure_of_a_published_method_is_past_deciding():
    methodology = whole_method(fixed=True)
    departure = WeightDepartureFactory(methodology=methodology)

    with pytest.raises(actions.MethodIsFixed):
        actions.decide_departure(departure=departure, confirms=True, by=UserFactory(), at=AT)


# --- Findings -----------------------------------------------------------------------------------


def test_a_finding_is_answered_with_a_reason_and_asked_anew_in_other_words():
    methodology = whole_method()
    criterion = methodology.criteria.get(code="Q1")
    criterion.question = "Do you hold ISO 9001?"
    criterion.save()
    [found] = queries.findings_of(methodology)
    told = {
        "methodology": methodology,
        "rule": found.finding.rule,
        "place": found.finding.place,
        "sentence": found.finding.sentence,
        **SAID,
    }
    assert "Answer 1 finding about the method, or put right what is found." in sentences(
        methodology
    )

    actions.answer_finding(reason="The standard is the law here.", **told)

    assert sentences(methodology) == []
    assert queries.findings_of(methodology)[0].answer.answered_by == "Ola"
    criterion.question = "Do you hold ISO 14001?"
    criterion.save()
    assert queries.findings_of(methodology)[0].is_open
    with pytest.raises(actions.FindingGone):
        actions.answer_finding(reason="Still.", **told)


def test_findings_of_a_published_method_are_past_answering():
    methodology = whole_method(fixed=True)

    with pytest.raises(actions.MethodIsFixed):
        actions.answer_finding(
            methodology=methodology, rule="L1", place="", sentence="S", reason="R", **SAID
        )


def test_a_law_that_does_not_cover_the_day_stands_in_the_way():
    methodology = whole_method(regime="public_contracts_regulations_2015")

    assert sentences(methodology) == [
        (
            "Public Contracts Regulations 2015 does not apply to a procurement that commences on "
            "that day."
        )
    ]


# --- Words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "regime", "said_too"),
    [
        (1_200_000_00, "procurement_act_2023", "reaches the threshold of £135,018"),
        (1_200_000_00, "below_threshold", "check the law it is run under"),
        (100_00, "procurement_act_2023", "usually run under the rules for those"),
        (100_00, "below_threshold", "is below the threshold"),
    ],
)
def test_how_the_value_stands_to_the_threshold(value, regime, said_too):
    call_command("load_frameworks", verbosity=0)
    tender = whole_method(value_including_vat_pence=value, regime=regime).tender

    assert said_too in presenters.threshold_sentence(queries.threshold_of(tender), tender)


def test_without_reference_data_the_threshold_is_not_known():
    methodology = whole_method()
    tender = methodology.tender
    day = tender.commenced_on

    found = queries.thresholds_on(tender.organisation, on=day)

    assert presenters.thresholds_sentence(found, on=day) == (
        "The threshold for 1 June 2026 is not recorded here"
    )

    assert "not known" in presenters.threshold_sentence(queries.threshold_of(tender), tender)
    assert presenters.floor_of(queries.weighting_of(methodology), methodology) == [
        "Run manage.py load_frameworks: there are no weighting rules yet."
    ]


def test_what_only_one_side_of_the_crosswalk_covers():
    assert presenters.crosswalk_warnings(["ppn-002:5", "ppn-002:4"], ["5.1", "4.1"]) == [
        (
            "The tender must cover Reduction in crime (PPN 002 (2025)), and no area chosen works "
            "on it: it covers a policy outcome but no Marmot objective."
        ),
        "Area 4.1 belongs to none of the policy outcomes that the tender must cover.",
    ]


def test_measures_in_words():
    measure = {"measure": "Jobs", "unit": "people", "cap": "6", "plausible": "10"}

    assert presenters.measure_words(measure) == (
        "Jobs (people); more than 6 earns nothing more; more than 10 has to be explained"
    )


def test_relative_quantities_are_shown_for_what_they_do():
    # 7.5 x 80/100 = 6; with C at 400: 7.5 x 100/400 = 1.875, 7.5 x 80/400 = 1.5
    assert [(row["before"], row["after"]) for row in presenters.relative_quantities_example()] == [
        ("7.50", "1.88"),
        ("6.00", "1.50"),
        ("", "7.50"),
    ]


def test_a_reserved_lot_and_a_finding_of_the_price_on_their_cards():
    methodology = whole_method(regime="below_threshold", buyer_kind="council")
    save(
        methodology,
        lot(reserved_for="place", reserved_area="Kent", reserved_because="Local firms."),
    )
    method = methodology.lot_methods.get(lot__code="2")
    method.formula = "REL_LOWEST"
    method.save()

    card = presenters.lot_card(method, methodology)
    rows = presenters.finding_rows(queries.findings_of(methodology), tender=methodology.tender)

    assert card["rows"][-1]["value"] == "Suppliers of a place: Kent\nLocal firms."
    assert [row["fix_url"].rpartition("/")[0].rpartition("/")[2] for row in rows] == ["price"]


def test_what_is_recorded_names_itself():
    duty = SocialValueDutyFactory(tender__reference="T-9")
    answer = LintAnswerFactory(rule="L2", place="")

    assert (str(duty), str(answer)) == ("what T-9 could improve", "answer to L2")
    assert str(ParentCriterionFactory(code="QP1", title="Delivery")) == "QP1 Delivery"
    assert str(ScaleLevelFactory(points=D(5), label="Full")) == "5 Full"


def test_a_tender_without_a_method_says_so():
    with pytest.raises(queries.NoMethod):
        queries.latest_of(TenderFactory(reference="T-9"))
