"""How publishers call the fields of a payments file: the table that headings are recognised by.

Each pattern is compared with the whole heading in small letters with everything but letters and
digits taken out ("Net Amount (£)" is "netamount").
Source: headings of English public bodies, and of some in Wales; docs/sums.md, headings.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Meaning:
    """How a field is called: whole headings, best first, then words that give it away.

    `lastly` are headings that are taken only where nothing else fits.
    """

    called: tuple[re.Pattern[str], ...]
    words: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    lastly: tuple[re.Pattern[str], ...] = ()


def _meaning(
    *, called: Iterable[str], words: str = "", never: str = "", lastly: Iterable[str] = ()
) -> Meaning:
    return Meaning(
        tuple(map(re.compile, called)),
        frozenset(words.split()),
        frozenset(never.split()),
        tuple(map(re.compile, lastly)),
    )


WRITTEN_OUT: Mapping[str, str] = {
    "dt": "date",
    "dte": "date",
    "pmnt": "payment",
    "pmt": "payment",
    "paym": "payment",
    "paymt": "payment",
    "pymt": "payment",
    "inv": "invoice",
    "supp": "supplier",
    "desc": "description",
    "descr": "description",
    "amnt": "amount",
    "nett": "net",
    "clrng": "clearing",
    "clear": "clearing",
    "loc": "local",
    "curr": "currency",
    "lc": "localcurrency",
}
"""Words that headings cut short. What patterns know as it stands (trans, no, amt) is not here."""

_PARTY = (
    "(?:supplier|vendor|payee|creditor|beneficiary|merchant|contractor|provider|recipient"
    "|cyflenwr|talai|derbynnydd)"
)
_NOT_A_NAME = (
    "code id number no num ref reference type postcode post address category catergory "
    "classification class vat reg registration size sme country town county email site status uri "
    "url date amount value description invoice other"
)
_MONEY = "(?:amount|amt|value|payment|spend|cost|total|sum)"
_OF = "(?:transaction|invoice|line|payment|total|expenditure|spend|item|distribution|posted)"
_OF_THE_WHOLE = "(?:invoice|header|total|final|grand)"
"""What stands on every line of an invoice that is split, and is the sum of them all."""
_IN_POUNDS = "(?:billing|billed|settlement|reporting|base|local|localcurrency|sterling|gbp)"
"""Where a card was used abroad, another column has the amount in the money of the place."""
_UNIT = "(?:gbp|pounds?|inpounds|ingbp|sterling|insterling|£)?"
_NOT_MONEY = (
    "vat tax number no num code type ref reference date contract order budget id band category "
    "description for debit credit pence 000 000s 1000 1000s thousand thousands k m million millions"
)
_OFF = r"(?:all|any)?(?:recoverable|reclaimable)?(?:vat|tax)"
_NET = (
    rf"net{_MONEY}?(?:of|excluding|excl|exc|ex)?(?:vat)?(?:paid)?{_UNIT}",
    rf"{_MONEY}(?:paid)?(?:net|netofvat|netvat|excludingvat|exclvat|excvat|exvat|beforevat){_UNIT}",
    rf"{_OF}{_MONEY}(?:paid)?(?:net|netofvat|excludingvat|exclvat|excvat|exvat){_UNIT}",
    rf"{_OF}?{_MONEY}(?:paid)?(?:netof|excluding|exclusiveof|excl|exc|ex){_OFF}{_UNIT}",
    r"(?:swm|gwerth|cyfanswm)net",
)
_PLAIN = (
    rf"{_IN_POUNDS}(?:amount|amt|value)|(?:amount|amt|value)in(?:gbp|sterling|localcurrency)",
    rf"(?:(?:paid|payment)?(?:amount|amt)|(?:amount|amt)paid){_UNIT}",
    rf"(?:{_MONEY}|paymentvalue|valuepaid|amountspent|totalpaid){_UNIT}",
    rf"(?!{_OF_THE_WHOLE}){_OF}{_MONEY}{_UNIT}",
    rf"{_OF_THE_WHOLE}+{_MONEY}{_UNIT}",
    r"price|sumpaid|gbp|pounds|sterling|swm|swmadalwyd|gwerth|gwariant|cyfanswm",
)
_GROSS = (
    rf"gross{_MONEY}?(?:paid)?(?:detail)?{_UNIT}",
    rf"{_MONEY}(?:paid)?(?:gross|includingvat|inclvat|incvat|withvat){_UNIT}",
    r"(?:swm|gwerth|cyfanswm)gros",
)

_VAT = frozenset(["vat", "tax"])
_SOME_MONEY = frozenset(
    ["amount", "amt", "amounts", "value", "total", "spend", "cost", "payment", "paid", "sum"]
)
_OUT = frozenset(["exc", "excl", "excluding", "exclusive", "ex", "net", "before", "without"])
_IN = frozenset(["inc", "incl", "including", "inclusive", "gross", "with", "plus"])
_NEVER_OURS = frozenset(["irrecoverable", "unrecoverable", "nonrecoverable", "non"])
_NO_AMOUNT = frozenset(
    ["number", "no", "code", "type", "ref", "reference", "date", "reg", "registration", "rate",
     "status", "contract", "pence", "thousand", "thousands", "000", "000s", "k", "m", "million"]
)  # fmt: skip


_SAYS_POUNDS = re.compile(rf"£|\b(?:gbp|sterling|{_IN_POUNDS.strip('()?:')})\b", re.IGNORECASE)


def says_pounds(heading: str) -> bool:
    """Say whether a heading tells that its amounts are in pounds, whatever stands beside them."""
    return bool(_SAYS_POUNDS.search(heading.replace("_", " ")))


def told_of_vat(words: Collection[str]) -> str:
    """Return "net", "gross" or "plain" if these words of a heading tell it of an amount, else "".

    An amount with the VAT that the publisher cannot get back is net of what it can.
    """
    said = frozenset(words)
    if not (said & _VAT and said & _SOME_MONEY) or said & _NO_AMOUNT:
        return ""
    if said & _OUT:
        return "net"
    if said & _IN:
        return "plain" if said & _NEVER_OURS else "gross"
    return ""


MEANINGS: Mapping[str, Meaning] = {
    "supplier": _meaning(
        called=(
            rf"{_PARTY}s?(?:or)?{_PARTY}?(?:cid)?names?[12]?",
            rf"nameof(?:the)?(?:{_PARTY}|company)|enwr?y?{_PARTY}",
            rf"{_PARTY}s?|(?:customer|client)s?(?:or)?{_PARTY}s?(?:names?|description)?|paidto|payto|talwydi",
            r"name1?|accountname|sourceaccountname|tradingname|companyname",
            (
                r"(?:organisation|body|company)paid|company|firm|trader|seller|thirdparty|paymentto"
                rf"|payableto|counterparty|tradingpartner|legalname|credname|(?:invoice){_PARTY}"
            ),
        ),
        words=("supplier vendor payee creditor beneficiary merchant"),
        never=_NOT_A_NAME,
    ),
    "date": _meaning(
        called=(
            (
                r"(?:payment|paid|pay)date|datepaid|dateof(?:the)?payment|datepaymentmade|paidon"
                r"|dyddiad(?:y?taliad|talu|talwyd)"
            ),
            (
                r"date|(?:transaction|expenditure)date|dateof(?:transaction|expenditure)"
                r"|dateexpenditureoccurred|dyddiad(?:y?trafodiad)?"
            ),
            (
                r"(?:posting|posted|post|clearing|cleared|accounting|gl|effective|ledger|processed"
                r"|document|doc|journal|entry)date|date(?:posted|cleared|processed)"
            ),
            r"clearing|cleared",
            r"(?:invoice|bill)date|dateof(?:the)?invoice|dyddiadyr?anfoneb",
            r"paymentmade(?:on)?|paymentday|daypaid|whenpaid|paymentdt|paymentrundate|day|when",
        ),
        words=("date"),
        never=(
            "start end due birth contract update updated order ordered published publication "
            "report run from to award awarded signed review expiry expires renewal commencement "
            "extension completion approved approval decision registered required delivery delivered"
        ),
        lastly=(
            r"(?:payment|paid|posting)?(?:month|period)(?:paid)?|monthof(?:the)?payment|mis|paid",
        ),
    ),
    "net": _meaning(called=_NET, words=("net"), never=_NOT_MONEY.removeprefix("vat ")),
    "plain": _meaning(
        called=_PLAIN,
        words=("amount value"),
        never=f"{_NOT_MONEY} award awarded estimated annual original foreign currency lifetime",
        lastly=(rf"paid{_UNIT}",),
    ),
    "gross": _meaning(called=_GROSS, words=("gross"), never=_NOT_MONEY.removeprefix("vat ")),
    "debit": _meaning(called=(rf"(?:debits?|dr|paidout|moneyout){_MONEY}?{_UNIT}",)),
    "credit": _meaning(called=(rf"(?:credits?|cr|paidin|moneyin|refunds?){_MONEY}?{_UNIT}",)),
    "sign": _meaning(
        called=(
            (
                r"(?:dr(?:or)?cr|cr(?:or)?dr|dc|debit(?:or)?credit|credit(?:or)?debit)"
                r"(?:indicator|ind|flag|marker|type|code)?"
            ),
            r"(?:amount)?sign(?:indicator)?|plus(?:or)?minus",
        ),
    ),
    "currency": _meaning(
        called=(r"(?:payment|invoice|document)?(?:currency|ccy|curr?)(?:code)?",),
    ),
    "vat": _meaning(
        called=(
            rf"(?:recoverable)?vat(?:amount|value|paid|charged|element|total)?{_UNIT}",
            rf"(?:amount|value)(?:of)?vat{_UNIT}|tax(?:amount)?{_UNIT}",
            r"(?:input|ofwhich)vat|vatincluded|valueaddedtax|taw",
        ),
    ),
    "postcode": _meaning(
        called=(
            rf"(?:{_PARTY}s?)?postco[ds]e",
            rf"(?:registered|{_PARTY}).*postco[ds]e",
            r"postalcode|pcode|zip(?:code)?|supplierpc",
        ),
        words=("postcode"),
        never=("delivery buyer body organisation"),
    ),
    "transaction_number": _meaning(
        called=(
            r"trans(?:action)?s?(?:number|no|num|ref|reference|id|referencenumber)",
            (
                r"(?:voucher|payment|document|doc|journal|unique|our|internal|system)"
                r"(?:transaction|payment|document)?(?:number|no|num|ref|reference|id|referencenumber)"
            ),
            r"(?:invoice|ledger)(?:number|no|num|ref|reference|id)",
            r"(?:ref|reference)(?:no|number)?|transaction",
            r"voucher|journal|(?:po|purchaseorder|serial)(?:number|no)?|number|no|id",
        ),
        words=("ref reference"),
        never=("supplier vendor contract cost vat category budget order company charity project"),
    ),
    "category": _meaning(
        called=(
            (
                r"(?:procurement|spend|spending|purchase|purchasing|expenditure|expense|merchant)?"
                r"cate(?:r)?gory(?:name|label|description|title)?"
            ),
            (
                r"(?:expense|expenses|spend)type|(?:service)category(?:label)?|categoryinternalname"
                r"|servicelabel|proclass(?:label|description)?|cpv(?:label|description)"
                r"|procurementclassification|matho?wariant|categori"
            ),
            (
                r"expenditure(?:type|group)|typeof(?:expenditure|expense|spend)"
                r"|natureof(?:expenditure|spend)|expenditureaccount"
                r"|(?:subjective|account)(?:description|detail|details|name)"
            ),
            r"subjective|account|expenses?|(?:gl|generalledger)(?:account)?(?:description|name)",
            r"(?:expense|expenses|spend)area|servicearea|service",
            r"(?:cost|purchase)type|typeofgoods|(?:spend|expenditure|purchase)?(?:classification|group)",
            (
                r"(?:gl|nominal|ledger|mcc|expense|expenditure|cipfa)(?:account)?(?:code)?"
                r"(?:description|desc|name)|nominal"
                r"|(?:ledger|budget|expenditure|spend)?heading"
            ),
            r"commodity(?:group|description)?|product(?:group|category)|cpv|sector|class|type",
        ),
        words=("category classification"),
        never=("supplier vendor code id sme uri url"),
    ),
    "description": _meaning(
        called=(
            (
                r"(?:transaction|transation|invoice|line|item|expenditure|payment|spend|purchase"
                r"|expense|detailed|actual|goods|extended)?"
                r"description(?:of(?:transaction|goods|spend))?|disgrifiad"
            ),
            (
                r"purpose(?:of(?:spend|spending|expenditure|payment))?|(?:additional)?narrative"
                r"|(?:transaction|line|payment)?(?:narrative|narration|details?)|pwrpas"
                r"|summaryof(?:the)?(?:purpose|expenditure|spend)(?:of(?:the)?(?:expenditure|spend))?"
            ),
            r"items?|goods|summary|whatfor|reason|text|comments?|remarks|notes?",
        ),
        words=("description narrative purpose notes comments"),
        never=("category account cost code supplier department subjective cpv service proclass"),
    ),
}
