"""What a member shares: choose it, see it, withdraw it; and which suppliers the others are."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from socialvalue.networks import actions, forms, presenters, queries
from socialvalue.networks.models import Share
from socialvalue.networks.views.audiences import OFFICERS, OfNetwork

REFUSALS = (
    actions.NotOfThisPlace,
    actions.NotAMember,
    queries.TooFewToShare,
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
            has_others=bool(queries.other_members(self.seat)),
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
        except actions.PeriodOverlaps as refusal:
            form.add_error("analysis", str(refusal))
            return self.render_to_response(self.get_context_data(form=form, other=refusal.other))
        except REFUSALS as refusal:
            form.add_error("analysis", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "This is what the other members see from now on")
        return redirect("networks:share", self.network.pk, shared.pk)


class Members(OfNetwork, FormView):
    """Say which of the organisation's suppliers each of the other members is."""

    may_use = OFFICERS
    form_class = forms.MembersForm
    template_name = "socialvalue/networks/members.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask about the other members; offer suppliers that they may be."""
        members = queries.other_members(self.seat)
        offered = queries.candidates(self.seat, members)
        chosen = [each.supplier for each in queries.said_of(self.seat) if each.supplier]
        self.suppliers = {str(each.pk): each for each in [*offered, *chosen]}
        choices = [(key, each.name) for key, each in self.suppliers.items()]
        return {**super().get_form_kwargs(), "members": members, "suppliers": choices}

    def get_initial(self) -> dict[str, str]:
        """Begin with what was said."""
        return {
            str(each.member_id): str(each.supplier_id) if each.supplier_id else forms.NONE
            for each in queries.said_of(self.seat)
        }

    def form_valid(self, form: forms.MembersForm) -> HttpResponse:
        """Keep it."""
        said = {member: self.suppliers[key] if key else None for member, key in form.said().items()}
        actions.say_who_members_are(
            seat=self.seat, said=said, by=self.request.user, at=timezone.now()
        )
        messages.success(self.request, "Kept. It counts when you share sums the next time.")
        return redirect("networks:share_sums", self.network.pk)


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
