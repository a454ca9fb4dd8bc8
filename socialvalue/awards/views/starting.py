"""Where applying starts: what is open, and how an organisation that is new here opens itself."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView

from socialvalue.accounts.middleware import SESSION_KEY
from socialvalue.accounts.models import Organisation, Role
from socialvalue.awards import actions, letters, queries
from socialvalue.awards.forms.applying import BeginForm
from socialvalue.awards.forms.registering import OpenForm, OpenWithAccountForm, RegistrationForm
from socialvalue.awards.presenters import applying as presenters
from socialvalue.core import limits
from socialvalue.core.access import EVERYONE, Allowed, roles

WRITERS = roles(Role.APPLICANT)
NOT_SENT = (
    "The letter could not be sent. Try again later, or ask whoever looks after this installation "
    "about its mail server"
)
REFUSALS = (
    actions.SchemeClosed,
    actions.NotEligible,
    actions.StatementsNotConfirmed,
    actions.BegunAlready,
    actions.OwnScheme,
    actions.RenewedAlready,
    actions.TooEarlyToRenew,
)


class Apply(Allowed, TemplateView):
    """The schemes that are open for application."""

    may_use = EVERYONE
    template_name = "socialvalue/awards/apply/open.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add them."""
        schemes = [(each, queries.scheme_of(each.version)) for each in queries.open_schemes()]
        return super().get_context_data(schemes=schemes, **kwargs)


class OfOpenScheme(Allowed):
    """A page about a scheme that is open for application, whoever runs it."""

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find it among those that are open to all."""
        super().setup(request, *args, **kwargs)
        self.running = get_object_or_404(queries.open_schemes(), pk=kwargs["open_running_pk"])
        self.scheme = queries.scheme_of(self.running.version)
        self.extra_context = {"running": self.running, "scheme": self.scheme}


class OpenScheme(OfOpenScheme, TemplateView):
    """What a scheme asks, of whom, and what it gives."""

    may_use = EVERYONE
    template_name = "socialvalue/awards/apply/scheme.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add what an applicant wants to know, and the next step of whoever asks."""
        return super().get_context_data(
            facts=presenters.facts_of_scheme(self.running, self.scheme),
            kinds=presenters.kinds_in_words(self.scheme),
            themes=[(theme, self.scheme.criteria_of(theme.code)) for theme in self.scheme.themes],
            may_begin=WRITERS.admits(self.request),
            is_own=self.running.organisation == self.request.organisation,
            others=queries.run_by_others(self.running),
            **kwargs,
        )


