"""The letter and the certificate are fetched, and anybody checks them."""

import io
import re

from pypdf import PdfReader

from tests.browser.award_walk.judging import FEEDBACK, SECOND
from tests.browser.award_walk.people import HOLDER, OFFICE

IDENTIFIER = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}\b")


def reads_the_decision(applicant, scheme, plan):
    """Read the decision with its judgements, and fetch the letter. Who gave what is not told."""
    applicant.goes("/awards/applications/")
    applicant.comes_to("Applications")
    applicant.follows(scheme.title)
    applicant.comes_to(scheme.title)
    applicant.reads(f"Awarded: {plan.level}")
    applicant.reads(FEEDBACK)
    assert SECOND not in applicant.page.content()
    applicant.follows(re.compile("awarded", re.IGNORECASE))
    applicant.sees("")
    letter = words_of(applicant.fetches("PDF"))
    assert HOLDER in letter
    assert plan.level in letter
    assert FEEDBACK in letter


def words_of(pdf):
    """Return the words of a PDF, with one space between them."""
    assert pdf.startswith(b"%PDF-")
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def fetches_the_certificate(applicant, scheme, plan):
    """Fetch the certificate; return the identifier that stands on it."""
    applicant.goes("/awards/held/")
    applicant.comes_to("Awards we hold")
    applicant.follows(scheme.title)
    applicant.comes_to(scheme.title)
    applicant.presses("See the certificate")
    applicant.comes_to(HOLDER)
    certificate = words_of(applicant.fetches("Download the certificate (PDF)"))
    assert HOLDER in certificate
    assert f"holds the {scheme.title} ({plan.level})" in certificate
    return IDENTIFIER.search(certificate)[0]


def finds_it_in_the_register(public, scheme, plan):
    """Let anybody look for the holder."""
    public.goes("/awards/register/")
    public.comes_to("Register of awards")
    public.fills("Name of the holder", "weavers")
    public.chooses("Place", "Liverpool")
    public.presses("Search")
    public.page.wait_for_url("**name=weavers**")
    public.reads("1 award, as of")
    row = public.page.get_by_role("row").filter(has_text=HOLDER)
    cells = row.get_by_role("cell").all_inner_texts()
    assert cells[:3] == [scheme.title, plan.level, "Liverpool"]


def checks_the_certificate(public, identifier, plan):
    """Let anybody who was shown the certificate check whether the award is in force."""
    public.goes("/awards/verify/")
    public.comes_to("Check a certificate")
    public.fills("Identifier of the certificate", identifier.lower())
    public.presses("Check")
    public.comes_to("In force")
    for words in (HOLDER, plan.level, OFFICE):
        assert words in public.page.locator("main").inner_text()


def looks_at_the_place(applicant, scheme):
    """See the award among those of the place."""
    applicant.goes("/awards/places/E08000012/")
    applicant.comes_to("Liverpool")
    row = applicant.page.get_by_role("row").filter(has_text=HOLDER).first
    assert scheme.title in row.inner_text()
