"""A mail server on loopback, as well or as ill as a test wants it."""

from __future__ import annotations

import base64
import socket
import socketserver
import ssl
import threading
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from email.message import EmailMessage

CERTIFICATE = Path(__file__).with_suffix(".pem")
USER, PASSWORD = "shop@example.com", "a quiet long password"
DROPPED = 0
"""In place of an answer: the connection goes."""


@dataclass(frozen=True, slots=True)
class Received:
    """A message that the server said it took, or that was handed over to it."""

    sender: str
    to: str
    message: EmailMessage
    encrypted: bool
    said: int
    """What the server answered; :data:`DROPPED` where it took it and was gone."""


class MailServer:
    """``with MailServer() as server``: listens on ``server.port`` until the block ends.

    ``answers`` are the codes it gives instead of its usual ones, by the stage: ``greeting``,
    ``ehlo``, ``auth``, ``mail``, ``rcpt``, ``data`` and ``end`` (after the message).
    """

    def __init__(self, *, tls: bool = False, starttls: bool = True, auth: bool = False) -> None:
        self.tls, self.starttls, self.auth = tls, starttls, auth
        self.answers: dict[str, int] = {}
        self.received: list[Received] = []
        self.asked: list[str] = []
        """Every command, with what was typed behind it, but for passwords."""
        self.held = threading.Event()
        """While it is cleared, the recipient is not answered."""
        self.held.set()
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(CERTIFICATE)
        self._server = _Listener(("127.0.0.1", 0), self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), name="test mail", daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def taken(self) -> list[EmailMessage]:
        return [each.message for each in self.received]

    def encrypt(self, line: socket.socket) -> ssl.SSLSocket:
        return self._context.wrap_socket(line, server_side=True)

    def note(self, received: Received) -> None:
        self.received.append(received)


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], server: MailServer) -> None:
        self.mail = server
        super().__init__(address, _Conversation)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever is gone in the middle of a sentence is what tests are about."""


class _Gone(Exception):
    pass


class _Conversation(socketserver.BaseRequestHandler):
    def setup(self) -> None:
        self.mail: MailServer = self.server.mail  # type: ignore[attr-defined]
        self.line: socket.socket = self.request
        self.line.settimeout(10)
        self.encrypted = False
        self.signed_in = False
        self.sender = self.to = ""
        if self.mail.tls:
            self._encrypt()

    def _encrypt(self) -> None:
        self.line = self.mail.encrypt(self.line)
        self.encrypted = True
        self._file = self.line.makefile("rb")

    def handle(self) -> None:
        if not self.encrypted:
            self._file = self.line.makefile("rb")
        try:
            self._answer("greeting", 220, "localhost ESMTP")
            while line := self._file.readline():
                self._obey(line.decode("ascii", "replace").strip())
        except _Gone:
            pass
        finally:
            self.line.close()

    def _obey(self, line: str) -> None:
        command, _, rest = line.partition(" ")
        command = command.upper()
        self.mail.asked.append(command if command == "AUTH" else f"{command} {rest}".strip())
        match command:
            case "EHLO" | "HELO":
                self._answer("ehlo", 250, *self._offers())
            case "STARTTLS" if self.mail.starttls:
                self._say(220, "go ahead")
                self._encrypt()
            case "AUTH":
                self._sign_in(rest)
            case "MAIL":
                wanted = self.mail.auth and not self.signed_in
                self.sender = rest
                self._answer("mail", 530 if wanted else 250, "ok")
            case "RCPT":
                self.to = rest.partition("<")[2].partition(">")[0]
                self.mail.held.wait(10)
                self._answer("rcpt", 250, f"<{self.to}> ok")
            case "DATA":
                self._take()
            case "RSET" | "NOOP":
                self._say(250, "ok")
            case "QUIT":
                self._say(221, "bye")
                raise _Gone
            case _:
                self._say(502, "no such command")

    def _offers(self) -> list[str]:
        offers = ["localhost", "SIZE 10000000"]
        if self.mail.starttls and not self.encrypted:
            offers.append("STARTTLS")
        if self.mail.auth and (self.encrypted or not self.mail.starttls):
            offers.append("AUTH PLAIN LOGIN")
        return offers

    def _sign_in(self, rest: str) -> None:
        given = base64.b64decode(rest.partition(" ")[2]).decode()
        self.signed_in = given == f"\0{USER}\0{PASSWORD}"
        self._answer("auth", 235 if self.signed_in else 535, "signed in or not")

    def _take(self) -> None:
        if self._answer("data", 354, "go on") != 354:
            return
        lines = []
        while (line := self._file.readline()) != b".\r\n":
            if not line:
                raise _Gone
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        code = self.mail.answers.get("end", 250)
        if code in (DROPPED, 250):
            received = Received(self.sender, self.to, message, self.encrypted, code)
            self.mail.note(received)
        self._answer("end", 250, "taken")

    def _answer(self, stage: str, usual: int, *words: str) -> int:
        code = self.mail.answers.get(stage, usual)
        if code == DROPPED:
            self.line.shutdown(socket.SHUT_RDWR)
            raise _Gone
        self._say(code, *words)
        if code == 421:
            raise _Gone
        return code

    def _say(self, code: int, *words: str) -> None:
        said = [f"{code}-{each}" for each in words[:-1]] + [f"{code} {words[-1]}"]
        self.line.sendall("".join(f"{each}\r\n" for each in said).encode())


STAGES: Mapping[str, tuple[int, int]] = {
    "greeting": (421, 554),
    "ehlo": (451, 554),
    "mail": (451, 550),
    "rcpt": (450, 550),
    "data": (451, 554),
    "end": (451, 554),
}
"""A refusal for now and one for good, at each of them."""
