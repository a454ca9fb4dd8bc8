"""The evaluation report: one document, as a tagged PDF or a Word file. Plain values in."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from procurement.evaluation.lot_view import BidLine, LotView
from procurement.evaluation.queries.file_record import FileRecord
from procurement.evaluation.reports.file import add_file_record, add_fingerprints
from socialvalue.core.pdf import Column, Document

ONE_SCORE = (
    "This ranking is worked out from one agreed score for each criterion. The tool does not check "
    "here that evaluators scored apart before they agreed, that anyone declared conflicts of "
    "interest, or that quality was settled before prices were read."
)

CHECKSUM = (
    "The bundle that can be downloaded is canonical JSON (RFC 8785), so sha256sum of that file, "
    "unchanged, gives this value."
)


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """What the report says of the tender besides its result.

    `file` is how the decision came about.
    """

    title: str
    reference: str
    organisation: str
    made_at: dt.datetime
    is_demonstration: bool
    about: Sequence[tuple[str, str]]
    duty: Sequence[str]
    method: dict[str, Any]
    sha256: str
    file: FileRecord


def evaluation_report(
    facts: ReportFacts, *, lots: Sequence[LotView], reasons: Sequence[dict[str, Any]]
) -> Document:
    """Return the evaluation report as a document: `render` gives the PDF, `as_docx` a Word file."""
    document = Document(
        title=f"{facts.title}: evaluation report",
        organisation=facts.organisation,
        made_at=facts.made_at,
        subject="How the bids were scored and ranked",
        reference=facts.reference,
        watermark_words="Demonstration" if facts.is_demonstration else None,
    )
    document.key_values(list(facts.about))
    if not facts.file.panel:
        document.inset(ONE_SCORE)
    for lot in lots:
        _lot(document, lot, duty=facts.duty, several=len(lots) > 1)
    _method(document, facts.method)
    document.heading("Scores and reasons")
    for bid in reasons:
        lot_words = f", lot {bid['lot']}" if len(lots) > 1 else ""
        document.heading(f"{bid['name']} ({bid['bid']}{lot_words})", level=3)
        document.table(
            columns=[
                Column(title="Criterion", share=3),
                Column(title="Score", share=2),
                Column(title="Reason", share=6),
            ],
            rows=[
                [
                    f"{score['code']} {score['title']}",
                    f"{score['points']} {score['label']}".strip(),
                    score["reason"],
                ]
                for score in bid["scores"]
            ],
            header_column=True,
        )
    add_file_record(document, facts.file)
    _how(document, facts, lots)
    add_fingerprints(document, facts.file, bundle_sha256=facts.sha256)
    return document


def _method(document: Document, method: dict[str, Any]) -> None:
    """Print the questions, the scales, and the rules for marks and ties; then what was changed."""
    document.heading("Questions, scales and rules")
    document.key_values(
        [
            (
                question["title"],
                f"{question['question']}\nWeight: {question['weight']}. Scale: {question['scale']}",
            )
            for question in method["questions"]
        ]
    )
    for scale in method["scales"]:
        document.heading(f"Scale: {scale['title']}", level=3)
        document.table(
            columns=[
                Column(title="Points", share=1),
                Column(title="Called", share=2),
                Column(title="Meaning", share=7),
            ],
            rows=scale["levels"],
        )
    document.paragraph(method["marks"])
    document.paragraph(method["ties"])
    if method["amendments"]:
        document.heading("Scores that were changed after they were agreed", level=3)
        document.bullets(method["amendments"])


def _lot(document: Document, lot: LotView, *, duty: Sequence[str], several: bool) -> None:
    """Print one lot: the preferred bid, the ranking, what is to be done, the scores."""
    document.heading(f"Lot {lot.code}: {lot.title}" if several else "Result")
    if lot.preferred:
        document.paragraph(
            f"Preferred bid: {lot.preferred.name}, {lot.measure.lower()} {lot.preferred.ranked_by}."
        )
    for sentence in lot.why:
        document.paragraph(sentence)
    for sentence in [*lot.passed_over, *lot.refusals]:
        document.inset(sentence)
    if lot.lines:
        _ranking(document, lot)
    for line in lot.lines:
        remarks = [line.tie, *line.flags, *line.missed]
        if any(remarks):
            document.heading(line.name, level=3)
            document.bullets([remark for remark in remarks if remark])
        if line.flags and line.query and line.query.is_open:
            document.bullets(duty)
    if lot.out:
        document.heading("Bids that are out", level=3)
        document.bullets([f"{line.name}: {' '.join(line.disqualifications)}" for line in lot.out])


def _marked_name(line: BidLine) -> str:
    """Return the bidder's name with the marks that the page shows as tags."""
    marks = ["Preferred"] * line.is_preferred + ([line.query.words] if line.query else [])
    return f"{line.name} ({', '.join(marks)})" if marks else line.name


