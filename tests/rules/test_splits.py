"""What the clerk may make of a refund plan: what can never be, and what needs a manager."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.refunds import CashSoFar, Coin, Due, PaidBy, plan_refund
from models.rules.splits import Split, SplitPart, judge_split, kinds_for
from models.rules.terms import RefundWay
from models.values import ZERO, Money, TenderKind
from models.values.codes import RefundBy
from models.values.shop import Rounding

CENTS = Coin(step=1, rounding=Rounding.HALF_UP)
NONE_YET = CashSoFar()
AS_PAID = RefundWay()
OR_CASH = RefundWay(choices=frozenset({RefundBy.CASH}))
CAPPED = replace(OR_CASH, cash_most=Money(300))
CREDIT_ONLY = RefundWay(to=RefundBy.STORE_CREDIT)

CARD = PaidBy(tender_id=1, kind=TenderKind.CREDIT, label="Visa •••• 4242", left=Money(700))
CASH = PaidBy(tender_id=2, kind=TenderKind.CASH, left=Money(300))
Parts = list[tuple[int, str, int]]


def split_of(parts: Parts) -> list[SplitPart]:
    return [
        SplitPart(tender_id=tender, kind=TenderKind(kind), exact=Money(exact))
        for tender, kind, exact in parts
    ]


def judged(parts: Parts, *ways: RefundWay, due: int = 1000, held: int | None = None) -> Split:
    """Parts of a refund of ten pounds, 7.00 of which were paid by card, unless said."""
    each = due // len(ways)
    dues = [Due(Money(each), way) for way in ways]
    most = None if held is None else Money(held)
    return judge_split(split_of(parts), dues, (CARD, CASH), CENTS, NONE_YET, most)


@pytest.mark.parametrize(
    ("parts", "faults"),
    [
        pytest.param([(1, "credit", 700), (2, "cash", 300)], [], id="as-planned"),
        pytest.param([(1, "credit", 699), (2, "cash", 300)], ["split-less"], id="a-cent-less"),
        pytest.param(
            [(1, "credit", 701), (2, "cash", 300)],
            ["split-tender-short", "split-more"],
            id="a-cent-more",
        ),
        pytest.param(
            [(1, "credit", 699), (2, "cash", 301)], ["split-tender-short"], id="off-the-other"
        ),
        pytest.param(
            [(1, "credit", 400), (1, "cash", 301), (2, "cash", 299)],
            ["split-tender-short"],
            id="two-parts-of-one-tender",
        ),
        pytest.param(
            [(1, "credit", 700), (2, "cash", 300), (2, "cash", 0)],
            ["split-amount-wrong"],
            id="a-part-of-nothing",
        ),
        pytest.param(
            [(1, "credit", 701), (2, "cash", 300), (2, "cash", -1)],
            ["split-amount-wrong", "split-tender-short"],
            id="less-than-nothing",
        ),
        pytest.param(
            [(1, "credit", 700), (2, "debit", 300)], ["split-kind-wrong"], id="onto-a-card"
        ),
        pytest.param(
            [(1, "e-wallet", 700), (2, "cash", 300)], ["split-kind-wrong"], id="onto-a-wallet"
        ),
        pytest.param(
            [(1, "credit", 700), (9, "cash", 300)],
            ["split-tender-unknown"],
            id="not-its-tender",
        ),
        pytest.param([], ["split-less"], id="nothing"),
    ],
)
def test_what_can_never_be(parts: Parts, faults: list[str]) -> None:
    said = judged(parts, OR_CASH)
    assert [fault.code for fault in said.faults] == faults
    assert bool(said.parts) is not bool(faults)
    assert not (faults and said.beyond)


@pytest.mark.parametrize(
    ("parts", "ways", "beyond"),
    [
        pytest.param([(1, "cash", 700), (2, "cash", 300)], [OR_CASH], [], id="offered"),
        pytest.param(
            [(1, "credit", 1), (1, "cash", 699), (2, "cash", 300)], [OR_CASH], [], id="in-two"
        ),
        pytest.param(
            [(1, "cash", 1), (1, "credit", 699), (2, "cash", 300)],
            [AS_PAID],
            [("split-kind-beyond", 1)],
            id="a-cent-not-offered",
        ),
        pytest.param(
            [(1, "store-credit", 700), (2, "cash", 300)],
            [AS_PAID],
            [("split-kind-beyond", 700)],
            id="credit-for-a-card",
        ),
        pytest.param(
            [(1, "credit", 700), (2, "store-credit", 300)],
            [AS_PAID],
            [],
            id="the-alternative-to-cash",
        ),
        pytest.param(
            [(1, "credit", 700), (2, "transfer", 300)],
            [AS_PAID],
            [("split-kind-beyond", 300)],
            id="another-one",
        ),
        pytest.param(
            [(1, "credit", 700), (2, "cash", 300)], [CAPPED], [], id="cash-up-to-the-cap"
        ),
        pytest.param(
            [(1, "credit", 699), (1, "cash", 1), (2, "cash", 300)],
            [CAPPED],
            [("split-cash-beyond", 1)],
            id="a-cent-over-the-cap",
        ),
        pytest.param(
            [(1, "store-credit", 500), (1, "credit", 200), (2, "cash", 300)],
            [CREDIT_ONLY, OR_CASH],
            [],
            id="lines-that-go-back-in-different-ways",
        ),
        pytest.param(
            [(1, "credit", 700), (2, "cash", 300)],
            [CREDIT_ONLY, OR_CASH],
            [("split-cash-beyond", 300), ("split-kind-beyond", 200)],
            id="one-line-is-for-credit-only",
        ),
        pytest.param(
            [(1, "cash", 600), (1, "credit", 100), (2, "cash", 300)],
            [CAPPED, OR_CASH],
            [("split-cash-beyond", 100)],
            id="a-cap-is-of-its-own-lines",
        ),
        pytest.param(
            [(1, "cash", 700), (2, "cash", 300)],
            [RefundWay(instead=((TenderKind.CREDIT, RefundBy.CASH),))],
            [],
            id="what-stands-in-for-the-card",
        ),
        pytest.param(
            [(1, "credit", 700), (2, "cash", 300)],
            [RefundWay(instead=((TenderKind.CREDIT, RefundBy.CASH),))],
            [("split-kind-beyond", 700)],
            id="the-card-that-it-stands-in-for",
        ),
    ],
)
def test_what_needs_a_manager(
    parts: Parts, ways: list[RefundWay], beyond: list[tuple[str, int]]
) -> None:
    said = judged(parts, *ways)
    assert said.faults == ()
    amounts = [(message.code, message.facts["amount"]) for message in said.beyond]
    assert sorted(amounts, key=str) == sorted(
        [(code, Money(minor)) for code, minor in beyond], key=str
    )
    assert Money.total(part.exact for part in said.parts) == Money(1000)


def test_no_more_cash_than_the_drawer_holds() -> None:
    parts: Parts = [(1, "cash", 700), (2, "cash", 300)]
    assert judged(parts, OR_CASH, held=1000).faults == ()
    (fault,) = judged(parts, OR_CASH, held=999).faults
    assert fault.code == "split-cash-short"
    card: Parts = [(1, "credit", 700), (2, "store-credit", 300)]
    assert judged(card, OR_CASH, held=0).faults == ()


def test_the_coin_counts_against_the_drawer() -> None:
    coin = Coin(step=100, rounding=Rounding.UP)
    parts = split_of([(2, "cash", 250)])
    dues = [Due(Money(250), AS_PAID)]
    assert judge_split(parts, dues, (CASH,), coin, NONE_YET, Money(299)).faults
    said = judge_split(parts, dues, (CASH,), coin, NONE_YET, Money(300))
    assert [(part.exact, part.amount) for part in said.parts] == [(Money(250), Money(300))]


def test_a_card_keeps_its_label_and_a_voucher_its_life() -> None:
    months = replace(OR_CASH, voucher_months=12)
    said = judged([(1, "credit", 400), (1, "store-credit", 300), (2, "cash", 300)], months)
    told = [(part.kind.value, part.label, part.months, part.otherwise) for part in said.parts]
    credit, cash = RefundBy.STORE_CREDIT, RefundBy.CASH
    assert told == [
        ("credit", "Visa •••• 4242", 12, (cash, credit)),
        ("store-credit", "", 12, (cash,)),
        ("cash", "", 12, (credit,)),
    ]


def test_two_parts_to_one_card_are_one_refund() -> None:
    said = judged([(1, "credit", 400), (1, "credit", 300), (2, "cash", 300)], OR_CASH)
    assert [(part.kind.value, part.exact.minor) for part in said.parts] == [
        ("credit", 700),
        ("cash", 300),
    ]


ways = st.builds(
    RefundWay,
    to=st.sampled_from([RefundBy.ORIGINAL, RefundBy.STORE_CREDIT, RefundBy.CASH]),
    choices=st.frozensets(st.sampled_from(RefundBy)),
    instead=st.sampled_from([(), ((TenderKind.DEBIT, RefundBy.CASH),)]),
    order=st.sampled_from([(), (TenderKind.CASH, TenderKind.DEBIT)]),
    cash_most=st.none() | st.integers(0, 4_000).map(Money),
    beyond=st.sampled_from([RefundBy.STORE_CREDIT, RefundBy.TRANSFER]),
)
coins = st.builds(
    Coin, step=st.sampled_from([1, 5, 25, 100, 500]), rounding=st.sampled_from(Rounding)
)


@given(
    amounts=st.lists(st.tuples(st.integers(0, 5_000), ways), min_size=1, max_size=4),
    card=st.integers(0, 20_000),
    by=st.sampled_from(RefundBy),
    coin=coins,
    held=st.none() | st.integers(0, 20_000).map(Money),
)
def test_what_the_policy_proposes_is_always_within_it(
    amounts: list[tuple[int, RefundWay]],
    card: int,
    by: RefundBy,
    coin: Coin,
    held: Money | None,
) -> None:
    dues = [Due(Money(amount), way) for amount, way in amounts]
    total = Money.total(due.amount for due in dues)
    on_card = min(Money(card), total)
    tenders = (
        PaidBy(tender_id=1, kind=TenderKind.DEBIT, label="1", left=on_card),
        PaidBy(tender_id=2, kind=TenderKind.CASH, left=total - on_card),
    )
    planned = plan_refund(dues, tenders, by, coin, NONE_YET, held)
    wanted = [
        SplitPart(tender_id=part.tender_id, kind=part.kind, exact=part.exact)
        for part in planned
    ]
    said = judge_split(wanted, dues, tenders, coin, NONE_YET, held)
    assert (said.faults, said.beyond) == ((), ())
    assert Money.total(part.amount for part in said.parts) == Money.total(
        part.amount for part in planned
    )


@given(
    pieces=st.lists(st.integers(1, 5_000), min_size=1, max_size=6),
    card=st.integers(0, 20_000),
    coin=coins,
    way=ways,
    draw=st.data(),
)
def test_whatever_is_accepted_adds_up(
    pieces: list[int], card: int, coin: Coin, way: RefundWay, draw: st.DataObject
) -> None:
    """A sale that comes back piece by piece, each shared out as somebody likes."""
    total = sum(pieces)
    left = {1: min(card, total), 2: total - min(card, total)}
    so_far, otherwise = NONE_YET, ZERO
    for piece in pieces:
        debit = PaidBy(tender_id=1, kind=TenderKind.DEBIT, label="1", left=Money(left[1]))
        cash = PaidBy(tender_id=2, kind=TenderKind.CASH, left=Money(left[2]))
        off_card = draw.draw(st.integers(max(0, piece - left[2]), min(piece, left[1])))
        wanted = []
        for tender, amount in ((debit, off_card), (cash, piece - off_card)):
            first = draw.draw(st.integers(0, amount))
            for exact in filter(None, (first, amount - first)):
                kind = draw.draw(st.sampled_from(kinds_for(tender)))
                wanted.append(
                    SplitPart(tender_id=tender.tender_id, kind=kind, exact=Money(exact))
                )
        said = judge_split(wanted, [Due(Money(piece), way)], (debit, cash), coin, so_far)
        assert said.faults == ()
        assert Money.total(part.exact for part in said.parts) == Money(piece)
        for part in said.parts:
            assert part.tender_id is not None
            left[part.tender_id] -= part.exact.minor
            assert left[part.tender_id] >= 0
            if part.kind is TenderKind.CASH:
                so_far = CashSoFar(
                    exact=so_far.exact + part.exact, paid=so_far.paid + part.amount
                )
            else:
                assert part.amount == part.exact
                otherwise += part.amount
        assert so_far.paid == coin.round(so_far.exact)
        most = way.cash_most
        if not said.beyond and most is not None:
            cash_out = Money.total(p.exact for p in said.parts if p.kind is TenderKind.CASH)
            assert cash_out <= most
    assert so_far.exact + otherwise == Money(total)
