"""Every way in which a bundle may be faulty, and the code that it must give."""

import pytest

from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.evaluation import evaluate
from tests.unit.procurement.calculations.bundles import (
    bid,
    bundle,
    criterion,
    decision,
    draw,
    level,
    lot,
    weights,
)
from tests.unit.procurement.calculations.golden import assess, codes_of, patched

HALF = {"Q1": "50", "SV1": "50"}
NO_PRICE = weights("60", "0", "40")

LEFT_OUT = object()


def changed(path, value):
    """Return the valid bundle of two lots with one value replaced, added or left out."""
    operation = {"op": "remove" if value is LEFT_OUT else "replace", "path": path}
    return patched(VALID, [operation if value is LEFT_OUT else operation | {"value": value}])


VALID = bundle(
    bid("A", "100.00", HALF),
    bid("B", "120.00", HALF),
    bid("C", None, {}, lot="2"),
    lots=[
        lot("1", should_cost="100.00"),
        lot("2", formula="BENCHMARK", parameters={"floor": "1.00", "ceiling": "2.00"}),
    ],
    disqualifications=[decision("C", "late_tender")],
    draws=[draw("B", "A")],
    criteria=[
        criterion("Q1", "quality", pass_mark={"points": "25", "disqualifies": True}),
        criterion("SV1", "social_value", lots=["1", "2"]),
    ],
    section_pass_marks=[{"section": "quality", "percent": "20", "disqualifies": False}],
    lot_limits={
        "maximum_lots_awarded_per_supplier": 1,
        "mechanism": "award_order",
        "award_order": ["2", "1"],
    },
)


def test_bundle_that_the_cases_change_is_valid():
    assert assess(VALID)["status"] == "complete"


M, C, L, B = "/methodology", "/methodology/criteria/0", "/lots/0", "/bids/0"
SCORE = f"{B}/scores/0"

