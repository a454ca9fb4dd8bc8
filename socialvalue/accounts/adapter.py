"""How the sign-in library behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from socialvalue.accounts.models import User


def address_tried(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """Return the address that someone tries to sign in with: wrong passwords are counted by it."""
    given = (credentials or {}).get("email") or request.POST.get("login", "")
    return given.strip().lower()


class AccountAdapter(DefaultAccountAdapter):
    """People join by invitation: nobody opens an account of their own accord."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right",
        "incorrect_code": "Enter the code that is shown now",
        "incorrect_password": "Enter your present password",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False


class SecondStepAdapter(DefaultMFAAdapter):
    """Authenticator apps, passkeys and recovery codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Enter the code that is shown now, or a recovery code not used yet"
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 -- the library's name
        """Return what a new passkey is called until somebody renames it."""
        count = user.authenticator_set.filter(type=type).count()
        return f"Passkey {count + 1}" if count else "Passkey"


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Someone whom the organisation's own sign-in vouches for has an account at once."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Yes: without a role such a person sees nothing."""
        return True
