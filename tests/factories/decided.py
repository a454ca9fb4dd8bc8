"""A tender that is ranked, or approved, from the golden bundle: by the actions of the rooms."""

import datetime as dt
import json
from pathlib import Path

from django.core.files.base import ContentFile

from procurement.calculations.canonical import canonical_json
from procurement.calculations.summaries import Supplier
from procurement.evaluation import letter_packing
from procurement.evaluation.actions.loading import load_bundle
from procurement.evaluation.actions.standstill import record_notice
from procurement.evaluation.models import LetterPack
from procurement.evaluation.queries.result import result_of
from procurement.evaluation.tasks import make_letters
from procurement.tenders.actions import life
from procurement.tenders.models import Tender
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.evaluation import RankedResultFactory
from tests.factories.letters import LetterFactory, LetterPackFactory, SupplierContactFactory

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "tender"
RANKED = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
APPROVED = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)


def golden(name="bundle.json"):
    """Return a golden file."""
    return json.loads((GOLDEN / name).read_text("utf-8"))


def few(*, bids=("L1-A", "L1-B")):
    """Return the golden bundle with one lot and a few of its bids: the winner is L1-B."""
    bundle = golden()
    bundle["lots"] = bundle["lots"][:1]
    bundle["bids"] = [bid for bid in bundle["bids"] if bid["code"] in bids]
    bundle["disqualifications"] = []
    bundle["methodology"]["criteria"] = [
        criterion
        for criterion in bundle["methodology"]["criteria"]
        if criterion.get("lots", ["1"]) == ["1"]
    ]
    bundle["methodology"].pop("lot_limits")
    return bundle


def loaded(*, bundle=None, organisation=None, regime="", with_contacts=True):
    """Return the golden tender as it is loaded, with its prices opened."""
    bundle = bundle or golden()
    if regime:
        bundle["tender"]["regime"] = regime
    organisation = organisation or OrganisationFactory()
    tender = load_bundle(bundle=bundle, organisation=organisation, by="the tests", at=RANKED)
    if with_contacts:
        for bidder in tender.bidders.all():
            SupplierContactFactory(bidder=bidder)
    return tender


def ranked(**more):
    """Return a tender that is ranked, with its stored result."""
    tender = loaded(**more)
    bundle, result = result_of(tender)
    tender = life.move(tender=tender, move="rank", by="the tests", at=RANKED)
    RankedResultFactory(
        tender=tender,
        number=1,
        bundle=canonical_json(bundle).decode(),
        bundle_sha256=result["bundle_sha256"],
        result=canonical_json(result).decode(),
    )
    return tender


def approved(**more):
    """Return a tender whose result was approved by two people."""
    tender = ranked(**more)
    officer, approver = UserFactory(name="Olive Officer"), UserFactory(name="Asha Approver")
    fingerprint = tender.ranked_results.get().bundle_sha256
    proposal = life.propose(
        tender=tender, move="approve", fingerprint=fingerprint, by=officer, at=APPROVED
    )
    return life.confirm(proposal=proposal, fingerprint=fingerprint, by=approver, at=APPROVED)


def with_notice(
    tender, *, day=dt.date(2026, 10, 1), is_published=True, calendar="uk_union", because=""
):
    """Record a notice for a tender, and return the standstill period."""
    return record_notice(
        tender=tender,
        notice_on=day,
        calendar=calendar,
        is_published=is_published,
        notice_reference="2026/S 000-012345" if is_published else "",
        because=because,
        by="the tests",
        at=APPROVED,
    )


def made(pack):
    """Return a pack whose letters are made, as the worker makes them."""
    outcome = make_letters(pack.job, quietly)
    outcome.save()
    return LetterPack.objects.get(pk=pack.pk)


def early_pack(bid):
    """Return a pack of one early letter, made, with a file of a few bytes."""
    letter = letter_packing.Packed(
        stem="letter", supplier=Supplier(name="S"), pdf=b"%PDF", docx=b"PK", html=b"<p>"
    )
    pack = LetterPackFactory(tender=bid.tender, bundle_sha256="", sha256="1" * 64)
    pack.file.save("pack.zip", ContentFile(letter_packing.packed([letter]).content))
    LetterFactory(pack=pack, bid=bid, audience="early", stem="letter")
    return pack


def quietly(done, total, words):
    """Tell nobody how far the work is."""


def fresh(tender):
    """Return the tender as the database has it."""
    return Tender.objects.get(pk=tender.pk)
