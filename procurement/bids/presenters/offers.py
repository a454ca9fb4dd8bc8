"""What a bid says, question by question, with advice on what cannot be measured."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from procurement.calculations.commitments import Promise, advice_on, surprise_of
from procurement.calculations.responses import Paper, Question
from procurement.tenders.presenters import day

NOT_SAID = "not said"


def offer(
    paper: Paper,
    *,
    answers: Mapping[str, str],
    commitments: Sequence[Promise],
    first_day: dt.date,
) -> dict[str, Any]:
    """Return a bid's answers and commitments in the order of the questions, and what they lack.

    `first_day` is the day from which bidders can deliver at the earliest.
    """
    questions = [
        _question(each, answers.get(each.code, ""), commitments, first_day)
        for each in paper.questions
    ]
    advice = [
        sentence
        for each in questions
        for sentence in (
            *([] if each["answer"] else [f"{each['code']} has no answer."]),
            *(f"{each['code']}, {row['measure']}: {row['advice']}" for row in each["commitments"]
              if row["advice"]),
        )
    ]  # fmt: skip
    return {"questions": questions, "advice": advice}


def _question(
    question: Question, answer: str, commitments: Sequence[Promise], first_day: dt.date
) -> dict[str, Any]:
    """Return one question with its answer and commitments."""
    return {
        "code": question.code,
        "title": question.title,
        "answer": answer,
        "asks_commitments": question.asks_commitments,
        "commitments": [
            promise_cells(each) | {"advice": _advice(each, question, first_day)}
            for each in commitments
            if each.criterion == question.code
        ],
    }


def _advice(promise: Promise, question: Question, first_day: dt.date) -> str:
    """Return what a commitment lacks, and whether its quantity has to be explained."""
    bounds = {each.measure: each.plausible for each in question.measures}
    surprise = surprise_of(promise, plausible=bounds.get(promise.measure))
    return " ".join(filter(None, [advice_on(promise, on=first_day), surprise]))


def promise_cells(promise: Promise) -> dict[str, str]:
    """Return a commitment as people read it."""
    amount = "" if promise.quantity is None else f"{promise.quantity:f} {promise.unit}".strip()
    return {
        "measure": promise.measure or NOT_SAID,
        "amount": amount or NOT_SAID,
        "due_on": NOT_SAID if promise.due_on is None else day(promise.due_on),
        "where": promise.where or NOT_SAID,
        "for_whom": promise.for_whom or NOT_SAID,
        "explanation": promise.explanation,
    }
