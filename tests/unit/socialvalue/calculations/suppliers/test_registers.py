"""Official register files, and who of them is ours."""

import json
import zipfile

import pytest

from socialvalue.calculations.spend.suppliers import Size
from socialvalue.calculations.suppliers import register_files
from socialvalue.calculations.suppliers.register_files import NotARegister, entries_of
from socialvalue.calculations.suppliers.registers import (
    NO_MATCH,
    Entry,
    Register,
    index_of,
    kept,
)

HEADINGS = [
    "CompanyName", " CompanyNumber", "RegAddress.PostCode", "CompanyCategory", "CompanyStatus",
    "Accounts.AccountCategory", "SICCode.SicText_1", " PreviousName_1.CompanyName",
]  # fmt: skip
ROWS = [
    [
        "GUILD BUILDERS LIMITED", "00000001", "PR1 2RL", "Private Limited Company", "Active",
        "SMALL", "41201 - Construction of commercial buildings", "OLD BUILDERS LIMITED",
    ],
    [
        "RIBBLE CATERING C.I.C.", "00000002", "PR1 8XJ", "Community Interest Company", "Active",
        "MICRO ENTITY", "56290 - Other food services", "",
    ],
    ["BIG PLC", "00000003", "", "Public Limited Company", "Active", "GROUP", "None Supplied", ""],
    ["", "00000004", "", "", "", "", "", ""],
]  # fmt: skip
COMPANIES = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [HEADINGS, *ROWS])
CHARITIES = [
    {
        "registered_charity_number": 1012345, "linked_charity_number": 0,
        "charity_registration_status": "Registered", "charity_name": "PRESTON YOUTH TRUST",
        "charity_contact_postcode": "pr2 9ht", "charity_company_registration_number": "123456",
        "charity_type": None,
    },
    {
        "registered_charity_number": 1012345, "linked_charity_number": 1,
        "charity_registration_status": "Registered", "charity_name": "A part of it",
    },
    {
        "registered_charity_number": 9, "linked_charity_number": 0,
        "charity_registration_status": "Removed", "charity_name": "GONE",
    },
]  # fmt: skip
SCOTTISH = """Charity Number,Charity Name,Charity Status,Postcode,Known As
SC012345,Clyde Trust,Active,g1 1aa,The Clyde
SC000001,Gone,Removed,,
SC000002,Forth Trust,Active,,
"""


def written(folder, name, content):
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def zipped(folder, name, **members):
    """Write a zip and return its path."""
    with zipfile.ZipFile(folder / name, "w") as archive:
        archive.mkdir("folder")
        for member, content in members.items():
            archive.writestr(member.replace("_", "."), content)
    return folder / name


def test_companies_of_the_published_file(tmp_path):
    found = list(entries_of(zipped(tmp_path, "part1.zip", part1_csv=COMPANIES)))

    assert [each.number for each in found] == ["00000001", "00000002", "00000003"]
    assert found[0] == Entry(
        register=Register.COMPANIES,
        number="00000001",
        name="GUILD BUILDERS LIMITED",
        status="Active",
        postcode="PR1 2RL",
        sic="41201",
        size=Size.SMALL,
        category="Private Limited Company",
        accounts="SMALL",
        other_names=("OLD BUILDERS LIMITED",),
    )
    assert (found[1].is_vcse, found[1].size) == (True, Size.MICRO)
    assert (found[2].size, found[2].sic) == (Size.UNKNOWN, "")


def test_charities_as_json(tmp_path):
    (found,) = entries_of(
        written(tmp_path, "publicextract.charity.json", "\ufeff" + json.dumps(CHARITIES))
    )

    assert (found.number, found.name, found.postcode) == (
        "1012345", "PRESTON YOUTH TRUST", "PR2 9HT",
    )  # fmt: skip
    assert (found.company_number, found.is_vcse, found.category) == ("00123456", True, "")


def test_charities_as_text(tmp_path):
    columns = list(CHARITIES[0])
    lines = [
        "\t".join(columns),
        *("\t".join(str(row.get(c, "")) for c in columns) for row in CHARITIES),
    ]

    (found,) = entries_of(written(tmp_path, "publicextract.charity.txt", "\n".join(lines)))

    assert found.name == "PRESTON YOUTH TRUST"


def test_long_json_is_read_in_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(register_files, "_JSON_PIECE", 64)

    (found,) = entries_of(written(tmp_path, "charity.json", json.dumps(CHARITIES, indent=1)))

    assert found.name == "PRESTON YOUTH TRUST"


def test_scottish_charities(tmp_path):
    first, second = entries_of(written(tmp_path, "CharityExport.csv", SCOTTISH))

    assert (first.number, first.other_names, first.postcode) == (
        "SC012345", ("The Clyde",), "G1 1AA",
    )  # fmt: skip
    assert second.other_names == ()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("payments.csv", "Supplier,Amount\nA,1\n", "has not the headings"),
        ("nothing.csv", "", "has not the headings"),
        ("cut.json", json.dumps(CHARITIES)[:-40], "ends in the middle"),
        ("numbers.json", "[1, 2]", "is not a list of charities"),
        ("quote.csv", 'CompanyName,CompanyNumber\n"' + "x" * 200_000, "is damaged"),
    ],
)
def test_what_is_no_register_is_refused(tmp_path, name, content, words):
    with pytest.raises(NotARegister, match=words):
        list(entries_of(written(tmp_path, name, content)))


GUILD = Entry(Register.COMPANIES, "1", "GUILD BUILDERS LIMITED", other_names=("OLD BUILDERS",))
TWIN = Entry(Register.COMPANIES, "2", "GUILD BUILDERS LLP")
LONE = Entry(Register.COMPANIES, "3", "LONE LIMITED")


def test_only_what_may_be_ours_is_kept():
    entries = [GUILD, TWIN, LONE]

    assert list(kept(entries, forms={"OLDBUILDERS"}, numbers={"3"})) == [GUILD, LONE]


@pytest.mark.parametrize(
    ("number", "forms", "certain", "possible"),
    [
        ("1", ["LONE"], GUILD, ()),  # the number comes first
        ("9", ["LONE"], None, ()),  # a number that the register has not
        ("", ["LONE"], LONE, ()),
        ("", ["GUILDBUILDERS"], None, (GUILD, TWIN)),  # two of one name
        ("", ["OLDBUILDERS"], None, (GUILD,)),  # a past name is never certain
        ("", ["NOBODY"], None, ()),
        ("", [], None, ()),
    ],
)
def test_match(number, forms, certain, possible):
    match = index_of([TWIN, GUILD, LONE]).match(number=number, forms=forms)

    assert (match.certain, match.possible) == (certain, possible)
    assert bool(match.why) == (match != NO_MATCH)
