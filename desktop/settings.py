"""What belongs to this machine: which shop, which register, how it looks, where its papers lie.

Shop policy is not here: that lives in the shop's records, with its history.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from desktop.places import make_folder
from models.values import Refused, refuse

if TYPE_CHECKING:
    from pathlib import Path


def _setting(default: object, label: str, help_text: str, **bounds: object) -> Any:
    return field(default=default, metadata={"label": label, "help": help_text, **bounds})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each setting with its label, its bounds and what it is for."""

    database: str = _setting(
        "", "Records", "Where the shop's records are: empty for this machine's own."
    )
    register: str = _setting(
        "", "Register", "The code of the register this machine stands at: empty for the first."
    )
    scheme: str = _setting(
        "system",
        "Light or dark",
        "As the system, light or dark.",
        among=("system", "light", "dark"),
    )
    scale: int = _setting(100, "Size", "Size of type in per cent.", least=100, most=200)
    papers: str = _setting("", "Papers", "The folder where slips are saved as PDF.")
    lock_after: int = _setting(
        5,
        "Lock after",
        "Minutes without a key, a touch or a scan after which the counter locks itself.",
        least=1,
        most=15,
    )
    customer_side: bool = _setting(
        False, "Customers", "Whether the window for customers opens with the counter."
    )
    calls: str = _setting(
        "", "Calls", "What this register calls people for, by kind: empty for everything."
    )
    wall: bool = _setting(
        False, "On the wall", "Whether “now serving” opens with the counter, for the wall."
    )
    sound: bool = _setting(True, "Sound", "Make a sound when something waits for an answer.")


class Kept:
    """The settings that hold ``now``, and in ``file`` at the next start; without a file
    nothing is kept."""

    def __init__(self, now: Settings, file: Path | None) -> None:
        self.now = now
        self._file = file

    def change(self, **changes: Any) -> bool:
        """Whether they could be kept for the next start; for this one they hold anyway."""
        self.now = replace(self.now, **changes)
        if self._file is None:
            return True
        try:
            save(self._file, self.now, **changes)
        except (Refused, OSError):
            return False
        return True


def load(file: Path) -> Settings:
    """The settings of this machine; those of a new one where there is no file yet.

    Raise :class:`models.values.Refused` for a file that can't be used, with the reason.
    """
    try:
        stored = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise refuse("settings-wrong", path=str(file), why=str(why)) from why
    for each in fields(Settings):
        value = stored.get(each.name)
        if value is not None and not _fits(value, each.default, each.metadata):
            raise refuse("settings-wrong", path=str(file), why=f"{each.name} = {value!r}")
    known = {each.name for each in fields(Settings)}
    return Settings(**{name: value for name, value in stored.items() if name in known})


def save(file: Path, settings: Settings, **changes: object) -> Settings:
    """Keep the settings with these changes; the file is whole at every moment.

    Comments, and what a newer Konter keeps there, stay as they are.
    """
    changed = replace(settings, **changes)  # type: ignore[arg-type]
    make_folder(file.parent)
    draft = file.with_suffix(".draft")
    import tomlkit  # only when something is kept

    written = tomlkit.parse(file.read_text("utf-8") if file.exists() else "")
    written.update(asdict(changed))
    draft.write_text(tomlkit.dumps(written), "utf-8")
    os.replace(draft, file)
    return changed


def _fits(value: object, default: object, bounds: Any) -> bool:
    if type(value) is not type(default):
        return False
    if isinstance(value, bool):
        return True
    if isinstance(value, int):
        return bool(bounds["least"] <= value <= bounds["most"])
    return value in bounds.get("among", (value,))
