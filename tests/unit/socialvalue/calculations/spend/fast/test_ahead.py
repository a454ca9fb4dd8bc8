import threading
from itertools import count, islice

import pytest

from socialvalue.calculations.spend.fast.ahead import done_beside, made_ahead


@pytest.mark.parametrize("many", [0, 1, 2, 3, 4, 7])
def test_things_made_ahead_are_the_same_in_their_order(many):
    with made_ahead(iter(range(many)), at_once=3) as things:
        assert list(things) == list(range(many))


def test_things_are_made_ahead_in_another_thread():
    makers = (threading.get_ident() for _ in range(4))

    with made_ahead(makers, at_once=2) as things:
        assert threading.get_ident() not in set(things)


def test_no_more_is_made_than_is_ahead():
    made = []
    numbers = (made.append(number) or number for number in count())

    with made_ahead(numbers, at_once=3) as things:
        taken = list(islice(things, 4))

    assert taken == [0, 1, 2, 3]
    assert made == list(range(9))


def test_what_goes_wrong_with_a_thing_ahead_is_raised():
    def broken():
        yield 1
        raise KeyError

    with made_ahead(broken(), at_once=1) as things:
        assert next(things) == 1
        with pytest.raises(KeyError):
            next(things)


def test_a_step_beside_takes_things_in_their_order_and_is_done_at_the_end():
    done = []

    with done_beside(done.append) as take:
        for number in range(20):
            take(number)

    assert done == list(range(20))


def test_a_step_beside_without_anything_to_do():
    with done_beside(print):
        pass


def test_what_a_step_raises_comes_with_the_next_thing():
    done = []

    def step(number):
        if number == 1:
            raise KeyError(number)
        done.append(number)

    def hand_over():
        with done_beside(step) as take:
            for number in range(20):
                take(number)

    with pytest.raises(KeyError):
        hand_over()

    assert done == [0]


def test_what_the_last_step_raises_comes_at_the_end():
    def step(number):
        raise KeyError(number)

    with pytest.raises(KeyError), done_beside(step) as take:
        take(1)


def test_what_goes_wrong_meanwhile_is_raised_when_the_step_is_done():
    done = []

    def hand_over():
        with done_beside(done.append) as take:
            take(1)
            raise ValueError("meanwhile")

    with pytest.raises(ValueError, match="meanwhile"):
        hand_over()

    assert done == [1]
