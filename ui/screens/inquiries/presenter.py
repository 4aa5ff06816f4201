"""What the page of questions says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from models.services.cases import case_in_hand
from models.services.inquiries import (
    AboutBill,
    AboutProduct,
    AfterBuying,
    BeforeBuying,
    BillNamed,
    explain_sale,
    paper_speaks,
    print_answer,
    seek,
    take_along,
    tell_customer,
)
from models.services.pairings import list_pairings
from models.services.policy_answers import ask_after_buying, ask_before_buying
from models.services.product_cards import open_card
from models.services.product_search import Fit
from models.services.rights import has_right
from models.values import Message, Refused, Topic
from models.values.printing import sent_to
from models.values.products import Pairing
from models.values.rights import Right
from receipts.language import LANGUAGES
from receipts.papers import document_of
from ui.screens.inquiries.pairing import PairingPart
from ui.screens.inquiries.state import InquiriesState, PairingShown, PolicyShown, Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.inquiries import (
        Asked,
        GivenOut,
        OnPaper,
        SaleExplained,
        Sought,
        TakenAlong,
        Told,
    )
    from models.services.pairings import PairingsNow
    from models.services.policy_answers import PolicyAnswer
    from models.services.product_cards import ProductCard
    from models.unit import Unit
    from models.values.cases import CaseSeen
    from ui.papers import Papers
    from ui.screens.inquiries.state import Found
    from ui.work import Work

MAY_HAVE_CHANGED: Final = frozenset({Topic.SALES, Topic.RETURNS, Topic.POLICY})
"""What makes an answer another one."""


class InquiriesPresenter:
    """Every change is a new state, shown whole.

    ``elsewhere`` is told what was scanned and is nothing that is answered here, and what is to
    be brought back; ``ask`` takes a question down in the case with this id.
    """

    def __init__(
        self,
        work: Work,
        papers: Papers,
        show: Callable[[InquiriesState], None],
        elsewhere: Callable[[str], None],
        ask: Callable[[int], None],
    ) -> None:
        self._work = work
        self._papers = papers
        self._show = show
        self._elsewhere = elsewhere
        self._ask = ask
        self._state = InquiriesState()
        self._open_first = False
        """Whether Return was pressed before what was typed was looked for."""
        self.pairing = PairingPart(work, self)

    @property
    def state(self) -> InquiriesState:
        return self._state

    def start(self) -> None:
        def look(unit: Unit) -> tuple[CaseSeen | None, bool]:
            return case_in_hand(unit), has_right(unit, Right.SETTINGS)

        self._work.read_latest("inquiries-here", look, self._here, self.failed)

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Another page sold or took back, or took up another case."""
        if Topic.CASES in topics:
            self.start()
        if topics & MAY_HAVE_CHANGED and not self._state.busy:
            self._look_again()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    # Looking for something.

    def type(self, text: str) -> None:
        """Look for it; of what was typed meanwhile, only the newest is looked for."""
        self._open_first = False
        self.set(replace(self._state, typed=text, looked=False))
        if not text.strip():
            self.set(replace(self._state, found=(), looked=False))
            return
        self._work.read_latest(
            "inquiries-typed", lambda unit: seek(unit, text), self._found, self.failed
        )

    def enter(self, row: int) -> None:
        """Return: open that row of what was found, or the first as soon as it is."""
        if not self._state.looked:
            self._open_first = bool(self._state.typed.strip())
        elif row < len(self._state.found):
            self.choose(self._state.found[row])

    def choose(self, found: Found) -> None:
        """One of what was found: opened, or named beside the product that is open."""
        if self._state.busy:
            return
        if isinstance(found, BillNamed):
            self.open_bill(found.sale_id)
        elif self._state.pairing is not None:
            self.pairing.add(found.product_id)
        else:
            self.open_product(found.product_id)

    def scan(self, text: str) -> None:
        """A barcode or a receipt is opened at once; anything else is for the counter."""
        if not self._state.busy:
            self._busy()
            self._work.read(
                lambda unit: seek(unit, text),
                lambda sought: self._scanned(text, sought),
                self.failed,
            )

    # What is open.

    def open_product(self, product_id: int) -> None:
        self._busy()
        self._work.read(lambda unit: open_card(unit, product_id), self._product, self.failed)

    def open_bill(self, sale_id: int) -> None:
        self._busy()
        self._work.read(lambda unit: explain_sale(unit, sale_id), self._bill, self.failed)

    def ask_policy(self, line_id: int | None = None) -> None:
        """Whether the product that is open can come back if it is bought, or a line of the
        bill that is."""
        state = self._state
        if state.busy or state.policy is not None:
            return
        if state.card is not None:
            self._ask_policy(BeforeBuying(state.card.product_id))
        elif state.bill is not None and line_id is not None:
            self._ask_policy(AfterBuying(state.bill.sale_id, line_id))

    def back(self) -> None:
        """One step: from an answer to what it was about, from there to the search."""
        state = replace(self._state, said=None)
        if state.busy:
            return
        if state.policy is not None:
            self.set(replace(state, policy=None))
        elif state.pairing is not None:
            self.set(replace(state, pairing=None))
            self._look_again()
        else:
            self.set(replace(state, card=None, bill=None))

    def edit_pairings(self) -> None:
        """What is named beside the product that is open, for whoever may change it."""
        state = self._state
        if state.card is None or state.busy or not state.may_settle or state.pairing:
            return
        product = state.card.product_id
        self._busy()
        self._work.read(lambda unit: list_pairings(unit, product), self._pairings, self.failed)

    def bring_back(self) -> None:
        """To the counter, with the sale, or with the product to find its sale by."""
        state = self._state
        if state.bill is not None:
            self._elsewhere(state.bill.bill.sale_number)
        elif state.card is not None:
            self._elsewhere(next(iter(state.card.barcodes), state.card.sku))

    def take_question(self) -> None:
        """Into the case that is in hand, where there is one."""
        if self._state.case is not None and not self._state.busy:
            self._ask(self._state.case.id)

    # What is told.

    @property
    def asked(self) -> Asked | None:
        """What the page answers now."""
        state = self._state
        if state.policy is not None:
            return state.policy.asked
        if state.bill is not None:
            return AboutBill(state.bill.sale_id)
        return AboutProduct(state.card.product_id) if state.card is not None else None

    def tell(self) -> None:
        """The customer was told: once for each answer, however often it is pressed."""
        asked = self.asked
        if asked is None or self._state.busy or asked in self._state.told:
            return
        self._busy()
        self._work.run(
            lambda unit: tell_customer(unit, asked),
            lambda told: self._told(asked, told),
            self.failed,
        )

    def next_language(self) -> None:
        """Of the paper."""
        known = self._state.paper_language
        if known:
            after = LANGUAGES[(LANGUAGES.index(known) + 1) % len(LANGUAGES)]
            self.set(replace(self._state, paper_language=after))

    def print(self) -> None:
        asked, language = self._paper_asked(), self._state.paper_language
        if asked is not None:
            told = asked in self._state.told
            self._busy()
            self._work.run(
                lambda unit: print_answer(unit, asked, language, told=told),
                lambda out: self._given_out(asked, out),
                self.failed,
            )

    def save(self) -> None:
        """As a PDF in the folder of papers; that counts as told, too."""
        asked, language = self._paper_asked(), self._state.paper_language
        if asked is None:
            return
        told = asked in self._state.told

        def make(_: object) -> None:
            self._work.run(
                lambda unit: take_along(unit, asked, language, told=told), save, self.failed
            )

        def save(taken: TakenAlong) -> None:
            self._note(asked)
            name = _file_name(asked, self._state)
            self._work.compute(
                lambda: self._papers.save(document_of(taken.paper), name),
                self.out,
                self.failed,
            )

        self._busy()
        self._work.compute(self._papers.find_folder, make, self.failed)

    def _paper_asked(self) -> OnPaper | None:
        asked = self.asked
        return None if self._state.busy or isinstance(asked, AboutProduct) else asked

    def _ask_policy(self, asked: BeforeBuying | AfterBuying) -> None:
        def look(unit: Unit) -> tuple[PolicyAnswer, str]:
            if isinstance(asked, BeforeBuying):
                answer = ask_before_buying(unit, asked.product_id)
            else:
                answer = ask_after_buying(unit, asked.sale_id, asked.line_id)
            return answer, paper_speaks(unit, asked)

        self._busy()
        self._work.read(look, lambda found: self._policy(asked, *found), self.failed)

    def _look_again(self) -> None:
        state = self._state
        if state.policy is not None or state.pairing is not None:
            return
        if state.card is not None:
            product = state.card.product_id
            self._work.read_latest(
                "inquiries-again",
                lambda unit: open_card(unit, product),
                self._product_again,
                self.failed,
            )
        elif state.bill is not None:
            sale = state.bill.sale_id
            self._work.read_latest(
                "inquiries-again",
                lambda unit: explain_sale(unit, sale),
                self._bill_again,
                self.failed,
            )

    # What comes back from the worker.

    def _here(self, here: tuple[CaseSeen | None, bool]) -> None:
        case, may_settle = here
        known = self._state.case
        same = (case and case.id) == (known and known.id)
        told = self._state.told if same else frozenset()
        self.set(replace(self._state, case=case, may_settle=may_settle, told=told))

    def _found(self, sought: Sought) -> None:
        bill = () if sought.bill is None else (sought.bill,)
        self.set(replace(self._state, looked=True, found=(*bill, *sought.products)))
        if self._open_first and self._state.found:
            self._open_first = False
            self.choose(self._state.found[0])

    def _scanned(self, text: str, sought: Sought) -> None:
        self.set(replace(self._state, busy=False))
        coded = [each for each in sought.products if each.fit is Fit.CODE]
        if sought.bill is not None:
            self.open_bill(sought.bill.sale_id)
        elif coded:
            self.choose(coded[0])
        else:
            self._elsewhere(text)

    def _product(self, card: ProductCard) -> None:
        state = replace(self._state, busy=False, policy=None, pairing=None, bill=None)
        self.set(replace(state, card=card))

    def _product_again(self, card: ProductCard) -> None:
        if self._state.card and self._state.card.product_id == card.product_id:
            self.set(replace(self._state, card=card))

    def _bill(self, bill: SaleExplained) -> None:
        state = replace(self._state, busy=False, policy=None, pairing=None, card=None)
        language = bill.bill.head.language
        self.set(replace(state, bill=bill, paper_language=language))

    def _bill_again(self, bill: SaleExplained) -> None:
        if self._state.bill and self._state.bill.sale_id == bill.sale_id:
            self.set(replace(self._state, bill=bill))

    def _policy(self, asked: OnPaper, answer: PolicyAnswer, language: str) -> None:
        shown = PolicyShown(asked=asked, answer=answer)
        state = replace(self._state, busy=False, policy=shown, paper_language=language)
        self.set(state)

    def _pairings(self, now: PairingsNow) -> None:
        shown = PairingShown(kind=Pairing.GOES_WITH, now=now)
        self.set(replace(self._state, busy=False, pairing=shown))

    def _told(self, asked: Asked, told: Told) -> None:
        message = Message("told-in-case", {"case": told.case}) if told.case else None
        self._note(asked)
        self.out(message or Message("told-noted"))

    def _given_out(self, asked: Asked, out: GivenOut) -> None:
        self._note(asked)
        self.out(sent_to(out.printer))

    def _note(self, asked: Asked) -> None:
        self.set(replace(self._state, told=self._state.told | {asked}))

    def out(self, message: Message, *, undo: bool = False) -> None:
        """It is done."""
        said = Said((message,), bad=False, undo=undo)
        self.set(replace(self._state, busy=False, said=said))

    def failed(self, problem: Exception) -> None:
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self.set(replace(self._state, busy=False, said=Said(messages)))

    def _busy(self) -> None:
        self.set(replace(self._state, busy=True, said=None))

    def set(self, state: InquiriesState) -> None:
        self._state = state
        self._show(state)


def _file_name(asked: OnPaper, state: InquiriesState) -> str:
    """What the paper's file is called."""
    if isinstance(asked, AboutBill):
        return f"{state.bill.bill.sale_number}-bill" if state.bill else "bill"
    return f"{state.policy.answer.sku}-answer" if state.policy else "answer"


def _to_nobody(_: InquiriesState) -> None:
    """Nobody looks."""
