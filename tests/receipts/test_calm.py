"""What the clerk says: calm, with a way on, and what would make it a yes."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.alternatives import Alternative, OtherWay
from models.values import Currency, Message, Money
from models.values.codes import Answer, CureKind, Decider
from models.values.forbidden import forbidden_words
from receipts.calm import ALTERNATIVES, CALM, alternative, calm_words
from receipts.cures import CURES, cure_words
from receipts.findings import FINDINGS, TAGS
from receipts.language import LANGUAGES, Language
from receipts.sentences import sentence, tag

RUPIAH = Currency("IDR", 0)
ENGLISH = Language.of("en", RUPIAH)
UNTIL = date(2026, 11, 19)
LATE = sentence(ENGLISH, Message("late", {"days": 3, "window": 14, "last_day": UNTIL}))
EXCHANGE = alternative(ENGLISH, Message("exchange-until", {"until": UNTIL}))
CREDIT = alternative(ENGLISH, Message("store-credit", {"amount": Money(50_000)}))


def test_every_answer_and_every_cure_has_words() -> None:
    assert set(CALM) == set(Answer)
    assert set(CURES) == set(CureKind)


def test_a_refusal_says_why_and_what_is_possible() -> None:
    said = calm_words(ENGLISH, "refuse", LATE, [EXCHANGE, CREDIT])
    assert said.replace("\N{NO-BREAK SPACE}", " ") == (
        "I am sorry that I cannot take this back for you. 3 days late: it could come back "
        "within 14 days, until 19 Nov 2026. What we can do for you: an exchange until "
        "19 Nov 2026 or store credit of Rp 50.000."
    )


def test_where_nothing_else_is_possible_somebody_looks_again() -> None:
    said = calm_words(ENGLISH, "refuse", LATE)
    assert said.endswith("If you like, I will ask somebody to look at it again with you.")


def test_a_way_out_that_ends_in_a_full_stop_has_no_second_one() -> None:
    appeal = alternative(ENGLISH, Message("appeal", {"text": "Write to us."}))
    said = calm_words(ENGLISH, "refuse", LATE, [EXCHANGE, appeal])
    assert said.endswith("19 Nov 2026 or an appeal: Write to us.")


def test_a_yes_needs_no_way_out() -> None:
    said = calm_words(ENGLISH, "accept", "In time: day 3 of 14.", [EXCHANGE])
    assert said == "Of course, we take this back for you. In time: day 3 of 14."


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("answer", Answer)
def test_no_language_blames_or_forbids(answer: Answer, code: str) -> None:
    language = Language.of(code, RUPIAH)
    facts = {"until": UNTIL, "amount": Money(5), "any_of": ("cash",), "text": "Sari"}
    others = [alternative(language, Message(other, facts)) for other in ALTERNATIVES]
    said = calm_words(language, answer, LATE, others) + calm_words(language, answer, LATE)
    assert not forbidden_words(said)
    assert "{" not in said
    assert said.endswith((".", "?"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_finding_says_what_no_paper_may_say(code: str) -> None:
    language = Language.of(code, RUPIAH)
    said = [sentence(language, Message(finding)) for finding in FINDINGS]
    said += [tag(language, Message(finding)) for finding in TAGS]
    assert [words for words in said if forbidden_words(words)] == []


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        (CureKind.APPROVAL, {"rank": Decider.TWO_MANAGERS}, "Two managers can approve it."),
        (CureKind.CAPTURE, {"what": "id"}, "Ask for it and confirm it here: ID."),
        (
            CureKind.TENDER,
            {"any_of": ("original", "cash")},
            "Pay it back in another way: the way it was paid or cash.",
        ),
        (CureKind.TENDER, {"remedy": "refund"}, "Offer what comes first: refund."),
        (CureKind.EXCHANGE, {}, "It can be exchanged."),
        (CureKind.REPAIR, {"remedy": "repair"}, "Offer what comes first: repair."),
        (CureKind.WAIT, {"until": UNTIL}, "Come back on 19 Nov 2026."),
        (
            CureKind.WAIT,
            {"until": UNTIL, "meanwhile": "store-credit"},
            "Come back on 19 Nov 2026, or take this today: store credit.",
        ),
        (
            CureKind.PROOF,
            {"any_of": ("card", "receipt")},
            "Ask for another proof of the purchase: card it was paid with or receipt.",
        ),
        (CureKind.ENTRY, {}, "Complete or correct what was entered."),
    ],
)
def test_what_would_make_it_a_yes(kind: CureKind, facts: dict[str, object], said: str) -> None:
    assert cure_words(ENGLISH, kind, facts) == said


def test_each_other_way_has_its_words() -> None:
    ways = [
        Alternative(kind=kind, answer=Answer.ACCEPT, until=until, words=(("en", "Write."),))
        for kind in OtherWay
        for until in (None, date(2026, 12, 24))
        if until or kind is not OtherWay.WAIT
    ]
    assert {way.message("en").code for way in ways} == set(ALTERNATIVES)
