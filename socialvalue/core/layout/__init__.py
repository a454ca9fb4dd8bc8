"""What a form is made of on the page: fields, fieldsets, buttons and words, as GOV.UK draws them.

    from socialvalue.core.layout import Field, Fieldset, Layout, Size, Submit

Every text that is given here is escaped. None is ever read as a template.
"""

from crispy_forms.layout import Div, Layout

from .field import Field
from .objects import (
    Button,
    ButtonGroup,
    Columns,
    Details,
    Fieldset,
    Heading,
    Include,
    Inset,
    Link,
    Paragraph,
    Submit,
    WarningText,
)
from .options import Options
from .sizes import Size, Width

__all__ = [
    "Button",
    "ButtonGroup",
    "Columns",
    "Details",
    "Div",
    "Field",
    "Fieldset",
    "Heading",
    "Include",
    "Inset",
    "Layout",
    "Link",
    "Options",
    "Paragraph",
    "Size",
    "Submit",
    "WarningText",
    "Width",
]
