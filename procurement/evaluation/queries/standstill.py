"""The standstill of a tender: its calendar before it is recorded, and what holds the award back."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from procurement.calculations.standstill import CountingRule, Day
from procurement.evaluation.models import Representation, Standstill
from procurement.evaluation.queries.letters import standstill_of
from procurement.tenders import standstill_rules
from procurement.tenders.models import Regime, Tender
from socialvalue.core.forms.dates import in_words

AFTER_DECISION = CountingRule(working_days=5, counting_starts="day_after_notice")
"""Provider Selection Regime: days that the award waits after the further decision was told."""

NOTICES = {
    Regime.PROCUREMENT_ACT_2023: "contract award notice",
    Regime.PROVIDER_SELECTION_REGIME: "notice of the intention to award",
    Regime.PUBLIC_CONTRACTS_REGULATIONS_2015: "notices of the decision (regulation 86)",
    Regime.BELOW_THRESHOLD: "notice, if there is one",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A standstill period as it is counted for a day of notice and a calendar."""

    days: tuple[Day, ...]
    ends_on: dt.date
    rule: str
    later_ends_on: dt.date | None
    later_words: str


def counted(tender: Tender, *, notice_on: dt.date, calendar: str) -> Counted:
    """Return the standstill period of a notice of that day.

    Raises standstill_rules.NoStandstill; standstill.HolidaysNotKnown.
    """
    regime = standstill_rules.rule_of(tender.regime, on=notice_on)
    if regime.rule is None:
        raise standstill_rules.NoStandstill(regime.source)
    days = standstill_rules.calendar_of(notice_on, rule=regime.rule, calendar=calendar)
    later = regime.later_reading
    later_end = later and standstill_rules.calendar_of(
        notice_on, rule=later.rule, calendar=calendar
    )
    return Counted(
        days=days,
        ends_on=days[-1].day,
        rule=regime.source,
        later_ends_on=later_end[-1].day if later_end else None,
        later_words=later.words if later else "",
    )


def is_asked_for(tender: Tender) -> bool:
    """Whether the law sets a standstill period for this tender."""
    return tender.regime != Regime.BELOW_THRESHOLD


def today_of(tender: Tender, *, now: dt.datetime) -> dt.date:
    """Return the day in the tender's time zone."""
    return now.astimezone(ZoneInfo(tender.time_zone)).date()


def holding_back(tender: Tender, *, now: dt.datetime) -> list[str]:
    """Return in sentences what holds the award back now; `now` is by the database's clock."""
    today = today_of(tender, now=now)
    return [
        *_by_standstill(tender, standstill_of(tender), today=today),
        *(
            sentence
            for representation in tender.representations.all()
            for sentence in _by_representation(representation, today=today)
        ),
    ]


def _by_standstill(tender: Tender, standstill: Standstill | None, *, today: dt.date) -> list[str]:
    """Return whether the standstill period holds the award back."""
    if not is_asked_for(tender) and standstill is None:
        return []
    if standstill is None or not standstill.is_published:
        return [f"Record the publication of the {NOTICES[Regime(tender.regime)]} first."]
    if today <= standstill.ends_on:
        return [f"The standstill period runs to the end of {in_words(standstill.ends_on)}."]
    return []


def _by_representation(representation: Representation, *, today: dt.date) -> list[str]:
    """Return whether a supplier's objection holds the award back."""
    who = representation.supplier
    match representation.decision:
        case "":
            return [f"Decide on what {who} has put forward."]
        case Representation.Decision.GO_ON:
            return _waiting_on(representation) if today <= representation.until else []
        case _:
            said = representation.get_decision_display().lower()
            return [f"On what {who} put forward it was decided to {said}."]


def _waiting_on(representation: Representation) -> list[str]:
    """Return that the award waits after a decision that was told."""
    until = in_words(representation.until)
    return [f"The decision on what {representation.supplier} put forward holds it to {until}."]


def was_told_late(tender: Tender) -> bool:
    """Whether the notice was published before the letters went out, or they never did."""
    standstill = standstill_of(tender)
    if standstill is None or not standstill.is_published:
        return False
    first = tender.letter_packs.issued().exclude(bundle_sha256="").order_by("issued_at").first()
    if first is None:
        return True
    return today_of(tender, now=first.issued_at) > standstill.notice_on
