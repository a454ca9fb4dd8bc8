"""The library of evidence: files in and out, the corpus, limits, facts, removal."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from socialvalue.audit.models import AuditEvent
from socialvalue.awards import actions, guards, queries
from socialvalue.awards.actions.evidence import safe_name
from socialvalue.awards.models import Evidence
from socialvalue.awards.storage import EvidenceStorage
from tests.by_hand import lifted
from tests.factories.accounts import UserFactory
from tests.factories.awards import AT, AwardFactory, EvidenceFactory, EvidenceUseFactory
from tests.factories.spend_figures import FiguredAnalysisFactory
from tests.integration.procurement.people import client_of
from tests.integration.socialvalue.awards.applying.steps import a_file, said, url, words
from tests.unit.socialvalue.calculations.evidence import files

pytestmark = pytest.mark.django_db

BOUNDARY = "----a-boundary"
GIGABYTE = 1024**3


def add(client, name="policy.pdf", content=files.PDF, **more):
    """Upload a file to the library."""
    return client.post(url("add_evidence"), {"content": a_file(name, content), "words": "", **more})


def kept_files(settings):
    """Return the files that lie in the store."""
    return [path for path in Path(settings.DATA_DIR, "evidence").rglob("*") if path.is_file()]


class Never(io.BytesIO):
    """A request's body whose file must never be read."""

    def __init__(self, fields, file):
        parts = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="content"; filename="{file}"'
            "\r\nContent-Type: application/pdf\r\n\r\n"
        )
        super().__init__((parts + head).encode() + b"%PDF-" + b"x" * 500_000)


def send_long(client, page, fields, size=2 * GIGABYTE):
    """Send a request that says that it is two gigabytes long; return the page and what was read."""
    body = Never(fields, "film.pdf")
    answer = client.post(
        page,
        **{
            "content_type": f"multipart/form-data; boundary={BOUNDARY}",
            "wsgi.input": body,
            "CONTENT_LENGTH": str(size),
        },
    )
    return answer, body.tell()


def test_a_file_is_kept_apart_under_a_name_of_ours(applicant, organisation, settings):
    done = add(applicant, words="Our policy")

    evidence = organisation.award_evidence.get()
    page = words(applicant.get(url("evidence")))
    assert done.headers["Location"] == url("evidence")
    assert (evidence.name, evidence.words, evidence.size) == (
        "policy.pdf", "Our policy", len(files.PDF),
    )  # fmt: skip
    assert "policy" not in evidence.content.name
    assert [path.read_bytes() for path in kept_files(settings)] == [files.PDF]
    assert {oct(path.stat().st_mode)[-3:] for path in kept_files(settings)} == {"600"}
    assert "PDF, 0.1 MB" in page
    assert "0.1 MB of 500 MB used" in page
    assert AuditEvent.objects.get(did="evidence.added").after["sha256"] == evidence.sha256


def test_a_file_is_sent_for_saving_and_never_shown(applicant, organisation):
    add(applicant, name="weird; name.html", content=files.PDF)

    answer = applicant.get(url("evidence_file", organisation.award_evidence.get()))

    assert b"".join(answer.streaming_content) == files.PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="weird-name.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"].startswith("private, no-store")
    assert answer.headers["Content-Length"] == str(len(files.PDF))


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.pdf", "..\\..\\windows\\passwd.pdf", "/etc/passwd.pdf", "C:\\passwd.pdf"],
)
def test_a_path_in_a_name_leads_nowhere(name, applicant, organisation, settings):
    add(applicant, name=name)

    assert organisation.award_evidence.get().name == "passwd.pdf"
    assert len(kept_files(settings)) == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("/", "evidence"),
        ("x" * 300, "x" * 255),
        ("a/b\\c.pdf", "c.pdf"),
    ],
)
def test_names_lose_folders_and_control_characters(name, kept):
    assert safe_name(name) == kept


@pytest.mark.parametrize("which", [name for name in files.CORPUS if name != "bomb"])
def test_the_corpus_is_refused_on_the_page_and_nothing_is_kept(
    which, applicant, organisation, settings
):
    name, content, why = files.CORPUS[which]

    page = add(applicant, name=name, content=content, words="What it shows")

    assert page.status_code == 200
    assert why in words(page)
    assert 'value="What it shows"' in words(page)
    assert 'href="#id_content"' in words(page)
    assert not organisation.award_evidence.exists()
    assert kept_files(settings) == []


