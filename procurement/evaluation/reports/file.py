"""How the decision came about: the part of the report that only the file has."""

from procurement.evaluation.queries.file_record import FileRecord
from socialvalue.core.pdf import Column, Document

VERIFY = (
    "Compare these two figures with what manage.py verify_bundle FILE --bundle SHA256 --head "
    "NUMBER:SHA256 finds in the sealed bundle. Only a copy on paper, or outside this installation, "
    "finds a record that somebody has rewritten as a whole."
)


def add_file_record(document: Document, told: FileRecord) -> None:
    """Write how the decision came about."""
    document.heading("How the decision came about")
    _people(document, told)
    _scores(document, told)
    _decisions(document, told)


def add_fingerprints(document: Document, told: FileRecord, *, bundle_sha256: str) -> None:
    """Write the fingerprints by which the file can be checked."""
    document.heading("Fingerprints")
    document.key_values(
        [
            ("Method as published", told.method_fingerprint),
            ("Evaluation bundle", bundle_sha256),
            ("End of the tender's record", f"event {told.head.length}: {told.head.hash}"),
        ]
    )
    document.small_print(VERIFY)


def _people(document: Document, told: FileRecord) -> None:
    """Write the panel, what its members declared, and from whom they kept away."""
    if not told.panel:
        document.paragraph(
            "No panel is recorded here: the scores were loaded with an evaluation bundle."
        )
        return
    _table(
        document,
        "The panel",
        {"Code": 1, "Role": 2, "Scores": 3, "Lots": 2, "Joined": 3, "Left": 3},
        told.panel,
    )
    _table(
        document,
        "Declarations of interest",
        {"Code": 1, "When": 2, "Declared": 3, "What": 4, "What was decided": 4},
        told.declarations,
    )
    _table(
        document,
        "Who kept away from whom",
        {"Code": 1, "Bidder": 3, "Why": 5, "Lifted": 3},
        told.recusals,
    )


def _table(
    document: Document, caption: str, columns: dict[str, int], rows: list[list[str]]
) -> None:
    """Write a table, each column with its share of the width; nothing where there are no rows."""
    if rows:
        document.table(
            caption=caption,
            columns=[Column(title=title, share=share) for title, share in columns.items()],
            rows=rows,
        )


def _scores(document: Document, told: FileRecord) -> None:
    """Write each evaluator's own points, what was agreed, and why points moved."""
    document.heading("Moderation record")
    document.paragraph(
        "Every evaluator scored alone first. One score was then agreed for each question of each "
        "bid. Nothing was averaged, and nothing was overwritten."
    )
    columns = {"Criterion": 4, "Given by each evaluator": 6, "Agreed": 2, "Why points moved": 6}
    for title, rows in told.moderation:
        _table(document, title, columns, rows)
    if told.corrections:
        document.heading("Corrections with prices known", level=3)
        document.bullets(told.corrections)


def _decisions(document: Document, told: FileRecord) -> None:
    """Write enquiries, draws, the steps of the tender's life, approvals and letters."""
    document.heading("Decisions and approvals")
    _table(
        document,
        "Enquiries into abnormally low prices",
        {"Bidder": 3, "Asked": 4, "Answered": 4, "Decided": 4},
        told.enquiries,
    )
    if told.draws:
        document.heading("Lots drawn", level=3)
        document.bullets(told.draws)
    _table(
        document,
        "Steps of two people",
        {"Step": 2, "Proposed": 4, "Decided": 4, "Note or reason": 4},
        told.approvals,
    )
    _table(
        document,
        "The tender's life",
        {"When": 3, "Step": 3, "By": 3, "Reason": 5},
        told.steps,
    )
    _table(
        document,
        "Letters issued",
        {"Pack": 2, "Issued": 4, "Why again": 4, "SHA-256": 5},
        told.letters,
    )
