"""The refund shared out by hand: its parts, what is left, and whose yes it takes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.rules.splits import kinds_for
from models.services.approvals import LONGEST_REASON
from models.values import ZERO, Money, TenderKind
from ui import theme, words
from ui.theme import Role, Tone, Type
from ui.widgets.choice import Choice
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.link_button import LinkButton
from ui.widgets.notice import Notice
from ui.widgets.text import Text
from ui.widgets.typed import amount_field
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.rules.refunds import PaidBy
    from models.services.decisions import Decision
    from ui.screens.returns.state import CounterState, Share

MOST: Final = 6
"""Parts of one refund: more is a slip of the hand."""


class ShareRow(QWidget):
    """One part: which money by which way, and how much of it.

    Signals:
        way_chosen: a code of :func:`ways_of`.
        amount_entered: an amount, or nothing.
        typed: a key, before the amount is finished.
    """

    way_chosen = Signal(str)
    amount_entered = Signal(object)
    typed = Signal()

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way = Choice(say("Way of part {number}", number=place))
        self.amount = amount_field()
        self.amount.setAccessibleName(say("Amount of part {number}", number=place))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self.way, 1)
        row.addWidget(self.amount)
        self._offered: Sequence[tuple[str, str]] = ()
        self.way.chosen.connect(self.way_chosen)
        self.amount.entered.connect(self._tell)
        self.amount.textEdited.connect(lambda _: self.typed.emit())

    @property
    def entered(self) -> Money:
        """What stands there now, finished or not."""
        try:
            return words.read_amount(self.amount.text().strip())
        except ValueError:
            return ZERO

    def show_share(self, share: Share, offered: Sequence[tuple[str, str]]) -> None:
        if offered != self._offered:
            self._offered = offered
            self.way.offer(offered)
        if self.way.code != code_of(share):
            self.way.show_code(code_of(share))
        if self.amount.value != share.exact and not self.amount.wrong:
            self.amount.show_value(share.exact)

    def finish_typing(self) -> bool:
        """Say whether what was typed is an amount."""
        if self.amount.isModified():
            self.amount.editingFinished.emit()
        return not self.amount.wrong

    def _tell(self, amount: Money | None) -> None:
        if not self.amount.wrong:
            self.amount_entered.emit(amount)
        self.typed.emit()


class SplitCard(QWidget):
    """Shows the parts, and why where the policy does not offer them.

    Signals:
        way_chosen: place, tender (0 where none is known) and kind of a part.
        amount_entered: place and amount of a part.
        part_asked: one more part, by tender and kind, with what is left or nothing.
        why_entered: the reason.
        proposal_asked: as the policy has it.
    """

    way_chosen = Signal(int, int, str)
    amount_entered = Signal(int, object)
    part_asked = Signal(int, str, object)
    why_entered = Signal(str)
    proposal_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ShareRow] = []
        self._refund = ZERO
        self._ways: list[tuple[str, str]] = []
        self._needs_manager = False
        self._open = False
        self.left = Text("", Type.SMALL, strong=True)
        self.add = LinkButton(say("Add a part"))
        self.back = LinkButton(say("As the policy proposes"))
        self.back.setShortcut("Esc")
        self.note = Notice()
        self.why = Field()
        self.why.setMaxLength(LONGEST_REASON)
        self.why_row = Labelled(self.why)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(theme.SPACE_1)
        links = QHBoxLayout()
        links.setSpacing(theme.SPACE_3)
        links.addWidget(self.add)
        links.addStretch(1)
        links.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_1, 0, 0)
        column.setSpacing(theme.SPACE_1)
        column.addLayout(self._parts)
        column.addWidget(self.left)
        column.addLayout(links)
        column.addWidget(self.note)
        column.addWidget(self.why_row)
        self.add.clicked.connect(self._add)
        self.back.clicked.connect(self.proposal_asked)
        self.why.editingFinished.connect(lambda: self.why_entered.emit(self.why.text()))
        self.why.textEdited.connect(lambda _: self.why_row.complain(""))
        self.hide()

    @property
    def open(self) -> bool:
        """Whether the parts are the clerk's now."""
        return self._open

    @property
    def fields(self) -> list[QWidget]:
        """Whatever can be entered or pressed, in reading order."""
        parts = [field for row in self.rows for field in (row.way, row.amount)]
        return [*parts, self.add, self.back, self.why]

    def show_state(self, state: CounterState) -> None:
        splitting, decision = state.splitting, state.decision
        if decision is not None and not decision.refund:
            splitting = None
        opened = splitting is not None and not self._open
        self._open = splitting is not None
        self.setVisible(self._open)
        self.setEnabled(not state.busy)
        if splitting is None:
            self._clear()
            return
        if decision is not None:
            self._refund = decision.refund
            self._ways = ways_of(decision.tenders)
            self._show_needs(decision)
        while len(self.rows) < len(splitting.shares):
            self._add_row()
        for row, share in zip(self.rows, splitting.shares, strict=True):
            row.show_share(share, self._ways)
        self.add.setVisible(len(self.rows) < MOST)
        self._show_left()
        if opened:
            self.rows[0].amount.setFocus(Qt.FocusReason.OtherFocusReason)
            self.rows[0].amount.selectAll()

    def finish_typing(self) -> bool:
        """Tell what stands in the fields, as leaving them would; say whether all could be
        read."""
        if not self._open:
            return True
        if self.why.isModified():
            self.why_entered.emit(self.why.text())
        return all([row.finish_typing() for row in self.rows])

    def complete(self) -> bool:
        """Whether it is said why, where it takes a manager's yes; else that is asked for."""
        if not self._open or not self._needs_manager or self.why.text().strip():
            return True
        self.why_row.complain(say("Say in a few words why."))
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _show_needs(self, decision: Decision) -> None:
        """What cannot be, what needs a manager; a reason is welcome in any case."""
        self._needs_manager = decision.needs_approval
        label = say("Reason") if self._needs_manager else say("Reason, if there is one")
        self.why_row.say(label)
        amounts = ("split-less", "split-more")  # said beside the sum already
        faults = [fault for fault in decision.faults if fault.code not in amounts]
        if faults:
            self.note.tell(Tone.REFUSE, "\n".join(map(words.sentence, faults)))
        elif decision.split is not None and self._needs_manager:
            said = [words.sentence(one) for one in decision.split.beyond]
            self.note.tell(Tone.OVERRIDE, "\n".join([*said, say("A manager can approve it.")]))
        else:
            self.note.clear()

    @property
    def _left(self) -> Money:
        """By what stands in the fields now; less than nothing where it is too much."""
        return self._refund - Money.total(row.entered for row in self.rows)

    def _show_left(self) -> None:
        left = self._left
        if not left:
            text = say("All of it is shared out.")
        elif left > ZERO:
            text = say("{amount} is left to share out.", amount=left)
        else:
            text = say("That is {amount} too much.", amount=-left)
        self.left.setText(text)
        theme.dress(self.left, Type.SMALL, Role.REFUSE if left else Role.MUTED)

    def _add_row(self) -> None:
        place = len(self.rows)
        row = ShareRow(place + 1)
        row.way_chosen.connect(lambda code: self.way_chosen.emit(place, *read_code(code)))
        row.amount_entered.connect(partial(self.amount_entered.emit, place))
        row.typed.connect(self._show_left)
        self.rows.append(row)
        self._parts.addWidget(row)
        row.show()

    def _add(self) -> None:
        """By a way that no part has yet, if there is one."""
        used = {row.way.code for row in self.rows}
        code = next((code for code, _ in self._ways if code not in used), self._ways[0][0])
        left = self._left
        self.part_asked.emit(*read_code(code), left if left > ZERO else None)
        self.rows[-1].amount.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        self._needs_manager = False
        self.why.clear()
        self.why_row.complain("")
        self.note.clear()


def ways_of(tenders: Sequence[PaidBy]) -> list[tuple[str, str]]:
    """What each tender's money can go out by, as codes with their words."""
    giving = [tender for tender in tenders if tender.left > ZERO]
    return [
        (f"{tender.tender_id or 0} {kind.value}", _way(tender, kind, alone=len(giving) == 1))
        for tender in giving
        for kind in kinds_for(tender)
    ]


def code_of(share: Share) -> str:
    return f"{share.tender_id or 0} {share.kind.value}"


def read_code(code: str) -> tuple[int, str]:
    tender_id, kind = code.split(" ", 1)
    return int(tender_id), kind


def _way(tender: PaidBy, kind: TenderKind, *, alone: bool) -> str:
    own = words.tender(tender.kind, tender.label)
    if kind is tender.kind:
        return own
    other = words.tender(kind, "")
    return other if alone else say("{tender} instead of {paid}", tender=other, paid=own)
