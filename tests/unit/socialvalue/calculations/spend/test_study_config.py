import copy
import datetime as dt
import json
from decimal import Decimal

import pytest

from socialvalue.calculations.spend.headings import Amounts
from socialvalue.calculations.spend.study_config import StudyRefused, config_from_json

from .studies import CONFIG, GOLDEN


def refused(config):
    content = config if isinstance(config, bytes) else json.dumps(config).encode()
    try:
        config_from_json(content)
    except StudyRefused as wrong:
        return wrong.errors
    return []


def changed(path, value):
    """Return the configuration with one member changed, or taken out if the value is GONE."""
    config = copy.deepcopy(CONFIG)
    *parents, last = path
    within = config
    for parent in parents:
        within = within[parent]
    if value is GONE:
        del within[last]
    else:
        within[last] = value
    return config


GONE = object()


def test_config_of_the_golden_study():
    config = config_from_json((GOLDEN / "config.json").read_bytes())

    assert (config.title, config.period_label, config.start, config.end) == (
        "Preston and Lancashire anchors 2024/25",
        "2024/25",
        dt.date(2024, 4, 1),
        dt.date(2025, 3, 31),
    )
    assert config.nested.bands == ("preston", "lancashire_ceremonial", "outside", "unknown")
    assert [anchor.amounts for anchor in config.anchors] == [
        Amounts.NET,
        Amounts.NET,
        Amounts.GROSS_AND_VAT,
    ]
    assert config.minimum_located_pct == Decimal(90)
    assert config.exclude_categories["tax_payroll_pension"] == {"PAYE and NIC", "Pay", "Pensions"}


def test_config_of_the_small_study_is_accepted():
    assert refused(CONFIG) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["anchors", 0, "columns"], {"category": "Service", "postcode": ""}),
        (["exclude_categories"], []),
        (["exclude_categories", 0], {"reason": "grant", "categories": []}),
        (["redaction_markers"], []),
        (["total_row_markers"], []),
        (["not_influenceable"], []),
        (["sme_sizes"], []),
        (["deprivation", "indices"], []),
        (["exclusion_order"], ["public_body"]),
        (["exclusion_order"], []),
        (["minimum_located_pct"], "99.95"),
        (["period", "end"], "2024-04-01"),
        (["nested_areas"], ["county"]),
        (["deprivation", "decile_up_to"], 10),
        (["anything_else"], {"is": "let pass"}),
    ],
)
def test_config_lets_these_pass(path, value):
    assert refused(changed(path, value)) == []


def test_config_may_have_reasons_of_its_own_by_category():
    config = changed(["exclude_categories"], [{"reason": "precepts", "categories": ["Precepts"]}])
    config["exclusion_order"].append("precepts")

    assert refused(config) == []


@pytest.mark.parametrize("member", [name for name in CONFIG if name != "format"])
def test_config_needs_every_member(member):
    assert f"config.json, {member}: is missing." in refused(changed([member], GONE))


