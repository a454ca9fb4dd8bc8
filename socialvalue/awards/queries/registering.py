"""Reads about organisations that open themselves here."""

import datetime as dt

from socialvalue.accounts.models import hash_of
from socialvalue.accounts.queries import has_account
from socialvalue.awards.models import Registration

__all__ = ["has_account", "registration_with"]


def registration_with(secret: str, *, at: dt.datetime) -> Registration | None:
    """Return the usable registration whose letter carries this secret."""
    return Registration.objects.usable(at).filter(secret_hash=hash_of(secret)).first()
