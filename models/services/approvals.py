"""A second person's yes, checked and used inside the transaction that it allows.

It comes from a manager on the spot (badge and PIN) or from another screen, was given before
and is used now. Either way it stands in one place: as a request with its thread, bound to
exactly what is committed, and used once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import bindparam, select, update

from models.services.authorities import Claim, authorities, find_authority, objection_to
from models.services.journal import canonical, record
from models.services.people import identify
from models.tables.approvals import YES, ApprovalEvent
from models.tables.approvals import Approval as ApprovalRow
from models.tables.base import add_row, rows_of
from models.tables.people import Staff
from models.values import Message, Refused, refuse
from models.values.approvals import (
    ANSWERED_WITHIN,
    GOOD_FOR,
    LONGEST_WORDS,
    ApprovalState,
    Said,
    YesReason,
)
from models.values.card_numbers import mask_card_numbers
from models.values.shop import Person, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from models.services.sought import Sought
    from models.unit import Unit

LONGEST_REASON = LONGEST_WORDS

_row = rows_of(ApprovalRow)
ROW = select(_row).where(_row.c.id == bindparam("approval"))
HELD_ROW = ROW.with_for_update()
EVENTS = (
    select(rows_of(ApprovalEvent), Staff.name, Staff.role, Staff.language)
    .join(Staff, Staff.id == ApprovalEvent.staff_id)
    .where(ApprovalEvent.approval_id == bindparam("approval"))
    .order_by(ApprovalEvent.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A second person at the same screen, and why.

    ``second`` is another manager, where two are needed.
    """

    badge: str
    pin: str
    reason: str
    code: YesReason = YesReason.OTHER
    second: Approval | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """A yes that was given from another screen, to be used now."""

    approval_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """Who said yes, and why, as it is kept."""

    approval_id: str
    people: tuple[Person, ...]
    reason: str

    @property
    def person(self) -> Person:
        """Who said it first."""
        return self.people[0]

    @property
    def names(self) -> str:
        return ", ".join(person.name for person in self.people)


def allow(
    unit: Unit,
    yes: Approval | Granted,
    sought: Sought,
    paper: str,
    *,
    what: str = "",
    concerned: Iterable[int] = (),
    **facts: Any,
) -> Approved:
    """The yes of everybody whom this takes, used up for this paper.

    None of them is the clerk, who asked, nor anybody else whom it concerns. ``what`` and
    ``facts`` go into the journal where the yes is given now. Raise
    :class:`models.values.Refused` where it is none: without a reason, for a wrong badge or
    PIN, for somebody who may not say so or no longer may, and for a yes to something else,
    that lapsed, or that was used.
    """
    others = frozenset({unit.clerk.staff_id, *concerned})
    match yes:
        case Approval():
            facts = {"what": what or sought.kind.value, **facts}
            return _on_the_spot(unit, yes, sought, paper, others, facts)
        case Granted():
            return _granted(unit, yes.approval_id, sought, paper, others)


def noted(words: str) -> str:
    """Words as they are kept: never the number of a card."""
    return mask_card_numbers(words.strip())[:LONGEST_WORDS]


def find_request(unit: Unit, approval_id: str, *, lock: bool = False) -> Row[Any]:
    """The request of this store; refused where there is none."""
    query = HELD_ROW if lock else ROW
    row = unit.connection.execute(query, {"approval": approval_id}).one_or_none()
    if row is None or row.store_id != unit.station.store_id:
        raise refuse("approval-unknown")
    return row


def add_request(
    unit: Unit,
    approval_id: str,
    sought: Sought,
    *,
    body: str,
    words: str,
    managers: int,
    on_the_spot: bool = False,
) -> None:
    """The request itself, with what is said of it first."""
    add_row(
        unit.connection,
        ApprovalRow,
        id=approval_id,
        kind=sought.kind,
        subject=sought.subject,
        about=sought.about,
        store_id=unit.station.store_id,
        register_id=unit.station.register_id,
        staff_id=unit.clerk.staff_id,
        customer_id=sought.customer_id,
        asked_at=unit.now,
        expires_at=unit.now + ANSWERED_WITHIN,
        on_the_spot=on_the_spot,
        managers=managers,
        digest=sought.digest,
        amount=sought.needed.case,
        body=body,
        seen=canonical(sought.seen),
        state=ApprovalState.OPEN,
        used_by=None,
    )
    add_said(
        unit, approval_id, Said.ASKED, unit.clerk.staff_id, digest=sought.digest, words=words
    )


def add_said(
    unit: Unit,
    approval_id: str,
    said: Said,
    staff_id: int,
    *,
    digest: str = "",
    reason: str = "",
    words: str = "",
    **more: Any,
) -> None:
    """One entry of the thread; ``words`` are :func:`noted`."""
    add_row(
        unit.connection,
        ApprovalEvent,
        approval_id=approval_id,
        said=said,
        staff_id=staff_id,
        register_id=unit.station.register_id,
        at=unit.now,
        reason=reason,
        words=words,
        digest=digest,
        **more,
    )


def move_on(
    unit: Unit, approval_id: str, state: ApprovalState, used_by: str | None = None
) -> None:
    """From its state to the next; the database refuses any that cannot be."""
    unit.connection.execute(
        update(_row).where(_row.c.id == approval_id).values(state=state.value, used_by=used_by)
    )