ONE_CHANGE = [
    # the frame
    ("/format", LEFT_OUT, {"unknown_format"}, "/format"),
    ("/format", None, {"unknown_format"}, "/format"),
    ("/format", "sv-evaluation-bundle/2.0", {"unknown_format"}, "/format"),
    ("/format", "sv-evaluation-bundle/1", {"unknown_format"}, "/format"),
    ("/format", "sv-evaluation-bundle/1.0\n", {"unknown_format"}, "/format"),
    ("/format", "sv-evaluation-result/1.0", {"unknown_format"}, "/format"),
    ("/format", ["sv-evaluation-bundle/1.0"], {"unknown_format"}, "/format"),
    ("/tender", [], {"unknown_format"}, "/tender"),
    ("/tender/reference", 14, {"unknown_format"}, "/tender/reference"),
    ("/tender/reference", LEFT_OUT, {"unknown_format"}, "/tender/reference"),
    (M, LEFT_OUT, {"unknown_format"}, M),
    (f"{M}/section_weights", "100", {"unknown_format"}, f"{M}/section_weights"),
    (f"{M}/scales", LEFT_OUT, {"unknown_format"}, f"{M}/scales"),
    (f"{M}/criteria", {}, {"unknown_format"}, f"{M}/criteria"),
    (C, "Q1", {"unknown_format"}, C),
    (f"{M}/section_pass_marks", {}, {"unknown_format"}, f"{M}/section_pass_marks"),
    (f"{M}/tie_break", "price", {"unknown_format"}, f"{M}/tie_break"),
    (f"{M}/abnormally_low", LEFT_OUT, {"unknown_format"}, f"{M}/abnormally_low"),
    (f"{M}/rounding", None, {"unknown_format"}, f"{M}/rounding"),
    ("/lots", [], {"unknown_format"}, "/lots"),
    ("/lots", None, {"unknown_format"}, "/lots"),
    ("/bidders", {}, {"unknown_format"}, "/bidders"),
    ("/bids/1", None, {"unknown_format"}, "/bids/1"),
    ("/disqualifications", LEFT_OUT, {"unknown_format"}, "/disqualifications"),
    ("/draws", {}, {"unknown_format"}, "/draws"),
    (f"{L}/price", LEFT_OUT, {"unknown_format"}, f"{L}/price"),
    (f"{L}/section_weights", "50", {"unknown_format"}, f"{L}/section_weights"),
    (f"{C}/pass_mark", "25", {"unknown_format"}, f"{C}/pass_mark"),
    (f"{C}/pass_mark/disqualifies", "yes", {"unknown_format"}, f"{C}/pass_mark/disqualifies"),
    (f"{C}/lots", "1", {"unknown_format"}, f"{C}/lots"),
    (f"{M}/lot_limits", 1, {"unknown_format"}, f"{M}/lot_limits"),
    (f"{M}/lot_limits/award_order", "1", {"unknown_format"}, f"{M}/lot_limits/award_order"),
    (f"{M}/abnormally_low/references", {}, {"unknown_format"}, f"{M}/abnormally_low/references"),
    ("/draws/0/order", LEFT_OUT, {"unknown_format"}, "/draws/0/order"),
    # numbers that matter
    *[
        (f"{B}/price", text, {"number_not_string"}, f"{B}/price")
        for text in (
            *(
                "",
                " 1",
                "1 ",
                "+1",
                ".5",
                "5.",
                "1e3",
                "£1",
                "1,5",
                "1_0",
                "٣",
                "0x1",
                "--1",
                "1.2.3",
            ),
            *("NaN", "Infinity", "1\n", 1, 1.5, True, [], {}, ["1"]),
        )
    ],
    (f"{M}/section_weights/price", LEFT_OUT, {"number_not_string"}, f"{M}/section_weights/price"),
    (f"{M}/section_weights/quality", 50, {"number_not_string"}, f"{M}/section_weights/quality"),
    (f"{M}/scales/0/levels/0/points", 100, {"number_not_string"}, f"{M}/scales/0/levels/0/points"),
    (f"{M}/scales/0/levels/1", "75", {"number_not_string"}, f"{M}/scales/0/levels/1/points"),
    (f"{C}/weight", LEFT_OUT, {"number_not_string"}, f"{C}/weight"),
    (f"{C}/pass_mark/points", 25, {"number_not_string"}, f"{C}/pass_mark/points"),
    (
        f"{M}/section_pass_marks/0/percent",
        "20%",
        {"number_not_string"},
        f"{M}/section_pass_marks/0/percent",
    ),
    (
        f"{M}/abnormally_low/percent_below",
        10,
        {"number_not_string"},
        f"{M}/abnormally_low/percent_below",
    ),
    (f"{M}/rounding/places", "2", {"number_not_string"}, f"{M}/rounding/places"),
    (f"{M}/rounding/places", True, {"number_not_string"}, f"{M}/rounding/places"),
    (
        f"{M}/lot_limits/maximum_lots_awarded_per_supplier",
        "1",
        {"number_not_string"},
        f"{M}/lot_limits/maximum_lots_awarded_per_supplier",
    ),
    (f"{L}/should_cost", 100, {"number_not_string"}, f"{L}/should_cost"),
    (
        f"{L}/estimated_value/excluding_vat",
        1,
        {"number_not_string"},
        f"{L}/estimated_value/excluding_vat",
    ),
    (
        "/tender/estimated_value/including_vat",
        "1,000",
        {"number_not_string"},
        "/tender/estimated_value/including_vat",
    ),
    (f"{SCORE}/consensus/points", 50, {"number_not_string"}, f"{SCORE}/consensus/points"),
    (f"{SCORE}/individual/0/points", 50, {"number_not_string"}, f"{SCORE}/individual/0/points"),
    ("/bids/2/price", 5, {"number_not_string"}, "/bids/2/price"),
    # counts out of their range
    (f"{M}/rounding/places", -1, {"parameter_invalid"}, f"{M}/rounding/places"),
    (f"{M}/rounding/places", 11, {"parameter_invalid"}, f"{M}/rounding/places"),
    (
        f"{M}/lot_limits/maximum_lots_awarded_per_supplier",
        0,
        {"parameter_invalid"},
        f"{M}/lot_limits/maximum_lots_awarded_per_supplier",
    ),
    # codes
    (f"{M}/framework", "marmot-9", {"unknown_code"}, f"{M}/framework"),
    (f"{M}/framework", ["marmot-6"], {"unknown_code"}, f"{M}/framework"),
    (f"{C}/section", "price", {"unknown_code"}, f"{C}/section"),
    (f"{C}/scale", ["hundred"], {"unknown_code"}, f"{C}/scale"),
    (f"{C}/lots", ["1", "9"], {"unknown_code"}, f"{C}/lots/1"),
    (f"{M}/section_pass_marks/0/section", "price", {"unknown_code"}, None),
    (f"{M}/tie_break", ["criterion:Q9"], {"unknown_code"}, f"{M}/tie_break/0"),
    (f"{M}/tie_break", ["price", "lowest"], {"unknown_code"}, f"{M}/tie_break/1"),
    (f"{M}/tie_break", [{}], {"unknown_code"}, f"{M}/tie_break/0"),
    (f"{M}/abnormally_low/references", ["median"], {"unknown_code"}, None),
    (f"{M}/rounding/mode", "half_even", {"unknown_code"}, f"{M}/rounding/mode"),
    (f"{M}/rounding/applied", "each_step", {"unknown_code"}, f"{M}/rounding/applied"),
    (f"{M}/lot_limits/mechanism", "preference", {"unknown_code"}, None),
    (f"{M}/lot_limits/award_order", ["1", "3"], {"unknown_code"}, None),
    (f"{M}/lot_limits/award_order", ["1"], {"unknown_code"}, f"{M}/lot_limits/award_order"),
    (f"{L}/price/formula", LEFT_OUT, {"unknown_code"}, f"{L}/price/formula"),
    (f"{L}/price/formula", ["PQP"], {"unknown_code"}, f"{L}/price/formula"),
    ("/bids/0/bidder", "nobody", {"unknown_code"}, "/bids/0/bidder"),
    ("/bids/0/bidder", LEFT_OUT, {"unknown_code"}, "/bids/0/bidder"),
    (f"{SCORE}/criterion", "Q9", {"unknown_code"}, f"{SCORE}/criterion"),
    (f"{SCORE}/criterion", [], {"unknown_code"}, f"{SCORE}/criterion"),
    (SCORE, "Q1", {"unknown_code"}, f"{SCORE}/criterion"),
    ("/disqualifications/0/rule", "too_dear", {"unknown_code"}, "/disqualifications/0/rule"),
    ("/draws/0/lot", "9", {"unknown_code"}, "/draws/0/lot"),
    ("/draws/0/order", ["B", "Z"], {"unknown_code"}, "/draws/0/order/1"),
    ("/draws/0/order", ["B", "C"], {"unknown_code"}, "/draws/0/order/1"),
    ("/draws/0/order", [["B"]], {"unknown_code"}, "/draws/0/order/0"),
    ("/bidders/0/code", "Bidder A", {"unknown_code"}, "/bidders/0/code"),
    ("/bidders/0/code", "", {"unknown_code"}, "/bidders/0/code"),
    # codes that are taken
    ("/bidders/1/code", "bidder-A", {"duplicate_code", "unknown_code"}, "/bidders/1/code"),
    (f"{M}/lot_limits/award_order", ["1", "1"], {"duplicate_code"}, None),
    ("/draws/0/order", ["B", "B"], {"duplicate_code"}, "/draws/0/order/1"),
    (f"{B}/scores/1/criterion", "Q1", {"duplicate_code"}, f"{B}/scores/1/criterion"),
    # scales
    (f"{M}/scales/0/levels", [], {"scale_invalid"}, f"{M}/scales/0/levels"),
    (f"{M}/scales/0/levels", LEFT_OUT, {"scale_invalid"}, f"{M}/scales/0/levels"),
    (f"{M}/scales/0/levels", "0 to 5", {"scale_invalid"}, f"{M}/scales/0/levels"),
    (f"{M}/scales/0/levels", [level("0")], {"scale_invalid"}, f"{M}/scales/0/levels"),
    (f"{M}/scales/0/levels", [level("-1"), level("5")], {"scale_invalid"}, None),
    (f"{M}/scales/0/levels", [level("5"), level("5.00")], {"scale_invalid"}, None),
    # weights
    (f"{C}/weight", "-100", {"weight_negative", "criterion_weights_not_100"}, f"{C}/weight"),
    (f"{C}/weight", "99.999999999999999999", {"criterion_weights_not_100"}, None),
    # areas for action
    (f"{M}/criteria/1/areas_for_action", LEFT_OUT, {"area_for_action_missing"}, None),
    (f"{M}/criteria/1/areas_for_action", "2.2", {"area_for_action_missing"}, None),
    (f"{M}/criteria/1/areas_for_action", [2.2], {"unknown_area_for_action"}, None),
    (f"{M}/criteria/1/areas_for_action", [["2.2"]], {"unknown_area_for_action"}, None),
    # scores
    (f"{SCORE}/consensus", None, {"score_missing"}, f"{SCORE}/consensus"),
    (f"{SCORE}/consensus", "50", {"score_missing"}, f"{SCORE}/consensus"),
    (f"{SCORE}/consensus/points", LEFT_OUT, {"score_missing"}, f"{SCORE}/consensus"),
    (f"{SCORE}/consensus/points", "10", {"points_not_on_scale"}, f"{SCORE}/consensus/points"),
    (f"{SCORE}/consensus/reason", LEFT_OUT, {"reason_missing"}, f"{SCORE}/consensus/reason"),
    (f"{SCORE}/consensus/reason", "\u00a0\n", {"reason_missing"}, f"{SCORE}/consensus/reason"),
    (f"{SCORE}/consensus/reason", 5, {"reason_missing"}, f"{SCORE}/consensus/reason"),
    (f"{B}/scores", LEFT_OUT, {"score_missing"}, f"{B}/scores"),
    (f"{B}/scores", {}, {"score_missing"}, f"{B}/scores"),
    (f"{B}/scores", [], {"score_missing"}, f"{B}/scores"),
    ("/bids/2/scores", "none", {"score_missing"}, "/bids/2/scores"),
    ("/disqualifications/0/reason", " ", {"reason_missing"}, "/disqualifications/0/reason"),
    ("/disqualifications/0/reason", LEFT_OUT, {"reason_missing"}, "/disqualifications/0/reason"),
    # codes of what other things name
    (f"{M}/scales/0/code", LEFT_OUT, {"unknown_code"}, f"{M}/scales/0/code"),
    (f"{L}/code", 1, {"unknown_code"}, f"{L}/code"),
    # prices
    (f"{B}/price", LEFT_OUT, {"price_missing"}, f"{B}/price"),
    (f"{B}/price", "-0.01", {"price_negative"}, f"{B}/price"),
    # parameters
    ("/lots/1/price/parameters", LEFT_OUT, {"parameter_missing"}, None),
    ("/lots/1/price/parameters", ["1.00", "2.00"], {"parameter_invalid"}, None),
    ("/lots/1/price/parameters/ceiling", None, {"parameter_missing"}, None),
    ("/lots/1/price/parameters/ceiling", 2, {"number_not_string"}, None),
    ("/lots/1/price/parameters/ceiling", "0.99", {"parameter_invalid"}, None),
]


