"""Nobody reads a judgement of an award out of its state, on any surface (trust T2)."""

from collections import Counter

import pytest

from tests.integration.socialvalue.awards.secrecy.machine import Machine, Secret

pytestmark = pytest.mark.django_db
STEPS = 200


def run(seed, *, steps):
    """Walk one application at random, and return the machine."""
    machine = Machine(seed)
    for _ in range(steps):
        machine.step()
    return machine


@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_reads_what_is_not_theirs_to_read(seed):
    machine = run(seed, steps=60)

    assert machine.looks >= 120


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 130))
def test_nobody_reads_what_is_not_theirs_to_read_in_6000_steps(seed):
    machine = run(seed, steps=STEPS)

    print(seed, machine.application.state, machine.looks, Counter(machine.story).most_common(3))  # noqa: T201 -- the figures of the campaign


def test_the_machine_finds_a_leak():
    machine = Machine(0)
    machine.secrets.append(Secret("Accessibility", "judgement", "assessor 1"))

    with pytest.raises(AssertionError, match="not signed in at core:accessibility"):
        machine.refuse_secrets(
            "… Accessibility …", "not signed in", "not signed in at core:accessibility"
        )


def test_a_person_may_know_their_own_judgement_and_no_other_before_all_are_in():
    machine = Machine(0)
    machine.declared |= {"assessor 1", "assessor 2"}
    secret = Secret("words", "judgement", "assessor 1")

    assert not machine.may_know(secret, "assessor 2")
    assert not machine.may_know(secret, "manager")
