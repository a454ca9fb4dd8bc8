"""What letters tell, as plain values."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReasonTold:
    """The judgement of one criterion that counts, and why."""

    theme: str
    criterion: str
    mark: str
    reason: str


@dataclass(frozen=True, slots=True)
class ConditionTold:
    """What a holder must still do, by when; `due_on` None: no day is set."""

    text: str
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class AppealTold:
    """What an appeal came to."""

    grounds: str
    is_upheld: bool
    because: str


@dataclass(frozen=True, slots=True)
class AwardTold:
    """What is held. `valid_to` None: it does not end by itself."""

    level: str
    certificate: str
    valid_from: dt.date
    valid_to: dt.date | None
    is_suspended: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything that any letter about an application can tell; each kind tells its part."""

    applicant: str
    number: int
    scheme: str
    decider: str
    contact: str
    today: dt.date
    submitted_on: dt.date | None
    working_days: int | None
    level: str = ""
    award: AwardTold | None = None
    question: str = ""
    reasons: tuple[ReasonTold, ...] = ()
    missing: tuple[str, ...] = ()
    feedback: str = ""
    conditions: tuple[ConditionTold, ...] = ()
    appeal: AppealTold | None = None
    appeal_by: dt.date | None = None
    change: str = ""
    condition: ConditionTold | None = None
