"""Answers about bringing back in words, as the card and the answer's own page say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.alternatives import OtherWay
from models.services.policy_answers import REASONS as REASONS_ASKED
from models.values.codes import Answer
from receipts.sentences import ANSWERS, REASONS, WAYS, beginning, within
from ui import words
from ui.widgets.told import gravest_first
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.services.policy_answers import ForReason
    from models.values import Quantity


def reasons_words(alike: Sequence[ForReason]) -> str:
    if len(alike) == len(REASONS_ASKED):
        return say("Whatever the reason")
    first, *more = (words.word(REASONS, each.reason) for each in alike)
    return ", ".join((first, *map(within, more)))


def until_words(each: ForReason) -> str:
    """Until when, or why not, in two or three words."""
    if each.last_day is not None and each.answer is not Answer.REFUSE:
        return say("until {day}", day=each.last_day)
    if each.findings:
        return words.tag(gravest_first(each.findings)[0].message)
    return words.word(ANSWERS, each.answer)


def money_words(each: ForReason) -> str:
    """What comes back and how; what else the customer can have where nothing does."""
    if each.answer is Answer.REFUSE:
        return others_words(each)
    money = say("{amount} back", amount=each.refund)
    told = f"{money}: {ways_words(each)}" if each.ways else money
    if each.answer is Answer.ACCEPT:
        return told
    return f"{words.word(ANSWERS, each.answer)} · {told}"


def ways_words(each: ForReason) -> str:
    first, *more = (words.word(WAYS, way) for way in each.ways)
    return words.any_of([within(first), *map(within, more)])


def others_words(each: ForReason) -> str:
    """Other ways in one line; nothing where there are none."""
    ways = [words.other_way(one) for one in each.others if one.kind is not OtherWay.APPEAL]
    return beginning(words.any_of(ways)) if ways else ""


def here_words(quantity: Quantity | None) -> str:
    """What of something is in this store."""
    if quantity is None or quantity.thousandths <= 0:
        return say("none here")
    return say("{quantity} here", quantity=quantity)
