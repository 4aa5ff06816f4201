"""A decision in words: what is quoted, what would help, what else is possible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from models.rules.alternatives import Alternative, OtherWay
from models.rules.clauses import Clause
from models.rules.findings import Cure, Finding, Kept, LineDecision
from models.rules.windows import Window
from models.services.decisions import ComingBack, DecidedLine, Decision
from models.values import ONE, ZERO, Message, Money
from models.values.codes import Answer, Capture, CureKind, Decider, RefundBy
from ui.screens.returns.decision_card import DecisionCard
from ui.screens.returns.explained import answer_words, in_the_way, to_say
from ui.screens.returns.state import CounterState
from ui.screens.returns.sums import money_rows

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

OWN = Clause(number=2, terms={"window": Window(days=14)}, text={"en": "Fourteen days."})
PLAIN = Clause(number=1, terms={"window": Window(days=30)})
IN_TIME = Finding(Answer.ACCEPT, Message("in-window", {"day": 3, "days": 30}), 1, 2)
LATE = Finding(
    Answer.OVERRIDE,
    Message("late-stage", {"days": 3}),
    1,
    2,
    Cure(CureKind.APPROVAL, {"rank": Decider.MANAGER}),
)


def asks(code: str, what: Capture) -> Finding:
    return Finding(Answer.ASK, Message(code), 2, 2, Cure(CureKind.CAPTURE, {"what": what}))


def a_decision(*found: Finding, others: tuple[Alternative, ...] = ()) -> Decision:
    answer = max((one.answer for one in found), key=lambda one: one.gravity)
    line = LineDecision(answer=answer, findings=found, version=2, gross=Money(1000))
    return Decision(
        answer=answer,
        lines=(
            DecidedLine(line_id=1, description="Kettle", decision=line, alternatives=others),
        ),
        policy=2,
        clauses=MappingProxyType({(2, 1): PLAIN, (2, 2): OWN}),
        refund=ZERO,
        plan=(),
        choices=(RefundBy.ORIGINAL,),
    )


@pytest.fixture
def card(qtbot: QtBot) -> DecisionCard:
    made = DecisionCard()
    qtbot.addWidget(made)
    made.show()
    return made


COMING = ComingBack(line_id=1, quantity=ONE)


def show(card: DecisionCard, decision: Decision) -> str:
    """What stands on the card."""
    coming = CounterState(decision=decision, coming=(COMING,))
    card.show_state(coming)
    return reading(card)


def reading(card: DecisionCard) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in card.findChildren(QLabel) if each.isVisible())


def test_a_plain_yes_names_its_clause_and_one_press_quotes_it(card: DecisionCard) -> None:
    short = show(card, a_decision(IN_TIME))
    assert "Policy 2, clause 1" in short.splitlines()
    more = next(each for each in card.fields if each.accessibleName() == "Read the clauses")
    more.click()  # type: ignore[attr-defined]
    assert "Policy 2, clause 1: " in reading(card)


def test_whatever_stands_in_the_way_is_quoted_with_what_would_help(card: DecisionCard) -> None:
    told = show(card, a_decision(LATE))
    assert "→ A manager can approve it." in told
    assert "Policy 2, clause 1: " in told


def test_a_paragraph_is_quoted_once_though_it_asks_for_two_things(card: DecisionCard) -> None:
    decision = a_decision(
        asks("needs-id", Capture.IDENTITY), asks("needs-photo", Capture.PHOTO), IN_TIME
    )
    assert show(card, decision).count("Fourteen days.") == 1
    assert answer_words(decision) == "2 things needed"


def test_where_the_sale_has_no_customer_the_way_to_one_is_said(card: DecisionCard) -> None:
    told = show(card, a_decision(asks("needs-customer", Capture.CUSTOMER)))
    assert "This sale has no customer." in told


def test_a_plain_yes_needs_no_words_and_a_fee_does() -> None:
    plain = a_decision(IN_TIME)
    assert to_say(plain) == ""
    fee = Finding(
        Answer.ACCEPT, Message("fee", {"name": "restocking", "amount": Money(100)}), 1, 2
    )
    dearer = a_decision(IN_TIME, fee)
    (line,) = dearer.lines
    kept = (Kept("restocking", Money(100), 1),)
    less = line.decision._replace(fee=Money(100), kept=kept)
    dearer = replace(dearer, lines=(replace(line, decision=less),))
    assert "(restocking)" in to_say(dearer)
    assert [row.label for row in money_rows(dearer)] == ["Kettle", "Restocking fee, clause 1"]


def test_a_promotion_that_ends_is_a_row_of_its_own() -> None:
    facts = {"name": "3-for-2", "kept": ONE, "amount": Money(250)}
    ended = Finding(Answer.ACCEPT, Message("promotion-taken-back", facts), 1, 2)
    rows = money_rows(a_decision(IN_TIME, ended))
    assert [(row.label, row.figure) for row in rows] == [
        ("Kettle", "1,250"),
        ("3-for-2 ends", "-250"),
    ]


def test_what_else_is_possible_is_listed_and_store_credit_is_pressed(
    card: DecisionCard, qtbot: QtBot
) -> None:
    others = (
        Alternative(kind=OtherWay.EXCHANGE, answer=Answer.ACCEPT, until=date(2026, 12, 3)),
        Alternative(kind=OtherWay.STORE_CREDIT, answer=Answer.ACCEPT, amount=Money(1000)),
        Alternative(
            kind=OtherWay.APPEAL, answer=Answer.OVERRIDE, words=(("en", "write to us"),)
        ),
    )
    told = show(card, a_decision(LATE, others=others))
    assert "• An exchange until" in told
    assert "• An appeal: write to us" in told
    press = next(
        each for each in card.fields if each.accessibleName().startswith("Store credit")
    )
    with qtbot.waitSignal(card.refund_by_chosen) as chosen:
        press.click()  # type: ignore[attr-defined]
    assert chosen.args == ["store-credit"]


def test_a_manager_is_named_where_the_money_would_be_paid() -> None:
    assert in_the_way(a_decision(LATE)).endswith("A manager can approve it.")
