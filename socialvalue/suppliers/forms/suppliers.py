"""Correcting what is known of a supplier."""

import re

from django import forms
from django.core.exceptions import ValidationError

from socialvalue.core.forms import Form
from socialvalue.core.layout import Field, Fieldset, Layout, Size, Submit, Width
from socialvalue.suppliers.actions import seen_of
from socialvalue.suppliers.models import KINDS, SIZES, Supplier

_COMPANY = re.compile(r"[A-Z0-9]{2}[0-9]{6}")
_CHARITY = re.compile(r"SC[0-9]{6}|[0-9]{6,8}")
_SIC = re.compile(r"[0-9]{4,5}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_POSTCODE = re.compile(r"[A-Z0-9 ]{2,20}")


class EditForm(Form):
    """What a person says of a supplier, and why."""

    name = forms.CharField(label="Name", max_length=500)
    is_individual = forms.BooleanField(
        label="An individual",
        required=False,
        help_text="A person or a sole trader: not named in exports, reports and shared pages",
    )
    kind = forms.ChoiceField(label="Kind", choices=KINDS)
    size = forms.ChoiceField(label="Size", choices=SIZES)
    sic = forms.CharField(
        label="SIC 2007", required=False, max_length=5, help_text="Four or five digits"
    )
    registered_postcode = forms.CharField(
        label="Registered postcode", required=False, max_length=20
    )
    delivery_postcode = forms.CharField(
        label="Delivery postcode",
        required=False,
        max_length=20,
        help_text="Where the work is done, or the branch is",
    )
    country = forms.CharField(label="Country", max_length=2, help_text="Two letters, such as GB")
    company_number = forms.CharField(
        label="Company number",
        required=False,
        max_length=8,
        help_text="Leave it empty if it is no company of the register",
    )
    charity_number = forms.CharField(label="Charity number", required=False, max_length=10)
    reason = forms.CharField(
        label="Why do you change this?", max_length=500, help_text="Kept in the record"
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: object, supplier: Supplier, **kwargs: object) -> None:
        """Begin with what is known."""
        kwargs["initial"] = {name: getattr(supplier, name) for name in EDITED}
        kwargs["initial"]["seen"] = seen_of(supplier)
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "name",
            Field.checkbox("is_individual"),
            Fieldset(
                "kind", "size", Field("sic", width=Width.CHARACTERS_5),
                legend="What it is", size=Size.MEDIUM,
            ),
            Fieldset(
                Field("registered_postcode", width=Width.CHARACTERS_10),
                Field("delivery_postcode", width=Width.CHARACTERS_10),
                Field("country", width=Width.CHARACTERS_3),
                legend="Where it is", size=Size.MEDIUM,
            ),
            Fieldset(
                Field("company_number", width=Width.CHARACTERS_10),
                Field("charity_number", width=Width.CHARACTERS_10),
                legend="Registers", size=Size.MEDIUM,
            ),
            "reason",
            "seen",
            Submit("save", "Save"),
        )  # fmt: skip

    def clean_name(self) -> str:
        """Squeeze spaces."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_sic(self) -> str:
        """Take a class of SIC 2007."""
        return self.like("sic", _SIC, "SIC 2007 must be four or five digits, like 41201")

    def clean_registered_postcode(self) -> str:
        """Take a postcode of any country."""
        words = "Registered postcode must be letters and digits, like PR1 2RL"
        return self.like("registered_postcode", _POSTCODE, words)

    def clean_delivery_postcode(self) -> str:
        """Take a postcode of any country."""
        words = "Delivery postcode must be letters and digits, like PR1 2RL"
        return self.like("delivery_postcode", _POSTCODE, words)

    def clean_country(self) -> str:
        """Take a code of ISO 3166."""
        code = self.like("country", _COUNTRY, "Country must be two letters, like GB or IE")
        if code == "UK":
            raise ValidationError("The code of the United Kingdom is GB")
        return code

    def clean_company_number(self) -> str:
        """Take a number of Companies House; noughts in front may be left out."""
        number = self.cleaned_data["company_number"].strip().upper()
        if number.isdigit() and number.isascii():
            number = number.rjust(8, "0")
        if number and not _COMPANY.fullmatch(number):
            raise ValidationError("Company number must be eight characters, like 01234567")
        return number

    def clean_charity_number(self) -> str:
        """Take a number of the Charity Commission or of OSCR."""
        words = "Charity number must be six to eight digits, like 1012345, or like SC012345"
        return self.like("charity_number", _CHARITY, words)

    def like(self, name: str, pattern: re.Pattern[str], words: str) -> str:
        """Return an answer in capitals, or say how it should be. Empty is allowed."""
        answer = self.cleaned_data[name].strip().upper()
        if answer and not pattern.fullmatch(answer):
            raise ValidationError(words)
        return answer


EDITED = [name for name in EditForm.base_fields if name not in ("reason", "seen")]
