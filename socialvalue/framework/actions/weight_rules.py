"""An organisation's own weighting rules: its local policy, with the days on which it holds."""

import datetime as dt
import re
from typing import Any

from django.db import transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.calculations import weight_rules
from socialvalue.framework.models import WeightRule


class RuleEnded(ValueError):
    """The rule has an end already, or would end before it starts."""


@transaction.atomic
def add_weight_rule(
    *, organisation: Organisation, terms: dict[str, Any], by: User, at: dt.datetime
) -> WeightRule:
    """Add a local policy of the organisation and return it.

    `terms` is the rule in the format sv-weight-rules/1.0 without its code, which is made from the
    title. Raises DataWrong if the terms are not a rule.
    """
    # Locked so that two rules of one title are given two codes.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    order = organisation.weight_rules.count() + 1
    slug = re.sub(r"[^a-z0-9]+", "-", str(terms.get("title", "")).lower()).strip("-")
    terms = {"code": f"own-{order}-{slug}"[:80].rstrip("-"), **terms}
    [rule] = weight_rules.rules_from({"rules": [terms]})
    stored = WeightRule.objects.create(
        organisation=organisation,
        code=rule.code,
        order=order,
        terms=terms,
        made_at=at,
        made_by=str(by),
    )
    audit.record(
        by=by,
        at=at,
        did="weight_rule.added",
        subject=stored,
        organisation=organisation,
        after=terms,
    )
    return stored


@transaction.atomic
def end_weight_rule(
    *, rule: WeightRule, last_day: dt.date, reason: str, by: User, at: dt.datetime
) -> WeightRule:
    """Give an organisation's own rule its last day, and return it. Raises RuleEnded."""
    stored = WeightRule.objects.select_for_update().get(pk=rule.pk)
    before = stored.terms["effective_to"]
    if before is not None:
        raise RuleEnded(f"This rule ends on {before} already.")
    since = stored.terms["effective_from"]
    if since is not None and last_day < dt.date.fromisoformat(since):
        raise RuleEnded(f"The last day must be {since} or later, the day the rule starts.")
    stored.terms = {**stored.terms, "effective_to": last_day.isoformat()}
    stored.save(update_fields=["terms"])
    audit.record(
        by=by,
        at=at,
        did="weight_rule.ended",
        subject=stored,
        organisation=stored.organisation,
        reason=reason,
        before={"effective_to": None},
        after={"effective_to": last_day.isoformat()},
    )
    return stored
