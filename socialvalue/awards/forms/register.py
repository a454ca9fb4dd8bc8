"""Looking for awards, and typing the identifier of a certificate."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from socialvalue.awards.queries import register as queries
from socialvalue.awards.queries.register import Asked, Order, Which
from socialvalue.calculations.awards.certificates import NotAnIdentifier, read
from socialvalue.calculations.postcodes import Postcode, normal_form
from socialvalue.core.forms import Form
from socialvalue.core.layout import Field, Layout, Submit, Width
from socialvalue.places.models import Area
from socialvalue.places.queries import area_of_interest

WHICH = [
    (Which.IN_FORCE.value, "In force today"),
    (Which.NOT_IN_FORCE.value, "Not in force"),
    (Which.ALL.value, "All"),
]
ORDERS = [
    (Order.HOLDER.value, "Name of the holder"),
    (Order.NEWEST.value, "Newest first"),
    (Order.ENDING.value, "Ending first"),
]
LONGEST_TYPED = 60
LONGEST_POSTCODE = 20


class RegisterForm(Form):
    """What somebody looks for on the register. Empty: every award in force.

    `authority` is the local authority of the postcode, None without one.
    """

    authority: Area | None = None

    name = forms.CharField(label="Name of the holder", required=False, max_length=100)
    scheme = forms.ChoiceField(label="Award", required=False)
    level = forms.ChoiceField(label="Level", required=False)
    postcode = forms.CharField(label="Near a postcode", required=False, max_length=LONGEST_POSTCODE)
    place = forms.ChoiceField(label="Place", required=False)
    which = forms.ChoiceField(label="Status", required=False, choices=WHICH)
    order = forms.ChoiceField(label="Sorted by", required=False, choices=ORDERS)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].choices = [("", "Any"), *queries.schemes_of_register()]
        self.fields["level"].choices = [
            ("", "Any"),
            *((each, each) for each in queries.levels_of_register()),
        ]
        self.fields["place"].choices = [("", "Anywhere"), *self._places()]
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Field.text("name", attributes={"type": "search"}),
            "scheme",
            "level",
            Field.text("postcode", width=Width.CHARACTERS_10),
            "place",
            "which",
            "order",
        )

    def _places(self) -> list[tuple[str, str]]:
        """Return the places with an award, and the one that an address asks for though it has none:
        it is answered that there is none, not with the awards of everywhere.
        """
        places = queries.places_of_register()
        code = self.data.get("place", "")
        asked = area_of_interest(code) if code and code not in dict(places) else None
        return [*places, (asked.code, asked.name)] if asked else places

    def clean_postcode(self) -> str:
        """Return it in its usual form. Raises ValidationError for one that is nowhere."""
        typed = self.cleaned_data["postcode"]
        if not typed:
            return ""
        read_as = normal_form(typed)
        self.authority = (
            queries.authority_of(read_as.code) if isinstance(read_as, Postcode) else None
        )
        if self.authority is None:
            raise ValidationError(
                "Enter a full postcode, like PR1 2RL. This one is not in the table of postcodes"
            )
        return read_as.code

    @property
    def asked(self) -> Asked:
        """What is looked for; what cannot be looked for does not matter.

        A postcode says the place, whatever else was chosen as one.
        """
        self.is_valid()
        given = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
        if given.pop("postcode", "") and self.authority:
            given["place"] = self.authority.code
        return Asked(**given)


class VerifyForm(Form):
    """The identifier of a certificate, as somebody types it."""

    identifier = forms.CharField(
        label="Identifier of the certificate",
        max_length=LONGEST_TYPED,
        help_text="14 letters and digits, such as 7K2M-9QXT-4B8D-SN. Hyphens, spaces and capital "
        "letters do not matter.",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_action = reverse("awards:verify")
        self.helper.layout = Layout(
            Field.text("identifier", width=Width.CHARACTERS_20), Submit("check", "Check")
        )

    def clean_identifier(self) -> str:
        """Return it as it is printed. Raises ValidationError for a slip in typing."""
        try:
            return read(self.cleaned_data["identifier"])
        except NotAnIdentifier as slip:
            raise ValidationError(str(slip)) from None
