"""Pages that anyone may read: the front page and what the footer links to."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from .access import EVERYONE, Allowed


class Home(Allowed, TemplateView):
    """What the tool does, for those who have not signed in; the others go to their first page."""

    template_name = "core/home.html"
    may_use = EVERYONE
    extra_context: ClassVar = {
        # The sketch of a result: made-up bidders, and made-up shares that add up to 100.
        "tender_rows": [
            {"label": "Mersey Care Catering CIC", "share": 91, "text": "91.0"},
            {
                "label": "Northern Facilities Ltd",
                "share": 59,
                "text": "59.0",
                "colour": "app-tint-3",
            },
            {
                "label": "Brightline Services plc",
                "share": 41,
                "text": "41.0",
                "colour": "app-tint-3",
            },
        ],
        "spend_rows": [
            {"label": "Our place", "share": 51, "text": "51%", "colour": "app-place-local"},
            {"label": "The region", "share": 19, "text": "19%", "colour": "app-place-wider"},
            {"label": "Rest of the UK", "share": 27, "text": "27%", "colour": "app-place-outside"},
            {"label": "Not known", "share": 3, "text": "3%", "colour": "app-place-unknown"},
        ],
    }

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
