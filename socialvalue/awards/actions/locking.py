"""One application at a time: locked, moved and written to the record."""

import datetime as dt
from typing import Any

from socialvalue.accounts.models import User
from socialvalue.audit import actions as audit
from socialvalue.awards.models import Application
from socialvalue.calculations.awards import life


class NotYours(ValueError):
    """This person may not do this to this application as it stands."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words or "You cannot do this to this application as it stands now.")


class SayWhy(ValueError):
    """Something that needs words has none."""


def locked(application: Application) -> Application:
    """Return the application as it stands, locked until the end of the transaction."""
    found = Application.objects.select_for_update(of=("self",)).select_related(
        "organisation", "running__organisation", "running__version"
    )
    return found.get(pk=application.pk)


def move(application: Application, name: str) -> None:
    """Move a locked application on. Raises MoveNotAllowed."""
    application.state = life.after(application.state, name)
    application.save(update_fields=["state"])


def note(
    application: Application, *, by: User | str, at: dt.datetime, did: str, **more: Any
) -> None:
    """Write what was done to an application into its record."""
    audit.record(
        by=by,
        at=at,
        did=did,
        subject=application,
        organisation=application.running.organisation,
        **more,
    )
