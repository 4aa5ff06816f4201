"""Refunds that the clerk shares out anew: by the policy, or with a manager's yes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from models.rules.splits import SplitPart
from models.services.approvals import Approval
from models.services.decisions import decide_return
from models.services.documents import open_paper
from models.services.drawer_ledger import cash_held
from models.services.exchanges import take_exchange
from models.services.no_receipt import take_without_sale
from models.services.returns import take_return
from models.services.voids import void_return
from models.tables.goods import StockMovement
from models.tables.journal import JournalEntry
from models.tables.people import Staff
from models.tables.returns import GoodsReturn, Refund, ReturnLine
from models.tables.sales import SaleLine, Tender
from models.tables.splits import RefundSplit
from models.values import NOTHING, ONE, ZERO, Money, Refused, TenderKind
from models.values.codes import Disposition
from receipts.document import Pair
from receipts.slips import return_slip
from tests.builders import MANAGER, PIN, a_drawer, a_line, a_product, a_sale, in_force
from tests.drawers import BELA_PIN, SARI_PIN, bela, sari
from tests.services import test_exchanges as exchanges
from tests.services import test_no_receipt as no_receipt
from tests.services.test_money_out import asked as asking

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.decisions import Decision, ReturnAsked
    from models.services.returns import ReturnTaken

CASH, CARD, CREDIT = TenderKind.CASH, TenderKind.CREDIT, TenderKind.STORE_CREDIT
VISA = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(1000)}
OR_CASH = 'window = "30 days"\nrefund.choices = ["cash"]'
AS_PAID = 'window = "30 days"'
BY_BELA = Approval(badge="2", pin=BELA_PIN, reason="Her card was stolen")


@pytest.fixture
def cash() -> Money:
    return Money(5000)


def parts(shop: Shop, *wanted: tuple[TenderKind, int]) -> tuple[SplitPart, ...]:
    """Of the only tender of the only sale, each kind with its amount."""
    with shop.unit(writes=False) as unit:
        tender_id = unit.connection.scalars(select(Tender.id)).one()
    return tuple(
        SplitPart(tender_id=tender_id, kind=kind, exact=Money(exact)) for kind, exact in wanted
    )


def sharing(shop: Shop, *wanted: tuple[TenderKind, int], why: str = "") -> ReturnAsked:
    return replace(asking(shop), split=parts(shop, *wanted), split_why=why)


def decide(shop: Shop, asked: ReturnAsked) -> Decision:
    return shop.read(lambda unit: decide_return(unit, asked))


def take(
    shop: Shop, asked: ReturnAsked, approval: Approval | None = None, request: str = "r-1"
) -> ReturnTaken:
    seen = decide(shop, asked)
    return shop.run(lambda unit: take_return(unit, request, asked, seen, approval))


def refused(shop: Shop, asked: ReturnAsked, approval: Approval | None = None) -> list[str]:
    """Why not; and then nothing at all has happened."""
    with pytest.raises(Refused) as told:
        take(shop, asked, approval)
    assert rows(shop, GoodsReturn.id) == rows(shop, Refund.id) == []
    assert rows(shop, Tender.refunded) == [(ZERO,)]
    return [message.code for message in told.value.messages]


def rows(shop: Shop, *columns: Any) -> list[tuple[Any, ...]]:
    with shop.unit(writes=False) as unit:
        return [tuple(row) for row in unit.connection.execute(select(*columns))]


def paid(shop: Shop) -> list[tuple[str, int, str]]:
    found = rows(shop, Refund.kind, Refund.amount, Refund.status)
    return [(kind, amount.minor, status) for kind, amount, status in found]


def journal(shop: Shop, event: str) -> dict[str, Any]:
    with shop.unit(writes=False) as unit:
        query = select(JournalEntry.body).where(JournalEntry.event == event)
        body: dict[str, Any] = json.loads(unit.connection.scalars(query).one())
    return body


def test_the_clerk_shares_it_out_within_the_policy(shop: Shop) -> None:
    in_force(shop, OR_CASH)
    a_sale(shop, tenders=(VISA,))
    clerk = sari(shop)
    asked = sharing(shop, (CARD, 400), (CASH, 600), why="wants a coffee  ")
    decision = decide(shop, asked)
    assert (decision.needs_approval, decision.faults) == (False, ())
    assert [(part.kind, part.exact) for part in decision.proposed] == [(CARD, Money(1000))]
    taken = take(shop, asked)
    assert paid(shop) == [("credit", 400, "awaiting"), ("cash", 600, "paid")]
    assert rows(shop, Tender.refunded) == [(Money(1000),)]
    assert shop.read(lambda unit: cash_held(unit, lock=False)) == Money(4400)
    kept = (RefundSplit.staff_id, RefundSplit.approver_id, RefundSplit.reason)
    assert rows(shop, *kept) == [(clerk.staff_id, None, "wants a coffee")]
    said = journal(shop, "RefundSplit")
    assert (said["reason"], said["request"]) == ("wants a coffee", asked.digest())
    assert [[kind, exact] for _, kind, exact in said["before"]] == [["credit", 1000]]
    assert [[kind, exact] for _, kind, exact in said["after"]] == [
        ["cash", 600],
        ["credit", 400],
    ]
    assert taken.slip.approver == ""


class TestBeyondThePolicy:
    """Half of a card refund goes out in cash and half as credit, which no clause offers."""

    @pytest.fixture
    def asked(self, shop: Shop) -> ReturnAsked:
        in_force(shop, AS_PAID)
        a_sale(shop, tenders=(VISA,))
        bela(shop)
        sari(shop)
        return sharing(shop, (CASH, 500), (CREDIT, 500))

    def test_it_is_said_before(self, shop: Shop, asked: ReturnAsked) -> None:
        decision = decide(shop, asked)
        assert decision.needs_approval
        assert decision.split
        assert [message.code for message in decision.split.beyond] == ["split-kind-beyond"] * 2

    def test_nobody_said_yes(self, shop: Shop, asked: ReturnAsked) -> None:
        codes = ["split-needs-approval", "split-kind-beyond", "split-kind-beyond"]
        assert refused(shop, asked) == codes

    @pytest.mark.parametrize(
        ("approval", "code"),
        [
            pytest.param(replace(BY_BELA, pin="1111"), "sign-on-wrong", id="a-wrong-pin"),
            pytest.param(
                replace(BY_BELA, badge="7", pin=SARI_PIN), "approver-not-allowed", id="herself"
            ),
            pytest.param(
                replace(BY_BELA, reason=" "), "approval-reason-missing", id="without-a-reason"
            ),
        ],
    )
    def test_no_yes_of_a_manager(
        self, shop: Shop, asked: ReturnAsked, approval: Approval, code: str
    ) -> None:
        assert refused(shop, asked, approval) == [code]

    def test_nor_a_manager_to_herself(self, shop: Shop, asked: ReturnAsked) -> None:
        shop.person = MANAGER
        own = Approval(badge="1", pin=PIN, reason="I say so")
        assert refused(shop, asked, own) == ["approver-not-allowed"]

    def test_a_manager_says_yes_and_all_is_kept(self, shop: Shop, asked: ReturnAsked) -> None:
        taken = take(shop, asked, BY_BELA)
        assert paid(shop) == [("store-credit", 500, "paid"), ("cash", 500, "paid")]
        assert rows(shop, Tender.refunded) == [(Money(1000),)]
        allowed = select(Staff.name, RefundSplit.reason).join(
            RefundSplit, RefundSplit.approver_id == Staff.id
        )
        with shop.unit(writes=False) as unit:
            (kept,) = unit.connection.execute(allowed).all()
        assert tuple(kept) == ("Bela", "Her card was stolen")
        said = journal(shop, "OperatorBypassApproval")
        assert said["what"] == "refund-split"
        assert said["slip"] == taken.slip.head.number
        said = journal(shop, "RefundSplit")
        assert (said["slip"], said["request"]) == (taken.slip.head.number, asked.digest())
        assert [row[1:] for row in said["before"]] == [["credit", 1000]]
        assert [row[1:] for row in said["after"]] == [["cash", 500], ["store-credit", 500]]

    def test_the_slip_names_her_and_so_does_a_reprint(
        self, shop: Shop, asked: ReturnAsked
    ) -> None:
        number = take(shop, asked, BY_BELA).slip.head.number
        slip = shop.read(lambda unit: open_paper(unit, number)).slip
        pairs = [block for block in return_slip(slip).blocks if isinstance(block, Pair)]
        assert ("Approved by", "Bela") in [(pair.label, pair.figure) for pair in pairs]

    def test_once_only(self, shop: Shop, asked: ReturnAsked) -> None:
        first = take(shop, asked, BY_BELA)
        seen = decide(shop, asking(shop))
        again = shop.run(lambda unit: take_return(unit, "r-1", asked, seen))
        assert again == first
        assert len(paid(shop)) == 2
        other = replace(asked, split=parts(shop, (CASH, 499), (CREDIT, 501)))
        with pytest.raises(Refused, match="request-changed"):
            shop.run(lambda unit: take_return(unit, "r-1", other, seen, BY_BELA))

    def test_what_was_seen_is_what_is_paid(self, shop: Shop, asked: ReturnAsked) -> None:
        seen = decide(shop, asked)
        other = replace(asked, split=parts(shop, (CASH, 499), (CREDIT, 501)))
        with pytest.raises(Refused, match="decision-changed"):
            shop.run(lambda unit: take_return(unit, "r-1", other, seen, BY_BELA))

    def test_a_void_takes_it_all_back(self, shop: Shop, asked: ReturnAsked) -> None:
        take(shop, asked, BY_BELA)
        shop.run(lambda unit: void_return(unit, "v-1", "R1-000001", BY_BELA))
        assert rows(shop, Tender.refunded) == [(ZERO,)]
        assert rows(shop, SaleLine.returned) == [(NOTHING,)]
        assert shop.read(lambda unit: cash_held(unit, lock=False)) == Money(5000)

    def test_the_record_only_grows(self, shop: Shop, asked: ReturnAsked) -> None:
        take(shop, asked, BY_BELA)
        with pytest.raises(DBAPIError, match="only grows"), shop.unit() as unit:
            unit.connection.exec_driver_sql("UPDATE refund_split SET reason = 'none'")


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        pytest.param([(CARD, 400), (CASH, 599)], ["split-less"], id="a-cent-short"),
        pytest.param(
            [(CARD, 1000), (CASH, 1)], ["split-tender-short", "split-more"], id="a-cent-more"
        ),
        pytest.param([(TenderKind.DEBIT, 1000)], ["split-kind-wrong"], id="onto-another-card"),
    ],
)
def test_what_cannot_be_is_refused_and_a_manager_changes_nothing(
    shop: Shop, wanted: list[tuple[TenderKind, int]], codes: list[str]
) -> None:
    in_force(shop, OR_CASH)
    a_sale(shop, tenders=(VISA,))
    bela(shop)
    sari(shop)
    asked = sharing(shop, *wanted)
    decision = decide(shop, asked)
    assert [fault.code for fault in decision.faults] == codes
    assert decision.plan == decision.proposed
    assert refused(shop, asked, BY_BELA) == codes


def test_no_more_cash_than_the_drawer_holds(shop: Shop) -> None:
    in_force(shop, OR_CASH)
    a_sale(shop, a_line(paid=Money(6000)), tenders=({**VISA, "amount": Money(6000)},))
    (fault,) = decide(shop, sharing(shop, (CARD, 999), (CASH, 5001))).faults
    assert fault.code == "split-cash-short"
    assert decide(shop, sharing(shop, (CARD, 1000), (CASH, 5000))).faults == ()


class TestWithoutADrawer:
    @pytest.fixture
    def cash(self) -> None:
        """It is not open yet."""

    def test_cash_waits_for_it(self, shop: Shop) -> None:
        in_force(shop, OR_CASH)
        a_sale(shop, tenders=(VISA,))
        asked = sharing(shop, (CARD, 400), (CASH, 600))
        assert [notice.code for notice in decide(shop, asked).notices] == ["shift-needed"]
        assert refused(shop, asked) == ["shift-needed"]
        a_drawer(shop, Money(600))
        take(shop, asked)
        assert paid(shop) == [("credit", 400, "awaiting"), ("cash", 600, "paid")]


def test_the_plan_as_it_was_is_no_change(shop: Shop) -> None:
    in_force(shop, OR_CASH)
    a_sale(shop, tenders=(VISA,))
    take(shop, sharing(shop, (CARD, 1000)))
    assert rows(shop, RefundSplit.id) == []


def test_in_an_exchange_where_the_shop_owes(shop: Shop) -> None:
    in_force(shop, AS_PAID)
    cup = a_product(shop, "Cup", price=Money(400))
    a_sale(shop, a_line(a_product(shop)), tenders=(VISA,))
    bela(shop)
    sari(shop)
    plain = exchanges.asking(shop, cup)
    asked = replace(plain, back=replace(plain.back, split=parts(shop, (CREDIT, 600))))
    seen = exchanges.decide(shop, asked)
    assert seen.decision.needs_approval
    with pytest.raises(Refused, match="split-needs-approval"):
        shop.run(lambda unit: take_exchange(unit, "e-1", asked, seen))
    taken = shop.run(lambda unit: take_exchange(unit, "e-1", asked, seen, BY_BELA))
    assert taken.slip.approver == "Bela"
    assert [(one.kind, one.amount) for one in taken.slip.paid_out] == [("store-credit", 600)]
    assert journal(shop, "RefundSplit")["request"] == asked.digest()
    refunded = rows(shop, Tender.refunded)
    assert (Money(1000),) in refunded


def test_where_nothing_is_paid_out_nothing_is_shared(shop: Shop) -> None:
    in_force(shop, AS_PAID)
    dear = a_product(shop, "Urn", price=Money(1500))
    a_sale(shop, a_line(a_product(shop)), tenders=(VISA,))
    plain = exchanges.asking(shop, dear)
    asked = replace(plain, back=replace(plain.back, split=parts(shop, (CREDIT, 600))))
    assert exchanges.decide(shop, asked).decision.split is None


def test_without_a_receipt(shop: Shop) -> None:
    in_force(shop, no_receipt.POLICY)
    bela(shop)
    sari(shop)
    back = no_receipt.asking(no_receipt.back(a_product(shop)))
    cash = SplitPart(tender_id=None, kind=CASH, exact=Money(250))
    rest = SplitPart(tender_id=None, kind=CREDIT, exact=Money(750))
    asked = replace(back, split=(cash, rest))
    seen = no_receipt.decide(shop, asked)
    assert (seen.needs_approval, seen.faults) == (True, ())
    with pytest.raises(Refused, match="split-needs-approval"):
        no_receipt.take(shop, asked)
    taken = shop.run(lambda unit: take_without_sale(unit, "r-1", asked, seen, BY_BELA))
    assert taken.slip.approver == "Bela"
    assert paid(shop) == [("store-credit", 750, "paid"), ("cash", 250, "paid")]


class TestDisposition:
    def chosen(self, asked: ReturnAsked, what: Disposition | None) -> ReturnAsked:
        return replace(asked, lines=(replace(asked.lines[0], disposition=what),))

    def test_goods_go_where_the_clerk_says(self, shop: Shop) -> None:
        a_sale(shop, a_line(a_product(shop)))
        asked = self.chosen(asking(shop), Disposition.REPAIR)
        (line,) = decide(shop, asked).lines
        assert line.decision.disposition is Disposition.RETURN_TO_STOCK
        take(shop, asked)
        assert rows(shop, ReturnLine.disposition) == [("repair",)]
        assert rows(shop, StockMovement.bucket, StockMovement.quantity) == [("repair", ONE)]
        line_id = asked.lines[0].line_id
        goods = [[line_id, "return-to-stock", "repair"]]
        assert journal(shop, "ReturnTaken")["goods"] == goods

    def test_what_was_proposed_is_no_choice(self, shop: Shop) -> None:
        a_sale(shop, a_line(a_product(shop)))
        take(shop, self.chosen(asking(shop), Disposition.RETURN_TO_STOCK))
        assert rows(shop, StockMovement.bucket) == [("sellable",)]
        assert journal(shop, "ReturnTaken")["goods"] == []

    def test_it_is_part_of_the_request(self, shop: Shop) -> None:
        a_sale(shop)
        asked = asking(shop)
        assert self.chosen(asked, Disposition.WASTE).digest() != asked.digest()

    def test_without_a_receipt(self, shop: Shop) -> None:
        in_force(shop, no_receipt.POLICY)
        line = no_receipt.back(a_product(shop), disposition=Disposition.WASTE)
        no_receipt.take(shop, no_receipt.asking(line))
        assert rows(shop, StockMovement.bucket) == [("waste",)]

    def test_a_void_takes_it_out_of_where_it_lies(self, shop: Shop) -> None:
        bela(shop)
        a_sale(shop, a_line(a_product(shop)))
        take(shop, self.chosen(asking(shop), Disposition.REPAIR))
        shop.run(lambda unit: void_return(unit, "v-1", "R1-000001", BY_BELA))
        with shop.unit(writes=False) as unit:
            left = unit.connection.execute(
                select(StockMovement.bucket, func.sum(StockMovement.quantity)).group_by(
                    StockMovement.bucket
                )
            ).all()
        assert [tuple(row) for row in left] == [("repair", NOTHING)]
