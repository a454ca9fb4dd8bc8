"""Comparing two or more analyses: years, anchors, places."""

from uuid import UUID

from django.views.generic import TemplateView

from socialvalue.core.access import Allowed
from socialvalue.spend import presenters
from socialvalue.spend.views.audiences import READERS


class Compare(Allowed, TemplateView):
    """Analyses side by side; `a`, `b` ... in the address name them, or `with` several times."""

    may_use = READERS
    template_name = "socialvalue/spend/compare.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add those chosen, in the order of their periods; what is not the own is not there."""
        analyses = self.request.organisation.analyses
        done = analyses.for_lists().exclude(figures={}).order_by("start", "asked_at")
        chosen = analyses.for_pages().exclude(figures={}).filter(pk__in=self._asked())
        shown = presenters.comparison_page(
            list(chosen.order_by("start", "asked_at")[: presenters.MOST_COMPARED]),
            list(done),
            with_published="published" in self.request.GET,
        )
        return super().get_context_data(**shown, **kwargs)

    def _asked(self) -> list[UUID]:
        """Return the keys that the address names; what is no key is passed over."""
        asked = self.request.GET
        named = [*(asked.get(letter, "") for letter in "abcdefgh"), *asked.getlist("with")]
        found = []
        for text in named:
            try:
                found.append(UUID(text))
            except ValueError:
                continue
        return found
