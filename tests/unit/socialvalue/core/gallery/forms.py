"""Forms that show every kind of control."""

from django import forms

from socialvalue.core.forms import (
    DateField,
    DateTimeField,
    ExactDecimalField,
    Form,
    MoneyField,
    PercentageField,
    TextField,
    WholeNumberField,
)
from socialvalue.core.layout import (
    Button,
    ButtonGroup,
    Columns,
    Details,
    Field,
    Fieldset,
    Heading,
    Inset,
    Layout,
    Link,
    Paragraph,
    Size,
    Submit,
    WarningText,
    Width,
)

SCORES = [
    ("0", "0 No response"),
    ("1", "1 Poor"),
    ("2", "2 Partial"),
    ("3", "3 Good"),
    ("4", "4 Very good"),
    ("5", "5 Excellent"),
]


class EveryField(Form):
    """One of each."""

    title = forms.CharField(label="Title of the tender", help_text="As suppliers will see it")
    email = forms.EmailField(label="Your e-mail address")
    value = MoneyField(label="Contract value")
    weight = PercentageField(label="Weight of social value", max_places=4)
    price_exponent = ExactDecimalField(label="Exponent of the price formula")
    lots = WholeNumberField(label="How many lots are there?", called="the number of lots")
    starts_on = DateField(label="Start date")
    deadline = DateTimeField(label="Deadline for bids")
    score = forms.ChoiceField(label="Score", choices=SCORES, widget=forms.RadioSelect)
    reason = TextField(
        label="Reason for this score",
        max_words=300,
        help_text="Quote the bid. The bidder may read this in their feedback.",
    )
    told = forms.ChoiceField(
        label="How do you want to be told?",
        choices=[("email", "E-mail"), ("phone", "Phone"), ("none", "Not at all")],
        widget=forms.RadioSelect,
    )
    number = forms.CharField(label="Phone number", required=False)
    areas = forms.MultipleChoiceField(
        label="Areas for action",
        choices=[("work", "Good quality work"), ("skills", "Skills"), ("none", "None of these")],
        widget=forms.CheckboxSelectMultiple,
    )
    agree = forms.BooleanField(label="I have no conflict of interest")
    place = forms.ChoiceField(
        label="Place", choices=[("", "Choose a place"), ("cm", "Cheshire and Merseyside")]
    )
    payments = forms.FileField(label="Payments file", help_text="CSV or XLSX, up to 200 MB")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.text("title", width=Width.TWO_THIRDS),
            Field.text("email", width=Width.CHARACTERS_30),
            Field.text("value", width=Width.CHARACTERS_10),
            Field.text("weight", width=Width.CHARACTERS_5),
            Details(
                Paragraph("Most tenders leave this alone."), "price_exponent", summary="Formula"
            ),
            Field("lots", width=Width.CHARACTERS_3),
            Columns(Field.date("starts_on"), Field.date("deadline")),
            Heading("Employment and good work", size=Size.MEDIUM),
            Field.scores("score"),
            Field.textarea("reason", rows=4),
            Fieldset(
                Field.radios(
                    "told",
                    small=True,
                    hints={"email": "We use your work address"},
                    dividers={"none": "or"},
                    reveals={"phone": ["number"]},
                ),
                legend="Being told",
                size=Size.LARGE,
            ),
            Field.checkboxes("areas", dividers={"none": "or"}, exclusive=frozenset({"none"})),
            Field.checkbox("agree"),
            Field.select("place"),
            Field.file("payments"),
            Field.password("password"),
            "version",
            Inset("Weights are published with the notice."),
            WarningText("You cannot undo this."),
            ButtonGroup(
                Submit("save", "Save and continue"),
                Button("Save draft", name="draft", kind="secondary"),
                Link("Cancel", href="/"),
            ),
        )


class Scoring(Form):
    """A score and its reason, inside a form of the page's own."""

    score = forms.ChoiceField(label="Score", choices=SCORES, widget=forms.RadioSelect)
    reason = TextField(label="Reason for this score", max_words=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Field.scores("score"), "reason")
        self.helper.form_tag = False


class Filters(Form):
    """What stands above a list."""

    q = forms.CharField(label="Supplier", required=False)
    year = forms.ChoiceField(
        label="Year", choices=[("", "All years"), ("2025", "2025 to 2026")], required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
