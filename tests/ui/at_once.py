"""The worker's part done by the test itself: on the spot, or when it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from models.db import Shop
    from models.unit import Unit

T = TypeVar("T")


class AtOnce:
    """Done when its step returns; with ``held`` answers wait until ``answer``."""

    def __init__(self, shop: Shop | None = None) -> None:
        self.shop = shop
        self.held = False
        self._waiting: list[Callable[[], None]] = []

    def run(
        self,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        assert self.shop is not None
        shop = self.shop
        self.compute(lambda: shop.run(use_case), done, failed)

    read = run

    def read_latest(
        self,
        key: Hashable,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.run(use_case, done, failed)

    def compute(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        if self.held:
            self._waiting.append(lambda: self.compute(job, done, failed))
            return
        try:
            found = job()
        except Exception as problem:  # noqa: BLE001 (told to the page, as the worker does)
            failed(problem)
        else:
            done(found)

    def answer(self) -> None:
        """What waits is worked on, in order, and what that asks for as well."""
        self.held = False
        waiting, self._waiting = self._waiting, []
        for step in waiting:
            step()
