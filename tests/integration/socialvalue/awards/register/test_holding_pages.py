"""Pages of those who hold awards and of those who gave them."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from socialvalue.accounts.models import Role
from socialvalue.awards.models import AwardProposal
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.awards import (
    AwardChangeFactory,
    AwardFactory,
    AwardProposalFactory,
    ConditionFactory,
    LetterFactory,
    RunningFactory,
    SubmittedFactory,
)

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def award():
    """An award of Valley Looms, which ends in three months."""
    holder = OrganisationFactory(name="Valley Looms")
    application = SubmittedFactory(organisation=holder, state="decided")
    today = timezone.localdate()
    return AwardFactory(
        application=application,
        valid_from=today - dt.timedelta(days=30),
        valid_to=today + dt.timedelta(days=90),
    )


def client_of(organisation, *roles):
    """Return a client in which somebody with these roles is signed in."""
    client = Client()
    client.force_login(UserFactory(roles=roles, roles__organisation=organisation), backend=BACKEND)
    return client


def holder(award, role=Role.APPLICANT):
    """Return a client of the holder."""
    return client_of(award.organisation, role)


def giver(award, role=Role.AWARD_MANAGER):
    """Return a client of those who gave the award."""
    return client_of(award.application.running.organisation, role)


def words(answer):
    """Return a page's text with single spaces."""
    return " ".join(answer.content.decode().split())


def test_a_holder_sees_its_awards(award):
    listed = holder(award).get("/awards/held/")
    nothing = client_of(OrganisationFactory(), Role.APPLICANT).get("/awards/held/")

    assert listed.context["rows"][0][0]["url"] == reverse("awards:own_award", args=[award.pk])
    assert "Your organisation holds no award" in words(nothing)


def test_a_holder_sees_conditions_letters_and_what_happened(award):
    ConditionFactory(award=award, text="Pay all staff.")
    ConditionFactory(award=award, due_on=timezone.localdate() + dt.timedelta(days=9))
    ConditionFactory(
        award=award, met_at=timezone.now(), met_by="Mo Manager", how="Payslips were sent."
    )
    AwardChangeFactory(award=award, reason="The shop is closed.")
    LetterFactory(application=award.application, kind="awarded")

    page = holder(award).get(reverse("awards:own_award", args=[award.pk]))

    states = [row["words"] for row in page.context["conditions"]]
    assert sorted(states) == ["Late", "Met", "To be met"]
    told = words(page)
    for said in ("Pay all staff.", "Payslips were sent.", "The shop is closed.", "Tell what has"):
        assert said in told
    assert "Mark as met" not in told
    assert page.context["letters"][0][0]["text"] == "Award"


def test_a_holder_is_led_to_the_renewal(award):
    address = reverse("awards:own_award", args=[award.pk])
    before = holder(award).get(address)
    SubmittedFactory(running=award.application.running, renews=award, number=9)

    after = holder(award).get(address)

    assert reverse("awards:begin", args=[award.application.running_id]) in words(before)
    assert "application 9, submitted</a>." in words(after)


def test_a_holder_reads_from_when_on_the_award_is_renewed():
    # It ends on 5 January 2031, and half a year before is 5 July 2030.
    award = AwardFactory()

    page = words(holder(award).get(reverse("awards:own_award", args=[award.pk])))

    assert "It can be renewed from 5 July 2030 on." in page
    assert reverse("awards:begin", args=[award.application.running_id]) not in page


def test_a_renewal_that_was_refused_is_tried_again(award):
    address = reverse("awards:own_award", args=[award.pk])
    renewal = SubmittedFactory(running=award.application.running, renews=award, state="decided")
    refused = holder(award).get(address)
    AwardFactory(application=renewal)

    renewed = holder(award).get(address)

    assert refused.context["can_renew"]
    assert "It is renewed: what was awarded then begins" in words(renewed)
    assert not renewed.context["can_renew"]


