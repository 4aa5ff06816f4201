"""What the room of cases says and does, asked without a window on real records."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.services.case_promises import promise
from models.services.cases import add_note, case_in_hand, close_case
from models.values import Topic
from models.values.cases import AsideFor, CaseKind, CaseState, Channel, Smile
from models.values.shop import Role
from tests.builders import MANAGER, NOON, a_customer
from tests.drawers import SARI_PIN, a_person
from tests.long_visit import a_long_visit
from tests.prints import later
from tests.services.test_cases import at_another_register, begin
from tests.ui.cases import Room
from ui.screens.cases.state import Doing, Tab

if TYPE_CHECKING:
    from models.db import Shop

CASES = frozenset({Topic.CASES})
TOMORROW = NOON.replace(tzinfo=None) + timedelta(days=1)


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


def after(room: Room) -> Room:
    """As the worker tells it: what was done changed the list and the story."""
    room.page.refresh(CASES)
    return room


def opened(shop: Shop, case_id: int) -> Room:
    room = Room(shop)
    room.page.start()
    room.page.open_case(case_id)
    return room


def test_tabs_list_what_they_count(shop: Shop) -> None:
    first, second, third = (begin(shop, title=name) for name in ("Kettle", "Fan", "Lamp"))
    shop.run(lambda unit: promise(unit, second.id, "Call", NOON + timedelta(hours=2)))
    room = opened(shop, first.id)
    room.page.take_up()
    after(room).page.put_aside(AsideFor.CUSTOMER)
    after(room).page.escalate("He shouts")
    after(room)
    for tab, codes in {
        Tab.OPEN: [first.code, second.code, third.code],
        Tab.MINE: [first.code, second.code, third.code],
        Tab.DUE: [second.code],
        Tab.ESCALATED: [first.code],
        Tab.FOR_CUSTOMER: [first.code],
        Tab.FOR_SHOP: [second.code, third.code],
        Tab.OLDEST: [first.code, second.code, third.code],
    }.items():
        room.page.show_tab(tab)
        assert sorted(room.codes) == codes
        if tab is not Tab.OLDEST:
            assert getattr(room.state.counts, tab) == len(codes)


def test_typing_looks_for_closed_ones_too(shop: Shop) -> None:
    closed, other = begin(shop, title="Kettle"), begin(shop, title="Fan")
    shop.run(lambda unit: close_case(unit, closed.id))
    room = opened(shop, other.id)
    room.page.seek("kett")
    assert room.codes == [closed.code]
    room.page.seek("")
    assert room.codes == [other.code]


def test_a_story_is_told_and_grows(shop: Shop) -> None:
    case = begin(shop)
    room = opened(shop, case.id)
    room.page.note("  It leaks ")
    assert after(room).sentences[-1] == "Ann Lee noted: “It leaks”"
    assert (room.news, room.state.noted) == ("case-noted", 1)
    room.page.note("")
    assert room.said == ["note-empty"]
    assert room.state.noted == 1


def test_a_note_for_one_person_is_theirs(shop: Shop) -> None:
    clerk = a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    other = a_person(shop, "Dewi", "8", Role.CLERK, SARI_PIN)
    case = begin(shop)
    opened(shop, case.id).page.note("Smile more", clerk.staff_id)
    for person, reads in ((clerk, True), (other, False)):
        shop.person = person
        room = opened(shop, case.id)
        assert any("Smile more" in each for each in room.sentences) is reads
        room.page.note("Mine", other.staff_id)
        assert room.said == ["right-missing"]


def test_two_registers_see_each_other(shop: Shop) -> None:
    case = begin(shop)
    there = at_another_register(shop)
    there.person = a_person(shop, "Dewi", "8", Role.CLERK, SARI_PIN)
    mine, hers = opened(shop, case.id), opened(there, case.id)
    assert [each.person for each in hers.state.watching] == ["Ann Lee"]
    mine.page.tick()
    assert [(each.person, each.register) for each in mine.state.watching] == [("Dewi", "2")]
    hers.page.go()
    mine.page.tick()
    assert mine.state.watching == ()
    hers.page.come()
    mine.page.tick()
    assert len(mine.state.watching) == 1
    hers.page.leave()
    mine.page.tick()
    assert mine.state.watching == ()


def test_put_aside_here_and_gone_on_with_there(shop: Shop) -> None:
    case = begin(shop)
    there = at_another_register(shop)
    there.person = a_person(shop, "Dewi", "8", Role.CLERK, SARI_PIN)
    mine, hers = opened(shop, case.id), opened(there, case.id)
    mine.page.put_aside(AsideFor.SHOP)
    after(hers).page.take_up()
    assert hers.news == "case-taken-up"
    assert hers.state.doing is None
    now = there.read(case_in_hand)
    assert now is not None
    assert (now.id, now.register) == (case.id, "2")
    after(mine).page.take_up()
    assert mine.state.doing is Doing.TAKE_OVER
    mine.page.take_up()
    now = shop.read(case_in_hand)
    assert now is not None
    assert now.register == "1"


def test_a_promise_is_made_due_and_kept(shop: Shop) -> None:
    case = begin(shop)
    room = opened(shop, case.id)
    room.page.begin(Doing.PROMISE)
    room.page.promise("", TOMORROW, MANAGER.staff_id)
    assert room.said == ["case-promise-empty"]
    assert room.state.doing is Doing.PROMISE
    room.page.promise("Call him", TOMORROW, MANAGER.staff_id)
    assert room.state.doing is None
    assert after(room).state.case is not None
    room.page.show_tab(Tab.DUE)
    assert room.codes == []
    later(shop, timedelta(days=1))
    assert after(room).codes == [case.code]
    room.page.close(Smile.GOOD)
    assert room.said == ["case-promise-open"]
    room.page.keep("He is glad")
    after(room).page.close(Smile.GOOD)
    assert room.news == "case-said-goodbye"
    assert after(room).sentences[-1].startswith("Ann Lee said goodbye")
    assert room.codes == []


def test_a_promise_that_is_not_kept_says_why(shop: Shop) -> None:
    case = begin(shop)
    room = opened(shop, case.id)
    room.page.promise("Call him", TOMORROW, MANAGER.staff_id)
    after(room).page.break_it("")
    assert room.said == ["note-empty"]
    room.page.break_it("His number is wrong")
    assert after(room).sentences[-1] == (
        "Ann Lee could not keep what was promised: “His number is wrong”"
    )


def test_a_closed_case_goes_on_in_a_new_one(shop: Shop) -> None:
    budi = a_customer(shop, "Budi")
    case = begin(shop, title="Kettle")
    room = opened(shop, case.id)
    room.page.seek_customer("bud")
    assert [each.id for each in room.state.customers] == [budi]
    room.page.name_customer(budi)
    after(room).page.close(None)
    assert not after(room).state.can_change
    room.page.go_on_later()
    after(room)
    page = room.state.page
    assert page is not None
    assert (page.case.linked, page.case.customer, page.here) == (case.code, "Budi", True)
    assert [each.code for each in page.earlier] == [case.code]


def test_an_earlier_case_is_linked(shop: Shop) -> None:
    first, second = begin(shop), begin(shop)
    room = opened(shop, second.id)
    room.page.begin(Doing.LINK)
    room.page.link(first.id)
    assert after(room).state.case is not None
    assert room.sentences[-1] == f"Ann Lee saw that it goes on with case {first.code}"


def test_a_call_becomes_a_case(shop: Shop) -> None:
    room = Room(shop)
    room.page.start()
    room.page.begin(Doing.NEW)
    room.page.new_case(CaseKind.INQUIRY, Channel.PHONE, "Opening hours", None)
    assert after(room).sentences == ["Ann Lee took a call: Question"]
    assert room.codes == ["K000001"]


def test_it_is_given_to_another(shop: Shop) -> None:
    clerk = a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    room = opened(shop, begin(shop).id)
    room.page.transfer(None, None, "")
    assert room.said == ["case-to-nobody"]
    room.page.transfer(clerk.staff_id, None, "He waits outside")
    assert after(room).sentences[-1] == "Ann Lee gave the case to Sari: “He waits outside”"
    room.page.entitle("A fan")
    case = after(room).state.case
    assert case is not None
    assert (case.person, case.title, case.state) == ("Sari", "A fan", CaseState.ASIDE)


def test_a_code_opens_its_case(shop: Shop) -> None:
    begin(shop)
    second = begin(shop)
    room = Room(shop)
    room.page.start()
    room.page.enter("k000002")
    assert room.state.case is not None
    assert room.state.case.id == second.id
    room.page.enter("K000009")
    assert room.said == ["case-unknown"]
    room.page.open_case(9)
    assert room.said == ["case-unknown"]
    assert room.state.page is None


def test_papers_and_sales_lead_where_they_belong(shop: Shop) -> None:
    room = opened(shop, a_long_visit(shop))
    page = room.state.page
    assert page is not None
    room.page.show_paper(page.story.papers[0])
    room.page.show_sale(page.story.sales[0])
    assert (room.papers, room.looked_up) == (["T1-000001"], ["S-1"])
    room.page.make_file()
    assert room.papers[-1].startswith("F1-")


def test_whoever_left_is_shown_nothing(shop: Shop) -> None:
    case = begin(shop)
    room = opened(shop, case.id)
    room.page.leave()
    seen = len(room.shown)
    shop.run(lambda unit: add_note(unit, case.id, "More"))
    after(room)
    assert len(room.shown) == seen


def test_return_opens_what_was_typed_not_what_was_listed_before(shop: Shop) -> None:
    kettle, blender = begin(shop, title="Kettle"), begin(shop, title="Blender")
    room = after(Room(shop))
    assert room.codes[0] == blender.code
    room.work.held = True
    room.page.seek(kettle.code)
    room.page.open_first()
    assert room.state.picked is None
    room.work.answer()
    assert room.state.picked == kettle.id
    room.page.seek(blender.code)
    room.page.open_first()
    assert room.state.picked == blender.id
