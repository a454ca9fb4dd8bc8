"""What a page can be narrowed to: links, each with an address of its own that can be sent on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

Asked = Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """One question, such as by which address; the first option is meant unless another is asked."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]

    def chosen(self, asked: Asked) -> str:
        """Return the option asked for; one that there is not counts as the first."""
        codes = [code for code, _ in self.options]
        return asked[self.name] if asked.get(self.name) in codes else codes[0]


def answers(choices: Sequence[Choice], asked: Asked) -> dict[str, str]:
    """Return what is chosen of each."""
    return {choice.name: choice.chosen(asked) for choice in choices}


def query_of(choices: Sequence[Choice], chosen: Asked) -> str:
    """Return what is chosen as the end of an address; first options are left out."""
    said = {
        choice.name: chosen[choice.name]
        for choice in choices
        if chosen[choice.name] != choice.options[0][0]
    }
    return f"?{urlencode(said)}" if said else ""


def links(
    choices: Sequence[Choice],
    chosen: Asked,
    *,
    address: str,
    part: str = "",
    beside: Sequence[Choice] = (),
) -> list[dict[str, Any]]:
    """Return each choice with a link for every option; a choice of one option is none.

    Links keep what is chosen of the other choices, and of those `beside` them.
    """
    end = f"#{part}" if part else ""
    every = [*choices, *beside]
    return [
        {
            "label": choice.label,
            "options": [
                {
                    "text": text,
                    "url": address + query_of(every, {**chosen, choice.name: code}) + end,
                    "is_current": chosen[choice.name] == code,
                }
                for code, text in choice.options
            ],
        }
        for choice in choices
        if len(choice.options) > 1
    ]
