"""Who waits and who complains at the demo shop, for a look at their papers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desktop.demo.goods import RICE_COOKER
from desktop.demo.people import BUDI, MANAGER
from models.values.queue_papers import QueueTicket, TakenDown

if TYPE_CHECKING:
    from models.values.papers import PaperHead

ANSWERED_IN = timedelta(days=3)


def waiting(head: PaperHead) -> QueueTicket:
    """The third in line."""
    return QueueTicket(
        head=head, called="A 42", service="Pengembalian & penukaran", ahead=2, minutes=10
    )


def complaint(head: PaperHead) -> TakenDown:
    """Of a customer who was kept waiting for a repair."""
    promised = datetime.fromisoformat(head.printed_at) + ANSWERED_IN
    return TakenDown(
        head=head,
        kind="complaint",
        about=RICE_COOKER.name,
        customer=BUDI.name,
        said="Penanak nasi saya sudah dua minggu di bengkel dan tidak ada yang menelepon.",
        promise="Kami menanyakan ke bengkel dan menelepon Bapak dengan tanggal selesainya.",
        promised_at=promised.isoformat(timespec="minutes"),
        promised_by=MANAGER.name,
        reach_at=BUDI.phone or "",
        reach_us=("022 555 0108", "layanan@melati.example"),
    )