@pytest.mark.parametrize(
    ("path", "where"),
    [
        (["period", "label"], "period.label"),
        (["period", "start"], "period.start"),
        (["period", "end"], "period.end"),
        (["areas", 1, "code"], "areas[1].code"),
        (["areas", 1, "name"], "areas[1].name"),
        (["areas", 2, "lad_codes"], "areas[2].lad_codes"),
        (["anchors", 0, "code"], "anchors[0].code"),
        (["anchors", 0, "name"], "anchors[0].name"),
        (["anchors", 0, "kind"], "anchors[0].kind"),
        (["anchors", 0, "file"], "anchors[0].file"),
        (["anchors", 0, "amounts"], "anchors[0].amounts"),
        (["files", "supplier_master"], "files.supplier_master"),
        (["files", "supplier_survey"], "files.supplier_survey"),
        (["files", "postcodes"], "files.postcodes"),
        (["exclude_categories", 0, "reason"], "exclude_categories[0].reason"),
        (["exclude_categories", 0, "categories"], "exclude_categories[0].categories"),
        (["not_influenceable", 0, "category"], "not_influenceable[0].category"),
        (["not_influenceable", 0, "reason"], "not_influenceable[0].reason"),
        (["deprivation", "decile_up_to"], "deprivation.decile_up_to"),
        (["deprivation", "indices"], "deprivation.indices"),
        (["deprivation", "indices", 0, "code"], "deprivation.indices[0].code"),
        (["deprivation", "indices", 0, "column"], "deprivation.indices[0].column"),
    ],
)
def test_config_needs_every_member_within_its_parts(path, where):
    assert f"config.json, {where}: is missing." in refused(changed(path, GONE))


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        (["format"], "local-spend-study/2.0", "format: must be one of local-spend-study/1.0"),
        (["format"], GONE, 'format: is missing: write "format": "local-spend-study/1.0"'),
        (["title"], "  ", "title: must be a text that is not empty"),
        (["title"], 5, "title: must be a text that is not empty"),
        (["currency"], "EUR", "currency: must be one of GBP"),
        (["period"], "2024/25", "period: must be an object with named members"),
        (["period", "start"], "01/04/2024", "period.start: must be a day written as 2024-04-01"),
        (["period", "start"], "2024-02-30", "period.start: must be a day written as 2024-04-01"),
        (["period", "start"], 20240401, "period.start: must be a day written as 2024-04-01"),
        (["period", "end"], "2024-03-31", "period.end: is before the start"),
        (["areas"], {}, "areas: must be a list"),
        (["areas", 0], "town", "areas[0]: must be an object with named members"),
        (["areas", 0, "code"], "unknown", None),
        (["areas", 2, "code"], "county", "areas: has the code county more than once"),
        (["areas", 2, "lad_codes"], [], "areas[2].lad_codes: must not be an empty list"),
        (
            ["areas", 2, "lad_codes"],
            ["Preston"],
            'areas[2].lad_codes: "Preston" is not a code such as E07000123',
        ),
        (
            ["areas", 2, "lad_codes"],
            ["E07000002", "E07000002"],
            "areas[2].lad_codes: has E07000002 more than once",
        ),
        (
            ["nested_areas"],
            ["town", "wigan"],
            'nested_areas: no area has the code "wigan": the areas are town, county, valley',
        ),
        (
            ["nested_areas"],
            ["county", "town"],
            "nested_areas: county does not lie within town: E07000002 is not in town",
        ),
        (["nested_areas"], [], "nested_areas: must not be an empty list"),
        (
            ["leakage_area"],
            "wigan",
            'leakage_area: no area has the code "wigan": the areas are town, county, valley',
        ),
        (
            ["multiplier_area"],
            "wigan",
            'multiplier_area: no area has the code "wigan": the areas are town, county, valley',
        ),
        (["anchors"], [], "anchors: must not be an empty list"),
        (
            ["anchors", 0, "amounts"],
            "gross",
            "anchors[0].amounts: must be one of net, gross_and_vat",
        ),
        (
            ["anchors", 0, "columns"],
            {"colour": "Colour"},
            (
                'anchors[0].columns: "colour" is not a field; the fields are supplier, '
                "date, amount, "
                "vat, category, transaction_number, description, postcode"
            ),
        ),
        (
            ["anchors", 0, "columns"],
            {"category": 5},
            "anchors[0].columns: must be an object whose members are texts",
        ),
        (
            ["anchors", 0, "file"],
            "../a.csv",
            'anchors[0].file: "../a.csv" is not in the folder of the study: put it there',
        ),
        (
            ["files", "postcodes"],
            "/etc/passwd",
            'files.postcodes: "/etc/passwd" is not in the folder of the study: put it there',
        ),
        (
            ["files", "postcodes"],
            "..\\p.csv",
            'files.postcodes: "..\\p.csv" is not in the folder of the study: put it there',
        ),
        (
            ["files", "postcodes"],
            "C:\\p.csv",
            'files.postcodes: "C:\\p.csv" is not in the folder of the study: put it there',
        ),
        (
            ["exclusion_order", 0],
            "gifts",
            (
                'exclusion_order: "gifts" is not a reason; the reasons are '
                "out_of_period, duplicate, "
                "redacted, tax_payroll_pension, financing, grant, inter_anchor, public_body"
            ),
        ),
        (
            ["exclusion_order"],
            ["grant", "grant"],
            "exclusion_order: has grant more than once",
        ),
        (
            ["exclude_categories", 0, "reason"],
            "gifts",
            'exclude_categories: "gifts" is not in exclusion_order',
        ),
        (
            ["duplicate_key"],
            ["supplier", "colour"],
            (
                'duplicate_key: "colour" is not one of anchor, supplier, date, transaction_number, '
                "amount, vat, category, description, postcode"
            ),
        ),
        (["duplicate_key"], [], "duplicate_key: must not be an empty list"),
        (
            ["duplicate_policy"],
            "drop",
            "duplicate_policy: must be one of exclude_confirmed, flag",
        ),
        (
            ["redaction_markers"],
            [""],
            "redaction_markers: must be a list of texts, none of them empty",
        ),
        (
            ["total_row_markers"],
            "Total",
            "total_row_markers: must be a list of texts, none of them empty",
        ),
        (["sme_sizes"], ["tiny"], 'sme_sizes: "tiny" is not one of micro, small, medium, large'),
        (["top_n"], 0, "top_n: must be a whole number from 1"),
        (["top_n"], "5", "top_n: must be a whole number from 1"),
        (["top_n"], 2.5, "top_n: must be a whole number from 1"),
        (["top_n"], True, "top_n: must be a whole number from 1"),
        (
            ["minimum_located_pct"],
            90,
            (
                "minimum_located_pct: must be a percentage from 0 to 100 in quotation "
                "marks, such as "
                '"90"'
            ),
        ),
        (
            ["minimum_located_pct"],
            "100.1",
            (
                "minimum_located_pct: must be a percentage from 0 to 100 in quotation "
                "marks, such as "
                '"90"'
            ),
        ),
        (
            ["deprivation", "decile_up_to"],
            11,
            "deprivation.decile_up_to: must be a whole number from 1 to 10",
        ),
        (
            ["deprivation", "indices"],
            [{"code": "a", "column": "x"}, {"code": "a", "column": "y"}],
            "deprivation.indices: has the code a more than once",
        ),
    ],
)
def test_config_refuses_with_a_sentence(path, value, error):
    errors = refused(changed(path, value))

    wanted = error or 'areas[0].code: must not be "unknown": that is the name of a band'
    assert f"config.json, {wanted}." in errors
    assert all(each.startswith("config.json") and each.endswith(".") for each in errors)


