"""A short day at the counter, played in the real window by key presses, with pictures.

It stands for the window where there is none to look at, shows every screen and paper to
whoever reads about Konter, and proves on any machine that the main job can be done.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import (
    QEvent,
    QMessageLogContext,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.demo import goods
from desktop.demo.people import DEMO_PIN, MANAGER
from desktop.paper_files import PaperFiles
from desktop.program import Opening, Program
from desktop.rooms.counter import something_to_try
from desktop.settings import Settings
from desktop.tour_folder import TourFolder
from desktop.tour_papers import NEXT_REGISTER, papers_left
from desktop.window import has_display
from models.db import open_shop
from models.services.letterheads import logos_named
from ui.screens.inquiries.screen import InquiriesScreen
from ui.screens.letterhead.screen import LetterheadScreen
from ui.screens.papers.screen import PapersScreen
from ui.screens.policy.replay_page import ReplayPage
from ui.screens.policy.screen import PolicyScreen
from ui.screens.queue.screen import QueueScreen
from ui.screens.queue.state import Next
from ui.screens.returns.screen import CounterScreen
from ui.screens.sign_on.screen import SignOnScreen
from ui.screens.team.screen import TeamScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.screens.returns.state import CounterState

T = TypeVar("T", bound=QWidget)

NO_KEY = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

REST = 0.005
"""Seconds between two looks: the worker gets the time meanwhile."""
PATIENCE = 60.0
"""Seconds that one step may take before the tour gives up."""
TYPO = "celna chino"


def play(out: Path, tell: Callable[[str], None], *, language: str = "en") -> int:
    """Play the tour into the folder ``out``; the exit code.

    Raise :class:`models.values.Refused` where the folder can't be written, or its
    ``shop.db`` is a shop that was not made by a tour.
    """
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        qInstallMessageHandler(_pass_on)
    folder = TourFolder(out, tell)
    folder.make_way()
    app = QApplication.instance() or QApplication(["konter"])
    if not isinstance(app, QApplication):
        raise RuntimeError("the tour needs an application with windows")
    tour = Tour(app, folder, tell)
    try:
        with closing(tour.start(language)):
            tour.take_one_back()
            tour.refuse_one_in_words()
            tour.find_a_customer()
            tour.look_at_night()
            tour.change_the_policy()
            tour.answer_questions()
            tour.look_at_papers()
            tour.call_the_next_one()
            tour.look_at_the_team()
    finally:
        sys.excepthook = sys.__excepthook__
        qInstallMessageHandler(None)
    kept = f"{folder.screens} screens and {folder.papers} papers as PDF and picture"
    tell(f"Done: {kept} in {folder.place}, and the shop in shop.db.")
    return 0


class Tour:
    """Presses the keys, waits for what they lead to, and keeps what is seen."""

    def __init__(
        self, app: QApplication, folder: TourFolder, tell: Callable[[str], None]
    ) -> None:
        self._app = app
        self._folder = folder
        self._tell = tell
        self._program: Program | None = None
        self._bugs: list[BaseException] = []
        self._slip = ""
        sys.excepthook = self._note_bug

    def start(self, language: str) -> Program:
        self._say("The demo shop is made and its counter opened.")
        opening = Opening(url=self._folder.url, demo=True, language=language)
        self._program = Program(
            self._app,
            opening,
            Settings(scheme="light", papers=str(self._folder.place)),
            keep=False,
            alone=False,
        )
        self._program.start()
        self._opened(CounterScreen)
        self._wait(lambda: not self._state().busy)
        self._picture("counter")
        return self._program

    def _note_bug(self, _: object, problem: BaseException, __: object) -> None:
        """What goes wrong inside a key press ends the tour at its next wait."""
        self._bugs.append(problem)

    def take_one_back(self) -> None:
        """The main job: a receipt, two of its lines, the refund, the slip."""

        number = self._receipt()
        self._say(f"Receipt {number} is typed into the box: the sale opens.")
        self._type(number)
        self._wait(lambda: self._state().sale is not None)
        self._picture("sale")
        self._say("The towel is scanned and '1' pressed: the customer changed their mind.")
        self._scan(self._barcode(goods.TOWEL.name))
        self._press("1")
        self._say("The blender is scanned and '2' pressed: it is faulty.")
        self._scan(self._barcode(goods.BLENDER.name))
        self._press("2")
        self._wait(lambda: self._answer() == "accept" and len(self._state().coming) == 2)
        self._picture("decision")
        self._say("The rice is scanned as well: the decision says why it stays sold.")
        self._scan(self._barcode(goods.RICE.name))
        self._press("1")
        self._wait(lambda: self._answer() == "refuse")
        self._picture("refused")
        self._say("It is taken off again, and F8 pays.")
        self._take_off(goods.RICE.name)
        self._wait(lambda: self._screen().decision.pay.isEnabled())
        self._key(Qt.Key.Key_F8)
        self._wait(lambda: self._state().picture is not None)
        self._picture("slip")
        self._settle_on_the_terminal()
        self._say("Ctrl+S keeps the slip as PDF.")
        self._key(Qt.Key.Key_S, CONTROL)
        self._wait(lambda: not self._state().busy and self._state().said is not None)
        self._slip = self._slip_shown()
        self._folder.keep_paper(self._slip)
        self._key(Qt.Key.Key_F9)
        self._wait(lambda: self._state().taken is None and not self._state().busy)

    def refuse_one_in_words(self) -> None:
        self._say("A number that is on no receipt: the refusal says what to do.")
        self._type("9999-0000")
        self._wait(lambda: self._state().said is not None)
        self._picture("unknown")

    def find_a_customer(self) -> None:
        self._say("Without a receipt: the customer's name leads to the sales.")
        self._type("budi santoso")
        self._wait(lambda: self._state().choices is not None and not self._state().busy)
        self._picture("found")

    def look_at_night(self) -> None:

        self._say("Ctrl+Shift+D: the same in the dark.")
        self._key(Qt.Key.Key_D, CONTROL | SHIFT)
        self._type(self._receipt())
        self._wait(lambda: self._state().sale is not None and not self._state().busy)
        self._picture("dark")
        self._key(Qt.Key.Key_D, CONTROL | SHIFT)

    def change_the_policy(self) -> None:
        """A manager signs on, changes a window in a draft, and tries it on last year."""
        self._say("The manager signs on, and Ctrl+8 opens the policy.")
        self._key(Qt.Key.Key_L, CONTROL)
        self._opened(SignOnScreen)
        for typed in (MANAGER.badge, DEMO_PIN):
            QTest.keyClicks(self._running().shell.focusWidget(), typed)
            self._press("\r")
        self._wait(lambda: self._is_there(MANAGER.name))
        self._wait(lambda: self._running().shell.is_allowed("policy"))
        self._key(Qt.Key.Key_8, CONTROL)
        screen = self._opened(PolicyScreen)
        self._wait(lambda: screen.state.policy is not None)
        self._picture("policy")
        self._say("F8 starts a draft; its first window becomes 45 days.")
        self._key(Qt.Key.Key_F8)
        self._wait(lambda: screen.state.editable and not screen.state.busy)
        screen.table.sheet.setFocus()
        self._press("\r")
        field = self._running().shell.focusWidget()
        if isinstance(field, QLineEdit):
            field.selectAll()
        QTest.keyClicks(field, "45")
        self._press("\r")
        self._wait(lambda: screen.state.draft is not None and screen.state.draft.edition > 1)
        self._picture("draft")
        self._say("It is tried on last year.")
        screen.replay.setFocus()
        self._press(" ")
        page = self._opened(ReplayPage)
        self._wait(lambda: page.state.result is not None)
        self._picture("last-year")

    def answer_questions(self) -> None:
        """A product by a typo, whether it comes back, and the bill of the first receipt."""
        self._say(f"Ctrl+I and {TYPO!r} typed: what may be meant is there before Return.")
        self._key(Qt.Key.Key_I, CONTROL)
        screen = self._opened(InquiriesScreen)
        self._wait(lambda: screen.search.field.hasFocus())
        self._press(TYPO)
        self._wait(lambda: screen.state.looked and bool(screen.state.found))
        self._picture("search")
        self._say("Return: price, stock, variants and what goes with it, on one card.")
        self._press("\r")
        self._wait(lambda: screen.product.isVisible() and not screen.state.busy)
        self._picture("card")
        self._say("F7: can it come back, until when, and how the money comes.")
        self._key(Qt.Key.Key_F7)
        self._wait(lambda: screen.policy.isVisible())
        self._picture("answer")
        self._say("A receipt's number instead of a word: its bill, line by line.")
        self._key(Qt.Key.Key_F3)
        self._press(self._receipt())
        self._press("\r")
        self._wait(lambda: screen.bill.isVisible() and not screen.state.busy)
        self._picture("bill")

    def call_the_next_one(self) -> None:
        """From the queue; and what all who wait see of it on the wall."""
        self._say("Ctrl+2: the queue; Ctrl+Shift+W opens the window on the wall.")
        self._key(Qt.Key.Key_2, CONTROL)
        screen = self._opened(QueueScreen)
        self._wait(lambda: screen.state.queue is not None)
        self._key(Qt.Key.Key_W, CONTROL | SHIFT)
        wall = self._running().wall
        if wall is None or wall.screen is None:
            raise RuntimeError("no window on the wall")
        hung = wall.screen
        self._wait(lambda: bool(hung.reading()))
        self._say("F9 calls the next one to this register.")
        self._key(Qt.Key.Key_F9)
        self._wait(lambda: screen.state.next is Next.BEGIN and not screen.state.busy)
        self._picture("queue")
        called = screen.state.rows[0].ticket.called
        self._wait(lambda: hung.reading().startswith(f"{called}:"))
        hung.resize(self._running().shell.size())
        self._app.processEvents()
        self._folder.keep_screen(hung.grab(), "wall")

    def look_at_the_team(self) -> None:
        """The counter live, and what the manager has to read."""
        self._say("Ctrl+T: who waits and who serves, what is due, and what is to be read.")
        self._key(Qt.Key.Key_T, CONTROL)
        screen = self._opened(TeamScreen)
        self._wait(lambda: screen.state.board is not None)
        self._picture("team")

    def look_at_papers(self) -> None:
        """A colleague makes one of every kind at the next register; they are found here."""
        self._say("At the next register papers of every other kind are made.")
        with closing(open_shop(self._folder.url, register=NEXT_REGISTER)) as shop:
            files = PaperFiles(
                self._folder.place,
                lambda named: shop.read(lambda unit: logos_named(unit, named)),
            )
            for left in papers_left(shop, self._slip):
                files.save(left.document, left.name, left.sheet)
                self._folder.keep_paper(left.name)
        self._say("Ctrl+Shift+P: all papers, and the newest of them as it was printed.")
        self._key(Qt.Key.Key_P, CONTROL | SHIFT)
        screen = self._opened(PapersScreen)
        self._wait(lambda: bool(screen.state.pictures))
        self._picture("papers")
        self._say("F11: the letterhead, with the paper that it makes.")
        self._key(Qt.Key.Key_F11)
        head = self._opened(LetterheadScreen)
        self._wait(lambda: head.state.looked and head.state.preview is not None)
        self._picture("letterhead")
        self._key(Qt.Key.Key_Escape)
        self._wait(lambda: self._found(LetterheadScreen) is None)
        self._say("F4: the printers, and where papers of each kind go.")
        self._key(Qt.Key.Key_F4)
        self._wait(lambda: screen.printers.isVisible() and screen.printers.state.looked)
        self._picture("printers")

    def _is_there(self, name: str) -> bool:
        shop = self._running().shop
        return shop is not None and shop.person is not None and shop.person.name == name

    def _found(self, kind: type[T]) -> T | None:
        """The page of that kind, as soon as there is one."""
        return self._running().shell.findChild(kind)

    def _there(self, kind: type[T]) -> T:
        page = self._found(kind)
        if page is None:
            raise RuntimeError(f"{kind.__name__} is not open")
        return page

    def _opened(self, kind: type[T]) -> T:
        """Wait for it."""
        self._wait(lambda: self._found(kind) is not None)
        return self._there(kind)

    def _slip_shown(self) -> str:
        taken = self._state().taken
        if taken is None:
            raise RuntimeError("nothing was taken back")
        return taken.slip.head.number

    def _settle_on_the_terminal(self) -> None:

        screen = self._screen()
        boxes = screen.paper.awaiting.boxes
        if not boxes:
            return
        self._say("The card is refunded on the terminal, and its reference typed in.")
        box = next(iter(boxes.values()))
        box.reference.setFocus()
        QTest.keyClicks(box.reference, "T-20418")
        self._press("\r")
        taken = self._state
        self._wait(lambda: not getattr(taken().taken, "awaiting", ()) and not taken().busy)

    def _receipt(self) -> str:
        shop = self._running().shop
        if shop is None:
            raise RuntimeError("the tour has no shop")
        return something_to_try(shop)

    def _barcode(self, name: str) -> str:
        sale = self._state().sale
        lines = sale.lines if sale else ()
        line = next(line for line in lines if line.description == name)
        return next(iter(sorted(line.barcodes)))

    def _take_off(self, name: str) -> None:
        """On the line's row: it has the focus, Return takes it off."""
        sale = self._state().sale
        names = [line.description for line in (sale.lines if sale else ())]
        row = self._screen().sale.rows[names.index(name)]
        row.setFocus()
        self._press("\r")

    def _type(self, text: str) -> None:

        box = self._running().shell.box
        self._key(Qt.Key.Key_F2)
        box.selectAll()
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Qt.Key.Key_Return)

    def _scan(self, code: str) -> None:
        """As a scanner does it: faster than any hand, to the window and no field of it."""

        before = self._state()
        window = self._running().shell.windowHandle()
        began = time.monotonic_ns() // 1_000_000
        for place, letter in enumerate(f"{code}\r"):
            key = Qt.Key.Key_Return if letter == "\r" else Qt.Key(ord(letter))
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(began + 5 * place)
            QGuiApplication.sendEvent(window, event)
        self._wait(lambda: self._state().coming != before.coming)

    def _press(self, key: str) -> None:
        """A key where the focus is."""

        focus = self._running().shell.focusWidget()
        if key == "\r":
            QTest.keyClick(focus, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(focus, key)

    def _key(self, key: Qt.Key, held: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.keyClick(self._running().shell, key, held)

    def _running(self) -> Program:
        if self._program is None:
            raise RuntimeError("the tour has not started")
        return self._program

    def _screen(self) -> CounterScreen:
        return self._there(CounterScreen)

    def _state(self) -> CounterState:
        return self._screen().state

    def _answer(self) -> str:
        decision = self._state().decision
        return decision.answer if decision else ""

    def _picture(self, name: str) -> None:
        for _ in range(3):  # a layout may ask for another one
            self._app.processEvents()
        self._folder.keep_screen(self._running().shell.grab(), name)

    def _wait(self, until: Callable[[], bool]) -> None:
        """Let the window work until it is so; ``TimeoutError`` where it never is."""

        end = time.monotonic() + PATIENCE
        while not until():
            if self._bugs:
                raise self._bugs[0]
            if time.monotonic() > end:
                raise TimeoutError("a step of the tour led nowhere")
            self._app.processEvents()
            time.sleep(REST)

    def _say(self, step: str) -> None:
        self._tell(step)


def _pass_on(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    """What Qt has to say, but for what it says of every window drawn off screen."""
    if message and "propagateSizeHints" not in message:
        sys.stderr.write(f"{message}\n")
