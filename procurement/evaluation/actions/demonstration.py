"""Two tenders to look at: one that is scored, one that is being made. Everybody in them is made up.

data/demonstration_bundle.json is the worked example of the interchange format.
"""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

from django.db import models, transaction
from django.utils import timezone

from procurement.evaluation.actions.loading import load_bundle
from procurement.tenders import actions as tenders
from procurement.tenders.models import Tender
from procurement.tenders.queries import areas_of, framework_versions_for, methodology_of
from socialvalue.accounts.models import Organisation

CONSIDERED = tenders.Considered(
    economic="Secure, year-round jobs on the grounds, and training for young people nearby.",
    social=(
        "The hospital grounds are the nearest green space for many neighbours, who could use "
        "and help to keep them."
    ),
    environmental="Less carbon from machines, less waste, and more for wildlife.",
    securing=(
        "By asking bidders for dated, measurable commitments on training, secure hours and carbon, "
        "and by reporting on them in the contract's reviews."
    ),
    consults=True,
    consulting_because="The friends of the hospital and two schools use the grounds every week.",
    relevance=(
        "The work is done outdoors, by people, with machines: training, hours and carbon are part "
        "of doing it. A contract of this size can carry a few commitments, not many."
    ),
)
BUNDLE = Path(__file__).resolve().parents[1] / "data" / "demonstration_bundle.json"
DRAFT_REFERENCE = "MWH-2027-003"
DRAFT_AREAS = frozenset({"2.2", "3.1", "5.1"})


@transaction.atomic
def load_demonstration(*, organisation: Organisation, by: models.Model | str) -> list[Tender]:
    """Give an organisation the two demonstration tenders, unless it has them, and return them."""
    bundle = json.loads(BUNDLE.read_text(encoding="utf-8"))
    return [
        _one(organisation, bundle["tender"]["reference"])
        or _marked(load_bundle(bundle=bundle, organisation=organisation, by=by)),
        _one(organisation, DRAFT_REFERENCE) or _marked(_draft(organisation=organisation, by=by)),
    ]


def _one(organisation: Organisation, reference: str) -> Tender | None:
    """Return the organisation's tender of that reference, if it has one."""
    return organisation.tenders.filter(reference=reference).first()


def _marked(tender: Tender) -> Tender:
    """Say on the tender that it is a demonstration."""
    tender.is_demonstration = True
    tender.save(update_fields=["is_demonstration"])
    return tender


def _draft(*, organisation: Organisation, by: models.Model | str) -> Tender:
    """Make a tender whose method is half made: weights and areas, no quality questions yet."""
    at = timezone.now()
    tender = tenders.create_tender(
        organisation=organisation,
        by=by,
        at=at,
        reference=DRAFT_REFERENCE,
        title="Grounds maintenance and green spaces",
        regime="procurement_act_2023",
        nation="england",
        main_category="services",
        commenced_on=dt.date(2027, 2, 1),
        value_excluding_vat_pence=640_000_00,
        value_including_vat_pence=768_000_00,
        deadline=dt.datetime(2027, 3, 12, 12, tzinfo=dt.UTC),
    )
    tenders.record_duty(
        methodology=methodology_of(tender), considered=CONSIDERED, edits=0, by=by, at=at
    )
    tenders.set_weights(
        methodology=methodology_of(tender),
        weights={"quality": Decimal(50), "price": Decimal(35), "social_value": Decimal(15)},
        departure=None,
        edits=1,
        by=by,
        at=at,
    )
    for version in framework_versions_for(organisation)[:1]:
        areas = [area for area in areas_of(version) if area.code in DRAFT_AREAS]
        tenders.choose_areas(
            methodology=methodology_of(tender), version=version, areas=areas, edits=2, by=by, at=at
        )
    return tender
