"""Payments between members: whom each member is to the others, and what is netted off where."""

import io

import docx
import openpyxl
import pikepdf
import pytest
from django.urls import reverse

from socialvalue.networks import actions, queries
from socialvalue.networks.models import MemberSupplier
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.networks import SeatFactory, ShareFactory
from tests.factories.spend import AT, events_of, imported
from tests.factories.suppliers import paid
from tests.integration.socialvalue.networks.conftest import (
    COUNCIL,
    TRUST,
    member,
    payments,
    seat_of,
    shares,
)
from tests.integration.socialvalue.spend.pages import words

PRESTON = "E07000123"


def get(client, name, *args, query=""):
    response = client.get(reverse(f"networks:{name}", args=args) + query)
    assert response.status_code == 200
    return words(response)


def say(network, organisation, said):
    actions.say_who_members_are(
        seat=seat_of(network, organisation), said=said, by=UserFactory(), at=AT
    )


@pytest.fixture
def both(network, council, trust):
    """Both members share their categories."""
    return (
        shares(network, council, "categories", COUNCIL),
        shares(network, trust, "categories", TRUST),
    )


# --- Categories ----------------------------------------------------------------------------------


def test_categories_are_net_of_payments_between_members(both):
    found = {each.name: each for each in queries.pooled_categories(both)}

    # Of the rent, 5 times £30.00, all went to the trust.
    assert (found["Rent"].pence, found["Rent"].place_pence) == (0, 0)
    assert found["Cleaning"].pence == 16_000
    assert sum(each.pence for each in found.values()) == queries.pool_of(both).total


def test_what_cannot_be_told_by_category_is_taken_off_as_one_sum(network, council, trust):
    rows = ("Ribble Trust", "here", 30, "Rent", 5), ("Ribble Trust", "here", 10, "Care", 2)
    text = (
        COUNCIL.replace(payments(rows[0]).partition("\n")[2], "")
        + payments(*rows, ("Larkhill Foods", "here", 10, "Care", 9)).partition("\n")[2]
    )
    made = shares(network, council, "categories", text), shares(network, trust, "categories", TRUST)

    *known, between = queries.pooled_categories(made)

    # £20.00 of care in 2 payments and £150.00 of rent in 5: the first would follow from the other.
    assert (between.name, between.pence, between.members) == (
        "Paid from member to member, in categories that cannot be told", -17_000, 0,
    )  # fmt: skip
    assert (between.place_pence, between.leak_pence) == (-17_000, 0)
    assert {each.name: each.pence for each in known}["Rent"] == 15_000
    assert sum(each.pence for each in (*known, between)) == queries.pool_of(made).total


def test_payments_to_a_member_that_shares_no_categories_stay_in_them(network, council, trust):
    made = shares(network, council, "categories", COUNCIL), shares(network, trust, "totals", TRUST)

    found = {each.name: each.pence for each in queries.pooled_categories(made)}

    assert found["Rent"] == 15_000


def test_what_was_shared_before_netting_by_category_is_taken_off_as_one_sum(both):
    for share in both:
        share.figures.pop("netted_categories")

    *_, between = queries.pooled_categories(both)

    assert between.pence == -15_000


def test_the_page_says_what_was_taken_out(both, network, council, client):
    member(council, "auditor", client)
    for share in both:
        share.figures.pop("netted_categories")
        share.save()

    found = get(client, "network", network.pk)

    assert "What these members paid each other is taken out" in found
    assert "in categories that cannot be told -£150.00" in found


# --- Who is who ----------------------------------------------------------------------------------


def test_a_member_is_netted_off_as_the_supplier_that_somebody_said_it_is(network, council, trust):
    text = COUNCIL.replace("Ribble Trust", "Infirmary Charges")
    imported(text, organisation=council)
    supplier = council.suppliers.get(name="Infirmary Charges")
    say(network, council, {trust: supplier})

    shared = shares(network, council, "categories")

    assert shared.figures["netted"] == {str(trust.pk): {PRESTON: "15000"}}
    assert shared.figures["known"] == {str(trust.pk): "said"}


def test_a_supplier_that_has_the_name_of_a_member_may_be_none(network, council, trust):
    say(network, council, {trust: None})

    shared = shares(network, council, "totals", COUNCIL)

    assert (shared.figures["netted"], shared.figures["known"]) == ({}, {str(trust.pk): "said"})


def test_a_member_that_was_merged_into_another_supplier_is_known_as_that(network, council, trust):
    imported(COUNCIL, organisation=council)
    say(network, council, {trust: council.suppliers.get(name="Ribble Trust")})
    stands = council.suppliers.get(name="Brightside Cleaning Ltd")
    council.suppliers.filter(name="Ribble Trust").update(merged_into=stands)

    shared = shares(network, council)

    # With Brightside, 6 times £10.00, it is one supplier now.
    assert shared.figures["netted"] == {str(trust.pk): {PRESTON: "21000"}}


def test_few_payments_are_not_netted_off_and_that_is_said(network, council, trust, client):
    text = COUNCIL.replace(
        payments(("Ribble Trust", "here", 30, "Rent", 5)).partition("\n")[2],
        payments(("Ribble Trust", "here", 30, "Rent", 4)).partition("\n")[2],
    )
    council_shares = shares(network, council, "totals", text)
    shares(network, trust, "totals", TRUST)
    member(council, "auditor", client)

    assert council_shares.figures["netted"] == {}
    found = get(client, "network", network.pk)
    assert "What Guild Council paid Ribble Trust is not netted off" in found
    assert "Ribble Trust paid nothing under the name of Guild Council" in found


