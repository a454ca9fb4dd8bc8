"""Layouts: what fixtures of the design system do not say."""

import pytest
from django import forms
from django.forms import formset_factory
from django.template import engines

from socialvalue.core.forms import DateField, Form, MoneyField, TextField
from socialvalue.core.layout import (
    Button,
    Columns,
    Details,
    Div,
    Field,
    Heading,
    Layout,
    Options,
    Size,
    Submit,
    Width,
)
from socialvalue.core.layout.field import draw
from socialvalue.core.layout.objects import Part
from tests.unit.socialvalue.core.same_html import elements, tree


def page_of(form, with_helper="", **context):
    """Return the form as {% crispy %} draws it."""
    source = f"{{% load crispy_forms_tags %}}{{% crispy form {with_helper} %}}"
    return engines["django"].from_string(source).render({"form": form, **context})


def inputs(html):
    """Return the attributes of the inputs and the like."""
    return [
        attributes
        for tag, attributes, _words in elements(html)
        if tag in {"input", "select", "textarea", "button"}
    ]


class Asking(Form):
    """One of several things, for tests to lay out."""

    title = forms.CharField(label="Title", max_length=20, help_text="Short")
    told = forms.ChoiceField(
        label="How?", choices=[("post", "Post"), ("phone", "Phone")], widget=forms.RadioSelect
    )
    number = forms.CharField(label="Number", required=False)
    agree = forms.BooleanField(label="I agree", help_text="Read it first")
    version = forms.CharField(widget=forms.HiddenInput, required=False)


def laid_out(*parts, data=None):
    form = Asking(data)
    form.helper.layout = Layout(*parts)
    return form


def test_whole_form_posts_without_the_browsers_own_checks():
    [form] = tree(page_of(laid_out("title", Submit("save", "Save")), csrf_token="token"))

    assert form[:2] == ["form", {"method": "post", "novalidate": "novalidate"}]
    assert inputs(page_of(laid_out("title", Submit("save", "Save")), csrf_token="token")) == [
        {"type": "hidden", "name": "csrfmiddlewaretoken", "value": "token"},
        {
            "type": "text",
            "name": "title",
            "id": "id_title",
            "class": ["govuk-input"],
            "aria-describedby": "id_title-hint",
        },
        {
            "type": "submit",
            "name": "save",
            "value": "yes",
            "data-prevent-double-click": "true",
            "class": ["govuk-button"],
            "data-module": "govuk-button",
        },
    ]


def test_form_inside_another_form_has_no_tag_and_no_token():
    form = laid_out("number")
    form.helper.form_tag = False

    assert [name for name, *_rest in tree(page_of(form, csrf_token="token"))] == ["div"]


def test_form_that_only_asks_has_no_token():
    form = laid_out("number")
    form.helper.form_method = "get"

    html = page_of(form, csrf_token="token")

    assert [attributes["name"] for attributes in inputs(html)] == ["number"]


def test_form_with_a_file_says_how_it_is_sent():
    form = type("Upload", (Form,), {"payments": forms.FileField(label="Payments")})()

    [whole] = tree(page_of(form))

    assert whole[1]["enctype"] == "multipart/form-data"


def test_hidden_field_is_only_its_input():
    assert draw(Asking({"version": "3"})["version"]) == (
        '<input type="hidden" name="version" value="3" id="id_version">'
    )


def test_revealed_question_stands_under_its_option():
    form = laid_out(Field.radios("told", reveals={"phone": ["number"]}))

    options = inputs(page_of(form))

    assert [(each["id"], each.get("data-aria-controls")) for each in options] == [
        ("id_told", None),
        ("id_told-2", "conditional-id_told-2"),
        ("id_number", None),
    ]


