"""Where rounded parts do not add up to the total, page and report say why."""

import pytest
from django.urls import reverse

from tests.factories.decided import ranked
from tests.integration.procurement.people import officer_of
from tests.unit.procurement.calculations.golden import published
from tests.unit.socialvalue.core.pdf import reading

pytestmark = pytest.mark.django_db

# L1-B has 40.5 + 13.125 + 32.5 = 86.125: in whole points 41 + 13 + 33, which is 87, and 86.
SENTENCE = "Each part is rounded on its own, so parts may differ from the total by 1."


@pytest.mark.parametrize(("places", "is_said"), [(0, True), (3, False)])
def test_rounded_parts_that_do_not_add_up_are_explained(places, is_said):
    bundle = published("bundle.json")
    bundle["methodology"]["rounding"]["places"] = places
    tender = ranked(bundle=bundle)
    officer = officer_of(tender)

    page = officer.get(reverse("evaluation:result", args=[tender.pk])).content.decode()
    report = officer.get(reverse("evaluation:report_file", args=[tender.pk])).content

    assert (SENTENCE in page) is is_said
    assert (SENTENCE in " ".join(reading.text(report).split())) is is_said
