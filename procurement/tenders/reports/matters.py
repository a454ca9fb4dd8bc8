"""What else binds: the facts, disqualification, ties, rounding, low prices, the timetable."""

import datetime as dt
from zoneinfo import ZoneInfo

from procurement.tenders import library
from procurement.tenders.models import Tender
from procurement.tenders.reports.method import Method, percent, pounds
from procurement.tenders.words import TIE_BREAK_ENTRIES
from socialvalue.core.pdf import Document

REFERENCES = {
    "mean_of_others": "the mean of the other bids that are not disqualified",
    "should_cost": "the buyer's own estimate of what the contract should cost, where it has one",
}

BY_DECISION = (
    "A decision that is recorded with its rule and its reason: a condition of participation, an "
    "exclusion ground, a late bid, a procedural requirement, or an abnormally low price after the "
    "bidder was heard."
)
DISQUALIFIES = (
    BY_DECISION,
    "Points below the pass mark of a question, where its pass mark disqualifies.",
    "Marks below the pass mark of a section, where its pass mark disqualifies.",
    "A score below the lowest that the price formula asks for, where it asks for one.",
)
SCORES = (
    "Each evaluator marks alone. Then one score for each question is agreed, with a reason that "
    "refers to the bid."
)
PRICES = (
    "Prices stay sealed until the quality and social value scores are locked, and are opened by "
    "two people."
)
COURSE = (
    "Bids are sealed until the deadline, and opened by two people.",
    SCORES,
    PRICES,
    "You are told your score and the reason for each question, and the winner's.",
)


def facts(method: Method) -> list[tuple[str, str]]:
    """Return what the method is for, and which version it is."""
    methodology = method.methodology
    tender = methodology.tender
    published = methodology.published_at
    return [
        ("Buyer", tender.buyer_name),
        ("Contract", tender.title),
        ("Reference", tender.reference),
        ("Law", library.regimes()[tender.regime].title),
        ("Estimated value without VAT", pounds(tender.value_excluding_vat_pence)),
        ("Estimated value with VAT", pounds(tender.value_including_vat_pence)),
        ("Version of the method", methodology.version),
        ("Published", "Not published yet" if published is None else moment(published, tender)),
    ]


def add_order(document: Document, method: Method) -> None:
    """Say what disqualifies, in which order."""
    document.heading("What disqualifies a bid")
    document.bullets(DISQUALIFIES, numbered=True)
    document.paragraph(
        "The price of a disqualified bid takes no part in anything: not in the lowest, highest or "
        "mean price, nor in the test for abnormally low prices."
    )


def add_ranking(document: Document, method: Method) -> None:
    """Say how bids are ranked, what breaks a tie, how numbers are rounded and low prices tested."""
    methodology = method.methodology
    document.heading("Ranking, ties and rounding")
    document.paragraph(
        "Bids are ranked on exact numbers. Numbers are rounded once, when they are shown: to "
        f"{methodology.places} places, a 5 going up. Two bids that show the same rounded number "
        "are not tied; only bids with exactly the same result are. These decide then, in order:"
    )
    document.bullets([_tie_break(entry) for entry in methodology.tie_break], numbered=True)
    document.heading("Abnormally low prices")
    references = [REFERENCES[name] for name in methodology.abnormally_low_references]
    if not references:
        document.paragraph("Prices are not tested by a percentage.")
        return
    document.paragraph(
        f"A price is looked into if it is more than {percent(methodology.abnormally_low_percent)} "
        f"below {' or '.join(references)}. The bidder is then told and may explain. Being low "
        "changes no score and disqualifies nobody by itself."
    )


def _tie_break(entry: str) -> str:
    """Return one entry of the tie-break as a line of a list."""
    if entry.startswith("criterion:"):
        return f"More marks for question {entry.removeprefix('criterion:')}."
    return f"{TIE_BREAK_ENTRIES[entry].capitalize()}."


def add_timetable(document: Document, method: Method) -> None:
    """Say when things happen, and how bidders hear of the result."""
    tender = method.methodology.tender
    regime = library.regimes()[tender.regime]
    deadline = "Not decided yet" if tender.deadline is None else moment(tender.deadline, tender)
    document.heading("When, and how you will hear")
    document.key_values(
        [
            ("Procurement commences", _day(tender.commenced_on)),
            ("Bids in by", deadline),
            ("Standstill", regime.standstill),
            ("What you are sent", regime.letters),
        ]
    )
    document.bullets(COURSE)


def moment(when: dt.datetime, tender: Tender) -> str:
    """Return a moment in the tender's time zone, as people write it."""
    local = when.astimezone(ZoneInfo(tender.time_zone))
    return f"{_day(local)} at {local:%H:%M} ({tender.get_time_zone_display()})"


def _day(when: dt.date) -> str:
    return f"{when.day} {when:%B %Y}"
