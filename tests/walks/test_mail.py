"""A slip goes to the customer by e-mail: by keys, over TLS, once, whatever the server does."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from desktop.mailing import password
from models.rules.mail import LEASE
from models.services.mail import list_open_mail, retry_mail
from models.values.mail import MailState, Security
from tests.builders import a_customer, a_line, a_product, a_sale
from tests.mail_server import CERTIFICATE, DROPPED, PASSWORD, USER, MailServer
from tests.mails import SITI, a_mail_server, mail, mails, nothing_to_send, states
from tests.prints import later
from ui.widgets.rail import RailEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from models.db import Shop
    from models.services.mail import MailSeen
    from tests.walks.driver import Clerk

KETTLE = "5012345678900"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def server(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """The shop's own, which this machine trusts and has the password of."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    monkeypatch.setenv(password.VARIABLE, PASSWORD)
    with MailServer(auth=True) as made:
        a_mail_server(
            shop, host="localhost", port=made.port, security=Security.STARTTLS, user=USER
        )
        yield made


@pytest.fixture(autouse=True)
def _siti_bought_a_kettle(shop: Shop, server: MailServer) -> None:
    siti = a_customer(shop, "Siti Rahayu", email=SITI)
    a_sale(shop, a_line(a_product(shop, sku=KETTLE)), number="S-1001", customer_id=siti)


def bring_back(clerk: Clerk) -> str:
    clerk.open_sale("S-1001")
    clerk.bring(KETTLE, "1")
    clerk.press("F8")
    return clerk.has_slip()


def begin(clerk: Clerk) -> None:
    clerk.press("Ctrl+E")
    clerk.until(lambda: clerk.focus_name == "E-mail address")


def only(shop: Shop) -> MailSeen:
    (seen,) = shop.read(list_open_mail)
    return seen


def go_to_papers(clerk: Clerk) -> None:
    clerk.press("F9")
    clerk.waits_for_the_next()
    clerk.press("Ctrl+Shift+P")
    clerk.sees("Number, sale or customer")
    clerk.rest()


def send_from_papers(clerk: Clerk, to: str = "") -> None:
    clerk.press("Ctrl+E")
    clerk.until(lambda: clerk.focus_name == "E-mail address")
    if to:
        clerk.write(to)
    clerk.press("F9")


def attached_text(server: MailServer, place: int) -> str:
    (attached,) = server.received[place].message.iter_attachments()
    (page,) = PdfReader(BytesIO(attached.get_content())).pages
    return page.extract_text()


def rail_says(clerk: Clerk, words: str) -> bool:
    """Of the page of papers."""
    entries = clerk.window.findChildren(RailEntry)
    return any(each.accessibleName() == words for each in entries)


def test_the_slip_goes_to_the_address_on_record(
    clerk: Clerk, shop: Shop, server: MailServer
) -> None:
    number = bring_back(clerk)
    begin(clerk)
    assert clerk.counter.paper.mailing.address.text() == SITI
    clerk.press("Return")
    clerk.sees(f"{number} is on its way to s•••@example.com by e-mail.")
    clerk.until(lambda: len(server.received) == 1)
    (received,) = server.received
    assert (received.to, received.encrypted) == (SITI, True)
    (attached,) = received.message.iter_attachments()
    assert attached.get_filename() == f"{number}.pdf"
    said = attached_text(server, 0)
    assert number in said
    assert "COPY" not in said
    clerk.until(lambda: states(shop) == [("sent", 0)])
    assert mails(shop)[0].address == ""
    assert clerk.focus_name == "Next customer"


def test_another_address_is_typed_and_a_wrong_one_said_at_the_field(
    clerk: Clerk, shop: Shop, server: MailServer
) -> None:
    bring_back(clerk)
    begin(clerk)
    clerk.write("siti@example.com, budi@example.com")
    clerk.press("Return")
    clerk.sees("This is more than one address.")
    assert clerk.focus_name == "E-mail address"
    assert mails(shop) == []
    clerk.write("budi@example.net")
    clerk.press("F9")
    clerk.until(lambda: len(server.received) == 1)
    assert server.received[0].to == "budi@example.net"


def test_esc_sends_nothing(clerk: Clerk, shop: Shop, server: MailServer) -> None:
    bring_back(clerk)
    begin(clerk)
    clerk.press("Esc")
    clerk.until(lambda: clerk.focus_name == "Next customer")
    assert mails(shop) == []
    clerk.press("F9")
    clerk.waits_for_the_next()


def test_a_server_that_puts_it_off_is_told_and_the_next_customer_served(
    clerk: Clerk, shop: Shop, server: MailServer
) -> None:
    server.answers["rcpt"] = 451
    bring_back(clerk)
    begin(clerk)
    clerk.press("Return")
    clerk.sees("The mail server does not take R1-000001 for now (it says 451).")
    clerk.press("F9")
    clerk.waits_for_the_next()
    assert only(shop).state is MailState.WAITING
    del server.answers["rcpt"]
    shop.run(lambda unit: retry_mail(unit, only(shop).id))
    clerk.until(lambda: len(server.received) == 1)


def test_an_address_that_is_refused_is_told(
    clerk: Clerk, shop: Shop, server: MailServer
) -> None:
    server.answers["rcpt"] = 550
    bring_back(clerk)
    begin(clerk)
    clerk.press("Return")
    clerk.sees("The mail server refused the customer's address for R1-000001 (it says 550).")
    assert only(shop).state is MailState.FAILED


