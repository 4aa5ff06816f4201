"""The counter is covered while whoever signed on is away; nothing under the cover is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.services.locking import Left, Unlocked
    from models.services.suspended_bodies import Entered
    from models.values import Topic
    from models.values.shop import Person
    from ui.shell import Shell
    from ui.work import QtWork


class Lock:
    """What was asked for when it falls is done, and its answer shown behind the cover; what
    that leads to waits, and is done as the person who comes back, or never.

    ``entered`` is what another could not go on with and is put on hold. ``unlocked`` is told
    who came, once the shop is theirs; ``failed`` what could not be noted in the journal: the
    counter is locked all the same.
    """

    def __init__(
        self,
        shell: Shell,
        work: QtWork,
        entered: Callable[[], tuple[Entered, str] | None],
        unlocked: Callable[[Unlocked], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._shell = shell
        self._work = work
        self._entered = entered
        self._unlocked = unlocked
        self._failed = failed
        self._shop: Shop | None = None
        self._left: Left | None = None
        self._missed: frozenset[Topic] = frozenset()

    @property
    def on(self) -> bool:
        return self._left is not None

    @property
    def left(self) -> Person | None:
        """Who is away; nothing while it is open."""
        return self._left.person if self._left is not None else None

    def fall(self, shop: Shop, person: Person) -> None:
        """Cover everything at once; nobody is signed on as soon as what runs is done."""
        from desktop.front_door import lock_screen
        from models.services.locking import Left, lock

        self._shop, self._left = shop, Left(person=person)
        page = lock_screen(shop, self._work, self._shell, self._behind, self._open)
        self._shell.cover(page)  # first: a field that loses the keyboard may ask for something
        self._work.run(lock, lambda _: self._leave(), self._not_noted)
        self._work.hold()

    def end(self) -> None:
        """Somebody else is here, or nobody: what was covered is over."""
        self._left = None
        self._missed = frozenset()
        self._work.forget_held()

    def hears(self, topics: frozenset[Topic]) -> bool:
        """Whether it is locked; then what changed meanwhile is looked at on the return."""
        if self.on:
            self._missed |= topics
        return self.on

    def _behind(self) -> Left:
        """Asked on the worker."""
        if self._left is None:
            raise RuntimeError("nobody left")
        return self._left

    def _leave(self) -> None:
        """All that was asked for before is answered: from now on nothing changes."""
        if self._shop is None or self._left is None:
            return  # the drawer was handed over meanwhile
        self._shop.person = None
        if entered := self._entered():
            asked, tried = entered
            self._left = replace(self._left, entered=asked, request_id=tried)

    def _not_noted(self, problem: Exception) -> None:
        self._leave()
        self._failed(problem)

    def _open(self, came: Unlocked) -> None:
        if self._shop is None:
            raise RuntimeError("no shop is locked")
        self._shop.person = came.person
        missed = self._missed
        if not came.returned:
            self.end()
        else:
            self._left, self._missed = None, frozenset()
            self._shell.uncover()
            self._work.go_on()
        self._unlocked(came)
        if came.returned and missed:
            self._work.changed.emit(missed)
