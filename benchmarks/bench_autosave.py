"""The autosave of a score, with everything that it asks, against a minimal versioned save.

Both go through the whole site: session, person, organisation, token. The minimal save then runs
one UPDATE that names the version, and answers in a word. Ours finds the tender, the seat, the bid
and the question, asks whether this person declared, keeps away from nobody and has not submitted,
and answers with a piece of page. Each timing is of SAVES saves of the same draft.
"""

import os
from collections.abc import Callable

import django

SAVES = 100


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Return what is timed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    # Models may only be imported once Django is set up.
    from django.db import connection  # noqa: PLC0415 -- app ready

    connection.creation.create_test_db(verbosity=0, serialize=False)
    from benchmarks.autosave_site import Site  # noqa: PLC0415 -- app ready

    site = Site()
    return [
        (
            f"{SAVES} autosaves of a score / minimal versioned saves",
            lambda: [site.autosave() for _ in range(SAVES)],
            lambda: [site.minimal_save() for _ in range(SAVES)],
        )
    ]
