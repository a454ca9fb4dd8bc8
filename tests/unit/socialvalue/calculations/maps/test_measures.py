"""Maps of how many there are, beside maps of amounts of money."""

from socialvalue.calculations.maps import circles, classes
from socialvalue.calculations.maps.measures import POUNDS, counted

AWARDS = counted("award", "awards")


def test_counts_are_said_as_counts():
    said = [AWARDS.exact(1), AWARDS.exact(1200), AWARDS.short(1200), AWARDS.limit(20)]

    assert said == ["1 award", "1,200 awards", "1,200", "20"]
    assert (AWARDS.none, AWARDS.called, AWARDS.below) == ("No awards", "Awards", "No awards")
    assert POUNDS.none == "No payments"


def test_limits_of_counts_are_round_numbers():
    # Of 1 to 10, two each: 3, 5, 7 and 9 are the nearest to 2, 5, 5 and 10.
    limits = classes.round_limits(range(1, 11), unit=1)

    assert limits == (2, 5, 10)
    assert classes.class_words(limits, said=AWARDS.limit) == [
        "Under 2",
        "2 to under 5",
        "5 to under 10",
        "10 or more",
    ]


def test_the_key_to_circles_of_counts():
    key = circles.size_key(
        largest_pence=60, largest_radius=40, letter=7, gap=7, width=640, measure=AWARDS
    )

    # 60, a fifth of it (12) and a twenty-fifth (2), each rounded down to 1, 2 or 5 with noughts.
    assert [each.words for each in key] == ["50", "10", "2"]
