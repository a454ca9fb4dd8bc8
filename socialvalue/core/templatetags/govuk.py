"""Tags for forms: one field, a part of a layout, and the summary of everything that is wrong."""

from django import template
from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils.safestring import SafeString

from socialvalue.core.layout.field import draw
from socialvalue.core.layout.options import Options
from socialvalue.core.layout.problems import has_problems, problems_of

register = template.Library()


@register.simple_tag
def govuk_field(field: BoundField, **options: object) -> SafeString:
    """Draw one field; options are those of `socialvalue.core.layout.Options`."""
    return draw(field, options=Options(**options))


@register.simple_tag(takes_context=True)
def govuk_part(context: Context, part: object) -> SafeString:
    """Draw a layout object, such as a button, outside a form's layout."""
    return part.render(None, context)


@register.inclusion_tag("govuk/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet | None) -> dict[str, object]:
    """Draw the summary of everything wrong in these forms, or nothing."""
    return {"problems": problems_of(*forms)}


@register.simple_tag
def any_problems(*forms: BaseForm | BaseFormSet | None) -> bool:
    """Whether any of these forms was sent with something wrong in it."""
    return has_problems(*forms)
