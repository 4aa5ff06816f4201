"""Slips as the shops of these tests hand them out."""

from __future__ import annotations

from models.values.papers import PaidOut, PaperHead, ReturnedLine, ReturnSlip
from models.values.voucher_papers import ValueVoucher

BLENDER = ReturnedLine(
    description="Blender Miyako BL-152",
    sku="ELK-00152",
    serial="88213",
    quantity=1000,
    reason="faulty",
    condition="opened",
    gross=350_000,
    fee=35_000,
    tax=31_216,
)
TOWELS = ReturnedLine(
    description="Handuk mandi katun 70×140 biru tua, isi tiga",
    sku="RMH-00417",
    quantity=2000,
    reason="changed-mind",
    condition="as-new",
    gross=150_050,
    fee=0,
    tax=14_869,
)
RICE = ReturnedLine(
    description="Beras pandan wangi, curah",
    sku="MKN-00031",
    quantity=750,
    reason="wrong-item",
    condition="sealed",
    gross=11_170,
    fee=0,
    tax=0,
)


def a_head(
    *,
    number: str = "R2-000418",
    shop: str = "Toko Serba Ada Melati",
    clerk: str = "Sari Wulandari",
    language: str = "id",
    currency: str = "IDR",
    digits: int = 0,
) -> PaperHead:
    return PaperHead(
        number=number,
        shop=shop,
        store="Melati Bandung",
        address="Jl. Braga 12, Bandung 40111",
        tax_number="01.234.567.8-901.000",
        register="2",
        clerk=clerk,
        printed_at="2026-11-22T15:02:11+07:00",
        language=language,
        currency=currency,
        digits=digits,
    )


def a_slip(
    *lines: ReturnedLine, head: PaperHead | None = None, customer: str = "Budi Santoso"
) -> ReturnSlip:
    """Two tenders; what the coins could not pay out is rounded down."""
    lines = lines or (BLENDER, TOWELS, RICE)
    refund = sum(line.refund for line in lines)
    card = refund // 2
    cash = (refund - card) // 100 * 100
    return ReturnSlip(
        head=head or a_head(),
        sale_number="0412-0093",
        sold_on="2026-11-05",
        customer=customer,
        lines=lines,
        cash_rounding=card + cash - refund,
        paid_out=(
            PaidOut(kind="debit", amount=card, label="Visa •••• 4242"),
            PaidOut(kind="cash", amount=cash),
        ),
        policy=12,
    )


def a_voucher(
    *,
    head: PaperHead | None = None,
    kind: str = "store-credit",
    amount: int = 476_220,
    expires_on: str = "2027-11-22",
    instead_of: str = "",
) -> ValueVoucher:
    """Store credit for the return of :func:`a_slip`."""
    return ValueVoucher(
        head=head or a_head(number="V2-000031"),
        kind=kind,
        card="7194023385516024",
        amount=amount,
        expires_on=expires_on,
        slip="R2-000418",
        customer="Budi Santoso",
        instead_of=instead_of,
    )
