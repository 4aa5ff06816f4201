"""Which letters come on paper, and in which order they stand there.

Papers carry their own font, DejaVu Sans Condensed: Latin with all its accents, Cyrillic,
Greek, Hebrew, Arabic and some more, and every currency's sign. Chinese, Japanese, Korean and
Thai would be many times as large as all other fonts together and are not among them. A letter
that is not in the font is shown as �, on every kind of paper alike: it must never be left
out in silence, since then another name would stand there.
"""

from __future__ import annotations

import re
import unicodedata

LACKING = "\N{REPLACEMENT CHARACTER}"
_CIRCLE = "\N{DOTTED CIRCLE}"
_DROPPED = {"Cc", "Cf", "Cs"}
_SPACES = {"Zs", "Zl", "Zp"}
_NO_BREAK = {"\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"}


class _Safe(dict[int, str]):
    """What stands on paper for each letter, found out once."""

    def __missing__(self, code: int) -> str:
        safe = self[code] = _safe(chr(code))
        return safe


_SAFE = _Safe()


def clean(text: str) -> str:
    """One line that the papers' font can say, without control, direction or half characters;
    single spaces.

    No-break spaces stay, all as the same character; accents join their letters.
    """
    if not (text.isascii() and text.isprintable()):
        text = text.translate(_SAFE)
        joined = unicodedata.normalize("NFC", text)
        if joined.translate(_SAFE) == joined:
            text = joined
        text = " ".join(map(_carried, text.split(" ")))
    if "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(part for part in text.split(" ") if part)
    return text


def _carried(word: str) -> str:
    """An accent without a letter stands on a circle: alone it is drawn into what is before."""
    return _CIRCLE + word if unicodedata.category(word[:1] or "x") == "Mn" else word


def _safe(letter: str) -> str:
    if letter in _NO_BREAK:
        return "\N{NO-BREAK SPACE}"
    kind = unicodedata.category(letter)
    if kind in _SPACES or letter in "\t\n\r\v\f":
        return " "
    if kind in _DROPPED:
        return ""
    return letter if kind != "Co" and ord(letter) in _known() else LACKING


def _known() -> frozenset[int]:
    from receipts.faces import letters

    return letters()


_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RUN = re.compile(f"[{_LEFTWARD}](?:[^A-Za-z\u00c0-\u058f]*[{_LEFTWARD}])?")
_STEP = re.compile(r"\d+|.[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]*")

_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def seen(text: str) -> str:
    """``text`` as it is drawn from left to right: Hebrew and Arabic words the other way
    round, their accents behind their letters, their numbers as they are."""
    return text if text.isascii() else _RUN.sub(_turned, text)


def _turned(run: re.Match[str]) -> str:
    return "".join(reversed(_STEP.findall(run[0]))).translate(_MIRRORED)
