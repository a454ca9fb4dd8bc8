"""Working an analysis out: from the facts of its files to its figures, and again to check them."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from socialvalue.calculations.rounding import half_up
from socialvalue.calculations.spend.engine import Added, added_up
from socialvalue.calculations.spend.facts import Facts
from socialvalue.calculations.spend.figures import IndexName, figures_of
from socialvalue.calculations.spend.gathering import Aside
from socialvalue.calculations.spend.measures import Measures
from socialvalue.calculations.spend.parts import Lines, Part
from socialvalue.calculations.spend.question import Question, category_key
from socialvalue.calculations.spend.result import result_of
from socialvalue.calculations.spend.sums import Amounts, Sums
from socialvalue.calculations.spend.suppliers import Kind, Register, Supplier
from socialvalue.spend import facts_store, groups_store, store
from socialvalue.spend.models import Analysis, PaymentFile
from socialvalue.spend.queries.asking import anchors_of, answers_of, question_of
from socialvalue.spend.queries.lines import kept_path
from socialvalue.spend.queries.placing import Gazetteer, gazetteer
from socialvalue.suppliers.models import KINDS, SIZES
from socialvalue.suppliers.queries import register_of

__all__ = ["RULE_SET", "WorkedOut", "category_key", "names_in", "worked_again", "worked_out"]

# The numbered rules by which the lines are counted; named in every analysis.
RULE_SET = "spend-1"
# Raise it when the same rules and look-ups would give other figures.
ENGINE = 2
WORDS = {**dict(KINDS), **dict(SIZES)}

Report = Callable[[int, int | None, str], None]


@dataclass(frozen=True)
class WorkedOut:
    """The figures of an analysis, its documented result, and what all that rests on."""

    figures: dict[str, Any]
    result: dict[str, Any]
    worked_from: dict[str, Any]


@dataclass(frozen=True)
class Again:
    """What came of working an analysis out again: what differs, and what it rests on that does.

    Both are names of members; nothing differs where both are empty.
    """

    figures: tuple[str, ...]
    worked_from: tuple[str, ...]


def worked_out(analysis: Analysis, report: Report) -> WorkedOut:
    """Work an analysis out from the facts of its files.

    `report(done, total, words)` is told of each file. Facts that are there are used as they are, so
    that of many files only those that are new or read in another way cost anything.
    """
    files = files_of(analysis)
    question = question_of(analysis)
    lookups = gazetteer(question.indices)
    register = register_with_anchors(analysis)
    parts = [
        part_of_file(file, repeats=analysis.terms["repeats"].get(str(file.pk), ()), before=before)
        for file, before in zip(files, _reports(files, report), strict=True)
    ]
    with groups_store.writing() as writer:
        added = added_up(
            question, parts, register=register, locate=lookups.locate, keep=writer.keep
        )
        report(len(files), len(files), "Adding up")
        writer.finish(added)
    return WorkedOut(
        figures=_figures(analysis, added, lookups),
        result=result_of(
            added, answers=answers_of(analysis), total_rows_skipped=sum(map(_totals_in, files))
        ),
        worked_from={
            "rules": RULE_SET,
            "engine": ENGINE,
            **lookups.about(),
            "register": _register_in_short(register),
            "areas": {area.code: sorted(area.districts) for area in question.areas.values()},
            "anchors": [{"code": each.code, "name": each.name} for each in anchors_of(analysis)],
            "files": {str(file.pk): _file_in_short(file) for file in files},
            "groups": writer.name,
        },
    )


def worked_again(analysis: Analysis) -> Again:
    """Work an analysis out again with what is loaded now, and say what differs from before.

    Figures that were not worked out yet when it was made are nothing that differs.
    """
    now = worked_out(analysis, lambda done, total, words: None)
    before = {**analysis.figures, "result": analysis.result}
    figures = {**now.figures, "result": now.result}
    if figures["version"] > before.get("version", 1):
        figures = {name: figures[name] for name in figures if name in before}
        figures["version"] = before.get("version", 1)
    return Again(
        figures=_differing(before, figures),
        worked_from=_differing(analysis.worked_from, now.worked_from),
    )


def _differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    plain = json.loads(json.dumps(dict(now)))
    return tuple(name for name in sorted({*before, *plain}) if before.get(name) != plain.get(name))


def files_of(analysis: Analysis) -> list[PaymentFile]:
    """Return the files of an analysis, in the order in which their lines are shown."""
    return list(analysis.files.select_related("anchor").order_by("name", "pk"))


def _reports(files: Sequence[PaymentFile], report: Report) -> list[Callable[[], None]]:
    return [
        partial(report, number, len(files), f"Adding up the payments of {file.name}")
        for number, file in enumerate(files)
    ]


def part_of_file(
    file: PaymentFile, *, repeats: Sequence[int] = (), before: Callable[[], None] = lambda: None
) -> Part:
    """Return a file as a part of a question. `before` is called when its facts are wanted."""
    partition = kept_path(file)
    folder = facts_store.kept(partition)

    def facts() -> Facts:
        before()
        return facts_store.numbers_of(folder)

    def lines() -> Lines:
        pence, parts = store.whole_pence_of(partition)
        days = store.numbers_of(partition, "days")
        return Lines(facts_store.groups_of_lines(folder), days, pence, parts)

    return Part(
        key=str(file.pk),
        anchor=file.anchor.code,
        texts=partial(facts_store.texts_of, folder),
        facts=facts,
        lines=lines,
        repeats=repeats,
    )


def names_in(file: PaymentFile) -> dict[str, tuple[int, int]]:
    """Return the lines and the whole pence of each supplier's name in a file, as written."""
    facts = facts_store.facts_of(facts_store.kept(kept_path(file)))
    sums = Sums((len(facts.texts["supplier"]),))
    sums.add(facts.codes["supplier"], Amounts.of(facts.lines, facts.pence, facts.parts))
    return {
        name: (spend.lines, int(half_up(spend.pence, places=0)))
        for name, spend in zip(facts.texts["supplier"].to_pylist(), sums.each(), strict=True)
    }


