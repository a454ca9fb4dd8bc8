"""System checks: what must be true before the site may start."""

from collections.abc import Iterator

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

from socialvalue.core import access

LIBRARY_AUDIENCES = {"everyone": access.EVERYONE, "signed in": access.SIGNED_IN}


def url_patterns(
    resolver: URLResolver | None = None, prefix: str = "", namespace: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Yield every URL of the project: its route, its full name, and its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from url_patterns(pattern, route, inner)
        else:
            yield route, ":".join(filter(None, [namespace, pattern.name])), pattern


def audience_of(route: str, name: str, pattern: URLPattern) -> access.Audience | None:
    """Return who may use a URL: as its view declares, or for a library's page as settings say."""
    declared = access.declared_audience(pattern.callback)
    return declared or LIBRARY_AUDIENCES.get(settings.LIBRARY_PAGES.get(name or route))


@register(Tags.security)
def no_page_answers_before_it_asks(
    app_configs: list[AppConfig] | None, **kwargs: object
) -> list[Error]:
    """Refuse to start with a view that declares an audience and then goes round it."""
    return [
        Error(
            f"The page at /{route} ({name or 'no name'}) answers before it asks who may use it.",
            hint="Put `Allowed` before Django's view, and override `instead`, not `dispatch`.",
            id="core.E002",
        )
        for route, name, pattern in url_patterns()
        if access.declared_audience(pattern.callback) and not access.is_guarded(pattern.callback)
    ]


@register(Tags.security)
def every_page_says_who_may_use_it(
    app_configs: list[AppConfig] | None, **kwargs: object
) -> list[Error]:
    """Refuse to start with a page that declares no audience."""
    return [
        Error(
            f"The page at /{route} ({name or 'no name'}) does not say who may use it.",
            hint="Make its view class `Allowed` and set `may_use` (socialvalue/core/access.py).",
            id="core.E001",
        )
        for route, name, pattern in url_patterns()
        if audience_of(route, name, pattern) is None
    ]
