"""What is proportionate and relevant to ask, by value and by what is bought: our proposals."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from procurement.tenders.models import MainCategory
from socialvalue.calculations.documents import Part
from socialvalue.framework.yaml_files import File

PROPORTION_FILE = Path(__file__).resolve().parents[1] / "data" / "proportion.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Contracts below a value in pounds without VAT (None: all others), and what suits them.

    `questions` is the most social value questions, `words` the most words in one.
    """

    below: Decimal | None
    questions: int
    words: int
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suits:
    """What areas for action usually belong to what is bought."""

    advice: str
    areas: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProportionText:
    """The bands, lowest first, and what suits each main category."""

    source: str
    bands: tuple[Band, ...]
    categories: dict[str, Suits]

    def band_of(self, pence: int) -> Band:
        """Return the band of a value in pence without VAT."""
        pounds = Decimal(pence).scaleb(-2)
        return next(band for band in self.bands if band.below is None or pounds < band.below)


@cache
def proportion() -> ProportionText:
    """Return the guidance. Raises DataFileWrong, which names the file and the line."""
    return proportion_from(PROPORTION_FILE)


def proportion_from(path: Path) -> ProportionText:
    """Return the guidance that a file describes. Raises DataFileWrong."""
    return File(path).read(_proportion)


def _proportion(part: Part) -> ProportionText:
    """Return the guidance of a document; its last band is open, and the others rise."""
    part.one_of("format", ("sv-proportion/1.0",))
    part.day("as_at")
    bands = tuple(
        Band(
            below=each.or_null("below", each.amount),
            questions=each.count("questions"),
            words=each.count("words"),
            advice=each.text("advice"),
        )
        for each in part.parts("bands")
    )
    limits = [band.below for band in bands[:-1] if band.below is not None]
    if not bands or bands[-1].below is not None or limits != sorted(limits):
        raise part.wrong("bands", "must rise, and the last one must be open")
    return ProportionText(
        source=part.text("source"),
        bands=bands,
        categories={
            each.one_of("code", tuple(MainCategory.values)): Suits(
                advice=each.text("advice"), areas=frozenset(each.codes("suits"))
            )
            for each in part.parts("categories")
        },
    )
