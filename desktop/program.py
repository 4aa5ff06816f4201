"""The composition root of the window: paint first, then open the shop and wire the screens."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from shiboken6 import isValid

from desktop import places, settings
from desktop.idle import Idle
from desktop.lock import Lock
from models.values import Message, Refused, Topic
from ui import theme, words
from ui.shell import Present, Shell
from ui.theme import Scheme
from ui.words import mark, say
from ui.work import QtWork

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtWidgets import QApplication

    from desktop.counts import Counts
    from desktop.mailing.mailing import Mailing
    from desktop.notices import Notices
    from desktop.paper_files import PaperFiles
    from desktop.papers_room import PapersRoom
    from desktop.printing.news import PrintingNews
    from desktop.printing.printing import Printing
    from desktop.settings import Settings
    from models.db import Shop
    from models.services.locking import Unlocked
    from models.services.suspended_bodies import Entered
    from models.values.rights import Right
    from models.values.shop import Person
    from ui.screens.approvals.arrivals import Arrivals
    from ui.screens.cards.screen import CardsScreen
    from ui.screens.drawer.screen import DrawerScreen
    from ui.screens.goods.screen import GoodsScreen
    from ui.screens.journal.screen import JournalScreen
    from ui.screens.mail_server.screen import MailServerScreen
    from ui.screens.people.screen import PeopleScreen
    from ui.screens.returns.screen import CounterScreen

COUNTER, DRAWER, CARDS, POLICY = "counter", "drawer", "cards", "policy"
GOODS, JOURNAL, PEOPLE = "goods", "journal", "people"
APPROVALS, PAPERS = "approvals", "papers"
FOR_ALL = (APPROVALS, DRAWER, PAPERS, CARDS, GOODS)
FOR_MANAGERS = (POLICY, PEOPLE, JOURNAL)
OPEN_TO = {
    POLICY: frozenset({"policy"}),
    PEOPLE: frozenset({"people", "roles"}),
    JOURNAL: frozenset({"journal"}),
}
"""Who has one of these rights finds the way in the rail: by their codes, as the window is
painted before anything is imported that it can do without."""
MADE_BY = {PAPERS: "desktop.papers_room", **dict.fromkeys(FOR_MANAGERS, "desktop.managers")}
"""The modules of screens that not everybody asks for, by their keys."""
HEAVY = (
    "desktop.wiring",
    "desktop.paper_files",
    "desktop.printing.printing",
    "desktop.mailing.mailing",
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
        self._kept = kept
        self._papers = papers
        self._keep = keep
        self._alone = alone
        self.shop: Shop | None = None
        self._counter: CounterScreen | None = None
        self._drawer: DrawerScreen | None = None
        self._cards: CardsScreen | None = None
        self._goods: GoodsScreen | None = None
        self._all_papers: PapersRoom | None = None
        self._people: PeopleScreen | None = None
        self._journal: JournalScreen | None = None
        self._rights: frozenset[Right] = frozenset()
        self._card = self._paper = ""
        self._tagged: int | None = None
        self._arrivals: Arrivals | None = None
        self.work = QtWork()
        self._since = 0
        """The last entry of the journal before anything of the shop was shown."""
        self._notices: Notices | None = None
        self._printing: Printing | None = None
        self._mailing: Mailing | None = None
        theme.apply(app, Scheme(kept.scheme), kept.scale)
        self.shell = Shell()
        self.shell.add_screen(COUNTER, "counter", mark("Counter"), shortcut="Ctrl+1")
        self.shell.add_screen(APPROVALS, "approvals", mark("Approvals"), shortcut="Ctrl+4")
        self.shell.set_allowed(APPROVALS, False)
        self.shell.add_screen(DRAWER, "drawer", mark("Drawer"), shortcut="Ctrl+5")
        self.shell.add_screen(PAPERS, "papers", mark("Papers"), shortcut="Ctrl+Shift+P")
        self.shell.add_screen(CARDS, "cards", mark("Cards"), shortcut="Ctrl+6")
        self.shell.add_screen(GOODS, "goods", mark("Goods"), shortcut="Ctrl+7")
        self.shell.add_screen(
            POLICY, "policy", mark("Policy"), shortcut="Ctrl+8", for_managers=True
        )
        self.shell.add_screen(
            PEOPLE, "people", mark("People"), shortcut="Ctrl+9", for_managers=True
        )
        self.shell.add_screen(
            JOURNAL, "journal", mark("Journal"), shortcut="Ctrl+0", for_managers=True
        )
        self.shell.wanted.connect(self._build)
        for key in OPEN_TO:
            self.shell.set_allowed(key, False)
        self.work.changed.connect(self._read_rights)
        self.shell.box_entered.connect(self._enter)
        self.shell.scanned.connect(self._scan)
        self.shell.look_changed.connect(self._keep_look)
        self.demo_grew.connect(self._tell_progress)
        self._locked = Lock(
            self.shell, self.work, self._what_is_entered, self._unlocked, self._failed
        )
        self._idle = Idle(kept.lock_after, self)
        self._idle.idled.connect(self._lock_unless_busy)
        self.shell.lock_asked.connect(self.lock)
        for keys, act in (("Ctrl+L", self.lock), ("Ctrl+Shift+L", self.sign_off)):
            QShortcut(QKeySequence(keys), self.shell).activated.connect(act)

    def start(self) -> None:
        """Show the window; everything heavy begins once it is painted."""
        self.shell.painted.connect(self._open)
        self.shell.show()

    def close(self) -> None:
        """Finish what runs, leave the records, and take the window away with its scanner."""
        self._idle.stop()
        last = self._counter.last_words() if self._counter is not None else None
        self.work.close()
        if self._printing is not None:
            self._printing.stop()
        if self._mailing is not None:
            self._mailing.stop()
        if self._notices is not None:
            self._notices.stop()
        if self.shop is not None:
            from desktop.wiring import end_session

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

        if self._counter is not None:
            self._counter.abandon()
        self.work.run(sign_off, lambda _: self._ask_who(), self._failed)

    def lock(self) -> None:
        """Whoever is signed on leaves the counter for a while; nothing of theirs changes."""
        if self.shop is None or self.shop.person is None or self._locked.on:
            return
        self._idle.stop()
        self._locked.fall(self.shop, self.shop.person)

    def _lock_unless_busy(self) -> None:
        if not self.work.writing:
            self.lock()

    def _what_is_entered(self) -> tuple[Entered, str] | None:
        return self._counter.entered() if self._counter is not None else None

    def _unlocked(self, came: Unlocked) -> None:
        """Somebody is here again: the one who left, or another who finds a new counter."""
        if came.returned:
            self._show_person(came.person)
            if not self.shell.has_screen(self.shell.current):
                self._build(self.shell.current)
            return
        self.sign_on_as(came.person)
        if came.told:
            self.shell.toast("\n".join(words.sentence(each) for each in came.told))

    def _open(self) -> None:
        self.work.compute(self._open_shop, self._opened, self._not_opened)

    def _open_shop(self) -> Shop:
        for module in HEAVY:
            import_module(module)
        import_module("desktop.notices")
        from desktop.wiring import open_or_build
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

    @cached_property
    def _counts(self) -> Counts:
        from desktop.counts import Counts

        return Counts(self.shell, self.work, self._rights_here, self._failed)

    def _opened(self, shop: Shop) -> None:
        from ui import sound

        self.shop = shop
        sound.hear(self._kept.sound)
        self.work.changed.connect(self._counts.refresh)
        self.work.serve(shop)
        self._listen(shop)
        self._print(shop)
        self._speak(shop.facts.language)
        if shop.person is not None:
            self.sign_on_as(shop.person)
        else:
            self._ask_who()

    def _listen(self, shop: Shop) -> None:
        """From now on what other counters do is shown here within a second."""
        from desktop.notices import Notices

        self._notices = Notices(shop.engine, self._since, self)
        self._notices.written.connect(self._heard)
        self._notices.lost.connect(self._lost)
        self._notices.heard_again.connect(self._heard_again)
        self._notices.clock_jumped.connect(self._note_jump)
        self._notices.start()

    def _print(self, shop: Shop) -> None:
        """From now on what is queued at this register is printed, whoever is here."""
        from desktop.printing.news import PrintingNews
        from desktop.printing.printing import Printing

        news = PrintingNews(self._tell_of_printing, self)
        self._printing = Printing(shop, self._files().folder, self)
        self._printing.told.connect(news.tell)
        self._printing.changed.connect(self._heard)
        self.work.changed.connect(self._printing.wake)
        if self._notices is not None:
            self._notices.written.connect(self._printing.wake)
        self._printing.start()
        self._mail(shop, news)

    def _mail(self, shop: Shop, news: PrintingNews) -> None:
        """From now on what is to be e-mailed from this register is, whoever is here."""
        from desktop.mailing.mailing import Mailing
        from desktop.mailing.password import MailPassword

        self._mailing = Mailing(shop, MailPassword(places.mail_file()), self)
        self._mailing.told.connect(news.tell)
        self._mailing.changed.connect(self._heard)
        self.work.changed.connect(self._mailing.wake)
        if self._notices is not None:
            self._notices.written.connect(self._mailing.wake)
        self._mailing.start()

    def _tell_of_printing(self, news: str) -> None:
        """The window may be gone when the printing thread has its last word."""
        if isValid(self.shell):
            self.shell.toast(news)

    def _heard(self, topics: frozenset[Topic]) -> None:
        if not self._locked.hears(topics):
            self.work.changed.emit(topics)

    def _lost(self, why: Message) -> None:
        text = say("What other counters do is not shown here for now.")
        self.shell.toast(f"{text}\n{words.sentence(why)}")

    def _heard_again(self) -> None:
        self.shell.toast(say("What other counters do is shown here again."))

    def _note_jump(self, seconds: int) -> None:
        from models.services.clock import note_clock_jump

        self.work.run_ahead(
            lambda unit: note_clock_jump(unit, seconds), lambda _: None, self._failed
        )

    def _not_opened(self, problem: Exception) -> None:
        if not isinstance(problem, Refused):
            return
        if problem.messages[0].code == "shop-missing" and not self._opening.demo:
            self._ask_for_shop()
        else:
            text = "\n".join(words.sentence(message) for message in problem.messages)
            self.shell.wait_for_shop(say("The shop cannot be opened"), text, "refuse")

    def _ask_for_shop(self) -> None:
        from desktop.wiring import setup_screen

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
        from desktop.wiring import sign_on_screen

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
        last = self._counter.last_words() if self._counter is not None else None
        if last is None:
            self._receive(person)
        else:
            self.work.run(
                last, lambda _: self._receive(person), lambda _: self._receive(person)
            )

    def _receive(self, person: Person) -> None:
        from desktop.wiring import counter_screen

        if self.shop is None:
            raise RuntimeError("no shop is open")
        self.shop.person = person
        self._speak(person.language)
        self._clear()
        screen = counter_screen(
            self.shop,
            self.work,
            self.shell,
            self._files(),
            self._open_card,
            self._open_goods,
            self._open_paper,
        )
        self._counter = screen
        self.shell.show_screen(COUNTER)
        self.shell.box.clear()
        self.shell.put_screen(COUNTER, screen)
        self.shell.shop_opened(self._show_person(person), demo=self.shop.facts.demo)
        self._await_approvals()

    def _show_person(self, person: Person) -> Present:
        """Who is here; from now on they may leave. Which ways are open to them is read."""
        from receipts.sentences import ROLES

        self._read_rights(frozenset({Topic.PEOPLE}))
        present = Present(person.name, words.word(ROLES, person.role), self._place())
        self.shell.show_present(present)
        if self._alone:
            self._idle.watch()
        return present

    def _read_rights(self, topics: frozenset[Topic]) -> None:
        """Which ways are open depends on what whoever is here may do now, if anything."""
        if Topic.PEOPLE not in topics or self.shop is None or self.shop.person is None:
            return
        from models.services.people import rights_of_signed_on

        whose = self.shop.person

        def let_in(rights: frozenset[Right]) -> None:
            if self.shop is not None and self.shop.person is whose:
                self._let_in(rights)

        self.work.read(rights_of_signed_on, let_in, self._not_in)

    def _let_in(self, rights: frozenset[Right]) -> None:
        self._rights = rights
        for key, needed in OPEN_TO.items():
            self.shell.set_allowed(key, bool(rights & needed))
        self._counts.refresh(frozenset(Topic))

    def _rights_here(self) -> frozenset[Right]:
        there = self.shop is not None and self.shop.person is not None
        return self._rights if there else frozenset()

    def _not_in(self, problem: Exception) -> None:
        """Whoever was here has been disabled: nothing of the shop stays in sight."""
        self._failed(problem)
        if isinstance(problem, Refused) and problem.messages[0].code == "person-disabled":
            self._ask_who()

    def _clear(self) -> None:
        """What was made for whoever was here before is over."""
        self._locked.end()
        self._let_in(frozenset())
        self._counter = self._drawer = self._cards = self._goods = None
        self._people = self._journal = self._all_papers = None
        self._card = self._paper = ""
        self._tagged = None
        if self._arrivals is not None:
            self.work.changed.disconnect(self._arrivals.refresh)
            self._arrivals.leave()
            self._arrivals = None
        self.shell.set_allowed(APPROVALS, False)
        for key in (COUNTER, *FOR_ALL, *FOR_MANAGERS):
            self.shell.clear_screen(key)

    def _scan(self, text: str) -> None:
        """A badge is for whatever screen asks for one, a paper is followed on the journal and
        shown where all papers are; all else is looked up."""
        if self._locked.on:
            return
        here = self.shell.current
        asks = {
            DRAWER: self._drawer,
            CARDS: self._cards,
            PAPERS: self._all_papers,
            PEOPLE: self._people,
            JOURNAL: self._journal,
        }.get(here)
        if asks is not None and asks.scan(text):
            return
        if here == COUNTER and self._counter is not None:
            self._counter.scan(text)
        else:
            self._enter(text)

    def _enter(self, text: str) -> None:
        """Whatever was scanned or typed into the one box: the counter knows what it is."""
        if self._counter is not None:
            self.shell.show_screen(COUNTER)
            self._counter.enter(text)

    def _open_card(self, number: str) -> None:
        """Show what is on a card, as soon as there is a screen for it."""
        self.shell.show_screen(CARDS)
        if self._cards is not None:
            self._cards.enter(number)
        else:
            self._card = number

    def _open_goods(self, return_line_id: int) -> None:
        """Show the goods whose tag was scanned, as soon as there is a screen for them."""
        self.shell.show_screen(GOODS)
        if self._goods is not None:
            self._goods.pick(return_line_id)
        else:
            self._tagged = return_line_id

    def _open_paper(self, code: str) -> None:
        """Show a paper that the counter does nothing with, as soon as there is a screen."""
        self.shell.show_screen(PAPERS)
        if self._all_papers is not None:
            self._all_papers.enter(code)
        else:
            self._paper = code

    def _await_approvals(self) -> None:
        """Requests for a yes are counted in the rail, and each new one is told."""
        from desktop.wiring import approval_arrivals
        from ui import sound
        from ui.screens.approvals.arrivals import Outside

        outside = Outside(
            allow=lambda allowed: self.shell.set_allowed(APPROVALS, allowed),
            count=self._counts.tell_approvals,
            tell=self._tell,
            chime=sound.chime,
        )
        self._arrivals = approval_arrivals(self.work, outside)

    def _tell(self, message: Message) -> None:
        self.shell.toast(words.sentence(message))

    def _hear(self, heard: bool) -> None:
        from ui import sound

        sound.hear(heard)
        if not self._keep_settings(sound=heard):
            self.shell.toast(say("This could not be kept for the next start."))

    def _build(self, key: str) -> None:
        """Make a screen that is asked for the first time; what it needs is read first."""
        module = MADE_BY.get(key, "desktop.wiring")
        self.work.compute(
            lambda: import_module(module), lambda _: self._built(key), self._failed
        )

    def _built(self, key: str) -> None:
        if self.shop is None or self.shop.person is None or self.shell.has_screen(key):
            return  # signed off meanwhile, or asked for twice
        if key == DRAWER:
            from desktop.wiring import drawer_screen

            papers = self._files()
            self._drawer = drawer_screen(self.work, papers, self.sign_on_as)
            self.shell.put_screen(key, self._drawer)
        elif key == APPROVALS:
            from desktop.wiring import approvals_screen

            self.shell.put_screen(
                key,
                approvals_screen(
                    self.shop, self.work, self._tell, self._hear, sound=self._kept.sound
                ),
            )
        elif key == CARDS:
            from desktop.wiring import cards_screen

            self._cards = cards_screen(self.work)
            self.shell.put_screen(key, self._cards)
            if self._card:
                self._cards.enter(self._card)
                self._card = ""
        elif key == PAPERS:
            from desktop.papers_room import papers_room

            make = partial(self._mail_server, self.shop, self.shop.person)
            self._all_papers = papers_room(self.work, self._files(), self._enter, make)
            self.shell.put_screen(key, self._all_papers)
            if self._paper:
                self._all_papers.enter(self._paper)
                self._paper = ""
        elif key == GOODS:
            from desktop.wiring import goods_screen

            self._goods = goods_screen(self.work, self._files())
            self.shell.put_screen(key, self._goods)
            if self._tagged is not None:
                self._goods.pick(self._tagged)
                self._tagged = None
        elif key == PEOPLE:
            from desktop.managers import people_screen

            self._people = people_screen(self.work)
            self.shell.put_screen(key, self._people)
        elif key == JOURNAL:
            from desktop.managers import journal_screen

            language = self._opening.language or self.shop.person.language
            papers = self._files()
            self._journal = journal_screen(self.shop, self.work, papers, language)
            self.shell.put_screen(key, self._journal)
        elif key == POLICY:
            self._put_policy(self.shop, self.shop.person)

    def _mail_server(self, shop: Shop, person: Person) -> MailServerScreen:
        from desktop.mailing.password import MailPassword
        from desktop.managers import mail_server_screen

        language = self._opening.language or person.language
        return mail_server_screen(shop, self.work, MailPassword(places.mail_file()), language)

    def _put_policy(self, shop: Shop, person: Person) -> None:
        from desktop.managers import policy_room
        from desktop.places import papers_folder

        folder = Path(self._kept.papers) if self._kept.papers else papers_folder()
        language = self._opening.language or person.language
        room = policy_room(shop, person, self.work, folder, language)
        self.shell.put_screen(POLICY, room)

    def _place(self) -> str:
        if self.shop is None:
            return ""
        station = self.shop.station
        return f"{station.store} · {say('register {code}', code=station.register)}"

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

            folder = Path(self._kept.papers) if self._kept.papers else None
            self._papers = PaperFiles(folder, self._logos)
        return self._papers

    def _logos(self, digests: frozenset[str]) -> dict[str, bytes]:
        from models.services.letterheads import logos_named

        if self.shop is None:
            raise RuntimeError("no shop is open")
        return self.shop.read(lambda unit: logos_named(unit, digests))

    def _keep_look(self, scheme: str, scale: int) -> None:
        if not self._keep_settings(scheme=scheme, scale=scale):
            self.shell.toast(say("This look could not be kept for the next start."))

    def _keep_settings(self, **changed: Any) -> bool:
        """Whether they could be kept for the next start; for this one they hold anyway."""
        self._kept = replace(self._kept, **changed)
        if not self._keep:
            return True
        try:
            settings.save(places.settings_file(), self._kept, **changed)
        except (Refused, OSError):
            return False
        return True

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, Refused):
            self.shell.toast(words.sentence(problem.messages[0]))
