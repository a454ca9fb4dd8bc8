"""What makes the database itself refuse, in the words of both databases."""

import pytest

from socialvalue.core import guards


@pytest.mark.parametrize(("vendor", "count"), [("sqlite", 2), ("postgresql", 3)])
def test_a_table_is_shut_and_opened_again(vendor, count):
    shut = guards.append_only(vendor, table="looms", words="Never")
    opened = guards.open_again(vendor, table="looms")

    assert len(shut) == count
    assert len(opened) == count
    assert [each for each in (*shut, *opened) if "looms_is" not in each] == []
    assert "Never" in shut[0]
