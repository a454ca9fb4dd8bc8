"""The demonstration's awards: an application at every turn, made once."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import timezone

from procurement.demonstration import awards
from socialvalue.accounts.models import Role
from socialvalue.awards import actions
from socialvalue.awards.models import Application, Award, Letter
from socialvalue.awards.queries.register import Asked, Which, registered
from socialvalue.awards.queries.work import waiting_for
from socialvalue.framework.yaml_files import DataFileWrong, File
from socialvalue.jobs.models import Job
from tests.factories.accounts import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def people_of(giver, own):
    """Return those who apply, and those who decide."""

    def person(role, organisation=giver):
        return UserFactory(roles=[role], roles__organisation=organisation)

    return awards.People(
        applicant=person(Role.APPLICANT, own),
        manager=person(Role.AWARD_MANAGER),
        assessors=[person(Role.AWARD_ASSESSOR), person(Role.AWARD_ASSESSOR)],
        panellist=person(Role.AWARD_ASSESSOR),
        approver=person(Role.APPROVER),
    )


def test_an_application_waits_at_every_turn(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    call_command("load_schemes", verbosity=0)
    giver = OrganisationFactory(name="Trust of the demonstration")
    own = OrganisationFactory(
        name=awards.APPLICANT_ORGANISATION, kind="vcse", is_demonstration=True
    )
    people = people_of(giver, own)

    for _ in range(2):
        awards.load_awards(giver, own=own, people=people)

    states = Counter(Application.objects.values_list("state", flat=True))
    assert states == {
        "decided": 8,
        "proposed": 1,
        "panel": 2,
        "assessing": 1,
        "submitted": 1,
        "draft": 1,
    }
    assert Award.objects.count() == 7
    today = timezone.localdate()
    assert registered(Asked(which=Which.ALL), on=today).count() == 6  # one does not agree
    assert registered(Asked(), on=today).count() == 5  # one is suspended
    draft = Application.objects.get(state="draft")
    assert draft.renews == own.awards.get()
    kinds = Counter(Letter.objects.values_list("kind", flat=True))
    assert kinds == {
        "received": 13,
        "more_information": 1,
        "awarded": 7,
        "refused": 1,
        "suspended": 1,
    }
    waiting = waiting_for(people.manager, giver, today=today)
    late = [each for each in waiting if each.clock is not None and each.clock.is_overdue]
    assert [str(each.application.organisation) for each in late] == [
        "Ellesmere Bakers' Yard CIC (made up)"
    ]
    assert [each.kind.value for each in actions.due_reminders(giver, day=today)] != []
    assert Job.objects.count() == 0


@pytest.mark.parametrize("marks", ["sss", "sspx"])
def test_a_story_with_a_fault_is_refused(tmp_path, marks):
    path = tmp_path / "awards.yaml"
    path.write_text(
        awards.STORY.read_text(encoding="utf-8").replace("marks: ssss", f"marks: {marks}")
    )

    with pytest.raises(DataFileWrong, match="not one of s, p and n for each criterion"):
        File(path).read(awards._story)
