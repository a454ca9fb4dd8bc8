"""Pages that act on what one analysis found: the newest, or the one that the address names."""

from django.utils.functional import cached_property

from socialvalue.core.access import Allowed
from socialvalue.spend import caution, forms, presenters, queries
from socialvalue.spend.models import Analysis, CategoryDecision
from socialvalue.spend.views.audiences import READERS, may_change

MOST_OFFERED = 50


class OfChosenAnalysis(Allowed):
    """A page about what an analysis found: "?of=" says which; without it, or a strange one, the
    newest of the organisation's place.
    """

    may_use = READERS
    kept: tuple[str, ...] = ()
    """What else the address says that stays when another analysis is chosen."""

    @cached_property
    def offered(self) -> list[Analysis]:
        """The analyses to choose from, without what they found."""
        usable = queries.usable_analyses(self.request.organisation)
        return list(usable.for_lists()[:MOST_OFFERED])

    @cached_property
    def of(self) -> str:
        """What the address says of the analysis; empty for the newest."""
        asked = self.request.GET.get("of", "")
        return asked if asked in {str(one.pk) for one in self.offered} else ""

    @cached_property
    def analysis(self) -> Analysis | None:
        """The analysis that was chosen, if there is any."""
        organisation = self.request.organisation
        if not self.of:
            return queries.newest_analysis(organisation)
        return queries.usable_analyses(organisation).select_related("job").get(pk=self.of)

    @cached_property
    def spends(self) -> dict[str, queries.CategorySpend]:
        """The spend of each of its categories."""
        return queries.category_spend(self.analysis) if self.analysis else {}

    @cached_property
    def decisions(self) -> dict[str, CategoryDecision]:
        """The decision that stands about each category."""
        return queries.standing_decisions(self.request.organisation)

    def choice(self) -> forms.NarrowForm | None:
        """Return the question of which analysis; None where there is nothing to choose."""
        if len(self.offered) < 2 or self.analysis is None:
            return None
        options = [(str(one.pk), presenters.analysis_words(one)) for one in self.offered]
        asked = self.request.GET
        return forms.NarrowForm(
            initial={"of": str(self.analysis.pk)},
            choices=[("of", "Figures of", options)],
            beside={name: asked[name] for name in self.kept if name in asked},
        )

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Say which analysis the figures are of, and what the law says beside them."""
        said = {
            "analysis": self.analysis,
            "choice": self.choice(),
            "of": self.of,
            "of_query": f"of={self.of}" if self.of else "",
            "caution": caution.FOR_PAGES,
            "may_change": may_change(self.request),
        }
        return super().get_context_data(**{**said, **kwargs})
