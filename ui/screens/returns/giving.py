"""Money without goods: entered, decided live, and given once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from models.services.corrections import CorrectionAsked, correct_price, decide_correction
from models.services.goodwill import GoodwillAsked, decide_goodwill, give_goodwill
from models.services.search import customers_named
from models.values import refuse
from ui.screens.returns.giving_state import REASONS_OF, What, WithoutGoods
from ui.screens.returns.state import CounterState, Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.approvals import Approval, Granted
    from models.services.giving import Giving, MoneyGiven
    from models.services.search import Choice
    from models.unit import Unit
    from models.values import Money
    from models.values.codes import RefundBy
    from models.values.printing import PaperWish
    from ui.screens.returns.approving import Approving
    from ui.screens.returns.counter import Counter
    from ui.screens.returns.giving_state import GivingAsked
    from ui.work import Work


class GivingMoney:
    """Goodwill, or a part of the price of a line, beside or instead of a return.

    ``given`` and ``not_given`` are told what came of it; ``close`` empties the counter.
    """

    def __init__(
        self,
        work: Work,
        counter: Counter,
        given: Callable[[MoneyGiven], None],
        not_given: Callable[[Exception], None],
        close: Callable[[], None],
        approving: Approving,
    ) -> None:
        self._work = work
        self._counter = counter
        self._given = given
        self._not_given = not_given
        self._close = close
        self._approving = approving

    def begin(self) -> None:
        """Beside an open sale, whose return stays as it is entered; else for a customer who
        may be named."""
        state = self._counter.state()
        if state.busy:
            return
        if state.stage is Stage.RETURN and state.sale is not None:
            giving = state.giving or WithoutGoods(
                what=What.CORRECTION, line_id=_likely_line(state)
            )
            self._counter.show(replace(state, stage=Stage.GIVING, said=None, giving=giving))
            self.decide()
        elif state.stage is Stage.WAITING:
            self._counter.show(CounterState(stage=Stage.GIVING, giving=WithoutGoods()))
            self.decide()

    def back(self) -> None:
        """To where one came from, with all that is entered kept."""
        state = self._counter.state()
        if state.busy:
            return
        if state.sale is None:
            self._close()
            return
        self._counter.show(replace(state, stage=Stage.RETURN, said=None))
        if state.decision is None:
            self._counter.decide()

    def set_what(self, what: What) -> None:
        """Another kind has reasons and ways of its own; those that it shares stay."""
        now = self._now
        if what is not now.what:
            of = {reason.value: reason for reason in REASONS_OF[what]}
            reason = of.get(now.reason.value) if now.reason else None
            self._enter(replace(now, what=what, reason=reason, by=None))

    def choose_line(self, line_id: int) -> None:
        """The price of this line; goodwill may be about none after all."""
        now = self._now
        again = now.line_id == line_id and now.what is What.GOODWILL
        self._enter(replace(now, line_id=None if again else line_id))

    def choose_named(self, text: str) -> bool:
        """Whether it names a line of the open sale, whose price it then is."""
        sale = self._counter.state().sale
        for line in sale.lines if sale else ():
            if text in line.barcodes or text in (line.sku, line.serial):
                self._enter(replace(self._now, line_id=line.line_id))
                return True
        return False

    def set_amount(self, amount: Money) -> None:
        self._enter(replace(self._now, amount=amount))

    def set_reason(self, code: str) -> None:
        """A code of the kind's own reasons; raise ``ValueError`` for any other."""
        self._enter(replace(self._now, reason=REASONS_OF[self._now.what](code)))

    def set_note(self, note: str) -> None:
        self._enter(replace(self._now, note=note))

    def set_by(self, by: RefundBy) -> None:
        self._enter(replace(self._now, by=by))

    def name_customer(self, text: str) -> None:
        """A phone, a number or a name; nobody for nothing."""
        if not text.strip():
            self._enter(replace(self._now, customer=None, named=()))
            return
        self._counter.busy()
        self._work.read(
            partial(customers_named, typed=text),
            partial(self._named, text),
            self._counter.failed,
        )

    def choose_customer(self, choice: Choice) -> None:
        """One of the customers that were meant."""
        self._enter(replace(self._now, customer=choice, named=()))

    def decide(self) -> None:
        """Ask the policy about what is entered now."""
        asked = self._asked()
        if asked is not None:
            self._work.read_latest(
                "giving",
                partial(_decide, asked=asked),
                partial(self._decided, asked),
                self._counter.failed,
            )

    def confirm(self, approval: Approval | None = None) -> None:
        """Give it: once, however often the key is pressed. Where it takes a manager's yes and
        none is there, one is asked for at this counter first."""
        state, giving, asked = self._counter.state(), self._now, self._asked()
        seen = giving.decided
        if state.busy or seen is None or asked is None or not seen.possible:
            return
        yes = approval or self._approving.granted
        if seen.needs_approval and yes is None:
            self._approving.open_here()
            return
        tried = giving.tried
        if tried is None or tried[0] != asked:
            tried = (asked, str(uuid4()))
        self._counter.show(replace(state, giving=replace(giving, tried=tried)))
        self._counter.busy()
        self._work.run(
            partial(
                _give, request_id=tried[1], asked=asked, seen=seen, yes=yes, wish=state.wish
            ),
            self._given,
            self._not_given,
        )

    @property
    def _now(self) -> WithoutGoods:
        return self._counter.state().giving or WithoutGoods()

    def _asked(self) -> GivingAsked | None:
        state = self._counter.state()
        allowed = state.allowed
        if isinstance(allowed, CorrectionAsked | GoodwillAsked):
            return allowed
        return self._now.asked(state.sale.sale_id if state.sale else None)

    def _decided(self, asked: GivingAsked, decision: Giving) -> None:
        """An answer to what is no longer asked has nobody to see it."""
        state = self._counter.state()
        if state.giving is not None and self._asked() == asked:
            giving = replace(state.giving, decided=decision)
            self._counter.show(replace(state, giving=giving))

    def _named(self, text: str, choices: tuple[Choice, ...]) -> None:
        state = self._counter.state()
        self._counter.show(replace(state, busy=False, giving=replace(self._now, named=choices)))
        if len(choices) == 1:
            self.choose_customer(choices[0])
        elif not choices:
            self._counter.failed(refuse("nothing-found", text=text))

    def _enter(self, giving: WithoutGoods) -> None:
        state = self._counter.state()
        if giving != state.giving:
            entered = replace(giving, decided=None)
            self._counter.show(replace(state, said=None, giving=entered))
            self.decide()


def _likely_line(state: CounterState) -> int | None:
    """The one that was looked at last, or the only one with goods still out."""
    if state.current is not None:
        return state.current
    out = [line.line_id for line in (state.sale.lines if state.sale else ()) if line.left]
    return out[0] if len(out) == 1 else None


def _decide(unit: Unit, asked: GivingAsked) -> Giving:
    if isinstance(asked, CorrectionAsked):
        return decide_correction(unit, asked)
    return decide_goodwill(unit, asked)


def _give(
    unit: Unit,
    request_id: str,
    asked: GivingAsked,
    seen: Giving,
    yes: Approval | Granted | None,
    wish: PaperWish,
) -> MoneyGiven:
    if isinstance(asked, CorrectionAsked):
        return correct_price(unit, request_id, asked, seen, yes, wish)
    return give_goodwill(unit, request_id, asked, seen, yes, wish)
