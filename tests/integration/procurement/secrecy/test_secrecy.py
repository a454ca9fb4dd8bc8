"""No score or price is seen out of its state, on any surface, by anybody (trust T2)."""

import io
import zipfile
from collections import Counter

import docx
import pytest
from reportlab.pdfgen import canvas

from tests.integration.procurement.secrecy import looking
from tests.integration.procurement.secrecy.machine import Machine, Secret

pytestmark = pytest.mark.django_db
STEPS = 250


def run(seed, *, steps):
    """Walk one tender at random, and return the machine."""
    machine = Machine(seed)
    for _ in range(steps):
        machine.step()
    return machine


@pytest.mark.parametrize("seed", [2, 3])
def test_nobody_sees_what_is_not_theirs_to_see(seed):
    machine = run(seed, steps=120)

    assert machine.looks > 240


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 132))
def test_nobody_sees_what_is_not_theirs_to_see_in_25000_steps_and_looks(seed):
    machine = run(seed, steps=STEPS)

    print(seed, machine.tender.stands_in, machine.looks, Counter(machine.story).most_common(3))  # noqa: T201 -- the figures of the campaign


def test_the_machine_finds_a_leak():
    machine = Machine(0)
    machine.secrets.append(Secret("Accessibility", "price", 0))

    with pytest.raises(AssertionError, match="not signed in at core:accessibility"):
        machine.refuse_secrets(
            "… Accessibility …", "not signed in", "not signed in at core:accessibility"
        )


def pdf(words):
    """Return a PDF with these words."""
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.drawString(50, 700, words)
    page.save()
    return out.getvalue()


def word_file(words):
    """Return a Word file with these words."""
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(words)
    document.save(out)
    return out.getvalue()


def packed(content):
    """Return a zip with this file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("letter", content)
    return out.getvalue()


@pytest.mark.parametrize("made", [str.encode, pdf, word_file])
def test_the_machine_reads_every_kind_of_file(made):
    content = made("the canary sings")

    assert "canary" in looking.text_in(content)
    assert "canary" in looking.text_in(packed(content))
