from socialvalue.calculations.spend.disposed import disposed_lines, flagged_duplicates, lines_csv
from socialvalue.calculations.spend.places import Basis
from socialvalue.calculations.spend.study import load_study

from .studies import GOLDEN, golden_files, study

LINE = ("Alpha Ltd", "14/05/2024", "100.00", "Care", "7", "beds", "")


def test_disposed_lines_of_the_golden_study_are_as_expected():
    golden = load_study(golden_files().__getitem__)

    text = lines_csv(disposed_lines(golden), nested=golden.config.nested)

    assert text == (GOLDEN / "expected_lines.csv").read_text(encoding="utf-8")


def test_disposed_line_knows_whose_it_is_and_where_it_went():
    line = disposed_lines(study(LINE))[0]

    assert (line.anchor, line.row, line.supplier_id, line.known_by) == ("A", 2, "S1", "S1")
    assert (line.size.value, line.kind.value, line.in_scope) == ("small", "private", True)
    assert (line.location(Basis.REGISTERED), line.location(Basis.DELIVERY)) == (
        line.registered,
        line.delivery,
    )
    assert line.registered.deciles == {"imd2019": 1}


def test_disposed_line_of_an_unknown_supplier_goes_by_its_normal_form():
    line = disposed_lines(study(("Zeta & Co Ltd", *LINE[1:6], "DD1 OAA")))[0]

    assert (line.supplier_id, line.known_by) == ("", "ZETAANDCO")
    assert (line.size.value, line.kind.value) == ("unknown", "private")
    assert line.registered.place == "E07000003"


def repeats(*lines, key=None, policy="exclude_confirmed"):
    def change(config):
        config["duplicate_key"] = key or config["duplicate_key"]
        config["duplicate_policy"] = policy

    made = study(*lines, config=change)
    return made, [line.disposition for line in disposed_lines(made)]


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


def test_flagged_duplicates_are_kept_and_listed():
    made, dispositions = repeats(LINE, LINE, policy="flag")

    flagged = flagged_duplicates(disposed_lines(made), config=made.config)

    assert dispositions == ["in_scope", "in_scope"]
    assert [(line.anchor, line.row) for line in flagged] == [("A", 3)]


def test_confirmed_duplicates_are_not_flagged():
    made, _ = repeats(LINE, LINE)

    assert flagged_duplicates(disposed_lines(made), config=made.config) == []


def test_lines_csv_leaves_the_bands_of_excluded_lines_empty():
    made = study(("County Police", *LINE[1:5], 'say "hi", Pat'))

    text = lines_csv(disposed_lines(made), nested=made.config.nested)

    assert text.splitlines()[1] == "A,County Police,2024-05-14,7,100.00,Care,P1,public_body,,"
