"""Files are saved, never shown with the rights of our pages."""

from csp.middleware import CSPMiddleware
from django.http import HttpRequest

from socialvalue.core import responses

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Content-Disposition": 'attachment; filename="result.csv"',
    "Content-Type": "text/csv; charset=utf-8",
}


def test_download_is_an_attachment_without_rights():
    response = responses.download(b"a,b", name="result.csv", content_type=responses.CSV)

    assert response.content == b"a,b"
    assert dict(response.items()) == HEADERS


def test_download_stream_is_an_attachment_without_rights():
    pieces = iter([b"a,", b"b"])

    response = responses.download_stream(pieces, name="result.csv", content_type=responses.CSV)

    assert response.getvalue() == b"a,b"
    assert dict(response.items()) == HEADERS


def test_a_name_cannot_end_the_header():
    response = responses.download(b"", name='a"\\b.pdf', content_type=responses.PDF)

    assert response["Content-Disposition"] == r'attachment; filename="a\"\\b.pdf"'


def test_the_policy_of_the_pages_does_not_replace_that_of_the_file():
    middleware = CSPMiddleware(lambda request: None)
    response = responses.download(b"", name="a.pdf", content_type=responses.PDF)

    answered = middleware.process_response(HttpRequest(), response)

    assert answered["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
