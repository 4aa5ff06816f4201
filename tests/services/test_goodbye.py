"""What keeps a case from its goodbye, and whose word its complaints wait for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.services.case_views import case_story
from models.services.cases import case_in_hand, close_case, put_aside, take_up
from models.services.complaint_clocks import any_due
from models.services.complaint_remedies import (
    choose_remedy,
    promise_remedy,
    settle_complaint,
)
from models.services.complaint_views import complaints_in
from models.services.complaints import ComplaintAsked, begin_complaint, name_issue
from models.services.questions import FollowUp, answer_question, ask_question
from models.services.still_open import still_open
from models.values import Refused
from models.values.cases import AsideFor, CaseState, Smile
from models.values.complaints import ComplaintKind, ComplaintRemedy
from models.values.questions import QuestionKind
from receipts.case_stories import story_line
from receipts.language import Language
from tests.builders import MANAGER, NOON
from tests.cases import a_case
from tests.prints import later
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.complaints import ComplaintSeen

TOMORROW = NOON + timedelta(days=1)


def complain(shop: Shop, case_id: int, said: str = "The blender leaks!") -> ComplaintSeen:
    asked = ComplaintAsked(case_id=case_id, kind=ComplaintKind.GOODS, severity=2, said=said)
    return shop.run(lambda unit: begin_complaint(unit, asked))


def asked(
    shop: Shop, case_id: int, words: str = "Any blue ones?", promised: FollowUp | None = None
) -> int:
    return shop.run(
        lambda unit: ask_question(unit, case_id, QuestionKind.PRODUCT, words, promised)
    ).id


def why_not(shop: Shop, case_id: int, elsewhere: str = "") -> list[str]:
    with pytest.raises(Refused) as why:
        shop.run(lambda unit: close_case(unit, case_id, elsewhere=elsewhere))
    return [each.code for each in why.value.messages]


def test_what_is_not_over_keeps_a_case_open_and_is_named(shop: Shop) -> None:
    case = a_case(shop)
    complaint = complain(shop, case.id)
    question = asked(shop, case.id)
    with pytest.raises(Refused) as why:
        shop.run(lambda unit: close_case(unit, case.id))
    assert [(each.code, each.facts["words"]) for each in why.value.messages] == [
        ("case-complaint-open", "The blender leaks!"),
        ("case-question-open", "Any blue ones?"),
    ]
    shop.run(lambda unit: answer_question(unit, question, "On Friday."))
    shop.run(lambda unit: name_issue(unit, complaint.id, "It leaks", "Another"))
    assert shop.read(lambda unit: still_open(unit, case.id)).complaints == ("It leaks",)
    shop.run(lambda unit: choose_remedy(unit, complaint.id, ComplaintRemedy.EXPLAINED))
    shop.run(lambda unit: settle_complaint(unit, complaint.id))
    assert not shop.read(lambda unit: still_open(unit, case.id))
    done = shop.run(lambda unit: close_case(unit, case.id, Smile.GOOD)).case
    assert done.state is CaseState.CLOSED
    nothing_is_wrong(shop)


def test_a_question_somebody_comes_back_about_holds_nobody_up(shop: Shop) -> None:
    case = a_case(shop)
    back = FollowUp(on=TOMORROW.date(), staff_id=MANAGER.staff_id)
    asked(shop, case.id, promised=back)
    shop.run(lambda unit: close_case(unit, case.id))
    assert shop.read(case_in_hand) is None


def test_it_goes_on_elsewhere_where_words_say_so(shop: Shop) -> None:
    case = a_case(shop)
    complain(shop, case.id)
    asked(shop, case.id)
    assert len(why_not(shop, case.id, elsewhere="  ")) == 2
    shop.run(lambda unit: close_case(unit, case.id, elsewhere="With the head office"))
    story = shop.read(lambda unit: case_story(unit, case.id))
    (last,) = story.told[-1:]
    line = story_line(Language.of("en"), story.people, last)
    assert line == f"{MANAGER.name} said goodbye; it goes on elsewhere: “With the head office”"
    later(shop, timedelta(days=30))
    assert not shop.read(any_due)
    nothing_is_wrong(shop)


def test_a_promised_complaint_never_goes_elsewhere(shop: Shop) -> None:
    case = a_case(shop)
    complaint = complain(shop, case.id)
    shop.run(lambda unit: name_issue(unit, complaint.id, "It leaks", "Another"))
    shop.run(lambda unit: choose_remedy(unit, complaint.id, ComplaintRemedy.REPAIR))
    shop.run(
        lambda unit: promise_remedy(
            unit, complaint.id, "A new seal", TOMORROW, MANAGER.staff_id
        )
    )
    assert why_not(shop, case.id, elsewhere="With the head office") == [
        "case-promise-open",
        "case-complaint-promised",
    ]
    aside = shop.run(lambda unit: put_aside(unit, case.id, AsideFor.SHOP)).case
    assert aside.state is CaseState.ASIDE


def test_clocks_stand_while_a_case_waits_for_its_customer(shop: Shop) -> None:
    case = a_case(shop)
    before = complain(shop, case.id)

    def complaint() -> ComplaintSeen:
        return shop.read(lambda unit: complaints_in(unit, case.id))[0]

    shop.run(lambda unit: put_aside(unit, case.id, AsideFor.SHOP))
    assert complaint() == before
    shop.run(lambda unit: put_aside(unit, case.id, AsideFor.CUSTOMER))
    assert (complaint().due_at, complaint().stopped_at) == (None, NOON)
    later(shop, timedelta(hours=1))
    shop.run(lambda unit: take_up(unit, case.id))
    assert before.due_at is not None
    assert complaint().due_at == before.due_at + timedelta(hours=1)
    shop.run(lambda unit: put_aside(unit, case.id, AsideFor.CUSTOMER))
    shop.run(lambda unit: put_aside(unit, case.id, AsideFor.SHOP))
    assert complaint().due_at == before.due_at + timedelta(hours=1)
    nothing_is_wrong(shop)
