"""The error summary: every message once, each with a link that lands on the right control."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField

from socialvalue.core.widgets import PartedInput

from .controls import field_id


@dataclass(frozen=True)
class Problem:
    """A message, and the address of the control on this page where it is put right."""

    text: str
    href: str = ""


def problems_of(*forms: BaseForm | BaseFormSet | None) -> list[Problem]:
    """Return what is wrong in the forms and formsets that were sent, in the order of the page."""
    return [problem for form in forms if form is not None for problem in of_one(form)]


def has_problems(*forms: BaseForm | BaseFormSet | None) -> bool:
    """Whether any of the forms was sent with something wrong in it."""
    return bool(problems_of(*forms))


def of_one(form: BaseForm | BaseFormSet) -> Iterator[Problem]:
    """Return what is wrong in one form or formset."""
    if not getattr(form, "is_bound", False):
        return
    if isinstance(form, BaseFormSet):
        yield from (Problem(message) for message in form.non_form_errors())
        for each in form.forms:
            yield from of_one(each)
        return
    yield from (Problem(message) for message in form.non_field_errors())
    for field in form:
        for error in form.errors.as_data().get(field.name, []):
            named = (error.params or {}).get("parts", [])
            yield from (Problem(text, address_of(field, named)) for text in error.messages)


def address_of(field: BoundField, wrong_parts: list[str]) -> str:
    """Return the address of a field's first control, or of the first part that is wrong."""
    if field.is_hidden:
        return ""
    if isinstance(field.field.widget, PartedInput):
        names = [part.name for part in field.field.widget.parts]
        first = next((name for name in names if name in wrong_parts), names[0])
        return f"#{field_id(field)}-{first}"
    return f"#{field_id(field)}"
