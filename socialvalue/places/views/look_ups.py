"""What this installation has loaded of places, and one authority close up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView, View

from socialvalue.core import exports, responses
from socialvalue.core.access import SIGNED_IN, Allowed
from socialvalue.places import presenters, queries
from socialvalue.places.forms import CloseUpForm


class LookUps(Allowed, TemplateView):
    """Which postcode directory, indices, boundaries, names and prices are loaded, and which not."""

    may_use = SIGNED_IN
    template_name = "socialvalue/places/look_ups.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Tell each with its source, vintage, rows, day and hash, and how what is missing comes."""
        return super().get_context_data(groups=presenters.look_ups(), **kwargs)


class OfAnAuthority(Allowed):
    """The authority and the index that the address asks for."""

    may_use = SIGNED_IN

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Read the question; without one, offer the organisation's own place."""
        super().setup(request, *args, **kwargs)
        self.authorities = queries.authorities_of_today()
        self.indices = {index.code: index for index in reversed(queries.indices_in_use())}
        asked = request.GET if "authority" in request.GET else None
        own = request.organisation.place_code if getattr(request, "organisation", None) else ""
        self.form = CloseUpForm(
            asked,
            authorities=sorted(
                ((code, area.name) for code, area in self.authorities.items()),
                key=lambda pair: pair[1],
            ),
            indices=list(self.indices.values()),
            initial={"authority": own},
        )
        self.asked = self.form.cleaned_data if asked and self.form.is_valid() else {}

    def close_up(self) -> dict[str, object]:
        """Return the map and table of what was asked."""
        return presenters.deprivation_map(
            self.authorities[self.asked["authority"]], index=self.indices[self.asked["index"]]
        )


class Deprivation(OfAnAuthority, TemplateView):
    """How deprived the small areas of one authority are, on a map and in a table."""

    template_name = "socialvalue/places/deprivation.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Draw what was asked for."""
        return super().get_context_data(
            form=self.form,
            has_indices=bool(self.indices),
            map=self.close_up() if self.asked else None,
            index=self.indices.get(self.asked.get("index", "")),
            query=self.request.GET.urlencode(),
            **kwargs,
        )


class DeprivationCsv(OfAnAuthority, View):
    """The same table as a file."""

    def instead(self) -> HttpResponse | None:
        """Lead a question that cannot be answered to the page, which says what is wrong with it."""
        if self.asked:
            return None
        query = self.request.GET.urlencode()
        return redirect(reverse("look_ups:deprivation") + (f"?{query}" if query else ""))

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        found = self.close_up()
        return responses.download(
            exports.csv_bytes(found["columns"], found["rows"]),
            name=exports.file_name(found["title"], ending="csv"),
            content_type=responses.CSV,
        )
