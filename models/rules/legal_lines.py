"""What a customer's paper says of the law of the country, with where each is from.

Only what is certain for any shop of that country, in the languages papers speak. A formula
that an authority prescribes word by word stands as prescribed in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from models.rules.laws import law_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class LegalLine:
    """``words`` are by the code of a language."""

    source: str
    words: Mapping[str, str]


def _prescribed(source: str, formula: str) -> LegalLine:
    return LegalLine(source, dict.fromkeys(("en", "id", "fil"), formula))


_EU: Final = (
    LegalLine(
        "Directive (EU) 2019/771 Art. 10(1), 13(2), 14(1)",
        {
            "en": "By law, goods that are faulty are repaired or replaced free of charge for "
            "at least two years from delivery.",
            "id": "Menurut undang-undang, barang yang cacat diperbaiki atau diganti tanpa "
            "biaya selama paling sedikit dua tahun sejak diserahkan.",
            "fil": "Ayon sa batas, ang may depektong produkto ay kinukumpuni o pinapalitan "
            "nang walang bayad sa loob ng hindi bababa sa dalawang taon mula sa paghahatid.",
        },
    ),
)
LEGAL_LINES: Final[Mapping[str, tuple[LegalLine, ...]]] = {
    "ID": (
        LegalLine(
            "UU 8/1999 Art. 4(h)",
            {
                "en": "Where goods are not as agreed or as they should be, you have a right to "
                "compensation, damages or a replacement (Law No. 8 of 1999, Article 4(h)).",
                "id": "Jika barang tidak sesuai dengan perjanjian atau tidak sebagaimana "
                "mestinya, Anda berhak atas kompensasi, ganti rugi, dan/atau penggantian "
                "(UU No. 8 Tahun 1999 Pasal 4 huruf h).",
                "fil": "Kung ang produkto ay hindi ayon sa napagkasunduan o sa nararapat, may "
                "karapatan ka sa kompensasyon, bayad-pinsala o kapalit (Batas Blg. 8 ng 1999, "
                "Artikulo 4(h)).",
            },
        ),
    ),
    "PH": (
        LegalLine(
            "RA 7394 Art. 68(f), 100",
            {
                "en": "Goods that are faulty are repaired, replaced or refunded as the "
                "Consumer Act of the Philippines (RA 7394) provides.",
                "id": "Barang yang cacat diperbaiki, diganti, atau uangnya dikembalikan "
                "menurut Consumer Act of the Philippines (RA 7394).",
                "fil": "Ang may depektong produkto ay kinukumpuni, pinapalitan o ibinabalik "
                "ang ibinayad ayon sa Consumer Act of the Philippines (RA 7394).",
            },
        ),
        _prescribed(
            "BIR Revenue Regulations No. 7-2024: supplementary documents",
            "THIS DOCUMENT IS NOT VALID FOR CLAIM OF INPUT TAX.",
        ),
    ),
    "EU": _EU,
    "IE": _EU,
}
"""By the code of a country's law, see :mod:`models.rules.laws`."""


def legal_lines(country: str, language: str) -> tuple[str, ...]:
    """Nothing for a country whose law is not known here.

    Raise ``KeyError`` for a language that papers do not speak.
    """
    return tuple(line.words[language] for line in LEGAL_LINES.get(law_of(country).code, ()))
