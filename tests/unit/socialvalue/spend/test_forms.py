import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from socialvalue.spend.forms import ColumnsForm, UploadForm, fullest_year

HEADINGS = ["Payee", "Paid on", "Gross", "VAT", "What for"]
ANSWERS = {"supplier": "Payee", "date": "Paid on", "amount": "Gross", "amounts": "net"}


def upload(*files):
    """Return the form with these (name, content) files."""
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return UploadForm(files=MultiValueDict({"content": sent}))


def columns(alike=0, **answers):
    """Return the form of columns with these answers."""
    return ColumnsForm({**ANSWERS, **answers}, headings=HEADINGS, alike=alike)


def test_upload_takes_several_files():
    form = upload(("april.csv", b"x"), ("MAY.XLSX", b"x"))

    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["content"]] == ["april.csv", "MAY.XLSX"]


def test_upload_asks_for_a_file():
    assert upload().errors == {"content": ["Choose the payments file"]}


def test_upload_refuses_an_empty_file():
    assert upload(("april.csv", b"")).errors == {
        "content": ["The file is empty. Choose the file that holds the payments."]
    }


def test_upload_refuses_every_file_of_another_kind():
    assert upload(("a.pdf", b"x"), ("b.csv", b"x"), ("c", b"x")).errors == {
        "content": [
            "a.pdf is no payments file. Choose one that ends in .csv, .xlsx, .xls, .ods or .zip",
            "c is no payments file. Choose one that ends in .csv, .xlsx, .xls, .ods or .zip",
        ]
    }


def test_upload_refuses_what_is_too_large(settings):
    settings.UPLOAD_LIMIT = 1024**2

    assert upload(("a.csv", b"x" * (1024**2 + 1))).errors == {
        "content": ["a.csv is larger than 1 MB. Split it by month or year and upload the parts."]
    }


def test_columns_refuse_amounts_that_are_not_in_pounds():
    form = ColumnsForm(
        {**ANSWERS, "amount": "Spend (£000)"}, headings=[*HEADINGS, "Spend (£000)"], alike=0
    )

    (said,) = form.errors["amount"]
    assert said.startswith("This column is in thousands of pounds. Make a column in pounds")


def test_columns_confirmed_has_every_field():
    form = columns(category="What for")

    assert form.is_valid()
    assert form.confirmed() == {
        "supplier": "Payee",
        "date": "Paid on",
        "amount": "Gross",
        "vat": "",
        "category": "What for",
        "transaction_number": "",
        "description": "",
        "postcode": "",
    }


def test_columns_that_are_needed():
    form = columns(supplier="", date="", amount="", amounts="")

    assert form.errors == {
        "supplier": ["Select the column of the supplier"],
        "date": ["Select the column of the payment date"],
        "amount": ["Select the column of the amount"],
        "amounts": ["Select what the amounts are"],
    }


def test_columns_refuse_one_column_in_two_places():
    form = columns(category="Payee")

    assert form.errors == {"category": ["This column is already the supplier: select another"]}


def test_columns_refuse_gross_amounts_without_their_vat():
    form = columns(amounts="gross_and_vat")

    assert form.errors == {"vat": ["Select the column of the VAT that the amounts include"]}


def test_columns_refuse_a_heading_that_the_file_has_not():
    assert list(columns(supplier="Nobody").errors) == ["supplier"]


@pytest.mark.parametrize(
    ("alike", "label"),
    [
        (1, "Read the other file with these headings in the same way"),
        (11, "Read the 11 other files with these headings in the same way"),
    ],
)
def test_columns_offer_to_read_files_alike_together(alike, label):
    assert columns(alike=alike)["with_alike"].label == label


def test_columns_offer_nothing_where_no_file_is_alike():
    form = columns(with_alike="on")

    assert form.is_valid()
    assert form.with_alike is False


@pytest.mark.parametrize(
    ("months", "year"),
    [
        ({"2015-03"}, 2014),
        ({"2015-04"}, 2015),
        ({"2024-04", "2025-01", "2025-04"}, 2024),  # two months of 2024/25, a stray one of 2025/26
        ({"2023-05", "2024-05"}, 2024),
    ],
)
def test_fullest_year_is_that_of_most_months_and_the_newest_of_equals(months, year):
    assert fullest_year(months) == (dt.date(year, 4, 1), dt.date(year + 1, 3, 31))
