"""A case from its opening to goodbye: in hand, aside, promised, given on, and on record."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select, text, update
from sqlalchemy.exc import DBAPIError

from models.services.case_facts import (
    entitle,
    escalate,
    link_to,
    name_customer,
    rate,
    transfer,
)
from models.services.case_promises import break_promise, keep_promise, promise
from models.services.case_views import list_cases
from models.services.case_watch import COUNTS_FOR, look_away, look_on
from models.services.cases import (
    add_note,
    case_in_hand,
    close_case,
    open_case,
    put_aside,
    take_up,
)
from models.services.journal import record
from models.services.personal import forget_person
from models.services.tickets import draw_ticket
from models.tables.base import add_numbered
from models.tables.journal import JournalEntry, JournalReference
from models.tables.people import Staff
from models.tables.shop import Register
from models.values import Refused
from models.values.cases import AsideFor, CaseKind, CaseSeen, CaseState, Channel, Smile
from tests.builders import MANAGER, NOON, a_customer
from tests.cases import in_another_store
from tests.drawers import a_person, bela, sari
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.db import Shop
    from models.unit import Unit

TOMORROW = NOON + timedelta(days=1)


def begin(shop: Shop, kind: CaseKind = CaseKind.COMPLAINT, title: str = "") -> CaseSeen:
    return shop.run(lambda unit: open_case(unit, kind, title=title)).case


def aside(shop: Shop, case: CaseSeen, waits_for: AsideFor = AsideFor.SHOP) -> CaseSeen:
    return shop.run(lambda unit: put_aside(unit, case.id, waits_for)).case


def at_another_register(shop: Shop, code: str = "2") -> Shop:
    """A second counter on the same records, with the same person signed on."""
    with shop.unit() as unit:
        register_id = add_numbered(
            unit.connection, Register, store_id=unit.station.store_id, code=code
        )
    return replace(shop, station=replace(shop.station, register_id=register_id, register=code))


def refused(shop: Shop, code: str, use_case: Callable[[Unit], object]) -> None:
    with pytest.raises(Refused) as why:
        shop.run(use_case)
    assert [each.code for each in why.value.messages] == [code]


def test_a_case_is_of_a_customer_who_is_on_record(shop: Shop) -> None:
    ann = a_customer(shop, "Ann Customer")
    shop.run(lambda unit: forget_person(unit, "Ann Customer", "They asked for it"))
    for key in (ann, 999):
        refused(
            shop,
            "customer-unknown",
            lambda unit, key=key: open_case(unit, CaseKind.RETURN, customer_id=key),  # type: ignore[misc]
        )


def test_a_case_is_in_hand_until_goodbye(shop: Shop) -> None:
    case = begin(shop, title="  A kettle \n that leaks ")
    assert (case.code, case.state, case.register) == ("K000001", CaseState.SERVING, "1")
    assert (case.title, case.channel, case.opened_at) == (
        "A kettle that leaks",
        Channel.COUNTER,
        NOON,
    )
    assert shop.read(case_in_hand) == case
    done = shop.run(lambda unit: close_case(unit, case.id, Smile.GOOD)).case
    assert (done.state, done.smile) == (CaseState.CLOSED, Smile.GOOD)
    assert shop.read(case_in_hand) is None
    nothing_is_wrong(shop)


def test_the_next_customer_puts_the_one_before_aside(shop: Shop) -> None:
    first, second = begin(shop), begin(shop)
    assert (first.code, second.code) == ("K000001", "K000002")
    (waits,) = [each for each in shop.read(list_cases).cases if each.state is CaseState.ASIDE]
    assert (waits.code, waits.aside_for) == (first.code, AsideFor.SHOP)
    again = shop.run(lambda unit: take_up(unit, first.id)).case
    assert shop.read(case_in_hand) == again
    nothing_is_wrong(shop)


def test_a_case_in_hand_elsewhere_is_taken_over_only_when_asked_to(shop: Shop) -> None:
    case = begin(shop)
    other = at_another_register(shop)
    own = begin(other, CaseKind.INQUIRY)
    with pytest.raises(Refused) as why:
        other.run(lambda unit: take_up(unit, case.id))
    (said,) = why.value.messages
    assert said.facts == {"case": case.code, "person": MANAGER.name, "register": "1"}
    assert other.read(case_in_hand) == own
    taken = other.run(lambda unit: take_up(unit, case.id, over=True)).case
    assert (taken.register, shop.read(case_in_hand)) == ("2", None)
    assert not other.run(lambda unit: take_up(unit, case.id)).changed
    nothing_is_wrong(shop)


def test_a_closed_case_stays_closed(shop: Shop) -> None:
    case = begin(shop)
    shop.run(lambda unit: close_case(unit, case.id))
    for use_case in (
        lambda unit: take_up(unit, case.id, over=True),
        lambda unit: put_aside(unit, case.id, AsideFor.SHOP),
        lambda unit: close_case(unit, case.id),
        lambda unit: promise(unit, case.id, "Call", TOMORROW),
        lambda unit: keep_promise(unit, case.id),
        lambda unit: escalate(unit, case.id, "Now"),
        lambda unit: entitle(unit, case.id, "Another"),
        lambda unit: name_customer(unit, case.id, None),
        lambda unit: transfer(unit, case.id, staff_id=MANAGER.staff_id),
    ):
        refused(shop, "case-closed", use_case)
    noted = shop.run(lambda unit: add_note(unit, case.id, "She called to thank us")).case
    assert noted.changed_at == noted.opened_at
    nothing_is_wrong(shop)


def test_another_stores_case_is_read_and_not_touched(shop: Shop) -> None:
    case = begin(shop)
    far = in_another_store(shop)
    refused(far, "case-other-store", lambda unit: take_up(unit, case.id, over=True))
    refused(far, "case-other-store", lambda unit: add_note(unit, case.id, "Hello"))
    refused(far, "case-unknown", lambda unit: take_up(unit, 99))
    assert far.read(list_cases).cases == ()


def test_a_promise_is_kept_or_broken_before_goodbye(shop: Shop) -> None:
    case = begin(shop)
    who = a_person(shop, "Dewi", "8", MANAGER.role, "2469")
    made = shop.run(
        lambda unit: promise(unit, case.id, "Call with the price", TOMORROW, who.staff_id)
    ).case
    assert (made.promise, made.promised_at, made.promised_by) == (
        "Call with the price",
        TOMORROW,
        "Dewi",
    )
    refused(shop, "case-promise-open", lambda unit: close_case(unit, case.id))
    refused(shop, "case-promise-open", lambda unit: promise(unit, case.id, "B", TOMORROW))
    kept = shop.run(lambda unit: keep_promise(unit, case.id, "Told her")).case
    assert (kept.promise, kept.promised_at, kept.promised_by) == ("", None, "")
    refused(shop, "case-promise-none", lambda unit: keep_promise(unit, case.id))
    shop.run(lambda unit: promise(unit, case.id, "Send one", TOMORROW))
    refused(shop, "note-empty", lambda unit: break_promise(unit, case.id, " "))
    shop.run(lambda unit: break_promise(unit, case.id, "None left"))
    shop.run(lambda unit: close_case(unit, case.id))
    nothing_is_wrong(shop)


@pytest.mark.parametrize(
    ("words", "late", "code"),
    [
        ("", 1, "case-promise-empty"),
        ("Call", 0, "case-promise-past"),
        ("x" * 201, 1, "case-words-too-long"),
    ],
)
def test_a_promise_says_what_and_until_when(
    shop: Shop, words: str, late: int, code: str
) -> None:
    case = begin(shop)
    refused(shop, code, lambda unit: promise(unit, case.id, words, NOON + timedelta(late)))


def test_nobody_who_left_is_given_a_promise_or_a_case(shop: Shop) -> None:
    case, who = begin(shop), bela(shop).staff_id
    with shop.unit() as unit:
        unit.connection.execute(update(Staff).where(Staff.id == who).values(active=False))
    for use_case in (
        lambda unit: promise(unit, case.id, "Call", TOMORROW, who),
        lambda unit: transfer(unit, case.id, staff_id=who),
        lambda unit: add_note(unit, case.id, "Well done", for_staff_id=who),
    ):
        refused(shop, "person-unknown", use_case)


def test_a_case_goes_to_another_person_and_register(shop: Shop) -> None:
    case, other = begin(shop), at_another_register(shop)
    who = bela(shop)
    place = other.station.register_id
    given = shop.run(
        lambda unit: transfer(
            unit, case.id, staff_id=who.staff_id, register_id=place, words="She is hurried"
        )
    ).case
    assert (given.state, given.person, given.register) == (CaseState.ASIDE, "Bela", "2")
    mine = shop.read(lambda unit: list_cases(unit, staff_id=who.staff_id))
    assert [each.code for each in mine.cases] == [case.code]
    refused(shop, "case-to-nobody", lambda unit: transfer(unit, case.id))
    far = in_another_store(shop).station.register_id
    refused(
        shop, "case-register-unknown", lambda unit: transfer(unit, case.id, register_id=far)
    )
    aside(shop, case, AsideFor.CUSTOMER)
    again = shop.run(lambda unit: transfer(unit, case.id, register_id=place)).case
    assert again.aside_for is AsideFor.CUSTOMER
    nothing_is_wrong(shop)


def test_a_case_goes_on_with_an_earlier_one_only(shop: Shop) -> None:
    first, second = begin(shop), begin(shop)
    linked = shop.run(lambda unit: link_to(unit, second.id, first.id)).case
    assert (linked.linked, linked.linked_id) == (first.code, first.id)
    refused(shop, "case-not-earlier", lambda unit: link_to(unit, first.id, second.id))
    refused(shop, "case-not-earlier", lambda unit: link_to(unit, first.id, first.id))


def test_a_smile_may_come_after_goodbye_and_once(shop: Shop) -> None:
    case = begin(shop)
    shop.run(lambda unit: rate(unit, case.id, Smile.BAD))
    shop.run(lambda unit: rate(unit, case.id, Smile.FAIR))
    assert shop.run(lambda unit: close_case(unit, case.id)).case.smile is Smile.FAIR
    refused(shop, "case-rated", lambda unit: rate(unit, case.id, Smile.GOOD))
    later = begin(shop)
    shop.run(lambda unit: close_case(unit, later.id))
    assert shop.run(lambda unit: rate(unit, later.id, Smile.GOOD)).case.smile is Smile.GOOD
    nothing_is_wrong(shop)


def test_the_list_has_a_customers_cases_first_then_what_presses(shop: Shop) -> None:
    budi, ann = a_customer(shop), a_customer(shop, "Ann")
    plain, due, hot, theirs = (begin(shop) for _ in range(4))
    shop.run(lambda unit: promise(unit, due.id, "Call", NOON + timedelta(hours=1)))
    shop.run(lambda unit: escalate(unit, hot.id, "He shouts"))
    shop.run(lambda unit: name_customer(unit, theirs.id, budi))
    shop.run(lambda unit: name_customer(unit, plain.id, ann))
    aside(shop, theirs, AsideFor.CUSTOMER)

    def codes(**wanted: object) -> list[int]:
        found = shop.read(lambda unit: list_cases(unit, **wanted))  # type: ignore[arg-type]
        return [each.id for each in found.cases]

    assert codes(customer_id=budi)[:3] == [theirs.id, hot.id, due.id]
    assert codes()[:2] == [hot.id, due.id]
    assert codes(waits_for=AsideFor.CUSTOMER) == [theirs.id]
    assert codes(promised_until=NOON.date()) == [due.id]
    assert codes(promised_until=NOON.date() - timedelta(1)) == []
    shop.run(lambda unit: close_case(unit, plain.id))
    assert plain.id not in codes()


def test_an_unknown_or_forgotten_customer_has_no_case(shop: Shop) -> None:
    case = begin(shop)
    refused(shop, "customer-unknown", lambda unit: name_customer(unit, case.id, 99))


def test_a_case_has_the_ticket_it_began_with(shop: Shop) -> None:
    drawn = shop.run(lambda unit: draw_ticket(unit, CaseKind.RETURN)).ticket
    opened = shop.run(lambda unit: open_case(unit, CaseKind.RETURN, ticket_id=drawn.id))
    assert opened.case.ticket == drawn.called
    refused(
        shop,
        "case-ticket-unknown",
        lambda unit: open_case(unit, CaseKind.RETURN, ticket_id=99),
    )
    assert shop.read(case_in_hand) == opened.case, "and nothing was put aside for it"


def test_two_who_open_a_case_see_each_other_while_they_do(shop: Shop) -> None:
    case, other = begin(shop), at_another_register(shop)
    other.person = bela(shop)
    now = NOON
    shop.clock = other.clock = lambda: now

    def looks(at: Shop) -> list[tuple[str, str]]:
        found = at.run(lambda unit: look_on(unit, case.id))
        return [(each.person, each.register) for each in found]

    assert looks(shop) == []
    assert looks(other) == [(MANAGER.name, "1")]
    assert looks(shop) == [("Bela", "2")]
    other.run(lambda unit: look_away(unit, case.id))
    assert looks(shop) == []
    looks(other)
    now += COUNTS_FOR
    assert looks(shop) == []


def test_whoever_opens_another_case_looks_at_the_first_no_more(shop: Shop) -> None:
    first, second = begin(shop), begin(shop)
    other = at_another_register(shop)
    shop.run(lambda unit: look_on(unit, first.id))
    shop.run(lambda unit: look_on(unit, second.id))
    assert other.run(lambda unit: look_on(unit, first.id)) == ()


def test_coaching_is_for_those_who_approve(shop: Shop) -> None:
    case = begin(shop)
    clerk = sari(shop)
    refused(
        shop,
        "right-missing",
        lambda unit: add_note(unit, case.id, "Smile", for_staff_id=clerk.staff_id),
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE counter_case SET code = 'K9'",
        "UPDATE counter_case SET opened_at = '2020-01-01 00:00:00.000000'",
        "UPDATE counter_case SET kind = 'return'",
        "DELETE FROM counter_case WHERE id = 1",
        "UPDATE counter_case SET state = 'aside', aside_for = 'shop', closed_at = NULL "
        "WHERE id = 1",
        "UPDATE counter_case SET staff_id = staff_id + 1 WHERE id = 1",
        "UPDATE counter_case SET title = 'x' WHERE id = 1",
        "UPDATE counter_case SET title = '•••' WHERE id = 1",
        "UPDATE counter_case SET smile = 'good' WHERE id = 1",
        "UPDATE counter_case SET smile = NULL WHERE id = 1",
        "UPDATE counter_case SET promise = 'x', promised_at = '2030-01-01' WHERE id = 1",
        "UPDATE counter_case SET at_register_id = 1, state = 'serving' WHERE id = 2",
        "UPDATE counter_case SET state = 'closed', aside_for = NULL, "
        "closed_at = '2030-01-01' WHERE id = 3",
        "DELETE FROM case_entry",
        "UPDATE case_entry SET words = 'x'",
        "UPDATE case_entry SET words = ''",
        "UPDATE case_entry SET what = 'note'",
        "UPDATE case_entry SET for_staff_id = 1",
    ],
)
def test_the_database_keeps_what_was(shop: Shop, wrong: str) -> None:
    closed = begin(shop)
    shop.run(lambda unit: add_note(unit, closed.id, "She is angry"))
    shop.run(lambda unit: close_case(unit, closed.id, Smile.BAD))
    begin(shop)
    promised = begin(shop)
    shop.run(lambda unit: promise(unit, promised.id, "Call", TOMORROW))
    aside(shop, promised)
    begin(shop)
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.execute(text(wrong))


def test_the_database_lets_words_be_blanked(shop: Shop) -> None:
    closed = begin(shop, title="Budi's kettle")
    shop.run(lambda unit: add_note(unit, closed.id, "Budi is angry"))
    shop.run(lambda unit: close_case(unit, closed.id))
    with shop.unit() as unit:
        unit.connection.execute(text("UPDATE counter_case SET title = '•••'"))
        unit.connection.execute(text("UPDATE case_entry SET words = '•••'"))


@contextmanager
def counted(shop: Shop, table: str) -> Iterator[list[str]]:
    """The statements that name a table, while it lasts."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.extend([statement] if table in statement else [])

    event.listen(shop.engine, "before_cursor_execute", note)
    yield found
    event.remove(shop.engine, "before_cursor_execute", note)


