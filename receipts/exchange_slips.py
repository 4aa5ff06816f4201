"""The slip of an exchange, made from the snapshot that was stored with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values import Currency, Money, Quantity
from receipts.document import Align, Document, Gap, Item, Line, Pair, Rule, Size
from receipts.language import NO_BREAK, Language
from receipts.letterhead import copy_mark, number_codes, paper_foot, shop_head
from receipts.sentences import TENDERS, word
from receipts.slips import approval, facts, goods, policies

if TYPE_CHECKING:
    from models.values.exchange_papers import ExchangeSlip, GoneOut
    from receipts.document import Block


def exchange_slip(slip: ExchangeSlip, copy: int = 0) -> Document:
    """The slip in its own language; ``copy`` counts the reprints, 0 is the first print.

    Raise ``ValueError`` for a snapshot whose language or days cannot be read.
    """
    head = slip.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    return Document(
        language.say("Exchange {number}", number=head.number),
        language.code,
        (
            *shop_head(head, language),
            *copy_mark(copy, language),
            *facts(slip, language.say("Exchange"), language),
            Rule(),
            Line(language.say("Came back"), strong=True),
            *(goods(line, language) for line in slip.lines),
            Rule(),
            Line(language.say("Goes out"), strong=True),
            *(_out(line, language) for line in slip.out),
            Rule(),
            *_sums(slip, language),
            *_payment(slip, language),
            *_foot(slip, language),
        ),
    )


def _out(line: GoneOut, language: Language) -> Item:
    serial = language.say("Serial {serial}", serial=line.serial) if line.serial else ""
    off = language.amount(Money(line.off))
    promotion = (
        [language.say("{promotion}: {off} less", promotion=line.promotion, off=off)]
        if line.off
        else []
    )
    return Item(
        f"{language.quantity(Quantity(line.quantity))} ×",
        line.description,
        language.amount(Money(line.price)),
        (" · ".join(part for part in (line.sku, serial) if part), *promotion),
    )


def _sums(slip: ExchangeSlip, language: Language) -> list[Block]:
    owed = language.money(Money(abs(slip.difference)))
    if slip.difference > 0:
        difference = Pair(
            language.say("Difference to pay"), owed, strong=True, figure_size=Size.LARGE
        )
    elif slip.difference < 0:
        difference = Pair(
            language.say("Difference paid back"), owed, strong=True, figure_size=Size.LARGE
        )
    else:
        difference = Pair(language.say("Even exchange"), owed, strong=True)
    tax: list[Block] = []
    if slip.tax:
        contained = language.amount(Money(slip.tax))
        label = language.say("Tax contained in what goes out")
        tax = [Pair(label, contained, size=Size.SMALL)]
    return [
        Pair(language.say("Value of what came back"), language.amount(Money(slip.value))),
        Pair(language.say("Price of what goes out"), language.amount(Money(slip.price))),
        difference,
        *tax,
    ]


def _payment(slip: ExchangeSlip, language: Language) -> list[Block]:
    """How the difference was paid; nothing where the exchange is even."""
    blocks: list[Block] = []
    if slip.cash_rounding:
        step = language.amount(Money(slip.cash_rounding))
        blocks.append(Pair(language.say("Cash rounding"), step))
    for taken in slip.paid_in:
        name = _tender(taken.kind, taken.label, language)
        paid = language.say("Paid by {tender}", tender=name)
        blocks.append(Pair(paid, language.money(Money(taken.amount))))
        if taken.reference:
            reference = language.say("Reference {reference}", reference=taken.reference)
            blocks.append(Line(reference, size=Size.SMALL))
    for out in slip.paid_out:
        name = _tender(out.kind, out.label, language)
        blocks.append(Pair(name, language.money(Money(out.amount))))
    blocks += approval(slip, language)
    return [Rule(), *blocks] if blocks else []


def _tender(kind: str, label: str, language: Language) -> str:
    return f"{word(language, TENDERS, kind)} {label.replace(' ', NO_BREAK)}".strip()


def _foot(slip: ExchangeSlip, language: Language) -> list[Block]:
    receipt = language.say("This slip is also the receipt of the new goods.")
    thanks = language.say("Thank you, and see you again soon.")
    return [
        Gap(),
        Line(thanks, Align.CENTRE),
        Line(receipt, Align.CENTRE, size=Size.SMALL),
        *(Line(text, Align.CENTRE, size=Size.SMALL) for text in policies(slip, language)),
        *number_codes(slip.head.number),
        *paper_foot(slip.head, language),
    ]
