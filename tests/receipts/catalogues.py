"""What the program says, and whether each language has words for it.

``python -m tests.receipts.catalogues`` brings the files in order: see the README beside them.
"""

from __future__ import annotations

import ast
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from babel.messages.catalog import Message

HOUSE = Path(__file__).parents[2]
ROOMS = ("desktop", "ui", "receipts")
FORMS = {"say": 1, "mark": 1, "say_many": 2, "Counted": 2}
"""How many sentences each call begins with."""
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
    for file in (file for room in ROOMS for file in sorted((HOUSE / room).rglob("*.py"))):
        for words, line in said_in(file.read_text("utf-8")):
            found.setdefault(words, f"{file.relative_to(HOUSE)}:{line}")
    return found


def said_in(source: str) -> list[tuple[Words, int]]:
    """The sentences of a module and their lines, however deep one call stands in another.

    (Babel's own extraction loses those two calls deep.) Raise ``SyntaxError`` for an f-string,
    which could never be found in a catalogue.
    """
    found: list[tuple[Words, int]] = []
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        texts = call.args[: FORMS.get(_name(call.func), 0)]
        if any(isinstance(text, ast.JoinedStr) for text in texts):
            raise SyntaxError(f"line {call.lineno}: an f-string cannot be translated")
        words = tuple(
            text.value
            for text in texts
            if isinstance(text, ast.Constant) and isinstance(text.value, str)
        )
        if words:
            found.append((words if len(words) > 1 else words[0], call.lineno))
    return found


def _name(called: ast.expr) -> str:
    match called:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


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
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())


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
