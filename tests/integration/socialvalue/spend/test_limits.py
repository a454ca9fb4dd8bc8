"""What an upload may weigh: refused by its length before it is read, and all files together."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.jobs import actions as jobs
from socialvalue.spend import actions
from socialvalue.spend.models import PaymentFile, PaymentZip, Stage
from tests.factories.accounts import UserFactory
from tests.factories.spend import AT, PAYMENTS, PaymentFileFactory, imported, uploaded, zip_of
from tests.factories.suppliers import SurveyInvitationFactory
from tests.integration.socialvalue.awards.applying.test_evidence import send_long
from tests.integration.socialvalue.spend.pages import send, words

pytestmark = pytest.mark.django_db
TOO_LONG = "This is more than 200 MB in all. Choose smaller files, or fewer at once."


def upload_zip(council):
    """Upload a zip of one file of payments."""
    return actions.upload_zip(
        organisation=council, name="year.zip", content=ContentFile(zip_of({"a.csv": PAYMENTS})),
        by=UserFactory(), at=AT,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["spend:upload", "spend:upload_register", "suppliers:upload_list"])
def test_what_is_too_long_is_refused_before_it_is_read(officer, client, name):
    page, read = send_long(client, reverse(name), {})

    assert TOO_LONG in words(page)
    assert read < 200_000


@pytest.mark.parametrize("name", ["spend:upload", "account_login", "healthz"])
def test_nobody_who_has_not_signed_in_has_a_file_read(db, client, name):
    _, read = send_long(client, reverse(name), {}, size=2_000_000)

    assert read < 200_000


def test_a_supplier_with_a_link_has_no_file_read(client):
    secret = SurveyInvitationFactory().secret

    page, read = send_long(client, reverse("suppliers:answer", args=[secret]), {"share": "60"})

    assert "Thank you" in words(page)
    assert read < 200_000


def test_all_files_of_an_organisation_together_have_a_limit(officer, council, client, settings):
    PaymentFileFactory(organisation=council, size=settings.PAYMENTS_TOTAL)

    page = words(send(client, ("payments.csv", PAYMENTS.encode())))

    assert "would keep 20,480 MB of payment files, and the most is 20,480 MB." in page
    assert council.payment_files.count() == 1


def test_files_of_another_organisation_do_not_count(council, settings):
    PaymentFileFactory(size=settings.PAYMENTS_TOTAL)

    assert uploaded(organisation=council).size == len(PAYMENTS)


def test_a_zip_that_is_too_much_is_refused(council, settings):
    settings.PAYMENTS_TOTAL = 100

    with pytest.raises(FileRefused, match="Ask whoever runs this service for more room"):
        upload_zip(council)
    assert not PaymentZip.objects.exists()


def test_a_zip_that_unpacks_to_too_much_is_not_unpacked(council, settings, data_dir):
    found = upload_zip(council)
    settings.PAYMENTS_TOTAL = found.size + len(PAYMENTS) - 1

    jobs.run(job_id=found.job_id)

    found.refresh_from_db()
    assert "Ask whoever runs this service for more room" in found.why_not
    assert not PaymentFile.objects.exists()
    assert len([path for path in data_dir.rglob("*") if path.suffix == ".data"]) == 0


@pytest.mark.parametrize("second", ["9,999,999,999,999.99", "-9,999,999,999,999.99"])
def test_a_file_that_moves_more_money_than_there_is_is_not_read(council, second):
    text = f'Supplier,Date,Amount\nA,03/04/2024,"9,999,999,999,999.99"\nB,03/04/2024,"{second}"\n'

    file = imported(text, organisation=council)

    assert file.stage == Stage.NOT_READ
    assert file.job.failure.startswith("The payments in this file come to more than ten trillion")
    assert not council.suppliers.exists()


def test_corrected_rows_that_move_more_money_than_there_is_are_refused(officer, council, client):
    text = "Supplier,Date,Amount\nA,03/04/2024,x\nB,03/04/2024,y\nC,03/04/2024,1.00\n"
    file = imported(text, organisation=council)
    answers = {"verdict": "correct", "supplier": "A", "date": "03/04/2024"}

    pages = [
        client.post(
            reverse("spend:correct_row", args=[file.pk]) + f"?sheet=&row={row}",
            answers | {"amount": amount},
        )
        for row, amount in ((2, "9999999999999.99"), (3, "-9999999999999.98"))
    ]

    assert pages[0].status_code == 302
    assert "the corrected rows come to more than ten trillion pounds" in words(pages[1])
    assert file.row_decisions.standing().count() == 1
