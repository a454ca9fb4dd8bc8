"""Doors for people: organisations, roles, invitations."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView, View

from socialvalue.accounts import actions, letters, queries
from socialvalue.accounts.forms import InvitationForm, JoinForm
from socialvalue.accounts.middleware import SESSION_KEY
from socialvalue.accounts.models import Role
from socialvalue.accounts.presenters import account_rows
from socialvalue.core.access import EVERYONE, SIGNED_IN, Allowed, roles

ADMINISTRATORS = roles(Role.ADMINISTRATOR)
NOT_SENT = (
    "The letter could not be sent, so nobody is invited. Try again later, or ask whoever looks "
    "after this installation about its mail server"
)


class Organisations(Allowed, TemplateView):
    """The organisations one belongs to, and what to do without any."""

    may_use = SIGNED_IN
    template_name = "socialvalue/accounts/organisations.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the roles held in each."""
        held = queries.roles_by_organisation(self.request.user)
        rows = [(place, [Role(role).label for role in sorted(has)]) for place, has in held.items()]
        return super().get_context_data(rows=rows, has_chosen=self.request.has_chosen, **kwargs)


class Account(Allowed, TemplateView):
    """What is known of the person, and where to change it."""

    may_use = SIGNED_IN
    template_name = "socialvalue/accounts/account.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add a row for each thing."""
        return super().get_context_data(rows=account_rows(self.request.user), **kwargs)


class SwitchOrganisation(Allowed, View):
    """Act for another of one's organisations."""

    may_use = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remember the choice; another's organisation is not found."""
        chosen = request.POST.get("organisation", "")
        if chosen not in {str(organisation.pk) for organisation in request.organisations}:
            raise Http404
        request.session[SESSION_KEY] = chosen
        return redirect("core:home")


class People(Allowed, TemplateView):
    """Everybody with a role, and the open invitations."""

    may_use = ADMINISTRATORS
    template_name = "socialvalue/accounts/people.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add people and invitations."""
        organisation = self.request.organisation
        return super().get_context_data(
            people=queries.people_of(organisation),
            invitations=organisation.invitations.usable(timezone.now()),
            role_names=dict(Role.choices),
            **kwargs,
        )


class Invite(Allowed, FormView):
    """Invite someone by e-mail."""

    may_use = ADMINISTRATORS
    form_class = InvitationForm
    template_name = "socialvalue/accounts/invite.html"
    extra_context = {"back_text": "Back to people"}

    def get_form_kwargs(self) -> dict[str, object]:
        """Offer the roles that the organisation's people may hold."""
        return {**super().get_form_kwargs(), "open_roles": self.request.organisation.open_roles}

    def form_valid(self, form: InvitationForm) -> HttpResponse:
        """Make the invitation and send its letter."""
        try:
            invitation, secret = actions.invite(
                organisation=self.request.organisation,
                by=self.request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except (actions.OwnRole, actions.InvitedEnough) as refusal:
            form.add_error("email", str(refusal))
            return self.form_invalid(form)
        link = self.request.build_absolute_uri(reverse("accounts:join", args=[secret]))
        try:
            letters.send_invitation(invitation=invitation, link=link)
        except OSError:  # the mail server's refusals, and its silence
            actions.withdraw_invitation(
                invitation=invitation, by=self.request.user, at=timezone.now()
            )
            form.add_error(None, NOT_SENT)
            return self.form_invalid(form)
        messages.success(self.request, f"Invitation sent to {invitation.email}")
        return redirect("accounts:people")


class WithdrawInvitation(Allowed, View):
    """Make an invitation useless."""

    may_use = ADMINISTRATORS
    http_method_names = ["post"]

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Find the organisation's own invitation."""
        super().setup(request, *args, **kwargs)
        self.invitation = get_object_or_404(
            request.organisation.invitations, pk=kwargs["invitation_pk"]
        )

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Withdraw it."""
        actions.withdraw_invitation(invitation=self.invitation, by=request.user, at=timezone.now())
        messages.success(request, f"Invitation to {self.invitation.email} withdrawn")
        return redirect("accounts:people")


class EndRole(Allowed, TemplateView):
    """Ask, then take a role away."""

    may_use = ADMINISTRATORS
    template_name = "socialvalue/accounts/end_role.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Find the organisation's own membership."""
        super().setup(request, *args, **kwargs)
        memberships = request.organisation.memberships.current().select_related("user")
        self.membership = get_object_or_404(memberships, pk=kwargs["membership_pk"])
        self.extra_context = {"membership": self.membership}

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """End it, or say why not."""
        try:
            actions.end_role(membership=self.membership, by=request.user, at=timezone.now())
        except (actions.OwnRole, actions.LastAdministrator) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, f"{self.membership.user} is no longer {self.membership.get_role_display()}"
            )
        return redirect("accounts:people")


@method_decorator(sensitive_post_parameters("password"), name="post")
class Join(Allowed, FormView):
    """Where the letter's link leads: make an account, or accept with the one that exists."""

    may_use = EVERYONE
    form_class = JoinForm
    template_name = "socialvalue/accounts/join.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Find the invitation; a used or made-up link says so without saying which."""
        super().setup(request, *args, **kwargs)
        self.invitation = queries.invitation_with(kwargs["secret"], at=timezone.now())
        self.has_account = self.invitation and queries.has_account(self.invitation.email)

    def instead(self) -> HttpResponse | None:
        """Show the page for a link that does not work, with status 404."""
        if self.invitation is not None:
            return None
        return self.response_class(
            self.request, ["socialvalue/accounts/invitation_not_usable.html"], {}, status=404
        )

    def get_form_kwargs(self) -> dict[str, object]:
        """Tell the form whose password it is, so that it is not like the address."""
        return {**super().get_form_kwargs(), "email": self.invitation.email}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Say what the invitation is for, and what stands in its way."""
        return super().get_context_data(
            invitation=self.invitation,
            roles=[Role(role).label for role in self.invitation.roles],
            has_account=self.has_account,
            is_theirs=getattr(self.request.user, "email", None) == self.invitation.email,
            sign_in_url=f"{reverse('account_login')}?next={self.request.path}",
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Accept with the account that is signed in, or make one."""
        if not request.user.is_authenticated and not self.has_account:
            return super().post(request, *args, **kwargs)
        try:
            organisation = actions.accept_invitation(
                secret=kwargs["secret"], user=request.user, at=timezone.now()
            )
        except actions.InvitationNotUsable as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        return self.welcome(organisation)

    def form_valid(self, form: JoinForm) -> HttpResponse:
        """Make the account, sign in, and welcome."""
        try:
            user = actions.join(
                secret=self.kwargs["secret"], at=timezone.now(), **form.cleaned_data
            )
        except actions.InvitationNotUsable as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        login(self.request, user, backend="django.contrib.auth.backends.ModelBackend")
        return self.welcome(self.invitation.organisation)

    def welcome(self, organisation: object) -> HttpResponse:
        """Act for the organisation joined, and say so."""
        self.request.session[SESSION_KEY] = str(organisation.pk)
        messages.success(self.request, f"You have joined {organisation}")
        return redirect("core:home")
