"""The result of a tender: the page, the report, and the files."""

from abc import ABC, abstractmethod
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView, View

from procurement.calculations.evaluation import WorkedOut
from procurement.evaluation import permissions, queries, reports
from procurement.evaluation.lot_view import LotView
from procurement.evaluation.presenters import method_told, ranking, sentences
from procurement.evaluation.presenters.sentences import Members
from procurement.tenders.access import PRICE_READERS, TenderPage
from procurement.tenders.models import Methodology, State
from procurement.tenders.queries import methodology_of
from socialvalue.core import exports, responses


def lots_of(methodology: Methodology, bundle: Members, worked_out: WorkedOut) -> list[LotView]:
    """Return what there is to say about each lot of a result that is not refused as a whole."""
    tender = methodology.tender
    keys = {f"lot {lot.code}": lot.pk for lot in tender.lots.all()}
    bids = tender.bids.standing().values_list("code", "pk", "price_enquiry__outcome")
    keys |= {f"bid {code}": key for code, key, _ in bids}
    return ranking.lot_views(
        bundle,
        worked_out.result,
        gaps=worked_out.gaps,
        objectives=queries.objectives_by_area(methodology),
        keys=keys,
        outcomes={code: outcome for code, _, outcome in bids if outcome},
    )


class ResultPage(TenderPage):
    """What every page and file about the result stands on: the bundle, and what follows from it."""

    may_use = PRICE_READERS

    def is_allowed(self) -> bool:
        """Once the tender is ranked; officers, who work the ranking out, once prices are opened."""
        return permissions.may_read_result(
            self.tender, user=self.request.user, roles=self.request.roles
        )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Work the result out anew from what is stored."""
        super().setup(request, *args, **kwargs)
        self.methodology = methodology_of(self.tender)

    def work_out(self) -> None:
        """Work out the result, once the person may see it."""
        self.bundle, self.worked_out = queries.worked_out_of(self.tender)
        self.result = self.worked_out.result

    @property
    def is_refused(self) -> bool:
        """Whether something is missing, so that nothing can be worked out."""
        return bool(self.result["status"] == "refused")

    def lots(self) -> list[LotView]:
        """Return what there is to say about each lot."""
        return [] if self.is_refused else lots_of(self.methodology, self.bundle, self.worked_out)

    def method_told(self) -> dict[str, Any]:
        """Return what the report says of the method and of amended scores."""
        criteria = queries.criteria_to_score(self.tender)
        return {
            "questions": method_told.questions(criteria),
            "scales": method_told.scales(criteria),
            "marks": method_told.MARKS,
            "ties": method_told.ties(self.methodology),
            "amendments": method_told.amendments(queries.amended_scores_of(self.tender)),
        }


class Result(ResultPage, TemplateView):
    """The ranking, how it was worked out, and the files to keep."""

    template_name = "procurement/evaluation/result.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lots, or what is missing."""
        self.work_out()
        return super().get_context_data(
            result=self.result,
            is_refused=self.is_refused,
            missing=self.missing(),
            lots=self.lots(),
            one_score="" if self.tender.panel.exists() else reports.ONE_SCORE,
            checksum=reports.CHECKSUM,
            duty=sentences.low_price_duty(self.tender.regime),
            duty_note=sentences.LOW_PRICE_NOTE,
            several=len(self.bundle["lots"]) > 1,
            standing=self.standing(),
            known=[
                f"{score.bid.bidder.name}, {score.criterion.code}"
                for score in queries.amended_scores_of(self.tender)
                if score.prices_known
            ],
            may_decide=permissions.may_rank(
                self.tender, user=self.request.user, roles=self.request.roles
            ),
            **kwargs,
        )

    def standing(self) -> queries.Standing | None:
        """Return the ranking that counts and whether it still follows; None before there is one."""
        if self.tender.stands_in == State.PRICE_OPENED:
            return None
        return queries.standing_of(self.tender, worked_out=(self.bundle, self.result))

    def missing(self) -> list[str]:
        """Return what stands between the tender and its result, in sentences."""
        if not self.is_refused:
            return []
        scores = sentences.missing_scores(self.bundle)
        return sentences.missing(self.result["errors"], scores=scores)


class File(ABC, ResultPage, View):
    """A file of the result."""

    kind: str
    ending: str
    content_type: str

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer with the file."""
        self.work_out()
        name = exports.file_name(f"{self.tender.reference} {self.kind}", ending=self.ending)
        return responses.download(self.content(), name=name, content_type=self.content_type)

    @abstractmethod
    def content(self) -> bytes:
        """Return the file."""


class ResultFile(File):
    """The result as a table."""

    kind, ending, content_type = "result", "csv", responses.CSV

    def content(self) -> bytes:
        """Return the table."""
        return reports.result_csv(self.lots())


class BundleFile(File):
    """The evaluation bundle: everything that the result follows from."""

    kind, ending, content_type = "evaluation bundle", "json", "application/json"

    def content(self) -> bytes:
        """Return the bundle."""
        return reports.bundle_json(self.bundle)
