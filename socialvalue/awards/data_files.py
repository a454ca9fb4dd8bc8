"""The schemes and standards that come with the product, read from their data files.

Every fault names the file, and the place or line.
"""

from functools import cache
from pathlib import Path
from typing import Any

from socialvalue.calculations.awards.good_employer import Standards, standards_from
from socialvalue.calculations.awards.scheme_reading import SchemeRefused, scheme_from
from socialvalue.framework.yaml_files import DataFileWrong, File

DATA = Path(__file__).resolve().parent / "data"
SCHEMES = DATA / "schemes"
GOOD_EMPLOYER = DATA / "good_employer.yaml"


def scheme_documents(folder: Path = SCHEMES) -> list[dict[str, Any]]:
    """Return the document of each scheme in a folder, in the order of their codes.

    Raises DataFileWrong at the first file that is no scheme.
    """
    documents = [_document(path) for path in sorted(folder.glob("*.yaml"))]
    return sorted(documents, key=lambda document: document["code"])


def _document(path: Path) -> dict[str, Any]:
    document = File(path).data
    try:
        scheme_from(document)
    except SchemeRefused as refused:
        raise DataFileWrong(path=path, line=1, detail=str(refused)) from None
    return document


@cache
def good_employer_standards() -> Standards:
    """Return the rates of the real living wage and the least hours. Raises DataFileWrong."""
    return File(GOOD_EMPLOYER).read(standards_from)
