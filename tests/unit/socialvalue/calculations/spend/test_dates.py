import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend.dates import (
    DateOrder,
    NotADate,
    OrderSeen,
    day_from_text,
    order_of,
)

DAY, MONTH = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST


@pytest.mark.parametrize(
    "text",
    [
        "14/05/2024",
        "14/5/2024",
        "14/05/24",
        "14-05-2024",
        "14.05.2024",
        "14/05/2024 00:00",
        "14/05/2024 10:20:30",
        "14/05/2024 10:20 PM",
        " 14/05/2024 ",
        "2024-05-14",
        "2024/05/14",
        "2024-05-14T00:00:00",
        "2024-05-14T00:00:00Z",
        "2024-05-14T01:00:00+01:00",
        "2024-05-14 10:20:30.000",
        "20240514",
        "14-May-24",
        "14-MAY-2024",
        "14 May 2024",
        "14th May 2024",
        "14May2024",
        "Tuesday, 14 May 2024",
        "Tue 14 May 2024 10:00",
        "May 14, 2024",
        "May 14th 2024",
        "45426",
        "45426.0",
        "45426.75",
    ],
)
def test_day_from_text_reads_every_written_form(text):
    assert day_from_text(text, order=DAY).day == dt.date(2024, 5, 14)


def test_day_from_text_reads_the_serial_of_the_format():
    # 45505 days after 30 December 1899
    assert day_from_text("45505", order=DAY).day == dt.date(2024, 8, 1)


@pytest.mark.parametrize(("order", "day"), [(DAY, (2024, 4, 3)), (MONTH, (2024, 3, 4))])
def test_day_from_text_follows_the_order_of_the_file(order, day):
    assert day_from_text("03/04/2024", order=order).day == dt.date(*day)


@pytest.mark.parametrize("text", ["2024-03-04", "4 March 2024", "45355"])
def test_day_from_text_leaves_other_forms_alone_when_the_month_comes_first(text):
    assert day_from_text(text, order=MONTH).day == dt.date(2024, 3, 4)


@pytest.mark.parametrize(("text", "year"), [("1/4/68", 2068), ("1/4/70", 1970), ("1/4/99", 1999)])
def test_day_from_text_reads_two_digit_years(text, year):
    assert day_from_text(text, order=DAY).day == dt.date(year, 4, 1)


@pytest.mark.parametrize("text", ["May-10", "May 2010", "may 10"])
def test_day_from_text_reads_a_month_alone_as_its_first_day_and_says_so(text):
    found = day_from_text(text, order=DAY)

    assert (found.day, found.form, found.month_only) == (
        dt.date(2010, 5, 1),
        "month and year",
        True,
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The date is empty"),
        ("00:00:00", "The day is missing: this is only a time"),
        ("12:30 pm", "The day is missing: this is only a time"),
        ("12:30 on Monday", "This is not a date"),
        ("14/09/20111", "This is not a date"),
        ("08/06/2012780", "This is not a date"),
        ("14-05/2024", "This is not a date"),
        ("Redacted", "This is not a date"),
        ("31/02/2024", "There is no day 31 of month 2 in 2024"),
        ("29/02/2023", "There is no day 29 of month 2 in 2023"),
        ("05/14/2024", "There is no day 5 of month 14 in 2024"),
        ("2024-13-01", "There is no day 1 of month 13 in 2024"),
        ("14 Mai 2024", "Mai is not the name of a month"),
        ("01/01/2135", "The year 2135 is not a year of payments"),
        ("0201-04-01", "The year 201 is not a year of payments"),
        ("10000", "The year 1927 is not a year of payments"),
    ],
)
def test_day_from_text_refuses_what_is_no_payment_day(text, words):
    with pytest.raises(NotADate) as refused:
        day_from_text(text, order=DAY)

    assert str(refused.value) == words


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        ([], DAY),
        (["01/02/2024"], DAY),
        (["13/02/2024", "01/02/2024"], DAY),
        (["02/13/2024", "01/02/2024"], MONTH),
        (["02/13/2024", "13/02/2024"], DAY),
        (["12/31/24", "45505", "2024-13-01", "31 May 2024", ""], MONTH),
        (["12/13/2024 00:00:00"], MONTH),
        (["2024-01-31"], DAY),
    ],
)
def test_order_of_is_month_first_only_if_nothing_else_fits(texts, order):
    assert order_of(texts) is order


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        ([], True),
        (["2024-01-02", "45505"], True),
        (["01/02/2024"], False),
        (["01/02/2024", "13/02/2024"], True),
        (["01/02/2024", "02/13/2024"], True),
    ],
)
def test_order_is_shown_by_a_number_above_twelve(texts, shown):
    assert OrderSeen(texts).is_shown is shown


@given(
    st.dates(dt.date(1970, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d-%b-%Y", "%d %B %Y", "%Y-%m-%d", "%Y%m%d", "%d.%m.%Y"]),
)
def test_day_from_text_reads_back_what_was_written(day, form):
    assert day_from_text(day.strftime(form), order=DAY).day == day


@given(st.lists(st.dates(dt.date(2000, 1, 1), dt.date(2068, 12, 31)), min_size=1))
def test_a_file_written_month_first_is_read_right_once_a_day_is_above_twelve(days):
    texts = [day.strftime("%m/%d/%y") for day in [*days, dt.date(2024, 1, 31)]]

    order = order_of(texts)

    assert [day_from_text(text, order=order).day for text in texts[:-1]] == days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Apr  3 2024 12:00AM", dt.date(2024, 4, 3)),
        ("'15/04/2024", dt.date(2024, 4, 15)),
        ("15042024", dt.date(2024, 4, 15)),
        ("01042024", dt.date(2024, 4, 1)),
        ("20042024", dt.date(2024, 4, 20)),
        ("20240420", dt.date(2024, 4, 20)),
    ],
)
def test_day_from_text_reads_what_finance_systems_write(text, day):
    assert day_from_text(text, order=DAY).day == day


@pytest.mark.parametrize("text", ["2024-05", "05/2024", "5.2024", "2024/5"])
def test_day_from_text_reads_a_month_in_numbers_as_its_first_day(text):
    read = day_from_text(text, order=DAY)

    assert (read.day, read.month_only) == (dt.date(2024, 5, 1), True)


@pytest.mark.parametrize("text", ["202404", "202413"])
def test_day_from_text_refuses_what_may_be_a_month_or_a_period_of_a_financial_year(text):
    with pytest.raises(NotADate, match="the fourth month of a financial year"):
        day_from_text(text, order=DAY)


@pytest.mark.parametrize(
    ("texts", "mixed", "turned"),
    [
        (["13/04/2024", "04/14/2024"], True, False),
        (["13/04/2024", "2024-01-04"], False, True),
        (["13/04/2024", "2024-01-14"], False, False),
        (["13/04/2024", "03/04/2024", "2024-01-04"], False, False),
        (["13/04/2024"], False, False),
        (["04/13/2024", "2024-01-04"], False, False),
    ],
)
def test_order_seen_says_where_orders_are_mixed_or_dates_turned_round(texts, mixed, turned):
    seen = OrderSeen(texts)

    assert (seen.is_mixed, seen.may_be_turned_round) == (mixed, turned)
