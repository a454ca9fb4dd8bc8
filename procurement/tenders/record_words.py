"""The words of this room for what was done, and what the record shows of a change."""

from procurement.calculations.life import TWO_PEOPLE, Move

WORDS = {
    "tender.created": "made the tender",
    "tender.loaded": "loaded the tender from an evaluation bundle",
    "tender.changed": "changed what the tender says about itself: {changed}",
    "tender.duty_recorded": "recorded what the contract could improve, as the 2012 Act asks",
    "tender.scale_set": "wrote the scale {title}",
    "tender.scale_removed": "took a scale of their own out",
    "tender.pass_marks_set": "set the pass marks of the sections",
    "tender.lot_set": "set lot {code}: {title}",
    "tender.lot_removed": "took a lot out",
    "tender.lot_limits_set": "set how many lots one supplier may win",
    "tender.key_criteria_taken": "started from the key criteria of the law: {criteria}",
    "tender.social_value_choices_set": (
        "set the policy outcomes to cover ({outcomes}) and how sizes of commitments count"
    ),
    "tender.departure_confirmed": "confirmed the departure from {rule}, at {proposed}%",
    "tender.departure_refused": "refused the departure from {rule}, at {proposed}%",
    "tender.finding_answered": "said why a finding may stand: {finding}",
    "tender.weights_set": (
        "set the weights: quality {quality}%, price {price}%, social value {social_value}%"
    ),
    "tender.departure_recorded": "recorded a departure from {rule}, approved by {approver}",
    "tender.areas_chosen": "chose the areas for action: {areas}",
    "tender.questions_set": "set the {section} questions",
    "tender.price_set": "set how prices are scored",
    "tender.climate_theme_said": "said where the climate theme is: {places}",
    "tender.stress_bids_set": "made up bids to test the method of lot {lot}: {bids}",
    "tender.stress_points_set": "gave the made-up bid {bid} points on the questions",
    "tender.stress_acknowledged": "acknowledged the stress test of lot {lot}",
    "tender.method_fixed": "fixed the method, version {version}{late}",
    "bid.recorded": "recorded the bid {bid}",
    "bid.changed": "changed the bid {bid}",
    "bid.received": "received and sealed the bid {bid}",
    "bid.withdrawn": "withdrew the bid {bid}",
    "bid.refused": (
        "was refused a second bid of a bidder for the same lot, which shows that the bidder has one"
    ),
    "bid.late_admitted": "admitted the late bid {bid}",
    "bid.late_refused": "did not admit the late bid {bid}",
    "clarification.asked": "asked the bidder of {bid} a question",
    "clarification.answered": "recorded what the bidder of {bid} answered",
    "clarification.closed": "closed a question to the bidder of {bid} without an answer",
    "tender.deadline_brought_forward": (
        "brought the deadline forward, which is possible in a demonstration only"
    ),
    "tender.method_published": "published the method, version {version}",
    "tender.amendment_started": "began to amend the published method",
    "tender.amendment_dropped": "dropped the amendment of the published method",
    "tender.hold_placed": "placed a legal hold on the tender: nothing of it is purged",
    "tender.hold_lifted": "lifted the legal hold on the tender",
    "tender.kept_from": "set the day from which the tender is kept: {counts_from}",
    "tender.purged": "purged what is kept no longer: {purged}",
}
NAMES = {
    "reference": "reference",
    "title": "title",
    "improvement": "what it could improve",
    "regime": "law",
    "nation": "nation",
    "main_category": "what it mainly buys",
    "commenced_on": "day it commences",
    "value_excluding_vat_pence": "value without VAT",
    "value_including_vat_pence": "value with VAT",
    "deadline": "deadline",
}


CHANGES = {
    "tender.changed": NAMES,
    "tender.weights_set": {
        "quality": "quality, in %",
        "price": "price, in %",
        "social_value": "social value, in %",
    },
    "tender.areas_chosen": {"areas": "areas for action"},
    "tender.price_set": {
        "formula": "price formula",
        "parameters": "numbers of the formula",
        "should_cost_pence": "should-cost estimate",
        "tie_break": "order in which ties are broken",
        "percent_below": "abnormally low, in % below the reference",
        "references": "references for abnormally low prices",
    },
    "tender.deadline_brought_forward": {"deadline": "deadline"},
    "bid.received": {"submitted": "came in", "receipt_sha256": "fingerprint of what was received"},
}
"""What the page shows of an event before and after, by what was done; of others nothing."""

STEPS = {
    Move.PUBLISH: "publish the method",
    Move.AMEND: "publish the amended method",
    Move.OPEN_BIDS: "open the bids",
    Move.START_SCORING: "start scoring",
    Move.START_MODERATION: "start moderation",
    Move.LOCK_QUALITY: "lock quality",
    Move.UNLOCK_QUALITY: "unlock quality",
    Move.OPEN_PRICES: "open the prices",
    Move.RANK: "rank the bids",
    Move.RETURN_RANKING: "send the ranking back",
    Move.APPROVE: "approve the result",
    Move.AWARD: "award the contract",
    Move.ARCHIVE: "archive the tender",
    Move.TERMINATE: "terminate the procurement",
}
"""Every step of a tender's life, in the words of an order."""

WORDS |= {f"tender.{move}": f"took the step to {words}" for move, words in STEPS.items()}
for _move in TWO_PEOPLE:
    _step = STEPS[_move]
    WORDS |= {
        f"tender.{_move}": f"confirmed the proposal to {_step}, made by {{proposed_by}}",
        f"tender.{_move}.proposed": f"proposed to {_step}",
        f"tender.{_move}.refused": f"refused the proposal to {_step}, made by {{proposed_by}}",
        f"tender.{_move}.taken_back": f"took back the proposal to {_step}",
    }
