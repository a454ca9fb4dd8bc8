"""Where everything stands in a response template: for whoever writes one and whoever reads it.

Rows and columns count from nought; `cell_name` gives what a spreadsheet calls a cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from procurement.calculations.responses.paper import Paper, Question

FORMAT = "sv-response/1.0"

README = "Read me"
BID = "Your bid"
ANSWERS = "Answers"
COMMITMENTS = "Commitments"
ABOUT = "Tender"
"""The hidden sheet: which tender, lot and version of the method the response is for."""

ROWS_PER_QUESTION = 10
"""Commitments that a bidder may make under one question."""

LONGEST_NAME = 200
LONGEST_ANSWER = 20_000
LONGEST_MEASURE = 300
LONGEST_UNIT = 60
LONGEST_WHERE = 200
LONGEST_FOR_WHOM = 300
LONGEST_EXPLANATION = 2_000
DEAREST_PENCE = 10**14


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of a sheet."""

    sheet: str
    row: int
    column: int

    @property
    def name(self) -> str:
        """What a spreadsheet calls the cell, such as B4."""
        return cell_name(self.row, self.column)


NAME = Spot(BID, 3, 1)
PRICE = Spot(BID, 5, 1)

FIRST_ANSWER = 4
CODE, QUESTION, WEIGHT, ANSWER = range(4)

FIRST_COMMITMENT = 4
MEASURE, QUANTITY, UNIT, DUE_ON, WHERE, FOR_WHOM, EXPLANATION = range(1, 8)
"""Columns of a commitment; the first has the code of its question."""

ABOUT_ROWS = ("format", "key", "version", "fingerprint")
"""What the second column of the hidden sheet says, from the top."""

FIRST_LIST = 3
"""The column of the hidden sheet from which the measures and units of each question stand."""


def cell_name(row: int, column: int) -> str:
    """Return what a spreadsheet calls a cell, such as AB12."""
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """Return what a spreadsheet calls a column, such as AB."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def answer_rows(paper: Paper) -> list[tuple[int, Question]]:
    """Return the row of each question's answer."""
    return list(enumerate(paper.questions, start=FIRST_ANSWER))


def commitment_rows(paper: Paper) -> list[tuple[int, Question]]:
    """Return every row in which a commitment may stand, with its question."""
    return list(enumerate(_repeated(paper.questions), start=FIRST_COMMITMENT))


def _repeated(questions: Sequence[Question]) -> list[Question]:
    """Return each question that asks for commitments as often as it has rows."""
    asked = [question for question in questions if question.asks_commitments]
    return [question for question in asked for _ in range(ROWS_PER_QUESTION)]
