"""Time 200 letters in one process and in two, and the report of 200 bids against that of 50."""

import datetime as dt
import itertools
import os
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from procurement.calculations.evaluation import evaluate  # noqa: E402 -- after the set-up
from procurement.calculations.summaries import Supplier, summaries_of  # noqa: E402
from procurement.evaluation import letter_kinds, letter_press  # noqa: E402
from procurement.evaluation.letter_making import Facts, ToWrite, written  # noqa: E402
from procurement.evaluation.queries.file_record import FileRecord, Head  # noqa: E402
from procurement.evaluation.reports.file import add_file_record  # noqa: E402
from socialvalue.core.pdf import Document  # noqa: E402
from socialvalue.framework.data_files import areas_for_action  # noqa: E402
from tests.factories.decided import golden  # noqa: E402

MADE = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
LETTERS = 200
CRITERIA, EVALUATORS = 35, 5


def letters(count: int) -> list[Document]:
    """Return so many letters to the suppliers of the golden tender, over and over."""
    bundle = golden()
    suppliers = {
        bidder["code"]: Supplier(
            name=bidder["name"], postal_address="1 Mill Lane", email="a@b.example", identifier="X"
        )
        for bidder in bundle["bidders"]
    }
    result = evaluate(bundle, areas_for_action=areas_for_action())
    summaries = summaries_of(bundle, result, suppliers=suppliers, full_version="version 1")
    facts = Facts(
        reference="MWH-2026-014", title="Cleaning", buyer="Mereside", is_demonstration=False,
        made_at=MADE, today=MADE.date(), several_lots=True, standstill=None,
    )  # fmt: skip
    made = []
    for summary in itertools.islice(itertools.cycle(summaries), count):
        audience = "winner" if summary.is_winner else "unsuccessful"
        kind = letter_kinds.kind_of(regime="procurement_act_2023", audience=audience)
        letter = ToWrite(
            bid=summary.bid, audience=audience, supplier=summary.supplier, lot="lot 1",
            why_not=summary.why_not, summary=summary, template_version=0, subject=kind.subject,
            text=kind.text, gaps=(),
        )  # fmt: skip
        made.append(written(letter, facts))
    return made


def file_report(bids: int) -> bytes:
    """Return the moderation record of so many bids as a PDF: most of the report of the file."""
    given = "\n".join(
        f"E{number}: 4. Method statement, page 4: a rota." for number in range(EVALUATORS)
    )
    row = ["Q1 Running the service", given, "4", "E1: 3 to 4. I had missed page 7."]
    told = FileRecord(
        panel=[["E1", "Evaluator", "all", "all", "1 July 2026", ""]], declarations=[], recusals=[],
        moderation=[(f"Bidder {bid}", [row] * CRITERIA) for bid in range(bids)], corrections=[],
        enquiries=[], draws=[], steps=[], approvals=[], letters=[], method_fingerprint="",
        head=Head(length=1, hash="0"),
    )  # fmt: skip
    document = Document(title="Report", organisation="Mereside", made_at=MADE)
    add_file_record(document, told)
    return document.render()


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Return what is timed."""
    ready = letters(LETTERS)
    return [
        (
            "200 letters, PDF and Word, two processes against one",
            lambda: letter_press.printed(ready, processes=2),
            lambda: letter_press.printed(ready, processes=1),
        ),
        (
            "report of the file, 200 bids against 50",
            lambda: file_report(200),
            lambda: file_report(50),
        ),
    ]
