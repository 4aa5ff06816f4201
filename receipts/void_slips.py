"""The paper of a voided slip, made from the snapshot stored with its number."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from models.values import Currency, Money, Quantity
from receipts.approval_sentences import YES_REASONS
from receipts.document import Align, Document, Item, Line, Pair, Rule, Size
from receipts.language import Language
from receipts.letterhead import copy_mark, number_codes, paper_foot, shop_head
from receipts.sentences import TENDERS, word

if TYPE_CHECKING:
    from models.values.papers import PaidOut
    from models.values.void_papers import VoidedLine, VoidSlip
    from receipts.document import Block


def void_slip(slip: VoidSlip, copy: int = 0) -> Document:
    """The paper in its own language; ``copy`` counts the reprints, 0 is the first print.

    Raise ``ValueError`` for a snapshot whose language or moment cannot be read.
    """
    head = slip.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    return Document(
        language.say("Void {number}", number=head.number),
        language.code,
        (
            *shop_head(head, language),
            *copy_mark(copy, language),
            *_facts(slip, language),
            *_lines(slip, language),
            Rule(),
            *(_exchanged(slip, language) if slip.out else ()),
            *(_money(part, language) for part in slip.given_back),
            *_references(slip, language),
            Rule(),
            Line(_what_is_void(slip, language), Align.CENTRE),
            *number_codes(head.number),
            *paper_foot(head, language),
        ),
    )


def _lines(slip: VoidSlip, language: Language) -> list[Block]:
    """The goods, where there are any: goodwill has none."""
    items = [_goods(line, language) for line in slip.lines]
    return [Rule(), *items] if items else []


def _exchanged(slip: VoidSlip, language: Language) -> list[Block]:
    """What had gone out, and what the customer had paid for it."""
    paid = [
        Pair(
            language.say("Back to the customer: {tender}", tender=_tender(part, language)),
            language.amount(Money(part.amount)),
        )
        for part in slip.paid_back
    ]
    return [
        Line(language.say("Taken back by the shop"), strong=True),
        *(_goods(line, language) for line in slip.out),
        Rule(),
        *paid,
    ]


def _what_is_void(slip: VoidSlip, language: Language) -> str:
    number = slip.return_number
    if slip.out:
        return language.say(
            "Exchange {number} is void. What came back is the customer's again, and what went "
            "out is the shop's.",
            number=number,
        )
    match slip.what:
        case "correction":
            return language.say(
                "Price correction {number} is void. The price is what it was, and the money is "
                "the shop's.",
                number=number,
            )
        case "goodwill":
            return language.say(
                "Goodwill {number} is void. The money is the shop's again.", number=number
            )
        case _:
            return language.say(
                "Return {number} is void. The goods are the customer's again, and its "
                "money is the shop's.",
                number=number,
            )


def _title(slip: VoidSlip, language: Language) -> str:
    if slip.out:
        return language.say("Exchange")
    match slip.what:
        case "correction":
            return language.say("Price correction")
        case "goodwill":
            return language.say("Goodwill")
        case _:
            return language.say("Return")


def _goods(line: VoidedLine, language: Language) -> Item:
    return Item(
        f"{language.quantity(Quantity(line.quantity))} ×",
        line.description,
        language.amount(Money(line.gross)),
        (line.sku,),
        (),
    )


def _facts(slip: VoidSlip, language: Language) -> list[Block]:
    head = slip.head
    pairs = [
        (language.say("Date"), language.moment(datetime.fromisoformat(head.printed_at))),
        (language.say("Register"), head.register),
        (language.say("Clerk"), head.clerk),
        (language.say("Approved by"), slip.approver),
        (language.say("Reason"), word(language, YES_REASONS, slip.reason)),
        (_title(slip, language), slip.return_number),
        (language.say("Sale"), slip.sale_number),
        (language.say("Customer"), slip.customer),
    ]
    return [
        Pair(language.say("Void"), head.number, strong=True),
        *(Pair(label, fact, size=Size.SMALL) for label, fact in pairs if fact),
    ]


def _money(part: PaidOut, language: Language) -> Pair:
    return Pair(_tender(part, language), language.amount(Money(part.amount)))


def _tender(part: PaidOut, language: Language) -> str:
    return f"{word(language, TENDERS, part.kind)} {part.label}".strip()


def _references(slip: VoidSlip, language: Language) -> list[Block]:
    return [
        Pair(language.say("Terminal's reference"), said, size=Size.SMALL)
        for said in slip.references
    ]
