"""The sealed evaluation bundle: one ZIP from which anybody can work a result out again.

Its members are stored, not compressed, in one order and with one date, so that the same content has
the same bytes everywhere: a single byte that was changed, anywhere in the file, is found. No
database is needed.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procurement.calculations.canonical import NotCanonical, canonical_json
from procurement.calculations.evaluation import NotABundle, evaluate, load_bundle
from socialvalue.audit.chain import COVERED, fingerprint_of

FORMAT = "sv-sealed-evaluation/1.0"
MANIFEST = "MANIFEST.json"
README, BUNDLE, RESULT = "README.txt", "bundle.json", "result.json"
AREAS, AUDIT, LETTERS = "areas.json", "audit.jsonl", "letters.json"
MEMBERS = (README, BUNDLE, RESULT, AREAS, AUDIT, LETTERS)
LARGEST = 500_000_000
"""Bytes of a sealed bundle that is looked at."""

_DATE = (1980, 1, 1, 0, 0, 0)

README_WORDS = """\
Sealed evaluation bundle: {reference}, {title}
{buyer}

What is in it
  bundle.json    the published method, the bids, the agreed scores with their reasons
  result.json    the result that was stored and approved
  areas.json     the codes of the areas for action that the method may name
  audit.jsonl    the tender's record, one event a line, each chained to the one before it
  letters.json   the fingerprints of the letters that were made and issued
  MANIFEST.json  the SHA-256 of each of these files, and of the end of the record

How to check it, on any machine with this tool, without a database:
  python manage.py verify_bundle FILE

That works the result out again from bundle.json, compares every fingerprint, and follows the
record from its first event to its last. Somebody who can rewrite a whole database could make
another bundle that agrees with itself. So compare two figures with the printed evaluation report:
  SHA-256 of the evaluation bundle: {bundle_sha256}
  end of the record: event {length}, {head}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What goes into a sealed bundle. `audit` are the events of the tender, the first one first."""

    reference: str
    title: str
    buyer: str
    bundle: str
    result: str
    areas: Mapping[str, Sequence[str]]
    audit: Sequence[Mapping[str, Any]]
    letters: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: in a sentence, and whether it is as it should be."""

    is_well: bool
    sentence: str


def sealed(parts: Sealed) -> bytes:
    """Return the sealed bundle as a ZIP. The same parts give the same bytes."""
    bundle = parts.bundle.encode()
    bundle_sha256 = _sha256(bundle)
    head = {"length": len(parts.audit), "hash": parts.audit[-1]["hash"] if parts.audit else ""}
    readme = README_WORDS.format(
        reference=parts.reference,
        title=parts.title,
        buyer=parts.buyer,
        bundle_sha256=bundle_sha256,
        length=head["length"],
        head=head["hash"],
    )
    lines = [canonical_json(dict(event)) for event in parts.audit]
    members = {
        README: readme.encode(),
        BUNDLE: bundle,
        RESULT: parts.result.encode(),
        AREAS: canonical_json({name: sorted(codes) for name, codes in parts.areas.items()}),
        AUDIT: b"".join(line + b"\n" for line in lines),
        LETTERS: canonical_json(list(parts.letters)),
    }
    manifest = {
        "format": FORMAT,
        "tender": parts.reference,
        "bundle_sha256": bundle_sha256,
        "record": head,
        "members": {name: _sha256(content) for name, content in members.items()},
    }
    return _zip({MANIFEST: canonical_json(manifest)} | members)


def findings_of(
    content: bytes, *, printed_bundle: str = "", printed_head: tuple[int, str] | None = None
) -> list[Finding]:
    """Return what is found in a sealed bundle, the first fault that stops the rest included.

    `printed_bundle` and `printed_head` are what a signed-off report shows: with them a bundle that
    was made anew as a whole is found too.
    """
    try:
        members = _unzipped(content)
        manifest = _json(members[MANIFEST], MANIFEST)
    except _Unreadable as wrong:
        return [Finding(is_well=False, sentence=str(wrong))]
    findings = [*_fingerprints(members, manifest, content)]
    try:
        findings += _result(members, manifest)
        findings += _record(members, manifest)
        findings += _letters(members)
        findings += _printed(members, printed_bundle, printed_head)
    except _Unreadable as wrong:
        findings.append(Finding(is_well=False, sentence=str(wrong)))
    return findings


