"""One person's data: given to them, or forgotten.

Forgetting makes a pseudonym of the customer. What they bought, what came back and what was
paid stays, because totals, papers and ledgers have to add up; the name, the number at the
till, phone and e-mail go, and so do documents shown, visits on hold and words that were noted,
in their cases, too.
Papers and the journal never held them, see :mod:`models.services.sealing`.

Store credit is good for whoever holds its number, so it does not stand in the way: a person
need not spend money to be forgotten. The result says which cards keep a balance. Money that
still waits for a terminal does: whoever settles it has to know whose it is.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, case, func, or_, select, text, update

from models.services.approval_bodies import NO_REQUEST
from models.services.journal import canonical, record
from models.services.kept import WORDS_THAT_STAY
from models.services.person_records import PersonRecord, Reach, holds_of, read_record
from models.services.rights import needs
from models.services.sealing import BLANK, NAME, commitment, pseudonym, seal_words
from models.services.search import international
from models.services.terminal import IS_AWAITING
from models.tables.approvals import Approval, ApprovalEvent
from models.tables.base import Base, rows_of
from models.tables.cases import Case, CaseEntry
from models.tables.complaints import Complaint
from models.tables.documents import Document
from models.tables.giving import Goodwill, PriceCorrection
from models.tables.identities import IdentityShown
from models.tables.journal import Request
from models.tables.mail import PaperMail
from models.tables.people import Customer
from models.tables.personal import Personal
from models.tables.questions import Question
from models.tables.returns import GoodsReturn, Refund, ReturnLine
from models.tables.signatures import Signature
from models.tables.splits import RefundSplit
from models.tables.suspended import SuspendedCase
from models.tables.team import HandOver
from models.tables.value_cards import ValueCard, ValueEntry
from models.tables.voids import ReturnVoid
from models.values import ZERO, Money, Topic, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.mail import OPEN_MAIL, MailState
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Row, Table

    from models.unit import Unit

LONGEST_REASON: Final = 200
LEAST_NEEDLE: Final = 4
"""A shorter name is looked for in nobody's words: it would be found in half of them."""
NO_DIGEST: Final = "0" * 64

_customer = rows_of(Customer).c


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLeft:
    """Store credit of somebody forgotten: good as before for whoever holds the number."""

    last_four: str
    balance: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What became of one person's data."""

    customer_id: int
    pseudonym: str
    """Their number from now on, and their name on papers."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many rows were deleted or blanked, by table."""
    cards_left: tuple[CardLeft, ...] = ()
    still_named: Mapping[str, int] = field(default_factory=dict)
    """Where somebody typed the name, phone or e-mail though nothing asked for it, and how
    often: words of staff that are kept, as ``table.column``."""
    before: bool = False
    """They were forgotten already: nothing was done."""
    changed: frozenset[Topic] = frozenset(
        {Topic.RETURNS, Topic.HOLDS, Topic.DOCUMENTS, Topic.CASES}
    )


@needs(Right.PERSONAL)
def find_person(unit: Unit, who: str) -> int:
    """The customer with that number at the till, phone or e-mail.

    Raise :class:`models.values.Refused` for nobody and, with their numbers, for several.
    """
    wanted = who.strip()
    ways: list[ColumnElement[bool]] = [
        _customer.number == wanted,
        func.lower(_customer.email) == wanted.lower(),
        _customer.phone == wanted,
    ]
    phone = international(wanted, unit.shop.country)
    if phone is not None:
        ways.append(_customer.phone == phone)
    rows = unit.connection.execute(
        select(_customer.id, _customer.number).where(or_(*ways)).order_by(_customer.number)
    ).all()
    if not wanted or not rows:
        raise refuse("person-not-found", text=mask_card_numbers(wanted))
    if len(rows) > 1:
        raise refuse("person-not-one", numbers=", ".join(row.number for row in rows))
    return int(rows[0].id)


