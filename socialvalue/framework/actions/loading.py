"""Putting the data files into the database: a changed file makes a new version."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from socialvalue.audit import actions as audit
from socialvalue.framework.data_files import AreaText, FrameworkText, ObjectiveText, WeightRulesText
from socialvalue.framework.models import (
    Area,
    Framework,
    FrameworkVersion,
    Measure,
    Objective,
    Threshold,
    WeightRule,
    WeightRulesEdition,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What came of loading one file: its name and number, and whether that is new."""

    name: str
    number: int
    is_new: bool


@transaction.atomic
def load_framework(*, text: FrameworkText, by: str, at: dt.datetime) -> Loaded:
    """Store a framework as a published version unless its latest version says the same."""
    framework, _ = Framework.objects.get_or_create(code=text.code, organisation=None)
    latest = framework.versions.order_by("-number").first()
    if latest is not None and latest.fingerprint == text.fingerprint:
        return Loaded(name=text.code, number=latest.number, is_new=False)

    version = FrameworkVersion.objects.create(
        framework=framework,
        number=latest.number + 1 if latest else 1,
        title=text.title,
        publisher=text.publisher,
        published_on=text.published_on,
        source=text.source,
        confidence=text.confidence,
        note=text.note,
        guidance_note=text.guidance_note,
        cautions=list(text.cautions),
        fingerprint=text.fingerprint,
        made_at=at,
        made_by=by,
        published_at=at,
        published_by=by,
    )
    _store_contents(version, text)
    audit.record(
        by=by,
        at=at,
        did="framework.loaded",
        subject=version,
        after={"code": text.code, "number": version.number, "fingerprint": text.fingerprint},
    )
    return Loaded(name=text.code, number=version.number, is_new=True)


def _store_contents(version: FrameworkVersion, text: FrameworkText) -> None:
    """Store the objectives with their areas, and the areas with their measures."""
    objectives, areas, measures = [], [], []
    for said in text.objectives:
        objectives.append(_objective(version, said))
        for order, area in enumerate(said.areas, start=1):
            areas.append(_area(objectives[-1], area, order=order))
            measures += _measures(areas[-1], area)
    Objective.objects.bulk_create(objectives)
    Area.objects.bulk_create(areas)
    Measure.objects.bulk_create(measures)


def _objective(version: FrameworkVersion, text: ObjectiveText) -> Objective:
    """Return an objective, not stored yet."""
    return Objective(
        version=version,
        code=text.code,
        order=text.order,
        title=text.title,
        short_title=text.short_title,
        meaning=text.meaning,
        no_areas=text.no_areas,
    )


def _area(objective: Objective, text: AreaText, *, order: int) -> Area:
    """Return an area, not stored yet."""
    return Area(
        objective=objective,
        code=text.code,
        order=order,
        title=text.title,
        meaning=text.meaning,
        good=list(text.good),
        questions=list(text.questions),
        cautions=list(text.cautions),
    )


def _measures(area: Area, text: AreaText) -> list[Measure]:
    """Return the measures of an area, not stored yet."""
    return [
        Measure(
            area=area,
            order=place,
            name=measure.name,
            unit=measure.unit,
            kind=measure.kind,
            evidence=measure.evidence,
        )
        for place, measure in enumerate(text.measures, start=1)
    ]


@transaction.atomic
def load_weight_rules(*, text: WeightRulesText, by: str, at: dt.datetime) -> Loaded:
    """Store the weighting rules as a new edition unless the latest edition says the same."""
    latest = WeightRulesEdition.objects.order_by("-number").first()
    if latest is not None and latest.fingerprint == text.fingerprint:
        return Loaded(name="weight rules", number=latest.number, is_new=False)

    edition = WeightRulesEdition.objects.create(
        number=latest.number + 1 if latest else 1,
        as_of=dt.date.fromisoformat(text.as_at),
        method=list(text.method),
        thresholds_source=text.thresholds_source,
        fingerprint=text.fingerprint,
        loaded_at=at,
        loaded_by=by,
    )
    WeightRule.objects.bulk_create(
        WeightRule(
            edition=edition,
            code=terms["code"],
            order=order,
            terms=terms,
            made_at=at,
            made_by=by,
        )
        for order, terms in enumerate(text.terms, start=1)
    )
    Threshold.objects.bulk_create(
        Threshold(
            edition=edition,
            order=order,
            buyer_group=threshold.buyer_group,
            category=threshold.category,
            amount_including_vat_pence=int(threshold.amount_including_vat * 100),
            effective_from=threshold.effective_from,
            effective_to=threshold.effective_to,
        )
        for order, threshold in enumerate(text.thresholds, start=1)
    )
    audit.record(
        by=by,
        at=at,
        did="weight_rules.loaded",
        subject=edition,
        after={"number": edition.number, "as_at": text.as_at, "fingerprint": text.fingerprint},
    )
    return Loaded(name="weight rules", number=edition.number, is_new=True)
