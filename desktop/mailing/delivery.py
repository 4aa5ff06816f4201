"""One message handed over to a mail server, in the open where it may be, and once."""

from __future__ import annotations

import re
import smtplib
import ssl
import threading
from contextlib import suppress
from email.policy import SMTP
from typing import TYPE_CHECKING, Final

from models.rules.mail import wire_address
from models.values import Message, Refused
from models.values.mail import Security

if TYPE_CHECKING:
    from email.message import EmailMessage

    from models.values.mail import MailServer

PATIENCE: Final = 20.0
"""Seconds that a server has for each answer."""
TAKEN: Final = 250
TAKEN_FOR: Final = (250, 251)
GO_ON: Final = 354
ON_THE_WAY: Final = SMTP.clone(cte_type="7bit", max_line_length=998)
"""As every server takes it; headers are never folded within a long name."""
_LINE_DOT: Final = re.compile(rb"(?m)^\.")


class NotNow(Refused):
    """The server did not take it and may later; ``offline`` where it was not reached."""

    def __init__(self, problem: Message, *, offline: bool = False) -> None:
        super().__init__(problem)
        self.offline = offline


class Never(Refused):
    """The server does not take it as it is."""


class Uncertain(Refused):
    """Nobody knows whether the server took it."""


class Delivery:
    """``run`` says what became of it; ``abandon`` may be called from another thread."""

    def __init__(
        self, message: EmailMessage, to: str, server: MailServer, password: str
    ) -> None:
        self._message = message
        self._to = wire_address(to)
        self._server = server
        self._password = password
        self._turn = threading.Lock()
        self._abandoned = False
        self._handed_over = False

    def abandon(self) -> bool:
        """Hand nothing over from now on; whether it was already, so that the server may have
        it."""
        with self._turn:
            self._abandoned = True
            return self._handed_over

    def run(self) -> None:
        """The server took it; raise :class:`NotNow`, :class:`Never` or :class:`Uncertain`.

        The certificate of the server is always verified, and nothing is told before TLS is
        there, unless the server is on the machine itself.
        """
        try:
            with self._connected() as smtp:
                self._sign_in(smtp)
                self._hand_over(smtp)
        except ssl.SSLCertVerificationError as why:
            raise Never(self._problem(Message("mail-certificate"))) from why
        except (ssl.SSLError, smtplib.SMTPNotSupportedError) as why:
            raise Never(self._problem(Message("mail-no-tls"))) from why
        except smtplib.SMTPConnectError as why:
            self._check(why.smtp_code, Message("mail-refused"))
            raise NotNow(self._problem(Message("mail-offline")), offline=True) from why
        except smtplib.SMTPResponseException as why:
            self._check(why.smtp_code, Message("mail-refused"))
            raise Never(self._problem(Message("mail-refused"), code=why.smtp_code)) from why
        except (OSError, smtplib.SMTPException) as why:
            raise NotNow(self._problem(Message("mail-offline")), offline=True) from why

    def _connected(self) -> _Closing:
        server = self._server
        context = ssl.create_default_context()
        me = wire_address(server.sender_address).rpartition("@")[2]
        smtp: smtplib.SMTP
        if server.security is Security.TLS:
            smtp = smtplib.SMTP_SSL(
                server.host, server.port, me, timeout=PATIENCE, context=context
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, me, timeout=PATIENCE)
        try:
            smtp.ehlo_or_helo_if_needed()
            if server.security is Security.STARTTLS:
                smtp.starttls(context=context)
                smtp.ehlo()
        except BaseException:
            smtp.close()
            raise
        return _Closing(smtp)

    def _sign_in(self, smtp: smtplib.SMTP) -> None:
        if not self._server.user:
            return
        try:
            smtp.login(self._server.user, self._password)
        except smtplib.SMTPAuthenticationError as why:
            self._check(why.smtp_code, Message("mail-password-wrong"))
            raise Never(self._problem(Message("mail-password-wrong"))) from why
        except smtplib.SMTPServerDisconnected:
            raise
        except (smtplib.SMTPException, UnicodeEncodeError) as why:
            raise Never(self._problem(Message("mail-password-wrong"))) from why

    def _hand_over(self, smtp: smtplib.SMTP) -> None:
        sender = wire_address(self._server.sender_address)
        self._expect(smtp.mail(sender)[0], (TAKEN,), Message("mail-refused"))
        self._expect(smtp.rcpt(self._to)[0], TAKEN_FOR, Message("mail-recipient-refused"))
        self._expect(smtp.docmd("DATA")[0], (GO_ON,), Message("mail-refused"))
        smtp.send(_LINE_DOT.sub(b"..", self._message.as_bytes(policy=ON_THE_WAY)))
        with self._turn:
            if self._abandoned:
                raise NotNow(self._problem(Message("mail-offline")), offline=True)
            self._handed_over = True
        try:
            smtp.send(b".\r\n")
            code = smtp.getreply()[0]
        except (OSError, smtplib.SMTPException) as why:
            raise Uncertain(self._problem(Message("mail-uncertain"))) from why
        self._expect(code, (TAKEN,), Message("mail-refused"))

    def _expect(self, code: int, wanted: tuple[int, ...], refused: Message) -> None:
        if code in wanted:
            return
        self._check(code, refused)
        raise NotNow(
            self._problem(Message("mail-offline")), offline=True
        )  # no answer of SMTP at all

    def _check(self, code: int, refused: Message) -> None:
        """Raise what a refusal of the server means; its words may hold the address, and are
        kept nowhere."""
        if 400 <= code < 500:
            raise NotNow(self._problem(Message("mail-put-off"), code=code))
        if 500 <= code < 600:
            raise Never(self._problem(refused, code=code))

    def _problem(self, what: Message, **facts: object) -> Message:
        return Message(what.code, {"host": self._server.host, **facts})


class _Closing:
    """A connection that is left politely, and closed whatever comes of that."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp

    def __enter__(self) -> smtplib.SMTP:
        return self._smtp

    def __exit__(self, problem: type[BaseException] | None, *_: object) -> None:
        if problem is None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
        self._smtp.close()
