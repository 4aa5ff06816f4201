"""The talk with an ESC/POS printer: is it ready, here is the paper, is it printed?

It is asked by DLE EOT, which a printer answers at once even while it stands still, but only
before and after a paper: such a question must not stand within another command. In between
the printer tells by itself (ASB) when it stands still and when it goes on. Last comes GS r,
which it answers in its turn: a paper is printed when that answer came, not when its bytes were
taken.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.printing.channels import BEAT, LineLost, PartlyOut, PutOff
from models.values import Message, Refused, refuse
from models.values.clocks import steady

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.printing.channels import Channel

ANSWER: Final = 1.0
"""Seconds in which a printer that can answers DLE EOT; as often it is asked."""
MUTE: Final = 2.0
"""Seconds in which one that did not answer that may still answer GS r."""
SILENT: Final = 20.0
"""Seconds after which one that takes nothing and says nothing is gone."""
PRINTED: Final = 60.0
"""Seconds without any trouble after which no answer to GS r will come."""

STATUS, OFFLINE, SENSORS = (b"\x10\x04" + bytes([n]) for n in (1, 2, 4))
BEGIN: Final = b"\x1b@"
"""Which also makes the printer tell nothing by itself."""
TELL_YOURSELF: Final = b"\x1da\x0e"
"""On paper, errors and being offline."""
ARE_YOU_DONE: Final = b"\x1dr\x01"

COVER_OPEN: Final = Message("printer-cover-open")
PAPER_OUT: Final = Message("printer-paper-out")
BROKEN: Final = Message("printer-error")
SWITCHED_OFF: Final = Message("printer-offline")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a printer says of itself: what keeps it from printing, if anything."""

    problem: Message | None = None
    low: bool = False
    """The roll is nearly at its end."""


