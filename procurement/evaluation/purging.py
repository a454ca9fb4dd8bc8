"""What this room takes out of a tender that is kept no longer."""

import datetime as dt
import uuid

from procurement.evaluation.models import (
    ConflictsReview,
    Declaration,
    IndividualDraft,
    IndividualScore,
    Mitigation,
    PanelMember,
    Recusal,
    ScoreDraft,
    SupplierContact,
)
from procurement.tenders import retaining
from procurement.tenders.models import Tender
from procurement.tenders.retaining import PURGED
from socialvalue.accounts.models import User


@retaining.register
def purge_evaluation(tender: Tender, _at: dt.datetime) -> dict[str, int]:
    """Take out drafts, addresses, letters' files, what was declared, and names on the panel."""
    drafts = [
        IndividualDraft.objects.filter(bid__tender=tender),
        ScoreDraft.objects.filter(bid__tender=tender),
    ]
    contacts = SupplierContact.objects.filter(bidder__tender=tender)
    declared = Declaration.objects.filter(member__tender=tender).exclude(statement="")
    mitigations = Mitigation.objects.filter(declaration__member__tender=tender)
    reviews = ConflictsReview.objects.filter(tender=tender)
    recusals = Recusal.objects.filter(member__tender=tender)
    recusals.exclude(lifted_at=None).update(lifted_because=PURGED)
    return {
        "drafts of scores": sum(found.delete()[0] for found in drafts),
        "addresses of suppliers": contacts.delete()[0],
        "declarations": declared.update(statement=PURGED),
        "decisions on interests": mitigations.update(reason=PURGED, decided_by=PURGED),
        "reviews of conflicts": reviews.update(note=PURGED, reviewed_by=PURGED),
        "reasons to keep away": recusals.update(reason=PURGED),
        "files of letters": _purge_letters(tender),
        "names on the panel": sum(_forget(member) for member in tender.panel.all()),
    }


def _purge_letters(tender: Tender) -> int:
    """Delete the files of letters; their fingerprints stay."""
    packs = [pack for pack in tender.letter_packs.all() if pack.file]
    for pack in packs:
        pack.file.delete(save=True)
    return len(packs)


def _forget(member: PanelMember) -> int:
    """Put a person without a name in a panel member's place; the code stays."""
    nobody = User.objects.create_user(
        f"removed-{uuid.uuid4()}@removed.invalid",
        name=f"{member.code}, name removed",
        is_active=False,
    )
    member.user, member.added_by = nobody, PURGED
    member.left_by = PURGED if member.left_at else ""
    member.save(update_fields=["user", "added_by", "left_by"])
    member.declarations.update(declared_by=member.code)
    member.recusals.update(recused_by=PURGED)
    member.recusals.exclude(lifted_at=None).update(lifted_by=PURGED)
    IndividualScore.objects.filter(member=member).update(recorded_by=member.code)
    return 1
