"""A paper as an e-mail. Nothing that anybody typed can add a header or an address."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING, Final

from models.rules.mail import objection_to, wire_address
from models.values import now_utc
from receipts import mail_words
from receipts.language import Language

if TYPE_CHECKING:
    from datetime import datetime

    from models.values.mail import MailServer

SEVEN_BIT: Final = SMTP.clone(cte_type="7bit")


def make_message(
    server: MailServer,
    *,
    shop: str,
    to: str,
    number: str,
    language: str,
    pdf: bytes,
    message_id: str,
    at: datetime,
) -> EmailMessage:
    """The same bytes each time for the same mail, whenever it is sent.

    Raise ``ValueError`` for an address that is none, or a language that nobody here speaks.
    """
    spoken = Language.of(language)
    message = _begun(server, shop, to, message_id, at)
    message["Subject"] = mail_words.subject(spoken, number, shop)
    message.set_content(mail_words.body(spoken, number, shop))
    message.add_attachment(
        pdf,
        maintype="application",
        subtype="pdf",
        filename=mail_words.attachment_name(number),
    )
    message.set_boundary(f"paper-{message_id.strip('<>').partition('@')[0]}")
    return message


def make_trial(server: MailServer, *, shop: str, to: str, language: str) -> EmailMessage:
    """What shows a manager that the server takes mail."""
    spoken = Language.of(language)
    message = _begun(server, shop, to, "", now_utc())
    message["Subject"] = mail_words.trial_subject(spoken, shop)
    message.set_content(mail_words.trial_body(spoken))
    return message


def _begun(
    server: MailServer, shop: str, to: str, message_id: str, at: datetime
) -> EmailMessage:
    for address in (server.sender_address, to):
        if objection_to(address) is not None:
            raise ValueError(f"not one address: {address!r}")
    message = EmailMessage(policy=SEVEN_BIT)
    sender = mail_words.one_line(server.sender_name or shop)
    message["From"] = Address(sender, addr_spec=wire_address(server.sender_address))
    message["To"] = Address(addr_spec=wire_address(to))
    message["Date"] = at
    if message_id:
        message["Message-ID"] = message_id
    return message
