"""Turns tenders and their method into the words on the page."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from procurement.calculations.formulas import FORMULAS
from procurement.tenders.models import (
    Criterion,
    LotMethod,
    Methodology,
    PriceBasis,
    Section,
    State,
    Tender,
)
from procurement.tenders.queries import HUNDRED, Missing, Weighting
from procurement.tenders.words import TIE_BREAK_ENTRIES
from socialvalue.calculations.weight_rules import Explanation, Standing
from socialvalue.framework.models import Area, FrameworkVersion

STATE_COLOURS = {
    State.DRAFT: "grey",
    State.PUBLISHED: "blue",
    State.SCORING: "yellow",
}
BASES = {
    PriceBasis.EXCLUDING_VAT: "without VAT",
    PriceBasis.INCLUDING_VAT: "with VAT",
}
PARAMETER_WORDS = {
    "floor": ("Floor", "£"),
    "ceiling": ("Ceiling", "£"),
    "exponent": ("Exponent", ""),
    "minimum_quality": ("Lowest quality and social value score", ""),
    "price": ("Fixed price", "£"),
}


def money(pence: int) -> str:
    """Return pence as people write pounds: £1,040,000, with pence only where there are any."""
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02d}" if rest else f"£{pounds:,}"


def percent(weight: Decimal | None) -> str:
    """Return a weight in percent, or that nobody has decided it."""
    return "Not decided" if weight is None else f"{weight:f}%"


def moment(when: dt.datetime | None, tender: Tender) -> str:
    """Return a moment in the tender's time zone, as people write it."""
    if when is None:
        return "Not decided"
    local = when.astimezone(ZoneInfo(tender.time_zone))
    return f"{local.day} {local:%B %Y at %H:%M} ({tender.get_time_zone_display()})"


def day(when: dt.date) -> str:
    """Return a day as people write it."""
    return f"{when.day} {when:%B %Y}"


def tender_row(tender: Tender) -> dict[str, Any]:
    """Return one row of the list of tenders."""
    return {
        "url": reverse("tenders:tender", args=[tender.pk]),
        "title": tender.title,
        "reference": tender.reference,
        "state": tender.get_state_display(),
        "colour": STATE_COLOURS.get(tender.state, "blue"),
        "value": money(tender.value_excluding_vat_pence),
        "deadline": moment(tender.deadline, tender),
        "bids": tender.bid_count,
    }


def about_rows(tender: Tender) -> list[dict[str, str]]:
    """Return the facts of a tender for a summary list, with a link to change a draft's."""
    rows = [
        {"key": "Reference", "value": tender.reference},
        {"key": "Buyer", "value": tender.buyer_name},
        {"key": "Mainly buys", "value": tender.get_main_category_display()},
        {"key": "Law", "value": f"{tender.get_regime_display()}, {tender.get_nation_display()}"},
        {"key": "Commences on", "value": day(tender.commenced_on)},
        {
            "key": "Estimated value",
            "value": (
                f"{money(tender.value_excluding_vat_pence)} without VAT\n"
                f"{money(tender.value_including_vat_pence)} with VAT"
            ),
        },
        {"key": "Prices are", "value": BASES[tender.price_basis]},
        {"key": "Deadline for bids", "value": moment(tender.deadline, tender)},
    ]
    if tender.improvement:
        rows.insert(3, {"key": "What it could improve", "value": tender.improvement})
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One step of a tender's task list. Without a url it cannot be started yet."""

    title: str
    hint: str
    status: str
    colour: str
    url: str


def task(title: str, *, hint: str, status: str, url: str = "") -> Task:
    """Return one step; its status says how far it is."""
    colours = {"Done": "", "Not started": "blue", "Cannot start yet": "grey"}
    return Task(
        title=title, hint=hint, status=status, colour=colours.get(status, "yellow"), url=url
    )


