"""What people do with schemes, applications and awards."""

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
    "OwnDraft",
    "RunAlready",
    "SchemeIsPublished",
    "SchemeNotPublished",
    "close_running",
    "publish_scheme",
    "run_scheme",
]
