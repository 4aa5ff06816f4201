"""What a letter of apology may not say."""

from __future__ import annotations

import re
from typing import Final

from models.values import Message
from models.values.forbidden import forbidden_words

_SIGNS: Final = r"[$€£¥₱]|\b(?:rp|idr|php|usd|eur|sgd|myr|p)\b\.?"
_NAMES: Final = r"rupiah|pesos?|piso|dollars?|dolar|euros?|ribu|juta|rb|idr|php|usd|eur"
_AMOUNT: Final = re.compile(
    rf"(?:{_SIGNS})\s*\d[\d.,]*|\brp\d[\d.,]*|\b\d[\d.,]*\s*(?:{_NAMES})\b|\d\s*[€₱]",
    re.IGNORECASE,
)


def objection_to_letter(words: str) -> Message | None:
    """Why it can't be sent like this; nothing where it can.

    A letter makes nothing good in money: an amount stands on the paper of the goodwill or the
    refund that pays it. That goods stay sold no paper may say.
    """
    if not any(map(str.isalnum, words)):
        return Message("letter-empty")
    if forbidden := forbidden_words(words):
        return Message("letter-forbidden", {"words": forbidden})
    if amount := _AMOUNT.search(words):
        return Message("letter-money", {"words": amount.group().strip()})
    return None
