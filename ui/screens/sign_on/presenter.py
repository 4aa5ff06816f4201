"""What the sign-on page says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.services.people import sign_on
from models.values import Message, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.unit import Unit
    from ui.work import Runs


@dataclass(frozen=True, slots=True)
class SignOnState:
    """All that the page shows at one moment; what is typed stays in its fields."""

    busy: bool = False
    refused: tuple[Message, ...] = ()


class SignOnPresenter:
    """``check`` tells by badge and PIN who it is; ``signed_on`` is called on the ui thread
    with what it found."""

    def __init__(
        self,
        work: Runs,
        signed_on: Callable[[Any], None],
        show: Callable[[SignOnState], None],
        check: Callable[[Unit, str, str], object] = sign_on,
    ) -> None:
        self._work = work
        self._check = check
        self._signed_on = signed_on
        self._show = show
        self._busy = False

    def sign_on(self, badge: str, pin: str) -> None:
        """Check badge and PIN on the worker: the hash alone takes a tenth of a second."""
        if self._busy:
            return
        self._set(SignOnState(busy=True))
        self._work.run(lambda unit: self._check(unit, badge, pin), self._known, self._failed)

    def _known(self, found: object) -> None:
        self._set(SignOnState())
        self._signed_on(found)

    def _failed(self, problem: Exception) -> None:
        self._set(SignOnState(refused=problem.messages if isinstance(problem, Refused) else ()))

    def _set(self, state: SignOnState) -> None:
        self._busy = state.busy
        self._show(state)
