"""What a manager wants named beside the product that is open: added, put in order, removed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.services.pairings import pair_product
from models.values import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.services.pairings import PairingsNow
    from models.values.products import Pairing
    from ui.screens.inquiries.presenter import InquiriesPresenter
    from ui.work import Work


class PairingPart:
    """Each change is kept at once; the last can be taken back."""

    def __init__(self, work: Work, page: InquiriesPresenter) -> None:
        self._work = work
        self._page = page

    def choose_kind(self, kind: Pairing) -> None:
        shown = self._page.state.pairing
        if shown is not None and not self._page.state.busy:
            shown = replace(shown, kind=kind, before=None)
            self._page.set(replace(self._page.state, pairing=shown, said=None))

    def add(self, product_id: int) -> None:
        """As the last one; where it is named already, nothing changes."""
        ids = self._ids()
        if product_id not in ids:
            self._pair([*ids, product_id])

    def remove(self, place: int) -> None:
        ids = self._ids()
        if 0 <= place < len(ids):
            self._pair([*ids[:place], *ids[place + 1 :]])

    def move_up(self, place: int) -> None:
        """Before the one that stands above it."""
        ids = self._ids()
        if 0 < place < len(ids):
            ids[place - 1 : place + 1] = [ids[place], ids[place - 1]]
            self._pair(ids)

    def undo(self) -> None:
        shown = self._page.state.pairing
        if shown is not None and shown.before is not None:
            self._pair(shown.before, undone=True)

    def _ids(self) -> list[int]:
        shown = self._page.state.pairing
        return [each.product_id for each in shown.now.of(shown.kind)] if shown else []

    def _pair(self, ids: Sequence[int], *, undone: bool = False) -> None:
        state = self._page.state
        if state.pairing is None or state.card is None or state.busy:
            return
        product, kind = state.card.product_id, state.pairing.kind
        before = None if undone else tuple(self._ids())

        def paired(now: PairingsNow) -> None:
            shown = self._page.state.pairing
            if shown is not None:
                shown = replace(shown, now=now, before=before)
                self._page.set(replace(self._page.state, pairing=shown))
            code = "pairings-undone" if undone else "pairings-changed"
            self._page.out(Message(code), undo=not undone)

        self._page.set(replace(state, busy=True, said=None))
        self._work.run(
            lambda unit: pair_product(unit, product, kind, ids), paired, self._page.failed
        )
