"""What a layout may say about one field beyond what the form field itself says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .sizes import Size, Width


@dataclass(frozen=True, kw_only=True)
class Options:
    """How one field is drawn.

    `hints`, `dividers` and `reveals` are keyed by the value of an option, as text: the hint under
    it, the words on the line before it, and the layout that choosing it reveals. `exclusive` are
    the values that unset every other checkbox. `attributes` go on the control itself (htmx's, for
    example); an attribute of None is left out.
    """

    label_size: Size | None = None
    is_page_heading: bool = False
    label_hidden: bool = False
    width: Width | None = None
    classes: str = ""
    group_classes: str = ""
    described_by: str = ""
    attributes: Mapping[str, object] = field(default_factory=dict)

    prefix: str = ""
    suffix: str = ""
    inputmode: str = ""
    autocomplete: str = ""
    spellcheck: bool | None = None

    rows: int | None = None
    max_characters: int | None = None
    max_words: int | None = None
    threshold: int | None = None

    inline: bool = False
    small: bool = False
    as_scores: bool = False
    hints: Mapping[str, str] = field(default_factory=dict)
    dividers: Mapping[str, str] = field(default_factory=dict)
    reveals: Mapping[str, Sequence[object]] = field(default_factory=dict)
    exclusive: frozenset[str] = frozenset()

    enhanced: bool = True
