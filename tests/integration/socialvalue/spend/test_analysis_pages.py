"""The pages about analyses and their payments, as a browser without scripts asks for them."""

import pytest
from django.urls import reverse

from socialvalue.jobs import actions as jobs
from tests.factories.spend import (
    PAYMENTS,
    AnchorFactory,
    analysed,
    imported,
    taken_back,
)
from tests.integration.socialvalue.spend.pages import YEAR, page, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


# --- Analyses -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("officer")
def test_new_analysis_without_payments(client):
    assert "Upload a payments file first" in page(client, "new_analysis")


@pytest.mark.usefixtures("officer")
def test_new_analysis_proposes_the_newest_year_and_the_place(client, council):
    imported(organisation=council)

    response = client.get(reverse("spend:new_analysis"))

    initial = response.context["form"].initial
    assert (str(initial["start"]), str(initial["end"])) == ("2024-04-01", "2025-03-31")
    assert (initial["place_code"], initial["wider_place_code"]) == ("E07000123", "lancashire")
    assert "The payments that were read are of 8 May 2023 to 8 May 2024." in words(response)


@pytest.mark.usefixtures("officer")
def test_new_analysis_of_an_organisation_without_a_place(client, council):
    imported(organisation=council)
    type(council).objects.update(place_code="", wider_place_code="")

    assert "has not said yet what it calls its place" in page(client, "new_analysis")


@pytest.mark.usefixtures("officer")
def test_new_analysis_leads_to_its_job_and_then_to_the_figures(client, council):
    imported(organisation=council)

    response = client.post(reverse("spend:new_analysis"), YEAR)

    analysis = council.analyses.get()
    assert analysis.title == "Financial year 2024/25"
    assert response.url == reverse("jobs:job", args=[analysis.job_id])
    waiting = client.get(reverse("spend:analysis", args=[analysis.pk]))
    assert waiting.url == response.url
    assert client.get(reverse("spend:lines", args=[analysis.pk])).url == response.url
    jobs.run(job_id=analysis.job_id)
    assert "21.7% of £4,600 stayed in Preston" in page(client, "analysis", analysis.pk)


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"end-year": "2023"}, "Last day must be on or after the first day"),
        ({"start-day": "32"}, "First day must be a real date"),
        ({"place_code": ""}, "Select your place"),
        ({"place_code": "E09000001"}, "City of London does not lie wholly within Lancashire"),
        ({"wider_place_code": "E07000123"}, "This is the same as your place"),
        ({"other_area_code": "lancashire"}, "This area is above already: select another"),
        (
            {"start-year": "2025", "start-month": "3"},
            "No payments in this period: those that were read are of 8 May 2023 to 8 May 2024",
        ),
    ],
)
def test_new_analysis_says_what_is_wrong(client, council, wrong, said):
    imported(organisation=council)

    response = client.post(reverse("spend:new_analysis"), {**YEAR, **wrong})

    assert response.status_code == 200
    assert said in words(response)
    assert council.analyses.count() == 0


def another(council, name):
    """Return an anchor beside the council itself."""
    return AnchorFactory(
        organisation=council, name=name, code=name.lower().replace(" ", "-"), is_own=False
    )


@pytest.mark.usefixtures("officer")
def test_new_analysis_of_some_anchors_and_another_area(client, council):
    imported(organisation=council)
    college, trust, _ = (
        another(council, name) for name in ("A college", "A trust", "A body without payments")
    )
    for anchor in (college, trust):
        imported(PAYMENTS + f"{anchor.name}\n", organisation=council, anchor=anchor)

    form = page(client, "new_analysis")
    assert "Whose payments?" in form
    assert "A body without payments" not in form
    for chosen, title in (
        ([college], "A college: financial year 2024/25"),
        ([college, trust], "A college and A trust: financial year 2024/25"),
        (
            list(council.anchors.exclude(name="A body without payments")),
            "Financial year 2024/25",
        ),
    ):
        sent = {"anchors": [str(anchor.pk) for anchor in chosen], "other_area_code": "E09000001"}
        client.post(reverse("spend:new_analysis"), YEAR | sent)

        analysis = council.analyses.get(title=title)
        assert set(analysis.anchors.all()) == set(chosen)
        assert analysis.other_area_codes == ["E09000001"]


