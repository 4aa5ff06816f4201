"""The rooms of the window: every screen that the rail leads to.

To add one:

1. Write its screen and presenter in ``ui/screens/<topic>/``.
2. Write ``desktop/rooms/<topic>.py`` with ``def make(here: Here) -> QWidget``: it binds the two
   and keeps them fresh (see ``keep_fresh`` and all else that a room may use in
   ``desktop/rooms/here.py``; ``desktop/rooms/goods.py`` is a short example).
3. Put a :class:`Room` where it belongs among ``ROOMS``, with an icon of that name in
   ``ui/icons``.

Nothing else has to know of it. The module is imported on the worker when somebody first asks
for the room, and ``make`` is called once for each person who signs on. What it makes may offer

- ``scan(text) -> bool``: a code was scanned while it is in front; False for what is not meant
  for it and goes the way of the one box instead,
- any other method, such as ``enter(text)``, for rooms that lead here:
  ``here.go("cards", lambda screen: screen.enter(number))``.

This module is imported before the first paint: nothing heavy may be.
"""

from __future__ import annotations

from dataclasses import dataclass

from ui.words import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A way in the rail, and the module that makes what it leads to."""

    key: str
    icon: str
    title: str
    """Marked English."""
    keys: str
    """The shortcut, as in ``"Ctrl+5"``."""
    module: str
    needs: frozenset[str] = frozenset()
    """Codes of rights, each of which opens it; none opens it for everybody."""
    for_managers: bool = False
    """At the bottom of the rail."""


COUNTER = "counter"
CASES = "cases"
APPROVALS = "approvals"
"""Open to whoever has a part in a request, which no right of a role tells."""

ROOMS: tuple[Room, ...] = (
    Room(
        key=COUNTER,
        icon="counter",
        title=mark("Counter"),
        keys="Ctrl+1",
        module="desktop.rooms.counter",
    ),
    Room(
        key="queue",
        icon="queue",
        title=mark("Queue"),
        keys="Ctrl+2",
        module="desktop.rooms.queue",
    ),
    Room(
        key=CASES,
        icon="cases",
        title=mark("Cases"),
        keys="Ctrl+3",
        module="desktop.rooms.cases",
    ),
    Room(
        key="inquiries",
        icon="inquiries",
        title=mark("Questions"),
        keys="Ctrl+I",
        module="desktop.rooms.inquiries",
    ),
    Room(
        key=APPROVALS,
        icon="approvals",
        title=mark("Approvals"),
        keys="Ctrl+4",
        module="desktop.rooms.approvals",
    ),
    Room(
        key="drawer",
        icon="drawer",
        title=mark("Drawer"),
        keys="Ctrl+5",
        module="desktop.rooms.drawer",
    ),
    Room(
        key="papers",
        icon="papers",
        title=mark("Papers"),
        keys="Ctrl+Shift+P",
        module="desktop.rooms.papers",
    ),
    Room(
        key="cards",
        icon="cards",
        title=mark("Cards"),
        keys="Ctrl+6",
        module="desktop.rooms.cards",
    ),
    Room(
        key="goods",
        icon="goods",
        title=mark("Goods"),
        keys="Ctrl+7",
        module="desktop.rooms.goods",
    ),
    Room(
        key="team",
        icon="team",
        title=mark("Team"),
        keys="Ctrl+T",
        module="desktop.rooms.team",
    ),
    Room(
        key="policy",
        icon="policy",
        title=mark("Policy"),
        keys="Ctrl+8",
        module="desktop.rooms.policy",
        needs=frozenset({"policy"}),
        for_managers=True,
    ),
    Room(
        key="people",
        icon="people",
        title=mark("People"),
        keys="Ctrl+9",
        module="desktop.rooms.people",
        needs=frozenset({"people", "roles"}),
        for_managers=True,
    ),
    Room(
        key="journal",
        icon="journal",
        title=mark("Journal"),
        keys="Ctrl+0",
        module="desktop.rooms.journal",
        needs=frozenset({"journal"}),
        for_managers=True,
    ),
)
"""In the rail's order; the first is shown when somebody signs on."""
