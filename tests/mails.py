"""Mail servers, papers and mails as the tests make them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from models.services.mail import mail_paper
from models.services.mail_queue import claim_mail
from models.services.mail_server import MailServerAsked, set_mail_server
from models.tables.base import rows_of
from models.tables.mail import PaperMail
from models.tables.people import Customer
from models.values.mail import Security
from tests.prints import HOLDER, a_paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.services.mail import Mailed
    from models.services.mail_queue import MailTaken
    from models.values.mail import MailServer

SITI = "siti@example.com"


def a_mail_server(shop: Shop, **facts: Any) -> MailServer:
    """On the internet with STARTTLS, unless said."""
    usual: dict[str, Any] = {
        "host": "smtp.example.com",
        "port": 587,
        "security": Security.STARTTLS,
        "user": "shop@example.com",
        "sender_name": "Toko Melati",
        "sender_address": "shop@example.com",
    }
    asked = MailServerAsked(**usual | facts)
    return shop.run(lambda unit: set_mail_server(unit, asked)).server


def mail(shop: Shop, code: str = "", address: str = SITI) -> Mailed:
    code = code or a_paper(shop)
    return shop.run(lambda unit: mail_paper(unit, code, address))


def take(shop: Shop, holder: str = HOLDER) -> MailTaken:
    """The next mail; there has to be one."""
    taken = shop.run(lambda unit: claim_mail(unit, holder))
    assert taken is not None
    return taken


def nothing_to_send(shop: Shop) -> bool:
    return shop.run(lambda unit: claim_mail(unit, HOLDER)) is None


def tells(shop: Shop, said: Callable[..., Any], mail_id: int, *more: Any, **named: Any) -> bool:
    done = shop.run(lambda unit: said(unit, mail_id, HOLDER, *more, **named))
    return bool(done.moved)


def mails(shop: Shop) -> list[Any]:
    """Every row of the queue, the oldest first."""
    with shop.unit(writes=False) as unit:
        rows = unit.connection.execute(select(rows_of(PaperMail)).order_by(PaperMail.id))
        return list(rows)


def states(shop: Shop) -> list[tuple[str, int]]:
    return [(each.state, each.copy) for each in mails(shop)]


def force(shop: Shop, **values: Any) -> None:
    """Write that into every mail, past the services."""
    with shop.unit() as unit:
        unit.connection.execute(update(rows_of(PaperMail)).values(**values))


def add(shop: Shop, **values: Any) -> None:
    """Another row like the last, past the services."""
    row = {**mails(shop)[-1]._mapping, **values}
    del row["id"]
    with shop.unit() as unit:
        unit.connection.execute(insert(rows_of(PaperMail)).values(**row))


def keep_address(shop: Shop, customer_id: int, email: str | None) -> None:
    with shop.unit() as unit:
        customers = rows_of(Customer)
        unit.connection.execute(
            update(customers).where(customers.c.id == customer_id).values(email=email)
        )
