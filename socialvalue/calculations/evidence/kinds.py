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
