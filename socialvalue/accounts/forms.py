"""The shapes of answers about people."""

from collections.abc import Iterable

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from socialvalue.accounts.models import Role, User
from socialvalue.core.forms import Form
from socialvalue.core.layout import Field, Layout, Submit

ROLE_HINTS = {
    Role.PROCUREMENT_OFFICER: "Makes tenders, weights, bids and scores, and the matrix you use",
    Role.EVALUATOR: "Reads tenders; scores bids when panels are used",
    Role.MODERATOR: "Reads tenders; leads moderation when panels are used",
    Role.APPROVER: "Reads tenders; confirms what another person proposes",
    Role.DATA_OFFICER: "Loads payments and analyses where they go",
    Role.AWARD_MANAGER: "Runs award schemes: allocates, asks, and proposes decisions",
    Role.AWARD_ASSESSOR: "Judges applications for awards",
    Role.APPLICANT: "Applies for awards, and answers what assessors ask",
    Role.AUDITOR: "Reads everything of the organisation, changes nothing",
    Role.ADMINISTRATOR: "Invites people, gives and ends roles, sets your place",
}


class SignInForm(LoginForm):
    """The sign-in library's form with our words: labels stay in sight, nothing is a placeholder."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        self.fields["login"].error_messages["required"] = "Enter your e-mail address"
        self.fields["password"].error_messages["required"] = "Enter your password"
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class AddPasskeyForm(AddWebAuthnForm):
    """The sign-in library's form with our words."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "So that you can tell it from others, such as: work phone"
        self.fields["passwordless"].label = "Sign in with it alone, without a password"
        self.fields["passwordless"].help_text = "It then always asks for your finger, face or PIN"
        self.fields["credential"].error_messages["required"] = "Your browser made no passkey"


class RolesField(forms.TypedMultipleChoiceField):
    """One or more roles, each with what it lets a person do."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            label="Roles",
            choices=Role.choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Select at least one role"},
            **kwargs,
        )


class InvitationForm(Form):
    """Whom to invite, and for what."""

    submit = "Send invitation"

    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Enter the e-mail address of the person to invite",
            "invalid": "Enter an e-mail address like name@example.org",
        },
    )
    roles = RolesField()

    def __init__(
        self, *args: object, open_roles: Iterable[Role] = tuple(Role), **kwargs: object
    ) -> None:
        """Offer these roles."""
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role.value, role.label) for role in open_roles]
        self.helper.layout = Layout(
            "email",
            Field.checkboxes("roles", hints=ROLE_HINTS),
            Submit("submit", self.submit),
        )


class JoinForm(Form):
    """The name and password of someone who is new here."""

    submit = "Create account and join"

    name = forms.CharField(
        label="Your full name",
        max_length=150,
        help_text="Shown beside what you do, and kept in the record",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your full name"},
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        help_text="At least 12 characters. Three words that only you would put together are good.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )

    def __init__(self, *args: object, email: str = "", **kwargs: object) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Refuse a password that is short, common, or like the person's own name or address."""
        password = self.cleaned_data["password"]
        person = User(email=self.email, name=self.cleaned_data.get("name", ""))
        try:
            password_validation.validate_password(password, person)
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return password
