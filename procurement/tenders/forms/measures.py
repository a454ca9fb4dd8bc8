"""What commitments of a question are counted in: a row of fields for each measure.

A row that is empty, or ticked to be taken out, is no measure. How many rows there are is sent
along, so that a button can ask for another one without a script.
"""

import re
from decimal import Decimal
from typing import Any

from django import forms

from socialvalue.core.forms import ExactDecimalField
from socialvalue.core.layout import Button, Columns, Field, Fieldset, Size, Width

MOST_MEASURES = 12
COUNT = "measure_rows"
BOUNDS = ("cap", "plausible")
MOST_PLACES = 4


def add_measures(form: forms.Form) -> None:
    """Add the fields of as many measures as the form has, one empty row where it has none."""
    given = form.initial.get("measures") or []
    count = _count(form, known=len(given))
    form.fields[COUNT] = forms.CharField(widget=forms.HiddenInput, required=False)
    form.initial = {
        **{f"{name}_{row}": text for row, each in enumerate(given) for name, text in each.items()},
        **form.initial,
        COUNT: str(count),
    }
    for row in range(count):
        form.fields |= {f"{name}_{row}": field for name, field in _fields(row + 1).items()}


def add_row(sent: Any, *, prefix: str) -> None:
    """Ask for one more row of measures in what was sent for a question."""
    name = f"{prefix}-{COUNT}"
    sent[name] = str(_number(sent.get(name, "")) + 1)


def measure_rows(form: forms.Form, *, button: str) -> list[object]:
    """Return how the measures are laid out, and the button that asks for another one."""
    rows: list[object] = [COUNT]
    count = _number(form.initial[COUNT])
    for row in range(count):
        rows.append(
            Fieldset(
                Field.text(f"measure_{row}", width=Width.FULL),
                Columns(
                    Field.text(f"unit_{row}", width=Width.CHARACTERS_10),
                    *(Field.text(f"{name}_{row}", width=Width.CHARACTERS_5) for name in BOUNDS),
                ),
                *([Field.checkbox(f"drop_{row}", small=True)] if count > 1 else []),
                legend=f"Measure {row + 1}",
                size=Size.SMALL,
            )
        )
    if count < MOST_MEASURES:
        rows.append(
            Button("Add another measure", name=button, value=str(form.prefix), kind="secondary")
        )
    return rows


def measures_of(form: Any, answers: dict[str, Any]) -> list[dict[str, str]]:
    """Return the measures that were answered; one that lacks a part gets an error there."""
    found = []
    for row in range(_number(form.initial[COUNT])):
        texts = {name: answers.get(f"{name}_{row}") for name in ("measure", "unit", *BOUNDS)}
        if answers.get(f"drop_{row}") or not any(part not in (None, "") for part in texts.values()):
            continue
        if not texts["measure"]:
            form.add_error(f"measure_{row}", f"Enter what measure {row + 1} counts")
        if not texts["unit"]:
            form.add_error(f"unit_{row}", f"Enter the unit of measure {row + 1}")
        bounds = {name: f"{texts[name]:f}" for name in BOUNDS if texts[name] is not None}
        found.append({"measure": texts["measure"], "unit": texts["unit"]} | bounds)
    return found


def _fields(number: int) -> dict[str, forms.Field]:
    """Return the fields of one measure."""
    bounds = {
        "cap": ("Most that earns (optional)", f"the cap of measure {number}"),
        "plausible": (
            "Most plausible (optional)",
            f"the plausible most of measure {number}",
        ),
    }
    return {
        "measure": _text("What is counted", called=f"What measure {number} counts", most=200),
        "unit": _text("Unit, such as people", called=f"The unit of measure {number}", most=60),
        **{
            name: ExactDecimalField(
                label=label,
                called=called,
                required=False,
                smallest=Decimal(0),
                max_places=MOST_PLACES,
            )
            for name, (label, called) in bounds.items()
        },
        "drop": forms.BooleanField(label="Take this measure out", required=False),
    }


def _text(label: str, *, called: str, most: int) -> forms.CharField:
    """Return a field of words that may be empty."""
    too_long = f"{called} must be {most} characters or fewer"
    return forms.CharField(
        label=label, required=False, max_length=most, error_messages={"max_length": too_long}
    )


def _count(form: forms.Form, *, known: int) -> int:
    """Return how many rows a form has: as sent, as typed before, or one for each measure."""
    if form.is_bound:
        sent = form.data.get(form.add_prefix(COUNT), "")
    else:
        sent = str(form.initial.get(COUNT, known))
    return max(1, min(_number(sent), MOST_MEASURES))


def _number(text: str) -> int:
    """Return a number that a hidden field holds, nought where it was meddled with."""
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) else 0
