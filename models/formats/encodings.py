"""In which encoding a text file is written: every byte is looked at, none is kept."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import charset_normalizer

from models.values import refuse

if TYPE_CHECKING:
    from pathlib import Path

CHUNK = 1 << 20
SAMPLE = 1 << 16

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the mark of UTF-16: asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
TILLS = ["cp1252", "latin_1", "cp850", "cp437"]
"""What tills of western languages write besides Unicode; any other is named in the map."""


def find_encoding(path: Path, given: str | None = None) -> str:
    """A Python codec that reads the whole of the file.

    A file that holds a letter of UTF-8 is UTF-8, and what does not fit is damage; only
    where there is none are its odd bytes taken for another encoding.

    Raise :class:`models.values.Refused`: ``file-empty``, ``file-not-text``, or
    ``file-undecodable(path, line)`` for a byte in the middle that nothing can read.
    """
    with path.open("rb") as stream:
        start = stream.read(SAMPLE)
    if not start.strip():
        raise refuse("file-empty", path=str(path))
    encoding = given or _marked(start)
    if encoding is None:
        if b"\0" in start:
            raise refuse("file-not-text", path=str(path))
        encoding = "utf-8"
    bad = _first_bad_line(path, encoding)
    if bad is not None and encoding == "utf-8" and given is None:
        sample = _odd_lines(path)
        if sample is not None:
            encoding = _of_a_till(sample)
            bad = _first_bad_line(path, encoding)
    if bad is not None:
        raise refuse("file-undecodable", path=str(path), line=bad)
    return encoding


def _marked(start: bytes) -> str | None:
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return encoding
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > len(start) // 4 and even == 0:
        return "utf-16-le"
    if even > len(start) // 4 and odd == 0:
        return "utf-16-be"
    return None


def _first_bad_line(path: Path, encoding: str) -> int | None:
    """The line of the first byte that is no text, counted from 1; a NUL is none either."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(CHUNK)
            before = decoder.getstate()
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as problem:
                decoder.setstate(before)
                text = decoder.decode(problem.object[: problem.start][len(before[0]) :])
                return line + text.count("\n")
            if "\0" in text:
                return line + text[: text.index("\0")].count("\n")
            line += text.count("\n")
            if not chunk:
                return None


def _odd_lines(path: Path) -> bytes | None:
    """A bounded sample of lines that are not ASCII; nothing where one letter is UTF-8."""
    sample = bytearray()
    with path.open("rb") as stream:
        while len(sample) < SAMPLE and (line := stream.readline(SAMPLE)):
            if line.isascii():
                continue
            if _holds_utf8(line):
                return None
            sample += line
    return bytes(sample)


def _holds_utf8(line: bytes) -> bool:
    return any(not letter.isascii() for letter in line.decode("utf-8", "ignore"))


def _of_a_till(sample: bytes) -> str:
    """The likeliest; they differ in few letters, so a draw goes to the commonest."""
    guess = charset_normalizer.from_bytes(sample, cp_isolation=TILLS).best()
    return guess.encoding if guess is not None else TILLS[0]
