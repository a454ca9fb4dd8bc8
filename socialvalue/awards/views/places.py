"""Doors to the awards of a place."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from socialvalue.awards.forms import places as forms
from socialvalue.awards.presenters import places as presenters
from socialvalue.awards.presenters import register as register_presenters
from socialvalue.awards.queries import places as queries
from socialvalue.awards.queries.register import by_authority, by_place
from socialvalue.calculations.awards.place import held_by_year, weaknesses
from socialvalue.core import exports, responses
from socialvalue.core.access import EVERYONE, MEMBERS, Allowed
from socialvalue.places.queries import area_of_interest

YEAR = dt.timedelta(days=365)
YEARS = 6


def on_the_register(request: HttpRequest, *, place: str = "") -> HttpResponse | None:
    """Lead whoever is of no organisation to the public register, which lists the same awards.

    The pages of a place also tell where its applicants fall short. That is of organisations that
    never agreed to be named: in bands, but not for anybody to follow from day to day.
    """
    if MEMBERS.admits(request):
        return None
    asked = f"?{urlencode({'place': place})}" if place else ""
    return redirect(reverse("awards:register") + asked)


class ChoosePlace(Allowed, FormView):
    """Choose a place; the organisation's own comes first."""

    may_use = EVERYONE
    form_class = forms.PlaceForm
    template_name = "socialvalue/awards/places.html"

    def instead(self) -> HttpResponse | None:
        """The public has the register."""
        return on_the_register(self.request)

    def get_initial(self) -> dict[str, Any]:
        """Begin with the organisation's own place."""
        return {"place": self.request.organisation.place_code}

    def form_valid(self, form: forms.PlaceForm) -> HttpResponse:
        """Go there."""
        return redirect("awards:place", form.cleaned_data["place"])


class OfPlace(Allowed):
    """A page about the awards of a place."""

    may_use = MEMBERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the place among those of today."""
        super().setup(request, *args, **kwargs)
        self.place = area_of_interest(kwargs["place_code"])
        if self.place is None:
            raise Http404
        self.today = timezone.localdate()
        self.extra_context = {"place": self.place, "today": self.today}

    @cached_property
    def years(self) -> dict[int, tuple[int, int]]:
        """Awards in force and begun, by year."""
        last = self.today.year
        return held_by_year(
            queries.periods_in(self.place.code), years=range(last - YEARS + 1, last + 1)
        )

    @cached_property
    def criteria(self) -> tuple[Any, dict[str, dict[str, str]]]:
        """What is told of each criterion, and the criteria's titles."""
        judged, titles = queries.judged_in(self.place.code)
        return weaknesses(judged), titles


class Place(OfPlace, TemplateView):
    """Who holds what in a place, what ends within a year, what is weak, and the trend."""

    may_use = EVERYONE
    template_name = "socialvalue/awards/place.html"

    def instead(self) -> HttpResponse | None:
        """The public has the register of this place."""
        return on_the_register(self.request, place=self.place.code)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add all four."""
        code, today = self.place.code, self.today
        held = list(queries.shown_in(code, on=today))
        ending = list(queries.ending_in(code, on=today, until=today + YEAR))
        names = register_presenters.place_names(held)
        found, titles = self.criteria
        inside, wider = by_authority(by_place(queries.shown_in(code, on=today)))
        return super().get_context_data(
            cards=presenters.cards(
                len(held), len(ending), len({each.organisation_id for each in held})
            ),
            columns=register_presenters.COLUMNS,
            rows=register_presenters.rows_of(held, on=today, places=names),
            drawn=register_presenters.map_of(inside, wider, focus=self.place) if held else None,
            ending_columns=presenters.ENDING_COLUMNS,
            ending=presenters.ending_rows(ending),
            criteria=presenters.criteria_table(found, titles=titles) if found else None,
            chart=presenters.criteria_chart(
                found, titles=titles, csv_address=reverse("awards:place_csv", args=[code])
            ),
            years=presenters.years_chart(
                self.years, csv_address=reverse("awards:place_years_csv", args=[code])
            ),
            **kwargs,
        )


class CriteriaCsv(OfPlace, View):
    """What is told of each criterion, as a file."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Send it."""
        found, titles = self.criteria
        return responses.download(
            exports.csv_bytes(
                presenters.CRITERIA_HEADINGS, presenters.criteria_csv(found, titles=titles)
            ),
            name=exports.file_name(f"criteria of awards {self.place.name}", ending="csv"),
            content_type=responses.CSV,
        )


class YearsCsv(OfPlace, View):
    """Awards by year, as a file."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Send it."""
        return responses.download(
            exports.csv_bytes(presenters.YEARS_HEADINGS, presenters.years_csv(self.years)),
            name=exports.file_name(f"awards by year {self.place.name}", ending="csv"),
            content_type=responses.CSV,
        )
