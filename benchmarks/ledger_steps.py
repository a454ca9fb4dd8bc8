"""The steps of a ledger, from CSV files to figures, as a worker process takes them."""

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

FOLDER = Path(tempfile.gettempdir()) / "made-up-ledger-of-12-columns"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["DATA_DIR"] = str(FOLDER / "data")

import django  # noqa: E402 -- after its settings are named

django.setup()

from socialvalue.calculations.postcodes import Postcode, normal_form  # noqa: E402
from socialvalue.calculations.spend.bands import Area, NestedAreas  # noqa: E402
from socialvalue.calculations.spend.engine import Added, added_up  # noqa: E402
from socialvalue.calculations.spend.exclusions import RULES  # noqa: E402
from socialvalue.calculations.spend.fast.reading import read_into  # noqa: E402
from socialvalue.calculations.spend.figures import Figures, figures_of  # noqa: E402
from socialvalue.calculations.spend.measures import Measures  # noqa: E402
from socialvalue.calculations.spend.parts import Part  # noqa: E402
from socialvalue.calculations.spend.places import Location  # noqa: E402
from socialvalue.calculations.spend.question import Question  # noqa: E402
from socialvalue.calculations.spend.suppliers import Register  # noqa: E402
from socialvalue.celery import look_less_for_rubbish  # noqa: E402
from socialvalue.places import postcodes  # noqa: E402
from socialvalue.spend import facts_store, groups_store  # noqa: E402

look_less_for_rubbish()  # as every process of a worker does
PLACE = Area("preston", "Preston", frozenset({"E07000123"}))
WIDER = Area("wider", "With Blackburn", frozenset({"E07000123", "E06000008"}))


def imported(path: Path) -> int:
    """Read a file strictly into a partition with its facts, and return its rows."""
    partition = partition_of(path)
    shutil.rmtree(facts_store.folder_of(partition), ignore_errors=True)
    with path.open("rb") as file, facts_store.writing(partition) as writer:
        return read_into(file, name=path.name, writer=writer).placed.lines


def partition_of(path: Path) -> Path:
    """Return where the lines of a file are kept: those of each size of ledger apart."""
    return FOLDER / "payments" / f"{path.parent.name}-{path.stem}.parquet"


def figures(files: Iterable[Path], *, place: Area = PLACE) -> Figures:
    """Place and add up the facts of all files, keep the groups, and return the figures."""
    added = aggregated(files, place=place)
    return figures_of(Measures(added), answers=(), indices=[], home=place, words={})


def aggregated(files: Iterable[Path], *, place: Area = PLACE) -> Added:
    """Place and add up the facts of all files, and keep the groups."""
    with groups_store.writing() as writer:
        added = added_up(
            question(place),
            [_part(path) for path in files],
            register=Register({}),
            locate=located,
            keep=writer.keep,
        )
        writer.finish(added)
        shutil.rmtree(groups_store.path_of(writer.name))
    return added


def _part(path: Path) -> Part:
    folder = facts_store.kept(partition_of(path))
    return Part(
        key=path.stem,
        anchor="one",
        texts=lambda: facts_store.texts_of(folder),
        facts=lambda: facts_store.numbers_of(folder),
        lines=lambda: NotImplemented,  # the period is of whole months, and nothing repeats
    )


def located(texts: Iterable[str]) -> dict[str, Location]:
    """Return the local authority of each postcode as written."""
    read = {text: normal_form(text) for text in texts}
    codes = {text: form.code for text, form in read.items() if isinstance(form, Postcode)}
    found = postcodes.lookup(codes.values())
    return {text: Location(found[codes[text]] if text in codes else None, {}) for text in read}


def question(place: Area) -> Question:
    """Return what is asked: where the money of all years went."""
    return Question(
        title="All years",
        start=dt.date(2019, 4, 1),
        end=dt.date(2024, 3, 31),
        areas={"place": place, "wider": WIDER},
        nested=NestedAreas((place, WIDER)),
        leakage_area=WIDER,
        multiplier_area=WIDER,
        anchors={"one": "One"},
        exclusion_order=tuple(RULES),
        exclude_categories={},
        exclude_duplicates=True,
        redaction_markers=("REDACTED",),
        not_influenceable={},
        sme_sizes=frozenset(),
        top_n=20,
        minimum_located_pct=Decimal(90),
        decile_up_to=1,
        indices=(),
    )