@pytest.mark.parametrize(("path", "value", "codes", "at"), ONE_CHANGE)
def test_bundle_with_one_fault_is_refused_with_its_code(path, value, codes, at):
    result = assess(changed(path, value))

    assert codes_of(result) == codes
    assert at is None or result["errors"][0]["at"] == at


@pytest.mark.parametrize("bundle", [None, True, 0, 1.5, "bundle", [], [{}], {}])
def test_json_that_is_no_bundle_is_refused(bundle):
    assert codes_of(assess(bundle)) == {"unknown_format"}


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.7", "1.10"])
def test_any_minor_version_of_the_known_major_one_is_read(version):
    assert assess(VALID | {"format": f"sv-evaluation-bundle/{version}"})["status"] == "complete"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/published_by", {"deep": [[[1.5e300, "x"]]]}),
        ("/tender/title", LEFT_OUT),
        ("/tender/buyer", None),
        ("/tender/regime", "a_regime_of_tomorrow"),
        ("/tender/estimated_value", LEFT_OUT),
        ("/methodology/published_at", LEFT_OUT),
        ("/methodology/section_pass_marks", None),
        ("/methodology/lot_limits", None),
        ("/methodology/criteria/0/pass_mark", None),
        ("/methodology/criteria/1/lots", None),
        ("/methodology/criteria/0/areas_for_action", ["9.9"]),
        ("/methodology/scales/0/levels/0/definition", LEFT_OUT),
        ("/lots/0/should_cost", None),
        ("/lots/0/section_weights", None),
        ("/lots/0/price/parameters", LEFT_OUT),
        ("/lots/0/price/parameters", {"floor": 5, "values": "many"}),
        ("/draws", None),
        ("/draws/0/witnessed_by", LEFT_OUT),
        ("/bids/0/submitted_at", "yesterday"),
        ("/bids/0/scores/0/individual", LEFT_OUT),
        ("/bids/0/scores/0/individual", ["E1"]),
        ("/bids/0/scores/0/individual/0/points", "33"),
        ("/bids/0/scores/0/consensus/agreed_at", LEFT_OUT),
        ("/bids/2/scores", None),
    ],
)
def test_what_the_result_does_not_need_is_not_refused(path, value):
    assert assess(changed(path, value))["status"] == "complete"