def method_tasks(methodology: Methodology, *, missing: list[Missing]) -> list[Task]:
    """Return the steps of making a method, with how far each is."""
    pages = {entry.page for entry in missing}
    tender = methodology.tender

    def link(page: str) -> str:
        return reverse(page, args=[tender.pk])

    def status(*names: str, started: bool = True) -> str:
        if not pages.intersection(names):
            return "Done"
        return "In progress" if started else "Not started"

    weighed = methodology.social_value_weight is not None
    counts = {
        section: sum(1 for criterion in methodology.criteria.all() if criterion.section == section)
        for section in Section
    }
    return [
        task(
            "About the tender",
            hint="What you buy, the law, value and dates",
            status=status("tenders:change"),
            url=link("tenders:change"),
        ),
        task(
            "Weights",
            hint=weights_words(methodology) if weighed else "Quality, price and social value",
            status=status("tenders:weights", started=weighed),
            url=link("tenders:weights"),
        ),
        task(
            "Social value questions",
            hint=_questions(counts[Section.SOCIAL_VALUE], "chosen from the matrix"),
            status=status(
                "tenders:areas", "tenders:social_value", started=bool(counts[Section.SOCIAL_VALUE])
            ),
            url=link("tenders:social_value" if counts[Section.SOCIAL_VALUE] else "tenders:areas"),
        ),
        task(
            "Quality questions",
            hint=_questions(counts[Section.QUALITY], "in your own words"),
            status=status("tenders:quality", started=bool(counts[Section.QUALITY])),
            url=link("tenders:quality"),
        ),
        task(
            "Price",
            hint="How prices are scored, ties, abnormally low prices",
            status=status("tenders:price", started=False),
            url=link("tenders:price"),
        ),
    ]


def _questions(count: int, otherwise: str) -> str:
    """Return how many questions there are, or what they will be."""
    if not count:
        return otherwise[:1].upper() + otherwise[1:]
    return f"{count} question{'s' if count > 1 else ''}"


def weights_words(methodology: Methodology) -> str:
    """Return the three weights in a row."""
    return ", ".join(
        f"{section.label.lower()} {percent(methodology.weight_of(section))}" for section in Section
    ).capitalize()


def weight_bars(methodology: Methodology) -> list[dict[str, Any]]:
    """Return the weights that are decided, for bars."""
    return [
        {"label": section.label, "weight": weight, "text": percent(weight)}
        for section in Section
        if (weight := methodology.weight_of(section)) is not None
    ]


# --- What the weighting rules ask ---------------------------------------------------------------


def sum_sentence(weights: dict[str, Decimal | None]) -> str:
    """Return how far the weights are from exactly 100, in words."""
    if None in weights.values():
        return "Give all three weights. Together they must be exactly 100%."
    total = sum(weights.values(), start=Decimal(0))
    if total == HUNDRED:
        return "The weights add up to exactly 100%."
    off = HUNDRED - total
    todo = f"{off:f} still to give" if off > 0 else f"{-off:f} too many"
    return f"The weights add up to {total:f}%: {todo}."


def floor_sentences(asked: Weighting, *, weight: Decimal | None) -> list[str]:
    """Return what the rule that binds asks, how the weight stands to it, and who may depart."""
    rule = next((found.rule for found in asked.explanations if found.sets_floor), None)
    if rule is None or rule.minimum_percent is None:
        return ["No rule that binds this tender sets a lowest weight for social value."]
    floor = rule.minimum_percent
    asks = f"{rule.title} asks for at least {floor:f}%."
    if weight is None:
        return [asks]
    off = weight - floor
    if off >= 0:
        above = "exactly that" if off == 0 else f"{_points(off)} above"
        return [f"{asks} You have {weight:f}%: {above}."]
    approver = (
        f"Going below needs a departure approved by {rule.departure_approver}."
        if rule.departure_approver
        else "Going below needs an approved departure. The source names nobody to approve it, "
        "so your organisation must."
    )
    return [f"{asks} You have {weight:f}%: {_points(-off)} short.", approver]


def _points(number: Decimal) -> str:
    """Return a difference of percentages, in words."""
    return f"{number:f} percentage point{'' if number == 1 else 's'}"


def advice_sentences(explanations: tuple[Explanation, ...]) -> list[str]:
    """Return what rules advise without binding, each with the rule's name."""
    return [
        f"{found.rule.title}. {' '.join(found.sentences)}"
        for found in explanations
        if found.standing is Standing.ADVISES
    ]


SAID_ALREADY = (
    "Social value must weigh",
    "No rule that applies",
    "A departure",
    "Not met: the lowest",
)
"""How sentences begin that the page says at the top."""


def other_binding_sentences(explanations: tuple[Explanation, ...]) -> list[str]:
    """Return what binding rules ask besides the lowest weight, each with the rule's name."""
    sentences = []
    for found in explanations:
        if found.standing is Standing.BINDS:
            kept = [
                sentence
                for sentence in found.sentences
                if not sentence.startswith(
                    (
                        "Social value must weigh",
                        "No rule that applies",
                        "A departure",
                        "Not met: the lowest",
                    )
                )
            ]
            sentences += [f"{found.rule.title}. {' '.join(kept)}"] if kept else []
    return sentences


