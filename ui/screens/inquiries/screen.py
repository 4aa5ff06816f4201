"""The page of questions: it knows how it looks, asks by signal, shows states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.values.products import Pairing
from ui import theme, words
from ui.screens.inquiries.bill_page import BillPage
from ui.screens.inquiries.pairing_page import PairingPage
from ui.screens.inquiries.policy_page import PolicyPage
from ui.screens.inquiries.product_page import ProductPage
from ui.screens.inquiries.search_card import SearchCard
from ui.screens.inquiries.state import InquiriesState
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice import Notice
from ui.widgets.small_button import SmallButton
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from ui.screens.inquiries.presenter import InquiriesPresenter


class InquiriesScreen(QWidget):
    """Told by ``show_state``; asks the presenter it is bound to.

    ``today`` is the shop's day.

    Signals:
        due_asked: what was promised to customers by today.
        knowledge_asked: all that the shop knows.
        guides_asked: word the guide.
    """

    due_asked = Signal()
    knowledge_asked = Signal()
    guides_asked = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._presenter: InquiriesPresenter | None = None
        self._state = InquiriesState()
        self.notice = Notice()
        self.search = SearchCard()
        self.due = SmallButton(say("Promised by today"), "F10")
        self.knowledge = SmallButton(say("What the shop knows"), "F11")
        self.guides = SmallButton(say("Change the guide"), "F12")
        self.nothing = _Nothing()
        self.product, self.bill = ProductPage(), BillPage()
        self.policy, self.pairing = PolicyPage(), PairingPage()
        self.pages: tuple[QWidget, ...] = (
            self.nothing,
            self.product,
            self.bill,
            self.policy,
            self.pairing,
        )
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        for page in self.pages:
            beside.addWidget(page)
        for page in self.pages[1:]:
            page.hide()
        self._columns = Columns(pad=0, least=300)
        self._columns.add(self._left(), 41)
        self._columns.add(right, 67)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.SPACE_4] * 4)
        column.setSpacing(theme.SPACE_4)
        column.addWidget(self.notice)
        column.addWidget(self._columns, 1)
        find = QShortcut(QKeySequence("F3"), self)
        find.activated.connect(self.focus_search)
        self.due.clicked.connect(self.due_asked)
        self.knowledge.clicked.connect(self.knowledge_asked)
        self.guides.clicked.connect(self.guides_asked)
        self.guides.hide()

    def bind(self, presenter: InquiriesPresenter) -> None:
        """Send what is asked to the presenter, and keep it alive."""
        self._presenter = presenter
        self.search.typed.connect(presenter.type)
        self.search.entered.connect(presenter.enter)
        self.notice.action_asked.connect(presenter.pairing.undo)
        product, bill = self.product, self.bill
        product.opened.connect(presenter.open_product)
        product.told.connect(presenter.tell)
        product.policy_asked.connect(presenter.ask_policy)
        product.return_asked.connect(presenter.bring_back)
        product.question_asked.connect(presenter.take_question)
        product.pairing_asked.connect(presenter.edit_pairings)
        bill.line_asked.connect(presenter.ask_policy)
        bill.return_asked.connect(presenter.bring_back)
        for out in (bill.out, self.policy.out):
            out.told.connect(presenter.tell)
            out.print_asked.connect(presenter.print)
            out.save_asked.connect(presenter.save)
            out.language_asked.connect(presenter.next_language)
        for asked in (bill.back_asked, self.policy.back_asked, self.pairing.done):
            asked.connect(presenter.back)
        pairing = self.pairing
        pairing.kind_chosen.connect(lambda code: presenter.pairing.choose_kind(Pairing(code)))
        pairing.removed.connect(presenter.pairing.remove)
        pairing.moved_up.connect(presenter.pairing.move_up)

    def scan(self, text: str) -> bool:
        """Everything is taken: what is nothing here is passed on once that is known."""
        if self._presenter is None:
            return False
        self._presenter.scan(text)
        return True

    def explain(self, sale_id: int) -> None:
        """The bill of a sale, asked for elsewhere."""
        if self._presenter is not None:
            self._presenter.open_bill(sale_id)

    def open_product(self, product_id: int) -> None:
        """A product, asked for elsewhere."""
        if self._presenter is not None:
            self._presenter.open_product(product_id)

    def enter(self, text: str) -> None:
        """As if it were typed here."""
        self.search.field.setText(text)
        if self._presenter is not None:
            self._presenter.type(text)

    @property
    def state(self) -> InquiriesState:
        return self._state

    def show_state(self, state: InquiriesState) -> None:
        before, self._state = self._page(self._state), state
        self._tell(state)
        self.search.show_state(state)
        self.guides.setVisible(state.may_settle)
        page = self._page(state)
        self.product.show_state(state)
        self.bill.show_state(state)
        self.policy.show_state(state, self._today())
        self.pairing.show_state(state)
        if page is not before or page.isHidden():
            for each in self.pages:
                each.setVisible(each is page)
            self.focus_search()

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes in has been asked something already."""
        super().showEvent(event)
        self.focus_search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes a step back, wherever no button has it."""
        if event.key() == Qt.Key.Key_Escape and self._presenter is not None:
            self._presenter.back()
        else:
            super().keyPressEvent(event)

    def focus_search(self) -> None:
        """The next question is typed at once, whatever is open."""
        self.search.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.field.selectAll()

    def _left(self) -> QWidget:
        """The search, and under it the ways to what was promised, known and is said."""
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(self.search, 1)
        ways = Columns(pad=0, gap=theme.SPACE_2, least=180)
        for button in (self.due, self.knowledge, self.guides):
            ways.add(button)
        column.addWidget(ways)
        return left

    def _page(self, state: InquiriesState) -> QWidget:
        if state.policy is not None:
            return self.policy
        if state.pairing is not None:
            return self.pairing
        if state.bill is not None:
            return self.bill
        return self.product if state.card is not None else self.nothing

    def _tell(self, state: InquiriesState) -> None:
        if state.said is None:
            self.notice.clear()
            return
        text = "\n".join(words.sentence(message) for message in state.said.messages)
        undo = (say("Undo"), "Ctrl+Z") if state.said.undo else ()
        self.notice.tell(Tone.REFUSE if state.said.bad else Tone.ACCEPT, text, *undo)


class _Nothing(Card):
    """Before anything is open."""

    def __init__(self) -> None:
        super().__init__()
        self.body.addWidget(
            EmptyState(
                "search",
                say("Ask away"),
                say("Price, stock, variants, warranty and returns of a product on one card."),
            )
        )
