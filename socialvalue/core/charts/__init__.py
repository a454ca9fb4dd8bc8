"""Charts for pages: plain values in, what the templates in components/charts/ draw out.

Every chart has its words, its numbers as a table and, where the page gives one, a CSV file.
"""

from .bars import Bar, BarChart, bar_chart
from .flows import FlowChart, flow_chart
from .frame import (
    Band,
    Column,
    NotAnIdentifier,
    Table,
    UnknownColour,
    WrongShape,
)
from .lines import Line, LineChart, Reference, line_chart
from .ranges import Range, RangeChart, range_chart
from .stacks import Stack, StackedChart, stacked_chart
from .streams import stream_chart

__all__ = [
    "Band",
    "Bar",
    "BarChart",
    "Column",
    "FlowChart",
    "Line",
    "LineChart",
    "NotAnIdentifier",
    "Range",
    "RangeChart",
    "Reference",
    "Stack",
    "StackedChart",
    "Table",
    "UnknownColour",
    "WrongShape",
    "bar_chart",
    "flow_chart",
    "line_chart",
    "range_chart",
    "stacked_chart",
    "stream_chart",
]
