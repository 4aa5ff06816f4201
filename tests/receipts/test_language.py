"""Money, days and sentences as each language and region shows them."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

import receipts.language as language_module
from models.values import Currency, Message, Money, Quantity, TenderKind
from receipts.findings import FINDINGS, TAGS
from receipts.language import LANGUAGES, Counted, Language
from receipts.sentences import (
    ANSWERS,
    FILES,
    REASONS,
    REFUSALS,
    TENDERS,
    sentence,
    tag,
    word,
)

if TYPE_CHECKING:
    from pathlib import Path

RUPIAH, PESO, POUND = Currency("IDR", 0), Currency("PHP"), Currency("GBP")
YEN, DINAR = Currency("JPY", 0), Currency("KWD", 3)
PAID = Money(1_234_567)


@pytest.mark.parametrize(
    ("code", "currency", "shown"),
    [
        ("en", RUPIAH, "Rp 1.234.567"),
        ("id", RUPIAH, "Rp 1.234.567"),
        ("fil", RUPIAH, "Rp 1,234,567"),
        ("en", PESO, "₱12,345.67"),
        ("id", PESO, "₱12.345,67"),
        ("fil", PESO, "₱12,345.67"),
        ("en", POUND, "£12,345.67"),
        ("id", POUND, "£12.345,67"),
        ("fil", POUND, "£12,345.67"),
        ("en", YEN, "¥1,234,567"),
        ("id", YEN, "¥1.234.567"),
        ("fil", YEN, "¥1,234,567"),
        ("en", DINAR, "KWD 1,234.567"),
        ("id", DINAR, "KWD 1.234,567"),
        ("fil", DINAR, "KWD 1,234.567"),
    ],
)
def test_money(code: str, currency: Currency, shown: str) -> None:
    language = Language.of(code, currency)
    shown = shown.replace(" ", "\N{NO-BREAK SPACE}")
    assert language.money(PAID) == shown
    assert language.money(-PAID) == "\N{MINUS SIGN}" + shown
    assert language.amount(PAID) == shown.lstrip("Rp₱£¥KWD\N{NO-BREAK SPACE}")


def test_the_shop_decides_how_many_decimals_are_shown() -> None:
    assert Language.of("id", Currency("IDR", 2)).amount(Money(35_000_050)) == "350.000,50"


@pytest.mark.parametrize(
    ("code", "currency", "day", "moment"),
    [
        ("en", RUPIAH, "5 Nov 2026", "5 Nov 2026, 15.02"),
        ("en", POUND, "5 Nov 2026", "5 Nov 2026, 15:02"),
        ("en", PESO, "Nov 5, 2026", "Nov 5, 2026, 3:02\N{NO-BREAK SPACE}PM"),
        ("id", RUPIAH, "5 Nov 2026", "5 Nov 2026 15.02"),
        ("fil", PESO, "Nob 5, 2026", "Nob 5, 2026, 3:02\N{NO-BREAK SPACE}PM"),
    ],
)
def test_days(code: str, currency: Currency, day: str, moment: str) -> None:
    language = Language.of(code, currency)
    assert language.day(date(2026, 11, 5)) == day
    assert language.moment(datetime(2026, 11, 5, 15, 2, tzinfo=UTC)) == moment


@pytest.mark.parametrize(
    ("quantity", "shown"), [("2", "2"), ("0.75", "0,75"), ("1500.125", "1.500,125")]
)
def test_quantities_keep_only_the_decimals_they_have(quantity: str, shown: str) -> None:
    assert Language.of("id", RUPIAH).quantity(Quantity.of(quantity)) == shown


def test_facts_are_shown_the_way_of_the_language() -> None:
    late = Message("late", {"days": 3, "window": 14, "last_day": date(2026, 11, 19)})
    assert sentence(Language.of("id", RUPIAH), late) == (
        "Terlambat 3 hari: retur bisa dalam 14 hari, sampai 19 Nov 2026."
    )
    lost = Message("lost-by-lateness", {"percent": Decimal("12.50")})
    assert tag(Language.of("en", POUND), lost) == "late: −12.5%"
    assert tag(Language.of("id", RUPIAH), lost) == "terlambat: −12,5%"
    left = Message("more-than-left", {"asked": Quantity.of(3), "left": Quantity.of("0.5")})
    assert sentence(Language.of("fil", PESO), left) == (
        "3 ang hinihingi, pero 0.5 na lang ang maaari pang isauli."
    )


@pytest.mark.parametrize(
    ("code", "items", "said"),
    [
        ("en", [], ""),
        ("en", ["cash"], "cash"),
        ("en", ["cash", "card", "credit"], "cash, card or credit"),
        ("id", ["tunai", "kartu"], "tunai atau kartu"),
        ("fil", ["cash", "card", "credit"], "cash, card, o credit"),
    ],
)
def test_any_of_several(code: str, items: list[str], said: str) -> None:
    assert Language.of(code, POUND).any_of(items) == said


def test_codes_among_facts_are_said_in_words() -> None:
    english = Language.of("en", RUPIAH)
    refused = Message("reason-not-accepted", {"reason": "changed-mind"})
    assert sentence(english, refused) == "Not a reason to take these goods back: changed mind."
    proof = Message("proof-not-enough", {"proof": "e-mail"})
    assert sentence(english, proof) == (
        "E-mailed receipt: that is not enough here as proof of the purchase."
    )
    fee = Message("fee", {"name": "Gift wrap", "amount": Money(5_000)})
    assert sentence(english, fee).endswith("(Gift wrap).")


@pytest.mark.parametrize(
    ("code", "days", "said"),
    [
        ("en", 1, "1 day late"),
        ("en", 2, "2 days late"),
        ("en", 0, "0 days late"),
        ("id", 1, "terlambat 1 hari"),
        ("id", 5, "terlambat 5 hari"),
        ("fil", 1, "huli nang 1 araw"),
        ("fil", 4, "huli nang 4 araw"),
    ],
)
def test_one_and_many(code: str, days: int, said: str) -> None:
    assert tag(Language.of(code), Message("late", {"days": days})) == said


def test_large_counts_are_grouped() -> None:
    english = Language.of("en", POUND)
    assert english.say_many("{count} sale", "{count} sales", 1) == "1 sale"
    assert english.say_many("{count} sale", "{count} sales", 20000) == "20,000 sales"


def test_a_missing_fact_is_shown_as_its_name() -> None:
    for code in LANGUAGES:
        language = Language.of(code)
        assert "{number}" in sentence(language, Message("refund-settled"))
        assert sentence(language, Message("late", {"days": 2})).endswith("{last_day}.")


def test_a_broken_translation_gives_way_to_english(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def gettext(self, _text: str) -> str:
            return "Retur {nomor} {"

    monkeypatch.setattr(language_module, "_words", lambda _code: Broken())
    assert Language.of("id").say("Return {number}", number="R2-1") == "Return R2-1"


@pytest.mark.parametrize("spoilt", [b"\xff\xfe", b'msgid "Cash', None])
def test_without_its_catalogue_a_language_speaks_english(
    spoilt: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "id.po"
    if spoilt is not None:
        file.write_bytes(spoilt)
    read = language_module._compiled
    monkeypatch.setattr(language_module, "_compiled", lambda _path: read(file))
    language_module._words.cache_clear()
    assert Language.of("id").say("Return {number}", number="R2-1") == "Return R2-1"
    language_module._words.cache_clear()


def test_what_nobody_wrote_a_sentence_for_is_still_said() -> None:
    indonesian = Language.of("id")
    assert sentence(indonesian, Message("brand-new-code")) == "brand-new-code"
    assert indonesian.say("Never translated {x}", x=1) == "Never translated 1"
    assert word(indonesian, REASONS, "moth-eaten") == "moth-eaten"
    assert word(indonesian, REASONS, "faulty") == "Cacat"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'tlh'"):
        Language.of("tlh")


def test_every_tender_has_a_name() -> None:
    assert set(TENDERS) == {kind.value for kind in TenderKind}


def test_every_finding_has_a_tag_and_every_tag_a_sentence() -> None:
    assert set(TAGS) == set(FINDINGS)


def test_every_answer_has_a_name() -> None:
    assert set(ANSWERS) == {"accept", "ask", "override", "refuse"}


def test_refusals_say_what_happened_whether_money_is_safe_and_what_next() -> None:
    for code, text in {**REFUSALS, **FILES}.items():
        full = text.one if isinstance(text, Counted) else text
        assert full.count(". ") >= 2, code
        assert full.endswith("."), code


def test_saying_something_in_english_loads_no_babel() -> None:
    script = dedent("""\
        import sys
        from receipts.language import Language
        from receipts.sentences import SENTENCES
        print(Language.of("en").say("Return {number}", number="R2-1"))
        print([name for name in ("babel", "reportlab") if name in sys.modules])
    """)
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.splitlines() == ["Return R2-1", "[]"]
