"""What people do with schemes, applications and awards."""

from .allocating import (
    CannotBeSeated,
    allocate,
    declare_interest,
    end_seat,
)
from .deciding import (
    Conclusion,
    NoSuchLevel,
    NotAgreedYet,
    OutcomeChanged,
    approve_decision,
    ask_question,
    decide_appeal,
    propose_decision,
    return_decision,
)
from .granting import NothingToGrant, grant
from .judging import (
    Judged,
    NotOfTheScheme,
    SavedMeanwhile,
    SomethingIsMissing,
    save_judgement,
    submit_judgements,
)
from .letters import send_notices, write_letter
from .locking import (
    NotYours,
    SayWhy,
)
from .panel import (
    agree_panel_mark,
)
from .schemes import (
    ClosedAlready,
    NotAppliedFor,
    NotYourScheme,
    OwnDraft,
    RunAlready,
    SchemeIsPublished,
    SchemeNotPublished,
    close_running,
    publish_scheme,
    run_scheme,
)

__all__ = [
    "CannotBeSeated",
    "ClosedAlready",
    "Conclusion",
    "Judged",
    "NoSuchLevel",
    "NotAgreedYet",
    "NotAppliedFor",
    "NotOfTheScheme",
    "NotYourScheme",
    "NotYours",
    "NothingToGrant",
    "OutcomeChanged",
    "OwnDraft",
    "RunAlready",
    "SavedMeanwhile",
    "SayWhy",
    "SchemeIsPublished",
    "SchemeNotPublished",
    "SomethingIsMissing",
    "agree_panel_mark",
    "allocate",
    "approve_decision",
    "ask_question",
    "close_running",
    "decide_appeal",
    "declare_interest",
    "end_seat",
    "grant",
    "propose_decision",
    "publish_scheme",
    "return_decision",
    "run_scheme",
    "save_judgement",
    "send_notices",
    "submit_judgements",
    "write_letter",
]
