"""Slips as the shops of these tests hand them out."""

from __future__ import annotations

from models.values.papers import KeptPart, PaidOut, PaperHead, ReturnedLine, ReturnSlip

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
    kept=(KeptPart(name="opened", amount=35_000, clause=3),),
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
    promotion="3-for-2",
    taken_back=24_950,
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
        clauses=((11, 9), (12, 1), (12, 3)),
    )
