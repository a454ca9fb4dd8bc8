"""What the tests of pages share: asking for a page, and its words."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

NOBODY = "00000000-0000-4000-8000-000000000000"
COLUMNS = {
    "supplier": "Supplier", "date": "Date", "amount": "Amount", "amounts": "net",
    "category": "Category", "postcode": "Postcode",
}  # fmt: skip
YEAR = {
    "start-day": "1", "start-month": "4", "start-year": "2024",
    "end-day": "31", "end-month": "3", "end-year": "2025",
    "place_code": "E07000123", "wider_place_code": "lancashire",
}  # fmt: skip


def words(response):
    """Return the page's words, white space squeezed."""
    content = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content))


def without_tokens(response):
    """Return the page without the secrets that differ from one answer to the next."""
    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", response.content)


def page(client, name, *args, query=""):
    """Return the words of a page of payments."""
    response = client.get(reverse(f"spend:{name}", args=args) + query)
    assert response.status_code == 200
    return words(response)


def send(client, *files, **answers):
    """Send the upload form with these (name, content) files."""
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("spend:upload"), {"content": sent, **answers})