def register_with_anchors(analysis: Analysis) -> Register:
    """Return the organisation's suppliers, and the anchors themselves where they are not listed.

    So a payment from one anchor to another is known for one before anybody has kept a list.
    """
    register = register_of(analysis.organisation)
    missing = [
        Supplier(f"anchor-{anchor.code}", anchor.name, kind=Kind.ANCHOR)
        for anchor in anchors_of(analysis)
        if register.find(anchor.name) is None
    ]
    by_name = {each.name: each for each in missing}
    return Register({**register.suppliers, **{each.code: each for each in by_name.values()}})


def _figures(analysis: Analysis, added: Added, lookups: Gazetteer) -> dict[str, Any]:
    question: Question = added.question
    return figures_of(
        Measures(added),
        answers=answers_of(analysis),
        indices=[
            IndexName(index.code, index.name, f"lsoa{index.lsoa_vintage % 100}")
            for index in lookups.indices
        ],
        home=question.nested.areas[0],
        words=WORDS,
    )


def _totals_in(file: PaymentFile) -> int:
    """Return how many rows of a file said that they were totals."""
    return int(file.how.get("set_aside", {}).get(str(Aside.TOTAL), 0))


def _file_in_short(file: PaymentFile) -> dict[str, Any]:
    return {"name": file.name, "sha256": file.sha256, "columns": file.columns}


def _register_in_short(register: Register) -> dict[str, Any]:
    suppliers = [asdict(register.suppliers[code]) for code in sorted(register.suppliers)]
    text = json.dumps(suppliers, ensure_ascii=False, sort_keys=True)
    return {
        "suppliers": len(suppliers),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
