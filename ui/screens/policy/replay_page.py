"""A draft tried on the last year: figures, bars, and every decision behind them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from receipts.sentences import REASONS
from ui import theme, words
from ui.screens.policy.replay_cards import NAMES, FigureCards, bar_texts, count
from ui.screens.policy.replay_lines import LinesTable
from ui.screens.policy.replay_state import MEASURES, Figure, Grouping, ReplayState, Stage
from ui.theme import Role, Tone, Type
from ui.widgets.bars import Bar, Bars, Legend
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice import Notice
from ui.widgets.progress_line import ProgressLine
from ui.widgets.scrolling import ScrollingList
from ui.widgets.small_button import SmallButton
from ui.widgets.text import Text
from ui.words import mark, say, say_many

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.rules.policy import Policy
    from models.services.replay import Replay
    from ui.screens.policy.replay_presenter import ReplayPresenter

GROUPINGS: Final = {
    Grouping.DEPARTMENT.value: mark("By department"),
    Grouping.REASON.value: mark("By reason"),
}


class ReplayPage(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to.

    ``ask_for_file`` asks the person for a place, given a proposal; ``""`` for none.

    Signals:
        closed: the person went back to the policy.
    """

    closed = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        ask_for_file: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._presenter: ReplayPresenter | None = None
        self._state = ReplayState()
        self._ask_for_file = ask_for_file or self._ask
        self.notice = Notice(self)
        self.progress = ProgressLine(after_ms=0, parent=self)
        self.nothing = EmptyState("policy", "", parent=self)
        self.figures = FigureCards(self)
        column = QVBoxLayout(self)
        pad = theme.SPACE_4
        column.setContentsMargins(pad, theme.SPACE_3, pad, pad)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(self._head())
        column.addWidget(self.notice)
        column.addWidget(self._running(), 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.figures)
        column.addWidget(self._behind(), 1)
        self.show_state(self._state)

    def bind(self, presenter: ReplayPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.back.clicked.connect(presenter.leave)
        self.export.clicked.connect(self._export)
        self.progress.cancel_asked.connect(presenter.cancel)
        self.figures.chosen.connect(presenter.choose_figure)
        self.grouping.chosen.connect(lambda code: presenter.choose_grouping(Grouping(code)))
        self.bars.chosen.connect(presenter.choose_group)

    def start(self, policy: Policy, title: str) -> None:
        """Try it; ``title`` is what the person calls this policy."""
        if self._presenter is not None:
            self._presenter.start(policy, title)

    @property
    def state(self) -> ReplayState:
        return self._state

    def show_state(self, state: ReplayState) -> None:
        before, self._state = self._state, state
        result = state.result
        done = state.stage is Stage.DONE
        self._title.setText(_title(state))
        self._about.setText(_about(result) if result else "")
        self._about.setVisible(result is not None)
        self.export.setVisible(done)
        self.export.block(say("One moment…") if state.saving else "")
        self.figures.setVisible(done)
        self._shown.setVisible(done)
        self._show_progress(state, before)
        self.nothing.setVisible(state.stage is Stage.NOTHING)
        if state.stage is Stage.NOTHING:
            self.nothing.show_as(
                "policy",
                say("Nothing to try it on yet"),
                say("No sale and no return of the last year is on record."),
            )
        if done and result is not None:
            self._show_result(state, result)
        self._say(state)
        if done and before.stage is not Stage.DONE:
            self.figures.cards[state.figure].setFocus()

    def _head(self) -> QWidget:
        self._title = Text("", Type.TITLE)
        self._about = Text("", Type.SMALL, Role.MUTED)
        self.back = SmallButton(say("Back"), "Esc", self)
        self.export = SmallButton(say("Export"), "F9", self)
        named, tools = QWidget(self), QWidget(self)
        texts, buttons = QVBoxLayout(named), QHBoxLayout(tools)
        for layout in (texts, buttons):
            layout.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._about)
        buttons.setSpacing(theme.SPACE_2)
        for button in (self.export, self.back):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        head = Columns(self, pad=0, gap=theme.SPACE_3)
        head.add(named, 1)
        head.add(tools, 0)
        return head

    def _running(self) -> QWidget:
        self._wait = QWidget(self)
        card = Card(parent=self)
        card.body.addWidget(self.progress)
        column = QVBoxLayout(self._wait)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        return self._wait

    def _behind(self) -> QWidget:
        self.grouping = Choice(say("What the bars stand for"), parent=self)
        self.grouping.offer(
            [(code, say(text)) for code, text in GROUPINGS.items()], Grouping.DEPARTMENT
        )
        self.bars = Bars(self)
        self.table = LinesTable(self)
        self._measure = Text("", Type.STRONG)
        self._which = Text("", Type.STRONG)
        left, right = Card(parent=self), Card(parent=self)
        left.body.addWidget(self._measure)
        left.body.addWidget(self.grouping)
        left.body.addWidget(Legend(say("In force"), say("Draft"), self))
        left.body.addWidget(ScrollingList(self.bars, 120), 1)
        right.body.addWidget(self._which)
        right.body.addWidget(self.table, 1)
        self._shown = Columns(self, pad=0, gap=theme.SPACE_3, least=280)
        self._shown.add(left, 27)
        self._shown.add(right, 73)
        return self._shown

    def _show_progress(self, state: ReplayState, before: ReplayState) -> None:
        running = state.stage in (Stage.RUNNING, Stage.STOPPING)
        self._wait.setVisible(running)
        if running and state.stage is not before.stage:
            stopping = state.stage is Stage.STOPPING
            self.progress.begin(
                say("Stopping…") if stopping else say("Deciding the last year again…")
            )
        elif not running:
            self.progress.finish()
        if state.stage is Stage.RUNNING:
            self.progress.advance(*state.progress)

    def _show_result(self, state: ReplayState, result: Replay) -> None:
        self.figures.show_figures(result.figures, state.figure)
        measured = state.figure if state.figure in MEASURES else Figure.REFUNDED
        self._measure.setText(say(NAMES[measured]))
        self.grouping.show_code(state.grouping.value)
        measure = MEASURES[measured]
        bars = []
        for code, group in state.groups.items():
            said = bar_texts(group, measured)
            values = measure(group.in_force), measure(group.draft)
            bars.append(Bar(code, _name(state.grouping, code), *values, *said))
        bars.sort(key=lambda bar: max(bar.before, bar.after), reverse=True)
        self.bars.show_bars(bars, say("In force"), say("Draft"), state.group)
        which = _which(state)
        self._which.setText(which)
        self.table.show_lines(state.lines, which)

    def _say(self, state: ReplayState) -> None:
        if state.refused:
            text = "\n".join(words.sentence(message) for message in state.refused)
            self.notice.tell(Tone.REFUSE, text)
        elif state.saved:
            self.notice.tell(Tone.ACCEPT, say("Written to {place}.", place=state.saved))
        else:
            self.notice.clear()

    def _export(self) -> None:
        place = self._ask_for_file(say("Policy tried out") + ".xlsx")
        if place and self._presenter is not None:
            self._presenter.export(Path(place))

    def _ask(self, proposal: str) -> str:
        place, _ = QFileDialog.getSaveFileName(
            self, say("Export"), proposal, f"{say('Workbook')} (*.xlsx)"
        )
        return place