class Begin(OfOpenScheme, FormView):
    """Begin an application."""

    may_use = WRITERS
    form_class = BeginForm
    template_name = "socialvalue/awards/apply/begin.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask for the scheme's statements."""
        return {**super().get_form_kwargs(), "statements": self.scheme.statements}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Say whether the organisation may apply, and what it has under way."""
        organisation = self.request.organisation
        renews = queries.award_to_renew(self.running, organisation)
        return super().get_context_data(
            is_own=queries.is_own_scheme(self.running, organisation),
            others=queries.run_by_others(self.running),
            is_renewed=renews is not None and renews.valid_from > timezone.localdate(),
            may_apply=queries.may_apply(self.scheme, organisation),
            kinds=presenters.kinds_in_words(self.scheme),
            under_way=queries.open_application(self.running, organisation),
            renews=renews,
            renewal_opens=queries.renewal_opens_later(renews, on=timezone.localdate())
            if renews
            else None,
            renewal_words=presenters.renewal_words(renews) if renews else "",
            **kwargs,
        )

    def form_valid(self, form: BeginForm) -> HttpResponse:
        """Begin, and show what is to be done."""
        try:
            application = actions.begin_application(
                running=self.running,
                organisation=self.request.organisation,
                confirmed_statements=tuple(form.statements.values()),
                by=self.request.user,
                at=timezone.now(),
            )
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return redirect("awards:application", application.pk)


class Register(Allowed, FormView):
    """Take the name of an organisation and an address, and write to it.

    The answer is the same whether the address, or the name, is known here or not.
    """

    may_use = EVERYONE
    form_class = RegistrationForm
    template_name = "socialvalue/awards/apply/register.html"

    def instead(self) -> HttpResponseBase | None:
        """Stop who tries too often."""
        if self.request.method == "POST" and limits.is_too_often(
            self.request, what="awards.register"
        ):
            return render(self.request, "socialvalue/awards/apply/too_often.html", status=429)
        return None

    def form_valid(self, form: RegistrationForm) -> HttpResponse:
        """Send the letter, if not too many wait at that address already."""
        asked = actions.ask_to_register(at=timezone.now(), **form.cleaned_data)
        if asked is not None:
            registration, secret = asked
            path = reverse("awards:open_organisation", args=[secret])
            try:
                letters.send_link(
                    registration=registration, link=self.request.build_absolute_uri(path)
                )
            except OSError:  # the mail server's refusals, and its silence
                form.add_error(None, NOT_SENT)
                return self.form_invalid(form)
        return redirect("awards:link_sent")


class LinkSent(Allowed, TemplateView):
    """What to do next: look into the mailbox."""

    may_use = EVERYONE
    template_name = "socialvalue/awards/apply/link_sent.html"


@method_decorator(sensitive_post_parameters("password"), name="post")
class OpenOrganisation(Allowed, FormView):
    """Where the letter's link leads: open the organisation, with a new account or one's own."""

    may_use = EVERYONE
    template_name = "socialvalue/awards/apply/open_organisation.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find what was typed; a used or made-up link says so without saying which."""
        super().setup(request, *args, **kwargs)
        self.registration = queries.registration_with(kwargs["secret"], at=timezone.now())

    def instead(self) -> HttpResponseBase | None:
        """Stop who tries too often; show the page for a link that does not work, with 404."""
        is_known = self.registration is not None
        counts = self.request.method == "POST" or not is_known
        if counts and limits.is_too_often(self.request, what="awards.open"):
            return render(self.request, "socialvalue/awards/apply/too_often.html", status=429)
        if is_known:
            self.has_account = queries.has_account(self.registration.email)
            self.is_theirs = getattr(self.request.user, "email", "") == self.registration.email
            return None
        return render(self.request, "socialvalue/awards/apply/link_not_usable.html", status=404)

    def get_form_class(self) -> type[OpenForm] | type[OpenWithAccountForm]:
        """Ask for a password where there is no account yet."""
        return OpenForm if self.has_account else OpenWithAccountForm

    def get_initial(self) -> dict[str, str]:
        """Repeat the name that was typed."""
        name = "name" if self.has_account else "organisation_name"
        return {name: self.registration.name}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form whose password it is, so that it is not like the address."""
        more = {} if self.has_account else {"email": self.registration.email}
        return {**super().get_form_kwargs(), **more}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Say what stands in the way of whoever is signed in."""
        return super().get_context_data(
            registration=self.registration,
            has_account=self.has_account,
            is_theirs=self.is_theirs,
            sign_in_url=f"{reverse('account_login')}?next={self.request.path}",
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Refuse whoever is signed in as somebody else, or has still to sign in."""
        may_go_on = self.is_theirs if self.has_account else not request.user.is_authenticated
        if not may_go_on:
            return redirect(request.path)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Open it, act for it, and go on to what can be applied for."""
        try:
            organisation = self.open(form)
        except (actions.NameTaken, actions.RegistrationNotUsable) as refusal:
            form.add_error("name" if self.has_account else "organisation_name", str(refusal))
            return self.form_invalid(form)
        self.request.session[SESSION_KEY] = str(organisation.pk)
        messages.success(
            self.request, f"{organisation} is added, and you act for it. Choose what it applies for"
        )
        return redirect("awards:apply")

    def open(self, form: Any) -> Organisation:
        """Open the organisation, and sign its first person in."""
        told = {"secret": self.kwargs["secret"], "at": timezone.now()}
        if self.has_account:
            name = form.cleaned_data["name"]
            return actions.open_for_account(organisation_name=name, user=self.request.user, **told)
        organisation, user = actions.open_with_new_account(**form.cleaned_data, **told)
        login(self.request, user, backend="django.contrib.auth.backends.ModelBackend")
        return organisation
