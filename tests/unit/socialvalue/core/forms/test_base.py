"""What all forms have in common."""

import pytest
from django import forms

from socialvalue.core.forms import Form, ModelForm, TextField
from socialvalue.core.layout import Field, Size, Submit


class Few(Form):
    """Two questions and a button."""

    submit = "Continue"

    title = forms.CharField(label="Title")
    place = forms.CharField(label="Place")


class Bare(Form):
    """A question without a button."""

    title = forms.CharField(label="Title")


def test_form_with_words_for_its_button_has_one():
    layout = Few().helper.layout

    assert layout.fields[:2] == ["title", "place"]
    assert (type(layout.fields[2]), layout.fields[2].text) == (Submit, "Continue")


def test_form_without_words_for_a_button_has_none():
    assert Bare().helper.layout.fields == ["title"]


def test_browser_does_not_check_the_form_itself():
    assert Bare().use_required_attribute is False


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (forms.CharField(label="Title"), "Enter title"),
        (forms.EmailField(label="Your e-mail address"), "Enter your e-mail address"),
        (forms.ChoiceField(label="Which place?"), "Select which place"),
        (forms.FileField(label="Payments"), "Choose a file for payments"),
        (forms.BooleanField(label="I have no conflict"), "Tick the box: I have no conflict"),
        (forms.CharField(error_messages={"required": "Say why"}), "Say why"),
        (forms.CharField(), "Enter asked"),
    ],
)
def test_missing_answer_says_what_to_do(field, message):
    form = type("Asking", (Form,), {"asked": field})({})

    assert form.errors == {"asked": [message]}


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (forms.CharField(label="Title", max_length=3), "Title must be 3 characters or fewer"),
        (
            forms.CharField(label="100% of what?", max_length=3),
            "100% of what must be 3 characters or fewer",
        ),
        (
            TextField(label="Why?", called="the reason", max_length=3),
            "The reason must be 3 characters or fewer",
        ),
        (
            forms.CharField(max_length=3, error_messages={"max_length": "Say less"}),
            "Say less",
        ),
    ],
)
def test_answer_that_is_too_long_names_its_field(field, message):
    form = type("Asking", (Form,), {"asked": field})({"asked": "four"})

    assert form.errors == {"asked": [message]}


def test_field_of_one_form_keeps_its_message_in_another():
    first, second = Bare({}), Bare({})

    assert first.errors == second.errors == {"title": ["Enter title"]}
    assert Bare.base_fields["title"].error_messages["required"] == "This field is required."


def test_labels_are_small_and_bold_and_have_no_colon():
    assert (Bare().label_size, Bare()["title"].label_tag()) == (
        Size.SMALL,
        '<label for="id_title">Title</label>',
    )


def test_model_form_is_like_any_other():
    assert ModelForm.use_required_attribute is False


def test_layout_may_be_given_options():
    form = Bare()
    form.helper.layout.fields = [Field("title", label_size=Size.LARGE)]

    assert form.helper.layout.fields[0].options.label_size is Size.LARGE
