"""The published answers that the sums must reproduce, and what makes two results equal."""

import json
from pathlib import Path
from typing import Any

from procurement.calculations.evaluation import evaluate

TENDER = Path(__file__).parents[3] / "golden" / "tender"

# The 35 codes of marmot-6 run from 1.1 to 6.5 (FORMAT.md 2.2).
AREAS_IN_OBJECTIVE = {"1": 2, "2": 7, "3": 7, "4": 5, "5": 9, "6": 5}
AREAS = {
    "marmot-6": frozenset(
        f"{objective}.{area}"
        for objective, last in AREAS_IN_OBJECTIVE.items()
        for area in range(1, last + 1)
    )
}

FREE_TEXT = {"reason", "detail"}


def published(name: str) -> Any:
    """Return one of the published files."""
    return json.loads((TENDER / name).read_text(encoding="utf-8"))


def assess(bundle: object) -> dict[str, Any]:
    """Return the result of a bundle, with the areas for action of marmot-6."""
    return evaluate(bundle, areas_for_action=AREAS)


def without_free_text(value: Any) -> Any:
    """Return a result without what two equal results may say differently (FORMAT.md 4)."""
    if isinstance(value, dict):
        return {
            name: without_free_text(part) for name, part in value.items() if name not in FREE_TEXT
        }
    if isinstance(value, list):
        return [without_free_text(part) for part in value]
    return value


def codes_of(result: dict[str, Any]) -> set[str]:
    """Return the distinct error codes of a refusal."""
    assert set(result) == {"format", "status", "errors"}
    assert result["status"] == "refused"
    return {error["code"] for error in result["errors"]}


def patched(document: Any, patch: list[dict[str, Any]]) -> Any:
    """Return a copy of a document changed by a JSON Patch (RFC 6902): add, remove and replace."""
    changed = json.loads(json.dumps(document))
    for operation in patch:
        *way, last = [
            step.replace("~1", "/").replace("~0", "~") for step in operation["path"].split("/")[1:]
        ]
        target = changed
        for step in way:
            target = target[int(step)] if isinstance(target, list) else target[step]
        _apply(operation, target, last)
    return changed


def _apply(operation: dict[str, Any], target: Any, last: str) -> None:
    if isinstance(target, list) and operation["op"] == "add":
        target.insert(len(target) if last == "-" else int(last), operation["value"])
        return
    place = int(last) if isinstance(target, list) else last
    if operation["op"] == "remove":
        del target[place]
    else:
        target[place] = operation["value"]
