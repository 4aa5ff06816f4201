"""What a page has sent to printers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.services.print_jobs import list_open_jobs

if TYPE_CHECKING:
    from models.db import Shop


def queued(shop: Shop) -> list[tuple[str, str, int]]:
    """Kind, number and copy of each paper, the oldest first."""
    jobs = shop.read(list_open_jobs)
    return [(job.kind, job.code, job.copy) for job in jobs]