@pytest.mark.parametrize("state", ["suspended", "withdrawn"])
def test_what_is_not_held_is_not_renewed(award, state):
    award.state = state
    award.save()

    page = holder(award).get(reverse("awards:own_award", args=[award.pk]))

    assert not page.context["can_renew"]


def test_an_auditor_of_the_holder_reads_and_changes_nothing(award):
    auditor = holder(award, Role.AUDITOR)

    page = auditor.get(reverse("awards:own_award", args=[award.pk]))

    assert "Change what the register shows" not in words(page)
    assert (
        auditor.get(reverse("awards:choose_register_of_award", args=[award.pk])).status_code == 403
    )


def test_the_certificate_is_a_page_and_a_file(award):
    page = holder(award).get(reverse("awards:certificate", args=[award.pk]))
    file = holder(award).get(reverse("awards:certificate_file", args=[award.pk]))

    address = f"http://testserver/awards/verify/{award.certificate}/"
    assert (page.context["address"], page.context["side"]) == (address, 41)  # 33 + 2 * 4
    assert file.content.startswith(b"%PDF-1.7")
    assert file["Content-Type"] == "application/pdf"


def test_the_holder_chooses_what_the_register_shows(award):
    client = holder(award)
    address = reverse("awards:choose_register_of_award", args=[award.pk])

    assert client.get(address).context["form"].initial == {"is_public": True}
    gone = client.post(address, {}, follow=True)
    back = client.post(address, {"is_public": "on"}, follow=True)

    assert "is not shown on the register" in words(gone)
    assert "No, the holder does not agree" in words(gone)
    assert "can be seen on the register" in words(back)


def test_a_scheme_without_a_register_says_so():
    application = SubmittedFactory(
        running=RunningFactory(has_public_register=False), state="decided"
    )
    award = AwardFactory(application=application, valid_to=None)

    page = holder(award).get(reverse("awards:own_award", args=[award.pk]))

    assert "there is no public register of this award" in words(page)
    assert "without an end" in words(page)


def test_those_who_gave_awards_see_what_waits(award):
    client = giver(award)
    AwardProposalFactory(award=award)
    ConditionFactory(award=award)
    ConditionFactory(award=award)
    AwardChangeFactory(award=award)
    running = award.application.running
    AwardFactory(application=SubmittedFactory(running=running, state="decided"))

    page = client.get("/awards/given/")

    assert [row[-1] for row in page.context["rows"]] == [
        "1 proposal to decide, 2 conditions to be met, 1 change told",
        "–",
    ]


def test_given_awards_take_as_many_queries_with_three_as_with_one(
    award, django_assert_num_queries, django_assert_max_num_queries
):
    client = giver(award)
    client.get("/awards/given/")
    with django_assert_max_num_queries(9) as one:
        client.get("/awards/given/")
    for _ in range(2):
        AwardFactory(
            application=SubmittedFactory(running=award.application.running, state="decided")
        )

    with django_assert_num_queries(len(one)):
        client.get("/awards/given/")


def test_nothing_given_yet_is_said():
    page = client_of(OrganisationFactory(), Role.AWARD_MANAGER).get("/awards/given/")

    assert "No award has been given yet" in words(page)


def test_a_manager_proposes_and_an_approver_decides(award):
    page = giver(award).get(reverse("awards:given_award", args=[award.pk]))
    address = reverse("awards:propose_change", args=[award.pk, "suspend"])
    manager = giver(award)
    asked = manager.get(address)
    missing = manager.post(address, {"reason": ""})
    proposed = manager.post(address, {"reason": "The shop is closed."}, follow=True)

    proposal = AwardProposal.objects.get()
    approver = giver(award, Role.APPROVER)
    seen = approver.get(reverse("awards:given_award", args=[award.pk]))
    decide = reverse("awards:decide_change", args=[award.pk, proposal.pk])
    nothing = approver.post(decide, {})
    silent = approver.post(decide, {"agree": "no"})
    done = approver.post(decide, {"agree": "yes"}, follow=True)

    assert page.context["changes"] == [("suspend", "Suspend"), ("withdraw", "Withdraw")]
    assert "Suspend this award?" in words(asked)
    assert "Enter the reason" in words(missing)
    assert "nothing has changed yet" in words(proposed)
    assert "It is for an approver to decide" in words(proposed)
    assert "Decide about this proposal" in words(seen)
    assert approver.get(decide).status_code == 403  # it is decided
    assert "Select whether you agree" in words(nothing)
    assert "Enter why you do not agree" in words(silent)
    assert "The holder has a letter" in words(done)
    award.refresh_from_db()
    assert award.state == "suspended"


