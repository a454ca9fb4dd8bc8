from decimal import Decimal as D

import pytest
from django.urls import reverse

from socialvalue.framework import actions
from socialvalue.framework.actions import AreaWords
from socialvalue.framework.models import Area, FrameworkVersion

from .conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def problems(response, name="form"):
    return response.context[name].errors


def test_making_an_own_version_copies_it(signed_in, small, trust):
    response = signed_in.post(
        reverse("framework:make_own_version"), {"title": "Ours", "based_on": small.pk}
    )

    version = FrameworkVersion.objects.of(trust).get()
    assert (version.title, version.based_on) == ("Ours", small)
    assert response.url == reverse("framework:own_matrix", args=[version.pk])


def test_an_own_version_needs_a_name_and_a_start(signed_in, small):
    response = signed_in.post(reverse("framework:make_own_version"), {})

    assert problems(response) == {
        "title": ["Enter a name for your version"],
        "based_on": ["Select what to start from"],
    }


def test_another_organisations_version_cannot_be_copied(signed_in, small):
    response = signed_in.post(
        reverse("framework:make_own_version"),
        {"title": "Ours", "based_on": "5f8b2a0e-0f4b-4a36-9b1e-000000000000"},
    )

    assert list(problems(response)) == ["based_on"]


def emphasis(draft, *shares):
    names = [f"emphasis-{objective.code}" for objective in draft.objectives.all()]
    return dict(zip(names, shares, strict=True))


def test_emphasis_is_saved(signed_in, draft):
    url = reverse("framework:emphasis", args=[draft.pk])

    response = signed_in.post(url, emphasis(draft, "62.5", "37.5"))

    assert response.status_code == 302
    assert [o.emphasis for o in draft.objectives.all()] == [D("62.5"), D("37.5")]
    assert b'value="62.5"' in signed_in.get(url).content


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        (
            ("60", "39"),
            "The emphasis of the objectives adds up to exactly 100 percent. It adds up to 99% now.",
        ),
        (
            ("60", ""),
            (
                "Give every objective an emphasis, or none of them. The emphasis of the objectives "
                "adds up to exactly 100 percent. It adds up to 60% now."
            ),
        ),
    ],
)
def test_emphasis_that_breaks_a_rule_says_which(signed_in, draft, shares, message):
    response = signed_in.post(
        reverse("framework:emphasis", args=[draft.pk]), emphasis(draft, *shares)
    )

    assert problems(response) == {"__all__": [message]}


def test_emphasis_with_too_many_places_is_refused(signed_in, draft):
    response = signed_in.post(
        reverse("framework:emphasis", args=[draft.pk]), emphasis(draft, "33.333", "66.667")
    )

    assert len(problems(response)) == 2


def test_publishing_asks_first(signed_in, draft):
    url = reverse("framework:publish", args=[draft.pk])

    asked = signed_in.get(url)
    answered = signed_in.post(url)

    draft.refresh_from_db()
    assert b"cannot be changed" in asked.content
    assert (answered.status_code, draft.is_published) == (302, True)


def test_publishing_nothing_is_refused_in_words(signed_in, draft, officer):
    actions.retire_area(area=Area.objects.of(draft).get(), reason="r", by=officer, at=NOW)

    response = signed_in.post(reverse("framework:publish", args=[draft.pk]), follow=True)

    draft.refresh_from_db()
    assert not draft.is_published
    assert b"Add an area for action before you publish" in response.content


def test_the_next_version_is_started(signed_in, draft, officer, trust):
    actions.publish_version(version=draft, by=officer, at=NOW)

    response = signed_in.post(reverse("framework:start_next_version", args=[draft.pk]))

    newest = FrameworkVersion.objects.of(trust).get(number=2)
    assert response.url == reverse("framework:own_matrix", args=[newest.pk])


def test_the_next_version_of_a_draft_is_refused_in_words(signed_in, draft):
    response = signed_in.post(reverse("framework:start_next_version", args=[draft.pk]), follow=True)

    assert b"This version is a draft" in response.content


def test_comparing_says_that_nothing_was_changed(signed_in, draft):
    page = signed_in.get(reverse("framework:compare", args=[draft.pk])).context["page"]

    assert (page.is_same, page.unchanged) == (True, 1)


