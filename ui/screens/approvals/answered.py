"""Why there is nothing to answer: who said what, and what happens now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values.approvals import ApprovalKind, ApprovalState, Said
from receipts.approval_sentences import NO_REASONS
from ui import words
from ui.words import say

if TYPE_CHECKING:
    from models.services.approval_cards import ApprovalCard
    from models.values.approvals import ThreadEntry


def answered_words(card: ApprovalCard) -> str:
    """How a request stands that waits for no word of a manager."""
    if card.kind is ApprovalKind.HELP:
        return _call_words(card)
    match card.state:
        case ApprovalState.OPEN:
            return say("It waits for a manager until {time}.", time=_time(card))
        case ApprovalState.QUESTION:
            entry = _last(card, Said.QUESTION)
            return say(
                "{name} asked back. {person} answers at register {register}.",
                name=entry.name if entry else "",
                person=card.person,
                register=card.register,
            )
        case ApprovalState.GRANTED:
            return say(
                "{names} said yes. {person} can use it once, until {time}.",
                names=", ".join(card.yes_by),
                person=card.person,
                time=_time(card),
            )
        case ApprovalState.USED if card.kind is ApprovalKind.REMEDY:
            return say(
                "{names} said yes. {person} can promise it.",
                names=", ".join(card.yes_by),
                person=card.person,
            )
        case ApprovalState.USED:
            return say("{names} said yes. Paper {number} rests on it.",
                       names=", ".join(card.yes_by), number=card.used_by)  # fmt: skip
        case ApprovalState.REFUSED:
            return _refused(card)
        case ApprovalState.WITHDRAWN:
            return say("{person} took it back. No money has moved.", person=card.person)
        case ApprovalState.EXPIRED:
            return say(
                "Its time is over, and no money has moved. {person} can ask again.",
                person=card.person,
            )


def _refused(card: ApprovalCard) -> str:
    entry = _last(card, Said.REFUSED)
    if entry is None:
        return say("It was refused. No money has moved.")
    return say(
        "{name} refused it: {reason}. No money has moved.",
        name=entry.name,
        reason=words.word(NO_REASONS, entry.reason),
    )


def _call_words(card: ApprovalCard) -> str:
    match card.state:
        case ApprovalState.GRANTED:
            entry = _last(card, Said.COMING)
            return say("{name} is coming.", name=entry.name if entry else "")
        case ApprovalState.USED:
            return say("The call is done.")
        case ApprovalState.WITHDRAWN | ApprovalState.EXPIRED | ApprovalState.REFUSED:
            return say("Nobody needs to come any more.")
        case ApprovalState.OPEN | ApprovalState.QUESTION:
            return say("It waits for somebody to come.")


def _last(card: ApprovalCard, said: Said) -> ThreadEntry | None:
    return next((entry for entry in reversed(card.thread) if entry.said is said), None)


def _time(card: ApprovalCard) -> str:
    return f"{card.expires_at:%H:%M}"
