"""What stands above and below on papers: whose they are, and what the shop and the law add.

All of it is from the snapshot, so a reprint has the letterhead of its day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipts.document import QR, Align, Barcode, Gap, Line, Logo, Size

if TYPE_CHECKING:
    from models.values.papers import PaperHead
    from receipts.document import Block
    from receipts.language import Language


def shop_head(head: PaperHead, language: Language) -> list[Block]:
    """Whose paper it is: the picture, the names, and the lines of the shop's own."""
    logo: list[Block] = [Logo(head.logo)] if head.logo else []
    small = [head.address] if head.address else []
    if head.tax_number:
        small.append(language.say("Tax number {number}", number=head.tax_number))
    return [
        *logo,
        Line(head.shop, Align.CENTRE, strong=True, size=Size.LARGE),
        Line(head.store, Align.CENTRE),
        *(Line(text, Align.CENTRE, size=Size.SMALL) for text in (*small, *head.header)),
        Gap(),
    ]


def copy_mark(copy: int, language: Language) -> list[Block]:
    """Nothing on the first print."""
    if not copy:
        return []
    return [
        Line(language.say("COPY {copy}", copy=copy), Align.CENTRE, True, Size.LARGE),
        Gap(),
    ]


def number_codes(number: str) -> list[Block]:
    """By which a numbered paper is found again; nothing of what has none."""
    return [Gap(), Barcode(number), Gap(), QR(number)] if number else []


def paper_foot(head: PaperHead, language: Language) -> list[Block]:
    """The very end of a customer's paper: what the shop adds, then the law's lines.

    ``language`` is the document's, which both were written in.
    """
    if not (head.footer or head.legal):
        return []
    between: list[Block] = [Gap()] if head.footer and head.legal else []
    return [
        Gap(),
        *(Line(text, Align.CENTRE) for text in head.footer),
        *between,
        *(Line(text, Align.CENTRE, size=Size.SMALL) for text in head.legal),
    ]