def test_null_is_the_same_as_an_optional_member_left_out():
    with_null, without = changed("/draws", None), changed("/draws", LEFT_OUT)

    results = [assess(with_null), assess(without)]

    for result in results:
        del result["bundle_sha256"]
    assert results[0] == results[1]


def test_all_faults_are_reported_at_once():
    faulty = changed("/methodology/section_weights/quality", "49")
    faulty["bids"][0]["price"] = 100
    faulty["bids"][1]["scores"][0]["consensus"]["points"] = "51"
    faulty["lots"][1]["price"]["parameters"]["floor"] = "3.00"
    faulty["methodology"]["criteria"][1]["areas_for_action"] = []

    result = assess(faulty)

    assert [(error["code"], error["at"]) for error in result["errors"]] == [
        ("section_weights_not_100", "/methodology/section_weights"),
        ("area_for_action_missing", "/methodology/criteria/1/areas_for_action"),
        ("parameter_invalid", "/lots/1/price/parameters/ceiling"),
        ("number_not_string", "/bids/0/price"),
        ("points_not_on_scale", "/bids/1/scores/0/consensus/points"),
    ]


@pytest.mark.parametrize(
    ("bids", "hint"),
    [
        (0, 'There is no bid "Z": use one that the bundle lists (it lists none).'),
        (1, 'There is no bid "Z": use B0.'),
        (3, 'There is no bid "Z": use one of B0, B1, B2.'),
        (13, 'There is no bid "Z": use one that the bundle lists.'),
    ],
)
def test_unknown_code_is_answered_with_the_known_ones_if_they_are_few(bids, hint):
    faulty = bundle(
        *(bid(f"B{at}", "1.00", HALF) for at in range(bids)), disqualifications=[decision("Z")]
    )

    assert [error["detail"] for error in assess(faulty)["errors"]] == [hint]


