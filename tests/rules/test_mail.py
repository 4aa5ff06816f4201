"""What is one address, what is none, and how long a mail rests."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.rules.mail import (
    GIVEN_UP_AFTER,
    is_given_up,
    masked,
    objection_to,
    objections_to_server,
    wait_before,
    wire_address,
)
from models.values.mail import MailServer, Security
from tests.builders import NOON

SEVERAL, WRONG, LETTERS = "mail-address-several", "mail-address-wrong", "mail-address-letters"


@pytest.mark.parametrize(
    "address",
    [
        "siti@example.com",
        "o'brien+shop@mail.example.co.id",
        "a@b.io",
        f"{'l' * 64}@example.com",
        "siti@bücher.example",
        "siti@例え.jp",
    ],
)
def test_one_address_is_taken(address: str) -> None:
    assert objection_to(address) is None


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", WRONG),
        ("siti", WRONG),
        ("siti@", WRONG),
        ("@example.com", WRONG),
        ("siti@localhost", WRONG),
        ("siti@[127.0.0.1]", WRONG),
        ("siti@127.0.0.1", WRONG),
        ("siti@-example.com", WRONG),
        ("siti@example..com", WRONG),
        (".siti@example.com", WRONG),
        ("sí@example.com", WRONG),
        ('"siti"@example.com', WRONG),
        ("<siti@example.com>", WRONG),
        (f"{'l' * 65}@example.com", WRONG),
        (f"siti@{'l' * 64}.com", WRONG),
        (f"siti@{'abcdefghi.' * 25}com", WRONG),
        ("siti@a@example.com", SEVERAL),
        ("siti@example.com,budi@example.com", SEVERAL),
        ("siti@example.com;", SEVERAL),
        ("siti@example.com budi", SEVERAL),
        ("Siti <siti@example.com>", SEVERAL),
        ("siti@example.com\r\nBcc: all@example.com", LETTERS),
        ("siti@example.com\nX: y", LETTERS),
        ("siti\0@example.com", LETTERS),
        ("siti@exa\u202emple.com", LETTERS),
        ("siti@example.com\u2028Bcc:x", LETTERS),
        ("siti\t@example.com", LETTERS),
    ],
)
def test_what_is_not_exactly_one_address_is_refused(address: str, why: str) -> None:
    objection = objection_to(address)
    assert objection is not None
    assert objection.code == why


def test_servers_are_told_an_address_in_ascii() -> None:
    assert wire_address("siti@bücher.example") == "siti@xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("address", "shown"),
    [("siti@example.com", "s•••@example.com"), ("s@example.com", "•••@example.com")],
)
def test_nobody_reads_a_masked_address(address: str, shown: str) -> None:
    assert masked(address) == shown


def test_a_mail_rests_ever_longer_up_to_a_day() -> None:
    rests = [wait_before(each, offline=False) for each in range(1, 20)]
    assert rests[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert rests == sorted(rests)
    assert rests[-1] == timedelta(days=1)


def test_a_server_that_is_not_there_is_called_again_soon() -> None:
    assert max(wait_before(each, offline=True) for each in range(1, 20)) == timedelta(
        minutes=15
    )


def test_a_mail_is_given_up_after_days() -> None:
    assert not is_given_up(NOON, NOON + GIVEN_UP_AFTER)
    assert is_given_up(NOON, NOON + GIVEN_UP_AFTER + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"host": "smtp.example.com\r\nX"}, "mail-host-wrong"),
        ({"host": ""}, "mail-host-wrong"),
        ({"host": "a b"}, "mail-host-wrong"),
        ({"port": 0}, "mail-port-wrong"),
        ({"port": 65536}, "mail-port-wrong"),
        ({"security": Security.PLAIN}, "mail-plain-refused"),
        ({"user": "shop\r\nQUIT"}, "mail-user-wrong"),
        ({"sender_address": "shop@example.com\r\nBcc: a@example.com"}, "mail-sender-wrong"),
    ],
)
def test_a_server_that_cannot_be_is_refused(facts: dict[str, object], why: str) -> None:
    usual: dict[str, object] = {
        "host": "smtp.example.com",
        "port": 587,
        "security": Security.STARTTLS,
        "sender_address": "shop@example.com",
    }
    server = MailServer(**usual | facts)  # type: ignore[arg-type]
    assert [each.code for each in objections_to_server(server)] == [why]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_only_on_the_machine_itself_nothing_needs_tls(host: str) -> None:
    server = MailServer(
        host=host, port=25, security=Security.PLAIN, sender_address="shop@example.com"
    )
    assert objections_to_server(server) == ()
