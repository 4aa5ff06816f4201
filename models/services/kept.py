"""What is kept about a person, why, how long, and what happens then.

Every column of text or bytes of every table is here, either as personal or with what makes
it no person's: a new column without an entry fails the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from models.services import hand_over_notes, identities, suspended

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta


class About(StrEnum):
    CUSTOMER = "customer"
    VISITOR = "visitor"
    """Who brings goods back without a receipt and shows a document."""
    STAFF = "staff"


class Why(StrEnum):
    MAIL = "mail"
    """To send them a paper they asked for."""
    RECOGNISE = "recognise"
    """To find their purchases, and to price and judge them as the shop promised."""
    PAPER = "paper"
    """The customer's paper says whose it is."""
    REFUND = "refund"
    """Money goes back the way it came."""
    LIMITS = "limits"
    """So that limits on returns hold."""
    DECISION = "decision"
    """Why it was decided so, where the decision is questioned."""
    VISIT = "visit"
    """To go on with a visit that was put on hold, or a case that is not closed."""
    ANSWER = "answer"
    """To answer what they asked or complained of, and to keep what was promised."""
    ACCOUNTS = "accounts"
    """Who did it: a business record."""
    SIGN_ON = "sign-on"
    """So that nobody works under another's name."""


class Until(StrEnum):
    FORGOTTEN = "forgotten"
    """Until the person asks to be forgotten."""
    SERVED = "served"
    """Until they were served, or the day is over."""
    SENT = "sent"
    """Until a mail server took it, somebody gave it up, or the person is forgotten."""
    PAPERS = "papers"
    """As long as the shop keeps its papers and its journal."""


class Then(StrEnum):
    DELETED = "deleted"
    BLANKED = "blanked"
    """Only that something was noted stays."""
    PSEUDONYM = "pseudonym"
    """Eight characters stand in its place, which lead to nobody."""
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data about people; ``places`` are its columns, as ``table.column``."""

    what: str
    places: tuple[str, ...]
    about: About
    why: Why
    long: timedelta | Until
    then: Then


def _kept(
    what: str, places: str, about: About, why: Why, ends: tuple[timedelta | Until, Then]
) -> Kept:
    return Kept(what, tuple(places.split()), about, why, *ends)


def _columns(named: str) -> frozenset[str]:
    return frozenset(named.split())


_customer, _staff = About.CUSTOMER, About.STAFF
_named = Until.FORGOTTEN, Then.PSEUDONYM
_noted = Until.FORGOTTEN, Then.BLANKED
_gone = Until.FORGOTTEN, Then.DELETED
_business = Until.PAPERS, Then.STAYS

KEPT: Final = (
    _kept("number", "customer.number", _customer, Why.RECOGNISE, _named),
    _kept("name", "customer.name", _customer, Why.RECOGNISE, _gone),
    _kept("phone", "customer.phone", _customer, Why.RECOGNISE, _gone),
    _kept("e-mail", "customer.email", _customer, Why.RECOGNISE, _gone),
    _kept("tier", "customer.tier customer.standing", _customer, Why.RECOGNISE, _gone),
    _kept("language", "customer.language", _customer, Why.PAPER, _gone),
    _kept("name-on-papers", "personal.value personal.salt", _customer, Why.PAPER, _named),
    _kept(
        "card",
        "tender.label tender.last_four refund.label",
        _customer,
        Why.REFUND,
        (Until.PAPERS, Then.STAYS),
    ),
    _kept("captured", "return_line.captured", _customer, Why.DECISION, _noted),
    _kept(
        "notes",
        "goodwill.note price_correction.note refund.why refund_split.reason return_void.reason",
        _customer,
        Why.DECISION,
        _noted,
    ),
    _kept(
        "asked",
        "question.asked question.answer complaint.said complaint.issue complaint.wants "
        "complaint.remedy_words",
        _customer,
        Why.ANSWER,
        _noted,
    ),
    _kept(
        "approvals",
        "approval.body approval_event.body approval_event.words",
        _customer,
        Why.DECISION,
        _noted,
    ),
    _kept(
        "cases",
        "counter_case.title counter_case.promise case_entry.words",
        _customer,
        Why.VISIT,
        _noted,
    ),
    _kept("signature", "signature.path", _customer, Why.PAPER, _noted),
    _kept("mailed", "paper_mail.address", _customer, Why.MAIL, (Until.SENT, Then.DELETED)),
    _kept("mailed-shown", "paper_mail.shown", _customer, Why.MAIL, _noted),
    _kept("request", "request.digest", _customer, Why.DECISION, _gone),
    _kept(
        "identity",
        "identity_shown.kind identity_shown.issuer identity_shown.digest identity_shown.last",
        About.VISITOR,
        Why.LIMITS,
        (identities.KEPT, Then.DELETED),
    ),
    _kept(
        "on-hold",
        "suspended_case.note suspended_case.body",
        _customer,
        Why.VISIT,
        (suspended.KEPT, Then.DELETED),
    ),
    _kept(
        "hand-over",
        "hand_over_note.words",
        _customer,
        Why.VISIT,
        (hand_over_notes.KEPT, Then.DELETED),
    ),
    _kept("priority", "ticket.priority", _customer, Why.VISIT, (Until.SERVED, Then.DELETED)),
    _kept(
        "staff",
        "staff.badge staff.name staff.role staff.language policy_version.author "
        "policy_version.reviewer",
        _staff,
        Why.ACCOUNTS,
        _business,
    ),
    _kept("pin", "staff.pin_hash", _staff, Why.SIGN_ON, _business),
    _kept(
        "papers",
        "document.snapshot print_job.snapshot journal.body",
        _staff,
        Why.ACCOUNTS,
        _business,
    ),
    _kept(
        "reasons",
        "drawer_entry.reason shift.reason policy_draft.remark policy_version.reason",
        _staff,
        Why.ACCOUNTS,
        _business,
    ),
)


class NobodysOwn(StrEnum):
    """What a column holds that is about no person."""

    CODE = "code"
    """One of the program's own words."""
    NUMBER = "number"
    """Of a paper, sale, card or register."""
    GOODS = "goods"
    SHOP = "shop"
    """The shop's own names, places and terms."""
    SUM = "sum"
    """Money or what it is made of, taken apart."""
    SEAL = "seal"
    """A hash, or a key that no person is found by."""
    TERMINAL = "terminal"
    """The number that a terminal, a wallet or a bank gave a payment."""


