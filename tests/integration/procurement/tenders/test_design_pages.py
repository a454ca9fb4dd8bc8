"""The pages of the designer: who may, what is kept, and that a wrong answer loses nothing."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from procurement.tenders import queries
from procurement.tenders.models import SocialValueDuty
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.tenders import (
    CriterionFactory,
    LotFactory,
    LotMethodFactory,
    ScaleFactory,
    ScaleLevelFactory,
    WeightDepartureFactory,
    whole_method,
)
from tests.integration.procurement.people import READING, client_of, officer_of

pytestmark = pytest.mark.django_db

READ_PAGES = ["law", "scales", "findings"]
CHANGE_PAGES = ["duty", "lots", "add_lot", "choices", "add_scale", "pass_marks"]


def url(name, tender, *more):
    """Return the address of a page of a tender."""
    return reverse(f"tenders:{name}", args=[tender.pk, *more])


def words(response):
    """Return the answer's text."""
    return response.content.decode()


@pytest.fixture
def methodology():
    """A whole draft method, with the published rules and matrix at hand."""
    call_command("load_frameworks", verbosity=0)
    return whole_method()


@pytest.fixture
def tender(methodology):
    """The tender of the method."""
    return methodology.tender


@pytest.fixture
def officer(tender):
    """A procurement officer of the tender's organisation."""
    return officer_of(tender)


@pytest.mark.parametrize("page", READ_PAGES + CHANGE_PAGES)
def test_who_may_open_a_page(page, officer, tender):
    stranger = client_of(OrganisationFactory(), "procurement_officer")

    assert officer.get(url(page, tender)).status_code == 200
    assert stranger.get(url(page, tender)).status_code == 404
    for role in READING:
        answer = client_of(tender.organisation, role).get(url(page, tender))
        assert answer.status_code == (200 if page in READ_PAGES else 403)


@pytest.mark.parametrize("page", CHANGE_PAGES)
def test_a_published_method_leads_to_the_tender(page):
    tender = whole_method(fixed=True).tender

    response = officer_of(tender).get(url(page, tender))

    assert response.headers["Location"] == url("tender", tender)


# --- The duty and the law -----------------------------------------------------------------------


def test_the_duty_is_kept_and_shown_again(officer, tender):
    SocialValueDuty.objects.all().delete()
    answers = {"edits": "0", "social": "Fewer people alone.", "consults": "no"}

    response = officer.post(url("duty", tender), answers)

    assert response.headers["Location"] == url("law", tender)
    page = words(officer.get(url("duty", tender)))
    assert "Fewer people alone." in page
    assert SocialValueDuty.objects.get().consults is False


def test_a_duty_that_somebody_else_changed_meanwhile_keeps_the_answers(officer, tender):
    officer.post(url("duty", tender), {"edits": "0", "social": "First."})

    page = officer.post(url("duty", tender), {"edits": "0", "social": "Second."})

    assert "Somebody changed the method" in words(page)
    assert "Second." in words(page)
    again = officer.post(
        url("duty", tender), {"edits": page.context["form"]["edits"].value(), "social": "Second."}
    )
    assert again.status_code == 302


def test_where_the_act_does_not_reach_the_page_says_so_and_still_takes_it():
    tender = whole_method(nation="scotland").tender
    tender.duty.delete()

    page = words(officer_of(tender).get(url("duty", tender)))

    assert "The Act does not reach Scottish authorities." in page
    assert "You may still record it." in page


def test_the_law_says_what_it_asks_with_sources(officer, tender):
    page = words(officer.get(url("law", tender)))

    assert "reaches the threshold of £135,018" in page
    assert "Procurement Act 2023, section 23(2)" in page
    assert "Unconfirmed" in page


# --- Lots ---------------------------------------------------------------------------------------

LOT = {
    "edits": "0",
    "code": "2",
    "title": "West",
    "value_excluding_vat_pence": "500,000",
    "value_including_vat_pence": "600,000",
    "reserved_for": "",
}


