import gzip
import json
import re
from collections import Counter

import pyarrow as pa
import pytest
from django.core.management import CommandError, call_command
from pyarrow import parquet

from socialvalue.audit.models import AuditEvent
from socialvalue.calculations.maps.outlines import NotABoundaryFile
from socialvalue.calculations.place_files import PlaceFileFault
from socialvalue.calculations.postcode_table import table_of
from socialvalue.places import actions, postcodes, queries
from socialvalue.places.actions import boundaries as boundary_actions
from socialvalue.places.models import Area, BoundarySet, Outline
from socialvalue.places.postcodes import sources as postcodes_sources
from socialvalue.places.postcodes import store
from socialvalue.places.postcodes.sources import PostcodeFileFault
from tests.factories.places import AreaFactory, use_postcodes
from tests.shared_data import SHARED_DATA, needs_shared_data

pytestmark = pytest.mark.django_db

GEO = SHARED_DATA / "geo"
AUTHORITIES = """# Source: made up
code,name,nation,region,latitude,longitude,valid_from,valid_to,now
E07000123,Preston,E92000001,E12000002,53.8300,-2.7200,,,
E07000126,South Ribble,E92000001,E12000002,53.7100,-2.7100,,,
"""
AREAS = """# Source: made up too
code,kind,name,authorities,valid_from,note
E10000017,county,Lancashire,E07000123 E07000126,,
"""


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "authorities.csv").write_text(AUTHORITIES)
    (folder / "areas.csv").write_text(AREAS)
    return folder


def recorded(did):
    return [event.after for event in AuditEvent.objects.filter(did=did).order_by("sequence")]