def test_an_approver_says_no(award):
    proposal = AwardProposalFactory(award=award)
    decide = reverse("awards:decide_change", args=[award.pk, proposal.pk])

    done = giver(award, Role.APPROVER).post(
        decide, {"agree": "no", "because": "It is open again."}, follow=True
    )

    assert "The award stays as it is" in words(done)


def test_what_was_done_meanwhile_is_told_on_the_form(award):
    AwardProposalFactory(award=award)

    answer = giver(award).post(
        reverse("awards:propose_change", args=[award.pk, "withdraw"]), {"reason": "Closed."}
    )

    assert "Another proposal about this award is still to be decided" in words(answer)


def test_an_award_changed_meanwhile_is_told_to_the_approver(award):
    proposal = AwardProposalFactory(award=award)
    award.state = "withdrawn"
    award.save()

    answer = giver(award, Role.APPROVER).post(
        reverse("awards:decide_change", args=[award.pk, proposal.pk]), {"agree": "yes"}
    )

    assert "withdrawn meanwhile" in words(answer)


def test_there_are_no_other_changes_than_three(award):
    address = reverse("awards:propose_change", args=[award.pk, "explode"])

    assert giver(award).get(address).status_code == 404


def test_a_manager_marks_a_condition_as_met(award):
    condition = ConditionFactory(award=award)
    address = reverse("awards:meet_condition", args=[award.pk, condition.pk])
    manager = giver(award)

    assert "Pay the real living wage" in words(manager.get(address))
    done = manager.post(address, {"how": "Payslips were sent."}, follow=True)
    again = manager.post(address, {"how": "Again."})

    assert "The condition is marked as met" in words(done)
    assert "marked as met already" in words(again)


def test_who_belongs_to_the_holder_reads_nothing_as_the_giver(award):
    both = UserFactory(
        roles=[Role.AWARD_MANAGER], roles__organisation=award.application.running.organisation
    )
    client = Client()
    client.force_login(both, backend=BACKEND)
    address = reverse("awards:given_award", args=[award.pk])
    before = client.get(address).status_code
    award.organisation.memberships.create(
        user=both, role=Role.APPLICANT, given_at=timezone.now(), given_by="a test"
    )

    session = client.get(address)

    assert (before, session.status_code) == (200, 403)


@pytest.mark.parametrize(("form", "status"), [("pdf", 200), ("docx", 200), ("exe", 404)])
def test_letters_are_read_by_both_sides(award, form, status):
    letter = LetterFactory(application=award.application)
    key = [award.application_id, letter.pk]

    own = holder(award).get(reverse("awards:own_letter", args=key))
    written = giver(award).get(reverse("awards:letter", args=key))
    listed = giver(award).get(reverse("awards:letters", args=key[:1]))

    assert "Thank you for applying." in words(own)
    assert "Back to the application" in words(own)
    assert "Thank you for applying." in words(written)
    assert listed.context["rows"][0][0]["url"] == reverse("awards:letter", args=key)
    assert (
        holder(award).get(reverse("awards:own_letter_file", args=[*key, form])).status_code
        == status
    )
    assert giver(award).get(reverse("awards:letter_file", args=[*key, form])).status_code == status


def test_an_application_without_letters_says_so(award):
    page = giver(award).get(reverse("awards:letters", args=[award.application_id]))

    assert "No letter has been written" in words(page)
