"""What every page is given: the organisation, the navigation, the banner."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the context that base.html needs."""
    return {
        "service_name": settings.SERVICE_NAME,
        "source_code_url": settings.SOURCE_CODE_URL,
        "is_demonstration": settings.DEMONSTRATION,
        "organisation": getattr(request, "organisation", None),
        "organisations": getattr(request, "organisations", ()),
        "navigation": navigation(request),
    }


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the entries of the service navigation that this person's roles show.

    One is marked: that under whose address, or under one of those that belong to it, the page lies
    most closely.
    """
    held = getattr(request, "roles", frozenset())
    signed_in = getattr(request, "organisation", None) is not None
    entries, closest = [], []
    for text, name, wanted, *more in settings.NAVIGATION:
        if signed_in and (not wanted or held.intersection(wanted)):
            under = [url for url in map(reverse, [name, *more]) if request.path.startswith(url)]
            entries.append({"text": text, "url": reverse(name)})
            closest.append(max(map(len, under), default=0))
    longest = max(closest, default=0)
    return [
        entry | {"active": 0 < length == longest}
        for entry, length in zip(entries, closest, strict=True)
    ]
