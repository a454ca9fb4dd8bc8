"""Re-spend surveys: the list, how many answered, and for how much money they stand."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from socialvalue.calculations.suppliers.survey import Coverage
from socialvalue.suppliers import words
from socialvalue.suppliers.models import Survey, SurveyAnswer, SurveyInvitation


def survey_rows(surveys: Iterable[Survey]) -> list[dict[str, Any]]:
    """Return a row for each survey. Needs the counts `asked` and `said` on each."""
    return [
        {
            "survey": survey,
            "period": period(survey),
            "asked": survey.asked,
            "said": survey.said,
            "state": "Open" if survey.is_open else "Closed",
            "colour": "green" if survey.is_open else "grey",
        }
        for survey in surveys
    ]


def period(survey: Survey) -> str:
    """Return the two days of a survey."""
    return f"{survey.start:%-d %B %Y} to {survey.end:%-d %B %Y}"


def survey_facts(survey: Survey) -> list[dict[str, str]]:
    """Return the rows that say what is asked."""
    rows = [
        ("Area", f"{survey.area_name} ({survey.area_code})"),
        ("Period", period(survey)),
        ("Answer by", f"{survey.answer_by:%-d %B %Y}" if survey.answer_by else "Not said"),
        ("Asks for jobs", "Yes" if survey.asks_jobs else "No"),
        ("What you say", survey.wording or "Nothing of your own"),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def survey_cards(coverage: Coverage, mean: str) -> list[dict[str, str]]:
    """Return the cards of what came back."""
    return [
        {
            "figure": f"{coverage.answered} of {coverage.asked}",
            "words": "suppliers that were asked have answered",
        },
        {
            "figure": words.percent(coverage.of_asked),
            "words": "of the money paid to those asked is answered for",
            "note": f"{words.percent(coverage.of_paid)} of all that was paid",
        },
        {
            "figure": mean,
            "words": "of it is spent again in the area",
            "note": "the mean of the answers, each weighted by what was paid",
        },
    ]


def invitation_table(
    invitations: Iterable[SurveyInvitation], answers: Mapping[UUID, SurveyAnswer]
) -> list[dict[str, Any]]:
    """Return a row for each supplier asked: its letters, and what it said."""
    return [_row(each, answers.get(each.supplier_id)) for each in invitations]


def _row(invitation: SurveyInvitation, answer: SurveyAnswer | None) -> dict[str, Any]:
    sent = list(invitation.letters.all())
    last = f", last on {timezone.localtime(sent[-1].sent_at):%-d %B %Y}" if sent else ""
    return {
        "supplier": invitation.supplier,
        "paid": words.pounds(invitation.supplier.paid_pence),
        "email": invitation.email or "On paper",
        "letters": words.counted(len(sent), "letter") + last if sent else "None yet",
        "answer": words.percent(answer.respend_share) if answer else "",
        "how": answer.get_how_display() if answer else "",
    }
