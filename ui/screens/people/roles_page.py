"""What each role may do: its rights, its limits, and what it may approve."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.values.rights import Authority, Right
from receipts.people_sentences import BARRED, OVERRIDES, RIGHTS
from receipts.sentences import ROLES
from ui import theme, words
from ui.theme import Role, Type
from ui.widgets.amount_field import AmountField
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.columns import Columns
from ui.widgets.labelled import Labelled
from ui.widgets.row import Rows
from ui.widgets.scrolling import ScrollingList
from ui.widgets.text import Text
from ui.words import say, say_many

if TYPE_CHECKING:
    from models.services.roles import RoleSeen
    from models.values import Money
    from models.values.shop import Role as Post
    from ui.screens.people.state import PeopleState


class RolesPage(QWidget):
    """Signals:
    picked: a role's code.
    save_asked: an ``Authority``, what the role that was picked may do from now on.

    ``foot`` is where the way back stands, under the roles.
    """

    picked = Signal(str)
    save_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turn = -1
        self._shown: RoleSeen | None = None
        self.rows = Rows()
        self.barred = Text("", Type.SMALL, Role.REFUSE)
        self.not_own = Text(
            say("Rights that you do not have yourself cannot be changed by you."),
            Type.SMALL,
            Role.MUTED,
        )
        self.rights = {right: Check(say(RIGHTS[right])) for right in Right}
        self.limits = {name: AmountField() for name in ("line", "case", "day")}
        self.limit_rows = {name: Labelled(field) for name, field in self.limits.items()}
        self.every = Check(say("Everything"))
        self.overrides = {code: Check(say(text)) for code, text in OVERRIDES.items()}
        self.save = PrimaryButton(say("Save"), "F9")
        self._say()
        self._lay_out()
        self.every.clicked.connect(self._show_overrides)
        self.rights[Right.APPROVE].clicked.connect(self._show_overrides)
        self.save.clicked.connect(self._ask)
        for name, field in self.limits.items():
            row = self.limit_rows[name]
            field.textEdited.connect(lambda _, row=row: row.complain(""))

    def show_state(self, state: PeopleState) -> None:
        seen = state.role_seen
        rows = self.rows.fit(len(state.roles))
        for at, (row, each) in enumerate(zip(rows, state.roles, strict=True)):
            row.show_row(words.word(ROLES, each.role), "", _people(each.number))
            row.setCheckable(True)
            row.setChecked(each.role is state.role)
            if not row.property("place"):
                row.setProperty("place", at + 1)
                row.clicked.connect(partial(self._pick, each.role))
        if seen is None:
            return
        if state.turn != self._turn or self._shown is None:
            self._turn, self._shown = state.turn, seen
            self._begin(seen.authority)
        self._bar(state, seen)

    def focus_first(self) -> None:
        for row in self.rows.rows:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def _begin(self, authority: Authority) -> None:
        for right, check in self.rights.items():
            check.setChecked(right in authority.rights)
        for name, most in _limits_of(authority).items():
            self.limits[name].setText("" if most is None else words.amount(most))
            self.limit_rows[name].complain("")
        every = authority.overrides is None
        self.every.setChecked(every)
        for code, check in self.overrides.items():
            check.setChecked(every or code in (authority.overrides or ()))
        self._show_overrides()

    def _bar(self, state: PeopleState, seen: RoleSeen) -> None:
        """What may not be changed says why in its place."""
        why = say(BARRED[seen.barred]) if seen.barred else ""
        self.barred.setText(why)
        self.barred.setVisible(bool(why))
        live = not state.busy and not why
        for right, check in self.rights.items():
            check.setEnabled(live and right in state.may_hold)
        self.not_own.setVisible(live and state.may_hold != frozenset(Right))
        for part in (*self.limits.values(), self.every, *self.overrides.values()):
            part.setEnabled(live)
        self.save.block("" if live else (why or say("One moment…")))

    def _show_overrides(self) -> None:
        approves = self.rights[Right.APPROVE].isChecked()
        self._approvals.setVisible(approves)
        for check in self.overrides.values():
            check.setVisible(approves and not self.every.isChecked())

    def _ask(self) -> None:
        amounts = {}
        for name, field in self.limits.items():
            amounts[name] = field.amount
            if field.amount is None and field.text().strip():
                self.limit_rows[name].complain(say("Write the amount in figures."))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        overrides = frozenset(code for code, each in self.overrides.items() if each.isChecked())
        self.save_asked.emit(
            Authority(
                rights=frozenset(
                    right for right, each in self.rights.items() if each.isChecked()
                ),
                line_most=amounts["line"],
                case_most=amounts["case"],
                day_most=amounts["day"],
                overrides=None if self.every.isChecked() else overrides,
            )
        )

    def _pick(self, role: Post, _checked: bool = False) -> None:
        self.picked.emit(role)

    def _say(self) -> None:
        hint = say("Empty where there is no limit.")
        for name, label in (
            ("line", say("At most for one line")),
            ("case", say("At most for one case")),
            ("day", say("At most in one day")),
        ):
            self.limit_rows[name].say(label, hint)

    def _lay_out(self) -> None:
        roles = Card(say("Roles"))
        roles.body.addWidget(ScrollingList(self.rows, 160), 1)
        self.foot = roles.body
        rights = Card(say("What they may do"))
        rights.body.addWidget(self.barred)
        rights.body.addWidget(_list(*self.rights.values()), 1)
        rights.body.addWidget(self.not_own)
        limits = Card(say("Up to which amount"))
        self._approvals = QWidget()
        approvals = QVBoxLayout(self._approvals)
        approvals.setContentsMargins(0, 0, 0, 0)
        approvals.setSpacing(0)
        approvals.addWidget(Text(say("What they may approve"), strong=True))
        for check in (self.every, *self.overrides.values()):
            approvals.addWidget(check)
        limits.body.addWidget(_list(*self.limit_rows.values(), self._approvals), 1)
        limits.body.addWidget(self.save)
        columns = Columns(pad=0, least=200)
        for card, share in ((roles, 70), (rights, 110), (limits, 100)):
            columns.add(card, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)


def _list(*parts: QWidget) -> ScrollingList:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, theme.SPACE_2, 0)
    column.setSpacing(theme.SPACE_1)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return ScrollingList(inside, 240)


def _limits_of(authority: Authority) -> dict[str, Money | None]:
    return {
        "line": authority.line_most,
        "case": authority.case_most,
        "day": authority.day_most,
    }


def _people(number: int) -> str:
    return say_many("{count} person", "{count} people", number) if number else say("nobody")
