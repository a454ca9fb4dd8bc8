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
    document.table(
        caption="The panel",
        columns=[
            Column(title="Code", share=1),
            Column(title="Role", share=2),
            Column(title="Scores", share=3),
            Column(title="Lots", share=2),
            Column(title="Joined", share=3),
            Column(title="Left", share=3),
        ],
        rows=told.panel,
    )
    document.table(
        caption="Declarations of interest",
        columns=[
            Column(title="Code", share=1),
            Column(title="When", share=2),
            Column(title="Declared", share=3),
            Column(title="What", share=4),
            Column(title="What was decided", share=4),
        ],
        rows=told.declarations,
    )
    if told.recusals:
        document.table(
            caption="Who kept away from whom",
            columns=[
                Column(title="Code", share=1),
                Column(title="Bidder", share=3),
                Column(title="Why", share=5),
                Column(title="Lifted", share=3),
            ],
            rows=told.recusals,
        )


def _scores(document: Document, told: FileRecord) -> None:
    """Write each evaluator's own points, what was agreed, and why points moved."""
    document.heading("Moderation record")
    document.paragraph(
        "Every evaluator scored alone first. One score was then agreed for each question of each "
        "bid. Nothing was averaged, and nothing was overwritten."
    )
    for title, rows in told.moderation:
        document.table(
            caption=title,
            columns=[
                Column(title="Criterion", share=4),
                Column(title="Given by each evaluator", share=6),
                Column(title="Agreed", share=2),
                Column(title="Why points moved", share=6),
            ],
            rows=rows,
        )
    if told.corrections:
        document.heading("Corrections with prices known", level=3)
        document.bullets(told.corrections)


def _decisions(document: Document, told: FileRecord) -> None:
    """Write enquiries, draws, the steps of the tender's life, approvals and letters."""
    document.heading("Decisions and approvals")
    if told.enquiries:
        document.table(
            caption="Enquiries into abnormally low prices",
            columns=[
                Column(title="Bidder", share=3),
                Column(title="Asked", share=4),
                Column(title="Answered", share=4),
                Column(title="Decided", share=4),
            ],
            rows=told.enquiries,
        )
    if told.draws:
        document.heading("Lots drawn", level=3)
        document.bullets(told.draws)
    document.table(
        caption="Steps of two people",
        columns=[
            Column(title="Step", share=2),
            Column(title="Proposed", share=4),
            Column(title="Decided", share=4),
            Column(title="Note or reason", share=4),
        ],
        rows=told.approvals,
    )
    document.table(
        caption="The tender's life",
        columns=[
            Column(title="When", share=3),
            Column(title="Step", share=3),
            Column(title="By", share=3),
            Column(title="Reason", share=5),
        ],
        rows=told.steps,
    )
    if told.letters:
        document.table(
            caption="Letters issued",
            columns=[
                Column(title="Pack", share=2),
                Column(title="Issued", share=4),
                Column(title="Why again", share=4),
                Column(title="SHA-256", share=5),
            ],
            rows=told.letters,
        )
