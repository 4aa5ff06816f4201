"""The papers of what was taken: drawn, sent to printers, and saved."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from models.services.documents import count_print
from models.services.goods import tags_of
from models.services.print_jobs import queue_print, queue_unnumbered
from models.values import Topic
from models.values.printing import PaperKind, sent_to
from ui.screens.returns.state import Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.print_jobs import Queued
    from models.services.slips import Taken
    from models.unit import Unit
    from models.values import Message
    from models.values.exception_papers import ExceptionForm
    from models.values.slips import Slip
    from models.values.voucher_papers import ValueVoucher
    from ui.screens.returns.counter import Counter
    from ui.work import Work


OnPaper = tuple[str, "Callable[[int], Message]"]
"""A paper's number, and how it leaves the counter as which copy."""


class Papers(Protocol):
    """Where slips become pictures and files; all of it off the ui thread.

    ``save`` answers with where the paper lies, or raises ``Refused``; ``find_folder`` raises it
    before anything is counted as printed.
    """

    def picture(self, slip: Slip, copy: int) -> bytes: ...
    def find_folder(self) -> None: ...
    def save(self, slip: Slip, copy: int) -> Message: ...
    def voucher_picture(self, voucher: ValueVoucher, copy: int) -> bytes: ...
    def save_voucher(self, voucher: ValueVoucher, copy: int) -> Message: ...
    def save_form(self, form: ExceptionForm, copy: int) -> Message: ...


@dataclass(frozen=True, slots=True)
class Sent:
    """Papers were queued for these printers; an empty name is the machine's usual one."""

    printers: tuple[str, ...]
    changed: frozenset[Topic] = frozenset({Topic.PRINTING, Topic.DOCUMENTS})


class TakenPapers:
    """The slip that is shown, the vouchers that were issued with it, and the form of the
    exception where it is one."""

    def __init__(self, work: Work, papers: Papers, counter: Counter) -> None:
        self._work = work
        self._papers = papers
        self._counter = counter

    def draw(self, taken: Taken) -> None:
        self._work.compute(
            lambda: self._papers.picture(taken.slip, taken.copy),
            self._drawn,
            self._counter.failed,
        )
        for opened in taken.vouchers:
            self._work.compute(
                partial(self._papers.voucher_picture, opened.voucher, opened.copy),
                self._voucher_drawn,
                self._counter.failed,
            )

    def print(self) -> None:
        """What the customer leaves with: the slip, then its vouchers."""
        taken = self._counter.state().taken
        if taken is not None:
            vouchers = [opened.voucher.head.number for opened in taken.vouchers]
            self._send_numbered(taken.slip.head.number, *vouchers)

    def print_form(self) -> None:
        """What is signed and stays in the shop, where there is one."""
        taken = self._counter.state().taken
        if taken is not None and taken.form is not None:
            self._send_numbered(taken.form.form.head.number)

    def print_tags(self) -> None:
        """One to stick on each item that came back; as the goods go on they print anew."""
        taken = self._counter.state().taken
        if taken is not None:
            slip = taken.slip.head.number
            self._send(
                lambda unit: [
                    queue_unnumbered(unit, PaperKind.TAG, tag) for tag in tags_of(unit, slip)
                ]
            )

    def save(self) -> None:
        """All of them; each is counted as printed before."""
        state = self._counter.state()
        taken = state.taken
        if taken is None or state.busy:
            return
        vouchers = [opened.voucher for opened in taken.vouchers]
        wanted: list[OnPaper] = [
            (taken.slip.head.number, partial(self._papers.save, taken.slip)),
            *(
                (each.head.number, partial(self._papers.save_voucher, each))
                for each in vouchers
            ),
        ]
        if taken.form is not None:
            form = taken.form.form
            wanted.append((form.head.number, partial(self._papers.save_form, form)))
        papers = deque(wanted)

        def save_next(message: Message) -> None:
            if papers:
                self._count(*papers.popleft(), save_next)
            else:
                self._out(message)

        def begin(_: None) -> None:
            self._count(*papers.popleft(), save_next)

        self._counter.busy()
        self._work.compute(self._papers.find_folder, begin, self._counter.failed)

    def _send_numbered(self, *numbers: str) -> None:
        self._send(lambda unit: [queue_print(unit, number) for number in numbers])

    def _send(self, queue: Callable[[Unit], list[Queued]]) -> None:
        """All of them or none; they are printed while the counter goes on."""
        if self._counter.state().busy:
            return
        self._counter.busy()
        self._work.run(
            lambda unit: Sent(tuple(each.printer for each in queue(unit))),
            lambda sent: self._out(sent_to(*sent.printers)),
            self._counter.failed,
        )

    def _count(
        self, number: str, way: Callable[[int], Message], done: Callable[[Message], None]
    ) -> None:
        self._work.run(
            lambda unit: count_print(unit, number),
            lambda copy: self._work.compute(lambda: way(copy), done, self._counter.failed),
            self._counter.failed,
        )

    def _out(self, message: Message) -> None:
        state = self._counter.state()
        self._counter.show(replace(state, busy=False, said=Said((message,), bad=False)))

    def _drawn(self, picture: bytes) -> None:
        self._counter.show(replace(self._counter.state(), picture=picture))

    def _voucher_drawn(self, picture: bytes) -> None:
        state = self._counter.state()
        self._counter.show(replace(state, voucher_pictures=(*state.voucher_pictures, picture)))