def test_two_gigabytes_are_refused_by_their_length_before_they_are_read(applicant, organisation):
    page, read = send_long(applicant, url("add_evidence"), {"words": "A long film"})

    assert page.status_code == 200
    assert "The file is 2,048 MB, and the most is 25 MB." in words(page)
    assert 'value="A long film"' in words(page)
    assert read < 200_000
    assert not organisation.award_evidence.exists()


def test_two_gigabytes_beside_an_answer_lose_nothing_of_it(applicant, application):
    page, read = send_long(applicant, url("answer", application, "S1"), said())

    assert "The file is 2,048 MB" in words(page)
    assert "Twelve people of the valley." in words(page)
    assert read < 200_000
    assert not application.answers.exists()


def test_on_other_pages_the_limit_is_that_of_the_installation(applicant, application, settings):
    settings.UPLOAD_LIMIT = 3 * GIGABYTE
    page, read = send_long(applicant, url("withdraw", application), {"reason": "x"})

    assert page.status_code == 302
    assert read > 400_000


def test_a_forged_request_is_refused_whatever_its_length(organisation):
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        UserFactory(roles=["applicant"], roles__organisation=organisation),
        backend="django.contrib.auth.backends.ModelBackend",
    )

    page, read = send_long(client, url("add_evidence"), {"words": "x"})

    assert page.status_code == 403
    assert read < 200_000


def test_a_file_just_above_the_limit_is_refused_by_its_size(applicant, settings):
    settings.EVIDENCE_LIMIT = 1000

    page = words(add(applicant, content=files.PDF + b"%" * 1000))

    assert "The file is 0.1 MB, and the most is 0.1 MB" in page


def test_all_files_together_have_a_limit(applicant, organisation, settings):
    EvidenceFactory(organisation=organisation, size=settings.EVIDENCE_TOTAL)

    page = words(add(applicant))

    assert "your organisation would keep 500.1 MB, and the most is 500 MB" in page
    assert organisation.award_evidence.count() == 1
    assert kept_files(settings) == []


def test_removed_files_do_not_count(applicant, organisation, settings):
    EvidenceFactory(
        organisation=organisation, size=settings.EVIDENCE_TOTAL, removed_at=AT, removed_by="x"
    )

    add(applicant)

    assert organisation.award_evidence.kept().count() == 1


def test_the_same_file_is_kept_once(applicant, organisation, settings):
    add(applicant)
    add(applicant, name="other.pdf")

    assert organisation.award_evidence.get().name == "policy.pdf"
    assert len(kept_files(settings)) == 1


def test_a_file_is_not_left_behind_when_it_cannot_be_noted(organisation, settings, monkeypatch):
    def refuse(*_, **__):
        raise DatabaseError

    monkeypatch.setattr(Evidence, "save", refuse)
    upload = actions.Upload(name="a.pdf", content=files.PDF)

    with pytest.raises(DatabaseError):
        actions.add_evidence(
            organisation=organisation, upload=upload, by=UserFactory(), at=timezone.now()
        )

    assert kept_files(settings) == []


def test_no_file_is_asked_for(applicant):
    page = words(applicant.post(url("add_evidence"), {"words": ""}))

    assert "Choose the file" in page
    assert "PDF, Word, Excel" in words(applicant.get(url("add_evidence")))


def test_a_file_that_is_gone_is_not_found(applicant, organisation):
    evidence = EvidenceFactory(organisation=organisation)

    assert applicant.get(url("evidence_file", evidence)).status_code == 404


def test_a_file_of_an_unknown_type_is_sent_as_bytes(applicant, organisation):
    evidence = EvidenceFactory(organisation=organisation, media_type="")
    evidence.content.save("old.data", ContentFile(b"old"), save=True)

    answer = applicant.get(url("evidence_file", evidence))

    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="jobs.data"'


def test_anothers_evidence_is_not_found(applicant):
    for name in ("evidence_file", "remove_evidence"):
        assert applicant.get(url(name, EvidenceFactory())).status_code == 404


def test_evidence_has_no_address_of_its_own():
    with pytest.raises(ValueError, match="no address"):
        EvidenceStorage().url("a.data")


