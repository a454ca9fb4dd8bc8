"""Drafting, saving, two who save at once, reading, handing in, taking back, withdrawing."""

import datetime as dt

import pytest
from django.utils import timezone

from socialvalue.audit.models import AuditEvent
from socialvalue.awards import actions, queries
from socialvalue.awards.models import Evidence, EvidenceUse, State
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.awards import (
    AnswerFactory,
    ApplicationFactory,
    EvidenceFactory,
    EvidenceUseFactory,
    RunningFactory,
    SchemeVersionFactory,
)
from tests.integration.procurement.people import client_of
from tests.integration.socialvalue.awards.applying.steps import (
    a_file,
    answer_of,
    answered,
    said,
    submitted,
    url,
    words,
)
from tests.unit.socialvalue.calculations.awards import samples

pytestmark = pytest.mark.django_db

DECLARED = {"may_be_on_register": "yes", "declaration_1": "on", "declaration_2": "on"}
SAVED = {"text": "Ours.", "version": 1, "words": ""}


def shaped(**changed):
    """Return a running scheme whose first criterion has these members changed."""
    document = samples.document()
    document["themes"][0]["criteria"][0] |= changed
    return RunningFactory(version=SchemeVersionFactory(code="shaped", document=document))


def test_a_draft_is_a_list_of_tasks(applicant, application):
    AnswerFactory(application=application, criterion="S1")
    answered(application, without=["S1", "E1", "E2"])
    AnswerFactory(application=application, criterion="E1", text="", nothing_to_show=True)

    page = words(applicant.get(url("application", application)))

    # S1 has no evidence, S2 is ready, E1 is left out, E2 is untouched.
    assert "2 of 4 criteria ready" in page
    for status in ("Name evidence for it", "Ready", "Left out", "Not started"):
        assert status in page
    assert "Read everything so far" in page
    assert "sees nothing of it until you hand it in" in page


@pytest.mark.parametrize("roles", [["applicant"], ["applicant", "administrator"]])
def test_an_administrator_is_led_to_invite_colleagues(roles, application):
    client = client_of(application.organisation, *roles)

    page = words(client.get(url("application", application)))

    assert ("Invite colleagues" in page) is ("administrator" in roles)


def test_facts_of_an_employer_can_be_recorded_for_a_criterion(organisation):
    running = shaped(held=["living_wage"])
    application = ApplicationFactory(running=running, organisation=organisation)
    client = client_of(organisation, "applicant")

    pages = [words(client.get(url("answer", application, code))) for code in ("S1", "S2")]

    assert [url("record_employer_facts") in page for page in pages] == [True, False]


def test_an_empty_list_leads_to_open_schemes(applicant, organisation):
    seen = words(applicant.get(url("applications")))
    assert "has not applied for an award yet" in seen
    assert "See open schemes" in seen

    auditor = client_of(organisation, "auditor")
    assert "See open schemes" not in words(auditor.get(url("applications")))


def test_the_list_shows_where_each_application_stands(
    applicant, application, django_assert_num_queries
):
    ApplicationFactory(organisation=application.organisation, state="proposed")

    page = words(applicant.get(url("applications")))

    assert url("application", application) in page
    assert "Being assessed" in page
    assert "Decision to be approved" not in page


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_asks_the_same_few_questions(
    how_many, applicant, application, django_assert_max_num_queries
):
    for _ in range(how_many):
        ApplicationFactory(running=application.running, organisation=application.organisation)

    with django_assert_max_num_queries(9):
        applicant.get(url("applications"))


def test_the_page_of_a_criterion_says_what_is_asked_and_meant(organisation):
    running = shaped(prompts=["How many?"], equivalent="Pay figures count as much.")
    application = ApplicationFactory(running=running, organisation=organisation)

    page = words(client_of(organisation, "applicant").get(url("answer", application, "S1")))

    for told in (
        "Social, criterion 1 of 4", "Whom do you employ?", "How many?", "All shown.",
        "Pay figures count as much.", "up to 25 MB, without macros", "Add a file",
    ):  # fmt: skip
        assert told in page
    assert "Name at least one piece of evidence that shows it." in page


def test_where_no_evidence_is_needed_it_is_welcome(organisation):
    running = shaped(needs_evidence=False)
    application = ApplicationFactory(running=running, organisation=organisation)
    AnswerFactory(application=application)

    page = words(client_of(organisation, "applicant").get(url("answer", application, "S1")))

    assert "Evidence is welcome here, and not needed." in page
    assert "S1" not in {each.criterion for each in queries.what_remains(application)}


