"""The thread behind a window that minds its printers."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from desktop.printing import prints
from desktop.printing.channels import PutOff
from desktop.printing.printing import Printing
from models.services.print_queue import claim_job, job_failed
from models.values import Message, Topic
from models.values.printing import JobState, Way
from tests.printer import Printer
from tests.prints import HOLDER, JAM, a_paper, a_printer, claim, jobs, send, states

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from models.db import Shop


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services and the walks."""
    return "sqlite"


@pytest.fixture
def printing(shop: Shop, tmp_path: Path, qtbot: QtBot) -> Iterator[Printing]:
    made = Printing(shop, tmp_path / "papers")
    yield made
    made.stop()
    names = {thread.name for thread in threading.enumerate()}
    assert not names & {"print", "printing"}


@pytest.fixture
def printer() -> Iterator[Printer]:
    with Printer() as made:
        yield made


def test_what_is_queued_is_printed_once_it_is_woken(
    printing: Printing, shop: Shop, printer: Printer, qtbot: QtBot
) -> None:
    printing.start()
    front = a_printer(shop, address=printer.address)
    with qtbot.waitSignal(printing.changed) as said:
        send(shop, a_paper(shop), front.id)
        printing.wake()
    assert said.args == [frozenset({Topic.PRINTING})]
    qtbot.waitUntil(lambda: states(shop) == [(JobState.PRINTED, 0)])
    assert len(printer.papers) == 1


def test_one_without_paper_holds_up_no_other(
    printing: Printing, shop: Shop, printer: Printer, qtbot: QtBot, tmp_path: Path
) -> None:
    front = a_printer(shop, address=printer.address)
    kept = a_printer(shop, "Kept", way=Way.FOLDER)
    number = a_paper(shop)
    send(shop, number, front.id)
    printer.paper_out(after=3)
    with qtbot.waitSignal(printing.told) as told:
        printing.start()
    assert told.args == [Message("printer-paper-out", {"printer": "Front"})]
    send(shop, number, kept.id)
    printing.wake()
    qtbot.waitUntil((tmp_path / "papers" / f"{number}-copy-1.pdf").exists)
    printer.well()
    qtbot.waitUntil(lambda: {state for state, _ in states(shop)} == {JobState.PRINTED})


def test_an_idle_queue_is_left_alone_and_one_that_waits_is_not(
    printing: Printing, shop: Shop
) -> None:
    assert printing._hand_out() is False
    send(shop, a_paper(shop))
    assert claim(shop)
    assert printing._hand_out() is True, "another window prints it, and may die over it"
    (job,) = jobs(shop)
    shop.run(lambda unit: job_failed(unit, job.id, HOLDER, [JAM]))
    assert printing._hand_out() is False, "a person has to look"


def test_a_bug_leaves_the_job_failed_and_reaches_the_crash_dialog(
    printing: Printing, shop: Shop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise LookupError("no such block")

    monkeypatch.setattr(prints, "document_of", broken)
    send(shop, a_paper(shop), a_printer(shop, way=Way.FOLDER).id)
    with qtbot.capture_exceptions() as bugs:
        printing.start()
        qtbot.waitUntil(lambda: bool(bugs))
    assert isinstance(bugs[0][1], LookupError)
    (job,) = jobs(shop)
    assert (job.state, "print-bug" in job.problem) == (JobState.FAILED, True)


def test_what_was_not_begun_waits_for_the_next_window(
    printing: Printing, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The printer does not answer yet when the window is closed."""
    called, closed = threading.Event(), threading.Event()

    def ringing(_: str) -> None:
        called.set()
        closed.wait(10)
        raise PutOff

    monkeypatch.setitem(prints.OPEN, Way.NETWORK, ringing)
    send(shop, a_paper(shop), a_printer(shop).id)
    printing.start()
    assert called.wait(10)
    printing.stop()
    (job,) = jobs(shop)
    assert (job.state, job.problem) == (JobState.WAITING, "[]")
    closed.set()
    for each in printing._prints:
        each.join(10)
    assert states(shop) == [(JobState.WAITING, 0)], "it was settled once"


def test_a_job_that_somebody_gave_up_is_printed_no_further(
    printing: Printing,
    shop: Shop,
    printer: Printer,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from models.services.print_jobs import cancel_job

    monkeypatch.setattr(prints, "KEEP_AFTER", 0.0)
    printer.paper_out(after=3)
    job_id = send(shop, a_paper(shop), a_printer(shop, address=printer.address).id)
    with qtbot.waitSignal(printing.told):
        printing.start()
    with qtbot.waitSignal(printing.changed):
        shop.run(lambda unit: cancel_job(unit, job_id))
        printing.wake()
    assert states(shop) == [(JobState.CANCELLED, 0)]
    assert shop.run(lambda unit: claim_job(unit, HOLDER)) is None
