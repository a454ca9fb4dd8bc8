"""The stress test through the client: its result, made-up bids, their points, acknowledgement."""

import csv
from decimal import Decimal
from fractions import Fraction
from io import StringIO

import pytest
from django.urls import reverse

from procurement.calculations.stress import testing
from procurement.tenders.actions import stress as actions
from procurement.tenders.models import State, StressAcknowledgement, StressBid
from procurement.tenders.presenters.stress_charts import short_price
from procurement.tenders.presenters.stress_figures import FIGURES
from procurement.tenders.queries import stress as stress_queries
from procurement.tenders.queries import what_is_missing
from socialvalue.audit.queries import events_of
from tests.factories.accounts import OrganisationFactory
from tests.factories.tenders import (
    MADE,
    CriterionFactory,
    CriterionLotFactory,
    LotFactory,
    LotMethodFactory,
    SectionPassMarkFactory,
    StressAcknowledgementFactory,
    StressBidFactory,
    whole_method,
)
from tests.integration.procurement.people import client_of, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_fields(monkeypatch):
    """Draw forty fields in place of a thousand: the pages are the same."""
    monkeypatch.setattr(testing, "FIELDS", 40)
    monkeypatch.setattr(stress_queries, "_kept", type(stress_queries._kept)())


def url(name, tender, **query):
    """Return the address of a page of the test."""
    page = reverse(f"tenders:{name}", args=[tender.pk])
    return page + (
        "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
    )


def words(response):
    """Return the answer's text on one line."""
    return " ".join(response.content.decode().split())


def relative(**more):
    """Return a draft method with the commonest formula, under which bids depend on each other."""
    methodology = whole_method(**more)
    methodology.lot_methods.update(formula="REL_LOWEST", parameters={})
    return methodology


def formset(*bids, **more):
    """Return made-up bids as the form sends them."""
    sent = {"form-TOTAL_FORMS": str(len(bids)), "form-INITIAL_FORMS": "0", **more}
    for place, (pk, name, price, quality, social_value) in enumerate(bids):
        sent |= {
            f"form-{place}-pk": pk,
            f"form-{place}-name": name,
            f"form-{place}-price_pence": price,
            f"form-{place}-quality_percent": quality,
            f"form-{place}-social_value_percent": social_value,
        }
    return sent


TWO = [("", "Cheap", "700,000", "60", "60"), ("", "Good", "1,000,000", "75", "75")]


# --- The result -----------------------------------------------------------------------------------
def test_a_recommended_method_passes_and_asks_nothing():
    tender = whole_method().tender

    page = words(officer_of(tender).get(url("stress", tender)))

    assert "The method passes" in page
    assert "I have read the result" not in page
    assert "These are the bids that every test begins with" in page


def test_a_relative_method_asks_why_it_is_kept():
    tender = relative().tender

    page = words(officer_of(tender).get(url("stress", tender)))

    assert "Why you keep this formula" in page
    assert "the marks of a bid depend on the other bids" in page


@pytest.mark.parametrize("role", ["approver", "auditor"])
def test_others_read_the_result_and_change_nothing(role):
    tender = relative().tender
    reader = client_of(tender.organisation, role)

    page = words(reader.get(url("stress", tender)))

    assert "Nobody has said so yet" in page
    assert "Change the made-up bids" not in page
    assert reader.post(url("stress", tender), {}).status_code == 403
    assert reader.get(url("stress_bids", tender)).status_code == 403


@pytest.mark.parametrize("page", ["stress", "stress_bids", "stress_file"])
def test_another_organisations_test_is_not_found(page):
    stranger = client_of(OrganisationFactory(), "procurement_officer")

    assert stranger.get(url(page, whole_method().tender)).status_code == 404


