"""A study worked out line by line: every line has its disposition, and repeats are known."""

import csv
import io

from socialvalue.calculations.spend.study import load_study
from socialvalue.calculations.spend.studying import studied

from .studies import GOLDEN, golden_files, study

LINE = ("Alpha Ltd", "14/05/2024", "100.00", "Care", "7", "beds", "")


def listed(made):
    """Return every line of a study with what became of it."""
    return list(csv.DictReader(io.StringIO(studied(made).lines_csv())))


def test_lines_of_the_golden_study_are_as_expected():
    golden = load_study(golden_files().__getitem__)

    expected = (GOLDEN / "expected_lines.csv").read_text(encoding="utf-8")
    assert studied(golden).lines_csv() == expected


def test_a_line_knows_whose_it_is_and_where_it_went():
    line = listed(study(LINE))[0]

    assert (line["supplier_id"], line["disposition"]) == ("S1", "in_scope")
    assert (line["band_registered"], line["band_delivery"]) == ("town", "town")


def test_a_supplier_that_the_master_has_not_goes_by_the_postcode_of_the_line():
    line = listed(study(("Zeta & Co Ltd", *LINE[1:6], "DD1 OAA")))[0]

    assert (line["supplier_id"], line["band_registered"]) == ("", "outside")


def repeats(*lines, key=None, policy="exclude_confirmed"):
    def change(config):
        config["duplicate_key"] = key or config["duplicate_key"]
        config["duplicate_policy"] = policy

    made = study(*lines, config=change)
    return studied(made), [line["disposition"] for line in listed(made)]


def test_a_line_that_is_equal_in_everything_is_a_duplicate_once_it_comes_again():
    assert repeats(LINE, LINE, LINE)[1] == ["in_scope", "duplicate", "duplicate"]


def test_lines_of_one_number_that_differ_are_a_split_invoice():
    for field, other in ((2, "50.00"), (3, "Roads"), (5, "chairs"), (0, "ALPHA LTD")):
        split = [*LINE]
        split[field] = other

        assert repeats(LINE, split)[1] == ["in_scope", "in_scope"]


def test_a_line_repeats_an_earlier_one_that_was_itself_left_out():
    redacted = ("REDACTED", *LINE[1:])

    assert repeats(redacted, redacted)[1] == ["redacted", "duplicate"]


def test_a_duplicate_is_told_by_the_fields_that_the_study_names():
    other = ("Beta", "15/05/2024", "100.00", "Roads", "8", "x", "")

    assert repeats(LINE, other, key=["amount"])[1] == ["in_scope", "duplicate"]


def test_repeats_are_kept_and_told_where_nobody_has_confirmed_them():
    redacted = ("REDACTED", *LINE[1:])
    worked, dispositions = repeats(LINE, LINE, redacted, redacted, policy="flag")

    assert dispositions == ["in_scope", "in_scope", "redacted", "redacted"]
    assert [(anchor, line.row) for anchor, line in worked.kept_repeats()] == [("A", 3)]


def test_confirmed_repeats_are_not_told():
    worked, _ = repeats(LINE, LINE)

    assert list(worked.kept_repeats()) == []


def test_lines_csv_leaves_the_bands_of_excluded_lines_empty():
    made = study(("County Police", *LINE[1:5], 'say "hi", Pat'))

    text = studied(made).lines_csv()

    assert text.splitlines()[1] == "A,County Police,2024-05-14,7,100.00,Care,P1,public_body,,"
