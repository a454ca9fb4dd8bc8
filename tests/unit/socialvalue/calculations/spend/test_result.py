"""The documented result: the golden study, and each sentence of the format in a small study."""

import json

import pytest

from socialvalue.calculations.spend.study import load_study
from socialvalue.calculations.spend.studying import analyse

from .studies import GOLDEN, POSTCODES, SUPPLIERS, by, files, golden_files, payments, study

DAY = "14/05/2024"


def result(*rows, **changed):
    return analyse(study(*rows, **changed))


def test_result_of_the_golden_study_is_the_expected_one():
    expected = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))

    assert analyse(load_study(golden_files().__getitem__)) == expected


def test_result_has_its_members_in_the_documented_order():
    expected = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))

    assert list(analyse(load_study(golden_files().__getitem__))) == list(expected)


# A small study worked by hand. Alpha lies in town (decile 1), Beta in the county, delivers in town;
# Gamma lies in the valley (Wales), Epsilon abroad, Delta has no postcode.
SMALL = [
    ("Alpha", DAY, "600.00", "Care"),
    ("Beta", DAY, "300.00", "Energy"),
    ("Gamma", DAY, "50.00", "Care"),
    ("Epsilon", DAY, "(30.00)", "Roads"),
    ("Delta", DAY, "80.00", "Care"),
]
# In scope 600 + 300 + 50 - 30 + 80 = 1,000


def test_pooled_areas_and_bands_worked_example():
    registered, delivery = result(*SMALL)["pooled"]

    assert registered == {
        "basis": "registered_address",
        "areas": [
            area("town", "600.00", "60.000", "65.217"),  # 600 / 920
            area("county", "900.00", "90.000", "97.826"),
            area("valley", "350.00", "35.000", "38.043"),
        ],
        "bands": [
            {"band": "town", "value": "600.00", "pct": "60.000"},
            {"band": "county", "value": "300.00", "pct": "30.000"},
            {"band": "outside", "value": "20.00", "pct": "2.000"},
            {"band": "unknown", "value": "80.00", "pct": "8.000"},
        ],
    }
    assert by(delivery["areas"], "area")["town"]["value"] == "900.00"


def area(code, value, pct, of_located):
    return {
        "area": code,
        "value": value,
        "pct": pct,
        "pct_of_located": of_located,
        "mean_of_anchors_pct": pct,
    }


def test_location_coverage_is_provisional_below_the_floor():
    def coverage(floor):
        changed = result(*SMALL, config=lambda config: config.update(minimum_located_pct=floor))
        return changed["location_coverage"]

    # 920 of 1,000 are located
    assert coverage("92") == {"located": "920.00", "pct": "92.000", "provisional": False}
    assert coverage("92.001")["provisional"] is True


def test_sizes_worked_example():
    # Alpha, Gamma and Epsilon are small or medium: 600 + 50 - 30; Delta's size is not known
    assert result(*SMALL)["size"] == {
        "sme": "620.00",
        "large": "300.00",
        "unknown": "80.00",
        "sme_pct": "62.000",
        "sme_pct_of_known": "67.391",
    }


def test_vcse_worked_example():
    assert result(*SMALL)["vcse"] == {"value": "50.00", "pct": "5.000"}


def test_deprivation_is_of_spend_located_in_england():
    # Alpha (decile 1) and Beta (decile 5) lie in England; Wales has no decile of this index
    assert result(*SMALL)["deprivation"] == {
        "decile_up_to": 1,
        "england_located": "900.00",
        "indices": [
            {
                "index": "imd2019",
                "value": "600.00",
                "pct_of_in_scope": "60.000",
                "pct_of_england_located": "66.667",
                "areas": [
                    {"area": "town", "value": "600.00", "pct_of_area_spend": "100.000"},
                    {"area": "county", "value": "600.00", "pct_of_area_spend": "66.667"},
                    {"area": "valley", "value": "0.00", "pct_of_area_spend": "0.000"},
                ],
            }
        ],
    }


def test_deprivation_goes_up_to_the_decile_of_the_study():
    changed = result(*SMALL, config=lambda config: config["deprivation"].update(decile_up_to=5))

    assert changed["deprivation"]["indices"][0]["value"] == "900.00"


