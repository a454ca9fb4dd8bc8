"""One function for each kind of control: what its template needs beyond the common parts.

Each returns the name of a template under templates/govuk/ and its context. Which one a field gets
follows from its widget, so a field needs no layout to be drawn right.
"""

from collections.abc import Callable, Iterator, Mapping

from django import forms

from socialvalue.core.widgets import DateInput, DateTimeInput

from .controls import Parts, words

Drawn = tuple[str, dict[str, object]]
Revealed = Mapping[str, str]


def text(parts: Parts, _revealed: Revealed) -> Drawn:
    """A line of text, with what stands before and after it."""
    field = parts.bound.field
    attributes = parts.attributes("govuk-input", "govuk-input--error" if parts.errors else "")
    if isinstance(field.widget, forms.EmailInput):
        attributes = {"autocomplete": "email", "spellcheck": "false", **attributes}
    return "govuk/text.html", {
        "control": parts.control(field.widget, attributes),
        "prefix": parts.options.prefix or getattr(field, "before", ""),
        "suffix": parts.options.suffix or getattr(field, "after", ""),
    }


def textarea(parts: Parts, _revealed: Revealed) -> Drawn:
    """Some lines of text, and how much more may be written where there is a limit."""
    options, field = parts.options, parts.bound.field
    most_characters = options.max_characters or getattr(field, "max_characters", None)
    most_words = options.max_words or getattr(field, "max_words", None)
    limit = most_words or most_characters
    attributes = parts.attributes(
        "govuk-textarea",
        "govuk-textarea--error" if parts.errors else "",
        "govuk-js-character-count" if limit else "",
    )
    attributes["rows"] = options.rows or 5
    attributes.pop("cols", None)
    if limit:
        attributes["aria-describedby"] = parts.described_by(f"{parts.id}-info")
    return "govuk/textarea.html", {
        "control": parts.control(field.widget, attributes),
        "limit": limit,
        "counted": "words" if most_words else "characters",
        "threshold": options.threshold,
    }


def select(parts: Parts, _revealed: Revealed) -> Drawn:
    """A list to choose from, closed until it is pressed."""
    attributes = parts.attributes("govuk-select", "govuk-select--error" if parts.errors else "")
    return "govuk/select.html", {"control": parts.control(parts.bound.field.widget, attributes)}


def password(parts: Parts, _revealed: Revealed) -> Drawn:
    """A password, with a button that shows it."""
    attributes = parts.attributes(
        "govuk-input govuk-password-input__input govuk-js-password-input-input",
        "govuk-input--error" if parts.errors else "",
        spellcheck="false",
        autocapitalize="none",
    )
    attributes.setdefault("autocomplete", "current-password")
    return "govuk/password.html", {"control": parts.control(parts.bound.field.widget, attributes)}


def file(parts: Parts, _revealed: Revealed) -> Drawn:
    """A file to send, with a place to drop it."""
    attributes = parts.attributes(
        "govuk-file-upload", "govuk-file-upload--error" if parts.errors else ""
    )
    chooser = forms.FileInput()
    chooser.allow_multiple_selected = bool(attributes.get("multiple"))
    return "govuk/file.html", {
        "control": parts.control(chooser, attributes),
        "enhanced": parts.options.enhanced,
    }


def options_of(parts: Parts, revealed: Revealed, *, describe: str) -> Iterator[dict[str, object]]:
    """Return what the template needs of each option: ids as GOV.UK numbers them."""
    for number, option in enumerate(parts.choices(), start=1):
        if "divider" in option:
            yield option
            continue
        value = str(option["value"])
        option_id = parts.id if number == 1 else f"{parts.id}-{number}"
        hint = parts.options.hints.get(value, "")
        yield {
            "id": option_id,
            "value": option["value"],
            "label": option["label"],
            "mark": mark_of(option["label"], value) if parts.options.as_scores else None,
            "checked": option["selected"],
            "disabled": parts.bound.field.disabled or option["attrs"].get("disabled"),
            "hint": hint,
            "describedby": words(describe, f"{option_id}-item-hint" if hint else ""),
            "revealed": revealed.get(value, ""),
            "exclusive": value in parts.options.exclusive,
        }


def mark_of(label: object, value: str) -> dict[str, str]:
    """Return a score's label in two parts: the mark, and what it means."""
    mark, _space, meaning = str(label).partition(" ")
    if mark != value:
        return {"mark": value, "meaning": str(label)}
    return {"mark": mark, "meaning": meaning}