def test_revealed_question_is_open_when_its_option_is_chosen():
    open_form = laid_out(
        Field.radios("told", reveals={"phone": ["number"]}), data={"told": "phone"}
    )

    boxes = [attributes for _tag, attributes, _words in elements(page_of(open_form))]

    [box] = [each for each in boxes if each.get("id") == "conditional-id_told-2"]
    assert box["class"] == ["govuk-radios__conditional"]


def test_one_box_to_tick():
    [box] = inputs(draw(Asking({"agree": "on"})["agree"]))

    assert box == {
        "class": ["govuk-checkboxes__input"],
        "id": "id_agree",
        "name": "agree",
        "type": "checkbox",
        "value": "on",
        "checked": "checked",
        "aria-describedby": "id_agree-item-hint",
    }


def test_one_box_that_reveals_a_question():
    form = laid_out(Field.checkbox("agree", reveals=["number"], small=True))

    box, number = inputs(page_of(form))

    assert (box["data-aria-controls"], number["name"]) == ("conditional-id_agree", "number")


def test_one_box_that_should_have_been_ticked_says_so():
    [box] = inputs(draw(Asking({})["agree"]))

    assert box["aria-describedby"] == "id_agree-error id_agree-item-hint"


def test_scores_show_the_mark_and_what_it_means():
    field = forms.ChoiceField(
        label="Score", choices=[("4", "4 Very good"), ("5", "Excellent")], widget=forms.RadioSelect
    )
    form = type("Scores", (Form,), {"score": field})()
    form.helper.layout = Layout(Field.scores("score"))

    words = [text for tag, attributes, text in elements(page_of(form)) if tag == "label"]
    marks = [text for tag, attributes, text in elements(page_of(form)) if tag == "span"]

    assert (marks, words) == (["4", "5"], ["Very good", "Excellent"])


def test_disabled_field_is_disabled_in_every_part():
    form = type(
        "Dated", (Form,), {"day": DateField(disabled=True), "how": Asking.base_fields["told"]}
    )()
    form.fields["how"].disabled = True

    html = draw(form["day"]) + draw(form["how"])

    assert [each["disabled"] for each in inputs(html)] == ["disabled"] * 5


def test_money_has_its_sign_before_it():
    form = type("Money", (Form,), {"value": MoneyField(label="Value")})()

    words = [text for _tag, _attributes, text in elements(draw(form["value"]))]

    assert "£" in words


def test_limit_of_a_text_field_is_shown_without_asking():
    form = type("Text", (Form,), {"why": TextField(label="Why", max_words=300)})()

    [group] = tree(draw(form["why"]))

    assert (group[1]["data-maxlength"], group[1]["data-count-type"]) == ("300", "words")


def test_no_attribute_is_ever_none():
    field = forms.CharField(label="A", widget=forms.TextInput({"data-a": None, "class": "b"}))
    form = type("Odd", (Form,), {"odd": field})()

    html = draw(form["odd"], options=Options(attributes={"hx-post": None, "hx-get": "/x"}))

    assert inputs(html) == [
        {
            "type": "text",
            "name": "odd",
            "id": "id_odd",
            "class": ["b", "govuk-input"],
            "hx-get": "/x",
        }
    ]


def test_email_field_has_the_settings_of_an_email_address():
    form = type("Mail", (Form,), {"email": forms.EmailField(label="E-mail")})()

    [box] = inputs(draw(form["email"]))

    assert (box["type"], box["autocomplete"], box["spellcheck"]) == ("email", "email", "false")


def test_password_that_is_made_says_so_to_the_browser():
    form = type("Make", (Form,), {"new": forms.CharField(widget=forms.PasswordInput)})()
    form.helper.layout = Layout(Field.password("new", autocomplete="new-password"))

    assert inputs(page_of(form))[0]["autocomplete"] == "new-password"


def test_blank_choice_of_a_model_is_no_radio():
    choices = [("", "---------"), ("a", "A")]
    field = forms.ChoiceField(label="Which?", choices=choices, widget=forms.RadioSelect)
    form = type("Blank", (Form,), {"which": field})()

    assert [each["value"] for each in inputs(draw(form["which"]))] == ["a"]


