"""What the counter says and does, with no widget in sight.

One visit after another: what was scanned is looked up, a sale is opened, and what the parts
(:class:`Coming`, :class:`GoingGoods`, :class:`UnreceiptedReturn`) enter is decided and taken.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from models.services.cases import take_up
from models.services.decisions import decide_return
from models.services.denials import Denied
from models.services.exchanges import take_exchange
from models.services.no_receipt import WithoutSale, decide_without_sale, take_without_sale
from models.services.requests import mark_shown
from models.services.returns import take_return
from models.services.sales import open_sale
from models.services.search import (
    CardNamed,
    CaseNamed,
    Choices,
    FiledPaper,
    GiftNamed,
    GoodsNamed,
    Kind,
    PaperNamed,
    SaleNamed,
    list_sales,
    look_up,
)
from models.services.slips import Told, reopen, reopen_any
from models.values import Message, Refused
from models.values.codes import Proof
from ui.mailing import Mailing
from ui.screens.returns.approving import Approving
from ui.screens.returns.asked import coming_back, entered, requested, return_asked, seen
from ui.screens.returns.calling import Calling
from ui.screens.returns.coming import Coming
from ui.screens.returns.counter import Counter
from ui.screens.returns.giving import GivingMoney
from ui.screens.returns.giving_state import WithoutGoods
from ui.screens.returns.going import GoingGoods, exchange_asked
from ui.screens.returns.holding import Holding
from ui.screens.returns.leaving import Leaving
from ui.screens.returns.mailing import mail_page
from ui.screens.returns.paper import TakenPapers
from ui.screens.returns.splitting import SplitRefund
from ui.screens.returns.state import CounterState, Said, Stage
from ui.screens.returns.telling import Telling
from ui.screens.returns.terminal import Terminal
from ui.screens.returns.unreceipted import UnreceiptedReturn
from ui.screens.returns.voiding import Voiding
from ui.screens.returns.wishing import Wishing

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.approval_cards import ApprovalCard
    from models.services.approvals import Approval, Granted
    from models.services.candidates import SaleFound
    from models.services.cases import CaseMoved
    from models.services.decisions import Decision
    from models.services.exchange_decisions import ExchangeAsked
    from models.services.giving import MoneyGiven
    from models.services.requests import Unconfirmed
    from models.services.returns import ReturnTaken
    from models.services.sales import SaleOnCounter
    from models.services.search import Choice, Found
    from models.services.slips import Taken
    from models.services.suspended_bodies import Entered
    from models.unit import Unit
    from models.values.cases import CaseSeen
    from models.values.codes import RefundBy
    from models.values.printing import PaperWish
    from ui.papers import Papers
    from ui.screens.returns.asked import Requested
    from ui.work import Work


class CounterPresenter:
    """One visit after another. Every change is a new state, shown whole.

    ``show_card`` is told the number of a gift card or store credit that was scanned,
    ``show_goods`` the key of goods whose tag was, ``show_case`` the key of a case whose code
    was, and ``show_paper`` the number of a paper that nothing is done with here: they have
    pages of their own. ``met`` is told the number and the name of a customer who comes up.
    """

    def __init__(
        self,
        work: Work,
        papers: Papers,
        show: Callable[[CounterState], None],
        show_card: Callable[[str], None],
        show_goods: Callable[[int], None] = lambda _: None,
        show_paper: Callable[[str], None] = lambda _: None,
        show_case: Callable[[int], None] = lambda _: None,
        met: Callable[[int, str], None] = lambda _, __: None,
    ) -> None:
        self._work = work
        self._show = show
        self._show_card = show_card
        self._show_goods = show_goods
        self._show_paper = show_paper
        self._met = met
        self._show_case = show_case
        self._state = CounterState()
        self._put_aside: CounterState | None = None
        self._call: ApprovalCard | None = None
        self._request: tuple[Requested | ExchangeAsked, str] | None = None
        self._scans: deque[str] = deque()
        self._request_aside: tuple[Requested | ExchangeAsked, str] | None = None
        counter = Counter(
            state=lambda: self._state,
            show=self._set,
            busy=self._busy,
            say=self._say,
            failed=self._failed,
            change=self._change,
            decide=self._decide,
        )
        self.approving = Approving(work, counter, entered, seen)
        self.calling = Calling(work, counter, entered, self._called)
        self.coming = Coming(counter)
        self.going = GoingGoods(work, counter)
        self.splitting = SplitRefund(counter)
        self.wishing = Wishing(work, counter)
        self.unreceipted = UnreceiptedReturn(work, counter, self.coming)
        self.papers = TakenPapers(work, papers, counter)
        self.mailing = Mailing(work, mail_page(counter))
        self.terminal = Terminal(work, counter, self._show_papers)
        self.voiding = Voiding(work, counter, self._show_papers, self.approving)
        self.holding = Holding(work, counter, self._entered, self._wait, self._go_on)
        self.leaving = Leaving(work, lambda: self._entered()[0], self._failed)
        self.giving = GivingMoney(
            work, counter, self._given, self._not_taken, self.close_sale, self.approving
        )

        self.telling = Telling(
            work,
            counter,
            papers,
            self.papers,
            lambda: self._entered()[0],
            self._told,
            self._not_taken,
            self._open,
        )

    @property
    def state(self) -> CounterState:
        return self._state

    def start(self) -> None:
        """The next customer: an empty counter, and what is still open from before."""
        self._put_aside = None
        self._wait()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def abandon(self) -> None:
        """Whoever is signed on goes: what they asked the managers for is asked no more, and
        what was decided was left."""
        self.approving.withdraw()
        self.calling.leave()
        self._state = self.leaving.leave(self._state)

    def last_words(self) -> Callable[[Unit], None] | None:
        """What the journal is still to be told before the counter is taken away."""
        return self.leaving.last(self._state)

    def close_sale(self) -> None:
        """The customer goes without a refund; what was entered can be brought back."""
        if not self._state.busy:
            self._leave_return()
            self._wait(self._undo_offer())

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

    def go_on_with(self, case: CaseSeen) -> None:
        """An open case of the customer is in hand here again."""
        if not self._state.busy:
            self._busy()
            self._work.run(lambda unit: take_up(unit, case.id), self._went_on, self._failed)

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

    def give_goodwill(self, customer: Choice | None) -> None:
        """Money for making good, to that customer where one is known."""
        if not self._state.busy:
            self._leave_return()
            self._request = None
            giving = WithoutGoods(customer=customer)
            said = self._undo_offer()
            self._set(CounterState(stage=Stage.GIVING, giving=giving, said=said))
            self.giving.decide()

    def set_proof(self, proof: Proof) -> None:
        if proof is not self._state.proof:
            self._set(replace(self._state, proof=proof, decision=None, said=None))
            self._decide()

    def set_refund_by(self, by: RefundBy) -> None:
        if by is not self._state.refund_by:
            self._set(replace(self._state, refund_by=by, splitting=None, decision=None))
            self._decide()

    def confirm(self, approval: Approval | None = None) -> None:
        """Take the goods back and pay: once, however often the key is pressed.

        ``approval`` is that of a manager who stands here. Where it takes one and none was
        given from elsewhere either, it is asked for first.
        """
        state, decision = self._state, self._state.decision
        if state.busy or not decision or not decision.possible:
            return
        if state.unshared or (state.exchanging and not state.out):
            return
        yes = approval or self.approving.granted
        if decision.needs_approval and yes is None:
            self.approving.open_here()
            return
        if state.exchanging:
            self._confirm_exchange(yes)
            return
        asked = requested(state)
        request = self._request_for(asked)
        self._busy()
        self._work.run(
            partial(
                _take, request_id=request, asked=asked, seen=decision, yes=yes, wish=state.wish
            ),
            self._taken,
            self._not_taken,
        )

    def show_unconfirmed(self, open_request: Unconfirmed) -> None:
        self._busy()
        self._work.read(
            lambda unit: reopen_any(unit, open_request.request_id, open_request.document),
            self._made_before,
            self._failed,
        )

    def show_slip(self, number: str) -> None:
        """The slip of the exchange in which it was sold, or of the void of what is shown."""
        if not self._state.busy:
            self._busy()
            self._work.read(
                lambda unit: reopen(unit, "", number), self._paper_opened, self._failed
            )

    def undo(self) -> None:
        """What the notice offers: a visit on hold, or the return that another scan put
        aside, is at the counter again."""
        said = self._state.said
        if said and said.resumes is not None:
            self.holding.resume(said.resumes)
        elif said and said.keeps is not None:
            self.holding.keep(said.keeps)
        elif self._put_aside:
            state, self._put_aside = self._put_aside, None
            self._request = self._request_aside
            self._change(replace(state, busy=False))

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
                    lambda unit: reopen_any(unit, "", code), self._paper_opened, self._failed
                )
            case GiftNamed(code=code, sale_id=sale_id):
                self._open(sale_id, proof=Proof.GIFT_RECEIPT, gift=code)
            case FiledPaper(code=code):
                self._set(replace(self._state, busy=False))
                self._show_paper(code)
            case CaseNamed(case_id=case_id):
                self._set(replace(self._state, busy=False))
                self._show_case(case_id)
            case CardNamed(number=number):
                self._set(replace(self._state, busy=False))
                self._show_card(number)
            case GoodsNamed(return_line_id=line):
                self._set(replace(self._state, busy=False))
                self._show_goods(line)
            case Choices(of=Kind.PRODUCT, about=about) if self._state.sale:
                facts = {"item": about, "number": self._state.sale.number}
                self._say(Message("item-not-on-sale", facts))
            case Choices():
                self._choose_from(found)

    def _choose_from(self, choices: Choices) -> None:
        if choices.customer_id is not None:
            self._met(choices.customer_id, choices.about)
        if not choices.choices and not choices.cases:
            self._say(Message("nothing-sold", {"item": choices.about}))
            return
        self._leave_return()
        self._set(CounterState(stage=Stage.CHOOSING, choices=choices, said=self._undo_offer()))

    def _went_on(self, moved: CaseMoved) -> None:
        """Their sales, and other open cases, are still to be chosen from."""
        said = Said((Message("case-now-in-hand", {"case": moved.case.code}),), bad=False)
        choices = self._state.choices
        cases = choices.cases if choices else ()
        others = tuple(each for each in cases if each.id != moved.case.id)
        if choices is not None and (choices.choices or others):
            choices = replace(choices, cases=others)
            self._set(replace(self._state, busy=False, said=said, choices=choices))
        else:
            self._wait(said)

    def _open(
        self, sale_id: int, serial: str = "", proof: Proof = Proof.RECEIPT, gift: str = ""
    ) -> None:
        self._work.read(
            lambda unit: open_sale(unit, sale_id, gift),
            lambda sale: self._opened(sale, serial, proof),
            self._failed,
        )

    def _opened(self, sale: SaleOnCounter, serial: str, proof: Proof) -> None:
        self._leave_return()
        self._request = None
        if sale.customer_id is not None:
            self._met(sale.customer_id, sale.customer)
        self._set(
            CounterState(stage=Stage.RETURN, sale=sale, proof=proof, said=self._undo_offer())
        )
        named = (line for line in sale.lines if serial and line.serial == serial)
        for line in named:
            if line.left:
                self.coming.bring(line, serial)

    def _decided(self, decision: Decision) -> None:
        self._set(replace(self._state, decision=decision))

    def _taken(self, taken: Taken) -> None:
        self.approving.used()
        self._put_aside = None
        self._scans.clear()  # nothing scanned meanwhile may hide the slip
        self._set(CounterState(stage=Stage.PAPER, taken=taken))
        self._work.run(
            lambda unit: mark_shown(unit, taken.request_id), lambda _: None, self._failed
        )
        self._show_papers(taken)

    def _made_before(self, made: Taken | Told) -> None:
        """What was committed, and may not have been seen."""
        if isinstance(made, Told):
            self._told(made)
        else:
            self._taken(made)

    def _told(self, told: Told) -> None:
        """What was entered for it can be gone on with: of an answer that was given on paper it
        is on record already that it was no."""
        state = replace(self._state, busy=False)
        if isinstance(told, Denied) and state.decision is not None:
            state = replace(state, left_as=(state.decision.answer,))
        self._put_aside = replace(state, asking=None) if state.unfinished else None
        self._request_aside = self._request
        self._scans.clear()
        self._set(CounterState(stage=Stage.TOLD, told=told, said=self._undo_offer()))
        self._work.run(
            lambda unit: mark_shown(unit, told.request_id), lambda _: None, self._failed
        )
        self.telling.draw(told)

    def _given(self, given: MoneyGiven) -> None:
        """A return that was entered beside it waits to be brought back, priced anew."""
        beside = replace(self._state, stage=Stage.RETURN, busy=False, giving=None, asking=None)
        self._taken(given)
        if beside.coming and beside.sale is not None:
            sale_id = beside.sale.sale_id
            self._work.read(
                lambda unit: open_sale(unit, sale_id),
                partial(self._put_beside, beside),
                self._failed,
            )

    def _put_beside(self, state: CounterState, sale: SaleOnCounter) -> None:
        if self._state.stage is Stage.PAPER:
            self._put_aside = replace(state, sale=sale)
            self._request_aside = None
            self._set(replace(self._state, said=self._undo_offer()))

    def _paper_opened(self, taken: Taken | Told) -> None:
        self._leave_return()
        if isinstance(taken, Told):
            self._set(CounterState(stage=Stage.TOLD, told=taken, said=self._undo_offer()))
            self.telling.draw(taken)
            return
        self._set(CounterState(stage=Stage.PAPER, taken=taken, said=self._undo_offer()))
        self._show_papers(taken)

    def _show_papers(self, taken: Taken) -> None:
        self.papers.draw(taken)
        self.voiding.look(taken)

    def _not_taken(self, problem: Exception) -> None:
        """Nothing was committed; look at the sale again, as another counter may have."""
        self._failed(problem)
        self.approving.look()
        if isinstance(problem, Refused) and (sale := self._state.sale):
            self._work.read(
                lambda unit: open_sale(unit, sale.sale_id, sale.gift),
                self._seen_again,
                self._failed,
            )
        elif self._state.without or self._state.giving:
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
            if state.stage is Stage.GIVING:
                if not self.giving.choose_named(text):
                    self._look_up(text)
                continue
            brings = state.stage is Stage.RETURN and not state.going_out
            if brings and self.coming.bring_named(text):
                continue
            if state.without is not None and state.stage is Stage.RETURN:
                self.unreceipted.name_product(text)
            elif state.going_out:
                self.going.name(text)
            else:
                self._look_up(text)

    def _look_up(self, text: str) -> None:
        self._busy()
        self._work.read(partial(look_up, typed=text), self._found, self._failed)

    def _change(self, state: CounterState) -> None:
        """Something else is entered now: what was decided no longer holds."""
        splitting = state.splitting if state.coming else None
        changed = replace(state, splitting=splitting, decision=None, exchange=None, said=None)
        self._set(changed)
        self._decide()

    def _decide(self) -> None:
        if self._state.stage is Stage.GIVING:
            self.giving.decide()
            return
        if not (self._state.sale or self._state.without) or not self._state.coming:
            return
        if self._state.exchanging:
            self.going.decide(coming_back(self._state))
            return
        asked = requested(self._state)
        self._work.read_latest(
            "decide", partial(_decide, asked=asked), self._decided, self._failed
        )

    def _confirm_exchange(self, yes: Approval | Granted | None) -> None:
        decided, wish = self._state.exchange, self._state.wish
        if decided is None or not decided.out:
            return
        asked = exchange_asked(self._state, coming_back(self._state), paid=True)
        request = self._request_for(asked)
        self._busy()
        self._work.run(
            lambda unit: take_exchange(unit, request, asked, decided, yes, wish),
            self._taken,
            self._not_taken,
        )

    def _wait(self, said: Said | None = None) -> None:
        """The counter is empty, with what is still open from before."""
        self._request = None
        self._set(CounterState(said=said))
        self.terminal.list()
        self.holding.list()

    def _go_on(self, state: CounterState, request_id: str) -> None:
        """A visit that was on hold: the same request keeps its id here as well."""
        self._put_aside = None
        self._state = state
        self._request = (requested(state), request_id) if request_id else None
        self._set(state)
        self._decide()

    def _entered(self) -> tuple[Entered, str]:
        """All that is entered, and the id under which exactly that was tried before."""
        if self._state.exchanging:
            return exchange_asked(self._state, return_asked(self._state)), ""
        asked = requested(replace(self._state, asking=None))
        known = self._request is not None and self._request[0] == asked
        return asked, self._request_for(asked) if known else ""

    def _request_for(self, asked: Requested | ExchangeAsked) -> str:
        """The same request keeps its id when it is tried again; an edited one gets its own."""
        if self._request is None or self._request[0] != asked:
            self._request = (asked, str(uuid4()))
        return self._request[1]

    def _leave_return(self) -> None:
        state = self.leaving.leave(self._state)
        self._put_aside = replace(state, asking=None) if state.unfinished else None
        self._request_aside = self._request

    def _undo_offer(self) -> Said | None:
        if self._put_aside is None:
            return None
        message = Message("goods-put-aside")
        if self._put_aside.stage is Stage.GIVING:
            message = Message("giving-put-aside")
        elif self._put_aside.sale is not None:
            message = Message("return-put-aside", {"number": self._put_aside.sale.number})
        return Said((message,), bad=False, undo=True)

    def _busy(self) -> None:
        self._set(replace(self._state, busy=True, said=None))

    def _say(self, *messages: Message) -> None:
        self._set(replace(self._state, busy=False, said=Said(messages)))

    def _called(self, card: ApprovalCard | None) -> None:
        self._call = card
        self._set(self._state)

    def _set(self, state: CounterState) -> None:
        state = self.approving.follow(self._state, replace(state, call=self._call))
        self._state = state
        self._show(state)
        self.wishing.follow(state)
        if not self._state.busy:
            self._look_up_next()


def _to_nobody(_: CounterState) -> None:
    """Nobody looks."""


def _decide(unit: Unit, asked: Requested) -> Decision:
    if isinstance(asked, WithoutSale):
        return decide_without_sale(unit, asked)
    return decide_return(unit, asked)


def _take(
    unit: Unit,
    request_id: str,
    asked: Requested,
    seen: Decision,
    yes: Approval | Granted | None,
    wish: PaperWish,
) -> ReturnTaken:
    if isinstance(asked, WithoutSale):
        return take_without_sale(unit, request_id, asked, seen, yes, wish)
    return take_return(unit, request_id, asked, seen, yes, wish)
