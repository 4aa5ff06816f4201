"""A case's questions: what is known is offered, what is not is promised, and kept for all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.services.cases import close_case
from models.services.knowledge import list_knowledge
from models.services.questions import answer_question, questions_in
from models.values import Topic
from models.values.questions import QuestionKind, QuestionState
from models.values.shop import Role
from tests.builders import MANAGER, NOON
from tests.drawers import a_person
from tests.ui.at_once import AtOnce
from tests.ui.questions import KETTLE, TWO_YEARS, a_case_of, a_question, something_known
from ui.screens.follow_ups.presenter import FollowUpsPresenter
from ui.screens.questions.presenter import QuestionsPresenter
from ui.screens.questions.state import Part

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.questions import QuestionSeen
    from ui.screens.follow_ups.state import FollowUpsState
    from ui.screens.questions.state import AskingState

TODAY = NOON.date()
CASES = frozenset({Topic.CASES})

both = pytest.mark.parametrize("system", ["sqlite", "postgresql"])


@pytest.fixture
def system() -> str:
    """Where the database makes no difference; ``both`` where it does."""
    return "sqlite"


class Page:
    def __init__(self, shop: Shop, customer: str = "Budi Santoso") -> None:
        self.shop = shop
        self.work = AtOnce(shop)
        self.closed = 0
        self.case = a_case_of(shop, customer)
        self.shown: list[AskingState] = []
        self.does = QuestionsPresenter(self.work, self.case.id, self.shown.append, self._close)
        self.does.start()

    def _close(self) -> None:
        self.closed += 1

    @property
    def state(self) -> AskingState:
        return self.does.state

    @property
    def said(self) -> list[str]:
        said = self.state.said
        return [message.code for message in said.messages] if said else []

    @property
    def kept(self) -> tuple[QuestionSeen, ...]:
        return self.shop.read(lambda unit: questions_in(unit, self.case.id))


@pytest.fixture
def page(shop: Shop) -> Page:
    return Page(shop)


@both
def test_what_the_shop_knows_is_offered_while_typing_and_its_use_counts(shop: Shop) -> None:
    known = something_known(shop)
    page = Page(shop)
    page.does.type_asked("warranty on kett")
    assert [each.id for each in page.state.known] == [known.id]
    page.does.take(known.id)
    assert (page.state.answer, page.state.known) == (TWO_YEARS, ())
    page.does.save()
    (question,) = page.kept
    assert (question.asked, question.answer) == ("warranty on kett", TWO_YEARS)
    assert question.entry_id == known.id
    assert page.said == ["question-answered"]
    assert page.state.said
    assert not page.state.said.keeps, "the shop knows it already"
    (now,) = shop.read(list_knowledge)
    assert now.used == known.used + 1


def test_what_was_typed_last_wins(shop: Shop) -> None:
    something_known(shop)
    page = Page(shop)
    page.work.held = True
    page.does.type_asked("warranty")
    page.does.type_asked("warranty for a car?")
    page.does.type_asked("")
    page.work.answer()
    assert page.state.known == ()
    assert all(shown.known == () for shown in page.shown)


def test_an_answer_that_was_emptied_is_one_s_own_again(shop: Shop) -> None:
    known = something_known(shop)
    page = Page(shop)
    page.does.type_asked("warranty")
    page.does.take(known.id)
    page.does.type_answer("Two years. Ours, too.")
    assert page.state.taken == known
    page.does.type_answer("")
    page.does.type_answer("Ask the maker.")
    page.does.save()
    assert page.kept[0].entry_id is None


@both
def test_an_answer_is_kept_for_everybody_without_the_customer(page: Page) -> None:
    page.does.set_kind(QuestionKind.SHOP)
    page.does.type_asked("Budi asks when you open on Sundays")
    page.does.type_answer("At ten, Budi. Or call 0812 3456 7890.")
    page.does.save()
    assert page.state.said
    assert page.state.said.keeps
    page.does.begin_keeping()
    assert page.state.part is Part.KEEPING
    both = page.state.kept_asked + page.state.kept_said
    assert "Budi" not in both
    assert "3456" not in both
    page.does.type_kept("When do you open on Sundays?", "At ten.")
    page.does.save()
    assert page.said == ["knowledge-added"]
    (known,) = page.shop.read(list_knowledge)
    assert (known.asked, known.said) == ("When do you open on Sundays?", "At ten.")
    page.does.pick(page.kept[0].id)
    assert not page.state.may_keep


def test_what_names_the_customer_is_not_kept_and_stays_to_be_changed(page: Page) -> None:
    page.does.type_asked("When?")
    page.does.type_answer("Now.")
    page.does.save()
    page.does.begin_keeping()
    page.does.type_kept("What did Budi Santoso ask?", "Now.")
    page.does.save()
    assert page.said == ["knowledge-names-customer"]
    assert page.state.part is Part.KEEPING
    assert page.state.kept_asked == "What did Budi Santoso ask?"
    page.does.close()
    assert (page.state.part, page.closed) == (Part.ASKING, 0)


@both
def test_a_promise_is_told_to_the_customer_and_found_by_the_colleague(shop: Shop) -> None:
    bela = a_person(shop, "Bela", "2", Role.CLERK, "8642")
    page = Page(shop)
    page.does.type_asked(KETTLE)
    page.does.promise(TODAY + timedelta(1), bela.staff_id)
    page.does.save()
    assert page.said == ["question-promised"]
    assert page.state.said
    assert page.state.said.messages[0].facts == {"name": "Bela", "day": TODAY + timedelta(1)}

    shown: list[FollowUpsState] = []
    due = FollowUpsPresenter(AtOnce(shop), shown.append)
    due.start()
    due.show_mine(mine=False)
    assert not due.state.questions, "its day has not come"
    shop.clock = lambda: NOON + timedelta(1)
    due.start()
    assert [each.follow_up_by for each in due.state.questions] == ["Bela"]
    due.show_mine(mine=True)
    assert not due.state.questions, "it is not Ann's"
    shop.person = bela
    due.start()
    due.came_back()
    assert due.state.said
    assert due.state.said.messages[0].code == "answer-empty"
    due.type("On Friday.")
    due.came_back()
    assert due.state.questions == ()
    (question,) = page.kept
    assert (question.state, question.answer) == (QuestionState.FOLLOWED, "On Friday.")


def test_what_is_typed_for_one_customer_stays_while_another_is_looked_at(page: Page) -> None:
    first = a_question(page.shop, page.case, days=0)
    second = a_question(page.shop, page.case, "And a red one?", days=0)
    closed: list[bool] = []
    shown: list[FollowUpsState] = []
    due = FollowUpsPresenter(page.work, shown.append, lambda: closed.append(True))
    due.start()
    assert due.state.picked == first.id
    due.type("On Friday.")
    due.pick(second.id)
    assert due.state.answer == ""
    due.close()
    assert closed == []
    due.pick(first.id)
    assert due.state.answer == "On Friday."
    due.came_back()
    due.close()
    assert closed == [True]


def test_a_question_is_answered_later_and_promised_anew(page: Page) -> None:
    a_question(page.shop, page.case, days=0)
    page.does.refresh(CASES)
    page.does.pick(page.kept[0].id)
    assert (page.state.day, page.state.who) == (TODAY, MANAGER.staff_id)
    page.does.save()
    assert page.said == [], "nothing was changed"
    page.does.promise(TODAY + timedelta(3), MANAGER.staff_id)
    page.does.save()
    assert page.kept[0].follow_up_on == TODAY + timedelta(3)
    page.does.pick(page.kept[0].id)
    page.does.type_answer("On Friday.")
    page.does.came_back()
    assert page.said == ["question-came-back"]
    (question,) = page.kept
    assert (question.state, question.answer) == (QuestionState.FOLLOWED, "On Friday.")
    page.does.pick(question.id)
    assert not page.state.open


def test_what_is_known_is_offered_for_an_open_question_as_well(shop: Shop) -> None:
    known = something_known(shop)
    page = Page(shop)
    question = a_question(shop, page.case, "Warranty of the kettle?")
    page.does.refresh(CASES)
    page.does.pick(question.id)
    page.does.take(known.id)
    page.does.save()
    assert page.kept[0].answer == TWO_YEARS


def test_what_is_typed_goes_only_when_it_is_said_twice(page: Page) -> None:
    question = a_question(page.shop, page.case)
    page.does.refresh(CASES)
    page.does.type_asked("And a red one?")
    page.does.close()
    assert (page.said, page.closed) == (["question-not-saved"], 0)
    page.does.type_asked("And a red one? ")
    page.does.pick(question.id)
    assert page.state.picked is None
    page.does.close()
    assert page.closed == 1


def test_what_a_colleague_answers_is_shown_and_what_is_typed_stays(page: Page) -> None:
    question = a_question(page.shop, page.case)
    page.does.refresh(CASES)
    page.does.type_asked("And a red one?")
    page.shop.run(lambda unit: answer_question(unit, question.id, "On Friday."))
    page.does.refresh(CASES)
    assert page.state.seen
    assert page.state.seen.questions[0].state is QuestionState.ANSWERED
    assert page.state.asked == "And a red one?"


def test_a_closed_case_takes_no_question_and_loses_nothing(page: Page) -> None:
    page.shop.run(lambda unit: close_case(unit, page.case.id))
    page.does.type_asked(KETTLE)
    page.does.save()
    assert page.said == ["case-closed"]
    assert (page.state.asked, page.state.busy) == (KETTLE, False)


def test_without_the_right_nothing_is_shown(shop: Shop) -> None:
    page = Page(shop)
    shop.person = None
    page.does.start()
    assert page.said != []


def test_pressed_twice_it_is_written_down_once(page: Page) -> None:
    page.does.type_asked(KETTLE)
    page.work.held = True
    page.does.save()
    page.does.save()
    page.work.answer()
    assert len(page.kept) == 1


def test_whoever_owes_a_word_today_begins_with_it(page: Page) -> None:
    a_question(page.shop, page.case, days=0)
    a_question(page.shop, page.case, "And the red one?", days=1)
    again = QuestionsPresenter(page.work, page.case.id, page.shown.append)
    again.start()
    assert again.state.question is not None
    assert again.state.question.asked == KETTLE
    again.type_answer("On Monday.")
    again.came_back()
    assert page.kept[0].state is QuestionState.FOLLOWED
    later = QuestionsPresenter(page.work, page.case.id, page.shown.append)
    later.start()
    assert later.state.question is None, "tomorrow's is not asked about today"
