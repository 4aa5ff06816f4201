"""The page of the slip, as the part that sends it by e-mail sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.mailing import MailPage
from ui.screens.returns.state import Said

if TYPE_CHECKING:
    from models.values import Message
    from ui.mailing import Addressing
    from ui.screens.returns.counter import Counter


def mail_page(counter: Counter) -> MailPage:
    """Another slip that is shown meanwhile is not asked about."""

    def show(asked: Addressing | None) -> None:
        state = counter.state()
        shown = state.taken.slip.head.number if state.taken else ""
        still = asked if asked is not None and asked.code == shown else None
        counter.show(replace(state, busy=False, addressing=still, said=None))

    def tell(message: Message) -> None:
        said = Said((message,), bad=False)
        counter.show(replace(counter.state(), busy=False, said=said))

    return MailPage(
        asked=lambda: counter.state().addressing,
        is_busy=lambda: counter.state().busy or counter.state().voiding,
        busy=counter.busy,
        show=show,
        tell=tell,
        failed=counter.failed,
    )
