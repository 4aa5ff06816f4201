"""The papers of what was taken: drawn, sent to printers, and saved."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from models.services.documents import count_print
from models.services.goods import tags_of
from models.services.print_jobs import queue_print, queue_unnumbered
from models.values import Topic
from models.values.denial_papers import DenialSlip
from models.values.exception_papers import ExceptionForm
from models.values.gift_papers import GiftReceipt
from models.values.printing import PaperKind, sent_to
from models.values.slips import Slip
from models.values.voucher_papers import ValueVoucher
from receipts.papers import document_of
from ui.papers import named
from ui.screens.returns.state import Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.print_jobs import Queued
    from models.services.slips import Taken
    from models.unit import Unit
    from models.values import Message
    from ui.papers import Papers
    from ui.screens.returns.counter import Counter
    from ui.work import Work


Numbered = Slip | ValueVoucher | ExceptionForm | DenialSlip | GiftReceipt
"""The papers that the counter makes."""


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
            lambda: self._picture(taken.slip, taken.copy),
            self._drawn,
            self._counter.failed,
        )
        for opened in taken.vouchers:
            self._work.compute(
                partial(self._picture, opened.voucher, opened.copy),
                self._voucher_drawn,
                self._counter.failed,
            )

    def print(self) -> None:
        """What the customer leaves with: the slip, then its vouchers."""
        taken = self._counter.state().taken
        if taken is not None:
            vouchers = [opened.voucher.head.number for opened in taken.vouchers]
            self.send(taken.slip.head.number, *vouchers)

    def print_form(self) -> None:
        """What is signed and stays in the shop, where there is one."""
        taken = self._counter.state().taken
        if taken is not None and taken.form is not None:
            self.send(taken.form.form.head.number)

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
        """All of them."""
        state = self._counter.state()
        taken = state.taken
        if taken is None or state.busy:
            return
        papers: list[Numbered] = [taken.slip, *(each.voucher for each in taken.vouchers)]
        if taken.form is not None:
            papers.append(taken.form.form)
        self.save_all(*papers)

    def save_all(self, *papers: Numbered) -> None:
        """Each is counted as printed before."""
        wanted = deque(papers)

        def save_next(message: Message) -> None:
            if wanted:
                self._save(wanted.popleft(), save_next)
            else:
                self._out(message)

        self._counter.busy()
        self._work.compute(
            self._papers.find_folder,
            lambda _: self._save(wanted.popleft(), save_next),
            self._counter.failed,
        )

    def send(self, *numbers: str) -> None:
        """Numbered papers, to where such papers are printed."""
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

    def _save(self, paper: Numbered, done: Callable[[Message], None]) -> None:
        number = paper.head.number

        def save(copy: int) -> None:
            self._work.compute(
                lambda: self._papers.save(document_of(paper, copy), named(number, copy)),
                done,
                self._counter.failed,
            )

        self._work.run(lambda unit: count_print(unit, number), save, self._counter.failed)

    def _out(self, message: Message) -> None:
        state = self._counter.state()
        self._counter.show(replace(state, busy=False, said=Said((message,), bad=False)))

    def _picture(self, paper: Numbered, copy: int) -> bytes:
        return self._papers.picture(document_of(paper, copy))

    def _drawn(self, picture: bytes) -> None:
        self._counter.show(replace(self._counter.state(), picture=picture))

    def _voucher_drawn(self, picture: bytes) -> None:
        state = self._counter.state()
        self._counter.show(replace(state, voucher_pictures=(*state.voucher_pictures, picture)))
