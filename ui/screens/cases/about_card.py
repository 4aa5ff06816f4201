"""Whose case it is, who has it, what was promised in it, and what can be done next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.values.cases import CaseState
from ui import theme
from ui.screens.cases.state import Doing
from ui.screens.cases.told import came, looks, promised, since, state_tag
from ui.theme import Role, Tone, Type
from ui.widgets.barred import BAR, Barred
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.link_button import LinkButton
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.tag import Tag
from ui.widgets.text import Text
from ui.words import say, say_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.services.case_pages import CasePage
    from models.values.cases import CaseSeen
    from ui.screens.cases.state import CasesState

_SHORT = 20
"""Letters of links that stand two in a row."""
MOST_OFFERED = 3
"""Earlier cases of the same customer in sight; all others are found by the list."""


class AboutCard(Card):
    """Signals:
    begun: the code of what is to be done; its form is asked for.
    taken_up, gone_on: the primary button, for an open case and for a closed one.
    filed: the case is to be put on paper.
    complained, questioned: pages of their own are asked for.
    case_asked, linked: the number of another case, to be shown or gone on with.
    paper_asked, sale_asked: their numbers.
    """

    begun = Signal(str)
    taken_up = Signal()
    gone_on = Signal()
    filed = Signal()
    complained = Signal()
    questioned = Signal()
    case_asked = Signal(int)
    linked = Signal(int)
    paper_asked = Signal(str)
    sale_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(say("About the case"))
        self.body.setSpacing(theme.SPACE_2)
        self._code, self._tag = Text("", Type.TITLE), Tag()
        self._title = Text("", Type.STRONG)
        self._watching = _Told(Tone.ASK)
        self._promise = _Told(Tone.OVERRIDE)
        self._facts = Text("", role=Role.TEXT)
        self.keep = SmallButton(say("Kept"), "F7")
        self.break_it = SmallButton(say("Not kept"))
        self.name = LinkButton(say("Name the customer"))
        self.entitle = LinkButton(say("Say what it is about"))
        self._links, self._papers = _Links(), _Links()
        self._linked = Text("", Type.SMALL, Role.MUTED)
        self._page: CasePage | None = None
        self.go = PrimaryButton("", "F8")
        self._actions = {
            Doing.PROMISE: SmallButton(say("Promise"), "F7"),
            Doing.ASIDE: SmallButton(say("Put aside")),
            Doing.TRANSFER: SmallButton(say("Hand over")),
            Doing.ESCALATE: SmallButton(say("Escalate")),
            Doing.LINK: SmallButton(say("Link")),
            Doing.CLOSE: SmallButton(say("Say goodbye")),
        }
        self.complaint, self.question = (
            SmallButton(say("Complaint"), "F9"),
            SmallButton(say("Question"), "F10"),
        )
        self.file = SmallButton(say("Case file"))
        self._lay_out()
        self._connect()

    def action(self, doing: Doing) -> SmallButton:
        return self._actions[doing]

    def show_state(self, state: CasesState) -> None:
        page = state.page
        self.setVisible(page is not None and state.doing is None)
        self._page = page
        if page is None:
            return
        case, can = page.case, state.can_change
        self._code.setText(case.code)
        self._tag.show_as(*state_tag(case, here=page.here))
        self._title.setText(case.title)
        self._title.setVisible(bool(case.title))
        self._facts.setText(_facts(case, state))
        self._watching.tell(looks(state.watching))
        self._promise.tell(promised(case) if case.promise else "")
        open_promise = bool(case.promise) and can
        self.keep.setVisible(open_promise)
        self.break_it.setVisible(open_promise)
        self.name.say(say("Another customer") if case.customer else say("Name the customer"))
        self.entitle.say(say("Another title") if case.title else say("Say what it is about"))
        self.name.setVisible(can)
        self.entitle.setVisible(can)
        self._show_links(page)
        self._show_papers(page)
        self._show_actions(page, state)

    def focus_first(self) -> None:
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._code, 1)
        head.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        kept = QHBoxLayout()
        kept.addWidget(self.keep)
        kept.addWidget(self.break_it)
        known = QHBoxLayout()
        known.addWidget(self.name)
        known.addWidget(self.entitle)
        known.addStretch(1)
        for part in (self._title, self._watching, self._facts):
            column.addWidget(part)
        column.addLayout(known)
        column.addWidget(self._promise)
        column.addLayout(kept)
        for link in (self._linked, self._links, self._papers):
            column.addWidget(link)
        column.addStretch(1)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE_2)
        self._small = [*self._actions.values(), self.complaint, self.question, self.file]
        self._place(self._small)
        self.body.addLayout(head)
        self.body.addWidget(ScrollingList(inside, 160), 1)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.go)

    def _connect(self) -> None:
        for doing, button in self._actions.items():
            button.clicked.connect(partial(self._begin, doing))
        for doing, each in (
            (Doing.KEEP, self.keep),
            (Doing.BREAK, self.break_it),
            (Doing.NAME, self.name),
            (Doing.ENTITLE, self.entitle),
        ):
            each.clicked.connect(partial(self._begin, doing))
        self.go.clicked.connect(self._go_on)
        self.complaint.clicked.connect(self.complained)
        self.question.clicked.connect(self.questioned)
        self.file.clicked.connect(self.filed)
        self._links.pressed.connect(self._follow)
        for links in (self._links, self._papers):
            links.keys_lost.connect(self.focus_first)
        self._papers.pressed.connect(self._show_named)

    def _show_links(self, page: CasePage) -> None:
        """Before, after, and what it may go on with."""
        before = len(page.earlier)
        self._linked.setText(
            say_many(
                "It goes on with {count} earlier case:",
                "It goes on with {count} earlier cases:",
                before,
            )
            if before
            else ""
        )
        self._linked.setVisible(bool(before))
        other = [
            (f"case {each.id}", f"{each.code} {each.title}".strip()) for each in page.earlier
        ]
        other += [
            (f"case {each.id}", say("went on as {case}", case=each.code)) for each in page.later
        ]
        if not before:
            other += [
                (f"link {each.id}", say("Goes on with {case}?", case=_named(each)))
                for each in page.offered[:MOST_OFFERED]
            ]
        self._links.show_links(other)

    def _show_papers(self, page: CasePage) -> None:
        story = page.story
        self._papers.show_links(
            [
                *((f"sale {each}", say("Sale {number}", number=each)) for each in story.sales),
                *((f"paper {each}", each) for each in story.papers),
            ]
        )

    def _show_actions(self, page: CasePage, state: CasesState) -> None:
        case, can = page.case, state.can_change
        for doing, button in self._actions.items():
            button.setVisible(can)
            button.setEnabled(not state.busy)
            if doing is Doing.ESCALATE:
                why = say("It was escalated already.") if case.escalated else ""
                button.block(why or (say("One moment") if state.busy else ""))
        self._actions[Doing.PROMISE].setVisible(can and not case.promise)
        self._actions[Doing.ASIDE].setVisible(can and case.state is CaseState.SERVING)
        self._actions[Doing.CLOSE].setVisible(can and not page.here)
        self._actions[Doing.LINK].setVisible(can and not page.earlier)
        self.complaint.setVisible(can)
        self.question.setVisible(can)
        self.file.setVisible(page.files)
        self._close_up()
        self.go.setVisible(page.of_this_store)
        self.go.setEnabled(not state.busy)
        self.go.say(_primary(page))

    def _close_up(self) -> None:
        """Two in a row, with no hole where one has nothing to do now."""
        shown = [button for button in self._small if not button.isHidden()]
        if shown != self._placed:
            for button in self._placed:
                self._grid.removeWidget(button)
            self._place(shown)

    def _place(self, buttons: list[SmallButton]) -> None:
        for at, button in enumerate(buttons):
            self._grid.addWidget(button, at // 2, at % 2)
        self._placed = buttons

    def _go_on(self) -> None:
        page = self._page
        if page is None:
            return
        if page.case.state is CaseState.CLOSED:
            self.gone_on.emit()
        elif page.here:
            self.begun.emit(Doing.CLOSE)
        else:
            self.taken_up.emit()

    def _begin(self, doing: Doing, _checked: bool = False) -> None:
        self.begun.emit(doing)

    def _follow(self, code: str) -> None:
        what, _, number = code.partition(" ")
        (self.case_asked if what == "case" else self.linked).emit(int(number))

    def _show_named(self, code: str) -> None:
        what, _, number = code.partition(" ")
        (self.sale_asked if what == "sale" else self.paper_asked).emit(number)


def _primary(page: CasePage) -> str:
    if page.case.state is CaseState.CLOSED:
        return say("Begin a case that goes on with it")
    return say("Say goodbye") if page.here else say("Take it up here")


def _named(case: CaseSeen) -> str:
    return f"{case.code} {case.title}".strip()


def _facts(case: CaseSeen, state: CasesState) -> str:
    lines = [
        came(case),
        case.customer or say("Nobody knows the customer"),
        say("Ticket {ticket}", ticket=case.ticket) if case.ticket else "",
        say("{person}, register {register}", person=case.person, register=case.register),
        since(case, state.now),
        say("Escalated: somebody with more to say is needed") if case.escalated else "",
    ]
    return "\n".join(line for line in lines if line)


class _Told(Barred):
    """A sentence on its ground, while there is one."""

    def __init__(self, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(tone, parent)
        self._text = Text("")
        row = QVBoxLayout(self)
        row.setContentsMargins(BAR + theme.SPACE_2, theme.SPACE_2, theme.SPACE_2, theme.SPACE_2)
        row.addWidget(self._text)
        self.hide()

    def tell(self, sentence: str) -> None:
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))


class _Links(QWidget):
    """Underlined words under each other, each with its code.

    Signals:
        pressed: the code of one.
        keys_lost: the one that had the keyboard is not there any more.
    """

    pressed = Signal(str)
    keys_lost = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[LinkButton] = []
        self._shown: list[tuple[str, str]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(2, 1)

    def show_links(self, links: Sequence[tuple[str, str]]) -> None:
        self.setVisible(bool(links))
        if list(links) == self._shown:
            return
        self._shown = list(links)
        had_keys = any(button.hasFocus() for button in self.buttons)
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.deleteLater()
            button.hide()
        self.buttons = []
        short = all(len(text) <= _SHORT for _, text in links)
        for at, (code, text) in enumerate(links):
            button = LinkButton(text, self)
            button.clicked.connect(partial(self._press, code))
            place = (at // 2, at % 2) if short else (at, 0)
            self._grid.addWidget(button, *place)
            self.buttons.append(button)
        if had_keys:
            self.keys_lost.emit()

    def _press(self, code: str, _checked: bool = False) -> None:
        self.pressed.emit(code)
