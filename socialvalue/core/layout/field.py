"""The layout object for one form field."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from crispy_forms.utils import TEMPLATE_PACK, render_field
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from .controls import Parts
from .kinds import drawn
from .options import Options
from .sizes import Size, Width


def draw(
    bound: BoundField,
    *,
    options: Options | None = None,
    revealed: Mapping[str, SafeString] | None = None,
) -> SafeString:
    """Return the HTML of one field, with its label, hint and errors.

    A hidden field is only its input. `revealed` is the HTML that each option, by its value, shows
    when it is chosen.
    """
    if bound.is_hidden:
        return bound.as_hidden()
    template, context = drawn(Parts(bound, options or Options()), revealed or {})
    return render_to_string(template, context)


def draw_all(parts: Iterable[object], form, context, *, template_pack: str) -> SafeString:
    """Return the HTML of layout objects and field names, one after the other."""
    return format_html_join(
        "",
        "{}",
        ((render_field(part, form, context, template_pack=template_pack),) for part in parts),
    )


class Field:
    """One field of the form, and how it is drawn.

    The widget decides what kind of control it is. The class methods say it aloud and take only
    what that kind understands; every one also takes the other names of `Options`.
    """

    def __init__(self, name: str, **options: object) -> None:
        self.name = name
        self.options = Options(**options)

    @classmethod
    def text(
        cls, name: str, *, width: Width | None = None, prefix: str = "", suffix: str = "", **more
    ) -> Self:
        """A line of text. Also for e-mail addresses, money and numbers."""
        return cls(name, width=width, prefix=prefix, suffix=suffix, **more)

    @classmethod
    def textarea(
        cls,
        name: str,
        *,
        rows: int = 5,
        max_characters: int | None = None,
        max_words: int | None = None,
        threshold: int | None = None,
        **more,
    ) -> Self:
        """Some lines of text. A limit shows how much is left, from `threshold` percent of it."""
        return cls(
            name,
            rows=rows,
            max_characters=max_characters,
            max_words=max_words,
            threshold=threshold,
            **more,
        )

    @classmethod
    def select(cls, name: str, *, label_size: Size | None = None, **more) -> Self:
        """A closed list. Radios are easier to use for up to about ten options."""
        return cls(name, label_size=label_size, **more)

    @classmethod
    def radios(
        cls,
        name: str,
        *,
        legend_size: Size | None = None,
        legend_is_heading: bool = False,
        inline: bool = False,
        small: bool = False,
        hints: Mapping[str, str] | None = None,
        dividers: Mapping[str, str] | None = None,
        reveals: Mapping[str, Sequence[object]] | None = None,
        **more,
    ) -> Self:
        """One of several options. `hints`, `dividers` and `reveals` are keyed by option value."""
        return cls(
            name,
            label_size=legend_size,
            is_page_heading=legend_is_heading,
            inline=inline,
            small=small,
            hints=hints or {},
            dividers=dividers or {},
            reveals=reveals or {},
            **more,
        )

    @classmethod
    def scores(cls, name: str, *, legend_size: Size | None = None, **more) -> Self:
        """Radios as a row of boxes, for choices such as ("4", "4 Very good")."""
        return cls(name, label_size=legend_size, as_scores=True, **more)

    @classmethod
    def checkboxes(
        cls,
        name: str,
        *,
        legend_size: Size | None = None,
        legend_is_heading: bool = False,
        small: bool = False,
        hints: Mapping[str, str] | None = None,
        dividers: Mapping[str, str] | None = None,
        reveals: Mapping[str, Sequence[object]] | None = None,
        exclusive: frozenset[str] = frozenset(),
        **more,
    ) -> Self:
        """Any of several options. `exclusive` values untick all others, for "None of these"."""
        return cls(
            name,
            label_size=legend_size,
            is_page_heading=legend_is_heading,
            small=small,
            hints=hints or {},
            dividers=dividers or {},
            reveals=reveals or {},
            exclusive=exclusive,
            **more,
        )

    @classmethod
    def checkbox(cls, name: str, *, small: bool = False, reveals: Sequence = (), **more) -> Self:
        """One box to tick, for a BooleanField. `reveals` is what ticking it shows."""
        return cls(name, small=small, reveals={"on": reveals} if reveals else {}, **more)

    @classmethod
    def date(cls, name: str, *, legend_size: Size | None = None, **more) -> Self:
        """A date, or a date and time, in parts."""
        return cls(name, label_size=legend_size, **more)

    @classmethod
    def file(cls, name: str, *, enhanced: bool = True, **more) -> Self:
        """A file to send. Enhanced: a place to drop it, where JavaScript runs."""
        return cls(name, enhanced=enhanced, **more)

    @classmethod
    def password(cls, name: str, *, autocomplete: str = "current-password", **more) -> Self:
        """A password that can be shown. Say autocomplete="new-password" where one is made."""
        return cls(name, autocomplete=autocomplete, **more)

    def get_field_names(self, index=None) -> list:
        """Return no pointers: crispy's ways of wrapping fields are not used."""
        return []

    def render(self, form, context, template_pack=TEMPLATE_PACK, **_kwargs) -> SafeString:
        """Return the HTML of the field, and of what its options reveal."""
        form.rendered_fields.add(self.name)
        revealed = {
            value: draw_all(parts, form, context, template_pack=template_pack)
            for value, parts in self.options.reveals.items()
        }
        return draw(form[self.name], options=self.options, revealed=revealed)
