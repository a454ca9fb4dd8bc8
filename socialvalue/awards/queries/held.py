"""Facts that the product holds about an organisation and that can stand as evidence."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from socialvalue.accounts.models import Organisation
from socialvalue.awards.models import Award, Evidence
from socialvalue.spend import figures
from socialvalue.spend.models import Analysis
from socialvalue.spend.words import period

LOCAL_SPEND, AWARD = "local_spend", "award"
KIND_WORDS = {
    LOCAL_SPEND: "Result of a local-spend analysis",
    AWARD: "Award that you hold",
}
MOST_ANALYSES = 20
"""The newest so many analyses are offered."""


@dataclass(frozen=True)
class HeldFact:
    """A fact with where it comes from. `key` tells it from others of its kind; `as_of` its day."""

    kind: str
    key: str
    title: str
    words: str
    source: str
    as_of: dt.date

    @property
    def code(self) -> str:
        """Return what a form sends for it."""
        return f"{self.kind}:{self.key}"

    def as_stored(self) -> dict[str, Any]:
        """Return what is kept of it, so that the same fact is known again."""
        return {"key": self.key, "words": self.words, "from": self.source}


def held_facts(
    organisation: Organisation, *, on: dt.date, kinds: Collection[str] = tuple(KIND_WORDS)
) -> list[HeldFact]:
    """Return what the product holds of these kinds about the organisation on a day."""
    found = {LOCAL_SPEND: _local_spend, AWARD: _awards}
    return [fact for kind in kinds if kind in found for fact in found[kind](organisation, on)]


def kept_facts(organisation: Organisation) -> dict[str, Evidence]:
    """Return the facts that are kept as evidence already, by what a form sends for them."""
    kept = organisation.award_evidence.kept().exclude(held_as="")
    return {f"{each.held_as}:{each.held.get('key', '')}": each for each in kept}


def _local_spend(organisation: Organisation, on: dt.date) -> Iterator[HeldFact]:
    done = organisation.analyses.exclude(figures={}).defer("result", "worked_from")
    for analysis in done.order_by("-asked_at")[:MOST_ANALYSES]:
        yield _local_spend_fact(analysis)


def _local_spend_fact(analysis: Analysis) -> HeldFact:
    cards = figures.headline(figures.figures_of(analysis))
    return HeldFact(
        kind=LOCAL_SPEND,
        key=str(analysis.pk),
        title=f"Local spend, {period(analysis.start, analysis.end)}",
        words=". ".join(f"{card['figure']} {card['words']}" for card in cards) + ".",
        source=f"Analysis “{analysis.title}”, worked out here from the organisation's own payments",
        as_of=analysis.asked_at.date(),
    )


def _awards(organisation: Organisation, on: dt.date) -> Iterator[HeldFact]:
    for award in organisation.awards.in_force(on).order_by("-valid_from", "certificate"):
        yield _award_fact(award)


def _award_fact(award: Award) -> HeldFact:
    until = f" to {award.valid_to:%-d %B %Y}" if award.valid_to else " without an end date"
    return HeldFact(
        kind=AWARD,
        key=award.certificate,
        title=f"{award.scheme_title}: {award.level_title}",
        words=f"Held from {award.valid_from:%-d %B %Y}{until}. Certificate {award.certificate}.",
        source="The register of awards kept here",
        as_of=award.granted_at.date(),
    )