def test_one_fault_at_a_hundred_places_is_reported_at_each():
    faulty = bundle(*(bid(f"B{at}", f"£{at}", HALF) for at in range(100)))

    result = assess(faulty)

    assert [error["at"] for error in result["errors"]] == [f"/bids/{at}/price" for at in range(100)]


@pytest.mark.parametrize(
    ("kind", "path", "extra"),
    [
        ("scale", "/methodology/scales/-", VALID["methodology"]["scales"][0]),
        ("criterion", "/methodology/criteria/-", criterion("Q1", "quality", "0")),
        ("bidder", "/bidders/-", {"code": "bidder-A", "name": "Again"}),
        ("bid", "/bids/-", bid("C", None, {}, bidder="bidder-B", lot="2")),
        ("draw", "/draws/-", draw("A", "B")),
    ],
)
def test_second_of_a_kind_with_the_same_code_is_refused(kind, path, extra):
    result = assess(patched(VALID, [{"op": "add", "path": path, "value": extra}]))

    assert codes_of(result) == {"duplicate_code"}


def test_second_lot_with_the_same_code_is_refused():
    faulty = bundle(bid("A", "1.00", HALF), lots=[lot("1"), lot("1")])

    assert codes_of(assess(faulty)) == {"duplicate_code"}


def test_codes_of_different_kinds_may_be_the_same():
    same = bundle(
        bid("X", "1.00", {"X": "50", "SV1": "50"}, bidder="X", lot="X"),
        lots=[lot("X")],
        criteria=[criterion("X", "quality"), criterion("SV1", "social_value")],
    )

    assert assess(same)["status"] == "complete"


