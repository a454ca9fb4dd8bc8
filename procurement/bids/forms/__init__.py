"""The shapes of answers about bids."""

from procurement.bids.forms.afterwards import AnswerForm, AskForm, LateForm
from procurement.bids.forms.opening import DecideOpeningForm, ProposeForm
from procurement.bids.forms.receiving import SealForm, UploadForm, WithdrawForm
from procurement.bids.forms.typed import TypedBidForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "DecideOpeningForm",
    "LateForm",
    "ProposeForm",
    "SealForm",
    "TypedBidForm",
    "UploadForm",
    "WithdrawForm",
]
