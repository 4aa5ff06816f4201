"""A case in which questions were asked, and a shop that knows some answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.services.knowledge import keep_answer
from models.services.questions import FollowUp, answer_question, ask_question
from models.values.questions import QuestionKind
from tests.builders import MANAGER, NOON, a_customer
from tests.cases import a_case

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.cases import CaseSeen
    from models.values.questions import Known, QuestionSeen

KETTLE = "When is the blue kettle back in stock?"
WARRANTY = "How long is the warranty on a kettle?"
TWO_YEARS = "Two years, with the receipt. The maker repairs it or sends another one."


def a_question(
    shop: Shop, case: CaseSeen, asked: str = KETTLE, answer: str = "", days: int | None = None
) -> QuestionSeen:
    """Asked in a case; answered, or promised for so many days from now."""
    promised = None
    if days is not None:
        day = NOON.date().fromordinal(NOON.date().toordinal() + days)
        promised = FollowUp(on=day, staff_id=MANAGER.staff_id)
    question = shop.run(
        lambda unit: ask_question(unit, case.id, QuestionKind.PRODUCT, asked, promised)
    )
    if answer:
        return shop.run(lambda unit: answer_question(unit, question.id, answer))
    return question


def something_known(shop: Shop, asked: str = WARRANTY, said: str = TWO_YEARS) -> Known:
    """Asked in a case of its own, answered, and kept for everybody."""
    question = a_question(shop, a_case(shop), asked, said)
    return shop.run(lambda unit: keep_answer(unit, question.id, asked, said))


def a_case_of(shop: Shop, name: str = "Budi Santoso") -> CaseSeen:
    """In hand now, of a customer who is known."""
    return a_case(shop, customer_id=a_customer(shop, name))