def test_second_bid_of_a_bidder_for_a_lot_is_refused_even_if_disqualified():
    again = bid("A2", None, {}, bidder="bidder-A")
    faulty = bundle(bid("A", "1.00", HALF), again, disqualifications=[decision("A2")])

    assert codes_of(assess(faulty)) == {"duplicate_code"}


def test_score_under_a_wrong_code_is_not_also_missing_but_another_one_is():
    three = [
        criterion("Q1", "quality", "50"),
        criterion("Q2", "quality", "50"),
        criterion("SV1", "social_value"),
    ]
    one_wrong = bundle(bid("A", "1.00", {"Q9": "50", "Q2": "50", "SV1": "50"}), criteria=three)
    one_wrong_one_missing = bundle(bid("A", "1.00", {"Q9": "50", "SV1": "50"}), criteria=three)

    assert codes_of(assess(one_wrong)) == {"unknown_code"}
    assert codes_of(assess(one_wrong_one_missing)) == {"unknown_code", "score_missing"}


def test_faulty_scale_is_reported_once_and_not_at_each_score():
    faulty = changed("/methodology/scales/0/levels", [level("5"), level("5")])

    assert len(assess(faulty)["errors"]) == 1


def test_faulty_weight_is_reported_once_and_not_as_a_wrong_sum():
    faulty = changed("/methodology/section_weights/price", "4e1")

    assert codes_of(assess(faulty)) == {"number_not_string"}


def test_lot_whose_own_weights_are_wrong_is_refused():
    faulty = bundle(
        bid("A", "1.00", HALF), lots=[lot("1", section_weights=weights("50", "30", "21"))]
    )

    result = assess(faulty)

    assert [(error["code"], error["at"]) for error in result["errors"]] == [
        ("section_weights_not_100", "/lots/0/section_weights")
    ]


def test_criteria_must_add_up_in_each_lot_for_itself():
    faulty = bundle(
        lots=[lot("1"), lot("2"), lot("3")],
        criteria=[
            criterion("Q1", "quality", "60"),
            criterion("Q2", "quality", "40", lots=["1", "3"]),
            criterion("SV1", "social_value"),
        ],
    )

    result = assess(faulty)

    assert [error["detail"] for error in result["errors"]] == [
        (
            "In lot 2, make the weights of the quality criteria add up to exactly 100: they add up "
            "to 60."
        )
    ]


def test_section_with_weight_needs_criteria_in_every_lot():
    faulty = bundle(
        lots=[lot("1"), lot("2", section_weights=weights("70", "30", "0"))],
        criteria=[criterion("Q1", "quality")],
    )

    result = assess(faulty)

    # social value weighs 20 in lot 1 and nothing in lot 2
    assert [error["code"] for error in result["errors"]] == ["criterion_weights_not_100"]
    assert result["errors"][0]["detail"].startswith("In lot 1, ")


