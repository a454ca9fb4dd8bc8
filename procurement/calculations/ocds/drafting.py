"""From one release to the draft of a tender, or to the reason why it starts none."""

import datetime as dt
from typing import Any

from procurement.calculations.bundle.place import ABSENT
from procurement.calculations.ocds.buyers import buyer_of, nation_of, party_of_buyer
from procurement.calculations.ocds.criteria import criteria_of
from procurement.calculations.ocds.kinds import (
    notice_of,
    notice_type_of,
    publisher_of,
    tags_of,
    why_none_starts,
)
from procurement.calculations.ocds.lots import lots_of, shortened, title_of
from procurement.calculations.ocds.model import Draft, Lot, Refusal, Told, Worth
from procurement.calculations.ocds.packages import Release
from procurement.calculations.ocds.place import Place
from procurement.calculations.ocds.questions import asked
from procurement.calculations.ocds.regimes import regime_of
from procurement.calculations.ocds.tidying import tidied
from procurement.calculations.ocds.vocabulary import (
    CATEGORIES,
    FIRST_TAGS,
    LEFT_ASIDE,
    LEFT_ASIDE_OF_TENDER,
    Notice,
    category_of_cpv,
)
from procurement.calculations.ocds.worths import EXCLUDES_VAT, worth_of

LONGEST_REFERENCE = 60
LONGEST_OCID = 200


def draft_of(release: Release) -> Draft | Refusal:
    """Return the draft of a tender that a release gives, or why it gives none.

    A draft needs an ocid, a title and a buyer's name. All else may be missing: it is listed in
    `to_complete`. Nothing is made up. Never raises, whatever the release holds.
    """
    noted: list[Told] = []
    place = Place(release.value, release.path, noted)
    if release.problem:
        return _refused(place, place.said(release.problem))
    if not isinstance(release.value, dict):
        return _refused(place, place.said(f"A release is an object, not {place.words}."))
    place = tidied(place)
    reason = _why_not(place)
    return _refused(place, reason) if reason else _drafted(place)


def _why_not(release: Place) -> Told | None:
    """Return why the release starts no tender, None if it does."""
    tender = release.member("tender")
    notice, notice_type = notice_of(release), notice_type_of(release)
    if not release.member("ocid").line():
        return release.said("The release has no ocid, by which a procurement is known.")
    if reason := why_none_starts(release, notice=notice, notice_type=notice_type):
        return reason
    if not isinstance(tender.value, dict):
        return release.said("The release says nothing of a tender: it has no tender section.")
    if not tender.member("title").line():
        changes = "; it seems to hold only what changed" if "amendments" in tender.value else ""
        return tender.said(f"The tender has no title{changes}.")
    if not buyer_of(release, party_of_buyer(release))[0].name:
        return release.said("The release does not name the buyer.")
    return None


def _refused(release: Place, because: Told) -> Refusal:
    quiet = Place(release.value, release.path, [])
    members = quiet if isinstance(release.value, dict) else Place({}, release.path, [])
    return Refusal(
        ocid=members.member("ocid").line()[:LONGEST_OCID],
        release=members.member("id").line()[:LONGEST_OCID],
        title=title_of(members.member("tender").member("title")),
        because=because,
        not_understood=tuple(release.noted),
    )


def _drafted(release: Place) -> Draft:
    """Return the draft of a release that has enough for one."""
    known: dict[str, Told | None] = {}
    facts = {
        **_about_notice(release),
        **_about_buyer(release, known),
        **_about_contract(release, known),
    }
    facts["regime"], regime_known = regime_of(
        release.member("tender"),
        notice_type=facts["notice_type"],
        nation=facts["nation"],
        released_on=facts["released_on"],
    )
    known["regime"] = regime_known if facts["regime"] else None
    to_complete = asked(facts, release=release, regime_known=regime_known)
    return Draft(
        **facts,
        because={name: told for name, told in known.items() if told is not None},
        to_complete=to_complete,
        not_understood=tuple(release.noted),
        left_aside=_left_aside(release, release.member("tender")),
    )


def _about_notice(release: Place) -> dict[str, Any]:
    """Return what the notice is."""
    ocid = release.member("ocid").line()[:LONGEST_OCID]
    return {
        "ocid": ocid,
        "release": release.member("id").line()[:LONGEST_OCID],
        "released_on": release.member("date").day(),
        "publisher": publisher_of(ocid),
        "notice": notice_of(release).value,
        "notice_type": notice_type_of(release),
        "reference": _reference(release.member("tender").member("id"), ocid=ocid),
    }


def _about_buyer(release: Place, known: dict[str, Told | None]) -> dict[str, Any]:
    """Return who buys and where, and add how that is known."""
    party = party_of_buyer(release)
    buyer, known["buyer_kind"] = buyer_of(release, party)
    nation, known["nation"] = nation_of(release.member("tender"), party)
    known["buyer"] = release.member("buyer").said("As given.")
    return {"buyer": buyer, "nation": nation}