class _Unreadable(Exception):
    """A part of the file cannot be read at all."""


def _fingerprints(
    members: Mapping[str, bytes], manifest: Mapping[str, Any], content: bytes
) -> Iterator[Finding]:
    """Compare every member with the manifest, and the file with one made of its members."""
    if manifest.get("format") != FORMAT:
        yield Finding(False, f"MANIFEST.json is not of the format {FORMAT}.")
    listed = manifest.get("members")
    listed = listed if isinstance(listed, dict) else {}
    changed = [name for name in MEMBERS if listed.get(name) != _sha256(members[name])]
    for name in changed:
        yield Finding(False, f"{name} is not as it was sealed: its SHA-256 is another.")
    if not changed:
        yield Finding(True, f"All {len(MEMBERS)} files are as they were sealed.")
    if _zip(members) != content:
        yield Finding(False, "The ZIP itself was changed: it is not the one that these files make.")


def _result(members: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Iterator[Finding]:
    """Work the result out again, and compare it."""
    stored = _json(members[RESULT], RESULT)
    areas = _json(members[AREAS], AREAS)
    try:
        bundle = load_bundle(members[BUNDLE])
        canonical = canonical_json(bundle)
        known = {name: frozenset(codes) for name, codes in areas.items()}
    except (NotABundle, NotCanonical, TypeError, AttributeError):
        raise _Unreadable("bundle.json or areas.json cannot be read.") from None
    worked_out = evaluate(bundle, areas_for_action=known)
    fingerprint = _sha256(members[BUNDLE])
    if canonical != members[BUNDLE]:
        yield Finding(False, "bundle.json is not canonical JSON, as it was when it was sealed.")
    named = {manifest.get("bundle_sha256"), stored.get("bundle_sha256")}
    if named != {fingerprint}:
        yield Finding(False, "The result or the manifest names another bundle than this one.")
    if canonical_json(worked_out) == members[RESULT]:
        yield Finding(
            True, "The result worked out again from bundle.json is the same, to the byte."
        )
        return
    yield Finding(False, "The result worked out again from bundle.json is another one.")
    yield from _differences(stored, worked_out)


def _differences(stored: Mapping[str, Any], worked_out: Mapping[str, Any]) -> Iterator[Finding]:
    """Say which bids of which lots come out otherwise."""
    was = _bids_of(stored)
    for key, bid in _bids_of(worked_out).items():
        if was.get(key) != bid:
            lot, code = key
            before = (was.get(key) or {}).get("rank")
            yield Finding(
                False,
                f"Lot {lot}, bid {code}: the stored figures are not those that follow (rank "
                f"{before} is stored, rank {bid['rank']} follows).",
            )


def _bids_of(result: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    """Return the bids of a result by lot and code; none of what has another shape."""
    try:
        return {
            (lot["lot"], bid["bid"]): bid for lot in result.get("lots", []) for bid in lot["bids"]
        }
    except (TypeError, KeyError, AttributeError):
        return {}


def _record(members: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Iterator[Finding]:
    """Follow the record from its first event to its last."""
    events = _events(members)
    head, faults = "", 0
    for number, event in enumerate(events, start=1):
        covered = {name: event.get(name) for name in COVERED}
        if event.get("sequence") != number or event.get("previous_hash") != head:
            faults += 1
            yield Finding(False, f"Event {number} of the record does not follow the one before it.")
        if fingerprint_of(covered) != event.get("hash"):
            faults += 1
            yield Finding(False, f"Event {number} of the record is not as it was written.")
        head = event.get("hash")
    if manifest.get("record") != {"length": len(events), "hash": head}:
        faults += 1
        yield Finding(False, "The record does not end where the manifest says.")
    stored = [_after(event, "bundle_sha256") for event in events if event.get("did") == STORED]
    if stored and stored[-1] != _sha256(members[BUNDLE]):
        faults += 1
        yield Finding(False, "The record says that another bundle was ranked than this one.")
    if not faults:
        yield Finding(True, f"The record is whole: {len(events)} events, each chained to the last.")


STORED, ISSUED = "result.stored", "letters.issued"


def _letters(members: Mapping[str, bytes]) -> Iterator[Finding]:
    """Compare the letters that were issued with what the record says of them."""
    packs = _json(members[LETTERS], LETTERS)
    try:
        issued = {str(pack["sha256"]) for pack in packs if pack["issued_at"]}
    except (TypeError, KeyError):
        raise _Unreadable("letters.json cannot be read.") from None
    recorded = {_after(event, "sha256") for event in _events(members) if event.get("did") == ISSUED}
    if issued != recorded:
        yield Finding(False, "The letters that were issued are not those that the record names.")
    elif issued:
        yield Finding(True, "The letters that were issued are those that the record names.")


def _printed(
    members: Mapping[str, bytes], printed_bundle: str, printed_head: tuple[int, str] | None
) -> Iterator[Finding]:
    """Compare with what a printed report shows."""
    if printed_bundle:
        is_same = printed_bundle == _sha256(members[BUNDLE])
        said = "is" if is_same else "is not"
        yield Finding(is_same, f"The bundle {said} the one that was printed.")
    if printed_head:
        length, head = printed_head
        events = _events(members)
        is_same = 0 < length <= len(events) and events[length - 1].get("hash") == head
        said = "is" if is_same else "is not"
        yield Finding(is_same, f"Event {length} of the record {said} the one that was printed.")


def _events(members: Mapping[str, bytes]) -> list[Mapping[str, Any]]:
    """Return the events of the record."""
    events = [_json(line, AUDIT) for line in members[AUDIT].splitlines()]
    if not all(isinstance(event, dict) for event in events):
        raise _Unreadable("audit.jsonl cannot be read.")
    return events


def _after(event: Mapping[str, Any], name: str) -> Any:
    """Return one detail of an event."""
    after = event.get("after")
    return after.get(name) if isinstance(after, dict) else None


def _json(content: bytes, name: str) -> Any:
    """Return what a member says. Raises _Unreadable."""
    try:
        read = json.loads(content)
    except (ValueError, RecursionError):
        raise _Unreadable(f"{name} cannot be read.") from None
    if name not in {LETTERS, AUDIT} and not isinstance(read, dict):
        raise _Unreadable(f"{name} cannot be read.")
    return read


def _sha256(content: bytes) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _zip(members: Mapping[str, bytes]) -> bytes:
    """Return the members as a ZIP, stored, in the one order, with the one date."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression=zipfile.ZIP_STORED) as archive:
        for name in (MANIFEST, *MEMBERS):
            archive.writestr(zipfile.ZipInfo(name, date_time=_DATE), members[name])
    return stream.getvalue()


def _unzipped(content: bytes) -> dict[str, bytes]:
    """Return the members of a ZIP that has exactly those that it should. Raises _Unreadable."""
    if len(content) > LARGEST:
        raise _Unreadable("The file is too large for a sealed evaluation bundle.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if [entry.filename for entry in entries] != [MANIFEST, *MEMBERS]:
                raise _Unreadable("The file is not a sealed evaluation bundle: other files are in.")
            if sum(entry.file_size for entry in entries) > len(content):
                raise _Unreadable("The file says that it holds more than it does.")
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        raise _Unreadable(
            "The file was changed, or is no sealed evaluation bundle: it cannot be unpacked."
        ) from None
