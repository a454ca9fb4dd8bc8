"""An organisation's own weighting rule, as people would say it."""

import datetime as dt
from typing import Any

from django import forms

from socialvalue.calculations.weight_rules import words
from socialvalue.core.forms import DateField, Form, MoneyField, PercentageField, TextField
from socialvalue.core.layout import Field, Fieldset, Layout, Submit, Width

MAX_PLACES = 2
BINDS, ADVISES = "local_policy", "recommendation"
KINDS = [
    (BINDS, "A rule that binds our tenders"),
    (ADVISES, "A recommendation, which does not bind"),
]
CATEGORIES = [("", "All contracts")] + [
    (code, name.capitalize()) for code, name in words.MAIN_CATEGORIES.items()
]


class WeightRuleForm(Form):
    """A percentage, for which contracts and from when it holds, and where it is written down."""

    title = forms.CharField(
        label="Name of the rule",
        max_length=120,
        help_text="For example: 20% from £100,000",
        error_messages={"required": "Enter a name for the rule"},
    )
    kind = forms.ChoiceField(
        label="What is it?",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether the rule binds"},
    )
    percent = PercentageField(label="Lowest weight of social value", max_places=MAX_PLACES)
    main_category = forms.ChoiceField(
        label="Which contracts?", choices=CATEGORIES, required=False, widget=forms.RadioSelect
    )
    at_least = MoneyField(
        label="From which value?",
        called="the value",
        required=False,
        help_text="Excluding VAT. Leave empty for contracts of any value",
    )
    effective_from = DateField(
        label="First day",
        called="the first day",
        help_text="Procurements that commence on or after this day, for example 1 4 2026",
    )
    effective_to = DateField(
        label="Last day", called="the last day", required=False, help_text="Leave empty if open"
    )
    departure_approver = forms.CharField(
        label="Who may approve a departure?",
        required=False,
        max_length=200,
        help_text="In the words of your policy, for example Head of Procurement, in writing",
    )
    source = forms.CharField(
        label="Where is it written down?",
        max_length=300,
        help_text="For example: Social value policy 2026, section 4",
        error_messages={"required": "Enter where the rule is written down"},
    )
    clause = TextField(
        label="What does it say?",
        max_characters=1000,
        help_text="Quote it, or put it in short",
        error_messages={"required": "Enter what the rule says"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "title",
            Field.radios("kind"),
            Field.text("percent", width=Width.CHARACTERS_5),
            Field.radios("main_category"),
            Field.text("at_least", width=Width.CHARACTERS_10),
            Fieldset(
                Field.date("effective_from"), Field.date("effective_to"), legend="When it holds"
            ),
            "departure_approver",
            "source",
            Field.textarea("clause", rows=4),
            Submit("save", "Add the rule"),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        cleaned = super().clean()
        first, last = cleaned.get("effective_from"), cleaned.get("effective_to")
        if first and last and last < first:
            self.add_error("effective_to", "The last day must be the first day or later")
        return cleaned

    def terms(self) -> dict[str, Any]:
        """Return the rule in the format sv-weight-rules/1.0, without its code."""
        answers = self.cleaned_data
        percent = f"{answers['percent']:f}"
        binds = answers["kind"] == BINDS
        return {
            "title": answers["title"],
            "status": answers["kind"],
            "enabled": True,
            "nations": None,
            "area_code": None,
            "buyer_code": None,
            "buyer_kinds": None,
            "regimes": None,
            "only_above_threshold": False,
            "values": self._values(),
            "case_by_case_categories": [],
            "effective_from": answers["effective_from"].isoformat(),
            "mandatory_from": None,
            "effective_to": _day(answers["effective_to"]),
            "dates_confirmed": True,
            "minimum_percent": percent if binds else None,
            "recommended_percent": None if binds else percent,
            "maximum_percent": None,
            "base": "total",
            "requirements": [],
            "departure_approver": answers["departure_approver"] or None,
            "source": answers["source"],
            "clause": answers["clause"],
            "confidence": "high",
            "note": None,
        }

    def _values(self) -> list[dict[str, Any]]:
        """Return the band of values: one, or none for contracts of any kind and value."""
        category, pence = self.cleaned_data["main_category"] or None, self.cleaned_data["at_least"]
        if category is None and pence is None:
            return []
        return [
            {
                "main_category": category,
                "at_least": f"{(pence or 0) // 100}.{(pence or 0) % 100:02}",
                "basis": "excluding_vat",
                "basis_confirmed": True,
            }
        ]


class EndRuleForm(Form):
    """The last day of a rule, and why it ends."""

    last_day = DateField(
        label="Last day",
        called="the last day",
        help_text="The rule is for procurements that commence by this day, for example 31 3 2027",
    )
    reason = TextField(
        label="Why does it end?",
        called="the reason",
        max_characters=500,
        help_text="Kept in the record",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.date("last_day"),
            Field.textarea("reason", rows=3),
            Submit("end", "End the rule", kind="warning"),
        )


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
