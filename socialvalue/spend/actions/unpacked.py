"""Where the files of a zip lie: in a folder of its own, which is swept when the zip is unpacked.

A worker that is killed while it unpacks leaves files behind that no payments file is made of.
"""

import datetime as dt
import uuid
from collections.abc import Iterator

from django.core.files import File
from django.utils import timezone

from socialvalue.spend.models import PaymentFile, PaymentZip
from socialvalue.spend.unfinished import LONGEST_SECONDS


def keep(found: PaymentZip, content: File) -> str:
    """Keep a file of a zip, under a name that nobody else has; return the name."""
    name: str = found.content.storage.save(f"{_folder_of(found)}/{uuid.uuid4().hex}.data", content)
    return name


def sweep(found: PaymentZip) -> None:
    """Delete what was left behind of a zip that is about to be unpacked, and of the others.

    Whoever calls this has the zip's job in hand: whoever had it before can save nothing of it any
    more. The others of the organisation may be in other hands, so only what has lain there for
    longer than anything is written counts as left behind.
    """
    for name in _left(found):
        found.content.storage.delete(name)
    for other in found.organisation.payment_zips.exclude(pk=found.pk):
        for name in _left(other):
            if _is_old(other, name):
                other.content.storage.delete(name)


def _folder_of(found: PaymentZip) -> str:
    return str(found.content.name).removesuffix(".zip")


def _left(found: PaymentZip) -> Iterator[str]:
    """Yield the names of the files of a zip that no payments file is made of."""
    try:
        _, names = found.content.storage.listdir(_folder_of(found))
    except FileNotFoundError:  # nothing of it was ever kept
        return
    made = set(PaymentFile.objects.filter(in_zip=found).values_list("content", flat=True))
    yield from sorted({f"{_folder_of(found)}/{name}" for name in names} - made)


def _is_old(found: PaymentZip, name: str) -> bool:
    age = timezone.now() - found.content.storage.get_modified_time(name)
    return bool(age > dt.timedelta(seconds=LONGEST_SECONDS))