def _ranking(document: Document, lot: LotView) -> None:
    """Print the ranking of a lot, with a picture of what each total is made of."""
    document.table(
        columns=[
            Column(title="Rank"),
            Column(title="Bidder"),
            Column(title="Price", align="right"),
            Column(title="Quality", align="right"),
            Column(title="Social value", align="right"),
            Column(title="Price score", align="right"),
            Column(title=lot.measure, align="right"),
        ],
        rows=[
            [
                "–" if line.rank is None else line.rank,
                _marked_name(line),
                line.price,
                line.quality,
                line.social_value,
                line.price_score,
                line.ranked_by,
            ]
            for line in lot.lines
        ],
        caption="Ranking",
    )
    if lot.rounding_note:
        document.small_print(lot.rounding_note)
    if lot.gives_price_score and lot.status != "refused":
        _picture(document, lot)
    _social_value(document, lot)
    if lot.statistics:
        document.heading("Prices compared", level=3)
        document.key_values([(row["key"], row["value"]) for row in lot.statistics])


def _social_value(document: Document, lot: LotView) -> None:
    """Draw the social value score of each bid out of 100, before its weight is applied."""
    if lot.social_value_chart is not None:
        document.bar_chart(
            title=lot.social_value_chart.title,
            bars=[
                (row.label, Decimal(row.shown), row.shown) for row in lot.social_value_chart.rows
            ],
            scale_to=100,
        )


def _picture(document: Document, lot: LotView) -> None:
    """Draw what each total is made of."""
    document.stacked_bar_chart(
        title="What each total is made of, out of 100",
        bands=[("Quality", "series-1"), ("Social value", "series-2"), ("Price", "series-3")],
        stacks=[
            (
                line.name,
                (Decimal(line.quality), Decimal(line.social_value), Decimal(line.price_score)),
                line.ranked_by,
            )
            for line in lot.lines
        ],
        scale_to=100,
        alternative="; ".join(
            f"{line.name}: quality {line.quality}, social value {line.social_value}, "
            f"price {line.price_score}, total {line.ranked_by}"
            for line in lot.lines
        ),
    )


def _how(document: Document, facts: ReportFacts, lots: Sequence[LotView]) -> None:
    """Print how the result can be worked out again."""
    document.heading("How this was worked out")
    for lot in lots:
        weights = ", ".join(
            f"{section.replace('_', ' ')} {weight}%" for section, weight in lot.weights.items()
        )
        which = f"Lot {lot.code}. " if len(lots) > 1 else ""
        document.paragraph(
            f"{which}Weights: {weights}. Price formula: {lot.formula}. "
            f"{lot.formula_told} As a sum: {lot.formula_symbols}."
        )
    document.paragraph(
        "All arithmetic is exact. Figures are rounded once, when they are shown; ranks are worked "
        "from the exact values. Anyone with the evaluation bundle can work the result out again: "
        "manage.py assess_tender BUNDLE.json"
    )
    document.small_print(f"SHA-256 of the evaluation bundle: {facts.sha256}. {CHECKSUM}")
