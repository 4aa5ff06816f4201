"""What the counter says and does, asked without a window on real records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import pytest
from sqlalchemy import func, select

from models.rules.policy import PLAIN_POLICY
from models.services.policies import put_in_force
from models.services.printers import PrinterAsked, add_printer, set_route
from models.services.search import look_up
from models.tables.documents import DocumentPrint
from models.tables.returns import GoodsReturn
from models.values import Message, Money, Quantity, Refused, refuse
from models.values.codes import Answer, Capture, Condition, Proof, Reason, RefundBy
from models.values.printing import PaperKind, Way
from tests.builders import NOON, a_line, a_product, a_sale
from tests.ui.queued import queued
from ui.screens.returns.presenter import CounterPresenter
from ui.screens.returns.state import CounterState, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from models.db import Shop
    from models.unit import Unit
    from models.values.exception_papers import ExceptionForm
    from models.values.slips import Slip
    from models.values.voucher_papers import ValueVoucher

T = TypeVar("T")


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services and the walks."""
    return "sqlite"


class AtOnce:
    """Work that is done as it is asked for; or kept waiting, or answered with a refusal."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.lost: Refused | None = None
        """What the next use case that writes is answered with, though it was committed."""
        self.waiting: list[Callable[[], None]] | None = None
        self.computed = 0

    def run(
        self,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._answer(lambda: self._shop.run(use_case), done, failed, writes=True)

    def read(
        self,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._answer(lambda: self._shop.read(use_case), done, failed)

    def read_latest(
        self,
        key: Hashable,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.read(use_case, done, failed)

    def compute(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.computed += 1
        self._answer(job, done, failed)

    def go_on(self) -> None:
        waiting, self.waiting = self.waiting or [], None
        for each in waiting:
            each()

    def _answer(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        writes: bool = False,
    ) -> None:
        def answer() -> None:
            try:
                result = job()
            except Refused as why:
                failed(why)
                return
            if writes and self.lost is not None:
                lost, self.lost = self.lost, None
                failed(lost)
                return
            done(result)

        if self.waiting is None:
            answer()
        else:
            self.waiting.append(answer)


class Paper:
    """A folder that keeps what it was given."""

    def __init__(self) -> None:
        self.out: list[tuple[str, int]] = []

    def picture(self, slip: Slip, copy: int) -> bytes:
        return f"{slip.head.number}/{copy}".encode()

    def voucher_picture(self, voucher: ValueVoucher, copy: int) -> bytes:
        return f"{voucher.head.number} {copy}".encode()

    def find_folder(self) -> None:
        """There always is one."""

    def save(self, slip: Slip | ValueVoucher | ExceptionForm, copy: int) -> Message:
        self.out.append((slip.head.number, copy))
        return Message("paper-saved", {"place": "here"})

    save_voucher = save_form = save


class Desk:
    """The presenter with what it was shown."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.work = AtOnce(shop)
        self.paper = Paper()
        self.shown: list[CounterState] = []
        self.cards: list[str] = []
        self.counter = CounterPresenter(
            self.work, self.paper, self.shown.append, self.cards.append
        )
        self.counter.start()

    @property
    def state(self) -> CounterState:
        return self.shown[-1]

    @property
    def said(self) -> list[str]:
        return [message.code for message in self.state.said.messages] if self.state.said else []

    @property
    def answer(self) -> Answer | None:
        return self.state.decision.answer if self.state.decision else None

    def bring(self, number: str, item: str = "KETTLE", reason: Reason = Reason.FAULTY) -> None:
        self.counter.enter(number)
        self.counter.enter(item)
        self.counter.coming.set_reason(self.state.coming[-1].line_id, reason)

    def returns(self) -> int:
        with self.shop.unit(writes=False) as unit:
            return unit.connection.scalar(select(func.count(GoodsReturn.id))) or 0


@pytest.fixture
def desk(shop: Shop) -> Desk:
    kettle = a_product(shop)
    three = {"quantity": Quantity.of(3), "paid": Money(3000), "tax": Money(0)}
    a_sale(shop, a_line(kettle, **three), number="S-1")
    a_sale(shop, a_line(kettle), number="S-2")
    return Desk(shop)


