"""The shapes of answers about bids."""

from typing import Any

from django import forms

from socialvalue.core.forms import DateTimeField, Form, MoneyField, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Submit, Width


class BidForm(Form):
    """Who bids, at what price, and when the bid came in."""

    edits = forms.IntegerField(widget=forms.HiddenInput, required=False)
    bidder_name = forms.CharField(
        label="Bidder", max_length=200, help_text="The name as it stands in the bid"
    )
    lot = forms.ChoiceField(label="Lot")
    price_pence = MoneyField(label="Price")
    submitted = DateTimeField(
        label="When the bid came in",
        called="the time the bid came in",
        help_text="By the clock of the system that received it, for example 27 3 2027 and 11:42",
    )

    def __init__(
        self, *args: Any, lots: list[tuple[str, str]], basis: str, back: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lot"].choices = lots
        self.fields["price_pence"].help_text = basis
        if len(lots) == 1:
            self.fields["lot"].widget = forms.HiddenInput()
            self.fields["lot"].initial = lots[0][0]
        self.helper.layout = Layout(
            "edits",
            Field.text("bidder_name", width=Width.FULL),
            "lot",
            Field.text("price_pence", width=Width.CHARACTERS_10),
            Field.date("submitted"),
            ButtonGroup(Submit("save", "Save bid"), Link("Cancel", href=back)),
        )


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