def test_what_is_done_at_the_counter_names_its_case_and_asks_once(shop: Shop) -> None:
    case = begin(shop)
    with shop.unit() as unit, counted(shop, "counter_case") as asked:
        for name in ("GiftReceiptMade", "ApprovalAsked", "ApprovalAnswered", "NoSale"):
            record(unit, name)
        record(unit, "TransactionSuspended", case=7)
    assert len(asked) == 1
    with shop.unit(writes=False) as unit:
        rows = unit.connection.execute(
            select(JournalEntry.event, JournalEntry.body).order_by(JournalEntry.number.desc())
        )
        said = {row.event: row.body for row in rows}
        named = set(unit.connection.scalars(select(JournalReference.reference)))
    for name in ("GiftReceiptMade", "ApprovalAsked"):
        assert f'"case":"{case.code}"' in said[name]
    for name in ("ApprovalAnswered", "NoSale"):
        assert case.code not in said[name]
    assert said["TransactionSuspended"] == f'{{"case":7,"visit":"{case.code}"}}'
    assert {case.code, "case 7"} <= named


@pytest.mark.parametrize("system", ["sqlite"])
def test_the_case_in_hand_is_found_by_an_index(shop: Shop) -> None:
    with shop.unit(writes=False) as unit, counted(shop, "counter_case") as asked:
        case_in_hand(unit)
        list_cases(unit)
        with pytest.raises(Refused):
            take_up(unit, 1)
        plans = [
            unit.connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statement}", (1,) * statement.count("?")
            ).all()
            for statement in list(asked)
        ]
    scanned = [plan for plan in plans if "SCAN counter_case" in str(plan)]
    assert len(plans) == 3
    assert scanned == []
