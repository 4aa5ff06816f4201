"""No number of a payment card is kept, in whatever field of the counter it is typed."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import String, select

from models.services.approvals import Approval
from models.services.decisions import decide_return
from models.services.drawer_reports import close_drawer, count_drawer
from models.services.drawers import move_cash
from models.services.exchange_decisions import (
    ExchangeAsked,
    GoingOut,
    PaidIn,
    decide_exchange,
)
from models.services.exchanges import take_exchange
from models.services.identities import identify_document
from models.services.no_receipt import WithoutSale, decide_without_sale, take_without_sale
from models.services.returns import take_return
from models.services.terminal import decline_refund, list_awaiting, settle_refund
from models.services.value_card_requests import pay_by_card, sell_card, top_up_card, void_card
from models.services.value_cards import CardLife
from models.services.voids import void_return
from models.tables.base import Base, rows_of
from models.tables.journal import Request
from models.tables.returns import Refund
from models.values import ONE, Money, Quantity, Refused, TenderKind
from models.values.card_numbers import ISSUERS, find_card_numbers, luhn_sum
from models.values.codes import Capture, RefundBy
from models.values.drawer_papers import CashKind
from models.values.identities import IdentityKind
from tests.builders import a_line, a_product, a_sale, in_force
from tests.drawers import BELA_PIN, begin, bela, limit, pieces_for
from tests.services.test_exchanges import asking as exchanging
from tests.services.test_no_receipt import POLICY, back
from tests.services.test_returns import asking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.db import Shop

NUMBERS = 2000
FOR_EVER = CardLife(months=None, expires_allowed=True)
VISA = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(1000)}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def card_numbers() -> Iterator[str]:
    """Of every brand in its lengths, as people and scanners write them; always the same."""
    draw = Random(20261105)
    while True:
        issuer = draw.choice(ISSUERS)
        length = draw.choice(sorted(issuer.lengths))
        begin = str(draw.randint(int(issuer.first), int(issuer.last)))
        rest = length - len(begin) - 1
        body = begin + "".join(draw.choices("0123456789", k=rest))
        digits = body + str(-luhn_sum(body + "0") % 10)
        if length == 13:  # written as one it is a barcode
            digits = f"{digits[:4]} {digits[4:]}"
        fours = [digits[at : at + 4] for at in range(0, len(digits), 4)]
        yield draw.choice(
            [digits, " ".join(fours), "-".join(fours), digits.translate(FULL_WIDTH)]
        )


class Typist:
    """Types card numbers where something else was asked for."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.typed: list[str] = []
        self._numbers = card_numbers()

    def types(self, many: int = 1) -> str:
        numbers = [next(self._numbers) for _ in range(many)]
        self.typed += numbers
        return " | ".join(numbers)

    def approval(self) -> Approval:
        return Approval(badge="2", pin=BELA_PIN, reason=self.types(20))

    def is_refused(self, use_case: Callable[[], object]) -> None:
        """Or masked; either way the number goes no further than into the refusal's label."""
        try:
            use_case()
        except Refused as why:
            said = [str(fact) for each in why.messages for fact in each.facts.values()]
            assert not [text for text in said if list(find_card_numbers(text))]


def test_none_of_two_thousand_is_anywhere(shop: Shop) -> None:
    bela(shop)
    in_force(shop, POLICY + '\nrefund.choices = ["cash", "store-credit"]')
    limit(shop, 0)
    typist = Typist(shop)
    at_the_drawer(typist)
    with_a_return(typist)
    with_an_exchange(typist)
    without_a_receipt(typist)
    with_gift_cards(typist)
    at_the_end_of_the_shift(typist)
    while len(typist.typed) < NUMBERS:
        shop.run(
            lambda unit: move_cash(
                unit, str(uuid4()), CashKind.NO_SALE, Money(), typist.types(50)
            )
        )
    assert kept(shop) == []


def at_the_drawer(typist: Typist) -> None:
    for kind in (CashKind.PAID_IN, CashKind.PAID_OUT, CashKind.PICKUP):
        typist.shop.run(
            lambda unit, kind=kind: move_cash(  # type: ignore[misc]
                unit, str(uuid4()), kind, Money(100), typist.types(20)
            )
        )


def with_a_return(typist: Typist) -> None:
    """Notes, what the terminal said, why it declined, why it is void."""
    shop = typist.shop
    a_sale(shop, a_line(a_product(shop), quantity=Quantity.of(3)), tenders=(VISA,))
    for turn in ("settled", "declined", "settled"):
        asked = asking(shop, "1")
        notes = {what: typist.types(20) for what in Capture}
        line = replace(asked.lines[0], captured=notes, serial=typist.types())
        asked = replace(asked, lines=(line,))
        seen = shop.read(lambda unit, asked=asked: decide_return(unit, asked))  # type: ignore[misc]
        taken = shop.run(
            lambda unit, asked=asked, seen=seen: take_return(unit, str(uuid4()), asked, seen)  # type: ignore[misc]
        )
        (waiting,) = shop.read(list_awaiting)
        key = waiting.refund_id
        for _ in range(20):
            typist.is_refused(
                lambda key=key: shop.run(  # type: ignore[misc]
                    lambda unit: settle_refund(unit, key, typist.types())
                )
            )
        if turn == "declined":
            why = typist.types(10)
            shop.run(
                lambda unit, key=key, why=why: decline_refund(
                    unit, "d-1", key, why, RefundBy.CASH
                )  # type: ignore[misc]
            )
        else:
            shop.run(lambda unit, key=key: settle_refund(unit, key, "T-1"))  # type: ignore[misc]
    number = taken.slip.head.number
    with shop.unit(writes=False) as unit:
        last = unit.connection.scalars(select(Refund.id).order_by(Refund.id.desc())).first()
    said = {last or 0: typist.types()}
    shop.run(lambda unit: void_return(unit, str(uuid4()), number, typist.approval(), said))