def _about_contract(release: Place, known: dict[str, Told | None]) -> dict[str, Any]:
    """Return what is bought, for how much and by when, and add how that is known."""
    tender = release.member("tender")
    value, period = tender.member("value"), tender.member("tenderPeriod")
    scheme = tender.member("legalBasis").member("scheme").line()
    excludes = bool(notice_type_of(release)) or scheme in EXCLUDES_VAT
    worth = worth_of(value, amount_excludes_vat=excludes)
    deadline = period.member("endDate").moment()
    category, known["main_category"] = _category(tender)
    commenced_on, known["commenced_on"] = _commenced_on(release, notice=notice_of(release))
    known["title"] = tender.member("title").said("As given.")
    known["worth"] = value.said(_basis(worth)) if worth.is_given else None
    known["deadline"] = None if deadline is None else period.member("endDate").said("As given.")
    return {
        "title": title_of(tender.member("title")),
        "description": tender.member("description").text(),
        "main_category": category,
        "categories": _categories(tender),
        "worth": worth,
        "commenced_on": commenced_on,
        "opens_at": period.member("startDate").moment(),
        "deadline": deadline,
        "lots": _lots(tender, worth=worth, amount_excludes_vat=excludes),
        "most_lots_per_supplier": _most_lots(tender),
    }


def _basis(worth: Worth) -> str:
    """Return what is known of the VAT basis of a value."""
    if worth.unstated_pence is not None:
        return "As given; whether with or without VAT is not said."
    if worth.including_vat_pence is None:
        return "As given, without VAT."
    return "As given, with VAT." if worth.excluding_vat_pence is None else "As given, both ways."


def _category(tender: Place) -> tuple[str | None, Told | None]:
    """Return what is mainly bought: as given, or as the main CPV code has it."""
    given = tender.member("mainProcurementCategory")
    if given.line() in CATEGORIES:
        return given.line(), given.said("As given.")
    if given.is_given:
        given.note(f"Goods, services or works is needed here, not {given.words}.")
    code = tender.member("classification")
    category = category_of_cpv(code.member("id").line())
    return category, code.said("Worked out from the CPV code. Check it.") if category else None


def _categories(tender: Place) -> tuple[str, ...]:
    """Return the CPV codes of a tender and its items, each once, the main one first."""
    items = tender.member("items").records()
    places = [
        tender.member("classification"),
        *tender.member("additionalClassifications").records(),
        *(item.member("classification") for item in items),
        *(each for item in items for each in item.member("additionalClassifications").records()),
    ]
    codes = []
    for place in places:
        scheme, code = place.member("scheme").line(), place.member("id").line()
        if scheme == "CPV" and code:
            codes.append(code[:20])
        elif scheme and scheme != "CPV":
            place.note(f"Codes of {scheme} are not read, only those of CPV.")
    return tuple(dict.fromkeys(codes))


def _commenced_on(release: Place, *, notice: Notice) -> tuple[dt.date | None, Told | None]:
    """Return the day the procurement commenced: that of its first tender notice."""
    published = release.member("tender").member("datePublished")
    if notice is not Notice.PLANNING and (day := published.day()):
        return day, published.said("The day the tender notice was published.")
    tags = tags_of(release)
    if notice is Notice.TENDER and FIRST_TAGS.intersection(tags) and len(tags) == 1:
        date = release.member("date")
        if day := date.day():
            return day, date.said("The day of this tender notice.")
    return None, None


def _lots(tender: Place, *, worth: Worth, amount_excludes_vat: bool) -> tuple[Lot, ...]:
    """Return the lots; one for the whole where only the tender as such has criteria."""
    lots = lots_of(tender, amount_excludes_vat=amount_excludes_vat)
    criteria = criteria_of(tender)
    if lots or not criteria:
        return lots
    title = title_of(tender.member("title"))
    whole = Lot(code="1", title=title, description="", worth=worth, criteria=criteria, at=tender.at)
    return (whole,)


def _most_lots(tender: Place) -> int | None:
    return tender.member("lotDetails").member("maximumLotsAwardedPerSupplier").count()


def _reference(given: Place, *, ocid: str) -> str:
    """Return the buyer's reference: the tender's id, or the ocid where the id is made from it."""
    reference = str(given.value) if type(given.value) is int else given.line()
    if not reference or "".join(reference.split()).startswith(ocid):
        return ocid[:LONGEST_REFERENCE]
    return shortened(Place(reference, given.path, given.noted), longest=LONGEST_REFERENCE)


def _left_aside(release: Place, tender: Place) -> tuple[str, ...]:
    """Return the parts of the notice that a draft has no place for."""
    parts = [
        words
        for holder, names in ((release, LEFT_ASIDE), (tender, LEFT_ASIDE_OF_TENDER))
        for name, words in names.items()
        if holder.member(name).value not in (ABSENT, None, [], {})
    ]
    return tuple(parts)
