"""The papers of what was taken: drawn, printed and saved, each print counted before."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from models.services.documents import count_print
from models.services.goods import tags_of
from ui.screens.returns.state import Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.exception_forms import FormOpened
    from models.services.slips import Taken
    from models.values import Message
    from models.values.denial_papers import DenialSlip
    from models.values.exception_papers import ExceptionForm
    from models.values.gift_papers import GiftReceipt
    from models.values.slips import Slip
    from models.values.tag_papers import ItemTag
    from models.values.voucher_papers import ValueVoucher
    from ui.screens.returns.counter import Counter
    from ui.work import Work


OnPaper = tuple[str, "Callable[[int], Message]"]
"""A paper's number, and how it leaves the counter as which copy."""


class Papers(Protocol):
    """Where slips become pictures, prints and files; all of it off the ui thread.

    ``print`` and ``save`` answer with where the paper went, or raise ``Refused``;
    ``find_printer`` and ``find_folder`` raise it before anything is counted as printed.
    """

    def picture(self, slip: Slip, copy: int) -> bytes: ...
    def find_printer(self) -> None: ...
    def find_folder(self) -> None: ...
    def print(self, slip: Slip, copy: int) -> Message: ...
    def save(self, slip: Slip, copy: int) -> Message: ...
    def voucher_picture(self, voucher: ValueVoucher, copy: int) -> bytes: ...
    def print_voucher(self, voucher: ValueVoucher, copy: int) -> Message: ...
    def save_voucher(self, voucher: ValueVoucher, copy: int) -> Message: ...
    def print_form(self, form: ExceptionForm, copy: int) -> Message: ...
    def save_form(self, form: ExceptionForm, copy: int) -> Message: ...
    def print_tag(self, tag: ItemTag) -> Message: ...
    def told_picture(self, paper: DenialSlip | GiftReceipt, copy: int) -> bytes: ...
    def print_told(self, paper: DenialSlip | GiftReceipt, copy: int) -> Message: ...
    def save_told(self, paper: DenialSlip | GiftReceipt, copy: int) -> Message: ...


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
        state = self._counter.state()
        if state.taken is not None:
            papers = self._customers(
                state.taken, self._papers.print, self._papers.print_voucher
            )
            self.put_out(self._papers.find_printer, papers)

    def print_form(self) -> None:
        """What is signed and stays in the shop, where there is one."""
        state = self._counter.state()
        if state.taken is not None and state.taken.form is not None:
            form = _one_form(state.taken.form, self._papers.print_form)
            self.put_out(self._papers.find_printer, [form])

    def save(self) -> None:
        """All of them."""
        taken = self._counter.state().taken
        if taken is None:
            return
        papers = self._customers(taken, self._papers.save, self._papers.save_voucher)
        if taken.form is not None:
            papers.append(_one_form(taken.form, self._papers.save_form))
        self.put_out(self._papers.find_folder, papers)

    def print_tags(self) -> None:
        """One to stick on each item that came back; as the goods go on they print anew."""
        state = self._counter.state()
        if state.taken is None or state.busy:
            return
        slip = state.taken.slip.head.number

        def print_all(tags: tuple[ItemTag, ...]) -> None:
            self._work.compute(
                lambda: [self._papers.print_tag(tag) for tag in tags][-1],
                self._out,
                self._counter.failed,
            )

        def read(_: None) -> None:
            self._work.read(lambda unit: tags_of(unit, slip), print_all, self._counter.failed)

        self._counter.busy()
        self._work.compute(self._papers.find_printer, read, self._counter.failed)

    @staticmethod
    def _customers(
        taken: Taken,
        way: Callable[[Slip, int], Message],
        voucher_way: Callable[[ValueVoucher, int], Message],
    ) -> list[OnPaper]:
        vouchers = [opened.voucher for opened in taken.vouchers]
        return [
            (taken.slip.head.number, partial(way, taken.slip)),
            *((each.head.number, partial(voucher_way, each)) for each in vouchers),
        ]

    def put_out(self, find: Callable[[], None], wanted: list[OnPaper]) -> None:
        """Each paper by its own way, once there is a place for it.

        Count each print before it is made, and only where there is a place for it.

        A paper that may have left the counter is a copy the next time.
        """
        if self._counter.state().busy:
            return
        papers = deque(wanted)

        def put_out_next(message: Message) -> None:
            if papers:
                self._count(*papers.popleft(), put_out_next)
            else:
                self._out(message)

        def begin(_: None) -> None:
            self._count(*papers.popleft(), put_out_next)

        self._counter.busy()
        self._work.compute(find, begin, self._counter.failed)

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


def _one_form(opened: FormOpened, way: Callable[[ExceptionForm, int], Message]) -> OnPaper:
    return opened.form.head.number, partial(way, opened.form)