def test_deprivation_has_one_part_for_each_index():
    postcodes = (
        "pcds,lad25cd,imd2019_decile,imd2025_decile\n"
        "AA1 1AA,E07000001,1,2\n"
        "BB1 1BB,E07000002,5,1\n"
        "CC1 1CC,W06000001,,\n"
    )

    changed = result(
        *SMALL,
        postcodes=postcodes,
        config=lambda config: config["deprivation"]["indices"].append(
            {"code": "imd2025", "column": "imd2025_decile"}
        ),
    )

    assert [(index["index"], index["value"]) for index in changed["deprivation"]["indices"]] == [
        ("imd2019", "600.00"),
        ("imd2025", "300.00"),
    ]


def test_leakage_leaves_the_unknown_out_and_shows_credits():
    # outside the county: Gamma 50 (Care), Epsilon -30 (Roads); Delta is unknown
    assert result(*SMALL)["leakage"] == {
        "area": "county",
        "value": "20.00",
        "pct": "2.000",
        "categories": [
            {
                "category": "Care",
                "total": "730.00",
                "leak": "50.00",
                "leak_pct": "6.849",
                "influenceable": True,
            },
            {
                "category": "Roads",
                "total": "-30.00",
                "leak": "-30.00",
                "leak_pct": "100.000",
                "influenceable": True,
            },
        ],
    }


def test_leakage_may_be_of_an_area_that_is_not_nested():
    changed = result(*SMALL, config=lambda config: config.update(leakage_area="valley"))

    # the valley holds Beta and Gamma: Alpha 600 and Epsilon -30 are outside it
    assert changed["leakage"]["value"] == "570.00"


def test_leakage_does_not_list_a_category_whose_leaks_cancel_out():
    found = result(("Epsilon", DAY, "5.00", "Care"), ("Gamma", DAY, "-5.00", "Care"))

    assert found["leakage"]["categories"] == []


def test_leaks_that_are_equal_are_listed_by_name():
    found = result(("Epsilon", DAY, "5.00", "Roads"), ("Gamma", DAY, "5.00", "Care"))

    assert [row["category"] for row in found["leakage"]["categories"]] == ["Care", "Roads"]


def test_influenceable_leaves_categories_out():
    # without Energy: Beta's 300
    assert result(*SMALL)["influenceable"] == {
        "spend": "700.00",
        "leak": "20.00",
        "areas": [
            {"area": "town", "value": "600.00", "pct": "85.714"},
            {"area": "county", "value": "600.00", "pct": "85.714"},
            {"area": "valley", "value": "50.00", "pct": "7.143"},
        ],
    }


def test_multiplier_worked_example():
    found = result(*SMALL)

    # S1 answered for the county: half of 600; S2 (300) did not for the county: imputed 150
    assert found["respend_survey"] == {
        "area": "county",
        "respondents": 1,
        "base": "600.00",
        "respent": "300.00",
        "weighted_mean": "0.500000",
        "coverage_pct": "66.667",
    }
    # of each 1,000: 1,000 and 900 and 450 again, or 1,000 and 900 and 300 again
    assert found["multiplier"] == {
        "method": "lm3",
        "area": "county",
        "round_1": "1000.00",
        "round_2": "900.00",
        "round_3_imputed": "450.00",
        "imputed": "2.3500",
        "round_3_respondents_only": "300.00",
        "respondents_only": "2.2000",
    }


def test_multiplier_without_respondents_imputes_nothing():
    found = result(*SMALL, survey="supplier_id,area,respend_share\n")

    assert found["respend_survey"] == {
        "area": "county",
        "respondents": 0,
        "base": "0.00",
        "respent": "0.00",
        "weighted_mean": None,
        "coverage_pct": "0.000",
    }
    assert (found["multiplier"]["round_3_imputed"], found["multiplier"]["imputed"]) == (None, None)
    assert found["multiplier"]["respondents_only"] == "1.9000"


@pytest.mark.parametrize("answer", ["S3,county,0.9", "S1,town,0.9", "S2,county,0.9"])
def test_an_answer_counts_only_for_its_area_and_for_a_supplier_that_lies_in_it(answer):
    # S3 lies in Wales, the answer of S1 is for the town, S2 was paid nothing
    found = result(SMALL[0], SMALL[2], survey=f"supplier_id,area,respend_share\n{answer}\n")

    assert found["respend_survey"]["respondents"] == 0