@pytest.mark.parametrize("member", ["section", "lots", "weight"])
def test_criterion_that_cannot_be_read_does_not_make_a_wrong_sum(member):
    faulty = changed(f"/methodology/criteria/0/{member}", ["?"])

    codes = codes_of(assess(faulty))

    assert "criterion_weights_not_100" not in codes


@pytest.mark.parametrize(
    ("own", "formula", "codes"),
    [
        (weights("80", "0", "20"), "REL_LOWEST", {"price_weight_zero"}),
        (weights("79.9", "0.1", "20"), "REL_LOWEST", set()),
        (weights("79.9", "0.1", "20"), "PQP", {"price_weight_not_zero"}),
        (weights("80", "0.00", "20"), "PQP", set()),
        (weights("90", "-10", "20"), "REL_LOWEST", {"weight_negative"}),
        (weights("90", "-10", "20"), "PQP", {"weight_negative"}),
        (weights("79", "0", "20"), "REL_LOWEST", {"section_weights_not_100", "price_weight_zero"}),
        (weights("120", "0", "-20"), "PQP", {"weight_negative"}),
        (weights("80", "", "20"), "PQP", {"number_not_string"}),
    ],
)
def test_price_weight_suits_the_formula(own, formula, codes):
    tender = bundle(bid("A", "1.00", HALF), section_weights=own, lots=[lot(formula=formula)])

    result = assess(tender)

    assert {error["code"] for error in result["errors"]} == codes


def value_of(criterion_code, points, pounds="1.00"):
    """Return the published value of one level."""
    return {"criterion": criterion_code, "points": points, "value": pounds}


@pytest.mark.parametrize(
    ("formula", "parameters", "codes"),
    [
        ("SPREAD", {"when_undefined": "refuse"}, set()),
        ("SPREAD", {"when_undefined": "guess"}, {"parameter_invalid"}),
        ("SPREAD", {"when_undefined": ["refuse"]}, {"parameter_invalid"}),
        ("BENCHMARK", {"floor": "-5", "ceiling": "5"}, set()),
        ("BENCHMARK", {"floor": "x", "ceiling": "5"}, {"number_not_string"}),
        ("BENCHMARK", {}, {"parameter_missing"}),
    ],
)
def test_parameters_of_score_formulas(formula, parameters, codes):
    tender = bundle(bid("A", "1.00", HALF), lots=[lot(formula=formula, parameters=parameters)])

    result = assess(tender)

    assert {error["code"] for error in lot_errors(result)} == codes


def lot_errors(result):
    """Return the errors of a refused bundle, none for one that was worked out."""
    return result["errors"] if result["status"] == "refused" else []


