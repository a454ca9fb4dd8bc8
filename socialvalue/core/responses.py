"""Answers that are files: always saved, never shown in the page's own origin."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

CSV = "text/csv; charset=utf-8"
PDF = "application/pdf"

SHUT = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}
"""A browser saves the file, does not guess what it is, and gives it no rights if it is opened."""


def download(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """Return the file for saving. Make the name with `exports.file_name`."""
    return _shut(HttpResponse(content, content_type=content_type), name)


def download_stream(
    pieces: Iterable[bytes], *, name: str, content_type: str
) -> StreamingHttpResponse:
    """Return the file for saving, sent piece by piece."""
    return _shut(StreamingHttpResponse(pieces, content_type=content_type), name)


def _shut(response: Any, name: str) -> Any:
    for header, value in SHUT.items():
        response[header] = value
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
