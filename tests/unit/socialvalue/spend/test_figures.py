import pytest

from socialvalue.spend import figures


def spend(lines, pence):
    """Return a sum as it is stored."""
    return {"lines": lines, "pence": str(pence)}


def found(*, place=300, wider=200, outside=400, unknown=100, areas=2, **more):
    """Return figures of £10.00 in pence, of a place and, with two areas, of what is around it."""
    named = [{"code": "place", "name": "Preston"}, {"code": "wider", "name": "Lancashire"}]
    pence = {"place": place, "wider": wider, "outside": outside, "unknown": unknown}
    if areas == 1:
        pence.pop("wider")
    return {
        "areas": named[:areas],
        "bands": {band: spend(1, amount) for band, amount in pence.items()},
        "total": spend(len(pence), sum(pence.values())),
        "outside_period": spend(0, 0),
        "supplier_count": 3,
        "repaired": spend(0, 0),
        "version": 1,
        "coverage": {"minimum_pct": "90"},
        **more,
    }


def test_bands_of_two_areas_in_order():
    bands = figures.bands_of(found())

    assert [(band.words, band.colour, band.pence, band.share) for band in bands] == [
        ("Preston", "place", 300, "30.0%"),
        ("Rest of Lancashire", "wider", 200, "20.0%"),
        ("Outside Lancashire", "outside", 400, "40.0%"),
        ("Place not known", "unknown", 100, "10.0%"),
    ]


def test_bands_of_one_area_have_no_rest():
    bands = figures.bands_of(found(areas=1))

    assert [band.words for band in bands] == ["Preston", "Outside Preston", "Place not known"]


def test_headline_says_what_the_share_is_of():
    assert [(card["figure"], card["words"]) for card in figures.headline(found())] == [
        ("30.0%", "of £10 stayed in Preston"),
        ("20.0%", "went to the rest of Lancashire"),
        ("10.0%", "went where the place is not known"),
        ("3", "suppliers paid"),
    ]


def test_headline_of_one_supplier():
    assert figures.headline(found(supplier_count=1))[-1]["words"] == "supplier paid"


@pytest.mark.parametrize(("unknown", "is_provisional"), [(100, False), (101, True)])
def test_is_provisional_below_ninety_percent_placed(unknown, is_provisional):
    result = found(outside=500 - unknown, unknown=unknown)

    assert figures.is_provisional(result) is is_provisional


def test_provisional_words_give_the_share():
    assert figures.provisional_words(found(outside=0, unknown=500)) == (
        "Provisional: the place is known of only 50.0% of the money. Below 90% the shares are not "
        "to be relied on."
    )


@pytest.mark.parametrize(("lines", "is_empty"), [(0, True), (1, False)])
def test_is_empty_without_a_payment(lines, is_empty):
    assert figures.is_empty(found(total=spend(lines, 0))) is is_empty


def test_groups_without_a_name_say_so():
    group = {
        "key": "",
        "name": "",
        "total": spend(2, 500),
        "bands": {band: spend(0, 0) for band in ("place", "wider", "outside", "unknown")},
    }
    result = found(categories=[group], suppliers=[group])

    assert figures.categories(result)[0].name == "No category given"
    assert figures.suppliers(result)[0].name == "No name given"
    assert figures.categories(result)[0].pence == 500


def test_authorities_largest_first_and_by_code_where_nameless():
    result = found(authorities={"A": "100", "C": "300", "B": "300"})

    assert figures.authorities(result, {"A": "Ashton"}) == [
        ("B", "B", 300),
        ("C", "C", 300),
        ("Ashton", "A", 100),
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (0, "Every payment of the files lies in the period: none is left out."),
        (
            1,
            (
                "1 payment (£7.00) in the same files has another date and is left out; nothing "
                "else is."
            ),
        ),
        (
            2,
            (
                "2 payments (£7.00) in the same files have other dates and are left out; nothing "
                "else is."
            ),
        ),
    ],
)
def test_outside_period_in_words(lines, said):
    assert figures.outside_period(found(outside_period=spend(lines, 700))) == said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (0, ""),
        (
            1,
            (
                "1 payment (£7.00) has a postcode in which the letter O or I stands for the digit "
                "0 or 1. It was read with the digit."
            ),
        ),
        (
            2,
            (
                "2 payments (£7.00) have postcodes in which the letter O or I stands for the "
                "digit 0 or 1. They were read with the digit."
            ),
        ),
    ],
)
def test_repaired_in_words(lines, said):
    assert figures.repaired(found(repaired=spend(lines, 700))) == said
