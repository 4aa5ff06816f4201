"""A bill as somebody may ask about it."""

from __future__ import annotations

from typing import Final

from models.values.bill_papers import BillBack, BillExplained, BillLine, BillTender, PriceOff
from tests.receipts.papers import a_head

BILL: Final = BillExplained(
    head=a_head(number="", language="en"),
    sale_number="S-20261118-0042",
    sold_at="2026-11-18T17:40:00+07:00",
    sold_in="Melati Bandung",
    lines=(
        BillLine(
            description="Ketel listrik 1,7 L",
            sku="KTL-17",
            serial="SN-0099321",
            quantity=1000,
            unit_price=350_000,
            listed=350_000,
            off=(PriceOff(name="Tea week", amount=35_000),),
            share=15_000,
            paid=300_000,
            tax=29_730,
            corrected=10_000,
        ),
        BillLine(
            description="Beras pandan wangi, curah",
            sku="BRS-01",
            quantity=2_500,
            unit_price=14_900,
            listed=37_250,
            share=1_850,
            other=400,
            paid=35_000,
            tax=3_468,
            returned=1_250,
            refunded=17_500,
        ),
        BillLine(
            description="Kantong belanja",
            sku="BAG",
            quantity=1000,
            unit_price=1_020,
            listed=1_020,
            paid=1_020,
            tax=0,
        ),
    ),
    cash_rounding=-20,
    total=336_000,
    tenders=(
        BillTender(kind="debit", label="BCA 4242", amount=300_000, refunded=0),
        BillTender(kind="cash", label="", amount=36_000, refunded=17_500),
    ),
    back=(
        BillBack(number="R2-000410", on="2026-11-20", what="return", amount=17_500),
        BillBack(number="C2-000007", on="2026-11-21", what="correction", amount=10_000),
    ),
)