def square(code, west):
    ring = [[west, 53.0], [west + 1, 53.0], [west + 1, 54.0], [west, 53.0]]
    return {
        "properties": {"LAD25CD": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


COUNTY = square("E10000017", -3.0) | {"properties": {"CTY25CD": "E10000017"}}


def small_area(code, west, **told):
    """Return a triangle that is one hundredth of the size of an authority's."""
    ring = [[west, 53.0], [west + 0.01, 53.0], [west + 0.01, 53.01], [west, 53.0]]
    return {
        "properties": {"LSOA21CD": code, "LSOA21NM": f"Preston {code[-4:]}", **told},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def geojson(path, *features):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


# --- Areas ------------------------------------------------------------------------------------


def test_load_areas_stores_them_with_their_sources(files):
    assert actions.load_areas(by="a test", data=files) == 3

    found = {area.code: (area.name, area.authorities, area.source) for area in Area.objects.all()}
    assert found == {
        "E07000123": ("Preston", ["E07000123"], "Source: made up"),
        "E07000126": ("South Ribble", ["E07000126"], "Source: made up"),
        "E10000017": ("Lancashire", ["E07000123", "E07000126"], "Source: made up too"),
    }
    assert recorded("places.areas_loaded") == [{"areas": 3, "changed": 3, "removed": []}]


def test_load_areas_again_changes_and_records_nothing(files):
    actions.load_areas(by="a test", data=files)

    assert actions.load_areas(by="a test", data=files) == 3

    assert len(recorded("places.areas_loaded")) == 1


def test_load_areas_changes_only_what_differs(files):
    AreaFactory(code="E07000999", name="Nowhere")
    actions.load_areas(by="a test", data=files)
    (files / "areas.csv").write_text(AREAS.replace("Lancashire", "Lancashire County Council area"))

    actions.load_areas(by="a test", data=files)

    assert Area.objects.get(code="E10000017").name == "Lancashire County Council area"
    assert recorded("places.areas_loaded") == [
        {"areas": 3, "changed": 3, "removed": ["E07000999"]},
        {"areas": 3, "changed": 1, "removed": []},
    ]


def test_load_areas_with_a_fault_in_a_file_changes_nothing(files):
    actions.load_areas(by="a test", data=files)
    (files / "areas.csv").write_text(AREAS.replace("E07000126", "E07000999"))

    with pytest.raises(PlaceFileFault, match=re.escape("areas.csv, line 3")):
        actions.load_areas(by="a test", data=files)

    assert Area.objects.count() == 3


def test_load_places_loads_what_the_product_ships(data_dir):
    use_postcodes({"PR1 2RL": "E07000123"})

    loaded = actions.load_places(by="a test")

    assert loaded == Area.objects.count()
    assert Area.objects.authorities().of_today().count() == 361
    preston = Area.objects.get(code="E07000123")
    assert [area.name for area in queries.nested_areas_for(preston)] == [
        "Lancashire",  # the county council
        "Lancashire",  # the ceremonial county
        "Lancashire",  # the combined authority
        "NHS Lancashire and South Cumbria",
        "North West",
        "England",
    ]
    assert postcodes.about().source == "Made up for a test"


def test_load_places_command_says_what_is_there(data_dir, capsys):
    use_postcodes({"PR1 2RL": "E07000123"})

    call_command("load_places")

    assert capsys.readouterr().out == (
        f"{Area.objects.count()} areas. Made up for a test, May 2026: 1 postcodes.\n"
    )


def test_load_places_command_says_what_is_wrong(monkeypatch):
    def fault(**kwargs):
        raise PlaceFileFault("areas.csv, line 3: the area has no name")

    monkeypatch.setattr(actions, "load_places", fault)

    with pytest.raises(CommandError, match=r"areas\.csv, line 3: the area has no name"):
        call_command("load_places")


# --- Postcodes --------------------------------------------------------------------------------


def test_load_postcodes_command_puts_the_file_in_use(data_dir, tmp_path, capsys):
    use_postcodes({"PR1 2RL": "E06000999"})
    path = tmp_path / "NSPL_MAY_2026_UK.csv"
    path.write_text("pcds,lad26cd,lsoa21cd\nPR1 2RL,E07000123,E01033224\n")

    call_command("load_postcodes", str(path), vintage="NSPL May 2026")

    assert postcodes.lookup(["PR1 2RL"]) == {"PR1 2RL": "E07000123"}
    assert capsys.readouterr().out == (
        "Postcode directory, from the file NSPL_MAY_2026_UK.csv, NSPL May 2026: 1 postcodes. "
        "Columns: lad, lsoa21.\n"
    )
    about = postcodes.about()
    assert recorded("places.postcodes_loaded") == [
        {
            "source": about.source,
            "vintage": "NSPL May 2026",
            "rows": 1,
            "columns": ["lad", "lsoa21"],
            "sha256": about.sha256,
        }
    ]


def test_load_postcodes_of_one_country_may_keep_the_others(data_dir, tmp_path, monkeypatch):
    installed = table_of(["PR1 2RL", "BT1 5GS"], {"lad": ["E06000999", "N09000003"]})
    about = postcodes_sources.About("Installed", "May 2026", 2, ("lad",), "c" * 64)
    monkeypatch.setattr(postcodes_sources, "installed", lambda: (installed, about))
    path = tmp_path / "directory.csv"
    path.write_text("pcds,laua\nPR1 2RL,E07000123\n")

    call_command("load_postcodes", str(path), vintage="May 2026", keep_others=True)

    assert postcodes.lookup(["PR1 2RL", "BT1 5GS"]) == {
        "PR1 2RL": "E07000123",
        "BT1 5GS": "N09000003",
    }


def test_load_postcodes_of_a_faulty_file_leaves_the_table_in_use(data_dir, tmp_path):
    use_postcodes({"PR1 2RL": "E07000123"})
    path = tmp_path / "directory.csv"
    path.write_text("pcds\nPR1 2RL\n")

    with pytest.raises(CommandError, match="has no column such as lad25cd"):
        call_command("load_postcodes", str(path))

    assert postcodes.lookup(["PR1 2RL"]) == {"PR1 2RL": "E07000123"}
    assert recorded("places.postcodes_loaded") == []


def test_load_postcodes_that_cannot_be_kept_is_not_recorded(data_dir, tmp_path, monkeypatch):
    path = tmp_path / "directory.csv"
    path.write_text("pcds,laua\nPR1 2RL,E07000123\n")

    def no_space(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "save", no_space)
    with pytest.raises(OSError, match="No space left"):
        actions.load_postcodes(path=path, by="a test")

    assert recorded("places.postcodes_loaded") == []


@pytest.mark.parametrize("command", ["load_postcodes", "load_boundaries"])
def test_file_that_is_not_there_is_said_so(command, data_dir, tmp_path):
    AreaFactory()

    with pytest.raises(CommandError, match="No such file"):
        call_command(command, str(tmp_path / "none.csv"))


def test_faulty_package_is_said_so(data_dir, monkeypatch):
    def fault():
        raise PostcodeFileFault("The package is not installed whole")

    monkeypatch.setattr(store, "bring_up_to_date", fault)

    with pytest.raises(CommandError, match="not installed whole"):
        call_command("load_places")


# --- Boundaries -------------------------------------------------------------------------------


@pytest.fixture
def two_districts():
    AreaFactory(code="E07000123", name="Preston")
    AreaFactory(code="E07000126", name="South Ribble")


@pytest.mark.usefixtures("two_districts")
def test_load_boundaries_keeps_an_outline_of_each_authority(tmp_path):
    path = geojson(
        tmp_path / "lad.geojson",
        square("E07000123", -3.0),
        square("E07000123", -9.0),  # the same again in another layer: the first is kept
        square("E07000999", -1.0),  # not an authority of ours
        {"properties": {"name": "The sea"}, "geometry": square("", -5.0)["geometry"]},
    )

    boundaries = actions.load_boundaries(path=path, by="a test")

    assert queries.authorities_without_outline(boundaries) == ["E07000126"]
    outline = Outline.objects.get()
    assert (outline.code, outline.boundaries) == ("E07000123", boundaries)
    assert outline.far == "M-67,-5891l67,0 0,-111z"
    assert outline.box.left == pytest.approx(-66.9, abs=0.1)
    assert (boundaries.source, boundaries.loaded_by) == ("lad.geojson", "a test")
    assert recorded("places.boundaries_loaded") == [
        {
            "source": "lad.geojson",
            "sha256": boundaries.sha256,
            "kind": "authority",
            "outlines": 1,
        }
    ]


@pytest.mark.usefixtures("two_districts")
def test_load_boundaries_again_changes_nothing(tmp_path):
    path = geojson(tmp_path / "lad.geojson", square("E07000123", -3.0))
    first = actions.load_boundaries(path=path, by="a test")

    again = actions.load_boundaries(path=path, by="a test")

    assert again == first
    assert len(recorded("places.boundaries_loaded")) == 1


@pytest.mark.usefixtures("two_districts")
def test_newer_boundaries_replace_the_older(tmp_path):
    actions.load_boundaries(
        path=geojson(tmp_path / "2025.geojson", square("E07000123", -3.0)), by="a test"
    )

    newer = actions.load_boundaries(
        path=geojson(tmp_path / "2026.geojson", square("E07000126", -3.0)), by="a test"
    )

    assert list(BoundarySet.objects.all()) == [newer]
    assert [outline.code for outline in Outline.objects.all()] == ["E07000126"]


@pytest.mark.usefixtures("two_districts")
@pytest.mark.parametrize(
    "content",
    [
        "not JSON",
        "\ud800",
        json.dumps({"type": "FeatureCollection", "features": []}),
        # Counties are neither authorities nor small areas
        json.dumps({"type": "FeatureCollection", "features": [COUNTY]}),
        b"\x1f\x8bnot compressed",
    ],
)
def test_load_boundaries_refuses_a_file_without_authorities(tmp_path, content):
    path = tmp_path / "other.json"
    path.write_bytes(
        content if isinstance(content, bytes) else content.encode("utf-8", errors="surrogatepass")
    )

    with pytest.raises(NotABoundaryFile):
        actions.load_boundaries(path=path, by="a test")

    assert BoundarySet.objects.count() == 0


def test_load_boundaries_command_needs_the_areas(tmp_path):
    path = geojson(tmp_path / "lad.geojson", square("E07000123", -3.0))

    with pytest.raises(CommandError, match="Load the areas first"):
        call_command("load_boundaries", str(path))


@pytest.mark.usefixtures("two_districts")
def test_load_boundaries_command_says_what_is_missing(tmp_path, capsys):
    path = geojson(tmp_path / "lad.geojson", square("E07000123", -3.0))

    call_command("load_boundaries", str(path), source="ONS, May 2025")

    assert capsys.readouterr().out == (
        "ONS, May 2025: 1 outlines. Local authorities.\nNo outline of: South Ribble.\n"
    )


@pytest.mark.usefixtures("two_districts")
def test_load_boundaries_command_when_nothing_is_missing(tmp_path, capsys):
    path = geojson(tmp_path / "lad.geojson", square("E07000123", -3.0), square("E07000126", -2.0))

    call_command("load_boundaries", str(path))

    assert capsys.readouterr().out == "lad.geojson: 2 outlines. Local authorities.\n"


# --- Boundaries of small areas ----------------------------------------------------------------


@pytest.mark.usefixtures("two_districts")
def test_boundaries_of_small_areas_know_their_authority_by_their_postcodes(data_dir, tmp_path):
    use_postcodes(
        {"PR1 2RL": "E07000123", "PR1 1DB": "E07000123", "PR5 6AA": "E07000126"},
        lsoa21={"PR1 2RL": "E01025300", "PR1 1DB": "E01025300", "PR5 6AA": "E01025300"},
    )
    path = geojson(
        tmp_path / "lsoa.geojson",
        small_area("E01025300", -2.7),
        small_area("E01025301", -2.6),
        {"properties": {}, "geometry": square("", -5.0)["geometry"]},
    )

    boundaries = actions.load_boundaries(path=path, by="a test")

    assert (boundaries.kind, boundaries.vintage) == ("lsoa21", "2021")
    assert [
        (outline.code, outline.name, outline.authority, outline.near)
        for outline in boundaries.outlines.order_by("code")
    ] == [
        # units of 20 metres; 0.01 degrees are 0.67 km across and 1.11 km up here
        ("E01025300", "Preston 5300", "E07000123", "M-2341,-294560l33,0 1,-55z"),
        ("E01025301", "Preston 5301", "", "M-2007,-294557l34,0 0,-55z"),
    ]
    assert queries.outlines_within("E07000123", kind="lsoa21") == (
        boundaries,
        [Outline.objects.get(code="E01025300")],
    )


def test_boundaries_of_small_areas_may_name_an_authority_that_has_ended(data_dir, tmp_path):
    use_postcodes({"CA1 1AA": "E06000063"})
    AreaFactory(code="E06000063", name="Cumberland")
    AreaFactory(code="E07000028", name="Carlisle", ended=True, now="E06000063")
    path = geojson(tmp_path / "lsoa.geojson", small_area("E01025300", -2.7, LAD21CD="E07000028"))

    boundaries = actions.load_boundaries(path=path, by="a test")

    assert boundaries.outlines.get().authority == "E06000063"


@pytest.mark.usefixtures("two_districts")
def test_boundaries_of_each_kind_are_kept_apart(data_dir, tmp_path):
    use_postcodes({"PR1 2RL": "E07000123"})
    ward = square("", -3.0) | {
        "properties": {"WD25CD": "E05000001", "WD25NMW": "", "LAD25CD": "E07000123"}
    }
    authorities = actions.load_boundaries(
        path=geojson(tmp_path / "lad.geojson", square("E07000123", -3.0)), by="a test"
    )

    wards = actions.load_boundaries(path=geojson(tmp_path / "wd.geojson", ward), by="a test")

    assert (wards.kind, wards.vintage, authorities.vintage) == ("ward", "2025", "2025")
    assert queries.outlines_in_use()[0] == authorities
    assert queries.boundaries_in_use("ward") == wards
    assert queries.outlines_within("E07000123", kind="lsoa21") == (None, [])
    assert [(o.name, o.authority) for o in wards.outlines.all()] == [("", "E07000123")]


@pytest.mark.usefixtures("two_districts")
def test_load_boundaries_command_says_what_is_on_no_map(data_dir, tmp_path, capsys):
    use_postcodes({"PR1 2RL": "E07000123"})
    path = geojson(tmp_path / "lsoa.geojson", small_area("E01025300", -2.7))

    call_command("load_boundaries", str(path))

    assert capsys.readouterr().out == (
        "lsoa.geojson: 1 outlines. Small areas (LSOA) of 2021.\n"
        "1 of them lie in no authority that is known, and are on no map. Load a postcode directory "
        "with these areas first, then the boundaries.\n"
    )


@pytest.mark.usefixtures("two_districts")
def test_load_boundaries_command_when_every_small_area_is_placed(data_dir, tmp_path, capsys):
    use_postcodes({"PR1 2RL": "E07000123"})
    path = tmp_path / "lsoa.geojson.gz"
    plain = geojson(tmp_path / "a", small_area("E01025300", -2.7, LAD="E07000123"))
    path.write_bytes(gzip.compress(plain.read_bytes()))

    call_command("load_boundaries", str(path))

    assert capsys.readouterr().out == ("lsoa.geojson.gz: 1 outlines. Small areas (LSOA) of 2021.\n")


@pytest.mark.usefixtures("two_districts")
def test_boundaries_in_too_much_detail_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(boundary_actions, "_LARGEST_MB", 0)
    path = geojson(tmp_path / "lad.geojson", square("E07000123", -3.0))

    with pytest.raises(CommandError, match=r"larger than 0 MB: download generalised boundaries"):
        call_command("load_boundaries", str(path))


# --- The demonstration ------------------------------------------------------------------------


def test_demonstration_without_boundaries_has_none(tmp_path):
    assert actions.load_demonstration_places(tmp_path) is None


def parquet_of(path, **columns):
    parquet.write_table(pa.table(columns), path)


@pytest.mark.usefixtures("two_districts")
def test_demonstration_loads_each_file_that_is_there_once(data_dir, tmp_path, monkeypatch):
    installed = table_of(["PR1 2RL", "BT1 5GS"], {"lad": ["E07000123", "N09000003"]})
    about = postcodes_sources.About("Installed", "May 2026", 2, ("lad",), "c" * 64)
    monkeypatch.setattr(postcodes_sources, "installed", lambda: (installed, about))
    parquet_of(
        tmp_path / "postcode_lookup_gb.parquet",
        pcds=["PR1 2RL"],
        doterm=[0],
        lad25cd=["E07000123"],
        lsoa21cd=["E01025300"],
    )
    (tmp_path / "lsoa11_lsoa21_ltla22.csv.gz").write_text(
        "lsoa21_name,lsoa21_code\nPreston 014A,E01025300\n"
    )
    geojson(tmp_path / "lsoa21_boundaries_cm_preston.geojson.gz", small_area("E01025300", -2.7))
    geojson(tmp_path / "uk_topo_2014_2025.json", square("E07000123", -3.0))

    first = actions.load_demonstration_places(tmp_path)
    again = actions.load_demonstration_places(tmp_path)

    assert again == first
    assert (first.kind, first.source) == ("authority", "Office for National Statistics, 2025")
    assert postcodes.lookup(["BT1 5GS"]) == {"BT1 5GS": "N09000003"}
    assert Outline.objects.get(code="E01025300").authority == "E07000123"
    assert queries.lsoa_names(["E01025300"], vintage=2021) == {"E01025300": "Preston 014A"}
    assert [len(recorded(f"places.{what}_loaded")) for what in ("postcodes", "boundaries")] == [
        1,
        2,
    ]


@needs_shared_data
def test_demonstration_has_the_indices_of_both_censuses(data_dir, tmp_path):
    use_postcodes({"PR1 2RL": "E07000123"})
    for name in ("imd2019_england_lsoa11.csv.gz", "imd2025_england_lsoa21.csv.gz"):
        (tmp_path / name).symlink_to(GEO / name)

    assert actions.load_demonstration_places(tmp_path) is None

    assert [(index.code, index.rows) for index in queries.indices_in_use()] == [
        ("imd2019", 32_844),
        ("imd2025", 33_755),
    ]


@needs_shared_data
def test_published_boundaries_have_an_outline_of_every_authority_with_its_centre():
    actions.load_areas(by="a test")

    boundaries = actions.load_boundaries(path=GEO / "uk_topo_2014_2025.json", by="a test")

    outlines = {outline.code: outline for outline in boundaries.outlines.all()}
    authorities = queries.authorities_of_today()
    assert outlines.keys() == authorities.keys()
    # The map of the country stays below a quarter of a megabyte before it is packed
    assert sum(len(outline.far) for outline in outlines.values()) < 250_000
    astray = [a.name for code, a in authorities.items() if not _within(a, outlines[code].box)]
    assert astray == []


@needs_shared_data
def test_published_small_areas_make_a_light_map_of_each_authority(data_dir):
    use_postcodes({"PR1 2RL": "E07000123"})
    AreaFactory(code="E07000123", name="Preston")
    path = GEO / "lsoa21_boundaries_cm_preston.geojson.gz"

    boundaries = actions.load_boundaries(path=path, by="a test")

    weight = Counter()
    for outline in boundaries.outlines.all():
        weight[outline.authority] += len(outline.far)
    assert boundaries.outlines.count() == 1_688
    assert len(weight) == 10
    assert max(weight.values()) < 100_000


def _within(area, box):
    x, y = area.centre
    return box.left <= x <= box.right and box.top <= y <= box.bottom
