"""Pages that anyone may read: the front page and what the footer links to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from .access import EVERYONE, Allowed


class Home(Allowed, TemplateView):
    """What the tool does, for those who have not signed in; the others go to their first page."""

    template_name = "core/home.html"
    may_use = EVERYONE

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Answer with the front page, or send on to the person's first page."""
        if request.user.is_authenticated:
            return redirect(request.home_url or "accounts:organisations")
        return super().get(request, *args, **kwargs)


class Accessibility(Allowed, TemplateView):
    """The accessibility statement that public bodies owe (PSBAR 2018)."""

    template_name = "core/accessibility.html"
    may_use = EVERYONE


class Privacy(Allowed, TemplateView):
    """What is kept about people, why and for how long."""

    template_name = "core/privacy.html"
    may_use = EVERYONE


class About(Allowed, TemplateView):
    """Who makes this, and the licences of what is in it."""

    template_name = "core/about.html"
    may_use = EVERYONE
