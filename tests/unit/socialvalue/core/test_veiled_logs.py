"""Lines of the log about secret addresses."""

import logging

import pytest

from socialvalue.core.veiled_logs import NoSecrets


class Match:
    """What an address was found to be."""

    def __init__(self, **kwargs):
        self.kwargs = kwargs


class Request:
    """A request, as far as the log looks at it."""

    def __init__(self, match):
        self.resolver_match = match


def line(request, path="/suppliers/answer/s3cr3t/"):
    """Return what the log would say of a request."""
    record = logging.LogRecord("django.request", 30, "", 1, "%s: %s", ("Not Found", path), None)
    if request:
        record.request = request
    assert NoSecrets().filter(record)
    return record.getMessage()


@pytest.mark.parametrize("name", ["secret", "key"])
def test_a_secret_of_an_address_is_veiled(name):
    found = line(Request(Match(**{name: "s3cr3t"})))

    assert found == "Not Found: /suppliers/answer/[secret]/"


@pytest.mark.parametrize("request_", [None, Request(None), Request(Match(pk="s3cr3t"))])
def test_other_lines_stay_as_they_are(request_):
    assert line(request_) == "Not Found: /suppliers/answer/s3cr3t/"
