"""Letters, the standstill and the award in the words of their pages."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django.urls import reverse

from procurement.bids.models import Bid
from procurement.calculations.summaries import Mark
from procurement.evaluation.letter_making import ToWrite
from procurement.evaluation.models import (
    Audience,
    LetterPack,
    Representation,
    Standstill,
    WithheldReason,
)
from procurement.evaluation.queries.letters import Lacking, day_rows
from procurement.tenders import standstill_rules
from procurement.tenders.models import Tender
from socialvalue.core.forms.dates import in_words
from socialvalue.jobs.models import State

AUDIENCE_WORDS = {
    Audience.WINNER: "winner",
    Audience.UNSUCCESSFUL: "not awarded",
    Audience.EARLY: "not assessed",
}
FORMS = [("pdf", "PDF"), ("docx", "Word"), ("html", "Web page")]


def lacking_rows(lacking: Iterable[Lacking]) -> list[dict[str, Any]]:
    """Return what is missing, by supplier and bid, each sentence once."""
    return [
        {
            "bid": bid,
            "supplier": supplier,
            "entries": list(dict.fromkeys((each.rule, each.words) for each in found)),
        }
        for (bid, supplier), found in groupby(lacking, key=lambda each: (each.bid, each.supplier))
    ]


def letter_rows(letters: Iterable[ToWrite], tender: Tender) -> list[dict[str, Any]]:
    """Return a row for each letter that is to be written."""
    bids = {bid.code: bid.pk for bid in tender.bids.standing()}
    return [
        {
            "bid": letter.bid,
            "supplier": letter.supplier.name,
            "lot": letter.lot,
            "kind": AUDIENCE_WORDS[Audience(letter.audience)],
            "wording": f"version {letter.template_version}" if letter.template_version else "ours",
            "lacks": len(letter.gaps),
            "url": reverse("evaluation:letter_preview", args=[tender.pk, bids[letter.bid]]),
        }
        for letter in letters
    ]


def pack_rows(packs: Iterable[LetterPack]) -> list[dict[str, Any]]:
    """Return a row for each pack of letters, the newest first."""
    return [_pack_row(pack) for pack in packs]


def _pack_row(pack: LetterPack) -> dict[str, Any]:
    """Return one pack: how far it is, and what is in it."""
    job = pack.job
    return {
        "pack": pack,
        "title": f"{'Early letters' if pack.is_early else 'Letters'}, pack {pack.number}",
        "status": _pack_status(pack),
        "is_running": job is not None and job.is_undone,
        "failure": job.failure if job is not None and job.state == State.FAILED else "",
        "letters": [
            {
                "letter": letter,
                "supplier": letter.bid.bidder.name,
                "kind": AUDIENCE_WORDS[Audience(letter.audience)],
                "forms": FORMS,
            }
            for letter in pack.letters.all()
        ],
    }


def _pack_status(pack: LetterPack) -> tuple[str, str]:
    """Return how far a pack is, and the colour of its tag."""
    if pack.is_issued:
        return "Issued", "green"
    if pack.is_made:
        return "Made, not issued", "blue"
    if pack.job is not None and pack.job.may_run_again:
        return "Not made", "red"
    return "Being made", "yellow"


def withheld_rows(withheld: Iterable[WithheldReason]) -> list[dict[str, Any]]:
    """Return a row for each reason that other suppliers do not read."""
    return [
        {
            "withheld": each,
            "what": f"{each.bid.bidder.name}, {each.criterion.code} {each.criterion.title}",
        }
        for each in withheld
    ]


def hold_back_rows(
    marks: Iterable[Mark], *, bid: Bid, criteria: Mapping[str, Any]
) -> list[dict[str, str]]:
    """Return an address for each reason of a bid, at which it can be held back."""
    return [
        {
            "code": mark.code,
            "url": reverse(
                "evaluation:withhold", args=[bid.tender_id, bid.pk, criteria[mark.code]]
            ),
        }
        for mark in marks
    ]


def standstill_rows(standstill: Standstill) -> list[dict[str, str]]:
    """Return the standstill period for a summary list."""
    rows = [
        {
            "key": "Notice",
            "value": (
                f"Published on {in_words(standstill.notice_on)}, {standstill.notice_reference}"
                if standstill.is_published
                else f"Planned for {in_words(standstill.notice_on)}"
            ),
        },
        {"key": "Standstill ends", "value": f"At the end of {in_words(standstill.ends_on)}"},
        {"key": "Counted by", "value": standstill.rule},
        {"key": "Calendar", "value": standstill_rules.CALENDAR_WORDS[standstill.calendar]},
    ]
    if standstill.later_ends_on:
        later = f"At the end of {in_words(standstill.later_ends_on)}. {standstill.later_words}"
        rows.append({"key": "Another reading, not confirmed", "value": later})
    return rows


def calendar_table(standstill: Standstill) -> dict[str, Any]:
    """Return the calendar as the table component takes it."""
    return {
        "columns": [{"text": "Day"}, {"text": "Counted as"}],
        "rows": [[{"text": day}, {"text": counted}] for day, counted in day_rows(standstill)],
    }


def representation_rows(found: Iterable[Representation]) -> list[dict[str, Any]]:
    """Return a row for each objection."""
    return [
        {
            "representation": each,
            "decision": each.get_decision_display() if each.decision else "",
            "until": in_words(each.until) if each.until else "",
        }
        for each in found
    ]
