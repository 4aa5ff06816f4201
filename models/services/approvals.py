"""A second person's yes, checked and used inside the transaction that it allows.

It comes from a manager on the spot (badge and PIN) or from another screen, was given before
and is used now. Either way it stands in one place: as a request with its thread, bound to
exactly what is committed, and used once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from models.services.approval_threads import add_said, find_request, move_on, thread_of
from models.services.authorities import Claim, authorities, find_authority, objection_to
from models.services.journal import canonical, record
from models.services.people import identify
from models.services.sealing import seal_words
from models.services.sign_on_trials import is_locked
from models.tables.approvals import Approval as ApprovalRow
from models.tables.base import add_row
from models.values import Message, Refused, refuse
from models.values.approvals import (
    ANSWERED_WITHIN,
    LONGEST_WORDS,
    ApprovalState,
    Said,
    YesReason,
)
from models.values.card_numbers import mask_card_numbers
from models.values.shop import Person, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row

    from models.services.sought import Sought
    from models.unit import Unit

LONGEST_REASON = LONGEST_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A second person at the same screen, and why: ``reason`` are words, which only the code
    *other* needs.

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
    said = zip(yes, reasons, strict=True)
    if any(one.code is YesReason.OTHER and not reason for one, reason in said):
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
            reason=seal_words(unit, reason, paper),
            approval=approval_id,
            **facts,
            **({"authority": authority} if authority != person.staff_id else {}),
        )
    move_on(unit, approval_id, ApprovalState.GRANTED)
    use_up(unit, approval_id, paper)
    return Approved(
        approval_id=approval_id, people=tuple(people), reason=reasons[0] or first.code
    )


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
    use_up(unit, approval_id, paper)
    said = [e.words for e in (*thread.valid, *thread.events[:1]) if e.words]
    reason = said[0] if said else thread.valid[0].reason
    return Approved(approval_id=approval_id, people=tuple(people), reason=reason)


def still_good(unit: Unit, event: Row[Any], claim: Claim) -> None:
    """Raise :class:`models.values.Refused` where a yes that was given is none any more: its
    giver was disabled, locked out or lost the right, or what it rests on is lent no longer."""
    if event.staff_id in claim.concerned or is_locked(unit, event.badge):
        raise refuse("approver-not-allowed", name=event.name)
    for owner, authority in authorities(unit, event.staff_id):
        if owner == event.authority_id:
            against = objection_to(unit, owner, authority, event.name, claim)
            if against is not None:
                raise Refused(against)
            return
    raise refuse("approver-not-allowed", name=event.name)


def use_up(unit: Unit, approval_id: str, paper: str) -> None:
    """It is used for this paper, and for nothing else any more."""
    add_said(unit, approval_id, Said.USED, unit.clerk.staff_id)
    move_on(unit, approval_id, ApprovalState.USED, paper)
    record(unit, "ApprovalUsed", approval=approval_id, paper=paper)
