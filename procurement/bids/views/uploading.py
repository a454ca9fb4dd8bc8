"""Receiving bids from files: filled templates, and releases of OCDS."""

import base64
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from procurement.bids import actions, queries
from procurement.bids.forms import SealForm, UploadForm
from procurement.bids.models import Origin
from procurement.bids.views.receiving import REFUSALS, ReceivePage, check_words
from procurement.calculations.ocds import NotAFile
from procurement.calculations.ocds_bids import FoundBid, FoundBids, Wanted, bids_of
from procurement.calculations.responses import (
    FaultsFound,
    FileRefused,
    Paper,
    Response,
    read_response,
)
from procurement.tenders.models import PriceBasis
from procurement.tenders.presenters import money

MOST_FAULTS = 100
"""Faults that one page lists; whoever mends these sees the next."""


class UploadPage(ReceivePage):
    """A page that receives a file. The file itself goes from the check to the seal, signed."""

    form_class = UploadForm
    endings: tuple[str, ...]
    hint: str

    def get_form_kwargs(self) -> dict[str, Any]:
        """What files are taken."""
        return super().get_form_kwargs() | {"endings": self.endings, "hint": self.hint}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Read the file, and show what it says or what is wrong with it."""
        file = form.cleaned_data["content"]
        content = file.read()
        payload = {
            "name": safe_name(file.name),
            "content": base64.b64encode(content).decode("ascii"),
        }
        return self.look(form, content, payload)

    def look(
        self,
        form: UploadForm,
        content: bytes,
        payload: dict[str, str],
        seal_form: SealForm | None = None,
    ) -> HttpResponse:
        """Show what the file says or what is wrong with it."""
        ...

    def seal(self, payload: dict[str, str]) -> HttpResponse:
        """Receive what was checked, read once more from the same bytes."""
        content = base64.b64decode(payload["content"])
        received = actions.Received(file_name=payload["name"], content=content)
        form = UploadForm(**self.get_form_kwargs() | {"data": None, "files": None})
        seal_form = self.seal_form(data=self.request.POST)
        if not seal_form.is_valid():
            return self.look(form, content, payload, seal_form)
        try:
            return self.receive(received, seal_form.cleaned_data["replaces_because"])
        except REFUSALS as refusal:
            seal_form.add_error("replaces_because", str(refusal))
            return self.look(form, content, payload, seal_form)
        except (FileRefused, FaultsFound):  # the method was amended meanwhile
            return self.look(form, content, payload)

    def receive(self, received: actions.Received, replaces_because: str) -> HttpResponse:
        """Receive the bids of the file."""
        ...


def safe_name(name: str) -> str:
    """Return a file's own name without folders or control characters, at most 255 characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[-255:] or "response"


class UploadResponse(UploadPage):
    """Upload a filled response template, check it, and seal it."""

    endings = (".xlsx", ".ods")
    hint = "A filled template, as XLSX or ODS, of 1 MB or less"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        kwargs.setdefault("heading", "Upload a filled template")
        kwargs.setdefault(
            "words",
            "You see the bid before it is sealed. If anything is wrong in the file, every fault is "
            "listed with its sheet and cell, and nothing is received.",
        )
        return super().get_context_data(**kwargs)

    def look(
        self,
        form: UploadForm,
        content: bytes,
        payload: dict[str, str],
        seal_form: SealForm | None = None,
    ) -> HttpResponse:
        """Show what the template says or what is wrong with it."""
        try:
            paper, response = self._read(content)
        except FileRefused as refusal:
            context = self.get_context_data(form=form, refusal=str(refusal))
            return self.render_to_response(context)
        except FaultsFound as found:
            faults = found.faults[:MOST_FAULTS]
            more = len(found.faults) - len(faults)
            context = self.get_context_data(form=form, faults=faults, more_faults=more)
            return self.render_to_response(context)
        words = check_words(response, paper, self.tender)
        return self.checked(payload, seal_form=seal_form, heading="Check the bid", bids=[words])

    def _read(self, content: bytes) -> tuple[Paper, Response]:
        return read_response(content, papers=queries.papers_of(self.tender))

    def receive(self, received: actions.Received, replaces_because: str) -> HttpResponse:
        """Receive the bid."""
        paper, response = self._read(received.content)
        bid = actions.receive_bid(
            tender=self.tender,
            lot=self.tender.lots.get(code=paper.lot),
            bidder_name=response.bidder_name,
            answers=response.answers,
            commitments=response.commitments,
            price_pence=response.price_pence,
            origin=Origin.TEMPLATE,
            received=received,
            by=self.request.user,
            at=timezone.now(),
            replaces_because=replaces_because,
        )
        return self.done([bid.code], is_late=bid.is_late)


class UploadOcds(UploadPage):
    """Upload the bids of an OCDS release, check them, and seal them."""

    endings = (".json",)
    hint = "An OCDS release or package with bids, as JSON, of 1 MB or less"
    check_template = "procurement/bids/check_ocds.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        kwargs.setdefault("heading", "Receive bids from OCDS")
        kwargs.setdefault(
            "words",
            "A bid can be received if it names its tenderer, its lot and its price. OCDS has no "
            "place for commitments, and answers only as responses to requirements whose ids are "
            "the codes of your questions.",
        )
        return super().get_context_data(**kwargs)

    def look(
        self,
        form: UploadForm,
        content: bytes,
        payload: dict[str, str],
        seal_form: SealForm | None = None,
    ) -> HttpResponse:
        """Show which bids can be received, and what the others lack."""
        try:
            found = self._read(content)
        except NotAFile as refusal:
            context = self.get_context_data(form=form, refusal=str(refusal))
            return self.render_to_response(context)
        ready = [bid for bid in found.bids if not bid.lacks]
        context = {
            "heading": "Check the bids",
            "ready": [self._row(bid) for bid in ready],
            "lacking": [self._row(bid) for bid in found.bids if bid.lacks],
            "notes": found.notes,
        }
        if ready:
            return self.checked(payload, seal_form=seal_form, **context)
        return self.render_to_response(self.get_context_data(form=form, **context))

    def _row(self, bid: FoundBid) -> dict[str, Any]:
        return {
            "at": bid.at,
            "bidder": bid.bidder_name,
            "lot": bid.lot,
            "price": "" if bid.price_pence is None else money(bid.price_pence),
            "answers": len(bid.answers),
            "lacks": bid.lacks,
        }

    def _read(self, content: bytes) -> FoundBids:
        papers = queries.papers_of(self.tender)
        return bids_of(
            content,
            wanted=Wanted(
                lots=[paper.lot for paper in papers],
                questions={
                    paper.lot: [question.code for question in paper.questions] for paper in papers
                },
                includes_vat=self.tender.price_basis == PriceBasis.INCLUDING_VAT,
            ),
        )

    def receive(self, received: actions.Received, replaces_because: str) -> HttpResponse:
        """Receive the bids that lack nothing."""
        found = self._read(received.content)
        bids = actions.receive_bids(
            tender=self.tender,
            found=[bid for bid in found.bids if not bid.lacks],
            received=received,
            by=self.request.user,
            at=timezone.now(),
            replaces_because=replaces_because,
        )
        return self.done([bid.code for bid in bids], is_late=any(bid.is_late for bid in bids))
