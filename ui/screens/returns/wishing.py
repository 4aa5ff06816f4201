"""How the customer wants their paper: in which language, and whether printed at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.services.letterheads import usual_language
from models.services.setup import LANGUAGES
from ui.screens.returns.state import Spoken, Stage

if TYPE_CHECKING:
    from ui.screens.returns.counter import Counter
    from ui.screens.returns.state import CounterState
    from ui.work import Work


class Wishing:
    """Nothing has to be entered: the customer's own language is looked up with them."""

    def __init__(self, work: Work, counter: Counter) -> None:
        self._work = work
        self._counter = counter
        self._asked: Spoken | None = None

    def next_language(self) -> None:
        """The one after that which the paper speaks now, round and round."""
        state = self._counter.state()
        now = state.paper_language
        if now in LANGUAGES:
            following = LANGUAGES[(LANGUAGES.index(now) + 1) % len(LANGUAGES)]
            wish = replace(state.wish, language=following)
            self._counter.show(replace(state, wish=wish))

    def toggle_paper(self) -> None:
        """“No paper, thanks”; or one after all."""
        state = self._counter.state()
        wish = replace(state.wish, printed=not state.wish.printed)
        self._counter.show(replace(state, wish=wish))

    def follow(self, state: CounterState) -> None:
        """Look up what papers speak for whoever stands there now, once; a sale says it."""
        told = state.stage is Stage.RETURN and state.sale is not None
        if told or state.stage not in (Stage.RETURN, Stage.GIVING):
            self._asked = None
            return
        wanted = Spoken(_customer_of(state))
        known = state.speaks is not None and state.speaks.customer_id == wanted.customer_id
        if known or wanted == self._asked:
            return
        self._asked = wanted
        self._work.read_latest(
            "paper-language",
            lambda unit: usual_language(unit, wanted.customer_id),
            lambda language: self._found(replace(wanted, language=language)),
            self._counter.failed,
        )

    def _found(self, spoken: Spoken) -> None:
        state = self._counter.state()
        self._asked = None
        if state.stage in (Stage.RETURN, Stage.GIVING):
            self._counter.show(replace(state, speaks=spoken))


def _customer_of(state: CounterState) -> int | None:
    if state.stage is Stage.GIVING and state.giving and state.giving.customer:
        return state.giving.customer.id
    if state.sale is not None:
        return state.sale.customer_id
    named = state.without.customer if state.without else None
    return named.id if named else None