class Device:
    """One printer on an open line, for one paper or kick.

    ``told`` hears what holds the printer up in the middle, and nothing once it goes on.
    ``stopped`` is asked a few times a second.
    """

    def __init__(
        self,
        channel: Channel,
        told: Callable[[Message | None], None],
        stopped: Callable[[], bool],
    ) -> None:
        self._channel = channel
        self._told = told
        self._stopped = stopped
        self._ears = _Ears()
        self._given = False
        self._speaks = False
        self._held_up: Message | None = None
        self._heard = steady()
        self._half_asked = b""
        self.low = False

    def check_ready(self) -> None:
        """Raise :class:`models.values.Refused` where it says why it would not print now, or
        nobody is there, :class:`PutOff` where it is stopped. One that cannot answer is believed
        to be ready."""
        with self._midway_or_not():
            standing = self._look()
            if standing is None:
                if not self._channel.there:
                    raise refuse("printer-no-connection")
                return
            self._speaks = True
            self.low = standing.low
            if standing.problem is not None:
                raise Refused(standing.problem)

    def put_out(self, commands: bytes) -> bool:
        """Whether it said that all of this is done; not where it cannot say so.

        Raise :class:`PartlyOut` where it went away, or is stopped, with part of it given;
        another :class:`models.values.Refused` or :class:`PutOff` where nothing was.
        """
        with self._midway_or_not():
            if not self._channel.answers:
                self._give(commands)
                return False
            self._give(BEGIN + TELL_YOURSELF + commands.removeprefix(BEGIN) + ARE_YOU_DONE)
            return self._is_done()

    def _give(self, commands: bytes) -> None:
        rest = memoryview(commands)
        while rest:
            self._heed()
            taken = self._channel.send(bytes(rest[: self._channel.most]))
            rest = rest[taken:]
            if taken:
                self._given = True
                self._heard = steady()
            self._listen(0 if taken else BEAT)
            self._check_silence()

    def _is_done(self) -> bool:
        """Listen for the answer, and ask once a second whether it is still there."""
        since = asked = steady()
        while not self._ears.done:
            self._heed()
            self._listen(BEAT)
            now = steady()
            if self._held_up and self._ears.standing is not None:
                since = now
            elif not self._speaks:
                if now - since > MUTE:
                    return False
            elif now - asked > ANSWER and not self._ears.done:
                self._ask_health()
                asked = steady()
                if self._held_up:
                    since = asked
                elif asked - since > PRINTED:
                    return False
            self._check_silence()
        self._mind(None)
        return True

    def _ask_health(self) -> None:
        standing = self._look()
        if standing is not None:
            self._heard = steady()
            self._mind(standing.problem)

    def _listen(self, within: float) -> None:
        """What it tells by itself holds until it tells otherwise."""
        self._ears.hear(self._channel.receive(within))
        if self._ears.standing is not None:
            self._mind(self._ears.standing.problem)

    def _mind(self, problem: Message | None) -> None:
        if problem != self._held_up:
            self._held_up = problem
            self._told(problem)

    def _check_silence(self) -> None:
        """One that said what holds it up may be silent until somebody comes."""
        if self._held_up:
            self._heard = steady()
        elif steady() - self._heard > SILENT:
            raise LineLost

    def _look(self) -> Standing | None:
        """Nothing where it does not answer."""
        if not self._channel.answers:
            return None
        status = self._ask(STATUS)
        if status is None:
            return None
        sensors = self._ask(SENSORS) or 0
        low, out = bool(sensors & 0x0C), bool(sensors & 0x60)
        if not status & 0x08:
            return Standing(PAPER_OUT if out else None, low)
        cause = self._ask(OFFLINE) or 0
        if cause & 0x04:
            return Standing(COVER_OPEN, low)
        if cause & 0x20 or out:
            return Standing(PAPER_OUT, low)
        return Standing(BROKEN if cause & 0x40 else SWITCHED_OFF, low)

    def _ask(self, question: bytes) -> int | None:
        """An answer does not say which question it is to: what is late is thrown away."""
        self._listen(0)
        self._ears.answer = None
        rest = self._half_asked or question
        until = steady() + ANSWER
        while self._ears.answer is None and steady() < until:
            self._heed()
            if rest:
                rest = rest[self._channel.send(rest) :]
            else:
                self._listen(BEAT)
        self._half_asked = rest if rest != question else b""
        return self._ears.answer

    def _heed(self) -> None:
        if self._stopped():
            raise PartlyOut(Message("print-interrupted")) if self._given else PutOff

    @contextmanager
    def _midway_or_not(self) -> Iterator[None]:
        try:
            yield
        except LineLost as why:
            if self._given:
                raise PartlyOut(Message("printer-gone-midway")) from why
            raise refuse("printer-no-connection") from why


class _Ears:
    """Tells apart what a printer says: three kinds of answers share one line."""

    def __init__(self) -> None:
        self.answer: int | None = None
        """To DLE EOT."""
        self.done = False
        """Whether GS r was answered."""
        self.standing: Standing | None = None
        """What it told by itself (ASB)."""
        self._telling = b""

    def hear(self, came: bytes) -> None:
        """Flow control is passed over."""
        for byte in came:
            if self._telling:
                self._telling += bytes([byte])
                if len(self._telling) == 4:
                    self.standing = _standing(self._telling)
                    self._telling = b""
            elif byte & 0x93 == 0x12:
                self.answer = byte
            elif byte & 0x93 == 0x10:
                self._telling = bytes([byte])
            elif byte & 0x90 == 0x00:
                self.done = True


def _standing(told: bytes) -> Standing:
    """The four bytes of an automatic status."""
    low, out = bool(told[2] & 0x03), bool(told[2] & 0x0C)
    if told[0] & 0x20:
        return Standing(COVER_OPEN, low)
    if out:
        return Standing(PAPER_OUT, low)
    if told[1] & 0x68:
        return Standing(BROKEN, low)
    return Standing(SWITCHED_OFF if told[0] & 0x08 else None, low)
