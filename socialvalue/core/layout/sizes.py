"""The sizes of words and the widths of inputs that GOV.UK Frontend has classes for."""

from enum import StrEnum


class Size(StrEnum):
    """How big a label, a legend or a heading is."""

    SMALL = "s"
    MEDIUM = "m"
    LARGE = "l"
    EXTRA_LARGE = "xl"


class Width(StrEnum):
    """How wide an input is. The first seven hold that many characters, whatever the screen."""

    CHARACTERS_2 = "govuk-input--width-2"
    CHARACTERS_3 = "govuk-input--width-3"
    CHARACTERS_4 = "govuk-input--width-4"
    CHARACTERS_5 = "govuk-input--width-5"
    CHARACTERS_10 = "govuk-input--width-10"
    CHARACTERS_20 = "govuk-input--width-20"
    CHARACTERS_30 = "govuk-input--width-30"
    FULL = "govuk-!-width-full"
    THREE_QUARTERS = "govuk-!-width-three-quarters"
    TWO_THIRDS = "govuk-!-width-two-thirds"
    HALF = "govuk-!-width-one-half"
    THIRD = "govuk-!-width-one-third"
    QUARTER = "govuk-!-width-one-quarter"
