"""A tender in scoring, and two ways to save a draft of a score through the whole site."""

import re
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django.utils import timezone

from procurement.evaluation.models import IndividualDraft
from tests.factories.evaluation import IndividualDraftFactory
from tests.factories.panels import REASON, Panelled

BACKEND = "django.contrib.auth.backends.ModelBackend"
TOKEN = "a" * 32
SAVED = re.compile(rb'name="version" value="(\d+)"')


def minimal(request: HttpRequest, draft_pk: object) -> HttpResponse:
    """Save the draft if the version is the one that was read: nothing else is asked."""
    version = int(request.POST["version"])
    with transaction.atomic():
        saved = IndividualDraft.objects.filter(pk=draft_pk, version=version).update(
            version=version + 1,
            points=request.POST["points"],
            comment=request.POST["comment"],
            saved_at=timezone.now(),
            saved_by=str(request.user),
        )
    return HttpResponse("saved", status=200 if saved else 409)


urlpatterns = [path("<uuid:draft_pk>/", minimal)]


class Site:
    """The site with a draft of a score in it."""

    def __init__(self) -> None:
        made = Panelled(bids=3)
        self.draft = IndividualDraftFactory(
            member=made.e1, bid=made.bids[0], criterion=made.criteria[0], version=1
        )
        browser = Client()
        browser.force_login(made.users["E1"], backend=BACKEND)
        self.cookies = {
            settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.CSRF_COOKIE_NAME: TOKEN,
        }
        keys = [made.tender.pk, made.bids[0].pk, made.criteria[0].pk]
        self.page = reverse("evaluation:save_draft", args=keys)
        self.handler = BaseHandler()
        self.handler.load_middleware()
        self.version, self.count = 1, 0

    def autosave(self) -> None:
        """Save as the page does by itself."""
        response = self._send(self.page)
        assert response.status_code == 200, response.status_code
        self.version = int(SAVED.search(response.content)[1])

    def minimal_save(self) -> None:
        """Save with one UPDATE."""
        response = self._send(f"/{self.draft.pk}/", urlconf=__name__)
        assert response.status_code == 200, response.status_code
        self.version += 1

    def _send(self, address: str, *, urlconf: str = "") -> HttpResponse:
        """Send the form with words of its own, and return the answer."""
        self.count += 1
        said = {"version": self.version, "points": "3", "comment": f"{REASON} {self.count}"}
        request = RequestFactory().generic(
            "POST", address, urlencode(said), "application/x-www-form-urlencoded",
            HTTP_X_CSRFTOKEN=TOKEN,
        )  # fmt: skip
        request.COOKIES.update(self.cookies)
        if urlconf:
            request.urlconf = urlconf
        return self.handler.get_response(request)
