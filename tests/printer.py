"""An ESC/POS printer on loopback, as well or as ill as a test wants it.

It takes one connection at a time, keeps what it took when the connection goes, and prints it
as soon as it can. Real-time commands (DLE …) are obeyed as they arrive, wherever they stand;
everything else in its turn.
"""

from __future__ import annotations

import selectors
import socket
import struct
import threading
from typing import TYPE_CHECKING, Self

from tests.printed import DC4, DLE, ENQ, EOT, EPSON_PAGES, Print, PrintedPaper

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

_ENDLESS = 1 << 62


class Printer:
    """``with Printer() as printer``: listens on ``printer.address`` until the block ends.

    Every mode may be set at any time, also in the middle of a job; it holds as soon as the
    call is back, and lasts until `well`.
    ``room`` is what it takes in beyond what it prints, in bytes, before the sender has to wait.
    """

    def __init__(self, pages: Mapping[int, str] = EPSON_PAGES, room: int = 4096) -> None:
        self._changed = threading.Condition()
        self._print = Print(pages, asked=self._asked_in_order)
        self._room = room
        self._taken = bytearray()
        self._live = bytearray()
        self._received = 0
        self._connections = 0
        self._heal()
        self._watching = 0
        self._told = b""
        self._closing = False
        self._settled = True
        self._listener: socket.socket | None = None
        self._line: socket.socket | None = None
        self._port = 0
        self._bell, self._ear = socket.socketpair()
        self._ear.setblocking(False)
        self._thread = threading.Thread(target=self._serve, name="test printer", daemon=True)

    def __enter__(self) -> Self:
        self._listen()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._closing = True
        self._ring()
        self._thread.join()
        for open_socket in (self._bell, self._ear):
            open_socket.close()

    @property
    def host(self) -> str:
        return "127.0.0.1"

    @property
    def port(self) -> int:
        """The same for as long as the printer is there, refusing or not."""
        return self._port

    @property
    def address(self) -> str:
        """As a printer's address is typed: ``127.0.0.1:40123``."""
        return f"{self.host}:{self._port}"

    @property
    def papers(self) -> tuple[PrintedPaper, ...]:
        """What was cut or torn off, the oldest first."""
        with self._changed:
            return tuple(self._print.papers)

    @property
    def hanging(self) -> PrintedPaper:
        """What is printed and neither cut nor torn off."""
        with self._changed:
            return self._print.hanging

    @property
    def kicks(self) -> int:
        """Pulses to the drawer."""
        with self._changed:
            return len(self._print.kicks)

    @property
    def strange(self) -> tuple[bytes, ...]:
        """Commands that it did not know."""
        with self._changed:
            return tuple(self._print.strange)

    @property
    def connections(self) -> int:
        """How often somebody was let in."""
        with self._changed:
            return self._connections

    @property
    def received(self) -> int:
        """Bytes it took on the present or last connection."""
        with self._changed:
            return self._received

    def wait(self, until: Callable[[], bool], seconds: float = 10) -> None:
        """Until ``until``, which is asked whenever something happens to the printer.

        Raises:
            TimeoutError: it did not come about.
        """
        with self._changed:
            if not self._changed.wait_for(until, seconds):
                raise TimeoutError("The printer never came to what the test waits for.")

    def wait_papers(self, count: int = 1, seconds: float = 10) -> tuple[PrintedPaper, ...]:
        """At least ``count`` papers.

        Raises:
            TimeoutError: they did not come.
        """
        self.wait(lambda: len(self._print.papers) >= count, seconds)
        return self.papers

    def well(self) -> None:
        """Paper loaded, cover closed, all modes ended; goes on with what it has."""
        self._set(self._heal)

    def paper_out(self, after: int = 0) -> None:
        """The roll ends after ``after`` more lines: it goes offline and takes no more than
        it has room for. Real-time status is still answered."""

        def end() -> None:
            self._last_line = self._print.fed + after

        self._set(end)

    def paper_low(self) -> None:
        """The roll is nearly at its end; it prints."""

        def lower() -> None:
            self._low = True

        self._set(lower)

    def cover_open(self) -> None:
        """Offline at once; otherwise as without paper."""

        def open_cover() -> None:
            self._open = True

        self._set(open_cover)

    def slow(self, step: int = 16) -> None:
        """Takes ``step`` bytes each time that `allow` lets it, none before."""

        def slow_down() -> None:
            self._step, self._allowed = step, 0

        self._set(slow_down)

    def allow(self, steps: int = 1) -> None:
        """A slow printer may take ``steps`` more steps."""

        def give() -> None:
            self._allowed += steps * self._step

        self._set(give)

    def gone_after(self, count: int) -> None:
        """Each connection breaks once ``count`` bytes came over it; the printer has them."""

        def limit() -> None:
            self._breaks_after = count

        self._set(limit)

    def refusing(self) -> None:
        """Its port is closed, and an open connection broken."""

        def refuse() -> None:
            self._refuses = True

        self._set(refuse)

    def mute(self) -> None:
        """Prints, and answers nothing."""

        def hush() -> None:
            self._mute = True

        self._set(hush)

    def tear(self) -> None:
        """Somebody tears off what hangs from it."""
        self._set(self._print.tear)

    def _heal(self) -> None:
        self._last_line = _ENDLESS
        self._low = self._open = self._mute = self._refuses = False
        self._step, self._allowed = 0, 0
        self._breaks_after = _ENDLESS

    def _set(self, change: Callable[[], None]) -> None:
        with self._changed:
            change()
            self._settled = not self._thread.is_alive()
            self._ring()
            self.wait(lambda: self._settled)

    def _ring(self) -> None:
        self._bell.send(b"!")

    @property
    def _out(self) -> bool:
        return self._print.fed >= self._last_line

    @property
    def _offline(self) -> bool:
        return self._out or self._open

    # On the printer's own thread, from here on.

    def _serve(self) -> None:
        with selectors.DefaultSelector() as selector:
            while True:
                with self._changed:
                    if self._closing:
                        self._break_line()
                        self._stop_listening()
                        return
                    self._keep_refusing()
                    self._work()
                    self._settled = True
                    self._changed.notify_all()
                    watched = self._watched()
                for open_socket in watched:
                    selector.register(open_socket, selectors.EVENT_READ)
                ready = {key.fileobj for key, _ in selector.select()}
                for open_socket in watched:
                    selector.unregister(open_socket)
                with self._changed:
                    self._hear(ready)
                    self._changed.notify_all()

    def _watched(self) -> list[socket.socket]:
        watched = [self._ear]
        if self._line is None and self._listener is not None:
            watched.append(self._listener)
        if self._line is not None and self._wants() > 0:
            watched.append(self._line)
        return watched

    def _hear(self, ready: Collection[object]) -> None:
        if self._ear in ready:
            self._ear.recv(4096)
        if self._listener is not None and self._listener in ready:
            self._line, _ = self._listener.accept()
            self._line.setblocking(True)
            self._received = 0
            self._connections += 1
            self._watching = 0
        elif self._line is not None and self._line in ready:
            self._take()

    def _keep_refusing(self) -> None:
        if self._refuses:
            self._break_line()
            self._stop_listening()
        elif self._listener is None:
            self._listen()

    def _listen(self) -> None:
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self._listener.bind((self.host, self._port))
        self._listener.listen(4)
        self._port = self._listener.getsockname()[1]

    def _stop_listening(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _wants(self) -> int:
        """Bytes that it would take now."""
        wanted = min(self._room - len(self._taken), self._breaks_after - self._received)
        return min(wanted, self._allowed) if self._step else wanted

    def _take(self) -> None:
        line = self._line
        if line is None or (wanted := self._wants()) <= 0:
            return
        try:
            got = line.recv(min(wanted, 4096))
        except OSError:
            got = b""
        if not got:
            line.close()
            self._line = None
            return
        self._received += len(got)
        if self._step:
            self._allowed -= len(got)
        for byte in got:
            self._taken.append(byte)
            self._work()
            self._obey_live(byte)
        if self._received >= self._breaks_after:
            self._break_line()

    def _break_line(self) -> None:
        """As a pulled plug looks from the other end: reset, not closed."""
        if self._line is not None:
            linger = struct.pack("ii", 1, 0)
            self._line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self._line.close()
            self._line = None

    def _obey_live(self, byte: int) -> None:
        self._live.append(byte)
        del self._live[:-5]
        live = bytes(self._live)
        if len(live) >= 3 and live[-3:-1] == bytes([DLE, EOT]):
            self._answer(bytes([self._status(live[-1])]))
        elif live[:3] == bytes([DLE, DC4, 1]) and len(live) == 5:
            self._print.kicks.append(5 if live[3] & 1 else 2)
        elif live[-2:] == bytes([DLE, ENQ]):
            self._print.strange.append(live[-2:])

    def _work(self) -> None:
        """Prints what it may of what it took."""
        while self._taken and not self._offline:
            self._print.take(self._taken.pop(0))
        self._tell_watcher()

    def _answer(self, answer: bytes) -> None:
        if self._line is not None and not self._mute:
            try:
                self._line.sendall(answer)
            except OSError:
                self._line.close()
                self._line = None

    def _asked_in_order(self, command: bytes, n: int) -> None:
        if command == b"a":
            self._watching, self._told = n, b""
            self._tell_watcher()
        elif n in {1, 49}:
            near, out = (0x03 if self._low else 0), (0x0C if self._out else 0)
            self._answer(bytes([near | out]))
        else:
            self._answer(b"\0")

    def _status(self, n: int) -> int:
        """The byte that answers DLE EOT n."""
        match n:
            case 1:
                return 0x12 | (0x08 if self._offline else 0)
            case 2:
                return 0x12 | (0x04 if self._open else 0) | (0x20 if self._out else 0)
            case 4:
                return 0x12 | (0x0C if self._low else 0) | (0x60 if self._out else 0)
            case _:
                return 0x12

    def _tell_watcher(self) -> None:
        """Automatic status back: four bytes at first, then whenever they change."""
        if not self._watching or self._line is None:
            return
        state = bytes(
            [
                0x10 | (0x08 if self._offline else 0) | (0x20 if self._open else 0),
                0,
                (0x03 if self._low else 0) | (0x0C if self._out else 0),
                0,
            ]
        )
        if state != self._told:
            self._told = state
            self._answer(state)
