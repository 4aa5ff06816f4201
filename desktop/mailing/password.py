"""The password of the shop's mail server, as this machine keeps it.

It is never among the shop's records or in its journal: it lies in a file that only its owner
can read, beside the settings, or is given in the environment, which goes before.
"""

from __future__ import annotations

import os
import stat
import tomllib
from typing import TYPE_CHECKING, Final

from desktop.places import make_folder
from models.values import refuse

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE: Final = "KONTER_SMTP_PASSWORD"
OWNER_ONLY: Final = 0o600


class MailPassword:
    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def is_kept(self) -> bool:
        """Whether there is one, readable or not."""
        return VARIABLE in os.environ or self._file.exists()

    def read(self) -> str:
        """Raise :class:`models.values.Refused` where there is none, and for a file that
        others on this machine can read."""
        given = os.environ.get(VARIABLE)
        if given is not None:
            return given
        try:
            with self._file.open("rb") as file:
                if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                    raise refuse("mail-password-open", place=str(self._file))
                password = tomllib.load(file)["password"]
        except FileNotFoundError as why:
            raise refuse("mail-password-missing") from why
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as why:
            raise refuse("mail-password-unreadable", place=str(self._file)) from why
        if not isinstance(password, str):
            raise refuse("mail-password-unreadable", place=str(self._file))
        return password

    def keep(self, password: str) -> None:
        """From now on it is this; the file is its owner's alone before anything is in it.

        Raise :class:`models.values.Refused` where it can't be written.
        """
        make_folder(self._file.parent)
        draft = self._file.with_suffix(".draft")
        import tomlkit  # only when something is kept

        written = tomlkit.dumps({"password": password})
        try:
            draft.unlink(missing_ok=True)
            opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
            with os.fdopen(opened, "w", encoding="utf-8") as file:
                file.write(written)
            os.replace(draft, self._file)
        except OSError as why:
            raise refuse("no-permission", place=str(self._file)) from why
