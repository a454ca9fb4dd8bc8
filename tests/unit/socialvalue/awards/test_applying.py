"""What applicants leave behind, in a few words."""

import pytest

from tests.factories.accounts import OrganisationFactory
from tests.factories.awards import (
    AnswerFactory,
    ApplicationFactory,
    EvidenceUseFactory,
    QuestionFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db


def test_everything_has_a_name():
    application = ApplicationFactory(organisation=OrganisationFactory(name="Valley Weavers"))

    assert str(application) == "application 1 of Valley Weavers"
    assert str(AnswerFactory(application=application)) == "application 1 of Valley Weavers, S1"
    assert str(EvidenceUseFactory(application=application)) == "jobs.txt for S1"
    assert str(QuestionFactory(application=application)) == (
        "question about application 1 of Valley Weavers"
    )
    assert str(RegistrationFactory()) == "Valley Weavers CIC, by new@example.org"
