"""Minds the mail of a register: what is due goes to the mail server, what is wrong is told.

One mail after another, on one thread: they all go through the same server.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from desktop.mailing.delivery import Delivery, Never, NotNow, Uncertain
from desktop.mailing.message import make_message
from desktop.minding import Minding
from models.services.mail_queue import (
    claim_mail,
    look_at_mail,
    mail_failed,
    mail_sent,
    mail_waits,
    mail_wanted,
)
from models.values import Message, Refused, Topic
from models.values.printing import usual_sheet
from receipts import pdf
from receipts.papers import document_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtCore import QObject

    from desktop.mailing.password import MailPassword
    from models.db import Shop
    from models.services.mail_queue import MailSettled, MailTaken, MailTrouble
    from models.unit import Unit

    Said = Callable[[Unit, int, str], MailSettled]

BEAT: Final = 5.0
"""Seconds between two looks at a queue in which something waits."""
GRACE: Final = 1.0
"""Seconds in which what is being sent may come to an end when the window is closed."""
TRY_AGAIN: Final = 2.0
"""Seconds before records that could not be reached are tried again."""
MAIL: Final = frozenset({Topic.MAIL})


class Mailing(Minding):
    """Told and changed are those of :class:`desktop.minding.Minding`."""

    def __init__(
        self, shop: Shop, password: MailPassword, parent: QObject | None = None
    ) -> None:
        super().__init__(shop, "mailing", BEAT, parent)
        self._password = password
        self._holder = uuid4().hex
        self._going: tuple[MailTaken, Delivery] | None = None
        self._known: frozenset[tuple[object, ...]] | None = None

    def stop(self) -> None:
        """Within a second or so: a mail in the middle goes out whole, waits as if it had not
        been begun, or failed where the server may have it. Nothing is told after this."""
        if self.halt(GRACE) or (going := self._going) is None:
            return
        mail, delivery = going
        if delivery.abandon():
            problem = [_of(mail, Message("mail-uncertain"))]
            said: Said = partial(_failed, problem=problem)
        else:
            said = partial(_waits, problem=[], offline=False)
        self._settle(mail, said)

    def _hand_out(self) -> bool:
        while True:
            seen = self._shop.read(look_at_mail)
            self._tell_new(seen.troubles)
            if not seen.due or self._stop.is_set():
                return seen.moving
            mail = self._shop.run(partial(claim_mail, holder=self._holder))
            if mail is None:
                return True  # another window is at it this moment
            self._send(mail)
            if not self._stop.is_set():
                self.changed.emit(MAIL)

    def _send(self, mail: MailTaken) -> None:
        """A bug is told like any other, and the mail it was about does not wait for ever."""
        try:
            said = self._put_out(mail)
        except BaseException:
            problem = [_of(mail, Message("mail-bug"))]
            self._settle(mail, partial(_failed, problem=problem))
            raise
        self._settle(mail, said)

    def _put_out(self, mail: MailTaken) -> Said:
        """What is to be said of it."""
        try:
            delivery = self._prepared(mail)
            self._going = mail, delivery
            delivery.run()
        except NotNow as why:
            problem = [_of(mail, each) for each in why.messages]
            return partial(_waits, problem=problem, offline=why.offline)
        except (Never, Uncertain) as why:
            return partial(_failed, problem=[_of(mail, each) for each in why.messages])
        except Refused as why:  # the password, or the records
            problem = [_of(mail, each) for each in why.messages]
            return partial(_waits, problem=problem, offline=True)
        return mail_sent

    def _prepared(self, mail: MailTaken) -> Delivery:
        """Raise :class:`models.values.Refused` for a password or records that cannot be read,
        :class:`Never` for a paper that is not as it was sealed."""
        password = self._password.read() if mail.server.user else ""
        try:
            wanted = self._shop.read(lambda unit: mail_wanted(unit, mail))
        except Refused as why:
            if any(each.code.startswith("database-") for each in why.messages):
                raise
            raise Never(*why.messages) from why
        document = document_of(wanted.paper, wanted.copy)
        message = make_message(
            mail.server,
            shop=self._shop.facts.name,
            to=mail.address,
            number=mail.code,
            language=document.language,
            pdf=pdf.render(document, usual_sheet(wanted.kind), wanted.logos),
            message_id=mail.message_id,
            at=mail.queued_at,
        )
        return Delivery(message, mail.address, mail.server, password)

    def _settle(self, mail: MailTaken, said: Said) -> None:
        """The first word counts; records that cannot be reached are tried until somebody stops
        it. A mail that nobody settled is found by its lease, and looked after."""
        while True:
            try:
                self._shop.run(lambda unit: said(unit, mail.mail_id, mail.holder))
            except Refused:
                if self._stop.wait(TRY_AGAIN):
                    return
            else:
                return

    def _tell_new(self, troubles: Collection[MailTrouble]) -> None:
        """Each failure once, and once what all that waits waits for; of what was left by an
        earlier window only how much there is."""
        now = {_key(each): each for each in troubles}
        if self._known is None:
            failed = sum(each.failed for each in troubles)
            if failed:
                self._tell(Message("mails-left", {"count": failed}))
            self._known = frozenset(key for key, each in now.items() if each.failed)
        for key in now.keys() - self._known:
            self._tell(now[key].problem[0])
        self._known = frozenset(now)


def _waits(
    unit: Unit, mail_id: int, holder: str, *, problem: list[Message], offline: bool
) -> MailSettled:
    return mail_waits(unit, mail_id, holder, problem, offline=offline)


def _failed(unit: Unit, mail_id: int, holder: str, *, problem: list[Message]) -> MailSettled:
    return mail_failed(unit, mail_id, holder, problem)


def _of(mail: MailTaken, message: Message) -> Message:
    return Message(message.code, {"paper": mail.code, **message.facts})


def _key(trouble: MailTrouble) -> tuple[object, ...]:
    if trouble.failed:
        return (trouble.mail_id, trouble.attempts)
    return tuple(message.code for message in trouble.problem)
