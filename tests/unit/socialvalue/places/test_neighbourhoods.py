import csv
import json

import pytest
from pyarrow import parquet

from socialvalue.calculations.postcode_table import NOT_TOLD
from socialvalue.places import postcodes
from socialvalue.places.postcodes import UNKNOWN, Neighbourhood
from socialvalue.places.postcodes.neighbourhoods import NotAVintage
from tests.factories.places import use_postcodes
from tests.shared_data import SHARED_DATA, needs_shared_data

PRESTON = "E07000123"


def test_neighbourhoods_tell_every_column(data_dir):
    use_postcodes(
        {"PR1 2RL": PRESTON, "PR1 1DB": PRESTON},
        lsoa11={"PR1 2RL": "E01025300", "PR1 1DB": "E01025300"},
        lsoa21={"PR1 2RL": "E01033224"},
        msoa11={"PR1 2RL": "E02005260"},
        msoa21={"PR1 2RL": "E02005261"},
        ward={"PR1 2RL": "E05013000"},
        icb={"PR1 2RL": "E54000048"},
        region={"PR1 2RL": "E12000002"},
        doterm={"PR1 1DB": "199606"},
    )

    assert postcodes.neighbourhoods(["PR1 1DB", "PR1 2RL", "ZZ1 1ZZ", "PR1 2RL"]) == {
        "PR1 1DB": Neighbourhood(
            found=True, authority=PRESTON, lsoa11="E01025300", doterm="199606", ended=True
        ),
        "PR1 2RL": Neighbourhood(
            found=True,
            authority=PRESTON,
            lsoa11="E01025300",
            lsoa21="E01033224",
            msoa11="E02005260",
            msoa21="E02005261",
            ward="E05013000",
            icb="E54000048",
            region="E12000002",
            ended=False,
        ),
        "ZZ1 1ZZ": UNKNOWN,
    }


def test_directory_without_ends_does_not_say_whether_a_postcode_has_ended(data_dir):
    use_postcodes({"PR1 2RL": PRESTON})

    assert postcodes.neighbourhoods(["PR1 2RL"]) == {
        "PR1 2RL": Neighbourhood(found=True, authority=PRESTON)
    }


def test_postcode_whose_source_has_fewer_columns_tells_only_those(data_dir):
    use_postcodes(
        {"PR1 2RL": PRESTON, "BT1 5GS": "N09000003"},
        lsoa11={"PR1 2RL": "E01025300", "BT1 5GS": NOT_TOLD},
        doterm={"BT1 5GS": NOT_TOLD},
    )

    assert postcodes.neighbourhoods(["PR1 2RL", "BT1 5GS"]) == {
        "PR1 2RL": Neighbourhood(found=True, authority=PRESTON, lsoa11="E01025300", ended=False),
        "BT1 5GS": Neighbourhood(found=True, authority="N09000003"),
    }


def test_small_area_is_of_one_vintage():
    neighbourhood = Neighbourhood(found=True, lsoa11="E01000001", lsoa21="E01000002")

    assert neighbourhood.lsoa(2011) == "E01000001"
    assert neighbourhood.lsoa(2021) == "E01000002"
    with pytest.raises(NotAVintage, match="of 2011 and of 2021, not of 2001"):
        neighbourhood.lsoa(2001)


@pytest.mark.slow
@needs_shared_data
def test_golden_postcodes_have_the_neighbourhoods_of_the_study(data_dir):
    with open("tests/golden/spend/postcodes.csv", newline="") as file:
        golden = {row["pcds"]: row for row in csv.DictReader(file)}
    published = parquet.read_table(
        SHARED_DATA / "geo" / "postcode_lookup_gb.parquet",
        filters=[("pcds", "in", list(golden))],
    ).to_pylist()
    rows = {row["pcds"]: row for row in published}
    use_postcodes(
        {code: row["lad25cd"] for code, row in rows.items()},
        lsoa11={code: row["lsoa11cd"] or "" for code, row in rows.items()},
        lsoa21={code: row["lsoa21cd"] or "" for code, row in rows.items()},
        doterm={code: str(row["doterm"] or "") for code, row in rows.items()},
    )

    found = postcodes.neighbourhoods(golden)

    assert json.dumps(
        {
            code: [told.authority, told.lsoa11 or "", told.lsoa21 or ""]
            for code, told in found.items()
        }
    ) == json.dumps(
        {code: [row["lad25cd"], row["lsoa11cd"], row["lsoa21cd"]] for code, row in golden.items()}
    )
