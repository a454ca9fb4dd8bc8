"""Targets with what has come of them, and what another share would be in pounds."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse

from socialvalue.calculations.rounding import half_up, shown, shown_short
from socialvalue.calculations.spend.what_if import WhatIf, reserve_left
from socialvalue.core import charts
from socialvalue.spend import figures, words
from socialvalue.spend.caution import FOR_PAGES
from socialvalue.spend.figures import Figures
from socialvalue.spend.models import Analysis, Measure, Target

from .analysis.frame import framed

STEPS = (1, 5, 10)
NOT_MEASURED = "This share is not in this analysis"


def targets_page(targets: Iterable[Target], *, analysis: Analysis | None) -> dict[str, Any]:
    """Return each target with an analysis' share, and those withdrawn."""
    listed = list(targets)
    found = figures.figures_of(analysis) if analysis else None
    standing = [target for target in listed if target.withdrawn_at is None]
    return {
        "analysis": analysis,
        "period": words.period(analysis.start, analysis.end) if analysis else "",
        "targets": [_target(target, found, analysis) for target in standing],
        "chart": _chart(standing, found) if found else None,
        "withdrawn": [_withdrawn(target) for target in listed if target.withdrawn_at is not None],
        "caution": FOR_PAGES,
    }


def spent_on(found: Figures, measure: str) -> int | None:
    """Return the pence that a measure counts; None where the figures lack it or nobody can say."""
    if measure == Measure.SME or measure == Measure.VCSE:
        return figures.known_pence(found, measure)
    bands = figures.bands_of(found)
    if measure == Measure.PLACE:
        return bands[0].pence
    if len(found["areas"]) < 2:
        return None
    return sum(band.pence for band in bands[: len(found["areas"])])


def _target(target: Target, found: Figures | None, analysis: Analysis | None) -> dict[str, Any]:
    spent = spent_on(found, target.measure) if found else None
    return {
        "target": target,
        "measure": target.get_measure_display(),
        "is_reserve": target.kind == Target.Kind.RESERVE,
        "percent": f"{shown_short(target.percent)}%",
        "due": f"{target.due_on:%-d %B %Y}",
        "said": _why_not(found, target.measure)
        if found is None or spent is None
        else _said(target, found, spent),
        "what_if_url": _what_if_url(analysis, target) if spent is not None else "",
        "withdraw_url": reverse("spend:withdraw_target", args=[target.pk]),
    }


def _why_not(found: Figures | None, measure: str) -> str:
    """Return in words why a share is not there: the analysis lacks it, or nobody can say."""
    if found is None or not found.get(measure):
        return NOT_MEASURED
    return f"{figures.WHY_NOT_KNOWN[measure]}. {figures.WHAT_TO_DO[measure]}"


def _said(target: Target, found: Figures, spent: int) -> str:
    """Return in words how far a target is: its share, the points and the pounds between."""
    total = figures.total_pence(found)
    if target.kind == Target.Kind.RESERVE:
        left = reserve_left(total=total, percent=target.percent, used=spent)
        reserved = words.pounds(left + spent)
        state = (
            f"{words.pounds(left)} is not spent yet"
            if left >= 0
            else (f"{words.pounds(-left)} more than that was spent")
        )
        whole = words.pounds(total)
        return f"Reserved: {reserved} of {whole}. {words.pounds(spent)} went there; {state}."
    change = WhatIf(total, spent, target.percent)
    if change.now_percent is None:
        return NOT_MEASURED
    now = f"Now {shown(change.now_percent, places=1)}%"
    points = Fraction(target.percent) - change.now_percent
    if points <= 0:
        return f"{now}: reached."
    short = words.pounds(change.change)
    return f"{now}: {points_words(points)} short, which is {short} of the period."


def points_words(points: Fraction) -> str:
    """Return percentage points in words, rounded once: "1.0 point", "4.2 points"."""
    size = half_up(abs(points), places=1)
    return f"{size:f} percentage {'point' if size == 1 else 'points'}"


