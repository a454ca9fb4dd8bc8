"""The result of generated studies, worked out both ways: from files, and slowly from plain rows."""

import copy
import csv
import datetime as dt
import io
import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialvalue.calculations.spend.exclusions import RULES
from socialvalue.calculations.spend.figures import IndexName, figures_of
from socialvalue.calculations.spend.measures import Measures
from socialvalue.calculations.spend.study import load_study
from socialvalue.calculations.spend.studying import analyse, studied

from .oracle import slow_figures, slow_result
from .studies import CONFIG, HEADINGS, POSTCODES, SUPPLIERS, payments

NAMES = [
    "Alpha Ltd",
    "ALPHA AND SONS",
    "a.l.p.h.a.",
    "Beta",
    "Gamma C.I.C.",
    "Delta plc",
    "Epsilon",
    "Zeta & Co",
    "ZETA AND CO LIMITED",
    "County Police",
    "Tax Office",
    "Bank",
    "Council",
    "REDACTED PERSONAL DATA",
]
DAYS = [dt.date(2024, 3, 31), dt.date(2024, 4, 1), dt.date(2024, 6, 13), dt.date(2025, 3, 31)]

PERIODS = [
    {"start": "2024-04-01", "end": "2025-03-31"},
    {"start": "2024-04-02", "end": "2024-06-13"},
    {"start": "2024-03-31", "end": "2025-03-30"},
]
"""Whole months, and days within them."""

LINE = st.fixed_dictionaries(
    {
        "anchor": st.sampled_from(["A", "B"]),
        "supplier": st.sampled_from(NAMES),
        "date": st.sampled_from(DAYS),
        "transaction_number": st.sampled_from(["1", "2", ""]),
        "amount": st.one_of(
            st.integers(-9999, 99999),
            st.integers(-(10**12), 10**12),
            st.integers(-9999, 9999).map(lambda thousandths: Fraction(thousandths, 10)),
        ),
        "category": st.sampled_from(["Care", "Energy", "Grants", ""]),
        "description": st.sampled_from(["", "part 1"]),
        "postcode": st.sampled_from(["", "aa1 iaa", "BB11BB", "DD1 OAA", "ZZ1 1ZZ", "n/a"]),
    }
)


@st.composite
def configs(draw):
    config = copy.deepcopy(CONFIG)
    config["anchors"] = [
        {"code": code, "name": code, "kind": "council", "file": f"{code}.csv", "amounts": "net"}
        for code in "AB"
    ]
    config["nested_areas"] = draw(st.sampled_from([["town", "county"], ["valley"], ["county"]]))
    config["leakage_area"] = draw(st.sampled_from(["town", "county", "valley"]))
    config["multiplier_area"] = draw(st.sampled_from(["town", "county", "valley"]))
    order = draw(st.permutations(list(RULES)))
    config["exclusion_order"] = order[: draw(st.integers(4, len(order)))]
    config["duplicate_policy"] = draw(st.sampled_from(["exclude_confirmed", "flag"]))
    config["duplicate_key"] = draw(
        st.sampled_from([CONFIG["duplicate_key"], ["supplier", "amount"], ["description"]])
    )
    config["period"] = {"label": "then", **draw(st.sampled_from(PERIODS))}
    config["top_n"] = draw(st.integers(1, 12))
    config["minimum_located_pct"] = draw(st.sampled_from(["0", "50", "90", "100"]))
    config["deprivation"]["decile_up_to"] = draw(st.integers(1, 10))
    config["sme_sizes"] = draw(st.sampled_from([["micro", "small"], ["micro", "large"], []]))
    return config


SHARE = st.integers(0, 100).map(lambda percent: f"{percent // 100}.{percent % 100:02}")
SURVEYS = st.dictionaries(
    st.tuples(st.sampled_from(["S1", "S2", "S3", "S5"]), st.sampled_from(["county", "town"])),
    SHARE,
    max_size=5,
).map(
    lambda answers: [
        {"supplier_id": supplier, "area": area, "respend_share": share}
        for (supplier, area), share in answers.items()
    ]
)


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def amount_text(pence):
    """Write an amount, in tenths of a penny, in one of the ways of files, by its size."""
    tenths = int(abs(pence) * 10)
    pounds = f"{tenths // 1000:,}.{tenths % 1000:03}"
    if pence >= 0:
        return "£" + pounds
    return [f"({pounds})", f"-£{pounds}", f"{pounds}-"][tenths % 3]


def row_of(line):
    return [
        line["supplier"],
        line["date"].strftime("%d/%m/%Y"),
        amount_text(line["amount"]),
        line["category"],
        line["transaction_number"],
        line["description"],
        line["postcode"],
    ]


