"""Ask for a manager's yes from another screen, and answer.

The request is decided anew whenever something is said of it, as the clerk's register would
now: a yes is to what would be committed, and not to what was true when it was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from models.rules.approvals import Needed
from models.services.approval_bodies import (
    NO_REQUEST,
    RemedyAsked,
    VoidAsked,
    Wanted,
    read_wanted,
    write_wanted,
)
from models.services.approval_cards import ApprovalCard, card_of
from models.services.approval_changes import changed_wanted, only_money_differs
from models.services.approval_decisions import (
    Decided,
    decide_wanted,
    hindrances,
    money_of,
    needs_yes,
    right_for,
)
from models.services.approval_threads import (
    WAITS,
    Thread,
    add_said,
    expire,
    expire_lapsed,
    find_request,
    move_on,
    thread_of,
    withdraw,
)
from models.services.approvals import add_request, noted, use_up
from models.services.authorities import Claim, find_authority, may_answer
from models.services.complaint_remedies import let_be_done
from models.services.journal import canonical, record
from models.services.requests import digest_of
from models.services.rights import anybody, authority_of, check_right, needs
from models.services.sought import Sought
from models.tables.approvals import Approval as ApprovalRow
from models.tables.base import rows_of
from models.tables.people import Staff
from models.tables.shop import Register
from models.values import Message, Money, Refused, Topic, refuse
from models.values.approvals import (
    PENDING,
    ApprovalKind,
    ApprovalState,
    NoReason,
    Said,
    YesReason,
)
from models.values.rights import Right
from models.values.shop import Person, Role, Station

if TYPE_CHECKING:
    from sqlalchemy import Row

    from models.unit import Unit
    from models.values.codes import RefundBy

BY_DELEGATION = "somebody may answer by an authority that is lent to them, which is read inside"

_row = rows_of(ApprovalRow)
WAITING = (
    select(_row, Staff.name, Register.code.label("register"))
    .join(Staff, Staff.id == _row.c.staff_id)
    .join(Register, Register.id == _row.c.register_id)
    .where(_row.c.subject == bindparam("subject"), *WAITS)
    .with_for_update(of=_row)
)
ASKER = (
    select(
        Staff.id,
        Staff.name,
        Staff.role,
        Staff.language,
        Register.id.label("register_id"),
        Register.code,
    )
    .join(Register, Register.id == bindparam("register"))
    .where(Staff.id == bindparam("staff"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Yes:
    """To exactly what was asked. ``words`` are needed with the reason *other*."""

    reason: YesReason
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class No:
    reason: NoReason
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A yes to this instead: less money, or by another tender (:func:`change_request`)."""

    asked: Wanted
    reason: YesReason
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Back to the clerk; the request waits on."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """To a call for help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """To a call for help: nobody needs to come any more."""

    words: str = ""


Answered = Yes | No | Change | Question | Coming | Done


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalChanged:
    """How a request stands after something was said of it."""

    card: ApprovalCard
    changed: frozenset[Topic] = frozenset({Topic.APPROVALS})


@anybody("which right it takes hangs on what is asked, and is checked inside")
def ask_approval(
    unit: Unit,
    approval_id: str,
    asked: Wanted,
    seen: Decided | None,
    words: str = "",
    *,
    instead: bool = False,
) -> ApprovalChanged:
    """Ask every manager of the store for a yes to exactly this.

    ``seen`` is the decision that the clerk saw (nothing for a void), ``words`` what the clerk
    says of it. The same id and request again change nothing. With ``instead`` the clerk's own
    request about the same, which waits, is withdrawn first. Raise
    :class:`models.values.Refused` where no yes is needed (``approval-not-needed``), nobody's
    yes would be enough (``approval-impossible`` with the reasons), it is not what was seen
    (``decision-changed``), or a request about the same waits already (``approval-pending``
    with ``name``, ``register`` and ``own``).
    """
    check_right(unit, right_for(asked))
    decided, sought = decide_wanted(unit, asked)
    if _asked_before(unit, approval_id, sought):
        return _as_changed(unit, approval_id)
    if why := hindrances(decided):
        raise Refused(Message("approval-impossible"), *why)
    if not needs_yes(decided):
        raise refuse("approval-not-needed")
    if money_of(decided) != money_of(seen):
        raise refuse("decision-changed")
    said = noted(words)
    if isinstance(asked, VoidAsked) and not said:
        raise refuse("approval-words-missing")
    _make_room(unit, sought.subject, instead=instead)
    add_request(
        unit,
        approval_id,
        sought,
        body=write_wanted(asked),
        words=said,
        managers=sought.needed.managers,
    )
    record(
        unit,
        "ApprovalAsked",
        approval=approval_id,
        kind=sought.kind,
        subject=sought.subject,
        request=sought.digest,
        amount=sought.amount.minor,
        codes=sorted(sought.needed.codes),
        managers=sought.needed.managers,
    )
    return _as_changed(unit, approval_id)