def test_comparing_lists_what_was_changed(signed_in, draft, officer):
    first, second = draft.objectives.all()
    area = Area.objects.of(draft).get()
    words = AreaWords(title="Skills for all", meaning=area.meaning, good=("x",))
    actions.reword_area(area=area, words=words, by=officer, at=NOW)
    actions.add_area(
        objective=second, words=AreaWords(title="New", meaning="New."), by=officer, at=NOW
    )
    actions.set_emphasis(
        version=draft, emphasis={first.pk: D(25), second.pk: D(75)}, by=officer, at=NOW
    )

    page = signed_in.get(reverse("framework:compare", args=[draft.pk])).context["page"]

    assert [added.code for added in page.added] == ["2.1"]
    assert [(r.was, r.now, r.parts) for r in page.reworded] == [
        (
            "Skills",
            "Skills for all",
            "title, what good looks like, example questions, cautions, measures",
        )
    ]
    assert page.emphasis == [("Short 1", "25%"), ("Short 2", "75%")]


def test_comparing_lists_what_was_retired(signed_in, draft, officer):
    actions.retire_area(area=Area.objects.of(draft).get(), reason="r", by=officer, at=NOW)

    response = signed_in.get(reverse("framework:compare", args=[draft.pk]))

    assert [area.code for area in response.context["page"].retired] == ["1.1"]


AREA = {
    "title": "Quiet gardens",
    "meaning": "Places to rest.",
    "good": "Open to all\r\n\r\n Free \r\n",
    "questions": "Where?",
    "cautions": "",
    "measures-TOTAL_FORMS": "2",
    "measures-INITIAL_FORMS": "0",
    "measures-0-name": "Gardens",
    "measures-0-unit": "gardens",
    "measures-0-kind": "quantity",
    "measures-0-evidence": "Photographs",
}


def test_an_area_is_added_with_its_measures(signed_in, draft):
    objective = draft.objectives.last()

    response = signed_in.post(reverse("framework:add_area", args=[draft.pk, objective.pk]), AREA)

    area = objective.areas.get()
    assert (area.title, area.good, area.questions, area.cautions) == (
        "Quiet gardens",
        ["Open to all", "Free"],
        ["Where?"],
        [],
    )
    assert [str(measure) for measure in area.measures.all()] == ["Gardens (gardens)"]
    assert response.url == reverse("framework:own_area", args=[draft.pk, area.pk])


def test_an_empty_area_says_what_is_missing(signed_in, draft):
    url = reverse("framework:add_area", args=[draft.pk, draft.objectives.last().pk])

    response = signed_in.post(url, AREA | {"title": "", "meaning": ""})

    assert problems(response) == {
        "title": ["Enter a title"],
        "meaning": ["Enter what the area means"],
    }


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("name", "Enter what is measured, or empty the rest of this measure"),
        ("unit", "Enter the unit, like people or % of staff"),
        ("kind", "Select whether it is a quantity or a percentage"),
        ("evidence", "Enter how it is shown, like payroll totals"),
    ],
)
def test_a_measure_that_is_half_given_is_refused(signed_in, draft, name, message):
    url = reverse("framework:add_area", args=[draft.pk, draft.objectives.last().pk])

    response = signed_in.post(url, AREA | {f"measures-0-{name}": ""})

    assert problems(response, "formset") == [{name: [message]}, {}]


def test_the_form_of_an_area_starts_from_what_it_says(signed_in, draft):
    area = Area.objects.of(draft).get()

    response = signed_in.get(reverse("framework:reword_area", args=[draft.pk, area.pk]))

    form, formset = response.context["form"], response.context["formset"]
    assert form["good"].value() == "A sign of good practice"
    assert [row["name"].value() for row in formset] == ["Learners", None, None]


def test_an_area_is_reworded_and_a_measure_emptied_is_gone(signed_in, draft):
    area = Area.objects.of(draft).get()
    emptied = {f"measures-0-{name}": "" for name in ("name", "unit", "kind", "evidence")}

    signed_in.post(
        reverse("framework:reword_area", args=[draft.pk, area.pk]),
        AREA | emptied | {"measures-INITIAL_FORMS": "1"},
    )

    area.refresh_from_db()
    assert (area.title, area.measures.count()) == ("Quiet gardens", 0)


def test_an_area_is_retired_with_its_reason_and_brought_back(signed_in, draft):
    area = Area.objects.of(draft).get()
    retire = reverse("framework:retire_area", args=[draft.pk, area.pk])

    silent = signed_in.post(retire, {"reason": ""})
    signed_in.post(retire, {"reason": "Another covers it"})
    area.refresh_from_db()
    was_retired = area.is_retired
    page = signed_in.get(reverse("framework:own_area", args=[draft.pk, area.pk]))
    signed_in.post(reverse("framework:bring_back_area", args=[draft.pk, area.pk]))

    area.refresh_from_db()
    assert problems(silent) == {"reason": ["Enter the reason"]}
    assert (was_retired, area.is_retired) == (True, False)
    assert b"Bring this area back" in page.content
    assert page.context["page"].title_note == ""