def test_the_usual_condition_comes_with_the_reason_and_a_chosen_one_stays(desk: Desk) -> None:
    desk.bring("S-1", reason=Reason.CHANGED_MIND)
    (coming,) = desk.state.coming
    assert coming.condition is Condition.AS_NEW
    desk.counter.coming.set_condition(coming.line_id, Condition.OPENED)
    desk.counter.coming.set_reason(coming.line_id, Reason.FAULTY)
    assert desk.state.coming[0].condition is Condition.OPENED


def test_every_edit_is_decided_anew_and_the_same_edit_is_none(desk: Desk) -> None:
    desk.bring("S-1")
    assert desk.state.decision is not None
    shown = len(desk.shown)
    desk.counter.coming.set_reason(desk.state.coming[0].line_id, Reason.FAULTY)
    assert len(desk.shown) == shown
    desk.counter.coming.set_quantity(desk.state.coming[0].line_id, Quantity.of(2))
    assert [state.decision is None for state in desk.shown[shown:]] == [True, False]


def test_a_line_pressed_twice_stays_sold(desk: Desk) -> None:
    desk.counter.enter("S-1")
    assert desk.state.sale is not None
    line_id = desk.state.sale.lines[0].line_id
    desk.counter.coming.toggle(line_id)
    desk.counter.coming.toggle(line_id)
    assert desk.state.coming == ()
    assert desk.state.decision is None


def test_more_than_was_bought_is_refused_not_capped_in_silence(desk: Desk) -> None:
    desk.bring("S-2")
    desk.counter.enter("KETTLE")
    assert desk.answer == Answer.REFUSE


def test_confirmed_twice_it_is_taken_once(desk: Desk) -> None:
    desk.bring("S-1")
    desk.work.waiting = []
    desk.counter.confirm()
    desk.counter.confirm()
    desk.work.go_on()
    assert desk.state.stage is Stage.PAPER
    assert desk.returns() == 1


def test_nothing_is_confirmed_before_it_is_decided(desk: Desk) -> None:
    desk.bring("S-1")
    desk.work.waiting = []
    desk.counter.coming.set_quantity(desk.state.coming[0].line_id, Quantity.of(2))
    desk.counter.confirm()
    desk.work.go_on()
    assert desk.state.stage is Stage.RETURN
    assert desk.returns() == 0


def test_an_answer_that_was_lost_is_asked_for_again_not_paid_again(desk: Desk) -> None:
    desk.bring("S-1")
    desk.work.lost = refuse("database-unreachable", place="the server")
    desk.counter.confirm()
    assert desk.said == ["database-unreachable"]
    assert desk.state.sale is not None
    assert desk.state.sale.lines[0].left == Quantity.of(2)
    desk.counter.confirm()
    assert desk.state.stage is Stage.PAPER
    assert desk.returns() == 1


def test_nor_after_it_was_put_aside_and_brought_back(desk: Desk) -> None:
    desk.bring("S-1")
    desk.work.lost = refuse("database-unreachable", place="the server")
    desk.counter.confirm()
    desk.counter.enter("S-2")
    desk.counter.undo()
    desk.counter.confirm()
    assert desk.state.stage is Stage.PAPER
    assert desk.returns() == 1


def test_the_same_goods_brought_a_second_time_are_another_return(desk: Desk) -> None:
    for _ in range(2):
        desk.bring("S-1")
        desk.counter.confirm()
        desk.counter.start()
    assert desk.returns() == 2


def test_a_sale_closed_is_an_empty_counter_with_undo(desk: Desk) -> None:
    desk.bring("S-1")
    entered = desk.state.coming
    desk.counter.close_sale()
    assert (desk.state.stage, desk.said) == (Stage.WAITING, ["return-put-aside"])
    assert desk.state.said is not None
    assert desk.state.said.undo
    desk.counter.undo()
    assert (desk.state.stage, desk.state.coming) == (Stage.RETURN, entered)


def test_the_next_customer_has_nothing_to_undo(desk: Desk) -> None:
    desk.bring("S-1")
    desk.counter.enter("S-2")
    desk.counter.start()
    desk.counter.undo()
    assert desk.state == replace(CounterState(), stage=Stage.WAITING)


def test_what_is_scanned_while_the_money_goes_is_left_alone(desk: Desk) -> None:
    desk.bring("S-1")
    desk.work.waiting = []
    desk.counter.confirm()
    desk.counter.enter("S-2")
    desk.counter.close_sale()
    desk.work.go_on()
    assert desk.state.stage is Stage.PAPER


