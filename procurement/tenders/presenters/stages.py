"""Where a tender is in its life, in seven words, and the colour of each state."""

from procurement.tenders.models import State, Tender

STAGES = {
    "Method": {State.DRAFT},
    "Receive bids": {State.PUBLISHED},
    "Score": {State.CLOSED, State.SCORING},
    "Moderate": {State.CONSENSUS, State.QUALITY_LOCKED},
    "Decide": {State.PRICE_OPENED, State.RANKED},
    "Tell bidders": {State.APPROVED},
    "Awarded": {State.AWARDED, State.ARCHIVED},
}

COLOURS = {
    State.DRAFT: "grey",
    State.PUBLISHED: "blue",
    State.CLOSED: "turquoise",
    State.SCORING: "yellow",
    State.CONSENSUS: "orange",
    State.QUALITY_LOCKED: "purple",
    State.PRICE_OPENED: "light-blue",
    State.RANKED: "pink",
    State.APPROVED: "turquoise",
    State.AWARDED: "green",
    State.ARCHIVED: "grey",
    State.TERMINATED: "red",
}


def stages(tender: Tender) -> list[dict[str, str]]:
    """Return the stages of a tender's life: done, current or to come.

    A tender that was broken off has no current stage beyond the one it ended in.
    """
    names = list(STAGES)
    here = next(place for place, name in enumerate(names) if tender.stands_in in STAGES[name])
    return [
        {
            "text": name,
            "state": "done" if place < here else "current" if place == here else "to_come",
        }
        for place, name in enumerate(names)
    ]
