"""A row of the queue in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.values.queue import Priority, TicketState
from receipts.queue_sentences import PRIORITIES, TICKET_KINDS
from ui import words
from ui.screens.queue.state import MINUTE
from ui.theme import Tone
from ui.words import say, say_many

if TYPE_CHECKING:
    from ui.screens.queue.state import Listed


def about(minutes: int) -> str:
    return say("about {count} min", count=minutes) if minutes else say("at once")


def kind_of(row: Listed) -> str:
    kind = words.word(TICKET_KINDS, row.ticket.kind)
    only = row.ticket.only_at
    return say("{kind}, only register {register}", kind=kind, register=only) if only else kind


def since(row: Listed) -> str:
    """Since when somebody waits, or how long they waited."""
    ticket = row.ticket
    if row.waited < timedelta():
        return say("expected at {time}", time=words.clock(ticket.due_at))
    count = row.waited // MINUTE
    if ticket.called_at is not None:
        return say_many("waited {count} minute", "waited {count} minutes", count)
    return say("{count} min, since {time}", count=count, time=words.clock(ticket.due_at))


def tag_of(row: Listed) -> tuple[str, Tone] | None:
    """Why they go before others, in a word."""
    if row.ticket.priority is Priority.NONE:
        return None
    return words.word(PRIORITIES, row.ticket.priority), Tone.ASK


def state_of(row: Listed) -> tuple[str, Tone]:
    """How far it has come, or how long it takes yet."""
    ticket = row.ticket
    match ticket.state:
        case TicketState.CALLED if row.here:
            return say("called here"), Tone.ASK
        case TicketState.CALLED:
            return say("called to {register}", register=ticket.register), Tone.QUIET
        case TicketState.SERVING if row.here:
            return say("served here"), Tone.ACCEPT
        case TicketState.SERVING:
            return say("at {register}: {name}", register=ticket.register, name=ticket.person), (
                Tone.QUIET
            )
        case TicketState.HELD:
            return say("held"), Tone.OVERRIDE
        case TicketState.GONE:
            return say("did not come"), Tone.REFUSE
        case _:
            pass
    if row.minutes is None:
        return say("waiting"), Tone.QUIET
    return about(row.minutes), Tone.QUIET
