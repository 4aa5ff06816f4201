"""One message and one mail server: TLS or nothing, once, and no header that nobody wrote."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from desktop.mailing import delivery
from desktop.mailing.delivery import ON_THE_WAY, Delivery, Never, NotNow, Uncertain
from desktop.mailing.message import make_message, make_trial
from models.values import Refused
from models.values.mail import MailServer as Server
from models.values.mail import Security
from receipts import pdf
from receipts.document import Document, Line
from tests.mail_server import CERTIFICATE, DROPPED, PASSWORD, STAGES, USER, MailServer

if TYPE_CHECKING:
    from email.message import EmailMessage

AT = datetime(2026, 11, 5, 12, 0, tzinfo=UTC)
SITI = "siti@example.com"
MESSAGE_ID = "<konter-0123456789abcdef@example.com>"
PAPER = pdf.render(Document("Return R1-000001", "en", (Line("Thirty days to think"),)))
BREAKS = [
    "\r\nBcc: all@example.com",
    "\nX-Evil: 1",
    "\r\n\r\nHello",
    "\x0b\x0cX: 1",
    "\u2028X: 1",
]


@pytest.fixture
def _trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test server's certificate is one of those this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def a_server(to: MailServer, **facts: Any) -> Server:
    security = Security.TLS if to.tls else Security.STARTTLS
    usual: dict[str, Any] = {
        "host": "localhost",
        "port": to.port,
        "security": security,
        "user": USER if to.auth else "",
        "sender_name": "Toko Melati",
        "sender_address": "shop@example.com",
    }
    return Server(**usual | facts)


def a_message(server: Server, **facts: Any) -> EmailMessage:
    usual: dict[str, Any] = {
        "shop": "Toko Melati",
        "to": SITI,
        "number": "R1-000001",
        "language": "en",
        "pdf": PAPER,
        "message_id": MESSAGE_ID,
        "at": AT,
    }
    return make_message(server, **usual | facts)


def deliver(to: MailServer, password: str = PASSWORD, **facts: Any) -> None:
    server = a_server(to, **facts)
    Delivery(a_message(server), SITI, server, password).run()


def why_not(to: MailServer, password: str = PASSWORD, **facts: Any) -> tuple[type, str]:
    with pytest.raises(Refused) as refused:
        deliver(to, password, **facts)
    return type(refused.value), refused.value.messages[0].code


@pytest.mark.usefixtures("_trusted")
@pytest.mark.parametrize("tls", [True, False], ids=["tls", "starttls"])
def test_the_paper_arrives_as_pdf_over_tls(tls: bool) -> None:
    with MailServer(tls=tls, auth=True) as server:
        deliver(server)
    (received,) = server.received
    assert received.encrypted
    assert received.to == SITI
    message = received.message
    assert message["From"] == "Toko Melati <shop@example.com>"
    assert (message["To"], message["Message-ID"]) == (SITI, MESSAGE_ID)
    assert message["Subject"] == "R1-000001 from Toko Melati"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "R1-000001.pdf"
    content = attached.get_content()
    assert content == PAPER
    assert "Thirty days to think" in PdfReader(BytesIO(content)).pages[0].extract_text()
    body = message.get_body(("plain",))
    assert body is not None
    assert "Here is R1-000001" in body.get_content()


@pytest.mark.usefixtures("_trusted")
def test_nothing_is_told_before_tls_is_there() -> None:
    with MailServer(starttls=False, auth=True) as server:
        assert why_not(server) == (Never, "mail-no-tls")
    assert [each.split()[0] for each in server.asked] == ["EHLO"]


def test_a_certificate_that_nobody_vouches_for_ends_it() -> None:
    for tls in (True, False):
        with MailServer(tls=tls, auth=True) as server:
            assert why_not(server) == (Never, "mail-certificate")
        assert server.received == []
        assert "AUTH" not in server.asked


@pytest.mark.usefixtures("_trusted")
def test_a_certificate_of_another_name_ends_it() -> None:
    with MailServer(tls=True) as server:
        assert why_not(server, host="127.0.0.1") == (Never, "mail-certificate")


@pytest.mark.usefixtures("_trusted")
def test_tls_with_a_server_that_knows_none_ends_it() -> None:
    with MailServer() as server:
        assert why_not(server, security=Security.TLS) == (Never, "mail-no-tls")


def test_plain_is_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with MailServer(starttls=False) as server:
        deliver(server, security=Security.PLAIN)
    assert [each.encrypted for each in server.received] == [False]


@pytest.mark.usefixtures("_trusted")
def test_a_wrong_password_is_for_a_manager() -> None:
    with MailServer(auth=True) as server:
        assert why_not(server, "wrong") == (Never, "mail-password-wrong")
        server.answers["auth"] = 454
        assert why_not(server) == (NotNow, "mail-put-off")
        server.auth = False
        assert why_not(server, user=USER) == (Never, "mail-password-wrong")
    assert server.received == []


@pytest.mark.usefixtures("_trusted")
@pytest.mark.parametrize("stage", STAGES)
def test_what_a_server_says_at_any_stage_is_understood(stage: str) -> None:
    for_now, for_good = STAGES[stage]
    refused = "mail-recipient-refused" if stage == "rcpt" else "mail-refused"
    with MailServer() as server:
        server.answers[stage] = for_now
        assert why_not(server) == (NotNow, "mail-put-off")
        server.answers[stage] = for_good
        assert why_not(server) == (Never, refused)
    assert server.received == []


@pytest.mark.usefixtures("_trusted")
@pytest.mark.parametrize("stage", ["greeting", "ehlo", "mail", "rcpt", "data"])
def test_a_connection_lost_before_the_end_is_tried_again(stage: str) -> None:
    with MailServer() as server:
        server.answers[stage] = DROPPED
        assert why_not(server) == (NotNow, "mail-offline")
    assert server.received == []


@pytest.mark.usefixtures("_trusted")
def test_a_connection_lost_at_the_end_may_have_been_enough() -> None:
    with MailServer() as server:
        server.answers["end"] = DROPPED
        assert why_not(server) == (Uncertain, "mail-uncertain")
    assert len(server.received) == 1


def test_a_server_that_is_not_there_is_offline() -> None:
    with MailServer() as server:
        gone = a_server(server)
    with pytest.raises(NotNow) as refused:
        Delivery(a_message(gone), SITI, gone, "").run()
    assert refused.value.offline
    assert refused.value.messages[0].code == "mail-offline"


def test_a_server_that_says_nothing_is_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr(delivery, "PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = Server(
            host="127.0.0.1",
            port=silent.getsockname()[1],
            security=Security.STARTTLS,
            sender_address="shop@example.com",
        )
        with pytest.raises(NotNow):
            Delivery(a_message(server), SITI, server, "").run()


@pytest.mark.usefixtures("_trusted")
def test_what_is_abandoned_before_the_end_is_not_handed_over() -> None:
    with MailServer() as server:
        to = a_server(server)
        given_up = Delivery(a_message(to), SITI, to, "")
        assert not given_up.abandon()
        with pytest.raises(NotNow):
            given_up.run()
        over = Delivery(a_message(to), SITI, to, "")
        over.run()
        assert over.abandon()
    assert len(server.received) == 1


@pytest.mark.usefixtures("_trusted")
def test_a_line_that_is_a_dot_ends_nothing() -> None:
    with MailServer() as server:
        to = a_server(server)
        message = a_message(to)
        message.clear_content()
        message.set_content("one\n.\n..\ntwo\n")
        Delivery(message, SITI, to, "").run()
    assert server.taken[0].get_content().splitlines() == ["one", ".", "..", "two"]


@pytest.mark.parametrize("broken", BREAKS)
def test_no_name_adds_a_header(broken: str) -> None:
    server = Server(
        host="localhost",
        port=587,
        security=Security.STARTTLS,
        sender_name=f"Toko{broken}",
        sender_address="shop@example.com",
    )
    clean = headers(a_message(server_named("Toko")))
    for message in (
        a_message(server),
        a_message(server_named(""), shop=f"Toko{broken}"),
        a_message(server_named("Toko"), number=f"R1-000001{broken}"),
        make_trial(server, shop=f"Toko{broken}", to=SITI, language="en"),
    ):
        assert headers(message) <= clean


@pytest.mark.parametrize("broken", BREAKS)
def test_no_address_adds_a_header(broken: str) -> None:
    with pytest.raises(ValueError, match="not one address"):
        headers(a_message(server_named("Toko"), to=f"siti@example.com{broken}"))


def server_named(name: str) -> Server:
    return Server(
        host="localhost",
        port=587,
        security=Security.STARTTLS,
        sender_name=name,
        sender_address="shop@example.com",
    )


def headers(message: EmailMessage) -> set[str]:
    """Of the message as it travels, and of its parts."""
    read = message_from_bytes(message.as_bytes(policy=ON_THE_WAY), policy=policy.default)
    return {name.lower() for part in read.walk() for name in part}


def test_long_and_foreign_names_stay_whole() -> None:
    name = "Toko Élégance " + "名" * 60
    domain = "bücher.example"
    message = a_message(server_named(name), to=f"{'s' * 64}@{'d' * 60}.{domain}")
    read = message_from_bytes(message.as_bytes(policy=ON_THE_WAY), policy=policy.default)
    assert read["From"].addresses[0].display_name == name.strip()
    (to,) = read["To"].addresses
    assert to.addr_spec == f"{'s' * 64}@{'d' * 60}.xn--bcher-kva.example"
    assert b"=?" not in message.as_bytes(policy=ON_THE_WAY).split(b"To: ")[1].split(b"\r\n")[0]


def test_the_same_mail_is_the_same_bytes() -> None:
    one, other = (a_message(server_named("Toko")).as_bytes(policy=ON_THE_WAY) for _ in "ab")
    assert one == other


@pytest.mark.parametrize("language", ["en", "id", "fil"])
def test_each_language_is_a_plain_text_of_seven_bits(language: str) -> None:
    raw = a_message(server_named("Toko"), language=language).as_bytes(policy=ON_THE_WAY)
    assert raw.isascii()
    assert b"text/html" not in raw
