"""What the letters of a tender tell, and what they still lack."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from procurement.bids.models import Bid
from procurement.calculations.summaries import (
    Mark,
    Parent,
    Summary,
    Supplier,
    gaps_of,
    summaries_of,
)
from procurement.calculations.summaries.why import disqualified_words
from procurement.evaluation.letter_kinds import Kind, kind_of
from procurement.evaluation.letter_making import Facts, StandstillTold, ToWrite
from procurement.evaluation.models import (
    Audience,
    Disqualification,
    DisqualificationRule,
    Letter,
    LetterTemplate,
    RankedResult,
    Standstill,
    SupplierContact,
    WithheldReason,
)
from procurement.tenders import standstill_rules
from procurement.tenders.models import Criterion, Tender
from procurement.tenders.queries import methodology_of
from socialvalue.core.forms.dates import in_words

Members = dict[str, Any]

ONLY_UNDER_THE_ACT = frozenset({"R31.2", "R31.3", "R31.7"})
"""Rules that other regimes do not share: where the supplier is, and where the criteria are."""

WHOLE = "the whole contract"


class NotRanked(LookupError):
    """The tender has no result yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The wording of a kind of letter that an organisation uses; version 0 is the tool's own."""

    kind: Kind
    version: int
    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """Something without which letters cannot be made: the rule, the bid, and what in words."""

    rule: str
    bid: str
    supplier: str
    words: str


def ranked_result_of(tender: Tender) -> RankedResult:
    """Return the result that counts. Raises NotRanked."""
    found = tender.ranked_results.order_by("-number").first()
    if found is None or not tender.shows_prices:
        raise NotRanked("This tender is not ranked yet, so there is nothing to tell.")
    return found


def wording_of(organisation: Any, *, regime: str, audience: str) -> Wording:
    """Return the wording that counts: the organisation's last one, or the tool's own."""
    kind = kind_of(regime=regime, audience=audience)
    own = (
        LetterTemplate.objects.filter(organisation=organisation, regime=regime, audience=audience)
        .order_by("-version")
        .first()
    )
    if own is None:
        return Wording(kind=kind, version=0, subject=kind.subject, text=kind.text)
    return Wording(kind=kind, version=own.version, subject=own.subject, text=own.text)


def standstill_of(tender: Tender) -> Standstill | None:
    """Return the standstill period as it was last recorded, or None."""
    return tender.standstills.order_by("-number").first()


def facts_of(tender: Tender, *, at: dt.datetime) -> Facts:
    """Return what all letters of a tender say alike."""
    return Facts(
        reference=tender.reference,
        title=tender.title,
        buyer=tender.buyer_name,
        is_demonstration=tender.is_demonstration,
        made_at=at,
        today=at.astimezone(ZoneInfo(tender.time_zone)).date(),
        several_lots=tender.lots.count() > 1,
        standstill=_standstill_told(standstill_of(tender)),
    )


def summaries_for(tender: Tender) -> list[Summary]:
    """Return the assessment summary of every bid that the result judges. Raises NotRanked."""
    ranked = ranked_result_of(tender)
    bundle: Members = json.loads(ranked.bundle)
    return summaries_of(
        bundle,
        json.loads(ranked.result),
        suppliers=suppliers_of(tender),
        full_version=_full_version(bundle),
        parents=_parents(tender),
        withheld={
            (withheld.bid.code, withheld.criterion.code): withheld.instead
            for withheld in WithheldReason.objects.filter(bid__tender=tender).select_related(
                "bid", "criterion"
            )
        },
    )


def suppliers_of(tender: Tender) -> dict[str, Supplier]:
    """Return every bidder of a tender as letters address it, by its code."""
    contacts = {
        contact.bidder_id: contact
        for contact in SupplierContact.objects.filter(bidder__tender=tender)
    }
    return {
        bidder.code: Supplier(
            name=bidder.name,
            postal_address=contact.postal_address if contact else "",
            email=contact.email if contact else "",
            identifier=contact.identifier if contact else "",
        )
        for bidder in tender.bidders.all()
        for contact in [contacts.get(bidder.pk)]
    }


