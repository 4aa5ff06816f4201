"""On which line of a TOML text does a key stand? The parsers in use do not say.

Only texts that ``tomllib`` has read are looked through, so their grammar is taken as given.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.formats.policy_reading import Path

_SPACE: Final = re.compile(r"[ \t]*")
_GAP: Final = re.compile(r"(?:\s|#[^\n]*)*")
_TEXT: Final = re.compile(
    r"\"\"\"(?:\\.|[^\\])*?\"{3,5}"
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE: Final = re.compile(r"[^,\]}#\n]*")


def document_line(text: str, path: Path) -> int:
    """The line, counted from 1, of the key or list item at ``path``.

    Where that is not in the text, of the nearest table around it; 1 for the whole document.
    """
    return line_of(key_lines(text), path)


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The same for a text whose lines are known."""
    return next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), 1)


def key_lines(text: str) -> dict[Path, int]:
    """The line of every key and every list item. ``text`` must be TOML."""
    found = _Lines(text)
    found.read_document()
    return found.lines


class _Lines:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}
        """How often each ``[[table]]`` has begun."""

    def read_document(self) -> None:
        around: Path = ()
        while self._skip(_GAP) < len(self.text):
            if self.text[self.at] == "[":
                around = self._read_header()
            else:
                self._read_pair(around)

    def _read_header(self) -> Path:
        begun = self.at
        several = self.text.startswith("[[", begun)
        self.at += 2 if several else 1
        keys = self._read_keys()
        self.at += 2 if several else 1
        path: Path = ()
        for place, key in enumerate(keys, 1):
            path = (*path, key)
            if several and place == len(keys):
                self._tables[path] = self._tables.get(path, 0) + 1
            self._note(path, begun)
            if path in self._tables:
                path = (*path, self._tables[path] - 1)
                self._note(path, begun)
        return path

    def _read_pair(self, around: Path) -> None:
        begun = self.at
        path = around
        for key in self._read_keys():
            path = (*path, key)
            self._note(path, begun)
        self.at += 1  # the equals sign
        self._read_value(path)

    def _read_keys(self) -> Sequence[str]:
        keys = []
        while True:
            self._skip(_SPACE)
            quoted = _TEXT.match(self.text, self.at)
            plain = quoted or _BARE_KEY.match(self.text, self.at)
            if plain is None:
                raise ValueError(f"no key at {self.at}: the text is not TOML")
            self.at = plain.end()
            keys.append(_unquoted(plain[0]) if quoted else plain[0])
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def _read_value(self, path: Path) -> None:
        self._skip(_SPACE)
        opening = self.text[self.at]
        if opening == "[":
            self._read_items(path)
        elif opening == "{":
            self.at += 1
            while self.text[self._skip(_GAP)] != "}":
                self._read_pair(path)
                self._skip_comma()
            self.at += 1
        else:
            self._skip(_TEXT if opening in "\"'" else _BARE_VALUE)

    def _read_items(self, path: Path) -> None:
        self.at += 1
        place = 0
        while self.text[self._skip(_GAP)] != "]":
            self._note((*path, place), self.at)
            self._read_value((*path, place))
            self._skip_comma()
            place += 1
        self.at += 1

    def _skip_comma(self) -> None:
        if self.text[self._skip(_GAP)] == ",":
            self.at += 1

    def _skip(self, pattern: re.Pattern[str]) -> int:
        """Go behind what matches; say where that is."""
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _note(self, path: Path, at: int) -> None:
        self.lines.setdefault(path, self.text.count("\n", 0, at) + 1)


def _unquoted(key: str) -> str:
    return str(tomllib.loads(f"key = {key}")["key"])
