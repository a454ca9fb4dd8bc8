"""What the rooms and pages ask about schemes, applications and awards."""

from .afterwards import (
    award_of,
    decision_of,
    what_came_of,
    why_no_appeal,
)
from .applying import (
    ENDED,
    Asked,
    Remaining,
    asked_of,
    award_to_renew,
    is_own_scheme,
    last_day_before,
    library_of,
    may_apply,
    open_application,
    remaining_of,
    run_by_others,
    version_of,
    what_remains,
)
from .assessing import (
    assessments_about,
    finding_of,
    former_assessment,
    held_by,
    outcome_of_assessment,
    titles_of_schemes,
)
from .clocks import (
    appeal_by,
    clock_of,
    holidays_of,
)
from .held import (
    KIND_WORDS,
    HeldFact,
    held_facts,
    kept_facts,
)
from .judging import (
    all_judgements,
    judgements_seen_by,
    outcome_of,
    panel_marks,
)
from .received import received_by
from .registering import (
    has_account,
    registration_with,
)
from .schemes import (
    draft_schemes,
    faults_of,
    latest_schemes,
    open_schemes,
    other_versions,
    scheme_of,
    schemes_run_by,
    schemes_seen,
)

__all__ = [
    "ENDED",
    "KIND_WORDS",
    "Asked",
    "HeldFact",
    "Remaining",
    "all_judgements",
    "appeal_by",
    "asked_of",
    "assessments_about",
    "award_of",
    "award_to_renew",
    "clock_of",
    "decision_of",
    "draft_schemes",
    "faults_of",
    "finding_of",
    "former_assessment",
    "has_account",
    "held_by",
    "held_facts",
    "holidays_of",
    "is_own_scheme",
    "judgements_seen_by",
    "kept_facts",
    "last_day_before",
    "latest_schemes",
    "library_of",
    "may_apply",
    "open_application",
    "open_schemes",
    "other_versions",
    "outcome_of",
    "outcome_of_assessment",
    "panel_marks",
    "received_by",
    "registration_with",
    "remaining_of",
    "run_by_others",
    "scheme_of",
    "schemes_run_by",
    "schemes_seen",
    "titles_of_schemes",
    "version_of",
    "what_came_of",
    "what_remains",
    "why_no_appeal",
]
