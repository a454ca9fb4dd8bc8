"""Zips of payment files: what is read of them, and what is refused before it does harm."""

import io
import zipfile

import pytest

from socialvalue.calculations.spend import archives
from socialvalue.calculations.spend.archives import PackedFile, files_in, is_archive, names_in
from socialvalue.calculations.spend.findings import FileRefused


def zipped(**files):
    """Return a zip of these files; a name's double underscores are slashes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def refusal(content):
    """Return the sentence with which a zip is refused."""
    with pytest.raises(FileRefused) as refused:
        list(files_in(content, name="year.zip"))
    return str(refused.value)


def test_the_files_of_a_zip_come_in_the_order_of_their_names():
    content = zipped(may=b"b", april=b"a", sub__june=b"c")

    assert list(files_in(content, name="year.zip")) == [
        PackedFile("year.zip/april", b"a"),
        PackedFile("year.zip/may", b"b"),
        PackedFile("year.zip/sub/june", b"c"),
    ]


def test_a_zip_within_a_zip_is_read_and_one_within_that_is_not():
    inner = zipped(april=b"a")

    assert list(files_in(zipped(q1=inner), name="y")) == [PackedFile("y/q1/april", b"a")]
    assert "too deep" in refusal(zipped(half=zipped(q1=inner)))


def test_what_a_system_adds_is_passed_over():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.mkdir("folder")
        archive.writestr("__MACOSX/april", b"x")
        archive.writestr("folder/.DS_Store", b"x")

    assert list(files_in(out.getvalue(), name="y")) == []


def test_a_spreadsheet_is_no_archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")

    assert not is_archive(out.getvalue())
    assert is_archive(zipped(april=b"a"))
    assert not is_archive(b"Supplier,Date\n")
    assert not is_archive(b"PK\x03\x04 and nothing more")


def test_a_zip_that_unpacks_to_far_more_is_refused_before_it_is_unpacked():
    bomb = zipped(april=b"0" * 20_000_000)

    assert len(bomb) < 100_000
    assert refusal(bomb).startswith("year.zip would unpack to 20000000 bytes, which is too much.")


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_FILES", 2)

    assert refusal(zipped(a=b"", b=b"", c=b"")) == "year.zip holds 3 files; 2 can be read at once."


def with_many_names(files):
    """Return a zip of that many empty files, and how many bytes its list of them takes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(files):
            archive.writestr(zipfile.ZipInfo(f"{number}.csv"), b"")
    content = out.getvalue()
    return content, len(content) - content.index(b"PK\x01\x02")


def test_a_list_that_is_too_long_is_refused_before_it_is_in_memory(monkeypatch):
    content, listed = with_many_names(300)
    monkeypatch.setattr(archives, "MOST_LISTED", listed // 2)
    monkeypatch.setattr(zipfile, "ZipInfo", None)  # what the library makes of each name

    assert is_archive(content)
    assert refusal(content) == (
        "year.zip lists far more than the 2000 files that can be read at once. Unpack it, and "
        "choose the files that hold payments."
    )
    with pytest.raises(FileRefused, match="lists far more"):
        names_in(io.BytesIO(content), name="year.zip")


def test_a_list_is_bounded_whatever_number_it_gives_itself(monkeypatch):
    content, listed = with_many_names(300)
    monkeypatch.setattr(archives, "MOST_LISTED", listed // 2)
    lies = content[:-14] + b"\x01\x00\x01\x00" + content[-10:]  # it says: one file

    assert "lists far more" in refusal(lies)


def test_a_list_of_as_many_files_as_can_be_read_is_short_enough():
    _, listed = with_many_names(archives.MOST_FILES)
    name = "2024-25/payments over 500 pounds, a name as long as names are, of April 2024.csv"

    # With the twin that macOS packs of each, and 36 bytes of what it notes of each.
    assert 2 * (listed + archives.MOST_FILES * (36 + len(name))) < archives.MOST_LISTED


def test_zips_within_a_zip_are_refused_that_are_too_much_together():
    # Each unpacks to 9 MB, which is little enough to be let through whatever it came from.
    within = zipped(april=b"0" * 9_000_000)

    bomb = zipped(a=within, b=within)

    assert refusal(bomb).startswith("year.zip would unpack to 18000000 bytes, which is too much.")


def test_zips_within_a_zip_are_refused_that_hold_too_many_files_together(monkeypatch):
    monkeypatch.setattr(archives, "MOST_FILES", 3)
    within = zipped(april=b"", may=b"")

    found = zipped(q1=within, q2=within)

    assert refusal(found) == "year.zip holds 4 files; 3 can be read at once."


def test_a_file_that_is_packed_in_another_way_and_damaged_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("april", bytes(range(256)) * 40)
    content = bytearray(out.getvalue())
    content[60:90] = b"\xff" * 30

    assert refusal(bytes(content)).startswith("april in year.zip cannot be unpacked: ")


def test_a_damaged_zip_is_refused():
    whole = zipped(april=b"Supplier,Date,Amount\n" * 50)

    assert "damaged" in refusal(whole[:-10])
    assert "cannot be unpacked" in refusal(whole.replace(whole[40:60], b"\x00" * 20, 1))


def test_a_file_that_is_larger_than_the_zip_says_is_refused(monkeypatch):
    monkeypatch.setattr(zipfile.ZipExtFile, "read", lambda self, most: b"0" * most)

    assert "larger than the zip says" in refusal(zipped(april=b"a"))


def test_a_locked_zip_is_refused():
    content = bytearray(zipped(april=b"a"))
    local, central = content.index(b"PK\x03\x04"), content.index(b"PK\x01\x02")
    content[local + 6] |= 1  # the flag of an encrypted file, in both places
    content[central + 8] |= 1

    assert "cannot be unpacked" in refusal(bytes(content))


@pytest.mark.parametrize(
    "name", ["../april.csv", "a/../../b.csv", "/etc/passwd", "C:\\april.csv", "a\\..\\b.csv"]
)
def test_a_name_that_points_outside_is_refused(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"a")

    assert refusal(out.getvalue()) == (
        f"{name} in year.zip points outside the zip. Pack the files anew, by their names alone."
    )


def test_a_link_is_refused():
    out = io.BytesIO()
    link = zipfile.ZipInfo("april.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")

    assert "april.csv in year.zip is a link and no file." in refusal(out.getvalue())


def test_a_file_of_more_than_may_be_read_is_refused():
    with pytest.raises(FileRefused, match=r"april in year.zip is larger than 1 MB"):
        list(files_in(zipped(april=b"01" * 1024**2), name="year.zip", largest=1024**2))


def test_names_are_told_without_unpacking():
    content = zipped(may=b"b", april=b"a", folder__june=b"c")

    assert names_in(io.BytesIO(content), name="year.zip") == ["april", "folder/june", "may"]
    with pytest.raises(FileRefused, match="damaged"):
        names_in(io.BytesIO(b"no zip"), name="year.zip")
