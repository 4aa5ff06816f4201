"""What belongs to one machine is kept whole, and a file that is wrong is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.settings import Settings, load, save
from models.values import Refused

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "konter" / "konter.toml"


def test_a_new_machine_has_the_usual_ones(file: Path) -> None:
    assert load(file) == Settings()
    assert not file.exists()


def test_what_is_kept_is_there_the_next_time(file: Path) -> None:
    kept = save(file, Settings(register="2"), scheme="dark", scale=120)
    assert load(file) == kept == Settings(register="2", scheme="dark", scale=120)
    assert [each.name for each in file.parent.iterdir()] == ["konter.toml"]


def test_a_counter_may_keep_quiet_and_lock_late(file: Path) -> None:
    kept = save(file, Settings(), sound=False, lock_after=15)
    assert load(file) == kept == Settings(sound=False, lock_after=15)
    assert Settings().sound
    assert Settings().lock_after == 5


def test_what_an_older_konter_does_not_know_is_passed_over(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('scheme = "light"\nfrom_a_newer_one = 3\n')
    assert load(file) == Settings(scheme="light")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"scale = ", "Invalid value"),
        (b"scale = 90", "scale = 90"),
        (b"scale = 210", "scale = 210"),
        (b"scale = true", "scale = True"),
        (b'scale = "100"', "scale = '100'"),
        (b'scheme = "blue"', "scheme = 'blue'"),
        (b"database = 7", "database = 7"),
        (b"lock_after = 0", "lock_after = 0"),
        (b"lock_after = 16", "lock_after = 16"),
        (b"sound = 1", "sound = 1"),
        (b'printer = "\xff"', "utf-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(
    file: Path, content: bytes, why: str
) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        load(file)
    (message,) = refused.value.messages
    assert (message.code, message.facts["path"]) == ("settings-wrong", str(file))
    assert why in str(message.facts["why"])


def test_a_folder_in_its_place_is_refused(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(Refused, match="settings-wrong"):
        load(file)


def test_where_no_folder_can_be_made_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "konter").touch()
    with pytest.raises(Refused, match="no-permission"):
        save(tmp_path / "konter" / "konter.toml", Settings(), scale=110)
