"""The kinds of file that are taken as evidence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file. `ending` is what its name ends in when it is downloaded, without the dot."""

    ending: str
    title: str
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

PDF = FileKind("pdf", "PDF", "application/pdf")
DOCX = FileKind("docx", "Word document", f"{_OFFICE}wordprocessingml.document")
XLSX = FileKind("xlsx", "Excel spreadsheet", f"{_OFFICE}spreadsheetml.sheet")
PPTX = FileKind("pptx", "PowerPoint presentation", f"{_OFFICE}presentationml.presentation")
ODT = FileKind("odt", "OpenDocument text", f"{_OPEN}text")
ODS = FileKind("ods", "OpenDocument spreadsheet", f"{_OPEN}spreadsheet")
ODP = FileKind("odp", "OpenDocument presentation", f"{_OPEN}presentation")
JPEG = FileKind("jpg", "JPEG picture", "image/jpeg")
PNG = FileKind("png", "PNG picture", "image/png")
CSV = FileKind("csv", "CSV table", "text/csv")
TEXT = FileKind("txt", "plain text", "text/plain")

KINDS = (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, JPEG, PNG, CSV, TEXT)

LONGEST_NAME = 255
LONGEST_ENDING = 5
_OTHER_ENDINGS = {JPEG: ("jpeg", "jpe")}


def agreeing_name(name: str, kind: FileKind) -> str:
    """Return a file's name with an ending that says what the file is, at most 255 characters.

    A name that ends otherwise misleads whoever reads it: "virus.exe" that holds plain text is
    "virus.txt". What is no ending, such as the 2 of "Report v1.2", stays.
    """
    stem, _, ending = name.rpartition(".")
    if stem and ending.lower() in (kind.ending, *_OTHER_ENDINGS.get(kind, ())):
        return name
    is_ending = stem and ending.isalnum() and len(ending) <= LONGEST_ENDING
    kept = stem if is_ending and not ending.isdecimal() else name
    return f"{kept[: LONGEST_NAME - len(kind.ending) - 1]}.{kind.ending}"
