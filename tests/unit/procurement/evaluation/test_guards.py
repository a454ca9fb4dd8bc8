"""The database itself refuses to change a score, or to take one out."""

import pytest
from django.db import DatabaseError, connection, transaction

from procurement.evaluation import guards
from procurement.evaluation.models import IndividualScore, Score, ScoreMove
from procurement.evaluation.purging import purge_evaluation
from procurement.tenders import guards as of_tenders
from procurement.tenders.models import Lot
from tests.by_hand import lifted
from tests.factories.evaluation import ScoreMoveFactory
from tests.factories.moderation import AT, Moderated
from tests.factories.tenders import LotFactory, whole_method

pytestmark = pytest.mark.django_db
MODELS = [Score, ScoreMove, IndividualScore]


def refuses(change):
    """Return whether the database refuses a change."""
    try:
        with transaction.atomic():
            change()
    except DatabaseError as refusal:
        return "never change" in str(refusal)
    return False


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Score, {"points": 5}),
        (Score, {"reason": "Another."}),
        (Score, {"agreed_by": "Somebody else"}),
        (ScoreMove, {"reason": "Another."}),
        (ScoreMove, {"said_by": "Somebody else"}),
        (IndividualScore, {"points": 5}),
        (IndividualScore, {"comment": "Another."}),
        (IndividualScore, {"recorded_by": "Somebody else"}),
    ],
)
def test_what_was_scored_is_never_changed(model, change):
    ScoreMoveFactory()

    assert refuses(lambda: model.objects.update(**change))


@pytest.mark.parametrize("model", MODELS)
def test_what_was_scored_is_never_taken_out(model):
    ScoreMoveFactory()

    assert refuses(lambda: model.objects.all()._raw_delete(connection.alias))


def test_a_new_version_goes_beside_the_one_that_stays():
    panel = Moderated()
    panel.agree()

    panel.agree(points=4, change_reason="Page 9 was missed.", agreed_version=1)

    assert [score.points for score in Score.objects.order_by("version")] == [3, 4]


def test_the_purge_puts_the_code_of_an_evaluator_in_place_of_the_name():
    panel = Moderated()

    purge_evaluation(panel.tender, AT)

    names = IndividualScore.objects.values_list("recorded_by", "evaluator")
    assert all(name == code for name, code in names)


def test_every_column_of_an_individual_score_but_the_name_stays():
    columns = {field.column for field in IndividualScore._meta.concrete_fields}

    assert set(guards.STAYS) == columns - {"recorded_by"}


def test_every_guard_is_in_place():
    names = {
        "sqlite": ("is_final", "is_kept"),
        "postgresql": ("is_final", "is_not_emptied"),
    }[connection.vendor]
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }

    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}

    assert {f"{table}_{name}" for table in guards.TABLES for name in names} <= found


def test_guards_are_taken_away_and_put_back():
    ScoreMoveFactory()

    with lifted(guards):
        Score.objects.update(reason="Another.")

    assert Score.objects.get().reason == "Another."
    assert refuses(lambda: Score.objects.update(reason="A third."))


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_every_table_is_guarded_on_both_databases(vendor):
    made = " ".join(guards.create_statements(vendor))
    gone = " ".join(guards.drop_statements(vendor))

    for table in guards.TABLES:
        assert f"{table}_is_final BEFORE UPDATE" in made
        assert f"{table}_is_final" in gone


# --- Lots -------------------------------------------------------------------------------------
def test_a_lot_is_never_changed_once_its_tender_is_published():
    published = whole_method(fixed=True).tender.lots.get()
    draft = LotFactory(tender__reference="A draft")

    Lot.objects.filter(pk=draft.pk).update(title="Another")

    assert refuses(lambda: Lot.objects.filter(pk=published.pk).update(title="Another"))
    assert refuses(lambda: Lot.objects.filter(pk=published.pk).update(should_cost_pence=1))
    assert "tenders_lot" in of_tenders.conditions()
