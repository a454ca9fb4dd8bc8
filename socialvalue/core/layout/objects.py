"""Layout objects that are not fields: fieldsets, buttons, and words between questions."""

from collections.abc import Mapping

from crispy_forms.utils import TEMPLATE_PACK
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .field import draw_all
from .sizes import Size


class Part:
    """A piece of a layout that is drawn by one template from plain values.

    crispy-forms' own Fieldset, Submit and HTML read their words as Django templates: words from a
    database would be run. These only ever print them.
    """

    template: str

    def context(self) -> dict[str, object]:
        """Return what the template needs."""
        raise NotImplementedError

    def render(self, form, context, template_pack=TEMPLATE_PACK, **_kwargs) -> SafeString:
        """Return the HTML of the part."""
        return render_to_string(self.template, self.context())


class Group(Part):
    """A part that holds fields or other parts."""

    def __init__(self, *fields: object) -> None:
        self.fields = list(fields)

    def render(self, form, context, template_pack=TEMPLATE_PACK, **_kwargs) -> SafeString:
        """Return the HTML of the group with everything in it."""
        inside = draw_all(self.fields, form, context, template_pack=template_pack)
        return render_to_string(self.template, self.context_around(inside))

    def context_around(self, inside: SafeString) -> dict[str, object]:
        """Return what the template needs, given the HTML of what the group holds."""
        return {**self.context(), "inside": inside}


class Fieldset(Group):
    """Questions that belong together, under a legend."""

    template = "govuk/layout/fieldset.html"

    def __init__(
        self,
        *fields: object,
        legend: str = "",
        size: Size | None = Size.MEDIUM,
        is_page_heading: bool = False,
        described_by: str = "",
        classes: str = "",
        role: str = "",
        attributes: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(*fields)
        self.legend, self.size, self.is_page_heading = legend, size, is_page_heading
        self.described_by, self.classes, self.role = described_by, classes, role
        self.attributes = attributes or {}

    def context(self) -> dict[str, object]:
        """Return what the template needs."""
        return {
            "legend": self.legend,
            "legend_classes": f"govuk-fieldset__legend--{self.size}" if self.size else "",
            "is_page_heading": self.is_page_heading,
            "described_by": self.described_by,
            "classes": self.classes,
            "role": self.role,
            "attributes": flatatt(dict(self.attributes)),
        }


class ButtonGroup(Group):
    """Buttons and links on one line."""

    template = "govuk/layout/button_group.html"

    def context(self) -> dict[str, object]:
        """Return what the template needs."""
        return {}


class Columns(Group):
    """Fields side by side where there is room, one under the other on a phone."""

    template = "govuk/layout/columns.html"

    def context(self) -> dict[str, object]:
        """Return what the template needs."""
        return {}


class Details(Group):
    """Questions or words that most people need not see, closed until opened."""

    template = "govuk/layout/details.html"

    def __init__(self, *fields: object, summary: str, is_open: bool = False) -> None:
        super().__init__(*fields)
        self.summary, self.is_open = summary, is_open

    def context(self) -> dict[str, object]:
        """Return what the template needs."""
        return {"summary": self.summary, "is_open": self.is_open}

    def context_around(self, inside: SafeString) -> dict[str, object]:
        """Return what the template needs. A wrong answer opens it, so that links can land there."""
        context = super().context_around(inside)
        return {**context, "is_open": self.is_open or "govuk-form-group--error" in inside}


class Button(Part):
    """A button that sends the form. `kind` is "", "secondary", "warning" or "inverse"."""

    template = "govuk/layout/button.html"

    def __init__(
        self,
        text: str,
        *,
        name: str = "",
        value: str = "",
        kind: str = "",
        is_start: bool = False,
        is_disabled: bool = False,
        prevent_double_click: bool = True,
        button_type: str = "submit",
        css_id: str = "",
        classes: str = "",
        attributes: Mapping[str, object] | None = None,
    ) -> None:
        self.text, self.name, self.value, self.kind = text, name, value, kind
        self.is_start, self.is_disabled = is_start, is_disabled
        self.prevent_double_click, self.button_type = prevent_double_click, button_type
        self.css_id, self.classes, self.attributes = css_id, classes, attributes or {}

    def context(self) -> dict[str, object]:
        """Return what the template needs."""
        return {**vars(self), "attributes": flatatt(dict(self.attributes))}


class Submit(Button):
    """The button that sends the form: `Submit("save", "Save and continue")`."""

    def __init__(self, name: str, text: str, **more: object) -> None:
        super().__init__(text, name=name, value=str(more.pop("value", "yes")), **more)


class Link(Part):
    """A link among the buttons, such as "Cancel"."""

    template = "govuk/layout/link.html"

    def __init__(self, text: str, *, href: str, as_button: bool = False, kind: str = "") -> None:
        self.text, self.href, self.as_button, self.kind = text, href, as_button, kind

    def context(self) -> dict[str, object]:
        """Return what the template needs."""
        return dict(vars(self))


class Heading(Part):
    """A heading between questions."""

    template = "govuk/layout/heading.html"

    def __init__(self, text: str, *, size: Size = Size.MEDIUM, level: int = 2) -> None:
        self.text, self.size, self.level = text, size, level

    def context(self) -> dict[str, object]:
        """Return what the template needs."""
        return dict(vars(self))


class Paragraph(Part):
    """A paragraph between questions."""

    template = "govuk/layout/paragraph.html"

    def __init__(self, text: str) -> None:
        self.text = text

    def context(self) -> dict[str, object]:
        """Return what the template needs."""
        return {"text": self.text}


class Inset(Paragraph):
    """A paragraph set apart from the rest."""

    template = "components/inset_text.html"


class WarningText(Paragraph):
    """Words about what cannot be undone, or what is lost."""

    template = "components/warning_text.html"


class Include(Part):
    """A template part with what it needs, and nothing else."""

    def __init__(self, template: str, **needs: object) -> None:
        self.template, self.needs = template, needs

    def context(self) -> dict[str, object]:
        """Return what the template needs."""
        return self.needs
