"""Pages of networks: who belongs, what each shares, and what they know together."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from socialvalue.accounts.models import Role
from socialvalue.core import exports, responses
from socialvalue.core.access import Allowed, roles
from socialvalue.networks import actions, forms, presenters, queries
from socialvalue.networks.models import Seat, Share
from socialvalue.spend import caution

READERS = roles(Role.DATA_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR)
OFFICERS = roles(Role.DATA_OFFICER, Role.ADMINISTRATOR)


class Home(Allowed, TemplateView):
    """The networks of the organisation, and invitations that wait for its answer."""

    may_use = READERS
    template_name = "socialvalue/networks/home.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add both lists."""
        organisation = self.request.organisation
        return super().get_context_data(
            seats=organisation.network_seats.taken().select_related("network__lead"),
            offers=queries.offers_to(organisation),
            may_change=OFFICERS.admits(self.request),
            **kwargs,
        )


class Found(Allowed, FormView):
    """Start a network."""

    may_use = OFFICERS
    form_class = forms.NetworkForm
    template_name = "socialvalue/networks/found.html"

    def get_initial(self) -> dict[str, object]:
        """Propose what the organisation calls its place."""
        organisation = self.request.organisation
        return {
            "place_code": organisation.place_code,
            "wider_place_code": organisation.wider_place_code,
        }

    def form_valid(self, form: forms.NetworkForm) -> HttpResponse:
        """Start it, and show it."""
        network = actions.found_network(
            organisation=self.request.organisation,
            by=self.request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
        return redirect("networks:network", network.pk)


class Answer(Allowed, FormView):
    """Join a network, or decline."""

    may_use = OFFICERS
    form_class = forms.AnswerForm
    template_name = "socialvalue/networks/answer.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the invitation among those to this organisation."""
        super().setup(request, *args, **kwargs)
        offers = queries.offers_to(request.organisation)
        self.seat = get_object_or_404(offers, pk=kwargs["offer_pk"])
        self.extra_context = {"seat": self.seat}

    def form_valid(self, form: forms.AnswerForm) -> HttpResponse:
        """Keep the answer."""
        accept = form.cleaned_data["accept"] == forms.YES
        try:
            actions.answer_offer(
                seat=self.seat,
                organisation=self.request.organisation,
                accept=accept,
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.NothingOffered as refusal:
            messages.info(self.request, str(refusal))
            return redirect("networks:home")
        name = self.seat.network.name
        if not accept:
            messages.success(self.request, f"You have declined to join {name}")
            return redirect("networks:home")
        messages.success(self.request, f"Your organisation belongs to {name}. It shares nothing.")
        return redirect("networks:network", self.seat.network_id)


class OfNetwork(Allowed):
    """A page about a network to which the organisation belongs."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the organisation's own seat in it, and so the network."""
        super().setup(request, *args, **kwargs)
        seats = request.organisation.network_seats.taken().select_related(
            "network__lead", "organisation"
        )
        self.seat: Seat = get_object_or_404(seats, network=kwargs["network_pk"])
        self.network = self.seat.network
        self.extra_context = {"network": self.network, "seat": self.seat}

    @property
    def is_lead(self) -> bool:
        """Whether the organisation leads the network."""
        return self.network.lead_id == self.seat.organisation_id


class OfPeriod(OfNetwork):
    """What the members share of the period that the address asks for."""

    @cached_property
    def period(self) -> queries.Period | None:
        """The period asked for, else the one of which most members share something."""
        periods = queries.periods_of(self.network)
        asked = self.request.GET.get("period", "")
        chosen = [period for period in periods if period.key == asked]
        return next(iter([*chosen, *periods]), None)

    @cached_property
    def shares(self) -> list[Share]:
        """What the members share of it."""
        if self.period is None:
            return []
        shares = queries.standing_shares(self.network)
        return list(shares.filter(start=self.period.start, end=self.period.end))

    @cached_property
    def seats(self) -> list[Seat]:
        """The members, by name."""
        seats = self.network.seats.taken().select_related("organisation")
        return list(seats.order_by("organisation__name"))


class NetworkPage(OfPeriod, TemplateView):
    """What the members know together: the pooled figures first."""

    template_name = "socialvalue/networks/network.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the pool, the members and the categories."""
        pool = queries.pool_of(self.shares)
        split = [share for share in self.shares if share.figures["bands"] is not None]
        return super().get_context_data(
            period=self.period,
            periods=[
                (period.key, presenters.period_words(period))
                for period in queries.periods_of(self.network)
            ],
            period_words=self.period and presenters.period_words(self.period),
            cards=presenters.cards(pool, split) if split else [],
            pooled=len(split),
            members=presenters.member_rows(self.seats, self.shares, pool),
            has_wider=bool(self.network.wider_place_code),
            categories=presenters.category_rows(queries.pooled_categories(self.shares)),
            not_netted=queries.not_netted(self.shares, self.seats),
            offered=self.network.seats.filter(state=Seat.State.OFFERED) if self.is_lead else [],
            is_lead=self.is_lead,
            caution=caution.FOR_PAGES,
            may_change=OFFICERS.admits(self.request),
            **kwargs,
        )


class PooledCsv(OfPeriod, View):
    """What each member shares, all together, and the mean, as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        rows = presenters.csv_rows(self.seats, self.shares, queries.pool_of(self.shares))
        key = self.period.key if self.period else ""
        return responses.download(
            exports.csv_bytes(presenters.CSV_HEADINGS, rows),
            name=exports.file_name(f"{self.network.name} {key}", ending="csv"),
            content_type=responses.CSV,
        )


class SharePage(OfNetwork, TemplateView):
    """The sums that one member shares, and nothing else of it."""

    template_name = "socialvalue/networks/share.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find what is shared among what the network's members share now."""
        super().setup(request, *args, **kwargs)
        shares = queries.standing_shares(self.network)
        self.share: Share = get_object_or_404(shares, pk=kwargs["share_pk"])
        self.extra_context["share"] = self.share

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the tables."""
        period = queries.Period(self.share.start, self.share.end)
        return super().get_context_data(
            shared=presenters.share_page(self.share),
            period_words=presenters.period_words(period),
            is_own=self.share.seat_id == self.seat.pk,
            may_change=OFFICERS.admits(self.request),
            **kwargs,
        )


class Offer(OfNetwork, FormView):
    """Invite an organisation, by its name."""

    may_use = OFFICERS
    form_class = forms.OfferForm
    template_name = "socialvalue/networks/offer.html"

    def is_allowed(self) -> bool:
        """Only the lead invites."""
        return self.is_lead

    def form_valid(self, form: forms.OfferForm) -> HttpResponse:
        """Invite it, whether it is here or not."""
        try:
            actions.offer_seat(
                network=self.network, by=self.request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.SeatOfferedAlready as refusal:
            form.add_error("name", str(refusal))
            return self.form_invalid(form)
        messages.success(
            self.request,
            "The invitation waits. If an organisation of this name uses this installation, its "
            "administrators and data officers see it.",
        )
        return redirect("networks:network", self.network.pk)


class ShareSums(OfNetwork, FormView):
    """Choose what to share: an analysis, and how much of it."""

    may_use = OFFICERS
    form_class = forms.ShareForm
    template_name = "socialvalue/networks/share_sums.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the analyses of the network's areas."""
        self.analyses = {
            str(analysis.pk): analysis for analysis in queries.analyses_to_share(self.seat)
        }
        choices = [
            (key, f"{analysis.title}, asked on {analysis.asked_at:%-d %B %Y}")
            for key, analysis in self.analyses.items()
        ]
        return {**super().get_form_kwargs(), "analyses": choices}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Say what is shared now, and which areas the network has."""
        return super().get_context_data(
            shares=queries.standing_shares(self.network).filter(seat=self.seat),
            areas=queries.area_names(self.network),
            **kwargs,
        )

    def form_valid(self, form: forms.ShareForm) -> HttpResponse:
        """Share it, and show what the others see."""
        try:
            shared = actions.share(
                seat=self.seat,
                analysis=self.analyses[form.cleaned_data["analysis"]],
                level=form.cleaned_data["level"],
                by=self.request.user,
                at=timezone.now(),
            )
        except (actions.NotOfThisPlace, actions.NotAMember, queries.TooFewToShare) as refusal:
            form.add_error("analysis", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "This is what the other members see from now on")
        return redirect("networks:share", self.network.pk, shared.pk)


class Withdraw(SharePage, FormView):
    """Share something no more."""

    may_use = OFFICERS
    form_class = forms.WithdrawForm
    template_name = "socialvalue/networks/withdraw.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find it among what the organisation itself shares."""
        super().setup(request, *args, **kwargs)
        if self.share.seat_id != self.seat.pk:
            raise Http404

    def form_valid(self, form: forms.WithdrawForm) -> HttpResponse:
        """Withdraw it."""
        actions.withdraw_share(share=self.share, by=self.request.user, at=timezone.now())
        messages.success(self.request, "It is shared no more")
        return redirect("networks:network", self.network.pk)


class Leave(OfNetwork, FormView):
    """Leave a network."""

    may_use = OFFICERS
    form_class = forms.LeaveForm
    template_name = "socialvalue/networks/leave.html"

    def form_valid(self, form: forms.LeaveForm) -> HttpResponse:
        """Leave it; what was shared is withdrawn."""
        actions.leave(seat=self.seat, by=self.request.user, at=timezone.now())
        messages.success(self.request, f"Your organisation has left {self.network.name}")
        return redirect("networks:home")


class LocalSuppliers(Allowed, TemplateView):
    """Suppliers of the place that other members pay for a category."""

    may_use = READERS
    template_name = "socialvalue/networks/local_suppliers.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add those of the category that the address names."""
        key = self.request.GET.get("category", "")
        found = queries.paid_by_others(self.request.organisation, category=key)
        return super().get_context_data(
            key=key,
            columns=[
                {"text": "Supplier"},
                {"text": "Paid by"},
                {"text": "Paid", "numeric": True},
            ],
            rows=presenters.recommended_rows(found),
            caution=caution.FOR_PAGES,
            **kwargs,
        )