def test_an_answer_is_saved_and_the_next_that_is_not_ready_follows(applicant, application):
    answered(application, without=["S1", "E1"])

    done = applicant.post(url("answer", application, "S1"), said())
    last = applicant.post(url("answer", application, "E2"), said(version=1))

    answer = answer_of(application)
    event = AuditEvent.objects.filter(did="application.answered").first()
    assert done.headers["Location"] == url("answer", application, "E1")
    assert last.headers["Location"] == url("application", application)
    assert (answer.text, answer.version) == ("Twelve people of the valley.", 1)
    assert event.after == {"criterion": "S1", "version": 1, "evidence": []}


def test_one_can_save_and_stay(applicant, application):
    page = url("answer", application, "S1")

    done = applicant.post(page, said(stay="yes"))

    assert done.headers["Location"] == page
    assert "Twelve people of the valley." in words(applicant.get(page))


def test_a_criterion_can_be_left_out(applicant, application):
    page = url("answer", application, "S1")

    refused = applicant.post(page, said(nothing_to_show="on"))
    applicant.post(page, said(text="", nothing_to_show="on"))

    assert "Take the answer out, or untick that you leave this out" in words(refused)
    assert answer_of(application).nothing_to_show
    assert "checked" in words(applicant.get(page))


def test_an_answer_that_is_too_long_is_not_lost(applicant, application):
    refused = words(applicant.post(url("answer", application, "S1"), said(text="x" * 10_001)))

    assert "Your answer must be 10,000 characters or fewer. This has 10,001 characters" in refused
    assert "x" * 10_001 in refused


def test_evidence_is_chosen_from_the_library_and_taken_off(applicant, application):
    own = EvidenceFactory(organisation=application.organisation, as_of=dt.date(2025, 4, 1))
    other = EvidenceFactory(name="of others")
    page = url("answer", application, "S1")

    shown = words(applicant.get(page))
    applicant.post(page, said(named=[own.pk]))
    named = list(application.evidence_uses.values_list("evidence", flat=True))
    applicant.post(page, said(version=1))
    foreign = applicant.post(page, said(version=2, named=[other.pk]))

    assert "(of 1 April 2025)" in shown
    assert "of others" not in shown
    assert named == [own.pk]
    assert not EvidenceUse.objects.exists()
    assert "Select a valid choice" in words(foreign)


def test_a_file_comes_with_the_answer_and_is_named(applicant, application):
    sent = said(content=a_file(), **{"words": "Our policy", "as_of-day": "1", "as_of-month": "4",
                                     "as_of-year": "2025"})  # fmt: skip

    applicant.post(url("answer", application, "S1"), sent)

    evidence = application.evidence_uses.get().evidence
    assert (evidence.name, evidence.words, evidence.as_of) == (
        "policy.pdf", "Our policy", dt.date(2025, 4, 1),
    )  # fmt: skip
    assert evidence.media_type == "application/pdf"


def test_a_file_that_is_refused_loses_nothing_of_the_form(applicant, application):
    kept = EvidenceFactory(organisation=application.organisation)
    sent = said(content=a_file("a.docm", b"MZ\x90\0"), named=[kept.pk])

    page = words(applicant.post(url("answer", application, "S1"), sent | {"words": "Our figures"}))

    assert "The file is of a kind that is not taken here" in page
    assert "Twelve people of the valley." in page
    assert "Our figures" in page
    assert f'value="{kept.pk}"' in page
    assert not application.answers.exists()
    assert Evidence.objects.count() == 1


def test_two_who_save_at_once_never_overwrite_each_other(applicant, application):
    page = url("answer", application, "S1")
    applicant.post(page, said(text="Theirs."))

    conflict = applicant.post(page, said(text="Ours.", version=0))
    again = applicant.post(page, SAVED)

    shown = words(conflict)
    assert conflict.status_code == 409
    assert "while you wrote" in shown
    assert "Theirs." in shown
    assert ">\nOurs.</textarea>" in shown or ">Ours.</textarea>" in shown.replace("\r\n", "")
    assert 'name="version" value="1"' in shown
    assert again.status_code == 302
    assert (answer_of(application).text, answer_of(application).version) == ("Ours.", 2)


