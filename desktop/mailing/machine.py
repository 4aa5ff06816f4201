"""What this machine does for the page of the shop's mail server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.mailing.delivery import Delivery
from desktop.mailing.message import make_trial
from models.values import Message, Refused
from receipts import mail_words
from receipts.language import Language

if TYPE_CHECKING:
    from desktop.mailing.password import MailPassword
    from models.values.mail import MailServer


OF_A_TRIAL = {
    "mail-recipient-refused": "mail-trial-refused",
    "mail-offline": "mail-trial-offline",
    "mail-put-off": "mail-trial-put-off",
}
"""Nothing of a test waits, and no customer gets it."""


class MailMachine:
    """``shop`` is its name, ``language`` the one that a test speaks."""

    def __init__(self, password: MailPassword, shop: str, language: str) -> None:
        self._password = password
        self._shop = shop
        self._language = language

    @property
    def has_password(self) -> bool:
        return self._password.is_kept

    def keep_password(self, password: str) -> None:
        """Raise :class:`models.values.Refused` where it can't be written."""
        self._password.keep(password)

    def try_server(self, server: MailServer, password: str, to: str) -> None:
        """Send a small mail; an empty password is the one that is kept.

        Raise :class:`models.values.Refused` with why the server did not take it.
        """
        if server.user and not password:
            password = self._password.read()
        message = make_trial(server, shop=self._shop, to=to, language=self._language)
        name = mail_words.trial_name(Language.of(self._language))
        try:
            Delivery(message, to, server, password).run()
        except Refused as why:
            problems = (
                Message(OF_A_TRIAL.get(each.code, each.code), {"paper": name, **each.facts})
                for each in why.messages
            )
            raise Refused(*problems) from why