def test_the_page_is_shown_with_a_losing_bid_that_decides():
    methodology = relative()
    tender, lot = methodology.tender, methodology.tender.lots.get()
    for name, price, marks in (("A", 1_000_000, 75), ("B", 700_000, 60), ("C", 400_000, 30)):
        StressBidFactory(
            lot=lot, name=name, price_pence=price * 100, quality_percent=Decimal(marks),
            social_value_percent=Decimal(marks),
        )  # fmt: skip

    page = words(officer_of(tender).get(url("stress", tender)))

    assert "A losing bid can change the winner" in page
    assert "Put in C, at £400,000, which loses with 58.00" in page
    assert "The totals of two bids, by the price of a third" in page
    assert "These are the bids that every test begins with" not in page


@pytest.mark.parametrize(
    ("formula", "parameters", "measure"),
    [
        ("PQP", {}, "Pounds per point"),
        ("WEIGHTED_VFM", {"exponent": "1.5"}, "Value index"),
        ("FIXED_PRICE", {"price": "900000.00"}, "Points"),
        ("LOWEST_ABOVE_THRESHOLD", {"minimum_quality": "62"}, "Rank"),
    ],
)
def test_methods_that_rank_by_another_measure_are_shown(formula, parameters, measure):
    methodology = whole_method()
    methodology.quality_weight, methodology.price_weight = Decimal(85), Decimal(0)
    methodology.save()
    methodology.lot_methods.update(formula=formula, parameters=parameters)
    tender = methodology.tender

    page = words(officer_of(tender).get(url("stress", tender)))

    assert measure in page
    assert ("Out" in page) == (formula == "LOWEST_ABOVE_THRESHOLD")


def test_made_up_bids_without_a_winner_are_shown():
    tender = whole_method().tender
    for _ in range(2):
        StressBidFactory(lot=tender.lots.get())

    page = words(officer_of(tender).get(url("stress", tender)))

    assert "nothing but drawn lots separates them" in page
    assert "Nobody wins." in page


def test_a_formula_without_an_answer_is_shown():
    methodology = whole_method()
    methodology.lot_methods.update(formula="SPREAD", parameters={})
    tender = methodology.tender
    for _ in range(2):
        StressBidFactory(lot=tender.lots.get())

    assert "has no answer for your made-up bids" in words(
        officer_of(tender).get(url("stress", tender))
    )


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"price_weight": None}, "Decide the weights first"),
        ({"price_weight": Decimal(39)}, "Decide the weights first"),
        ({"quality_weight": Decimal(85), "price_weight": Decimal(0)}, "does not fit the weight"),
    ],
)
def test_a_method_that_is_not_there_yet_says_what_is_missing(changes, problem):
    methodology = whole_method()
    for name, value in changes.items():
        setattr(methodology, name, value)
    methodology.save()
    officer = officer_of(methodology.tender)

    assert problem in words(officer.get(url("stress", methodology.tender)))
    assert officer.get(url("stress_file", methodology.tender)).status_code == 200
    assert officer.get(url("stress_bids", methodology.tender)).status_code == 302
    assert problem in words(
        officer.post(url("stress", methodology.tender), {"fingerprint": "x", "reason": "Why not"})
    )


@pytest.mark.parametrize(
    ("formula", "problem"),
    [("", "Choose how prices are scored first"), ("BENCHMARK", "Give the numbers")],
)
def test_a_formula_that_is_not_there_yet_says_so(formula, problem):
    methodology = whole_method()
    methodology.lot_methods.update(formula=formula, parameters={})

    page = officer_of(methodology.tender).get(url("stress", methodology.tender))

    assert problem in words(page)


def test_without_a_weight_social_value_is_not_asked_how_often_it_decides():
    methodology = whole_method()
    methodology.quality_weight, methodology.social_value_weight = Decimal(60), Decimal(0)
    methodology.save()

    page = words(officer_of(methodology.tender).get(url("stress", methodology.tender)))

    assert "Social value weighs nothing" in page
    assert "How often social value decides" not in page


