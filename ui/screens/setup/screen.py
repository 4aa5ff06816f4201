"""The set-up page: a calm form for a shop of one's own, and a way just to look around."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from receipts.language import Language
from ui import theme, words
from ui.screens.setup.demo_card import DemoCard
from ui.screens.setup.languages import Languages
from ui.screens.setup.state import Asked, Doing, SetupState
from ui.theme import Role, Tone, Type
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.field import Field
from ui.widgets.labelled import Labelled
from ui.widgets.notice import Notice
from ui.widgets.picker import Picker
from ui.widgets.text import Text
from ui.words import mark, say

if TYPE_CHECKING:
    from ui.screens.setup.presenter import SetupPresenter

LABELS: Final = {
    Asked.NAME: mark("Shop name"),
    Asked.COUNTRY: mark("Country"),
    Asked.CURRENCY: mark("Currency"),
    Asked.TIME_ZONE: mark("Time zone"),
    Asked.MANAGER: mark("First manager's name"),
    Asked.PIN: mark("PIN"),
    Asked.PIN_AGAIN: mark("PIN once more"),
}
HINTS: Final = {
    Asked.NAME: mark("As it stands on your receipts."),
    Asked.COUNTRY: mark("Type a part of its name."),
    Asked.MANAGER: mark("Approves exceptions, and adds everybody else later."),
    Asked.PIN: mark("At least {least} digits; no row such as 1234, not all the same."),
}
PROBLEMS: Final = {
    "name-missing": mark("Give the shop its name."),
    "country-missing": mark("Choose a country from the list."),
    "country-unknown": mark("Choose a country from the list."),
    "currency-missing": mark("Choose a currency from the list."),
    "currency-unknown": mark("Choose a currency from the list."),
    "time_zone-missing": mark("Choose the country first, then its time zone."),
    "time-zone-unknown": mark("This machine does not know that time zone."),
    "manager-missing": mark("Somebody has to be the first manager."),
    "pin-missing": mark("Choose a PIN of at least {least} digits."),
    "pin-not-digits": mark("Digits only, please."),
    "pin-too-short": mark("Too short: at least {least} digits."),
    "pin-too-long": mark("Too long: at most {most} digits."),
    "pin-too-common": mark("Too easy to guess. Choose another."),
    "pin_again-missing": mark("Type the PIN once more."),
    "pins-differ": mark("The two PINs are not the same."),
    "pins-differ-already": mark("The two PINs are not the same."),
}
_WIDEST: Final = 1120
_LONGEST: Final = 120


class SetupScreen(QWidget):
    """Shown before there is a shop. Speaks the language that is chosen on it.

    Signals:
        answered: an :class:`Asked` and the text or code that stands there now.
        left: the person went on from that answer.
        all_left: the shop was to be opened too early.
        language_chosen: a code.
        open_asked, demo_asked, cancel_asked: the two ways on, and back from the second.
        said_again: ``words`` and the page have changed their language.
    """

    answered = Signal(str, str)
    left = Signal(str)
    all_left = Signal()
    language_chosen = Signal(str)
    open_asked = Signal()
    demo_asked = Signal()
    cancel_asked = Signal()
    said_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = SetupState()
        self._make_fields()
        self.languages = Languages(self)
        self.open = PrimaryButton("", "F8", self)
        self.demo = DemoCard(self)
        self._too_early = QShortcut(QKeySequence("F8"), self)
        self._lay_out()
        self._listen()
        self.say_again()
        self.setFocusProxy(self.name)

    def bind(self, presenter: SetupPresenter) -> None:
        self._presenter = presenter  # signals alone would not keep it alive
        self.answered.connect(lambda asked, text: presenter.answer(Asked(asked), text))
        self.left.connect(lambda asked: presenter.leave(Asked(asked)))
        self.all_left.connect(presenter.leave_all)
        self.language_chosen.connect(presenter.choose_language)
        self.open_asked.connect(presenter.open_shop)
        self.demo_asked.connect(presenter.open_demo)
        self.cancel_asked.connect(presenter.cancel_demo)

    def show_state(self, state: SetupState) -> None:
        before, self._state = self._state, state
        if state.places is not before.places:
            words.use(Language.of(state.language))
            self.country.offer(state.places.countries)
            self.currency.offer(state.places.currencies)
            self.say_again()
            self.said_again.emit()
        if state.zones is not before.zones:
            self.time_zone.offer(state.zones)
        self.languages.show_code(state.language)
        self._show_answers()
        self._show_problems()
        self._show_doing()
        if before.doing is not Doing.NOTHING and state.doing is Doing.NOTHING:
            self._come_back(before.doing)

    def say_again(self) -> None:
        """Say everything in the language of ``words`` now."""
        self._title.setText(say("Welcome to Konter"))
        self._about.setText(say("A few answers, and your counter opens."))
        self.languages.setAccessibleName(say("Language"))
        self._card_title.setText(say("Set up your shop"))
        self.card.setAccessibleName(say("Set up your shop"))
        for asked, row in self.rows.items():
            hint = HINTS.get(asked, "")
            row.say(say(LABELS[asked]), say(hint, least=self._state.least_pin) if hint else "")
        self.country.setPlaceholderText(say("Choose a country"))
        self.currency.setPlaceholderText(say("Follows the country"))
        self.time_zone.setPlaceholderText(say("Follows the country"))
        self.demo.say_again()
        self._show_problems()
        self._show_doing()

    def _make_fields(self) -> None:
        self.name = Field(self)
        self.country = Picker(parent=self)
        self.currency = Picker(parent=self)
        self.time_zone = Picker(parent=self)
        self.manager = Field(self)
        self.pin = Field(self)
        self.pin_again = Field(self)
        for secret in (self.pin, self.pin_again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
            secret.setInputMethodHints(
                Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText
            )
        self._choices = {
            Asked.COUNTRY: self.country,
            Asked.CURRENCY: self.currency,
            Asked.TIME_ZONE: self.time_zone,
        }
        self._written = {
            Asked.NAME: self.name,
            Asked.MANAGER: self.manager,
            Asked.PIN: self.pin,
            Asked.PIN_AGAIN: self.pin_again,
        }
        for field in self._written.values():
            field.setMaxLength(_LONGEST)
        editors: dict[Asked, QWidget] = {**self._choices, **self._written}
        self.rows = {asked: Labelled(editors[asked], self) for asked in Asked}

    def _lay_out(self) -> None:
        self._title = Text("", Type.AMOUNT)
        self._about = Text("", Type.STRONG, Role.MUTED, strong=False)
        greeting = QVBoxLayout()
        greeting.setSpacing(0)
        greeting.addWidget(self._title)
        greeting.addWidget(self._about)
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_4, 0)
        head.setSpacing(theme.SPACE_6)
        head.addLayout(greeting, 1)
        head.addWidget(self.languages, 0, Qt.AlignmentFlag.AlignVCenter)
        columns = Columns(self)
        columns.add(self._form(), 64)
        columns.add(self.demo, 36)

        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, theme.SPACE_2, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(columns, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(page, 100)
        across.addStretch(1)
        self._page = page
        self._order_tabs()
        theme.look.changed.connect(self._fit)
        self._fit()

    def _order_tabs(self) -> None:
        """From the name down, and over the demo back up to the language."""
        order = [row.editor for row in self.rows.values()]
        order += [self.open, self.demo.open, self.demo.progress, self.languages]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _form(self) -> Card:
        self.card = Card(parent=self)
        self._card_title = Text("", Type.TITLE)
        self.notice = Notice(self)
        self._needed = Text("", Type.SMALL, Role.MUTED)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_4)
        grid.setVerticalSpacing(theme.SPACE_3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for asked, (at, beside) in _PLACES.items():
            grid.addWidget(self.rows[asked], at, beside, 1, 2 if asked in _WIDE else 1)
        for widget in (self._card_title, self.notice):
            self.card.body.addWidget(widget)
        self.card.body.addLayout(grid)
        self.card.body.addStretch(1)
        self.card.body.addWidget(self._needed)
        self.card.body.addWidget(self.open)
        return self.card

    def _listen(self) -> None:
        for asked, row in self.rows.items():
            row.left.connect(lambda in_order, asked=asked: self._leave(asked, in_order))
        for asked, choice in self._choices.items():
            choice.chosen.connect(lambda code, asked=asked: self._tell(asked, code))
            choice.returnPressed.connect(lambda asked=asked: self._go_on(asked))
        for asked, field in self._written.items():
            field.textEdited.connect(lambda text, asked=asked: self._tell(asked, text))
            field.returnPressed.connect(lambda asked=asked: self._go_on(asked))
        self.languages.chosen.connect(self.language_chosen)
        self.open.clicked.connect(self.open_asked)
        self.demo.open_asked.connect(self.demo_asked)
        self.demo.cancel_asked.connect(self.cancel_asked)
        self._too_early.activated.connect(self._open_too_early)

    def _tell(self, asked: Asked, text: str) -> None:
        self.answered.emit(asked.value, text)

    def _leave(self, asked: Asked, in_order: bool) -> None:
        """An empty field that was only clicked past is not complained of yet."""
        if in_order or self._state.answers.get(asked):
            self.left.emit(asked.value)

    def _go_on(self, asked: Asked) -> None:
        if asked is not Asked.PIN_AGAIN:
            self.focusNextChild()
        elif self._state.missing:
            self._open_too_early()
        else:
            self.open.click()

    def _open_too_early(self) -> None:
        self.all_left.emit()
        if self._state.missing:
            self.rows[self._state.missing[0]].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _come_back(self, doing: Doing) -> None:
        """Waiting took the keyboard away: to what is wrong with it, or to where it was."""
        wrong = [self.rows[asked].editor for asked in Asked if asked in self._state.problems]
        back = self.open if doing is Doing.OPENING else self.demo.open
        target = wrong[0] if wrong and doing is Doing.OPENING else back
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_answers(self) -> None:
        answers = self._state.answers
        for asked, choice in self._choices.items():
            choice.show_code(answers.get(asked, ""))
        for asked, field in self._written.items():
            if field.text() != (text := answers.get(asked, "")):
                field.setText(text)

    def _show_problems(self) -> None:
        state = self._state
        for asked, row in self.rows.items():
            problem = state.problems.get(asked)
            text = PROBLEMS[problem.code] if problem else ""
            limits = {"least": self._state.least_pin, "most": self._state.most_pin}
            row.complain(say(text, **limits) if text else "")
        missing = ", ".join(say(LABELS[asked]) for asked in state.missing)
        needed = say("Still needed: {what}", what=missing) if missing else ""
        self._needed.setText(needed or say("Everything is there."))
        busy = state.doing is not Doing.NOTHING
        self.open.block(needed or (say("One moment…") if busy else ""))
        self._too_early.setEnabled(bool(needed) and not busy)

    def _show_doing(self) -> None:
        state = self._state
        opening = state.doing is Doing.OPENING
        self.open.say(say("Opening the shop…") if opening else say("Open the shop"))
        for row in self.rows.values():
            row.setEnabled(state.doing is Doing.NOTHING)
        self.languages.setEnabled(state.doing is Doing.NOTHING)
        self.demo.show_doing(state.doing, *state.progress)
        if state.refused:
            said = "\n".join(words.sentence(message) for message in state.refused)
            self.notice.tell(Tone.REFUSE, said)
        else:
            self.notice.clear()

    def _fit(self) -> None:
        self._page.setMaximumWidth(theme.px(_WIDEST))


_PLACES: Final = {
    Asked.NAME: (0, 0),
    Asked.COUNTRY: (0, 1),
    Asked.CURRENCY: (1, 0),
    Asked.TIME_ZONE: (1, 1),
    Asked.MANAGER: (2, 0),
    Asked.PIN: (3, 0),
    Asked.PIN_AGAIN: (3, 1),
}
_WIDE: Final = frozenset({Asked.MANAGER})
