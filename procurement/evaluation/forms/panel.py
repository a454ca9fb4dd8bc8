"""The shapes of answers about a panel: who sits on it, what they declare, what is decided."""

from collections.abc import Sequence
from typing import Any

from django import forms

from procurement.bids.models import Bidder
from procurement.evaluation.models import Mitigation
from procurement.evaluation.queries.seats import Candidate
from procurement.tenders.models import Lot, Section
from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Submit

NONE = "none"
SECTIONS = [(section.value, section.label) for section in (Section.QUALITY, Section.SOCIAL_VALUE)]
LONGEST = 4000


class ScopeForm(Form):
    """Which sections and lots somebody scores; none ticked stands for all of them."""

    sections = forms.MultipleChoiceField(
        label="Sections they score",
        choices=SECTIONS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Tick none for all of them. A moderator leads on all.",
    )
    lots = forms.MultipleChoiceField(
        label="Lots they score",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Tick none for all of them",
    )
    reason = TextField(
        label="Why does the panel change?",
        called="why the panel changes",
        max_characters=LONGEST,
        help_text="Scoring has begun, so the record says why",
    )

    def __init__(
        self, *args: Any, lots: Sequence[Lot], asks_why: bool, back: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lots"].choices = [(str(lot.pk), f"{lot.code} {lot.title}") for lot in lots]
        self.of_tender = list(lots)
        if len(lots) < 2:  # one lot leaves nothing to choose
            del self.fields["lots"]
        if not asks_why:
            del self.fields["reason"]
        self.helper.layout = Layout(*self.parts(), *self.buttons(back))

    def parts(self) -> list[object]:
        """Return the fields in their order."""
        drawn = {
            "sections": Field.checkboxes("sections", small=True),
            "lots": Field.checkboxes("lots", small=True),
            "reason": Field.textarea("reason", rows=3),
        }
        return [drawn.get(name, name) for name in self.fields]

    def buttons(self, back: str) -> list[object]:
        """Return the buttons."""
        return [ButtonGroup(Submit("save", "Save"), Link("Cancel", href=back))]

    def scope(self) -> dict[str, Any]:
        """Return what was said, in the words of the actions."""
        chosen = set(self.cleaned_data.get("lots", []))
        return {
            "sections": self.cleaned_data["sections"],
            "lots": [lot for lot in self.of_tender if str(lot.pk) in chosen],
            "reason": self.cleaned_data.get("reason", ""),
        }


class AddMemberForm(ScopeForm):
    """Who joins the panel, in which role."""

    person = forms.ChoiceField(
        label="Who joins the panel, and as what?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select who joins the panel"},
    )
    field_order = ("person", "sections", "lots", "reason")

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        self.candidates = {f"{each.user.pk}:{each.role}": each for each in candidates}
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [
            (value, f"{each.user}, {each.role.label.lower()}")
            for value, each in self.candidates.items()
        ]

    def buttons(self, back: str) -> list[object]:
        """Return the buttons."""
        return [ButtonGroup(Submit("save", "Add to the panel"), Link("Cancel", href=back))]

    def chosen(self) -> Candidate:
        """Return who was chosen, and the role."""
        return self.candidates[self.cleaned_data["person"]]


class BecauseForm(Form):
    """Why something is done that leaves a trace: leaving a panel, lifting a recusal."""

    because = TextField(label="Why?", called="why", max_characters=LONGEST)

    def __init__(self, *args: Any, button: str, hint: str, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].help_text = hint
        self.helper.layout = Layout(
            Field.textarea("because", rows=4),
            ButtonGroup(Submit("save", button, kind="warning"), Link("Cancel", href=back)),
        )


