"""Words that no paper may carry where the law gives back what was faulty.

“No return, no exchange”, and words to that effect, may not stand on a paper or anywhere in a
shop of the Philippines (DAO 2-1993) nor in the terms of one in Indonesia (UU 8/1999 Art. 18).
A limit is something else: “no returns after 30 days” is not among them.
"""

from __future__ import annotations

import re
from typing import Final

_LIMIT: Final = (
    r"(?! (?:after|without|unless|if|on|for|once|when|setelah|tanpa|jika|kecuali|apabila"
    r"|pagkatapos|kung|maliban|nang walang)\b)"
)
_PHRASES: Final = (
    r"no (?:returns?|refunds?|exchanges?)"
    r"(?: (?:and |or )?(?:no )?(?:returns?|refunds?|exchanges?))*+",
    r"all sales (?:are )?final",
    r"(?:cannot|can not|may not|can never|will not) be "
    r"(?:returned|refunded|exchanged)(?: (?:n?or) (?:returned|refunded|exchanged))?+",
    r"(?:not|non) (?:returnable|refundable)",
    r"(?:tidak|tak) (?:dapat|bisa|boleh|menerima) (?:di)?(?:kembalikan|tukar|retur|refund)"
    r"(?: (?:atau|dan|maupun) (?:di)?(?:kembalikan|tukar|retur|refund))?+",
    r"(?:tidak ada|tanpa) (?:pengembalian|penukaran|retur|refund)",
    r"(?:walang|bawal(?: ang)?) (?:saulian|sauli|balikan|balik|isauli|ibalik|palitan|palit)"
    r"(?: (?:at |o )?(?:walang |bawal(?: ang)? )?"
    r"(?:saulian|sauli|balikan|balik|isauli|ibalik|palitan|palit))*+",
    r"hindi (?:na )?(?:maaaring|maaari nang|pwedeng|puwedeng) (?:isauli|ibalik|palitan)"
    r"(?: o (?:isauli|ibalik|palitan))?+",
)
_FORBIDDEN: Final = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b{_LIMIT}")
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")


def forbidden_words(text: str) -> str:
    """The first such words in a text, in lower case without punctuation; empty where none."""
    plain = _BETWEEN_WORDS.sub(" ", text.casefold()).strip()
    found = _FORBIDDEN.search(plain)
    return found.group() if found else ""