def test_a_weight_at_which_nobody_wins_is_said_so():
    methodology = whole_method()
    methodology.quality_weight, methodology.price_weight = Decimal(85), Decimal(0)
    methodology.save()
    methodology.lot_methods.update(formula="PQP", parameters={})
    tender = methodology.tender
    StressBidFactory(lot=tender.lots.get())
    StressBidFactory(lot=tender.lots.get(), social_value_percent=Decimal(0))

    page = words(officer_of(tender).get(url("stress", tender)))

    assert "Nobody wins" in page


def test_each_lot_is_tested_by_itself():
    methodology = whole_method()
    second = LotFactory(tender=methodology.tender, code="2", position=1, title="North")
    LotMethodFactory(methodology=methodology, lot=second, formula="REL_LOWEST", parameters={},
                     quality_weight=Decimal(50), price_weight=Decimal(30),
                     social_value_weight=Decimal(20))  # fmt: skip
    CriterionLotFactory(criterion=methodology.criteria.get(code="Q1"), lot=second)
    tender = methodology.tender
    officer = officer_of(tender)

    assert "The method passes" in words(officer.get(url("stress", tender)))
    assert "Why you keep this formula" in words(officer.get(url("stress", tender, lot="2")))
    assert officer.get(url("stress", tender, lot="9")).status_code == 404
    assert "Lot 2: North" in words(officer.get(url("stress_bids", tender, lot="2")))
    assert [each.code for each in stress_queries.tested_lots(methodology)[0].rules.questions] == [
        "SV1"
    ]


def test_an_estimate_with_vat_or_a_round_sum_is_expected():
    methodology = whole_method()
    tender, lot = methodology.tender, methodology.tender.lots.get()
    tender.price_basis = "including_vat"
    tender.save()
    with_vat = stress_queries.tested_lots(methodology)[0].price
    lot.value_including_vat_pence = 0
    lot.save()

    assert with_vat == 1_200_000
    assert stress_queries.tested_lots(methodology)[0].price == stress_queries.NO_ESTIMATE


def test_the_number_of_queries_does_not_grow_with_questions_and_bids(
    django_assert_max_num_queries,
):
    methodology = whole_method()
    tender = methodology.tender
    for number in range(2, 8):
        CriterionFactory(methodology=methodology, code=f"Q{number}", position=number)
        StressBidFactory(lot=tender.lots.get(), price_pence=number * 1_000_00)
    officer = officer_of(tender)

    with django_assert_max_num_queries(22):
        officer.get(url("stress", tender))


# --- Made-up bids ---------------------------------------------------------------------------------
def test_the_form_begins_with_the_bids_of_the_test():
    tender = whole_method().tender

    page = words(officer_of(tender).get(url("stress_bids", tender)))

    assert 'value="Bid A, balanced"' in page
    assert 'value="1,000,000"' in page


def test_bids_are_made_up_changed_and_taken_out():
    tender = whole_method().tender
    officer = officer_of(tender)

    first = officer.post(url("stress_bids", tender), formset(*TWO))
    cheap, good = tender.lots.get().stress_bids.order_by("position")
    third = ("", "New", "800,000", "65", "65")
    changed = (str(good.pk), "Better", "1,100,000", "80.5", "75")
    second = officer.post(
        url("stress_bids", tender),
        formset((str(cheap.pk), *TWO[0][1:]), changed, third, **{"form-0-remove": "on"}),
    )

    assert (first.status_code, second.url) == (302, url("stress", tender))
    assert [
        (bid.name, bid.price_pence, bid.quality_percent)
        for bid in tender.lots.get().stress_bids.order_by("position")
    ] == [("Better", 1_100_000_00, Decimal("80.5")), ("New", 800_000_00, Decimal(65))]
    assert StressBid.objects.get(name="Better").pk == good.pk
    done = [event.did for event in events_of(tender)]
    assert done == ["tender.stress_bids_set"] * 2


