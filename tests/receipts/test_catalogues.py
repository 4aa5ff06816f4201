"""Each language has words for everything the program says, and they fit."""

from __future__ import annotations

import string
from textwrap import dedent

import pytest

from receipts import (
    calm,
    cures,
    drawer_sentences,
    findings,
    options,
    policy_names,
    policy_phrases,
    sentences,
    value_card_sentences,
)
from receipts.language import Counted
from tests.receipts.catalogues import (
    TRANSLATED,
    in_order,
    path,
    said,
    said_in,
    translations,
    written,
)


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def letters(text: str) -> str:
    """What is left to translate beside the facts."""
    return "".join(plain for plain, _, _, _ in string.Formatter().parse(text)).strip(" :")


def english(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words


@pytest.mark.parametrize("code", TRANSLATED)
def test_nothing_is_missing(code: str) -> None:
    known = written(code)
    missing = [
        f'# {place}\nmsgid "{english(words)[0]}"\nmsgstr ""'
        for words, place in said().items()
        if words not in known or not all(translations(known[words]))
    ]
    assert not missing, f"{path(code)} has no words for:\n\n" + "\n\n".join(missing)


@pytest.mark.parametrize("code", TRANSLATED)
def test_nothing_is_stale(code: str) -> None:
    assert sorted(map(str, set(written(code)) - set(said()))) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_same_facts_stand_in_every_language(code: str) -> None:
    unfit = [
        (words, translated)
        for words, entry in written(code).items()
        for translated in translations(entry)
        if translated and names(translated) != set().union(*map(names, english(words)))
    ]
    assert unfit == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_files_are_in_order(code: str) -> None:
    assert path(code).read_text("utf-8") == in_order(code), (
        "run: python -m tests.receipts.catalogues"
    )


def test_every_table_of_words_is_in_the_catalogues() -> None:
    rooms = (
        calm,
        cures,
        drawer_sentences,
        findings,
        options,
        policy_names,
        policy_phrases,
        sentences,
        value_card_sentences,
    )
    tables = [
        table
        for room in rooms
        for name, table in vars(room).items()
        if name.isupper() and isinstance(table, dict) and name != "FACT_WORDS"
    ]
    assert len(tables) > 20
    texts = [text for table in tables for text in table.values()]
    spoken = {text[:2] if isinstance(text, Counted) else text for text in texts}
    bare = {text for text in spoken if isinstance(text, str) and not letters(text)}
    assert spoken - bare <= set(said())


def test_sentences_are_found_however_deep_they_stand() -> None:
    source = dedent("""\
        language.say("To {a}", a=shown(mark("Cash"), say("now")))
        say_many("{count} line", "{count} lines", len(say("Lines")))
        Counted("one "
                "day", "days", "days")
        language.say(table[code])
    """)
    assert {words for words, _ in said_in(source)} == {
        "To {a}",
        "Cash",
        "now",
        ("{count} line", "{count} lines"),
        "Lines",
        ("one day", "days"),
    }


def test_an_f_string_is_refused() -> None:
    with pytest.raises(SyntaxError, match="line 1"):
        said_in('language.say(f"Refund to {tender}")')