@needs(Right.PERSONAL)
def export_person(unit: Unit, who: str) -> PersonRecord:
    """Everything on record about one customer; the journal has that it was asked for.

    Refused as :func:`find_person` is, and where nobody is signed on.
    """
    by = unit.clerk.staff_id
    written = read_record(unit, find_person(unit, who))
    record(unit, "PersonExported", customer=written.customer_id, by=by, tables=written.counts)
    return written


@needs(Right.PERSONAL)
def forget_person(unit: Unit, who: str, reason: str) -> Forgotten:
    """Make a pseudonym of one customer; nothing happens to one who has become one.

    Raise :class:`models.values.Refused` without a reason, as :func:`find_person` does, where
    nobody is signed on, and while money still waits for a terminal.
    """
    by = unit.clerk.staff_id
    person = unit.connection.execute(
        select(rows_of(Customer))
        .where(_customer.id == find_person(unit, who))
        .with_for_update()
    ).one()
    if person.forgotten_at is not None:
        return Forgotten(customer_id=person.id, pseudonym=person.number, before=True)
    said = _without(mask_card_numbers(reason.strip())[:LONGEST_REASON], person)
    if not said:
        raise refuse("forget-reason-missing")
    reach = Reach(person.id)
    _refuse_waiting(unit, reach)
    called = pseudonym(_commitment_of(unit, person))
    counts = {
        **_forget_what_was_noted(unit, reach),
        **_forget_cases(unit, reach, person),
        "hand_over_note": _forget_notes(unit, person),
        "suspended_case": _delete_holds(unit, person.id),
        "personal": _forget_kept_aside(unit, reach, person),
    }
    _forget_customer(unit, person.id, called)
    forgotten = Forgotten(
        customer_id=person.id,
        pseudonym=called,
        counts={table: number for table, number in counts.items() if number},
        cards_left=tuple(_cards_left(unit, reach)),
        still_named=_still_named(unit, person),
    )
    record(
        unit,
        "PersonForgotten",
        customer=person.id,
        by=by,
        reason=seal_words(unit, said, None),
        counts=forgotten.counts,
        still_named=forgotten.still_named,
    )
    return forgotten


@needs(Right.PERSONAL)
def try_forgetting(unit: Unit, who: str, reason: str) -> Forgotten:
    """What :func:`forget_person` would do; all of it is undone again."""
    trial = unit.connection.begin_nested()
    try:
        return replace(forget_person(unit, who, reason), changed=frozenset())
    finally:
        trial.rollback()


def _refuse_waiting(unit: Unit, reach: Reach) -> None:
    slips = unit.connection.scalars(
        select(GoodsReturn.number)
        .join(Refund, Refund.return_id == GoodsReturn.id)
        .where(GoodsReturn.customer_id == reach.customer_id, *IS_AWAITING)
        .order_by(GoodsReturn.number)
    ).all()
    if slips:
        raise refuse("person-money-waits", numbers=", ".join(dict.fromkeys(slips)))


def _commitment_of(unit: Unit, person: Row[Any]) -> str:
    """Of the name that stands on their papers, so that these say the same pseudonym; drawn by
    lot where no paper names them."""
    aside = rows_of(Personal).c
    kept = unit.connection.execute(
        select(aside.salt, aside.value)
        .where(aside.customer_id == person.id, aside.what == NAME, aside.value.is_not(None))
        .order_by(aside.id.desc())
    ).first()
    return commitment(kept.salt, kept.value) if kept else secrets.token_hex(32)


def _forget_customer(unit: Unit, customer_id: int, called: str) -> None:
    """The triggers of the search index take the name out of it; on SQLite its words stay in
    the index's own pages until they are merged."""
    taken = select(_customer.id).where(_customer.number == called)
    number = called if unit.connection.scalar(taken) is None else f"{called}-{customer_id}"
    unit.connection.execute(
        update(rows_of(Customer))
        .where(_customer.id == customer_id)
        .values(
            number=number,
            name="",
            phone=None,
            email=None,
            tier="",
            standing="",
            language=None,
            forgotten_at=unit.now,
        )
    )
    if unit.connection.dialect.name == "sqlite":
        merge = "INSERT INTO customer_search(customer_search) VALUES ('optimize')"
        unit.connection.execute(text(merge))


