"""The sealed evaluation bundle: what it proves, and that whatever is changed in it is found."""

import copy
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.calculations.canonical import canonical_json
from procurement.calculations.evaluation import evaluate
from procurement.evaluation import sealed_bundle
from procurement.evaluation.sealed_bundle import Finding, Sealed, findings_of, sealed
from socialvalue.audit.chain import COVERED, fingerprint_of
from socialvalue.framework.data_files import areas_for_action
from tests.factories.decided import few

ROOT = Path(__file__).resolve().parents[4]
PACK = "ab" * 32


def chained(*events):
    """Return events of a record, each chained to the one before it."""
    lines, head = [], ""
    for number, event in enumerate(events, start=1):
        line = dict.fromkeys(COVERED, "") | {
            "subject": "tenders.tender:1",
            "sequence": number,
            "before": {},
            "after": {},
            "at": f"2026-11-2{number}T09:00:00.000000+00:00",
            "previous_hash": head,
        }
        line |= event
        head = fingerprint_of({name: line[name] for name in COVERED})
        lines.append(line | {"hash": head})
    return lines


def parts(**more):
    """Return the parts of a sealed bundle of a tender with two bids."""
    bundle = canonical_json(few())
    result = evaluate(few(), areas_for_action=areas_for_action())
    given = {
        "reference": "MWH-2026-014",
        "title": "Cleaning",
        "buyer": "Mereside",
        "bundle": bundle.decode(),
        "result": canonical_json(result).decode(),
        "areas": {name: sorted(codes) for name, codes in areas_for_action().items()},
        "audit": chained(
            {"did": "tender.created"},
            {"did": "result.stored", "after": {"bundle_sha256": result["bundle_sha256"]}},
            {"did": "letters.issued", "after": {"sha256": PACK}},
        ),
        "letters": [{"pack": 1, "sha256": PACK, "issued_at": "2026-11-23", "letters": []}],
    }
    return Sealed(**(given | more))


SEALED = sealed(parts())


