"""Vouchers of gift cards and store credit, made from the snapshot stored with their number.

Whoever holds the paper holds the money, so the number stands on it three times: in bars, in a
QR code, and in groups of four to be read aloud. A copy has them too: it is the same money,
and the ledger lets it be spent once.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from models.values import Currency, Money
from models.values.printing import LETTERS, PaperKind
from models.values.value_cards import in_groups
from receipts.approval_sentences import APPROVAL_KINDS
from receipts.document import QR, Align, Barcode, Document, Gap, Line, Pair, Rule, Size
from receipts.language import Language
from receipts.letterhead import copy_mark, paper_foot, shop_head
from receipts.sentences import TENDERS, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.values.voucher_papers import ValueVoucher
    from receipts.document import Block

_KINDS: Final[Mapping[str, str]] = {letter: kind for kind, letter in LETTERS.items()}
"""What the slip is that a voucher pays for, by how its number begins."""


def value_voucher(voucher: ValueVoucher, copy: int = 0) -> Document:
    """The paper in its own language; ``copy`` counts the reprints, 0 is the first print.

    Raise ``ValueError`` for a snapshot whose language or days cannot be read.
    """
    head = voucher.head
    language = Language.of(head.language, Currency(head.currency, head.digits))
    return Document(
        language.say("Voucher {number}", number=head.number),
        language.code,
        (
            *shop_head(head, language),
            *copy_mark(copy, language),
            Line(word(language, TENDERS, voucher.kind), Align.CENTRE, strong=True),
            Line(language.money(Money(voucher.amount)), Align.CENTRE, True, Size.LARGE),
            Line(_last_day(voucher, language), Align.CENTRE),
            Gap(),
            Barcode(voucher.card),
            Line(in_groups(voucher.card), Align.CENTRE, strong=True),
            Gap(),
            QR(voucher.card),
            Rule(),
            *_facts(voucher, language),
            Rule(),
            *_foot(language),
            *paper_foot(head, language),
        ),
    )


def _last_day(voucher: ValueVoucher, language: Language) -> str:
    if not voucher.expires_on:
        return language.say("Never expires")
    return language.say("Good until {day}", day=date.fromisoformat(voucher.expires_on))


def _facts(voucher: ValueVoucher, language: Language) -> list[Block]:
    head = voucher.head
    pairs = [
        (language.say("Date"), language.moment(datetime.fromisoformat(head.printed_at))),
        (language.say("Register"), head.register),
        (language.say("Clerk"), head.clerk),
    ]
    if voucher.slip:
        kind = _KINDS.get(voucher.slip[0], PaperKind.RETURN)
        pairs.append((word(language, APPROVAL_KINDS, kind), voucher.slip))
    if voucher.customer:
        pairs.append((language.say("Customer"), voucher.customer))
    if voucher.instead_of:
        pairs.append((language.say("In place of card"), f"•••• {voucher.instead_of}"))
    return [
        Pair(language.say("Voucher"), head.number, strong=True),
        *(Pair(label, fact, size=Size.SMALL) for label, fact in pairs),
    ]


def _foot(language: Language) -> list[Block]:
    spend = language.say("Pay with it in all our stores, at once or bit by bit.")
    keep = language.say("Keep it like cash: whoever shows this number can spend it.")
    lost = language.say("If you lose it, tell us at once: what is left moves to a new number.")
    return [
        Line(spend, Align.CENTRE, size=Size.SMALL),
        Line(keep, Align.CENTRE, size=Size.SMALL),
        Line(lost, Align.CENTRE, size=Size.SMALL),
    ]
