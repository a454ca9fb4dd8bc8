"""The words about a person's account."""

from allauth.mfa.models import Authenticator
from django.urls import reverse

from socialvalue.accounts.models import User

SECOND_STEPS = {
    Authenticator.Type.TOTP: "authenticator app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


def account_rows(user: User) -> list[dict[str, str]]:
    """Return the rows of the account page: what it is, its value, and where to change it."""
    kinds = user.authenticator_set.order_by("type").values_list("type", flat=True)
    steps = ", ".join(dict.fromkeys(SECOND_STEPS[kind] for kind in kinds)).capitalize()
    password = "Set" if user.has_usable_password() else "None"
    return [
        {"key": "Name", "value": user.name or "Not given"},
        row("E-mail address", user.email, "account_email", "Change"),
        row("Password", password, "account_change_password", "Change"),
        row("Second step", steps or "None: a password alone lets you in", "mfa_index", "Manage"),
        row("Organisations", "What you do, and for whom", "accounts:organisations", "See"),
    ]


def row(key: str, value: str, page: str, action: str) -> dict[str, str]:
    """Return one row that leads somewhere."""
    return {"key": key, "value": value, "url": reverse(page), "action": action}
