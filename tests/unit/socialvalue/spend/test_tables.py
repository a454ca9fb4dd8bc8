"""The tables of an analysis, for the organisation itself, for its files and for the public."""

from fractions import Fraction

import pytest

from socialvalue.spend import figures, tables
from socialvalue.spend.tables import Audience, Head, Kind, Row, Table, for_people
from socialvalue.spend.tables.publishing import without_few
from socialvalue.spend.tables.table import for_files
from tests.factories.spend_figures import figures_before_version_2, figures_of, lines_of

pytestmark = pytest.mark.django_db


class Stored:
    """Something that has figures."""

    def __init__(self, found):
        self.figures = found


def found_of(**changes):
    return figures.figures_of(Stored(figures_of(**changes)))


def cells_of(table):
    return [
        [for_people(value, head.kind) for value, head in zip(row, table.heads, strict=True)]
        for row in table.every_row()
    ]


def test_every_table_has_a_cell_for_each_of_its_heads():
    made = tables.tables_of(found_of(), audience=Audience.OWN)

    assert {table.key for table in made} == set(tables.TABLES)
    assert [
        (table.key, len(row))
        for table in made
        for row in table.every_row()
        if len(row) != len(table.heads)
    ] == []


@pytest.mark.parametrize("key", ["bands", "bands-delivery", "categories", "months", "exclusions"])
def test_rows_add_up_to_the_total(key):
    table = tables.table_of(found_of(), key)

    for place, head in enumerate(table.heads):
        if head.kind in (Kind.PENCE, Kind.COUNT):
            assert sum(row.cells[place] for row in table.rows) == table.total[place]


def test_older_figures_have_the_tables_that_can_be_made_of_them():
    found = figures.figures_of(Stored(figures_before_version_2()))

    assert [table.key for table in tables.tables_of(found, audience=Audience.OWN)] == [
        "bands", "exclusions", "categories", "leakage", "suppliers", "negative-totals",
        "authorities", "unplaced", "repairs",
    ]  # fmt: skip


def test_a_table_that_the_figures_do_not_have():
    with pytest.raises(tables.NoSuchTable):
        tables.table_of(found_of(wards={}), "wards")


def test_pooled_comes_first_and_the_mean_of_the_anchors_last():
    table = tables.table_of(found_of(), "anchors")

    rows = cells_of(table)
    # 319,400 of 1,172,650 together; 168,900 / 313,150, 83,000 / 686,000 and 67,500 / 173,500 apart
    assert [(row[0], row[-2]) for row in rows] == [
        ("All, pooled", "27.2%"),
        ("Guild City Council", "53.9%"),
        ("North Ribble Hospitals NHS Trust", "12.1%"),
        ("Ribble University", "38.9%"),
        ("Mean of the anchors, each counting alike", "35.0%"),
    ]


def test_one_anchor_has_no_table_of_anchors():
    with pytest.raises(tables.NoSuchTable):
        tables.table_of(found_of(anchors=figures_of()["anchors"][:1]), "anchors")


def test_areas_of_one_anchor_have_no_mean():
    table = tables.table_of(found_of(anchors=[]), "areas")

    assert [head.text for head in table.heads][-1] == "Share, delivery address"


def test_an_area_without_totals_is_left_out():
    found = found_of(other_areas=[{"code": "nowhere", "name": "Nowhere"}])

    assert [row.cells[0] for row in tables.table_of(found, "areas").rows] == [
        "Preston", "Lancashire (ceremonial county)",
    ]  # fmt: skip


def test_own_tables_name_individuals_and_files_do_not():
    own, file = (
        [row.cells[0] for row in tables.table_of(found_of(), "suppliers", audience=audience).rows]
        for audience in (Audience.OWN, Audience.FILE)
    )

    assert ("J Entwistle" in own, "J Entwistle" in file) == (True, False)
    assert "An individual" in file


def test_the_public_sees_no_individual_and_no_figure_of_few_payments():
    for table in tables.tables_of(found_of(), audience=Audience.PUBLIC):
        counts = [place for place, head in enumerate(table.heads) if head.kind is Kind.COUNT]
        for row in table.rows:
            assert "J Entwistle" not in row.cells
            assert [
                row.cells[place]
                for place in counts
                if isinstance(row.cells[place], int) and 0 < row.cells[place] < 5
            ] == []


