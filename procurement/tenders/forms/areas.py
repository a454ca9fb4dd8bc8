"""Areas for action, policy outcomes, and how sizes of commitments count."""

from typing import Any

from django import forms

from procurement.tenders.forms.weights import EditsForm
from procurement.tenders.models import Quantities
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Submit


class AreasForm(EditsForm):
    """The areas for action that the tender asks about."""

    areas = forms.MultipleChoiceField(
        label="Areas for action",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one area for action"},
    )

    def __init__(self, *args: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = [(code, code) for code in codes]


class ChoicesForm(EditsForm):
    """Which policy outcomes the tender must cover, and how sizes of commitments count."""

    outcomes = forms.MultipleChoiceField(
        label="Policy outcomes that this tender must cover (optional)",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Central government chooses them from its social value model. Others may",
    )
    quantities = forms.ChoiceField(
        label="How do the sizes of commitments count?",
        choices=Quantities.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how the sizes of commitments count"},
    )

    HINTS = {
        Quantities.PLAN_ONLY: (
            "Recommended. Evaluators judge how good and how certain the plan is, as PPN 002 does"
        ),
        Quantities.CAPPED: (
            "Publish for each measure a cap, above which more earns nothing more, and what is "
            "plausible, above which the bidder has to explain"
        ),
        Quantities.RELATIVE: (
            "Not advised. One inflated promise shrinks the difference between all the others"
        ),
    }

    def __init__(
        self, *args: Any, outcomes: list[tuple[str, str]], back: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcomes"].choices = outcomes
        self.helper.layout = Layout(
            "edits",
            Field.radios("quantities", hints={key.value: hint for key, hint in self.HINTS.items()}),
            Field.checkboxes("outcomes", small=True),
            ButtonGroup(Submit("save", "Save and continue"), Link("Cancel", href=back)),
        )
