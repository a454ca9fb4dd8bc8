"""The schemes that come with the product, as files and in the database."""

import copy
import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from socialvalue.audit.models import AuditEvent
from socialvalue.awards import data_files
from socialvalue.awards.actions import load_scheme
from socialvalue.awards.models import SchemeVersion
from socialvalue.awards.queries import scheme_of
from socialvalue.framework.yaml_files import DataFileWrong

AT = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
CODES = [
    "anchor-institution",
    "build-back-fairer",
    "cheshire-merseyside-award",
    "cheshire-merseyside-charter",
    "fair-employment-charter",
    "health-inequalities-assessment",
]


def loaded():
    """Return what the command says."""
    said = StringIO()
    call_command("load_schemes", stdout=said)
    return said.getvalue().splitlines()


def test_six_schemes_come_with_the_product():
    assert [document["code"] for document in data_files.scheme_documents()] == CODES


@pytest.mark.parametrize("document", data_files.scheme_documents(), ids=lambda each: each["code"])
def test_every_shipped_scheme_has_sources_and_says_what_is_not_confirmed(document):
    scheme = scheme_of(SchemeVersion(document=document))

    assert all(source.url for source in scheme.sources if source.confirmed) or scheme.code == (
        "anchor-institution"  # one of its sources is a printed report
    )
    assert all(scheme.unconfirmed)
    assert any(not source.confirmed for source in scheme.sources)


@pytest.mark.django_db
def test_loading_twice_changes_nothing():
    first = loaded()
    second = loaded()

    assert first == [f"{code}: version 1, new" for code in CODES]
    assert second == [f"{code}: version 1, unchanged" for code in CODES]
    assert SchemeVersion.objects.shipped().published().count() == 6
    assert AuditEvent.objects.filter(did="scheme.loaded").count() == 6


@pytest.mark.django_db
def test_a_changed_document_is_a_new_version_and_the_old_one_stays():
    document = data_files.scheme_documents()[2]
    changed = copy.deepcopy(document) | {"fee_pence": 5000}

    first = load_scheme(document=document, by="a test", at=AT)
    second = load_scheme(document=changed, by="a test", at=AT)

    assert (first.number, second.number, second.is_new) == (1, 2, True)
    kept = SchemeVersion.objects.get(code=first.code, number=1)
    assert scheme_of(kept).fee_pence == 0
    assert [each.number for each in SchemeVersion.objects.latest()] == [2]


def test_the_example_of_the_guide_is_a_scheme(tmp_path):
    guide = (data_files.DATA.parents[2] / "docs" / "schemes.md").read_text(encoding="utf-8")
    (tmp_path / "example.yaml").write_text(
        guide.split("```yaml\n")[1].split("```")[0], encoding="utf-8"
    )

    document = data_files.scheme_documents(tmp_path)[0]

    assert [level["code"] for level in document["levels"]] == ["good", "best"]


def test_a_file_that_is_no_scheme_is_named(tmp_path):
    (tmp_path / "bad.yaml").write_text("format: social-value-scheme/1.0\ncode: bad\n")

    with pytest.raises(DataFileWrong, match=r'bad\.yaml, line 1: "title" is missing'):
        data_files.scheme_documents(tmp_path)


@pytest.mark.django_db
def test_the_command_loads_nothing_if_a_file_is_wrong(monkeypatch, tmp_path):
    def wrong():
        raise DataFileWrong(path=tmp_path / "bad.yaml", line=3, detail="is wrong")

    monkeypatch.setattr(data_files, "scheme_documents", wrong)

    with pytest.raises(CommandError, match=r"bad\.yaml, line 3: is wrong"):
        call_command("load_schemes")
    assert not SchemeVersion.objects.exists()
