"""A bill explained on paper: it has no number, and says that it is no receipt."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from models.values import ONE, Currency, Money, Quantity
from receipts.document import Align, Document, Gap, Item, Line, Pair, Rule, Size
from receipts.language import NO_BREAK, Language, mark
from receipts.letterhead import paper_foot, shop_head
from receipts.sentences import TENDERS, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.values.bill_papers import BillBack, BillExplained, BillLine, BillTender
    from receipts.document import Block

BACK: Final = {
    "return": mark("Return {number}"),
    "correction": mark("Price correction {number}"),
    "goodwill": mark("Goodwill {number}"),
}
"""What went back since, by what it was."""


def bill_explained(bill: BillExplained) -> Document:
    """The bill in its paper's language, line by line.

    Raise ``ValueError`` for a snapshot whose language, days or moments cannot be read.
    """
    head = bill.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    title = language.say("Bill {number} explained", number=bill.sale_number)
    return Document(
        title,
        language.code,
        (
            *shop_head(head, language),
            Line(title, strong=True),
            *_facts(bill, language),
            Rule(),
            *(_line(line, language) for line in bill.lines),
            Rule(),
            *_sums(bill, language),
            Rule(),
            *(_tender(tender, language) for tender in bill.tenders),
            *_back(bill, language),
            Gap(),
            Line(
                language.say("This explains a bill. It is not a receipt."),
                Align.CENTRE,
                size=Size.SMALL,
            ),
            *paper_foot(head, language),
        ),
    )


def _facts(bill: BillExplained, language: Language) -> Iterator[Block]:
    for label, fact in (
        (language.say("Bought on"), language.moment(datetime.fromisoformat(bill.sold_at))),
        (language.say("Bought at"), bill.sold_in),
        (
            language.say("As it stood on"),
            language.moment(datetime.fromisoformat(bill.head.printed_at)),
        ),
        (language.say("Clerk"), bill.head.clerk),
    ):
        yield Pair(label, fact, size=Size.SMALL)


def _line(line: BillLine, language: Language) -> Item:
    several = line.quantity != ONE.thousandths
    each = language.say("{price} each", price=Money(line.unit_price)) if several else ""
    serial = language.say("Serial {serial}", serial=line.serial) if line.serial else ""
    less = [(one.name, -one.amount) for one in line.off]
    less.append((language.say("Share of the discount on the order"), -line.share))
    less.append((language.say("Other difference"), -line.other))
    shown = [Pair(label, language.amount(Money(sum_))) for label, sum_ in less if sum_]
    if shown:
        shown.append(Pair(language.say("Paid"), language.amount(Money(line.paid))))
    if line.tax:
        contained = language.say("Tax contained")
        shown.append(Pair(contained, language.amount(Money(line.tax)), size=Size.SMALL))
    return Item(
        f"{language.quantity(Quantity(line.quantity))} ×",
        line.description,
        language.amount(Money(line.listed)),
        tuple(part for part in (line.sku, serial, each, *_returned(line, language)) if part),
        tuple(shown),
    )


def _returned(line: BillLine, language: Language) -> Iterator[str]:
    if line.returned:
        yield language.say("{quantity} of it came back", quantity=Quantity(line.returned))
    if line.corrected:
        amount = Money(line.corrected)
        yield language.say("{amount} of its price was given back", amount=amount)


def _sums(bill: BillExplained, language: Language) -> Iterator[Block]:
    if bill.saved:
        yield Pair(language.say("Less than by the list"), language.amount(Money(bill.saved)))
    if bill.cash_rounding:
        label = language.say("Cash rounding")
        yield Pair(label, language.amount(Money(bill.cash_rounding)))
    yield Pair(language.say("Total"), language.money(Money(bill.total)), strong=True)
    if bill.tax:
        contained = language.amount(Money(bill.tax))
        yield Pair(language.say("Tax contained"), contained, size=Size.SMALL)


def _tender(tender: BillTender, language: Language) -> Pair:
    label = tender.label.replace(" ", NO_BREAK)
    paid = f"{word(language, TENDERS, tender.kind)} {label}".rstrip()
    return Pair(paid, language.money(Money(tender.amount)))


def _back(bill: BillExplained, language: Language) -> Iterator[Block]:
    if not bill.back:
        return
    yield Rule()
    yield Line(language.say("What went back since"), strong=True)
    for one in bill.back:
        yield Pair(_what(one, language), language.amount(Money(-one.amount)))


def _what(back: BillBack, language: Language) -> str:
    said = language.say(BACK[back.what], number=back.number)
    return f"{language.day(date.fromisoformat(back.on))}, {said}"
