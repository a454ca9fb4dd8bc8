"""No word from a database is ever HTML, or a template, on a page."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import engines
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.core.forms import DateField, Form, TextField
from socialvalue.core.layout import (
    Button,
    ButtonGroup,
    Columns,
    Details,
    Field,
    Fieldset,
    Heading,
    Include,
    Inset,
    Layout,
    Link,
    Paragraph,
    Submit,
    WarningText,
)
from socialvalue.core.layout.problems import Problem
from tests.unit.socialvalue.core.same_html import elements

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7|add:7 }}{% now 'Y' %}&amp;"


def form_of(field, *, option=None, data=None):
    """Return a form with one field, named evil, and its layout."""
    made = type("Evil", (Form,), {"evil": field})(data)
    made.helper.layout = Layout(option or Field("evil"))
    return made


def html_of(form):
    return (
        engines["django"]
        .from_string("{% load crispy_forms_tags %}{% crispy form %}")
        .render({"form": form})
    )


def assert_harmless(html):
    """No element and no attribute came out of the evil words, and no template ran."""
    found = elements(html)

    assert not [tag for tag, _attributes, _words in found if tag in {"script", "img"}]
    assert not [
        name for _tag, attributes, _words in found for name in attributes if name == "onerror"
    ]
    assert "{{ 7|add:7 }}" in html
    assert "&lt;script&gt;" in html


WIDGETS = {
    "text": forms.CharField,
    "textarea": TextField,
    "password": lambda **more: forms.CharField(widget=forms.PasswordInput, **more),
    "email": forms.EmailField,
    "file": forms.FileField,
    "date": DateField,
    "checkbox": forms.BooleanField,
    "select": lambda **more: forms.ChoiceField(choices=[("a", "A")], **more),
    "radios": lambda **more: forms.ChoiceField(
        choices=[("a", "A")], widget=forms.RadioSelect, **more
    ),
    "checkboxes": lambda **more: forms.MultipleChoiceField(
        choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, **more
    ),
}


@pytest.mark.parametrize("kind", WIDGETS)
def test_label_is_escaped(kind):
    assert_harmless(html_of(form_of(WIDGETS[kind](label=EVIL, help_text=""))))


@pytest.mark.parametrize("kind", WIDGETS)
def test_hint_is_escaped(kind):
    assert_harmless(html_of(form_of(WIDGETS[kind](label="Good", help_text=EVIL))))


@pytest.mark.parametrize("kind", WIDGETS)
def test_error_is_escaped(kind):
    form = form_of(WIDGETS[kind](label="Good", required=False), data={})
    form.add_error("evil", EVIL)

    assert_harmless(html_of(form))


@pytest.mark.parametrize("kind", ["text", "textarea"])
def test_what_was_typed_is_escaped(kind):
    assert_harmless(html_of(form_of(WIDGETS[kind](label="Good"), data={"evil": EVIL})))


def test_typed_date_is_escaped():
    assert_harmless(html_of(form_of(DateField(label="Good"), data={"evil-day": EVIL})))


@pytest.mark.parametrize("widget", [forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple])
@pytest.mark.parametrize("choices", [[(EVIL, EVIL)], [(EVIL, [("a", EVIL)])]])
def test_options_and_their_groups_are_escaped(widget, choices):
    assert_harmless(html_of(form_of(forms.ChoiceField(choices=choices, widget=widget))))


@pytest.mark.parametrize(
    "option",
    [
        Field.radios("evil", hints={"a": EVIL}),
        Field.radios("evil", dividers={"a": EVIL}),
        Field.radios("evil", classes=EVIL),
        Field.radios("evil", attributes={"data-words": EVIL}),
        Field.radios("evil", group_classes=EVIL),
        Field.radios("evil", described_by=EVIL),
    ],
)
def test_options_of_a_layout_are_escaped(option):
    field = forms.ChoiceField(label="Good", choices=[("a", "A")], widget=forms.RadioSelect)

    assert_harmless(html_of(form_of(field, option=option)))


def test_score_is_escaped():
    field = forms.ChoiceField(choices=[("4", f"4 {EVIL}")], widget=forms.RadioSelect)

    assert_harmless(html_of(form_of(field, option=Field.scores("evil"))))


@pytest.mark.parametrize("slot", ["prefix", "suffix"])
def test_prefix_and_suffix_are_escaped(slot):
    assert_harmless(html_of(form_of(forms.CharField(), option=Field.text("evil", **{slot: EVIL}))))


@pytest.mark.parametrize(
    "part",
    [
        Fieldset("evil", legend=EVIL),
        Fieldset("evil", legend="Good", attributes={"data-words": EVIL}),
        Details("evil", summary=EVIL),
        Columns("evil", Heading(EVIL)),
        ButtonGroup(Submit("save", EVIL)),
        Submit(EVIL, "Good"),
        Submit("save", "Good", value=EVIL),
        Button(EVIL),
        Button("Good", attributes={"data-words": EVIL}),
        Link(EVIL, href="/"),
        Link("Good", href=EVIL),
        Link(EVIL, href="/", as_button=True),
        Paragraph(EVIL),
        Inset(EVIL),
        WarningText(EVIL),
        Include("components/tag.html", text=EVIL),
    ],
    ids=lambda part: type(part).__name__,
)
def test_layout_object_is_escaped(part):
    assert_harmless(html_of(form_of(forms.CharField(label="Good"), option=part)))


def test_error_summary_is_escaped():
    html = render_to_string("govuk/error_summary.html", {"problems": [Problem(EVIL, "#a")]})

    assert_harmless(html)


CELLS = {"columns": [{"text": EVIL}, {"text": EVIL}], "rows": [[EVIL, {"text": EVIL, "url": EVIL}]]}


@pytest.mark.parametrize(
    ("template", "context"),
    [
        ("page_heading", {"heading": EVIL, "caption": EVIL, "tag": EVIL, "lead": EVIL}),
        ("summary_list", {"rows": [{"key": EVIL, "value": EVIL, "url": EVIL, "action": EVIL}]}),
        ("table", {"caption": EVIL, **CELLS}),
        ("stat_cards", {"cards": [{"figure": EVIL, "words": EVIL, "note": EVIL}]}),
        ("tag", {"text": EVIL, "colour": EVIL}),
        ("empty_state", {"heading": EVIL, "text": EVIL, "url": EVIL, "action": EVIL}),
        ("confirmation_panel", {"title": EVIL, "text": EVIL}),
        ("details", {"summary": EVIL, "text": EVIL}),
        ("bars", {"label": EVIL, "rows": [{"label": EVIL, "share": 1, "text": EVIL}]}),
        ("heat", {"level": EVIL, "text": EVIL}),
        ("weight_bar", {"label": EVIL, "weight": EVIL, "text": EVIL}),
        ("progress", {"label": EVIL, "words": EVIL, "done": 1, "total": 2}),
        ("steps", {"steps": [{"text": EVIL, "state": "done"}]}),
        ("breadcrumbs", {"trail": [{"text": EVIL, "url": EVIL}, {"text": EVIL}]}),
        ("back_link", {"text": EVIL, "url": EVIL}),
        ("service_navigation", {"entries": [{"text": EVIL, "url": EVIL, "active": True}]}),
        ("messages", {"messages": [EVIL]}),
        ("chart_frame", {"title": EVIL, "chart": EVIL, "note": EVIL, "table": CELLS}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_component_is_escaped(template, context):
    assert_harmless(render_to_string(f"components/{template}.html", context))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40))
def test_any_label_comes_back_as_it_was(words):
    html = html_of(form_of(forms.CharField(label=f"x{words}x")))

    labels = [text for tag, _attributes, text in elements(html) if tag == "label"]

    assert labels == [" ".join(f"x{words}x".split())]


def test_error_with_a_percent_sign_is_printed_as_it_is():
    form = form_of(forms.CharField(label="Good", required=False), data={})
    form.add_error("evil", ValidationError("100% of it"))

    html = html_of(form)

    errors = [words for tag, _attributes, words in elements(html) if tag == "p"]
    assert errors == ["100% of it"]
