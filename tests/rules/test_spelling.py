from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.spelling import (
    FORGIVING,
    GENEROUS,
    fold,
    matches,
    nearest,
    remains,
    slips,
    typed_remains,
    words_of,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = st.text(LETTERS, min_size=FORGIVING, max_size=14)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("KETTLE", "kettle"),
        ("Crème BRÛLÉE", "creme brulee"),
        ("Piña", "pina"),
        ("Straße", "strasse"),
        ("½ kg", "1⁄2 kg"),
        ("ﬁlter", "filter"),
        ("湯沸かし", "湯沸かし"),
    ],
)
def test_case_and_accents_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folded_once_is_folded(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("Ketel Listrik 1,7 L", "Maspion"), ("ketel", "listrik", "1", "7", "l", "maspion")),
        (("Pang-ulam na Kawali (malaki)",), ("pang", "ulam", "na", "kawali", "malaki")),
        (("USB_C-cable / USB",), ("usb", "c", "cable")),
        (("", " – "), ()),
        (("x" * 60,), ("x" * 40,)),
    ],
    ids=["Indonesian, with its brand", "Filipino", "each once", "none", "too long"],
)
def test_texts_are_split_into_words(texts: tuple[str, ...], words: tuple[str, ...]) -> None:
    assert words_of(*texts) == words


@pytest.mark.parametrize(
    ("typed", "word", "wrong"),
    [
        ("kettle", "kettle", 0),
        ("ketle", "kettle", 1),
        ("kettlle", "kettle", 1),
        ("kettke", "kettle", 1),
        ("ekttle", "kettle", 1),
        ("kelte", "kettle", None),
        ("blendar", "blender", 1),
        ("blandar", "blender", 2),
        ("brandar", "blender", None),
        ("kwaali", "kawali", 1),
        ("po", "pot", 1),
        ("pto", "pot", 1),
        ("tx", "tv", None),
        ("1001", "1000", None),
        ("x2001", "x2000", None),
    ],
)
def test_so_many_letters_are_wrong(typed: str, word: str, wrong: int | None) -> None:
    assert slips(typed, word) == wrong


def test_the_likeliest_is_first() -> None:
    words = ["nettle", "settle", "kettles", "kettle", "cattle"]
    assert list(nearest("kettel", words)) == ["kettle", "kettles"]
    assert list(nearest("kettl", words)) == ["kettle", "kettles"]
    assert list(nearest("xettle", words)) == ["kettle", "nettle", "settle", "kettles"]


@st.composite
def slipped(draw: st.DrawFn, times: int = 1, shortest: int = FORGIVING) -> tuple[str, str]:
    """A word, and the same with so many letters wrong."""
    word = draw(st.text(LETTERS, min_size=shortest, max_size=14))
    typed = word
    for _ in range(times):
        place = draw(st.integers(0, len(typed) - 1))
        letter = draw(st.sampled_from(LETTERS))
        before, after = typed[:place], typed[place:]
        typed = draw(
            st.sampled_from(
                (
                    before + letter + after,
                    before + after[1:],
                    before + letter + after[1:],
                    before + after[1:2] + after[:1] + after[2:],
                )
            )
        )
    return word, typed


@given(slipped())
def test_any_one_letter_may_be_wrong(pair: tuple[str, str]) -> None:
    word, typed = pair
    assert slips(typed, word) in (0, 1)
    assert remains(word) & typed_remains(typed)


@given(slipped(times=2, shortest=GENEROUS))
def test_of_a_long_word_any_two_may_be(pair: tuple[str, str]) -> None:
    word, typed = pair
    if slips(typed, word) is not None:
        assert remains(word) & typed_remains(typed)


@given(WORDS, WORDS)
def test_what_shares_nothing_is_not_meant(typed: str, word: str) -> None:
    if not remains(word) & typed_remains(typed):
        assert slips(typed, word) is None


@given(WORDS)
def test_few_remains_are_kept_of_a_word(word: str) -> None:
    assert len(remains(word)) <= 29


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("Handuk mandi 70×140", "hand mandi", ["Hand", "mandi"]),
        ("Blender Mirano BL-152", "blendr", ["Blender"]),
        ("Blender Mirano BL-152", "bl", ["Bl", "BL"]),
        ("Crème brûlée", "brule", ["brûlé"]),
        ("Kettle", "spoon", []),
        ("Kettle", "", []),
    ],
)
def test_what_was_typed_is_marked_in_a_name(text: str, typed: str, found: list[str]) -> None:
    assert [text[begin:end] for begin, end in matches(text, typed)] == found
