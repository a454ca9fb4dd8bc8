"""Where the marks of a chart go."""

import itertools
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations import chart_geometry as geometry
from socialvalue.calculations.chart_geometry import Ribbon, Scale, Span

NUMBERS = st.fractions(-1000, 1000, max_denominator=100)


def span(start, length):
    return Span(start=F(start), length=F(length))


# --- Scales and bars


def test_scale_of_positive_values_begins_at_nought():
    assert geometry.scale_of([F(3), F(7)]) == Scale(lowest=F(0), highest=F(7))


def test_scale_goes_up_to_what_could_be_reached():
    assert geometry.scale_of([F(3)], up_to=F(100)) == Scale(lowest=F(0), highest=F(100))


def test_scale_is_stretched_by_a_value_above_what_could_be_reached():
    assert geometry.scale_of([F(120)], up_to=F(100)) == Scale(lowest=F(0), highest=F(120))


@pytest.mark.parametrize("values", [[], [F(0)]])
def test_scale_of_nothing_is_nought_to_one(values):
    assert geometry.scale_of(values) == Scale(lowest=F(0), highest=F(1))


def test_bars_worked_example():
    # From -50 to 150 is 200 long, and nought is a quarter of the way.
    scale = geometry.scale_of([F(-50), F(150)])

    assert scale.zero == F(1, 4)
    assert geometry.bar(F(150), on=scale) == span(F(1, 4), F(3, 4))
    assert geometry.bar(F(-50), on=scale) == span(0, F(1, 4))
    assert geometry.bar(F(0), on=scale) == span(F(1, 4), 0)


@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_bars_are_as_long_as_their_values_and_on_the_line(values):
    scale = geometry.scale_of(values)

    for value in values:
        made = geometry.bar(value, on=scale)
        assert made.length * (scale.highest - scale.lowest) == abs(value)
        assert 0 <= made.start <= made.end <= 1
        assert scale.zero in (made.start, made.end)


# --- Stacks


def test_stack_worked_example():
    # The rows reach 10 and 6 above nought and 2 below it: the line is 12 long, nought at 2.
    rows = [[F(5), F(3), F(2)], [F(4), F(-2), F(2)]]
    scale = geometry.scale_of_stacks(rows)

    assert scale == Scale(lowest=F(-2), highest=F(10))
    assert geometry.stack(rows[0], on=scale) == [
        span(F(2, 12), F(5, 12)),
        span(F(7, 12), F(3, 12)),
        span(F(10, 12), F(2, 12)),
    ]
    assert geometry.stack(rows[1], on=scale) == [
        span(F(2, 12), F(4, 12)),
        span(0, F(2, 12)),
        span(F(6, 12), F(2, 12)),
    ]


@given(st.lists(st.lists(NUMBERS, min_size=1, max_size=5), min_size=1, max_size=5))
def test_stacks_keep_every_length_and_never_overlap(rows):
    scale = geometry.scale_of_stacks(rows)

    for row in rows:
        spans = geometry.stack(row, on=scale)
        assert [s.length * (scale.highest - scale.lowest) for s in spans] == [abs(v) for v in row]
        drawn = sorted((s for s in spans if s.length), key=lambda s: s.start)
        assert all(one.end <= other.start for one, other in itertools.pairwise(drawn))
        assert all(s.start >= 0 and s.end <= 1 for s in spans)


# --- Flows


def test_sankey_worked_example():
    # 100 flows in all on a height of 100, so that a unit is a unit. The left has two blocks of 60
    # and 40, 10 apart: 110. The right has two of 70 and 30, 10 apart: 110.
    flows = {("A", "x"): F(50), ("A", "y"): F(10), ("B", "x"): F(20), ("B", "y"): F(20)}

    made = geometry.sankey(flows, sources=["A", "B"], targets=["x", "y"], thickness=100, gap=10)

    assert made.height == 110
    assert made.sources == {"A": span(0, 60), "B": span(70, 40)}
    assert made.targets == {"x": span(0, 70), "y": span(80, 30)}
    assert made.ribbons == [
        Ribbon(source="A", target="x", leaves=span(0, 50), arrives=span(0, 50)),
        Ribbon(source="A", target="y", leaves=span(50, 10), arrives=span(80, 10)),
        Ribbon(source="B", target="x", leaves=span(70, 20), arrives=span(50, 20)),
        Ribbon(source="B", target="y", leaves=span(90, 20), arrives=span(90, 20)),
    ]


def test_the_shorter_column_of_a_sankey_is_in_the_middle():
    flows = {("A", "x"): F(1), ("A", "y"): F(1), ("A", "z"): F(2)}

    made = geometry.sankey(flows, sources=["A"], targets=["x", "y", "z"], thickness=40, gap=10)

    # Three blocks of 40 in all with two gaps are 60 high; one of 40 has 10 above it.
    assert made.sources == {"A": span(10, 40)}
    assert made.targets == {"x": span(0, 10), "y": span(20, 10), "z": span(40, 20)}


def test_a_sankey_of_nothing_has_blocks_without_height():
    made = geometry.sankey({}, sources=["A"], targets=["x", "y"], thickness=40, gap=10)

    assert made.ribbons == []
    assert [s.length for s in (*made.sources.values(), *made.targets.values())] == [0, 0, 0]


