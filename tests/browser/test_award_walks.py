"""Every scheme that comes with the tool, walked: by all who meet in it, or by one who looks at
itself. What each must come to is worked by hand in `award_walk/plans.py`.
"""

import pytest
from django.core.management import call_command

from socialvalue.awards.data_files import scheme_documents
from socialvalue.awards.models.schemes import APPLIED_FOR
from socialvalue.calculations.awards.scheme_reading import scheme_from
from tests.browser.award_walk import applying, holding, judging, self_assessing
from tests.browser.award_walk.people import everybody
from tests.browser.award_walk.plans import plan_of
from tests.browser.award_walk.walkers import ALIKE, KeyboardWalker, LooksOnce, Walker
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.places import AreaFactory
from tests.factories.tenders import MethodologyFactory
from tests.unit.socialvalue.calculations.evidence.files import PDF

pytestmark = pytest.mark.django_db(transaction=True)

SCHEMES = {document["code"]: scheme_from(document) for document in scheme_documents()}
JUDGED = sorted(code for code, scheme in SCHEMES.items() if scheme.kind in APPLIED_FOR)
OWN = sorted(SCHEMES.keys() - JUDGED)


@pytest.fixture(autouse=True)
def _shipped_schemes(settings, tmp_path):
    """The schemes are loaded, Liverpool is there, and files go nowhere."""
    settings.DATA_DIR = tmp_path
    AreaFactory(code="E08000012", name="Liverpool")
    call_command("load_schemes", verbosity=0)


@pytest.fixture
def file(tmp_path):
    """A file of evidence."""
    path = tmp_path / applying.FILE
    path.write_bytes(PDF)
    return path


def walk(people, scheme, file):
    """Walk a scheme from opening it to its public register."""
    plan = plan_of(scheme)
    applying.opens_scheme(people.manager, scheme)
    applying.adds_the_organisation(people.applicant, scheme)
    applying.begins(people.applicant, scheme)
    applying.records_pay(people.applicant, scheme, plan)
    applying.answers(people.applicant, scheme, plan, file)
    applying.hands_in(people.applicant, scheme)
    judging.checks_that_it_is_whole(people.manager, scheme, plan)
    judging.gives_seats(people.manager)
    for judge in (people.first, people.second, people.panellist):
        judging.declares(judge, scheme)
    judging.judges(people.first, scheme, plan, plan.first, of=judging.FIRST)
    judging.hands_in(people.first)
    judging.judges(people.second, scheme, plan, plan.second, of=judging.SECOND)
    judging.sees_nothing_of_the_other(people.first, scheme, judging.SECOND)
    judging.sees_nothing_of_the_other(people.second, scheme, judging.FIRST)
    judging.hands_in(people.second)
    judging.reads_both(people.first, scheme)
    judging.agrees(people.panellist, scheme, plan)
    judging.proposes(people.manager, plan)
    judging.approves(people.approver, plan)
    holding.reads_the_decision(people.applicant, scheme, plan)
    identifier = holding.fetches_the_certificate(people.applicant, scheme, plan)
    holding.finds_it_in_the_register(people.public, scheme, plan)
    holding.checks_the_certificate(people.public, identifier, plan)
    holding.looks_at_the_place(people.applicant, scheme)


@pytest.mark.parametrize("code", JUDGED)
def test_a_scheme_is_walked_from_opening_it_to_the_register(
    code, new_page, sign_in, accessible, file
):
    looks = LooksOnce(accessible, of=code, besides=ALIKE if code != JUDGED[0] else ())

    walk(everybody(new_page, sign_in, looks=looks), SCHEMES[code], file)


def test_a_scheme_is_walked_with_the_keyboard_alone(new_page, sign_in, file):
    people = everybody(new_page, sign_in, kind=KeyboardWalker)

    walk(people, SCHEMES["cheshire-merseyside-award"], file)


def test_a_scheme_is_walked_without_javascript(new_page, sign_in, file):
    people = everybody(new_page, sign_in, javascript=False)

    walk(people, SCHEMES["cheshire-merseyside-award"], file)


@pytest.mark.parametrize("code", OWN)
def test_an_organisation_looks_at_itself_by_a_scheme(code, new_page, sign_in, accessible):
    scheme, plan = SCHEMES[code], plan_of(SCHEMES[code])
    organisation = OrganisationFactory(name="Mereside Hospitals (made up)")
    officer = Walker(new_page(), looks=LooksOnce(accessible, of=code))
    roles = ["procurement_officer", "applicant"]
    sign_in(officer.page, UserFactory(roles=roles, roles__organisation=organisation))
    tender = MethodologyFactory(
        tender__organisation=organisation, tender__title=self_assessing.TENDER
    ).tender

    self_assessing.cannot_be_applied_for(officer, scheme)
    if plan.before:
        self_assessing.begins(officer, scheme)
        self_assessing.marks(officer, scheme, plan.before.agreed)
        self_assessing.reads_the_level(officer, plan.before)
        self_assessing.comes_to_hold(organisation, plan.holds)
    if scheme.kind == "assessment":
        self_assessing.begins_from_tender(officer, scheme, tender)
    else:
        self_assessing.begins(officer, scheme)
    self_assessing.marks(officer, scheme, plan.agreed)
    self_assessing.reads_the_level(officer, plan)
    if scheme.kind == "assessment":
        officer.goes(f"/tenders/{tender.pk}/")
        officer.reads(plan.level)
    officer.goes("/awards/assessments/")
    officer.comes_to("Self-assessments")
    officer.reads(plan.level)