@pytest.mark.parametrize(
    ("formula", "parameters", "codes"),
    [
        ("WEIGHTED_VFM", {}, {"parameter_missing"}),
        ("WEIGHTED_VFM", {"exponent": "0.5"}, {"parameter_invalid"}),
        ("WEIGHTED_VFM", {"exponent": "0.99"}, {"parameter_invalid"}),
        ("WEIGHTED_VFM", {"exponent": "1.25"}, {"parameter_invalid"}),
        ("WEIGHTED_VFM", {"exponent": "100.5"}, {"parameter_invalid"}),
        ("WEIGHTED_VFM", {"exponent": 2}, {"number_not_string"}),
        ("WEIGHTED_VFM", {"exponent": "1.50"}, set()),
        ("WEIGHTED_VFM", {"exponent": "100"}, set()),
        ("LOWEST_ABOVE_THRESHOLD", {}, {"parameter_missing"}),
        ("LOWEST_ABOVE_THRESHOLD", {"minimum_quality": 60}, {"number_not_string"}),
        ("FIXED_PRICE", {"price": None}, {"parameter_missing"}),
        ("FIXED_PRICE", {"price": "£1"}, {"number_not_string"}),
        ("QUALITY_TO_PRICE", {}, {"parameter_missing"}),
        ("QUALITY_TO_PRICE", {"values": {}}, {"parameter_invalid"}),
        ("QUALITY_TO_PRICE", {"values": []}, set()),
        ("QUALITY_TO_PRICE", {"values": [value_of("Q1", "50")]}, set()),
        ("QUALITY_TO_PRICE", {"values": [value_of("Q9", "50")]}, {"unknown_code"}),
        ("QUALITY_TO_PRICE", {"values": ["Q1"]}, {"parameter_invalid"}),
        (
            "QUALITY_TO_PRICE",
            {"values": [value_of("Q1", "50"), value_of("Q1", "51")]},
            {"parameter_invalid"},
        ),
        (
            "QUALITY_TO_PRICE",
            {"values": [value_of("Q1", "50"), value_of("Q1", "50.0")]},
            {"parameter_invalid"},
        ),
        (
            "QUALITY_TO_PRICE",
            {"values": [value_of("Q1", "50", 1), value_of("Q1", 75)]},
            {"number_not_string"},
        ),
        # the level that the bid reached is mistyped: one slip, one error
        (
            "QUALITY_TO_PRICE",
            {"values": [value_of("Q1", 50), value_of("Q1", "100")]},
            {"number_not_string"},
        ),
        (
            "QUALITY_TO_PRICE",
            {"values": [value_of("Q1", "51"), value_of("Q1", "100")]},
            {"parameter_invalid"},
        ),
        (
            "QUALITY_TO_PRICE",
            {"values": [value_of("Q9", "50"), value_of("Q1", "100")]},
            {"unknown_code"},
        ),
        # a bid has 50 points on Q1, and only 75 and 100 have a value
        (
            "QUALITY_TO_PRICE",
            {"values": [value_of("Q1", "75"), value_of("Q1", "100")]},
            {"parameter_missing"},
        ),
    ],
)
def test_parameters_of_ranking_formulas(formula, parameters, codes):
    tender = bundle(
        bid("A", "1.00", HALF),
        section_weights=NO_PRICE,
        lots=[lot(formula=formula, parameters=parameters)],
    )

    result = assess(tender)

    assert {error["code"] for error in lot_errors(result)} == codes


def test_level_without_a_value_matters_only_for_bids_that_are_compared():
    values = [value_of("Q1", "50"), value_of("SV2", "100")]
    tender = bundle(
        bid("A", "1.00", HALF),
        bid("B", "1.00", {"Q1": "75", "SV1": "50"}),
        bid("C", "1.00", {"Q1": "75", "SV2": "50"}, lot="2"),
        section_weights=NO_PRICE,
        lots=[
            lot("1", formula="QUALITY_TO_PRICE", parameters={"values": values}),
            lot("2", formula="PQP"),
        ],
        criteria=[
            criterion("Q1", "quality"),
            criterion("SV1", "social_value", lots=["1"]),
            criterion("SV2", "social_value", lots=["2"]),
        ],
        disqualifications=[decision("B")],
    )

    # B is out by decision, and C is for a lot that publishes no values
    assert assess(tender)["status"] == "complete"


def test_framework_is_looked_up_in_what_is_given():
    from_eight = bundle(
        framework="marmot-8",
        criteria=[
            criterion("Q1", "quality"),
            criterion("SV1", "social_value", areas_for_action=["8.1"]),
        ],
    )
    frameworks = {"marmot-8": frozenset({"8.1"})}

    assert evaluate(from_eight, areas_for_action=frameworks)["status"] == "complete"
    assert codes_of(evaluate(from_eight, areas_for_action={})) == {"unknown_code"}


def test_every_code_of_the_format_can_be_given():
    given = {code for _, _, codes, _ in ONE_CHANGE for code in codes}

    # the others are in the tests of weights and prices above, and in invalid.json
    assert {code.value for code in FaultCode} - given == {
        "section_weights_not_100",
        "price_weight_not_zero",
        "price_weight_zero",
    }


def test_every_sentence_ends_like_one_and_stays_on_its_line():
    sentences = {
        error["detail"]
        for path, value, _, _ in ONE_CHANGE
        for error in assess(changed(path, value))["errors"]
    }

    assert {sentence for sentence in sentences if not sentence.endswith(".")} == set()
    assert {sentence for sentence in sentences if "\n" in sentence} == set()
