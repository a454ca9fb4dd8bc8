"""What the database itself keeps: published schemes, and awards that were given."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from socialvalue.awards import guards
from socialvalue.awards.models import Award, SchemeVersion
from tests.by_hand import lifted
from tests.factories.awards import AwardFactory, SchemeVersionFactory

pytestmark = pytest.mark.django_db
DRAFT = {"published_at": None, "published_by": "", "fingerprint": ""}


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"}, {"document": {"format": "another"}}, {"fingerprint": "1" * 64},
        {"published_by": "somebody else"}, DRAFT,
    ],
)  # fmt: skip
def test_a_published_scheme_stays_as_it_is(change):
    version = SchemeVersionFactory()

    with pytest.raises(DatabaseError, match="never changed or taken out"), transaction.atomic():
        SchemeVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(DatabaseError, match="never changed or taken out"), transaction.atomic():
        SchemeVersion.objects.filter(pk=version.pk)._raw_delete("default")

    assert SchemeVersion.objects.get().title == "Weavers' award"


def test_a_draft_of_a_scheme_changes_is_published_and_goes():
    version = SchemeVersionFactory(**DRAFT)
    draft = SchemeVersion.objects.filter(pk=version.pk)
    other = SchemeVersionFactory(number=2, **DRAFT)

    draft.update(title="Another")
    draft.update(
        published_at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC), published_by="x", fingerprint="1" * 64
    )
    SchemeVersion.objects.filter(pk=other.pk)._raw_delete("default")

    assert [each.is_published for each in SchemeVersion.objects.all()] == [True]


@pytest.mark.parametrize(
    "change",
    [
        {"certificate": "7K2M-9QXT-4B8D-SN"}, {"scheme_code": "other"}, {"scheme_title": "Other"},
        {"valid_from": dt.date(2025, 1, 6)}, {"valid_to": None},
        {"granted_by": "somebody else"},
    ],
)  # fmt: skip
def test_an_award_that_was_given_keeps_what_identifies_it(change):
    award = AwardFactory()

    with pytest.raises(DatabaseError, match="keeps its holder"), transaction.atomic():
        Award.objects.filter(pk=award.pk).update(**change)
    with pytest.raises(DatabaseError, match="keeps its holder"), transaction.atomic():
        Award.objects.filter(pk=award.pk)._raw_delete("default")

    assert Award.objects.get().certificate == award.certificate


def test_the_level_the_state_and_the_consent_of_an_award_change():
    AwardFactory()

    changed = Award.objects.update(
        level="accredited", level_title="Accredited", state="suspended", is_public=False
    )

    assert changed == 1


def test_every_guard_is_in_place():
    words, stays = {
        "sqlite": (("is_final", "is_kept"), ("stays", "stays_there")),
        "postgresql": (("is_final", "is_not_emptied"), ("stays",)),
    }[connection.vendor]
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }

    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}

    assert {f"{table}_{name}" for table in guards.WORDS for name in words} <= found
    assert {f"{table}_{name}" for table in guards.STAYS_WORDS for name in stays} <= found


def test_guards_are_taken_away_and_put_back():
    award = AwardFactory()

    with lifted(guards):
        Award.objects.update(valid_to=None)

    assert Award.objects.get().valid_to is None
    with pytest.raises(DatabaseError), transaction.atomic():
        Award.objects.update(valid_to=award.valid_to)


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_what_stays_is_guarded_on_both_databases(vendor):
    for table in guards.STAYS_WORDS:
        made = " ".join(guards.stays(vendor, table=table))
        gone = " ".join(guards.goes(vendor, table=table))
        assert f"{table}_stays BEFORE UPDATE" in made
        assert f"{table}_stays" in gone
        assert all(column in made for column in guards.STAYS_OF_AWARD) is (table == guards.AWARDS)