def test_a_flow_below_nought_is_refused():
    with pytest.raises(geometry.NegativeFlow):
        geometry.sankey({("A", "x"): F(-1)}, sources=["A"], targets=["x"], thickness=1, gap=1)


FLOWS = st.dictionaries(
    st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz")),
    st.fractions(0, 1000, max_denominator=100),
)


@given(FLOWS)
def test_everything_that_leaves_arrives_and_blocks_are_full(flows):
    made = geometry.sankey(flows, sources="ABC", targets="xyz", thickness=200, gap=10)

    for ends, nodes, kind in (
        ("leaves", made.sources, "source"),
        ("arrives", made.targets, "target"),
    ):
        for name, node in nodes.items():
            spans = [getattr(r, ends) for r in made.ribbons if getattr(r, kind) == name]
            assert sum(s.length for s in spans) == node.length
            assert [s.start for s in spans] == [
                node.start + sum(before.length for before in spans[:n]) for n in range(len(spans))
            ]
    assert {r.leaves.length - r.arrives.length for r in made.ribbons} <= {0}


# --- Axes


@pytest.mark.parametrize(
    ("lowest", "highest", "expected"),
    [
        (0, 100, [0, 50, 100]),
        (0, 65, [0, 20, 40, 60]),
        (0, 1, [0, F(1, 2), 1]),
        (0, F(3, 1000), [0, F(1, 1000), F(2, 1000), F(3, 1000)]),
        (-30, 50, [-20, 0, 20, 40]),
        (0, 4_000_000, [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000]),
    ],
)
def test_ticks_are_round(lowest, highest, expected):
    scale = Scale(lowest=F(lowest), highest=F(highest))

    assert geometry.ticks(scale, about=4) == expected


@given(st.lists(NUMBERS.filter(bool), min_size=1), st.integers(2, 8))
def test_ticks_are_few_on_the_scale_evenly_spaced_and_have_nought(values, about):
    scale = geometry.scale_of(values)

    made = geometry.ticks(scale, about=about)

    assert 0 in made
    assert len(made) <= about + 1
    assert scale.lowest <= made[0] <= made[-1] <= scale.highest
    assert len({after - before for before, after in itertools.pairwise(made)}) <= 1


# --- Words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Knowsley Council", ["Knowsley", "Council"]),
        ("Edge Hill", ["Edge Hill"]),
        ("", []),
        ("Antidisestablishmentarianism", ["Antidisest", "ablishment", "arianism"]),
        ("a Antidisestab", ["a", "Antidisest", "ab"]),
        ("one two three four five six seven", ["one two", "three four", "five six…"]),
    ],
)
def test_wrapped_keeps_words_whole_where_they_fit(text, expected):
    assert geometry.wrapped(text, characters=10, lines=3) == expected


@given(st.text("ab ", max_size=80), st.integers(3, 12), st.integers(1, 4))
def test_wrapped_never_has_more_lines_or_letters_than_fit(text, characters, lines):
    made = geometry.wrapped(text, characters=characters, lines=lines)

    assert len(made) <= lines
    assert max(map(len, made), default=0) <= characters


def test_stacks_may_be_drawn_on_the_most_that_could_be_reached():
    rows = [[F(40), F(13), F(27)], [F(30), F(10), F(20)]]

    assert geometry.scale_of_stacks(rows, up_to=F(100)) == Scale(lowest=F(0), highest=F(100))


# --- Streams of several columns


def test_a_stream_worked_example():
    # 100 in all on a height of 100. A 70, B 30; m 60, n 40; x 50, y 50. Gaps 10, 20 and 10.
    flows = {
        ("A", "m", "x"): F(40), ("A", "n", "x"): F(10), ("A", "n", "y"): F(20),
        ("B", "m", "y"): F(20), ("B", "n", "y"): F(10),
    }  # fmt: skip

    made = geometry.stream(
        flows, columns=[["A", "B"], ["m", "n"], ["x", "y"]], thickness=100, gaps=[10, 20, 10]
    )

    # The tallest column is the middle one, 120; the others stand 5 lower.
    assert made.height == 120
    assert [
        {name: (span.start, span.length) for name, span in c.items()} for c in made.columns
    ] == [
        {"A": (5, 70), "B": (85, 30)},
        {"m": (0, 60), "n": (80, 40)},
        {"x": (5, 50), "y": (65, 50)},
    ]
    first, second = made.ribbons
    assert [(r.source, r.target, r.leaves.length) for r in first] == [
        ("A", "m", 40), ("A", "n", 30), ("B", "m", 20), ("B", "n", 10),
    ]  # fmt: skip
    assert [(r.source, r.target, r.leaves.start, r.arrives.start) for r in second] == [
        ("m", "x", 0, 5), ("m", "y", 40, 65), ("n", "x", 80, 45), ("n", "y", 90, 85),
    ]  # fmt: skip


def test_a_stream_below_nought_is_refused():
    with pytest.raises(geometry.NegativeFlow):
        geometry.stream(
            {("A", "m", "x"): F(-1)}, columns=[["A"], ["m"], ["x"]], thickness=1, gaps=[1, 1, 1]
        )
