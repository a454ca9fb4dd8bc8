"""The document out, filled in, and in again: check first, all or nothing."""

import io

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from tests.factories.awards import (
    AnswerFactory,
    ApplicationFactory,
    RunningFactory,
    SchemeVersionFactory,
)
from tests.integration.procurement.people import client_of
from tests.integration.socialvalue.awards.applying.steps import answer_of, submitted, url, words
from tests.unit.socialvalue.calculations.awards import samples
from tests.unit.socialvalue.calculations.evidence.files import PDF

pytestmark = pytest.mark.django_db


def document_of(client, application):
    """Return the document as somebody downloads it."""
    return Document(io.BytesIO(client.get(url("template", application)).content))


def filled(document, answers):
    """Write answers into the tables of a document by the code in their first row."""
    for table in document.tables:
        heading = table.rows[0].cells[0].text
        for code, text in answers.items():
            if heading.endswith(f"[{code}]"):
                table.rows[1].cells[0].text = text
    return bytes_of(document)


def bytes_of(document):
    """Return the document as a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def upload(client, application, content, name="filled.docx"):
    """Upload a filled document."""
    file = SimpleUploadedFile(name, content)
    return client.post(url("upload_template", application), {"content": file})


def sealed_in(page):
    """Return what a checked page would send to be saved."""
    return words(page).split('name="sealed" value="')[1].split('"')[0]


def save(client, application, page):
    """Save what was checked."""
    return client.post(url("upload_template", application), {"sealed": sealed_in(page)})


def test_the_document_asks_what_the_scheme_asks(applicant, application):
    AnswerFactory(application=application, criterion="S2", text="Twelve pounds\nan hour.")

    answer = applicant.get(url("template", application))

    document = Document(io.BytesIO(answer.content))
    texts = "\n".join(each.text for each in document.paragraphs)
    tables = {table.rows[0].cells[0].text: table.rows[1].cells[0].text for table in document.tables}
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="application-weavers-award.docx"'
    )
    assert "Whom do you employ?" in texts
    assert f"Reference: {application.pk}" in texts
    assert tables["Your answer: Pay [S2]"] == "Twelve pounds\nan hour."


def test_the_document_says_what_counts_as_much_and_what_a_theme_is(organisation):
    document = samples.document()
    document["themes"][0]["words"] = "What gets better for people."
    document["themes"][0]["criteria"][0] |= {
        "equivalent": "Pay figures count.",
        "prompts": ["How?"],
    }
    running = RunningFactory(version=SchemeVersionFactory(code="worded", document=document))
    application = ApplicationFactory(running=running, organisation=organisation)

    written = document_of(client_of(organisation, "applicant"), application)

    texts = "\n".join(each.text for each in written.paragraphs)
    for told in ("What gets better for people.", "Pay figures count.", "How?"):
        assert told in texts


def test_a_filled_document_is_checked_before_anything_is_saved(applicant, application):
    AnswerFactory(application=application, criterion="S2", text="Before.")
    AnswerFactory(application=application, criterion="E1", text="Same.")
    content = filled(
        document_of(applicant, application), {"S1": "Jobs.\nMany.", "S2": "After.", "E1": "Same."}
    )

    page = upload(applicant, application, content)
    standing = answer_of(application, "S2").text
    done = save(applicant, application, page)

    shown = words(page)
    for told in ("New", "Replaces what is online", "Same as online", "stays as it is online"):
        assert told in shown
    assert "Before." in shown
    assert standing == "Before."
    assert done.headers["Location"] == url("application", application)
    assert answer_of(application, "S1").text == "Jobs.\nMany."
    assert (answer_of(application, "S2").text, answer_of(application, "S2").version) == (
        "After.",
        2,
    )
    assert answer_of(application, "E1").version == 1
    assert "Saved from your document: 2 answers" in words(applicant.get(done.headers["Location"]))


def test_a_document_that_changes_nothing_says_so(applicant, application):
    page = words(upload(applicant, application, bytes_of(document_of(applicant, application))))

    assert "The document changes nothing." in page
    assert 'name="sealed"' not in page


def test_faults_are_listed_by_place_and_nothing_is_saved(applicant, application):
    content = filled(document_of(applicant, application), {"S1": "x" * 10_001, "S2": "Fine."})

    page = words(upload(applicant, application, content))

    assert "Nothing was saved: put these places right" in page
    assert "<strong>Answer to Jobs</strong>: Shorten it to 10,000 characters" in page
    assert not application.answers.exists()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.docx", PDF, "The file is no Word document (.docx), but PDF."),
        ("a.docx", b"", "The file is empty."),
        ("a.docx", b"x" * (2 * 1024 * 1024 + 1), "The document is 2.1 MB, and the most is 2 MB"),
    ],
)
def test_other_files_are_refused_in_words(name, content, why, applicant, application):
    assert why in words(upload(applicant, application, content, name))


def test_no_file_is_asked_for(applicant, application):
    assert "Choose the document that you filled in" in words(
        applicant.post(url("upload_template", application), {})
    )
    assert "You see what the document says before" in words(
        applicant.get(url("upload_template", application))
    )


def test_a_document_of_another_application_is_refused(applicant, application):
    other = ApplicationFactory(running=application.running, organisation=application.organisation)
    content = filled(document_of(applicant, other), {"S1": "Jobs."})

    assert "belongs to another application" in words(upload(applicant, application, content))


def test_an_answer_that_was_saved_between_check_and_saving_is_not_lost(applicant, application):
    content = filled(document_of(applicant, application), {"S1": "Ours.", "S2": "Pay."})
    page = upload(applicant, application, content)
    AnswerFactory(application=application, text="Theirs.")

    refused = save(applicant, application, page)

    assert refused.status_code == 409
    assert "Nothing of the document was saved" in words(refused)
    assert answer_of(application).text == "Theirs."
    assert application.answers.count() == 1


def test_what_was_checked_cannot_be_changed_or_used_elsewhere(applicant, application):
    other = ApplicationFactory(running=application.running, organisation=application.organisation)
    page = upload(
        applicant, application, filled(document_of(applicant, application), {"S1": "Jobs."})
    )

    forged = applicant.post(url("upload_template", application), {"sealed": signing.dumps({})})
    elsewhere = applicant.post(url("upload_template", other), {"sealed": sealed_in(page)})

    assert forged.headers["Location"] == url("application", application)
    assert elsewhere.headers["Location"] == url("application", other)
    assert "cannot be used any more" in words(applicant.get(url("application", application)))
    assert not application.answers.exists()
    assert not other.answers.exists()


def test_a_checked_document_is_not_saved_once_it_is_handed_in(applicant, application):
    page = upload(
        applicant, application, filled(document_of(applicant, application), {"S1": "Jobs."})
    )
    submitted(application)

    refused = save(applicant, application, page)

    assert refused.status_code == 409
    assert "was handed in or ended meanwhile" in words(refused)
