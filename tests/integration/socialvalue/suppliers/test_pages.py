"""The pages about suppliers, as a data officer, an auditor and a supplier see them."""

import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.module_loading import import_string

from socialvalue.core import limits
from socialvalue.jobs import actions as jobs
from socialvalue.suppliers import actions
from socialvalue.suppliers.actions import lists as list_actions
from socialvalue.suppliers.actions import surveys as survey_actions
from tests.factories.places import AreaFactory
from tests.factories.suppliers import (
    AT,
    BY,
    RegisterEntryFactory,
    RegisterLoadFactory,
    SuggestionFactory,
    SurveyAnswerFactory,
    SurveyFactory,
    SurveyInvitationFactory,
    SurveyLetterFactory,
    loaded_list,
    merged,
    paid,
    supplier_of,
    uploaded_list,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("officer")]


def url(name, *args, query=""):
    """Return the address of a page of this room."""
    return reverse(f"suppliers:{name}", args=args) + query


def words(response):
    """Return the words of a page, white space squeezed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page(client, name, *args, query=""):
    """Return the words of a page that must be there."""
    response = client.get(url(name, *args, query=query))
    assert response.status_code == 200
    return words(response)


def send(client, name, /, *args, follow=True, **answers):
    """Send a form and return the words of where it leads."""
    return words(client.post(url(name, *args), answers, follow=follow))


@pytest.fixture
def guild(council):
    """A supplier that was paid, and another."""
    paid(council, {"Guild Builders Ltd": (2, 123_456), "Fylde": (1, -500)})
    return supplier_of(council, "Guild Builders")


def test_without_payments_the_list_says_what_to_do(client):
    assert "No suppliers yet" in page(client, "list")


def test_the_list_tells_who_was_paid(client, guild):
    said = page(client, "list")

    assert "2 suppliers, paid £1,229.56" in said
    assert said.index("£1,234.56") < said.index("-£5.00")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?words=guild", ["Guild Builders Ltd"]),
        ("?words=GUILDBUILDERS", ["Guild Builders Ltd"]),
        ("?show=unmatched", ["Guild Builders Ltd", "Fylde"]),
        ("?show=no_size", ["Guild Builders Ltd", "Fylde"]),
        ("?show=no_place", ["Guild Builders Ltd", "Fylde"]),
        ("?show=individuals", []),
        ("?kind=vcse", []),
        ("?kind=private", ["Guild Builders Ltd", "Fylde"]),
        ("?kind=nonsense", ["Guild Builders Ltd", "Fylde"]),
        ("?words=nobody", []),
    ],
)
def test_the_list_is_searched(client, guild, query, found):
    said = page(client, "list", query=query)

    assert [name for name in ("Guild Builders Ltd", "Fylde") if name in said] == found


def test_a_merged_suppliers_name_finds_the_one_that_stands(client, council, guild):
    merged(supplier_of(council, "Fylde"), into=guild)

    assert "1 supplier, paid" in page(client, "list", query="?words=fylde")


def test_the_list_asks_as_many_questions_whatever_its_length(client, council, guild):
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(client, "list")
    paid(council, {f"Supplier {number}": (1, number) for number in range(60)}, source="file-2")

    with CaptureQueriesContext(connection) as many:
        page(client, "list")

    assert len(many) <= len(few) <= 20


def test_no_individual_is_named_in_the_file(client, council):
    loaded_list(
        council, "Code,Supplier,Type,Postcode\nS1,Mr J Smith,Sole trader,PR1 2RL\nS2,=Wyre,,\n"
    )

    content = client.get(url("list_csv")).getvalue().decode("utf-8-sig")

    assert "Smith" not in content
    assert "PR1 2RL" not in content
    assert content.splitlines()[1:] == [
        "S2,'=Wyre,,,unknown,private,,GB,,,0,0.00",
        ",An individual,,,unknown,private,,GB,,,0,0.00",
    ]


def test_a_supplier_says_who_says_what(client, council, guild, officer):
    RegisterEntryFactory()
    RegisterLoadFactory()
    jobs.run(job_id=actions.ask_matching(organisation=council, by=BY, at=AT).pk)
    actions.edit_supplier(
        supplier=guild, facts={"delivery_postcode": "PR2 9HT"}, reason="A letter", by=officer, at=AT
    )
    merged(supplier_of(council, "Fylde"), into=guild)
    SuggestionFactory(supplier=guild, kind="kind", value="vcse", because="It seems so")

    said = page(client, "supplier", guild.pk)

    assert "41201: Construction Companies House, loaded on 5 January 2026" in said
    assert "A proxy: taken from the kind of accounts it filed" in said
    assert "The data_officer, 5 January 2026: A letter" in said
    assert "Fylde, since 5 January 2026, by the tests: The same firm" in said
    assert "It seems so" in said


def test_a_merged_supplier_leads_to_the_one_that_stands(client, council, guild):
    fylde = supplier_of(council, "Fylde")
    merged(fylde, into=guild)

    assert "This is the same as Guild Builders Ltd" in page(client, "supplier", fylde.pk)


def test_an_individual_is_marked(client, council):
    loaded_list(council, "Supplier,Type\nMr J Smith,Sole trader\n")

    assert "Individual" in page(client, "supplier", supplier_of(council, "Mr J Smith").pk)
    assert "(an individual)" in page(client, "list")


EDITED = {"name": "Guild Builders Ltd", "kind": "private", "size": "small", "country": "gb"}


def test_a_supplier_is_corrected_with_the_reason(client, guild):
    said = send(
        client, "edit", guild.pk, **EDITED, reason="Its accounts", company_number="123",
        sic="41201", registered_postcode="pr1 2rl",
    )  # fmt: skip

    guild.refresh_from_db()
    assert "Saved" in said
    assert (guild.size, guild.company_number, guild.registered_postcode) == (
        "small", "00000123", "PR1 2RL",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"sic": "12"}, "SIC 2007 must be four or five digits"),
        ({"registered_postcode": "£"}, "Registered postcode must be letters and digits"),
        ({"delivery_postcode": "£"}, "Delivery postcode must be letters and digits"),
        ({"country": "UK"}, "The code of the United Kingdom is GB"),
        ({"country": "1"}, "Country must be two letters"),
        ({"company_number": "X"}, "Company number must be eight characters"),
        ({"charity_number": "X"}, "Charity number must be six to eight digits"),
        ({"name": "Fylde"}, "Fylde goes by this name already"),
        ({"size": "unknown"}, "Nothing is different from what is known already"),
        ({"reason": ""}, "Enter why do you change this"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(client, guild, answers, error):
    said = send(client, "edit", guild.pk, **(EDITED | {"reason": "So"} | answers))

    assert error in said


def test_a_colleagues_newer_correction_is_not_replaced_unseen(client, guild, officer):
    opened = client.get(url("edit", guild.pk)).context["form"]["seen"].value()
    actions.edit_supplier(
        supplier=guild, facts={"is_individual": True}, reason="Known", by=officer, at=AT
    )

    said = send(client, "edit", guild.pk, **EDITED, reason="Its accounts", seen=opened)

    guild.refresh_from_db()
    assert "What is known of Guild Builders Ltd was changed after you opened this page" in said
    assert (guild.is_individual, guild.size) == (True, "unknown")


def test_a_correction_of_what_was_seen_is_taken(client, guild):
    opened = client.get(url("edit", guild.pk)).context["form"]["seen"].value()

    assert "Saved" in send(client, "edit", guild.pk, **EDITED, reason="Its accounts", seen=opened)


def test_a_new_name_is_gone_by_too(client, council, guild):
    send(client, "edit", guild.pk, **EDITED | {"name": "Guild Homes"}, reason="Renamed")
    send(client, "edit", guild.pk, **EDITED, reason="Back again")

    assert supplier_of(council, "Guild Homes") == guild


def test_a_merge_is_undone_once(client, council, guild):
    done = merged(supplier_of(council, "Fylde"), into=guild)
    assert "Undo this merge?" in page(client, "undo_merge", done.pk)

    assert "Fylde stands for itself again" in send(client, "undo_merge", done.pk, reason="Two")
    assert "was undone before" in send(client, "undo_merge", done.pk, reason="Two")


def upload(client, content, name="suppliers.csv", to="upload_list", *args):
    """Send a file."""
    sent = {"content": SimpleUploadedFile(name, content)}
    return words(client.post(url(to, *args), sent, follow=True))


LIST = b"Code,Supplier,Size\nS01,Guild Builders,small\n"


def test_a_list_is_uploaded_checked_loaded_and_taken_back(client, council, guild):
    assert "Upload a list" in page(client, "lists")
    said = upload(client, LIST)
    assert "1 supplier known already by number or name" in said
    (found,) = council.supplier_lists.all()

    assert "suppliers.csv is loaded" in send(client, "list_page", found.pk)
    assert "Loaded" in page(client, "lists")
    assert "suppliers.csv: loaded" in send(client, "list_page", found.pk)
    assert "Enter the reason" in send(client, "take_list_back", found.pk)
    assert "is taken back" in send(client, "take_list_back", found.pk, reason="Wrong")
    assert "suppliers.csv: taken back" in send(client, "take_list_back", found.pk, reason="Wrong")
    assert "Taken back by The data_officer" in page(client, "list_page", found.pk)


def test_a_list_with_errors_is_told_by_cell(client, council):
    said = upload(client, LIST.replace(b"small", b"tiny"))
    (found,) = council.supplier_lists.all()

    assert "This is no size that we know. Use unknown, micro, small, medium, large." in said
    content = client.get(url("list_errors", found.pk)).content.decode("utf-8-sig")
    assert content.splitlines()[1].startswith("2,Size,tiny,")


def test_a_list_with_very_many_errors_says_how_many(client, council, monkeypatch):
    monkeypatch.setattr(list_actions, "FINDINGS_KEPT", 1)

    assert "And 1 more" in upload(client, b"Supplier,Size\nA,x\nB,y\n")


def test_a_long_list_is_watched(client, council, monkeypatch):
    monkeypatch.setattr(list_actions, "MOST_AT_ONCE", 0)
    found = uploaded_list(council, LIST)

    response = client.post(url("list_page", found.pk))

    found.refresh_from_db()
    assert response.url == reverse("jobs:job", args=[found.job_id])
    assert "Watch it being loaded" in page(client, "list_page", found.pk)


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"a,b\n", "suppliers.csv", "no column with the suppliers"),
        (b"a", "suppliers.pdf", "Choose a file that ends in"),
        (b"", "suppliers.csv", "The file is empty"),
    ],
)
def test_what_is_no_list_is_refused(client, council, content, name, error):
    assert error in upload(client, content, name)


def test_a_file_that_is_too_large_is_refused(client, settings):
    settings.UPLOAD_LIMIT = 1

    assert "Split it" in upload(client, LIST)


def test_registers_say_what_is_loaded_and_match(client, council):
    assert "Not loaded" in page(client, "registers")
    RegisterLoadFactory()
    RegisterLoadFactory(register="charities", of_day=AT.date())

    said = page(client, "registers")

    assert "Not said 5 January 2026, by the tests 5,000,000 1" in said
    response = client.post(url("registers"))
    assert response.url == reverse("jobs:job", args=[council.jobs.get().pk])


def test_suggestions_are_looked_for_and_decided(client, council):
    assert "Nothing waits" in page(client, "suggestions")
    paid(council, {"Guild Builders": (1, 1), "Guild Biulders": (1, 1)})
    client.post(url("look"))
    jobs.run(job_id=council.jobs.get().pk)
    (found,) = council.supplier_suggestions.all()
    assert "Likely the same (1)" in page(client, "suggestions")
    assert "Are these the same supplier?" in page(client, "suggestion", found.pk)

    assert "Select what is so" in send(client, "suggestion", found.pk)
    assert "Saved" in send(client, "suggestion", found.pk, answer="second")
    assert "decided this already" in send(client, "suggestion", found.pk, answer="no")
    assert "Decided last" in page(client, "suggestions", query="?kind=same")
    assert "Confirmed by The data_officer" in page(client, "suggestion", found.pk)
    assert "Taken back" in send(client, "undo_suggestion", found.pk)
    assert "Nobody has decided this yet" in send(client, "undo_suggestion", found.pk)
    assert "Saved" in send(client, "suggestion", found.pk, answer="no", note="Cousins")


@pytest.mark.parametrize(("button", "said"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_kinds_are_decided_several_at_once(client, council, guild, button, said):
    found = SuggestionFactory(supplier=guild, kind="kind", value="vcse")
    address = url("suggestions", query="?kind=kind")

    nothing = client.post(address, {button: "yes"})
    done = client.post(address, {button: "yes", "chosen": [str(found.pk)]}, follow=True)

    assert "Select at least one" in words(nothing)
    assert f"1 suggestion {said}" in words(done)


def test_a_company_is_decided_beside_the_register(client, guild):
    RegisterEntryFactory(other_names=["OLD BUILDERS"])
    company = SuggestionFactory(supplier=guild, kind="companies", value="00000001")
    person = SuggestionFactory(supplier=guild, kind="individual")

    assert "OLD BUILDERS" in page(client, "suggestion", company.pk)
    assert "Is this so?" in page(client, "suggestion", person.pk)
    assert "Number 00000001" in page(client, "suggestions", query="?kind=companies")
    assert "An individual" in page(client, "suggestions", query="?kind=individual")


SURVEY = {
    "title": "Re-spend", "area_code": "E07000123",
    "start-day": "1", "start-month": "4", "start-year": "2024",
    "end-day": "31", "end-month": "3", "end-year": "2025",
}  # fmt: skip


def test_a_survey_from_start_to_close(client, council, guild):
    AreaFactory(code="E07000123", name="Preston")
    assert "No survey yet" in page(client, "surveys")
    assert "Start a re-spend survey" in page(client, "new_survey")
    wrong = send(client, "new_survey", **SURVEY | {"end-year": "2023"})
    assert "The last day must be on or after the first day" in wrong
    assert "Invite suppliers" in send(client, "new_survey", **SURVEY)
    (survey,) = council.supplier_surveys.all()
    assert survey.area_name == "Preston"

    assert "Enter at least one e-mail address" in send(client, "invite", survey.pk)
    email = {f"email_{guild.pk}": "accounts@example.org"}
    assert "1 supplier invited" in send(client, "invite", survey.pk, **email)
    assert "Send 1 letter" in page(client, "survey", survey.pk)
    client.post(url("letters", survey.pk), {"send": "yes"})
    jobs.run(job_id=council.jobs.get().pk)
    assert "1 letter, last on" in page(client, "survey", survey.pk)
    assert "Remind 1 supplier" in page(client, "survey", survey.pk)

    assert "Enter the share" in send(client, "paper_answer", survey.pk, guild.pk, note="So")
    said = send(client, "paper_answer", survey.pk, guild.pk, share="62.5", note="By telephone")
    assert "The answer of Guild Builders Ltd is saved" in said
    assert "62.5%" in said
    assert "Close this survey?" in page(client, "close_survey", survey.pk)
    assert "The survey is closed: its links" in send(client, "close_survey", survey.pk)
    assert "was closed already" in send(client, "close_survey", survey.pk)
    late = {f"email_{supplier_of(council, 'Fylde').pk}": "late@example.org"}
    assert "The survey is closed" in send(client, "invite", survey.pk, **late)
    assert "The survey is closed" in send(client, "letters", survey.pk)
    answered = {"share": "1", "note": "Late"}
    assert "The survey is closed" in send(client, "paper_answer", survey.pk, guild.pk, **answered)
    content = b"supplier_id,area,respend_share\nGUILDBUILDERS,E07000123,0.5\n"
    assert "The survey is closed" in upload(client, content, "a.csv", "answer_file", survey.pk)
    assert "Closed" in page(client, "surveys")


def test_when_everybody_was_invited_the_page_says_so(client, council):
    survey = SurveyFactory(organisation=council)

    assert "Every supplier that can be asked was invited" in page(client, "invite", survey.pk)


def test_answers_are_loaded_from_a_file(client, council, guild):
    survey = SurveyFactory(organisation=council)
    row = b"supplier_id,area,respend_share\nGUILDBUILDERS,lancashire,0.5\n"

    wrong = upload(client, row.replace(b"0.5", b"50"), "a.csv", "answer_file", survey.pk)
    said = upload(client, row, "a.csv", "answer_file", survey.pk)

    assert "is not a share from 0 to 1" in wrong
    assert "1 new answer loaded" in said
    assert "spends 50.0% again. In a file." in said


def test_a_survey_asks_as_many_questions_whatever_its_length(client, council):
    survey = SurveyFactory(organisation=council, answer_by=AT.date(), asks_jobs=True)

    def asked():
        invitation = SurveyInvitationFactory(survey=survey)
        SurveyLetterFactory(invitation=invitation)
        SurveyAnswerFactory(survey=survey, supplier=invitation.supplier)
        with CaptureQueriesContext(connection) as queries:
            page(client, "survey", survey.pk)
        return len(queries)

    assert asked() == asked() == asked()


@pytest.fixture
def stranger(client):
    """Whoever opens a link, without an account; nobody has tried before."""
    client.logout()
    cache.clear()
    return client


def test_a_supplier_answers_without_an_account(stranger, council):
    survey = SurveyFactory(organisation=council, asks_jobs=True, wording="Please.")
    invitation = SurveyInvitationFactory(survey=survey)
    other = SurveyInvitationFactory(survey=survey, email="other@example.org")

    response = stranger.get(url("answer", invitation.secret))
    wrong = send(stranger, "answer", invitation.secret, share="162")
    thanks = stranger.post(url("answer", invitation.secret), {"share": "60", "jobs": "3"})

    assert response["Cache-Control"] == thanks["Cache-Control"] == "private, no-store"
    assert f"asks {invitation.supplier} one question" in words(response)
    assert other.supplier.name not in words(response)
    assert "The share must be 100% or less" in wrong or "100" in wrong
    assert "Thank you" in words(thanks)
    answer = survey.answers.get()
    assert (str(answer.respend_share), answer.jobs, answer.how) == ("0.6", 3, "link")


def test_the_same_answer_twice_is_one(stranger, council):
    invitation = SurveyInvitationFactory(survey__organisation=council)

    for share in ("60", "60", "61", "60"):
        stranger.post(url("answer", invitation.secret), {"share": share})

    answers = invitation.survey.answers.order_by("number")
    assert [str(each.respend_share) for each in answers] == ["0.6", "0.61", "0.6"]


def test_a_link_does_not_fill_the_record(stranger, council, monkeypatch):
    monkeypatch.setattr(survey_actions, "MOST_ANSWERS", 1)
    invitation = SurveyInvitationFactory(survey__organisation=council)

    tried = [
        stranger.post(url("answer", invitation.secret), {"share": share}).status_code
        for share in ("60", "61")
    ]

    assert tried == [200, 404]
    assert invitation.survey.answers.count() == 1


def test_the_log_does_not_tell_a_link_that_was_refused(council, caplog):
    invitation = SurveyInvitationFactory(survey__organisation=council)
    strict = Client(enforce_csrf_checks=True)

    refused = strict.post(url("answer", invitation.secret), {"share": "60"})

    (line,) = [each for each in caplog.records if each.name == "django.security.csrf"]
    (handler,) = settings.LOGGING["root"]["handlers"]
    (name,) = settings.LOGGING["handlers"][handler]["filters"]
    import_string(settings.LOGGING["filters"][name]["()"])().filter(line)
    assert refused.status_code == 403
    assert line.getMessage().endswith("/suppliers/answer/[secret]/")


def test_a_link_that_was_made_up_and_one_of_a_closed_survey_look_alike(stranger, council):
    invitation = SurveyInvitationFactory(survey__organisation=council)
    actions.close_survey(survey=invitation.survey, by=BY, at=AT)

    closed = stranger.get(url("answer", invitation.secret))
    made_up = stranger.get(url("answer", "made-up"))

    assert closed.status_code == made_up.status_code == 404
    assert words(closed) == words(made_up)


def test_a_survey_that_closes_while_somebody_answers(stranger, council, monkeypatch):
    invitation = SurveyInvitationFactory(survey__organisation=council)
    monkeypatch.setattr(
        actions, "answer_by_link",
        lambda **answer: (_ for _ in ()).throw(actions.LinkNotUsable()),
    )  # fmt: skip

    response = stranger.post(url("answer", invitation.secret), {"share": "60"})

    assert response.status_code == 404


def test_who_guesses_links_is_stopped(stranger, monkeypatch):
    monkeypatch.setattr(limits, "TRIES", 2)

    tried = [stranger.get(url("answer", f"guess-{n}")).status_code for n in range(4)]

    assert tried == [404, 404, 429, 429]


def test_a_count_that_runs_out_in_this_moment_starts_anew(rf, monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *given: False)

    assert not limits.is_too_often(rf.get("/"), what="nothing")


def test_an_auditor_reads_and_changes_nothing(client, council, guild, auditor):
    found = uploaded_list(council, LIST)

    assert "Load the list" not in page(client, "list_page", found.pk)
    assert "Correct what is known" not in page(client, "supplier", guild.pk)
    assert "Look for suggestions" not in page(client, "suggestions")
    assert client.post(url("list_page", found.pk)).status_code == 403
    assert client.get(url("edit", guild.pk)).status_code == 403
