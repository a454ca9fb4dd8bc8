"""The shapes of answers with which an organisation opens itself here."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError

from socialvalue.accounts.forms import JoinForm
from socialvalue.accounts.models import OrganisationKind
from socialvalue.core.forms import Form
from socialvalue.core.layout import Field, Layout, Submit
from socialvalue.places import queries as places

FURTHER_SIGNS = frozenset("‘’“”–—·•£€ßæÆœŒøØđĐłŁþÞðÐ")
"""What names of here have beside letters with or without accents, digits and ASCII signs."""


def name_as_read(typed: str) -> str:
    """Return a name with single blanks, so that two spellings of one name are one.

    Raises ValidationError for signs that look like others, or like nothing: with them a stranger
    could take a name that people read as that of an organisation which is here already.
    """
    name = " ".join(unicodedata.normalize("NFKC", typed).split())
    if not all(sign in FURTHER_SIGNS or _is_plain(sign) for sign in name):
        raise ValidationError(
            "The name has signs that look like others, or that cannot be seen. Type it anew with "
            "the letters a to z, with or without accents"
        )
    return name


def _is_plain(sign: str) -> bool:
    base = unicodedata.normalize("NFKD", sign)[0]
    return base.isascii() and base.isprintable()


class RegistrationForm(Form):
    """An organisation that is new here, and the address of whoever applies for it."""

    name = forms.CharField(
        label="Name of your organisation",
        max_length=200,
        help_text="In full, as it should stand on a certificate",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    kind = forms.ChoiceField(label="What kind of organisation is it?")
    place_code = forms.ChoiceField(
        label="Where is it mainly?",
        help_text=(
            "The council area in which most of its work is done. Choose a county, a region or a "
            "nation only if it works in all of it"
        ),
    )
    email = forms.EmailField(
        label="Your work e-mail address",
        help_text="We send a link to it, so that nobody applies in your name",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address like name@example.org",
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Select the kind"), *OrganisationKind.choices]
        self.fields["kind"].error_messages["required"] = "Select the kind of organisation"
        self.fields["place_code"].choices = [("", "Select an area"), *places.areas_for_choice()]
        self.fields["place_code"].error_messages["required"] = "Select the area"
        self.helper.layout = Layout(
            "name", "kind", "place_code", "email", Submit("save", "Send me the link")
        )

    def clean_name(self) -> str:
        """Return the name as people read it."""
        return name_as_read(self.cleaned_data["name"])


class OpenForm(RegistrationForm):
    """The name once more, for somebody who signs in with the account that they have."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "place_code", "email"):
            del self.fields[name]
        self.helper.layout = Layout("name", Submit("save", "Add the organisation"))


class OpenWithAccountForm(JoinForm):
    """The name once more, and an account for its first person."""

    organisation_name = forms.CharField(label="Name of your organisation", max_length=200)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "organisation_name",
            "name",
            Field.password("password", autocomplete="new-password"),
            Submit("save", "Add the organisation"),
        )

    def clean_organisation_name(self) -> str:
        """Return the name as people read it."""
        return name_as_read(self.cleaned_data["organisation_name"])
