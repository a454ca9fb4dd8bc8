"""The report on what the members of a network know together: plain values in, bytes out.

It is made of what the members share, and of nothing else of them: no figure in it stands for fewer
than five payments, and nobody is named but members.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from socialvalue.calculations.spend.bands import UNKNOWN
from socialvalue.calculations.spend.pooling import Contribution, Pool
from socialvalue.core import docx, responses
from socialvalue.core.pdf import Document
from socialvalue.networks import queries
from socialvalue.networks.models import Network, Seat, Share
from socialvalue.spend import figures, words
from socialvalue.spend.caution import CAUTION
from socialvalue.spend.reports import DOCX, XLSX, add_table, book_of
from socialvalue.spend.tables import Head, Kind, Row, Table, Value
from socialvalue.spend.tables.sections import DOES_NOT_SAY
from socialvalue.spend.tables.table import pence, share

POOLED_SAYS = (
    "Pooled: all their money together, sum by sum. The mean counts each member alike, whatever it "
    "spends, and is no share of any money."
)
CATEGORIES_SAY = (
    "Of the members that share categories; what these paid each other is taken out. Categories are "
    "the members' own words, and small ones are joined."
)
FEW = "No figure stands for fewer than five payments, and no supplier is named."
NOT_POOLED = "Not pooled: it shares no split by place"
NOTHING = "Nothing of this period"
NO_SUMS = "No member shares sums by place for this period."


@dataclass(frozen=True)
class Subject:
    """What a report is about: a network's members and what they share of one period."""

    title: str
    network: str
    place: str
    period: str
    lead: str
    seats: Sequence[Seat]
    shares: Sequence[Share]
    made_at: dt.datetime
    reference: str
    remarks: Sequence[str]
    is_demonstration: bool

    @property
    def pool(self) -> Pool:
        """The members together."""
        return queries.pool_of(self.shares)

    @property
    def areas(self) -> list[tuple[str, str]]:
        """Code and name of the place and of the wider area, as the members that are pooled say."""
        split = [one for one in self.shares if one.figures["bands"] is not None]
        return [(area["code"], area["name"]) for area in split[0].figures["areas"]] if split else []


def subject_of(
    network: Network,
    period: queries.Period,
    *,
    seats: Sequence[Seat],
    shares: Sequence[Share],
    remarks: Sequence[str] = (),
) -> Subject:
    """Return what a network's members share of a period as the subject of a report."""
    return Subject(
        title=f"Local spend of {network.name}",
        network=network.name,
        place=queries.area_names(network),
        period=words.period(period.start, period.end),
        lead=network.lead.name,
        seats=seats,
        shares=shares,
        made_at=max(one.shared_at for one in shares),
        reference=str(network.pk),
        remarks=remarks,
        is_demonstration=network.lead.is_demonstration,
    )


def document_of(subject: Subject) -> Document:
    """Return the report as a document, from which a tagged PDF and a Word file are made."""
    document = Document(
        title=subject.title,
        organisation=subject.lead,
        made_at=subject.made_at,
        subject="Where the money of several bodies went",
        reference=subject.reference,
        watermark_words="Demonstration" if subject.is_demonstration else None,
    )
    if subject.areas:
        document.headline_numbers(_headline(subject))
    for sentence in opening(subject):
        document.paragraph(sentence)
    for table in tables_of(subject):
        document.heading(table.title)
        add_table(document, table, source=source_of(subject))
    if subject.remarks:
        document.heading("What could not be netted off for certain")
        document.bullets(subject.remarks)
    document.heading("What this does not say")
    document.bullets(DOES_NOT_SAY)
    document.heading("How this was worked out")
    document.key_values(facts_of(subject))
    return document


def as_pdf(subject: Subject) -> bytes:
    """Return the report as a tagged PDF; the same subject gives the same bytes."""
    return document_of(subject).render()


def as_docx(subject: Subject) -> bytes:
    """Return the report as a Word file."""
    return docx.as_docx(document_of(subject))


def as_xlsx(subject: Subject) -> bytes:
    """Return the report as a spreadsheet."""
    return book_of(
        title=subject.title,
        organisation=subject.lead,
        made_at=subject.made_at,
        about=[
            *(("", sentence) for sentence in opening(subject)),
            *(("Not netted off for certain", remark) for remark in subject.remarks),
            *(("What this does not say", sentence) for sentence in DOES_NOT_SAY),
            *facts_of(subject),
        ],
        tables=tables_of(subject),
        source=source_of(subject),
    )


@dataclass(frozen=True)
class Form:
    """A kind of file: what writes it, and what the browser is told that it is."""

    writer: Callable[[Subject], bytes]
    content_type: str


