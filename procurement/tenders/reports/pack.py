"""The pack for the tender documents: exactly how bids will be judged."""

import datetime as dt

from procurement.tenders.models import Methodology
from procurement.tenders.reports import lots, matters, prices, questions
from procurement.tenders.reports.method import Method, read
from socialvalue.core.pdf import Column, Document

TITLE = "How bids will be judged"
DRAFT = "Draft: not published"


def pack_of(methodology: Methodology, *, fingerprint: str, made_at: dt.datetime) -> Document:
    """Return the pack of one version of a method. The same version gives the same document.

    `fingerprint` is that of the method as it is stored; `made_at` is printed on the document: of a
    published version give the moment it was published.
    """
    method = read(methodology)
    tender = methodology.tender
    document = Document(
        title=TITLE,
        subject=tender.title,
        organisation=tender.buyer_name,
        reference=tender.reference,
        made_at=made_at,
        watermark_words="Demonstration"
        if tender.is_demonstration
        else None
        if methodology.published_at
        else DRAFT,
    )
    _opening(document, method, fingerprint)
    _weights(document, method)
    questions.add(document, method)
    questions.add_scales(document, method)
    matters.add_order(document, method)
    prices.add(document, method)
    matters.add_ranking(document, method)
    lots.add(document, method)
    matters.add_timetable(document, method)
    return document


def _opening(document: Document, method: Method, fingerprint: str) -> None:
    """Say what this is, and by what it is known."""
    methodology = method.methodology
    document.paragraph(
        "This document says how bids for this contract will be judged: what is asked, what each "
        "answer is worth, how prices become marks, and what happens if bids are equal. Bids are "
        "judged by this and by nothing else."
    )
    document.key_values(matters.facts(method))
    if methodology.because:
        document.inset(
            f"This is version {methodology.version}. It replaces the version before it. "
            f"Why: {methodology.because}"
        )
    document.heading("The fingerprint of this method")
    document.paragraph(
        "The method has a fingerprint: the SHA-256 of everything that decides how bids are judged, "
        "as canonical JSON (RFC 8785). If a weight, a question, a scale or a formula changes, the "
        "fingerprint is another. The buyer's evaluation report carries the same fingerprint."
    )
    document.key_values([("Fingerprint", fingerprint)])


def _weights(document: Document, method: Method) -> None:
    """Say what quality, social value and price weigh."""
    document.heading("What weighs how much")
    document.paragraph(
        "The parts of a bid are weighed in percent of the whole. They add up to exactly 100%."
    )
    rows = [[title, *weights, "100%"] for title, weights in method.weight_rows()]
    document.table(
        caption="Weights",
        columns=[
            Column(title="Lot" if method.has_lots else "Contract"),
            Column(title="Quality", align="right"),
            Column(title="Social value", align="right"),
            Column(title="Price", align="right"),
            Column(title="Together", align="right"),
        ],
        rows=rows,
    )
