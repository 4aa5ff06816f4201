"""What the page of printers says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from models.services.papers import PapersHere, list_choices
from models.services.print_tests import queue_test
from models.services.printers import (
    add_printer,
    change_printer,
    clear_route,
    disable_printer,
    list_printers,
    list_routes,
    set_route,
)
from models.services.signatures import set_when_to_sign, when_to_sign
from models.values import Message, Refused, Topic
from ui.screens.papers.printers_state import Asked, PrintersState
from ui.screens.papers.state import Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.print_jobs import Queued
    from models.services.printers import (
        PrinterAsked,
        PrinterChanged,
        PrinterSeen,
        RoutesChanged,
        RouteSeen,
    )
    from models.services.signatures import SigningSet
    from models.unit import Unit
    from models.values.printing import PaperKind
    from models.values.signatures import Signs
    from ui.work import Work

    Found = tuple[PapersHere, tuple[PrinterSeen, ...], tuple[RouteSeen, ...], Signs]

T = TypeVar("T")

WHERE: Final = {
    "printer-name-missing": Asked.NAME,
    "printer-name-taken": Asked.NAME,
    "printer-address-wrong": Asked.ADDRESS,
    "card-number-refused": Asked.ADDRESS,
    "printer-sheet-wrong": Asked.SHEET,
    "printer-kick-wrong": Asked.DRAWER,
    "printer-drawer-taken": Asked.DRAWER,
    "printer-drawer-whose": Asked.REGISTER,
    "printer-register-unknown": Asked.REGISTER,
}
"""The field of the form that each refusal is about."""


class PrintersPresenter:
    """Printers of the shop, and where papers of this register go. Every change is a new
    state, shown whole."""

    def __init__(self, work: Work, show: Callable[[PrintersState], None]) -> None:
        self._work = work
        self._show = show
        self._state = PrintersState()
        self._name = ""
        """Of the printer that was entered last, for what is said of it."""

    @property
    def state(self) -> PrintersState:
        return self._state

    def start(self) -> None:
        """Read it, or read it anew."""
        self._work.read_latest("printers-page", _look, self._looked, self._failed)

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Another manager may have changed them."""
        if topics & {Topic.PRINTING, Topic.SHOP} and self._state.looked:
            self.start()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def pick(self, printer_id: int) -> None:
        if not self._state.busy:
            self._begin(picked=printer_id, adding=False)

    def begin_adding(self) -> None:
        if not self._state.busy:
            self._begin(adding=True)

    def cancel(self) -> None:
        """What was entered is forgotten: the printer is shown as it is."""
        if not self._state.busy:
            self._begin(adding=False)

    def save(self, asked: PrinterAsked) -> None:
        """Add the printer, or change the one that is picked."""
        state = self._state
        if state.busy:
            return
        self._name = asked.name
        if state.adding:
            self._run(lambda unit: add_printer(unit, asked), self._saved)
        elif (picked := state.picked) is not None:
            self._run(lambda unit: change_printer(unit, picked, asked), self._saved)

    def disable(self) -> None:
        picked = self._state.printer
        if picked is not None and not self._state.busy:
            self._run(lambda unit: disable_printer(unit, picked.id), self._disabled)

    def test(self) -> None:
        """A small paper that shows whether it prints."""
        picked = self._state.printer
        if picked is not None and not self._state.busy:
            self._run(lambda unit: queue_test(unit, picked.id), self._tested)

    def route(self, kind: PaperKind | None, printer_id: int | None, at_once: bool) -> None:
        """Papers of that kind go to this printer from now on; without one, to the machine's
        own. No kind is all others."""
        self._run(lambda unit: set_route(unit, kind, printer_id, at_once), self._routed)

    def unroute(self, kind: PaperKind | None) -> None:
        """Papers of that kind go where all others go."""
        self._run(lambda unit: clear_route(unit, kind), self._routed)

    def ask_to_sign(self, signs: Signs) -> None:
        """When customers of this store are asked to, from now on."""
        self._run(lambda unit: set_when_to_sign(unit, signs), self._signing_set)

    def _begin(self, *, adding: bool, picked: int | None = None) -> None:
        state = replace(
            self._state, adding=adding, turn=self._state.turn + 1, wrong={}, said=None
        )
        known = {each.id for each in state.printers}
        which = picked or (state.picked if state.picked in known else min(known, default=None))
        self._set(replace(state, picked=which))

    def _run(
        self,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
    ) -> None:
        self._set(replace(self._state, busy=True, said=None, wrong={}))
        self._work.run(use_case, done, self._failed)

    # What comes back from the worker.

    def _looked(self, found: Found) -> None:
        here, printers, routes, signs = found
        state = replace(
            self._state,
            here=here,
            printers=printers,
            routes=routes,
            signs=signs,
            looked=True,
        )
        if state.printer is None and not state.adding:
            first = printers[0].id if printers else None
            state = replace(state, picked=first, adding=not printers, turn=state.turn + 1)
        self._set(state)

    def _saved(self, changed: PrinterChanged) -> None:
        printer = changed.printer
        self._put(printer, Message("printer-kept", {"printer": printer.name}))

    def _disabled(self, changed: PrinterChanged) -> None:
        printer = changed.printer
        self._put(printer, Message("printer-put-away", {"printer": printer.name}))

    def _tested(self, _: Queued) -> None:
        self._tell(Message("printer-tried"))

    def _routed(self, changed: RoutesChanged) -> None:
        self._set(replace(self._state, busy=False, routes=changed.routes))

    def _signing_set(self, changed: SigningSet) -> None:
        self._set(replace(self._state, busy=False, signs=changed.signs))

    def _put(self, printer: PrinterSeen, message: Message) -> None:
        state = self._state
        self._set(
            replace(
                state,
                adding=False,
                picked=printer.id,
                turn=state.turn + 1,
                printers=_with(state.printers, printer),
            )
        )
        self._tell(message)

    def _tell(self, message: Message) -> None:
        self._set(replace(self._state, busy=False, said=Said((message,), bad=False)))

    def _failed(self, problem: Exception) -> None:
        """What a field is about is said there, all else over the page."""
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        wrong = {
            WHERE[each.code]: Message(each.code, {"printer": self._name, **each.facts})
            for each in messages
            if each.code in WHERE
        }
        rest = tuple(each for each in messages if each.code not in WHERE)
        said = Said(rest) if rest else None
        self._set(replace(self._state, busy=False, said=said, wrong=wrong))

    def _set(self, state: PrintersState) -> None:
        self._state = state
        self._show(state)


def _with(printers: tuple[PrinterSeen, ...], one: PrinterSeen) -> tuple[PrinterSeen, ...]:
    others = (each for each in printers if each.id != one.id)
    return tuple(sorted((*others, one), key=lambda each: each.name))


def _look(unit: Unit) -> Found:
    return list_choices(unit), list_printers(unit), list_routes(unit), when_to_sign(unit)


def _to_nobody(_: PrintersState) -> None:
    """Nobody looks."""