@pytest.mark.usefixtures("officer")
def test_new_analysis_of_several_of_many_anchors_counts_them(client, council):
    anchors = [another(council, f"Body {letter}") for letter in "abcd"]
    for anchor in anchors:
        imported(PAYMENTS + f"{anchor.pk}\n", organisation=council, anchor=anchor)

    sent = {"anchors": [str(anchor.pk) for anchor in anchors[:3]]}
    client.post(reverse("spend:new_analysis"), YEAR | sent)

    assert council.analyses.get().title == "3 anchors: financial year 2024/25"


@pytest.mark.usefixtures("officer")
def test_new_analysis_needs_an_anchor(client, council):
    imported(organisation=council)
    imported(PAYMENTS + "\n", organisation=council, anchor=another(council, "A college"))

    response = client.post(reverse("spend:new_analysis"), YEAR)

    assert "Select whose payments to analyse" in words(response)


@pytest.mark.usefixtures("auditor")
def test_analysis_says_where_the_money_went(client, council):
    imported(organisation=council)
    analysis = analysed(council)

    overview, categories = (
        page(client, "analysis", analysis.pk),
        page(client, "analysis_categories", analysis.pk),
    )
    suppliers = page(client, "analysis_suppliers", analysis.pk)

    assert "21.7% of £4,600 stayed in Preston £1,000 in 2 payments" in overview
    assert "Provisional" not in overview
    assert "Cleaning 2 £1,000.00 £0.00 £0.00 £0.00 £1,000.00" in categories
    assert "All 5 £1,000.00 £500.50 £3,000.25 £99.25 £4,600.00" in categories
    assert "Faraway plc 1 1 £3,000.25 65.2%" in suppliers


@pytest.mark.usefixtures("auditor")
def test_analysis_says_how_it_was_worked_out(client, council):
    imported(organisation=council)

    shown = page(client, "analysis_method", analysed(council).pk)

    assert "1 payment (£7.00) in the same files has another date and is left out" in shown
    assert "The place is known of 97.8% of the money." in shown
    assert "These are words, not a postcode 1 £99.25" in shown


@pytest.mark.usefixtures("officer")
def test_analysis_of_which_too_little_is_placed(client, council):
    imported("Supplier,Date,Amount\nBright,03/04/2024,12.00\n", organisation=council)
    analysis = analysed(council)

    assert "Provisional: the place is known of only 0.0% of the money" in page(
        client, "analysis", analysis.pk
    )


@pytest.mark.usefixtures("officer")
def test_analysis_with_nothing_in_it(client, council):
    imported(
        "Supplier,Date,Amount\nBright,03/04/2023,12.00\nBright,03/04/2026,12.00\n",
        organisation=council,
    )
    analysis = analysed(council)

    shown = page(client, "analysis", analysis.pk)

    assert "No payments in this period" in shown
    assert "Where the money goes" not in shown


@pytest.mark.usefixtures("officer")
def test_analysis_draws_the_largest_categories_and_the_others_as_one(client, council):
    rows = "".join(f"Bright,PR1 2RL,03/04/2024,{n}.00,Kind {n}\n" for n in range(1, 13))
    imported("Supplier,Postcode,Date,Amount,Category\n" + rows, organisation=council)

    shown = page(client, "analysis", analysed(council).pk)

    assert "The 7 largest of 12 categories, and the others as one." in shown
    # 1 + 2 + 3 + 4 + 5
    assert "5 other categories £15 £0 £0 £0 £15" in shown


