"""Which heading of a contracts register means which field, whatever the publisher calls it.

Each pattern is compared with the whole heading in small letters, with everything but letters and
digits taken out and a pound sign written as gbp: "Contract Value (£)" is "contractvaluegbp".
Source: Local Government Transparency Code 2015, part 2.1; headings of published registers.
"""

import re
from collections.abc import Sequence

FIELDS = (
    "reference",
    "title",
    "supplier",
    "category",
    "start",
    "end",
    "extends_to",
    "value",
    "yearly",
)
"""The fields of a contract, in the order in which they are shown."""

NEEDED = ("title", "supplier", "end")

_DEED = "(?:contract|agreement)?"
_DATE = "(?:date)?"
_PARTY = "(?:supplier|vendor|contractor|provider|payee)"
_ENDING = "(?:end|ends|expiry|expires|expiration|finish|renewal|termination|completion)"
_OF = "(?:contract|agreement|spend|service|procurement|product|main)?"
_SUM = "(?:value|sum|amount|price|cost)"
_BASIS = "(?:gbp|exvat|excvat|excludingvat|incvat|ofcontract)?"
# Best first. A heading is taken by the first field that it fits, in this order: "annual value"
# before "value", "extension end date" before "end date".
_CALLED = {
    "yearly": [
        rf"(?:estimated)?(?:annual|yearly){_DEED}(?:spend|{_SUM}){_BASIS}",
        r"(?:value|spend|cost|amount)(?:per|a)(?:year|annum)",
        r"annualised(?:value|spend)",
    ],
    "extends_to": [
        rf"(?:max(?:imum)?|latest|final|last)(?:possible)?{_DEED}(?:end|expiry){_DATE}",
        rf"{_DEED}(?:end|expiry){_DATE}(?:with|including|incl|after)(?:all)?extensions?",
        rf"extensions?(?:end|expiry|until|to|options?|periods?|available|months|inmonths)?{_DATE}",
        rf"extended(?:to|until|end){_DATE}",
        r"extendsto|optionstoextend|optiontoextend",
    ],
    "reference": [
        rf"{_DEED}(?:reference|ref)(?:number|no|code)?",
        rf"{_DEED}(?:number|no|id|code)",
        r"(?:procurement|tender)(?:reference|ref|id)(?:number|no)?",
        r"ocid|uniqueid",
    ],
    "title": [
        rf"{_DEED}(?:title|name)",
        r"titleof(?:the)?(?:agreement|contract)",
        rf"{_DEED}description(?:ofgoodsorservices|ofgoodsandservices)?",
        r"subject|contract",
    ],
    "supplier": [
        rf"(?:awarded|contracted)?{_PARTY}s?(?:name)?s?",
        r"supplier(?:nameanddetails|details)|successfulsupplier",
        r"awardedto|company(?:name)?",
    ],
    "category": [
        rf"{_OF}(?:category|categories)(?:name|label|description)?",
        r"categoryof(?:spend|service|goods)",
        r"commodity|proclass(?:label)?|cpv(?:label|description)",
        r"(?:service|product)(?:type|group|area)",
    ],
    "start": [
        rf"{_DEED}(?:start|commencement|begin|begins){_DATE}",
        rf"{_DATE}(?:start|from)",
        r"startdateof(?:the)?contract|effectivedate|dateofaward|awarddate",
    ],
    "end": [
        rf"(?:current|initial)?{_DEED}{_ENDING}{_DATE}",
        rf"{_DATE}(?:end|to|until)",
        r"enddateof(?:the)?contract|dateofexpiry",
    ],
    "value": [
        rf"(?:total|estimated|award|awarded|overall|whole)?{_DEED}{_SUM}{_BASIS}",
        r"valueof(?:the)?contract|sumtobepaid.*|lifetimevalue|wholelifevalue",
    ],
}


def columns_of(headings: Sequence[str]) -> dict[str, int]:
    """Return the position of each field among the headings, as far as their meaning is known."""
    squashed = [_squashed(heading) for heading in headings]
    found: dict[str, int] = {}
    for name, patterns in _CALLED.items():
        free = [at for at in range(len(squashed)) if at not in found.values()]
        fitting = (at for called in patterns for at in free if re.fullmatch(called, squashed[at]))
        if (at := next(fitting, None)) is not None:
            found[name] = at
    return {name: found[name] for name in FIELDS if name in found}


def _squashed(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", heading.lower().replace("£", "gbp"))
