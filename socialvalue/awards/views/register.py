"""Pages that anybody may read: the register, and whether a certificate is genuine."""

import json
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from socialvalue.awards.forms import register as forms
from socialvalue.awards.presenters import register as presenters
from socialvalue.awards.queries import register as queries
from socialvalue.calculations.awards.certificates import NotAnIdentifier, read
from socialvalue.core import exports, limits, responses
from socialvalue.core.access import EVERYONE, Allowed
from socialvalue.places.queries import nested_areas_for

AWARDS_A_PAGE = 25
JSON = "application/json"
GUESS = "awards.verify"


class Looked(Allowed):
    """Awards on the register that somebody looks for, as the address says."""

    may_use = EVERYONE

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Read what is looked for."""
        super().setup(request, *args, **kwargs)
        self.form = forms.RegisterForm(request.GET or None)
        self.asked = self.form.asked
        self.today = timezone.localdate()
        self.found = queries.registered(self.asked, on=self.today)

    @property
    def query(self) -> str:
        """What comes after the question mark to look for the same."""
        given = self.form.cleaned_data if self.form.is_bound else {}
        return urlencode({name: value for name, value in given.items() if value})


class Register(Looked, TemplateView):
    """Who holds what: a page of the list, and the map."""

    template_name = "socialvalue/awards/register.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the page, and the map of all that is found."""
        page = Paginator(self.found, AWARDS_A_PAGE).get_page(self.request.GET.get("page"))
        places = presenters.place_names(page.object_list)
        inside, wider = queries.by_authority(queries.by_place(self.found))
        return super().get_context_data(
            search=self.form,
            page=page,
            query=f"{self.query}&" if self.query else "",
            file_query=self.query,
            columns=presenters.COLUMNS,
            rows=presenters.rows_of(page.object_list, on=self.today, places=places),
            count=presenters.AWARDS.exact(page.paginator.count),
            drawn=presenters.map_of(inside, wider) if page.paginator.count else None,
            today=self.today,
            authority=self.form.authority,
            around=self.around(),
            **kwargs,
        )

    def around(self) -> list[tuple[str, str]]:
        """Return where to look next who finds nobody at a postcode: the areas around it in which
        there is any award, each with its address.
        """
        if self.form.authority is None or self.found.exists():
            return []
        has_any = dict(queries.places_of_register())
        wider = [area for area in nested_areas_for(self.form.authority) if area.code in has_any]
        given = {name: value for name, value in self.form.cleaned_data.items() if value}
        given.pop("postcode")
        return [(area.name, urlencode(given | {"place": area.code})) for area in wider]


class RegisterCsv(Looked, View):
    """The same list as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        """Send it."""
        awards = list(self.found)
        rows = presenters.csv_rows(awards, on=self.today, places=presenters.place_names(awards))
        return responses.download(
            exports.csv_bytes(presenters.CSV_HEADINGS, rows),
            name=exports.file_name(f"register of awards {self.today}", ending="csv"),
            content_type=responses.CSV,
        )


class RegisterJson(Looked, View):
    """The same list for other programs."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        """Send it."""
        awards = list(self.found)
        document = presenters.as_json(
            awards,
            on=self.today,
            places=presenters.place_names(awards),
            site=request.build_absolute_uri(reverse("awards:verify")),
        )
        return responses.download(
            json.dumps(document, ensure_ascii=False, indent=1).encode(),
            name=exports.file_name(f"register of awards {self.today}", ending="json"),
            content_type=JSON,
        )


class Verify(Allowed, FormView):
    """Type the identifier of a certificate."""

    may_use = EVERYONE
    form_class = forms.VerifyForm
    template_name = "socialvalue/awards/verify.html"

    def form_valid(self, form: forms.VerifyForm) -> HttpResponse:
        """Show what the certificate is."""
        return redirect("awards:verified", form.cleaned_data["identifier"])


class Verified(Allowed, TemplateView):
    """Whether a certificate is genuine, and whether the award is in force today."""

    may_use = EVERYONE
    template_name = "socialvalue/awards/verified.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the certificate."""
        super().setup(request, *args, **kwargs)
        self.award, self.slip = None, ""
        try:
            self.award = queries.certificate_shown(read(kwargs["certificate"]))
        except NotAnIdentifier as slip:
            self.slip = str(slip)

    def instead(self) -> HttpResponseBase | None:
        """Stop who guesses, and say what is wrong with an identifier that is of nothing."""
        if self.award is not None:
            return None
        if limits.is_too_often(self.request, what=GUESS):
            return render(self.request, "socialvalue/awards/too_often.html", status=429)
        typed = self.kwargs["certificate"][: forms.LONGEST_TYPED]
        told = {"slip": self.slip, "typed": typed, "form": forms.VerifyForm({"identifier": typed})}
        return render(self.request, "socialvalue/awards/not_verified.html", told, status=404)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add what anybody may know of it."""
        return super().get_context_data(
            verified=presenters.verified(
                self.award,
                on=timezone.localdate(),
                is_named=queries.is_shown_by_name(self.award),
            ),
            today=timezone.localdate(),
            **kwargs,
        )