def choices(parts: Parts, revealed: Revealed, *, block: str) -> Drawn:
    """Options to pick from, all in sight, in a fieldset if the question has words."""
    options = parts.options
    in_fieldset = bool(parts.bound.label)
    # GOV.UK describes each checkbox, though not each radio, where no fieldset can be described.
    describe = "" if in_fieldset or block == "govuk-radios" else parts.described_by()
    return "govuk/choices.html", {
        "block": block,
        "kind": parts.bound.field.widget.input_type,
        "name": parts.bound.html_name,
        "block_classes": words(
            f"{block}--inline" if options.inline else "",
            f"{block}--small" if options.small else "",
            "app-scores" if options.as_scores else "",
            options.classes,
        ),
        "attributes": forms.utils.flatatt(dict(options.attributes)),
        "described_by": parts.described_by(),
        "in_fieldset": in_fieldset,
        "choices": list(options_of(parts, revealed, describe=describe)),
    }


def radios(parts: Parts, revealed: Revealed) -> Drawn:
    """One of several options."""
    return choices(parts, revealed, block="govuk-radios")


def checkboxes(parts: Parts, revealed: Revealed) -> Drawn:
    """Any of several options."""
    return choices(parts, revealed, block="govuk-checkboxes")


def checkbox(parts: Parts, revealed: Revealed) -> Drawn:
    """One box to tick. Its label is the question."""
    widget = parts.bound.field.widget
    value = widget.format_value(parts.bound.value())
    hint = parts.bound.help_text
    return "govuk/checkbox.html", {
        "block": "govuk-checkboxes",
        "kind": "checkbox",
        "name": parts.bound.html_name,
        "block_classes": words(
            "govuk-checkboxes--small" if parts.options.small else "", parts.options.classes
        ),
        "attributes": forms.utils.flatatt(dict(parts.options.attributes)),
        "hint": "",
        "choices": [
            {
                "id": parts.id,
                "value": value or "on",
                "label": parts.bound.label,
                "checked": widget.check_test(parts.bound.value()),
                "disabled": parts.bound.field.disabled,
                "hint": hint,
                "describedby": words(
                    parts.options.described_by,
                    *(error["id"] for error in parts.errors),
                    f"{parts.id}-item-hint" if hint else "",
                ),
                "revealed": revealed.get("on", ""),
            }
        ],
    }


def date(parts: Parts, _revealed: Revealed) -> Drawn:
    """A date in three parts, or a date and a time in four. Wrong parts are marked, or all."""
    widget = parts.bound.field.widget
    wrong = wrong_parts(parts)
    values = widget.parts_of(parts.bound.value())
    return "govuk/date.html", {
        "described_by": parts.described_by(),
        "classes": parts.options.classes,
        "attributes": forms.utils.flatatt(dict(parts.options.attributes)),
        "disabled": parts.bound.field.disabled,
        "parts": [
            {
                "id": f"{parts.id}-{part.name}",
                "name": f"{parts.bound.html_name}-{part.name}",
                "label": part.label,
                "width": part.width,
                "inputmode": part.inputmode,
                "autocomplete": part.autocomplete,
                "value": values[part.name],
                "wrong": part.name in wrong,
            }
            for part in widget.parts
        ],
    }


def wrong_parts(parts: Parts) -> set[str]:
    """Return the names of the parts to mark: those the errors name, or all if one names none."""
    every = {part.name for part in parts.bound.field.widget.parts}
    wrong: set[str] = set()
    for error in parts.bound.form.errors.as_data().get(parts.bound.name, []):
        wrong |= set((error.params or {}).get("parts", every))
    return wrong


# The first that fits the widget. A subclass stands before its parent.
KINDS: list[tuple[type[forms.Widget], Callable[[Parts, Revealed], Drawn]]] = [
    (DateInput, date),
    (DateTimeInput, date),
    (forms.CheckboxSelectMultiple, checkboxes),
    (forms.RadioSelect, radios),
    (forms.CheckboxInput, checkbox),
    (forms.Select, select),
    (forms.Textarea, textarea),
    (forms.PasswordInput, password),
    (forms.FileInput, file),
    (forms.Widget, text),
]


def drawn(parts: Parts, revealed: Revealed) -> Drawn:
    """Return the template that draws this field, and everything it needs."""
    widget = parts.bound.field.widget
    kind = next(kind for widget_class, kind in KINDS if isinstance(widget, widget_class))
    template, own = kind(parts, revealed)
    return template, {**parts.context(), **own}
