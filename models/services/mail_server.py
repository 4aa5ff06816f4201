"""The server that takes the shop's mail. Its password is never among the records: each
machine that sends keeps it for itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import select, update

from models.rules.mail import objections_to_server
from models.services.journal import record
from models.services.rights import needs
from models.tables.base import add_row, rows_of
from models.tables.mail import MailServerKept, PaperMail
from models.values import Refused, Topic
from models.values.card_numbers import mask_card_numbers, refuse_card_number
from models.values.mail import MailServer, MailState, Security
from models.values.rights import Right

if TYPE_CHECKING:
    from models.unit import Unit

LONGEST_SENDER, LONGEST_USER = 80, 254
ONE: Final = 1
_servers, _mails = rows_of(MailServerKept), rows_of(PaperMail)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServerAsked:
    """A mail server as somebody enters it."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str = ""
    sender_name: str = ""
    sender_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServerChanged:
    server: MailServer
    changed: frozenset[Topic] = frozenset({Topic.MAIL})


@needs(Right.SETTINGS)
def read_mail_server(unit: Unit) -> MailServer | None:
    """Nothing where the shop has none yet."""
    return server_of(unit)


@needs(Right.SETTINGS)
def check_mail_server(unit: Unit, asked: MailServerAsked) -> MailServer:
    """As it would be kept; nothing is written, so that it can be tried before.

    Raise :class:`models.values.Refused` with all that is wrong with it.
    """
    return _checked(asked)


@needs(Right.SETTINGS)
def set_mail_server(unit: Unit, asked: MailServerAsked) -> MailServerChanged:
    """From now on mail goes through this server; what waits is tried again at once.

    Raise :class:`models.values.Refused` with all that is wrong with it: without TLS only a
    server on the machine itself is taken.
    """
    server = _checked(asked)
    row = {
        "host": server.host,
        "port": server.port,
        "security": server.security,
        "login": server.user,
        "sender_name": server.sender_name,
        "sender_address": server.sender_address,
        "changed_at": unit.now,
    }
    kept = unit.connection.execute(update(_servers).where(_servers.c.id == ONE).values(**row))
    if not kept.rowcount:
        add_row(unit.connection, MailServerKept, id=ONE, **row)
    unit.connection.execute(
        update(_mails).where(_mails.c.state == MailState.WAITING).values(due_at=unit.now)
    )
    record(
        unit, "MailServerChange", host=server.host, port=server.port, security=server.security
    )
    return MailServerChanged(server=server)


def server_of(unit: Unit) -> MailServer | None:
    """The shop's mail server, for whoever sends through it."""
    row = unit.connection.execute(select(_servers).where(_servers.c.id == ONE)).one_or_none()
    if row is None:
        return None
    return MailServer(
        host=row.host,
        port=row.port,
        security=Security(row.security),
        user=row.login,
        sender_name=row.sender_name,
        sender_address=row.sender_address,
    )


def _checked(asked: MailServerAsked) -> MailServer:
    for typed in (asked.host, asked.user, asked.sender_address):
        refuse_card_number(typed)
    sender = mask_card_numbers(" ".join(asked.sender_name.split()))
    server = MailServer(
        host=asked.host.strip().lower(),
        port=asked.port,
        security=asked.security,
        user=asked.user.strip(),
        sender_name="".join(each for each in sender if each.isprintable())[:LONGEST_SENDER],
        sender_address=asked.sender_address.strip(),
    )
    said = objections_to_server(server)
    if said:
        raise Refused(*said)
    return replace(server, user=server.user[:LONGEST_USER])