def test_top_suppliers_worked_example():
    assert result(*SMALL)["top_suppliers"] == {
        "n": 2,
        "suppliers": [{"supplier": "S1", "value": "600.00"}, {"supplier": "S2", "value": "300.00"}],
        "value": "900.00",
        "pct_of_in_scope": "90.000",
        "areas": [
            {"area": "town", "value": "600.00", "pct": "66.667"},
            {"area": "county", "value": "900.00", "pct": "100.000"},
            {"area": "valley", "value": "300.00", "pct": "33.333"},
        ],
    }


def test_top_suppliers_that_are_equal_are_ranked_by_code():
    found = result(("Beta", DAY, "5", "x"), ("Alpha", DAY, "5", "x"), ("Zeta", DAY, "9", "x"))

    assert [row["supplier"] for row in found["top_suppliers"]["suppliers"]] == ["ZETA", "S1"]


def test_top_suppliers_are_all_of_them_where_there_are_fewer():
    found = result(*SMALL, config=lambda config: config.update(top_n=99))["top_suppliers"]

    assert (found["n"], len(found["suppliers"]), found["pct_of_in_scope"]) == (99, 5, "100.000")


def test_negative_totals_are_shown_in_the_order_of_the_top_list():
    found = result(
        ("Gamma", DAY, "-9", "x"),
        ("Beta", DAY, "1", "x"),
        ("Beta", DAY, "-3", "x"),
        ("Alpha", DAY, "-2", "x"),
        ("Zeta", DAY, "0.00", "x"),
    )

    assert found["negative_totals"] == [
        {"supplier": "S1", "value": "-2.00"},
        {"supplier": "S2", "value": "-2.00"},
        {"supplier": "S3", "value": "-9.00"},
    ]


def two_anchors(*rows_of_b):
    made = files(*SMALL[:1])
    config = json.loads(made["config.json"])
    config["anchors"].append(
        {"code": "B", "name": "Trust", "kind": "nhs_trust", "file": "b.csv", "amounts": "net"}
    )
    made |= {"config.json": json.dumps(config).encode(), "b.csv": payments(*rows_of_b)}
    return analyse(load_study(made.__getitem__))


def test_mean_of_anchors_stands_beside_the_pooled_percentage():
    found = two_anchors(("Beta", DAY, "200.00", "x"))

    # the town has 600 of 600 of A and 0 of 200 of B: pooled 75%, plain mean 50%
    town = found["pooled"][0]["areas"][0]
    assert (town["pct"], town["mean_of_anchors_pct"]) == ("75.000", "50.000")


def test_an_anchor_without_spend_in_scope_has_no_percentage_and_no_part_in_the_mean():
    found = two_anchors(("Bank", DAY, "200.00", "x"))

    anchor = by(found["anchors"], "anchor")["B"]
    assert (anchor["in_scope"], anchor["areas"][0]["pct"], anchor["bands"][0]["pct"]) == (
        "0.00",
        None,
        None,
    )
    assert found["pooled"][0]["areas"][0]["mean_of_anchors_pct"] == "100.000"


def test_a_study_with_nothing_in_scope_has_null_percentages_and_is_provisional():
    found = result(("Bank", DAY, "5.00", "x"))

    assert found["location_coverage"] == {"located": "0.00", "pct": None, "provisional": True}
    assert found["pooled"][0]["areas"][0] == {
        "area": "town",
        "value": "0.00",
        "pct": None,
        "pct_of_located": None,
        "mean_of_anchors_pct": None,
    }
    assert found["top_suppliers"]["pct_of_in_scope"] is None
    assert (found["size"]["sme_pct"], found["vcse"]["pct"]) == (None, None)
    assert found["deprivation"]["indices"][0]["pct_of_england_located"] is None
    assert (found["leakage"]["pct"], found["leakage"]["categories"]) == (None, [])
    assert found["respend_survey"]["coverage_pct"] is None
    assert (found["multiplier"]["imputed"], found["multiplier"]["respondents_only"]) == (None, None)


def test_exclusions_list_every_reason_of_the_study_in_its_order():
    found = result(
        ("Bank", DAY, "5.00", "x"),
        ("Bank", DAY, "-1.00", "x"),
        config=lambda config: config.update(exclusion_order=["public_body", "financing"]),
    )

    assert found["exclusions"] == [
        {"reason": "public_body", "lines": 0, "value": "0.00"},
        {"reason": "financing", "lines": 2, "value": "4.00"},
    ]
    assert found["money"] == {"all_lines": "4.00", "in_scope": "0.00", "excluded": "4.00"}


