"""The golden study through the application, from the uploads to every figure and its lines."""

import pytest

from tests.factories import golden_study
from tests.factories.golden_study import EXPECTED

pytestmark = pytest.mark.django_db


@pytest.fixture
def anchors(data_dir):
    """The organisation of the study, with its three files read and its repeats decided about."""
    organisation = golden_study.golden_organisation()
    golden_study.load_files(organisation)
    golden_study.confirm_repeats(organisation)
    return organisation


def test_the_result_is_the_expected_one(anchors):
    assert golden_study.answered(anchors).result == EXPECTED
