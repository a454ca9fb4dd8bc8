"""Sending evidence: saved, never shown, under a name that is safe."""

from collections.abc import Iterator
from pathlib import PurePath

from django.core.files.storage import Storage
from django.http import Http404, StreamingHttpResponse

from socialvalue.awards.models import Evidence
from socialvalue.calculations.evidence import KINDS
from socialvalue.core import exports, responses

PIECE = 64 * 1024
UNKNOWN = "application/octet-stream"


def evidence_download(evidence: Evidence) -> StreamingHttpResponse:
    """Return the file for saving; ask beforehand who wants it. Its name ends in what it is.

    Raises Http404 where the file is not there (any more).
    """
    stored = evidence.content
    if not stored.storage.exists(stored.name):
        raise Http404
    kind = next((each for each in KINDS if each.media_type == evidence.media_type), None)
    name = exports.file_name(PurePath(evidence.name).stem, ending=kind.ending if kind else "data")
    response = responses.download_stream(
        _pieces(stored.storage, stored.name), name=name, content_type=evidence.media_type or UNKNOWN
    )
    response["Content-Length"] = str(evidence.size)
    return response


def _pieces(storage: Storage, name: str) -> Iterator[bytes]:
    """Yield the file piece by piece; it is opened once somebody reads, and closed with them."""
    with storage.open(name) as file:
        yield from file.chunks(PIECE)
