"""What the templates of the pack need to print one field: the parts that every field has."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from .options import Options
from .sizes import Size


def words(*some: object) -> str:
    """Return the given words with a space between them, leaving out what is empty."""
    return " ".join(str(word) for word in some if word)


def field_id(bound: BoundField) -> str:
    """Return the id of the field. Its first control has it, or for a date the box around them."""
    return bound.field.widget.attrs.get("id") or bound.auto_id or bound.html_name


def with_attributes(widget: forms.Widget, attributes: Mapping[str, object]) -> forms.Widget:
    """Return a copy of the widget that has these attributes, without those that are None.

    Django would print an attribute of None as the word "None".
    """
    copied = copy.copy(widget)
    copied.attrs = {name: value for name, value in attributes.items() if value is not None}
    return copied


@dataclass(frozen=True)
class Parts:
    """A bound field, and how the layout wants it drawn."""

    bound: BoundField
    options: Options

    @property
    def id(self) -> str:
        """The id of the field."""
        return field_id(self.bound)

    @property
    def errors(self) -> list[dict[str, str]]:
        """The messages, each with the id by which the control is described."""
        return [
            {"id": f"{self.id}-error" + (f"-{number}" if number > 1 else ""), "text": message}
            for number, message in enumerate(self.bound.errors, start=1)
        ]

    @property
    def label_size(self) -> Size | None:
        """The size asked for, or else the form's own."""
        return self.options.label_size or getattr(self.bound.form, "label_size", None)

    def described_by(self, *first: str) -> str:
        """Return the ids of what describes the control, in the order they are read out."""
        hint = f"{self.id}-hint" if self.bound.help_text else ""
        errors = (error["id"] for error in self.errors)
        return words(*first, self.options.described_by, hint, *errors)

    def context(self) -> dict[str, object]:
        """Return what the group, label, legend, hint and error templates need."""
        size = self.label_size
        return {
            "id": self.id,
            "label": self.bound.label,
            "label_classes": f"govuk-label--{size}" if size else "",
            "legend_classes": f"govuk-fieldset__legend--{size}" if size else "",
            "label_hidden": self.options.label_hidden,
            "is_page_heading": self.options.is_page_heading,
            "hint": self.bound.help_text,
            "hint_id": f"{self.id}-hint",
            "errors": self.errors,
            "group_classes": self.options.group_classes,
        }

    def attributes(self, *classes: str, **more: object) -> dict[str, object]:
        """Return the attributes of the control: the widget's own, then ours, then the layout's.

        Lengths are left out: the browser must not cut off what is typed without a word; the
        server says that it is too long.
        """
        own = {
            name: value
            for name, value in self.bound.field.widget.attrs.items()
            if name not in {"maxlength", "minlength", "class"}
        }
        asked = {
            "inputmode": self.options.inputmode or None,
            "autocomplete": self.options.autocomplete or None,
            "spellcheck": {None: None, True: "true", False: "false"}[self.options.spellcheck],
            **{name.replace("_", "-"): value for name, value in more.items()},
        }
        return {
            **own,
            **{name: value for name, value in asked.items() if value is not None},
            "id": self.id,
            "class": words(
                *classes,
                self.options.width,
                self.options.classes,
                self.bound.field.widget.attrs.get("class"),
            ),
            "aria-describedby": self.described_by() or None,
            "disabled": self.bound.field.disabled or None,
            **self.options.attributes,
        }

    def control(self, widget: forms.Widget, attributes: Mapping[str, object]) -> SafeString:
        """Return the control as this widget draws it, with these attributes and no others."""
        return with_attributes(widget, attributes).render(
            self.bound.html_name, self.bound.value(), renderer=self.bound.form.renderer
        )

    def choices(self) -> Iterator[dict[str, object]]:
        """Return the options of a radio or checkbox field, and the dividers between them."""
        bound, widget = self.bound, self.bound.field.widget
        value = widget.format_value(bound.value())
        for group, options, _index in widget.optgroups(bound.html_name, value, {}):
            if group is not None:
                yield {"divider": group}
            for option in options:
                if divider := self.options.dividers.get(str(option["value"])):
                    yield {"divider": divider}
                if option["label"] != BLANK:
                    yield option


# What Django puts before the choices of a model field that may be empty: no choice to show.
BLANK = "---------"