def test_members_known_by_name_alone_are_listed(both, network, council, client):
    member(council, "auditor", client)

    found = get(client, "network", network.pk)

    assert "What Guild Council paid Ribble Trust is netted off by its name alone" in found


def test_of_shares_made_before_it_was_kept_nothing_is_said(network):
    assert queries.unnamed([ShareFactory(seat=SeatFactory(network=network))]) == []


def test_the_page_offers_suppliers_that_may_be_members(network, council, trust, client):
    officer = member(council, "data_officer", client)
    imported(COUNCIL, organisation=council)
    paid(council, {"County Hall": (1, 100)})
    council.suppliers.filter(name="County Hall").update(kind="public_body")

    found = get(client, "members", network.pk)

    assert "Ribble Trust" in found
    assert "County Hall" in found
    assert "Brightside Cleaning Ltd" not in found
    assert officer.name


def test_who_is_who_is_said_on_the_page_and_said_again(network, council, trust, client):
    member(council, "data_officer", client)
    imported(COUNCIL, organisation=council)
    supplier = council.suppliers.get(name="Ribble Trust")
    url = reverse("networks:members", args=[network.pk])

    response = client.post(url, {str(trust.pk): str(supplier.pk)})

    assert response.url == reverse("networks:share_sums", args=[network.pk])
    said = MemberSupplier.objects.get()
    assert (said.supplier, str(said)) == (
        supplier, "Ribble Trust, as Ribble Trust of Guild Council",
    )  # fmt: skip
    assert events_of(network)[-1] == "network.members_known"
    assert f'<option value="{supplier.pk}" selected>' in client.get(url).content.decode()
    client.post(url, {str(trust.pk): "none"})
    assert MemberSupplier.objects.get().supplier is None
    assert '<option value="none" selected>' in client.get(url).content.decode()
    client.post(url, {str(trust.pk): "none"})
    client.post(url, {str(trust.pk): ""})
    assert not MemberSupplier.objects.exists()
    assert "Say which of your suppliers they are" in get(client, "share_sums", network.pk)


def test_who_has_left_cannot_say_who_is_who(network, council, trust):
    actions.leave(seat=seat_of(network, council), by="a test", at=AT)

    with pytest.raises(actions.NotAMember):
        say(network, council, {trust: None})


# --- The report ----------------------------------------------------------------------------------


def report(client, network, form):
    response = client.get(reverse("networks:report_file", args=[network.pk, form]))
    assert response.status_code == 200
    return response.content


def test_the_report_is_a_tagged_pdf(both, network, council, client):
    member(council, "auditor", client)

    content = report(client, network, "pdf")

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
    assert report(client, network, "pdf") == content


def test_the_report_says_the_pooled_figures_first(both, network, council, client):
    member(council, "auditor", client)

    document = docx.Document(io.BytesIO(report(client, network, "docx")))

    said = " ".join(paragraph.text for paragraph in document.paragraphs)
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert "2 members of 2 share sums" in said
    assert "£150.00 that they paid each other is netted off" in said
    assert "is netted off by its name alone" in said
    assert ["All, pooled", "", "£312.00", "£150.00", "32.7%", "48.7%", "£0.00"] in cells
    assert ["Cleaning", "1", "£160.00", "£60.00", "£100.00"] in cells


def test_the_spreadsheet_has_members_and_categories(both, network, council, client):
    member(council, "auditor", client)

    book = openpyxl.load_workbook(io.BytesIO(report(client, network, "xlsx")))

    assert book.sheetnames == ["About", "members", "categories"]
    rows = [[cell.value for cell in row] for row in book["members"].iter_rows(min_row=5)]
    assert rows[0][:4] == ["Guild Council", "Totals and categories", 160, 150]
    assert rows[-1][0] == "All, pooled"
    names = [row[0].value for row in book["categories"].iter_rows(min_row=5)]
    assert names == ["Cleaning", "Food", "Books", "Rent", "All of these"]


def test_members_that_share_nothing_or_no_split_are_named_and_no_more(
    network, council, trust, client
):
    member(council, "auditor", client)
    college = OrganisationFactory(name="Ribble College")
    SeatFactory(network=network, organisation=college)
    few = payments(("Larkhill Foods", "here", 5, "Food", 4), ("Faraway plc", "far", 5, "Food", 4))
    shares(network, trust, "categories", few)

    document = docx.Document(io.BytesIO(report(client, network, "docx")))

    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["Guild Council", "Nothing of this period", "", "", ""] in cells
    assert ["Ribble Trust", "Not pooled: it shares no split by place", "£40.00", "", ""] in cells
    assert ["Food", "1", "£40.00", "not shared", "not shared"] in cells
    assert any("No member shares sums by place" in each.text for each in document.paragraphs)


def test_there_is_no_report_of_another_kind_or_of_nothing(network, council, client):
    member(council, "auditor", client)

    for form in ("exe", "pdf"):
        response = client.get(reverse("networks:report_file", args=[network.pk, form]))
        assert response.status_code == 404


def test_a_report_of_members_that_share_totals_has_no_categories(network, council, trust, client):
    member(council, "auditor", client)
    shares(network, council, "totals", COUNCIL)

    book = openpyxl.load_workbook(io.BytesIO(report(client, network, "xlsx")))

    assert book.sheetnames == ["About", "members"]
