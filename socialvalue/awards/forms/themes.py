"""A theme, a criterion and a level of a scheme's draft, and the rows of a level's rule."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import formset_factory

from socialvalue.awards.forms.drafting import LONGEST_WORDS, LinesField, RowForm, Rows, SectionForm
from socialvalue.awards.models import SchemeVersion
from socialvalue.awards.models.schemes import APPLIED_FOR
from socialvalue.calculations.awards.scheme_editing import ALL, LIST, OF_THEME
from socialvalue.core.forms import ExactDecimalField, TextField, WholeNumberField
from socialvalue.core.layout import Field, Layout, Size, Width

HELD_CHOICES = [
    ("local_spend", "The result of a local spend analysis"),
    ("living_wage", "What it pays and the hours it offers, on a day"),
    ("award", "An award that it holds"),
]
OF_LEVEL = "/"
"""Between the code of a scheme and that of its level: neither has one."""

GROUPS = [("", "It must hold"), *((letter, f"Alternative {letter}") for letter in "ABC")]


class ThemeForm(SectionForm):
    """A part of the scheme."""

    title = forms.CharField(
        label="Name of the theme",
        max_length=150,
        error_messages={"required": "Enter a name for the theme"},
    )
    words = TextField(label="What is it about?", required=False, max_characters=LONGEST_WORDS)

    def parts(self) -> Sequence[object]:
        """Return the fields as they are drawn."""
        return "title", Field.textarea("words", rows=3)


class CriterionForm(SectionForm):
    """One thing that is asked and judged."""

    title = forms.CharField(
        label="Short name",
        max_length=150,
        error_messages={"required": "Enter a short name for the criterion"},
    )
    question = TextField(
        label="Question", max_characters=1_000, error_messages={"required": "Enter the question"}
    )
    prompts = LinesField(
        label="Prompts", help_text="What a good answer says, one prompt on each line"
    )
    needs_evidence = forms.BooleanField(label="Evidence is needed", required=False)
    held = forms.MultipleChoiceField(
        label="Which facts that the tool holds about the applicant can be evidence?",
        choices=HELD_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    equivalent = TextField(
        label="What counts as much as an accreditation?",
        required=False,
        max_characters=1_000,
        help_text="Where you ask for an accreditation or award, say which other evidence shows "
        "the same",
    )
    weight = ExactDecimalField(
        label="Weight",
        required=False,
        smallest=0,
        largest=1000,
        max_places=2,
        help_text="How much its points count; 1 if you leave it empty",
    )

    def parts(self) -> Sequence[object]:
        """Return the fields as they are drawn."""
        return (
            "title",
            Field.textarea("question", rows=3),
            Field.textarea("prompts", rows=5),
            Field.checkbox("needs_evidence"),
            Field.checkboxes("held", legend_size=Size.SMALL, small=True),
            Field.textarea("equivalent", rows=3),
            Field.text("weight", width=Width.CHARACTERS_5),
        )

    @classmethod
    def initial_from(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the criterion says; evidence is needed unless it says otherwise."""
        return super().initial_from(document) | {
            "needs_evidence": document.get("needs_evidence", True),
            "weight": Decimal(str(document.get("weight", "1"))),
        }

    def members(self) -> dict[str, Any]:
        """Return the members of the criterion."""
        weight = self.cleaned_data["weight"]
        return super().members() | {"weight": "1" if weight is None else f"{weight:f}"}