def with_an_exchange(typist: Typist) -> None:
    """Label and reference of what is paid, the serial number of what goes out."""
    shop = typist.shop
    coat = a_product(shop, "Coat", price=Money(5000))
    phone = a_product(shop, "Phone", price=Money(6000), serialised=True)
    a_sale(shop, a_line(coat, quantity=Quantity.of(9)), number="S-2")
    paid = PaidIn(kind=TenderKind.EWALLET, amount=Money(5889), reference="QR-1")
    other = exchanging(shop, a_product(shop, "Blender", price=Money(6000)), number="S-2")
    with_serial = replace(other, paid=(paid,))

    def take(body: ExchangeAsked) -> None:
        seen = shop.read(lambda unit: decide_exchange(unit, body))
        shop.run(lambda unit: take_exchange(unit, str(uuid4()), body, seen))

    for _ in range(10):
        out = GoingOut(product_id=phone, quantity=ONE, serial=typist.types())
        for body in (
            replace(other, paid=(replace(paid, reference=typist.types()),)),
            replace(other, paid=(replace(paid, label=typist.types()),)),
            replace(with_serial, out=(out,)),
        ):
            with pytest.raises(Refused, match="card-number-refused"):
                take(body)
    take(with_serial)


def without_a_receipt(typist: Typist) -> None:
    """Who gave out the document, what its number is, and the serial number."""
    shop = typist.shop
    radio = a_product(shop, "Radio", serialised=True)
    for _ in range(10):
        typist.is_refused(
            lambda: shop.read(
                lambda unit: identify_document(
                    unit, IdentityKind.OTHER, typist.types(), "3273010101900001"
                )
            )
        )
    shown = shop.read(
        lambda unit: identify_document(unit, IdentityKind.OTHER, "ID", typist.types())
    )
    for captured, serial in (({}, typist.types()), ({Capture.SERIAL: typist.types()}, "")):
        line = back(radio, captured=captured, serial=serial)
        body = WithoutSale(lines=(line,), identity=shown)

        def take(body: WithoutSale = body) -> None:
            seen = shop.read(lambda unit: decide_without_sale(unit, body))
            shop.run(lambda unit: take_without_sale(unit, str(uuid4()), body, seen))

        typist.is_refused(take)


def with_gift_cards(typist: Typist) -> None:
    """The till's receipts, a payment card shown as a gift card, why one is taken back."""
    shop, amount = typist.shop, Money(100)

    def sell() -> str:
        receipt = typist.types(3)
        return shop.run(
            lambda unit: sell_card(
                unit, str(uuid4()), amount, receipt, FOR_EVER, kind=TenderKind.GIFT_CARD
            )
        ).card.number

    for use in (top_up_card, pay_by_card):
        card, receipt, wrong = sell(), typist.types(3), typist.types()
        shop.run(
            lambda unit, use=use, card=card, receipt=receipt: use(  # type: ignore[misc]
                unit, str(uuid4()), card, amount, receipt, FOR_EVER
            )
        )
        typist.is_refused(
            lambda use=use, wrong=wrong: shop.run(  # type: ignore[misc]
                lambda unit: use(unit, str(uuid4()), wrong, amount, "T-1", FOR_EVER)
            )
        )
    card = sell()
    shop.run(lambda unit: void_card(unit, str(uuid4()), card, typist.approval(), FOR_EVER))


def at_the_end_of_the_shift(typist: Typist) -> None:
    """Why a drawer is short; the shop opens it again."""
    shop = typist.shop
    pieces = pieces_for(shop.facts.currency, 100)
    found = shop.run(lambda unit: count_drawer(unit, pieces))
    shop.run(lambda unit: close_drawer(unit, str(uuid4()), found.count_id, typist.approval()))
    begin(shop)


REQUEST_ID = rows_of(Request).c.id


def kept(shop: Shop) -> list[tuple[str, str, str]]:
    """Every text of every table that holds a card's number: journal and papers as well.

    But for the ids of requests, which nobody types: drawn by lot, some look like one.
    """
    found = []
    with shop.unit(writes=False) as unit:
        for table in Base.metadata.sorted_tables:
            texts = [
                column
                for column in table.columns
                if isinstance(column.type, String) and column is not REQUEST_ID
            ]
            for row in unit.connection.execute(select(*texts)) if texts else ():
                found += [
                    (table.name, column.name, text)
                    for column, text in zip(texts, row, strict=True)
                    if text and list(find_card_numbers(text))
                ]
    return found
