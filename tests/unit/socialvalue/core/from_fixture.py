"""Draws with our pack what a fixture of GOV.UK Frontend describes."""

import itertools
import json
from pathlib import Path

from django import forms
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from socialvalue.core.layout import Button, Fieldset, Link, Options, Size
from socialvalue.core.layout.field import draw
from socialvalue.core.layout.problems import Problem
from socialvalue.core.widgets import DateInput

FOLDER = Path(__file__).parent / "fixtures"


def fixtures(component):
    """Return the fixtures of a component: name, options, html."""
    return json.loads((FOLDER / f"{component}.json").read_text())


def drawn(component, options):
    """Return the HTML that our pack makes of the fixture's options."""
    if component in PARTS:
        return PARTS[component](options)
    field, data, more = FIELDS[component](options)
    group = options.get("formGroup") or {}
    label = words_of(component, options)
    field.label, field.help_text = (
        label.get("text", ""),
        (options.get("hint") or {}).get("text", ""),
    )
    bound = sent(field, options, data)
    described_by = (options.get("fieldset") or options).get("describedBy", "")
    return draw(
        bound,
        options=Options(
            label_size=size_in(label.get("classes", "")),
            is_page_heading=bool(label.get("isPageHeading")),
            group_classes=group.get("classes", ""),
            described_by=described_by or options.get("describedBy", ""),
            attributes=options.get("attributes") or {},
            **more.get("options", {}),
        ),
        revealed=more.get("revealed"),
    )


def words_of(component, options):
    """Return the fixture's label, or for a group of controls its legend."""
    if component in {"radios", "checkboxes", "date-input"}:
        return (options.get("fieldset") or {}).get("legend") or {}
    return options.get("label") or {}


def size_in(classes):
    """Return the Size that a label's or legend's class asks for."""
    sizes = [word[-1] for word in classes.split() if word[-3:-1] == "--"]
    sizes += ["xl" for word in classes.split() if word.endswith("--xl")]
    return Size(sizes[0]) if sizes else None


def sent(field, options, data):
    """Return the field in a form that was sent, with the fixture's id, name, value and error."""
    name = options.get("name") or options.get("namePrefix") or options["id"]
    field.widget.attrs["id"] = options.get("idPrefix") or options.get("id") or name
    field.disabled = bool(options.get("disabled"))
    form = forms.Form(MultiValueDict(data(name)), use_required_attribute=False)
    form.fields[name] = field
    form._errors = forms.utils.ErrorDict()
    if error := options.get("errorMessage"):
        parts = wrong_parts(options)
        wrong = forms.ValidationError(error["text"], params={"parts": parts} if parts else None)
        form._errors[name] = forms.utils.ErrorList([wrong])
    return form[name]


def wrong_parts(options):
    """Return the parts of a date that are wrong, or none if nothing is said."""
    said = {part: (options.get(part) or {}).get("error") for part in ("day", "month", "year")}
    wrong = [part for part, error in said.items() if error]
    if not wrong and False in said.values():
        wrong = [part for part, error in said.items() if error is None]
    return wrong


def value_of(options):
    """Return the data that hold the fixture's value, given the field's name."""
    value = options.get("value")
    return lambda name: {} if value is None else {name: [str(value)]}


def text(options):
    """A text input."""
    kinds = {"number": forms.NumberInput}
    attrs = {key: options[key] for key in ("pattern", "autocapitalize") if key in options}
    field = forms.CharField(widget=kinds.get(options.get("type"), forms.TextInput)(attrs=attrs))
    asked = {key: options[key] for key in ("classes", "spellcheck") if key in options}
    asked |= {key: options[key] for key in ("inputmode", "autocomplete") if key in options}
    asked |= {key: options[key]["text"] for key in ("prefix", "suffix") if key in options}
    return field, value_of(options), {"options": asked}


def textarea(options):
    """Lines of text, counted or not."""
    asked = {key: options[key] for key in ("classes", "spellcheck", "rows") if key in options}
    asked |= {key: options[key] for key in ("autocomplete", "threshold") if key in options}
    if limit := options.get("maxlength"):
        counts_words = options.get("countType") == "words"
        asked["max_words" if counts_words else "max_characters"] = limit
    return forms.CharField(widget=forms.Textarea), value_of(options), {"options": asked}


def select(options):
    """A closed list."""
    items = [item for item in options.get("items") or [] if item]
    chosen = [item["value"] for item in items if item.get("selected")]
    chosen += [item["value"] for item in items if item.get("value") == options.get("value")]
    field = forms.ChoiceField(choices=[(item["value"], item["text"]) for item in items])
    data = {"value": chosen[0]} if chosen else {}
    return field, value_of(data), {"options": {"classes": options.get("classes", "")}}


def password(options):
    """A password."""
    asked = {key: options[key] for key in ("classes", "autocomplete") if key in options}
    field = forms.CharField(widget=forms.PasswordInput(render_value=True))
    return field, value_of(options), {"options": asked}


