"""What a release is: which notice, by whom published, and whether a tender can start from it."""

from procurement.calculations.ocds.model import Told
from procurement.calculations.ocds.place import Place
from procurement.calculations.ocds.vocabulary import (
    ENDED,
    NOTICE_TYPES,
    PUBLISHERS,
    STARTS_NO_TENDER,
    TAGS,
    Notice,
)

SECTIONS_WITH_NOTICES = ("planning", "tender")
LISTS_WITH_NOTICES = ("awards", "contracts")


def tags_of(release: Place) -> list[str]:
    """Return the tags of a release."""
    return [entry.line() for entry in release.member("tag").entries()]


def notice_of(release: Place) -> Notice:
    """Return what a release is, by the strongest of its tags.

    A compiled release, or one with no tag that is known, is what its parts say.
    """
    tags = tags_of(release)
    if "compiled" not in tags:
        for tag, notice in TAGS.items():
            if tag in tags:
                return notice
    for part, notice in (("awards", Notice.AWARD), ("tender", Notice.TENDER)):
        if release.member(part).is_given:
            return notice
    return Notice.UNKNOWN


def notice_type_of(release: Place) -> str:
    """Return the number of the notice under the Procurement Act, such as UK4; empty if none.

    Where several notices are named, the one that comes latest in a procurement counts.
    """
    holders = [release.member(name) for name in SECTIONS_WITH_NOTICES]
    holders += [each for name in LISTS_WITH_NOTICES for each in release.member(name).records()]
    found = {
        document.member("noticeType").line()
        for holder in holders
        for document in holder.member("documents").records()
    }
    known = [code for code in NOTICE_TYPES if code in found]
    return known[-1] if known else ""


def publisher_of(ocid: str) -> str:
    """Return who published a process, by the prefix of its id; empty if it is not known here."""
    return PUBLISHERS.get("-".join(ocid.split("-")[:2]), "")


def why_none_starts(release: Place, *, notice: Notice, notice_type: str) -> Told | None:
    """Return why no tender can start from this kind of notice, None if one may."""
    if notice_type in STARTS_NO_TENDER:
        title = NOTICE_TYPES[notice_type]
        return release.said(f"{notice_type} is a {title}: no tender starts from it.")
    status = release.member("tender").member("status")
    if notice is Notice.CANCELLATION:
        return release.member("tag").said(
            "The notice cancels a procurement: no tender starts from it."
        )
    if status.line() in ENDED:
        return status.said(f"The procurement is {status.line()}: no tender starts from it.")
    if notice is Notice.IMPLEMENTATION:
        return release.member("tag").said(
            "The notice is about a contract that runs or has ended: no tender starts from it."
        )
    return None