def test_what_may_have_arrived_is_told_and_not_sent_again_by_itself(
    clerk: Clerk, shop: Shop, server: MailServer
) -> None:
    server.answers["end"] = DROPPED
    bring_back(clerk)
    begin(clerk)
    clerk.press("Return")
    clerk.sees("The connection broke just as R1-000001 was handed over")
    assert only(shop).state is MailState.FAILED
    del server.answers["end"]
    shop.run(lambda unit: retry_mail(unit, only(shop).id))
    clerk.until(lambda: len(server.received) == 2)
    first, second = (each["Message-ID"] for each in server.taken)
    assert first == second
    clerk.until(lambda: states(shop) == [("sent", 0)])


def test_without_a_password_it_waits_and_a_manager_is_asked_for(
    clerk: Clerk, shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(password.VARIABLE)
    bring_back(clerk)
    begin(clerk)
    clerk.press("Return")
    clerk.sees("This machine has no password for the mail server.")
    assert only(shop).state is MailState.WAITING


def test_a_window_that_is_closed_in_the_middle_leaves_it_waiting(
    clerk: Clerk, shop: Shop, server: MailServer, come: Callable[..., Clerk], database_url: str
) -> None:
    server.held.clear()
    bring_back(clerk)
    begin(clerk)
    clerk.press("Return")
    clerk.until(lambda: states(shop) == [("sending", 0)])
    clerk.until(lambda: any(each.startswith("RCPT") for each in server.asked))
    clerk.go()
    assert states(shop) == [("waiting", 0)]
    server.held.set()
    assert server.received == []
    shop.run(lambda unit: retry_mail(unit, only(shop).id))
    clerk = come(database_url)
    clerk.until(lambda: len(server.received) == 1)


def test_a_window_that_is_killed_in_the_middle_sends_nothing_twice(
    shop: Shop, database_url: str, server: MailServer
) -> None:
    mail(shop)
    server.held.clear()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.walks.killed_mailing", database_url], cwd=ROOT
    ) as window:
        while not any(each.startswith("RCPT") for each in server.asked):
            assert window.poll() is None
        window.kill()
    server.held.set()
    assert states(shop) == [("sending", 0)]
    later(shop, LEASE)
    assert nothing_to_send(shop)
    assert states(shop) == [("failed", 0)]
    assert server.received == []


def test_an_old_slip_is_found_and_sent_and_the_next_one_is_marked(
    clerk: Clerk, shop: Shop, server: MailServer
) -> None:
    number = bring_back(clerk)
    go_to_papers(clerk)
    clerk.press("F3")
    clerk.write(number.lower())
    clerk.press("Return")
    clerk.sees(f"Picture of {number}", "Comes out as the original.")
    send_from_papers(clerk)
    clerk.sees(f"{number} is on its way to s•••@example.com by e-mail.")
    clerk.until(lambda: len(server.received) == 1)
    assert server.received[0].to == SITI
    said = attached_text(server, 0)
    assert number in said
    assert "COPY" not in said
    clerk.sees("Comes out marked COPY 1.")
    send_from_papers(clerk, "budi@example.net")
    clerk.sees(f"{number} is on its way to b•••@example.net by e-mail, as copy 1.")
    clerk.until(lambda: len(server.received) == 2)
    assert "COPY 1" in attached_text(server, 1)
    clerk.until(lambda: states(shop) == [("sent", 0), ("sent", 1)])
    clerk.rest()
    assert rail_says(clerk, "Papers")


def test_what_the_server_refuses_is_seen_on_the_page_sent_again_and_given_up(
    clerk: Clerk, shop: Shop, server: MailServer
) -> None:
    server.answers["rcpt"] = 550
    number = bring_back(clerk)
    go_to_papers(clerk)
    clerk.sees(f"Picture of {number}")
    send_from_papers(clerk)
    clerk.sees(f"Return slip {number}", "by e-mail to s•••@example.com", "(it says 550)")
    clerk.until(lambda: rail_says(clerk, "Papers 1 paper is not out yet"))
    clerk.press("Ctrl+E")  # F9 is for sending now, not for a file
    clerk.until(lambda: clerk.focus_name == "E-mail address")
    clerk.write("nobody")
    clerk.press("F9")
    clerk.sees("This is no e-mail address.")
    assert not clerk.papers.exists()
    clerk.press("Esc")
    clerk.until(lambda: clerk.focus_name != "E-mail address")
    clerk.press("F5")
    clerk.until(lambda: mails(shop)[0].attempts == 1 and only(shop).state is MailState.FAILED)
    clerk.rest()
    clerk.press("F10")
    clerk.sees("It is not sent any more, and the address is forgotten.")
    clerk.until(lambda: states(shop) == [("cancelled", 0)])
    clerk.until(lambda: rail_says(clerk, "Papers"))
    assert server.received == []


def test_the_server_is_entered_from_the_page_of_printers(
    clerk: Clerk, shop: Shop, server: MailServer
) -> None:
    bring_back(clerk)
    go_to_papers(clerk)
    clerk.press("F4")
    clerk.sees("Printers and where papers go")
    clerk.rest()
    clerk.press("F11")
    clerk.until(lambda: clerk.focus_name == "Server")
    clerk.tab_to_field("Sender's name")
    clerk.write("Corner Shop")
    clerk.press("F9")
    clerk.sees("Papers are e-mailed through localhost from now on.")
    clerk.press("F4")
    clerk.sees("Printers and where papers go")