class SeveralFiles(forms.FileInput):
    """A chooser of several files."""

    allow_multiple_selected = True


def file(options):
    """A file to send."""
    chooser = SeveralFiles({"multiple": True}) if options.get("multiple") else forms.FileInput()
    asked = {"classes": options.get("classes", ""), "enhanced": bool(options.get("javascript"))}
    return forms.FileField(widget=chooser), value_of({}), {"options": asked}


def choices(options, *, widget, block):
    """Radios or checkboxes."""
    items = [item for item in options["items"] if item]
    shown = [item for item in items if "divider" not in item]
    classes = options.get("classes", "").split()
    after = itertools.pairwise(items)
    asked = {
        "inline": f"{block}--inline" in classes,
        "small": f"{block}--small" in classes,
        "classes": " ".join(set(classes) - {f"{block}--inline", f"{block}--small"}),
        "hints": {str(item["value"]): item["hint"]["text"] for item in shown if item.get("hint")},
        "dividers": {
            str(following["value"]): item["divider"]
            for item, following in after
            if "divider" in item
        },
        "exclusive": frozenset(item["value"] for item in shown if item.get("behaviour")),
    }
    revealed = {
        str(item["value"]): SafeString(item["conditional"]["html"])
        for item in shown
        if (item.get("conditional") or {}).get("html")
    }
    chosen = [
        str(item["value"])
        for item in shown
        if item.get("checked", item["value"] in [options.get("value"), *options.get("values", [])])
    ]
    field = forms.MultipleChoiceField if block == "govuk-checkboxes" else forms.ChoiceField
    bound = field(widget=widget, choices=[(item["value"], item["text"]) for item in shown])
    data = {"options": asked, "revealed": revealed}
    return bound, lambda name: {name: chosen} if chosen else {}, data


def radios(options):
    """One of several options."""
    return choices(options, widget=forms.RadioSelect, block="govuk-radios")


def checkboxes(options):
    """Any of several options."""
    return choices(options, widget=forms.CheckboxSelectMultiple, block="govuk-checkboxes")


def date(options):
    """A date in three parts."""
    prefix = options.get("namePrefix")
    values = options.get("values") or {}
    start = f"{prefix}-" if prefix else ""
    typed = {part: values.get(f"{start}{part}", "") for part in ("day", "month", "year")}

    def data(name):
        return {f"{name}-{part}": [str(value)] for part, value in typed.items()}

    return forms.Field(widget=DateInput), data, {"options": {"classes": options.get("classes", "")}}


FIELDS = {
    "input": text,
    "textarea": textarea,
    "character-count": textarea,
    "select": select,
    "password-input": password,
    "file-upload": file,
    "radios": radios,
    "checkboxes": checkboxes,
    "date-input": date,
}


def button(options):
    """A button, or a link that looks like one."""
    classes = options.get("classes", "")
    if "href" in options:
        kind = classes.removeprefix("govuk-button--")
        part = Link(options["text"], href=options["href"], as_button=True, kind=kind)
    else:
        part = Button(
            options["text"],
            name=options.get("name", ""),
            value=options.get("value", ""),
            classes=classes,
            is_start=options.get("isStartButton", False),
            is_disabled=options.get("disabled", False),
            prevent_double_click=options.get("preventDoubleClick", False),
            button_type=options.get("type", "submit"),
            css_id=options.get("id", ""),
            attributes=options.get("attributes"),
        )
    return part.render(None, {})


class Ready:
    """A part of a layout that is HTML already."""

    def __init__(self, html):
        self.html = SafeString(html)

    def render(self, *_args, **_kwargs):
        return self.html


def fieldset(options):
    """Questions under a legend."""
    legend = options.get("legend") or {}
    return Fieldset(
        Ready(options.get("html", "")),
        legend=legend.get("text", ""),
        size=size_in(legend.get("classes", "")),
        is_page_heading=legend.get("isPageHeading", False),
        described_by=options.get("describedBy", ""),
        classes=options.get("classes", ""),
        role=options.get("role", ""),
        attributes=options.get("attributes"),
    ).render(None, {})


def error_summary(options):
    """Everything that is wrong."""
    problems = [Problem(error["text"], error.get("href", "")) for error in options["errorList"]]
    return render_to_string("govuk/error_summary.html", {"problems": problems})


def component(template, **names):
    """Return what draws one of templates/components/ from options of the given names."""
    return lambda options: render_to_string(
        f"components/{template}", {ours: options.get(theirs) for ours, theirs in names.items()}
    )


def tag(options):
    """A state in a word."""
    colour = options.get("classes", "").removeprefix("govuk-tag--")
    return render_to_string("components/tag.html", {"text": options["text"], "colour": colour})


PARTS = {
    "button": button,
    "fieldset": fieldset,
    "error-summary": error_summary,
    "inset-text": component("inset_text.html", text="text"),
    "warning-text": component("warning_text.html", text="text"),
    "panel": component("confirmation_panel.html", title="titleText", text="text"),
    "tag": tag,
}
COMPONENTS = sorted([*FIELDS, *PARTS])