def survey_text(survey):
    return "supplier_id,area,respend_share\n" + "".join(
        f"{row['supplier_id']},{row['area']},{row['respend_share']}\n" for row in survey
    )


def both_ways(config, lines, survey):
    ordered = [line for code in "AB" for line in lines if line["anchor"] == code]
    files = {
        "config.json": json.dumps(config).encode(),
        "suppliers.csv": SUPPLIERS.encode(),
        "postcodes.csv": POSTCODES.encode(),
        "survey.csv": survey_text(survey).encode(),
    }
    for code in "AB":
        rows = [row_of(line) for line in ordered if line["anchor"] == code]
        files[f"{code}.csv"] = payments(*rows, ["total"], headings=[*HEADINGS, f"Of {code}"])
    study = load_study(files.__getitem__)
    given_rows = {
        "config": config,
        "lines": ordered,
        "suppliers": table(SUPPLIERS),
        "survey": survey,
        "postcodes": table(POSTCODES),
        "total_rows": 2,
    }
    return study, given_rows


def results(config, lines, survey):
    """Return the documented result, worked out both ways."""
    study, given_rows = both_ways(config, lines, survey)
    return analyse(study), slow_result(**given_rows)


def without_names(found, slow):
    """Return the figures with only those members that the slow ones have."""
    if isinstance(slow, dict):
        return {key: without_names(found[key], slow[key]) for key in slow}
    if isinstance(slow, list) and len(slow) == len(found):
        return [without_names(*pair) for pair in zip(found, slow, strict=True)]
    return found


def figures(config, lines):
    """Return the figures, worked out both ways."""
    study, given_rows = both_ways(config, lines, [])
    slow = slow_figures(**given_rows)
    fast = figures_of(
        Measures(studied(study).added),
        answers=study.survey,
        indices=[IndexName("imd2019", "", "")],
        home=study.config.nested.areas[0],
        words={},
    )
    return without_names(fast, slow), slow


EACH_ANCHOR = [
    {
        "anchor": code,
        "supplier": "Alpha Ltd",
        "date": DAYS[1],
        "transaction_number": "9",
        "amount": 10000,
        "category": "Care",
        "description": "",
        "postcode": "",
    }
    for code in "AB"
]
"""A file without any payment is refused: these see to it that neither is empty."""

LINES = st.lists(LINE, max_size=12).map(lambda lines: EACH_ANCHOR + lines)


@settings(max_examples=60, deadline=None)
@given(configs(), LINES, SURVEYS)
def test_the_result_is_the_same_both_ways(config, lines, survey):
    fast, slow = results(config, lines, survey)

    assert fast == slow


@pytest.mark.slow
@settings(max_examples=3000, deadline=None)
@given(configs(), st.lists(LINE, max_size=40).map(lambda lines: EACH_ANCHOR + lines), SURVEYS)
def test_the_result_is_the_same_both_ways_in_a_long_campaign(config, lines, survey):
    fast, slow = results(config, lines, survey)

    assert fast == slow


@settings(max_examples=50, deadline=None)
@given(configs(), LINES)
def test_the_figures_are_the_same_both_ways(config, lines):
    fast, slow = figures(config, lines)

    assert fast == slow


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(configs(), st.lists(LINE, max_size=40).map(lambda lines: EACH_ANCHOR + lines))
def test_the_figures_are_the_same_both_ways_in_a_long_campaign(config, lines):
    fast, slow = figures(config, lines)

    assert fast == slow


@settings(max_examples=40, deadline=None)
@given(configs(), LINES)
def test_rows_and_pence_in_are_rows_and_pence_out(config, lines):
    study, _ = both_ways(config, lines, [])

    worked = studied(study)

    readings = [anchor.reading for anchor in study.anchors]
    assert sum(reading.rows_in for reading in readings) == sum(
        len(reading.lines) + len(reading.set_aside) for reading in readings
    )
    dispositions = worked.added.dispositions.total()
    assert dispositions == (len(lines), sum(line["amount"] for line in lines))
    listed = list(csv.DictReader(io.StringIO(worked.lines_csv())))
    in_scope = sum(line["disposition"] == "in_scope" for line in listed)
    assert (len(listed), in_scope) == (len(lines), worked.result["lines"]["in_scope"])


@settings(max_examples=40, deadline=None)
@given(configs(), LINES, SURVEYS, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter_but_for_duplicates(config, lines, survey, random):
    config["duplicate_policy"] = "flag"
    shuffled = list(lines)
    random.shuffle(shuffled)

    assert results(config, shuffled, survey)[0] == results(config, lines, survey)[0]
