"""The goods of this store: what waits for a decision, and what became of the rest."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.values import ONE
from models.values.codes import Disposition
from receipts.sentences import CONDITIONS, DISPOSITIONS, REASONS
from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say, say_many

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.services.goods import GoodsBack
    from ui.screens.goods.state import GoodsState

STALE, FORGOTTEN = 3, 14
"""Days after which goods that wait stand out, and after which they alarm."""
EVERY: Final = "every"
"""The choice of all dispositions."""


class ListsCard(Card):
    """Shows both lists.

    Signals:
        picked: the key of a returned line.
        filtered: a code of ``Disposition``, or ``EVERY``.
    """

    picked = Signal(int)
    filtered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Waiting for a decision"), parent)
        self._keys: dict[Rows, list[int]] = {}
        self._none = Text(say("Nothing waits for a decision."), role=Role.MUTED)
        self._none_recent = Text(say("Nothing else came back lately."), role=Role.MUTED)
        self.waiting, self.recent = Rows(), Rows()
        self.of = Choice(say("What became of them"))
        self.of.offer(
            [
                (EVERY, say("Whatever became of them")),
                *(
                    (code, text)
                    for code, text in words.options(DISPOSITIONS)
                    if code != Disposition.UNDECIDED
                ),
            ],
            EVERY,
        )
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        for part in (
            self._none,
            self.waiting,
            Text(say("Came back lately"), Type.TITLE),
            self.of,
            self._none_recent,
            self.recent,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(ScrollingList(inside, 240), 1)
        self.of.chosen.connect(self.filtered)

    def show_state(self, state: GoodsState) -> None:
        self._none.setVisible(not state.waiting)
        self._none_recent.setVisible(not state.recent)
        self.of.show_code(state.of or EVERY)
        self._show(self.waiting, state.waiting, state.picked, _waits)
        self._show(self.recent, state.recent, state.picked, _became)

    def focus_first(self) -> None:
        """To what has waited longest, or came back last."""
        for row in (*self.waiting.rows, *self.recent.rows):
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def _show(
        self,
        rows: Rows,
        listed: Sequence[GoodsBack],
        picked: int | None,
        tag: Callable[[GoodsBack], tuple[str, Tone]],
    ) -> None:
        self._keys[rows] = [goods.return_line_id for goods in listed]
        shown = rows.fit(len(listed))
        for at, (row, goods) in enumerate(zip(shown, listed, strict=True)):
            row.show_row(goods.description, _pieces(goods), _detail(goods), tag(goods))
            row.setCheckable(True)
            row.setChecked(goods.return_line_id == picked)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._pick, rows, at))
        rows.setVisible(bool(listed))

    def _pick(self, rows: Rows, at: int, _checked: bool = False) -> None:
        self.picked.emit(self._keys[rows][at])


def age(days: int) -> str:
    """For how long goods have been here."""
    if days < 1:
        return say("since today")
    return say_many("for {count} day", "for {count} days", days)


def _waits(goods: GoodsBack) -> tuple[str, Tone]:
    if goods.days >= FORGOTTEN:
        return age(goods.days), Tone.REFUSE
    return age(goods.days), Tone.ASK if goods.days >= STALE else Tone.QUIET


def _became(goods: GoodsBack) -> tuple[str, Tone]:
    return words.word(DISPOSITIONS, goods.disposition), Tone.QUIET


def _pieces(goods: GoodsBack) -> str:
    return "" if goods.quantity == ONE else f"{words.quantity(goods.quantity)} ×"


def _detail(goods: GoodsBack) -> str:
    parts = (
        words.day(goods.since),
        words.word(REASONS, goods.reason),
        words.word(CONDITIONS, goods.condition),
        f"SN {goods.serial}" if goods.serial else "",
    )
    return " · ".join(part for part in parts if part)
