"""The shapes of answers about networks."""

from collections.abc import Sequence

from django import forms

from socialvalue.accounts.models import Organisation
from socialvalue.core.forms import Form
from socialvalue.core.layout import Field, Layout, Submit
from socialvalue.networks.models import Share
from socialvalue.places import queries as places

YES, NO = "yes", "no"
LEVEL_HINTS = {
    "totals": "What you paid in all, and how much of it in the place, around it, and elsewhere",
    "categories": "The same for each category. Categories of few payments are joined",
    "suppliers": "Names of suppliers with five payments or more, so that other members can find "
    "who could supply them",
}


class NetworkForm(Form):
    """A network's name, and what its members call local."""

    submit = "Start the network"

    name = forms.CharField(label="Name of the network", max_length=200)
    place_code = forms.ChoiceField(
        label="The place that members call local",
        error_messages={"required": "Select the place"},
    )
    wider_place_code = forms.ChoiceField(
        label="The wider area around it", required=False,
        help_text="The place must lie wholly within it",
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        groups = places.areas_for_choice()
        self.fields["place_code"].choices = [("", "Select an area"), *groups]
        self.fields["wider_place_code"].choices = [("", "None"), *groups]

    def clean(self) -> dict[str, object]:
        """Refuse areas that do not lie in each other."""
        answers = super().clean()
        codes = answers.get("place_code", ""), answers.get("wider_place_code", "")
        if all(codes) and (problem := places.why_not_within(*codes)):
            self.add_error("wider_place_code", problem)
        return answers


class OfferForm(Form):
    """Whom to invite."""

    submit = "Invite"

    name = forms.CharField(
        label="Name of the organisation",
        max_length=200,
        help_text="As it is written in its own account. If it uses this installation, its "
        "administrators and data officers see the invitation",
    )


BY_NAME = "Nobody has said: known by its name"
NONE = "none"


class AnswerForm(Form):
    """Whether to join."""

    accept = forms.ChoiceField(
        label="Do you want to join?",
        choices=[(YES, "Yes, join"), (NO, "No, decline")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you want to join"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Field.radios("accept"), Submit("save", "Answer"))


class ShareForm(Form):
    """Which analysis is shared, and how much of it."""

    analysis = forms.ChoiceField(
        label="Which analysis?",
        help_text="Finished analyses of the network's place and wider area",
        error_messages={"required": "Select an analysis"},
    )
    level = forms.ChoiceField(
        label="How much do you share?",
        choices=Share.Level.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how much you share"},
    )

    def __init__(
        self, *args: object, analyses: Sequence[tuple[str, str]], **kwargs: object
    ) -> None:
        """Offer these analyses: key and words of each."""
        super().__init__(*args, **kwargs)
        self.fields["analysis"].choices = [("", "Select an analysis"), *analyses]
        self.helper.layout = Layout(
            "analysis", Field.radios("level", hints=LEVEL_HINTS), Submit("save", "Share")
        )


class WithdrawForm(Form):
    """Nothing to answer: a button."""

    submit = "Withdraw it"


class LeaveForm(Form):
    """Nothing to answer: a button."""

    submit = "Leave the network"


class MembersForm(Form):
    """Which supplier each of the other members is."""

    def __init__(
        self,
        *args: object,
        members: Sequence[Organisation],
        suppliers: Sequence[tuple[str, str]],
        **kwargs: object,
    ) -> None:
        """Ask about each member; suppliers are (key, name)."""
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        for key, member in self.members.items():
            self.fields[key] = forms.ChoiceField(
                label=member.name,
                required=False,
                choices=[("", BY_NAME), (NONE, "None of our suppliers"), *suppliers],
            )
        self.helper.layout = Layout(*self.members, Submit("save", "Save"))

    def said(self) -> dict[Organisation, str]:
        """Return the key of the supplier that each member is; empty for none of them."""
        return {
            member: "" if self.cleaned_data[key] == NONE else self.cleaned_data[key]
            for key, member in self.members.items()
            if self.cleaned_data[key]
        }