@needs(Right.LOOK)
def withdraw_approval(unit: Unit, approval_id: str) -> ApprovalChanged:
    """Whoever asked takes the request back; granted or not, it can be used no more."""
    row = _own(unit, approval_id)
    if row.state != ApprovalState.WITHDRAWN:
        _must_wait(row, *PENDING)
        withdraw(unit, row)
    return _as_changed(unit, approval_id)


@anybody(BY_DELEGATION)
def answer_approval(unit: Unit, approval_id: str, answer: Answered) -> ApprovalChanged:
    """Say yes, no, something else, or ask back.

    A yes is to what would be decided now: raise :class:`models.values.Refused` where that is
    no longer what was asked (``approval-changed``), the request is not open
    (``approval-closed``), or whoever looks may not say so (the reasons that
    :attr:`models.services.approval_cards.ApprovalCard.may_answer` gives).
    """
    row = find_request(unit, approval_id, lock=True)
    own_done = isinstance(answer, Done) and row.staff_id == unit.clerk.staff_id
    if not may_answer(unit, unit.clerk.staff_id) and not own_done:
        raise refuse("right-missing", right=Right.APPROVE, name=unit.clerk.name)
    thread = thread_of(unit, row)
    help_ = row.kind == ApprovalKind.HELP
    if not isinstance(answer, Question) and help_ is not isinstance(answer, Coming | Done):
        raise refuse("approval-closed", approval_state=row.state)
    match answer:
        case Coming() | Done():
            _answer_call(unit, row, answer)
        case Question():
            _must_wait(row, ApprovalState.OPEN)
            _in_time(unit, thread)
            _not_own(unit, row)
            _say(unit, row, Said.QUESTION, ApprovalState.QUESTION, words=_needed(answer.words))
        case No():
            _must_wait(row, ApprovalState.OPEN, ApprovalState.QUESTION)
            _not_own(unit, row)
            words = _with_reason(answer)
            _say(unit, row, Said.REFUSED, ApprovalState.REFUSED, answer.reason, words)
        case Yes() | Change():
            _must_wait(row, ApprovalState.OPEN, ApprovalState.QUESTION)
            _in_time(unit, thread)
            _say_yes(unit, thread, answer)
    return _as_changed(unit, approval_id)


@needs(Right.LOOK)
def reply_approval(unit: Unit, approval_id: str, words: str) -> ApprovalChanged:
    """Whoever asked answers a manager's question; the request is open again."""
    row = _own(unit, approval_id)
    _must_wait(row, ApprovalState.QUESTION)
    _say(unit, row, Said.REPLY, ApprovalState.OPEN, words=_needed(words))
    return _as_changed(unit, approval_id)


@needs(Right.LOOK)
def call_manager(
    unit: Unit, approval_id: str, asked: Wanted | None, words: str
) -> ApprovalChanged:
    """Call a manager to this register, with the case where there is one.

    Answered by :class:`Coming` and :class:`Done`; whoever called may say done as well. Raise
    :class:`models.values.Refused` while a call of this register waits (``approval-pending``).
    """
    sought = _call(unit, asked)
    if _asked_before(unit, approval_id, sought):
        return _as_changed(unit, approval_id)
    _make_room(unit, sought.subject, instead=False)
    body = NO_REQUEST if asked is None else write_wanted(asked)
    add_request(unit, approval_id, sought, body=body, words=noted(words), managers=0)
    record(unit, "ManagerCalled", approval=approval_id, about=sought.about)
    return _as_changed(unit, approval_id)


