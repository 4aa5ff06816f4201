"""The composition root of the window: paint first, then open the shop and wire the screens."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from desktop import places, settings
from models.values import Refused, Topic
from models.values.shop import Role
from ui import theme, words
from ui.shell import Present, Shell
from ui.theme import Scheme
from ui.words import mark, say, say_many
from ui.work import QtWork

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.printers import SlipPapers
    from desktop.settings import Settings
    from models.db import Shop
    from models.values.shop import Person
    from ui.screens.cards.screen import CardsScreen
    from ui.screens.drawer.screen import DrawerScreen
    from ui.screens.goods.screen import GoodsScreen
    from ui.screens.returns.screen import CounterScreen

COUNTER, DRAWER, CARDS, POLICY = "counter", "drawer", "cards", "policy"
GOODS = "goods"
FOR_ALL = (DRAWER, CARDS, GOODS)
FOR_MANAGERS = (POLICY,)
MANAGERS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
HEAVY = ("desktop.wiring", "receipts.pdf", "receipts.pictures", "babel.dates", "babel.numbers")
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

    ``keep`` says whether its look is kept for the next start.

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
        papers: SlipPapers | None = None,
        keep: bool = True,
    ) -> None:
        super().__init__()
        self._opening = opening
        self._kept = kept
        self._papers = papers
        self._keep = keep
        self.shop: Shop | None = None
        self._counter: CounterScreen | None = None
        self._drawer: DrawerScreen | None = None
        self._cards: CardsScreen | None = None
        self._goods: GoodsScreen | None = None
        self._card = ""
        self._tagged: int | None = None
        self.work = QtWork()
        theme.apply(app, Scheme(kept.scheme), kept.scale)
        self.shell = Shell()
        self.shell.add_screen(COUNTER, "counter", mark("Counter"), shortcut="Ctrl+1")
        self.shell.add_screen(DRAWER, "drawer", mark("Drawer"), shortcut="Ctrl+5")
        self.shell.add_screen(CARDS, "cards", mark("Cards"), shortcut="Ctrl+6")
        self.shell.add_screen(GOODS, "goods", mark("Goods"), shortcut="Ctrl+7")
        self.shell.add_screen(
            POLICY, "policy", mark("Policy"), shortcut="Ctrl+8", for_managers=True
        )
        self.shell.set_allowed(POLICY, False)
        self.shell.wanted.connect(self._build)
        self.work.changed.connect(self._count_reviews)
        self.work.changed.connect(self._count_awaiting)
        self.work.changed.connect(self._count_goods)
        self.shell.box_entered.connect(self._enter)
        self.shell.scanned.connect(self._scan)
        self.shell.look_changed.connect(self._keep_look)
        self.demo_grew.connect(self._tell_progress)
        self._signing_off = QShortcut(QKeySequence("Ctrl+L"), self.shell)
        self._signing_off.activated.connect(self.sign_off)

    def start(self) -> None:
        """Show the window; everything heavy begins once it is painted."""
        self.shell.painted.connect(self._open)
        self.shell.show()

    def close(self) -> None:
        """Finish what runs, leave the records, and take the window away with its scanner."""
        self.work.close()
        if self.shop is not None:
            self.shop.close()
        self.shell.close()
        self.shell.deleteLater()
        QCoreApplication.sendPostedEvents(self.shell, int(QEvent.Type.DeferredDelete.value))

    def sign_off(self) -> None:
        """Nobody is at the counter any more."""
        if self.shop is None or self.shop.person is None:
            return
        from models.services.people import sign_off

        if self._counter is not None:
            self._counter.put_down()
        self.work.run(sign_off, lambda _: self._ask_who(), self._failed)

    def _open(self) -> None:
        self.work.compute(self._open_shop, self._opened, self._not_opened)

    def _open_shop(self) -> Shop:
        for module in HEAVY:
            import_module(module)
        from desktop.wiring import open_or_build

        shop = open_or_build(self._opening, self.demo_grew.emit)
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
        self.shop = shop
        self.work.serve(shop)
        self._speak(shop.facts.language)
        if shop.person is not None:
            self.sign_on_as(shop.person)
        else:
            self._ask_who()

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
        self._clear()
        self._speak(self.shop.facts.language)
        self.shell.show_page(sign_on_screen(self.shop, self.work, self.shell, self.sign_on_as))

    def sign_on_as(self, person: Person) -> None:
        """Open the counter for somebody whose PIN was right, in their language."""
        from desktop.wiring import counter_screen
        from receipts.sentences import ROLES

        if self.shop is None:
            raise RuntimeError("no shop is open")
        self.shop.person = person
        self._speak(person.language)
        self._clear()
        screen = counter_screen(
            self.shop,
            self.work,
            self.shell,
            self._slips(),
            self._open_card,
            self._open_goods,
        )
        self._counter = screen
        for key in FOR_MANAGERS:
            self.shell.set_allowed(key, person.role in MANAGERS)
        self.shell.show_screen(COUNTER)
        self.shell.box.clear()
        present = Present(person.name, words.word(ROLES, person.role), self._place())
        self._put(screen, present, demo=self.shop.facts.demo)
        if person.role in MANAGERS:
            self._count_reviews(frozenset({Topic.POLICY}))
        self._count_awaiting(frozenset({Topic.RETURNS}))
        self._count_goods(frozenset({Topic.RETURNS}))

    def _clear(self) -> None:
        """What was made for whoever was here before is over."""
        self._counter = self._drawer = self._cards = self._goods = None
        self._card = ""
        self._tagged = None
        for key in (COUNTER, *FOR_ALL, *FOR_MANAGERS):
            self.shell.clear_screen(key)

    def _scan(self, text: str) -> None:
        """A badge is for whatever screen asks for one; all else is looked up."""
        here = self.shell.current
        asks = {DRAWER: self._drawer, CARDS: self._cards}.get(here)
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

    def _count_goods(self, topics: frozenset[Topic]) -> None:
        """How many goods wait for a decision, told in the rail wherever one is."""
        if Topic.RETURNS not in topics or self.shop is None or self.shop.person is None:
            return
        from models.services.goods import count_waiting

        self.work.read(count_waiting, self._tell_goods, self._failed)

    def _tell_goods(self, count: int) -> None:
        waiting = say_many(
            "{count} item waits for a decision", "{count} items wait for a decision", count
        )
        self.shell.set_badge(GOODS, count, waiting if count else "")

    def _count_awaiting(self, topics: frozenset[Topic]) -> None:
        """How many refunds no terminal has confirmed, told in the rail wherever one is."""
        if Topic.RETURNS not in topics or self.shop is None or self.shop.person is None:
            return
        from models.services.terminal import count_awaiting

        self.work.read(count_awaiting, self._tell_awaiting, self._failed)

    def _tell_awaiting(self, count: int) -> None:
        waiting = say_many(
            "{count} refund waits for its terminal",
            "{count} refunds wait for their terminal",
            count,
        )
        self.shell.set_badge(COUNTER, count, waiting if count else "")

    def _count_reviews(self, topics: frozenset[Topic]) -> None:
        """How many drafts of a policy wait for whoever is signed on, told in the rail."""
        person = self.shop.person if self.shop else None
        if Topic.POLICY not in topics or person is None or person.role not in MANAGERS:
            return
        from models.services.drafts import count_to_review

        self.work.read(count_to_review, self._tell_reviews, self._failed)

    def _tell_reviews(self, count: int) -> None:
        waiting = say_many(
            "{count} draft waits for your review", "{count} drafts wait for your review", count
        )
        self.shell.set_badge(POLICY, count, waiting if count else "")

    def _build(self, key: str) -> None:
        """Make a screen that is asked for the first time; what it needs is read first."""
        module = "desktop.managers" if key in FOR_MANAGERS else "desktop.wiring"
        self.work.compute(
            lambda: import_module(module), lambda _: self._built(key), self._failed
        )

    def _built(self, key: str) -> None:
        if self.shop is None or self.shop.person is None or self.shell.has_screen(key):
            return  # signed off meanwhile, or asked for twice
        if key == DRAWER:
            from desktop.wiring import drawer_screen

            papers = self._slips().documents
            self._drawer = drawer_screen(self.work, papers, self.sign_on_as)
            self.shell.put_screen(key, self._drawer)
        elif key == CARDS:
            from desktop.wiring import cards_screen

            self._cards = cards_screen(self.work, self._slips())
            self.shell.put_screen(key, self._cards)
            if self._card:
                self._cards.enter(self._card)
                self._card = ""
        elif key == GOODS:
            from desktop.wiring import goods_screen

            self._goods = goods_screen(self.work, self._slips().documents)
            self.shell.put_screen(key, self._goods)
            if self._tagged is not None:
                self._goods.pick(self._tagged)
                self._tagged = None
        elif self.shop.person.role in MANAGERS:
            self._put_policy(self.shop, self.shop.person)

    def _put_policy(self, shop: Shop, person: Person) -> None:
        from desktop.managers import policy_room
        from desktop.places import papers_folder

        folder = Path(self._kept.papers) if self._kept.papers else papers_folder()
        language = self._opening.language or person.language
        room = policy_room(shop, person, self.work, folder, language)
        self.shell.put_screen(POLICY, room)

    def _put(self, screen: QWidget, present: Present, *, demo: bool) -> None:
        self.shell.put_screen(COUNTER, screen)
        self.shell.shop_opened(present, demo=demo)

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

    def _slips(self) -> SlipPapers:
        if self._papers is not None:
            return self._papers
        from desktop.printers import SlipPapers

        folder = Path(self._kept.papers) if self._kept.papers else None
        self._papers = SlipPapers(self._kept.printer, folder)
        return self._papers

    def _keep_look(self, scheme: str, scale: int) -> None:
        if not self._keep:
            return
        try:
            self._kept = settings.save(
                places.settings_file(), self._kept, scheme=scheme, scale=scale
            )
        except (Refused, OSError):
            self.shell.toast(say("This look could not be kept for the next start."))

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, Refused):
            self.shell.toast(words.sentence(problem.messages[0]))
