"""What a member shares, what the others see of it, and what all know together."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse

from socialvalue.networks import actions, queries
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.networks import SeatFactory
from tests.factories.spend import AT, AnchorFactory, analysed, events_of, imported
from tests.integration.socialvalue.networks.conftest import (
    COUNCIL,
    TRUST,
    member,
    payments,
    seat_of,
    shares,
)
from tests.integration.socialvalue.spend.pages import without_tokens, words


def get(client, name, *args, query=""):
    response = client.get(reverse(f"networks:{name}", args=args) + query)
    assert response.status_code == 200
    return words(response)


@pytest.fixture
def both(network, council, trust):
    """Both members share suppliers."""
    return (
        shares(network, council, "suppliers", COUNCIL),
        shares(network, trust, "suppliers", TRUST),
    )


def test_payments_between_members_are_netted_off(both, network):
    council, trust = both

    # The council paid the trust 5 times £30.00 in Preston.
    assert council.figures["netted"] == {
        str(trust.seat.organisation_id): {"E07000123": "15000"}
    }  # fmt: skip
    pool = queries.pool_of(both)
    # Council 60 + 100 (+ 150 netted off); trust 40 + 2 here, 60 far, 50 near: pounds.
    assert (pool.total, pool.netted) == (16_000 + 15_200, 15_000)
    assert pool.bands["E07000123"] == 6_000 + 4_200


def test_the_pooled_figure_comes_first_and_the_mean_beside_it(both, network, officer, client):
    found = get(client, "network", network.pk)

    # 102 of 312; the mean of 60 of 160 (37.5%) and 42 of 152 (27.6%).
    assert "32.7% of £312 stayed in Preston all members together" in found
    assert "the mean of the members is 32.6%" in found
    assert "48.7% stayed in Lancashire" in found
    assert "£150 was paid from member to member netted off" in found
    assert "not a lawful award criterion" in found


def test_members_stand_in_a_table_and_a_file(both, network, officer, client):
    found = get(client, "network", network.pk)
    text = client.get(reverse("networks:pooled_csv", args=[network.pk])).content
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))

    assert "Ribble Trust Totals, categories and suppliers , shared by Ribble Trust" in found
    assert rows[1] == [
        "Guild Council", "Totals, categories and suppliers", "160.00", "150.00", "60.00",
        "37.50", "37.50", "0.00",
    ]  # fmt: skip
    assert rows[3] == [
        "All members together", "Pooled", "312.00", "150.00", "102.00", "32.69", "48.72", "0.00",
    ]  # fmt: skip
    assert rows[4] == ["Mean of the members", "Each member counts alike", "", "", "", "32.57",
                       "49.01", ""]  # fmt: skip


def test_categories_are_added_up_over_members(both, network, officer, client):
    found = get(client, "network", network.pk)

    assert "Cleaning 1 member £160.00 £60.00 (37.5%) £100.00 (62.5%)" in found
    # Of the trust's food 2 payments are a person's, but all 10 in Preston are many enough.
    assert "Food 1 member £102.00 £42.00 (41.2%) £60.00 (58.8%)" in found


def test_a_members_page_shows_what_it_shares(both, network, officer, client):
    found = get(client, "share", network.pk, both[1].pk)

    assert "£152.00 in 21 payments" in found
    assert "Preston £42.00 27.6%" in found
    assert "Rest of Lancashire £50.00 32.9%" in found
    assert "Outside Lancashire £60.00 39.5%" in found
    assert "Place not known £0.00 0.0%" in found
    assert "Larkhill Foods £25.00" in found
    assert "Pat Sole" not in found
    assert "Withdraw it" not in found


def test_who_shares_nothing_is_named_and_no_more(network, council, officer, client):
    shares(network, council, text=COUNCIL)

    found = get(client, "network", network.pk)
    text = client.get(reverse("networks:pooled_csv", args=[network.pk])).content.decode()

    assert "Ribble Trust Nothing of this period" in found
    assert "Ribble Trust,Not shared,,,,,," in text


def test_without_anything_shared_the_file_has_only_members(network, officer, client):
    text = client.get(reverse("networks:pooled_csv", args=[network.pk])).content.decode()

    assert text.count("Not shared") == 2


OTHER_TRUSTS = payments(
    ("Another Caterer", "here", 5, "Meals", 8),
    ("Sam Other", "here", 1, "Travel", 2),
    ("Distant plc", "far", 10, "Fuel", 6),
    ("Town Library", "near", 10, "Loans", 5),
)


@pytest.mark.parametrize(
    ("level", "text"),
    [
        ("totals", OTHER_TRUSTS),
        # The same categories; other suppliers.
        ("categories", TRUST.replace("Larkhill Foods", "Another Caterer").replace("Pat", "Sam")),
        # The same suppliers; another person, another description of single payments.
        ("suppliers", TRUST.replace("Pat Sole", "Sam Other")),
    ],
)
def test_the_others_see_the_same_whatever_is_not_shared(
    level, text, network, trust, officer, client, settings
):
    pages = []
    for content in (TRUST, text):
        file = imported(content, organisation=trust)
        shared = shares(network, trust, level)
        paths = [
            reverse("networks:network", args=[network.pk]),
            reverse("networks:pooled_csv", args=[network.pk]),
            reverse("networks:share", args=[network.pk, shared.pk]),
            *(
                reverse("networks:local_suppliers") + f"?category={key}"
                for key in ("food", "meals", "books", "cleaning")
            ),
        ]
        pages.append(
            [
                without_tokens(client.get(path)).replace(str(shared.pk).encode(), b"")
                for path in paths
            ]
        )
        trust.payment_files.filter(pk=file.pk).update(state="undone", undone_reason="x",
                                                     undone_at=AT, undone_by=officer)  # fmt: skip

    assert pages[0] == pages[1]


def test_what_is_shared_holds_no_person_and_no_figure_of_few_payments(both):
    text = str(both[1].figures)

    assert "Pat Sole" not in text
    # The person's two payments of £1.00 are not to be told apart.
    assert "'200'" not in text


def test_few_payments_are_not_shared_by_place(network, trust, officer, client):
    few = payments(("Larkhill Foods", "here", 5, "Food", 8), ("Faraway", "far", 9, "Food", 2))
    shared = shares(network, trust, "categories", few)

    found = get(client, "network", network.pk)
    page = get(client, "share", network.pk, shared.pk)
    text = client.get(reverse("networks:pooled_csv", args=[network.pk])).content.decode()

    assert shared.figures["bands"] is None
    assert "Ribble Trust Totals and categories , shared by Ribble Trust £58.00" in found
    assert "The split by place is left out" in page
    assert "Food £58.00 Not shared Not shared" in page
    assert "Food 1 member £58.00 Not shared Not shared" in found
    assert "Ribble Trust,Totals and categories,58.00,,,,," in text


def test_fewer_than_five_payments_are_not_shared_at_all(network, council, officer, client):
    imported(payments(("Bright", "here", 5, "Food", 4)), organisation=council)
    analysis = analysed(council)

    response = client.post(
        reverse("networks:share_sums", args=[network.pk]),
        {"analysis": analysis.pk, "level": "totals"},
    )

    assert "fewer than 5 payments" in words(response)


def test_sharing_shows_what_the_others_see(network, council, officer, client):
    imported(COUNCIL, organisation=council)
    analysis = analysed(council)
    url = reverse("networks:share_sums", args=[network.pk])

    assert "The area of the network is Preston within Lancashire" in words(client.get(url))
    response = client.post(url, {"analysis": analysis.pk, "level": "totals"})
    shared = seat_of(network, council).shares.get()

    assert response.url == reverse("networks:share", args=[network.pk, shared.pk])
    assert "This is what the other members see" in get(client, "share", network.pk, shared.pk)
    assert "categories" not in shared.figures
    assert events_of(network)[-1] == "network.shared"
    assert "Shared now: 1 April 2024 to 31 March 2025" in words(client.get(url))


def test_sharing_a_period_again_takes_the_place_of_what_was_shared(network, council):
    first = shares(network, council, "suppliers", COUNCIL)

    second = shares(network, council, "totals")

    assert list(queries.standing_shares(network)) == [second]
    first.refresh_from_db()
    assert first.withdrawn_at is not None


def test_analyses_of_another_place_cannot_be_shared(network, council, trust):
    imported(COUNCIL, organisation=council)
    elsewhere = analysed(council, place_code="E06000008")
    seat = seat_of(network, council)
    about = {"level": "totals", "by": UserFactory(), "at": AT}

    assert queries.analyses_to_share(seat) == []
    with pytest.raises(actions.NotOfThisPlace):
        actions.share(seat=seat, analysis=elsewhere, **about)
    with pytest.raises(actions.NotOfThisPlace):
        actions.share(seat=seat_of(network, trust), analysis=elsewhere, **about)


def test_what_was_withdrawn_is_seen_by_nobody(both, network, officer, client):
    own, other = both
    url = reverse("networks:withdraw", args=[network.pk, own.pk])

    assert "Nobody else will see" in words(client.get(url))
    response = client.post(url)

    assert response.url == reverse("networks:network", args=[network.pk])
    assert client.get(reverse("networks:share", args=[network.pk, own.pk])).status_code == 404
    assert list(queries.standing_shares(network)) == [other]
    assert events_of(network)[-1] == "network.withdrawn"
    actions.withdraw_share(share=own, by="again", at=AT)
    own.refresh_from_db()
    assert own.withdrawn_by == "The data_officer"


def test_nobody_withdraws_what_another_shares(both, network, officer, client):
    url = reverse("networks:withdraw", args=[network.pk, both[1].pk])

    assert client.get(url).status_code == 404


def test_periods_can_be_chosen(both, network, council, officer, client):
    before = COUNCIL.replace("2024", "2023")
    shares(
        network, council, "totals", before, title="The year before",
        start=dt.date(2023, 4, 1), end=dt.date(2024, 3, 31),
    )  # fmt: skip

    found = get(client, "network", network.pk, query="?period=2023-04-01_2024-03-31")

    assert "1 April 2024 to 31 March 2025" in get(client, "network", network.pk)
    assert "Pooled: 1 member added up" in found
    assert "Pooled: 2 members added up" in get(client, "network", network.pk, query="?period=x")


@pytest.mark.parametrize(
    ("start", "end", "is_shared"),
    [
        (dt.date(2024, 4, 1), dt.date(2025, 3, 30), False),
        (dt.date(2024, 4, 2), dt.date(2025, 3, 31), False),
        (dt.date(2025, 3, 31), dt.date(2025, 4, 30), False),
        (dt.date(2025, 4, 1), dt.date(2026, 3, 31), True),
    ],
)
def test_no_two_periods_are_shared_of_which_the_difference_could_be_told(
    start, end, is_shared, network, council, officer, client
):
    text = COUNCIL + "\n" + COUNCIL.replace("03/04/2024", "31/03/2025").partition("\n")[2]
    text += "\n" + COUNCIL.replace("03/04/2024", "01/04/2025").partition("\n")[2]
    first = shares(network, council, "totals", text)
    analysis = analysed(council, start=start, end=end)

    response = client.post(
        reverse("networks:share_sums", args=[network.pk]),
        {"analysis": analysis.pk, "level": "totals"},
    )

    assert (response.status_code == 302) is is_shared
    assert (seat_of(network, council).shares.standing().count() == 2) is is_shared
    if not is_shared:
        said = words(response)
        assert "1 April 2024 to 31 March 2025 with Anchors of the Ribble, which has some" in said
        assert "Why these two cannot both be shared" in said
        withdraw = reverse("networks:withdraw", args=[network.pk, first.pk])
        assert f'href="{withdraw}"' in response.content.decode()
    assert first in queries.standing_shares(network)


def test_nor_with_two_networks_to_which_somebody_may_belong(network, council, officer, client):
    text = COUNCIL + "\n" + COUNCIL.replace("03/04/2024", "31/03/2025").partition("\n")[2]
    first = shares(network, council, "totals", text)
    second = actions.found_network(
        organisation=council, name="Other", place_code="E07000123",
        wider_place_code="lancashire", by="a test", at=AT,
    )  # fmt: skip
    analysis = analysed(council, end=dt.date(2025, 3, 30))

    response = client.post(
        reverse("networks:share_sums", args=[second.pk]),
        {"analysis": analysis.pk, "level": "totals"},
    )

    withdraw = reverse("networks:withdraw", args=[network.pk, first.pk])
    assert f'href="{withdraw}"' in response.content.decode()
    assert not queries.standing_shares(second).exists()


def test_who_joined_later_is_not_netted_off_yet(both, network, officer, client):
    SeatFactory(
        network=network, organisation=OrganisationFactory(name="Newcomer"),
        answered_at=AT + dt.timedelta(days=9), answered_by="x",
    )  # fmt: skip

    found = get(client, "network", network.pk)

    assert "Guild Council shared its sums before Newcomer joined" in found


def test_suppliers_that_other_members_pay_are_told_for_a_gap(both, network, officer, client):
    found = get(client, "local_suppliers", query="?category=food")

    assert "Larkhill Foods Ribble Trust (Anchors of the Ribble) £25.00" in found
    assert "Pat Sole" not in found
    assert "not a lawful award criterion" in found
    assert "None is shared" in get(client, "local_suppliers", query="?category=cleaning")


def test_a_member_that_the_register_knows_by_another_name_is_netted_off(network, council, trust):
    supplier = council.suppliers.create(
        code="S1", name="Ribble Trust", sources={"name": {"source": "x"}}, recorded_at=AT,
        recorded_by="x",
    )  # fmt: skip
    council.supplier_names.create(
        supplier=supplier, name="RT Hospitals", form="RTHOSPITALS", added_at=AT, added_by="x"
    )

    shared = shares(network, council, text=COUNCIL.replace("Ribble Trust", "RT Hospitals"))

    assert list(shared.figures["netted"].values()) == [{"E07000123": "15000"}]


def test_a_network_without_a_wider_area_has_one_card_less(country, council, client):
    network = actions.found_network(
        organisation=council, name="Town", place_code="E07000123", wider_place_code="", by="x",
        at=AT,
    )  # fmt: skip
    shares(network, council, "suppliers", COUNCIL, wider_place_code="")
    member(council, "auditor", client)

    found = get(client, "network", network.pk)

    assert "stayed in Lancashire" not in found
    assert "Decide what you share" not in found


def named_of(share):
    """Return the suppliers that are named, and those of the place with their categories."""
    return (
        [each["name"] for each in share.figures["suppliers"]],
        [(each["supplier"], each["key"]) for each in share.figures["local"]],
    )


def test_no_supplier_is_named_beside_whom_single_payments_could_be_told(network, trust):
    # All that is paid for food in Preston less Larkhill's would be the two payments of a person.
    text = payments(
        ("Larkhill Foods", "here", 5, "Food", 8),
        ("Pat Sole", "here", 1, "Food", 2),
        ("Faraway plc", "far", 10, "Food", 6),
    )

    shared = shares(network, trust, "suppliers", text)

    assert named_of(shared) == (["Faraway plc"], [])


def test_no_supplier_is_named_for_a_category_if_single_payments_could_be_told(network, trust):
    # What Larkhill was paid in all, less what for food, would be its three payments for paper.
    text = payments(
        ("Larkhill Foods", "here", 5, "Food", 8),
        ("Larkhill Foods", "here", 5, "Paper", 3),
        ("Bright", "here", 2, "Food", 6),
        ("Pat Sole", "here", 5, "Paper", 3),
        ("Sam Other", "here", 5, "Paper", 3),
    )

    shared = shares(network, trust, "suppliers", text)

    assert named_of(shared) == (["Larkhill Foods", "Bright"], [("Bright", "food")])


def test_no_supplier_is_named_for_a_category_if_its_total_told_a_payment_elsewhere(network, trust):
    text = payments(
        ("Larkhill Foods", "here", 5, "Food", 10),
        ("Larkhill Foods", "far", 7, "Food", 1),  # 57.00 in all, less 50.00 of food from here
        ("Ribble Bakers", "here", 5, "Food", 5),
        ("Ribble Bakers", "far", 5, "Food", 5),
    )

    found = shares(network, trust, "suppliers", text).figures

    assert [each["name"] for each in found["suppliers"]] == ["Larkhill Foods", "Ribble Bakers"]
    assert [each["supplier"] for each in found["local"]] == ["Ribble Bakers"]


def test_a_few_payments_between_anchors_are_not_told(network, trust, client, officer):
    anchor = AnchorFactory(organisation=trust, name="The Port")
    text = TRUST + "\n" + payments(("The Port", "here", 7, "Rent", 4)).partition("\n")[2]
    imported("Supplier,Date,Amount\nX,03/04/2024,1.00", organisation=trust, anchor=anchor)

    shared = shares(network, trust, "totals", text)

    assert shared.analysis.figures["inter_anchor"] == {"lines": 4, "pence": "2800"}
    assert shared.figures["left_out_between"] is None
    page = get(client, "share", network.pk, shared.pk)
    assert "What the analysis left out as paid to other anchors is too few payments" in page