def test_the_public_sees_individuals_together():
    lines = lines_of(
        [("A", "J Entwistle", "Consultancy", 600, 6), ("A", "Larkhill Foods CIC", "Food", 900, 9)]
    )
    found = figures.figures_of(Stored(figures_of(lines)))

    table = tables.table_of(found, "suppliers", audience=Audience.PUBLIC)

    assert [(row.cells[0], row.cells[1]) for row in table.rows] == [
        ("Larkhill Foods CIC", 9), ("Individuals, together", 6),
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["wards", "neighbourhoods", "authorities", "repairs", "unplaced"])
def test_places_and_texts_are_not_published(key):
    with pytest.raises(tables.NoSuchTable):
        tables.table_of(found_of(), key, audience=Audience.PUBLIC)


def counted(*counts):
    heads = [Head("What"), Head("Payments", Kind.COUNT), Head("Paid", Kind.PENCE)]
    return Table("x", "X", heads, [Row([f"{n}", n, 100 * n]) for n in counts])


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((7, 8, 9), []),
        ((3, 8, 6), ["3", "6"]),  # alone, the 3 would follow from the total
        ((3, 4, 9), ["3", "4"]),
        ((1, 2, 9, 8), ["1", "2", "8"]),  # together, the 1 and the 2 would
        ((3,), ["3"]),
        ((0, 9), []),
    ],
)
def test_one_row_alone_is_never_left_out(counts, hidden):
    table = without_few(counted(*counts))

    assert [row.cells[0] for row in table.rows if row.cells[2] == "not shown"] == hidden


def public(key, *plan, **changes):
    """Return the cells of a table for the public, of payments that are planned in rows."""
    found = figures.figures_of(Stored(figures_of(lines_of(plan), **changes)))
    return cells_of(tables.table_of(found, key, audience=Audience.PUBLIC))


HERE = ("A", "Larkhill Foods CIC", "Food", 900, 9)
FEW_FAR = ("A", "Nowhere Supplies", "Food", 300, 3)
OF_B = ("B", "Larkhill Foods CIC", "Food", 200, 2)


def test_areas_do_not_tell_the_public_a_band_of_few_payments():
    assert public("areas", HERE)[0][:3] == ["Preston", "£9.00", "100.0%"]
    # The rest of £12.00 would be the three payments to Nowhere Supplies.
    assert public("areas", HERE, FEW_FAR)[0][:3] == ["Preston", "not shown", "not shown"]


def test_anchors_do_not_tell_the_public_few_payments_of_one_of_them():
    rows = public("anchors", HERE, OF_B)

    assert [row[1:3] for row in rows] == [
        ["£11.00", "100.0%"], ["not shown", "not shown"], ["not shown", "not shown"],
        ["", "not shown"],
    ]  # fmt: skip


def test_measures_do_not_tell_the_public_what_was_left_out_of_few_payments():
    grants = {"lines": 3, "pence": "4200"}
    few = {"grants": grants, "exclusions": [{"reason": "grant", **grants}]}

    found = {row[0]: row[1] for row in public("measures", HERE, **few)}

    assert found["Grants"] == "not shown"


def test_measures_do_not_tell_the_public_few_payments_to_a_size_or_that_leave():
    found = {row[0]: row[1] for row in public("measures", HERE, FEW_FAR)}

    assert set(found.values()) == {"not shown"}


def test_the_public_sees_sums_of_the_largest_suppliers_where_no_few_payments_follow():
    # The largest was paid three times; beyond the largest two there are six payments.
    plan = [
        ("A", "Nowhere Supplies", "Food", 9_000, 3),
        ("A", "Larkhill Foods CIC", "Food", 800, 8),
        ("A", "Brightside Cleaning Ltd", "Food", 90, 6),
    ]
    lines = lines_of(plan)
    ranked = [{"n": n, "pence": "1"} for n in (1, 2)]

    found = figures.figures_of(Stored(figures_of(lines, concentration={"top": ranked})))

    table = tables.table_of(found, "concentration", audience=Audience.PUBLIC)
    assert [row.cells[0] for row in table.rows] == ["The largest 2"]


@pytest.mark.parametrize(
    ("respondents", "plan", "is_shown"),
    [(5, [HERE], True), (4, [HERE], False), (5, [HERE, FEW_FAR], False)],
)
def test_the_multiplier_tells_the_public_neither_single_answers_nor_few_payments(
    respondents, plan, is_shown
):
    survey = figures_of()["survey"] | {"respondents": respondents}
    found = figures.figures_of(Stored(figures_of(lines_of(plan), survey=survey)))

    own, public_ = (
        {table.key for table in tables.tables_of(found, audience=audience)}
        for audience in (Audience.OWN, Audience.PUBLIC)
    )

    assert ("multiplier" in own, "multiplier" in public_) == (True, is_shown)


