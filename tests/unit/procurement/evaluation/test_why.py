"""Why the first bid is first, sentence by sentence."""

from fractions import Fraction

from procurement.calculations.gaps import Gap
from procurement.evaluation.presenters import why

NAMES = {"A": "Ada Ltd", "B": "Bo CIC", "C": "Cy plc"}
WEIGHTS = {"quality": "45", "price": "40", "social_value": "15"}


def lot(*ranks, ranking=None, weights=WEIGHTS):
    """Return a lot of the result with bids A, B and C of these ranks."""
    return {
        "section_weights": weights,
        "bids": [
            {"bid": code, "rank": rank, "ranking": ranking and ranking[code]}
            for code, rank in zip("ABC", ranks, strict=False)
        ],
    }


def gap(bid, *points):
    """Return a gap made of points on quality, social value and price."""
    sections = dict(zip(("quality", "social_value", "price"), map(Fraction, points), strict=True))
    return Gap(bid=bid, points=sum(sections.values()), sections=sections)


def said(lot_of, *gaps):
    """Return the sentences on a lot shown to two places."""
    return why.sentences_of(lot_of, gaps, names=NAMES, places=2)


def test_the_lead_its_sections_and_the_next_ones():
    assert said(lot(1, 2, 3), gap("B", "5", "3", "-4"), gap("C", "1/2", "5", "6")) == [
        "Ada Ltd is 4.00 points ahead of Bo CIC. Most of the lead comes from quality.",
        "The lead by section: quality +5.00, social value +3.00 and price −4.00.",
        "Behind the first after that: Cy plc by 11.50 points.",
    ]


def test_what_is_more_than_nought_is_not_shown_as_nought():
    # 0.004 points is 0.00 at two places.
    assert said(lot(1, 2), gap("B", "0", "4/1000", "0")) == [
        (
            "Ada Ltd is less than 0.01 points ahead of Bo CIC. "
            "Most of the lead comes from social value."
        ),
        "The lead by section: quality 0.00, social value 0.00 and price 0.00.",
    ]


def test_one_point_is_said_in_the_singular_and_a_section_without_weight_left_out():
    weights = {"quality": "60", "price": "40", "social_value": "0"}

    assert said(lot(1, 2, weights=weights), gap("B", "1", "0", "0")) == [
        "Ada Ltd is 1 point ahead of Bo CIC. Most of the lead comes from quality.",
        "The lead by section: quality +1.00 and price 0.00.",
    ]


def test_an_equal_total_was_settled_by_the_tie_break():
    assert said(lot(1, 2), gap("B", "1", "-1", "0")) == [
        "Ada Ltd and Bo CIC have exactly the same total: the published tie-break decides."
    ]


def test_a_measure_that_is_no_sum_is_told_by_its_values():
    ranking = {
        "A": {"measure": "price_per_quality_point", "value": "100.00", "best": "lowest"},
        "B": {"measure": "price_per_quality_point", "value": "120.50", "best": "lowest"},
    }

    assert said(lot(1, 2, ranking=ranking)) == [
        (
            "Ada Ltd is first: the lowest price per quality point wins, and it has £100. "
            "Bo CIC is next, with £120.50."
        )
    ]


def test_the_only_bid_is_ahead_of_nobody():
    assert said(lot(1, None)) == ["Ada Ltd is the only bid that is ranked."]


def test_where_no_bid_alone_is_first_nothing_is_said():
    assert said(lot(1, 1), gap("B", 0, 0, 0)) == said(lot(None)) == []


def bid(quality, social_value, price, total):
    """Return the figures of a bid as they are shown."""
    return {
        "price_score": price,
        "total": total,
        "sections": [{"weighted_score": quality}, {"weighted_score": social_value}],
    }


def test_parts_that_do_not_add_up_as_shown_are_explained():
    # 10.004 + 10.004 + 10.004 = 30.012: shown 10.00 three times, and 30.01.
    note = why.rounding_note([bid("10.00", "10.00", "10.00", "30.01")], places=2)

    assert note == ("Each part is rounded on its own, so parts may differ from the total by 0.01.")


def test_parts_that_add_up_need_no_note():
    bids = [bid("10.00", "10.00", "10.01", "30.01"), bid("10.00", "10.00", None, "20.01")]

    assert why.rounding_note(bids, places=2) == ""