@dataclass(frozen=True, slots=True)
class Thread:
    """What was said of a request, oldest first."""

    row: Row[Any]
    events: Sequence[Row[Any]]

    @property
    def change(self) -> Row[Any] | None:
        """The last thing that a manager changed it to."""
        return next((e for e in reversed(self.events) if e.said == Said.CHANGED), None)

    @property
    def digest(self) -> str:
        """Of what the request stands for now."""
        change = self.change
        return str(self.row.digest if change is None else change.digest)

    @property
    def now(self) -> Row[Any]:
        """What holds the body, what was seen and the amount as the request stands now."""
        return self.row if self.change is None else self.change

    @property
    def managers(self) -> int:
        change = self.change
        return int(self.row.managers if change is None else change.managers)

    @property
    def valid(self) -> list[Row[Any]]:
        """Every yes to what it stands for now."""
        digest = self.digest
        return [e for e in self.events if e.said in YES and e.digest == digest]

    @property
    def ends_at(self) -> datetime:
        """Until when it can be answered, or used once it is granted."""
        yes = [e.at for e in self.events if e.said in YES]
        if self.row.state == ApprovalState.GRANTED and yes:
            end: datetime = yes[-1] + GOOD_FOR
            return end
        asked: datetime = self.row.expires_at
        return asked


def thread_of(unit: Unit, row: Row[Any]) -> Thread:
    return Thread(row, unit.connection.execute(EVENTS, {"approval": row.id}).all())


def _on_the_spot(
    unit: Unit,
    first: Approval,
    sought: Sought,
    paper: str,
    others: frozenset[int],
    facts: dict[str, Any],
) -> Approved:
    managers = sought.needed.managers
    yes = [first, first.second] if first.second is not None else [first]
    reasons = [noted(one.reason) for one in yes]
    if not all(reasons):
        raise refuse("approval-reason-missing")
    people = [identify(unit, one.badge, one.pin) for one in yes]
    if len(people) < managers:
        raise refuse("approval-second-needed")
    approval_id = str(uuid4())
    add_request(
        unit,
        approval_id,
        sought,
        body="{}",
        words="",
        managers=managers,
        on_the_spot=True,
    )
    concerned = set(others)
    for one, person, reason in zip(yes, people, reasons, strict=True):
        claim = Claim(approval_id=approval_id, needed=sought.needed, concerned=concerned)
        authority = find_authority(unit, person.staff_id, person.name, claim)
        if isinstance(authority, Message):
            raise Refused(authority)
        concerned |= {person.staff_id, authority}
        add_said(
            unit,
            approval_id,
            Said.APPROVED,
            person.staff_id,
            digest=sought.digest,
            reason=one.code,
            words=reason,
            authority_id=authority,
        )
        record(
            unit,
            "OperatorBypassApproval",
            by=person.staff_id,
            reason=reason,
            approval=approval_id,
            **facts,
            **({"authority": authority} if authority != person.staff_id else {}),
        )
    move_on(unit, approval_id, ApprovalState.GRANTED)
    _use(unit, approval_id, paper)
    return Approved(approval_id=approval_id, people=tuple(people), reason=reasons[0])


def _granted(
    unit: Unit, approval_id: str, sought: Sought, paper: str, others: frozenset[int]
) -> Approved:
    row = find_request(unit, approval_id, lock=True)
    if row.state == ApprovalState.USED:
        raise refuse("approval-used", paper=row.used_by or "")
    if row.state != ApprovalState.GRANTED:
        raise refuse("approval-not-granted", approval_state=row.state)
    thread = thread_of(unit, row)
    if unit.now >= thread.ends_at:
        raise refuse("approval-expired")
    if (row.kind, row.subject, thread.digest) != (sought.kind, sought.subject, sought.digest):
        raise refuse("approval-changed")
    concerned = {row.staff_id, *others}
    people: list[Person] = []
    for event in thread.valid:
        still_good(
            unit,
            event,
            Claim(approval_id=approval_id, needed=sought.needed, concerned=concerned),
        )
        concerned |= {event.staff_id, event.authority_id}
        people.append(
            Person(
                staff_id=event.staff_id,
                name=event.name,
                role=Role(event.role),
                language=event.language,
            )
        )
    if len(people) < max(sought.needed.managers, 1):
        raise refuse("approval-second-needed")
    _use(unit, approval_id, paper)
    said = [e.words for e in (*thread.valid, *thread.events[:1]) if e.words]
    reason = said[0] if said else thread.valid[0].reason
    return Approved(approval_id=approval_id, people=tuple(people), reason=reason)


def still_good(unit: Unit, event: Row[Any], claim: Claim) -> None:
    """Raise :class:`models.values.Refused` where a yes that was given is none any more: its
    giver was disabled or lost the right, or what it rests on is lent no longer."""
    if event.staff_id in claim.concerned:
        raise refuse("approver-not-allowed", name=event.name)
    for owner, authority in authorities(unit, event.staff_id):
        if owner == event.authority_id:
            against = objection_to(unit, owner, authority, event.name, claim)
            if against is not None:
                raise Refused(against)
            return
    raise refuse("approver-not-allowed", name=event.name)


def _use(unit: Unit, approval_id: str, paper: str) -> None:
    add_said(unit, approval_id, Said.USED, unit.clerk.staff_id)
    move_on(unit, approval_id, ApprovalState.USED, paper)
    record(unit, "ApprovalUsed", approval=approval_id, paper=paper)
