"""What the people of the demo shop told each other lately."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from desktop.demo.people import CLERK
from desktop.demo.returns import at_register
from models.services.briefings import confirm_read, write_briefing
from models.services.hand_over_notes import leave_note
from models.services.queue_views import queue_day
from models.values.team import BriefingKind, BriefingWords

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from desktop.demo.drawers import Drawers
    from models.unit import Unit
    from models.values.shop import Station

TOLD: Final = (
    (
        50,
        14,
        BriefingKind.POLICY,
        "Elektronik: 14 hari untuk pengembalian",
        "Untuk penjualan sejak perubahan kebijakan. Pembelian sebelumnya tetap memakai "
        "ketentuan lama jika lebih baik bagi pelanggan; layar yang menghitungnya.",
    ),
    (
        26,
        6,
        BriefingKind.PROMOTION,
        "Akhir pekan dapur: panci dan ketel lebih murah",
        "Barang yang ditukar dihitung dengan harga yang dibayar, bukan harga promosi.",
    ),
    (
        3,
        30,
        BriefingKind.RECALL,
        "Penarikan: kabel penanak nasi seri A",
        "Jangan dijual. Terima kembali juga tanpa struk, beri tanda untuk pemasok, dan minta "
        "nomor telepon pelanggan.",
    ),
)
"""How many hours ago it was told, for how many days, and what."""
LEFT: Final = (
    "Printer di kasir 1 kadang macet, kertas cadangan ada di laci kiri. Bapak Hadi akan "
    "menelepon lagi tentang blendernya."
)


def tell_the_team(
    manager: Unit, now: datetime, stations: Mapping[str, Station], drawers: Drawers
) -> None:
    """Briefings of the last days, of which the clerk has read one; and a note at the end of
    the clerk's shift, for whoever comes next."""
    written: list[int] = []
    for hours, days, kind, title, words in TOLD:
        unit = replace(manager, now=now - timedelta(hours=hours))
        today = queue_day(unit)
        told = BriefingWords(
            kind=kind,
            title=title,
            words=words,
            from_on=today,
            until_on=today + timedelta(days),
        )
        written.append(write_briefing(unit, told).id)
    clerk = at_register(manager, now - timedelta(minutes=90), "2", CLERK)
    confirm_read(clerk, written[0])
    leave_note(clerk, LEFT)
