"""A whole local spend study: its configuration and every file that it names, read and checked.

Source: FORMAT of the local spend study; docs/sums.md.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from socialvalue.calculations.spend.findings import FileRefused, Finding
from socialvalue.calculations.spend.places import Location
from socialvalue.calculations.spend.reading import Reading, read_payments
from socialvalue.calculations.spend.study_config import (
    CONFIG,
    AnchorConfig,
    Config,
    StudyRefused,
    config_from_json,
)
from socialvalue.calculations.spend.study_files import (
    Answer,
    answers_from,
    locations_from,
    suppliers_from,
)
from socialvalue.calculations.spend.suppliers import (
    Kind,
    NameTakenTwice,
    Register,
    Supplier,
    normal_form,
)

__all__ = ["AnchorSpend", "Study", "StudyRefused", "load_study"]

Read = Callable[[str], bytes]
"""Gives the bytes of a file of the study by its name; raises OSError or KeyError if it cannot."""


@dataclass(frozen=True)
class AnchorSpend:
    """An anchor institution and what was read of its payments file."""

    config: AnchorConfig
    reading: Reading


@dataclass(frozen=True)
class Study:
    """A study that has passed every check. `postcodes` is keyed by the form of looking up."""

    config: Config
    anchors: tuple[AnchorSpend, ...]
    register: Register
    survey: tuple[Answer, ...]
    postcodes: Mapping[str, Location]

    @property
    def notes(self) -> tuple[str, ...]:
        """Return, in plain sentences, what a person should look at.

        What was read with some licence in the anchors' files, and anchors that the master does not
        know for one.
        """
        of_files = [
            _sentence(anchor.config, finding)
            for anchor in self.anchors
            for finding in anchor.reading.findings
        ]
        return (*of_files, *self._unknown_anchors())

    def _unknown_anchors(self) -> Iterator[str]:
        for anchor in self.config.anchors:
            supplier = self.register.find(anchor.name)
            if supplier is None or supplier.kind in (Kind.PRIVATE, Kind.VCSE):
                yield (
                    f"Anchor {anchor.code}, {anchor.name}: {self.config.supplier_master} does not "
                    "say that this is an anchor. Payments to it stay in scope; if they should "
                    "not, enter it there with the kind anchor."
                )


def load_study(read: Read) -> Study:
    """Return the study whose files `read` gives by name, config.json first.

    Raises StudyRefused with one plain sentence for each error: in the configuration, or, if that is
    sound, in any of the files it names. A study with an error gives no result at all.
    """
    config = config_from_json(_config_bytes(read))
    errors: list[str] = []
    files = _Files(read, errors)
    suppliers = _suppliers(config, files)
    anchors = _anchors(config, files)
    study = Study(
        config=config,
        anchors=anchors,
        register=_register(suppliers, config.supplier_master, errors),
        survey=_survey(config, files, suppliers, anchors),
        postcodes=_postcodes(config, files),
    )
    if errors:
        raise StudyRefused(errors)
    return study


def _config_bytes(read: Read) -> bytes:
    try:
        return read(CONFIG)
    except (OSError, KeyError):
        raise StudyRefused(
            [f"There is no {CONFIG} to read. Name the folder that holds the study."]
        ) from None


@dataclass(frozen=True)
class _Files:
    """The files of a study; what cannot be read is noted, and is then None."""

    read: Read
    errors: list[str]

    def get(self, name: str, *, named_by: str) -> bytes | None:
        try:
            return self.read(name)
        except (OSError, KeyError):
            self.errors.append(
                f'{CONFIG}, {named_by}: the file "{name}" cannot be read. Put it in the folder.'
            )
            return None


def _suppliers(config: Config, files: _Files) -> dict[str, Supplier]:
    content = files.get(config.supplier_master, named_by="files.supplier_master")
    if content is None:
        return {}
    return suppliers_from(content, file=config.supplier_master, errors=files.errors)


def _postcodes(config: Config, files: _Files) -> dict[str, Location]:
    content = files.get(config.postcodes, named_by="files.postcodes")
    if content is None:
        return {}
    return locations_from(
        content, indices=config.indices, file=config.postcodes, errors=files.errors
    )


def _register(suppliers: Mapping[str, Supplier], file: str, errors: list[str]) -> Register:
    try:
        return Register(suppliers)
    except NameTakenTwice as twice:
        errors.append(f"{file}: {twice}. Take it out of one of them.")
        return Register({})


def _anchors(config: Config, files: _Files) -> tuple[AnchorSpend, ...]:
    anchors = []
    seen: dict[str, str] = {}
    for anchor in config.anchors:
        content = files.get(anchor.file, named_by=f"anchors, {anchor.code}")
        if content is None:
            continue
        other = seen.setdefault(hashlib.sha256(content).hexdigest(), anchor.code)
        if other != anchor.code:
            files.errors.append(
                f"{_of(anchor)}: this is the same file as that of anchor {other}. "
                "Give each anchor its own payments."
            )
        reading = _reading(anchor, content, config, files.errors)
        anchors += [AnchorSpend(anchor, reading)] if reading else []
    return tuple(anchors)


def _of(anchor: AnchorConfig) -> str:
    return f"Anchor {anchor.code}, {anchor.file}"


def _sentence(anchor: AnchorConfig, finding: Finding) -> str:
    place = f", {finding}" if finding.row or finding.sheet else f": {finding}"
    return f"{_of(anchor)}{place}"


def _reading(
    anchor: AnchorConfig, content: bytes, config: Config, errors: list[str]
) -> Reading | None:
    try:
        reading = read_payments(
            content,
            name=anchor.file,
            confirmed_columns=anchor.columns,
            amounts=anchor.amounts,
            total_row_markers=config.total_row_markers,
        )
    except FileRefused as refused:
        errors.append(f"{_of(anchor)}: {refused}")
        return None
    errors.extend(_errors_of(anchor, reading))
    return reading


def _errors_of(anchor: AnchorConfig, reading: Reading) -> Sequence[str]:
    """Return what a study cannot do without: the columns, payments, and readable rows."""
    needed = [*reading.missing]
    needed += [] if "category" in reading.columns else ["category"]
    if needed:
        have = "; ".join(reading.headings)
        return [
            f"{_of(anchor)}: no column was found for {field}. Say under columns which heading it "
            f"has. The headings are: {have}."
            for field in needed
        ]
    if not len(reading.lines) and not reading.refused_rows:
        return [f"{_of(anchor)}: there are headings but no payments. Put in the right file."]
    return [_sentence(anchor, finding) for finding in reading.findings if finding.refused]


def _survey(
    config: Config,
    files: _Files,
    suppliers: Mapping[str, Supplier],
    anchors: Sequence[AnchorSpend],
) -> tuple[Answer, ...]:
    """Return the answers, each of a supplier of the master or, by its normal form, of a file.

    Who is a supplier can only be told if nothing is wrong in the files that name them.
    """
    all_are_named = not files.errors
    content = files.get(config.supplier_survey, named_by="files.supplier_survey")
    if content is None:
        return ()
    known = {*suppliers}
    for anchor in anchors:
        known.update(map(normal_form, anchor.reading.lines.supplier.values))
    known.discard("")
    answers = answers_from(content, file=config.supplier_survey, errors=files.errors)
    for row, answer in answers:
        if all_are_named and answer.supplier not in known:
            row.wrong("supplier_id", f"is not a supplier of {config.supplier_master}")
        if answer.area not in config.areas:
            row.wrong("area", f"is not the code of an area; they are {', '.join(config.areas)}")
    return tuple(answer for _, answer in answers)
