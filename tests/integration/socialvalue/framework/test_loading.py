import dataclasses
import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from socialvalue.audit.models import AuditEvent
from socialvalue.framework import actions, data_files
from socialvalue.framework.models import (
    Area,
    FrameworkVersion,
    Measure,
    Threshold,
    WeightRule,
    WeightRulesEdition,
)
from socialvalue.framework.yaml_files import DataFileWrong

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)


def load():
    out = StringIO()
    call_command("load_frameworks", stdout=out)
    return out.getvalue().splitlines()


def test_loading_stores_every_area_rule_and_threshold():
    said = load()

    assert said == [
        "marmot-6: version 1, new",
        "marmot-8: version 1, new",
        "weight rules: version 1, new",
    ]
    counts = {
        code: Area.objects.filter(objective__version__framework__code=code).count()
        for code in ("marmot-6", "marmot-8")
    }
    assert counts == {"marmot-6": 35, "marmot-8": 35}
    assert (WeightRule.objects.count(), Threshold.objects.count()) == (10, 8)
    assert FrameworkVersion.objects.published().for_everyone().count() == 2


def test_what_is_stored_says_what_the_file_says():
    load()

    [first, _] = data_files.published_frameworks()
    said = first.objectives[2].areas[0]
    stored = Area.objects.get(code="3.1", objective__version__framework__code="marmot-6")
    assert (stored.title, stored.meaning, tuple(stored.good), tuple(stored.questions)) == (
        said.title,
        said.meaning,
        said.good,
        said.questions,
    )
    assert [(m.name, m.unit, m.kind, m.evidence) for m in stored.measures.all()] == [
        (m.name, m.unit, m.kind, m.evidence) for m in said.measures
    ]


def test_thresholds_are_stored_to_the_penny():
    load()

    published = data_files.published_weight_rules().thresholds
    assert tuple(threshold.terms() for threshold in Threshold.objects.all()) == published


def test_loading_again_changes_nothing():
    load()
    events, measures = AuditEvent.objects.count(), Measure.objects.count()

    said = load()

    assert said == [
        "marmot-6: version 1, unchanged",
        "marmot-8: version 1, unchanged",
        "weight rules: version 1, unchanged",
    ]
    assert (AuditEvent.objects.count(), Measure.objects.count()) == (events, measures)


def test_a_changed_file_makes_a_new_version_and_leaves_the_old_one():
    load()
    text = data_files.published_frameworks()[0]

    loaded = actions.load_framework(
        text=dataclasses.replace(text, title="Reworded"), by="a test", at=AT
    )

    assert loaded == actions.Loaded(name="marmot-6", number=2, is_new=True)
    titles = FrameworkVersion.objects.filter(framework__code="marmot-6").order_by("number")
    assert [version.title for version in titles] == [text.title, "Reworded"]


def test_changed_rules_make_a_new_edition_and_leave_the_old_one():
    load()
    text = data_files.published_weight_rules()

    loaded = actions.load_weight_rules(
        text=dataclasses.replace(text, thresholds_source="Elsewhere"), by="a test", at=AT
    )

    assert loaded == actions.Loaded(name="weight rules", number=2, is_new=True)
    assert [edition.rules.count() for edition in WeightRulesEdition.objects.all()] == [10, 10]


def test_loading_is_recorded():
    load()

    assert sorted(AuditEvent.objects.values_list("did", "actor_name")) == [
        ("framework.loaded", "manage.py load_frameworks"),
        ("framework.loaded", "manage.py load_frameworks"),
        ("weight_rules.loaded", "manage.py load_frameworks"),
    ]


def test_a_wrong_file_is_one_sentence_and_loads_nothing(monkeypatch):
    def wrong():
        raise DataFileWrong(path=Path("weight_rules.yaml"), line=7, detail="is wrong")

    monkeypatch.setattr(data_files, "published_weight_rules", wrong)

    with pytest.raises(CommandError, match=r"^weight_rules\.yaml, line 7: is wrong$"):
        load()

    assert not FrameworkVersion.objects.exists()
