"""A slip with made-up goods, on which a letterhead can be looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from models.values import Currency
from models.values.papers import PaidOut, ReturnedLine, ReturnSlip
from receipts.language import Language
from receipts.slips import return_slip

if TYPE_CHECKING:
    from models.values.papers import PaperHead
    from receipts.document import Document

NUMBER: Final = "R0-000000"
"""No paper has it: numbers begin at 1."""


def sample_slip(head: PaperHead) -> Document:
    """A return of two things, in the language of the head and dated as it is."""
    language = Language.of(head.language, Currency(head.currency, head.digits))
    unit = 10**head.digits * (1 if head.digits else 1000)
    lines = (
        _line(language.say("Kettle"), "KTL-01", "faulty", 25 * unit),
        _line(language.say("Bath towel"), "TWL-02", "changed-mind", 12 * unit),
    )
    return return_slip(
        ReturnSlip(
            head=replace(head, number=NUMBER),
            sale_number="0412-0093",
            sold_on=head.printed_at[:10],
            lines=lines,
            paid_out=(PaidOut(kind="cash", amount=sum(line.refund for line in lines)),),
            policy=1,
        )
    )


def _line(description: str, sku: str, reason: str, paid: int) -> ReturnedLine:
    return ReturnedLine(
        description=description,
        sku=sku,
        quantity=1000,
        reason=reason,
        condition="as-new",
        gross=paid,
        fee=0,
        tax=0,
    )
