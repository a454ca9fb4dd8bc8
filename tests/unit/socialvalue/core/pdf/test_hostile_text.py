"""A document of anybody's text: nothing is run, opened, fetched or lost, and nothing hangs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from socialvalue.core.pdf import typeface, words
from tests.unit.socialvalue.core.pdf import reading, samples

HOSTILE = [
    "",
    " ",
    "\0",
    "<b>unclosed",
    "</para></b>&amp;&#x41;&bogus;",
    '<img src="/etc/passwd"/>',
    '<a href="javascript:alert(1)">x</a>',
    "<font color=\"[[[getattr(pow,'__globals__')['os'].system('x') for x in 'a']]]\">x</font>",
    ") Tj ET Q (injected",
    "endstream endobj 1 0 obj << /S /JavaScript >>",
    "<feff>",
    "]]></x:xmpmeta><?xpacket end='w'?>",
    "{title} %s %(x)s {0.__class__}",
    "\u202ereversed\u202c \u2066isolated\u2069",
    "שלום עליכם",
    "السلام عليكم",
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
    "x" * 1_000_000,
    "word " * 20_000,
    "\n" * 100_000,
    "a\n" * 100_000,
    "\u0301" * 100_000,
    "\ud800\udfff",
    "契約" * 500,
]

ANYTHING = st.text(alphabet=st.characters(), max_size=60) | st.text(
    alphabet="<>&/()[]{}\\%'\" \n\tabimghref=\u202e\u0301é😀ש", max_size=80
)


def check(text):
    """Print the text in every slot and read the file back."""
    content = samples.with_text(text).render()

    pdf = reading.opened(content)
    whole = reading.tree(pdf)
    assert reading.untagged_painting(pdf) == []
    assert "/JavaScript" not in pdf.Root.get("/Names", {})
    # The one address is the one that our own code gave.
    assert {str(link.A.URI) for found in whole.all("Link") for link in found.links} == {
        "https://www.gov.uk/"
    }
    return content, whole


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:24]))
def test_hostile_text_is_printed_as_it_is(text):
    content, whole = check(text)

    regular, _bold = typeface.faces()
    printed = "".join(regular.drawable(words.plain(text)).split())
    body = whole.all("LBody")[0]
    assert "".join(body.text.split()) == printed
    assert printed[:20] in "".join(reading.text(content).split())


@given(ANYTHING)
@settings(max_examples=25)
@example("😀 <b>")
def test_any_text_can_stand_in_every_slot(text):
    check(text)


@pytest.mark.slow
@given(ANYTHING)
@settings(max_examples=5_000)
def test_any_text_can_stand_in_every_slot_long_campaign(text):
    check(text)


def test_text_that_cannot_be_drawn_is_still_told_to_those_who_listen():
    document = samples.empty()
    document.paragraph("Made by שלום 😀")

    paragraph = reading.tree(reading.opened(document.render())).children[-1]

    assert paragraph.text == "Made by □□□□ □"
    assert str(paragraph.node.ActualText) == "Made by שלום 😀"


def test_text_that_can_be_drawn_is_not_told_twice():
    document = samples.empty()
    document.paragraph("Café\nŁódź")

    paragraph = reading.tree(reading.opened(document.render())).children[-1]

    assert "/ActualText" not in paragraph.node


def test_a_word_of_a_million_letters_is_cut_before_it_is_laid_out(monkeypatch):
    measured = []
    pieces = typeface.Face._pieces
    monkeypatch.setattr(
        typeface.Face, "_pieces", lambda *given: measured.append(len(given[1])) or pieces(*given)
    )
    document = samples.empty()
    document.paragraph("x" * 1_000_000)
    document.bullets(["x" * 1_000_000])

    document.render()

    assert measured == [words.LONGEST_TEXT] * 2


WATCHED = """
import json, sys
from tests.unit.socialvalue.core.pdf import samples
from socialvalue.core.pdf import press

seen = []
def watch(event, arguments):
    if event == "open" or event.startswith(("socket.", "subprocess.", "os.system", "urllib.")):
        seen.append([event, str(arguments[0])])
sys.addaudithook(watch)
for text in json.loads(sys.stdin.read()):
    samples.with_text(text).render()
print(json.dumps(seen))
"""


def test_nothing_is_opened_but_the_typeface_and_nothing_is_called():
    texts = [text[:2_000].encode("utf-8", "replace").decode() for text in HOSTILE]

    made = subprocess.run(  # noqa: S603 -- our own program, in a process of its own
        [sys.executable, "-c", WATCHED],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[5],
    )

    # Python may still load a module of its own (a codec) when it is first needed.
    seen = [
        (event, path)
        for event, path in json.loads(made.stdout)
        if not (event == "open" and path.endswith((".py", ".pyc")))
    ]
    assert {event for event, _path in seen} == {"open"}
    assert {Path(path).name for _event, path in seen} == {"Inter-Regular.ttf", "Inter-Bold.ttf"}
    assert {Path(path).parent for _event, path in seen} == {typeface.FONTS}
