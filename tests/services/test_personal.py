"""One person's data is given whole, or forgotten whole; papers, totals and chain stay."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import LargeBinary, String, func, select, text
from sqlalchemy.exc import DBAPIError

from models.db import wipe_traces
from models.services.approval_bodies import VoidAsked
from models.services.approval_cards import open_approval
from models.services.approval_requests import ask_approval, call_manager, withdraw_approval
from models.services.decisions import ComingBack, ReturnAsked
from models.services.documents import EXCEPTION, VOUCHER, open_snapshot
from models.services.journal import GENESIS, Entry, seal
from models.services.papers import open_any
from models.services.personal import (
    CardLeft,
    Forgotten,
    export_person,
    find_person,
    forget_person,
    try_forgetting,
)
from models.services.sales import open_sale
from models.services.sealing import BLANK, commitment, open_sealed, pseudonym, seal_name
from models.services.search import PaperNamed, look_up
from models.services.slips import reopen
from models.services.value_cards import spend_card
from models.services.vouchers import open_voucher
from models.tables.base import Base, rows_of
from models.tables.documents import Document
from models.tables.journal import JournalEntry, JournalHead
from models.tables.people import Customer
from models.tables.personal import Personal
from models.tables.suspended import SuspendedCase
from models.tables.value_cards import ValueCard
from models.values import ONE, Money, Refused
from models.values.apology_papers import ApologyLetter
from models.values.approvals import ApprovalState
from models.values.codes import Capture
from models.values.drawer_papers import CashKind
from models.values.printing import PaperKind
from models.values.queue_papers import TakenDown
from receipts.apology_letters import apology_letter
from receipts.exception_forms import exception_form
from receipts.exchange_slips import exchange_slip
from receipts.giving_slips import goodwill_slip
from receipts.pdf import render
from receipts.queue_papers import taken_down
from receipts.slips import return_slip
from receipts.void_slips import void_slip
from receipts.vouchers import value_voucher
from tests.builders import MANAGER, a_customer, a_sale, another_shop, sale_id_of
from tests.drawers import move
from tests.persons import FOR_EVER, Somebody, a_whole_life, give_back, papers, somebody
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from pathlib import Path

    from models.db import Shop
    from models.services.person_records import PersonRecord

RENDERERS = {
    "return": return_slip,
    "exchange": exchange_slip,
    "void": void_slip,
    "goodwill": goodwill_slip,
}


@pytest.fixture
def known(shop: Shop) -> Somebody:
    person = somebody(shop)
    a_whole_life(shop, person)
    return person


def forget(shop: Shop, who: str, reason: str = "Asked in a letter") -> Forgotten:
    forgotten = shop.run(lambda unit: forget_person(unit, who, reason))
    wipe_traces(shop.engine)
    return forgotten


def export(shop: Shop, who: str) -> PersonRecord:
    return shop.run(lambda unit: export_person(unit, who))


def everything(shop: Shop) -> str:
    """Every text and every byte of every table, and the search index."""
    found: list[str] = []
    with shop.unit(writes=False) as unit:
        for table in Base.metadata.sorted_tables:
            columns = [c for c in table.columns if isinstance(c.type, String | LargeBinary)]
            for row in unit.connection.execute(select(*columns)) if columns else ():
                found += map(str, row)
    return "\n".join(found)


def said(shop: Shop) -> dict[str, dict[str, Any]]:
    """What every paper says today."""
    return {
        code: shop.read(lambda unit: open_snapshot(unit, kind, code)[0])  # noqa: B023
        for kind, code in papers(shop)
    }


def figures(shop: Shop) -> dict[str, list[tuple[Any, ...]]]:
    """Every amount, quantity and key of the tables in which nothing is deleted or added."""
    gone = {"suspended_case", "identity_shown", "journal", "journal_head", "personal"}
    found = {}
    with shop.unit(writes=False) as unit:
        for table in Base.metadata.sorted_tables:
            columns = [c for c in table.columns if not isinstance(c.type, String)]
            if table.name in gone or not columns:
                continue
            columns = [c for c in columns if c.name != "forgotten_at"]
            rows = unit.connection.execute(select(*columns).order_by(*table.primary_key))
            found[table.name] = [tuple(row) for row in rows]
    return found


def chain_holds(shop: Shop) -> None:
    previous, number = GENESIS, 0
    with shop.unit(writes=False) as unit:
        for row in unit.connection.execute(
            select(rows_of(JournalEntry)).order_by(JournalEntry.number)
        ):
            number += 1
            entry = Entry(*(getattr(row, name) for name in Entry._fields))
            sealed = seal(previous, entry)
            assert (row.number, row.previous, row.hash) == (number, previous, sealed)
            previous = sealed
        head = unit.connection.execute(select(JournalHead.entries, JournalHead.hash)).one()
    assert tuple(head) == (number, previous)


def test_neither_papers_nor_journal_ever_hold_who_somebody_is(
    shop: Shop, known: Somebody
) -> None:
    with shop.unit(writes=False) as unit:
        fixed = [
            *unit.connection.scalars(select(Document.snapshot)),
            *unit.connection.scalars(select(JournalEntry.body)),
        ]
    assert len(fixed) > 20
    for trace in known.traces:
        assert not [each for each in fixed if trace in each]
    names = {each["customer"] for each in said(shop).values()}
    assert names == {known.name}
    void = next(each for each in said(shop).values() if "return_number" in each)
    assert known.phone in void["reason"]


def test_what_is_kept_aside_is_as_it_was_sealed_until_it_is_forgotten(
    shop: Shop, known: Somebody
) -> None:
    with shop.unit(writes=False) as unit:
        aside = unit.connection.execute(select(rows_of(Personal))).all()
        stored = [
            json.loads(each) for each in unit.connection.scalars(select(Document.snapshot))
        ]
    commitments = {
        each["customer"]["person"]: each["customer"]["sealed"]
        for each in stored
        if each.get("customer")
    }
    assert len(commitments) == 1  # one person, one commitment on all their papers
    for row in aside:
        assert len(row.salt) == 32
        if row.id in commitments:
            assert commitment(row.salt, row.value) == commitments[row.id]
    forget(shop, known.number)
    with shop.unit(writes=False) as unit:
        left = unit.connection.execute(
            select(func.count()).where(Personal.value.is_not(None) | Personal.salt.is_not(None))
        ).scalar()
        kept = unit.connection.scalars(select(Document.snapshot)).all()
    assert left == 1  # why they were forgotten, which names nobody
    assert [json.loads(each) for each in kept] == stored


def test_a_forgotten_person_is_nowhere(shop: Shop, known: Somebody) -> None:
    assert known.name in everything(shop)
    forgotten = forget(shop, known.number, f"A letter of {known.name} ({known.email})")
    kept = everything(shop)
    for trace in known.traces:
        assert trace.lower() not in kept.lower()
    assert forgotten.still_named == {}
    assert {"customer", "personal"} <= forgotten.counts.keys() | {"customer"}
    assert {"return_line", "goodwill", "refund", "return_void", "identity_shown"} <= set(
        forgotten.counts
    )
    assert forgotten.counts["suspended_case"] == 2
    with shop.unit(writes=False) as unit:
        assert unit.connection.scalar(select(func.count(SuspendedCase.id))) == 0
        row = unit.connection.execute(select(rows_of(Customer))).one()
    assert (row.number, row.name, row.phone, row.email, row.tier) == (
        forgotten.pseudonym,
        "",
        None,
        None,
        "",
    )
    for typed in known.traces:
        with pytest.raises(Refused, match="nothing-found"):
            shop.read(lambda unit, typed=typed: look_up(unit, typed))  # type: ignore[misc]


def test_what_a_manager_was_asked_is_given_and_forgotten(shop: Shop, known: Somebody) -> None:
    """A request that waits, with words about the person, and what was noted of the goods."""
    asked = VoidAsked(slip="R1-000003")
    sale = shop.read(lambda unit: open_sale(unit, sale_id_of(shop, "S-2")))
    line = ComingBack(
        line_id=sale.lines[0].line_id,
        quantity=ONE,
        captured={Capture.CUSTOMER: f"{known.name} was here"},
    )
    back = ReturnAsked(sale_id=sale.sale_id, lines=(line,))
    said = f"{known.name} waits, {known.phone}"
    shop.run(lambda unit: ask_approval(unit, "asked", asked, None, said))
    shop.run(lambda unit: call_manager(unit, "called", back, said))
    tables = export(shop, known.number).tables
    assert {"asked", "called"} <= {row["id"] for row in tables["approval"]}
    assert said in {row["words"] for row in tables["approval_event"]}
    assert {"ApprovalAsked", "ManagerCalled"} <= {row["event"] for row in tables["journal"]}
    forgotten = forget(shop, known.number)
    assert {"approval", "approval_event"} <= forgotten.counts.keys()
    kept = everything(shop)
    assert [trace for trace in known.traces if trace.lower() in kept.lower()] == []
    card = shop.read(lambda unit: open_approval(unit, "asked"))
    assert (card.words, card.asked, card.state) == (BLANK, None, ApprovalState.OPEN)
    shop.run(lambda unit: withdraw_approval(unit, "asked"))
    nothing_is_wrong(shop)


@pytest.mark.parametrize("system", ["sqlite"], indirect=True)
def test_not_even_the_files_hold_a_forgotten_person(
    shop: Shop, known: Somebody, tmp_path: Path
) -> None:
    words = [*known.traces, "wulandari", "kusumaningrum"]
    assert any(word.encode() in on_disk(tmp_path) for word in words)
    forget(shop, known.number)
    held = on_disk(tmp_path).lower()
    assert [word for word in words if word.lower().encode() in held] == []


def on_disk(folder: Path) -> bytes:
    """The records, their write-ahead log, and whatever lies beside them."""
    return b"".join(file.read_bytes() for file in folder.glob("shop.db*"))


def test_amounts_totals_and_chain_stay(shop: Shop, known: Somebody) -> None:
    before, money = said(shop), figures(shop)
    forgotten = forget(shop, known.number)
    chain_holds(shop)
    assert figures(shop) == money
    after = said(shop)
    for code, paper in before.items():
        named = {**paper, "customer": forgotten.pseudonym} if paper.get("customer") else paper
        assert after[code] == {
            **named,
            **{field: BLANK for field in paper if field.startswith("words-")},
            **({"reason": BLANK} if "return_number" in paper else {}),
            **(dict.fromkeys(TakenDown.WORDS, BLANK) if "reach_at" in paper else {}),
            **(dict.fromkeys(ApologyLetter.WORDS, BLANK) if "by" in paper else {}),
        }


def test_every_paper_still_opens_and_prints(shop: Shop, known: Somebody) -> None:
    forgotten = forget(shop, known.number)
    kinds = set()
    for kind, code in papers(shop):
        if kind == VOUCHER:
            opened = shop.read(lambda unit, code=code: open_voucher(unit, code))  # type: ignore[misc]
            assert opened.voucher.customer in (forgotten.pseudonym, "")
            printed = render(value_voucher(opened.voucher))
        elif kind == EXCEPTION:
            about = shop.read(lambda unit, code=code: look_up(unit, code))  # type: ignore[misc]
            assert isinstance(about, PaperNamed)
            form = shop.read(lambda unit, at=about.code: reopen(unit, "", at)).form  # type: ignore[misc]
            assert form is not None
            assert form.form.customer == forgotten.pseudonym
            printed = render(exception_form(form.form))
        elif kind == PaperKind.TAKEN_DOWN:
            paper = shop.read(lambda unit, code=code: open_any(unit, code)).paper  # type: ignore[misc]
            assert isinstance(paper, TakenDown)
            assert (paper.customer, paper.said) == (forgotten.pseudonym, BLANK)
            printed = render(taken_down(paper))
        elif kind == PaperKind.APOLOGY:
            letter = shop.read(lambda unit, code=code: open_any(unit, code)).paper  # type: ignore[misc]
            assert isinstance(letter, ApologyLetter)
            assert (letter.customer, letter.words) == (forgotten.pseudonym, BLANK)
            printed = render(apology_letter(letter))
        else:
            slip: Any = shop.read(lambda unit, code=code: reopen(unit, "again", code)).slip  # type: ignore[misc]
            assert slip.customer == forgotten.pseudonym
            printed = render(RENDERERS[kind](slip))  # type: ignore[operator]
        assert printed.startswith(b"%PDF")
        kinds.add(kind)
    assert kinds == {*RENDERERS, VOUCHER, EXCEPTION, PaperKind.TAKEN_DOWN, PaperKind.APOLOGY}


def test_what_comes_after_names_nobody_anew(shop: Shop, known: Somebody) -> None:
    forget(shop, known.number)
    slip = give_back(shop, "S-2", "no name").slip
    assert slip.customer == ""


def test_store_credit_stays_good_by_its_number(shop: Shop, known: Somebody) -> None:
    with shop.unit(writes=False) as unit:
        number = unit.connection.scalars(
            select(ValueCard.number).order_by(ValueCard.id.desc())
        ).first()
    assert number is not None
    forgotten = forget(shop, known.number)
    assert forgotten.cards_left[-1] == CardLeft(last_four=number[-4:], balance=Money(700))
    left = shop.run(lambda unit: spend_card(unit, number, Money(200), "S-9", FOR_EVER))
    assert left == Money(500)


def test_money_that_waits_for_a_terminal_comes_first(shop: Shop) -> None:
    person = somebody(shop)
    card = {"kind": "credit", "label": "Visa •••• 4242", "amount": Money(1000)}
    a_sale(shop, tenders=(card,), customer_id=person.id)
    give_back(shop, "S-1", "")
    before = everything(shop)
    with pytest.raises(Refused, match="person-money-waits") as refusal:
        forget(shop, person.phone)
    assert refusal.value.messages[0].facts == {"numbers": "R1-000001"}
    assert everything(shop) == before


def test_forgetting_again_does_nothing(shop: Shop, known: Somebody) -> None:
    forgotten = forget(shop, known.number)
    before = everything(shop)
    again = forget(shop, forgotten.pseudonym)
    assert again == Forgotten(customer_id=known.id, pseudonym=forgotten.pseudonym, before=True)
    assert everything(shop) == before
    with pytest.raises(Refused, match="person-not-found"):
        forget(shop, known.number)


def test_a_trial_says_what_would_be_and_leaves_all(shop: Shop, known: Somebody) -> None:
    before = everything(shop)
    tried = shop.run(lambda unit: try_forgetting(unit, known.number, "Asked"))
    assert everything(shop) == before
    done = forget(shop, known.number, "Asked")
    assert replace(done, changed=frozenset()) == tried


def test_words_of_staff_that_stay_are_told_of(shop: Shop) -> None:
    person = somebody(shop)
    move(shop, CashKind.PAID_OUT, 500, f"A taxi for {person.name}")
    forgotten = forget(shop, person.number)
    assert forgotten.still_named == {"drawer_entry.reason": 1, "journal.body": 1}


def test_one_who_bought_once_and_has_no_paper_gets_a_pseudonym_as_well(shop: Shop) -> None:
    person = somebody(shop)
    forgotten = forget(shop, person.email.upper())
    assert forgotten.pseudonym[0] == "#"
    assert (forgotten.counts, forgotten.cards_left) == ({}, ())


def test_several_and_nobody_are_refused(shop: Shop) -> None:
    one = somebody(shop)
    a_customer(shop, "Another", number="LOYAL-2", phone=one.phone)
    with pytest.raises(Refused, match="person-not-one") as refusal:
        shop.read(lambda unit: find_person(unit, one.phone))
    assert refusal.value.messages[0].facts == {"numbers": "LOYAL-2, LOYAL-77120"}
    for who in ("", "nobody", "+62811"):
        with pytest.raises(Refused, match="person-not-found"):
            shop.read(lambda unit, who=who: find_person(unit, who))  # type: ignore[misc]
    with pytest.raises(Refused, match="forget-reason-missing"):
        forget(shop, one.number, "  ")


def test_nobody_signed_on_learns_or_forgets_nothing(shop: Shop, known: Somebody) -> None:
    shop.person = None
    for use in (export, forget):
        with pytest.raises(Refused, match="sign-on-needed"):
            use(shop, known.number)


def test_a_phone_is_read_as_the_shops_country_would(shop: Shop) -> None:
    shop.facts = replace(shop.facts, country="ID")
    person = somebody(shop)
    assert shop.read(lambda unit: find_person(unit, "0812-3456-7890")) == person.id


# What is given.


def test_an_export_holds_everything_and_is_json(shop: Shop, known: Somebody) -> None:
    a_sale(shop, number="S-9")  # somebody else's
    written = export(shop, known.email)
    again = json.loads(json.dumps(written.to_json()))
    assert again == written.to_json()
    tables = written.tables
    assert {name for name, rows in tables.items() if not rows} == {
        "paper_mail",
        "price_correction",
        "refund_split",
    }
    assert [row["number"] for row in tables["customer"]] == [known.number]
    assert {row["number"] for row in tables["sale"]} == {
        "S-1",
        "S-2",
        "S-3",
        "S-4",
        "E1-000001",
    }
    assert {row["code"] for row in tables["document"]} == {code for _, code in papers(shop)}
    assert {row["says"]["customer"] for row in tables["document"]} == {known.name}
    assert len(tables["suspended_case"]) == 2
    (shown,) = tables["identity_shown"]
    assert (shown["last"], shown["digest"]) == ("001", "")
    assert {row["number"][:4] for row in tables["value_card"]} == {"••••"}
    with shop.unit(writes=False) as unit:
        numbers = unit.connection.scalars(select(ValueCard.number)).all()
    assert [number for number in numbers if number in json.dumps(again)] == []
    events = {row["event"] for row in tables["journal"]}
    assert {
        "ReturnTaken",
        "RefundSettled",
        "RefundDeclined",
        "PostVoid",
        "OperatorBypassApproval",
        "GoodwillGiven",
        "ValueCardIssued",
        "ExchangeTaken",
        "TransactionSuspended",
        "CaseOpened",
    } <= events
    assert "TillOpen" not in events


def test_the_journal_has_that_it_was_given_and_nothing_of_it(
    shop: Shop, known: Somebody
) -> None:
    written = export(shop, known.phone)
    forget(shop, known.phone)
    with shop.unit(writes=False) as unit:
        rows = unit.connection.execute(
            select(JournalEntry.event, JournalEntry.body)
            .where(JournalEntry.event.startswith("Person"))
            .order_by(JournalEntry.number)
        ).all()
    given_, forgotten = (json.loads(row.body) for row in rows)
    assert [row.event for row in rows] == ["PersonExported", "PersonForgotten"]
    by = MANAGER.staff_id
    assert given_ == {"customer": known.id, "by": by, "tables": written.counts}
    assert (forgotten["customer"], forgotten["by"]) == (known.id, by)


def test_a_forgotten_persons_data_is_given_without_them(shop: Shop, known: Somebody) -> None:
    forgotten = forget(shop, known.number)
    text_ = json.dumps(export(shop, forgotten.pseudonym).to_json())
    assert forgotten.pseudonym in text_
    assert not [trace for trace in known.traces if trace in text_]


# The records' own guards.


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE personal SET value = 'Mallory'",
        "UPDATE personal SET customer_id = NULL, value = NULL, salt = NULL, "
        "forgotten_at = '2026-11-05 12:00'",
        "UPDATE personal SET value = NULL, salt = NULL",
        "DELETE FROM personal",
        "UPDATE goodwill SET note = 'Other words'",
        "UPDATE goodwill SET amount = 1",
        "UPDATE return_void SET reason = ''",
        "UPDATE return_void SET approver_id = 1",
        'UPDATE approval SET body = \'{"kind"\\:"void"}\'',
        "UPDATE approval SET seen = '{}'",
        "UPDATE approval SET used_by = NULL",
        "UPDATE approval_event SET words = 'Other words'",
        "UPDATE approval_event SET staff_id = staff_id",
        "UPDATE approval_event SET digest = ''",
        "DELETE FROM approval_event",
        "DELETE FROM goodwill",
    ],
)
def test_the_database_lets_be_forgotten_and_no_more(
    shop: Shop, known: Somebody, wrong: str
) -> None:
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.execute(text(wrong))


def test_a_name_that_was_changed_behind_a_paper_is_not_printed(
    shop: Shop, known: Somebody
) -> None:
    with shop.unit() as unit:
        stored = unit.connection.scalars(
            select(Document.snapshot).where(Document.kind == "goodwill")
        ).one()
        other = seal_name(unit, None, "Mallory")
    snapshot = json.loads(stored)
    mixed = {**snapshot, "customer": {**snapshot["customer"], "person": other["person"]}}
    for forged in (mixed, {"customer": {"person": 999_999, "sealed": "0" * 64}}):
        with pytest.raises(Refused, match="person-not-as-sealed"):
            shop.read(lambda unit, forged=forged: open_sealed(unit, forged))  # type: ignore[misc]


# Names of every kind.

names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40
).filter(str.strip)


@pytest.fixture(scope="module")
def shop_of_names(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return another_shop(tmp_path_factory.mktemp("names") / "shop.db")


@given(name=names, other=names)
def test_any_name_is_sealed_opened_and_forgotten(
    shop_of_names: Shop, name: str, other: str
) -> None:
    shop = shop_of_names
    with shop.unit(writes=False) as unit:
        number = f"N-{unit.connection.scalar(select(func.count(Customer.id)))}"
    key = a_customer(shop, name, number=number)
    with shop.unit() as unit:
        sealed = seal_name(unit, key, name)
        assert seal_name(unit, key, name) == sealed
        assert (seal_name(unit, key, other) == sealed) == (name == other)
        assert open_sealed(unit, {"customer": sealed}, {"customer": ""}) == (
            {"customer": name},
            {"customer": ""},
        )
    shop.run(lambda unit: forget_person(unit, number, "Asked"))
    with shop.unit(writes=False) as unit:
        (opened,) = open_sealed(unit, {"customer": sealed})
        assert opened == {"customer": pseudonym(sealed["sealed"])}
        left = select(func.count()).where(
            Personal.customer_id == key, Personal.value.is_not(None)
        )
        assert unit.connection.scalar(left) == 0
