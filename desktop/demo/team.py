"""What the people of the demo shop told each other lately."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from desktop.demo.people import CLERK
from desktop.demo.returns import at_register
from models.services.briefings import BriefingWords, confirm_read, write_briefing
from models.services.hand_over_notes import leave_note
from models.services.queue_views import queue_day
from models.values.team import BriefingKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from models.unit import Unit
    from models.values.shop import Station

TOLD: Final = (
    (
        50,
        14,
        BriefingKind.POLICY,
        "Elektronik: 14 hari, tukar 30 hari",
        "Pembelian dari masa ketentuan lama tetap memakainya jika lebih baik bagi pelanggan; "
        "layar yang menghitungnya.",
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


def told_to_the_team(
    manager: Unit, now: datetime, stations: Mapping[str, Station]
) -> list[tuple[datetime, Callable[[], object]]]:
    """Briefings of the last days, of which the clerk has read one; and a note at the end of
    the clerk's shift, for whoever comes next: each with its moment."""
    written: list[int] = []

    def tell(unit: Unit, days: int, kind: BriefingKind, title: str, words: str) -> None:
        today = queue_day(unit)
        until = today + timedelta(days)
        told = BriefingWords(kind=kind, title=title, words=words, from_on=today, until_on=until)
        written.append(write_briefing(unit, told).id)

    steps: list[tuple[datetime, Callable[[], object]]] = []
    for hours, days, kind, title, words in TOLD:
        at = now - timedelta(hours=hours)
        steps.append((at, partial(tell, replace(manager, now=at), days, kind, title, words)))
    read_at, left_at = (now - timedelta(hours=hours) for hours in (25, 2))
    reader, leaver = (
        at_register(manager, at, stations["2"], CLERK) for at in (read_at, left_at)
    )
    steps.append((read_at, lambda: confirm_read(reader, written[0])))
    steps.append((left_at, lambda: leave_note(leaver, LEFT)))
    return steps
