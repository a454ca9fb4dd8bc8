import datetime as dt
from dataclasses import replace

import pytest

from socialvalue.calculations.spend.exclusions import IN_SCOPE, RULES, Candidate, Terms, disposition
from socialvalue.calculations.spend.suppliers import Kind

ORDER = tuple(RULES)
TERMS = Terms(
    start=dt.date(2024, 4, 1),
    end=dt.date(2025, 3, 31),
    markers=("REDACTED", "Confidential"),
    categories={
        "grant": frozenset({"Grants"}),
        "tax_payroll_pension": frozenset({"Pay"}),
        "financing": frozenset({"Loans"}),
        "precepts": frozenset({"Precepts"}),
    },
    exclude_duplicates=True,
    order=(*ORDER, "precepts"),
)
LINE = Candidate(dt.date(2024, 6, 1), "Alpha", Kind.PRIVATE, "Care", repeats_an_earlier_line=False)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, IN_SCOPE),
        ({"day": dt.date(2024, 4, 1)}, IN_SCOPE),
        ({"day": dt.date(2025, 3, 31)}, IN_SCOPE),
        ({"day": dt.date(2024, 3, 31)}, "out_of_period"),
        ({"day": dt.date(2025, 4, 1)}, "out_of_period"),
        ({"repeats_an_earlier_line": True}, "duplicate"),
        ({"name": "REDACTED PERSONAL DATA"}, "redacted"),
        ({"name": "Name redacted"}, "redacted"),
        ({"name": "commercially confidential"}, "redacted"),
        ({"kind": Kind.TAX_PAYROLL_PENSION}, "tax_payroll_pension"),
        ({"category": "Pay"}, "tax_payroll_pension"),
        ({"category": "pay"}, IN_SCOPE),
        ({"kind": Kind.FINANCING}, "financing"),
        ({"category": "Loans"}, "financing"),
        ({"category": "Grants"}, "grant"),
        ({"kind": Kind.ANCHOR}, "inter_anchor"),
        ({"kind": Kind.PUBLIC_BODY}, "public_body"),
        ({"kind": Kind.VCSE}, IN_SCOPE),
        ({"category": "Precepts"}, "precepts"),
    ],
)
def test_disposition(change, reason):
    assert disposition(replace(LINE, **change), terms=TERMS) == reason


EVERYTHING = Candidate(
    dt.date(1999, 1, 1), "REDACTED", Kind.PUBLIC_BODY, "Grants", repeats_an_earlier_line=True
)


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        (ORDER, "out_of_period"),
        (tuple(reversed(ORDER)), "public_body"),
        (("grant", "duplicate"), "grant"),
        (("duplicate", "grant"), "duplicate"),
        (("redacted",), "redacted"),
        (("financing",), IN_SCOPE),
        ((), IN_SCOPE),
    ],
)
def test_disposition_is_the_first_reason_in_the_order_of_the_study(order, reason):
    assert disposition(EVERYTHING, terms=replace(TERMS, order=order)) == reason


def test_disposition_keeps_a_repeated_line_that_is_only_flagged():
    line = replace(LINE, repeats_an_earlier_line=True)

    assert disposition(line, terms=replace(TERMS, exclude_duplicates=False)) == IN_SCOPE


def test_every_rule_has_a_sentence():
    assert [name for name, rule in RULES.items() if not (rule.__doc__ or "").endswith(".")] == []
