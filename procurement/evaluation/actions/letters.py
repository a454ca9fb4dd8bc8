"""Letters: whom they go to, how they are worded, making them, and sending them out."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.template.loader import render_to_string

from procurement.bids.models import Bid
from procurement.calculations.life import State
from procurement.evaluation import letter_kinds, letter_packing, letter_press
from procurement.evaluation.letter_making import subject_of, written
from procurement.evaluation.models import (
    Letter,
    LetterPack,
    LetterTemplate,
    SupplierContact,
    WithheldReason,
)
from procurement.evaluation.queries import letters as telling
from procurement.evaluation.queries.letters import Lacking
from procurement.tenders.models import Criterion, Tender
from socialvalue.accounts.models import Organisation
from socialvalue.audit import actions as audit
from socialvalue.core import exports
from socialvalue.core.document_page import page_parts
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import CannotBeDone, Outcome, Report

MAKE = "evaluation.letters"

TELLS_THE_RESULT = frozenset({State.RANKED, State.APPROVED, State.AWARDED, State.ARCHIVED})
"""States in which letters about the result can be made."""

SENDS_THE_RESULT = frozenset({State.APPROVED, State.AWARDED})
"""States in which they can be issued: a second person has approved the result."""

TELLS_EARLY = frozenset(
    {
        State.CLOSED,
        State.SCORING,
        State.CONSENSUS,
        State.QUALITY_LOCKED,
        State.PRICE_OPENED,
        State.RANKED,
        State.APPROVED,
    }
)
"""States in which a supplier can be told that its tender takes no further part."""


class NotNow(ValueError):
    """Letters of this kind are not made or issued in this state."""


class NothingToSend(ValueError):
    """There is no letter to make."""

    def __init__(self) -> None:
        super().__init__("There is nobody to write to.")


class LettersLack(ValueError):
    """Something is missing without which the letters would not say what they must."""

    def __init__(self, lacking: list[Lacking]) -> None:
        self.lacking = lacking
        count = len(lacking)
        super().__init__(
            f"The letters cannot be made: {count} {'things are' if count > 1 else 'thing is'} "
            "missing."
        )


class WhyAgain(ValueError):
    """Letters that went out are not followed by others without a reason."""

    def __init__(self) -> None:
        super().__init__("Letters were issued already. Say why they are issued again.")


class IssuedAlready(ValueError):
    """A pack goes out once."""

    def __init__(self) -> None:
        super().__init__("These letters were issued already.")


class OutOfDate(ValueError):
    """The letters do not tell what stands now."""

    def __init__(self) -> None:
        super().__init__("Something has changed since these letters were made. Make them again.")


@transaction.atomic
def record_contacts(
    *,
    tender: Tender,
    contacts: Mapping[Any, Mapping[str, str]],
    by: models.Model | str,
    at: dt.datetime,
) -> None:
    """Record where suppliers are written to: by bidder, postal address, e-mail and identifier."""
    changed = []
    for bidder in tender.bidders.filter(pk__in=list(contacts)):
        said = {name: contacts[bidder.pk].get(name, "").strip() for name in CONTACT_PARTS}
        known = SupplierContact.objects.filter(bidder=bidder).first()
        if all(getattr(known, name, "") == value for name, value in said.items()):
            continue
        SupplierContact.objects.update_or_create(
            bidder=bidder, defaults=said | {"recorded_at": at, "recorded_by": str(by)}
        )
        changed.append(bidder.code)
    if changed:
        audit.record_about(
            tender, did="letters.contacts_recorded", by=by, at=at, after={"bidders": changed}
        )


CONTACT_PARTS = ("postal_address", "email", "identifier")


@transaction.atomic
def withhold_reason(
    *,
    bid: Bid,
    criterion: Criterion,
    instead: str,
    because: str,
    by: models.Model | str,
    at: dt.datetime,
) -> WithheldReason:
    """Let other suppliers read other words than the reason for a score, and keep why."""
    withheld, _ = WithheldReason.objects.update_or_create(
        bid=bid,
        criterion=criterion,
        defaults={
            "instead": instead,
            "because": because,
            "withheld_at": at,
            "withheld_by": str(by),
        },
    )
    after = {"bid": bid.code, "criterion": criterion.code, "instead": instead}
    audit.record_about(
        bid.tender, did="letters.reason_withheld", by=by, at=at, reason=because, after=after
    )
    return withheld


@transaction.atomic
def tell_reason(*, withheld: WithheldReason, by: models.Model | str, at: dt.datetime) -> None:
    """Tell a reason to other suppliers after all."""
    bid = withheld.bid
    after = {"bid": bid.code, "criterion": withheld.criterion.code}
    audit.record_about(bid.tender, did="letters.reason_told", by=by, at=at, after=after)
    withheld.delete()


@transaction.atomic
def word_letter(
    *,
    organisation: Organisation,
    regime: str,
    audience: str,
    subject: str,
    text: str,
    by: models.Model | str,
    at: dt.datetime,
) -> LetterTemplate:
    """Keep an organisation's own wording of a kind of letter as a new version, and return it.

    Raises letter_text.TextWrong for an unknown placeholder, or where one that is needed is missing.
    """
    kind = letter_kinds.kind_of(regime=regime, audience=audience)
    letter_kinds.check(subject=subject, text=text, kind=kind)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    mine = organisation.letter_templates.filter(regime=regime, audience=audience)
    template = LetterTemplate.objects.create(
        organisation=organisation,
        regime=regime,
        audience=audience,
        version=mine.count() + 1,
        subject=subject,
        text=text,
        made_at=at,
        made_by=str(by),
    )
    audit.record(
        by=by,
        at=at,
        did="letters.worded",
        subject=template,
        organisation=organisation,
        after={"letter": kind.title, "version": template.version},
    )
    return template


@transaction.atomic
def ask_letters(
    *,
    tender: Tender,
    by: models.Model | str,
    at: dt.datetime,
    because: str = "",
    early: bool = False,
) -> LetterPack:
    """Ask for all letters of a tender in one job, and return the pack that they will be in.

    `early`: only to those whose tender takes no further part, before there is a result.
    Raises NotNow; NothingToSend; LettersLack; WhyAgain; NotRanked.
    """
    tender = Tender.objects.select_for_update().get(pk=tender.pk)
    letters = _letters(tender, early=early)
    if lacking := telling.lacking(letters):
        raise LettersLack(lacking)
    issued = tender.letter_packs.issued().exclude(bundle_sha256="")
    if issued.exists() and not early and not because.strip():
        raise WhyAgain
    pack = LetterPack.objects.create(
        tender=tender,
        number=tender.letter_packs.count() + 1,
        because=because,
        bundle_sha256="" if early else telling.ranked_result_of(tender).bundle_sha256,
        asked_at=at,
        asked_by=str(by),
    )
    pack.job = jobs.ask(
        kind=MAKE,
        title=f"Letters of {tender.reference}"[:200],
        payload={"pack": str(pack.pk)},
        organisation=tender.organisation,
        by=by,
    )
    pack.save(update_fields=["job"])
    after = {"pack": pack.number, "letters": len(letters)}
    audit.record_about(tender, did="letters.asked", by=by, at=at, reason=because, after=after)
    return pack


def make_letters(*, job: Job, report: Report) -> Outcome:
    """Write and print every letter of a pack, each in three forms."""
    pack = LetterPack.objects.select_related("tender__organisation").get(pk=job.payload["pack"])
    tender = pack.tender
    try:
        letters = _letters(tender, early=pack.is_early)
    except (NotNow, NothingToSend) as refusal:
        raise CannotBeDone(str(refusal)) from None
    facts = telling.facts_of(tender, at=pack.asked_at)
    documents = [written(letter, facts) for letter in letters]
    total = len(documents)
    printed = letter_press.printed(
        documents,
        processes=settings.JOB_PROCESSES,
        report=lambda done: report(done, total, "Printing letters"),
    )
    pages = [
        render_to_string(
            "procurement/evaluation/letters/file.html",
            {"letter": document, "parts": page_parts(document)},
        )
        for document in documents
    ]
    packed = letter_packing.packed(
        [
            letter_packing.Packed(
                stem=exports.file_name(
                    f"{number:03d} {letter.bid} {letter.supplier.name}", ending="x"
                ).removesuffix(".x"),
                supplier=letter.supplier,
                pdf=files.pdf,
                docx=files.docx,
                html=page.encode(),
            )
            for number, (letter, files, page) in enumerate(
                zip(letters, printed, pages, strict=True), start=1
            )
        ]
    )
    subjects = [subject_of(letter, facts) for letter in letters]
    return Outcome(
        save=lambda: _keep(pack, letters, subjects, packed),
        result={"letters": total},
        page="evaluation:letters",
        page_args=[str(tender.pk)],
    )


@transaction.atomic
def issue_letters(*, pack: LetterPack, by: models.Model | str, at: dt.datetime) -> LetterPack:
    """Note that a pack of letters goes out, which freezes it, and return it.

    Raises NotNow before a second person has approved the result; IssuedAlready; OutOfDate where
    the result is another by now, or a later pack was made.
    """
    tender = Tender.objects.select_for_update().get(pk=pack.tender_id)
    pack = LetterPack.objects.select_for_update(of=("self",)).get(pk=pack.pk)
    if pack.is_issued:
        raise IssuedAlready
    states = TELLS_EARLY if pack.is_early else SENDS_THE_RESULT
    if tender.state not in states or not pack.is_made:
        raise NotNow(NOT_APPROVED)
    if _is_stale(pack):
        raise OutOfDate
    pack.issued_at, pack.issued_by = at, str(by)
    pack.save(update_fields=["issued_at", "issued_by"])
    after = {
        "pack": pack.number,
        "letters": pack.letters.count(),
        "sha256": pack.sha256,
        "bundle_sha256": pack.bundle_sha256,
    }
    audit.record_about(tender, did="letters.issued", by=by, at=at, reason=pack.because, after=after)
    return pack


NOT_APPROVED = "Letters go out once they are made, and a second person has approved the result."


def _is_stale(pack: LetterPack) -> bool:
    """Whether a later pack of its kind is there, or the letters tell another result by now."""
    later = pack.tender.letter_packs.filter(number__gt=pack.number)
    if pack.is_early:
        return later.filter(bundle_sha256="").exists()
    ranked = telling.ranked_result_of(pack.tender)
    newer = later.exclude(bundle_sha256="").exists()
    return newer or ranked.bundle_sha256 != pack.bundle_sha256


def _letters(tender: Tender, *, early: bool) -> list[Any]:
    """Return the letters that are to be written. Raises NotNow, NothingToSend, NotRanked."""
    if tender.state not in (TELLS_EARLY if early else TELLS_THE_RESULT):
        raise NotNow("Letters of this kind are not made for this tender now.")
    read = telling.early_letters_of if early else telling.letters_of
    letters = read(tender)
    if not letters:
        raise NothingToSend
    return letters


def _keep(
    pack: LetterPack,
    letters: list[Any],
    subjects: list[str],
    packed: letter_packing.Pack,
) -> None:
    """Keep what was made, in the transaction that makes the job done."""
    bids = {bid.code: bid for bid in pack.tender.bids.standing()}
    pack.letters.all().delete()
    Letter.objects.bulk_create(
        Letter(
            pack=pack,
            bid=bids[letter.bid],
            position=number,
            audience=letter.audience,
            template_version=letter.template_version,
            subject=subject[:300],
            stem=files.stem,
            pdf_sha256=hashlib.sha256(files.pdf).hexdigest(),
            docx_sha256=hashlib.sha256(files.docx).hexdigest(),
            html_sha256=hashlib.sha256(files.html).hexdigest(),
        )
        for number, (letter, subject, files) in enumerate(
            zip(letters, subjects, packed.letters, strict=True)
        )
    )
    pack.sha256 = hashlib.sha256(packed.content).hexdigest()
    pack.file.save(f"{pack.pk}.zip", ContentFile(packed.content), save=False)
    pack.save(update_fields=["sha256", "file"])
    after = {"pack": pack.number, "letters": len(letters), "sha256": pack.sha256}
    audit.record_about(pack.tender, did="letters.made", by="the worker", after=after)
