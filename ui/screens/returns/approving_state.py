"""A manager's yes on its way: what was asked for, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.services.approvals import Granted
from models.values.approvals import ApprovalState, Said

if TYPE_CHECKING:
    from models.services.approval_bodies import Wanted
    from models.services.approval_cards import ApprovalCard
    from models.values.approvals import CustomerHistory, ThreadEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Either a manager stands at this counter, or the managers' own screens show it."""

    here: bool = False
    """The card for a manager at this counter is open."""
    wanted: Wanted | None = None
    """What was entered when it was sent; anything else takes the request back."""
    history: CustomerHistory | None = None
    """What a manager here wants to know of the customer."""
    sent: ApprovalCard | None = None
    """The request as the managers see it now."""

    @property
    def pending(self) -> bool:
        """Whether it was sent and can still be taken back."""
        return self.sent is not None and self.sent.state.pending

    @property
    def allowed(self) -> Wanted | None:
        """What may be done with the managers' yes: as it was sent, or as they changed it."""
        if self.sent is None or self.sent.state is not ApprovalState.GRANTED:
            return None
        return self.sent.asked

    @property
    def granted(self) -> Granted | None:
        return Granted(self.sent.approval_id) if self.sent and self.allowed else None

    @property
    def changed(self) -> bool:
        """Whether the managers said yes to something else."""
        return self.allowed is not None and self.allowed != self.wanted

    def last(self, *said: Said) -> ThreadEntry | None:
        """The newest entry of these kinds in the request's thread."""
        thread = self.sent.thread if self.sent else ()
        return next((each for each in reversed(thread) if each.said in said), None)
