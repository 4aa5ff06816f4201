"""Drafts of a policy: written by one manager, reviewed by another, in force from a day.

A draft belongs to whoever changed it last, and nobody reviews what is theirs. Only where
there is no second manager may its author say yes, with a reason, and the version then says
that nobody reviewed it. Every right is read from the staff on record, in the transaction
that uses it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import aliased

from models.rules.floor import weaknesses
from models.rules.policy import PLAIN_POLICY
from models.services.briefings import brief_of_policy
from models.services.journal import record
from models.services.policies import (
    NAME_LENGTH,
    examined,
    list_versions,
    open_version,
    put_in_force,
    written,
)
from models.services.rights import needs
from models.tables.base import add_numbered
from models.tables.people import RoleRight, Staff
from models.tables.policies import PolicyDraft
from models.values import Message, Refused, Topic, refuse
from models.values.card_numbers import mask_card_numbers
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import ColumnElement, Row, Select

    from models.formats.policy_document import Mistake
    from models.rules.floor import Weakness
    from models.rules.policy import Policy
    from models.unit import Unit

    _Row = Row[Any]

POLICY_CHANGED = frozenset({Topic.POLICY})


class DraftState(StrEnum):
    EDITING = "editing"
    IN_REVIEW = "in-review"
    ACCEPTED = "accepted"
    IN_FORCE = "in-force"
    DISCARDED = "discarded"


OPEN = (DraftState.EDITING, DraftState.IN_REVIEW, DraftState.ACCEPTED)
NOT_YET = {
    DraftState.EDITING: "draft-sent-already",
    DraftState.IN_REVIEW: "draft-not-sent",
    DraftState.ACCEPTED: "draft-not-accepted",
}
"""What is said where a draft is open, but not as far as it should be."""
OF_DRAFT = {"policy-tie": "draft-tie", "policy-number-twice": "draft-number-twice"}
"""What a draft says of the mistakes that editing makes, in place of a file's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A policy in the making.

    ``base`` is the version it started from; ``edition`` counts its changes. ``reviewer`` and
    ``remark`` are the last word said about it, by a reviewer or by the author who sent it.
    """

    draft_id: int
    base: int | None
    policy: Policy
    state: DraftState
    author: str
    author_id: int
    edition: int
    reviewer: str
    remark: str
    weaknesses: tuple[Weakness, ...]
    mistakes: tuple[Mistake, ...]
    changed: frozenset[Topic] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyInForce:
    """The number under which the draft is a version now."""

    number: int
    changed: frozenset[Topic] = POLICY_CHANGED | {Topic.TEAM}


@needs(Right.POLICY)
def start_draft(unit: Unit, base: int | None, policy: Policy | None = None) -> Draft:
    """A new draft with the terms of version ``base``, an older one to roll back.

    Without a base it starts from ``policy``, or from what a new shop starts with.
    """
    author = unit.clerk
    if base is not None:
        policy = open_version(unit, base)
    policy = policy or PLAIN_POLICY
    draft_id = add_numbered(
        unit.connection,
        PolicyDraft,
        base=base,
        name=policy.name[:NAME_LENGTH],
        body=written(unit, policy),
        author_id=author.staff_id,
        changed_at=unit.now,
    )
    record(unit, "PolicyDraftStarted", draft=draft_id, base=base)
    return _changed(unit, draft_id)


@needs(Right.POLICY)
def list_drafts(unit: Unit) -> tuple[Draft, ...]:
    """Those that are neither in force nor discarded, the last changed first."""
    rows = unit.connection.execute(
        _drafts(PolicyDraft.state.in_(OPEN)).order_by(
            PolicyDraft.changed_at.desc(), PolicyDraft.id.desc()
        )
    )
    return tuple(_draft(unit, row) for row in rows)


@needs(Right.POLICY)
def count_to_review(unit: Unit) -> int:
    """How many drafts of others wait for a second person."""
    return (
        unit.connection.scalar(
            select(func.count())
            .select_from(PolicyDraft)
            .where(
                PolicyDraft.state == DraftState.IN_REVIEW,
                PolicyDraft.author_id != unit.clerk.staff_id,
            )
        )
        or 0
    )


@needs(Right.POLICY)
def open_draft(unit: Unit, draft_id: int) -> Draft:
    """Raise :class:`models.values.Refused` where there is none; closed ones open too."""
    return _draft(unit, _row(unit, draft_id, lock=False))


@needs(Right.POLICY)
def save_draft(unit: Unit, draft_id: int, policy: Policy, seen: int) -> Draft:
    """Keep a change; the draft is its author's from now on, and any review is void.

    ``seen`` is the edition that was changed: refused where another came between. Mistakes
    are kept too, as work is rarely finished in one go; a draft with mistakes is never sent.
    """
    author = unit.clerk
    draft = _open(unit, draft_id, *OPEN, seen=seen)
    body = written(unit, policy)
    if body == draft.body:
        return _draft(unit, draft)
    own_review = draft.reviewer_id == author.staff_id
    _set(
        unit,
        draft_id,
        name=policy.name[:NAME_LENGTH],
        body=body,
        state=DraftState.EDITING,
        author_id=author.staff_id,
        edition=draft.edition + 1,
        changed_at=unit.now,
        reviewer_id=None if own_review else draft.reviewer_id,
    )
    record(unit, "PolicyDraftSaved", draft=draft_id, edition=draft.edition + 1)
    return _changed(unit, draft_id)


@needs(Right.POLICY)
def send_draft(unit: Unit, draft_id: int, remark: str = "") -> Draft:
    """Ask for a review, with a word to the reviewer; refused for a policy with mistakes."""
    draft = _open(unit, draft_id, DraftState.EDITING)
    mistakes = _draft(unit, draft).mistakes
    if mistakes:
        raise Refused(*(mistake.message for mistake in mistakes))
    _set(
        unit,
        draft_id,
        state=DraftState.IN_REVIEW,
        remark=mask_card_numbers(remark.strip()),
        reviewer_id=None,
    )
    record(unit, "PolicyDraftSent", draft=draft_id, edition=draft.edition)
    return _changed(unit, draft_id)


@needs(Right.REVIEW)
def review_draft(
    unit: Unit, draft_id: int, accept: bool, remark: str = "", *, seen: int | None = None
) -> Draft:
    """Say yes, or send it back to be edited with a word on why.

    ``seen`` is the edition that was looked at. Its author may take it back, but says yes
    only where there is no other manager, and then gives a reason as the remark.
    """
    reviewer = unit.clerk
    draft = _open(unit, draft_id, DraftState.IN_REVIEW, seen=seen)
    own = reviewer.staff_id == draft.author_id
    remark = mask_card_numbers(remark.strip())
    if own and accept:
        if has_second_manager(unit):
            raise refuse("draft-own")
        if not remark:
            raise refuse("draft-alone-reason-missing")
    elif not own and not accept and not remark:
        raise refuse("draft-remark-missing")
    _set(
        unit,
        draft_id,
        state=DraftState.ACCEPTED if accept else DraftState.EDITING,
        reviewer_id=None if own else reviewer.staff_id,
        reviewed_at=unit.now,
        remark=remark,
    )
    record(
        unit,
        "PolicyDraftReviewed",
        draft=draft_id,
        edition=draft.edition,
        accepted=accept,
        reviewer=None if own else reviewer.name,
        remark=remark,
    )
    return _changed(unit, draft_id)


@needs(Right.REVIEW)
def draft_in_force(unit: Unit, draft_id: int, day: date, reason: str = "") -> PolicyInForce:
    """Make an accepted draft the policy from ``day`` on, tomorrow at the earliest.

    A reason is needed for today, for terms weaker than the law, and where another version
    came after the one it started from. Raise :class:`models.values.Refused` with all of it.
    """
    row = _open(unit, draft_id, DraftState.ACCEPTED)
    draft = _draft(unit, row)
    reason = mask_card_numbers(reason.strip())
    if day < unit.today:
        raise refuse("policy-day-past", day=day)
    if needs := () if reason else tuple(_reasons(unit, draft, day)):
        raise Refused(*needs)
    if row.reviewer_id is None:
        reason = reason or draft.remark
    number = put_in_force(
        unit,
        draft.policy,
        day,
        draft.author,
        reviewer=draft.reviewer,
        reason=reason,
        draft=draft_id,
    )
    _set(unit, draft_id, state=DraftState.IN_FORCE)
    brief_of_policy(unit, number, draft.policy.name, day, reason)
    return PolicyInForce(number=number)


@needs(Right.POLICY)
def discard_draft(unit: Unit, draft_id: int) -> Draft:
    """Put it away for good; it stays on record."""
    _open(unit, draft_id, *OPEN)
    _set(unit, draft_id, state=DraftState.DISCARDED)
    record(unit, "PolicyDraftDiscarded", draft=draft_id)
    return _changed(unit, draft_id)


@needs(Right.POLICY)
def has_second_manager(unit: Unit) -> bool:
    """Whether there is anybody who may review what the person signed on has written."""
    others = select(Staff.id).join(RoleRight, RoleRight.role == Staff.role)
    return bool(
        unit.connection.scalar(
            others.where(
                Staff.active,
                RoleRight.name == Right.REVIEW,
                Staff.id != unit.clerk.staff_id,
            ).limit(1)
        )
    )


def _reasons(unit: Unit, draft: Draft, day: date) -> Iterator[Message]:
    """What cannot be done without saying why."""
    if day == unit.today:
        yield Message("policy-today-reason-missing")
    if draft.weaknesses:
        yield Message("policy-weak-reason-missing", {"count": len(draft.weaknesses)})
    newest = list_versions(unit)[0].number
    if draft.base is not None and draft.base != newest:
        yield Message("policy-base-reason-missing", {"base": draft.base, "number": newest})


def _drafts(wanted: ColumnElement[bool]) -> Select[Any]:
    author, reviewer = aliased(Staff), aliased(Staff)
    return (
        select(
            *PolicyDraft.__table__.columns,
            author.name.label("author"),
            func.coalesce(reviewer.name, "").label("reviewer"),
        )
        .join(author, author.id == PolicyDraft.author_id)
        .outerjoin(reviewer, reviewer.id == PolicyDraft.reviewer_id)
        .where(wanted)
    )


def _row(unit: Unit, draft_id: int, *, lock: bool) -> _Row:
    query = _drafts(PolicyDraft.id == draft_id)
    if lock:
        query = query.with_for_update(of=PolicyDraft)
    row = unit.connection.execute(query).one_or_none()
    if row is None:
        raise refuse("draft-unknown", draft=draft_id)
    return row


def _open(unit: Unit, draft_id: int, *states: DraftState, seen: int | None = None) -> _Row:
    """The draft, held until this transaction is through, if it is in one of these states."""
    row = _row(unit, draft_id, lock=True)
    if row.state not in states:
        raise refuse("draft-closed" if row.state not in OPEN else NOT_YET[states[0]])
    if seen is not None and seen != row.edition:
        raise refuse("draft-changed", author=row.author)
    return row


def _set(unit: Unit, draft_id: int, **values: Any) -> None:
    unit.connection.execute(
        update(PolicyDraft).where(PolicyDraft.id == draft_id).values(**values)
    )


def _changed(unit: Unit, draft_id: int) -> Draft:
    draft = _draft(unit, _row(unit, draft_id, lock=False))
    return replace(draft, changed=POLICY_CHANGED)


def _draft(unit: Unit, row: _Row) -> Draft:
    policy, mistakes = examined(unit, row.body)
    return Draft(
        draft_id=row.id,
        base=row.base,
        policy=policy,
        state=DraftState(row.state),
        author=row.author,
        author_id=row.author_id,
        edition=row.edition,
        reviewer=row.reviewer,
        remark=row.remark,
        weaknesses=weaknesses(policy),
        mistakes=tuple(_in_clause(policy, mistake) for mistake in mistakes),
    )


def _in_clause(policy: Policy, mistake: Mistake) -> Mistake:
    """A draft has no lines to point at: its mistakes name the clause."""
    code = OF_DRAFT.get(mistake.message.code, "draft-mistake")
    place = mistake.path[1] if mistake.path[:1] == ("clause",) and mistake.path[1:] else None
    clause = policy.clauses[place].number if isinstance(place, int) else 0
    facts = {"clause": clause, **mistake.message.facts}
    return replace(mistake, message=Message(code, facts))
