"""One letter as a document: an authority's wording, with the parts that are not written by hand."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from procurement.calculations.summaries import Summary, Supplier
from procurement.evaluation.letter_kinds import BLOCKS
from procurement.evaluation.letter_making import blocks
from socialvalue.calculations import letter_text
from socialvalue.core.forms.dates import in_words
from socialvalue.core.pdf import Document


@dataclass(frozen=True, kw_only=True)
class StandstillTold:
    """The standstill period as a letter prints it. `days` are (day, what of it)."""

    is_published: bool
    notice_on: dt.date
    ends_on: dt.date
    rule: str
    calendar: str
    days: Sequence[tuple[str, str]]
    later: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What all letters of a tender say alike."""

    reference: str
    title: str
    buyer: str
    is_demonstration: bool
    made_at: dt.datetime
    today: dt.date
    several_lots: bool
    standstill: StandstillTold | None


@dataclass(frozen=True, kw_only=True)
class ToWrite:
    """One letter to be written. `summary` is None for a tender that was not assessed.

    `gaps` is what it lacks, as (number of the rule, words).
    """

    bid: str
    audience: str
    supplier: Supplier
    lot: str
    why_not: tuple[str, ...]
    summary: Summary | None
    template_version: int
    subject: str
    text: str
    gaps: tuple[tuple[str, str], ...]


def written(letter: ToWrite, facts: Facts) -> Document:
    """Return a letter as a document, from which its PDF, Word file and page are made."""
    words = words_of(letter, facts)
    document = Document(
        title=subject_of(letter, facts),
        organisation=facts.buyer,
        made_at=facts.made_at,
        subject=f"Letter to {letter.supplier.name}",
        reference=facts.reference,
        watermark_words="Demonstration" if facts.is_demonstration else None,
    )
    for piece in letter_text.filled(letter.text, words=words, blocks=BLOCKS):
        match piece:
            case letter_text.Heading(said):
                document.heading(said)
            case letter_text.Paragraph(said):
                document.paragraph(said)
            case letter_text.Entries(said):
                document.bullets(said)
            case block:
                _WRITERS[block.name](document, letter, facts)
    return document


def subject_of(letter: ToWrite, facts: Facts) -> str:
    """Return a letter's subject, with what stands for words put in."""
    words = words_of(letter, facts)
    [piece] = letter_text.filled(letter.subject.replace("\n", " "), words=words, blocks=())
    return piece.words if isinstance(piece, letter_text.Paragraph) else letter.subject


def words_of(letter: ToWrite, facts: Facts) -> dict[str, str]:
    """Return what each placeholder of a few words stands for; a dash for what there is not."""
    standstill, summary = facts.standstill, letter.summary
    return {
        "supplier": letter.supplier.name,
        "reference": facts.reference,
        "title": facts.title,
        "buyer": facts.buyer,
        "lot": letter.lot,
        "winner": (summary.winner if summary else "") or "–",
        "total": (summary.own.total if summary else "") or "–",
        "today": in_words(facts.today),
        "notice_on": in_words(standstill.notice_on) if standstill else "–",
        "standstill_ends": in_words(standstill.ends_on) if standstill else "–",
        "earliest": in_words(standstill.ends_on + dt.timedelta(days=1)) if standstill else "–",
    }


def _supplier_details(document: Document, letter: ToWrite, facts: Facts) -> None:
    supplier = letter.supplier
    pairs = [
        ("To", supplier.name),
        ("Address", supplier.postal_address),
        ("E-mail", supplier.email),
        ("Identifier", supplier.identifier),
        ("Tender", f"{facts.reference}, {facts.title}"),
        ("Lot", letter.lot if facts.several_lots else ""),
        ("Date", in_words(facts.today)),
    ]
    document.key_values([(name, value) for name, value in pairs if value])


def _why_not(document: Document, letter: ToWrite, _facts: Facts) -> None:
    if len(letter.why_not) == 1:
        document.paragraph(letter.why_not[0])
    else:
        document.bullets(letter.why_not)


def _of_summary(write: Callable[[Document, Summary], None]) -> "Writer":
    """Return a writer that needs the summary, and writes nothing where there is none."""

    def only_with_summary(document: Document, letter: ToWrite, _facts: Facts) -> None:
        if letter.summary is not None:
            write(document, letter.summary)

    return only_with_summary


def _standstill_calendar(document: Document, _letter: ToWrite, facts: Facts) -> None:
    if facts.standstill is not None:
        standstill = facts.standstill
        blocks.standstill_calendar(
            document,
            sentence=_standstill_words(standstill),
            days=standstill.days,
            source=f"{standstill.rule} {standstill.calendar}.",
            later=standstill.later,
        )


def _standstill_words(standstill: StandstillTold) -> str:
    """Return the standstill period in one sentence."""
    day, end = in_words(standstill.notice_on), in_words(standstill.ends_on)
    if standstill.is_published:
        return f"The notice was published on {day}. The standstill period ends at the end of {end}."
    return (
        f"We plan to publish the notice on {day}. If we do, the standstill period ends at the end "
        f"of {end}."
    )


Writer = Callable[[Document, ToWrite, Facts], None]
_WRITERS: dict[str, Writer] = {
    "supplier_details": _supplier_details,
    "why_not": _why_not,
    "award_criteria": _of_summary(blocks.award_criteria),
    "own_scores": _of_summary(blocks.own_scores),
    "winning_scores": _of_summary(blocks.winning_scores),
    "relative_advantages": _of_summary(blocks.relative_advantages),
    "standstill_calendar": _standstill_calendar,
}
