"""What is asked of payments: the period, the areas, the anchors, and what is left out and why.

A study in a folder spells it in its config.json; in the application it is an analysis. Both are
worked out by the same engine from this.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from socialvalue.calculations.spend.bands import Area, NestedAreas
from socialvalue.calculations.spend.exclusions import Terms
from socialvalue.calculations.spend.study_config import Config


def as_written(category: str) -> str:
    """Return a category as it is compared where nothing is to be made equal: itself."""
    return category


def category_key(name: str) -> str:
    """Return the form in which categories are compared: "IT  Costs" is "it costs"."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True)
class Question:
    """What is asked. Areas are in the order in which they are shown; the floor is in percent.

    `anchors` has the name of each by its code, `not_influenceable` the reason for each category.
    Categories, here and in `exclude_categories`, are in the form that `category_form` gives them.
    """

    title: str
    start: dt.date
    end: dt.date
    areas: Mapping[str, Area]
    nested: NestedAreas
    leakage_area: Area
    multiplier_area: Area
    anchors: Mapping[str, str]
    exclusion_order: tuple[str, ...]
    exclude_categories: Mapping[str, frozenset[str]]
    exclude_duplicates: bool
    redaction_markers: tuple[str, ...]
    not_influenceable: Mapping[str, str]
    sme_sizes: frozenset[str]
    top_n: int
    minimum_located_pct: Decimal
    decile_up_to: int
    indices: tuple[str, ...]
    category_form: Callable[[str], str] = category_key

    @property
    def terms(self) -> Terms:
        """Return what is said about exclusions."""
        return Terms(
            start=self.start,
            end=self.end,
            markers=self.redaction_markers,
            categories=self.exclude_categories,
            exclude_duplicates=self.exclude_duplicates,
            order=self.exclusion_order,
        )


def question_of(config: Config) -> Question:
    """Return what the configuration of a study asks. Its categories are compared as written."""
    return Question(
        title=config.title,
        start=config.start,
        end=config.end,
        areas=config.areas,
        nested=config.nested,
        leakage_area=config.leakage_area,
        multiplier_area=config.multiplier_area,
        anchors={anchor.code: anchor.name for anchor in config.anchors},
        exclusion_order=config.exclusion_order,
        exclude_categories=config.exclude_categories,
        exclude_duplicates=config.exclude_duplicates,
        redaction_markers=config.redaction_markers,
        not_influenceable=config.not_influenceable,
        sme_sizes=config.sme_sizes,
        top_n=config.top_n,
        minimum_located_pct=config.minimum_located_pct,
        decile_up_to=config.decile_up_to,
        indices=tuple(index.code for index in config.indices),
        category_form=as_written,
    )
