"""The page of complaints, as the part that sends a paper by e-mail sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.mailing import MailPage

if TYPE_CHECKING:
    from ui.mailing import Addressing
    from ui.screens.complaints.presenter import ComplaintsPresenter


def mail_page(page: ComplaintsPresenter) -> MailPage:
    def show(asked: Addressing | None) -> None:
        page.set(replace(page.state, busy=False, addressing=asked, said=None))

    return MailPage(
        asked=lambda: page.state.addressing,
        is_busy=lambda: page.state.busy,
        busy=page.busy,
        show=show,
        tell=page.tell,
        failed=page.failed,
    )