def weights_answer(*, weights: dict[str, Decimal | None], asked: Weighting) -> dict[str, Any]:
    """Return everything that the weights page says under the inputs."""
    complete = None not in weights.values()
    floor = floor_sentences(asked, weight=weights[Section.SOCIAL_VALUE])
    return {
        "total": sum_sentence(weights),
        "adds_up": complete and sum(weights.values()) == HUNDRED,
        "floor": [asked.problem] if asked.problem else floor,
        "departing": bool(asked.breaches),
        "more": other_binding_sentences(asked.explanations),
        "advice": advice_sentences(asked.explanations),
    }


def _area_url(area: Area, version: FrameworkVersion) -> str:
    """Return the address of an area's own page in the matrix."""
    if version.is_own:
        return reverse("framework:own_area", args=[version.pk, area.pk])
    return reverse("framework:published_area", args=[version.framework.code, area.code])


def matrix_columns(
    areas: list[Area], *, version: FrameworkVersion | None, ticked: set[str]
) -> list[dict[str, Any]]:
    """Return the areas for action under their objectives, with what is ticked."""
    columns: dict[str, dict[str, Any]] = {}
    for area in areas:
        objective = area.objective
        column = columns.setdefault(
            objective.code,
            {"order": objective.order, "title": objective.short_title, "areas": []},
        )
        column["areas"].append(
            {
                "code": area.code,
                "title": area.title,
                "ticked": area.code in ticked,
                "pk": area.pk,
                "url": _area_url(area, version),
            }
        )
    return list(columns.values())


# --- The method as it will be used ---------------------------------------------------------------


def criterion_row(criterion: Criterion, methodology: Methodology) -> dict[str, Any]:
    """Return one question for the tables of a method. `worth` is in percent of the tender."""
    section = methodology.weight_of(criterion.section)
    mark = criterion.pass_mark_points
    follows = "below it is out" if criterion.pass_mark_disqualifies else "below it is noted"
    return {
        "code": criterion.code,
        "title": criterion.title,
        "question": criterion.question,
        "areas": [link.area for link in criterion.areas.all()],
        "weight": percent(criterion.weight),
        "worth": None if section is None else f"{section * criterion.weight / 100:f}%",
        "scale": criterion.scale.title,
        "pass_mark": "" if mark is None else f"{mark:f} ({follows})",
    }


def price_rows(methodology: Methodology, lot_methods: list[LotMethod]) -> list[dict[str, str]]:
    """Return how prices are scored, for a summary list."""
    rows = []
    for method in lot_methods:
        lot = f"Lot {method.lot.code}: " if len(lot_methods) > 1 else ""
        words = FORMULAS.get(method.formula)
        value = f"{words.title}. {words.explanation}" if words else "Not chosen yet"
        parameters = parameter_words(method.parameters)
        rows.append(
            {"key": f"{lot}price formula".capitalize(), "value": "\n".join([value, *parameters])}
        )
        if method.lot.should_cost_pence is not None:
            cost = money(method.lot.should_cost_pence)
            rows.append({"key": f"{lot}should-cost estimate".capitalize(), "value": cost})
    rows.append({"key": "If bids are equal", "value": tie_break_words(methodology.tie_break)})
    rows.append(
        {
            "key": "Abnormally low",
            "value": f"More than {methodology.abnormally_low_percent:f}% below the reference",
        }
    )
    return rows


def tie_break_words(order: list[str]) -> str:
    """Return the published order in which ties are broken, in words."""
    if not order:
        return "Not decided"
    words = [
        TIE_BREAK_ENTRIES.get(entry, f"the higher score for {entry.partition(':')[2]}")
        for entry in order
    ]
    return f"The better bid is the one with {'; then '.join(words)}"


def parameter_words(parameters: dict[str, Any]) -> list[str]:
    """Return the published numbers of a formula, one to a line."""
    lines = []
    for name, value in parameters.items():
        if name in PARAMETER_WORDS:
            label, sign = PARAMETER_WORDS[name]
            number = f"{Decimal(value):,f}" if sign else str(value)
            lines.append(f"{label}: {sign}{number}")
        elif name == "when_undefined":
            lines.append(f"Where it cannot be used: {str(value).replace('_', ' ')}")
    return lines
