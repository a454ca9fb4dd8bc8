"""A bid that an officer types in: who, at what price, each answer, each commitment."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from procurement.calculations.commitments import Promise
from procurement.calculations.names import plain_name
from procurement.calculations.responses import Paper, Question, Response, unit_of
from procurement.calculations.responses.layout import (
    DEAREST_PENCE,
    LONGEST_ANSWER,
    LONGEST_EXPLANATION,
    LONGEST_FOR_WHOM,
    LONGEST_MEASURE,
    LONGEST_NAME,
    LONGEST_UNIT,
    LONGEST_WHERE,
)
from socialvalue.core.forms import DateField, ExactDecimalField, Form, MoneyField, TextField
from socialvalue.core.forms.base import say_what_is_too_long
from socialvalue.core.layout import (
    ButtonGroup,
    Columns,
    Details,
    Field,
    Fieldset,
    Layout,
    Link,
    Paragraph,
    Size,
    Submit,
    Width,
)

MOST_INPUTS = 900
"""Inputs on the page: a browser sends each, empty or not, and the site takes a thousand."""

INPUTS_OF_A_COMMITMENT = 9
MOST_ROWS = 5


AMENDED = (
    "The method was amended after you opened this page. Check that every answer still stands "
    "under its question, then check the bid again."
)


def seen(paper: Paper) -> str:
    """Return what tells the questions that are shown from those of another version."""
    return f"{paper.version} {paper.fingerprint}"


def commitment_rows(questions: int) -> int:
    """Return how many commitments can be typed in for each of so many questions: 1 to 5."""
    room = (MOST_INPUTS - questions) // (INPUTS_OF_A_COMMITMENT * max(questions, 1))
    return max(1, min(MOST_ROWS, room))


def promise_fields(question: Question) -> dict[str, forms.Field]:
    """Return the fields of one commitment, by the part of it."""
    listed = "; ".join(
        f"{each.measure} ({each.unit})" if each.unit else each.measure for each in question.measures
    )
    return {
        "measure": forms.CharField(
            label="What will be delivered",
            max_length=LONGEST_MEASURE,
            help_text=f"We asked for: {listed}" if listed else "Such as apprenticeships begun",
            required=False,
        ),
        "quantity": ExactDecimalField(
            label="How many", called="the quantity", required=False, smallest=0
        ),
        "unit": forms.CharField(label="Unit", max_length=LONGEST_UNIT, required=False),
        "due_on": DateField(label="By when", called="the day", required=False),
        "where": forms.CharField(label="Where", max_length=LONGEST_WHERE, required=False),
        "for_whom": forms.CharField(label="For whom", max_length=LONGEST_FOR_WHOM, required=False),
        "explanation": TextField(
            label="How",
            called="how it will be done",
            max_characters=LONGEST_EXPLANATION,
            required=False,
        ),
    }


class TypedBidForm(Form):
    """One bid for one lot. A price of nought is asked about: it is more often a slip than meant."""

    asked = forms.CharField(widget=forms.HiddenInput, required=False)
    bidder_name = forms.CharField(
        label="Bidder",
        max_length=LONGEST_NAME,
        help_text="The name as it stands in the bid",
        error_messages={
            "required": "Enter the bidder's name",
            "max_length": f"The bidder's name must be {LONGEST_NAME} characters or fewer",
        },
    )
    price_pence = MoneyField(
        label="Price", called="the price", help_text="For the whole lot", largest=DEAREST_PENCE
    )
    price_is_nought = forms.BooleanField(label="This bid's price is nought", required=False)

    def __init__(self, *args: Any, paper: Paper, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper
        self.fields["asked"].initial = seen(paper)
        self["price_pence"].label = f"Price, {paper.price_basis}"
        asked = [question for question in paper.questions if question.asks_commitments]
        self.rows = commitment_rows(len(asked))
        parts = [self._ask(number, each) for number, each in enumerate(paper.questions)]
        nought = [Field.checkbox("price_is_nought", small=True)] if self.asks_about_nought else []
        self.helper.layout = Layout(
            "asked",
            Field.text("bidder_name", width=Width.FULL),
            Field.text("price_pence", width=Width.CHARACTERS_10),
            *nought,
            *parts,
            ButtonGroup(Submit("check", "Check the bid"), Link("Cancel", href=back)),
        )

    def _ask(self, number: int, question: Question) -> Fieldset:
        """Add the fields of a question, and return how they are laid out."""
        answer = f"answer_{number}"
        self.fields[answer] = TextField(
            label="Answer",
            required=False,
            max_characters=LONGEST_ANSWER,
            called=f"the answer to {question.code}",
            help_text="As it stands in the bid. Leave empty if the bidder did not answer",
        )
        rows = self.rows if question.asks_commitments else 0
        return Fieldset(
            *([Paragraph(question.question)] if question.question else []),
            Field.textarea(answer, rows=6),
            *(self._promise(number, row, question) for row in range(rows)),
            legend=f"{question.code} {question.title}",
            size=Size.MEDIUM,
        )

    def _promise(self, number: int, row: int, question: Question) -> Details:
        """Add the fields of one commitment, and return how they are laid out."""
        name = f"promise_{number}_{row}_"
        new = promise_fields(question)
        for made in new.values():
            say_what_is_too_long(made.label, made)
        self.fields.update({f"{name}{part}": made for part, made in new.items()})
        filled = self.is_bound and any(self.data.get(f"{name}{part}") for part in new)
        return Details(
            f"{name}measure",
            Columns(
                Field.text(f"{name}quantity", width=Width.CHARACTERS_10),
                Field.text(f"{name}unit", width=Width.CHARACTERS_20),
            ),
            Field.date(f"{name}due_on"),
            f"{name}where",
            f"{name}for_whom",
            Field.textarea(f"{name}explanation", rows=2),
            summary=f"Commitment {row + 1} under {question.code}",
            is_open=filled or row == 0,
        )

    @property
    def asks_about_nought(self) -> bool:
        """Whether the price in the form is nought."""
        price = self["price_pence"]
        try:
            return price.field.clean(price.value()) == 0
        except ValidationError:
            return False

    def clean_bidder_name(self) -> str:
        """The name as it shows; one of which nothing shows is none."""
        field = self.fields["bidder_name"]
        if name := plain_name(self.cleaned_data["bidder_name"]):
            return name
        raise forms.ValidationError(field.error_messages["required"])

    def clean(self) -> dict[str, Any]:
        """A price of nought is confirmed, and answers belong to the questions that were shown."""
        answers = super().clean()
        if answers.get("asked") != seen(self.paper):
            self.add_error(None, AMENDED)
            self.data = self.data.copy()
            self.data["asked"] = seen(self.paper)
        if answers.get("price_pence") == 0 and not answers.get("price_is_nought"):
            self.add_error(
                "price_is_nought",
                "This bid's price is nought. Tick to confirm, or enter the price",
            )
        return answers

    def response(self) -> Response:
        """Return what was typed, once it is valid."""
        typed = self.cleaned_data
        answers = {
            question.code: typed[f"answer_{number}"].strip()
            for number, question in enumerate(self.paper.questions)
        }
        return Response(
            bidder_name=typed["bidder_name"],
            price_pence=typed["price_pence"],
            answers={code: text for code, text in answers.items() if text},
            commitments=tuple(self._promises()),
        )

    def _promises(self) -> Iterator[Promise]:
        """Yield the commitments that were typed."""
        for number, question in enumerate(self.paper.questions):
            for row in range(self.rows if question.asks_commitments else 0):
                name = f"promise_{number}_{row}_"
                typed = {
                    part.removeprefix(name): value
                    for part, value in self.cleaned_data.items()
                    if part.startswith(name)
                }
                unit = typed.pop("unit") or unit_of(question, typed["measure"])
                promise = Promise(criterion=question.code, unit=unit, **typed)
                if promise != Promise(criterion=question.code, measure=""):
                    yield promise
