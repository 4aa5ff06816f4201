"""The story of a case: what belongs to it, in order, for whoever may read it, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from models.services.approval_requests import Yes, answer_approval, ask_approval
from models.services.approvals import Granted
from models.services.case_facts import entitle, escalate, name_customer, transfer
from models.services.case_promises import keep_promise, promise
from models.services.case_views import case_story
from models.services.cases import add_note, close_case, open_case, put_aside, take_up
from models.services.decisions import decide_return
from models.services.documents import count_print
from models.services.journal_views import follow
from models.services.personal import export_person, forget_person
from models.services.returns import take_return
from models.services.sealing import BLANK
from models.services.terminal import list_awaiting, settle_refund
from models.tables.cases import Case, CaseEntry
from models.values import Refused
from models.values.approvals import YesReason
from models.values.cases import AsideFor, CaseKind, Channel, EntryKind, Smile
from models.values.events import EVENTS
from models.values.shop import Role
from receipts.case_sentences import (
    CASE_KINDS,
    CHANNELS,
    ENTRY_KINDS,
    SMILES,
    WAITS_FOR,
)
from receipts.case_stories import story_line
from receipts.language import Language
from receipts.story_sentences import STORY
from tests.builders import MANAGER, NOON, a_sale, in_force
from tests.drawers import SARI_PIN, a_person
from tests.persons import VISA, somebody
from tests.services.test_cases import at_another_register, begin
from tests.services.test_returns import asking
from tests.services.test_verify import attack
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.cases import CaseSeen, CaseStory

BY_MANAGER = 'decided_by = "manager"\nwindow = "30 days"'


def story(shop: Shop, case: CaseSeen) -> CaseStory:
    return shop.read(lambda unit: case_story(unit, case.id))


def events(shop: Shop, case: CaseSeen) -> list[str]:
    return [each.event for each in story(shop, case).told]


def lines(shop: Shop, case: CaseSeen) -> list[str]:
    told = story(shop, case)
    return [story_line(Language.of("en"), told.people, each) for each in told.told]


def bring_back(shop: Shop, number: str = "S-1") -> str:
    """The slip of what came back on a sale."""
    asked = asking(shop, "1", number=number)
    seen = shop.read(lambda unit: decide_return(unit, asked))
    taken = shop.run(lambda unit: take_return(unit, str(uuid4()), asked, seen))
    return taken.slip.head.number


def test_a_visit_reads_like_a_story(shop: Shop) -> None:
    in_force(shop, BY_MANAGER)
    a_sale(shop, number="S-1")
    manager = at_another_register(shop)
    clerk = shop.person = a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    case = begin(shop, title="A kettle that leaks")
    her_own = begin(manager, CaseKind.INQUIRY)
    shop.run(lambda unit: add_note(unit, case.id, "It leaks at the spout"))
    asked = asking(shop, "1", number="S-1")
    seen = shop.read(lambda unit: decide_return(unit, asked))
    shop.run(lambda unit: ask_approval(unit, "a-1", asked, seen))
    yes = Yes(reason=YesReason.GOOD_CUSTOMER)
    manager.run(lambda unit: answer_approval(unit, "a-1", yes))
    taken = shop.run(lambda unit: take_return(unit, str(uuid4()), asked, seen, Granted("a-1")))
    slip = taken.slip.head.number
    shop.run(lambda unit: promise(unit, case.id, "Call", NOON + timedelta(days=1)))
    shop.run(lambda unit: keep_promise(unit, case.id, "Called"))
    shop.run(lambda unit: close_case(unit, case.id, Smile.GOOD))
    told = story(shop, case)
    assert (told.papers, told.sales, told.whole) == ((slip, "A1-000001"), ("S-1",), True)
    assert [each.person for each in told.told if each.event == "ApprovalAnswered"] == [
        "Ann Lee"
    ]
    said = lines(shop, case)
    assert said[:2] == [
        "Sari welcomed the customer: Complaint",
        "Sari noted: “It leaks at the spout”",
    ]
    assert any(slip in each for each in said)
    assert events(manager, her_own) == ["CaseOpened"], "she said yes to somebody else's"
    assert said[-3:] == [
        f"{clerk.name} promised until 6 Nov 2026, 12:00\u00a0pm: “Call”",
        f"{clerk.name} kept what was promised: “Called”",
        f"{clerk.name} said goodbye; the customer said that it was good",
    ]
    nothing_is_wrong(shop)


def test_what_belongs_to_another_case_is_told_there(shop: Shop) -> None:
    a_sale(shop, number="S-1")
    a_sale(shop, number="S-2")
    first = begin(shop)
    slip = bring_back(shop, "S-1")
    shop.run(lambda unit: count_print(unit, slip))
    shop.run(lambda unit: close_case(unit, first.id))
    second = begin(shop)
    shop.run(lambda unit: count_print(unit, slip))
    bring_back(shop, "S-2")
    assert events(shop, first) == ["CaseOpened", "ReturnTaken", "ReceiptPrint", "CaseClosed"]
    assert events(shop, second) == ["CaseOpened", "ReceiptReprint", "ReturnTaken"]


def test_what_a_terminal_does_while_another_is_served_stays_with_its_slip(shop: Shop) -> None:
    a_sale(shop, number="S-1", tenders=(VISA,))
    first = begin(shop)
    bring_back(shop)
    second = begin(shop)
    (waiting,) = shop.read(list_awaiting)
    shop.run(lambda unit: settle_refund(unit, waiting.refund_id, "T-1"))
    assert "RefundSettled" in events(shop, first)
    assert events(shop, second) == ["CaseOpened"]


def test_coaching_is_read_by_two_people_only(shop: Shop) -> None:
    clerk = a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    other = a_person(shop, "Dewi", "8", Role.CLERK, SARI_PIN)
    case = begin(shop)
    shop.run(lambda unit: add_note(unit, case.id, "Smile more", for_staff_id=clerk.staff_id))
    for person, reads in ((clerk, True), (MANAGER, True), (other, False)):
        shop.person = person
        told = story(shop, case).told
        assert [each.words for each in told] == (["", "Smile more"] if reads else [""])
        assert [each.what for each in told][1:] == ([EntryKind.COACHING] if reads else [])
    shop.person = MANAGER
    nothing_is_wrong(shop)


def test_the_journal_follows_a_case_from_its_slip(shop: Shop) -> None:
    a_sale(shop)
    begin(shop)
    slip = bring_back(shop)
    found = shop.read(lambda unit: follow(unit, slip))
    assert [each.event for each in found.entries][:2] == ["CaseOpened", "ReturnTaken"]


def test_a_case_is_given_and_forgotten_with_its_customer(shop: Shop) -> None:
    person = somebody(shop)
    case = shop.run(
        lambda unit: open_case(unit, CaseKind.COMPLAINT, Channel.PHONE, title=person.name)
    ).case
    shop.run(lambda unit: name_customer(unit, case.id, person.id))
    shop.run(lambda unit: add_note(unit, case.id, "Has two children"))
    clerk = a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
    shop.run(lambda unit: add_note(unit, case.id, "Be brief", for_staff_id=clerk.staff_id))
    shop.run(lambda unit: promise(unit, case.id, f"Call {person.phone}", NOON + timedelta(1)))
    other = begin(shop, title=f"About {person.name}")
    shop.run(lambda unit: add_note(unit, other.id, f"Sister of {person.name}"))
    shop.run(lambda unit: add_note(unit, other.id, "A blender"))
    given = shop.run(lambda unit: export_person(unit, person.number))
    assert given.counts["counter_case"] == 1
    assert [each["words"] for each in given.tables["case_entry"]] == [
        "Has two children",
        f"Call {person.phone}",
    ]
    assert {"CaseOpened", "CaseNoted"} <= {each["event"] for each in given.tables["journal"]}
    forgotten = shop.run(lambda unit: forget_person(unit, person.number, "Asked"))
    assert (forgotten.counts["counter_case"], forgotten.counts["case_entry"]) == (3, 4)
    with shop.unit(writes=False) as unit:
        cases = unit.connection.execute(
            select(Case.title, Case.promise).order_by(Case.id)
        ).all()
        words = unit.connection.scalars(select(CaseEntry.words).order_by(CaseEntry.id)).all()
    assert [tuple(row) for row in cases] == [(BLANK, BLANK), (BLANK, "")]
    assert words == [BLANK, BLANK, BLANK, BLANK, "A blender"]
    shop.run(lambda unit: keep_promise(unit, case.id))
    nothing_is_wrong(shop)


def test_every_event_of_a_case_and_every_code_has_words(shop: Shop) -> None:
    assert {name.partition(".")[0] for name in STORY} <= set(EVENTS)
    for codes, words in (
        (CaseKind, CASE_KINDS),
        (Channel, CHANNELS),
        (AsideFor, WAITS_FOR),
        (Smile, SMILES),
        (EntryKind, ENTRY_KINDS),
    ):
        assert set(codes) == set(words)
    case = begin(shop)
    shop.run(lambda unit: entitle(unit, case.id, "Kettle"))
    shop.run(lambda unit: escalate(unit, case.id, "He shouts"))
    shop.run(lambda unit: put_aside(unit, case.id, AsideFor.CUSTOMER))
    shop.run(lambda unit: take_up(unit, case.id))
    shop.run(lambda unit: transfer(unit, case.id, staff_id=MANAGER.staff_id, words="Hi"))
    assert lines(shop, case)[1:] == [
        "Ann Lee wrote down what it is about: Kettle",
        "Ann Lee asked for somebody with more to say: “He shouts”",
        "Ann Lee put the case aside; it waits for the customer",
        "Ann Lee went on with the case",
        "Ann Lee gave the case to Ann Lee: “Hi”",
    ]


def test_there_is_no_story_of_no_case(shop: Shop) -> None:
    with pytest.raises(Refused, match="case-unknown"):
        shop.read(lambda unit: case_story(unit, 1))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ("UPDATE counter_case SET code = 'K9'", "case-code-differs"),
        ("UPDATE counter_case SET code = 'K9'", "case-missing"),
        ("UPDATE counter_case SET kind = 'return'", "case-opening-differs"),
        (
            "UPDATE counter_case SET state = 'closed', closed_at = opened_at, "
            "at_register_id = NULL",
            "case-state-differs",
        ),
        ("UPDATE counter_case SET smile = 'good'", "case-smile-differs"),
        ("UPDATE case_entry SET at = '2020-01-01 00:00:00.000000'", "case-entry-differs"),
        ("UPDATE case_entry SET what = 'coaching'", "case-entry-differs"),
        ("DELETE FROM case_entry", "case-entry-missing"),
        (
            "INSERT INTO case_entry (case_id, at, staff_id, register_id, what, words) "
            "SELECT case_id, at, staff_id, register_id, what, words FROM case_entry",
            "case-entry-added",
        ),
    ],
)
def test_what_was_changed_behind_a_case_is_found(shop: Shop, changed: str, code: str) -> None:
    case = begin(shop)
    shop.run(lambda unit: add_note(unit, case.id, "It leaks"))
    with attack(shop) as attacker:
        attacker.unit.connection.execute(text(changed))
        assert code in {fault.code for fault in attacker.verified().faults}
    nothing_is_wrong(shop)
