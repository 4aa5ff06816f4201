"""Until when a complaint is due, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.values.complaints import Step
from ui import words
from ui.theme import Tone
from ui.words import say, say_many

if TYPE_CHECKING:
    from datetime import datetime

    from models.services.complaint_pages import ComplaintsPage
    from models.values.complaints import ComplaintSeen

HOUR = 60


def clock_words(complaint: ComplaintSeen, page: ComplaintsPage) -> str:
    """``Due tomorrow 14:00; 6 working hours left``; why no time passes where none does."""
    if complaint.settled_at is not None:
        return say("Settled {moment}", moment=words.moment(complaint.settled_at))
    if complaint.stopped_at is not None:
        since = words.moment(complaint.stopped_at)
        return say("Waits for the customer since {moment}: the clock is stopped", moment=since)
    if complaint.due_at is None:
        return say("No time limit")
    due = until_words(complaint.due_at, page.now)
    if complaint.overdue:
        return say("Was due {moment}", moment=due)
    left = left_words(page.left.get(complaint.id, timedelta()))
    return say("Due {moment}; {left}", moment=due, left=left)


def until_words(moment: datetime, now: datetime) -> str:
    """``today 14:00``, ``tomorrow 14:00``, or its day and minute."""
    days = (moment.date() - now.date()).days
    if days == 0:
        return say("today {time}", time=words.clock(moment))
    if days == 1:
        return say("tomorrow {time}", time=words.clock(moment))
    return words.moment(moment)


def left_words(left: timedelta) -> str:
    """Working time, in whole hours, and in minutes where it is less than one."""
    minutes = int(left.total_seconds()) // 60
    if minutes < HOUR:
        return say_many("{count} working minute left", "{count} working minutes left", minutes)
    hours = minutes // HOUR
    return say_many("{count} working hour left", "{count} working hours left", hours)


def clock_tone(complaint: ComplaintSeen, page: ComplaintsPage) -> Tone:
    if complaint.step is Step.SETTLED:
        return Tone.ACCEPT
    if complaint.overdue:
        return Tone.REFUSE
    nears = complaint.nears_at is not None and complaint.nears_at <= page.now
    return Tone.ASK if nears or complaint.stopped_at is not None else Tone.QUIET
