import io

import openpyxl
import pytest

from socialvalue.calculations.spend.study import StudyRefused, load_study
from socialvalue.calculations.spend.studying import analyse, studied

from .studies import (
    HEADINGS,
    POSTCODES,
    SUPPLIERS,
    SURVEY,
    errors_of,
    files,
    golden_files,
    payments,
    study,
)

LINE = ("Alpha", "14/05/2024", "100.00", "Care")


def test_study_of_one_line_is_accepted():
    assert errors_of(files(LINE)) == []


def test_golden_study_is_accepted():
    assert errors_of(golden_files()) == []


def test_golden_study_has_nothing_to_note():
    assert load_study(golden_files().__getitem__).notes == ()


def test_study_notes_what_it_read_with_licence():
    assert study(("Alpha", "14/05/2024", "33.333", "Care")).notes == (
        (
            'Anchor A, a.csv, row 2, column Amount: There is a part of a penny ("33.333"). '
            "A line shows it to the nearest penny; a study adds it up as it is and rounds the sum."
        ),
    )


def test_study_notes_what_concerns_a_whole_file():
    assert study(("Alpha", "03/04/2024", "5", "Care")).notes == (
        (
            "Anchor A, a.csv: The dates do not show whether the day or the month comes first. "
            "They were read day first: check that this is right."
        ),
    )


def refusals(given):
    with pytest.raises(StudyRefused) as refused:
        load_study(given.__getitem__)
    return refused.value.errors


def test_study_without_config_json_is_refused():
    assert refusals_without("config.json") == [
        "There is no config.json to read. Name the folder that holds the study."
    ]


def refusals_without(name):
    given = files(LINE)
    del given[name]
    return refusals(given)


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("a.csv", "anchors, A"),
        ("suppliers.csv", "files.supplier_master"),
        ("survey.csv", "files.supplier_survey"),
        ("postcodes.csv", "files.postcodes"),
    ],
)
def test_study_without_one_of_its_files_is_refused(name, member):
    assert refusals_without(name)[0] == (
        f'config.json, {member}: the file "{name}" cannot be read. Put it in the folder.'
    )


@pytest.mark.parametrize("name", ["a.csv", "suppliers.csv", "survey.csv", "postcodes.csv"])
def test_study_with_an_empty_file_is_refused(name):
    assert "The file is empty" in refusals(files(LINE) | {name: b""})[0]


def test_study_refuses_each_cell_that_cannot_be_read():
    given = files(
        ("Alpha", "31/02/2024", "100.00", "Care"),
        ("Alpha", "14/05/2024", "12-50", "Care"),
    )

    assert refusals(given) == [
        (
            "Anchor A, a.csv, row 2, column Payment Date: There is no day 31 of month 2 in 2024 "
            '("31/02/2024"). Write the day that is meant, in the form 31/03/2025.'
        ),
        (
            'Anchor A, a.csv, row 3, column Amount: This is not an amount of money ("12-50"). '
            "Write the amount as 1234.56, with a minus in front for a refund."
        ),
    ]


def test_study_counts_a_payment_without_a_supplier_and_notes_it():
    made = study(("", "14/05/2024", "1.00", "Care"))

    found = analyse(made)

    assert found["top_suppliers"]["suppliers"] == [{"supplier": "", "value": "1.00"}]
    assert made.notes == (
        (
            "Anchor A, a.csv, row 2, column Supplier: The supplier is empty. The payment counts, "
            "to a supplier that is not known; enter the name if it may be said."
        ),
    )


def test_study_notes_an_anchor_that_the_master_does_not_know_for_one():
    for suppliers in (
        SUPPLIERS.replace("P4,Council", "P4,Other"),
        SUPPLIERS.replace("anchor", "vcse"),
    ):
        assert study(LINE, suppliers=suppliers).notes == (
            (
                "Anchor A, Council: suppliers.csv does not say that this is an anchor. Payments "
                "to it stay in scope; if they should not, enter it there with the kind anchor."
            ),
        )


def test_study_does_not_call_an_answer_wrong_because_the_master_is():
    given = files(LINE, suppliers=SUPPLIERS.replace("size", "staff"))

    assert refusals(given) == ["suppliers.csv: there is no column size in the first row."]


