"""The shapes of answers about bids."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from socialvalue.core.forms import DateTimeField, Form, MoneyField, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Submit, Width


class BidForm(Form):
    """Who bids, at what price, and when the bid came in; of a change also why.

    A price of nought is asked about: it may be meant, and is more often a slip.
    """

    edits = forms.IntegerField(widget=forms.HiddenInput, required=False)
    bidder_name = forms.CharField(
        label="Bidder",
        max_length=200,
        help_text="The name as it stands in the bid",
        error_messages={
            "required": "Enter the bidder's name",
            "max_length": "The bidder's name must be 200 characters or fewer",
        },
    )
    lot = forms.ChoiceField(label="Lot")
    price_pence = MoneyField(label="Price", called="the price", help_text="For the whole contract")
    price_is_nought = forms.BooleanField(label="This bid's price is nought", required=False)
    submitted = DateTimeField(
        label="When the bid came in",
        called="the time the bid came in",
        help_text="By the clock of the system that received it, for example 27 3 2027 and 11:42",
    )

    reason = TextField(
        label="Why does the bid change?",
        max_characters=2000,
        called="why the bid changes",
        help_text="What it was before, what it is now and this reason stay in the tender's record",
    )

    def __init__(
        self,
        *args: Any,
        lots: list[tuple[str, str]],
        basis: str,
        back: str,
        is_change: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lot"].choices = lots
        self["price_pence"].label = f"Price, {basis}"
        if not is_change:
            del self.fields["reason"]
        nought = [Field.checkbox("price_is_nought", small=True)] if self.asks_about_nought else []
        if len(lots) == 1:
            self.fields["lot"].widget = forms.HiddenInput()
            self.fields["lot"].initial = lots[0][0]
        self.helper.layout = Layout(
            "edits",
            Field.text("bidder_name", width=Width.FULL),
            "lot",
            Field.text("price_pence", width=Width.CHARACTERS_10),
            *nought,
            Field.date("submitted"),
            *([Field.textarea("reason", rows=3)] if is_change else []),
            ButtonGroup(Submit("save", "Save bid"), Link("Cancel", href=back)),
        )

    @property
    def asks_about_nought(self) -> bool:
        """Whether the price in the form is nought."""
        price = self["price_pence"]
        try:
            return price.field.clean(price.value()) == 0
        except ValidationError:
            return False

    def clean(self) -> dict[str, Any]:
        """A price of nought is confirmed."""
        answers = super().clean()
        if answers.get("price_pence") == 0 and not answers.get("price_is_nought"):
            self.add_error(
                "price_is_nought",
                "This bid's price is nought. Tick to confirm, or enter the price",
            )
        return answers


class WithdrawForm(Form):
    """Why a bid is taken out."""

    reason = TextField(
        label="Why is this bid withdrawn?", max_characters=2000, called="why the bid is withdrawn"
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("reason", rows=4),
            ButtonGroup(
                Submit("save", "Withdraw bid", kind="warning"), Link("Keep the bid", href=back)
            ),
        )
