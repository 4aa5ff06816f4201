"""Use cases off the ui thread: in order, on the right thread, the newest where it matters."""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication

from models.values import Refused, Topic, refuse
from ui.work import Ahead, QtWork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from models.unit import Unit


T = TypeVar("T")


@dataclass(frozen=True)
class Taken:
    """A use case's result, and what it touched."""

    slip: str
    changed: frozenset[Topic] = frozenset({Topic.RETURNS})


class Books:
    """A desk that counts how many use cases have the shop's books open."""

    def __init__(self) -> None:
        self.open = 0

    def run(self, use_case: Callable[[Unit], T]) -> T:
        self.open += 1
        try:
            return use_case(self)  # type: ignore[arg-type]
        finally:
            self.open -= 1

    read = run


@pytest.fixture
def work(qtbot: QtBot) -> Iterator[QtWork]:
    made = QtWork(Books())
    yield made
    made.close()


def unexpected(problem: Exception) -> None:
    raise AssertionError(f"failed with {problem!r}")


def test_a_use_case_runs_elsewhere_and_is_answered_here(qtbot: QtBot, work: QtWork) -> None:
    threads: list[threading.Thread] = []

    def take(unit: Unit) -> Taken:
        threads.append(threading.current_thread())
        return Taken("R2-000418")

    answers: list[Taken] = []

    def answered(taken: Taken) -> None:
        threads.append(threading.current_thread())
        answers.append(taken)

    with qtbot.waitSignal(work.changed) as said:
        work.run(take, answered, unexpected)
    assert answers == [Taken("R2-000418")]
    assert said.args == [frozenset({Topic.RETURNS})]
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_what_is_only_read_changed_nothing(qtbot: QtBot, work: QtWork) -> None:
    answers: list[Taken] = []
    with qtbot.assertNotEmitted(work.changed):
        work.read(lambda unit: Taken("R2-000418"), answers.append, unexpected)
        work.read_latest("key", lambda unit: Taken("R2-000419"), answers.append, unexpected)
        qtbot.waitUntil(lambda: len(answers) == 2)


def test_answers_come_in_the_order_they_were_asked_for(qtbot: QtBot, work: QtWork) -> None:
    answers: list[int] = []

    def ask(number: int) -> None:
        work.run(lambda unit: number, answers.append, unexpected)

    for number in range(20):
        ask(number)
    qtbot.waitUntil(lambda: len(answers) == 20)
    assert answers == list(range(20))


def test_a_refusal_is_told_and_is_no_crash(qtbot: QtBot, work: QtWork) -> None:
    def over_return(unit: Unit) -> None:
        raise refuse("quantity", left=1)

    told: list[Exception] = []
    work.run(over_return, lambda nothing: None, told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert isinstance(told[0], Refused)
    assert told[0].messages[0].code == "quantity"


def test_a_bug_frees_the_screen_and_reaches_the_crash_dialog(
    qtbot: QtBot, work: QtWork
) -> None:
    told: list[Exception] = []
    with qtbot.captureExceptions() as crashes:
        work.run(lambda unit: 1 // 0, lambda number: None, told.append)
        qtbot.waitUntil(lambda: len(crashes) == 1)
    assert isinstance(told[0], ZeroDivisionError)
    assert crashes[0][0] is ZeroDivisionError


def test_a_bug_in_an_answer_is_a_crash_and_the_change_is_still_told(
    qtbot: QtBot, work: QtWork
) -> None:
    def badly(taken: Taken) -> None:
        raise LookupError(taken.slip)

    with qtbot.captureExceptions() as crashes, qtbot.waitSignal(work.changed):
        work.run(lambda unit: Taken("R2-000418"), badly, unexpected)
        qtbot.waitUntil(lambda: len(crashes) == 1)
    assert crashes[0][0] is LookupError


def test_of_live_decisions_only_the_newest_is_made_and_shown(
    qtbot: QtBot, work: QtWork
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    decided: list[int] = []
    shown: list[int] = []

    def decide(quantity: int) -> int:
        if quantity == 1:
            begun.set()
            go_on.wait(5)
        decided.append(quantity)
        return quantity

    def ask(key: str, quantity: int) -> None:
        work.read_latest(key, lambda unit: decide(quantity), shown.append, unexpected)

    ask("decision", 1)
    assert begun.wait(5)
    for quantity in (2, 3, 4):
        ask("decision", quantity)
    ask("search", 9)
    go_on.set()
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert decided == [1, 4, 9]
    assert shown == [4, 9]


def test_a_presenter_nobody_else_holds_is_still_answered(qtbot: QtBot, work: QtWork) -> None:
    answers: list[str] = []

    class Presenter:
        def ask(self) -> None:
            work.run(lambda unit: "sale", self.found, unexpected)

        def found(self, sale: str) -> None:
            answers.append(sale)

    Presenter().ask()
    gc.collect()
    qtbot.waitUntil(lambda: answers == ["sale"])


def test_closing_finishes_what_runs_and_answers_nothing_more(qtbot: QtBot) -> None:
    books = Books()
    work = QtWork(books)
    begun, go_on = threading.Event(), threading.Event()
    finished: list[str] = []

    def long(unit: Unit) -> str:
        begun.set()
        go_on.wait(5)
        finished.append("written")
        return "answer"

    answers: list[str] = []
    work.run(long, answers.append, unexpected)
    work.run(lambda unit: "never", answers.append, unexpected)
    assert begun.wait(5)
    go_on.set()
    work.close()
    QCoreApplication.processEvents()
    assert finished == ["written"]
    assert answers == []
    assert books.open == 0


def test_held_use_cases_wait_and_one_may_go_ahead(qtbot: QtBot, work: QtWork) -> None:
    answers: list[str] = []
    work.run(lambda unit: "asked before", answers.append, unexpected)
    work.hold()
    work.read(lambda unit: "waited", answers.append, unexpected)
    work.read_latest("key", lambda unit: "older", answers.append, unexpected)
    work.read_latest("key", lambda unit: "newest", answers.append, unexpected)
    Ahead(work).run(lambda unit: "ahead", answers.append, unexpected)
    work.compute(lambda: "needs no records", answers.append, unexpected)
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert answers == ["asked before", "ahead", "needs no records"]
    work.go_on()
    qtbot.waitUntil(lambda: len(answers) == 5)
    assert answers[3:] == ["waited", "newest"]


def test_what_was_held_can_be_forgotten(qtbot: QtBot, work: QtWork) -> None:
    answers: list[str] = []
    work.hold()
    work.run(lambda unit: "hers", answers.append, unexpected)
    work.forget_held()
    work.run(lambda unit: "the other's", answers.append, unexpected)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["the other's"]


def test_it_is_known_whether_something_is_being_written(qtbot: QtBot, work: QtWork) -> None:
    done: list[str] = []
    assert not work.writing
    work.read(lambda unit: "", done.append, unexpected)
    assert not work.writing
    work.run(lambda unit: "", done.append, unexpected)
    assert work.writing
    qtbot.waitUntil(lambda: len(done) == 2)
    assert not work.writing
    refusals: list[Exception] = []

    def refuses(unit: Unit) -> None:
        raise refuse("database-busy")

    work.run(refuses, done.append, refusals.append)
    qtbot.waitUntil(lambda: bool(refusals))
    assert not work.writing