def _title(state: ReplayState) -> str:
    if not state.title:
        return say("Tried on last year")
    return say("“{name}” on last year", name=state.title)


def _about(result: Replay) -> str:
    whole = result.figures.whole
    parts = [
        say(
            "Of {sold} lines sold, {then} could come back today instead of {now}.",
            sold=count(whole.sold),
            then=count(whole.draft.returnable),
            now=count(whole.in_force.returnable),
        )
        if whole.draft.returnable != whole.in_force.returnable
        else say(
            "Of {sold} lines sold, {now} could come back today, as before.",
            sold=count(whole.sold),
            now=count(whole.in_force.returnable),
        ),
    ]
    if result.skipped:
        parts.append(
            say_many(
                "{count} returned line names no certain sale and was left out.",
                "{count} returned lines name no certain sale and were left out.",
                result.skipped,
            )
        )
    since = say("{since} to {until}", since=result.since, until=result.until)
    return f"{since} · {' '.join(parts)}"


def _which(state: ReplayState) -> str:
    """What the table shows, in words."""
    lines = say_many("{count} line", "{count} lines", len(state.lines))
    parts = [say(NAMES[state.figure])]
    if state.group is not None:
        parts.append(_name(state.grouping, state.group))
    return f"{' · '.join(parts)}: {lines}"


def _name(grouping: Grouping, code: str) -> str:
    if grouping is Grouping.REASON:
        return words.word(REASONS, code)
    return code or say("No department")
