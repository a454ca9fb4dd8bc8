"""What this room takes out of a tender that is kept no longer."""

import datetime as dt

from procurement.bids.models import Answer, Clarification, Commitment, Envelope
from procurement.tenders import retaining
from procurement.tenders.models import Tender
from procurement.tenders.retaining import PURGED


@retaining.register
def purge_bids(tender: Tender, _at: dt.datetime) -> dict[str, int]:
    """Take out bidders' own words and the files in which bids came; what was promised stays."""
    answers = Answer.sealed.filter(bid__tender=tender)
    commitments = Commitment.sealed.filter(bid__tender=tender).exclude(explanation="")
    envelopes = Envelope.sealed.filter(bid__tender=tender)
    questions = Clarification.objects.filter(bid__tender=tender)
    return {
        "answers": answers.update(text=PURGED),
        "explanations of commitments": commitments.update(explanation=PURGED),
        "files of bids": envelopes.update(content=PURGED.encode(), file_name=""),
        "clarifications": questions.exclude(answer="").update(answer=PURGED)
        + questions.filter(answer="").update(question=PURGED),
    }
