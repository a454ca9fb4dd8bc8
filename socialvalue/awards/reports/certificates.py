"""The certificate of an award as a document."""

import datetime as dt

from socialvalue.awards.models import Award
from socialvalue.core.forms.dates import in_words
from socialvalue.core.pdf import Document

NO_END = "No end date"


def certificate_document(award: Award, *, address: str, made_at: dt.datetime) -> Document:
    """Return the certificate. `address` is that of the page at which anybody can check it."""
    decider = award.application.running.organisation
    document = Document(
        title=f"{award.scheme_title}: {award.level_title}",
        organisation=decider.name,
        made_at=made_at,
        subject=f"Certificate of {award.organisation.name}",
        reference=award.certificate,
        watermark_words="Demonstration" if decider.is_demonstration else None,
    )
    document.headline_numbers(
        [(award.organisation.name, f"holds the {award.scheme_title} ({award.level_title})")]
    )
    document.key_values(certificate_facts(award))
    document.heading("Check this certificate")
    document.paragraph(
        "This certificate shows what was awarded on the day. Whether the award is in force today, "
        "anybody can see at the address below, or by typing the identifier "
        f"{award.certificate} on the verification page."
    )
    document.qr_code(
        address=address,
        alternative=f"QR code that leads to the page on which this certificate can be checked: "
        f"{address}",
    )
    document.paragraph(address)
    document.small_print(
        "Holding this award earns no marks in a tender by itself: a buyer who asks for it must "
        "take equivalent evidence as well."
    )
    return document


def certificate_facts(award: Award) -> list[tuple[str, str]]:
    """Return what a certificate says, as names and values."""
    return [
        ("Holder", award.organisation.name),
        ("Award", award.scheme_title),
        ("Level", award.level_title),
        ("Awarded by", award.application.running.organisation.name),
        ("From", in_words(award.valid_from)),
        ("To", in_words(award.valid_to) if award.valid_to else NO_END),
        ("Identifier", award.certificate),
    ]