def test_a_lot_is_added_changed_and_taken_out(officer, tender):
    officer.post(url("add_lot", tender), LOT)
    lot = tender.lots.get(code="2")
    page = words(officer.get(url("lot", tender, lot.pk)))
    assert "West" in page
    own = {"own_weights": "on", "quality": "50", "price": "30", "social_value": "20"}
    officer.post(url("lot", tender, lot.pk), LOT | own | {"edits": "1", "title": "Far west"})
    assert "Its own: quality 50%" in words(officer.get(url("lots", tender)))
    assert "Take out lot 2 Far west?" in words(officer.get(url("remove_lot", tender, lot.pk)))

    officer.post(url("remove_lot", tender, lot.pk), {"edits": "2"})

    assert tender.lots.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "1"}, "There is a lot 1 already"),
        ({"code": "a b"}, "Use letters, numbers"),
        ({"value_including_vat_pence": "1"}, "or more"),
        ({"own_weights": "on", "quality": "50"}, "Enter price"),
        (
            {"own_weights": "on", "quality": "50", "price": "30", "social_value": "10"},
            "add up to 90%",
        ),
        ({"reserved_for": "vcse"}, "Enter why the lot is reserved"),
        ({"reserved_for": "place", "reserved_because": "B"}, "Enter the place"),
        (
            {"reserved_for": "place", "reserved_because": "B", "reserved_area": "Kent"},
            "Only for procurements under: Below the threshold.",
        ),
    ],
)
def test_a_lot_that_cannot_be_says_why_and_keeps_the_answers(changes, said, officer, tender):
    page = words(officer.post(url("add_lot", tender), LOT | {"title": "Kept words"} | changes))

    assert said in page
    assert "Kept words" in page
    assert tender.lots.count() == 1


def test_the_last_lot_stays(officer, tender):
    only = tender.lots.get()

    page = words(officer.post(url("remove_lot", tender, only.pk), {"edits": "0"}))

    assert "A tender has at least one lot" in page


def test_limits_and_the_order_of_award(officer, tender):
    officer.post(url("add_lot", tender), LOT)
    first, second = tender.lots.order_by("position")
    places = {f"place_{first.pk}": "2", f"place_{second.pk}": "1"}

    twice = officer.post(
        url("lots", tender),
        {"edits": "1", "most": "1", f"place_{first.pk}": "1", f"place_{second.pk}": "1"},
    )
    none = officer.post(url("lots", tender), {"edits": "1", "most": "1"})
    many = officer.post(url("lots", tender), {"edits": "1", "most": "2"} | places)
    saved = officer.post(url("lots", tender), {"edits": "1", "most": "1"} | places)
    late = officer.post(url("lots", tender), {"edits": "1", "most": ""} | places)

    assert "a place of its own" in words(twice)
    assert "Enter the place of lot 1" in words(none)
    assert "below the number of lots" in words(many)
    assert saved.status_code == 302
    assert tender.methodologies.get().award_order == ["2", "1"]
    assert "Somebody changed the method" in words(late)


@pytest.mark.parametrize("page", ["add_lot", "remove_lot"])
def test_lots_changed_by_someone_else_are_not_overwritten(page, officer, tender):
    more = () if page == "add_lot" else (tender.lots.get().pk,)

    answer = officer.post(url(page, tender, *more), LOT | {"edits": "7"})

    assert "Somebody changed the method" in words(answer)


# --- Scales -------------------------------------------------------------------------------------


def scale(*levels, title="Ours", edits=0, **more):
    """Return the answers of a scale's page."""
    answers = {
        "edits": str(edits),
        "title": title,
        "level-TOTAL_FORMS": str(len(levels)),
        "level-INITIAL_FORMS": "0",
    }
    for place, (points, label, definition) in enumerate(levels):
        answers |= {
            f"level-{place}-points": points,
            f"level-{place}-label": label,
            f"level-{place}-definition": definition,
        }
    return answers | more


NONE, FULL, EMPTY = ("0", "None", "Nothing."), ("10", "Full", "All of it."), ("", "", "")


def test_a_scale_of_ones_own_is_written_changed_and_taken_out(officer, tender):
    officer.post(url("add_scale", tender), scale(NONE, FULL, EMPTY))
    own = queries.latest_of(tender).scales.get(is_own=True)
    assert own.levels.count() == 2
    assert "All of it." in words(officer.get(url("scale", tender, own.pk)))
    officer.post(url("scale", tender, own.pk), scale(NONE, FULL, title="Changed", edits=1))
    assert "Changed" in words(officer.get(url("scales", tender)))

    officer.post(url("scales", tender), {"remove": own.code, "edits": "2"})

    assert not queries.latest_of(tender).scales.filter(is_own=True).exists()


