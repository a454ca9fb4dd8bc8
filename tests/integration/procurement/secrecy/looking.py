"""What anybody can see of a tender: every address under it, as text, whatever the kind of file."""

import io
import re
import zipfile

import pypdf

from procurement.bids.models import Clarification
from procurement.evaluation.models import (
    Audience,
    Declaration,
    Letter,
    LetterPack,
    PanelMember,
    Recusal,
    Representation,
)
from procurement.tenders.models import Criterion, Proposal, Scale, StressBid, WeightDeparture
from tests.integration.things import NOBODY
from tests.integration.world import ADDRESSES, answer

UNDER_A_TENDER = [each for each in ADDRESSES if "tender_pk" in each.parameters]
LISTS = [
    each
    for each in ADDRESSES
    if not each.parameters and each.name and each.name.split(":")[0] in {"tenders", "core", "jobs"}
]
SURFACES = UNDER_A_TENDER + LISTS
# What differs between two answers to the same question, and tells of nothing.
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"|name="idempotency_key" value="[^"]*"'
    r"|(?m:^Expires: .*$)"
)


def text_of(response):
    """Return everything that can be read of an answer: headers, and the text of what it holds."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return headers + "\n" + text_in(response.body)


def text_in(content):
    """Return the text of a page or a file; of an archive, that of everything in it."""
    if content.startswith(b"%PDF"):
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        # Lines of a narrow cell are joined, so that a word broken over two lines is found too.
        return " ".join(page.extract_text().replace("\n", " ") for page in pages)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(
                f"{name}\n{text_in(archive.read(name))}" for name in archive.namelist()
            )
    return content.decode("utf-8", errors="replace")


def steady(text):
    """Return the text without what differs each time and tells of nothing."""
    return CHANGING.sub("", text)


def look(world, persona, address, keys):
    """Return what a person reads at an address, or "" where something it names is not there."""
    if any(name not in keys for name in address.parameters):
        return ""
    response, _ = answer(world, persona, "GET", address.path(keys))
    return text_of(response)


def keys_of(tender, pick):
    """Return one key for each parameter of the addresses under a tender; `pick` chooses.

    A parameter whose thing does not exist yet names nothing.
    """
    keys = {"tender_pk": tender.pk}
    for parameter in sorted({name for each in UNDER_A_TENDER for name in each.parameters}):
        if parameter not in keys:
            things = things_for(parameter, tender)
            keys[parameter] = pick(things) if things else NOBODY
    return keys


def things_for(parameter, tender):
    """Return the keys of the tender's things that an address may name by this parameter.

    A new parameter needs a line here: an address that the machine cannot ask for is not watched.
    """
    try:
        found = THINGS[parameter]
    except KeyError:
        raise AssertionError(f"secrecy/looking.py does not know <{parameter}>") from None
    return list(found(tender))


def keys(queryset):
    """Return the keys in an order that does not depend on the keys themselves."""
    return queryset.values_list("pk", flat=True)


def of(model, way):
    """Return how to find a model's things, given the way from one of them to the tender."""
    return lambda tender: keys(model.objects.filter(**{way: tender}).order_by("pk"))


THINGS = {
    "bid_pk": lambda tender: keys(tender.bids.order_by("position")),
    "lot_pk": lambda tender: keys(tender.lots.order_by("position")),
    "criterion_pk": of(Criterion, "methodology__tender"),
    "scale_pk": of(Scale, "methodology__tender"),
    "departure_pk": of(WeightDeparture, "methodology__tender"),
    "stress_bid_pk": of(StressBid, "lot__tender"),
    "proposal_pk": of(Proposal, "tender"),
    "clarification_pk": of(Clarification, "bid__tender"),
    "member_pk": of(PanelMember, "tender"),
    "declaration_pk": of(Declaration, "member__tender"),
    "recusal_pk": of(Recusal, "member__tender"),
    "pack_pk": of(LetterPack, "tender"),
    "letter_pk": of(Letter, "pack__tender"),
    "representation_pk": of(Representation, "tender"),
    "number": lambda tender: [1, 2],
    "audience": lambda tender: Audience.values,
    "ending": lambda tender: ["html", "docx", "pdf"],
    "form": lambda tender: ["html", "docx", "pdf"],
}