def test_config_says_everything_that_is_wrong_at_once():
    config = changed(["title"], "")
    config["top_n"] = 0
    config["anchors"][0]["amounts"] = "gross"

    assert len(refused(config)) == 3


def test_config_that_lacks_a_whole_part_does_not_miss_its_members_one_by_one():
    assert refused(changed(["period"], GONE)) == ["config.json, period: is missing."]


def test_anchors_without_codes_are_not_called_equal():
    config = changed(["anchors"], [{}, {}])

    assert [each for each in refused(config) if "more than once" in each] == []


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"[]", "config.json must be an object with named members."),
        (b"{", "config.json is not JSON at line 1, column 2. Correct it."),
        (b"\xff", "config.json is not UTF-8 text. Save it as UTF-8."),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', "config.json has the member c twice in one place."),
        (
            b"[" * 100_000,
            "config.json has too many brackets within brackets. Take out what is not needed.",
        ),
        (
            b'{"top_n": ' + b"9" * 5000 + b"}",
            "config.json has a number with too many digits. Write it shorter.",
        ),
        (
            b'{"title": "\\ud800"}',
            "config.json has half a character in it (\\ud800). Correct it.",
        ),
    ],
)
def test_config_refuses_what_is_no_object(content, error):
    assert refused(content)[0].startswith(error)


def test_config_may_have_a_byte_order_mark():
    assert refused(b"\xef\xbb\xbf" + json.dumps(CONFIG).encode()) == []
