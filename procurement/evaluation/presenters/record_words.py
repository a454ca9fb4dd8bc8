"""The words of this room for the record of a tender, and from which state on each is told."""

from procurement.calculations import life
from procurement.evaluation import permissions
from procurement.tenders import record
from procurement.tenders.record import Words

SCORES, PRICES, BIDS = life.SEES_CONSENSUS, life.SEES_PRICES, life.SEES_BIDS

PANEL = {
    "panel.joined": "put {member} on the panel, as {role}",
    "panel.changed": "changed what {member} scores",
    "panel.left": "took {member} off the panel",
    "panel.declared": "declared interests, as {member}",
    "panel.recused": "noted that {member} keeps away from a bidder",
    "panel.recusal_lifted": "lifted a note that {member} keeps away from a bidder",
    "panel.interest_decided": "decided on an interest that {member} had declared",
    "conflicts.reviewed": "reviewed the conflicts assessment",
}
SCORING = {
    "individual.submitted": "submitted scores of the bid {bid}, as {member}: {criteria}",
    "individual.reopened": "let {evaluator} score {criterion} of the bid {bid} anew",
    "score.drafted": "saved a draft of the score of the bid {bid} for {criterion}",
    "score.agreed": "recorded the agreed score of the bid {bid} for {criterion}",
    "score.amended": "changed the agreed score of the bid {bid} for {criterion}",
    "score.moved": "recorded why {evaluator} moved on {criterion} of the bid {bid}",
}
CORRECTIONS = {
    "score.correction_proposed": (
        "proposed to correct the score of the bid {bid} for {criterion}, with prices known"
    ),
    "score.correction_refused": (
        "refused to correct the score of the bid {bid} for {criterion}, with prices known"
    ),
    "score.corrected": (
        "confirmed the correction of the score of the bid {bid} for {criterion}, with prices known"
    ),
}
PRICING = {
    "prices.opened": "opened the prices of {bids}",
    "price.enquired": "asked the bidder of {bid} about its price",
    "price.answered": "recorded what the bidder of {bid} answered about its price",
    "price.concluded": "concluded the enquiry into the price of {bid}",
    "lot.drawn": "recorded lots drawn for lot {lot}, before {witness}",
    "result.stored": "stored the result, number {number}",
    "result.downloaded": "downloaded the {what}",
}
AFTER = {
    "letters.contacts_recorded": "recorded where suppliers are written to",
    "letters.reason_withheld": (
        "held the reason for {criterion} of the bid {bid} back from other suppliers"
    ),
    "letters.reason_told": (
        "let other suppliers read the reason for {criterion} of the bid {bid} after all"
    ),
    "letters.asked": "asked for pack {pack} of the letters",
    "letters.made": "made {letters} letters, pack {pack}",
    "letters.issued": "issued {letters} letters, pack {pack}",
    "standstill.notice_planned": "planned the notice, with a standstill to {ends_on}",
    "standstill.notice_published": (
        "recorded the publication of the notice, with a standstill to {ends_on}"
    ),
    "representation.received": "recorded an objection of {supplier}",
    "representation.decided": "recorded the decision on the objection of {supplier}: {decision}",
}

AGREED = {"points": "agreed score", "reason": "reason for the score"}
CHANGES = {
    "score.agreed": AGREED,
    "score.amended": AGREED,
    "score.moved": {"points": "from own to agreed score"},
    "score.correction_proposed": AGREED,
    "score.correction_refused": AGREED,
    "score.corrected": AGREED,
    "price.enquired": {"notice": "what was asked", "answer_by": "to be answered by"},
    "price.answered": {"answer": "answer"},
    "price.concluded": {"outcome": "outcome"},
}
"""What the record shows of what was agreed, answered or decided, in the states that show it."""


record.say({did: Words(sentence=words, shown_in=BIDS) for did, words in PANEL.items()})
record.say({"bid.disqualified": Words(sentence="set the bid {bid} aside: {rule}", shown_in=BIDS)})
record.say(
    {
        did: Words(
            sentence=words,
            changes=CHANGES.get(did, {}),
            shown_in=SCORES,
            may_read=permissions.may_see_consensus,
        )
        for did, words in SCORING.items()
    }
)
record.say(
    {
        did: Words(
            sentence=words,
            changes=CHANGES.get(did, {}),
            shown_in=PRICES,
            may_read=permissions.may_see_prices,
        )
        for did, words in (CORRECTIONS | PRICING).items()
    }
)
record.say(
    {did: Words(sentence=words, shown_in=BIDS, named_in=BIDS) for did, words in AFTER.items()}
)
