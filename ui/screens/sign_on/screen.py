"""The sign-on page: the shop is open, and nobody is at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme, words
from ui.screens.sign_on.presenter import SignOnState
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.notice import Notice
from ui.widgets.strokes import rounded
from ui.widgets.text import Text
from ui.words import say

if TYPE_CHECKING:
    from ui.screens.sign_on.presenter import SignOnPresenter

_WIDE: Final = 420
_LONGEST: Final = 120


class SignOnScreen(QWidget):
    """Badge, PIN, and on. ``hint`` is a sentence under the button, as a demo shop needs it;
    ``locked_by`` is who left the counter locked, if somebody did.

    Signals:
        sign_on_asked: badge and PIN, neither of them empty.
    """

    sign_on_asked = Signal(str, str)

    def __init__(
        self, shop: str, hint: str = "", parent: QWidget | None = None, *, locked_by: str = ""
    ) -> None:
        super().__init__(parent)
        self._locked_by = locked_by
        self._state = SignOnState()
        self._shop = Text(shop, Type.STRONG, Role.MUTED, strong=False)
        self._title = Text("", Type.TITLE)
        self._hint = Text(hint, Type.SMALL, Role.MUTED)
        self.badge = Field(self)
        self.pin = Field(self)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText
        )
        for field in (self.badge, self.pin):
            field.setMaxLength(_LONGEST)
        self.badge_row = Labelled(self.badge, self)
        self.pin_row = Labelled(self.pin, self)
        self.notice = Notice(self)
        self.go = PrimaryButton("", "F8", self)
        self._lay_out()
        self._listen()
        self.say_again()
        self.setFocusProxy(self.badge)

    def bind(self, presenter: SignOnPresenter) -> None:
        self._presenter = presenter  # signals alone would not keep it alive
        self.sign_on_asked.connect(presenter.sign_on)

    def scan(self, text: str) -> None:
        """A badge was scanned, wherever the keyboard is."""
        if self._state.busy:
            return
        self.badge.setText(text.strip())
        self.badge_row.complain("")
        self.pin.clear()
        self.notice.clear()
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_shop(self, shop: str, hint: str = "") -> None:
        self._shop.setText(shop)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def show_state(self, state: SignOnState) -> None:
        before, self._state = self._state, state
        self._say_busy()
        for row in (self.badge_row, self.pin_row):
            row.setEnabled(not state.busy)
        self._tell()
        if before.busy and not state.busy:
            self.pin.clear()
            if state.refused:
                self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.badge.clear()

    def say_again(self) -> None:
        """Say everything in the language of ``words`` now."""
        who = say("Who is at the counter?")
        if self._locked_by:
            who = say("Locked by {person}. Badge and PIN to go on.", person=self._locked_by)
        self._title.setText(who)
        self.badge_row.say(say("Badge"), say("Scan your badge, or type its number."))
        self.pin_row.say(say("PIN"))
        self._say_busy()
        self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever was here before leaves nothing behind."""
        super().showEvent(event)
        self.badge.clear()
        self.pin.clear()
        self.badge.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.card = Card(parent=self)
        self.card.body.setContentsMargins(*[theme.SPACE_6] * 4)
        for text in (self._shop, self._title, self._hint):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        body = self.card.body
        body.addWidget(_Portrait(self), 0, Qt.AlignmentFlag.AlignHCenter)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self._title)
        titles.addWidget(self._shop)
        body.addLayout(titles)
        body.addSpacing(theme.SPACE_1)
        for widget in (self.notice, self.badge_row, self.pin_row, self.go, self._hint):
            body.addWidget(widget)
        self._hint.setVisible(bool(self._hint.text()))  # once it is in the card, not before
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.card, 100)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.SPACE_4] * 4)
        column.addStretch(2)
        column.addLayout(across)
        column.addStretch(3)
        theme.look.changed.connect(self._fit)
        self._fit()

    def _listen(self) -> None:
        self.badge.returnPressed.connect(self._badge_typed)
        self.pin.returnPressed.connect(self.go.click)
        self.go.clicked.connect(self._ask)
        for row, field in ((self.badge_row, self.badge), (self.pin_row, self.pin)):
            field.textEdited.connect(lambda _, row=row: row.complain(""))

    def _badge_typed(self) -> None:
        if self.badge.text().strip():
            self.pin.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._ask()

    def _ask(self) -> None:
        """What is missing is asked for; nothing is sent until both are there."""
        badge, pin = self.badge.text().strip(), self.pin.text()
        self.badge_row.complain("" if badge else say("Scan your badge, or type its number."))
        self.pin_row.complain("" if pin or not badge else say("Type your PIN."))
        if not badge:
            self.badge.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not pin:
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.sign_on_asked.emit(badge, pin)

    def _say_busy(self) -> None:
        busy = self._state.busy
        self.go.say(say("Checking…") if busy else say("Sign on"))
        self.go.block(say("One moment…") if busy else "")

    def _tell(self) -> None:
        said = "\n".join(words.sentence(each) for each in self._state.refused)
        if said:
            self.notice.tell(Tone.REFUSE, said)
        else:
            self.notice.clear()

    def _fit(self) -> None:
        self.card.setMaximumWidth(theme.px(_WIDE))


class _Portrait(QWidget):
    """Whoever it will be."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(56), theme.px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        soft = theme.color(Role.ACCENT_SOFT)
        rounded(painter, self.rect(), soft, radius=self.width() // 2)
        inset = self.width() // 4
        box = self.rect().adjusted(inset, inset, -inset, -inset)
        icons.paint(painter, box, "people", Role.ACCENT)
