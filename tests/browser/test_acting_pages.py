"""The pages of suppliers, networks and acting on spend: axe on each, at both widths, and keys."""

import pytest

from socialvalue.suppliers.models import Suggestion
from tests.browser.test_spend_thread import tab_to
from tests.factories import golden_study
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.networks import NetworkFactory, SeatFactory, ShareFactory
from tests.factories.spend import ContractFactory, GapNoteFactory, TargetFactory
from tests.factories.suppliers import (
    SuggestionFactory,
    SurveyInvitationFactory,
    supplier_of,
    uploaded_list,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

WITH_ERRORS = "supplier_id,canonical_name,registered_postcode,size\nS99,,PR1 2RL,enormous\n"


@pytest.fixture
def anchors(settings, tmp_path):
    """The organisation of the study worked by hand, with its files read and analysed."""
    settings.DATA_DIR = tmp_path
    storage = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    organisation = golden_study.golden_organisation()
    golden_study.load_files(organisation)
    golden_study.answered(organisation)
    return organisation


@pytest.fixture
def officer(page, sign_in, anchors):
    """Its data officer, signed in."""
    user = UserFactory(roles=["data_officer"], roles__organisation=anchors)
    sign_in(page, user)
    return user


@pytest.fixture
def looks(accessible):
    """Open pages, and check each at 1280 and at 320 pixels."""

    def look(page, *addresses, status=200):
        for address in addresses:
            assert page.goto(address).status == status, address
            accessible(page)
            page.set_viewport_size({"width": 320, "height": 720})
            accessible(page)
            page.set_viewport_size({"width": 1280, "height": 900})

    return look


@pytest.mark.usefixtures("officer")
def test_pages_of_acting(page, anchors, looks):
    ContractFactory(organisation=anchors, category="Highways", category_key="highways")
    GapNoteFactory(organisation=anchors, key="highways", name="Highways")
    target = TargetFactory(organisation=anchors)
    register = anchors.registers.get()

    looks(
        page,
        "/spend/anchors/",
        "/spend/categories/",
        "/spend/categories/?show=undecided",
        "/spend/categories/history/",
        "/spend/gaps/",
        "/spend/gaps/gap/?category=highways",
        "/spend/repeats/",
        "/spend/contracts/",
        f"/spend/contracts/registers/{register.pk}/",
        "/spend/contracts/upload/",
        "/spend/targets/",
        f"/spend/targets/{target.pk}/withdraw/",
    )


@pytest.mark.usefixtures("officer")
def test_pages_of_suppliers(page, anchors, looks):
    builders = supplier_of(anchors, "Guild Builders Ltd")
    pair = SuggestionFactory(supplier=builders, other=supplier_of(anchors, "Old Market Legal LLP"))
    SuggestionFactory(supplier=builders, kind=Suggestion.Kind.SIZE, value="medium")
    refused = uploaded_list(anchors, WITH_ERRORS)
    survey = anchors.supplier_surveys.get()
    SurveyInvitationFactory(survey=survey, supplier=builders)

    looks(
        page,
        "/suppliers/",
        f"/suppliers/{builders.pk}/",
        f"/suppliers/{builders.pk}/edit/",
        "/suppliers/lists/",
        f"/suppliers/lists/{refused.pk}/",
        "/suppliers/registers/",
        "/suppliers/suggestions/",
        f"/suppliers/suggestions/{pair.pk}/",
        "/suppliers/surveys/",
        f"/suppliers/surveys/{survey.pk}/",
        f"/suppliers/surveys/{survey.pk}/invite/",
        f"/suppliers/surveys/{survey.pk}/answers/{builders.pk}/",
    )


@pytest.mark.usefixtures("officer")
def test_pages_of_networks(page, new_page, sign_in, anchors, looks):
    network = NetworkFactory(lead=anchors, place_code="preston")
    own = SeatFactory(network=network, organisation=anchors)
    share = ShareFactory(seat=own, analysis=anchors.analyses.get())
    ShareFactory(seat__network=network)
    invited = OrganisationFactory(name="Ribble College")
    offer = SeatFactory(network=network, organisation=invited, state="offered")

    looks(
        page,
        "/networks/",
        "/networks/new/",
        f"/networks/{network.pk}/",
        f"/networks/{network.pk}/invite/",
        f"/networks/{network.pk}/share/",
        f"/networks/{network.pk}/shared/{share.pk}/",
        f"/networks/{network.pk}/leave/",
        "/networks/suppliers/?category=highways",
    )
    theirs = new_page()
    sign_in(theirs, UserFactory(roles=["data_officer"], roles__organisation=invited))
    looks(theirs, "/networks/", f"/networks/invitations/{offer.pk}/")


def test_a_supplier_answers_the_survey_with_the_keyboard(page, looks, accessible):
    invitation = SurveyInvitationFactory()
    looks(page, "/suppliers/answer/made-up/", status=404)

    looks(page, f"/suppliers/answer/{invitation.secret}/")
    tab_to(page, "share")
    page.keyboard.type("62")
    tab_to(page, "Send your answer")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Thank you").wait_for()
    accessible(page)
    assert str(invitation.survey.answers.get().respend_share) == "0.62"