def _chart(targets: list[Target], found: Figures) -> Any:
    rows = []
    for target in targets:
        if target.kind == Target.Kind.RESERVE:
            continue
        spent, total = spent_on(found, target.measure), figures.total_pence(found)
        now = None if spent is None or not total else Fraction(100 * spent, total)
        rows.append((target, now))
    if not rows:
        return None
    return charts.range_chart(
        name="targets",
        title="Where you are, and where you want to be",
        words="The hollow mark is the share in this analysis, the full one the target.",
        ranges=[
            charts.Range(
                label=target.get_measure_display(),
                first=now,
                last=target.percent,
                shown=f"{_now_words(now)} to {shown_short(target.percent)}%",
            )
            for target, now in rows
        ],
        table=charts.Table(
            columns=[charts.Column(text="Share")]
            + [charts.Column(text=text, numeric=True) for text in ("Now", "Target")],
            rows=[
                [target.get_measure_display(), _now_words(now), f"{shown_short(target.percent)}%"]
                for target, now in rows
            ],
        ),
        scale_to=100,
    )


def _now_words(now: Fraction | None) -> str:
    return "not known" if now is None else f"{shown(now, places=1)}%"


def _withdrawn(target: Target) -> list[str]:
    return [
        f"{target.get_measure_display()}: {shown_short(target.percent)}%",
        f"{target.due_on:%-d %B %Y}",
        target.decision,
        f"{target.withdrawn_because} ({target.withdrawn_by}, {target.withdrawn_at:%-d %B %Y})",
    ]


def _what_if_url(analysis: Analysis, target: Target) -> str:
    address = reverse("spend:what_if", args=[analysis.pk])
    return f"{address}?measure={target.measure}&to={shown_short(target.percent)}"


def what_if_page(
    analysis: Analysis, *, measure: str = Measure.PLACE, to: Decimal | None = None
) -> dict[str, Any]:
    """Return what another share would be in pounds, and a few steps from today's beside it."""
    found = figures.figures_of(analysis)
    spent = spent_on(found, measure)
    total = figures.total_pence(found)
    is_known = spent is not None and total > 0
    why_not = _why_not(found, measure) if spent is None else NOT_MEASURED
    return framed(
        analysis,
        "what_if",
        measure=Measure(measure).label,
        answer=_answer(analysis, found, WhatIf(total, spent, to))
        if is_known and to is not None
        else None,
        steps=_steps(total, spent) if is_known else [],
        step_columns=[
            {"text": "Share"},
            *({"text": text, "numeric": True} for text in ("In pounds", "More than now")),
        ],
        not_known="" if is_known else why_not,
    )


def _answer(analysis: Analysis, found: Figures, change: WhatIf) -> dict[str, str]:
    more = "more" if change.change >= 0 else "less"
    per = "a year" if is_a_year(analysis.start, analysis.end) else "over the period"
    return {
        "figure": f"{words.pounds_short(abs(change.change))} {per}",
        "words": f"From {shown(change.now_percent, places=1)}% to "
        f"{shown_short(change.to_percent)}% of {words.pounds(change.total)} is "
        f"{words.pounds(abs(change.change))} {more} in the period "
        f"{words.period(analysis.start, analysis.end)}.",
        "sum": f"{words.pounds(change.total)} × {shown_short(change.to_percent)} ÷ 100 = "
        f"{words.pounds(change.then)}; less {words.pounds(change.now)} now = "
        f"{words.pounds(change.change)}.",
        "beside": _beside(found, change),
    }


def _beside(found: Figures, change: WhatIf) -> str:
    """Return the change as a share of what leaks and can be influenced, where that is known."""
    leakage = found["leakage"]
    within_reach = int(leakage["influenceable_pence"]) if leakage else 0
    if within_reach <= 0 or change.change <= 0:
        return ""
    share = words.share(change.change / within_reach)
    return (
        f"What leaves {found['areas'][-1]['name']} in categories that can be influenced is "
        f"{words.pounds(within_reach)}: the change is {share} of it."
    )


def _steps(total: int, spent: int) -> list[list[str]]:
    now = Fraction(100 * spent, total)
    rows = [[f"Now: {shown(now, places=1)}%", words.pounds(spent), ""]]
    for step in STEPS:
        more = Fraction(total * step, 100)
        if now + step <= 100:
            rows.append(
                [
                    f"{words.counted(step, 'point')} more: {shown(now + step, places=1)}%",
                    words.pounds(spent + more),
                    words.pounds(more),
                ]
            )
    return rows


def is_a_year(start: dt.date, end: dt.date) -> bool:
    """Say whether a period, both of whose days belong to it, is exactly a year."""
    after = end + dt.timedelta(days=1)
    return (after.year, after.month, after.day) == (start.year + 1, start.month, start.day)
