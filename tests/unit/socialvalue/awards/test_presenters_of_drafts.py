"""Where each fault of a draft is put right."""

import datetime as dt

import pytest

from socialvalue.awards.models import EmployerFacts, SchemeVersion
from socialvalue.awards.presenters.drafts import problem_of
from socialvalue.awards.queries import faults_of
from tests.factories.awards import RunningFactory, SchemeVersionFactory, SelfAssessmentFactory
from tests.unit.socialvalue.calculations.awards import samples

AS_OF = dt.date(2026, 6, 1)


def problems(**changed):
    """Return the words and the end of the address of each fault of the sample."""
    version = SchemeVersion(document=samples.document(**changed))
    found = (problem_of(version, fault) for fault in faults_of(version))
    return [(each.text, each.href.partition(f"{version.pk}/change/")[2]) for each in found]


def themes(**changed):
    """Return the sample's themes with the first criterion changed."""
    found = samples.document()["themes"]
    found[0]["criteria"][0] |= changed
    return found


@pytest.mark.parametrize(
    ("changed", "words", "address"),
    [
        ({"words": ""}, "Enter what it is for", "about/#id_words"),
        ({"title": 7}, "Write text.", "about/#id_title"),
        ({"colour": "red"}, "is not known here", "about/#id_colour"),
        ({"fee_pence": "ten"}, "Write a whole number", "terms/#id_fee_pence"),
        ({"letters": ["Dear"]}, "This must have named members.", "letters/#id_letters"),
        (
            {"sources": []},
            "Say where the scheme comes from, such as who decided on it and when: add a source",
            "sources/",
        ),
        ({"marks": []}, "Add the marks that can be given", "marks/"),
        ({"levels": []}, "Add a level", "levels/"),
        ({"themes": themes(question="")}, "Jobs: Enter the question",
         "themes/social/criteria/S1/#id_question"),
        ({"themes": themes(weight="-1")}, "Jobs: Write a number that is not below nought.",
         "themes/social/criteria/S1/#id_weight"),
        ({"levels": [{"code": "a", "title": "A", "rule": {"mark": "met", "count": 5}}]},
         "A: The rule asks for 5 of 4 criteria. Ask for fewer.", "levels/a/#rule"),
        ({"levels": [{"code": "a", "title": "A", "rule": {"theme": "x", "mark": "met"}}]},
         "A: It asks for a theme that has no criteria: select others", "levels/a/#rule"),
        ({"levels": [{"code": "a", "title": "A", "rule": {"criteria": ["x"], "mark": "met"}}]},
         "A: It asks for a criterion that is not there any more: tick others", "levels/a/#rule"),
    ],
)  # fmt: skip
def test_a_fault_leads_to_its_field(changed, words, address):
    text, found = problems(**changed)[0]

    assert words in text
    assert found == address


def test_a_theme_without_criteria_leads_to_a_new_one():
    assert problems(themes=[{"code": "a", "title": "A", "words": 7, "criteria": []}])[:2] == [
        ("A: Add a criterion", "themes/a/criteria/"),
        ("A: Write text.", "themes/a/#id_words"),
    ]


def test_without_themes_the_first_thing_is_to_add_one():
    assert ("Add a theme", "themes/") in problems(themes=[])


@pytest.mark.django_db
def test_things_have_names():
    version = SchemeVersionFactory()
    running = RunningFactory(version=version)

    assert str(running) == f"Weavers' award, run by {running.organisation}"
    assert str(SelfAssessmentFactory(about="Catering")) == "Weavers' award: Catering"
    assert str(EmployerFacts(organisation=running.organisation, as_of=AS_OF)) == (
        f"{running.organisation} as an employer on 1 June 2026"
    )
