"""Dates and moments: what is taken, and the sentence with which each mistake is refused."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.core.forms import DateField, DateTimeField, Form
from socialvalue.core.forms.dates import LONDON
from socialvalue.core.widgets import DateInput, DateTimeInput


def typed(day="", month="", year="", time=None):
    """Return what the widget reads from the page."""
    parts = {"day": day, "month": month, "year": year}
    return parts if time is None else {**parts, "time": time}


def refusal(field, answer):
    """Return the message and the parts that are marked."""
    with pytest.raises(ValidationError) as refused:
        field.clean(answer)
    [error] = refused.value.error_list
    return error.messages[0], (error.params or {}).get("parts")


@pytest.mark.parametrize(
    "answer",
    [
        typed("27", "3", "2027"),
        typed("27", "03", "2027"),
        typed("27", "March", "2027"),
        typed("27", "mar", "2027"),
        typed("27", "MAR.", "2027"),
    ],
)
def test_date_is_read(answer):
    assert DateField(label="Start date").clean(answer) == dt.date(2027, 3, 27)


@pytest.mark.parametrize("answer", [None, {}, typed()])
def test_no_date_is_none(answer):
    assert DateField(label="Start date", required=False).clean(answer) is None


@pytest.mark.parametrize(
    ("answer", "message", "parts"),
    [
        (typed(), "Enter start date", None),
        (typed("27", "3"), "Start date must include a year", ["year"]),
        (typed(year="2027"), "Start date must include a day and month", ["day", "month"]),
        (typed("32", "3", "2027"), "Start date must be a real date", ["day"]),
        (typed("0", "3", "2027"), "Start date must be a real date", ["day"]),
        (typed("1", "13", "2027"), "Start date must be a real date", ["month"]),
        (typed("1", "0", "2027"), "Start date must be a real date", ["month"]),
        (typed("1", "ma", "2027"), "Start date must be a real date", ["month"]),
        (typed("1", "juni", "2027"), "Start date must be a real date", ["month"]),
        (typed("x", "x", "2027"), "Start date must be a real date", ["day", "month"]),
        (typed("１", "3", "2027"), "Start date must be a real date", ["day"]),
        (typed("29", "2", "2027"), "Start date must be a real date", ["day"]),
        (typed("1", "3", "27"), "Start date must have a year of 4 numbers, like 2027", ["year"]),
        (typed("1", "3", "0000"), "Start date must have a year of 4 numbers, like 2027", ["year"]),
    ],
)
def test_wrong_date_is_refused_and_its_parts_marked(answer, message, parts):
    assert refusal(DateField(label="Start date"), answer) == (message, parts)


def test_leap_day_is_read():
    assert DateField(label="Start").clean(typed("29", "2", "2028")) == dt.date(2028, 2, 29)


def test_date_outside_its_limits_is_refused():
    field = DateField(label="Start date", earliest=dt.date(2027, 4, 1), latest=dt.date(2028, 3, 31))

    assert refusal(field, typed("31", "3", "2027")) == (
        "Start date must be on or after 1 April 2027",
        None,
    )
    assert refusal(field, typed("1", "4", "2028")) == (
        "Start date must be on or before 31 March 2028",
        None,
    )
    assert field.clean(typed("1", "4", "2027")) == dt.date(2027, 4, 1)


def test_percent_sign_in_a_name_does_not_disturb_the_message():
    field = DateField(label="50% date")

    assert refusal(field, typed("1", "13", "2027"))[0] == "50% date must be a real date"
    assert refusal(field, typed())[0] == "Enter 50% date"


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_date_shown_is_read_back(day):
    assert DateField(label="Day").clean(DateInput().parts_of(day)) == day


@pytest.mark.parametrize(
    ("time", "hour", "minute"),
    [
        ("17:00", 17, 0),
        ("17.30", 17, 30),
        ("5pm", 17, 0),
        ("5:30 pm", 17, 30),
        ("12am", 0, 0),
        ("12PM", 12, 0),
        ("noon", 12, 0),
        ("12 noon", 12, 0),
        ("12:00 Midday", 12, 0),
        ("0:05", 0, 5),
    ],
)
def test_moment_in_winter_is_read(time, hour, minute):
    moment = DateTimeField(label="Deadline").clean(typed("1", "2", "2027", time))

    assert (moment, moment.tzinfo) == (dt.datetime(2027, 2, 1, hour, minute, tzinfo=dt.UTC), dt.UTC)


def test_moment_in_summer_is_an_hour_earlier_in_utc():
    moment = DateTimeField(label="Deadline").clean(typed("1", "7", "2027", "12:00"))

    assert moment == dt.datetime(2027, 7, 1, 11, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "time", ["24:00", "12:60", "17pm", "0am", "5", "13 noon", "noonish", "5.pm", "１７:00"]
)
def test_wrong_time_is_refused(time):
    assert refusal(DateTimeField(label="Deadline"), typed("1", "2", "2027", time)) == (
        "Deadline must have a time like 17:00 or 5pm",
        ["time"],
    )


def test_missing_time_is_refused():
    assert refusal(DateTimeField(label="Deadline"), typed("1", "2", "2027", "")) == (
        "Deadline must include a time",
        ["time"],
    )
    assert refusal(DateTimeField(label="Deadline"), typed("1", "", "", "")) == (
        "Deadline must include a month, year and time",
        ["month", "year", "time"],
    )


# The clocks go forward on 28 March 2027 and back on 31 October 2027, both at 1:00 UTC.
@pytest.mark.parametrize("time", ["1:00", "1:30am", "01:59"])
def test_time_that_the_clocks_skip_is_refused(time):
    assert refusal(DateTimeField(label="Deadline"), typed("28", "3", "2027", time)) == (
        (
            "Deadline must not be in the hour that is skipped when the clocks go forward. "
            "Choose a time before 1am or from 2am"
        ),
        ["time"],
    )


@pytest.mark.parametrize("time", ["1:00", "1:30am", "01:59"])
def test_time_that_comes_twice_is_refused(time):
    assert refusal(DateTimeField(label="Deadline"), typed("31", "10", "2027", time)) == (
        (
            "Deadline must not be in the hour that comes twice when the clocks go back. "
            "Choose a time before 1am or from 2am"
        ),
        ["time"],
    )


@pytest.mark.parametrize(
    ("day", "month", "time", "utc_hour", "utc_minute"),
    [
        ("28", "3", "0:59", 0, 59),
        ("28", "3", "2:00", 1, 0),
        ("31", "10", "0:59", 23, 59),  # still summer time: the evening before in UTC
        ("31", "10", "2:00", 2, 0),
    ],
)
def test_time_just_outside_the_change_is_taken(day, month, time, utc_hour, utc_minute):
    moment = DateTimeField(label="Deadline").clean(typed(day, month, "2027", time))

    assert (moment.hour, moment.minute) == (utc_hour, utc_minute)


@given(st.integers(0, 40 * 366 * 24 * 60))
def test_moment_shown_is_read_back_unless_the_clocks_make_it_doubtful(minutes):
    moment = dt.datetime(2000, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    local = moment.astimezone(LONDON)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    field = DateTimeField(label="Deadline")
    shown = DateTimeInput().parts_of(moment)

    if twice:
        assert refusal(field, shown)[1] == ["time"]
    else:
        assert field.clean(shown) == moment


def test_moment_outside_its_limits_is_refused_in_london_time():
    field = DateTimeField(label="Deadline", earliest=dt.datetime(2027, 7, 1, 11, tzinfo=dt.UTC))

    assert refusal(field, typed("1", "7", "2027", "11:59")) == (
        "Deadline must be on or after 1 July 2027 at 12:00",
        None,
    )


def test_day_alone_stands_in_a_moment_without_a_time():
    parts = DateTimeInput().parts_of(dt.date(2027, 2, 1))

    assert parts == {"day": "1", "month": "2", "year": "2027", "time": ""}


def test_moment_without_a_zone_stands_as_it_is():
    naive = timezone.make_naive(dt.datetime(2027, 7, 1, 11, tzinfo=dt.UTC), LONDON)

    assert DateTimeInput().parts_of(naive)["time"] == "12:00"


class Dated(Form):
    """A form with a date."""

    starts_on = DateField(label="Start date")


def test_parts_are_read_from_names_after_the_fields():
    form = Dated({"starts_on-day": " 27 ", "starts_on-month": "3", "starts_on-year": "2027"})

    assert form.is_valid()
    assert form.cleaned_data == {"starts_on": dt.date(2027, 3, 27)}


def test_same_date_sent_again_has_not_changed():
    sent = {"starts_on-day": "27", "starts_on-month": "March", "starts_on-year": "2027"}

    assert Dated(sent, initial={"starts_on": dt.date(2027, 3, 27)}).changed_data == []


def test_widget_knows_when_nothing_was_sent():
    assert DateInput().value_omitted_from_data({}, {}, "starts_on")
    assert not DateInput().value_omitted_from_data({"starts_on-year": ""}, {}, "starts_on")


def test_widget_sends_a_label_to_its_first_part():
    assert DateInput().id_for_label("id_starts_on") == "id_starts_on-day"
    assert DateInput().id_for_label("") == ""
