"""A document: what a report says, in order, and how to get it as a tagged PDF."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from socialvalue.core import qr

from . import parts
from .words import Printable, label, plain

LONDON = ZoneInfo("Europe/London")

MOST_ROWS = 5_000
"""Rows of one table; a spreadsheet is the place for more."""

MOST_COLUMNS = {False: 12, True: 16}
"""Columns that fit side by side on an upright sheet (False) and on one on its side (True)."""

MOST_BARS = 400
"""Rows of one chart."""

MOST_CARDS = 4
"""Headline numbers side by side."""

LONGEST_ALTERNATIVE = 4_000
"""Characters of the words that stand for a picture."""

Number = Fraction | Decimal | int


class HeadingOutOfOrder(ValueError):
    """A heading of level 3 must stand under one of level 2; the title is the only level 1."""


class NotAnAddress(ValueError):
    """A link must lead to an https address without spaces or control characters."""


class WrongShape(ValueError):
    """A table whose rows, or a chart whose stacks, do not match their columns or bands."""


class MomentWithoutZone(ValueError):
    """A document must say when it was made in a time that has a zone."""


class Document:
    """A report, letter or certificate in the making.

    Add parts in reading order, then call `render`. Every text may come from a stranger: nothing in
    it is read as markup, an address or a path. Texts that are very long are cut, and say so.
    """

    def __init__(
        self,
        *,
        title: str,
        organisation: str,
        made_at: dt.datetime,
        subject: str = "",
        reference: str = "",
        watermark_words: str | None = None,
        landscape: bool = False,
    ):
        """Begin a document. `watermark_words` ("Demonstration") stand across every page.

        Raises MomentWithoutZone.
        """
        if made_at.tzinfo is None:
            raise MomentWithoutZone("made_at needs a time zone")
        self.title = label(title) or "Untitled"
        self.organisation = label(organisation)
        self.made_at = made_at
        self.subject = label(subject)
        self.reference = label(reference)
        self.watermark = label(watermark_words or "")
        self.landscape = landscape
        self._parts: list[parts.Part] = []
        self._deepest = 1
        if self.watermark:
            self.inset(self.watermark)

    def heading(self, text: str, *, level: int = 2) -> None:
        """Add a heading: 2 for a section, 3 for one within it. Raises HeadingOutOfOrder."""
        if not 2 <= level <= min(3, self._deepest + 1):
            raise HeadingOutOfOrder(f"level {level} cannot follow level {self._deepest}")
        self._deepest = level
        self._parts.append(parts.Heading(text=label(text) or "Untitled", level=level))

    def paragraph(self, text: Printable) -> None:
        """Add a paragraph. Line breaks in the text are kept."""
        self._parts.append(parts.Paragraph(text=plain(text)))

    def small_print(self, text: Printable) -> None:
        """Add a note in small type: a source, a caveat, a definition."""
        self._parts.append(parts.Paragraph(text=plain(text), manner="small"))

    def inset(self, text: Printable) -> None:
        """Add a paragraph set apart by a bar at its left: what must not be missed."""
        self._parts.append(parts.Paragraph(text=plain(text), manner="inset"))

    def link(self, words: str, *, address: str) -> None:
        """Add a link on a line of its own, to an address from our own code or reference data.

        Never give it an address that a user typed. Raises NotAnAddress.
        """
        if not address.startswith("https://") or not address.isascii() or "\\" in address:
            raise NotAnAddress(f"{address!r} does not begin with https://")
        if any(character.isspace() or not character.isprintable() for character in address):
            raise NotAnAddress("an address has no spaces or control characters")
        self._parts.append(parts.Link(words=label(words) or address, address=address))

    def bullets(self, texts: Iterable[Printable], *, numbered: bool = False) -> None:
        """Add a list, with bullets or with numbers."""
        made = tuple(plain(text) for text in texts)
        if made:
            self._parts.append(parts.Bullets(texts=made, numbered=numbered))

    def key_values(self, pairs: Iterable[tuple[str, Printable]]) -> None:
        """Add rows of a name and its value, such as the facts of a tender."""
        made = tuple((label(name), plain(value)) for name, value in pairs)
        if made:
            self._parts.append(parts.KeyValues(pairs=made))

    def headline_numbers(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Add up to four numbers that matter most, each with words: ("51%", "stayed local").

        Raises WrongShape for more than four.
        """
        if not 1 <= len(pairs) <= MOST_CARDS:
            raise WrongShape(f"give one to {MOST_CARDS} headline numbers, not {len(pairs)}")
        made = tuple((label(number), label(words)) for number, words in pairs)
        self._parts.append(parts.HeadlineNumbers(pairs=made))

    def table(
        self,
        *,
        columns: Sequence[parts.Column],
        rows: Iterable[Sequence[Printable]],
        caption: str = "",
        header_column: bool = True,
        total_rows: int = 0,
    ) -> None:
        """Add a table. Its headings are repeated on each page; rows of any height are allowed.

        `header_column` makes the first cell of each row its heading. The last `total_rows` rows
        are set as totals. A table too wide for the sheet becomes several, each with the first
        column; one of more than MOST_ROWS rows is cut with a note. Raises WrongShape.
        """
        named = [
            parts.Column(title=label(column.title), align=column.align, share=column.share)
            for column in columns
        ]
        made = []
        for row in rows:
            if len(row) != len(named):
                raise WrongShape(f"a row has {len(row)} cells for {len(named)} columns")
            if len(made) == MOST_ROWS:
                self.small_print(f"The table below shows the first {MOST_ROWS:,} rows only.")
                total_rows = 0
                break
            made.append(tuple(plain(cell) for cell in row))
        self._add_panels(
            named, made, caption=label(caption), header_column=header_column, total_rows=total_rows
        )

    def bar_chart(
        self,
        *,
        title: str,
        bars: Iterable[tuple[str, Number | None, str]],
        scale_to: Number | None = None,
        leading: str = "",
        alternative: str = "",
    ) -> None:
        """Add horizontal bars: for each a label, its value (None: not known) and it in words.

        `scale_to` is the most that could be reached (100); `leading` is the label of the bar to
        set darker. `alternative` stands for the picture; left out, it reads the values one by one.
        """
        made = tuple(
            parts.Bar(
                label=label(name),
                value=None if value is None else Fraction(value),
                shown=label(shown),
                leading=bool(leading) and name == leading,
            )
            for name, value, shown in list(bars)[:MOST_BARS]
        )
        said = alternative or _read_out(title, ((bar.label, bar.shown) for bar in made))
        self._parts.append(
            parts.BarChart(
                title=label(title),
                bars=made,
                scale_to=None if scale_to is None else Fraction(scale_to),
                alternative=plain(said, longest=LONGEST_ALTERNATIVE),
            )
        )

    def stacked_bar_chart(
        self,
        *,
        title: str,
        bands: Sequence[tuple[str, str]],
        stacks: Iterable[tuple[str, Sequence[Number], str]],
        alternative: str,
        scale_to: Number | None = None,
    ) -> None:
        """Add stacked bars on one common scale.

        `bands` are (words, colour) in order, the colours being those of `paper.BANDS` ("place",
        "wider", "outside", "unknown", "series-1" to "series-6"). Each stack is a label, one value
        for each band, and its total in words. Values below nought run to the left of the line at
        nought. `scale_to` is the most that could be reached (100). `alternative` stands for the
        picture. Raises WrongShape.
        """
        made = []
        for name, values, shown in list(stacks)[:MOST_BARS]:
            if len(values) != len(bands):
                raise WrongShape(f"a stack has {len(values)} values for {len(bands)} bands")
            exact = tuple(Fraction(value) for value in values)
            made.append(parts.Stack(label=label(name), values=exact, shown=label(shown)))
        self._parts.append(
            parts.StackedBarChart(
                title=label(title),
                bands=tuple((label(words), colour) for words, colour in bands),
                stacks=tuple(made),
                alternative=plain(alternative, longest=LONGEST_ALTERNATIVE),
                scale_to=None if scale_to is None else Fraction(scale_to),
            )
        )

    def qr_code(self, *, address: str, alternative: str) -> None:
        """Add an address as a code that a telephone reads; `alternative` says what it leads to.

        The address comes from our own code: print it in words as well. Raises qr.TooLong.
        """
        self._parts.append(
            parts.QrCode(
                address=address,
                modules=qr.modules_of(address),
                alternative=plain(alternative, longest=LONGEST_ALTERNATIVE),
            )
        )

    @property
    def contents(self) -> tuple[parts.Part, ...]:
        """The parts in reading order, for another kind of file."""
        return tuple(self._parts)

    @property
    def made_words(self) -> str:
        """When the document was made, as it says itself."""
        return _made_words(self.made_at)

    def page_break(self) -> None:
        """Begin a new page."""
        self._parts.append(parts.PageBreak())

    def render(self) -> bytes:
        """Return the document as a tagged PDF. The same document gives the same bytes."""
        from . import metadata, pages, press  # noqa: PLC0415 -- slow import: reportlab

        about = metadata.About(
            title=self.title,
            subject=self.subject,
            author=self.organisation,
            language="en-GB",
            made_at=self.made_at,
        )
        furniture = pages.Furniture(
            title=self.title,
            organisation=self.organisation,
            reference=self.reference,
            made=self.made_words,
            watermark=self.watermark,
        )
        return press.printed(
            self._parts, about=about, furniture=furniture, landscape=self.landscape
        )

    def _add_panels(
        self,
        columns: list[parts.Column],
        rows: list[tuple[str, ...]],
        *,
        caption: str,
        header_column: bool,
        total_rows: int,
    ) -> None:
        """Add the table, as several side by side in thought if it is too wide for the sheet."""
        held = 1 if header_column else 0
        wide = max(1, len(columns) - held)
        panels = -(-wide // (MOST_COLUMNS[self.landscape] - held))
        each = -(-wide // panels)
        for panel in range(panels):
            start = held + panel * each
            chosen = [*range(held), *range(start, min(start + each, len(columns)))]
            part = f" (part {panel + 1} of {panels})" if panels > 1 else ""
            table = parts.Table(
                columns=tuple(columns[n] for n in chosen),
                rows=tuple(tuple(row[n] for n in chosen) for row in rows),
                caption=f"{caption}{part}".strip(),
                header_column=header_column,
                total_rows=total_rows,
            )
            self._parts.append(table)


def _made_words(moment: dt.datetime) -> str:
    local = moment.astimezone(LONDON)
    return f"Made on {local.day} {local:%B %Y} at {local:%H:%M} {local.tzname()}"


def _read_out(title: str, pairs: Iterable[tuple[str, str]]) -> str:
    values = "; ".join(f"{name}: {shown}" for name, shown in pairs)
    return f"Bar chart. {title}. {values}."
