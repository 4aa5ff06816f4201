"""What the program says, and whether each language has words for it.

``python -m tests.receipts.catalogues`` brings the files in order: see the README beside them.
"""

from __future__ import annotations

import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from babel.messages.catalog import Message

HOUSE = Path(__file__).parents[2]
ROOMS = ("desktop", "ui", "receipts")
KEYWORDS = {"say": None, "mark": None, "say_many": (1, 2), "Counted": (1, 2)}
PLURALS = {
    "id": ("Indonesian", "nplurals=1; plural=0;"),
    "fil": ("Filipino", "nplurals=2; plural=(n > 1);"),
}
TRANSLATED = tuple(PLURALS)

Words = str | tuple[str, ...]


@cache
def said() -> dict[Words, str]:
    """Each sentence written in the program, and one place where it is said."""
    found: dict[Words, str] = {}
    for room in ROOMS:
        spoken = extract_from_dir(HOUSE / room, [("**.py", "python")], keywords=KEYWORDS)
        for file, line, words, _comments, _context in spoken:
            found.setdefault(words, f"{room}/{file}:{line}")
    return found


def path(code: str) -> Path:
    return HOUSE / "receipts" / "catalogues" / f"{code}.po"


def catalogue(code: str) -> Catalog:
    with path(code).open("rb") as written:
        return read_po(written, locale=code)


def written(code: str) -> dict[Words, Message]:
    """The entries of a catalogue, by what is said in English."""
    return {
        tuple(entry.id) if isinstance(entry.id, list | tuple) else entry.id: entry
        for entry in catalogue(code)
        if entry.id
    }


def translations(entry: Message) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)


def in_order(code: str) -> str:
    """The file as it should stand: all that is said and nothing else, sorted."""
    language, plural = PLURALS[code]
    now = written(code)
    ordered = Catalog(locale=code)
    forms = 2 if "nplurals=2" in plural else 1
    for words in said():
        waiting = "" if isinstance(words, str) else ("",) * forms
        kept = translations(now[words]) if words in now else ()
        known = kept[0] if isinstance(words, str) and kept else kept[:forms]
        ordered.add(words, known or waiting)
    body = BytesIO()
    write_po(body, ordered, width=92, no_location=True, omit_header=True, sort_output=True)
    head = (
        f"# {language} words of Konter, for screen and paper. See README.md beside this file.\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {code}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {plural}\\n"\n\n'
    )
    entries = body.getvalue().decode().strip()
    return head + (entries.replace('msgstr[1] ""\n', "") if forms == 1 else entries) + "\n"


def main() -> None:
    for code in TRANSLATED:
        path(code).write_text(in_order(code), "utf-8")
        for words, entry in written(code).items():
            if not all(translations(entry)):
                sys.stdout.write(f"{path(code).name} waits for {said()[words]}: {words!r}\n")


if __name__ == "__main__":
    main()
