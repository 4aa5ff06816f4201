"""The composition root of the window: paint first, then open the shop and wire the screens."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from desktop import places
from desktop.house import House
from desktop.idle import Idle
from desktop.lock import Lock
from desktop.settings import Kept
from models.values import Message, Refused, Topic
from ui import theme, words
from ui.shell import Present, Shell
from ui.theme import Scheme
from ui.words import say
from ui.work import QtWork

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtWidgets import QApplication

    from desktop.customer_side import CustomerSide
    from desktop.errands import Errands
    from desktop.paper_files import PaperFiles
    from desktop.rooms.here import Here
    from desktop.session import Session
    from desktop.settings import Settings
    from desktop.wall import Wall
    from models.db import Shop
    from models.services.locking import Unlocked
    from models.services.suspended_bodies import Entered
    from models.values.shop import Person

HEAVY = (
    "desktop.front_door",
    "desktop.rooms.counter",
    "desktop.rooms.in_hand",
    "desktop.session",
    "desktop.paper_files",
    "desktop.errands",
    "desktop.customer_side",
    "desktop.wall",
    "receipts.pictures",
    "babel.dates",
    "babel.numbers",
)
"""Imported on the worker while the window is already painted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Which shop this window opens."""

    url: str
    register: str | None = None
    demo: bool = False
    language: str = ""
    """Speak this one, whoever is signed on."""
    clock: Callable[[], datetime] | None = None


class Program(QObject):
    """One window on one shop, from the first paint to the last signing off.

    ``keep`` says whether its look is kept for the next start, ``alone`` whether nobody may be
    in front of it, so that it locks itself after a while.

    Signals:
        demo_grew: done and total of the demo that is being built; sent by the worker.
    """

    demo_grew = Signal(int, int)

    def __init__(
        self,
        app: QApplication,
        opening: Opening,
        kept: Settings,
        *,
        papers: PaperFiles | None = None,
        keep: bool = True,
        alone: bool = True,
    ) -> None:
        super().__init__()
        self._opening = opening
        self._settings = Kept(kept, places.settings_file() if keep else None)
        self._papers = papers
        self._alone = alone
        self.shop: Shop | None = None
        self.work = QtWork()
        self._since = 0
        """The last entry of the journal before anything of the shop was shown."""
        self._errands: Errands | None = None
        self.wall: Wall | None = None
        self._session: Session | None = None
        self.customer_side: CustomerSide | None = None
        theme.apply(app, Scheme(kept.scheme), kept.scale)
        self.shell = Shell()
        self._house = House(self.shell, self.work, self._failed)
        self.shell.scanned.connect(self._scan)
        self.shell.look_changed.connect(self._keep_look)
        self.demo_grew.connect(self._tell_progress)
        self._locked = Lock(
            self.shell, self.work, self._what_is_entered, self._unlocked, self._failed
        )
        self._idle = Idle(kept.lock_after, self)
        self._idle.idled.connect(self._lock_unless_busy)
        self.shell.lock_asked.connect(self.lock)
        self.shell.customer_asked.connect(self.toggle_customer_side)
        for keys, act in (
            ("Ctrl+L", self.lock),
            ("Ctrl+Shift+L", self.sign_off),
            ("Ctrl+Shift+C", self.toggle_customer_side),
        ):
            QShortcut(QKeySequence(keys), self.shell).activated.connect(act)

    def start(self) -> None:
        """Show the window; everything heavy begins once it is painted."""
        self.shell.painted.connect(self._open)
        self.shell.show()

    def close(self) -> None:
        """Finish what runs, leave the records, and take the window away with its scanner."""
        self._idle.stop()
        last = self._house.last_words()
        self.work.close()
        if self._errands is not None:
            self._errands.stop()
        if self.customer_side is not None:
            self.customer_side.stop()
        if self.wall is not None:
            self.wall.stop()
        if self.shop is not None:
            from desktop.opening import end_session

            end_session(self.shop, last, self._locked.left)
            self.shop.close()
        self.shell.close()
        self.shell.deleteLater()
        QCoreApplication.sendPostedEvents(self.shell, int(QEvent.Type.DeferredDelete.value))

    def sign_off(self) -> None:
        """Nobody is at the counter any more."""
        if self.shop is None or self.shop.person is None or self._locked.on:
            return
        from models.services.people import sign_off

        if self._house.counter is not None:
            self._house.counter.abandon()
        self.work.run(sign_off, lambda _: self._ask_who(), self._failed)

    def toggle_customer_side(self) -> None:
        """Open the window on the customer's side, or close it, while somebody is here."""
        here = self.shop is not None and self.shop.person is not None
        if self.customer_side is not None and here and not self._locked.on:
            self.customer_side.toggle()

    def lock(self) -> None:
        """Whoever is signed on leaves the counter for a while; nothing of theirs changes."""
        if self.shop is None or self.shop.person is None or self._locked.on:
            return
        self._idle.stop()
        if self.customer_side is not None:
            self.customer_side.leave(comes_back=True)
        self._locked.fall(self.shop, self.shop.person)

    def _lock_unless_busy(self) -> None:
        if not self.work.writing:
            self.lock()

    def _what_is_entered(self) -> tuple[Entered, str] | None:
        return self._house.counter.entered() if self._house.counter is not None else None

    def _unlocked(self, came: Unlocked) -> None:
        """Somebody is here again: the one who left, or another who finds a new counter."""
        if came.returned:
            self._return(came.person)
            return
        self.sign_on_as(came.person)
        if came.told:
            self.shell.toast("\n".join(words.sentence(each) for each in came.told))

    def _open(self) -> None:
        self.work.compute(self._open_shop, self._opened, self._not_opened)

    def _open_shop(self) -> Shop:
        for module in HEAVY:
            import_module(module)
        from desktop.opening import open_or_build
        from models.notices import last_entry

        shop = open_or_build(self._opening, self.demo_grew.emit)
        self._since = last_entry(shop.engine)
        # What is imported stays: looked at by each full collection, it would hold the window
        # for 70 ms now and then.
        gc.freeze()
        return shop

    def _tell_progress(self, done: int, total: int) -> None:
        if done < total:
            percent = done * 100 // max(total, 1)
            self.shell.wait_for_shop(
                say("Making the demo shop: {percent} %", percent=percent),
                say("A department store with a year of sales. This happens only once."),
            )

    def _opened(self, shop: Shop) -> None:
        from desktop.customer_side import CustomerSide
        from desktop.errands import Errands
        from desktop.wall import Wall
        from ui import sound

        self.shop = shop
        sound.hear(self._settings.now.sound)
        self.work.serve(shop)
        self._errands = Errands(
            shop, self._since, self._files().folder, self.shell, self.work, self._failed
        )
        self._errands.heard.connect(self._heard)
        self.wall = Wall(shop, self._settings, self.shell)
        for heard in (self._errands.heard, self.work.changed):
            heard.connect(self.wall.refresh)
        self._errands.start()
        self.customer_side = CustomerSide(
            shop, self.work, self._settings, self.shell, self._tell
        )
        self.work.changed.connect(self.customer_side.refresh)
        self.customer_side.open_again()
        self.wall.open_again()
        self._speak(shop.facts.language)
        if shop.person is not None:
            self.sign_on_as(shop.person)
        else:
            self._ask_who()

    def _heard(self, topics: frozenset[Topic]) -> None:
        if not self._locked.hears(topics):
            self.work.changed.emit(topics)

    def _not_opened(self, problem: Exception) -> None:
        if not isinstance(problem, Refused):
            return
        if problem.messages[0].code == "shop-missing" and not self._opening.demo:
            self._ask_for_shop()
        else:
            text = "\n".join(words.sentence(message) for message in problem.messages)
            self.shell.wait_for_shop(say("The shop cannot be opened"), text, "refuse")

    def _ask_for_shop(self) -> None:
        from desktop.front_door import setup_screen

        self.shell.show_page(
            setup_screen(
                self.work,
                self.shell,
                self._opening.url,
                shop_made=self._open_again,
                demo_made=self._open_demo,
            )
        )

    def _open_again(self) -> None:
        self.shell.wait_for_shop(say("Opening the shop…"))
        self._open()

    def _open_demo(self) -> None:
        self._opening = replace(self._opening, url=places.demo_url(), demo=True)
        self._open_again()

    def _ask_who(self) -> None:
        from desktop.front_door import sign_on_screen

        if self.shop is None:
            raise RuntimeError("no shop is open")
        self.shop.person = None
        self._idle.stop()
        self._clear()
        self._speak(self.shop.facts.language)
        self.shell.show_page(sign_on_screen(self.shop, self.work, self.shell, self.sign_on_as))

    def sign_on_as(self, person: Person) -> None:
        """Open the counter for somebody whose PIN was right, in their language; what somebody
        else left there is told under their own name first."""
        last = self._house.last_words()
        if last is None:
            self._receive(person)
        else:
            self.work.run(
                last, lambda _: self._receive(person), lambda _: self._receive(person)
            )

    def _receive(self, person: Person) -> None:
        from desktop.session import Session

        if self.shop is None:
            raise RuntimeError("no shop is open")
        self.shop.person = person
        self._speak(person.language)
        self._clear()
        here = self._here(self.shop, person)
        self._house.open(here)
        self.shell.shop_opened(self._present(person), demo=self.shop.facts.demo)
        self._session = Session(here, self.shell, self._failed, self._ask_who)
        self._session.start()
        self._attend()
        if self._alone:
            self._idle.watch()

    def _here(self, shop: Shop, person: Person) -> Here:
        from desktop.rooms.here import Here

        if self.wall is None:
            raise RuntimeError("no shop is open")
        return Here(
            shop=shop,
            person=person,
            work=self.work,
            files=self._files(),
            language=self._opening.language or person.language,
            settings=self._settings,
            wall=self.wall,
            go=self._house.go,
            look_up=self._house.look_up,
            empty_box=self._empty_box,
            tell=self._tell,
            met=self._house.meet,
            sign_on_as=self.sign_on_as,
        )

    def _return(self, person: Person) -> None:
        """Whoever left is here again; meanwhile they may have got or lost rights."""
        self.shell.show_present(self._present(person))
        if self._session is not None:
            self._session.read_rights()
        self._house.open_again()
        self._attend()
        if self._alone:
            self._idle.watch()

    def _attend(self) -> None:
        if self.customer_side is not None and self._house.counter is not None:
            self.customer_side.attend(self._house.counter)

    def _present(self, person: Person) -> Present:
        from receipts.sentences import ROLES

        if self.shop is None:
            raise RuntimeError("no shop is open")
        station = self.shop.station
        place = f"{station.store} · {say('register {code}', code=station.register)}"
        return Present(person.name, words.word(ROLES, person.role), place)

    def _clear(self) -> None:
        """What was made for whoever was here before is over."""
        self._locked.end()
        if self.customer_side is not None:
            self.customer_side.leave()
        if self._session is not None:
            self._session.end()
            self._session = None
        self._house.clear()

    def _scan(self, text: str) -> None:
        if not self._locked.on:
            self._house.scan(text)

    def _empty_box(self) -> None:
        self.shell.box.clear()
        self.shell.box.setFocus()

    def _tell(self, message: Message, undo: Callable[[], None] | None = None) -> None:
        self.shell.toast(words.sentence(message), undo)

    def _speak(self, code: str) -> None:
        from receipts.language import Language

        code = self._opening.language or code
        currency = self.shop.facts.currency if self.shop else None
        words.use(Language.of(code, currency) if currency else Language.of(code))
        self.shell.say_again()

    def _files(self) -> PaperFiles:
        """Where papers are saved, with the pictures of the shop that is open."""
        if self._papers is None:
            from desktop.paper_files import PaperFiles

            kept = self._settings.now.papers
            folder = Path(kept) if kept else None
            self._papers = PaperFiles(folder, self._logos)
        return self._papers

    def _logos(self, digests: frozenset[str]) -> dict[str, bytes]:
        from models.services.letterheads import logos_named

        if self.shop is None:
            raise RuntimeError("no shop is open")
        return self.shop.read(lambda unit: logos_named(unit, digests))

    def _keep_look(self, scheme: str, scale: int) -> None:
        if not self._settings.change(scheme=scheme, scale=scale):
            self.shell.toast(say("This look could not be kept for the next start."))

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, Refused):
            self.shell.toast(words.sentence(problem.messages[0]))