@pytest.mark.usefixtures("officer")
def test_analysis_names_the_largest_suppliers_and_says_how_much_they_received(client, council):
    rows = "".join(f"Firm {n},PR1 2RL,03/04/2024,{n}.00\n" for n in range(1, 31))
    imported("Supplier,Postcode,Date,Amount\n" + rows, organisation=council)

    shown = page(client, "analysis_suppliers", analysed(council).pk)

    # 465 in all, of which 11 to 30 are 410
    assert "The largest 20 received £410, 88.2% of £465." in shown
    assert "Firm 11 20 1 £11.00" in shown
    assert "Firm 10 21" not in shown


@pytest.mark.usefixtures("officer")
def test_analysis_says_which_postcodes_were_repaired(client, council):
    imported(
        "Supplier,Postcode,Date,Amount\nBright,BB1 7AB,03/04/2024,1.00\n"
        "Bright,BBI 7AB,03/04/2024,2.00\nBright,EC1A IBB,03/04/2024,3.00\n",
        organisation=council,
    )

    shown = page(client, "analysis_method", analysed(council).pk)

    assert "1 payment (£3.00) has a postcode in which the letter O or I stands" in shown
    assert "EC1A IBB EC1A 1BB 1 £3.00" in shown


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("how_many", "said"),
    [
        (1, "Taken back since: 0.csv. Analyse the period again for figures without."),
        (5, "Taken back since: 0.csv, 1.csv, 2.csv and 2 more. Analyse the period again"),
    ],
)
def test_analysis_says_which_files_were_taken_back_since(client, council, how_many, said):
    for number in reversed(range(how_many)):
        imported(PAYMENTS + "\n" * number, organisation=council, name=f"{number}.csv")
    analysis = analysed(council)
    for file in council.payment_files.all():
        taken_back(file)

    assert said in page(client, "analysis", analysis.pk)


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("how_many", [1, 3])
def test_analysis_asks_the_database_as_often_however_much_there_is(
    client, council, how_many, django_assert_max_num_queries
):
    for number in range(how_many):
        imported(PAYMENTS + "\n" * number, organisation=council)
    analysis = analysed(council)

    with django_assert_max_num_queries(20):
        page(client, "analysis", analysis.pk)


# --- Payments -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("officer")
def test_payments_of_a_band(client, council):
    imported(organisation=council)

    shown = page(client, "lines", analysed(council).pk, query="?band=E07000123")

    assert (
        "Financial year 2024/25 Payments: Preston 2 payments, £1,000.00 in all, read from" in shown
    )
    assert "3 Apr 2024 Brightside Cleaning Ltd Cleaning £1,200.00 PR1 2RL Preston row 2" in shown


@pytest.mark.usefixtures("officer")
def test_payments_of_a_category_from_two_files(client, council):
    imported(organisation=council, name="April.csv")
    imported(PAYMENTS + "\n", organisation=council, name="May.csv")

    shown = page(client, "lines", analysed(council).pk, query="?category=repairs&band=unknown")

    assert "Place not known: Repairs" in shown
    assert "=Nowhere &amp; Sons Repairs £99.25 not known Not known April.csv, row 6" in shown


@pytest.mark.usefixtures("officer")
def test_payments_of_two_sheets_say_which(client, council):
    imported(organisation=council)
    analysis = analysed(council)

    shown = page(client, "lines", analysis.pk)

    assert "All payments 5 payments, £4,600.00 in all" in shown


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    "query",
    [
        "?band=nowhere",
        "?category=nothing",
        "?decile=imd1999-1",
        "?month=May",
        "?authority=E07%00",
        "?decile=imd2025-" + "9" * 5_000,
    ],
)
@pytest.mark.parametrize("name", ["lines", "lines_csv"])
def test_payments_of_nothing_there_is(client, council, name, query):
    imported(organisation=council)
    analysis = analysed(council)

    response = client.get(reverse(f"spend:{name}", args=[analysis.pk]) + query)

    assert response.status_code == 404