def test_study_refuses_an_answer_without_a_supplier_also_beside_a_nameless_payment():
    given = files(("", "14/05/2024", "1", "Care"), survey=SURVEY + ",county,0.5\n")

    assert refusals(given) == [
        'survey.csv, row 4, column supplier_id: "" is not a supplier of suppliers.csv.'
    ]


def test_study_says_which_columns_an_empty_table_should_have():
    assert refusals(files(LINE) | {"survey.csv": b" \n"}) == [
        (
            "survey.csv: The file is empty. Put in the one with the columns "
            "supplier_id, area, respend_share."
        )
    ]


def test_study_refuses_a_table_that_is_not_text():
    assert refusals(files(LINE) | {"survey.csv": b"PK\x03\x04"}) == [
        "survey.csv: The file is not text. Save it again as CSV (UTF-8)."
    ]


def test_study_refuses_a_file_without_a_needed_column():
    given = files(payments=payments(("Alpha", "14/05/2024"), headings=("Supplier", "Date")))

    assert refusals(given) == [
        f"Anchor A, a.csv: no column was found for {field}. Say under columns which heading it "
        "has. The headings are: Supplier; Date."
        for field in ("amount", "category")
    ]


def test_study_refuses_a_confirmed_heading_that_is_not_there():
    given = files(
        LINE, config=lambda config: config["anchors"][0].update(columns={"category": "Budget"})
    )

    assert refusals(given) == [
        (
            'Anchor A, a.csv: There is no heading "Budget" for category. '
            f"The headings are: {'; '.join(HEADINGS)}."
        )
    ]


def test_study_refuses_headings_without_payments():
    assert refusals(files()) == [
        "Anchor A, a.csv: there are headings but no payments. Put in the right file."
    ]


def test_study_refuses_one_file_for_two_anchors():
    given = files(
        LINE,
        config=lambda config: config["anchors"].append(
            {"code": "B", "name": "Trust", "kind": "nhs_trust", "file": "b.csv", "amounts": "net"}
        ),
    )

    assert refusals(given | {"b.csv": given["a.csv"]}) == [
        (
            "Anchor B, b.csv: this is the same file as that of anchor A. "
            "Give each anchor its own payments."
        )
    ]