FORMS = {
    "pdf": Form(as_pdf, responses.PDF),
    "docx": Form(as_docx, DOCX),
    "xlsx": Form(as_xlsx, XLSX),
}
WORDS = (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "spreadsheet"))


def source_of(subject: Subject) -> str:
    """Return the line beneath each table."""
    return f"Source: sums that members of {subject.network} share, {subject.period}."


def opening(subject: Subject) -> list[str]:
    """Return the sentences with which the report begins."""
    pool = subject.pool
    shared = words.counted(len(subject.shares), "member")
    return [
        (
            f"{shared} of {len(subject.seats)} share sums of {subject.period}; "
            f"{len(pool.contributions)} are pooled."
        ),
        *([] if subject.areas else [NO_SUMS]),
        (
            f"{words.pounds(pool.netted)} that they paid each other is netted off and in none of "
            "the pooled figures."
        ),
        FEW,
    ]


def _headline(subject: Subject) -> list[tuple[str, str]]:
    pool = subject.pool
    numbers, codes = [], []
    for code, name in subject.areas:
        codes.append(code)
        share_ = _share_words(pool.share(*codes))
        numbers.append((share_, f"of {words.pounds_short(pool.total)} stayed in {name}"))
    return numbers


def _share_words(part: Fraction | None) -> str:
    return "not known" if part is None else words.share(part)


def facts_of(subject: Subject) -> list[tuple[str, str]]:
    """Return names and values of what the report rests on."""
    return [
        ("Network", subject.network),
        ("Lead", subject.lead),
        ("Place", subject.place),
        ("Period", f"{subject.period}, by payment date"),
        *(
            (f"Shared by {one.seat.organisation.name}",
             f"{one.get_level_display()}, on {one.shared_at:%-d %B %Y}")
            for one in subject.shares
        ),
        ("Caution", CAUTION),
    ]  # fmt: skip


def tables_of(subject: Subject) -> list[Table]:
    """Return the members with all of them pooled, and their categories together."""
    made = [_members(subject), _categories(subject)]
    return [table for table in made if table.rows]


def _members(subject: Subject) -> Table:
    pool, areas = subject.pool, subject.areas
    brought = {one.name: one for one in pool.contributions}
    shared = {one.seat_id: one for one in subject.shares}
    rows = [_member(seat, shared.get(seat.pk), brought, areas) for seat in subject.seats]
    codes = [code for code, _ in areas]
    means = [pool.mean_share(*codes[: at + 1]) for at in range(len(codes))]
    mean = Row(["Mean of the members, each counting alike", "", "", "", *means, ""])
    return Table(
        key="members",
        title="Each member, and all of them pooled",
        heads=[
            Head("Member"),
            Head("What it shares"),
            pence("Paid, without payments to members"),
            pence("Paid to other members"),
            *(share(f"Share in {name}") for _, name in areas),
            pence("Place not known"),
        ],
        rows=[*rows, *([mean] if areas else [])],
        total=_pooled(pool, codes) if areas else None,
        caution=POOLED_SAYS,
    )


def _member(
    seat: Seat,
    shared: Share | None,
    brought: dict[str, Contribution],
    areas: Sequence[tuple[str, str]],
) -> Row:
    name = seat.organisation.name
    blank: list[Value] = [""] * (len(areas) + 2)
    if shared is None:
        return Row([name, NOTHING, "", *blank])
    if name not in brought:
        return Row([name, NOT_POOLED, int(shared.figures["total"]), *blank])
    one = brought[name]
    codes = [code for code, _ in areas]
    shares_ = [one.share(*codes[: at + 1]) for at in range(len(codes))]
    return Row(
        [
            name, shared.get_level_display(), one.total, sum(one.netted.values()), *shares_,
            one.net[UNKNOWN],
        ]
    )  # fmt: skip


def _pooled(pool: Pool, codes: Sequence[str]) -> list[Value]:
    shares_ = [pool.share(*codes[: at + 1]) for at in range(len(codes))]
    return ["All, pooled", "", pool.total, pool.netted, *shares_, pool.bands[UNKNOWN]]


def _categories(subject: Subject) -> Table:
    rows = [
        Row(
            [
                category.name or figures.NO_CATEGORY,
                "" if category.is_between else category.members,
                category.pence,
                _known(category.place_pence),
                _known(category.leak_pence),
            ]
        )
        for category in queries.pooled_categories(subject.shares)
    ]
    total = sum(row.cells[2] for row in rows if isinstance(row.cells[2], int))
    return Table(
        key="categories",
        title="Categories together",
        heads=[
            Head("Category"),
            Head("Members", Kind.COUNT),
            pence(),
            pence("In the place"),
            pence("Leaks"),
        ],
        rows=rows,
        total=["All of these", "", total, "", ""],
        caution=CATEGORIES_SAY,
    )


def _known(part: int | None) -> Value:
    return "not shared" if part is None else part
