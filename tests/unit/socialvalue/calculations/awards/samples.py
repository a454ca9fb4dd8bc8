"""A small scheme that has a rule of every kind."""

import copy
from typing import Any

from socialvalue.calculations.awards.scheme import Scheme
from socialvalue.calculations.awards.scheme_reading import scheme_from

# Two themes of two criteria each; E2 weighs three times as much as the others.
DOCUMENT: dict[str, Any] = {
    "format": "social-value-scheme/1.0",
    "code": "weavers",
    "title": "Weavers' award",
    "kind": "award",
    "version": "1",
    "owner": "The weavers",
    "words": "For those who weave.",
    "sources": [{"title": "The tests", "as_of": "2026-01-05", "confirmed": True}],
    "marks": [
        {"code": "not", "title": "Not met", "definition": "Nothing shown.", "points": "0"},
        {"code": "partly", "title": "Partly met", "definition": "Some shown.", "points": "1"},
        {"code": "met", "title": "Met", "definition": "All shown.", "points": "2"},
    ],
    "themes": [
        {
            "code": "social",
            "title": "Social",
            "criteria": [
                {"code": "S1", "title": "Jobs", "question": "Whom do you employ?"},
                {"code": "S2", "title": "Pay", "question": "What do you pay?"},
            ],
        },
        {
            "code": "environment",
            "title": "Environment",
            "criteria": [
                {"code": "E1", "title": "Energy", "question": "What do you burn?"},
                {"code": "E2", "title": "Waste", "question": "What do you throw?", "weight": "3"},
            ],
        },
    ],
    "levels": [
        {"code": "aspiring", "title": "Aspiring", "rule": {"theme": "social", "mark": "partly"}},
        {
            "code": "accredited",
            "title": "Accredited",
            "rule": {
                "all": [
                    {"theme": "social", "mark": "met", "count": 1},
                    {"percent": "60"},
                    {"any": [{"criteria": ["E1"], "mark": "met"}, {"holds": "green-mark"}]},
                ]
            },
        },
    ],
}


def document(**changed: Any) -> dict[str, Any]:
    """Return a copy of the document with these members changed."""
    return copy.deepcopy(DOCUMENT) | changed


def scheme(**changed: Any) -> Scheme:
    """Return the scheme with these members changed."""
    return scheme_from(document(**changed))


def marks(said: str) -> dict[str, str]:
    """Return marks by criterion, from four letters: n, p or m for S1, S2, E1 and E2."""
    names = {"n": "not", "p": "partly", "m": "met"}
    return {
        code: names[letter] for code, letter in zip(("S1", "S2", "E1", "E2"), said, strict=True)
    }