def test_another_row_is_asked_for_without_script_and_without_complaint():
    tender = whole_method().tender

    page = officer_of(tender).post(url("stress_bids", tender), formset(*TWO, add="yes"))

    assert page.status_code == 200
    assert "Bid 3" in words(page)
    assert "There is a problem" not in words(page)
    assert not StressBid.objects.exists()


def test_no_more_than_eight_bids_can_be_added():
    tender = whole_method().tender
    eight = [("", f"Bid {n}", "1", "1", "1") for n in range(8)]

    page = officer_of(tender).post(url("stress_bids", tender), formset(*eight, add="yes"))

    assert "Bid 9" not in words(page)
    assert "Add another bid" not in words(page)


@pytest.mark.parametrize(
    ("bids", "message"),
    [
        ([("", "", "1", "1", "1"), TWO[1]], "Enter a name for the bid"),
        ([("", "Free", "0", "1", "1"), TWO[1]], "must be"),
        (TWO[:1], "Keep at least two bids"),
    ],
)
def test_what_is_wrong_with_made_up_bids_is_said(bids, message):
    tender = whole_method().tender

    page = officer_of(tender).post(url("stress_bids", tender), formset(*bids))

    assert message in words(page)
    assert not StressBid.objects.exists()


def test_once_bids_are_opened_nothing_can_be_made_up():
    tender = whole_method(fixed=True).tender
    bid = StressBidFactory(lot=tender.lots.get())
    tender.state = State.CLOSED
    tender.save()
    officer = officer_of(tender)
    points = reverse("tenders:stress_points", args=[tender.pk, bid.pk])

    assert officer.get(url("stress", tender)).status_code == 200
    assert "Change the made-up bids" not in words(officer.get(url("stress", tender)))
    assert officer.post(url("stress_bids", tender), formset(*TWO)).url == url("stress", tender)
    assert officer.get(points).url == url("stress", tender)
    assert StressBid.objects.count() == 1


def test_bids_opened_while_the_page_was_open_are_noticed(monkeypatch):
    tender = relative().tender
    bid = StressBidFactory(lot=tender.lots.get())
    StressBidFactory(lot=tender.lots.get(), price_pence=5)
    officer = officer_of(tender)
    fingerprint = stress_queries.tested_lots(tender.methodologies.get())[0].fingerprint

    def closed(lot):
        raise actions.StressTestOver

    monkeypatch.setattr(actions, "_open_tender", closed)

    said = "Bids have been opened."
    assert said in words(officer.post(url("stress_bids", tender), formset(*TWO)))
    points = reverse("tenders:stress_points", args=[tender.pk, bid.pk])
    assert said in words(officer.post(points, {"Q1": "3"}))
    answer = {"fingerprint": fingerprint, "reason": "Used to it."}
    assert said in words(officer.post(url("stress", tender), answer))


def test_actions_refuse_once_bids_are_opened():
    tender = whole_method(fixed=True).tender
    tender.state = State.CLOSED
    tender.save()

    with pytest.raises(actions.StressTestOver):
        actions.set_stress_bids(lot=tender.lots.get(), answers=[], by="x", at=MADE)


# --- Points on the questions ----------------------------------------------------------------------
def test_points_on_every_question_of_a_section_count_in_place_of_its_percent():
    methodology = whole_method()
    tender, lot = methodology.tender, methodology.tender.lots.get()
    bid = StressBidFactory(lot=lot)
    officer = officer_of(tender)
    address = reverse("tenders:stress_points", args=[tender.pk, bid.pk])

    shown = words(officer.get(address))
    officer.post(address, {"Q1": "2", "SV1": ""})
    tested = stress_queries.tested_lots(methodology)[0]
    (entrant,) = stress_queries.entrants_of(stress_queries.stress_bids_of(lot), tested)

    assert "Running the service" in shown
    assert entrant.percents == {"quality": 40, "social_value": 75}
    assert entrant.points == {"Q1": 2}
    assert "They count in place of these percentages" in words(
        officer.get(url("stress_bids", tender))
    )


