"""The page of papers, as the part that sends one by e-mail sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.mailing import MailPage

if TYPE_CHECKING:
    from models.values import Message
    from ui.mailing import Addressing
    from ui.screens.papers.presenter import PapersPresenter


def mail_page(page: PapersPresenter) -> MailPage:
    """Another paper that is shown meanwhile is not asked about."""

    def show(asked: Addressing | None) -> None:
        state = page.state
        still = asked if asked is not None and asked.code == state.picked else None
        page.set(replace(state, busy=False, addressing=still, said=None))

    def tell(message: Message) -> None:
        page.tell(message)
        page.look_at_all()

    return MailPage(
        asked=lambda: page.state.addressing,
        is_busy=lambda: page.state.busy,
        busy=page.busy,
        show=show,
        tell=tell,
        failed=page.failed,
    )
