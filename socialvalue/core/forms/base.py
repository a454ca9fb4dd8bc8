"""What all forms have in common."""

from typing import ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.text import capfirst

from socialvalue.core.layout import Layout, Size, Submit

from .words import inside_sentence


class Plain:
    """What every form of the product has in common. Mixed into Form and ModelForm below.

    With `submit`, the words of its button, a form needs no layout of its own. For another layout,
    set `self.helper.layout` after calling `super().__init__`.
    """

    use_required_attribute = False
    label_size: ClassVar[Size | None] = Size.SMALL
    submit: ClassVar[str] = ""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            say_what_is_missing(self[name].label, field)
            say_what_is_too_long(self[name].label, field)
        self.helper = FormHelper(self)
        if self.submit:
            self.helper.layout = Layout(*self.fields, Submit("save", self.submit))


def say_what_is_missing(label: object, field: forms.Field) -> None:
    """Replace Django's "This field is required" by what to do, unless the field says it itself."""
    if field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
        return
    called = inside_sentence(label)
    if isinstance(field, forms.BooleanField):
        message = f"Tick the box: {label}"
    elif isinstance(field, forms.FileField):
        message = f"Choose a file for {called}"
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        message = f"Select {called}"
    else:
        message = f"Enter {called}"
    field.error_messages["required"] = message


def say_what_is_too_long(label: object, field: forms.Field) -> None:
    """Replace Django's "Ensure this value has at most" by a sentence that names the field."""
    if isinstance(field, forms.CharField) and field.max_length is not None:
        named = capfirst(getattr(field, "called", "") or str(label).rstrip("?:. "))
        limit = f"{field.max_length:,}"
        # Django puts parameters into the message with %.
        message = f"{named} must be {limit} characters or fewer".replace("%", "%%")
        field.error_messages.setdefault("max_length", message)


class Form(Plain, forms.Form):
    """A form that writes nothing: the view hands its answers to an action."""


class ModelForm(Plain, forms.ModelForm):
    """A form whose fields come from a model. It too writes nothing: `save` is never called."""
