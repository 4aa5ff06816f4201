"""The gift receipt, made from the snapshot that was stored with its number.

There is no amount on it, and its codes carry its own number and nothing else.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.values import Currency, Quantity
from receipts.document import Align, Document, Gap, Item, Line, Pair, Rule, Size
from receipts.language import Language
from receipts.letterhead import copy_mark, number_codes, paper_foot, shop_head

if TYPE_CHECKING:
    from models.values.gift_papers import GiftReceipt, GivenLine
    from receipts.document import Block


def gift_receipt(receipt: GiftReceipt, copy: int = 0) -> Document:
    """The receipt in its own language; ``copy`` counts the reprints, 0 is the first print.

    Raise ``ValueError`` for a snapshot whose language or days cannot be read.
    """
    head = receipt.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    sold_on = language.day(date.fromisoformat(receipt.sold_on))
    return Document(
        language.say("Gift receipt {number}", number=head.number),
        language.code,
        (
            *shop_head(head, language),
            *copy_mark(copy, language),
            Pair(language.say("Gift receipt"), head.number, strong=True),
            Pair(language.say("Bought on"), sold_on, size=Size.SMALL),
            Pair(language.say("Register"), head.register, size=Size.SMALL),
            Rule(),
            *(_given(line, language) for line in receipt.lines),
            Rule(),
            *_foot(receipt, language),
        ),
    )


def _given(line: GivenLine, language: Language) -> Item:
    serial = language.say("Serial {serial}", serial=line.serial) if line.serial else ""
    details = " · ".join(part for part in (line.sku, serial) if part)
    quantity = f"{language.quantity(Quantity(line.quantity))} ×"
    return Item(quantity, line.description, "", (details,) if details else ())


def _foot(receipt: GiftReceipt, language: Language) -> list[Block]:
    wish = language.say("Somebody chose this for you. We hope that you like it.")
    if receipt.until:
        other = language.say(
            "If you would rather have something else, bring it with this paper until {day}: "
            "exchange it, or take store credit for it.",
            day=date.fromisoformat(receipt.until),
        )
    else:
        other = language.say(
            "If you would rather have something else, bring it with this paper: exchange it, "
            "or take store credit for it. Ask us until when."
        )
    return [
        Gap(),
        Line(wish, Align.CENTRE),
        Line(other, Align.CENTRE, size=Size.SMALL),
        *number_codes(receipt.head.number),
        *paper_foot(receipt.head, language),
    ]
