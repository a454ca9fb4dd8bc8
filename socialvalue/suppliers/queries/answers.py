"""Answers to re-spend surveys, as the multiplier takes them."""

import datetime as dt
from fractions import Fraction

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend.study_files import Answer
from socialvalue.suppliers.models import SurveyAnswer


def answers_of(
    organisation: Organisation, area_code: str, period: tuple[dt.date, dt.date]
) -> list[Answer]:
    """Return what suppliers said for an area, in surveys of a period that touches the one given.

    `period` has the first and the last day, both of which belong to it. Each supplier has one
    answer: that of the survey whose period ends last, and there the newest. A supplier that was
    merged into another answers for that other, unless the other has an answer of its own. In the
    order of codes. Two queries.
    """
    first, last = period
    answers = (
        SurveyAnswer.objects.standing()
        .filter(
            survey__organisation=organisation,
            survey__area_code=area_code,
            survey__start__lte=last,
            survey__end__gte=first,
        )
        .select_related("supplier__merged_into")
        .order_by("survey__end", "answered_at")
    )
    own: dict[str, Fraction] = {}
    handed_on: dict[str, Fraction] = {}
    for answer in answers:
        into = answer.supplier.merged_into
        code, to = (into.code, handed_on) if into else (answer.supplier.code, own)
        to[code] = Fraction(answer.respend_share)
    return [
        Answer(supplier=code, area=area_code, respend_share=share)
        for code, share in sorted((handed_on | own).items())
    ]
