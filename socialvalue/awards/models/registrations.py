"""Organisations that strangers want to open here, so as to apply."""

import datetime as dt

from django.conf import settings
from django.db import models

from socialvalue.accounts.models import OrganisationKind
from socialvalue.core.models import Record


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations in the words of those who ask."""

    def usable(self, at: dt.datetime) -> "RegistrationQuerySet":
        """Registrations whose letter still opens an organisation at the given moment."""
        return self.filter(used_at=None, valid_until__gt=at)


class Registration(Record):
    """What a stranger typed to apply for an award, until the letter to their address comes back.

    Nothing is looked up when it is made: whether the address or the name is known here shows
    neither on the page nor in the time it takes.
    """

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    place_code = models.CharField(max_length=40)
    email = models.EmailField()
    # Not the secret itself: who reads the database cannot use it.
    secret_hash = models.CharField(max_length=64, unique=True)
    valid_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_until"]

    def __str__(self) -> str:
        return f"{self.name}, by {self.email}"