def test_points_that_are_no_level_any_more_do_not_count():
    methodology = whole_method()
    bid = StressBidFactory(lot=methodology.tender.lots.get(), points={"Q1": "2.5", "SV1": None})
    tested = stress_queries.tested_lots(methodology)[0]

    (entrant,) = stress_queries.entrants_of([bid], tested)

    assert entrant.points == {}


def test_points_of_a_bid_of_another_tender_are_not_found():
    tender = whole_method().tender
    other = StressBidFactory(lot=whole_method().tender.lots.get())

    address = reverse("tenders:stress_points", args=[tender.pk, other.pk])

    assert officer_of(tender).get(address).status_code == 404


def test_without_questions_there_are_no_points_to_give():
    methodology = whole_method()
    methodology.criteria.all().delete()
    bid = StressBidFactory(lot=methodology.tender.lots.get())

    address = reverse("tenders:stress_points", args=[methodology.tender.pk, bid.pk])

    assert officer_of(methodology.tender).get(address).status_code == 302


def test_pass_marks_put_a_made_up_bid_out():
    methodology = whole_method()
    methodology.criteria.filter(code="Q1").update(
        pass_mark_points=Decimal(3), pass_mark_disqualifies=True
    )
    SectionPassMarkFactory(methodology=methodology, percent=Decimal(80))
    tested = stress_queries.tested_lots(methodology)[0]

    assert tested.rules.section_pass_marks == {"social_value": 80}
    assert [each.pass_mark for each in tested.rules.questions] == [3, None]


# --- Acknowledgement ------------------------------------------------------------------------------
def missing_of(methodology):
    """Return what is missing that the stress test settles."""
    return [each.sentence for each in what_is_missing(methodology) if each.page == "tenders:stress"]


def test_a_relative_formula_cannot_be_published_before_its_test_is_acknowledged():
    methodology = relative()
    tender = methodology.tender
    before = missing_of(methodology)
    fingerprint = stress_queries.tested_lots(methodology)[0].fingerprint

    answer = officer_of(tender).post(
        url("stress", tender), {"fingerprint": fingerprint, "reason": "The market knows it."}
    )

    said = StressAcknowledgement.objects.get()
    assert answer.url == url("stress", tender)
    assert before == [
        (
            "Read the stress test and say why you keep a price formula under which one bid can "
            "change the marks of another."
        )
    ]
    assert missing_of(methodology) == []
    assert stress_queries.stress_acknowledged(methodology)
    assert (said.fingerprint, said.reason) == (fingerprint, "The market knows it.")
    assert said.verdict in {"changes_winners", "look_again"}
    assert said.findings
    event = next(each for each in events_of(tender) if each.did == "tender.stress_acknowledged")
    assert (event.reason, event.after["fingerprint"]) == ("The market knows it.", fingerprint)
    page = words(officer_of(tender).get(url("stress", tender)))
    assert "Acknowledged by" in page


def test_a_changed_method_needs_a_new_acknowledgement():
    methodology = relative()
    tested = stress_queries.tested_lots(methodology)[0]
    StressAcknowledgementFactory(lot=tested.lot, fingerprint=tested.fingerprint)
    before = stress_queries.stress_acknowledged(methodology)

    methodology.tie_break = ["price"]
    methodology.save()

    assert before
    assert not stress_queries.stress_acknowledged(methodology)


def test_other_words_of_a_question_need_no_new_acknowledgement():
    methodology = relative()
    before = stress_queries.tested_lots(methodology)[0].fingerprint

    methodology.criteria.update(title="In other words")

    assert stress_queries.tested_lots(methodology)[0].fingerprint == before


def test_an_absolute_formula_needs_none():
    assert stress_queries.stress_acknowledged(whole_method())


