"""Requests of a list in words: how old, of whom, about what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values.approvals import ApprovalKind, ApprovalState
from receipts.approval_news import HELP_STATES
from receipts.approval_sentences import APPROVAL_KINDS, APPROVAL_STATES
from ui import words
from ui.theme import Tone
from ui.words import say

if TYPE_CHECKING:
    from datetime import datetime

    from models.values.approvals import ApprovalListed

SLOW, LATE = 5, 15
"""Minutes after which a request that waits stands out, and after which it alarms."""


def age(asked_at: datetime, now: datetime | None) -> int:
    """For how many minutes it waits; 0 while nobody knows what time it is."""
    return max(0, int((now - asked_at).total_seconds()) // 60) if now else 0


def age_words(minutes: int) -> str:
    if minutes < 1:
        return say("just now")
    if minutes < 60:
        return say("{count} min", count=minutes)
    return say("{hours} h {count} min", hours=minutes // 60, count=minutes % 60)


def place_words(person: str, register: str) -> str:
    """Who asks, and where they stand."""
    return f"{person} · {say('register {code}', code=register)}"


def title_of(request: ApprovalListed) -> str:
    """What it is about; of a call, who calls."""
    if request.kind is ApprovalKind.HELP:
        return say("{person} calls", person=request.person)
    return request.about or words.word(APPROVAL_KINDS, request.kind)


def detail_of(request: ApprovalListed) -> str:
    """Of a call, from where and why; else what is asked for, and by whom."""
    if request.kind is ApprovalKind.HELP:
        where = say("from register {register}", register=request.register)
        return " · ".join(part for part in (where, _called_for(request)) if part)
    who = place_words(request.person, request.register)
    return f"{words.word(APPROVAL_KINDS, request.kind)} · {who}"


def _called_for(request: ApprovalListed) -> str:
    if request.about and request.words:
        return say("{words} about {about}", words=request.words, about=request.about)
    return request.words or request.about


def tag_of(request: ApprovalListed, now: datetime | None) -> tuple[str, Tone]:
    """While it waits for a manager its age, else how it stands."""
    if request.state is not ApprovalState.OPEN:
        return state_words(request.kind, request.state), state_tone(request.state)
    minutes = age(request.asked_at, now)
    if request.kind is ApprovalKind.HELP or minutes >= LATE:
        return age_words(minutes), Tone.REFUSE
    return age_words(minutes), Tone.ASK if minutes >= SLOW else Tone.QUIET


def state_words(kind: ApprovalKind, state: ApprovalState) -> str:
    states = HELP_STATES if kind is ApprovalKind.HELP else APPROVAL_STATES
    return words.word(states, state)


def state_tone(state: ApprovalState) -> Tone:
    match state:
        case ApprovalState.OPEN:
            return Tone.OVERRIDE
        case ApprovalState.QUESTION:
            return Tone.ASK
        case ApprovalState.GRANTED | ApprovalState.USED:
            return Tone.ACCEPT
        case ApprovalState.REFUSED | ApprovalState.WITHDRAWN | ApprovalState.EXPIRED:
            return Tone.REFUSE
