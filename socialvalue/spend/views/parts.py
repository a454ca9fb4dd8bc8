"""The pages of an analysis: overview, map, categories, suppliers, deprivation, months, method."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.views.generic import TemplateView

from socialvalue.spend import forms, presenters
from socialvalue.spend.models import Analysis
from socialvalue.spend.views.audiences import OfAnalysis

Shows = Callable[[Analysis, Mapping[str, str]], dict[str, Any]]


class AnalysisPart(OfAnalysis, TemplateView):
    """One page of an analysis; what it is narrowed to stands in its address."""

    shows: ClassVar[Shows]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the cards, charts and tables."""
        shown = type(self).shows(self.analysis, self.request.GET.dict())
        return super().get_context_data(**shown, **kwargs)


class AnalysisPage(AnalysisPart):
    """Where the money went."""

    template_name = "socialvalue/spend/analysis/overview.html"
    shows = staticmethod(presenters.overview_page)


class AnalysisMap(AnalysisPart):
    """The map, by authority and close up."""

    template_name = "socialvalue/spend/analysis/map.html"
    shows = staticmethod(presenters.map_page)


class AnalysisCategories(AnalysisPart):
    """What the money was for, and what leaves."""

    template_name = "socialvalue/spend/analysis/categories.html"
    shows = staticmethod(presenters.categories_page)


class AnalysisSuppliers(AnalysisPart):
    """Who was paid."""

    template_name = "socialvalue/spend/analysis/suppliers.html"
    shows = staticmethod(presenters.suppliers_page)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the form by which the suppliers are narrowed."""
        shown = super().get_context_data(**kwargs)
        chosen = shown["chosen"]
        choices = [(each.name, each.label, each.options) for each in shown["filters"]]
        beside = {name: chosen[name] for name in ("top", "band")}
        form = forms.NarrowForm(choices=choices, beside=beside, initial=chosen)
        return {**shown, "narrow": form if choices else None}


class AnalysisDeprivation(AnalysisPart):
    """How deprived the suppliers' neighbourhoods are."""

    template_name = "socialvalue/spend/analysis/deprivation.html"
    shows = staticmethod(presenters.deprivation_page)


class AnalysisMonths(AnalysisPart):
    """Changes over time."""

    template_name = "socialvalue/spend/analysis/months.html"
    shows = staticmethod(presenters.months_page)


class AnalysisMethod(AnalysisPart):
    """How it was worked out, and how to do so again."""

    template_name = "socialvalue/spend/analysis/method.html"
    shows = staticmethod(presenters.method_page)


class AnalysisPublished(AnalysisPart):
    """What others have published, beside this analysis."""

    template_name = "socialvalue/spend/analysis/published.html"
    shows = staticmethod(presenters.published_page)
