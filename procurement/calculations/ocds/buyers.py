"""Who buys, what kind of authority that is, and in which nation."""

import re
from collections.abc import Iterable

from procurement.calculations.ocds.model import Buyer, Told
from procurement.calculations.ocds.place import Place
from procurement.calculations.ocds.vocabulary import ITL, NATIONS, POSTCODE_AREAS, WHOLE_KINGDOM

BUYING_ROLES = ("buyer", "procuringEntity", "centralPurchasingBody")
COUNCIL_REGISTERS = frozenset({"GB-LAE", "GB-LAS", "GB-LAC", "GB-LANI"})
NOT_COUNCILS = re.compile(
    r"\b(british|arts|medical|research|sports?|design|crafts|care|film|pharmaceutical|dental|"
    r"nursing|midwifery|optical|bar|police chiefs'?|funding|standards|safety|schools?) council\b"
)
CENTRAL_GOVERNMENT = (
    r"\b(department (for|of)|ministry of|cabinet office|home office|hm (revenue|treasury|"
    r"prison|courts)|foreign,? commonwealth|scottish government|welsh government)\b"
)
KINDS = (
    ("nhs_trust", r"\bnhs (foundation )?trust\b|\buniversity health board\b"),
    ("integrated_care_board", r"\bintegrated care board\b|\bicb\b"),
    ("combined_authority", r"\bcombined (county )?authority\b"),
    ("police", r"\bpolice\b|\bconstabulary\b"),
    ("fire", r"\bfire (and|&) rescue\b|\bfire (authority|brigade|service)\b"),
    ("university", r"\buniversity\b"),
    ("college", r"\bcollege\b"),
    (
        "school_trust",
        r"\b(academy|academies|schools?|learning) trust\b|\bacadem(y|ies)\b|\bschool\b",
    ),
    ("housing_association", r"\bhousing (association|group|trust|partnership)\b"),
    (
        "council",
        r"\bcouncil\b|\blondon borough\b|\broyal borough\b|\bcity (and|&) county of\b|\bcbc\b",
    ),
    ("central_government", CENTRAL_GOVERNMENT),
)
"""What the name of an authority says it is; nothing where it says two things."""

NOT_OF_THE_KIND = re.compile(
    r"\broyal college of\b|\buniversity (hospitals?|health board|hospital)\b|\bnhs\b.*\buniversity"
)
CLASSES = {
    "publicauthoritycentralgovernment": "central_government",
    "publicundertaking": "utility",
    "privateutility": "utility",
    "ministry": "central_government",
    "housing association": "housing_association",
    "registered social landlord": "housing_association",
    "rsl": "housing_association",
}


def party_of_buyer(release: Place) -> Place:
    """Return the party that buys: the one that the buyer points to, or else the first in the role.

    Notes that there are several. The place is absent if there is none.
    """
    parties = release.member("parties").records()
    key = release.member("buyer").member("id").line()
    by_key = [party for party in parties if key and party.member("id").line() == key]
    by_role = [
        party for role in BUYING_ROLES for party in parties if role in _texts(party.member("roles"))
    ]
    named = {party.member("name").line() for party in by_role if _buys(party)}
    if len(named) > 1:
        release.member("parties").note(
            f"{len(named)} buyers are named. The draft takes the first; a tender has one buyer."
        )
    chosen = by_key or by_role
    return chosen[0] if chosen else Place(None, ("parties",), release.noted)


def _buys(party: Place) -> bool:
    return "buyer" in _texts(party.member("roles"))


def _texts(place: Place) -> list[str]:
    return [entry.line() for entry in place.entries()]


def buyer_of(release: Place, party: Place) -> tuple[Buyer, Told | None]:
    """Return the buyer, and how its kind was told (None if it was not)."""
    name = release.member("buyer").member("name").line() or party.member("name").line()
    identifiers = _identifiers(release, party)
    kind, how = _kind(name, party, identifiers)
    return Buyer(name=name, identifiers=identifiers, kind=kind), how


