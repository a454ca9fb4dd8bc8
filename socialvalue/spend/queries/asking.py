"""What an analysis asks, in the words of the calculations."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend.bands import Area, NestedAreas
from socialvalue.calculations.spend.exclusions import RULES
from socialvalue.calculations.spend.question import Question, category_key
from socialvalue.calculations.spend.study_files import Answer
from socialvalue.calculations.spend.suppliers import Size
from socialvalue.places import queries as places
from socialvalue.places.models import Area as StoredArea
from socialvalue.spend.models import Analysis, Repeat

REDACTED = ("REDACTED",)
TOP = 20
MINIMUM_LOCATED = "90"
SME_SIZES = (Size.MICRO.value, Size.SMALL.value, Size.MEDIUM.value)


def terms_of(
    organisation: Organisation,
    *,
    files: Sequence[Any],
    leakage_area: str,
    multiplier_area: str,
    top_n: int,
    minimum_located: str,
    answers: Sequence[Answer],
) -> dict[str, Any]:
    """Return everything that people have decided, as it stands now, for `Analysis.terms`.

    So what was decided later changes no figure of an analysis that was asked before.
    """
    decisions = list(organisation.category_decisions.standing())
    left_out = {decision.left_out_as for decision in decisions if decision.left_out_as}
    return {
        "order": [*RULES, *sorted(left_out - set(RULES))],
        "markers": list(REDACTED),
        "categories": {
            reason: sorted(each.key for each in decisions if each.left_out_as == reason)
            for reason in sorted(left_out)
        },
        "not_influenceable": {
            each.key: each.because for each in decisions if not each.is_influenceable
        },
        "repeats": _repeats(files),
        "sme_sizes": list(SME_SIZES),
        "top_n": top_n,
        "minimum_located_pct": minimum_located,
        "decile_up_to": 1,
        "indices": [index.code for index in places.indices_in_use()],
        "leakage_area": leakage_area,
        "multiplier_area": multiplier_area,
        "answers": [
            [answer.supplier, answer.area, str(answer.respend_share)] for answer in answers
        ],
    }


def _repeats(files: Sequence[Any]) -> dict[str, list[int]]:
    """Return the positions, by file, of the lines confirmed to repeat one of these files."""
    found: dict[str, list[int]] = {}
    wanted = [file.pk for file in files]
    confirmed = Repeat.objects.confirmed().filter(file__in=wanted, first_file__in=wanted)
    for file, position in confirmed.order_by("file", "position").values_list("file", "position"):
        found.setdefault(str(file), []).append(position)
    return found


def question_of(analysis: Analysis) -> Question:
    """Return what an analysis asks, with the areas as they are today. Raises NotNested."""
    terms = analysis.terms
    areas = _areas(analysis)
    nested = [areas[code] for code in (analysis.place_code, analysis.wider_place_code) if code]
    return Question(
        title=analysis.title,
        start=analysis.start,
        end=analysis.end,
        areas=areas,
        nested=NestedAreas(tuple(nested)),
        leakage_area=areas[terms["leakage_area"]],
        multiplier_area=areas[terms["multiplier_area"]],
        anchors={anchor.code: anchor.name for anchor in anchors_of(analysis)},
        exclusion_order=tuple(terms["order"]),
        exclude_categories={
            reason: frozenset(keys) for reason, keys in terms["categories"].items()
        },
        exclude_duplicates=True,
        redaction_markers=tuple(terms["markers"]),
        not_influenceable=terms["not_influenceable"],
        sme_sizes=frozenset(terms["sme_sizes"]),
        top_n=terms["top_n"],
        minimum_located_pct=Decimal(terms["minimum_located_pct"]),
        decile_up_to=terms["decile_up_to"],
        indices=tuple(terms["indices"]),
        category_form=category_key,
    )


def anchors_of(analysis: Analysis) -> list[Any]:
    """Return whose payments an analysis asks about: the organisation itself, then by code."""
    return list(analysis.anchors.order_by("-is_own", "code"))


def answers_of(analysis: Analysis) -> tuple[Answer, ...]:
    """Return what suppliers had answered when the analysis was asked."""
    return tuple(
        Answer(supplier, area, Fraction(share))
        for supplier, area, share in analysis.terms["answers"]
    )


def _areas(analysis: Analysis) -> Mapping[str, Area]:
    """Return the areas of an analysis by code: the nested ones, then the others."""
    codes = [analysis.place_code, analysis.wider_place_code, *analysis.other_area_codes]
    codes += [analysis.terms["leakage_area"], analysis.terms["multiplier_area"]]
    wanted = [code for code in dict.fromkeys(codes) if code]
    found = StoredArea.objects.in_bulk(wanted)
    return {code: Area(code, found[code].name, found[code].lad_codes) for code in wanted}
