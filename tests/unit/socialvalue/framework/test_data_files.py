import json
import subprocess
import sys
from pathlib import Path

import pytest

from socialvalue.calculations import weight_rules
from socialvalue.framework import data_files
from socialvalue.framework.yaml_files import DataFileWrong

TESTS = Path(__file__).resolve().parents[3]
GOLDEN_RULES = json.loads((TESTS / "golden" / "tender" / "weight_rules.json").read_text())

# Table 3 of the report, area by area: what a reader would check first.
AREAS_OF_EACH_OBJECTIVE = {
    "best-start": ["1.1", "1.2"],
    "capabilities": ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7"],
    "good-work": ["3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7"],
    "standard-of-living": ["4.1", "4.2", "4.3", "4.4", "4.5"],
    "places": ["5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "5.9"],
    "prevention": ["6.1", "6.2", "6.3", "6.4", "6.5"],
}


def areas_by_objective(framework):
    return {
        objective.code: [area.code for area in objective.areas]
        for objective in framework.objectives
    }


def test_marmot_6_has_the_published_areas_in_their_order():
    marmot_6, _ = data_files.published_frameworks()

    assert areas_by_objective(marmot_6) == AREAS_OF_EACH_OBJECTIVE


def test_marmot_8_adds_two_objectives_without_inventing_areas():
    _, marmot_8 = data_files.published_frameworks()

    assert areas_by_objective(marmot_8) == AREAS_OF_EACH_OBJECTIVE | {
        "racism-discrimination": [],
        "sustainability-equity": [],
    }
    assert [objective.no_areas != "" for objective in marmot_8.objectives] == [False] * 6 + [
        True,
        True,
    ]


def test_areas_for_action_by_framework():
    published = frozenset(code for codes in AREAS_OF_EACH_OBJECTIVE.values() for code in codes)

    assert data_files.areas_for_action() == {"marmot-6": published, "marmot-8": published}


def test_every_area_has_words_a_buyer_can_use():
    marmot_6, _ = data_files.published_frameworks()

    for objective in marmot_6.objectives:
        for area in objective.areas:
            assert 2 <= area.meaning.count(". ") + 1 <= 4, area.code
            assert 3 <= len(area.good) <= 5, area.code
            assert len(area.questions) == 2, area.code
            assert 2 <= len(area.measures) <= 4, area.code
            assert area.cautions, area.code


def test_a_percentage_says_of_what_and_a_quantity_does_not():
    marmot_6, _ = data_files.published_frameworks()
    measures = [m for o in marmot_6.objectives for a in o.areas for m in a.measures]

    assert {m.name: m.unit.startswith("%") for m in measures} == {
        m.name: m.kind == "percentage" for m in measures
    }


def test_the_weighting_rules_say_what_the_golden_ones_say():
    published = data_files.published_weight_rules()

    assert published.rules == weight_rules.rules_from(GOLDEN_RULES)
    assert published.thresholds == weight_rules.thresholds_from(GOLDEN_RULES)
    assert (published.as_at, list(published.method), published.thresholds_source) == (
        GOLDEN_RULES["as_at"],
        GOLDEN_RULES["method"],
        GOLDEN_RULES["thresholds_source"],
    )


def test_the_fingerprint_changes_with_any_word():
    marmot_6, marmot_8 = data_files.published_frameworks()
    again = data_files.framework_from(data_files.DATA / "marmot-6.yaml")

    assert marmot_6.fingerprint == again.fingerprint
    assert marmot_6.fingerprint != marmot_8.fingerprint


def test_the_data_are_read_without_django():
    check = (
        "import sys; from socialvalue.framework.data_files import areas_for_action; "
        "areas_for_action(); sys.exit('django' in sys.modules)"
    )

    done = subprocess.run(  # noqa: S603 -- our own interpreter and our own words
        [sys.executable, "-c", check], cwd=TESTS.parent, check=False
    )

    assert done.returncode == 0


FRAMEWORK = """\
format: sv-framework/1.0
code: small
title: Small
publisher: Us
published_on: "2026"
source: A report
confidence: high
note: A note
guidance:
  author: Us
  dated: "2026-11-21"
  note: Our words
cautions: [Take care]
objectives:
  - code: one
    order: 1
    title: One
    short_title: One
    meaning: What it means
    areas: one.yaml
"""
AREAS = """\
areas:
  - code: "1.1"
    title: An area
    meaning: What it means
    good: [This]
    questions: [Which]
    measures:
      - {name: People, unit: people, kind: quantity, evidence: A list}
    cautions: [That]
"""
SECOND = """\
  - code: {code}
    order: {order}
    title: Two
    short_title: Two
    meaning: What it means
    {areas}
"""


@pytest.fixture
def written(tmp_path):
    """Write a framework and its areas, and return the path of the framework."""

    def write(framework=FRAMEWORK, areas=AREAS):
        (tmp_path / "one.yaml").write_text(areas)
        path = tmp_path / "small.yaml"
        path.write_text(framework)
        return path

    return write


def refusal(path):
    with pytest.raises(DataFileWrong) as refused:
        data_files.framework_from(path)
    return str(refused.value)


def test_a_small_framework_is_read(written):
    framework = data_files.framework_from(written())

    assert framework.area_codes() == {"1.1"}
    assert framework.objectives[0].areas[0].measures == (
        data_files.MeasureText(name="People", unit="people", kind="quantity", evidence="A list"),
    )


def test_a_fault_in_the_file_of_areas_names_that_file_and_line(written):
    path = written(areas=AREAS.replace("quantity", "amount"))

    assert refusal(path) == (
        "one.yaml, line 8: /areas/0/measures/0/kind: is 'amount', not one of: quantity, percentage"
    )


def test_something_missing_names_the_line_of_what_should_have_it(written):
    path = written(areas=AREAS.replace("    cautions: [That]\n", ""))

    assert refusal(path) == "one.yaml, line 2: /areas/0/cautions: is missing"


def test_an_objective_without_areas_must_say_why(written):
    path = written(FRAMEWORK.replace("    areas: one.yaml\n", ""))

    assert refusal(path) == "small.yaml, line 15: /objectives/0/no_areas: is missing"


@pytest.mark.parametrize(
    ("second", "detail"),
    [
        (
            SECOND.format(code="one", order=2, areas="no_areas: None"),
            "objectives have the same code",
        ),
        (
            SECOND.format(code="two", order=1, areas="no_areas: None"),
            "objectives have the same order",
        ),
        (
            SECOND.format(code="two", order=2, areas="areas: one.yaml"),
            "areas for action have the same code",
        ),
    ],
)
def test_a_code_or_place_used_twice_is_refused(written, second, detail):
    assert refusal(written(FRAMEWORK + second)) == f"small.yaml, line 15: /objectives: two {detail}"