def letters_of(tender: Tender) -> list[ToWrite]:
    """Return every letter that the result asks for. Raises NotRanked.

    Whoever was told earlier that its tender takes no further part is not told again.
    """
    told = _told_early(tender)
    several = tender.lots.count() > 1
    return [
        letter
        for summary in summaries_for(tender)
        for letter in [_of_summary(summary, tender, several=several)]
        if not (letter.audience == Audience.EARLY and summary.bid in told)
    ]


def early_letters_of(tender: Tender) -> list[ToWrite]:
    """Return the letters to suppliers whose tender takes no further part, not sent before.

    They follow from decisions that were recorded: a bid that came late and was not admitted, and a
    disqualification.
    """
    if not tender.shows_bids:
        return []
    told, suppliers = _told_early(tender), suppliers_of(tender)
    wording = wording_of(tender.organisation, regime=tender.regime, audience=Audience.EARLY)
    several = tender.lots.count() > 1
    return [
        _early(bid, why, wording=wording, supplier=suppliers[bid.bidder.code], several=several)
        for bid, why in _taken_out(tender)
        if bid.code not in told
    ]


def lacking(letters: Iterable[ToWrite]) -> list[Lacking]:
    """Return everything without which these letters cannot be made, letter by letter."""
    return [
        Lacking(
            rule=rule,
            bid=letter.bid,
            supplier=letter.supplier.name,
            words=words,
        )
        for letter in letters
        for rule, words in letter.gaps
    ]


def _of_summary(summary: Summary, tender: Tender, *, several: bool) -> ToWrite:
    """Return the letter that tells a summary."""
    audience = _audience(summary)
    wording = wording_of(tender.organisation, regime=tender.regime, audience=audience)
    lot = f"lot {summary.lot}, {summary.lot_title}" if several else WHOLE
    return ToWrite(
        bid=summary.bid,
        audience=audience,
        supplier=summary.supplier,
        lot=lot,
        why_not=summary.why_not,
        summary=summary,
        template_version=wording.version,
        subject=wording.subject,
        text=wording.text,
        gaps=tuple(_gaps(summary, tender, wording=wording)),
    )


def _audience(summary: Summary) -> str:
    """Return for whom the letter is: a disqualified tender that was scored is told its scores."""
    if summary.is_winner:
        return Audience.WINNER
    return Audience.UNSUCCESSFUL if summary.own.sections else Audience.EARLY


def _gaps(summary: Summary, tender: Tender, *, wording: Wording) -> Iterable[tuple[str, str]]:
    """Yield what a letter lacks, as far as its regime asks for it."""
    if wording.kind.audience == Audience.EARLY:
        return
    is_act = tender.regime == "procurement_act_2023"
    for gap in gaps_of(summary):
        if is_act or gap.rule not in ONLY_UNDER_THE_ACT:
            yield gap.rule, gap.words
    if wording.kind.needs_standstill and standstill_of(tender) is None:
        yield "S1", "The letter must say when the standstill period ends: plan its notice first."


def _early(
    bid: Bid, why: tuple[str, ...], *, wording: Wording, supplier: Supplier, several: bool
) -> ToWrite:
    """Return the letter to a supplier whose tender was not assessed."""
    return ToWrite(
        bid=bid.code,
        audience=Audience.EARLY,
        supplier=supplier,
        lot=f"lot {bid.lot.code}, {bid.lot.title}" if several else WHOLE,
        why_not=why,
        summary=None,
        template_version=wording.version,
        subject=wording.subject,
        text=wording.text,
        gaps=(),
    )


def _taken_out(tender: Tender) -> list[tuple[Bid, tuple[str, ...]]]:
    """Return the bids that people took out, and why, in the order of the bids."""
    reasons: dict[Any, list[str]] = {}
    bids = tender.bids.standing().select_related("bidder", "lot").order_by("position")
    for bid in bids.filter(late_decision__is_admitted=False).select_related("late_decision"):
        rule = DisqualificationRule.LATE_TENDER.value
        said = disqualified_words({"rule": rule, "reason": bid.late_decision.reason})
        reasons.setdefault(bid.pk, []).append(said)
    for decision in Disqualification.objects.filter(bid__in=bids).order_by("position"):
        said = disqualified_words({"rule": decision.rule, "reason": decision.reason})
        reasons.setdefault(decision.bid_id, []).append(said)
    return [(bid, tuple(reasons[bid.pk])) for bid in bids if bid.pk in reasons]