def test_a_level_is_added_without_complaint(officer, tender):
    page = officer.post(url("add_scale", tender), scale(("x", "", ""), add="yes"))

    assert len(page.context["levels"].forms) == 2
    assert "There is a problem" not in words(page)


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([NONE, NONE], "Each level must have its own points"),
        ([NONE, EMPTY], "Give at least two levels"),
        ([("1", "", "D"), FULL], "Enter the label"),
        ([("1", "L", ""), FULL], "Enter what an answer must show"),
    ],
)
def test_a_scale_that_cannot_be_says_why(levels, said, officer, tender):
    assert said in words(officer.post(url("add_scale", tender), scale(*levels)))


def test_what_was_meddled_with_is_refused_in_words(officer, tender):
    gone = words(officer.post(url("scales", tender), {"remove": "no-such"}, follow=True))
    empty = words(officer.post(url("add_scale", tender), {"edits": "0", "title": "Ours"}))

    assert "That scale is not there any more." in gone
    assert "There is a problem" in empty


def test_a_scale_starts_from_the_library(officer, tender):
    page = words(officer.get(url("add_scale", tender) + "?from=ten-uneven"))

    assert "Exceeds the requirement" in page
    assert officer.get(url("add_scale", tender) + "?from=no-such").status_code == 404


def test_a_scale_changed_by_someone_else_is_not_overwritten(officer, tender):
    page = words(officer.post(url("add_scale", tender), scale(NONE, FULL, edits=3)))

    assert "Somebody changed the method" in page


def test_a_scale_in_use_is_not_taken_out(officer, methodology, tender):
    own = ScaleFactory(methodology=methodology, code="own-1", is_own=True)
    ScaleLevelFactory(scale=own)
    CriterionFactory(methodology=methodology, scale=own, code="Q9", weight=0)

    officer.post(url("scales", tender), {"remove": "own-1", "edits": "x"})
    page = words(
        officer.post(url("scales", tender), {"remove": "own-1", "edits": "0"}, follow=True)
    )

    assert "The scale is used by Q9." in page
    auditor = client_of(tender.organisation, "auditor")
    assert auditor.post(url("scales", tender), {"remove": "own-1"}).status_code == 403


# --- Pass marks, choices ------------------------------------------------------------------------


def test_a_pass_mark_says_what_follows(officer, tender):
    refused = words(officer.post(url("pass_marks", tender), {"edits": "0", "quality": "40"}))
    answers = {"edits": "0", "quality": "40", "quality_follows": "noted"}
    saved = officer.post(url("pass_marks", tender), answers)
    late = officer.post(url("pass_marks", tender), answers)

    assert "Select what happens to a bid below the pass mark of quality" in refused
    assert saved.headers["Location"] == url("price", tender)
    assert "Somebody changed the method" in words(late)
    assert [
        (each.section, each.disqualifies)
        for each in tender.methodologies.get().section_pass_marks.all()
    ] == [("quality", False)]
    assert 'value="40"' in words(officer.get(url("pass_marks", tender)))


def test_policy_outcomes_are_chosen_and_warned_about(officer, tender):
    answers = {"edits": "0", "quantities": "plan_only", "outcomes": ["ppn-002:4"]}

    saved = officer.post(url("choices", tender), answers)
    late = officer.post(url("choices", tender), answers)
    areas = words(officer.get(url("areas", tender)))

    assert saved.headers["Location"] == url("social_value", tender)
    assert "Somebody changed the method" in words(late)
    assert "it covers a policy outcome but no Marmot objective" in areas
    assert "Area 3.1 belongs to none of the policy outcomes" in areas


# --- Criteria with sub-criteria -----------------------------------------------------------------


def questions(*asked, parents=(), **more):
    """Return the answers of the page of quality questions."""
    answers = {
        "edits": "0",
        "form-TOTAL_FORMS": str(len(asked)),
        "form-INITIAL_FORMS": "0",
        "parent-TOTAL_FORMS": str(len(parents)),
        "parent-INITIAL_FORMS": "0",
    }
    for prefix, rows in (("form", asked), ("parent", parents)):
        for place, row in enumerate(rows):
            answers |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return answers | more


def asked(title="Staff", weight="100", **more):
    """Return one question."""
    return {"title": title, "question": "How?", "weight": weight, "scale": "zero-to-five"} | more


DELIVERY = {"code": "QP1", "title": "Delivery", "weight": "60"}


