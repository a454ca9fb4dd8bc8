"""The facts of a tender, for asking which rules bind it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from socialvalue.accounts.models import OrganisationKind
from socialvalue.calculations.weight_rules import words
from socialvalue.core.forms import DateField, Form, MoneyField, PercentageField, WholeNumberField
from socialvalue.core.layout import Columns, Details, Field, Layout, Submit, Width

Choices = Sequence[tuple[str, str]]

KIND_NAMES = dict(OrganisationKind.choices) | {"utility": "Utility", "other": "Another kind"}
BUYER_KINDS = [("", "Select")] + [(code, KIND_NAMES[code]) for code in words.BUYER_KINDS]
NATIONS = [(code, f"{name[:1].upper()}{name[1:]}") for code, name in words.NATIONS.items()]
REGIMES = [(code, f"{name[:1].upper()}{name[1:]}") for code, name in words.REGIMES.items()]
MAIN_CATEGORIES = [(code, name.capitalize()) for code, name in words.MAIN_CATEGORIES.items()]
NONE_OF_THESE = ("", "None of these")
THEME_PLACES = [
    ("specification", "In the specification"),
    ("social_value_criterion", "In a social value criterion"),
    ("none", "Nowhere"),
]


class CheckForm(Form):
    """What the rules need to know. The authorities and areas are those that rules name."""

    buyer_kind = forms.ChoiceField(
        label="Kind of buyer",
        choices=BUYER_KINDS,
        error_messages={"required": "Select the kind of buyer"},
    )
    nation = forms.ChoiceField(
        label="Nation",
        choices=NATIONS,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the nation"},
    )
    authority = forms.ChoiceField(label="Is the buyer one of these?", required=False)
    area = forms.ChoiceField(label="Does the buyer serve one of these areas?", required=False)
    regime = forms.ChoiceField(
        label="What is it bought under?",
        choices=REGIMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what it is bought under"},
    )
    main_category = forms.ChoiceField(
        label="Mainly", choices=MAIN_CATEGORIES, widget=forms.RadioSelect,
        error_messages={"required": "Select whether it is mainly goods, services or works"},
    )  # fmt: skip
    categories = forms.MultipleChoiceField(
        label="Is it one of these?", required=False, widget=forms.CheckboxSelectMultiple
    )
    excluding_vat = MoneyField(
        label="Estimated value excluding VAT", called="the estimated value excluding VAT"
    )
    including_vat = MoneyField(
        label="Estimated value including VAT", called="the estimated value including VAT"
    )
    commenced_on = DateField(
        label="When does the procurement commence?",
        called="the day the procurement commences",
        help_text="The day of the tender notice, for example 1 6 2026: it decides which rules hold",
    )
    weight = PercentageField(
        label="Weight of social value", required=False, help_text="Leave empty if not decided"
    )
    measures = WholeNumberField(label="Number of social value measures", required=False)
    skills = WholeNumberField(label="Of these, on employment and skills", required=False)
    split = forms.CharField(
        label="Split of quantitative and qualitative marks",
        required=False,
        max_length=20,
        help_text="For example 50/50",
    )
    theme = forms.MultipleChoiceField(
        label="Where is the climate theme?",
        choices=THEME_PLACES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: object,
        authorities: Choices,
        areas: Choices,
        categories: Choices,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [NONE_OF_THESE, *authorities]
        self.fields["area"].choices = [NONE_OF_THESE, *areas]
        self.fields["categories"].choices = categories
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Field.select("buyer_kind"),
            Field.radios("nation"),
            Field.select("authority"),
            Field.select("area"),
            Field.radios("regime"),
            Field.radios("main_category", inline=True),
            Field.checkboxes("categories", small=True),
            Columns(
                Field.text("excluding_vat", width=Width.CHARACTERS_10),
                Field.text("including_vat", width=Width.CHARACTERS_10),
            ),
            Field.date("commenced_on"),
            Field.text("weight", width=Width.CHARACTERS_5),
            Details(
                Field.text("measures", width=Width.CHARACTERS_3),
                Field.text("skills", width=Width.CHARACTERS_3),
                Field.text("split", width=Width.CHARACTERS_5),
                Field.checkboxes("theme", small=True, exclusive=frozenset({"none"})),
                summary="More about the social value questions, if you have decided",
            ),
            Submit("check", "Check"),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a value that is less with VAT than without."""
        cleaned = super().clean()
        without, with_vat = cleaned.get("excluding_vat"), cleaned.get("including_vat")
        if without is not None and with_vat is not None and with_vat < without:
            self.add_error(
                "including_vat", "The value including VAT must be at least the value excluding VAT"
            )
        return cleaned

    def tender(self) -> dict[str, Any]:
        """Return the facts in the format that the rules are asked in."""
        answers = self.cleaned_data
        theme = answers["theme"]
        return {
            "buyer": {
                "kind": answers["buyer_kind"],
                "code": answers["authority"] or None,
                "area_code": answers["area"] or None,
            },
            "nation": answers["nation"],
            "regime": answers["regime"],
            "main_category": answers["main_category"],
            "categories": answers["categories"],
            "commenced_on": answers["commenced_on"],
            "estimated_value": {
                "excluding_vat": pounds(answers["excluding_vat"]),
                "including_vat": pounds(answers["including_vat"]),
            },
            "section_weights": {"social_value": answers["weight"]},
            "social_value": {
                "measures": answers["measures"],
                "employment_and_skills_measures": answers["skills"],
                "split": answers["split"] or None,
                "climate_theme_in": [place for place in theme if place != "none"]
                if theme
                else None,
            },
        }


def pounds(pence: int) -> Decimal:
    """Return whole pence as exact pounds."""
    return Decimal(pence).scaleb(-2)
