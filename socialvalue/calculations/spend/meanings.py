"""How publishers call the fields of a payments file: the table that headings are recognised by.

Each pattern is compared with the whole heading in small letters with everything but letters and
digits taken out ("Net Amount (£)" is "netamount").
Source: headings of 26 English public bodies; docs/sums.md, headings.
"""

import re
from collections.abc import Iterable, Mapping
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


_PARTY = "(?:supplier|vendor|payee|creditor|beneficiary|merchant|contractor|provider|recipient)"
_NOT_A_NAME = (
    "code id number no num ref reference type postcode post address category catergory "
    "classification class vat reg registration size sme country town county email site status uri "
    "url date amount value description invoice other"
)
_MONEY = "(?:amount|amt|value|payment|spend|cost|total|sum)"
_OF = "(?:transaction|invoice|line|payment|total|expenditure|spend|item|distribution|posted)"
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
)
_PLAIN = (
    rf"(?:(?:paid|payment)?(?:amount|amt)|(?:amount|amt)paid){_UNIT}",
    rf"(?:{_MONEY}|paymentvalue|valuepaid|amountspent|totalpaid){_UNIT}",
    rf"{_OF}{_MONEY}{_UNIT}",
    r"price|sumpaid|gbp|pounds|sterling",
)
_GROSS = (
    rf"gross{_MONEY}?(?:paid)?(?:detail)?{_UNIT}",
    rf"{_MONEY}(?:paid)?(?:gross|includingvat|inclvat|incvat|withvat){_UNIT}",
)

MEANINGS: Mapping[str, Meaning] = {
    "supplier": _meaning(
        called=(
            rf"{_PARTY}s?(?:or)?{_PARTY}?names?",
            rf"nameof(?:the)?{_PARTY}",
            rf"{_PARTY}s?|paidto|payto",
            r"name|accountname|sourceaccountname|tradingname|companyname",
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
            r"(?:payment|paid|pay)date|datepaid|dateof(?:the)?payment|datepaymentmade|paidon",
            (
                r"date|(?:transaction|expenditure)date|dateof(?:transaction|expenditure)"
                r"|dateexpenditureoccurred"
            ),
            (
                r"(?:posting|posted|post|clearing|cleared|accounting|gl|effective|ledger|processed"
                r"|document|doc|journal|entry)date|date(?:posted|cleared|processed)"
            ),
            r"(?:invoice|bill)date|dateof(?:the)?invoice",
            r"paymentmade(?:on)?|paymentday|daypaid|whenpaid|paymentdt|paymentrundate|day|when",
        ),
        words=("date"),
        never=(
            "start end due birth contract update updated order published publication report run "
            "from to"
        ),
        lastly=(r"(?:payment|paid|posting)?(?:month|period)(?:paid)?|monthof(?:the)?payment",),
    ),
    "net": _meaning(called=_NET, words=("net"), never=_NOT_MONEY.removeprefix("vat ")),
    "plain": _meaning(called=_PLAIN, words=("amount value"), never=_NOT_MONEY),
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
    "vat": _meaning(
        called=(
            rf"(?:recoverable)?vat(?:amount|value|paid|charged|element|total)?{_UNIT}",
            rf"(?:amount|value)(?:of)?vat{_UNIT}|tax(?:amount)?{_UNIT}",
            r"(?:input|ofwhich)vat|vatincluded|valueaddedtax",
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
                r"|procurementclassification"
            ),
            (
                r"expendituretype|typeof(?:expenditure|expense|spend)|natureof(?:expenditure|spend)"
                r"|(?:subjective|account)(?:description|detail|details|name)?|subjective"
                r"|expenditureaccount"
            ),
            r"(?:expense|expenses|spend)area|servicearea|service",
            r"(?:cost|purchase)type|typeofgoods|(?:spend|expenditure|purchase)?(?:classification|group)",
            (
                r"(?:gl|nominal|ledger|mcc|expense|expenditure|cipfa)(?:account)?(?:code)?"
                r"(?:description|desc|name)|nominal"
                r"|(?:ledger|budget|expenditure|spend)?heading"
            ),
            r"commodity(?:group|description)?|product(?:group|category)|cpv|sector|class|type",
        ),
        words=("category"),
        never=("supplier vendor code id sme"),
    ),
    "description": _meaning(
        called=(
            (
                r"(?:transaction|transation|invoice|line|item|expenditure|payment|spend|purchase"
                r"|expense|detailed|actual|goods)?description(?:of(?:transaction|goods|spend))?"
            ),
            (
                r"purpose(?:of(?:spend|spending|expenditure|payment))?|(?:additional)?narrative"
                r"|(?:transaction|line|payment)?(?:narrative|narration|details?)|summaryofpurpose"
            ),
            r"items?|goods|summary|whatfor|reason|text|comments?|remarks|notes?",
        ),
        words=("description narrative purpose notes comments"),
        never=("category account cost code supplier department subjective cpv service"),
    ),
}
