"""Papers by e-mail: counted as prints, to one customer, and helped on or given up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from models.services.documents import CLOSING, count_print, next_number, store_paper
from models.services.journal import record
from models.services.mail import (
    address_for,
    cancel_mail,
    list_open_mail,
    mail_paper,
    retry_mail,
)
from models.services.mail_queue import claim_mail, mail_failed, mail_sent
from models.services.mail_server import (
    MailServerAsked,
    check_mail_server,
    read_mail_server,
    set_mail_server,
)
from models.services.person_records import read_record
from models.services.personal import forget_person
from models.services.print_jobs import queue_print
from models.services.sealing import BLANK
from models.tables.base import rows_of
from models.tables.journal import JournalEntry
from models.tables.mail import MailServerKept
from models.values import Message, Topic
from models.values.mail import MailState, Security
from tests.builders import a_line, a_product, a_sale, in_force
from tests.mails import (
    SITI,
    a_mail_server,
    add,
    force,
    keep_address,
    mail,
    mails,
    nothing_to_send,
    states,
    take,
    tells,
)
from tests.persons import TERMS, give_back, papers, somebody
from tests.prints import HOLDER, a_paper, at_register, noted, refusal
from tests.receipts.papers import a_slip
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from models.db import Shop
    from tests.persons import Somebody

NO = Message("mail-recipient-refused", {"code": 550})


@pytest.fixture
def wulan(shop: Shop) -> Somebody:
    """She has an address on record, and brought back what she bought."""
    person = somebody(shop)
    in_force(shop, TERMS)
    a_sale(shop, a_line(a_product(shop)), number="S-1", customer_id=person.id)
    give_back(shop, "S-1", "brought it herself")
    return person


def slip_of(shop: Shop) -> str:
    return next(code for kind, code in papers(shop) if kind == "return")


def test_a_mailed_paper_is_counted_queued_and_in_the_journal(
    shop: Shop, wulan: Somebody
) -> None:
    a_mail_server(shop)
    number = slip_of(shop)
    mailed = mail(shop, number, f"  {SITI} ")
    assert (mailed.code, mailed.copy, mailed.shown) == (number, 0, "s•••@example.com")
    assert {Topic.MAIL, Topic.DOCUMENTS} <= mailed.changed
    (waiting,) = shop.read(list_open_mail)
    assert (waiting.state, waiting.shown, waiting.copy) == (
        MailState.WAITING,
        "s•••@example.com",
        0,
    )
    assert noted(shop, "ReceiptMail") == [("ReceiptMail", {"paper": number, "copy": 0})]
    nothing_is_wrong(shop)


def test_prints_and_mails_of_a_paper_count_on_together(shop: Shop) -> None:
    a_mail_server(shop)
    number = a_paper(shop)
    copies = [
        mail(shop, number).copy,
        shop.run(lambda unit: queue_print(unit, number)).copy,
        mail(shop, number).copy,
        shop.run(lambda unit: count_print(unit, number)),
    ]
    assert copies == [0, 1, 2, 3]


def test_the_journal_never_learns_the_address(shop: Shop) -> None:
    a_mail_server(shop)
    done = mail(shop, address="siti.rahayu@gone.example")
    take(shop)
    assert tells(shop, mail_sent, done.mail_id)
    with shop.unit(writes=False) as unit:
        bodies = unit.connection.scalars(select(JournalEntry.body)).all()
    assert not [body for body in bodies if "siti" in body or "gone.example" in body]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", "mail-address-wrong"),
        ("siti", "mail-address-wrong"),
        ("siti@example.com, budi@example.com", "mail-address-several"),
        ("siti@example.com\r\nBcc: all@example.com", "mail-address-letters"),
        ("4111111111111111@example.com", "card-number-refused"),
    ],
)
def test_what_is_no_address_counts_no_print(shop: Shop, address: str, why: str) -> None:
    a_mail_server(shop)
    number = a_paper(shop)
    assert refusal(shop, mail_paper, number, address) == why
    assert mails(shop) == []
    assert mail(shop, number).copy == 0


def test_without_a_server_nothing_is_sent(shop: Shop) -> None:
    number = a_paper(shop)
    assert refusal(shop, mail_paper, number, SITI) == "mail-not-set-up"
    a_mail_server(shop)
    assert mail(shop, number).copy == 0


def test_papers_of_the_shop_itself_are_not_mailed(shop: Shop) -> None:
    a_mail_server(shop)

    def close(unit: Any) -> str:
        number = next_number(unit, CLOSING)
        store_paper(unit, number, a_slip(customer="").to_json())
        record(unit, "TillSettle", closing=number.code)
        return number.code

    closing = shop.run(close)
    assert refusal(shop, mail_paper, closing, SITI) == "mail-stays-here"
    assert refusal(shop, address_for, closing) == "mail-stays-here"
    assert refusal(shop, mail_paper, "R9-000001", SITI) == "nothing-found"


def test_the_customers_address_on_record_is_proposed(shop: Shop, wulan: Somebody) -> None:
    number = slip_of(shop)
    assert shop.read(lambda unit: address_for(unit, number)).address == wulan.email
    keep_address(shop, wulan.id, None)
    assert shop.read(lambda unit: address_for(unit, number)).address == ""


def test_nobodys_paper_has_nothing_proposed(shop: Shop) -> None:
    number = a_paper(shop)
    assert shop.read(lambda unit: address_for(unit, number)).address == ""


def test_whoever_is_forgotten_gets_no_mail(shop: Shop, wulan: Somebody) -> None:
    a_mail_server(shop)
    number = slip_of(shop)
    sent = mail(shop, number, "another@example.net")
    take(shop)
    assert tells(shop, mail_sent, sent.mail_id)
    mail(shop, number, wulan.email)
    going = mail(shop, number, "third@example.net")
    of_nobody = mail(shop, a_paper(shop), wulan.email.upper())
    strangers = mail(shop)
    take(shop)
    done = shop.run(lambda unit: forget_person(unit, wulan.number, "Asked in a letter"))
    assert done.counts["paper_mail"] == 4
    assert not tells(shop, mail_failed, going.mail_id, [NO])
    rows = {row.id: row for row in mails(shop)}
    kept = rows.pop(strangers.mail_id)
    assert (kept.state, kept.address) == ("waiting", SITI)
    assert {(row.address, row.shown) for row in rows.values()} == {("", BLANK)}
    assert rows[sent.mail_id].state == "sent"
    assert rows[of_nobody.mail_id].state == "cancelled"


def test_where_papers_went_is_part_of_what_is_on_record(shop: Shop, wulan: Somebody) -> None:
    a_mail_server(shop)
    mail(shop, slip_of(shop), "another@example.net")
    mail(shop)
    with shop.unit(writes=False) as unit:
        found = read_record(unit, wulan.id).tables["paper_mail"]
    assert [row["address"] for row in found] == ["another@example.net"]


def test_what_failed_goes_out_again_as_the_same_copy_and_message(shop: Shop) -> None:
    a_mail_server(shop)
    done = mail(shop)
    before = take(shop)
    assert tells(shop, mail_failed, done.mail_id, [NO])
    assert nothing_to_send(shop)
    moved = shop.run(lambda unit: retry_mail(unit, done.mail_id)).mail
    assert (moved.state, moved.copy, moved.problem) == (MailState.WAITING, 0, ())
    again = take(shop)
    assert (again.message_id, again.copy, again.attempts) == (before.message_id, 0, 1)


def test_what_is_given_up_has_no_address_any_more(shop: Shop) -> None:
    a_mail_server(shop)
    done = mail(shop)
    moved = shop.run(lambda unit: cancel_mail(unit, done.mail_id)).mail
    assert (moved.state, moved.shown) == (MailState.CANCELLED, "s•••@example.com")
    assert [row.address for row in mails(shop)] == [""]
    assert noted(shop, "ReceiptMailCancelled") == [
        ("ReceiptMailCancelled", {"paper": done.code, "copy": 0})
    ]
    assert shop.read(list_open_mail) == ()
    assert nothing_to_send(shop)


def test_nothing_is_done_twice_or_to_what_is_not_there(shop: Shop) -> None:
    a_mail_server(shop)
    done = mail(shop)
    assert refusal(shop, retry_mail, 99) == "mail-unknown"
    take(shop)
    assert refusal(shop, retry_mail, done.mail_id) == "mail-under-way"
    assert tells(shop, mail_sent, done.mail_id)
    for help_on in (retry_mail, cancel_mail):
        assert refusal(shop, help_on, done.mail_id) == "mail-finished"
    assert states(shop) == [("sent", 0)]


def test_another_register_sees_and_sends_its_own_only(shop: Shop) -> None:
    a_mail_server(shop)
    mail(shop)
    elsewhere = at_register(shop)
    assert elsewhere.read(list_open_mail) == ()
    assert nothing_to_send(elsewhere)
    assert len(elsewhere.read(lambda unit: list_open_mail(unit, everywhere=True))) == 1


def test_a_server_is_kept_changed_and_tried_before(shop: Shop) -> None:
    assert shop.read(read_mail_server) is None
    first = a_mail_server(shop)
    assert shop.read(read_mail_server) == first
    asked = MailServerAsked(
        host=" SMTP.example.net ", port=465, security=Security.TLS, sender_address=SITI
    )
    checked = shop.read(lambda unit: check_mail_server(unit, asked))
    assert shop.read(read_mail_server) == first
    second = shop.run(lambda unit: set_mail_server(unit, asked)).server
    assert second == checked == shop.read(read_mail_server)
    assert second.host == "smtp.example.net"
    assert [body["host"] for _, body in noted(shop, "MailServerChange")] == [
        "smtp.example.com",
        "smtp.example.net",
    ]


def test_all_that_is_wrong_with_a_server_is_said(shop: Shop) -> None:
    asked = MailServerAsked(
        host="", port=0, security=Security.PLAIN, sender_address="a@b.c\r\nBcc: d@e.f"
    )
    with shop.unit() as unit, pytest.raises(Exception, match="mail-plain-refused") as refused:
        set_mail_server(unit, asked)
    assert {each.code for each in refused.value.messages} == {  # type: ignore[attr-defined]
        "mail-host-wrong",
        "mail-port-wrong",
        "mail-plain-refused",
        "mail-sender-wrong",
    }


@pytest.mark.parametrize("typed", ["host", "user", "sender_address"])
def test_a_card_number_is_no_part_of_a_server(shop: Shop, typed: str) -> None:
    usual = {"host": "smtp.example.com", "sender_address": SITI}
    asked = MailServerAsked(port=25, **usual | {typed: "4111 1111 1111 1111"})  # type: ignore[arg-type]
    assert refusal(shop, set_mail_server, asked) == "card-number-refused"


def test_a_card_number_in_the_senders_name_is_masked(shop: Shop) -> None:
    kept = a_mail_server(shop, sender_name="Toko 4111 1111 1111 1111\r\nBcc: x")
    assert "4111 1111" not in kept.sender_name
    assert kept.sender_name.isprintable()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"copy": -1},
        {"copy": 0},
        {"attempts": -1},
        {"shown": ""},
        {"address": ""},
        {"state": "sent"},
        {"state": "sending"},
        {"holder": "window 1"},
        {"document_id": 99},
        {"staff_id": 99},
        {"register_id": 99},
    ],
)
def test_the_database_refuses_a_mail_that_cannot_be(
    shop: Shop, wrong: dict[str, object]
) -> None:
    a_mail_server(shop)
    mail(shop)
    fresh = {"copy": 1, "message_id": "<another@example.com>"}
    with pytest.raises(DBAPIError):
        add(shop, **fresh | wrong)
    with pytest.raises(DBAPIError):
        add(shop, copy=1)
    add(shop, **fresh)


@pytest.mark.parametrize(
    "change",
    [
        {"address": "thief@example.com"},
        {"shown": "t•••@example.com"},
        {"copy": 7},
        {"message_id": "<other@example.com>"},
        {"state": "sent", "address": ""},
        {"state": "failed", "problem": json.dumps([{"code": "x", "facts": {}}])},
        {"register_id": 2},
    ],
)
def test_the_database_keeps_a_mail_as_it_was_asked_for(
    shop: Shop, change: dict[str, object]
) -> None:
    a_mail_server(shop)
    mail(shop)
    at_register(shop)
    with pytest.raises(DBAPIError):
        force(shop, **change)


@pytest.mark.parametrize("end", ["sent", "cancelled"])
def test_nothing_comes_back_from_its_end(shop: Shop, end: str) -> None:
    a_mail_server(shop)
    done = mail(shop)
    if end == "sent":
        take(shop)
        tells(shop, mail_sent, done.mail_id)
    else:
        shop.run(lambda unit: cancel_mail(unit, done.mail_id))
    for state in ("waiting", "failed", "sending"):
        with pytest.raises(DBAPIError):
            force(shop, state=state, address=SITI)
    force(shop, shown=BLANK)
    assert shop.run(lambda unit: claim_mail(unit, HOLDER)) is None


def test_a_mail_is_never_deleted(shop: Shop) -> None:
    a_mail_server(shop)
    mail(shop)
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.exec_driver_sql("DELETE FROM paper_mail")


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": 2},
        {"host": ""},
        {"port": 0},
        {"security": "none"},
        {"security": "plain"},
        {"sender_address": ""},
    ],
)
def test_the_database_refuses_a_server_that_cannot_be(
    shop: Shop, wrong: dict[str, object]
) -> None:
    a_mail_server(shop)
    servers = rows_of(MailServerKept)
    with pytest.raises(DBAPIError), shop.unit() as unit:
        unit.connection.execute(update(servers).values(**wrong))