class RecuseForm(Form):
    """Which bidder somebody keeps away from, and why."""

    bidder = forms.ChoiceField(
        label="Which bidder do they keep away from?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select the bidder"},
    )
    reason = TextField(
        label="Why?",
        called="why they keep away",
        max_characters=LONGEST,
        help_text="What the interest is. Officers, approvers and auditors read this.",
    )

    def __init__(self, *args: Any, bidders: Sequence[Bidder], back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bidders = {str(bidder.pk): bidder for bidder in bidders}
        self.fields["bidder"].choices = [(key, each.name) for key, each in self.bidders.items()]
        self.helper.layout = Layout(
            Field.radios("bidder"),
            Field.textarea("reason", rows=4),
            ButtonGroup(Submit("save", "Keep them away"), Link("Cancel", href=back)),
        )

    def clean_bidder(self) -> Bidder:
        """The bidder that was chosen."""
        return self.bidders[self.cleaned_data["bidder"]]


class DecideForm(Form):
    """What follows from a declared interest, and why."""

    outcome = forms.ChoiceField(
        label="What follows from it?",
        choices=Mitigation.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what follows"},
    )
    reason = TextField(
        label="Why, and what is done about it",
        called="why, and what is done about it",
        max_characters=LONGEST,
        help_text="Name the steps: who reviews their scores, what they are not told",
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.radios("outcome"),
            Field.textarea("reason", rows=5),
            ButtonGroup(Submit("save", "Record the decision"), Link("Cancel", href=back)),
        )


class ReviewForm(Form):
    """That the conflicts assessment was prepared or looked at again."""

    note = TextField(
        label="What did you look at, and what did you find?",
        called="what you looked at and found",
        max_characters=LONGEST,
        help_text=(
            "Name also who influences a decision without sitting on the panel, such as advisers "
            "and the approver, and any interest of theirs"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("note", rows=4), Submit("save", "Record this review")
        )


class DeclareForm(Form):
    """What somebody declares before bids are opened."""

    has_interest = forms.ChoiceField(
        label="Do you have an interest that could affect this procurement?",
        choices=[("no", "No, none that I know of"), ("yes", "Yes")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you have an interest"},
        help_text=(
            "Personal, professional or financial, direct or indirect; yours, or that of somebody "
            "close to you. Also one that others might think you have."
        ),
    )
    statement = TextField(
        label="What is the interest?",
        called="what the interest is",
        max_characters=LONGEST,
        required=False,
        help_text="Whom it concerns, since when, and how it could matter here",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reveals = {"yes": [Field.textarea("statement", rows=4)]}
        self.helper.layout = Layout(
            Field.radios("has_interest", reveals=reveals), Submit("save", "Declare")
        )

    def clean(self) -> dict[str, Any]:
        """An interest is described."""
        answers = super().clean()
        if answers.get("has_interest") == "yes" and not answers.get("statement", "").strip():
            self.add_error("statement", "Enter what the interest is")
        return answers


class DeclareAfterForm(Form):
    """What somebody declares with the bidders known: which of them they have an interest in."""

    named = forms.MultipleChoiceField(
        label="Do you have an interest in any of these bidders?",
        widget=forms.CheckboxSelectMultiple,
        help_text=(
            "Select every one in which you, or somebody close to you, have a personal, "
            "professional or financial interest. You will not see their bid."
        ),
        error_messages={"required": "Select the bidders, or that you have no interest in any"},
    )
    statement = TextField(
        label="Anything else to declare",
        called="what else you declare",
        required=False,
        max_characters=LONGEST,
        help_text="An interest that could affect this procurement but is in none of the bidders",
    )

    def __init__(self, *args: Any, bidders: Sequence[Bidder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bidders = {str(bidder.pk): bidder for bidder in bidders}
        self.fields["named"].choices = [
            *((key, bidder.name) for key, bidder in self.bidders.items()),
            (NONE, "I have no interest in any of them"),
        ]
        reveals = {}
        for number, (key, bidder) in enumerate(self.bidders.items()):
            self.fields[f"interest_{number}"] = TextField(
                label=f"What is your interest in {bidder.name}?",
                called=f"your interest in {bidder.name}",
                required=False,
                max_characters=LONGEST,
            )
            reveals[key] = [Field.textarea(f"interest_{number}", rows=3)]
        self.helper.layout = Layout(
            Field.checkboxes(
                "named", reveals=reveals, exclusive=frozenset({NONE}), dividers={NONE: "or"}
            ),
            Field.textarea("statement", rows=3),
            Submit("save", "Declare"),
        )

    def clean(self) -> dict[str, Any]:
        """Each interest is described, and nobody both names a bidder and has no interest."""
        answers = super().clean()
        named = answers.get("named", [])
        if NONE in named and len(named) > 1:
            self.add_error("named", "Select either bidders, or that you have no interest in any")
        for number, key in enumerate(self.bidders):
            if key in named and not answers.get(f"interest_{number}", "").strip():
                name = self.bidders[key].name
                self.add_error(f"interest_{number}", f"Enter what your interest in {name} is")
        return answers

    def interests(self) -> dict[Bidder, str]:
        """Return what the interest is in each bidder that was named."""
        named = set(self.cleaned_data["named"])
        return {
            bidder: self.cleaned_data[f"interest_{number}"].strip()
            for number, (key, bidder) in enumerate(self.bidders.items())
            if key in named
        }

    def against(self) -> list[str]:
        """Return the codes of the bidders that were shown."""
        return [bidder.code for bidder in self.bidders.values()]
