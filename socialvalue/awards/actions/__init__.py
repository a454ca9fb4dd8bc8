"""What people do with schemes, applications and awards."""

from .granting import NothingToGrant, grant
from .letters import send_notices, write_letter
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
    "ClosedAlready",
    "NotAppliedFor",
    "NotYourScheme",
    "NothingToGrant",
    "OwnDraft",
    "RunAlready",
    "SchemeIsPublished",
    "SchemeNotPublished",
    "close_running",
    "grant",
    "publish_scheme",
    "run_scheme",
    "send_notices",
    "write_letter",
]