def _forget_what_was_noted(unit: Unit, reach: Reach) -> dict[str, int]:
    """Words, documents shown, and the fingerprints of requests that were made with them."""
    returns = reach.returns
    counts: dict[str, int] = {}
    for table, column, condition in (
        (rows_of(Goodwill), "note", Goodwill.return_id.in_(returns)),
        (rows_of(PriceCorrection), "note", PriceCorrection.return_id.in_(returns)),
        (rows_of(Refund), "why", Refund.return_id.in_(returns)),
        (rows_of(RefundSplit), "reason", RefundSplit.return_id.in_(returns)),
        (rows_of(ReturnVoid), "reason", ReturnVoid.id.in_(reach.voids)),
        (rows_of(Signature), "path", Signature.document_id.in_(reach.documents)),
        (rows_of(Complaint), "remedy_words", Complaint.case_id.in_(reach.cases)),
        (rows_of(Complaint), "wants", Complaint.case_id.in_(reach.cases)),
        (rows_of(Complaint), "issue", Complaint.case_id.in_(reach.cases)),
        (rows_of(Complaint), "said", Complaint.case_id.in_(reach.cases)),
        (rows_of(Question), "answer", Question.case_id.in_(reach.cases)),
        (rows_of(Question), "asked", Question.case_id.in_(reach.cases)),
    ):
        counts[table.name] = _blank(unit, table, column, condition)
    counts["return_line"] = _blank_captured(unit, reach)
    counts |= _blank_approvals(unit, reach)
    counts["paper_mail"] = _forget_mail(unit, reach)
    shown = rows_of(IdentityShown)
    counts["identity_shown"] = unit.connection.execute(
        shown.delete().where(shown.c.return_id.in_(returns))
    ).rowcount
    request = rows_of(Request)
    counts["request"] = unit.connection.execute(
        update(request)
        .where(request.c.document.in_(select(Document.code).where(reach.papers)))
        .values(digest=NO_DIGEST)
    ).rowcount
    return counts


def _blank_approvals(unit: Unit, reach: Reach) -> dict[str, int]:
    """Who asked, who said yes and to how much stays; a request that waits can be answered no
    more, as nobody knows any longer what it was."""
    asked, said = rows_of(Approval), rows_of(ApprovalEvent)
    emptied = update(asked).where(asked.c.id.in_(reach.approvals), asked.c.body != NO_REQUEST)
    theirs = said.c.approval_id.in_(reach.approvals)
    changed = update(said).where(theirs, said.c.body != NO_REQUEST).values(body=NO_REQUEST)
    unit.connection.execute(changed)
    return {
        asked.name: unit.connection.execute(emptied.values(body=NO_REQUEST)).rowcount,
        said.name: _blank(unit, said, "words", theirs),
    }


def _forget_mail(unit: Unit, reach: Reach) -> int:
    """What is not sent yet never is; of what was, nobody sees any longer where it went."""
    mails = rows_of(PaperMail)
    goes_on = mails.c.state.in_(sorted(OPEN_MAIL))
    return unit.connection.execute(
        update(mails)
        .where(reach.mails, mails.c.shown != BLANK)
        .values(
            state=case((goes_on, MailState.CANCELLED), else_=mails.c.state),
            address="",
            shown=BLANK,
            holder=None,
            held_until=None,
        )
    ).rowcount


def _blank(unit: Unit, table: Table, column: str, condition: ColumnElement[bool]) -> int:
    words = table.c[column]
    return unit.connection.execute(
        update(table).where(condition, words != "", words != BLANK).values({column: BLANK})
    ).rowcount


def _blank_captured(unit: Unit, reach: Reach) -> int:
    """That an ID was seen or a report shown stays on record, and nothing of what it said."""
    lines = rows_of(ReturnLine)
    rows = unit.connection.execute(
        select(lines.c.id, lines.c.captured).where(
            lines.c.return_id.in_(reach.returns), lines.c.captured != "{}"
        )
    ).all()
    for row in rows:
        blanked = dict.fromkeys(json.loads(row.captured), BLANK)
        unit.connection.execute(
            update(lines).where(lines.c.id == row.id).values(captured=canonical(blanked))
        )
    return len(rows)


