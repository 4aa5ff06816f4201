"""Words for codes: what services, rules and imports answer in codes and facts is said here.

A refusal says what happened, whether the money is safe, and what to do next. A finding says
why a line may or may not come back; its tag is the same in two or three words. The facts a
sentence may show stand in braces.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from models.values import Message
from receipts.approval_news import APPROVAL_NEWS
from receipts.approval_sentences import APPROVAL_REFUSALS, APPROVAL_STATES
from receipts.asking_sentences import ASKING
from receipts.case_sentences import CASE_NEWS, CASE_REFUSALS
from receipts.complaint_sentences import COMPLAINT_REFUSALS
from receipts.drawer_sentences import DRAWER_REFUSALS
from receipts.findings import FINDINGS, TAGS
from receipts.giving_sentences import GIVING_REFUSALS
from receipts.guide_sentences import GUIDE_REFUSALS
from receipts.in_hand_sentences import IN_HAND_SAID
from receipts.inquiry_sentences import INQUIRY_SAID
from receipts.language import Counted, mark
from receipts.letterhead_sentences import LETTERHEAD_REFUSALS, LETTERHEAD_SAID
from receipts.lock_sentences import LOCK_SAID
from receipts.mail_sentences import MAIL_SAID
from receipts.options import (
    CAPTURES,
    CHARGES,
    COUPONS,
    DECIDERS,
    FEES,
    KEPT,
    OBTAINED,
    ORIGINAL,
    PLACES,
    PROOFS,
    REMEDIES,
    STANDINGS,
)
from receipts.paper_refusals import PAPER_REFUSALS
from receipts.paper_sentences import PAPERS_SAID
from receipts.people_sentences import PEOPLE_REFUSALS, RIGHTS
from receipts.person_sentences import PERSON_REFUSALS
from receipts.policy_mistakes import MISTAKES
from receipts.policy_names import FACT_NAMES
from receipts.policy_phrases import WEAKNESSES
from receipts.policy_refusals import POLICY_REFUSALS
from receipts.printer_sentences import PRINTER_SAID
from receipts.printing_sentences import PRINTING_REFUSALS
from receipts.question_sentences import QUESTION_REFUSALS
from receipts.queue_sentences import QUEUE_REFUSALS, QUEUE_SAID
from receipts.record_sentences import RECORD_REFUSALS
from receipts.signature_sentences import SIGNATURE_REFUSALS
from receipts.split_sentences import SPLIT_REFUSALS
from receipts.suspended_sentences import SUSPENDED
from receipts.team_sentences import TEAM_REFUSALS
from receipts.value_card_sentences import VALUE_CARD_REFUSALS
from receipts.verify_refusals import VERIFY_REFUSALS
from receipts.void_sentences import GOODS_SAID, VOID_REFUSALS
from receipts.without_receipt_sentences import WITHOUT_RECEIPT_REFUSALS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from receipts.language import Language

REFUSALS: dict[str, str | Counted] = {
    "decline-reason-missing": mark(
        "The reason is missing. The refund is recorded and still waits. "
        "Enter what the terminal said."
    ),
    "tender-not-allowed": mark(
        "The policy does not allow this way. No money has moved and the refund still waits. "
        "Choose another way, or ask a manager."
    ),
    "nothing-found": mark(
        "Nothing was found for “{text}”. No money has moved. "
        "Check the spelling, or scan the receipt or the product again."
    ),
    "sale-unknown": mark(
        "There is no sale {number} on record. Nothing was changed. Check the number."
    ),
    "sale-line-unknown": mark(
        "Sale {number} has no line {line}. Nothing was changed. Count its lines from 1."
    ),
    "line-unknown": mark(
        "One of these lines is not part of the sale. Nothing has been refunded. "
        "Open the sale again and choose the lines once more."
    ),
    "database-unreachable": mark(
        "The shop's records at {place} cannot be reached. Everything recorded so far is safe, "
        "and nothing is ever paid twice. Check the network or the server, then try again."
    ),
    "database-busy": mark(
        "Another counter is writing at this moment. Nothing was recorded and nothing was "
        "paid. Wait a few seconds, then try again."
    ),
    "database-newer": mark(
        "These records were written by a newer Konter (version {found}; this one knows "
        "{known}). Nothing was changed. Install the newer Konter on this machine."
    ),
    "no-permission": mark(
        "This user may not write to {place}. Nothing was changed. "
        "Ask whoever looks after this machine for the right, or choose another place."
    ),
    "disk-full": mark(
        "The disk at {place} is full. Nothing was recorded and nothing was paid. "
        "Make room on the disk, then try again."
    ),
    "disk-failing": mark(
        "The disk at {place} does not read or write as it should. What was committed is safe, "
        "and nothing half-done was kept. Stop here and have the disk looked at."
    ),
    "address-wrong": mark(
        "“{text}” is not the address of a database. Nothing was changed. "
        "Write it as sqlite:///shop.db or postgresql://user@host/shop."
    ),
    "not-a-shop": mark(
        "The file {place} does not hold the records of a shop. Nothing in it was changed. "
        "Choose another file, or set up a new shop in another place."
    ),
    "shop-exists": mark(
        "A shop is already here: {name}. Its records were not touched. "
        "Open it, or choose another place for the new shop."
    ),
    "shop-missing": mark(
        "There is no shop at {place} yet. Nothing was changed. Set up a shop, or open the demo."
    ),
    "request-changed": mark(
        "Request {request} was already recorded with other contents. What was recorded first "
        "stands, and nothing was paid twice. Open the sale again and look before you go on."
    ),
    "approval-reason-missing": mark(
        "The reason is missing. Nothing was changed. Say in a few words why, then approve it."
    ),
    "sign-on-wrong": mark(
        "The badge or the PIN is not right. Nothing was changed. "
        "Try again, or ask a manager for a new PIN."
    ),
    "pin-too-short": Counted(
        "The PIN is too short. Nothing was saved. Choose one of at least {least} digit.",
        "The PIN is too short. Nothing was saved. Choose one of at least {least} digits.",
        "least",
    ),
    "pin-too-long": Counted(
        "The PIN is too long. Nothing was saved. Choose one of at most {most} digit.",
        "The PIN is too long. Nothing was saved. Choose one of at most {most} digits.",
        "most",
    ),
    "pin-too-common": mark(
        "This PIN is too easy to guess. Nothing was saved. Choose one that is no year, no row "
        "of numbers, no repeated digit, no line on the keys and not the badge's own number."
    ),
    "currency-unknown": mark(
        "{code} is not a currency Konter knows. Nothing was saved. "
        "Use its three letters, such as IDR, PHP or GBP."
    ),
    "time-zone-unknown": mark(
        "{name} is not a time zone. Nothing was saved. "
        "Use a name such as Asia/Jakarta, Asia/Manila or Europe/London."
    ),
    "country-unknown": mark(
        "{code} is not a country. Nothing was saved. Use its two letters, such as ID, PH or GB."
    ),
    "language-unknown": mark(
        "Konter does not speak {code}. Nothing was saved. "
        "Choose en (English), id (Indonesian) or fil (Filipino)."
    ),
    "name-missing": mark("A name is missing. Nothing was saved. Fill in the name."),
    "nothing-coming-back": mark(
        "No goods are coming back yet. Nothing has been refunded. "
        "Choose at least one line and how many of it."
    ),
    "decision-changed": mark(
        "The decision changed while you were working. Nothing has been refunded. "
        "Look at it again, then confirm."
    ),
    "refund-settled": mark(
        "The refund on slip {number} is already settled. It was not paid again. "
        "Print the slip again if the customer needs it."
    ),
    "reference-missing": mark(
        "The terminal's reference is missing. The refund is recorded and still waits. "
        "Enter the reference from the terminal's paper."
    ),
    "return-refused": mark(
        "The shop's policy does not allow this return. Nothing has been refunded. "
        "Show the customer the reason, or ask a manager."
    ),
    "sign-on-needed": mark(
        "Nobody is signed on at this counter. Nothing was recorded. Sign on, then do it again."
    ),
    "register-unknown": mark(
        "This shop has no register {register}. Nothing was changed. "
        "Name one of its registers, or leave it out for the first."
    ),
    "database-damaged": mark(
        "The records at {place} are damaged. Nothing was written to them. "
        "Stop here and restore the last backup, or ask for help."
    ),
    "settings-wrong": mark(
        "The settings in {path} cannot be used: {why}. The shop's records are not touched. "
        "Correct the file, or delete it to start with new settings."
    ),
    "item-not-on-sale": mark(
        "{item} is not on sale {number}. Nothing was added. "
        "Check the receipt, or close this sale to look for others."
    ),
    "serial-not-on-sale": mark(
        "Serial number {serial} was sold, but not on sale {number}. Nothing was added. "
        "Look at the goods again, or close this sale and scan it once more."
    ),
    "nothing-sold": mark(
        "There is no sale with {item}. No money has moved. "
        "Look for the customer, or ask for the receipt."
    ),
    "nothing-going-out": mark(
        "No goods are going out yet. Nothing was exchanged and no money has moved. "
        "Scan what the customer takes instead."
    ),
    "pairing-itself": mark(
        "A product cannot be named beside itself. Nothing was changed. Take it off the list."
    ),
    "pairing-too-many": mark(
        "At most {most} products are named beside one. Nothing was changed. Keep those that "
        "people ask for."
    ),
    "goods-unknown": mark(
        "There is no product “{text}” in this shop. Nothing was added. "
        "Check the barcode, or type the product's number."
    ),
    "goods-quantity-wrong": mark(
        "{item} cannot go out in this quantity. Nothing was exchanged and no money has moved. "
        "Enter how many go out."
    ),
    "goods-serial-missing": mark(
        "{item} goes out with its serial number, one at a time. Nothing was exchanged. "
        "Scan the serial number on the item."
    ),
    "payment-differs": mark(
        "The customer owes {due}, but {paid} is entered. Nothing was exchanged. "
        "Look at the difference again, then confirm."
    ),
    "payment-wrong": mark(
        "A difference cannot be paid like this: {tender}. Nothing was exchanged. "
        "Choose another way to pay."
    ),
    "payment-card-kind": mark(
        "The card ending in {last} is no {tender}. Nothing was exchanged. "
        "Choose the way to pay that the card is, and enter its number again."
    ),
    "payment-reference-missing": mark(
        "The reference of the payment is missing. Nothing was exchanged. "
        "Take the payment, then enter its reference: of a card its number, of a cheque the "
        "number on it."
    ),
    "serial-still-out": mark(
        "The piece with serial number {serial} went out on receipt {number} and has not come "
        "back. Nothing was exchanged. Read the number on the goods again."
    ),
    "payment-reference-long": mark(
        "The reference is longer than {most} characters. Nothing was exchanged. "
        "Enter it as the terminal's paper shows it."
    ),
    "bug": mark(
        "Something went wrong that nobody expected. What was committed is safe, and nothing "
        "half-done was kept. Look at the sale again before you go on, and report it."
    ),
}

NOTICES: dict[str, str | Counted] = {
    "declined-cash": mark(
        "Hand over {amount} in cash. The refund that was declined is settled with it."
    ),
    "declined-voucher": mark(
        "Voucher {number} over {amount} is issued in place of the declined refund. "
        "Print it and hand it over."
    ),
    "declined-waits": mark(
        "{amount} goes out in another way. It is on record and waits for its reference."
    ),
    "return-put-aside": mark("The unfinished return of sale {number} was put aside."),
    "policy-saved": mark("The policy was saved: {place}"),
    "paper-saved": mark("The paper was saved: {place}"),
    "setting-not-kept": mark("This could not be kept for the next start."),
    **INQUIRY_SAID,
}

REJECTS: dict[str, str | Counted] = {
    "row-short": Counted(
        "The row ends after {columns} column.",
        "The row ends after {columns} columns.",
        "columns",
    ),
    "row-long": Counted(
        "The row has {columns} column, more than the header.",
        "The row has {columns} columns, more than the header.",
        "columns",
    ),
    "time-unreadable": mark("“{text}” is not a date and time."),
    "time-in-future": mark("“{text}” lies in the future."),
    "quantity-unreadable": mark("“{text}” is not a quantity."),
    "quantity-zero": mark("The quantity is zero."),
    "promotion-either": mark("One of the columns {columns} is filled in, and only one."),
    "promotion-name": mark("The promotion has no name, or one that is too long."),
    "promotion-days": mark("“{text}” is not a day, or the last day is before the first."),
    "promotion-goods": mark("There are no goods “{text}” in this shop."),
    "price-unreadable": mark("“{text}” is not a price."),
    "price-negative": mark("The price “{text}” is below zero."),
    "number-missing": mark("The sale number is missing."),
    "sku-missing": mark("The product's number (SKU) is missing."),
    "correction-not-sale": mark("This row corrects the books; it is not a sale."),
    "amount-too-fine": mark("“{text}” has more decimals than the currency."),
    "fact-unreadable": mark("“{text}” does not fit the column “{column}”."),
    "tax-unreadable": mark("“{text}” is not a tax amount."),
    "paid-negative": mark("The amount paid, “{text}”, is below zero."),
    "line-too-long": mark("The line is too long to be a sale."),
    "serial-of-many": mark(
        "A serial number belongs to one piece, and this row has another quantity."
    ),
    "tender-unknown": mark("“{text}” is not a means of payment that the map knows."),
    "sale-unclear": mark("The rows of this sale disagree in the column “{column}”."),
    "sale-known-otherwise": mark("This sale is on record already, with other contents."),
    "total-differs": mark("The total says {given}, but the lines add up to {sum}."),
}

FILES: dict[str, str | Counted] = {
    "file-missing": mark(
        "There is no file {path}. Nothing was imported. Check the name and the folder."
    ),
    "file-empty": mark(
        "The file {path} is empty. Nothing was imported. Export the sales again."
    ),
    "file-not-text": mark(
        "The file {path} is not a text file. Nothing was imported. Export the sales as CSV."
    ),
    "file-undecodable": mark(
        "Line {line} of {path} has letters that cannot be read. Nothing was imported. "
        "Export the sales as CSV in UTF-8."
    ),
    "column-missing": mark(
        "The column “{column}” is missing in {path}. Nothing was imported. "
        "Name the shop's own columns in a map file."
    ),
    "import-cancelled": mark(
        "The import of {path} was stopped. Nothing of it was kept. Import it again any time."
    ),
    "map-wrong": mark(
        "The map {path} cannot be used: {why}. Nothing was imported. Correct the map."
    ),
}

SENTENCES: dict[str, str | Counted] = {
    **REFUSALS,
    **ASKING,
    **DRAWER_REFUSALS,
    **NOTICES,
    **FINDINGS,
    **WEAKNESSES,
    **MISTAKES,
    **POLICY_REFUSALS,
    **REJECTS,
    **FILES,
    **APPROVAL_REFUSALS,
    **GIVING_REFUSALS,
    **LETTERHEAD_REFUSALS,
    **LETTERHEAD_SAID,
    **PAPER_REFUSALS,
    **PERSON_REFUSALS,
    **MAIL_SAID,
    **PRINTER_SAID,
    **COMPLAINT_REFUSALS,
    **IN_HAND_SAID,
    **GUIDE_REFUSALS,
    **TEAM_REFUSALS,
    **QUESTION_REFUSALS,
    **SIGNATURE_REFUSALS,
    **PRINTING_REFUSALS,
    **SPLIT_REFUSALS,
    **CASE_NEWS,
    **CASE_REFUSALS,
    **SUSPENDED,
    **LOCK_SAID,
    **VALUE_CARD_REFUSALS,
    **VERIFY_REFUSALS,
    **GOODS_SAID,
    **PAPERS_SAID,
    **PEOPLE_REFUSALS,
    **QUEUE_REFUSALS,
    **QUEUE_SAID,
    **RECORD_REFUSALS,
    **APPROVAL_NEWS,
    **VOID_REFUSALS,
    **WITHOUT_RECEIPT_REFUSALS,
}

REASONS = {
    "changed-mind": mark("Changed mind"),
    "faulty": mark("Faulty"),
    "wrong-size": mark("Wrong size"),
    "wrong-item": mark("Wrong item"),
    "not-as-described": mark("Not as described"),
    "gift": mark("Unwanted gift"),
    "other": mark("Other reason"),
}

CONDITIONS = {
    "sealed": mark("Sealed"),
    "as-new": mark("As new"),
    "opened": mark("Opened, complete"),
    "damaged": mark("Damaged"),
    "used": mark("Used"),
}

ANSWERS = {
    "accept": mark("Accepted"),
    "ask": mark("One thing needed"),
    "override": mark("A manager decides"),
    "refuse": mark("Refused"),
}

TENDERS = {
    "cash": mark("Cash"),
    "credit": mark("Credit card"),
    "debit": mark("Debit card"),
    "cheque": mark("Cheque"),
    "gift-card": mark("Gift card"),
    "e-wallet": mark("E-wallet"),
    "transfer": mark("Bank transfer"),
    "store-credit": mark("Store credit"),
}

ROLES = {
    "clerk": mark("clerk"),
    "senior-clerk": mark("senior clerk"),
    "manager": mark("manager"),
    "auditor": mark("auditor"),
    "administrator": mark("administrator"),
}

DISPOSITIONS = {
    "return-to-stock": mark("Back to stock"),
    "repair": mark("To repair"),
    "return-to-supplier": mark("Back to the supplier"),
    "write-off": mark("Written off"),
    "waste": mark("Thrown away"),
    "undecided": mark("Not decided yet"),
}


WAYS = {**ORIGINAL, **TENDERS}
STATES = {**CONDITIONS, "opened": mark("Opened")}
"""Conditions in a row, where a comma within one would mislead."""

FACT_WORDS: dict[str, Mapping[str, str]] = {
    "reason": REASONS,
    "reasons": REASONS,
    "condition": STATES,
    "proof": PROOFS,
    "tender": WAYS,
    "tenders": WAYS,
    "paid_with": WAYS,
    "meanwhile": WAYS,
    "any_of": {**PROOFS, **WAYS},
    "remedy": REMEDIES,
    "remedies": REMEDIES,
    "rank": DECIDERS,
    "what": CAPTURES,
    "name": KEPT,
    "fee": KEPT,
    "disposition": DISPOSITIONS,
    "obtained": OBTAINED,
    "charge": CHARGES,
    "place": PLACES,
    "standing": STANDINGS,
    "coupon": COUPONS,
    "fact": FACT_NAMES,
    "right": RIGHTS,
    "role": ROLES,
    "approval_state": APPROVAL_STATES,
}
"""Facts that are codes, and the names they are said by; what has none says itself."""

IN_ORDER = {"remedies", "tenders", "parts"}
"""Facts of several things that all count; of any other, any one will do."""

STAGES = "stages"
"""The fact of several things that hold one after another."""

THEN = mark("{first}, then {next}")


def sentence(language: Language, message: Message) -> str:
    """What ``message`` means, in words; its bare code where there are none.

    A finding may begin with one of its facts, which then begins the sentence.
    """
    text = said(language, SENTENCES, message)
    return beginning(text) if message.code in FINDINGS else text


def tag(language: Language, message: Message) -> str:
    """The same in two or three words, for the place beside a line."""
    return said(language, TAGS, message)


def word(language: Language, table: Mapping[str, str], code: str) -> str:
    """The name of an option, from one of the tables above; the code where it has none."""
    return language.say(table[code]) if code in table else code


def kept_name(language: Language, name: str) -> str:
    """A fee or what else is kept, in a row of money; a shop's own name as it wrote it."""
    names = {**KEPT, **FEES}
    return word(language, names, name) if name in names else beginning(name.replace("-", " "))