def test_money_in_cash_only_where_that_is_another_choice(desk: Desk) -> None:
    desk.bring("S-1")
    assert desk.state.decision is not None
    assert desk.state.decision.choices == (RefundBy.ORIGINAL,)
    desk.counter.set_refund_by(RefundBy.ORIGINAL)
    assert desk.state.decision is not None


def ask_for(shop: Shop, **terms: object) -> None:
    """From today on the policy wants this as well."""
    clause = PLAIN_POLICY.clauses[0]
    policy = replace(PLAIN_POLICY, clauses=(replace(clause, terms={**clause.terms, **terms}),))
    shop.run(lambda unit: put_in_force(unit, policy, NOON.date(), "Ann Lee"))


def test_what_was_seen_is_kept_and_taken_away_again(desk: Desk) -> None:
    ask_for(desk.shop, **{"capture.id": True})
    desk.bring("S-1")
    (coming,) = desk.state.coming
    answers = [desk.answer]
    for note in ("seen", "  "):
        desk.counter.coming.set_captured(coming.line_id, Capture.IDENTITY, note)
        answers.append(desk.answer)
    assert answers == [Answer.ASK, Answer.ACCEPT, Answer.ASK]
    assert desk.state.coming[0].captured == {}


def test_missing_parts_are_taken_off(desk: Desk) -> None:
    desk.bring("S-2")
    desk.counter.coming.set_missing_parts(desk.state.coming[0].line_id, Money(150))
    assert desk.state.decision is not None
    assert desk.state.decision.to_pay == Money(850)
    assert [part.name for part in desk.state.decision.lines[0].decision.kept] == [
        "missing-parts"
    ]


def test_what_is_shown_for_it_counts_for_this_sale_only(desk: Desk) -> None:
    desk.bring("S-1", reason=Reason.CHANGED_MIND)
    desk.counter.set_proof(Proof.NONE)
    assert desk.answer == Answer.REFUSE
    shown = len(desk.shown)
    desk.counter.set_proof(Proof.NONE)
    assert len(desk.shown) == shown
    desk.counter.enter("S-2")
    assert desk.state.proof is Proof.RECEIPT


def test_no_way_of_paying_is_chosen_for_the_customer(desk: Desk) -> None:
    ask_for(desk.shop, **{"refund.choices": frozenset({RefundBy.STORE_CREDIT})})
    desk.bring("S-1")
    assert desk.state.refund_by is None
    assert desk.state.decision is not None
    assert desk.state.decision.choices == (RefundBy.ORIGINAL, RefundBy.STORE_CREDIT)
    desk.counter.set_refund_by(RefundBy.STORE_CREDIT)
    assert desk.state.decision is not None
    assert [part.kind for part in desk.state.decision.plan] == ["store-credit"]


def test_a_paper_out_twice_is_a_copy_the_second_time(desk: Desk) -> None:
    desk.bring("S-1")
    desk.counter.confirm()
    desk.counter.papers.save()
    assert (desk.paper.out, desk.said) == ([("R1-000001", 0)], ["paper-saved"])
    desk.counter.papers.print()
    assert queued(desk.shop) == [("return", "R1-000001", 1)]
    assert desk.said == ["paper-sent-here"]
    with desk.shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(func.count(DocumentPrint.copy))) == 2


def test_whose_name_a_paper_is_sent_to(desk: Desk) -> None:
    printer = desk.shop.run(
        lambda unit: add_printer(
            unit, PrinterAsked(name="Counter", way=Way.NETWORK, address="127.0.0.1")
        )
    ).printer
    desk.shop.run(lambda unit: set_route(unit, PaperKind.RETURN, printer.id, at_once=False))
    desk.bring("S-1")
    desk.counter.confirm()
    desk.counter.papers.print()
    assert desk.state.said is not None
    assert desk.state.said.messages == (Message("paper-sent", {"printer": "Counter"}),)
    assert not desk.state.busy


def test_a_screen_that_is_gone_is_shown_nothing(desk: Desk) -> None:
    desk.bring("S-1")
    desk.work.waiting = []
    desk.counter.confirm()
    shown = len(desk.shown)
    desk.counter.leave()
    desk.work.go_on()
    assert len(desk.shown) == shown
    assert desk.returns() == 1


def test_blanks_are_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(unit: Unit, typed: str) -> object:
        raise AssertionError(look_up)

    monkeypatch.setattr("ui.screens.returns.presenter.look_up", never)
    desk.counter.enter("   ")
    assert desk.state == CounterState()
