"""The language the screen speaks now.

Before a shop is open there is none: English is said as it stands, so that the window can
paint before any catalogue is read. Every sentence on screen goes through ``say``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from decimal import Decimal
    from typing import Any

    from models.rules.alternatives import Alternative
    from models.rules.clauses import Clause
    from models.rules.findings import Cure
    from models.values import Message, Money, Quantity
    from models.values.cases import CaseStory
    from models.values.guides import GuideSeen
    from receipts.case_stories import StoryLine
    from receipts.language import Language

_language: Language | None = None


def use(language: Language | None) -> None:
    """Speak this language from now on; what is on screen already must be said again."""
    global _language
    _language = language


def mark(text: str) -> str:
    """A sentence to be said later: named here for the catalogues, and given back as it is."""
    return text


def say(text: str, /, **facts: object) -> str:
    """An English sentence in the language of the screen, its ``{names}`` filled in."""
    return _language.say(text, **facts) if _language else text.format(**facts)


def say_many(one: str, many: str, count: int, /, **facts: object) -> str:
    """The sentence that fits ``count``, which it may name as ``{count}``."""
    if _language:
        return _language.say_many(one, many, count, **facts)
    return (one if count == 1 else many).format(count=count, **facts)


def money(amount: Money) -> str:
    """An amount as people here write it; bare minor units while no shop is open."""
    return _language.money(amount) if _language else f"{amount.minor:,}"


def amount(amount: Money) -> str:
    """The same without the currency, for columns of figures."""
    return _language.amount(amount) if _language else f"{amount.minor:,}"


def number(number: Decimal) -> str:
    """A figure with at most three decimals, as people here write it."""
    return _language.number(number) if _language else f"{number:f}"


def read_number(text: str) -> Decimal:
    """What ``number`` wrote or a person typed; raise ``ValueError`` for anything else."""
    if not _language:
        return _plain_number(text)
    from babel.numbers import NumberFormatError, parse_decimal

    try:
        return parse_decimal(text, _language.locale, strict=True)
    except NumberFormatError as why:
        raise ValueError(text) from why


def read_amount(text: str) -> Money:
    """What ``amount`` wrote, or a person typed alike; raise ``ValueError`` for anything else,
    for less than nothing and for parts of the smallest coin."""
    from models.values import Money

    exact = read_number(text)
    if exact < 0:
        raise ValueError(text)
    return _language.currency.amount(exact) if _language else Money(int(exact))


def _plain_number(text: str) -> Decimal:
    from decimal import Decimal, InvalidOperation

    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as why:
        raise ValueError(text) from why


def day(day: date) -> str:
    """A calendar day as people here write it."""
    return _language.day(day) if _language else f"{day.day} {day:%b %Y}"


def moment(at: datetime) -> str:
    """Day and minute as the moment itself says them: turn it to the shop's time first."""
    return _language.moment(at) if _language else f"{day(at)} {at:%H:%M}"


def clock(at: datetime) -> str:
    """The minute of a moment, as the moment itself says it."""
    return _language.clock(at.time()) if _language else f"{at:%H:%M}"


def quantity(amount: Quantity) -> str:
    """Pieces or weight, in the figures of the language."""
    return _language.quantity(amount) if _language else str(amount)


def sentence(message: Message) -> str:
    """What a code with its facts means, in words."""
    from receipts import sentences

    return sentences.sentence(_spoken(), message)


def tag(message: Message) -> str:
    """The same in two or three words."""
    from receipts import sentences

    return sentences.tag(_spoken(), message)


def cure(cure: Cure) -> str:
    """What would turn a finding into a yes, in one sentence."""
    from receipts.cures import cure_words
    from receipts.sentences import beginning

    return beginning(cure_words(_spoken(), cure.kind, cure.facts))


def clause(clause: Clause) -> str:
    """What a paragraph of the policy says: its own text, or its terms in words."""
    from models.rules.plain import plain_clause
    from receipts.policy_words import clause_text

    return clause_text(_spoken(), clause.text, *plain_clause(clause))


def other_way(other: Alternative) -> str:
    """What a customer can have instead, as it stands within a sentence."""
    from receipts.calm import alternative

    spoken = _spoken()
    return alternative(spoken, other.message(spoken.code))


def any_of(items: Sequence[str]) -> str:
    """``a, b or c``."""
    return _spoken().any_of(items)


def calm(answer: str, reason: str, others_follow: bool) -> str:
    """What the clerk can say to the customer; where ``others_follow``, a list of them is
    read out after it."""
    from receipts.calm import CALM, calm_words

    if others_follow:
        return say(CALM[answer], reason=reason)
    return calm_words(_spoken(), answer, reason)


def kept(name: str) -> str:
    """A fee or another part of the price that is kept."""
    from receipts.sentences import kept_name

    return kept_name(_spoken(), name)


def phrase(message: Message) -> str:
    """A term's value or a condition as it stands in a cell."""
    from receipts import policy_words

    return policy_words.phrase(_spoken(), message)


def term_words(name: str, message: Message) -> str:
    """A term's value as part of a sentence that names what it is about."""
    from receipts import policy_words

    return policy_words.term_sentence(_spoken(), name, message)


def term_name(name: str) -> str:
    """What a policy's term is called at the head of a column."""
    from receipts import policy_words

    return policy_words.term_name(_spoken(), name)


def journal_event(event: str) -> str:
    """What an event of the journal is called."""
    from receipts.journal_words import event_name

    return event_name(_spoken(), event)


def journal_entry(event: str, body: Mapping[str, Any], people: Mapping[int, str]) -> str:
    """An entry of the journal as a sentence."""
    from receipts.journal_words import told

    return told(_spoken(), event, body, people)


def journal_values(
    event: str, body: Mapping[str, Any], people: Mapping[int, str]
) -> list[tuple[str, str]]:
    """What an entry of the journal recorded: names and values."""
    from receipts.journal_words import body_rows

    return body_rows(_spoken(), event, body, people)


def story(story: CaseStory) -> tuple[StoryLine, ...]:
    """What happened in a case, sentence by sentence; may be called on the worker."""
    from receipts.case_stories import story_lines

    return story_lines(_spoken(), story)


def story_values(story: CaseStory, number: int) -> list[tuple[str, str]]:
    """What was recorded with one entry of a case's story: names and values."""
    from receipts.case_stories import story_details

    return story_details(_spoken(), story, number)


def guide_steps(guide: GuideSeen) -> tuple[tuple[str, str], ...]:
    """Each step's name and what to say, in the guide's own language."""
    from receipts.guides import guide_words
    from receipts.language import Language

    spoken = _spoken()
    same = spoken.code == guide.language
    return guide_words(spoken if same else Language.of(guide.language), guide)


def options(table: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each code of a table of ``receipts.sentences`` with its name."""
    return [(code, say(text)) for code, text in table.items()]


def word(table: Mapping[str, str], code: str) -> str:
    """The name of one option; the bare code where it has none."""
    return say(table[code]) if code in table else code


def tender(kind: str, label: str) -> str:
    """A means of payment with what tells it apart: ``Debit card BCA •••• 4242``."""
    from receipts.sentences import TENDERS

    return f"{word(TENDERS, kind)} {label}".strip()


def _spoken() -> Language:
    from receipts.language import Language

    return _language or Language.of("en")