def said(language: Language, table: Mapping[str, str | Counted], message: Message) -> str:
    """``message`` in the words of ``table``; its bare code where there are none.

    Facts that are messages are said in the same table's words.
    """
    text = table.get(message.code)
    if text is None:
        return message.code
    facts = {name: _fact(language, table, name, fact) for name, fact in message.facts.items()}
    if isinstance(text, Counted):
        return language.say_counted(text, **facts)
    return language.say(text, **facts)


def beginning(text: str) -> str:
    """As a sentence begins: with a large letter."""
    return text[:1].upper() + text[1:]


def within(name: str) -> str:
    """A name in the middle of a sentence: small, unless it is an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _fact(
    language: Language, table: Mapping[str, str | Counted], name: str, fact: object
) -> object:
    match fact:
        case Message():
            return said(language, table, fact)
        case str() if name in FACT_WORDS:
            names = FACT_WORDS[name]
            return within(word(language, names, fact)) if fact in names else fact
        case tuple() | frozenset():
            each = fact if isinstance(fact, tuple) else sorted(fact, key=str)
            return _joined(
                language, name, [str(_fact(language, table, name, one)) for one in each]
            )
        case dict():
            own = fact.get(language.code) or fact.get("en") or next(iter(fact.values()), "")
            return own.removesuffix(".")  # the sentence around it has its own
        case _:
            return fact


def _joined(language: Language, name: str, items: list[str]) -> str:
    if name == STAGES:
        return reduce(lambda first, then: language.say(THEN, first=first, next=then), items)
    return ", ".join(items) if name in IN_ORDER else language.any_of(items)
