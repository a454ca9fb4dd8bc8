"""The questions of a method, what each is worth, and the scales on which answers are marked."""

from typing import Any

from procurement.tenders.models import Criterion, Quantities, Scale, Section
from procurement.tenders.reports.method import Method, percent, share
from socialvalue.core.pdf import Column, Document

NAMED = {Section.QUALITY: "Quality questions", Section.SOCIAL_VALUE: "Social value questions"}
QUANTITIES = {
    Quantities.PLAN_ONLY: (
        "How much is promised earns nothing by itself. What is judged is how good, how sure and "
        "how fitting the plan is."
    ),
    Quantities.CAPPED: (
        "More earns more, up to the cap that is published for each measure. More than the cap "
        "earns nothing more."
    ),
    Quantities.RELATIVE: "What is promised is compared with the highest bid.",
}


def add(document: Document, method: Method) -> None:
    """Add a table of all questions, then each question in full."""
    document.heading("What is asked, and what each answer is worth")
    document.paragraph(
        "A question earns the points that its answer is given, divided by the highest points of "
        "its scale, of what it is worth. Nothing is rounded on the way."
    )
    columns = [
        Column(title="Question", share=3),
        Column(title="Of its section", align="right", share=2),
        Column(title="Of the whole bid", align="right", share=2),
        Column(title="Scale", share=3),
        Column(title="Pass mark", share=3),
    ]
    rows = [
        [
            f"{criterion.code} {criterion.title}",
            percent(criterion.weight),
            method.worth(criterion),
            criterion.scale.title,
            _pass_mark(criterion),
        ]
        for criterion in method.criteria
    ]
    document.table(columns=columns, rows=rows, caption="All questions")
    for section, title in NAMED.items():
        asked = method.of_section(section)
        if asked:
            document.heading(title)
            _add_section(document, method, section)
            for criterion in asked:
                _add_question(document, method, criterion)


def _add_section(document: Document, method: Method, section: Section) -> None:
    """Say what holds for all questions of a section."""
    for mark in method.section_marks:
        if mark.section == section:
            follows = _follows(mark.disqualifies)
            document.inset(
                f"Pass mark: a bid must earn at least {percent(mark.percent)} of the marks of "
                f"this section. A bid below it {follows}."
            )
    if section == Section.SOCIAL_VALUE:
        document.paragraph(
            f"How commitments count. {QUANTITIES[Quantities(method.methodology.quantities)]} "
            "A commitment says what, how much, by when, where and for whom. It becomes part of "
            "the contract."
        )


def _add_question(document: Document, method: Method, criterion: Criterion) -> None:
    """Add one question in full."""
    document.heading(f"{criterion.code} {criterion.title}", level=3)
    document.paragraph(criterion.question or "This question has no text yet.")
    facts = [
        ("Worth, of its section", percent(criterion.weight)),
        ("Worth, of the whole bid", method.worth(criterion)),
        ("Scale", criterion.scale.title),
        ("Pass mark", _pass_mark(criterion)),
    ]
    if criterion.parent:
        inner = percent(criterion.weight_in_parent)
        facts.insert(0, ("Part of", f"{criterion.parent}: {inner} of it"))
    if method.has_lots:
        facts.append(("Asked in", method.lots_of(criterion)))
    if criterion.asks_method_statement:
        facts.append(("Answer with", "A method statement, and dated commitments"))
    areas = [link.area for link in criterion.areas.all()]
    if areas:
        facts.append(("Areas for action", ", ".join(areas)))
    document.key_values(facts)
    if criterion.measures:
        document.bullets(_measure(each) for each in criterion.measures)


def _measure(measure: dict[str, Any]) -> str:
    """Return what a commitment is counted in, with its published cap."""
    words = f"Counted in: {measure['measure']} ({measure['unit']})"
    if cap := measure.get("cap"):
        words += f"; more than {cap} earns nothing more"
    if plausible := measure.get("plausible"):
        words += f"; more than {plausible} has to be explained"
    return f"{words}."


def _pass_mark(criterion: Criterion) -> str:
    """Return the pass mark of a question, and what follows below it."""
    if criterion.pass_mark_points is None:
        return "None"
    follows = _follows(criterion.pass_mark_disqualifies)
    return f"{criterion.pass_mark_points:f} points. A bid below it {follows}."


def _follows(disqualifies: bool | None) -> str:
    return "is disqualified" if disqualifies else "stays in; the miss is noted"


def add_scales(document: Document, method: Method) -> None:
    """Add every scale in use with the definition of each level."""
    document.heading("The scales")
    document.paragraph(
        "Evaluators mark each answer by itself. Then they agree on one score with a reason; "
        "averages are not used. Only the points of the levels below are given, nothing between."
    )
    scales: dict[Any, Scale] = {each.scale_id: each.scale for each in method.criteria}
    for scale in scales.values():
        asked = [each.code for each in method.criteria if each.scale_id == scale.pk]
        levels = list(scale.levels.all())
        top = max((level.points for level in levels), default=0)
        document.table(
            caption=f"{scale.title} (used for {', '.join(asked)})",
            columns=[
                Column(title="Points", align="right", share=1),
                Column(title="Earns", align="right", share=1),
                Column(title="Level", share=2),
                Column(title="Given to an answer that", share=6),
            ],
            rows=[
                [f"{level.points:f}", share(level.points, top), level.label, level.definition]
                for level in levels
            ],
        )
