"""The policy of the shop, its drafts, and a draft tried on last year."""

from __future__ import annotations

import os
import re
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget
from shiboken6 import isValid

from desktop.places import make_folder
from desktop.replay_book import save_replay
from desktop.rooms.here import keep_fresh
from models.formats.policy_toml import policy_toml
from models.services import drafts, policies
from models.services.exports import TOML, note_policy_export, note_replay_export
from models.values import Message, Topic, refuse
from receipts.language import Language
from ui.screens.policy.presenter import PolicyPresenter
from ui.screens.policy.replay_page import ReplayPage
from ui.screens.policy.replay_presenter import ReplayPresenter
from ui.screens.policy.screen import PolicyScreen
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from PySide6.QtWidgets import QWidget

    from desktop.rooms.here import Here
    from models.rules.policy import Policy
    from models.services.replay import Replay
    from models.values import Currency


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

    def visit(self, page: QWidget) -> None:
        self.come_back()
        self.addWidget(page)
        self.setCurrentWidget(page)

    def come_back(self) -> None:
        """To the policy; what was visited is over."""
        page = self.currentWidget()
        if page is not None and page not in (self.editor, self._replay):
            self.setCurrentWidget(self.editor)
            self.removeWidget(page)
            page.deleteLater()

    def _try(self, policy: Policy) -> None:
        if self._replay is None:
            self._replay = self._make_replay()
            self._replay.closed.connect(lambda: self.setCurrentWidget(self.editor))
            self.addWidget(self._replay)
        self.setCurrentWidget(self._replay)
        numbered = say("Policy {number}", number=policy.number)
        unnamed = numbered if policy.number else say("The draft")
        self._replay.start(policy, policy.name or unnamed)


def make(here: Here) -> PolicyRoom:
    """Kept fresh by what others change."""
    shop, work = here.shop, here.work
    screen = PolicyScreen()

    def note(policy: Policy) -> None:
        shop.run(lambda unit: note_policy_export(unit, policy.number, TOML))

    files = PolicyFiles(here.files.folder, shop.facts.currency, note)
    presenter = PolicyPresenter(
        work, drafts, policies, files, here.person.staff_id, screen.show_state
    )
    screen.bind(presenter)

    def save(done: Replay, title: str, path: Path) -> None:
        shop.run(lambda unit: note_replay_export(unit, title, len(done.rows)))
        save_replay(done, title, path, Language.of(here.language, shop.facts.currency))

    def make_replay() -> ReplayPage:
        page = ReplayPage()
        page.bind(ReplayPresenter(work, save, page.show_state, page.closed.emit))
        return page

    room = PolicyRoom(screen, make_replay)

    def show_terms(visited: ModuleType) -> None:
        if isValid(room):
            room.visit(visited.make(here, room.come_back))

    screen.complaint_terms_asked.connect(
        lambda: work.compute(
            lambda: import_module("desktop.rooms.complaint_terms"), show_terms, presenter.failed
        )
    )

    def look_again(topics: frozenset[Topic]) -> None:
        if Topic.POLICY in topics:
            presenter.refresh()

    keep_fresh(room, work, look_again, leave=presenter.leave)
    presenter.start()
    return room
