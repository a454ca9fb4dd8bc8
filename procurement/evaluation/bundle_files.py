"""Evaluation bundles and results as files: read one, work it out, write the other. No database."""

import json
import os
from pathlib import Path
from typing import Any

from procurement.calculations.evaluation import NotABundle, evaluate, load_bundle, unreadable
from socialvalue.core.whole_files import CannotWrite, write_whole
from socialvalue.framework.data_files import areas_for_action


def result_of_file(path: Path) -> dict[str, Any]:
    """Return the documented result of the bundle in a file.

    A file that cannot be read, or is not JSON, gives the documented refusal like a faulty bundle.
    The areas for action are those of the published frameworks that come with the product.
    """
    try:
        bundle = load_bundle(path.read_bytes())
    except OSError as wrong:
        reason = wrong.strerror or "unknown reason"
        return unreadable(f"Check the name of the bundle file, which cannot be read: {reason}.")
    except NotABundle as wrong:
        return unreadable(str(wrong))
    return evaluate(bundle, areas_for_action=areas_for_action())


def as_text(result: dict[str, Any]) -> bytes:
    """Return a result as a file holds it: indented UTF-8 JSON with a newline at the end."""
    return (json.dumps(result, ensure_ascii=False, indent=2) + "\n").encode()


def sentences(result: dict[str, Any]) -> list[str]:
    """Return one plain sentence for each error of a refused bundle, none for any other result."""
    return [
        f"At {error['at']}: {error['detail']}" if error["at"] else error["detail"]
        for error in result["errors"]
    ]


def write_result(result: dict[str, Any], *, to: Path, bundle: Path) -> None:
    """Write the result to a file, whole or not at all: beside it first, and then in its place.

    A device or a pipe is written to as it is. Raises CannotWrite, also where the file is the bundle
    itself, which must not be lost.
    """
    if Path(os.path.realpath(to)) == Path(os.path.realpath(bundle)):
        raise CannotWrite("Choose another output file: this one is the bundle itself.")
    write_whole(as_text(result), to=to)
