"""What waits for each person, the list of applications, and the figures."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from socialvalue.awards import actions
from tests.factories.accounts import MembershipFactory
from tests.factories.awards import (
    AnswerFactory,
    AppealFactory,
    AwardProposalFactory,
    JudgementFactory,
    PanelMarkFactory,
    SchemeVersionFactory,
    SeatFactory,
    SubmittedFactory,
)
from tests.factories.judged import CODES, Judged
from tests.integration.socialvalue.awards.judging.people import client_for, words
from tests.unit.socialvalue.calculations.awards import samples

pytestmark = pytest.mark.django_db
HOME = reverse("awards:home")
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _service_level():
    """The weavers promise a decision within seven working days."""
    SchemeVersionFactory(document=samples.document(decision_working_days=7))


def home(user):
    """Return what somebody reads at home."""
    return words(client_for(user).get(HOME))


def listed(user, name="received", **query):
    """Return what somebody reads in the list."""
    return words(client_for(user).get(reverse(f"awards:{name}"), query))


def another(made, name, **more):
    """Return another application to the same scheme."""
    application = SubmittedFactory(
        running=made.running, organisation__name=name, submitted_at=NOW, **more
    )
    for code in CODES:
        AnswerFactory(application=application, criterion=code)
    return application


def test_a_manager_is_told_step_by_step():
    made = Judged()
    assert "Applications to allocate" in home(made.manager)
    made.allocated(panel=False)
    assert "Nothing waits for you" in home(made.manager)
    made.declared()
    for user in made.assessors[:2]:
        made.judges(user).hands_in(user)
    assert "seat a panel" in home(made.manager)


def test_a_manager_holds_the_panel_and_then_proposes():
    made = Judged().at_panel()
    made.agrees("S1")

    assert "1 of 4 criteria agreed" in home(made.manager)
    assert "Panels" in home(made.panellist)
    for code in CODES[1:]:
        made.agrees(code)

    assert "Decisions to propose" in home(made.manager)
    assert "Nothing waits for you" in home(made.panellist)


def test_an_assessor_declares_and_then_judges():
    made = Judged().allocated()
    ann, ben = made.assessors[:2]
    assert "Declarations to make" in home(ann)
    made.declared()
    made.saves(ann, "S1", "met")
    made.saves(ann, "S2", "met", reason="Too short")

    assert "1 of 4 criteria complete" in home(ann)
    assert "0 of 4 criteria complete" in home(ben)
    assert "Nothing waits for you" in home(made.assessors[2])


def test_an_approver_approves_what_others_proposed():
    made = Judged()
    assert "When a decision is proposed" in home(made.approver)
    made.proposed()

    assert "Decisions to approve" in home(made.approver)
    assert "Nothing waits for you" in home(made.auditor)


def test_a_change_of_an_award_waits_for_an_approver_who_did_not_propose_it():
    made = Judged().approved()
    proposal = AwardProposalFactory(award=made.application.award, proposer=made.manager)
    url = reverse("awards:decide_change", args=[made.application.award.pk, proposal.pk])

    shown = home(made.approver)

    assert "Changes of awards to decide" in shown
    assert f'href="{url}"' in shown
    assert "Valley Looms: suspend the award?" in shown
    assert "Nothing waits for you" in home(made.manager)
    actions.refuse_change(proposal=proposal, because="No.", by=made.approver, at=made.at)
    assert "Nothing waits for you" in home(made.approver)


@pytest.mark.parametrize("role", ["approver", "procurement_officer"])
def test_who_lands_on_tenders_is_told_what_waits_in_awards(role):
    made = Judged().proposed()
    user = made.approver if role == "approver" else made.person("Olga Officer", role)
    tenders = reverse("tenders:list")

    shown = client_for(user).get(tenders)

    assert user.memberships.get().role == role
    assert shown.context["award_waits"] == (
        ["Decisions to approve: 1"] if role == "approver" else []
    )
    assert ("Waits for you in awards" in words(shown)) is (role == "approver")


def test_an_appeal_waits_for_somebody_who_took_no_part():
    made = Judged().appealed()

    assert "decide the appeal" in home(made.judge)
    assert "Nothing waits for you" in home(made.approver)


def test_what_is_overdue_is_warned_of_once_for_each_application():
    made = Judged(at=NOW - dt.timedelta(days=60))

    assert "1 application here is overdue." in home(made.manager)
    another(made, "Loom Two", submitted_by="x")
    late = another(made, "Loom Three")
    type(late).objects.filter(pk=late.pk).update(submitted_at=NOW - dt.timedelta(days=60))
    assert "2 applications here are overdue." in home(made.manager)


def test_what_is_overdue_and_waits_for_others_is_told_to_the_manager_alone():
    made = Judged(at=NOW - dt.timedelta(days=60)).allocated().declared()

    assert "Overdue, and waiting for others" in home(made.manager)
    assert "Nothing waits for you" in home(made.approver)
    made.judges(made.assessors[0]).hands_in(made.assessors[0])
    made.judges(made.assessors[1]).hands_in(made.assessors[1])
    assert "Overdue, and waiting for others" not in home(made.manager)


def test_an_appeal_is_never_overdue():
    made = Judged(at=NOW - dt.timedelta(days=60)).proposed().days_later(30)
    actions.approve_decision(decision=made.decision, by=made.approver, at=made.at)
    AppealFactory(application=made.application)
    judge = made.person("Jo Judge", "award_manager")

    assert "decide the appeal" in home(judge)
    assert "overdue" not in home(judge)
    assert "Nothing waits for you" in home(made.manager)
    assert "Decided late" in listed(made.manager)


def test_a_person_of_the_applicant_finds_nothing_at_home_or_in_the_list():
    made = Judged()
    MembershipFactory(
        organisation=made.application.organisation, user=made.manager, role="applicant"
    )

    assert "Valley Looms: allocate" not in home(made.manager)
    assert "No applications yet" in listed(made.manager)


def test_the_list_is_filtered_by_scheme_state_and_assessor():
    made = Judged().allocated()
    another(made, "Loom Two")
    everything = listed(made.manager)
    assert "2 applications" in everything
    assert "Ann A, Ben B" in everything

    by_state = listed(made.manager, state="submitted", running=str(made.running.pk))
    by_assessor = listed(made.manager, assessor=str(made.assessors[0].pk))
    nothing = listed(made.manager, state="decided")

    assert "2 applications" in by_state
    assert "1 application." in by_assessor
    assert "Loom Two" not in by_assessor
    assert "No application is like that" in nothing
    assert "2 applications" in listed(made.manager, state="no such state")


def test_an_assessor_lists_their_own_and_not_who_else_judges():
    made = Judged().allocated()
    another(made, "Loom Two")

    shown = listed(made.assessors[0])

    assert "1 application." in shown
    assert "Ben B" not in shown
    assert "Assessor</label>" not in shown
    assert "You have no applications" in listed(made.assessors[2])
    assert "Ben B" not in listed(made.assessors[0], "received_csv")


def test_the_list_as_a_file():
    made = Judged(at=dt.datetime(2026, 11, 9, 10, tzinfo=dt.UTC)).allocated()
    another(made, "=Loom", state="withdrawn", ended_at=NOW, ended_by="x")

    lines = client_for(made.manager).get(reverse("awards:received_csv")).content.decode("utf-8-sig")

    first = next(line for line in lines.splitlines() if "Valley Looms" in line)
    assert first.startswith("1,Valley Looms,Weavers' award,Submitted,2026-11-09,")
    assert "7,2026-11-18," in first
    assert "'=Loom" in lines


def test_of_a_scheme_without_a_time_limit_the_file_says_nothing():
    made = Judged()
    made.running.version = SchemeVersionFactory(number=2, document=samples.document())
    made.running.save()

    lines = client_for(made.manager).get(reverse("awards:received_csv")).content.decode("utf-8-sig")

    assert ",,,," in lines.splitlines()[1]
    assert "No time limit" in home(made.manager)


@pytest.mark.parametrize("name", ["home", "received", "received_csv", "figures", "figures_csv"])
def test_more_applications_ask_no_more_of_the_database(name):
    made = Judged().at_panel()
    client = client_for(made.manager)
    before = questions(client, name)
    for number in range(3):
        other = another(made, f"Loom {number}", state="panel")
        for user in made.assessors[:2]:
            seat = SeatFactory(application=other, user=user, submitted_at=NOW, submitted_by="x")
            JudgementFactory(seat=seat)
        PanelMarkFactory(application=other)

    assert questions(client, name) == before


def questions(client, name):
    """Return how many questions a page asks of the database."""
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(f"awards:{name}"))
    return len(asked)


def test_figures_worked_by_hand():
    # Ann: met met partly not; Ben: met partly not not, in points of 2: Ann is 0, +1, +1, 0 above
    # Ben, which is a mean of (0 + 50 + 50 + 0) / 4 = 25% of the scale; two pairs of four are equal.
    made = Judged().at_panel("mmpn", "mpnn")

    shown = listed(made.manager, "figures")

    assert "25.0% more generous" in shown
    assert "25.0% more severe" in shown
    assert "50.0%" in shown
    rows = client_for(made.manager).get(reverse("awards:figures_csv")).content.decode("utf-8-sig")
    assert rows.splitlines()[1:] == [
        "Ann A,0,1,0.0,4,50.0,25.0,25.0",
        "Ben B,0,1,0.0,4,50.0,25.0,-25.0",
    ]


def test_figures_tell_no_judgement_before_all_are_in():
    made = Judged().allocated().declared()
    made.judges(made.assessors[0]).hands_in(made.assessors[0])

    rows = client_for(made.manager).get(reverse("awards:figures_csv")).content.decode("utf-8-sig")

    assert rows.splitlines()[1:] == ["Ann A,0,1,0.0,,,,", "Ben B,1,0,,,,,"]


def test_figures_of_decisions_and_of_one_scheme():
    made = Judged().approved()

    shown = listed(made.manager, "figures", running=str(made.running.pk))

    assert "1 of 1" in shown
    assert "1 decided; the longest took 0 working days" in shown


def test_alike_judgements_have_no_severity():
    made = Judged().at_panel("mmmm", "mmmm")

    assert "0.0%" in listed(made.manager, "figures")


def test_figures_of_nothing():
    assert "Nobody judges anything yet" in listed(Judged().manager, "figures")
