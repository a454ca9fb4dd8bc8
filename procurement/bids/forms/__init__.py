"""The shapes of answers about bids."""

from procurement.bids.forms.afterwards import AnswerForm, AskForm, LateForm
from procurement.bids.forms.opening import DecideForm, ProposeForm
from procurement.bids.forms.receiving import SealForm, UploadForm, WithdrawForm
from procurement.bids.forms.typed import TypedBidForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "DecideForm",
    "LateForm",
    "ProposeForm",
    "SealForm",
    "TypedBidForm",
    "UploadForm",
    "WithdrawForm",
]
