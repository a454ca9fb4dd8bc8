"""How the sign-in library behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


def address_tried(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """Return the address that someone tries to sign in with: wrong passwords are counted by it."""
    given = (credentials or {}).get("email") or request.POST.get("login", "")
    return given.strip().lower()


class AccountAdapter(DefaultAccountAdapter):
    """People join by invitation: nobody opens an account of their own accord."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Someone whom the organisation's own sign-in vouches for has an account at once."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Yes: without a role such a person sees nothing."""
        return True