def test_a_criterion_with_sub_criteria_is_added_and_saved(officer, tender):
    added = officer.post(url("quality", tender), questions(asked(), add_parent="yes"))
    assert added.context["parents"].forms[0]["code"].value() == "QP1"
    answers = questions(
        asked("Staff", "70", parent="QP1"),
        asked("Plan", "30", parent="QP1"),
        asked("Safety", "40"),
        parents=[DELIVERY],
    )

    officer.post(url("quality", tender), answers)

    criteria = tender.methodologies.get().criteria.filter(section="quality").order_by("position")
    assert [f"{each.weight:f}" for each in criteria] == ["42", "18", "40"]
    page = words(officer.get(url("quality", tender)))
    assert "Inside Delivery: 70% of its 60%, which is exactly 42% of the section." in page
    assert "QP1 Delivery" in words(officer.get(url("tender", tender)))


def test_equal_shares_are_split_inside_each_parent(officer, tender):
    answers = questions(
        asked("A", "", parent="QP1"), asked("B", "", parent="QP1"), asked("C", ""),
        parents=[DELIVERY], split="yes",
    )  # fmt: skip

    page = officer.post(url("quality", tender), answers)

    assert [form["weight"].value() for form in page.context["formset"]] == ["50", "50", "100"]


def test_wrong_sums_are_named_and_nothing_is_lost(officer, tender):
    answers = questions(asked("Kept words", "90", parent="QP1"), parents=[DELIVERY])

    page = words(officer.post(url("quality", tender), answers))

    assert "Inside “Delivery” the weights of these questions add up to 90%." in page
    assert "Kept words" in page


def test_a_parent_alone_is_named(officer, tender):
    page = words(officer.post(url("quality", tender), questions(parents=[DELIVERY])))

    assert "The criterion “Delivery” has no sub-criteria." in page


def test_a_parent_without_a_title_is_named(officer, tender):
    parents = [DELIVERY | {"title": ""}, {"code": "QP2", "title": "", "remove": "on"}]

    page = words(officer.post(url("quality", tender), questions(asked(), parents=parents)))

    assert page.count("Enter the criterion") == 2  # at the field and at the top


def measured(*measures, **more):
    """Return the answers of a question's measures, a row of texts each."""
    answers = {"measure_rows": str(len(measures))}
    for row, texts in enumerate(measures):
        names = ("measure", "unit", "cap", "plausible")
        answers |= {f"{name}_{row}": text for name, text in zip(names, texts, strict=False)}
    return asked(**answers, **more)


@pytest.mark.parametrize(
    ("measures", "said"),
    [
        ([("Hours", "hours"), ("Jobs", "")], "Enter the unit of measure 2"),
        ([("", "people")], "Enter what measure 1 counts"),
        ([("Jobs", "people", "many")], "cap of measure 1 must be a number"),
        ([("Jobs", "people", "", "1.23456")], "must have 4 decimal places or fewer"),
        ([("J" * 201, "people")], "What measure 1 counts must be 200 characters or fewer"),
    ],
)
def test_measures_that_cannot_be_read_say_what_is_wrong_at_their_field(
    measures, said, officer, tender
):
    page = words(officer.post(url("quality", tender), questions(measured(*measures))))

    assert said in page
    assert tender.methodologies.get().criteria.get(section="quality").measures == []


def test_measures_are_kept_and_shown_again(officer, tender):
    given = [("Jobs", "people", "1,000", "2000"), ("", ""), ("Hours", "hours")]
    given += [("Days", "days", "", "5"), ("Weeks", "weeks")]

    officer.post(url("quality", tender), questions(measured(*given, drop_4="on")))

    assert tender.methodologies.get().criteria.get(section="quality").measures == [
        {"measure": "Jobs", "unit": "people", "cap": "1000", "plausible": "2000"},
        {"measure": "Hours", "unit": "hours"},
        {"measure": "Days", "unit": "days", "plausible": "5"},
    ]
    form = officer.get(url("quality", tender)).context["formset"].forms[0]
    assert [form[name].value() for name in ("measure_0", "cap_0", "plausible_2")] == [
        "Jobs", "1000", "5",
    ]  # fmt: skip
    assert "measure_3" not in form.fields


@pytest.mark.parametrize(
    ("rows", "asks", "expected"),
    [
        ("1", "form-0", 2),
        ("12", "form-0", 12),  # the most
        ("1", "form-7", 1),  # a question that is not there
        ("no number", "form-0", 1),
    ],
)
def test_a_button_adds_a_row_and_loses_nothing_that_was_typed(
    rows, asks, expected, officer, tender
):
    answers = measured(("Jobs", "people")) | {"measure_rows": rows}

    page = officer.post(url("quality", tender), questions(answers, add_measure=asks))

    form = page.context["formset"].forms[0]
    assert len([name for name in form.fields if name.startswith("unit_")]) == expected
    assert form["measure_0"].value() == "Jobs"
    assert form["title"].value() == "Staff"