def test_a_method_changed_meanwhile_is_not_acknowledged():
    tender = relative().tender

    page = officer_of(tender).post(
        url("stress", tender), {"fingerprint": "f" * 64, "reason": "The market knows it."}
    )

    assert "The method was changed after you opened this page" in words(page)
    assert not StressAcknowledgement.objects.exists()


def test_an_acknowledgement_needs_a_reason():
    tender = relative().tender

    page = officer_of(tender).post(url("stress", tender), {"fingerprint": "x", "reason": " "})

    assert "Enter why you keep this formula" in words(page)


def test_the_page_of_the_tender_leads_to_the_test():
    tender = relative().tender

    page = words(officer_of(tender).get(reverse("tenders:tender", args=[tender.pk])))
    evaluator = client_of(tender.organisation, "evaluator")

    assert url("stress", tender) in page
    assert url("stress", tender) not in words(
        evaluator.get(reverse("tenders:tender", args=[tender.pk]))
    )


def test_made_up_bids_and_acknowledgements_say_what_they_are():
    assert str(StressBidFactory(name="A")) == "made-up bid A"
    assert str(StressAcknowledgementFactory()) == (
        "acknowledgement of the stress test of lot 1: Whole contract"
    )


# --- Files ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("pounds", "written"), [(1_250_000, "£1.25m"), (70, "£70"), (7_000, "£7k")]
)
def test_prices_on_an_axis_are_short(pounds, written):
    assert short_price(Fraction(pounds)) == written


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("formula", ["REL_LOWEST", "BENCHMARK"])
def test_each_picture_has_a_file(figure, formula):
    methodology = whole_method()
    methodology.lot_methods.update(formula=formula)
    tender, lot = methodology.tender, methodology.tender.lots.get()
    for name, price, marks in (("A", 1_000_000, 75), ("B", 700_000, 60), ("C", 400_000, 30)):
        StressBidFactory(
            lot=lot, name=name, price_pence=price * 100, quality_percent=Decimal(marks),
            social_value_percent=Decimal(marks),
        )  # fmt: skip

    answer = officer_of(tender).get(url("stress_file", tender, figure=figure))

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert answer.headers["Content-Disposition"].endswith(f'stress-test-{figure}.csv"')
    assert len(rows) > 1 or (figure, formula) == ("reversal", "BENCHMARK")
    assert {len(row) for row in rows} == {len(rows[0])}


def test_the_file_of_the_totals_by_hand():
    methodology = whole_method()
    tender, lot = methodology.tender, methodology.tender.lots.get()
    StressBidFactory(lot=lot, name="A")
    StressBidFactory(lot=lot, name="B", price_pence=1_500_000_00)

    answer = officer_of(tender).get(url("stress_file", tender, figure="totals"))

    # Floor 0.5m, ceiling 1.5m: A has half of 40; 45 x 0.75 = 33.75, 15 x 0.75 = 11.25
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [[name, *map(Decimal, numbers)] for name, *numbers in rows[1:]] == [
        ["A", 1_000_000, Decimal("33.75"), Decimal("11.25"), 20, 65, 1],
        ["B", 1_500_000, Decimal("33.75"), Decimal("11.25"), 0, 45, 2],
    ]


def test_a_file_that_does_not_exist_is_not_found():
    tender = whole_method().tender

    assert officer_of(tender).get(url("stress_file", tender, figure="x")).status_code == 404


def test_only_so_many_results_are_kept(monkeypatch):
    monkeypatch.setattr(stress_queries, "KEPT", 1)
    methodology = whole_method()
    tested = stress_queries.tested_lots(methodology)[0]
    entrants = stress_queries.entrants_of([], tested)

    first = stress_queries.run(tested, entrants)
    stress_queries.run(tested, entrants[:3])

    assert stress_queries.run(tested, entrants) is not first
    assert len(stress_queries._kept) == 1
