"""The mailing thread and its queue: nothing is lost, and nothing sent twice by itself."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import event

from models.db import open_shop
from models.rules.mail import GIVEN_UP_AFTER, LEASE
from models.services.mail import list_open_mail, retry_mail
from models.services.mail_queue import (
    INTERRUPTED,
    claim_mail,
    is_mail_due,
    look_at_mail,
    mail_failed,
    mail_sent,
    mail_waits,
    mail_wanted,
)
from models.values import Message
from models.values.mail import MailState
from models.values.printing import PaperKind
from tests.builders import NOON
from tests.mails import (
    SITI,
    a_mail_server,
    mail,
    mails,
    nothing_to_send,
    states,
    take,
    tells,
)
from tests.prints import a_paper, later, noted
from tests.processes import all_at_once, die, dies
from tests.receipts.papers import a_head, a_slip

if TYPE_CHECKING:
    from models.db import Shop

MODULE = "tests.services.test_mail_queue"
OFFLINE = Message("mail-offline", {"host": "smtp.example.com"})
GREY = Message("mail-put-off", {"code": 451})
AFTER_THE_CLAIM, BEFORE_THE_COMMIT, AFTER_ALL = "claimed", "taken", "over"
WINDOWS, MAILS = 3, 12


def test_a_mail_is_taken_by_nobody_in_particular(shop: Shop) -> None:
    server = a_mail_server(shop)
    number = a_paper(shop)
    done = mail(shop, number)
    shop.person = None
    assert shop.read(is_mail_due)
    taken = take(shop)
    assert (taken.mail_id, taken.code, taken.address, taken.attempts) == (
        done.mail_id,
        number,
        SITI,
        1,
    )
    assert taken.server == server
    assert taken.message_id.endswith("@example.com>")
    wanted = shop.read(lambda unit: mail_wanted(unit, taken))
    assert (wanted.kind, wanted.copy) == (PaperKind.RETURN, 0)
    assert wanted.paper == a_slip(head=a_head(number=number), customer="")
    assert not shop.read(is_mail_due)
    assert tells(shop, mail_sent, done.mail_id)
    assert states(shop) == [("sent", 0)]
    assert [row.address for row in mails(shop)] == [""]
    assert [body["paper"] for _, body in noted(shop, "ReceiptMailSent")] == [number]


def test_the_oldest_goes_first(shop: Shop) -> None:
    a_mail_server(shop)
    sent = [mail(shop).mail_id for _ in range(3)]
    assert [take(shop).mail_id for _ in range(3)] == sent


def test_one_that_is_put_off_rests_alone(shop: Shop) -> None:
    a_mail_server(shop)
    grey, other = mail(shop), mail(shop)
    take(shop)
    assert tells(shop, mail_waits, grey.mail_id, [GREY], offline=False)
    assert take(shop).mail_id == other.mail_id
    assert nothing_to_send(shop)
    later(shop, timedelta(minutes=1))
    assert take(shop).mail_id == grey.mail_id


def test_where_the_server_is_not_there_all_rest(shop: Shop) -> None:
    a_mail_server(shop)
    first = mail(shop)
    mail(shop)
    take(shop)
    assert tells(shop, mail_waits, first.mail_id, [OFFLINE], offline=True)
    assert nothing_to_send(shop)
    later(shop, timedelta(minutes=1))
    assert take(shop).mail_id == first.mail_id


def test_another_server_is_tried_at_once(shop: Shop) -> None:
    a_mail_server(shop)
    done = mail(shop)
    take(shop)
    tells(shop, mail_waits, done.mail_id, [OFFLINE], offline=True)
    a_mail_server(shop, host="smtp.example.net")
    assert take(shop).server.host == "smtp.example.net"


def test_a_mail_rests_longer_each_time_and_is_given_up_at_last(shop: Shop) -> None:
    a_mail_server(shop)
    done = mail(shop)
    begun = shop.clock()
    while states(shop) == [("waiting", 0)]:
        taken = take(shop)
        assert tells(shop, mail_waits, done.mail_id, [GREY], offline=False)
        later(shop, min(timedelta(minutes=2 ** (taken.attempts - 1)), timedelta(days=1)))
    assert states(shop) == [("failed", 0)]
    assert shop.clock() - begun > GIVEN_UP_AFTER
    (row,) = shop.read(list_open_mail)
    assert row.problem == (GREY, Message("mail-given-up"))
    assert 10 < row.attempts < 25


def test_a_clock_that_was_ahead_holds_nothing_up(shop: Shop) -> None:
    a_mail_server(shop)
    later(shop, timedelta(days=400))
    mail(shop)
    later(shop, timedelta(days=-400))
    take(shop)


def test_what_was_lost_is_nobodys_word_any_more(shop: Shop) -> None:
    a_mail_server(shop)
    done = mail(shop)
    take(shop, "another window")
    for said in (mail_sent, mail_failed):
        more = ([GREY],) if said is mail_failed else ()
        assert not tells(shop, said, done.mail_id, *more)
    assert not tells(shop, mail_waits, done.mail_id, [GREY], offline=False)
    assert states(shop) == [("sending", 0)]


def test_what_is_wrong_is_seen_by_whoever_minds_the_queue(shop: Shop) -> None:
    a_mail_server(shop)
    seen = shop.read(look_at_mail)
    assert (seen.due, seen.moving, seen.troubles) == (False, False, ())
    done = mail(shop)
    assert (shop.read(look_at_mail).due, shop.read(look_at_mail).moving) == (True, True)
    take(shop)
    tells(shop, mail_failed, done.mail_id, [GREY])
    seen = shop.read(look_at_mail)
    assert (seen.due, seen.moving) == (False, False)
    (trouble,) = seen.troubles
    assert (trouble.mail_id, trouble.failed, trouble.problem) == (done.mail_id, True, (GREY,))
    assert noted(shop, "ReceiptMailFailed") == [
        ("ReceiptMailFailed", {"paper": done.code, "copy": 0, "why": ["mail-put-off"]})
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="dies by fork and SIGKILL")
@pytest.mark.parametrize("moment", [AFTER_THE_CLAIM, BEFORE_THE_COMMIT])
def test_what_was_being_sent_is_told_and_not_sent_again_by_itself(
    shop: Shop, database_url: str, moment: str
) -> None:
    a_mail_server(shop)
    done = mail(shop)
    shop.engine.dispose()
    assert dies(partial(send_and_die, database_url, moment))
    assert states(shop) == [("sending", 0)]
    assert nothing_to_send(shop)
    later(shop, LEASE)
    assert nothing_to_send(shop)
    (row,) = shop.read(list_open_mail)
    assert (row.state, row.problem) == (MailState.FAILED, (INTERRUPTED,))
    before = mails(shop)[0].message_id
    shop.run(lambda unit: retry_mail(unit, done.mail_id))
    assert take(shop).message_id == before


@pytest.mark.skipif(sys.platform == "win32", reason="dies by fork and SIGKILL")
def test_what_was_sent_before_stays_sent(shop: Shop, database_url: str) -> None:
    a_mail_server(shop)
    mail(shop)
    shop.engine.dispose()
    assert dies(partial(send_and_die, database_url, AFTER_ALL))
    later(shop, LEASE)
    assert nothing_to_send(shop)
    assert states(shop) == [("sent", 0)]


def test_windows_that_send_at_once_send_each_once(shop: Shop, database_url: str) -> None:
    a_mail_server(shop)
    queued = [mail(shop).mail_id for _ in range(MAILS)]
    told = all_at_once(MODULE, *[[database_url]] * WINDOWS)
    taken = [int(line) for out in told for line in out.splitlines()]
    assert sorted(taken) == queued
    assert {(row.state, row.attempts) for row in mails(shop)} == {("sent", 1)}


def send_and_die(url: str, moment: str) -> None:
    with closing(open_shop(url, clock=lambda: NOON)) as shop:
        taken = shop.run(lambda unit: claim_mail(unit, "the one that dies"))
        if taken is None:
            return
        if moment == AFTER_THE_CLAIM:
            die()
        if moment == BEFORE_THE_COMMIT:
            event.listen(shop.engine, "commit", die)
        shop.run(lambda unit: mail_sent(unit, taken.mail_id, taken.holder))
        die()


def send_all(url: str) -> None:
    """Take mails until none is left, each told; nobody is signed on."""
    with closing(open_shop(url, clock=lambda: NOON)) as shop:
        print("ready", flush=True)  # noqa: T201
        sys.stdin.readline()
        holder = str(uuid4())
        while (taken := shop.run(lambda unit: claim_mail(unit, holder))) is not None:
            mail_id = taken.mail_id
            done = shop.run(partial(mail_sent, mail_id=mail_id, holder=holder))
            if not done.moved:
                raise RuntimeError(f"mail {mail_id} was somebody else's")
            print(mail_id)  # noqa: T201


if __name__ == "__main__":
    send_all(*sys.argv[1:])