@anybody(BY_DELEGATION)
def change_request(
    unit: Unit, approval_id: str, *, lowered_to: Money | None = None, by: RefundBy | None = None
) -> tuple[Wanted, Decided]:
    """The request with less money or another tender, and what would be decided of it.

    For a manager's :class:`Change`, live as they type: ``lowered_to`` is before the coin,
    ``by`` the policy's choice where it offers it and else a refund shared out anew. Writes
    nothing. Raise :class:`models.values.Refused` where it cannot be changed like that.
    """
    if not may_answer(unit, unit.clerk.staff_id):
        raise refuse("right-missing", right=Right.APPROVE, name=unit.clerk.name)
    row = find_request(unit, approval_id)
    asked = read_wanted(row.body)
    if (
        asked is None
        or isinstance(asked, VoidAsked | RemedyAsked)
        or row.kind == ApprovalKind.HELP
    ):
        raise refuse("approval-unchangeable")
    there = _as_asker(unit, row)
    wanted = changed_wanted(there, asked, lowered_to, by)
    decided, _ = decide_wanted(there, wanted)
    if decided is None:
        raise refuse("approval-unchangeable")
    if why := hindrances(decided):
        raise Refused(*why)
    return wanted, decided


def _call(unit: Unit, asked: Wanted | None) -> Sought:
    """What is seen of the case, where it can be decided: a manager is called to what cannot
    be as well."""
    subject = f"help:{unit.station.register_id}"
    none = Needed(managers=0)
    plain = Sought(kind=ApprovalKind.HELP, subject=subject, digest=digest_of({}), needed=none)
    if asked is None:
        return plain
    try:
        _, sought = decide_wanted(unit, asked)
    except Refused:
        return plain
    return replace(sought, kind=ApprovalKind.HELP, subject=subject, needed=none)


def _answer_call(unit: Unit, row: Row[Any], answer: Coming | Done) -> None:
    _must_wait(row, ApprovalState.OPEN, ApprovalState.QUESTION, ApprovalState.GRANTED)
    match answer:
        case Coming():
            if row.state == ApprovalState.GRANTED:
                raise refuse("approval-closed", approval_state=row.state)
            _not_own(unit, row)
            _say(unit, row, Said.COMING, ApprovalState.GRANTED)
        case Done():
            _say(unit, row, Said.DONE, ApprovalState.USED, words=noted(answer.words))


def _say_yes(unit: Unit, thread: Thread, answer: Yes | Change) -> None:
    row, change = thread.row, thread.change
    words = _with_reason(answer)
    before = read_wanted(row.body if change is None else change.body)
    wanted = answer.asked if isinstance(answer, Change) else before
    if wanted is None or before is None:
        raise refuse("approval-changed")
    if isinstance(answer, Change) and not only_money_differs(before, wanted):
        raise refuse("approval-unchangeable")
    decided, sought = decide_wanted(_as_asker(unit, row), wanted)
    if why := hindrances(decided):
        raise Refused(Message("approval-impossible"), *why)
    differs = sought.digest != thread.digest
    if differs and not isinstance(answer, Change):
        raise refuse("approval-changed")
    earlier = [] if differs else thread.valid
    concerned = {row.staff_id}
    for event in earlier:
        concerned |= {event.staff_id, event.authority_id}
    claim = Claim(approval_id=row.id, needed=sought.needed, concerned=concerned)
    authority = find_authority(unit, unit.clerk.staff_id, unit.clerk.name, claim)
    if isinstance(authority, Message):
        raise Refused(authority)
    more: dict[str, Any] = {}
    if differs:
        more = {
            "managers": sought.needed.managers,
            "amount": sought.needed.case,
            "body": write_wanted(wanted),
            "seen": canonical(sought.seen),
        }
    add_said(
        unit,
        row.id,
        Said.CHANGED if differs else Said.APPROVED,
        unit.clerk.staff_id,
        digest=sought.digest,
        reason=answer.reason,
        words=words,
        authority_id=authority,
        **more,
    )
    if len(earlier) + 1 >= sought.needed.managers:
        move_on(unit, row.id, ApprovalState.GRANTED)
    elif row.state != ApprovalState.OPEN:
        move_on(unit, row.id, ApprovalState.OPEN)
    record(
        unit,
        "OperatorBypassApproval",
        what=row.kind,
        by=unit.clerk.staff_id,
        reason=answer.reason,
        approval=row.id,
        request=sought.digest,
        amount=sought.amount.minor,
        codes=sorted(sought.needed.codes),
        **({"authority": authority} if authority != unit.clerk.staff_id else {}),
    )
    _record_answer(unit, row.id, Said.CHANGED if differs else Said.APPROVED, answer.reason)
    if isinstance(wanted, RemedyAsked):
        let_be_done(unit, wanted.complaint_id)
        use_up(unit, row.id, f"{row.subject}:{row.id[:8]}")


