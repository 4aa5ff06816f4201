"""Cases in words: what a list and a page say of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values.cases import CaseState
from receipts.case_sentences import CASE_KINDS, CHANNELS
from ui import words
from ui.theme import Tone
from ui.widgets.long_list import Told
from ui.words import say

if TYPE_CHECKING:
    from datetime import datetime

    from models.values.cases import CaseSeen, Watching


def listed(case: CaseSeen, now: datetime | None) -> Told:
    """A row: what it is about with what presses, and under it whose it is and who has it."""
    about = case.title or case.customer or words.word(CASE_KINDS, case.kind)
    parts = (
        words.word(CASE_KINDS, case.kind),
        case.customer if case.title else "",
        case.ticket,
        say("{person}, register {register}", person=case.person, register=case.register),
        since(case, now),
    )
    detail = " · ".join(part for part in parts if part)
    return Told(f"{case.code}  {about}", detail, presses(case, now))


def presses(case: CaseSeen, now: datetime | None) -> str:
    """What makes it wait no longer, in two or three words."""
    if case.state is CaseState.CLOSED:
        return say("closed")
    if case.promised_at is not None and now is not None:
        if case.promised_at <= now:
            return say("overdue")
        if case.promised_at.date() == now.date():
            return say("due {time}", time=words.clock(case.promised_at))
    return say("escalated") if case.escalated else ""


def since(case: CaseSeen, now: datetime | None) -> str:
    """When it was opened: today's by the clock."""
    if now is not None and case.opened_at.date() == now.date():
        return say("since {time}", time=words.clock(case.opened_at))
    return say("since {day}", day=words.day(case.opened_at))


def state_tag(case: CaseSeen, *, here: bool) -> tuple[str, Tone]:
    if case.state is CaseState.CLOSED:
        return say("closed"), Tone.QUIET
    if case.state is CaseState.SERVING:
        return (say("in hand here"), Tone.ACCEPT) if here else (say("in hand"), Tone.ASK)
    if case.aside_for == "customer":
        return say("waits for the customer"), Tone.ASK
    return say("waits for the shop"), Tone.OVERRIDE


def came(case: CaseSeen) -> str:
    """What they came for, and how."""
    return f"{words.word(CASE_KINDS, case.kind)} · {words.word(CHANNELS, case.channel)}"


def looks(watching: tuple[Watching, ...]) -> str:
    return "\n".join(
        say(
            "{person} at register {register} looks at this case too.",
            person=each.person,
            register=each.register,
        )
        for each in watching
    )


def promised(case: CaseSeen) -> str:
    when = words.moment(case.promised_at) if case.promised_at else ""
    return say(
        "Promised until {until}: “{words}”. {person} sees to it.",
        until=when,
        words=case.promise,
        person=case.promised_by,
    )
