"""What a letter of apology may not say."""

from __future__ import annotations

import pytest

from models.rules.apologies import objection_to_letter


@pytest.mark.parametrize(
    "words",
    [
        "You get Rp 50.000 back.",
        "Kami kembalikan Rp50.000 besok.",
        "Kami beri 50 ribu rupiah.",
        "We pay you ₱1,234.50.",
        "Babayaran namin kayo ng 500 piso.",
        "Here are PHP 500 for you.",
        "We owe you $5.",
        "You have 20 pesos coming.",
    ],
)
def test_it_names_no_money(words: str) -> None:
    found = objection_to_letter(words)
    assert found is not None
    assert found.code == "letter-money"
    assert str(found.facts["words"]) in words


@pytest.mark.parametrize("words", ["No return, no exchange.", "Tidak dapat dikembalikan."])
def test_it_does_not_say_that_goods_stay_sold(words: str) -> None:
    found = objection_to_letter(words)
    assert found is not None
    assert found.code == "letter-forbidden"


@pytest.mark.parametrize("words", ["", " \n ", "•••", "…"])
def test_it_says_something(words: str) -> None:
    found = objection_to_letter(words)
    assert found is not None
    assert found.code == "letter-empty"


@pytest.mark.parametrize(
    "words",
    [
        "We are sorry. Dewi calls you on 25 November at 14.00.",
        "It took 3 weeks and 2 visits, and step 3 of 5 is done.",
        "The blender BL-152 of sale 0412-0093 goes to the technician.",
        "Maaf sudah menunggu 2 jam.",
    ],
)
def test_days_and_numbers_are_no_money(words: str) -> None:
    assert objection_to_letter(words) is None