def test_months_do_not_tell_the_public_few_payments_in_the_place():
    assert {row[-1] for row in public("months", HERE, FEW_FAR)} == {"not shown"}


@pytest.mark.parametrize(
    ("value", "kind", "person", "file"),
    [
        (123456, Kind.PENCE, "£1,234.56", "1234.56"),
        (Fraction(1, 3), Kind.SHARE, "33.3%", "33.333"),
        (1234, Kind.COUNT, "1,234", "1234"),
        ("not shown", Kind.PENCE, "not shown", "not shown"),
        (None, Kind.SHARE, "not known", "None"),
    ],
)
def test_values_are_rounded_once_where_they_are_shown(value, kind, person, file):
    assert (for_people(value, kind), str(for_files(value, kind))) == (person, file)


def test_deprivation_leads_from_each_amount_to_its_payments():
    table = tables.table_of(found_of(), "deprivation")

    assert table.rows[0].of_cells == {2: {"decile": "imd2019-1"}, 5: {"decile": "imd2025-1"}}
    assert table.rows[-1].of_cells == {2: {"decile": "imd2019-0"}, 5: {"decile": "imd2025-0"}}


def test_leakage_lists_the_largest_leaks_first_and_says_what_is_out_of_reach():
    table = tables.table_of(found_of(), "leakage")

    assert [(row.cells[0], row.cells[2], row.cells[4]) for row in table.rows] == [
        ("Medical supplies", 27_500_000, "No"),
        ("Energy", 12_500_000, "No"),
        ("Consultancy", 10_500_000, "Yes"),
        ("Information technology", 5_400_000, "Yes"),
        ("Building works", 2_900_000, "Yes"),
    ]


def test_negative_totals_are_shown_with_their_sign():
    table = tables.table_of(found_of(), "negative-totals")

    assert [(row.cells[0], row.cells[3]) for row in table.rows] == [
        ("Returned Goods Ltd", -210_000), ("Furniture", -110_000),
    ]  # fmt: skip


def test_lm3_is_shown_round_by_round():
    assert cells_of(tables.table_of(found_of(), "multiplier"))[-1][1:] == ["1.76", "1.72"]


def test_nothing_leaks_where_nothing_does():
    lines = lines_of([("A", "Larkhill Foods CIC", "Food", 900, 9)])

    with pytest.raises(tables.NoSuchTable):
        tables.table_of(figures.figures_of(Stored(figures_of(lines))), "leakage")


def test_no_multiplier_stands_where_no_supplier_of_the_area_answered():
    # As the sums store it when the survey's suppliers were paid nothing in the area.
    silent = figures_of()["survey"] | {"respondents": 0, "coverage_pct": "0.000"}
    worked = figures_of()["multiplier"] | {"round_3_imputed": None, "imputed": None}
    found = figures_of(survey=silent) | {"multiplier": worked}

    with pytest.raises(tables.NoSuchTable):
        tables.table_of(figures.figures_of(Stored(found)), "multiplier")


def test_a_round_that_no_answer_weighs_in_is_not_known():
    # One supplier answered, and its payments and refunds add up to nought: there is no mean.
    survey = figures_of()["survey"] | {"respondents": 1, "coverage_pct": None}
    worked = figures_of()["multiplier"] | {"round_3_imputed": None, "imputed": None}
    table = tables.table_of(
        figures.figures_of(Stored(figures_of(survey=survey) | {"multiplier": worked})), "multiplier"
    )

    assert [row[1] for row in cells_of(table)[-2:]] == ["not known", "not known"]
    assert table.caution.startswith("1 supplier answered, who received an unknown part of round 2.")


def test_the_share_of_an_area_is_not_nought_where_nothing_could_be_placed():
    found = found_of()
    unplaced = {code: {"lines": 0, "pence": "0"} for code in found["bands_delivery"]}
    found["bands_delivery"] = unplaced | {"unknown": found["total"]}

    shares = [row[2:5] for row in cells_of(tables.table_of(found, "areas"))]

    assert [row[1:] for row in shares] == [["not known", "not known"]] * len(shares)
    assert "not known" not in [row[0] for row in shares]
