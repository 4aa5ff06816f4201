"""What comes back: lines named, scanned and edited, until the decision is right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.services.decisions import ComingBack
from models.values import NOTHING, ONE
from models.values.codes import USUAL_CONDITION

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.sales import LineOnCounter
    from models.values import Money, Quantity
    from models.values.codes import Capture, Condition, Disposition, Reason
    from ui.screens.returns.counter import Counter


class Coming:
    """The lines that come back in one visit, with a receipt or without."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    def toggle(self, line_id: int) -> None:
        """The clerk pressed a line: it comes back, or does not after all."""
        state = self._counter.state()
        if state.entered(line_id):
            rest = tuple(line for line in state.coming if line.line_id != line_id)
            self._enter(rest, current=None)
        elif (line := state.line(line_id)) and line.left:
            self.bring(line)

    def bring(self, line: LineOnCounter, serial: str = "") -> None:
        """One more unit of a line; weighed goods come back by what is left of them."""
        state = self._counter.state()
        entered = state.entered(line.line_id)
        if entered is None:
            quantity = line.left if line.weighed else min(ONE, line.left)
            coming = ComingBack(line_id=line.line_id, quantity=quantity, serial=serial)
            self._enter((*state.coming, coming), current=line.line_id)
        elif serial:
            self.set_serial(line.line_id, serial)
        else:
            self.set_quantity(line.line_id, entered.quantity + ONE)

    def bring_named(self, text: str) -> bool:
        """Whether it names a line of the open sale, which then comes back."""
        sale = self._counter.state().sale
        lines = sale.lines if sale else ()
        for line in lines:
            if line.serial and text.casefold() == line.serial.casefold():
                self.bring(line, text)
                return True
        matching = [line for line in lines if text in line.barcodes or text == line.sku]
        for line in sorted(matching, key=lambda found: not self._room(found)):
            self.bring(line)
            return True
        return False

    def set_quantity(self, line_id: int, quantity: Quantity) -> None:
        self._edit(line_id, lambda line: replace(line, quantity=quantity))

    def set_reason(self, line_id: int, reason: Reason) -> None:
        """The usual condition is proposed with it, unless one was chosen already; what is no
        goods has none."""
        sold = self._counter.state().line(line_id)
        usual = USUAL_CONDITION.get(reason) if sold and sold.charge is None else None
        self._edit(
            line_id,
            lambda line: replace(line, reason=reason, condition=line.condition or usual),
        )

    def set_condition(self, line_id: int, condition: Condition) -> None:
        self._edit(line_id, lambda line: replace(line, condition=condition))

    def set_serial(self, line_id: int, serial: str) -> None:
        self._edit(line_id, lambda line: replace(line, serial=serial.strip()))

    def set_captured(self, line_id: int, what: Capture, note: str) -> None:
        """What the policy asks for was seen or noted; ``""`` where it was not after all."""

        def noted(line: ComingBack) -> ComingBack:
            rest = {each: text for each, text in line.captured.items() if each is not what}
            return replace(
                line, captured={**rest, what: note.strip()} if note.strip() else rest
            )

        self._edit(line_id, noted)

    def set_missing_parts(self, line_id: int, worth: Money) -> None:
        self._edit(line_id, lambda line: replace(line, missing_parts=worth))

    def set_disposition(self, line_id: int, disposition: Disposition | None) -> None:
        """What becomes of the goods; nothing for what the policy proposes."""
        self._edit(line_id, lambda line: replace(line, disposition=disposition))

    def _room(self, line: LineOnCounter) -> bool:
        entered = self._counter.state().entered(line.line_id)
        return line.left > (entered.quantity if entered else NOTHING)

    def _edit(self, line_id: int, change: Callable[[ComingBack], ComingBack]) -> None:
        coming = self._counter.state().coming
        lines = tuple(change(line) if line.line_id == line_id else line for line in coming)
        if lines != coming:
            self._enter(lines, current=line_id)

    def _enter(self, lines: tuple[ComingBack, ...], current: int | None) -> None:
        state = replace(self._counter.state(), coming=lines, current=current)
        self._counter.change(state if lines else replace(state, going_out=False, out=()))