class LevelForm(SectionForm):
    """The name of a level; what it asks for are the rows beside it."""

    title = forms.CharField(
        label="Name of the level",
        max_length=100,
        error_messages={"required": "Enter a name for the level"},
    )
    words = TextField(
        label="In a sentence",
        required=False,
        max_characters=1_000,
        help_text="What holders of this level have shown",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        self.helper.layout = Layout("revision", *self.parts())

    def parts(self) -> Sequence[object]:
        """Return the fields as they are drawn."""
        return "title", Field.textarea("words", rows=2)


class RulePartForm(RowForm):
    """A part of a level's rule."""

    kind = forms.ChoiceField(
        label="What is asked for?",
        choices=[
            ("at_least", "A mark for criteria"),
            ("points", "A share of the points"),
            ("holds", "An award that is held"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    mark = forms.ChoiceField(label="At least this mark", required=False)
    count = WholeNumberField(
        label="For how many criteria?",
        called="the number of criteria",
        required=False,
        smallest=1,
        help_text="Leave it empty for every one of them",
    )
    percent = ExactDecimalField(
        label="At least this share",
        called="the share",
        required=False,
        largest=100,
        max_places=2,
    )
    award = forms.ChoiceField(label="Which award?", required=False)
    about = forms.ChoiceField(label="Of which criteria?", required=False)
    criteria = forms.MultipleChoiceField(
        label="These criteria", widget=forms.CheckboxSelectMultiple, required=False
    )
    group = forms.ChoiceField(
        label="Must it hold by itself?",
        choices=GROUPS,
        required=False,
        help_text="Of parts with the same letter, any one is enough",
    )

    def __init__(
        self,
        *args: object,
        document: Mapping[str, Any],
        awards: Sequence[tuple[str, str]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.of_theme = {
            f"{OF_THEME}{theme['code']}": len(theme["criteria"])
            for theme in document["themes"]
            if theme["criteria"]
        }
        titles = [(c["code"], c["title"]) for t in document["themes"] for c in t["criteria"]]
        self.all_criteria = len(titles)
        self.fields["criteria"].choices = titles
        marks = [(mark["code"], mark["title"]) for mark in document["marks"]]
        self.fields["mark"].choices = [("", "Select a mark"), *marks]
        self.fields["award"].choices = [("", "Select an award"), *awards]
        self.fields["about"].choices = [
            ("", "Select which criteria"),
            (ALL, "All criteria"),
            *(
                (f"{OF_THEME}{theme['code']}", f"Those of “{theme['title']}”")
                for theme in document["themes"]
                if theme["criteria"]
            ),
            (LIST, "Those ticked below"),
        ]
        self.helper.layout = self._layout()

    @staticmethod
    def _layout() -> Layout:
        return Layout(
            Field.radios(
                "kind",
                legend_size=Size.SMALL,
                reveals={
                    "at_least": [
                        Field.select("mark"),
                        Field.text("count", width=Width.CHARACTERS_3),
                    ],
                    "points": [Field.text("percent", width=Width.CHARACTERS_5, suffix="%")],
                    "holds": [Field.select("award")],
                },
            ),
            Field.select("about"),
            Field.checkboxes("criteria", small=True, legend_size=Size.SMALL),
            Field.select("group"),
        )

    def is_empty(self) -> bool:
        """A row without a kind says nothing."""
        return not self.cleaned_data.get("kind")

    def clean(self) -> dict[str, Any]:
        """Refuse a part that could never hold, or always does."""
        cleaned: dict[str, Any] = super().clean()
        kind = cleaned.get("kind")
        if kind == "holds" and "award" in cleaned and not cleaned["award"]:
            self.add_error("award", "Select the award that is held")
        if kind == "at_least" and "mark" in cleaned and not cleaned["mark"]:
            self.add_error("mark", "Select the mark that is needed")
        if kind in ("at_least", "points") and "about" in cleaned and not cleaned["about"]:
            self.add_error("about", "Select which criteria it is about")
        if kind == "points" and "percent" in cleaned and not cleaned["percent"]:
            self.add_error("percent", "Enter a share above 0, like 60")
        is_list = kind in ("at_least", "points") and cleaned.get("about") == LIST
        if is_list and not cleaned.get("criteria"):
            self.add_error("criteria", "Tick the criteria, or select others above")
        count = cleaned.get("count")
        if kind == "at_least" and count and count > self._asked(cleaned):
            self.add_error("count", f"There are only {self._asked(cleaned)}. Ask for fewer")
        return cleaned

    def _asked(self, cleaned: Mapping[str, Any]) -> int:
        about = cleaned.get("about") or ALL
        if about == LIST:
            return len(cleaned.get("criteria") or ())
        return self.of_theme.get(about, self.all_criteria)

    def row(self) -> dict[str, Any]:
        """Return the part as scheme_editing takes it."""
        said = self.cleaned_data
        percent = said["percent"]
        scheme, _, level = said["award"].partition(OF_LEVEL)
        return {
            "kind": said["kind"],
            "about": said["about"],
            "criteria": said["criteria"],
            "mark": said["mark"],
            "count": said["count"],
            "percent": "" if percent is None else f"{percent:f}",
            "scheme": scheme,
            "level": level,
            "group": said["group"],
        }


def awards_to_hold(versions: Iterable[SchemeVersion]) -> list[tuple[str, str]]:
    """Return the awards that a rule can ask for: of each scheme at any level, and at each."""
    choices = []
    for version in versions:
        if version.kind in APPLIED_FOR:
            levels = version.document["levels"]
            choices.append((version.code, f"{version.title}, at any level"))
            choices += [
                (
                    f"{version.code}{OF_LEVEL}{level['code']}",
                    f"{version.title}, {level['title']} or above",
                )
                for level in levels
            ]
    return choices


def rule_initial(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the parts of a rule as the rows take them."""
    return [dict(row) | {"award": _award_of(row)} for row in rows]


def _award_of(row: Mapping[str, Any]) -> str:
    level = row.get("level")
    return f"{row.get('scheme', '')}{OF_LEVEL}{level}" if level else row.get("scheme", "")


RuleFormSet = formset_factory(RulePartForm, formset=Rows, extra=1, max_num=9, absolute_max=18)
