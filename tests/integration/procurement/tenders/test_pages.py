"""Every page of a tender and its method, through the client."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from procurement.tenders import actions
from procurement.tenders.models import Criterion, Tender
from socialvalue.audit import actions as audit
from socialvalue.audit.queries import events_of
from socialvalue.core.layout.problems import problems_of
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.tenders import (
    CriterionFactory,
    LotMethodFactory,
    MethodologyFactory,
    TenderFactory,
    WeightDepartureFactory,
    whole_method,
)
from tests.integration.procurement.people import READING, client_of, officer_of

pytestmark = pytest.mark.django_db

DRAFT_PAGES = [
    "change", "weights", "areas", "social_value", "quality", "price", "climate",
]  # fmt: skip
ALL_PAGES = ["tender", "record", *DRAFT_PAGES]


def url(name, tender):
    """Return the address of a page of a tender."""
    return reverse(f"tenders:{name}", args=[tender.pk])


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


# --- Who may ------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ALL_PAGES)
def test_an_officer_may_open_every_page(page, officer, tender):
    assert officer.get(url(page, tender)).status_code == 200


@pytest.mark.parametrize("page", ALL_PAGES)
def test_another_organisations_tender_is_not_found(page, tender):
    stranger = client_of(OrganisationFactory(), "procurement_officer")

    assert stranger.get(url(page, tender)).status_code == 404


@pytest.mark.parametrize("page", DRAFT_PAGES)
@pytest.mark.parametrize("role", READING)
def test_readers_may_not_change_a_method(page, role, tender):
    assert client_of(tender.organisation, role).get(url(page, tender)).status_code == 403


@pytest.mark.parametrize("role", READING)
def test_readers_may_read_the_tender(role, tender):
    assert client_of(tender.organisation, role).get(url("tender", tender)).status_code == 200


def test_an_evaluator_reads_only_their_own_part_of_the_record(tender):
    evaluator = client_of(tender.organisation, "evaluator")
    person = get_user_model().objects.get(pk=evaluator.session["_auth_user_id"])
    with transaction.atomic():
        audit.record(by="Olive Officer", did="tender.created", subject=tender)
        audit.record(by=person, did="tender.changed", subject=tender)

    page = words(evaluator.get(url("record", tender)))

    assert "You see what you did yourself." in page
    assert "Olive Officer" not in page
    assert "changed what the tender says about itself" in page


def test_evaluators_are_not_led_to_prices():
    tender = whole_method(fixed=True).tender

    page = words(client_of(tender.organisation, "evaluator").get(url("tender", tender)))

    assert reverse("evaluation:result", args=[tender.pk]) not in page


# --- The list -----------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do():
    organisation = OrganisationFactory()

    officer = words(client_of(organisation, "procurement_officer").get(reverse("tenders:list")))
    auditor = words(client_of(organisation, "auditor").get(reverse("tenders:list")))

    assert reverse("tenders:create") in officer
    assert "A procurement officer of your organisation starts one" in auditor


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(count, django_assert_num_queries):
    organisation = OrganisationFactory()
    TenderFactory.create_batch(count, organisation=organisation)
    client = client_of(organisation, "procurement_officer")

    with django_assert_num_queries(6):
        page = words(client.get(reverse("tenders:list")))

    assert page.count("<tr") == count + 1


def test_the_list_holds_only_the_organisations_own():
    TenderFactory(title="Somebody else's")
    organisation = OrganisationFactory()

    page = words(client_of(organisation, "procurement_officer").get(reverse("tenders:list")))

    assert "Somebody else" not in page


# --- Making one ---------------------------------------------------------------------------------

ABOUT = {
    "title": "Cleaning",
    "reference": "C-1",
    "main_category": "services",
    "regime": "procurement_act_2023",
    "nation": "england",
    "commenced_on-day": "1",
    "commenced_on-month": "6",
    "commenced_on-year": "2026",
    "deadline-day": "24",
    "deadline-month": "7",
    "deadline-year": "2026",
    "deadline-time": "12:00",
    "value_excluding_vat_pence": "£1,000,000",
    "value_including_vat_pence": "1200000",
}


@pytest.mark.parametrize(
    ("changed", "page"),
    [({}, "duty"), ({"main_category": "works"}, "weights"), ({"nation": "scotland"}, "weights")],
)
def test_making_a_tender_leads_to_what_the_act_asks_where_it_reaches(changed, page):
    organisation = OrganisationFactory()
    client = client_of(organisation, "procurement_officer")

    assert client.get(reverse("tenders:create")).status_code == 200
    response = client.post(reverse("tenders:create"), ABOUT | changed)

    tender = organisation.tenders.get()
    assert response.headers["Location"] == url(page, tender)
    assert tender.value_excluding_vat_pence == 100_000_000
    assert tender.deadline.isoformat() == "2026-07-24T11:00:00+00:00"


def test_readers_may_not_make_a_tender():
    client = client_of(OrganisationFactory(), "auditor")

    assert client.post(reverse("tenders:create"), ABOUT).status_code == 403


def test_what_is_wrong_is_said_in_plain_words():
    client = client_of(OrganisationFactory(), "procurement_officer")
    wrong = ABOUT | {"title": "", "value_including_vat_pence": "5"}

    page = words(client.post(reverse("tenders:create"), wrong))

    assert "Enter the title" in page
    assert "Estimated value with VAT must be the same as the value without VAT, or more" in page
    assert not Tender.objects.exists()


def test_a_deadline_before_the_first_day_is_refused():
    client = client_of(OrganisationFactory(), "procurement_officer")

    early = client.post(reverse("tenders:create"), ABOUT | {"commenced_on-year": "2027"})
    same_day = client.post(
        reverse("tenders:create"), ABOUT | {"commenced_on-day": "24", "commenced_on-month": "7"}
    )

    assert early.context["form"].errors == {
        "deadline": ["The deadline for bids must be on or after the day the procurement commences"]
    }
    assert same_day.status_code == 302


def test_what_is_missing_is_said_in_the_order_of_the_page():
    client = client_of(OrganisationFactory(), "procurement_officer")

    form = client.post(reverse("tenders:create"), {"deadline-day": "1"}).context["form"]

    assert [problem.text for problem in problems_of(form)] == [
        "Enter the title",
        "Enter your reference",
        "Select what the tender mainly buys",
        "Select the law it is run under",
        "Select the nation",
        "Enter the estimated value without VAT",
        "Enter the estimated value with VAT",
        "Enter the day the procurement commences",
        "The deadline for bids must include a month, year and time",
    ]


def test_a_reference_in_use_is_refused_on_the_page():
    tender = TenderFactory(reference="C-1")

    page = words(officer_of(tender).post(reverse("tenders:create"), ABOUT))

    assert "You already have a tender with the reference C-1" in page


def test_changing_a_tender(officer, tender):
    response = officer.post(url("change", tender), ABOUT)

    tender.refresh_from_db()
    assert response.headers["Location"] == url("tender", tender)
    assert tender.title == "Cleaning"


def test_changing_to_a_reference_in_use_is_refused(officer, tender):
    TenderFactory(organisation=tender.organisation, reference="C-1")

    page = words(officer.post(url("change", tender), ABOUT))

    assert "You already have a tender with the reference C-1" in page


# --- Weights ------------------------------------------------------------------------------------

WEIGHTS = {"edits": "0", "quality": "45", "price": "40", "social_value": "15"}
BELOW = WEIGHTS | {"quality": "52", "social_value": "8"}


def test_saving_weights_leads_to_the_matrix(officer, tender):
    response = officer.post(url("weights", tender), WEIGHTS | {"save": "yes"})

    assert response.headers["Location"] == url("areas", tender)


def test_the_page_says_how_far_the_weights_are_from_100(officer, tender):
    page = words(officer.post(url("weights", tender), WEIGHTS | {"price": "35"}))

    assert "The weights add up to 95%. Give 5 more to reach exactly 100%" in page


def test_checking_says_what_the_rules_ask_and_saves_nothing(officer, tender):
    page = words(officer.post(url("weights", tender), BELOW | {"check": "yes"}))

    assert (
        "NHS England: net zero and social value asks for at least 10%. "
        "You have 8%: 2 percentage points short." in page
    )
    assert "Record the departure" in page
    assert "There is a problem" not in page
    assert tender.methodologies.get().social_value_weight == 15


def test_checking_half_an_answer_shows_what_is_wrong_with_it(officer, tender):
    page = words(officer.post(url("weights", tender), BELOW | {"check": "yes", "quality": "lots"}))

    assert "Quality must be a number, like 12.5" in page


def test_the_piece_that_htmx_asks_for_answers_in_words(officer, tender):
    address = reverse("tenders:check_weights", args=[tender.pk])

    short = words(officer.post(address, BELOW))
    above = words(officer.post(address, WEIGHTS | {"social_value": "15.5"}))
    exactly = words(officer.post(address, WEIGHTS | {"social_value": "10"}))
    nothing = words(officer.post(address, {}))

    assert "You have 8%: 2 percentage points short." in short
    assert "You have 15.5%: 5.5 percentage points above." in above
    assert "The weights add up to 100.5%: 0.5 too many." in above
    assert "You have 10%: exactly that." in exactly
    assert "Give all three weights" in nothing
    assert "<html" not in short


def test_the_piece_is_for_officers(tender):
    address = reverse("tenders:check_weights", args=[tender.pk])

    assert client_of(tender.organisation, "auditor").post(address, WEIGHTS).status_code == 403


def test_below_the_floor_asks_for_a_departure_and_then_keeps_it(officer, tender):
    refused = words(officer.post(url("weights", tender), BELOW))
    departure = {"departure_reason": "Off the shelf.", "departure_approver": "Ada, chief executive"}
    response = officer.post(url("weights", tender), BELOW | departure)

    assert "Enter the reason" in refused
    assert "Enter who approved the departure" in refused
    assert response.status_code == 302
    page = words(officer.get(url("tender", tender)))
    assert "Approved, as recorded, by Ada, chief executive" in page
    assert "Waits for an approver" in page


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"departure_reason": "Off the shelf."}, "Enter who approved the departure"),
        ({"departure_approver": "Ada"}, "Enter the reason"),
    ],
)
def test_half_a_departure_is_asked_for_the_other_half(officer, tender, given, asked):
    response = officer.post(url("weights", tender), BELOW | given)

    assert next(iter(response.context["form"].errors.values()))[0].endswith(asked)
    assert len(response.context["form"].errors) == 1


def test_weights_changed_by_someone_else_are_not_overwritten(officer, tender):
    officer.post(url("weights", tender), WEIGHTS)

    response = officer.post(url("weights", tender), WEIGHTS | {"quality": "50", "price": "35"})

    assert "Somebody changed the method after you opened this page" in words(response)
    assert 'name="edits" value="1"' in words(response)


def test_a_tender_that_no_rule_binds_says_so(tender):
    tender.buyer_kind = "university"
    tender.save()

    page = words(officer_of(tender).get(url("weights", tender)))

    assert "No rule that binds this tender sets a lowest weight" in page


def test_without_the_published_rules_the_page_says_so():
    tender = MethodologyFactory().tender

    page = words(officer_of(tender).get(url("weights", tender)))

    assert "Run manage.py load_frameworks" in page


# --- Areas and questions ------------------------------------------------------------------------


def test_chosen_areas_become_questions(officer, tender):
    answer = {"edits": "0", "areas": ["2.2", "4.2", "5.1"]}

    response = officer.post(url("areas", tender), answer)

    assert response.headers["Location"] == url("social_value", tender)
    page = words(officer.get(url("social_value", tender)))
    assert "3 questions cannot have 33.33% each: that adds up to 99.99%" in page


def test_no_area_is_an_error(officer, tender):
    page = words(officer.post(url("areas", tender), {"edits": "0"}))

    assert "Select at least one area for action" in page


def test_the_matrix_can_be_another_of_those_published(officer, tender):
    page = officer.get(url("areas", tender))
    other = next(
        version for version in page.context["versions"] if version != page.context["version"]
    )

    chosen = officer.get(url("areas", tender), {"matrix": other.pk})

    assert chosen.context["version"] == other


def test_areas_changed_by_someone_else_are_not_overwritten(officer, tender):
    officer.post(url("weights", tender), WEIGHTS)

    page = words(officer.post(url("areas", tender), {"edits": "0", "areas": ["2.2"]}))

    assert "Somebody changed the method" in page


def test_without_the_matrix_the_page_says_what_to_do():
    tender = MethodologyFactory().tender

    page = words(officer_of(tender).get(url("areas", tender)))

    assert "The matrix is not loaded yet" in page


def test_questions_start_at_the_matrix():
    tender = MethodologyFactory().tender

    response = officer_of(tender).get(url("social_value", tender))

    assert response.headers["Location"] == url("areas", tender)


def formset(*questions, edits=0, **more):
    """Return the answers of a page of questions."""
    answers = {
        "edits": str(edits),
        "form-TOTAL_FORMS": str(len(questions)),
        "form-INITIAL_FORMS": "0",
    }
    for place, question in enumerate(questions):
        whole = {"title": "Service", "question": "How?", "weight": "100", "scale": "ten-uneven"}
        for name, value in (whole | question).items():
            answers[f"form-{place}-{name}"] = value
    return answers | more


def titles(tender, section="quality"):
    """Return the titles of the questions of a section."""
    criteria = Criterion.objects.filter(methodology__tender=tender, section=section)
    return list(criteria.order_by("position").values_list("title", flat=True))


def test_quality_questions_are_saved_in_order(officer, tender):
    answers = formset(
        {"title": "Service", "weight": "60"},
        {"title": "Staff", "weight": "40", "pass_mark_points": "5", "pass_mark_follows": "out"},
    )

    response = officer.post(url("quality", tender), answers)

    assert response.headers["Location"] == url("pass_marks", tender)
    assert titles(tender) == ["Service", "Staff"]


def test_a_question_is_taken_out_whatever_is_wrong_with_it(officer, tender):
    answers = formset({"title": "Service"}, {"title": "", "weight": "x", "remove": "on"})

    officer.post(url("quality", tender), answers)

    assert titles(tender) == ["Service"]


def test_questions_that_do_not_add_up_say_so(officer, tender):
    page = words(officer.post(url("quality", tender), formset({"weight": "90"})))

    assert "The weights of these questions add up to 90%. Give 10 more" in page


def test_a_question_without_words_is_refused(officer, tender):
    page = words(officer.post(url("quality", tender), formset({"title": ""})))

    assert "Enter the title" in page


def test_another_question_is_added_without_saving(officer, tender):
    page = words(officer.post(url("quality", tender), formset({"title": "Typed"}, add="yes")))

    assert page.count("Question, as bidders read it") == 2
    assert "Typed" in page
    assert titles(tender) == ["Running the service"]


def test_a_new_question_has_the_scale_of_the_last_or_none(officer, tender):
    first = MethodologyFactory().tender

    nothing = officer_of(first).get(url("quality", first)).context["formset"]
    answers = formset({"scale": "one-to-five"}, add="yes")
    another = officer.post(url("quality", tender), answers).context["formset"]
    alone = officer.post(url("quality", tender), formset(add="yes")).context["formset"]

    assert [form["scale"].value() for form in nothing] == [None]
    assert [form["scale"].value() for form in another] == ["one-to-five", "one-to-five"]
    assert [form["scale"].value() for form in alone] == [""]


def test_weights_are_split_equally_without_saving(officer, tender):
    answers = formset({}, {}, {"remove": "on"}, {}, split="yes")

    page = words(officer.post(url("quality", tender), answers))

    for weight in ("33.34", "33.33"):
        assert f'value="{weight}"' in page


def test_an_equal_split_of_nothing_changes_nothing(officer, tender):
    answers = formset({"remove": "on", "weight": "7"}, split="yes")

    assert 'value="7"' in words(officer.post(url("quality", tender), answers))


def test_questions_changed_by_someone_else_are_not_overwritten(officer, tender):
    officer.post(url("quality", tender), formset({"title": "Theirs"}))

    page = words(officer.post(url("quality", tender), formset({"title": "Mine"})))

    assert "Somebody changed the method" in page
    assert 'name="edits" value="1"' in page
    assert titles(tender) == ["Theirs"]


@pytest.mark.parametrize("broken", [{"form-TOTAL_FORMS": "x"}, {"edits": "x"}])
def test_a_page_that_was_tampered_with_changes_nothing(broken, officer, tender):
    officer.post(url("quality", tender), formset({"title": "Mine"}) | broken)

    assert titles(tender) == ["Running the service"]


# --- Price --------------------------------------------------------------------------------------

PRICE = {
    "edits": "0",
    "formula": "BENCHMARK",
    "floor": "500,000",
    "ceiling": "1,500,000",
    "tie_1": "price",
    "tie_2": "social_value",
    "tie_3": "quality",
    "percent_below": "10",
    "references": ["mean_of_others"],
    "should_cost": "900000",
}


def method_of(tender):
    """Return how the only lot of a tender is priced."""
    return tender.methodologies.get().lot_methods.get()


def test_price_is_saved(officer, tender):
    response = officer.post(url("price", tender), PRICE)

    assert response.headers["Location"] == url("tender", tender)
    assert method_of(tender).parameters == {"floor": "500000.00", "ceiling": "1500000.00"}
    assert tender.lots.get().should_cost_pence == 90_000_000


@pytest.mark.parametrize(
    ("weight", "answers", "parameters"),
    [
        (
            "40",
            {"formula": "SPREAD", "full_score_when_undefined": "on"},
            {"when_undefined": "full_score"},
        ),
        ("40", {"formula": "SPREAD"}, {}),
        ("40", {"formula": "REL_LOWEST"}, {}),
        ("0", {"formula": "WEIGHTED_VFM", "exponent": "1.5"}, {"exponent": "1.5"}),
        (
            "0",
            {"formula": "LOWEST_ABOVE_THRESHOLD", "minimum_quality": "60"},
            {"minimum_quality": "60"},
        ),
        ("0", {"formula": "FIXED_PRICE", "fixed_price": "10"}, {"price": "10.00"}),
        ("0", {"formula": "PQP"}, {}),
    ],
)
def test_each_formula_asks_for_its_own_numbers(officer, tender, weight, answers, parameters):
    tender.methodologies.update(price_weight=weight)
    rest = {name: value for name, value in PRICE.items() if name not in {"floor", "ceiling"}}

    officer.post(url("price", tender), rest | answers)

    assert method_of(tender).parameters == parameters
    assert officer.get(url("price", tender)).status_code == 200


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"ceiling": "400000"}, "The ceiling must be above the floor"),
        ({"floor": ""}, "Enter the floor"),
        ({"formula": ""}, "Select a price formula"),
        ({"formula": "PQP"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_a_price_is_said(officer, tender, answers, sentence):
    assert sentence in words(officer.post(url("price", tender), PRICE | answers))


def test_an_exponent_is_a_multiple_of_a_half(officer, tender):
    tender.methodologies.update(price_weight="0")
    answers = PRICE | {"formula": "WEIGHTED_VFM", "exponent": "1.3"}

    assert "Exponent must be 1, 1.5, 2 and so on" in words(
        officer.post(url("price", tender), answers)
    )


def test_a_price_changed_by_someone_else_is_not_overwritten(officer, tender):
    officer.post(url("price", tender), PRICE)

    page = words(officer.post(url("price", tender), PRICE | {"floor": "1"}))

    assert "Somebody changed the method" in page


def test_a_formula_that_no_longer_fits_is_refused(officer, tender, monkeypatch):
    monkeypatch.setattr("procurement.tenders.actions.pricing.RANKING_FORMULAS", {"BENCHMARK"})

    page = words(officer.post(url("price", tender), PRICE))

    assert "This formula does not fit a price weight of 40%" in page


# --- Fixing and after ---------------------------------------------------------------------------


def test_a_rule_that_is_not_checked_is_named_and_must_be_accepted(officer, tender):
    page = words(officer.get(url("publish", tender)))
    refused = words(officer.post(url("publish", tender), {"edits": "0"}))

    tender.refresh_from_db()
    assert "Not checked yet: where the climate theme is." in page
    assert reverse("framework:weight_rule", args=["nhs-england-2022"]) in page
    assert "Tick that what is not met or not checked may stand, or settle it first" in refused
    assert tender.is_draft


@pytest.mark.parametrize(
    ("places", "status", "said"),
    [
        (["specification", "social_value_criterion"], "Met", "in the specification and in a"),
        (["nowhere"], "Not met", "No departure is recorded."),
    ],
)
def test_where_the_climate_theme_is_can_be_said(places, status, said, officer, tender):
    response = officer.post(url("climate", tender), {"edits": "0", "places": places})

    page = officer.get(url("publish", tender))
    assert response.headers["Location"] == url("publish", tender)
    assert [row["status"] for row in page.context["rules"]] == [status]
    assert said in words(page)
    assert events_of(tender).last().did == "tender.climate_theme_said"
    assert words(officer.get(url("climate", tender))).count("checked") == len(places)


def test_the_climate_theme_is_somewhere_or_nowhere(officer, tender):
    both = {"edits": "0", "places": ["specification", "nowhere"]}

    assert "or select nowhere, not both" in words(officer.post(url("climate", tender), both))


def test_a_climate_answer_changed_by_someone_else_is_not_overwritten(officer, tender):
    officer.post(url("weights", tender), WEIGHTS)

    page = words(officer.post(url("climate", tender), {"edits": "0", "places": ["nowhere"]}))

    assert "Somebody changed the method" in page


def test_a_rule_that_is_not_met_shows_its_departure(officer, tender):
    officer.post(url("climate", tender), {"edits": "0", "places": ["specification"]})
    departure = {"departure_reason": "Off the shelf.", "departure_approver": "Ada"}
    officer.post(url("weights", tender), BELOW | {"edits": "1"} | departure)
    before = officer.get(url("publish", tender))
    recorded = tender.methodologies.get().departures.get()
    actions.decide_departure(departure=recorded, confirms=True, by=UserFactory(), at=timezone.now())

    page = officer.get(url("publish", tender))

    assert "An approver has to confirm the departure from" in words(before)

    assert [row["status"] for row in page.context["rules"]] == ["Not met"]
    assert "Departure approved by Ada: Off the shelf." in words(page)
    assert "it may stand" not in words(page)


def test_a_question_without_a_text_is_named_and_linked(officer, tender):
    tender.methodologies.get().criteria.filter(code="Q1").update(question=" \n")

    page = words(officer.get(url("publish", tender)))

    assert (
        f'href="{url("quality", tender)}#question-1">'
        "Write the question of Q1 Running the service: it has no text." in page
    )


def test_what_is_missing_is_listed_with_a_link_to_where_it_is_settled():
    tender = LotMethodFactory(formula="").methodology.tender

    page = words(officer_of(tender).get(url("publish", tender)))

    assert f'href="{url("quality", tender)}">Add the quality questions.' in page


def test_the_threshold_is_said_beside_the_value():
    call_command("load_frameworks", verbosity=0)
    organisation = OrganisationFactory(kind="nhs_trust")
    client = client_of(organisation, "procurement_officer")

    new = words(client.get(reverse("tenders:create")))
    draft = TenderFactory(organisation=organisation)
    page = words(client.get(url("change", draft)))

    said = "£135,018 for goods and services, £5,193,000 for works, for procurements commencing"
    assert said in new
    assert f"{said} 1 June 2026" in page


def test_what_the_law_asks_leads_on_to_the_weights():
    tender = whole_method().tender

    assert "Continue to the weights" in words(officer_of(tender).get(url("law", tender)))


@pytest.mark.parametrize("page", DRAFT_PAGES)
def test_a_fixed_method_leads_back_to_the_tender(page):
    tender = whole_method(fixed=True).tender

    response = officer_of(tender).get(url(page, tender), follow=True)

    assert response.redirect_chain == [(url("tender", tender), 302)]
    assert "The method is fixed. It cannot be changed any more." in words(response)


def test_a_tender_that_is_published_meanwhile_does_not_change(monkeypatch):
    tender = whole_method().tender

    def published_meanwhile(**_):
        raise actions.MethodIsFixed

    monkeypatch.setattr(actions, "change_tender", published_meanwhile)

    page = words(officer_of(tender).post(url("change", tender), ABOUT))

    assert "The method is fixed. It cannot be changed any more." in page


def test_the_page_of_a_draft_lists_what_is_to_do():
    tender = LotMethodFactory(
        formula="",
        methodology__quality_weight=None,
        methodology__price_weight=None,
        methodology__social_value_weight=None,
    ).methodology.tender

    page = words(officer_of(tender).get(url("tender", tender)))

    assert "Once every step above is done; by two people" in page
    assert (
        f'Next for you: <a class="govuk-link govuk-!-font-weight-bold" href="{url("duty", tender)}"'
        in page
    )


def test_the_page_of_a_tender_asks_the_same_number_of_queries_however_many_questions():
    methodology = whole_method(fixed=True)
    client = officer_of(methodology.tender)
    with CaptureQueriesContext(connection) as few:
        client.get(url("tender", methodology.tender))
    for place in range(3):
        CriterionFactory(methodology=methodology, position=10 + place)

    with CaptureQueriesContext(connection) as more:
        client.get(url("tender", methodology.tender))

    assert len(more) == len(few)


def test_the_record_says_who_did_what(officer, tender):
    officer.post(url("weights", tender), BELOW | {
        "departure_reason": "Off the shelf.", "departure_approver": "Ada",
    })  # fmt: skip

    page = words(officer.get(url("record", tender)))

    assert "set the weights: quality 52%, price 40%, social value 8%" in page
    assert (
        "recorded a departure from NHS England: net zero and social value, approved by Ada" in page
    )
    assert "Reason: Off the shelf." in page


def test_the_record_says_what_was_before_and_after(officer, tender):
    officer.post(url("price", tender), PRICE)

    page = words(officer.get(url("record", tender)))

    assert "should-cost estimate: none → £900,000" in page
    assert "numbers of the formula" not in page  # they are as they were


def test_an_empty_record_says_so(officer, tender):
    assert "Nothing has been recorded yet." in words(officer.get(url("record", tender)))


def test_departures_stand_with_the_method():
    methodology = whole_method(fixed=True)
    WeightDepartureFactory(methodology=methodology)

    page = words(officer_of(methodology.tender).get(url("tender", methodology.tender)))

    assert "Departure from Ours: 15%." in page
