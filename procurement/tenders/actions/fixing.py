"""Fix the method: from then on nothing in it changes."""

import datetime as dt

from django.db import models, transaction

from procurement.tenders.actions.changing import draft_for_change
from procurement.tenders.models import Methodology, State
from procurement.tenders.queries import (
    Missing,
    RuleStanding,
    open_rules,
    weighting_of,
    what_is_missing,
)
from socialvalue.audit import actions as audit


class NotReady(ValueError):
    """Something of the method is not settled. `missing` says what."""

    def __init__(self, missing: list[Missing]) -> None:
        self.missing = missing
        super().__init__(" ".join(entry.sentence for entry in missing))


class RulesOpen(ValueError):
    """A binding rule is not met or not checked, and nobody has said that it may stand."""

    def __init__(self, rules: list[RuleStanding]) -> None:
        named = "; ".join(f"{rule.title}: {rule.kept.lower()}" for rule in rules)
        super().__init__(f"Tick that the rules may stand as they are. {named}")


@transaction.atomic
def set_climate_theme(
    *,
    methodology: Methodology,
    places: list[str],
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
) -> Methodology:
    """Store where the climate theme of the tender is: any of CLIMATE_PLACES, none for nowhere.

    Raises MethodIsFixed, ChangedMeanwhile.
    """
    draft = draft_for_change(methodology, edits=edits)
    before, draft.climate_theme_in = draft.climate_theme_in, places
    draft.save(update_fields=["climate_theme_in"])
    audit.record(
        by=by,
        at=at,
        did="tender.climate_theme_said",
        subject=draft.tender,
        organisation=draft.tender.organisation,
        before={"places": before},
        after={"places": places},
    )
    return draft


@transaction.atomic
def fix_method(
    *,
    methodology: Methodology,
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
    rules_accepted: bool = False,
) -> Methodology:
    """Fix the method and let bids be recorded.

    The record keeps how each binding rule stood, and whether the deadline for bids had passed.
    Raises MethodIsFixed, ChangedMeanwhile, NotReady; RulesOpen if a binding rule is not checked,
    or not met without a departure, and `rules_accepted` does not say that it may stand.
    """
    draft = draft_for_change(methodology, edits=edits)
    if missing := what_is_missing(draft):
        raise NotReady(missing)
    asked = weighting_of(draft)
    still_open = open_rules(draft, asked)
    if still_open and not rules_accepted:
        raise RulesOpen(still_open)
    draft.scales.filter(criteria=None).delete()
    draft.published_at, draft.published_by = at, str(by)
    draft.save(update_fields=["published_at", "published_by"])
    tender = draft.tender
    tender.state = State.PUBLISHED
    tender.save(update_fields=["state"])
    audit.record(
        by=by,
        at=at,
        did="tender.method_fixed",
        subject=tender,
        organisation=tender.organisation,
        after={
            "version": draft.version,
            "after_the_deadline": at > tender.deadline,
            "rules": {rule.code: rule.kept.value for rule in asked.standings},
            "rules_accepted": [rule.code for rule in still_open],
        },
    )
    return draft
