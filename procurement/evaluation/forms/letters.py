"""The shapes of what is said about letters, the standstill, objections and the award."""

from collections.abc import Iterable
from typing import Any

from django import forms

from procurement.bids.models import Bidder
from procurement.evaluation.models import Representation, SupplierContact
from procurement.tenders import standstill_rules
from socialvalue.core.forms import DateField, Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Fieldset, Layout, Link, Size, Submit


class ContactsForm(Form):
    """Where each bidder is written to, and its unique identifier."""

    def __init__(
        self,
        *args: Any,
        bidders: Iterable[Bidder],
        contacts: dict[Any, SupplierContact],
        back: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bidders = list(bidders)
        groups = [
            self._group(number, bidder, contacts.get(bidder.pk))
            for number, bidder in enumerate(self.bidders)
        ]
        self.helper.layout = Layout(
            *groups, ButtonGroup(Submit("save", "Save"), Link("Cancel", href=back))
        )

    def _group(self, number: int, bidder: Bidder, known: SupplierContact | None) -> Fieldset:
        """Ask about one bidder, and return the questions."""
        names = [f"{part}_{number}" for part in ("postal_address", "email", "identifier")]
        self.fields[names[0]] = forms.CharField(
            label="Postal address",
            max_length=1000,
            required=False,
            widget=forms.Textarea,
            initial=known.postal_address if known else "",
        )
        self.fields[names[1]] = forms.EmailField(
            label="E-mail address",
            required=False,
            initial=known.email if known else "",
            error_messages={
                "invalid": f"Enter the e-mail address of {bidder.name} like name@example.org"
            },
        )
        self.fields[names[2]] = forms.CharField(
            label="Unique identifier",
            max_length=100,
            required=False,
            help_text="As registered on the central digital platform, or a company number",
            initial=known.identifier if known else "",
        )
        return Fieldset(
            Field.textarea(names[0], rows=4),
            Field.text(names[1]),
            Field.text(names[2]),
            legend=bidder.name,
            size=Size.MEDIUM,
        )

    def answers(self) -> dict[Any, dict[str, str]]:
        """Return what was said of each bidder, by its key."""
        return {
            bidder.pk: {
                part: self.cleaned_data[f"{part}_{number}"]
                for part in ("postal_address", "email", "identifier")
            }
            for number, bidder in enumerate(self.bidders)
        }


class WithholdForm(Form):
    """Other words than the reason for a winner's score, for other suppliers."""

    instead = TextField(
        label="What other suppliers read instead",
        max_characters=2000,
        called="what other suppliers read",
        help_text="Tell as much of the reason as you can without the sensitive part",
    )
    because = TextField(
        label="Why it is held back",
        max_characters=2000,
        called="why it is held back",
        help_text="For your record: which part is sensitive commercial information, and why",
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("instead", rows=5),
            Field.textarea("because", rows=3),
            ButtonGroup(Submit("save", "Hold the reason back"), Link("Cancel", href=back)),
        )


class WordingForm(Form):
    """An organisation's own wording of a kind of letter."""

    subject = forms.CharField(
        label="Subject", max_length=200, error_messages={"required": "Enter the subject"}
    )
    text = TextField(label="Text", max_characters=20_000, called="the text of the letter")

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.text("subject"),
            Field.textarea("text", rows=25),
            ButtonGroup(
                Submit("save", "Save this wording"),
                Submit("preview", "Preview", kind="secondary"),
                Link("Cancel", href=back),
            ),
        )


class AskLettersForm(Form):
    """Make all letters; with a reason once letters went out."""

    because = forms.CharField(
        label="Why letters are issued again",
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["because"]
        fields = [Field.textarea("because", rows=3)] if again else []
        self.helper.layout = Layout(*fields, Submit("ask", "Make all letters"))


class NoticeForm(Form):
    """The notice that starts the standstill period: planned, or published."""

    is_published = forms.ChoiceField(
        label="Is the notice published?",
        choices=[
            ("no", "Not yet: plan the standstill for a day"),
            ("yes", "Yes: it is published"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the notice is published"},
    )
    notice_on = DateField(label="Day of the notice", called="the day of the notice")
    notice_reference = forms.CharField(
        label="Its number or address on the platform",
        max_length=300,
        required=False,
        help_text="For a notice that is published",
    )
    calendar = forms.ChoiceField(
        label="Whose bank holidays are not counted?",
        choices=list(standstill_rules.CALENDAR_WORDS.items()),
        widget=forms.RadioSelect,
        help_text="Whether a holiday in one part of the UK counts everywhere is not confirmed. "
        "The holidays of all parts give a later, safer end.",
        error_messages={"required": "Select whose bank holidays are not counted"},
    )
    because = forms.CharField(
        label="Why it is corrected", max_length=2000, required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, back: str, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["because"]
        fields = [Field.textarea("because", rows=3)] if again else []
        self.helper.layout = Layout(
            Field.radios("is_published"),
            Field.date("notice_on"),
            Field.text("notice_reference"),
            Field.radios("calendar"),
            *fields,
            ButtonGroup(Submit("save", "Save"), Link("Cancel", href=back)),
        )

    def clean(self) -> dict[str, Any]:
        """A published notice has a reference."""
        answers = super().clean()
        if answers.get("is_published") == "yes" and not answers.get("notice_reference"):
            self.add_error("notice_reference", "Enter the number or address of the notice")
        return answers


class RepresentationForm(Form):
    """What a supplier has put forward against the decision."""

    supplier = forms.CharField(
        label="Supplier",
        max_length=200,
        error_messages={"required": "Enter the name of the supplier"},
    )
    received_on = DateField(label="When it was received", called="the day it was received")
    words = TextField(
        label="What it says, in short", max_characters=4000, called="what the supplier says"
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.text("supplier"),
            Field.date("received_on"),
            Field.textarea("words", rows=5),
            ButtonGroup(Submit("save", "Record it"), Link("Cancel", href=back)),
        )


class DecideRepresentationForm(Form):
    """What was decided after hearing a supplier."""

    decision = forms.ChoiceField(
        label="What was decided?",
        choices=Representation.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what was decided"},
    )
    reason = TextField(label="Reason", max_characters=4000, called="the reason")
    told_on = DateField(label="When the supplier was told", called="the day the supplier was told")

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.radios("decision"),
            Field.textarea("reason", rows=5),
            Field.date("told_on"),
            ButtonGroup(Submit("save", "Record the decision"), Link("Cancel", href=back)),
        )
