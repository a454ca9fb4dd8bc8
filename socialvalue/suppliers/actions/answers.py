"""Answers to a survey in a file: taken whole or not at all."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from socialvalue.accounts.models import User
from socialvalue.calculations.spend.study_files import Answer, Row, answers_from
from socialvalue.suppliers.actions.surveys import record_answer
from socialvalue.suppliers.models import Supplier, Survey, SurveyAnswer


class AnswersRefused(ValueError):
    """The file has errors; `errors` has a sentence for each, with its row and column."""

    def __init__(self, errors: list[str]) -> None:
        self.errors = errors
        super().__init__(errors[0])


@transaction.atomic
def load_answers(
    *, survey: Survey, content: bytes, name: str, by: User | str, at: dt.datetime
) -> int:
    """Take the answers of a CSV file (FORMAT of the local spend study, 3.3); return how many.

    An answer that stands already is not taken twice. Raises AnswersRefused, SurveyClosed.
    """
    errors: list[str] = []
    rows = answers_from(content, file=name, errors=errors)
    suppliers = {each.code: each for each in survey.organisation.suppliers.all()}
    for row, answer in rows:
        _check(row, answer, suppliers=suppliers, survey=survey)
    if errors:
        raise AnswersRefused(errors)
    if not rows:
        raise AnswersRefused([f"{name}: there is no answer in the file."])
    standing = {each.supplier_id: each for each in survey.answers.standing()}
    taken = 0
    for _, answer in rows:
        supplier = suppliers[answer.supplier]
        share = Decimal(answer.respend_share.numerator) / Decimal(answer.respend_share.denominator)
        there = standing.get(supplier.pk)
        if there is None or there.respend_share != share:
            record_answer(
                survey=survey, supplier=supplier, respend_share=share, how=SurveyAnswer.How.FILE,
                note=name, by=by, at=at,
            )  # fmt: skip
            taken += 1
    return taken


def _check(row: Row, answer: Answer, *, suppliers: dict[str, Supplier], survey: Survey) -> None:
    if answer.supplier not in suppliers:
        row.wrong("supplier_id", "is the number of none of your suppliers")
    if answer.area not in (survey.area_code, survey.area_name):
        row.wrong("area", f"is not the area of this survey, {survey.area_code}")
