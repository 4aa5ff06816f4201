"""The screens of managers, made when somebody first asks for one."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from desktop.journal_book import save_journal
from desktop.mailing.machine import MailMachine
from desktop.paper_files import PREVIEW_DPI
from desktop.places import make_folder
from desktop.replay_book import save_replay
from desktop.wiring import keep_fresh
from models.formats.logos import read_logo
from models.formats.policy_toml import policy_toml
from models.services import drafts, policies
from models.services.exports import TOML, note_policy_export, note_replay_export
from models.values import Message, Topic, refuse
from models.values.letterheads import LARGEST_FILE
from receipts import pdf, pictures
from receipts.language import Language
from ui.screens.journal.presenter import JournalPresenter
from ui.screens.journal.screen import JournalScreen
from ui.screens.letterhead.presenter import LetterheadPresenter
from ui.screens.letterhead.screen import LetterheadScreen
from ui.screens.mail_server.presenter import MailServerPresenter
from ui.screens.mail_server.screen import MailServerScreen
from ui.screens.people.presenter import PeoplePresenter
from ui.screens.people.screen import PeopleScreen
from ui.screens.policy.presenter import PolicyPresenter
from ui.screens.policy.replay_page import ReplayPage
from ui.screens.policy.replay_presenter import ReplayPresenter
from ui.screens.policy.screen import PolicyScreen
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.mailing.password import MailPassword
    from models.db import Shop
    from models.rules.policy import Policy
    from models.services.journal_views import Filter
    from models.services.replay import Replay
    from models.values import Currency
    from models.values.printing import Sheet
    from models.values.shop import Person
    from receipts.document import Document
    from ui.papers import Papers
    from ui.work import QtWork


class PolicyFiles:
    """Policies written to files in the papers' folder; safe on the worker thread.

    ``note`` is told of each before it is written.
    """

    def __init__(
        self, folder: Path, currency: Currency, note: Callable[[Policy], object]
    ) -> None:
        self._folder = folder
        self._currency = currency
        self._note = note

    def save_policy(self, policy: Policy) -> Message:
        """As TOML, which can be brought in again.

        Raise :class:`models.values.Refused` where the folder cannot be written to.
        """
        folder = make_folder(self._folder)
        if not os.access(folder, os.W_OK):
            raise refuse("no-permission", place=str(folder))
        self._note(policy)
        name = re.sub(r"\W+", "-", policy.name).strip("-").lower() or "policy"
        place = folder / f"{name}-{policy.number}.toml"
        try:
            place.write_text(policy_toml(policy, self._currency), encoding="utf-8")
        except OSError as why:
            raise refuse("no-permission", place=str(place)) from why
        return Message("policy-saved", {"place": str(place)})


class PolicyRoom(QStackedWidget):
    """The policy, and before it the page of a draft that is tried on last year."""

    def __init__(self, screen: PolicyScreen, make_replay: Callable[[], ReplayPage]) -> None:
        super().__init__()
        self.editor = screen
        self._make_replay = make_replay
        self._replay: ReplayPage | None = None
        self.addWidget(screen)
        screen.replay_asked.connect(self._try)

    def _try(self, policy: Policy) -> None:
        if self._replay is None:
            self._replay = self._make_replay()
            self._replay.closed.connect(lambda: self.setCurrentWidget(self.editor))
            self.addWidget(self._replay)
        self.setCurrentWidget(self._replay)
        numbered = say("Policy {number}", number=policy.number)
        unnamed = numbered if policy.number else say("The draft")
        self._replay.start(policy, policy.name or unnamed)


def policy_room(
    shop: Shop, person: Person, work: QtWork, folder: Path, language: str
) -> QWidget:
    """The policy screen of whoever is signed on, kept fresh by what others change."""
    screen = PolicyScreen()

    def note(policy: Policy) -> None:
        shop.run(lambda unit: note_policy_export(unit, policy.number, TOML))

    files = PolicyFiles(folder, shop.facts.currency, note)
    presenter = PolicyPresenter(
        work, drafts, policies, files, person.staff_id, screen.show_state
    )
    screen.bind(presenter)

    def save(done: Replay, title: str, path: Path) -> None:
        shop.run(lambda unit: note_replay_export(unit, title, len(done.rows)))
        save_replay(done, title, path, Language.of(language, shop.facts.currency))

    def make_replay() -> ReplayPage:
        page = ReplayPage()
        page.bind(ReplayPresenter(work, save, page.show_state, page.closed.emit))
        return page

    room = PolicyRoom(screen, make_replay)

    def look_again(topics: frozenset[Topic]) -> None:
        if Topic.POLICY in topics:
            presenter.refresh()

    keep_fresh(room, work, look_again, leave=presenter.leave)
    presenter.start()
    return room


class LetterheadPictures:
    """Logos from files, and papers as pictures; safe on the worker thread."""

    def read(self, place: Path) -> tuple[str, bytes]:
        """No more of a file is read than a logo may be large.

        Raise :class:`models.values.Refused` where it cannot be read, or is none.
        """
        try:
            with place.open("rb") as file:
                picture = file.read(LARGEST_FILE + 1)
        except OSError as why:
            raise refuse("file-missing", path=str(place)) from why
        logo = read_logo(picture)
        return logo.digest, logo.png

    def picture(self, document: Document, sheet: Sheet, logos: Mapping[str, bytes]) -> bytes:
        """A PNG of the first page of a paper."""
        return pictures.pages(pdf.render(document, sheet, logos), PREVIEW_DPI)[0].png()


def letterhead_screen(work: QtWork, closed: Callable[[], None]) -> LetterheadScreen:
    """What stands above and below on papers; ``closed`` goes back to where one came from."""
    screen = LetterheadScreen()
    presenter = LetterheadPresenter(work, LetterheadPictures(), screen.show_state, closed)
    screen.bind(presenter)

    keep_fresh(screen, work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen


def people_screen(work: QtWork) -> PeopleScreen:
    """Who works here and what roles may do, kept fresh by what others change."""
    screen = PeopleScreen()
    presenter = PeoplePresenter(work, screen.show_state)
    screen.bind(presenter)

    keep_fresh(screen, work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen


def mail_server_screen(
    shop: Shop, work: QtWork, password: MailPassword, language: str
) -> MailServerScreen:
    """The server that takes the shop's mail, for whoever may change settings; its
    ``back_asked`` is for whoever shows it."""
    screen = MailServerScreen()
    machine = MailMachine(password, shop.facts.name, language)
    presenter = MailServerPresenter(work, machine, screen.show_state)
    screen.bind(presenter)

    keep_fresh(screen, work, presenter.refresh, leave=presenter.leave)
    presenter.start()
    return screen


def journal_screen(shop: Shop, work: QtWork, papers: Papers, language: str) -> JournalScreen:
    """The journal of the shop, for whoever may read it."""
    spoken = Language.of(language, shop.facts.currency)

    def save(
        wanted: Filter,
        path: Path,
        advance: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> int | None:
        return save_journal(shop, wanted, path, spoken, advance, stopped)

    screen = JournalScreen()
    presenter = JournalPresenter(work, save, papers, screen.show_state)
    screen.bind(presenter)
    screen.destroyed.connect(presenter.leave)
    presenter.start()
    return screen
