"""Words for papers by e-mail: why not, what holds one up, and what is done."""

from __future__ import annotations

from receipts.language import Counted, mark

MAIL_SAID: dict[str, str | Counted] = {
    "mail-address-letters": mark(
        "The address holds signs that no e-mail address has. Nothing was sent and no print "
        "was counted. Type it again instead of pasting it."
    ),
    "mail-address-several": mark(
        "This is more than one address. Nothing was sent and no print was counted. "
        "Enter one; for another, send the paper again."
    ),
    "mail-address-wrong": mark(
        "This is no e-mail address. Nothing was sent and no print was counted. "
        "Ask the customer again: it looks like name@example.com."
    ),
    "mail-not-set-up": mark(
        "The shop has no mail server yet. Nothing was sent and no print was counted. Print "
        "the paper, or ask a manager to enter the server."
    ),
    "mail-stays-here": mark(
        "{paper} stays in the shop. Nothing was sent and no print was counted. "
        "Print it instead."
    ),
    "mail-unknown": mark(
        "There is no such e-mail on record. Nothing was changed. Send the paper again from "
        "its number."
    ),
    "mail-finished": mark(
        "{paper} does not wait to be sent any more. Nothing was changed. "
        "If the customer has not got it, send it again from its number."
    ),
    "mail-under-way": mark(
        "{paper} is being sent right now. Nothing was changed. Wait until it is out, or until "
        "you are told what is wrong."
    ),
    "mail-host-wrong": mark(
        "This is no name of a server. Nothing was changed. "
        "Enter it as your mail provider writes it, such as smtp.example.com."
    ),
    "mail-port-wrong": mark(
        "A port is a number from 1 to 65535. Nothing was changed. "
        "Usual are 587, and 465 where TLS begins at once."
    ),
    "mail-plain-refused": mark(
        "Without TLS everybody on the way could read the password and the papers. Nothing was "
        "changed. Choose TLS; without it only a server on this machine is allowed."
    ),
    "mail-user-wrong": mark(
        "The user name holds signs that none has. Nothing was changed. "
        "Type it again instead of pasting it."
    ),
    "mail-sender-wrong": mark(
        "The sender is no e-mail address. Nothing was changed. "
        "Enter the one that customers answer to, such as shop@example.com."
    ),
    "mail-interrupted": mark(
        "Konter stopped while {paper} was being sent, so it may have arrived or not. No money "
        "is concerned. Ask the customer; sending it again is safe."
    ),
    "mail-given-up": mark(
        "This was tried for days, and is not tried any more by itself. "
        "Try it again, or give the customer the paper in another way."
    ),
    "mail-offline": mark(
        "The mail server {host} cannot be reached. {paper} is safe and waits; it is tried "
        "again by itself. Print it if the customer needs it now."
    ),
    "mail-put-off": mark(
        "The mail server does not take {paper} for now (it says {code}). It is safe and is "
        "tried again by itself. Print it if the customer needs it now."
    ),
    "mail-refused": mark(
        "The mail server refused {paper} (it says {code}). It was not sent, and the paper is "
        "safe. Print it, and tell a manager."
    ),
    "mail-recipient-refused": mark(
        "The mail server refused the customer's address for {paper} (it says {code}). It was "
        "not sent, and the paper is safe. Give it up here and send it to another address."
    ),
    "mail-password-wrong": mark(
        "The mail server refused the shop's user name or password. {paper} was not sent, and "
        "is safe. A manager enters the password again; then try it again."
    ),
    "mail-password-missing": mark(
        "This machine has no password for the mail server. {paper} is safe and waits. "
        "A manager enters the password here."
    ),
    "mail-password-open": mark(
        "Others on this machine can read the file {place} with the password of the mail "
        "server, so it is not used. {paper} is safe and waits. "
        "A manager enters the password again, better a new one."
    ),
    "mail-password-unreadable": mark(
        "The password of the mail server cannot be read from {place}. {paper} is safe and "
        "waits. A manager enters the password again."
    ),
    "mail-no-tls": mark(
        "The mail server {host} offers no TLS here, so nothing was told to it. {paper} was "
        "not sent, and is safe. A manager checks the port and the kind of TLS."
    ),
    "mail-certificate": mark(
        "The certificate of the mail server {host} is not to be trusted: somebody else may "
        "answer in its place. Nothing was told to it. {paper} was not sent, and is safe. "
        "A manager checks the server's name."
    ),
    "mail-uncertain": mark(
        "The connection broke just as {paper} was handed over, so it may have arrived or not. "
        "No money is concerned. Ask the customer; sending it again is safe."
    ),
    "mail-bug": mark(
        "Something went wrong that nobody expected while {paper} was being sent. The paper is "
        "safe. Print it, and report it."
    ),
    "mail-trial-refused": mark(
        "The mail server refused this address (it says {code}). Nothing was sent. "
        "Enter another address for the test."
    ),
    "mail-trial-offline": mark(
        "The mail server {host} cannot be reached. Nothing was sent or changed. "
        "Check its name, the port and this machine's network."
    ),
    "mail-trial-put-off": mark(
        "The mail server takes nothing for now (it says {code}). Nothing was sent or changed. "
        "Try it again in some minutes."
    ),
    "mails-left": Counted(
        "{count} e-mail from before was not sent. The paper is safe. Look at it under Papers.",
        "{count} e-mails from before were not sent. The papers are safe. Look at them under "
        "Papers.",
        "count",
    ),
    "mail-queued": mark("{paper} is on its way to {shown} by e-mail."),
    "mail-queued-copy": mark("{paper} is on its way to {shown} by e-mail, as copy {copy}."),
    "mail-retried": mark("It is sent as soon as the mail server takes it."),
    "mail-cancelled": mark(
        "It is not sent any more, and the address is forgotten. The paper is kept, and can be "
        "sent from its number."
    ),
    "mail-server-kept": mark("Papers are e-mailed through {host} from now on."),
    "mail-tried": mark("The mail server took the test. Look whether it arrives at {address}."),
}

SECURITIES = {
    "starttls": mark("STARTTLS"),
    "tls": mark("TLS from the start"),
    "plain": mark("None (this machine only)"),
}
