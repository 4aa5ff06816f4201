"""What people tell each other, in words: titles, days, and how long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values.team import BriefingKind, BriefingSeen, CoachingNote
from receipts.sentences import ROLES
from receipts.team_sentences import BRIEFING_KINDS
from ui import words
from ui.theme import Tone
from ui.words import say, say_many

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta

    from models.values.team import StillOpen
    from ui.screens.team.state import Item, Told

_TONES = {
    BriefingKind.RECALL: Tone.REFUSE,
    BriefingKind.POLICY: Tone.OVERRIDE,
    BriefingKind.PROMOTION: Tone.ACCEPT,
    BriefingKind.OTHER: Tone.QUIET,
}


def title_of(told: Told) -> str:
    if isinstance(told, BriefingSeen):
        return told.title
    if isinstance(told, CoachingNote):
        return say("For you, about case {case}", case=told.case)
    return say("From the shift before you")


def tag_of(item: Item, today: date | None) -> tuple[str, Tone]:
    """Of what kind it is, or why nobody is shown it now."""
    told = item.told
    if isinstance(told, CoachingNote):
        return say("Coaching"), Tone.ASK
    if not isinstance(told, BriefingSeen):
        return say("Hand-over"), Tone.ASK
    if today is not None and told.from_on > today:
        return say("from {day}", day=words.day(told.from_on)), Tone.QUIET
    if today is not None and told.until_on < today:
        return say("over"), Tone.QUIET
    tone = _TONES[told.kind] if item.waits else Tone.QUIET
    return words.word(BRIEFING_KINDS, told.kind), tone


def by_whom(told: Told) -> str:
    at = told.made_at if isinstance(told, BriefingSeen) else told.at
    return f"{told.by} · {words.day(at)}"


def from_whom(told: Told) -> str:
    """Who wrote it and when; of a briefing, until when it holds and for whom."""
    parts = [
        told.by,
        words.moment(told.at if not isinstance(told, BriefingSeen) else told.made_at),
    ]
    if isinstance(told, BriefingSeen):
        parts.append(say("until {day}", day=words.day(told.until_on)))
        if told.role is not None:
            parts.append(say("for {role}", role=words.word(ROLES, told.role)))
    elif not isinstance(told, CoachingNote):
        parts.append(say("register {code}", code=told.register))
    return " · ".join(parts)


def words_of(told: Told) -> str:
    """All there is to read."""
    if isinstance(told, BriefingSeen):
        return "\n\n".join(part for part in (_of_policy(told), told.words) if part)
    if isinstance(told, CoachingNote):
        return told.words
    left = open_words(told.open)
    return f"{told.words}\n\n{left}" if left else told.words


def _of_policy(told: BriefingSeen) -> str:
    if told.policy is None or told.in_force_on is None:
        return ""
    return say(
        "Version {number} of the policy is in force from {day}. What it says stands under "
        "Policy, and in what the counter decides.",
        number=told.policy,
        day=words.day(told.in_force_on),
    )


def open_words(left: StillOpen) -> str:
    """What is open, in one sentence; nothing where nothing is."""
    parts = [
        say_many("{count} case", "{count} cases", left.cases) if left.cases else "",
        say_many("{count} promise due today", "{count} promises due today", left.promises)
        if left.promises
        else "",
        say_many(
            "{count} refund without its terminal",
            "{count} refunds without their terminal",
            left.terminals,
        )
        if left.terminals
        else "",
        say("the drawer") if left.drawer else "",
    ]
    named = [part for part in parts if part]
    return say("Still open: {things}.", things=", ".join(named)) if named else ""


def minutes_since(moment: datetime, now: datetime | None) -> int:
    """0 while nobody knows what time it is."""
    return max(0, int((now - moment).total_seconds()) // 60) if now else 0


def for_minutes(minutes: int) -> str:
    if minutes < 60:
        return say("{count} min", count=minutes)
    if minutes < 24 * 60:
        return say("{hours} h {count} min", hours=minutes // 60, count=minutes % 60)
    return say_many("{count} day", "{count} days", minutes // (24 * 60))


def for_time(time: timedelta | None) -> str:
    """To the minute, rounded; a dash where there is none."""
    return "–" if time is None else for_minutes(round(time.total_seconds() / 60))
