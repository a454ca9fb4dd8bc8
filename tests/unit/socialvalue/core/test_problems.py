"""The error summary lists everything once, and every link lands on a control."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory

from socialvalue.core.forms import DateField, DateTimeField, Form
from socialvalue.core.layout.field import draw
from socialvalue.core.layout.problems import Problem, has_problems, problems_of
from tests.unit.socialvalue.core.gallery.forms import EveryField
from tests.unit.socialvalue.core.gallery.pages import WRONG_ANSWERS, fields
from tests.unit.socialvalue.core.same_html import elements


class Question(Form):
    """A question, and something that is not asked."""

    title = forms.CharField(label="Title")
    version = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Reload"})

    def clean(self):
        raise ValidationError("The bid has changed. Reload the page")


def test_errors_of_a_form_come_first_then_those_of_its_fields_in_order():
    assert problems_of(Question({})) == [
        Problem("The bid has changed. Reload the page"),
        Problem("Enter title", "#id_title"),
        Problem("Reload"),
    ]


def test_form_that_was_not_sent_has_no_problems():
    assert (problems_of(Question()), has_problems(Question())) == ([], False)


def test_nothing_has_no_problems():
    assert problems_of(None, "") == []


def test_formset_has_its_own_problems_and_those_of_its_forms():
    rows = formset_factory(
        type("Bid", (Form,), {"bidder": forms.CharField(label="Bidder")}),
        min_num=2,
        validate_min=True,
        extra=0,
    )
    sent = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-bidder": ""}

    problems = problems_of(rows(sent))

    assert problems == [
        Problem("Please submit at least 2 forms."),
        Problem("Enter bidder", "#id_form-0-bidder"),
    ]


def test_link_lands_on_the_first_wrong_part_of_a_date():
    dated = type(
        "Dated", (Form,), {"on": DateField(label="Start"), "at": DateTimeField(label="End")}
    )
    form = dated({"on-day": "1", "at-day": "1", "at-month": "2", "at-year": "2027", "at-time": "x"})

    assert [problem.href for problem in problems_of(form)] == ["#id_on-month", "#id_at-time"]


def test_every_link_lands_on_a_control_of_the_page():
    html = fields(EveryField(WRONG_ANSWERS))
    found = elements(html)
    controls = {
        attributes["id"]: tag
        for tag, attributes, _words in found
        if tag in {"input", "select", "textarea"} and "id" in attributes
    }

    links = [
        attributes["href"].removeprefix("#")
        for tag, attributes, _words in found
        if tag == "a" and attributes["href"].startswith("#id_")
    ]

    assert len(links) == 15
    assert [link for link in links if link not in controls] == []


def test_field_with_an_id_of_its_own_is_linked_by_it():
    field = forms.CharField(label="Odd", widget=forms.TextInput({"id": "my-id"}))
    form = type("Odd", (Form,), {"odd": field})({})

    assert problems_of(form) == [Problem("Enter odd", "#my-id")]
    assert 'id="my-id"' in draw(form["odd"])