def test_study_reads_a_spreadsheet_of_an_anchor():
    book = openpyxl.Workbook()
    book.active.append(["Supplier", "Date", "Amount", "Category"])
    book.active.append(["Alpha", 45505, 0.1 + 0.2, "Care"])
    out = io.BytesIO()
    book.save(out)

    text = studied(study(payments=out.getvalue())).lines_csv()

    assert text.splitlines()[1].startswith("A,Alpha,2024-08-01,,0.30,Care,S1,in_scope,")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_study_reads_its_own_tables_in_any_encoding(encoding, delimiter):
    given = files(LINE)
    for name in ("suppliers.csv", "survey.csv", "postcodes.csv"):
        given[name] = given[name].decode().replace(",", delimiter).encode(encoding)

    assert errors_of(given) == []


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        (
            {"suppliers": SUPPLIERS.replace("canonical_name", "name")},
            "suppliers.csv: there is no column canonical_name in the first row.",
        ),
        (
            {"suppliers": SUPPLIERS.replace("S2,", "S1,")},
            'suppliers.csv, row 3, column supplier_id: "S1" is in the file more than once.',
        ),
        (
            {"suppliers": SUPPLIERS.replace("S2,Beta plc", ",")},
            'suppliers.csv, row 3, column supplier_id: "" must not be empty.',
        ),
        (
            {"suppliers": SUPPLIERS.replace("S2,Beta plc", ",")},
            'suppliers.csv, row 3, column canonical_name: "" must not be empty.',
        ),
        (
            {"suppliers": SUPPLIERS.replace("Beta plc", "ALPHA")},
            'suppliers.csv: the name "ALPHA" belongs to S1 and to S2. Take it out of one of them.',
        ),
        (
            {"suppliers": SUPPLIERS.replace("large,private", "huge,private")},
            (
                'suppliers.csv, row 3, column size: "huge" is not one of '
                "micro, small, medium, large, unknown."
            ),
        ),
        (
            {"suppliers": SUPPLIERS.replace("vcse", "charity")},
            (
                'suppliers.csv, row 4, column kind: "charity" is not one of '
                "private, vcse, anchor, public_body, tax_payroll_pension, financing."
            ),
        ),
        (
            {"suppliers": SUPPLIERS.replace(",IE", ",Ireland")},
            (
                'suppliers.csv, row 6, column country: "Ireland" is not a country code '
                "of two letters, "
                "such as GB or IE."
            ),
        ),
        (
            {"suppliers": SUPPLIERS.replace(",IE", ",UK")},
            (
                'suppliers.csv, row 6, column country: "UK" is not a country code of two letters, '
                "such as GB or IE."
            ),
        ),
        (
            {"suppliers": SUPPLIERS + "S9,too short\n"},
            (
                "suppliers.csv, row 11: the row has 2 cells and the headings 9. "
                "Check its commas and quotation marks."
            ),
        ),
        (
            {"suppliers": SUPPLIERS + 'S9,"open\n'},
            (
                "suppliers.csv, row 11: A quotation mark is opened and never closed "
                "(lines 11 to 11 of the file)."
            ),
        ),
        (
            {"suppliers": '"x"y\n'},
            (
                "suppliers.csv: there is no column supplier_id, canonical_name, aliases, "
                "registered_postcode, delivery_postcode, size, kind, country in the first row."
            ),
        ),
        (
            {"survey": SURVEY.replace("S2", "S8")},
            'survey.csv, row 3, column supplier_id: "S8" is not a supplier of suppliers.csv.',
        ),
        (
            {"survey": SURVEY.replace("town", "wigan")},
            (
                'survey.csv, row 3, column area: "wigan" is not the code of an area; '
                "they are town, county, valley."
            ),
        ),
        (
            {"survey": SURVEY.replace("0.90", "90")},
            (
                'survey.csv, row 3, column respend_share: "90" is not a share from 0 to 1, '
                "such as 0.62."
            ),
        ),
        (
            {"survey": SURVEY.replace("0.90", "half")},
            (
                'survey.csv, row 3, column respend_share: "half" is not a share from 0 to 1, '
                "such as 0.62."
            ),
        ),
        (
            {"survey": SURVEY + "S2,town,0.1\n"},
            'survey.csv, row 4, column supplier_id: "S2" has answered for town more than once.',
        ),
        (
            {"postcodes": POSTCODES.replace("imd2019_decile", "imd_decile")},
            "postcodes.csv: there is no column imd2019_decile in the first row.",
        ),
        (
            {"postcodes": POSTCODES.replace("E01000002,5", "E01000002,eleven")},
            'postcodes.csv, row 3, column imd2019_decile: "eleven" is not a decile from 1 to 10.',
        ),
        (
            {"postcodes": POSTCODES + "aa11aa,,E07000009,,,\n"},
            (
                'postcodes.csv, row 6, column pcds: "aa11aa" is in the file more than once, '
                "with different places."
            ),
        ),
        (
            {"postcodes": POSTCODES.replace("AA1 1AA", "")},
            'postcodes.csv, row 2, column pcds: "" must not be empty.',
        ),
    ],
)
def test_study_refuses_a_faulty_table_with_a_sentence(changed, error):
    assert error in refusals(files(LINE, **changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"survey": "supplier_id,area,respend_share\n"},
        {"survey": "\n" + SURVEY + "\n,,\n"},
        {"survey": SURVEY.upper().replace("COUNTY", "county").replace("TOWN", "town")},
        {"survey": SURVEY.replace("0.50", "0.50,,").replace("share", "share,,")},
        {"survey": SURVEY.replace("0.50\n", "0.50,\n")},
        {"postcodes": POSTCODES + "AA1 1AA,,E07000001,E01000001,E01000001,1\n"},
        {"postcodes": POSTCODES + "LD1 1AA,,,,,\n"},
    ],
)
def test_study_lets_these_tables_pass(changed):
    assert errors_of(files(LINE, **changed)) == []


def test_survey_may_hold_a_supplier_that_is_not_in_the_master():
    given = files(("Zeta Ltd", "14/05/2024", "1", "Care"), survey=SURVEY + "ZETA,county,0.1\n")

    assert errors_of(given) == []


def test_study_says_everything_that_is_wrong_at_once():
    given = files(
        ("Alpha", "never", "1", "Care"),
        suppliers=SUPPLIERS.replace("vcse", "charity"),
        survey=SURVEY.replace("0.90", "9"),
        postcodes=POSTCODES.replace("E01000002,5", "E01000002,0"),
    )

    assert len(refusals(given)) == 4