def test_a_pass_mark_of_a_question_says_what_follows(officer, tender):
    page = words(officer.post(url("quality", tender), questions(asked(pass_mark_points="3"))))

    assert "Select what happens to a bid below the pass mark" in page


def test_a_question_is_asked_in_chosen_lots(officer, tender):
    officer.post(url("add_lot", tender), LOT)
    answers = questions(
        asked("East", lots="1"), asked("West", lots="2"), asked("", remove="on"), edits="1"
    )
    none = words(officer.post(url("quality", tender), questions(asked(), edits="1")))
    more = officer.post(url("quality", tender), questions(asked(), add="yes", edits="1"))

    officer.post(url("quality", tender), answers)

    assert "Select at least one lot" in none
    assert more.context["formset"].forms[1]["lots"].value() == ["1", "2"]
    criteria = tender.methodologies.get().criteria.filter(section="quality").order_by("position")
    assert [[lot.code for lot in each.lots.all()] for each in criteria] == [["1"], ["2"]]
    assert "Only in lot 1" in words(officer.get(url("tender", tender)))


def test_key_criteria_are_offered_where_the_law_names_some():
    methodology = whole_method(regime="provider_selection_regime")
    tender = methodology.tender
    methodology.criteria.filter(section="quality").delete()
    officer = officer_of(tender)
    offered = words(officer.get(url("quality", tender)))

    officer.post(url("quality", tender), questions(keys="yes"))
    again = officer.post(url("quality", tender), questions(keys="yes", edits="1"), follow=True)

    assert "Start from the key criteria" in offered
    assert methodology.parent_criteria.count() == 3
    assert "There are quality questions already." in words(again)
    assert "The criterion K1, in quality" in words(officer.get(url("law", tender)))


# --- Price --------------------------------------------------------------------------------------

EXAMPLE = {
    "price_A": "1,000,000", "marks_A": "75", "price_B": "700,000", "marks_B": "60",
    "price_C": "400,000", "marks_C": "30",
}  # fmt: skip


def test_the_example_is_worked_out_without_saving(officer, tender):
    answers = EXAMPLE | {"edits": "0", "formula": "REL_LOWEST", "example": "yes"}

    page = officer.post(url("price", tender), answers)

    assert "The order of the others would change" in words(page)
    assert "There is a problem" not in words(page)
    assert tender.methodologies.get().lot_methods.get().formula == "BENCHMARK"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"formula": "BENCHMARK", "floor": "300,000", "ceiling": "1,200,000"}, "£22,500.00"),
        ({"formula": "BENCHMARK", "floor": "x"}, "Choose a formula, give its numbers"),
        ({"formula": "REL_LOWEST", "price_A": "x"}, "Choose a formula, give its numbers"),
        ({"formula": "REL_LOWEST", "price_C": "0"}, "the lowest price is 0"),
        ({}, "Choose a formula, give its numbers"),
    ],
)
def test_the_example_is_a_piece_of_the_page(answers, said, officer, tender):
    page = words(officer.post(url("price_example", tender), EXAMPLE | {"edits": "0"} | answers))

    assert said in page
    assert "<html" not in page


def test_ties_are_broken_by_each_entry_once(officer, tender):
    criterion = tender.methodologies.get().criteria.first()
    answers = EXAMPLE | {
        "edits": "0", "formula": "REL_LOWEST", "percent_below": "10",
        "tie_1": f"criterion:{criterion.code}", "tie_2": "price",
    }  # fmt: skip
    twice = words(officer.post(url("price", tender), answers | {"tie_3": "price"}))

    officer.post(url("price", tender), answers)

    assert "Each entry can decide only once" in twice
    assert tender.methodologies.get().tie_break == [
        f"criterion:{criterion.code}", "price", "drawn_lot",
    ]  # fmt: skip


