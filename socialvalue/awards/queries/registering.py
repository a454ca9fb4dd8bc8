"""Reads about organisations that open themselves here."""

import datetime as dt

from socialvalue.accounts.models import Organisation, hash_of
from socialvalue.accounts.queries import has_account
from socialvalue.awards.models import Registration

__all__ = ["has_account", "name_is_taken", "registration_with"]


def name_is_taken(name: str) -> bool:
    """Whether an organisation of this name is here, in any case of its letters."""
    return Organisation.objects.filter(name__iexact=name).exists()


def registration_with(secret: str, *, at: dt.datetime) -> Registration | None:
    """Return the usable registration whose letter carries this secret."""
    return Registration.objects.usable(at).filter(secret_hash=hash_of(secret)).first()
