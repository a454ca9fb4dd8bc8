"""What applicants do on pages, in short."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from socialvalue.awards.models import Answer, State
from tests.factories.awards import AT, AnswerFactory, EvidenceUseFactory
from tests.unit.socialvalue.calculations.evidence.files import PDF

CODES = ("S1", "S2", "E1", "E2")


def url(name, *keys):
    """Return an address of awards."""
    return reverse(f"awards:{name}", args=[getattr(key, "pk", key) for key in keys])


def words(response):
    """Return a page's text."""
    return response.content.decode()


def said(text="Twelve people of the valley.", version=0, **more):
    """Return what the page of a criterion sends."""
    return {"text": text, "version": version, "words": "", **more}


def a_file(name="policy.pdf", content=PDF):
    """Return a file to upload."""
    return SimpleUploadedFile(name, content)


def answered(application, *, without=()):
    """Answer every criterion, each with evidence, but for those to leave alone; return it."""
    for code in set(CODES) - set(without):
        AnswerFactory(application=application, criterion=code)
        EvidenceUseFactory(application=application, criterion=code)
    return application


def submitted(application, state=State.SUBMITTED):
    """Put an application that is answered where it was handed in, or further on."""
    application.state = state
    application.submitted_at, application.submitted_by = AT, "an applicant"
    application.save()
    return application


def answer_of(application, code="S1"):
    """Return what is said about a criterion."""
    return Answer.objects.get(application=application, criterion=code)
