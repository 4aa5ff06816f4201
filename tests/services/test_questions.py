"""Questions are written down, answered now or later, and followed up by the day promised."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.services.cases import close_case
from models.services.personal import forget_person
from models.services.questions import (
    FollowUp,
    answer_question,
    ask_question,
    follow_up,
    list_follow_ups,
    open_questions,
    plan_follow_up,
    questions_in,
)
from models.services.sealing import BLANK
from models.services.staff import disable_person
from models.values import Refused
from models.values.questions import QuestionKind, QuestionState
from models.values.shop import Role
from tests.builders import MANAGER, NOON, a_customer
from tests.cases import a_case, in_another_store
from tests.drawers import a_person

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.questions import QuestionSeen

TODAY = NOON.date()
TOMORROW = TODAY + timedelta(1)
WHEN = "When is the blue kettle back in stock?"


def asked(shop: Shop, words: str = WHEN, promised: FollowUp | None = None) -> QuestionSeen:
    case = a_case(shop)
    return shop.run(
        lambda unit: ask_question(unit, case.id, QuestionKind.PRODUCT, words, promised)
    )


def by(day_off: int = 1, staff_id: int = MANAGER.staff_id) -> FollowUp:
    return FollowUp(on=TODAY + timedelta(day_off), staff_id=staff_id)


def test_nothing_is_asked_in_a_case_of_another_store(shop: Shop) -> None:
    case = a_case(shop)
    with pytest.raises(Refused, match="case-other-store"):
        in_another_store(shop).run(
            lambda unit: ask_question(unit, case.id, QuestionKind.PRODUCT, WHEN)
        )


def test_a_question_is_asked_answered_and_followed_up(shop: Shop) -> None:
    question = asked(shop, promised=by())
    assert question.state is QuestionState.OPEN
    assert (question.asked, question.asked_by, question.follow_up_on) == (
        WHEN,
        MANAGER.name,
        TOMORROW,
    )
    answered = shop.run(lambda unit: answer_question(unit, question.id, "On Friday."))
    assert answered.state is QuestionState.ANSWERED
    assert (answered.answer, answered.answered_by) == ("On Friday.", MANAGER.name)
    done = shop.run(lambda unit: follow_up(unit, question.id))
    assert done.state is QuestionState.FOLLOWED
    with shop.unit() as unit:
        assert questions_in(unit, question.case_id) == (done,)
        with pytest.raises(Refused, match="question-followed"):
            follow_up(unit, question.id)
        with pytest.raises(Refused, match="question-followed"):
            answer_question(unit, question.id, "On Monday.")
        with pytest.raises(Refused, match="question-followed"):
            plan_follow_up(unit, question.id, by())


def test_the_answer_may_come_with_the_follow_up(shop: Shop) -> None:
    question = asked(shop, promised=by())
    with pytest.raises(Refused, match="answer-empty"):
        shop.run(lambda unit: follow_up(unit, question.id))
    done = shop.run(lambda unit: follow_up(unit, question.id, "On Friday."))
    assert (done.state, done.answer) == (QuestionState.FOLLOWED, "On Friday.")


def test_an_answer_is_corrected(shop: Shop) -> None:
    question = asked(shop)
    shop.run(lambda unit: answer_question(unit, question.id, "On Friday."))
    answered = shop.run(lambda unit: answer_question(unit, question.id, "On Monday."))
    assert answered.answer == "On Monday."
    with pytest.raises(Refused, match="follow-up-not-promised"):
        shop.run(lambda unit: follow_up(unit, question.id))


def test_who_follows_up_what_and_what_is_late(shop: Shop) -> None:
    bela = a_person(shop, "Bela", "2", Role.CLERK, "8642")
    late = asked(shop, "late", by(1))
    theirs = asked(shop, "hers", by(2, bela.staff_id))
    due = asked(shop, "due", by(2))
    asked(shop, "later", by(3))
    asked(shop, "never")
    done = asked(shop, "done", by(1))
    shop.run(lambda unit: follow_up(unit, done.id, "Yes."))
    shop.clock = lambda: NOON + timedelta(2)
    found = shop.read(list_follow_ups)
    assert [(one.id, one.overdue) for one in found] == [
        (late.id, True),
        (theirs.id, False),
        (due.id, False),
    ]
    mine = shop.read(lambda unit: list_follow_ups(unit, mine=True))
    assert [one.id for one in mine] == [late.id, due.id]
    shop.person = bela
    mine = shop.read(lambda unit: list_follow_ups(unit, mine=True))
    assert [(one.id, one.follow_up_by) for one in mine] == [(theirs.id, "Bela")]


def test_what_the_page_of_a_case_needs_is_there_at_once(shop: Shop) -> None:
    bela = a_person(shop, "Bela", "2", Role.CLERK, "8642")
    gone = a_person(shop, "Carl", "3", Role.CLERK, "8642")
    shop.run(lambda unit: disable_person(unit, gone.staff_id))
    question = asked(shop)
    seen = shop.read(lambda unit: open_questions(unit, question.case_id))
    assert seen.questions == (question,)
    assert (seen.case.id, seen.today, seen.here) == (question.case_id, TODAY, 1)
    assert seen.people == ((MANAGER.staff_id, MANAGER.name), (bela.staff_id, "Bela"))
    assert seen.keeps
    shop.person = bela
    assert not shop.read(lambda unit: open_questions(unit, question.case_id)).keeps
    with pytest.raises(Refused, match="case-unknown"):
        shop.read(lambda unit: open_questions(unit, 99))


def test_another_day_is_promised(shop: Shop) -> None:
    question = asked(shop)
    promised = shop.run(lambda unit: plan_follow_up(unit, question.id, by(0)))
    assert promised.follow_up_on == TODAY
    moved = shop.run(lambda unit: plan_follow_up(unit, question.id, by(1)))
    assert moved.follow_up_on == TOMORROW


def test_what_cannot_be_promised_asked_or_answered(shop: Shop) -> None:
    question = asked(shop)
    with pytest.raises(Refused, match="follow-up-gone-by"):
        shop.run(lambda unit: plan_follow_up(unit, question.id, by(-1)))
    gone = a_person(shop, "Bela", "2", Role.CLERK, "8642")
    shop.run(lambda unit: disable_person(unit, gone.staff_id))
    for nobody in (gone.staff_id, 99):
        with pytest.raises(Refused, match="follow-up-nobody"):
            shop.run(lambda unit, who=nobody: plan_follow_up(unit, question.id, by(1, who)))  # type: ignore[misc]
    with pytest.raises(Refused, match="question-empty"):
        asked(shop, " \n")
    with pytest.raises(Refused, match="answer-empty"):
        shop.run(lambda unit: answer_question(unit, question.id, " "))
    with pytest.raises(Refused, match="question-unknown"):
        shop.run(lambda unit: answer_question(unit, 99, "Yes."))
    shop.run(lambda unit: close_case(unit, question.case_id, elsewhere="At the till"))
    with pytest.raises(Refused, match="case-closed"):
        shop.run(
            lambda unit: ask_question(unit, question.case_id, QuestionKind.OTHER, "And now?")
        )


def test_a_card_number_is_masked(shop: Shop) -> None:
    question = asked(shop, "Did 4242 4242 4242 4242 pay?")
    answered = shop.run(
        lambda unit: answer_question(unit, question.id, "No, 4242424242424242 did not.")
    )
    assert "4242 4242" not in answered.asked + answered.answer
    assert "424242424242" not in answered.answer


def test_who_is_forgotten_leaves_no_words(shop: Shop) -> None:
    customer = a_customer(shop, number="C-1")
    case = a_case(shop, customer_id=customer)
    question = shop.run(
        lambda unit: ask_question(unit, case.id, QuestionKind.OTHER, "I am Budi, am I known?")
    )
    left_open = shop.run(
        lambda unit: ask_question(unit, case.id, QuestionKind.OTHER, "Budi again")
    )
    shop.run(lambda unit: answer_question(unit, question.id, "Yes, Budi."))
    forgotten = shop.run(lambda unit: forget_person(unit, "C-1", "asked for it"))
    assert forgotten.counts["question"] == 2
    with shop.unit() as unit:
        first, second = questions_in(unit, case.id)
    assert (first.asked, first.answer) == (BLANK, BLANK)
    assert (second.id, second.asked, second.answer) == (left_open.id, BLANK, "")