def _told_early(tender: Tender) -> set[str]:
    """Return the bids whose suppliers were told that they take no further part."""
    sent = Letter.objects.filter(
        pack__tender=tender, audience=Audience.EARLY, pack__issued_at__isnull=False
    )
    return set(sent.values_list("bid__code", flat=True))


def _full_version(bundle: Members) -> str:
    """Return where the award criteria stand in full; empty where they were never published."""
    method = bundle["methodology"]
    if not method.get("published_at"):
        return ""
    day = in_words(dt.datetime.fromisoformat(method["published_at"]).date())
    return f"version {method['version']} in the tender documents, published on {day}."


def _parents(tender: Tender) -> Mapping[str, Parent]:
    """Return the criterion that each sub-criterion belongs to, by the sub-criterion's code."""
    criteria = Criterion.objects.filter(methodology=methodology_of(tender)).exclude(parent=None)
    return {
        criterion.code: Parent(
            code=criterion.parent.code,
            title=criterion.parent.title,
            weight=f"{criterion.parent.weight:f}",
        )
        for criterion in criteria.select_related("parent")
    }


def _standstill_told(standstill: Standstill | None) -> StandstillTold | None:
    """Return the standstill period as letters print it."""
    if standstill is None:
        return None
    later = ""
    if standstill.later_ends_on:
        later = (
            f"Another reading, not confirmed, ends on {in_words(standstill.later_ends_on)}. "
            f"{standstill.later_words}"
        )
    return StandstillTold(
        is_published=standstill.is_published,
        notice_on=standstill.notice_on,
        ends_on=standstill.ends_on,
        rule=standstill.rule,
        calendar=standstill_rules.CALENDAR_WORDS[standstill.calendar],
        days=day_rows(standstill),
        later=later,
    )


def day_rows(standstill: Standstill) -> list[tuple[str, str]]:
    """Return each day of a standstill period in words, and as what it is counted."""
    rows = []
    for each in standstill.days:
        day = dt.date.fromisoformat(each["day"])
        counted = f"Day {each['number']}" if each["number"] else each["why_not"]
        rows.append((f"{day:%A} {in_words(day)}", counted))
    return rows


def withheld_of(tender: Tender) -> Any:
    """Return the reasons of a tender that other suppliers do not read."""
    found = WithheldReason.objects.filter(bid__tender=tender)
    return found.select_related("bid__bidder", "criterion")


def contacts_of(tender: Tender) -> dict[Any, SupplierContact]:
    """Return where bidders are written to, by the bidder's key."""
    found = SupplierContact.objects.filter(bidder__tender=tender)
    return {contact.bidder_id: contact for contact in found}


def criteria_keys(tender: Tender) -> dict[str, Any]:
    """Return the keys of the criteria of the method that counts, by their codes."""
    criteria = methodology_of(tender).criteria
    return dict(criteria.values_list("code", "pk"))


def own_marks(letter: ToWrite) -> list[Mark]:
    """Return every mark of the tender that a letter tells of."""
    if letter.summary is None:
        return []
    return [mark for section in letter.summary.own.sections for mark in section.marks]


def example_of(
    tender: Tender, letters: Iterable[ToWrite], *, audience: str, subject: str, text: str
) -> ToWrite:
    """Return a letter in this wording: the first of its kind, or one to nobody in particular."""
    for letter in letters:
        if letter.audience == audience:
            return replace(letter, subject=subject, text=text)
    return ToWrite(
        bid="",
        audience=audience,
        supplier=Supplier(name="The supplier's name", postal_address="The supplier's address"),
        lot=WHOLE,
        why_not=("Here it says why the contract is not awarded to this supplier.",),
        summary=None,
        template_version=0,
        subject=subject,
        text=text,
        gaps=(),
    )
