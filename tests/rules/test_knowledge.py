"""Words are cut in one way, and the answer that fits best stands first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.knowledge import (
    COMMON,
    ENOUGH,
    MOST_WORDS,
    Candidate,
    rank,
    telling,
    typed_words,
    words_in,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("?! …", ()),
        ("Where is my KETTLE?", ("where", "is", "my", "kettle")),
        ("Café-nya di mana", ("cafe", "nya", "di", "mana")),
        ("apa-apa", ("apa", "apa")),
        ("niño, NINO", ("nino", "nino")),
        ("Straße", ("strasse",)),
        ("a_b 1.5 l", ("a", "b", "1", "5", "l")),
        ("ﬁlter ①", ("filter", "1")),
        ("x" * 50, ("x" * 40,)),
    ],
)
def test_words(text: str, words: tuple[str, ...]) -> None:
    assert words_in(text) == words


@given(st.text())
def test_folded_words_stay_as_they_are(text: str) -> None:
    words = words_in(text)
    assert all(word.isalnum() for word in words)
    assert words_in(" ".join(words)) == words


def test_the_last_word_may_go_on_and_the_last_words_count() -> None:
    typed = typed_words(" ".join(f"w{n}" for n in range(20)))
    assert typed is not None
    assert typed.begun == "w19"
    assert typed.words == tuple(f"w{n}" for n in range(20 - MOST_WORDS, 20))
    assert typed_words("kettle pan kettle") == typed_words("pan pan kettle")
    assert typed_words(" ") is None


@pytest.mark.parametrize(
    ("found", "chosen"),
    [
        ({}, ()),
        ({"kettle": 0}, ()),
        ({"the": COMMON + 1}, ()),
        ({"the": COMMON + 1, "kettle": 3}, ("kettle",)),
        ({"pan": 4, "kettle": 3}, ("kettle", "pan")),
        ({"pan": COMMON, "kettle": 3}, ("kettle",)),
        ({"pan": ENOUGH - 3, "kettle": 3}, ("kettle", "pan")),
        ({"pan": COMMON}, ("pan",)),
    ],
)
def test_rare_words_tell_more(found: dict[str, int], chosen: tuple[str, ...]) -> None:
    assert telling(found) == chosen


def candidate(number: int, asked: str, said: str = "", used: int = 1) -> Candidate:
    return Candidate(
        id=number, asked=frozenset(asked.split()), said=frozenset(said.split()), used=used
    )


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        pytest.param("kettle", candidate(2, "kettle"), candidate(1, "pan"), id="has-it"),
        pytest.param(
            "kettle", candidate(2, "kettle"), candidate(1, "pan", "kettle"), id="in-question"
        ),
        pytest.param(
            "my kettle", candidate(2, "kettle"), candidate(1, "my"), id="rare-before-common"
        ),
        pytest.param("my kettle", candidate(2, "my kettle"), candidate(1, "kettle"), id="both"),
        pytest.param("kett", candidate(2, "kettle"), candidate(1, "pan"), id="begun"),
        pytest.param(
            "kettle", candidate(2, "kettle", used=8), candidate(1, "kettle"), id="used"
        ),
        pytest.param(
            "kettle my",
            candidate(2, "kettle my"),
            candidate(1, "kettle", used=7),
            id="words-before-use",
        ),
        pytest.param("kettle", candidate(1, "kettle"), candidate(2, "kettle"), id="older"),
    ],
)
def test_what_fits_better_stands_first(typed: str, first: Candidate, second: Candidate) -> None:
    words = typed_words(typed)
    assert words is not None
    found = {"kettle": 3, "kett": 3, "my": 400}
    assert rank([second, first], words, found, 9) == (first.id, second.id)
    assert rank([second, first], words, found, 1) == (first.id,)
