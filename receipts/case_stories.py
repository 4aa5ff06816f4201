"""The story of a case in sentences: who did what, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from models.values.events import EVENTS, EventGroup
from receipts.journal_words import body_rows, facts_in, main_amount, say_known, told
from receipts.story_sentences import NOBODY, OTHERWISE, STORY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from models.values import Money
    from models.values.cases import CaseStory, CaseTold
    from receipts.language import Language

SAID_BY_ANOTHER: Final = frozenset({"TicketServed", "ApprovalUsed"})
"""Told by what stands beside them: the welcome, and what was done with the yes."""
NO_MONEY_MOVED: Final = frozenset({"ReturnDenied", "ReturnAbandoned"})
TOLD_APART: Final[Mapping[str, tuple[str, ...]]] = {
    "ApprovalAnswered": ("said",),
    "CaseAside": ("waits_for",),
    "CaseClosed": ("smile",),
    "CaseNoted": ("what",),
    "CaseOpened": ("channel",),
    "CaseRated": ("smile",),
    "ComplaintStep": ("remedy", "step"),
}
"""Facts whose value is another sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One thing that happened, to be read; ``at`` is in the shop's own time."""

    number: int
    at: datetime
    event: str
    group: EventGroup
    person: str
    register: str
    sentence: str
    amount: Money | None = None
    """What it was about in money."""
    papers: tuple[str, ...] = ()
    sale: str = ""


def story_lines(language: Language, story: CaseStory) -> tuple[StoryLine, ...]:
    """The whole story, without what another line says as well."""
    return tuple(
        StoryLine(
            number=each.number,
            at=each.at,
            event=each.event,
            group=EVENTS[each.event].group,
            person=each.person,
            register=each.register,
            sentence=story_line(language, story.people, each),
            amount=_amount(each),
            papers=each.papers,
            sale=str(each.facts.get("sale", "")),
        )
        for each in told_once(story.told)
    )


def told_once(story: Sequence[CaseTold]) -> Iterator[CaseTold]:
    """A yes from another screen is also a yes to the counter: it is told as what was said."""
    answered = {
        each.facts.get("approval") for each in story if each.event == "ApprovalAnswered"
    }
    for each in story:
        again = each.event == "OperatorBypassApproval"
        if each.event in SAID_BY_ANOTHER or (again and each.facts.get("approval") in answered):
            continue
        yield each


def story_line(language: Language, people: Mapping[int, str], each: CaseTold) -> str:
    """What happened and who did it, without when."""
    facts = {
        "who": each.person or language.say(NOBODY),
        **facts_in(language, each.event, each.facts, people),
        **({"words": each.words} if each.words else {}),
    }
    said = say_known(language, _sentences(people, each), facts)
    if said:
        return said
    plain = told(language, each.event, each.facts, people)
    return language.say(OTHERWISE, who=facts["who"], sentence=plain)


def story_details(language: Language, story: CaseStory, number: int) -> list[tuple[str, str]]:
    """All that was recorded with the entry of that number, for whoever wants to know."""
    for each in story.told:
        if each.number == number:
            facts = {key: value for key, value in each.facts.items() if key not in _DRY}
            return body_rows(language, each.event, facts, story.people)
    return []


_DRY: Final = frozenset(
    {
        *("case", "entry", "papers", "request", "visit"),
        *("about", "name", "remedy", "title", "wants", "words"),
    }
)
"""What says nothing more to whoever reads the story."""


def _sentences(people: Mapping[int, str], each: CaseTold) -> tuple[str, ...]:
    kind = _kind(people, each)
    return (*STORY.get(f"{each.event}.{kind}", ()), *STORY.get(each.event, ()))


def _kind(people: Mapping[int, str], each: CaseTold) -> str:
    """Which of an event's sentences fits."""
    facts = each.facts
    match each.event:
        case "TicketCalled":
            return "again" if _figure(facts, "calls") > 1 else ""
        case "ExchangeTaken" if _figure(facts, "paid_in"):
            return "in"
        case "ExchangeTaken" if _figure(facts, "paid_out"):
            return "out"
        case "PromiseMade" | "FollowUpPlanned":
            keeper = people.get(_figure(facts, "person"))
            return "self" if keeper == each.person else ""
        case _:
            return _told_apart(each)


def _told_apart(each: CaseTold) -> str:
    facts = each.facts
    fields = TOLD_APART.get(each.event, ())
    return next((str(facts[field]) for field in fields if facts.get(field)), "")


def _amount(each: CaseTold) -> Money | None:
    """Nothing where no money was moved or asked about."""
    if each.event in NO_MONEY_MOVED:
        return None
    amount = main_amount(each.facts)
    if each.event == "ExchangeTaken":
        paid = main_amount({"paid": _figure(each.facts, "paid_in")})
        amount = paid if paid and paid.minor else amount
    return amount if amount is not None and amount.minor else None


def _figure(facts: Mapping[str, object], key: str) -> int:
    value = facts.get(key)
    return value if isinstance(value, int) else 0
