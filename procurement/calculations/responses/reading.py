"""Reading a filled response template back: all of it is right, or every fault is named by cell."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import python_calamine

from procurement.calculations.commitments import Promise
from procurement.calculations.names import plain_name
from procurement.calculations.responses import cells
from procurement.calculations.responses import layout as at
from procurement.calculations.responses.gates import FileRefused, Opened, opened
from procurement.calculations.responses.paper import Paper, Question, Response

T = TypeVar("T")

_DOWNLOAD = "Download the template of this tender, fill that in, and upload it."
_SHEETS = (at.BID, at.ANSWERS, at.COMMITMENTS, at.ABOUT)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell, and what to do. `cell` is empty where it is about a sheet."""

    sheet: str
    cell: str
    words: str


class FaultsFound(ValueError):
    """The file is the right one, and something in it is wrong. Nothing of it is taken."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{each.sheet} {each.cell}: {each.words}" for each in faults))
        self.faults = tuple(faults)


Rows = list[list[Any]]


class _Sheets:
    """The cells of a book, and the faults that were found on the way through them."""

    def __init__(self, sheets: dict[str, Rows]) -> None:
        self.sheets = sheets
        self.faults: list[Fault] = []

    def value(self, sheet: str, row: int, column: int) -> Any:
        """Return what a cell holds, "" for one beyond the last."""
        rows = self.sheets[sheet]
        return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""

    def read(self, spot: at.Spot, reader: Callable[[Any], T], otherwise: T) -> T:
        """Return what a cell says, or note its fault."""
        try:
            return reader(self.value(spot.sheet, spot.row, spot.column))
        except cells.CellWrong as wrong:
            self.fault(spot, str(wrong))
            return otherwise

    def words(self, spot: at.Spot, longest: int) -> str:
        """Return the words of a cell, or note its fault."""
        return self.read(spot, lambda value: cells.words(value, longest=longest), "")

    def fault(self, spot: at.Spot, words: str) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(Fault(spot.sheet, spot.name, words))


def read_response(content: bytes, *, papers: Sequence[Paper]) -> tuple[Paper, Response]:
    """Return what a filled template says, and which of the papers it answers.

    Raises FileRefused, in words, for what is no filled template of one of the papers, or was made
    for another version of the method; FaultsFound with every cell that is wrong. Then nothing of
    the file is taken.
    """
    book = opened(content)
    sheets = _sheets(book)
    paper = _paper(sheets, papers)
    for sheet, cell in book.formulas:
        sheets.faults.append(Fault(sheet, cell, "Write what the cell shows in place of a formula."))
    response = _response(sheets, paper)
    if sheets.faults:
        raise FaultsFound(sheets.faults)
    return paper, response


def _sheets(book: Opened) -> _Sheets:
    """Return the cells of a book's sheets. Raises FileRefused."""
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book.content)) as workbook:
            if missing := [name for name in _SHEETS if name not in workbook.sheet_names]:
                raise FileRefused(
                    f"The file is no response template: it has no sheet “{missing[0]}”. {_DOWNLOAD}"
                )
            return _Sheets(
                {
                    name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
                    for name in _SHEETS
                }
            )
    except python_calamine.CalamineError as wrong:
        raise FileRefused(
            f"The file is damaged and cannot be opened ({str(wrong)[:100]}). {_DOWNLOAD}"
        ) from None


def _paper(sheets: _Sheets, papers: Sequence[Paper]) -> Paper:
    """Return the paper that the file answers. Raises FileRefused."""
    about = {name: str(sheets.value(at.ABOUT, row, 1)) for row, name in enumerate(at.ABOUT_ROWS)}
    if about["format"] != at.FORMAT:
        raise FileRefused(f"The file is no response template that can be read here. {_DOWNLOAD}")
    paper = next((each for each in papers if each.key == about["key"]), None)
    if paper is None:
        raise FileRefused(f"This response is for another tender or lot. {_DOWNLOAD}")
    if (about["version"], about["fingerprint"]) != (paper.version, paper.fingerprint):
        raise FileRefused(
            f"This response was made for version {about['version'][:20]} of the method. Bids are "
            f"now judged by version {paper.version}. {_DOWNLOAD}"
        )
    return paper


