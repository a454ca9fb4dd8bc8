"""How often a stranger may try, on pages that need no account."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

TRIES = 30
SECONDS = 600


def is_too_often(request: HttpRequest, *, what: str) -> bool:
    """Count one more try of `what` from this address, and say whether it is one too many.

    `what` names the page ("suppliers.answer"): each is counted apart. The address is the caller's
    own, as far as the proxies of the installation tell it.
    """
    key = f"tries.{what}.{get_adapter(request).get_client_ip(request)}"
    if cache.add(key, 1, SECONDS):
        return False
    try:
        return cache.incr(key) > TRIES
    except ValueError:  # it ran out in this moment
        return False
