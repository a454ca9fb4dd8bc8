"""An organisation opens itself here to apply: a letter goes out, and comes back as a link."""

import datetime as dt
import secrets

from django.db import IntegrityError, transaction

from socialvalue.accounts import actions as accounts
from socialvalue.accounts.models import Organisation, Role, User, hash_of
from socialvalue.audit import actions as audit
from socialvalue.awards import queries
from socialvalue.awards.models import Registration

LETTER_LASTS = dt.timedelta(days=2)
KEPT_UNUSED = dt.timedelta(days=30)
MOST_LETTERS = 3
"""Letters to one address that wait at the same time: nobody's mailbox is filled by a stranger."""

SOMEBODY = "somebody without an account"
ROLES = (Role.APPLICANT, Role.ADMINISTRATOR)


class RegistrationNotUsable(ValueError):
    """The link was used, has run out, or is for another address."""


class NameTaken(ValueError):
    """The name cannot be used as it stands."""


@transaction.atomic
def ask_to_register(
    *, name: str, kind: str, place_code: str, email: str, at: dt.datetime
) -> tuple[Registration, str] | None:
    """Keep what a stranger typed; return it with the secret that the letter carries.

    None if enough letters are on their way to that address: then none is to be sent. Whether the
    address or the name is known here is not looked up. What was never used is forgotten in time.
    """
    Registration.objects.filter(used_at=None, valid_until__lt=at - KEPT_UNUSED).delete()
    email = email.strip().lower()
    if Registration.objects.usable(at).filter(email=email).count() >= MOST_LETTERS:
        return None
    secret = secrets.token_urlsafe(32)
    registration = Registration.objects.create(
        name=name,
        kind=kind,
        place_code=place_code,
        email=email,
        secret_hash=hash_of(secret),
        valid_until=at + LETTER_LASTS,
    )
    audit.record(by=SOMEBODY, at=at, did="registration.asked", subject=registration)
    return registration, secret


@transaction.atomic
def open_with_new_account(
    *, secret: str, organisation_name: str, name: str, password: str, at: dt.datetime
) -> tuple[Organisation, User]:
    """Open the organisation and an account for whoever the letter reached; return both.

    Raises RegistrationNotUsable, also where an account with the address exists: its owner signs in
    instead; NameTaken.
    """
    registration = _locked(secret, at)
    if queries.has_account(registration.email):
        raise _not_usable()
    user = accounts.open_account(email=registration.email, name=name, password=password)
    return _open(registration, organisation_name, user, at), user


@transaction.atomic
def open_for_account(
    *, secret: str, organisation_name: str, user: User, at: dt.datetime
) -> Organisation:
    """Open the organisation for somebody who signs in with the address of the letter.

    Raises RegistrationNotUsable; NameTaken.
    """
    registration = _locked(secret, at)
    if registration.email != user.email:
        raise _not_usable()
    return _open(registration, organisation_name, user, at)


def _locked(secret: str, at: dt.datetime) -> Registration:
    usable = Registration.objects.usable(at).select_for_update(of=("self",))
    registration = usable.filter(secret_hash=hash_of(secret)).first()
    if registration is None:
        raise _not_usable()
    return registration


def _not_usable() -> RegistrationNotUsable:
    return RegistrationNotUsable("This link cannot be used. Start again to get a new one.")


def _open(registration: Registration, name: str, user: User, at: dt.datetime) -> Organisation:
    """Make the organisation, whose first person applies for it and may invite others."""
    try:
        organisation = accounts.create_organisation(
            name=name,
            kind=registration.kind,
            by=user,
            place_code=registration.place_code,
            registered_itself=True,
        )
    except IntegrityError:
        raise NameTaken(
            "This name cannot be used as it stands. If colleagues of yours use this service, ask "
            "them to invite you. If not, add your town, or your charity or company number"
        ) from None
    for role in ROLES:
        accounts.give_role(user=user, organisation=organisation, role=role, by=SOMEBODY, at=at)
    registration.used_at, registration.used_by = at, user
    registration.save(update_fields=["used_at", "used_by"])
    audit.record(
        by=user, at=at, did="registration.used", subject=registration, organisation=organisation
    )
    return organisation
