"""Changing the areas for action of an organisation's draft: adding, wording, retiring."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Max

from socialvalue.accounts.models import User
from socialvalue.framework.actions.versions import locked_draft, record_change
from socialvalue.framework.models import Area, Measure, Objective


class NoWordsGiven(ValueError):
    """An area for action has at least a title and a meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureWords:
    """What a measure says. `kind` is quantity or percentage."""

    name: str
    unit: str
    kind: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaWords:
    """What an area for action says."""

    title: str
    meaning: str
    good: Sequence[str] = ()
    questions: Sequence[str] = ()
    cautions: Sequence[str] = ()
    measures: Sequence[MeasureWords] = ()

    def recorded(self) -> dict[str, object]:
        """Return the words as the record keeps them."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}


@transaction.atomic
def add_area(*, objective: Objective, words: AreaWords, by: User, at: dt.datetime) -> Area:
    """Add an area to an objective of a draft, under the next code that was never used.

    Raises VersionIsPublished, NoWordsGiven.
    """
    version = locked_draft(objective.version)
    _refuse_without_words(words)
    order = 1 + (objective.areas.aggregate(last=Max("order"))["last"] or 0)
    area = Area(objective=objective, order=order, code=f"{objective.order}.{order}")
    _write(area, words)
    record_change(
        version,
        did="framework.area_added",
        by=by,
        at=at,
        after={"code": area.code, **words.recorded()},
    )
    return area


@transaction.atomic
def reword_area(*, area: Area, words: AreaWords, by: User, at: dt.datetime) -> Area:
    """Give an area of a draft new words. Raises VersionIsPublished, NoWordsGiven."""
    version = locked_draft(area.objective.version)
    _refuse_without_words(words)
    before = words_of(area).recorded()
    _write(area, words)
    record_change(
        version,
        did="framework.area_reworded",
        by=by,
        at=at,
        before={"code": area.code, **before},
        after={"code": area.code, **words.recorded()},
    )
    return area


@transaction.atomic
def retire_area(*, area: Area, reason: str, by: User, at: dt.datetime) -> Area:
    """Take an area of a draft out of use; its code is never given to another.

    Raises VersionIsPublished.
    """
    return _set_retired(area, True, did="framework.area_retired", reason=reason, by=by, at=at)


@transaction.atomic
def bring_back_area(*, area: Area, by: User, at: dt.datetime) -> Area:
    """Put a retired area of a draft back in use. Raises VersionIsPublished."""
    return _set_retired(area, False, did="framework.area_brought_back", reason="", by=by, at=at)


def words_of(area: Area) -> AreaWords:
    """Return what an area says now."""
    return AreaWords(
        title=area.title,
        meaning=area.meaning,
        good=tuple(area.good),
        questions=tuple(area.questions),
        cautions=tuple(area.cautions),
        measures=tuple(
            MeasureWords(
                name=measure.name, unit=measure.unit, kind=measure.kind, evidence=measure.evidence
            )
            for measure in area.measures.all()
        ),
    )


def _refuse_without_words(words: AreaWords) -> None:
    """Raise NoWordsGiven without a title or a meaning."""
    if not words.title.strip() or not words.meaning.strip():
        raise NoWordsGiven("Give the area a title and say what it means.")


def _write(area: Area, words: AreaWords) -> None:
    """Store the words; the measures are replaced."""
    area.title, area.meaning = words.title, words.meaning
    area.good, area.questions = list(words.good), list(words.questions)
    area.cautions = list(words.cautions)
    area.save()
    area.measures.all().delete()
    Measure.objects.bulk_create(
        Measure(area=area, order=order, **asdict(measure))
        for order, measure in enumerate(words.measures, start=1)
    )


def _set_retired(
    area: Area, is_retired: bool, *, did: str, reason: str, by: User, at: dt.datetime
) -> Area:
    """Retire an area or bring it back."""
    version = locked_draft(area.objective.version)
    area.is_retired = is_retired
    area.save(update_fields=["is_retired"])
    record_change(
        version,
        did=did,
        by=by,
        at=at,
        reason=reason,
        after={"code": area.code, "title": area.title},
    )
    return area