def test_lines_count_what_was_read_and_the_totals_that_were_skipped():
    found = result(*SMALL, ("Bank", DAY, "5.00", "x"), ("TOTAL", "", "1005.00"))

    assert found["lines"] == {"read": 6, "in_scope": 5, "excluded": 1, "total_rows_skipped": 1}


def test_three_nested_areas_make_five_bands():
    def change(config):
        everywhere = ["E07000001", "E07000002", "W06000001"]
        config["areas"].append({"code": "isle", "name": "The isle", "lad_codes": everywhere})
        config["nested_areas"] = ["town", "county", "isle"]

    found = result(*SMALL, config=change)["pooled"][0]["bands"]

    assert [(band["band"], band["value"]) for band in found] == [
        ("town", "600.00"),
        ("county", "300.00"),
        ("isle", "50.00"),
        ("outside", "-30.00"),
        ("unknown", "80.00"),
    ]


def test_an_ended_postcode_still_places_a_supplier():
    found = result(("Zeta", DAY, "5.00", "x", "", "", "DD1 0AA"))

    assert by(found["pooled"][0]["bands"], "band")["outside"]["value"] == "5.00"


def test_a_postcode_without_a_district_is_not_known():
    found = result(
        ("Zeta", DAY, "5.00", "x", "", "", "LD1 1AA"), postcodes=POSTCODES + "LD1 1AA,,,,,\n"
    )

    assert by(found["pooled"][0]["bands"], "band")["unknown"]["value"] == "5.00"


def test_gross_amounts_become_net_for_an_anchor_that_publishes_them():
    content = payments(
        ("Alpha", DAY, "120.00", "20.00", "Care"),
        headings=("Supplier Name", "Date Paid", "Gross Value", "VAT Amount", "Service Label"),
    )

    found = result(
        payments=content, config=lambda config: config["anchors"][0].update(amounts="gross_and_vat")
    )

    assert found["money"]["in_scope"] == "100.00"


def test_percentages_are_rounded_once_from_exact_values():
    # 1 of 200,000 pence is 0.0005 percent: half up it is 0.001
    found = result(("Gamma", DAY, "0.01", "x"), ("Alpha", DAY, "1999.99", "x"))

    assert by(found["pooled"][0]["areas"], "area")["valley"]["pct"] == "0.001"


def test_a_study_of_another_place_needs_no_other_code():
    suppliers = SUPPLIERS.replace("AA1 1AA", "EH1 1YJ")
    postcodes = "pcds,lad25cd,simd\nEH1 1YJ,S12000036,1\n"

    def change(config):
        config["areas"] = [{"code": "edi", "name": "Edinburgh", "lad_codes": ["S12000036"]}]
        config["nested_areas"] = ["edi"]
        config["leakage_area"] = config["multiplier_area"] = "edi"
        config["deprivation"]["indices"] = [{"code": "simd2020", "column": "simd"}]

    found = result(
        *SMALL,
        suppliers=suppliers,
        postcodes=postcodes,
        survey="supplier_id,area,respend_share\n",
        config=change,
    )

    assert found["pooled"][0]["areas"][0]["value"] == "600.00"
    # deprivation is of England only
    assert found["deprivation"]["indices"][0]["value"] == "0.00"


def test_result_adds_parts_of_a_penny_up_exactly_and_rounds_once():
    # 0.5p + 0.5p = 1p: rounded line by line it would be 2p
    made = analyse(
        study(
            ("Alpha", "14/05/2024", "0.005", "Care", "1"),
            ("Alpha", "15/05/2024", "0.005", "Care", "2"),
        )
    )

    assert made["money"] == {"all_lines": "0.01", "in_scope": "0.01", "excluded": "0.00"}
    assert made["pooled"][0]["bands"][0] == {"band": "town", "value": "0.01", "pct": "100.000"}
    assert made["top_suppliers"]["suppliers"] == [{"supplier": "S1", "value": "0.01"}]
    # LM3: (1p + 1p + half of 1p) / 1p
    assert made["multiplier"]["imputed"] == "2.5000"


def test_result_names_a_payment_without_a_supplier_by_its_empty_normal_form():
    made = analyse(study(("", "14/05/2024", "5", "Care")))

    assert made["top_suppliers"]["suppliers"] == [{"supplier": "", "value": "5.00"}]


def test_negative_totals_are_those_below_nought_before_they_are_rounded():
    made = analyse(study(("Alpha", "14/05/2024", "-0.001", "Care")))

    assert made["negative_totals"] == [{"supplier": "S1", "value": "0.00"}]