@pytest.mark.parametrize(
    ("standing", "shown"),
    [({"text": ""}, "Nothing is written."), ({"text": "", "nothing_to_show": True}, "left out")],
)
def test_a_conflict_says_what_stands_also_without_words(standing, shown, applicant, application):
    AnswerFactory(application=application, version=3, **standing)

    page = words(applicant.post(url("answer", application, "S1"), said(version=2)))

    assert shown in page


def test_a_file_of_a_conflict_is_kept_and_stays_chosen(applicant, application):
    AnswerFactory(application=application, text="Theirs.", version=1)

    page = applicant.post(url("answer", application, "S1"), said(version=0, content=a_file()))

    evidence = Evidence.objects.get()
    assert page.status_code == 409
    assert not evidence.uses.exists()
    assert f'value="{evidence.pk}"' in words(page)
    assert "checked" in words(page)


def test_an_answer_to_what_was_handed_in_meanwhile_is_refused(applicant, application):
    submitted(application)

    page = words(applicant.post(url("answer", application, "S1"), said()))

    assert "was handed in or ended meanwhile" in page
    assert "Twelve people of the valley." in page
    assert not application.answers.exists()


def test_pages_of_drafts_lead_on_once_it_is_handed_in(applicant, application):
    submitted(application)

    for name, keys in (("answer", ["S1"]), ("template", []), ("upload_template", [])):
        answer = applicant.get(url(name, application, *keys))
        assert answer.headers["Location"] == url("application", application)


def test_a_criterion_that_there_is_not_is_not_found(applicant, application):
    assert applicant.get(url("answer", application, "S9")).status_code == 404


def test_the_summary_lists_what_remains_and_offers_no_button(applicant, application):
    AnswerFactory(application=application)

    page = words(applicant.get(url("summary", application)))

    assert "Jobs: name evidence for it" in page
    assert "Pay: answer it and name evidence" in page
    assert "Hand in the application" not in page
    assert "Nothing is written yet." in page


def test_the_summary_shows_everything_that_is_said(applicant, application):
    answered(application, without=["E2"])
    AnswerFactory(application=application, criterion="E2", text="", nothing_to_show=True)
    EvidenceUseFactory(
        application=application,
        evidence=EvidenceFactory(
            organisation=application.organisation, name="Local spend", held_as="local_spend",
            held={"from": "Analysis"}, size=0, sha256="", content="",
        ),
    )  # fmt: skip
    application.confirmed_statements = ["We weave."]
    application.save()

    page = words(applicant.get(url("summary", application)))

    for told in (
        "We employ twelve people from the valley.", "Left out: you have nothing to show for it.",
        "jobs.txt", "plain text, 0.1 MB", "Local spend", "(Analysis)", "We weave.",
        "Hand in the application",
    ):  # fmt: skip
        assert told in page


def test_an_application_in_which_all_is_left_out_cannot_be_handed_in(applicant, application):
    for code in ("S1", "S2", "E1", "E2"):
        AnswerFactory(application=application, criterion=code, text="", nothing_to_show=True)

    page = words(applicant.get(url("summary", application)))

    assert "Answer at least one criterion: all are left out" in page


def test_an_application_is_handed_in_with_its_declarations(applicant, application):
    answered(application)

    done = applicant.post(url("summary", application), DECLARED)

    application.refresh_from_db()
    event = AuditEvent.objects.get(did="application.submit")
    page = words(applicant.get(done.headers["Location"]))
    assert (application.state, application.may_be_on_register) == ("submitted", True)
    assert application.submitted_by
    assert event.after["declarations"] == [
        "What we say in this application is true, and we can show the evidence for it",
        "I may apply on behalf of the organisation",
    ]
    assert "Your application is handed in" in page
    assert application.letters.get().kind == "received"
    assert "Weavers&#x27; award: we have your application" in page


@pytest.mark.parametrize(
    ("left_out", "why"),
    [
        ("declaration_1", "Tick the box: What we say in this application is true"),
        ("declaration_2", "Tick the box: I may apply on behalf of the organisation"),
        ("may_be_on_register", "Select whether the award may be on the public register"),
    ],
)
def test_nothing_is_handed_in_without(left_out, why, applicant, application):
    answered(application)
    sent = {name: value for name, value in DECLARED.items() if name != left_out}

    page = words(applicant.post(url("summary", application), sent))

    application.refresh_from_db()
    assert why in page
    assert application.state == State.DRAFT