def _as_asker(unit: Unit, row: Row[Any]) -> Unit:
    """The unit as it would be at the register that asks, with who asks; refused where that
    person is disabled by now."""
    asker = unit.connection.execute(
        ASKER, {"staff": row.staff_id, "register": row.register_id}
    ).one()
    authority_of(unit, asker.id)
    person = Person(
        staff_id=asker.id, name=asker.name, role=Role(asker.role), language=asker.language
    )
    station = Station(
        register_id=asker.register_id,
        register=asker.code,
        store_id=row.store_id,
        store=unit.station.store,
        address=unit.station.address,
    )
    return replace(unit, person=person, station=station)


def _asked_before(unit: Unit, approval_id: str, sought: Sought) -> bool:
    found = unit.connection.execute(select(_row).where(_row.c.id == approval_id)).one_or_none()
    if found is None:
        return False
    same = (found.digest, found.staff_id) == (sought.digest, unit.clerk.staff_id)
    if not same or found.kind != sought.kind:
        raise refuse("request-changed", request=approval_id)
    return True


def _make_room(unit: Unit, subject: str, *, instead: bool) -> None:
    """Let nothing wait about the same: what lapsed is marked, one's own withdrawn if wanted."""
    for row in unit.connection.execute(WAITING, {"subject": subject}).all():
        own = row.staff_id == unit.clerk.staff_id
        if unit.now >= thread_of(unit, row).ends_at:
            expire(unit, row)
        elif own and instead:
            withdraw(unit, row)
        else:
            raise refuse("approval-pending", name=row.name, register=row.register, own=own)


def _say(
    unit: Unit,
    row: Row[Any],
    said: Said,
    state: ApprovalState,
    reason: str = "",
    words: str = "",
) -> None:
    add_said(unit, row.id, said, unit.clerk.staff_id, reason=reason, words=words)
    move_on(unit, row.id, state)
    _record_answer(unit, row.id, said, reason)


def _record_answer(unit: Unit, approval_id: str, said: Said, reason: str) -> None:
    """Without the words: they are in the thread, which cannot be changed either."""
    record(unit, "ApprovalAnswered", approval=approval_id, said=said, reason=reason)


def _own(unit: Unit, approval_id: str) -> Row[Any]:
    row = find_request(unit, approval_id, lock=True)
    if row.staff_id != unit.clerk.staff_id:
        raise refuse("approval-not-yours")
    return row


def _not_own(unit: Unit, row: Row[Any]) -> None:
    if row.staff_id == unit.clerk.staff_id:
        raise refuse("approver-not-allowed", name=unit.clerk.name)


def _must_wait(row: Row[Any], *states: ApprovalState) -> None:
    if row.state not in states:
        raise refuse("approval-closed", approval_state=row.state)


def _in_time(unit: Unit, thread: Thread) -> None:
    if unit.now >= thread.ends_at:
        raise refuse("approval-expired")


def _with_reason(answer: Yes | No | Change) -> str:
    words = noted(answer.words)
    if answer.reason in (YesReason.OTHER, NoReason.OTHER) and not words:
        raise refuse("approval-words-missing")
    return words


def _needed(words: str) -> str:
    said = noted(words)
    if not said:
        raise refuse("approval-words-missing")
    return said


def _as_changed(unit: Unit, approval_id: str) -> ApprovalChanged:
    expire_lapsed(unit)
    card = card_of(unit, find_request(unit, approval_id))
    topics = {Topic.APPROVALS} if card.complaint is None else {Topic.APPROVALS, Topic.CASES}
    return ApprovalChanged(card=card, changed=frozenset(topics))
