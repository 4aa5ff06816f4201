"""What the page of the mail server says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from models.rules.mail import objection_to
from models.services.mail_server import check_mail_server, read_mail_server, set_mail_server
from models.values import Message, Refused, Topic
from ui.screens.mail_server.state import Asked, MailServerState, Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.mail_server import MailServerAsked, MailServerChanged
    from models.values.mail import MailServer
    from ui.work import Work

WHERE: Final = {
    "mail-host-wrong": Asked.HOST,
    "mail-port-wrong": Asked.PORT,
    "mail-plain-refused": Asked.SECURITY,
    "mail-no-tls": Asked.SECURITY,
    "mail-certificate": Asked.HOST,
    "mail-user-wrong": Asked.USER,
    "mail-password-wrong": Asked.PASSWORD,
    "mail-password-missing": Asked.PASSWORD,
    "mail-sender-wrong": Asked.SENDER,
    "mail-trial-refused": Asked.TO,
    "mail-trial-offline": Asked.HOST,
    "mail-address-letters": Asked.TO,
    "mail-address-several": Asked.TO,
    "mail-address-wrong": Asked.TO,
}
"""The field of the form that each refusal is about."""


class ThisMachine(Protocol):
    """What this machine does for the shop's mail; off the ui thread but for ``has_password``.

    An empty password is the one that is kept. Both raise :class:`models.values.Refused`.
    """

    @property
    def has_password(self) -> bool: ...
    def keep_password(self, password: str) -> None: ...
    def try_server(self, server: MailServer, password: str, to: str) -> None: ...


class MailServerPresenter:
    """Every change is a new state, shown whole."""

    def __init__(
        self, work: Work, machine: ThisMachine, show: Callable[[MailServerState], None]
    ) -> None:
        self._work = work
        self._machine = machine
        self._show = show
        self._state = MailServerState()

    @property
    def state(self) -> MailServerState:
        return self._state

    def start(self) -> None:
        """Read it, or read it anew."""
        self._work.read_latest("mail-server", read_mail_server, self._looked, self._failed)

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Another manager may have changed it."""
        if Topic.MAIL in topics and self._state.looked and not self._state.busy:
            self.start()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def save(self, asked: MailServerAsked, password: str) -> None:
        """The password stays on this machine, where there is another; then the rest goes to
        the shop's records."""
        if self._state.busy:
            return

        def keep(_: MailServer) -> None:
            self._work.compute(
                lambda: self._machine.keep_password(password) if password else None,
                write,
                self._failed,
            )

        def write(_: None) -> None:
            self._work.run(lambda unit: set_mail_server(unit, asked), self._saved, self._failed)

        self._busy()
        self._work.read(lambda unit: check_mail_server(unit, asked), keep, self._failed)

    def test(self, asked: MailServerAsked, password: str, to: str) -> None:
        """Send a small mail through what is entered, before it is kept."""
        if self._state.busy:
            return
        address = to.strip()
        if (objection := objection_to(address)) is not None:
            self._failed(Refused(objection))
            return

        def send(server: MailServer) -> None:
            self._work.compute(
                lambda: self._machine.try_server(server, password, address),
                lambda _: self._tell(Message("mail-tried", {"address": address})),
                self._failed,
            )

        self._busy()
        self._work.read(lambda unit: check_mail_server(unit, asked), send, self._failed)

    # What comes back from the worker.

    def _looked(self, server: MailServer | None) -> None:
        state = self._state
        begins = not state.looked or server != state.server
        self._set(
            replace(
                state,
                looked=True,
                server=server,
                has_password=self._machine.has_password,
                turn=state.turn + begins,
            )
        )

    def _saved(self, changed: MailServerChanged) -> None:
        server = changed.server
        state = replace(self._state, server=server, turn=self._state.turn + 1)
        self._set(replace(state, has_password=self._machine.has_password))
        self._tell(Message("mail-server-kept", {"host": server.host}))

    def _tell(self, message: Message) -> None:
        self._set(replace(self._state, busy=False, said=Said((message,), bad=False)))

    def _busy(self) -> None:
        self._set(replace(self._state, busy=True, said=None, wrong={}))

    def _failed(self, problem: Exception) -> None:
        """What a field is about is said there, all else over the page."""
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        wrong = {WHERE[each.code]: each for each in messages if each.code in WHERE}
        rest = tuple(each for each in messages if each.code not in WHERE)
        said = Said(rest) if rest else None
        self._set(replace(self._state, busy=False, said=said, wrong=wrong))

    def _set(self, state: MailServerState) -> None:
        self._state = state
        self._show(state)


def _to_nobody(_: MailServerState) -> None:
    """Nobody looks."""