NOT_PERSONAL: Final[Mapping[NobodysOwn, frozenset[str]]] = {
    NobodysOwn.CODE: _columns(
        """
        shop.country shop.currency shop.cash_rounding shop.time_zone shop.language
        ticket.kind ticket.state ticket.letter
        personal.what journal.event number_series.kind request.kind policy_draft.state
        suspended_case.kind sale.channel goods_return.proof goods_return.what sale_line.obtained
        sale_line.charge tender.kind document.kind drawer_entry.kind goodwill.reason
        line_promotion.kind price_correction.reason refund.kind refund.status refund.otherwise
        return_line.reason return_line.condition return_line.disposition return_line.findings
        return_line.remedy value_card.kind value_card.state goods_move.disposition
        stock_movement.bucket value_entry.kind sale.customer_tier role.code role.overrides
        role_right.role role_right.name approval.kind approval.state approval_event.said
        approval_event.reason printer.way printer.profile printer.sheet paper_route.kind
        print_job.kind print_job.state print_job.problem print_job.holder
        product_pairing.kind mail_server.security paper_mail.state paper_mail.problem
        paper_mail.holder
        counter_case.kind counter_case.channel counter_case.state counter_case.aside_for
        counter_case.smile case_entry.what ticket.kind ticket.state
        guide.kind guide.language question.kind question.state complaint.kind
        complaint.step complaint.remedy
        knowledge_entry.kind knowledge_entry.state signing_terms.signs
        briefing.kind briefing.role
        """
    ),
    NobodysOwn.NUMBER: _columns(
        """
        ticket.called ticket.paper
        personal.paper drawer.paper request.id request.document return_void.number sale.number
        goods_return.number document.code value_card.number value_entry.paper register.code
        approval.id approval.subject approval.about approval.used_by approval_event.approval_id
        journal_reference.reference complaint.remedy_paper print_job.code paper_mail.message_id
        counter_case.code ticket.called signature.request_id
        """
    ),
    NobodysOwn.GOODS: _columns(
        """
        department.code department.name category.code category.name product.sku product.name
        product.brand product.attributes barcode.code promotion.name sale_line.sku
        sale_line.description sale_line.serial line_promotion.name return_line.sku
        return_line.description return_line.serial suspended_case.about
        search_word.word word_remains.remains
        """
    ),
    NobodysOwn.SHOP: _columns(
        """
        shop.name shop.tax_number store.code store.name store.address sales_import.file
        policy_version.name policy_version.body policy_draft.name policy_draft.body
        printer.name printer.address letterhead.words logo.png mail_server.host
        mail_server.login mail_server.sender_name mail_server.sender_address
        guide.words complaint_terms.body knowledge_entry.asked knowledge_entry.said
        knowledge_entry.asked_words knowledge_entry.said_words
        briefing.title briefing.words
        """
    ),
    NobodysOwn.SUM: _columns(
        """
        drawer_count.pieces refund_split.proposed return_line.kept return_line.elsewhere
        approval.seen approval_event.seen
        """
    ),
    NobodysOwn.SEAL: _columns(
        """
        journal.previous journal.hash journal_head.hash identity_secret.key approval.digest
        approval_event.digest sign_on_trial.badge logo.digest letterhead.logo
        signature.digest
        """
    ),
    NobodysOwn.TERMINAL: _columns("tender.reference refund.reference"),
}

WORDS_THAT_STAY: Final = (
    "drawer_entry.reason",
    "shift.reason",
    "policy_draft.remark",
    "policy_version.reason",
    "knowledge_entry.asked",
    "knowledge_entry.said",
    "briefing.title",
    "briefing.words",
    "journal.body",
    "document.snapshot",
    "print_job.snapshot",
)
"""Where somebody may have typed a customer's name though nothing asks for it: looked through
when a person is forgotten, so that nobody is told that all is gone where it is not."""
