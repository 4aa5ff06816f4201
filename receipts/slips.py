"""Slips of the counter, made from the snapshot that was stored with their number.

Nothing here asks a clock, a price list or a shop's settings, so a reprint says the same. And
no slip says that goods cannot come back: in the Philippines and in Indonesia that is unlawful.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from models.values import Currency, Money, Quantity
from receipts.document import Align, Document, Gap, Item, Line, Pair, Rule, Size
from receipts.language import NO_BREAK, Language
from receipts.letterhead import copy_mark, number_codes, paper_foot, shop_head
from receipts.sentences import CONDITIONS, REASONS, TENDERS, kept_name, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.values.denial_papers import DenialSlip
    from models.values.exchange_papers import ExchangeSlip
    from models.values.papers import PaidOut, ReturnedLine, ReturnSlip
    from models.values.slips import PaidSlip
    from receipts.document import Block


def return_slip(slip: ReturnSlip, copy: int = 0) -> Document:
    """The slip in its own language; ``copy`` counts the reprints, 0 is the first print.

    Raise ``ValueError`` for a snapshot whose language or days cannot be read.
    """
    head = slip.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    return Document(
        language.say("Return {number}", number=head.number),
        language.code,
        (
            *shop_head(head, language),
            *copy_mark(copy, language),
            *facts(slip, language.say("Return"), language),
            Rule(),
            *(goods(line, language) for line in slip.lines),
            Rule(),
            *_sums(slip, language),
            Rule(),
            *_payment(slip, language),
            *_foot(slip, language),
        ),
    )


def facts(slip: ReturnSlip | ExchangeSlip, title: str, language: Language) -> list[Block]:
    """When, where and by whom it was made, and for which sale."""
    head = slip.head
    pairs = [
        (language.say("Date"), language.moment(datetime.fromisoformat(head.printed_at))),
        (language.say("Register"), head.register),
        (language.say("Clerk"), head.clerk),
        *_sale(slip, language),
    ]
    if slip.customer:
        pairs.append((language.say("Customer"), slip.customer))
    return [
        Pair(title, head.number, strong=True),
        *(Pair(label, fact, size=Size.SMALL) for label, fact in pairs),
    ]


def _sale(slip: ReturnSlip | ExchangeSlip, language: Language) -> list[tuple[str, str]]:
    """Which sale it was; or that nothing said so."""
    if not slip.sale_number:
        return [(language.say("Sale"), language.say("without a receipt"))]
    return [
        (language.say("Sale"), slip.sale_number),
        (language.say("Sold on"), language.day(date.fromisoformat(slip.sold_on))),
    ]


def goods(line: ReturnedLine, language: Language) -> Item:
    """A line that came back, and what was taken off it."""
    serial = language.say("Serial {serial}", serial=line.serial) if line.serial else ""
    why = word(language, REASONS, line.reason)
    state = word(language, CONDITIONS, line.condition)
    details = (_joined(line.sku, serial), _joined(why, state))
    return Item(
        f"{language.quantity(Quantity(line.quantity))} ×",
        line.description,
        language.amount(Money(line.before)),
        tuple(detail for detail in details if detail),
        tuple(_less(line, language)),
    )


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _less(line: ReturnedLine, language: Language) -> Iterator[Pair]:
    """What is taken off, each part by its name and with the paragraph that says so."""
    if line.taken_back:
        ended = language.say("{promotion} ends", promotion=line.promotion)
        yield _off(ended, line.taken_back, language)
    for part in line.kept:
        name = kept_name(language, part.name)
        if part.clause:
            name = language.say("{name}, clause {clause}", name=name, clause=part.clause)
        yield _off(name, part.amount, language)
    if line.fee and not line.kept:
        name = "opened" if line.condition == "opened" else "restocking"
        yield _off(kept_name(language, name), line.fee, language)


def _off(label: str, amount: int, language: Language) -> Pair:
    return Pair(label, language.amount(-Money(amount)), size=Size.SMALL)


def _sums(slip: ReturnSlip, language: Language) -> list[Block]:
    parts: list[Block] = []
    if slip.fee or slip.taken_back:
        parts.append(Pair(language.say("Goods"), language.amount(Money(slip.before))))
    if slip.taken_back:
        ended = language.amount(-Money(slip.taken_back))
        parts.append(Pair(language.say("Promotions taken back"), ended))
    if slip.fee:
        parts.append(Pair(language.say("Fees"), language.amount(-Money(slip.fee))))
    tax: list[Block] = []
    if slip.tax:
        contained = language.amount(Money(slip.tax))
        tax = [Pair(language.say("Tax contained"), contained, size=Size.SMALL)]
    refund = language.money(Money(slip.refund))
    return [
        *parts,
        Pair(language.say("Refund"), refund, strong=True, figure_size=Size.LARGE),
        *tax,
    ]


def _payment(slip: ReturnSlip, language: Language) -> list[Block]:
    rounding: list[Block] = []
    if slip.cash_rounding:
        step = language.amount(Money(slip.cash_rounding))
        rounding = [Pair(language.say("Cash rounding"), step)]
    return [
        *rounding,
        *(_tender(tender, language) for tender in slip.paid_out),
        *approval(slip, language),
    ]


def approval(slip: ReturnSlip | ExchangeSlip, language: Language) -> list[Block]:
    """Who allowed how the money is paid back; nothing where the policy does."""
    if not slip.approver:
        return []
    return [Pair(language.say("Approved by"), slip.approver, size=Size.SMALL)]


def _tender(tender: PaidOut, language: Language) -> Pair:
    label = tender.label.replace(" ", NO_BREAK)
    words = f"{word(language, TENDERS, tender.kind)} {label}"
    return Pair(words, language.money(Money(tender.amount)))


def _foot(slip: ReturnSlip, language: Language) -> list[Block]:
    kept = language.say("Please keep this slip with your receipt.")
    thanks = language.say("Thank you, and see you again soon.")
    return [
        Gap(),
        Line(thanks, Align.CENTRE),
        Line(kept, Align.CENTRE, size=Size.SMALL),
        *(Line(text, Align.CENTRE, size=Size.SMALL) for text in policies(slip, language)),
        *number_codes(slip.head.number),
        *paper_foot(slip.head, language),
    ]


def policies(slip: PaidSlip | DenialSlip, language: Language) -> list[str]:
    """The versions that decided, each with its clauses; the newest alone on older slips."""
    versions = sorted({version for version, _ in slip.clauses} | {slip.policy})
    said = []
    for version in versions:
        clauses = sorted(number for of, number in slip.clauses if of == version)
        policy = language.say("Return policy, version {policy}", policy=version)
        if clauses:
            numbers = ", ".join(map(str, clauses))
            policy = language.say_many(
                "Return policy, version {policy}, clause {clauses}",
                "Return policy, version {policy}, clauses {clauses}",
                len(clauses),
                policy=version,
                clauses=numbers,
            )
        said.append(policy)
    return said