def test_each_of_several_lots_has_its_own_price(officer, methodology, tender):
    second = LotMethodFactory(
        methodology=methodology,
        lot=LotFactory(tender=tender, code="2", position=1),
        formula="",
        quality_weight=80, price_weight=0, social_value_weight=20,
    )  # fmt: skip
    overview = words(officer.get(url("price", tender)))
    page = words(officer.get(url("lot_price", tender, second.lot_id)))

    saved = officer.post(url("lot_price", tender, second.lot_id), {"edits": "0", "formula": "PQP"})
    rules = officer.post(
        url("price", tender), {"edits": "1", "tie_1": "quality", "percent_below": "12"}
    )

    assert 'id="lot-2"' in overview
    assert "Price per quality point" in page
    assert "If bids are exactly equal" not in page
    assert saved.headers["Location"] == url("price", tender)
    assert rules.status_code == 302
    assert [each.formula for each in methodology.lot_methods.all()] == ["BENCHMARK", "PQP"]
    assert tender.methodologies.get().tie_break == ["quality", "drawn_lot"]
    assert officer.post(url("price_example", tender), EXAMPLE).status_code == 302


# --- Findings and departures --------------------------------------------------------------------


def test_findings_are_answered_or_put_right(officer, methodology, tender):
    methodology.criteria.filter(code="Q1").update(question="Do you hold ISO 9001?")
    methodology.criteria.filter(code="SV1").update(asks_method_statement=False)
    page = words(officer.get(url("findings", tender)))
    answer = officer.get(url("finding", tender, 1))
    initial = {name: answer.context["form"][name].value() for name in ("rule", "place", "sentence")}

    empty = words(officer.post(url("finding", tender, 1), initial | {"reason": ""}))
    saved = officer.post(url("finding", tender, 1), initial | {"reason": "The law names it."})

    assert "To be answered" in page
    assert "does not ask for a method statement" in page
    assert "Enter why this may stand" in empty
    assert saved.headers["Location"] == url("findings", tender)
    assert "The law names it." in words(officer.get(url("findings", tender)))
    assert "The law names it." in words(officer.get(url("finding", tender, 1)))


def test_a_finding_that_is_gone_says_so(officer, tender):
    nothing = officer.get(url("finding", tender, 9))
    gone = officer.post(url("finding", tender, 9), {"rule": "L1", "sentence": "S", "reason": "R"})
    tender.methodologies.get().criteria.all()

    assert nothing.headers["Location"] == url("findings", tender)
    assert "this is not found any more" in words(gone)
    assert "The rules find nothing." in words(officer.get(url("findings", tender)))


def test_a_finding_of_a_published_method_is_past_answering():
    tender = whole_method(fixed=True).tender

    response = officer_of(tender).get(url("finding", tender, 1))

    assert response.headers["Location"] == url("tender", tender)


@pytest.mark.parametrize(
    ("answers", "standing"),
    [({"decision": "confirm"}, True), ({"decision": "refuse", "because": "Too low."}, False)],
)
def test_an_approver_decides_on_a_departure(answers, standing, methodology, tender):
    departure = WeightDepartureFactory(methodology=methodology)
    approver = client_of(tender.organisation, "approver")
    address = url("departure", tender, departure.pk)
    offered = words(approver.get(url("tender", tender)))
    because = words(approver.post(address, {"decision": "refuse"}))

    approver.post(address, answers)

    departure.refresh_from_db()
    assert address in offered
    assert "Enter why you refuse the departure" in because
    assert departure.is_confirmed is standing
    assert approver.get(address).headers["Location"] == url("tender", tender)
    assert officer_of(tender).get(address).status_code == 403


def test_who_recorded_a_departure_does_not_decide_on_it(client, methodology, tender):
    user = UserFactory(roles=["approver"], roles__organisation=tender.organisation)
    departure = WeightDepartureFactory(methodology=methodology, recorder=user)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    page = words(client.post(url("departure", tender, departure.pk), {"decision": "confirm"}))

    assert "You recorded this departure" in page


@pytest.mark.parametrize("page", ["findings", "scales", "lots", "tender"])
def test_pages_ask_as_much_of_the_database_with_more_questions(page, methodology, officer, tender):
    def count():
        with CaptureQueriesContext(connection) as context:
            officer.get(url(page, tender))
        return len(context)

    count()
    few = count()
    CriterionFactory.create_batch(3, methodology=methodology, weight=0)

    assert count() == few


def test_an_empty_page_of_questions_that_is_out_of_date_shows_what_stands(officer, tender):
    page = officer.post(url("quality", tender), questions(edits="7"), follow=True)

    assert "Somebody changed the method" in words(page)
    assert page.context["formset"].forms[0]["title"].value() == "Running the service"
