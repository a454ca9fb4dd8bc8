"""The base of every form, and fields that keep numbers, dates and words exactly as typed.

    from socialvalue.core.forms import DateField, ExactDecimalField, Form, MoneyField

Every field takes `called`, the words for it inside a message ("the contract value"), for where its
label is a question; otherwise the label is used.
"""

from .base import Form, ModelForm
from .dates import DateField, DateTimeField
from .numbers import ExactDecimalField, MoneyField, PercentageField, WholeNumberField
from .text import TextField

__all__ = [
    "DateField",
    "DateTimeField",
    "ExactDecimalField",
    "Form",
    "ModelForm",
    "MoneyField",
    "PercentageField",
    "TextField",
    "WholeNumberField",
]
