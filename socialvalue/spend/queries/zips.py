"""What is in a zip of payment files."""

from socialvalue.spend.models import PaymentFile, PaymentZip


def files_of_zip(found: PaymentZip) -> list[PaymentFile]:
    """Return the files that a zip became, by name. One query."""
    return list(found.files.select_related("job").order_by("name", "pk"))
