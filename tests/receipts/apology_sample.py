"""A letter of apology of the shops of these tests."""

from __future__ import annotations

from typing import Final

from models.values.apology_papers import ApologyLetter
from tests.receipts.papers import a_head

LETTER: Final = ApologyLetter(
    head=a_head(number="L2-000003"),
    case="K2-000118",
    customer="Budi Santoso",
    about="Blender Miyako BL-152",
    sale_number="0412-0093",
    words=(
        "Thank you for telling us about the second blender that smelled of burnt rubber. That "
        "should not have happened to you, least of all twice.\n\n"
        "Our technician has looked at it: the fault is in the motor, not in how you used it.\n"
        "We have sent the whole delivery back.\n\n\n"
        "Dewi calls you on Wednesday, as she promised."
    ),
    by="Dewi Lestari",
)
