"""The code lists that UK notices use, and what they say about a tender.

Sources: OCDS 1.1 code lists (releaseTag, procurementCategory, awardCriteriaType) and its EU
profile; the UK extension (github.com/cabinetoffice/ocds_uk_extension: noticeType, UK_CA_TYPE,
amountGross); notice types of the Procurement Act 2023 and the Procurement Regulations 2024.
"""

from enum import StrEnum

PUBLISHERS = {
    "ocds-h6vhtk": "Find a Tender",
    "ocds-b5fd17": "Contracts Finder",
    "ocds-r6ebe6": "Public Contracts Scotland",
    "ocds-kuma6s": "Sell2Wales",
    "ocds-0c46vo": "eTendersNI",
}
"""Registered prefixes of UK publishers."""

NOTICE_TYPES = {
    "UK1": "pipeline notice",
    "UK2": "preliminary market engagement notice",
    "UK3": "planned procurement notice",
    "UK4": "tender notice",
    "UK5": "transparency notice",
    "UK6": "contract award notice",
    "UK7": "contract details notice",
    "UK8": "contract payment notice",
    "UK9": "contract performance notice",
    "UK10": "contract change notice",
    "UK11": "contract termination notice",
    "UK12": "procurement termination notice",
    "UK13": "dynamic market intention notice",
    "UK14": "dynamic market establishment notice",
    "UK15": "dynamic market modification notice",
    "UK16": "dynamic market cessation notice",
    "UK17": "payments compliance notice",
}

STARTS_NO_TENDER = frozenset(
    {f"UK{number}" for number in (8, 9, 10, 11, 12, 13, 14, 15, 16, 17)},
)
"""Notices about a contract in its life, a procurement that ended, a market or payments."""


class Notice(StrEnum):
    """What a release is, told from its tags."""

    TENDER = "tender"
    PLANNING = "planning"
    AWARD = "award"
    CONTRACT = "contract"
    IMPLEMENTATION = "implementation"
    CANCELLATION = "cancellation"
    UNKNOWN = "unknown"


TAGS = {
    "tenderCancellation": Notice.CANCELLATION,
    "awardCancellation": Notice.CANCELLATION,
    "implementation": Notice.IMPLEMENTATION,
    "implementationUpdate": Notice.IMPLEMENTATION,
    "contractTermination": Notice.IMPLEMENTATION,
    "contractAmendment": Notice.CONTRACT,
    "contractUpdate": Notice.CONTRACT,
    "contract": Notice.CONTRACT,
    "awardUpdate": Notice.AWARD,
    "award": Notice.AWARD,
    "tenderAmendment": Notice.TENDER,
    "tenderUpdate": Notice.TENDER,
    "tender": Notice.TENDER,
    "planningUpdate": Notice.PLANNING,
    "planning": Notice.PLANNING,
}
"""What each tag of a release makes of it, the strongest first."""

FIRST_TAGS = frozenset({"tender", "compiled"})
"""Tags of the notice that begins a competition, not of one that changes it."""

ENDED = frozenset({"cancelled", "unsuccessful", "withdrawn"})
"""Status of a tender that came to nothing."""

REGIMES = {
    ("UKPGA", "2023/54"): "procurement_act_2023",
    ("UKSI", "2023/1348"): "provider_selection_regime",
    ("UKSI", "2015/102"): "public_contracts_regulations_2015",
}
"""Laws by scheme and number: Procurement Act 2023; the Provider Selection Regime of 2023; the
Public Contracts Regulations 2015."""

DIRECTIVES = {
    "32014L0024": "the public contracts directive 2014/24/EU",
    "32014L0023": "the concessions directive 2014/23/EU",
    "32014L0025": "the utilities directive 2014/25/EU",
    "32009L0081": "the defence directive 2009/81/EC",
}

ENGLISH_REGIONS = (
    "north east",
    "north west",
    "yorkshire and the humber",
    "east midlands",
    "west midlands",
    "east of england",
    "london",
    "south east",
    "south west",
)

NATIONS = dict.fromkeys(ENGLISH_REGIONS, "england") | {
    "england": "england",
    "eng": "england",
    "scotland": "scotland",
    "sct": "scotland",
    "wales": "wales",
    "cymru": "wales",
    "wls": "wales",
    "northern ireland": "northern_ireland",
    "nir": "northern_ireland",
}
"""Names of nations and of the English regions, in small letters."""

WHOLE_KINGDOM = frozenset({"united kingdom", "uk", "gb", "gbr", "great britain"})

ITL = {"L": "wales", "M": "scotland", "N": "northern_ireland"} | dict.fromkeys(
    "CDEFGHIJK", "england"
)
"""The letter after UK or TL in a code of international territorial levels, formerly NUTS."""

_AREAS = {
    "scotland": "AB DD EH FK G HS IV KA KW KY ML PA PH ZE",
    "wales": "CF SA",
    "northern_ireland": "BT",
    "england": (
        "AL B BA BB BD BH BL BN BR CB CM CO CR CT CV CW DA DE DH DL DN DT DY E EC EN EX FY GU HA "
        "HD HG HP HU HX IG IP KT L LA LE LN LS LU M ME MK N NE NG NN NR NW OL OX PE PL PO PR RG RH "
        "RM S SE SG SK SL SM SN SO SP SR SS ST SW TA TF TN TQ TR TS TW UB W WA WC WD WF WN WS WV YO"
    ),
}

POSTCODE_AREAS = {area: nation for nation, areas in _AREAS.items() for area in areas.split()}
"""Areas of postcodes that lie in one nation (NE but for a few farms); those of the borders are
left out: CA, CH, DG, GL, HR, LD, LL, NP, SY, TD, WR and BS."""

CATEGORIES = ("goods", "services", "works")


def category_of_cpv(code: str) -> str | None:
    """Return the category of a CPV code: 45 is works; 03 to 44 and 48 goods; 50 to 98 services.

    Source: Common Procurement Vocabulary, Regulation (EC) No 213/2008: its divisions of supplies,
    works and services.
    """
    division = int(code[:2]) if code[:2].isascii() and code[:2].isdigit() else 0
    if division == 45:
        return "works"
    if division == 48 or 3 <= division <= 44:
        return "goods"
    return "services" if 50 <= division <= 98 else None


LEFT_ASIDE = {
    "awards": "awards",
    "contracts": "contracts",
    "planning": "planning",
    "bids": "bids",
    "relatedProcesses": "related processes",
}
"""Parts of a release that a draft has no place for."""

LEFT_ASIDE_OF_TENDER = {
    "documents": "documents",
    "contractPeriod": "the contract's dates",
    "selectionCriteria": "conditions of participation",
    "submissionTerms": "terms of submission",
    "contractTerms": "terms of the contract",
    "techniques": "framework and other techniques",
    "enquiryPeriod": "the time for questions",
    "otherRequirements": "other requirements",
    "amendments": "amendments",
    "options": "options",
    "renewal": "renewals",
}