def members_of(content=SEALED):
    """Return the members of a sealed bundle."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def faults(content, **more):
    """Return the sentences of what differs."""
    return [each.sentence for each in findings_of(content, **more) if not each.is_well]


def resealed(**changed):
    """Return a bundle in which members were changed and the manifest was made to agree."""
    members = members_of() | {name.replace("_", "."): new for name, new in changed.items()}
    manifest = json.loads(members["MANIFEST.json"])
    for name in sealed_bundle.MEMBERS:
        manifest["members"][name] = hashlib.sha256(members[name]).hexdigest()
    manifest["bundle_sha256"] = manifest["members"]["bundle.json"]
    members["MANIFEST.json"] = canonical_json(manifest)
    return sealed_bundle._zip(members)


def test_nothing_differs_in_what_was_sealed():
    assert findings_of(SEALED) == [
        Finding(True, "All 6 files are as they were sealed."),
        Finding(True, "The result worked out again from bundle.json is the same, to the byte."),
        Finding(True, "The record is whole: 3 events, each chained to the last."),
        Finding(True, "The letters that were issued are those that the record names."),
    ]


def test_the_same_parts_give_the_same_bytes():
    assert sealed(parts()) == SEALED


def test_readme_tells_what_to_compare_with_the_printed_report():
    readme = members_of()["README.txt"].decode()

    assert hashlib.sha256(members_of()["bundle.json"]).hexdigest() in readme
    assert parts().audit[-1]["hash"] in readme
    assert "manage.py verify_bundle FILE" in readme


@pytest.mark.parametrize("name", ["MANIFEST.json", *sealed_bundle.MEMBERS])
@pytest.mark.parametrize("where", [0, 0.5, 1])
def test_a_bit_flipped_in_any_member_is_found(name, where):
    members = members_of()
    content = bytearray(members[name])
    content[int(where * (len(content) - 1))] ^= 1
    members[name] = bytes(content)

    assert faults(sealed_bundle._zip(members))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(place=st.integers(0, len(SEALED) - 1), bit=st.integers(0, 7))
def test_a_bit_flipped_anywhere_in_the_file_is_found(place, bit):
    content = bytearray(SEALED)
    content[place] ^= 1 << bit

    assert faults(bytes(content))


@settings(max_examples=50, deadline=None)
@given(length=st.integers(0, len(SEALED) - 1))
def test_a_file_that_was_cut_short_is_found(length):
    assert faults(SEALED[:length])


def test_something_put_behind_the_file_is_found():
    assert faults(SEALED + b"more")


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all"])
def test_what_is_no_sealed_bundle_says_so(content):
    assert faults(content) == [
        "The file was changed, or is no sealed evaluation bundle: it cannot be unpacked."
    ]


def test_a_zip_of_other_files_says_so():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("bundle.json", "{}")

    assert faults(stream.getvalue()) == [
        "The file is not a sealed evaluation bundle: other files are in."
    ]


def test_a_zip_that_unpacks_to_more_than_it_is_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        for name in ("MANIFEST.json", *sealed_bundle.MEMBERS):
            archive.writestr(name, b"0" * 1_000_000)

    assert faults(stream.getvalue()) == ["The file says that it holds more than it does."]


def test_a_file_that_is_too_large_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(sealed_bundle, "LARGEST", 10)

    assert faults(SEALED) == ["The file is too large for a sealed evaluation bundle."]


def test_a_score_changed_with_all_fingerprints_made_to_agree_is_found():
    bundle = few()
    bundle["bids"][0]["scores"][0]["consensus"]["points"] = "0"

    found = faults(resealed(bundle_json=canonical_json(bundle)))

    assert "The result or the manifest names another bundle than this one." in found
    assert "The result worked out again from bundle.json is another one." in found
    assert "The record says that another bundle was ranked than this one." in found
    assert any("Lot 1, bid L1-A: the stored figures are not those" in each for each in found)


def test_a_result_changed_with_all_fingerprints_made_to_agree_is_found():
    result = json.loads(members_of()["result.json"])
    result["lots"][0]["bids"][0]["rank"] = 2

    found = faults(resealed(result_json=canonical_json(result)))

    assert found == [
        "The result worked out again from bundle.json is another one.",
        (
            "Lot 1, bid L1-B: the stored figures are not those that follow (rank 2 is stored, "
            "rank 1 follows)."
        ),
    ]


@pytest.mark.parametrize("result", [b'{"lots": 1}', b'{"lots": [1]}', b"{}"])
def test_a_result_of_another_shape_is_found(result):
    assert "The result worked out again from bundle.json is another one." in faults(
        resealed(result_json=result)
    )


def test_a_bundle_that_is_not_canonical_is_found():
    pretty = json.dumps(few(), indent=1).encode()

    assert "bundle.json is not canonical JSON, as it was when it was sealed." in faults(
        resealed(bundle_json=pretty)
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"bundle_json": b"["},
        {"areas_json": b'{"marmot-6": 1}'},
        {"areas_json": b"[]"},
        {"result_json": b"[]"},
        {"audit_jsonl": b"[]\n"},
        {"audit_jsonl": b"{\n"},
        {"letters_json": b"[1]"},
        {"letters_json": b"[" * 5000},
    ],
)
def test_a_member_that_cannot_be_read_says_so(changed):
    assert any("cannot be read" in each for each in faults(resealed(**changed)))


def test_a_manifest_of_another_format_says_so():
    members = members_of() | {"MANIFEST.json": b'{"format":"x","members":1}'}

    assert faults(sealed_bundle._zip(members))[0] == (
        "MANIFEST.json is not of the format sv-sealed-evaluation/1.0."
    )


def lines(events):
    """Return a record as the file has it."""
    return b"".join(canonical_json(event) + b"\n" for event in events)


def test_an_event_changed_swapped_or_taken_out_is_found():
    events = parts().audit
    changed = copy.deepcopy(events)
    changed[1]["reason"] = "another"
    swapped = [events[1], events[0], events[2]]

    assert faults(resealed(audit_jsonl=lines(changed))) == [
        "Event 2 of the record is not as it was written."
    ]
    assert any("does not follow" in each for each in faults(resealed(audit_jsonl=lines(swapped))))
    assert any(
        "does not follow" in each for each in faults(resealed(audit_jsonl=lines(events[1:])))
    )


def test_a_record_cut_short_at_its_end_is_found():
    cut = lines(parts().audit[:2])

    assert faults(resealed(audit_jsonl=cut)) == [
        "The record does not end where the manifest says.",
        "The letters that were issued are not those that the record names.",
    ]


def test_letters_that_the_record_does_not_name_are_found():
    letters = [{"sha256": "cd" * 32, "issued_at": "2026-11-23"}]

    assert faults(sealed(parts(letters=letters))) == [
        "The letters that were issued are not those that the record names."
    ]


def test_a_tender_without_letters_or_a_record_says_nothing_of_letters():
    found = findings_of(sealed(parts(letters=[], audit=[])))

    assert [each.sentence for each in found][2:] == [
        "The record is whole: 0 events, each chained to the last."
    ]


def test_what_was_printed_finds_a_bundle_that_was_made_anew():
    printed = hashlib.sha256(members_of()["bundle.json"]).hexdigest()
    head = (3, parts().audit[-1]["hash"])
    anew = sealed(parts(audit=chained({"did": "tender.created"}), letters=[]))

    assert faults(SEALED, printed_bundle=printed, printed_head=head) == []
    assert faults(anew) == []
    assert faults(anew, printed_bundle="0" * 64, printed_head=head) == [
        "The bundle is not the one that was printed.",
        "Event 3 of the record is not the one that was printed.",
    ]


def test_the_command_says_that_nothing_differs(tmp_path, capsys):
    file = tmp_path / "sealed.zip"
    file.write_bytes(SEALED)

    call_command("verify_bundle", str(file), "--head", f"3:{parts().audit[-1]['hash']}")

    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == "Nothing differs."
    assert said.err == ""


def test_the_command_leaves_with_1_where_something_differs(tmp_path, capsys):
    file = tmp_path / "sealed.zip"
    file.write_bytes(resealed(bundle_json=b"["))

    with pytest.raises(SystemExit) as left:
        call_command("verify_bundle", str(file))

    assert left.value.code == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Something differs. Do not rely on this file."
    )


def test_the_command_leaves_with_1_for_a_file_that_is_not_there(tmp_path, capsys):
    with pytest.raises(SystemExit) as left:
        call_command("verify_bundle", str(tmp_path / "none.zip"))

    assert left.value.code == 1
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("head", ["3", "x:ab", "3:AB", f"3:{'a' * 63}"])
def test_the_command_refuses_a_head_that_is_none(head, tmp_path):
    with pytest.raises(Exception, match="give the number of the event"):
        call_command("verify_bundle", str(tmp_path), "--head", head)


def test_the_command_needs_no_database_and_no_secrets(tmp_path):
    file = tmp_path / "sealed.zip"
    file.write_bytes(SEALED)

    done = subprocess.run(  # noqa: S603 -- our own command, no shell
        [sys.executable, "manage.py", "verify_bundle", str(file)],
        cwd=ROOT,
        env={"PATH": "/usr/bin", "DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Nothing differs.")
