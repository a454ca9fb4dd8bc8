"""The sign-in library's fields, as our pages draw them."""

from django import template
from django.forms.boundfield import BoundField

register = template.Library()


@register.filter
def without_placeholder(field: BoundField) -> BoundField:
    """Return the field without words that vanish when somebody begins to type."""
    field.field.widget.attrs.pop("placeholder", None)
    return field
