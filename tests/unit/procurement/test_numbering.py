"""Numbers that count the rows there are: given under a lock, and never given twice."""

import ast
from pathlib import Path

import pytest

from procurement.evaluation.models import (
    ConflictsReview,
    Declaration,
    IndividualScore,
    LetterPack,
    Mitigation,
    PanelMember,
    RankedResult,
    Standstill,
)
from procurement.tenders import retaining
from procurement.tenders.models import StateChange
from tests.factories.evaluation import ConflictsReviewFactory, MitigationFactory
from tests.factories.letters import LetterPackFactory, StandstillFactory
from tests.factories.moderation import AT, Moderated

ROOT = Path(__file__).resolve().parents[3]
MODULES = sorted(ROOT.glob("procurement/*/actions/*.py"))
NUMBERED = [
    ConflictsReview,
    Declaration,
    IndividualScore,
    LetterPack,
    Mitigation,
    PanelMember,
    RankedResult,
    Standstill,
    StateChange,
]


def counts(function):
    """Whether a function works out a number from how many rows there are."""
    return any(
        isinstance(node, ast.Call) and ast.unparse(node).endswith(".count()")
        for node in ast.walk(function)
    ) and any(
        isinstance(node, ast.keyword) and node.arg in {"number", "version", "position", "code"}
        for node in ast.walk(function)
    )


def called(function):
    """Return the names of what a function calls."""
    return {
        name.rpartition(".")[2]
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        for name in [ast.unparse(node.func)]
    }


def unlocked(path):
    """Return the functions of a module that count rows without a lock, by their names.

    A function has a lock if it takes one, if it calls one that does, or if whoever calls it has.
    """
    functions = {
        node.name: node
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    locks = {"select_for_update", "locked"}
    for _ in functions:
        locks |= {name for name, node in functions.items() if called(node) & locks}
        for name in functions:
            callers = [node for node in functions.values() if name in called(node)]
            if callers and all(node.name in locks for node in callers):
                locks.add(name)
    return [name for name, node in functions.items() if counts(node) and name not in locks]


def test_every_number_is_given_under_a_lock():
    found = {path.name: names for path in MODULES if (names := unlocked(path))}

    assert found == {}


def test_the_check_finds_a_number_that_is_given_without_a_lock(tmp_path):
    module = tmp_path / "acting.py"
    module.write_text("def act(tender):\n    Row(number=tender.rows.count() + 1)\n")

    assert unlocked(module) == ["act"]


@pytest.mark.django_db
def test_the_purge_takes_out_no_row_that_has_a_number():
    panel = Moderated().rank()
    ConflictsReviewFactory(tender=panel.tender)
    MitigationFactory(declaration__member=panel.e1)
    LetterPackFactory(tender=panel.tender)
    StandstillFactory(tender=panel.tender)
    before = [model.objects.count() for model in NUMBERED]

    retaining.take_out(panel.tender, at=AT)

    assert 0 not in before
    assert [model.objects.count() for model in NUMBERED] == before