def test_evidence_is_removed_with_its_file(
    applicant, organisation, settings, django_capture_on_commit_callbacks
):
    add(applicant)
    evidence = organisation.award_evidence.get()

    asked = words(applicant.get(url("remove_evidence", evidence)))
    with django_capture_on_commit_callbacks(execute=True):
        applicant.post(url("remove_evidence", evidence))

    assert "The file is deleted." in asked
    assert kept_files(settings) == []
    assert applicant.get(url("evidence_file", evidence)).status_code == 404
    assert AuditEvent.objects.filter(did="evidence.removed").count() == 1


def test_removing_twice_is_removing_once(organisation):
    evidence = EvidenceFactory(organisation=organisation)
    for _ in range(2):
        actions.remove_evidence(evidence=evidence, by=UserFactory(), at=timezone.now())

    assert AuditEvent.objects.filter(did="evidence.removed").count() == 1


def test_a_fact_is_removed_and_offered_again(applicant, organisation):
    award = AwardFactory(organisation=organisation)
    applicant.post(url("keep_facts"), {"facts": [f"award:{award.certificate}"]})

    applicant.post(url("remove_evidence", organisation.award_evidence.get()))

    assert not organisation.award_evidence.kept().exists()
    assert award.certificate in words(applicant.get(url("keep_facts")))


def test_evidence_that_is_named_stays(applicant, application):
    evidence = EvidenceUseFactory(application=application).evidence

    asked = words(applicant.get(url("remove_evidence", evidence)))
    applicant.post(url("remove_evidence", evidence))

    evidence.refresh_from_db()
    assert "It stays, because it is named in" in asked
    assert evidence.removed_at is None
    assert "Take it off there first" in words(applicant.get(url("evidence")))


def test_an_empty_library_says_what_to_do(applicant, organisation):
    assert "You keep no evidence here yet" in words(applicant.get(url("evidence")))
    auditor = client_of(organisation, "auditor")
    assert "Your organisation keeps no evidence here yet" in words(auditor.get(url("evidence")))


def test_facts_that_the_product_holds_are_kept_with_source_and_day(applicant, organisation):
    analysis = FiguredAnalysisFactory(organisation=organisation)
    award = AwardFactory(organisation=organisation, valid_to=None)
    ended = AwardFactory(organisation=organisation, valid_to=dt.date(2026, 2, 1))
    codes = [f"local_spend:{analysis.pk}", f"award:{award.certificate}"]

    offered = words(applicant.get(url("keep_facts")))
    applicant.post(url("keep_facts"), {"facts": codes})

    spend, held = organisation.award_evidence.order_by("-held_as")
    page = words(applicant.get(url("evidence")))
    assert f"award:{ended.certificate}" not in offered
    assert (spend.held_as, spend.as_of) == ("local_spend", analysis.asked_at.date())
    assert "stayed in" in spend.words
    assert spend.held["from"].startswith("Analysis “")
    assert held.words == (
        f"Held from 6 January 2026 without an end date. Certificate {award.certificate}."
    )
    assert "Fact kept here" in page
    assert "The register of awards kept here" in page
    assert "holds nothing about your organisation" in words(applicant.get(url("keep_facts")))
    assert applicant.get(url("evidence_file", held)).status_code == 404
    assert "It can be taken over again." in words(applicant.get(url("remove_evidence", held)))


def test_a_fact_that_changed_is_kept_beside_what_it_was(organisation):
    award = AwardFactory(organisation=organisation)
    by = UserFactory()

    def keep():
        (fact,) = queries.held_facts(organisation, on=dt.date(2026, 3, 1), kinds=["award", "none"])
        return actions.keep_fact(organisation=organisation, fact=fact, by=by, at=timezone.now())

    first, again = keep(), keep()
    award.valid_to = dt.date(2027, 1, 1)
    with lifted(guards):
        award.save()
    later = keep()

    assert first == again
    assert later != first
    assert "to 5 January 2031" in first.words
    assert "to 1 January 2027" in later.words


def test_no_fact_chosen_is_said(applicant, organisation):
    AwardFactory(organisation=organisation)

    assert "Select at least one fact" in words(applicant.post(url("keep_facts"), {}))


def test_a_file_is_shown_under_a_name_that_says_what_it_is(applicant, organisation):
    add(applicant, "virus.exe", b"Twelve people of the valley.")

    assert organisation.award_evidence.get().name == "virus.txt"
    page = words(applicant.get(url("evidence")))
    assert "virus.txt" in page
    assert "virus.exe" not in page
