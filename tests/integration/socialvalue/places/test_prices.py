from fractions import Fraction

import pytest
from django.core.management import CommandError, call_command

from socialvalue.audit.models import AuditEvent
from socialvalue.places import actions, queries
from socialvalue.places.models import DeflatorSeries
from tests.factories.places import DeflatorSeriesFactory

pytestmark = pytest.mark.django_db
TREASURY = """GDP DEFLATORS AT MARKET PRICES,,
Financial year,2024-25 = 100,per cent change on previous year
2023-24,96,4.5
2024-25,100,4.17
2025-26 (1),-,2.5
2026-27 (1),-,2
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "GDP_Deflators_Qtrly_National_Accounts_June_2026_update.csv"
    path.write_text(TREASURY)
    return path


def test_without_a_deflator_there_is_none():
    assert queries.deflator_in_use() is None


def test_load_deflator_command_says_what_is_in_use(file, capsys):
    call_command("load_deflator", str(file))

    assert capsys.readouterr().out == (
        "HM Treasury, GDP deflators at market prices, June 2026: 2023-24 to 2026-27, "
        "2024-25 = 100. Forecast: 2025-26, 2026-27.\n"
    )
    stored = queries.deflator_in_use()
    assert stored.figures["2026-27"] == {"index": "104.55000", "mark": "forecast"}
    # £96 of 2023-24 are £102.50 in the prices of 2025-26
    assert stored.deflate(96_00, from_year="2023-24", to_year="2025-26") == Fraction(102_50)
    assert AuditEvent.objects.get(did="places.deflator_loaded").after == {
        "release": "June 2026",
        "years": 4,
        "sha256": stored.sha256,
    }


def test_load_deflator_again_changes_nothing(file):
    first = actions.load_deflator(path=file, by="a test")

    again = actions.load_deflator(path=file, by="another", release="July 2026")

    assert (again, again.release) == (first, "June 2026")
    assert AuditEvent.objects.filter(did="places.deflator_loaded").count() == 1


def test_newer_deflator_takes_the_place_of_the_older(tmp_path):
    DeflatorSeriesFactory()
    path = tmp_path / "prices.csv"
    path.write_text("financial_year,index,mark\n2024-25,100,\n2025-26,102,not confirmed\n")

    stored = actions.load_deflator(path=path, by="a test", source="Our own")

    assert list(DeflatorSeries.objects.all()) == [stored]
    assert str(stored) == "Our own, release not stated"
    assert stored.marked() == "Not confirmed: 2025-26."


def test_file_that_is_no_deflator_changes_nothing(tmp_path):
    held = DeflatorSeriesFactory()
    path = tmp_path / "prices.csv"
    path.write_text("year,price\n2024-25,100\n")

    with pytest.raises(CommandError, match="no heading such as 2024-25 = 100"):
        call_command("load_deflator", str(path))

    assert queries.deflator_in_use() == held
