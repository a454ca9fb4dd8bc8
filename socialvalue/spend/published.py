"""The published shares that come with the product, from their dated data file."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from socialvalue.calculations.documents import Part
from socialvalue.calculations.spend.published import Study, studies_from
from socialvalue.framework.yaml_files import File

FILE = Path(__file__).resolve().parent / "data" / "published_studies.yaml"


@dataclass(frozen=True)
class Published:
    """Every published study, and the day on which the file was brought up to date."""

    as_at: str
    studies: tuple[Study, ...]


@cache
def published() -> Published:
    """Return the studies. Raises framework.yaml_files.DataFileWrong with file and line."""
    return File(FILE).read(_published)


def _published(part: Part) -> Published:
    return Published(part.text("as_at"), studies_from(part.members))