def _response(sheets: _Sheets, paper: Paper) -> Response:
    """Return what the sheets say, and note every fault."""
    return Response(
        bidder_name=sheets.read(at.NAME, _name, ""),
        price_pence=sheets.read(
            at.PRICE, lambda value: cells.pence(value, most=at.DEAREST_PENCE), 0
        ),
        answers=dict(_answers(sheets, paper)),
        commitments=tuple(_commitments(sheets, paper)),
    )


def _name(value: Any) -> str:
    """Return who bids. Raises CellWrong, also for nobody."""
    name = plain_name(cells.words(value, longest=at.LONGEST_NAME))
    if not name:
        raise cells.CellWrong("Enter the bidder's name.")
    return name


def _answers(sheets: _Sheets, paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield the answers that were given, by the code of the question."""
    for row, question in at.answer_rows(paper):
        _refuse_moved(sheets, at.Spot(at.ANSWERS, row, at.CODE), question)
        text = sheets.words(at.Spot(at.ANSWERS, row, at.ANSWER), at.LONGEST_ANSWER)
        if text:
            yield question.code, text
    _refuse_beyond(sheets, at.ANSWERS, at.FIRST_ANSWER + len(paper.questions), at.ANSWER)


def _refuse_moved(sheets: _Sheets, spot: at.Spot, question: Question) -> None:
    """Note a row that is not where the template has it: an answer would go to another question."""
    if sheets.words(spot, at.LONGEST_NAME) != question.code:
        sheets.fault(
            spot,
            f"This row should be about {question.code}. Rows must stay where the template has "
            "them: copy the answers into a template as it was downloaded.",
        )


def _refuse_beyond(sheets: _Sheets, sheet: str, row: int, last_column: int) -> None:
    """Note a row that is filled in below the table, so that nothing is left out unseen."""
    for number in range(row, len(sheets.sheets[sheet])):
        for column in range(last_column + 1):
            if str(sheets.value(sheet, number, column)).strip():
                spot = at.Spot(sheet, number, column)
                sheets.fault(spot, "Nothing is read below the table. Move this into it.")
                return


def _commitments(sheets: _Sheets, paper: Paper) -> Iterator[Promise]:
    """Yield the commitments that were made."""
    rows = at.commitment_rows(paper)
    for row, question in rows:
        _refuse_moved(sheets, at.Spot(at.COMMITMENTS, row, at.CODE), question)
        promise = _promise(sheets, row, question)
        if promise != Promise(criterion=question.code, measure=""):
            yield promise
    _refuse_beyond(sheets, at.COMMITMENTS, at.FIRST_COMMITMENT + len(rows), at.EXPLANATION)


def _promise(sheets: _Sheets, row: int, question: Question) -> Promise:
    """Return the commitment of a row. A missing unit is that of the buyer's measure."""

    def spot(column: int) -> at.Spot:
        return at.Spot(at.COMMITMENTS, row, column)

    measure = sheets.words(spot(at.MEASURE), at.LONGEST_MEASURE)
    unit = sheets.words(spot(at.UNIT), at.LONGEST_UNIT)
    return Promise(
        criterion=question.code,
        measure=measure,
        quantity=sheets.read(spot(at.QUANTITY), cells.number, None),
        unit=unit or unit_of(question, measure),
        due_on=sheets.read(spot(at.DUE_ON), cells.day, None),
        where=sheets.words(spot(at.WHERE), at.LONGEST_WHERE),
        for_whom=sheets.words(spot(at.FOR_WHOM), at.LONGEST_FOR_WHOM),
        explanation=sheets.words(spot(at.EXPLANATION), at.LONGEST_EXPLANATION),
    )


def unit_of(question: Question, measure: str) -> str:
    """Return the unit in which the buyer counts a measure, empty if it is none of the buyer's."""
    return next((each.unit for each in question.measures if each.measure == measure), "")
