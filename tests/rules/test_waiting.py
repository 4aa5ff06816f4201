"""Who is called next, and what is said of how long it takes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.waiting import (
    FEWEST,
    MOST_CALLS,
    MOST_PASSED,
    PATIENCE,
    Counter,
    Pace,
    Waiting,
    foresee,
    next_call,
    pace_of,
    passes_over,
    wait_before_gone,
)
from tests.builders import NOON

RETURN, INQUIRY, PICKUP = "return", "inquiry", "pick-up"
HERE = 1


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def somebody(
    ticket: int,
    waits: float,
    kind: str = RETURN,
    *,
    priority: bool = False,
    only_at: int | None = None,
) -> Waiting:
    """Who has waited that many minutes; less than nothing: whose appointment is to come."""
    return Waiting(
        ticket_id=ticket,
        kind=kind,
        due_at=NOON - minutes(waits),
        priority=priority,
        only_at=only_at,
    )


def a_counter(
    register: int = HERE, *, passed: int = 0, busy: float = 0, kinds: tuple[str, ...] = ()
) -> Counter:
    return Counter(
        register_id=register,
        free_at=NOON + minutes(busy),
        passed=passed,
        kinds=frozenset(kinds),
    )


FIRST, SECOND = somebody(1, 20), somebody(2, 10)
OLDER = somebody(3, 5, priority=True)
PREGNANT = somebody(4, 1, priority=True)
SOON = somebody(5, -5, priority=True)
FOR_TWO = somebody(6, 30, only_at=2)
QUESTION = somebody(7, 15, INQUIRY)


@pytest.mark.parametrize(
    ("waiting", "counter", "called"),
    [
        pytest.param([], a_counter(), None, id="nobody"),
        pytest.param([SECOND, FIRST], a_counter(), 1, id="who waits longest"),
        pytest.param([FIRST, OLDER], a_counter(), 3, id="priority first"),
        pytest.param([FIRST, PREGNANT, OLDER], a_counter(), 3, id="longest of them"),
        pytest.param([FIRST, OLDER], a_counter(passed=1), 3, id="passed over once"),
        pytest.param([FIRST, OLDER], a_counter(passed=2), 1, id="passed over twice: now"),
        pytest.param([SECOND, SOON], a_counter(), 2, id="an appointment's time is to come"),
        pytest.param([SOON], a_counter(), None, id="and nobody else is there"),
        pytest.param([SECOND, FOR_TWO], a_counter(), 2, id="sent to another register"),
        pytest.param([SECOND, FOR_TWO], a_counter(2), 6, id="sent here"),
        pytest.param([FIRST, QUESTION], a_counter(kinds=(INQUIRY,)), 7, id="only questions"),
        pytest.param(
            [QUESTION, FOR_TWO], a_counter(2, kinds=(INQUIRY,)), 6, id="sent here all the same"
        ),
    ],
)
def test_who_is_called(waiting: list[Waiting], counter: Counter, called: int | None) -> None:
    call = next_call(waiting, counter, NOON)
    assert (call and call.who.ticket_id) == called


def test_of_two_who_came_at_once_the_first_ticket_goes_first() -> None:
    call = next_call([somebody(9, 5), somebody(8, 5)], a_counter(), NOON)
    assert call is not None
    assert call.who.ticket_id == 8


@pytest.mark.parametrize(
    ("waiting", "passes"),
    [([FIRST, OLDER], True), ([OLDER, somebody(8, 2)], False), ([OLDER, SOON], False)],
)
def test_a_call_says_whether_somebody_has_waited_longer(
    waiting: list[Waiting], passes: bool
) -> None:
    call = next_call(waiting, a_counter(), NOON)
    assert call is not None
    assert call.passes is passes
    assert passes_over(call.who, waiting, NOON) is passes


people = st.lists(
    st.tuples(st.integers(-10, 60), st.booleans(), st.sampled_from([None, HERE, 2])),
    max_size=12,
).map(
    lambda drawn: [
        somebody(n, waits, priority=priority, only_at=only_at)
        for n, (waits, priority, only_at) in enumerate(drawn, 1)
    ]
)


@given(people, st.integers(1, 8))
def test_nobody_waits_for_ever(waiting: list[Waiting], newcomers: int) -> None:
    """However many come with priority, every third call goes to whoever waits longest."""
    plain = somebody(99, 61)
    left, passed, calls = [*waiting, plain], 0, 0
    while plain in left:
        left += [somebody(100 + calls * 10 + n, 0, priority=True) for n in range(newcomers)]
        call = next_call(left, a_counter(passed=passed), NOON)
        assert call is not None
        passed = passed + 1 if call.passes else 0
        left.remove(call.who)
        calls += 1
    assert calls <= MOST_PASSED + 1


@pytest.mark.parametrize(
    ("calls", "seconds", "wait"),
    [(1, 0, 120), (1, 45, 75), (2, 119, 1), (1, 120, 0), (1, 500, 0), (MOST_CALLS, 5, 0)],
)
def test_whoever_is_called_is_given_time(calls: int, seconds: int, wait: int) -> None:
    assert wait_before_gone(calls, timedelta(seconds=seconds)) == timedelta(seconds=wait)


def a_pace(absent: float = 0.0, **took: float) -> Pace:
    """Each kind has always taken that many minutes."""
    seconds = {kind: each * 60 for kind, each in took.items()}
    every = tuple(sorted(seconds.values()))
    taken = {kind: (each,) * FEWEST for kind, each in seconds.items()}
    return Pace({**taken, "": every}, absent, {**seconds, "": every[-1]})


def test_too_few_visits_tell_nothing() -> None:
    assert pace_of([(RETURN, minutes(5))] * 4) is None
    assert pace_of([]) is None


def test_a_kind_that_is_rare_leans_on_the_others() -> None:
    pace = pace_of([*[(RETURN, minutes(4))] * 100, (INQUIRY, minutes(10))])
    assert pace is not None
    assert minutes(4) < pace.takes(INQUIRY) < minutes(6)
    assert pace.takes(RETURN) - minutes(4) < timedelta(seconds=3)
    assert pace.takes(PICKUP) == pytest.approx(minutes(4), abs=timedelta(seconds=5))


def test_a_visit_that_was_forgotten_at_the_counter_hardly_counts() -> None:
    pace = pace_of([*[(RETURN, minutes(4))] * 99, (RETURN, timedelta(hours=9))])
    assert pace is not None
    assert pace.takes(RETURN) < minutes(4.2)


def test_a_clock_put_back_meanwhile_counts_as_no_time() -> None:
    pace = pace_of([(RETURN, minutes(-3))] * 9)
    assert pace is not None
    assert pace.takes(RETURN) == timedelta()


def test_what_a_visit_takes_yet_is_what_those_took_that_lasted_longer() -> None:
    pace = pace_of([(RETURN, minutes(each)) for each in (2, 2, 2, 6, 6, 10)])
    assert pace is not None
    assert pace.left(RETURN, minutes(0)) == minutes(28 / 6)
    assert pace.left(RETURN, minutes(4)) == minutes((2 + 2 + 6) / 3)
    assert pace.left(RETURN, minutes(30)) > timedelta(), "it lasts on, however long it has"


def test_whoever_does_not_come_takes_as_long_as_they_are_given() -> None:
    assert a_pace(0.5, **{RETURN: 8.0}).takes(RETURN) == (minutes(8) + PATIENCE) / 2


STEADY = {RETURN: 6.0, INQUIRY: 2.0}


@pytest.mark.parametrize(
    ("waiting", "counters", "foreseen"),
    [
        pytest.param([FIRST], [a_counter()], {1: (0, 0)}, id="a free counter"),
        pytest.param(
            [FIRST, SECOND], [a_counter()], {1: (0, 0), 2: (1, 6)}, id="after a return"
        ),
        pytest.param(
            [QUESTION, SECOND], [a_counter()], {7: (0, 0), 2: (1, 2)}, id="after a question"
        ),
        pytest.param(
            [FIRST, QUESTION, SECOND],
            [a_counter(), a_counter(2, busy=1)],
            {1: (0, 0), 7: (1, 1), 2: (2, 3)},
            id="two counters",
        ),
        pytest.param(
            [FIRST, OLDER], [a_counter()], {3: (0, 0), 1: (1, 6)}, id="priority goes before"
        ),
        pytest.param(
            [FIRST, OLDER],
            [a_counter(passed=MOST_PASSED)],
            {1: (0, 0), 3: (1, 6)},
            id="not this time",
        ),
        pytest.param(
            [SECOND, SOON, somebody(8, 1)],
            [a_counter()],
            {2: (0, 0), 5: (1, 6), 8: (2, 12)},
            id="an appointment comes due meanwhile",
        ),
        pytest.param([SOON], [a_counter()], {5: (0, 5)}, id="an appointment, nobody else"),
        pytest.param(
            [FIRST, FOR_TWO], [a_counter()], {1: (0, 0), 6: (1, None)}, id="that one is closed"
        ),
        pytest.param([FIRST, SECOND], [], {1: (0, None), 2: (1, None)}, id="all are closed"),
    ],
)
def test_a_turn_is_foreseen(
    waiting: list[Waiting], counters: list[Counter], foreseen: dict[int, tuple[int, int | None]]
) -> None:
    turns = foresee(waiting, counters, a_pace(**STEADY), NOON)
    assert {key: (turn.ahead, turn.minutes) for key, turn in turns.items()} == foreseen


def test_without_a_pace_only_the_order_is_foreseen() -> None:
    turns = foresee([FIRST, OLDER, SECOND], [a_counter()], None, NOON)
    assert {key: turn.ahead for key, turn in turns.items()} == {3: 0, 1: 1, 2: 2}
    assert {turn.minutes for turn in turns.values()} == {None}


@given(people, st.lists(st.integers(0, 20), max_size=3), st.booleans())
def test_everybody_has_a_turn_of_their_own(
    waiting: list[Waiting], busy: list[int], measured: bool
) -> None:
    counters = [a_counter(n, busy=each) for n, each in enumerate(busy, 1)]
    turns = foresee(waiting, counters, a_pace(**STEADY) if measured else None, NOON)
    assert set(turns) == {each.ticket_id for each in waiting}
    assert sorted(turn.ahead for turn in turns.values()) == list(range(len(waiting)))
    assert all((turn.minutes or 0) >= 0 for turn in turns.values())
