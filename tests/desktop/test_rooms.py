"""The list of rooms: each is found by a key of its own, and opened by rights that there are."""

from __future__ import annotations

import pytest

from desktop.rooms import ROOMS, Room
from models.values.rights import Right


def test_no_two_rooms_share_a_name_a_shortcut_or_a_module() -> None:
    for names in ("key", "keys", "module"):
        found = [getattr(room, names) for room in ROOMS]
        assert len(set(found)) == len(found), names


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.key)
def test_what_a_room_needs_is_a_right(room: Room) -> None:
    assert room.needs <= {right.value for right in Right}