def test_groups_of_options_are_parted_by_their_names():
    choices = [("Work", [("a", "A")]), ("Health", [("b", "B")])]
    field = forms.MultipleChoiceField(
        label="Which?", choices=choices, widget=forms.CheckboxSelectMultiple
    )
    form = type("Groups", (Form,), {"which": field})()

    parted = [
        text
        for _tag, attributes, text in elements(draw(form["which"]))
        if "govuk-checkboxes__divider" in attributes.get("class", [])
    ]

    assert parted == ["Work", "Health"]


def test_two_errors_have_an_id_each():
    form = Asking({"title": "x"})
    form.add_error("title", ["One", "Two"])

    [box] = inputs(draw(form["title"]))

    assert box["aria-describedby"] == "id_title-hint id_title-error id_title-error-2"


def test_layout_objects_may_stand_in_each_other():
    form = laid_out(
        Columns(Details(Div("number", css_class="a", css_id="b"), summary="More", is_open=True)),
        Heading("Then", size=Size.SMALL, level=3),
        Field.text("title", width=Width.HALF),
    )

    names = [tag for tag, _attributes, _words in elements(page_of(form))]

    assert names == [
        *("form", "div", "details", "summary", "span", "div", "div", "div", "label", "input"),
        *("h3", "div", "label", "div", "input"),
    ]


def test_field_that_the_form_does_not_have_is_a_mistake():
    with pytest.raises(Exception, match="Could not resolve form field 'nothing'"):
        page_of(laid_out("nothing"))


def test_form_without_a_layout_draws_every_field():
    form = Asking()
    form.helper.layout = None

    names = [each["name"] for each in inputs(page_of(form))]

    assert names == ["title", "told", "told", "number", "agree", "version"]


def test_crispy_filter_draws_every_field_too():
    html = (
        engines["django"]
        .from_string("{% load crispy_forms_tags %}{{ form|crispy }}")
        .render({"form": Asking()})
    )

    assert [each["name"] for each in inputs(html)][:1] == ["title"]


def test_formset_is_a_row_of_boxes_with_numbers():
    rows = formset_factory(
        type("Bid", (Form,), {"bidder": forms.CharField(label="Bidder")}), extra=2
    )
    form = Asking()
    form.helper.row_title = "Bid"
    form.helper.layout = Layout("bidder")
    form.helper.add_input(Button("Save"))

    html = page_of(rows(), "helper", helper=form.helper)

    legends = [text for tag, _attributes, text in elements(html) if tag == "legend"]
    names = [each["name"] for each in inputs(html) if each.get("type") == "text"]
    assert (legends, names) == (["Bid 1", "Bid 2"], ["form-0-bidder", "form-1-bidder"])
    assert inputs(html)[-1]["type"] == "submit"


def test_formset_without_a_layout_draws_every_field():
    rows = formset_factory(Asking, extra=1)
    html = (
        engines["django"]
        .from_string("{% load crispy_forms_tags %}{{ formset|crispy }}")
        .render({"formset": rows()})
    )

    legends = [text for tag, _attributes, text in elements(html) if tag == "legend"]
    assert legends == ["Entry 1", "How?"]


def test_layout_object_must_say_what_its_template_needs():
    with pytest.raises(NotImplementedError):
        Part().context()


def test_layout_object_gives_crispy_no_pointers():
    assert Field("title").get_field_names() == []


def test_details_with_a_wrong_answer_in_it_are_open():
    right, wrong = (
        laid_out(Details("title", summary="More")),
        laid_out(Details("title", summary="More"), data={}),
    )

    found = [
        attributes
        for form in (right, wrong)
        for tag, attributes, _words in elements(page_of(form))
        if tag == "details"
    ]

    assert ["open" in attributes for attributes in found] == [False, True]