def _forget_cases(unit: Unit, reach: Reach, person: Row[Any]) -> dict[str, int]:
    """What their cases were about and all words in them, and all words elsewhere that name
    them; that there was a case, how long it took and how it ended stays."""
    cases, entries = rows_of(Case), rows_of(CaseEntry)
    theirs = cases.c.customer_id == reach.customer_id
    counts = {cases.name: 0}
    for column in ("title", "promise"):
        counts[cases.name] += _blank(
            unit, cases, column, or_(theirs, *_naming(cases.c[column], person))
        )
    counts[entries.name] = _blank(
        unit,
        entries,
        "words",
        or_(entries.c.case_id.in_(reach.cases), *_naming(entries.c.words, person)),
    )
    return counts


def _forget_notes(unit: Unit, person: Row[Any]) -> int:
    """What one shift told the next, where it names them."""
    notes, naming = rows_of(HandOver), _naming(rows_of(HandOver).c.words, person)
    return _blank(unit, notes, "words", or_(*naming)) if naming else 0


def _naming(column: ColumnElement[Any], person: Row[Any]) -> list[ColumnElement[bool]]:
    return [_holds(column, needle) for needle in _needles(person)]


def _delete_holds(unit: Unit, customer_id: int) -> int:
    held = [row.id for row in holds_of(unit, customer_id)]
    holds = rows_of(SuspendedCase)
    if held:
        unit.connection.execute(holds.delete().where(holds.c.id.in_(held)))
    return len(held)


def _forget_kept_aside(unit: Unit, reach: Reach, person: Row[Any]) -> int:
    """Their names, the words about their papers, and all other words that name them."""
    aside = rows_of(Personal)
    naming = _naming(aside.c.value, person)
    return unit.connection.execute(
        update(aside)
        .where(or_(reach.kept_aside, *naming), aside.c.forgotten_at.is_(None))
        .values(value=None, salt=None, forgotten_at=unit.now)
    ).rowcount


def _cards_left(unit: Unit, reach: Reach) -> Iterator[CardLeft]:
    newest = (
        select(ValueEntry.card_id, func.max(ValueEntry.seq).label("seq"))
        .where(ValueEntry.card_id.in_(reach.cards))
        .group_by(ValueEntry.card_id)
        .subquery()
    )
    rows = unit.connection.execute(
        select(ValueCard.number, ValueEntry.balance)
        .join(ValueEntry, ValueEntry.card_id == ValueCard.id)
        .join(
            newest,
            (newest.c.card_id == ValueEntry.card_id) & (newest.c.seq == ValueEntry.seq),
        )
        .where(ValueEntry.balance > ZERO)
        .order_by(ValueCard.id)
    )
    for row in rows:
        yield CardLeft(last_four=row.number[-4:], balance=row.balance)


def _still_named(unit: Unit, person: Row[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place in WORDS_THAT_STAY if _needles(person) else ():
        name, _, column = place.partition(".")
        table = Base.metadata.tables[name]
        naming = or_(*_naming(table.c[column], person))
        number = unit.connection.scalar(select(func.count()).select_from(table).where(naming))
        if number:
            found[place] = number
    return found


def _holds(column: ColumnElement[Any], needle: str) -> ColumnElement[bool]:
    return func.lower(column).contains(needle.lower(), autoescape=True)


def _needles(person: Row[Any]) -> list[str]:
    """What tells in any words that they are about this person."""
    said = (person.name, person.phone, person.email)
    return [each for each in said if each and len(each) >= LEAST_NEEDLE]


def _without(reason: str, person: Row[Any]) -> str:
    """The reason stays in the records, so the person it is about does not stand in it."""
    for said in (person.name, person.phone, person.email, person.number):
        if said:
            reason = re.sub(re.escape(said), BLANK, reason, flags=re.IGNORECASE)
    return reason
