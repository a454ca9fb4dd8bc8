"""The stress test of a method before it is published, on made-up bids. See docs/sums.md 10."""

from procurement.calculations.stress.deciding import Deciding
from procurement.calculations.stress.exchange import LevelWorth, Pounds, Why
from procurement.calculations.stress.premium import Premium
from procurement.calculations.stress.reversal import InFields, Reversal, Reversals, scan
from procurement.calculations.stress.testing import NotTestable, StressTest, stress_test, why_not
from procurement.calculations.stress.verdict import Finding, Kind, Verdict, verdict_on

__all__ = [
    "Deciding",
    "Finding",
    "InFields",
    "Kind",
    "LevelWorth",
    "NotTestable",
    "Pounds",
    "Premium",
    "Reversal",
    "Reversals",
    "StressTest",
    "Verdict",
    "Why",
    "scan",
    "stress_test",
    "verdict_on",
    "why_not",
]