def test_handing_in_is_blocked_while_something_remains(applicant, application):
    answered(application, without=["E2"])

    page = words(applicant.post(url("summary", application), DECLARED))

    application.refresh_from_db()
    assert "Waste: answer it and name evidence" in page
    assert application.state == State.DRAFT


def test_a_scheme_without_a_register_does_not_ask_about_it(applicant, application):
    application.running.has_public_register = False
    application.running.save()
    answered(application)

    page = words(applicant.get(url("summary", application)))
    applicant.post(url("summary", application), {"declaration_1": "on", "declaration_2": "on"})

    application.refresh_from_db()
    assert "public register" not in page
    assert (application.state, application.may_be_on_register) == ("submitted", False)


def test_nobody_else_sees_a_draft(application):
    decider = client_of(application.running.organisation, "award_manager")
    stranger = client_of(OrganisationFactory(), "applicant")

    assert not queries.received_by(application.running.organisation).exists()
    assert decider.get(url("application", application)).status_code in (403, 404)
    for name in ("application", "summary", "amend", "withdraw", "template"):
        assert stranger.get(url(name, application)).status_code == 404


def test_what_was_handed_in_can_be_taken_back_until_it_is_assessed(applicant, application):
    submitted(answered(application))

    asked = words(applicant.get(url("amend", application)))
    done = applicant.post(url("amend", application))
    application.refresh_from_db()
    is_draft, moment = application.state, application.submitted_at
    submitted(application, State.ASSESSING)
    applicant.post(url("amend", application))

    application.refresh_from_db()
    assert "It becomes a draft again" in asked
    assert (is_draft, moment) == ("draft", None)
    assert done.headers["Location"] == url("application", application)
    assert application.state == State.ASSESSING
    assert "cannot be moved on like this" in words(applicant.get(url("application", application)))


def test_an_application_is_withdrawn_with_a_reason_or_none(applicant, application):
    asked = words(applicant.get(url("withdraw", application)))
    applicant.post(url("withdraw", application), {"reason": "We merge."})
    again = words(applicant.post(url("withdraw", application), {"reason": ""}))

    application.refresh_from_db()
    page = words(applicant.get(url("application", application)))
    assert "It ends for good" in asked
    assert application.state == State.WITHDRAWN
    assert application.ended_by
    assert AuditEvent.objects.get(did="application.withdraw").reason == "We merge."
    assert "cannot be moved on like this" in again
    assert "Withdrawn" in page
    assert "app-steps" not in page


def test_the_register_can_be_chosen_until_it_ends(applicant, application):
    page = url("register_choice", application)

    before = words(applicant.get(page))
    applicant.post(page, {"may_be_on_register": "yes"})
    application.refresh_from_db()
    chosen = application.may_be_on_register
    submitted(application, State.WITHDRAWN)
    late = words(applicant.post(page, {"may_be_on_register": "no"}))

    application.refresh_from_db()
    assert "Your answers and evidence are never on it" in before
    assert chosen
    assert application.may_be_on_register
    assert "Change it on the page of your award" in late


def test_a_reader_sees_but_changes_nothing(application):
    answered(application)
    auditor = client_of(application.organisation, "auditor")

    page = words(auditor.get(url("application", application)))
    summary = words(auditor.get(url("summary", application)))

    assert "Withdraw this application" not in page
    assert "Hand in the application" not in summary
    assert auditor.post(url("summary", application), DECLARED).status_code == 403
    assert auditor.get(url("answer", application, "S1")).status_code == 403


def test_evidence_is_named_beside_what_is_named(application):
    named, more = (EvidenceFactory(organisation=application.organisation) for _ in range(2))
    EvidenceUseFactory(application=application, evidence=named)

    actions.name_evidence(
        application=application,
        criterion="S1",
        evidence=[named, more],
        by=UserFactory(),
        at=timezone.now(),
    )

    assert set(application.evidence_uses.values_list("evidence", flat=True)) == {named.pk, more.pk}


def test_several_answers_are_saved_all_or_none(application):
    AnswerFactory(application=application, criterion="S2", version=2)
    said_now = [
        actions.Said(criterion="S1", text="New.", version=0),
        actions.Said(criterion="S2", text="New.", version=1),
    ]

    with pytest.raises(actions.AnswerChanged):
        actions.save_answers(
            application=application, said=said_now, by=UserFactory(), at=timezone.now()
        )

    assert list(application.answers.values_list("criterion", "version")) == [("S2", 2)]
