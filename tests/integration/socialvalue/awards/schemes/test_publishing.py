"""Publishing what was read, and nothing that was written since."""

import pytest
from django.urls import reverse

from socialvalue.awards import actions
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.awards import AT, SchemeVersionFactory
from tests.integration.procurement.people import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(organisation):
    """A whole draft."""
    return SchemeVersionFactory(
        organisation=organisation, code="own-1", published_at=None, published_by="", fingerprint=""
    )


@pytest.fixture
def organisation():
    """Whose draft it is."""
    return OrganisationFactory()


def changed(draft):
    """Let somebody else change the draft."""
    actions.change_scheme(
        version=draft,
        document=draft.document | {"words": "For those who spin."},
        revision=draft.revision,
        by=UserFactory(),
        at=AT,
    )


def test_a_draft_that_was_changed_since_it_was_read_is_read_again(draft, organisation):
    page = reverse("awards:publish_scheme", args=[draft.pk])
    approver = client_of(organisation, "approver")
    assert 'name="revision" value="1"' in approver.get(page).content.decode()
    changed(draft)

    answer = approver.post(page, {"revision": "1"}, follow=True)

    draft.refresh_from_db()
    assert not draft.is_published
    assert "Somebody changed this scheme while you had it open" in answer.content.decode()
    assert answer.redirect_chain == [(page, 302)]
    approver.post(page, {"revision": "2"})
    draft.refresh_from_db()
    assert draft.is_published


def test_a_draft_that_changes_in_the_moment_of_publishing_stays_a_draft(draft):
    changed(draft)

    with pytest.raises(actions.ChangedMeanwhile):
        actions.publish_scheme(version=draft, revision=1, by=UserFactory(), at=AT)


def test_a_draft_that_somebody_else_published_is_told(draft, organisation, monkeypatch):
    def refuse(**said):
        raise actions.SchemeIsPublished("This version is published.")

    monkeypatch.setattr(actions, "publish_scheme", refuse)
    approver = client_of(organisation, "approver")
    page = reverse("awards:publish_scheme", args=[draft.pk])

    answer = approver.post(page, {"revision": "1"}, follow=True)

    assert "This version is published." in answer.content.decode()