def _identifiers(release: Place, party: Place) -> tuple[str, ...]:
    """Return the identifiers of the buyer, each once, such as GB-PPON-ABCD-1234-EFGH."""
    own = [party.member("identifier"), *party.member("additionalIdentifiers").records()]
    found = [release.member("buyer").member("id").line(), party.member("id").line()]
    for place in own:
        scheme, number = place.member("scheme").line(), place.member("id").line()
        if scheme and number:
            found.append(f"{scheme}-{number}")
    return tuple(dict.fromkeys(each for each in found if each))


def _kind(name: str, party: Place, identifiers: Iterable[str]) -> tuple[str | None, Told | None]:
    """Return the kind of authority, and the sentence that says how it is known."""
    if any(each.startswith(tuple(COUNCIL_REGISTERS)) for each in identifiers):
        return "council", party.said("A council: it is in a register of local authorities.")
    for place in party.member("details").member("classifications").records():
        for member in ("id", "description"):
            words = place.member(member).line()
            if kind := CLASSES.get(words.lower()):
                return kind, place.said(f"The notice classes the buyer as {words}.")
    kinds = _kinds_in(name.lower())
    if len(kinds) != 1:
        return None, None
    return kinds[0], party.member("name").said("Taken from the buyer's name. Check it.")


def _kinds_in(name: str) -> list[str]:
    """Return the kinds that a name speaks of, in small letters."""
    name = NOT_COUNCILS.sub(" ", name)
    found = [kind for kind, pattern in KINDS if re.search(pattern, name)]
    if "nhs_trust" in found or NOT_OF_THE_KIND.search(name):
        found = [kind for kind in found if kind not in {"university", "college"}]
    return found


def nation_of(tender: Place, party: Place) -> tuple[str | None, Told | None]:
    """Return the nation of the buyer, and how it is known.

    By its devolved regulations or address; if those leave it open, by where the contract is
    delivered, if that is in one nation.
    """
    for place in party.member("details").member("classifications").records():
        if nation := _devolved(place):
            return nation, place.said("The buyer follows the regulations of this nation.")
    address = party.member("address")
    for place in [address.member(name) for name in ("countryName", "country", "region")]:
        if nation := nation_of_name(place.line()):
            return nation, place.said("From the buyer's address.")
    postcode = address.member("postalCode")
    if nation := nation_of_postcode(postcode.line()):
        return nation, postcode.said("From the postcode of the buyer's address.")
    return _nation_of_delivery(tender)


def _devolved(place: Place) -> str | None:
    """Return the nation whose regulations a buyer follows, None if the class is of another kind."""
    if place.member("scheme").line() != "UK_CA_DEVOLVED_REGULATIONS":
        return None
    words = f"{place.member('id').line()} {place.member('description').line()}".lower()
    for sign, nation in (("wel", "wales"), ("wales", "wales"), ("scot", "scotland")):
        if sign in words:
            return nation
    return "northern_ireland" if "northern" in words else None


def _nation_of_delivery(tender: Place) -> tuple[str | None, Told | None]:
    """Return the one nation in which everything is delivered; "uk" if it is in several."""
    items = tender.member("items")
    regions = [
        place.member("region").line() or place.member("countryName").line()
        for item in items.records()
        for place in item.member("deliveryAddresses").records()
    ]
    nations = {nation for region in regions if (nation := nation_of_name(region))}
    if len(nations) == 1 and not any(each.lower() in WHOLE_KINGDOM for each in regions):
        return nations.pop(), items.said("From where the contract is delivered. Check it.")
    return None, None


def nation_of_name(name: str) -> str | None:
    """Return the nation of a name or of a regional code such as UKM71, None if it says none."""
    if nation := NATIONS.get(name.lower()):
        return nation
    code = name.upper()
    is_code = re.fullmatch(r"(UK|TL)[C-N][0-9A-Z]{0,3}", code)
    return ITL.get(code[2]) if is_code else None


def nation_of_postcode(postcode: str) -> str | None:
    """Return the nation of a postcode whose area lies in one nation, None for the others."""
    area = re.match(r"([A-Z]{1,2})[0-9]", postcode.upper())
    return POSTCODE_AREAS.get(area[1]) if area else None
