"""What the counter says and does, with no widget in sight."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.documents import count_print
from models.services.exchange_decisions import (
    ExchangeAsked,
    GoingOut,
    PaidIn,
    decide_exchange,
    offer_goods,
)
from models.services.exchanges import reopen, take_exchange
from models.services.no_receipt import WithoutSale, decide_without_sale, take_without_sale
from models.services.refunds import decline_refund, list_awaiting, settle_refund
from models.services.requests import list_unconfirmed, mark_shown
from models.services.returns import reopen_return, take_return
from models.services.sales import open_sale
from models.services.search import (
    CardNamed,
    Choices,
    Kind,
    PaperNamed,
    SaleNamed,
    list_sales,
    look_up,
)
from models.values import NOTHING, ONE, Message, Refused, TenderKind
from models.values.codes import USUAL_CONDITION, Answer, Proof, Reason, Remedy
from ui.screens.returns.state import CounterState, Going, Said, Stage
from ui.screens.returns.unreceipted import Counter, UnreceiptedReturn, asked_without_sale

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.candidates import SaleFound
    from models.services.decisions import Decision
    from models.services.exchange_decisions import ExchangeDecided, Offered
    from models.services.exchanges import ExchangeTaken
    from models.services.refunds import AwaitingTerminal, RefundDeclined, RefundSettled
    from models.services.requests import Unconfirmed
    from models.services.returns import ReturnTaken
    from models.services.sales import LineOnCounter, SaleOnCounter
    from models.services.search import Choice, Found
    from models.unit import Unit
    from models.values import Money, Quantity
    from models.values.codes import Capture, Condition, RefundBy
    from models.values.exchange_papers import ExchangeSlip
    from models.values.papers import ReturnSlip
    from models.values.voucher_papers import ValueVoucher
    from ui.screens.returns.state import Paying
    from ui.work import Work


Requested = ReturnAsked | WithoutSale
"""With a receipt and a sale, or without both: never some of each."""


class Papers(Protocol):
    """Where slips become pictures, prints and files; all of it off the ui thread.

    ``print`` and ``save`` answer with where the paper went, or raise ``Refused``;
    ``find_printer`` and ``find_folder`` raise it before anything is counted as printed.
    """

    def picture(self, slip: ReturnSlip | ExchangeSlip, copy: int) -> bytes: ...
    def find_printer(self) -> None: ...
    def find_folder(self) -> None: ...
    def print(self, slip: ReturnSlip | ExchangeSlip, copy: int) -> Message: ...
    def save(self, slip: ReturnSlip | ExchangeSlip, copy: int) -> Message: ...
    def voucher_picture(self, voucher: ValueVoucher, copy: int) -> bytes: ...
    def print_voucher(self, voucher: ValueVoucher, copy: int) -> Message: ...
    def save_voucher(self, voucher: ValueVoucher, copy: int) -> Message: ...


class CounterPresenter:
    """One visit after another. Every change is a new state, shown whole.

    ``show_card`` is told the number of a gift card or store credit that was scanned: it has
    a page of its own.
    """

    def __init__(
        self,
        work: Work,
        papers: Papers,
        show: Callable[[CounterState], None],
        show_card: Callable[[str], None],
    ) -> None:
        self._work = work
        self._papers = papers
        self._show = show
        self._show_card = show_card
        self._state = CounterState()
        self._put_aside: CounterState | None = None
        self._request: tuple[Requested | ExchangeAsked, str] | None = None
        self._scans: deque[str] = deque()
        self._request_aside: tuple[Requested | ExchangeAsked, str] | None = None
        self.unreceipted = UnreceiptedReturn(
            work,
            Counter(
                state=lambda: self._state,
                show=self._set,
                busy=self._busy,
                failed=self._failed,
                bring=self._bring,
                decide=self._decide,
            ),
        )

    @property
    def state(self) -> CounterState:
        return self._state

    def start(self) -> None:
        """The next customer: an empty counter, and what is still open from before."""
        self._put_aside = None
        self._request = None
        self._set(CounterState())
        self._work.read(_list_open, self._listed, self._failed)

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def close_sale(self) -> None:
        """The customer goes without a refund; what was entered can be brought back."""
        if not self._state.busy:
            self._leave_return()
            self._request = None
            self._set(CounterState(said=self._undo_offer()))
            self._work.read(_list_open, self._listed, self._failed)

    def enter(self, text: str) -> None:
        """Something was scanned or typed into the one box.

        A hand with a scanner is quicker than a slow database: what comes while the last
        one is being looked up waits its turn, in order.
        """
        if text.strip():
            self._scans.append(text.strip())
            self._look_up_next()

    def choose(self, choice: Choice) -> None:
        self._busy()
        if choice.kind is Kind.SALE:
            self._open(choice.id)
        else:
            self._work.read(
                lambda unit: list_sales(unit, choice), self._choose_from, self._failed
            )

    def find_sale(self) -> None:
        """The customer has no receipt: ask what they remember."""
        if not self._state.busy:
            self._leave_return()
            self._request = None
            self._set(CounterState(stage=Stage.FINDING, said=self._undo_offer()))

    def open_candidate(self, sale: SaleFound) -> None:
        """It was this one; what proved it stands as its proof."""
        self._busy()
        self._open(sale.sale_id, proof=sale.proof)

    def toggle(self, line_id: int) -> None:
        """The clerk pressed a line: it comes back, or does not after all."""
        if self._state.entered(line_id):
            rest = tuple(line for line in self._state.coming if line.line_id != line_id)
            self._enter_lines(rest, current=None)
        elif (line := self._state.line(line_id)) and line.left:
            self._bring(line)

    def set_quantity(self, line_id: int, quantity: Quantity) -> None:
        self._edit(line_id, lambda line: replace(line, quantity=quantity))

    def set_reason(self, line_id: int, reason: Reason) -> None:
        """The usual condition is proposed with it, unless one was chosen already."""
        self._edit(
            line_id,
            lambda line: replace(
                line, reason=reason, condition=line.condition or USUAL_CONDITION.get(reason)
            ),
        )

    def set_condition(self, line_id: int, condition: Condition) -> None:
        self._edit(line_id, lambda line: replace(line, condition=condition))

    def set_serial(self, line_id: int, serial: str) -> None:
        self._edit(line_id, lambda line: replace(line, serial=serial.strip()))

    def set_captured(self, line_id: int, what: Capture, note: str) -> None:
        """What the policy asks for was seen or noted; ``""`` where it was not after all."""

        def noted(line: ComingBack) -> ComingBack:
            rest = {each: text for each, text in line.captured.items() if each is not what}
            return replace(
                line, captured={**rest, what: note.strip()} if note.strip() else rest
            )

        self._edit(line_id, noted)

    def set_missing_parts(self, line_id: int, worth: Money) -> None:
        self._edit(line_id, lambda line: replace(line, missing_parts=worth))

    def set_proof(self, proof: Proof) -> None:
        if proof is not self._state.proof:
            self._set(replace(self._state, proof=proof, decision=None, said=None))
            self._decide()

    def set_refund_by(self, by: RefundBy) -> None:
        if by is not self._state.refund_by:
            self._set(replace(self._state, refund_by=by, decision=None))
            self._decide()

    def toggle_exchange(self) -> None:
        """From now on scans add what goes out; once more, and they bring goods back again."""
        state = self._state
        if state.stage is Stage.RETURN and state.sale and state.coming:
            self._change(replace(state, going_out=not state.going_out))

    def set_out_quantity(self, product_id: int, quantity: Quantity) -> None:
        """How many of a product go out; it does not where it is nothing."""
        self._take_out(product_id, lambda going: replace(going, quantity=quantity))

    def set_out_serial(self, product_id: int, serial: str) -> None:
        self._take_out(product_id, lambda going: replace(going, serial=serial.strip()))

    def set_paid(self, paid: tuple[Paying, ...]) -> None:
        self._set(replace(self._state, paid=paid))

    def confirm(self) -> None:
        """Take the goods back and pay: once, however often the key is pressed."""
        state = self._state
        if state.busy or not state.decision or state.decision.answer is not Answer.ACCEPT:
            return
        if state.exchanging:
            self._confirm_exchange()
            return
        asked, seen = self._asked(), state.decision
        request = self._request_for(asked)
        self._busy()
        self._work.run(
            partial(_take, request_id=request, asked=asked, seen=seen),
            self._taken,
            self._not_taken,
        )

    def _confirm_exchange(self) -> None:
        state, seen = self._state, self._state.exchange
        if seen is None or not seen.out:
            return
        asked = self._exchange_asked(state.payments)
        request = self._request_for(asked)
        self._busy()
        self._work.run(
            lambda unit: take_exchange(unit, request, asked, seen),
            self._taken,
            self._not_taken,
        )

    def settle(self, refund_id: int, reference: str) -> None:
        """The terminal has paid this refund."""
        self._busy()
        self._work.run(
            lambda unit: settle_refund(unit, refund_id, reference), self._settled, self._failed
        )

    def decline(self, refund_id: int, why: str, by: RefundBy) -> None:
        """The terminal will not pay this refund: it goes out in another way."""
        self._busy()
        self._work.run(
            lambda unit: decline_refund(unit, refund_id, why, by), self._declined, self._failed
        )

    def show_unconfirmed(self, open_request: Unconfirmed) -> None:
        self._busy()
        self._work.read(
            lambda unit: reopen(unit, open_request.request_id, open_request.document),
            self._taken,
            self._failed,
        )

    def undo(self) -> None:
        """Bring back the return that was put aside by another scan."""
        if self._put_aside:
            state, self._put_aside = self._put_aside, None
            self._request = self._request_aside
            self._change(replace(state, busy=False))

    def print(self) -> None:
        self._put_out(self._papers.find_printer, self._papers.print, self._papers.print_voucher)

    def save(self) -> None:
        self._put_out(self._papers.find_folder, self._papers.save, self._papers.save_voucher)

    # What comes back from the worker.

    def _found(self, found: Found) -> None:
        match found:
            case SaleNamed(serial=serial) if serial and self._state.sale:
                facts = {"serial": serial, "number": self._state.sale.number}
                self._say(Message("serial-not-on-sale", facts))
            case SaleNamed(sale_id=sale_id, serial=serial):
                self._open(sale_id, serial)
            case PaperNamed(code=code):
                self._work.read(
                    lambda unit: reopen_return(unit, "", code), self._paper_opened, self._failed
                )
            case CardNamed(number=number):
                self._set(replace(self._state, busy=False))
                self._show_card(number)
            case Choices(of=Kind.PRODUCT, about=about) if self._state.sale:
                facts = {"item": about, "number": self._state.sale.number}
                self._say(Message("item-not-on-sale", facts))
            case Choices():
                self._choose_from(found)

    def _choose_from(self, choices: Choices) -> None:
        if not choices.choices:
            self._say(Message("nothing-sold", {"item": choices.about}))
            return
        self._leave_return()
        self._set(CounterState(stage=Stage.CHOOSING, choices=choices, said=self._undo_offer()))

    def _open(self, sale_id: int, serial: str = "", proof: Proof = Proof.RECEIPT) -> None:
        self._work.read(
            lambda unit: open_sale(unit, sale_id),
            lambda sale: self._opened(sale, serial, proof),
            self._failed,
        )

    def _opened(self, sale: SaleOnCounter, serial: str, proof: Proof) -> None:
        self._leave_return()
        self._request = None
        self._set(
            CounterState(stage=Stage.RETURN, sale=sale, proof=proof, said=self._undo_offer())
        )
        named = (line for line in sale.lines if serial and line.serial == serial)
        for line in named:
            if line.left:
                self._bring(line, serial)

    def _listed(
        self, still_open: tuple[tuple[AwaitingTerminal, ...], tuple[Unconfirmed, ...]]
    ) -> None:
        awaiting, unconfirmed = still_open
        self._set(replace(self._state, awaiting=awaiting, unconfirmed=unconfirmed))

    def _decided(self, decision: Decision) -> None:
        self._set(replace(self._state, decision=decision))

    def _exchange_decided(self, decided: ExchangeDecided) -> None:
        self._set(replace(self._state, exchange=decided, decision=decided.decision))

    def _offered(self, product: Offered) -> None:
        """One more of it goes out; goods with a serial number one by one."""
        self._set(replace(self._state, busy=False))
        known = next((o for o in self._state.out if o.product == product), None)
        if known is None or product.serialised:
            more = () if known else (Going(product=product),)
            self._change(replace(self._state, out=(*self._state.out, *more)))
        else:
            self.set_out_quantity(product.product_id, known.quantity + ONE)

    def _taken(self, taken: ReturnTaken | ExchangeTaken) -> None:
        self._put_aside = None
        self._scans.clear()  # nothing scanned meanwhile may hide the slip
        self._set(CounterState(stage=Stage.PAPER, taken=taken))
        self._work.run(
            lambda unit: mark_shown(unit, taken.request_id), lambda _: None, self._failed
        )
        self._draw(taken)

    def _paper_opened(self, taken: ReturnTaken | ExchangeTaken) -> None:
        self._leave_return()
        self._set(CounterState(stage=Stage.PAPER, taken=taken, said=self._undo_offer()))
        self._draw(taken)

    def _drawn(self, picture: bytes) -> None:
        self._set(replace(self._state, picture=picture))

    def _voucher_drawn(self, picture: bytes) -> None:
        pictures = (*self._state.voucher_pictures, picture)
        self._set(replace(self._state, voucher_pictures=pictures))

    def _settled(self, settled: RefundSettled) -> None:
        state = self._state
        still = tuple(r for r in state.awaiting if r.refund_id != settled.refund_id)
        taken = state.taken and replace(
            state.taken,
            awaiting=tuple(r for r in state.taken.awaiting if r.refund_id != settled.refund_id),
        )
        self._set(replace(state, busy=False, said=None, awaiting=still, taken=taken))

    def _declined(self, declined: RefundDeclined) -> None:
        """Say what to hand over, and look again at what is open; a voucher wants printing."""
        facts: dict[str, object] = {"amount": declined.amount}
        said = Said((Message("declined-waits", facts),), bad=False)
        if declined.kind is TenderKind.CASH:
            said = Said((Message("declined-cash", facts),), bad=False)
        slip = self._state.taken.slip.head.number if self._state.taken else ""
        if declined.voucher is not None:
            facts["number"] = declined.voucher.head.number
            said = Said((Message("declined-voucher", facts),), bad=False)
            slip = declined.voucher.slip

        def opened(taken: ReturnTaken | ExchangeTaken) -> None:
            self._set(CounterState(stage=Stage.PAPER, taken=taken, said=said))
            self._draw(taken)

        def listed(
            still_open: tuple[tuple[AwaitingTerminal, ...], tuple[Unconfirmed, ...]],
        ) -> None:
            self._set(replace(self._state, busy=False, said=said))
            self._listed(still_open)

        if slip:
            self._work.read(lambda unit: reopen(unit, "", slip), opened, self._failed)
        else:
            self._work.read(_list_open, listed, self._failed)

    def _not_taken(self, problem: Exception) -> None:
        """Nothing was committed; look at the sale again, as another counter may have."""
        self._failed(problem)
        if isinstance(problem, Refused) and (sale := self._state.sale):
            self._work.read(
                lambda unit: open_sale(unit, sale.sale_id), self._seen_again, self._failed
            )
        elif self._state.without:
            self._decide()

    def _seen_again(self, sale: SaleOnCounter) -> None:
        self._set(replace(self._state, sale=sale, decision=None, exchange=None))
        self._decide()

    def _failed(self, problem: Exception) -> None:
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self._say(*messages)

    # Steps shared by several of the above.

    def _look_up_next(self) -> None:
        while self._scans and not self._state.busy:
            text = self._scans.popleft()
            state = self._state
            brings = state.stage is Stage.RETURN and not state.going_out
            if brings and self._is_on_sale(text):
                continue
            if self._state.without is not None and self._state.stage is Stage.RETURN:
                self.unreceipted.name_product(text)
                continue
            self._busy()
            if self._state.going_out:
                self._work.read(partial(offer_goods, typed=text), self._offered, self._failed)
            else:
                self._work.read(partial(look_up, typed=text), self._found, self._failed)

    def _is_on_sale(self, text: str) -> bool:
        """Whether it names a line of the open sale, which then comes back."""
        lines = self._state.sale.lines if self._state.sale else ()
        for line in lines:
            if line.serial and text.casefold() == line.serial.casefold():
                self._bring(line, text)
                return True
        matching = [line for line in lines if text in line.barcodes or text == line.sku]
        for line in sorted(matching, key=lambda found: not self._room(found)):
            self._bring(line)
            return True
        return False

    def _room(self, line: LineOnCounter) -> bool:
        entered = self._state.entered(line.line_id)
        return line.left > (entered.quantity if entered else NOTHING)

    def _bring(self, line: LineOnCounter, serial: str = "") -> None:
        """One more unit of a line; weighed goods come back by what is left of them."""
        entered = self._state.entered(line.line_id)
        if entered is None:
            quantity = line.left if line.weighed else min(ONE, line.left)
            coming = ComingBack(line_id=line.line_id, quantity=quantity, serial=serial)
            self._enter_lines((*self._state.coming, coming), current=line.line_id)
        elif serial:
            self.set_serial(line.line_id, serial)
        else:
            self.set_quantity(line.line_id, entered.quantity + ONE)

    def _edit(self, line_id: int, change: Callable[[ComingBack], ComingBack]) -> None:
        lines = tuple(
            change(line) if line.line_id == line_id else line for line in self._state.coming
        )
        if lines != self._state.coming:
            self._enter_lines(lines, current=line_id)

    def _enter_lines(self, lines: tuple[ComingBack, ...], current: int | None) -> None:
        state = replace(self._state, coming=lines, current=current)
        self._change(state if lines else replace(state, going_out=False, out=()))

    def _take_out(self, product_id: int, change: Callable[[Going], Going]) -> None:
        changed = (
            change(going) if going.product.product_id == product_id else going
            for going in self._state.out
        )
        out = tuple(going for going in changed if going.quantity)
        if out != self._state.out:
            self._change(replace(self._state, out=out))

    def _change(self, state: CounterState) -> None:
        """Something else is entered now: what was decided no longer holds."""
        self._set(replace(state, decision=None, exchange=None, said=None))
        self._decide()

    def _decide(self) -> None:
        if not (self._state.sale or self._state.without) or not self._state.coming:
            return
        if self._state.exchanging:
            swap = self._exchange_asked(())
            self._work.read_latest(
                "decide",
                lambda unit: decide_exchange(unit, swap),
                self._exchange_decided,
                self._failed,
            )
            return
        asked = self._asked()
        self._work.read_latest(
            "decide", partial(_decide, asked=asked), self._decided, self._failed
        )

    def _asked(self) -> Requested:
        state = self._state
        if state.without is not None:
            return asked_without_sale(state)
        return self._asked_of_sale()

    def _asked_of_sale(self) -> ReturnAsked:
        state = self._state
        return ReturnAsked(
            sale_id=state.sale.sale_id if state.sale else 0,
            lines=state.coming,
            refund_by=state.refund_by,
            proof=state.proof,
        )

    def _exchange_asked(self, paid: tuple[PaidIn, ...]) -> ExchangeAsked:
        return ExchangeAsked(
            back=replace(self._asked_of_sale(), remedy=Remedy.EXCHANGE),
            out=tuple(
                GoingOut(
                    product_id=going.product.product_id,
                    quantity=going.quantity,
                    serial=going.serial,
                )
                for going in self._state.out
            ),
            paid=paid,
        )

    def _request_for(self, asked: Requested | ExchangeAsked) -> str:
        """The same request keeps its id when it is tried again; an edited one gets its own."""
        if self._request is None or self._request[0] != asked:
            self._request = (asked, str(uuid4()))
        return self._request[1]

    def _put_out(
        self,
        find: Callable[[], None],
        way: Callable[[ReturnSlip | ExchangeSlip, int], Message],
        voucher_way: Callable[[ValueVoucher, int], Message],
    ) -> None:
        """Count each print before it is made, and only where there is a place for it: the
        slip, then its vouchers.

        A paper that may have left the counter is a copy the next time.
        """
        taken = self._state.taken
        if taken is None or self._state.busy:
            return
        slip = taken.slip
        vouchers = deque(opened.voucher for opened in taken.vouchers)

        def print_next(message: Message) -> None:
            if not vouchers:
                self._paper_out(message)
                return
            voucher = vouchers.popleft()
            self._work.run(
                lambda unit: count_print(unit, voucher.head.number),
                lambda copy: self._work.compute(
                    lambda: voucher_way(voucher, copy), print_next, self._failed
                ),
                self._failed,
            )

        def print_it(copy: int) -> None:
            self._work.compute(lambda: way(slip, copy), print_next, self._failed)

        def count_it(_: None) -> None:
            self._work.run(
                lambda unit: count_print(unit, slip.head.number), print_it, self._failed
            )

        self._busy()
        self._work.compute(find, count_it, self._failed)

    def _paper_out(self, message: Message) -> None:
        self._set(replace(self._state, busy=False, said=Said((message,), bad=False)))

    def _draw(self, taken: ReturnTaken | ExchangeTaken) -> None:
        self._work.compute(
            lambda: self._papers.picture(taken.slip, taken.copy), self._drawn, self._failed
        )
        for opened in taken.vouchers:
            self._work.compute(
                partial(self._papers.voucher_picture, opened.voucher, opened.copy),
                self._voucher_drawn,
                self._failed,
            )

    def _leave_return(self) -> None:
        state = self._state
        unfinished = state.stage is Stage.RETURN and state.coming
        self._put_aside = state if unfinished else None
        self._request_aside = self._request

    def _undo_offer(self) -> Said | None:
        if self._put_aside is None:
            return None
        message = Message("goods-put-aside")
        if self._put_aside.sale is not None:
            message = Message("return-put-aside", {"number": self._put_aside.sale.number})
        return Said((message,), bad=False, undo=True)

    def _busy(self) -> None:
        self._set(replace(self._state, busy=True, said=None))

    def _say(self, *messages: Message) -> None:
        self._set(replace(self._state, busy=False, said=Said(messages)))

    def _set(self, state: CounterState) -> None:
        self._state = state
        self._show(state)
        if not state.busy:
            self._look_up_next()


def _to_nobody(_: CounterState) -> None:
    """Nobody looks."""


def _decide(unit: Unit, asked: Requested) -> Decision:
    if isinstance(asked, WithoutSale):
        return decide_without_sale(unit, asked)
    return decide_return(unit, asked)


def _take(unit: Unit, request_id: str, asked: Requested, seen: Decision) -> ReturnTaken:
    if isinstance(asked, WithoutSale):
        return take_without_sale(unit, request_id, asked, seen)
    return take_return(unit, request_id, asked, seen)


def _list_open(
    unit: Unit,
) -> tuple[tuple[AwaitingTerminal, ...], tuple[Unconfirmed, ...]]:
    return list_awaiting(unit), list_unconfirmed(unit)
