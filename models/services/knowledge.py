"""What the shop knows: answers that were given, offered while the next question is typed.

What is kept is not what somebody said but a text of its own, which a person confirms: about
the matter, and about nobody. Words are cut and ranked by :mod:`models.rules.knowledge`; the
database's full text only finds where they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select, text, update

from models.rules.knowledge import (
    COMMON,
    ENOUGH,
    Candidate,
    Typed,
    rank,
    telling,
    typed_words,
    words_in,
)
from models.services.journal import record
from models.services.rights import has_right, needs
from models.services.sealing import BLANK
from models.tables.base import add_numbered, rows_of
from models.tables.cases import Case
from models.tables.people import Customer, Staff
from models.tables.questions import KnowledgeEntry, Question
from models.values import refuse
from models.values.card_numbers import mask_card_numbers, refuse_card_number
from models.values.questions import (
    EntryState,
    KnowledgeList,
    Known,
    Proposed,
    QuestionKind,
    QuestionState,
)
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from models.unit import Unit

    Asker = Row[Any, Any, Any, Any]
    """Name, phone, e-mail and number of the customer who asked."""

LONGEST_ASKED: Final = 300
LONGEST_SAID: Final = 4000
MOST_SHOWN: Final = 200
LEAST_NAME: Final = 3
"""A shorter part of a name is blanked in no proposal: it would be half of all words."""
LEAST_PHONE: Final = 7
"""Digits at the end of a phone's number that tell whose it is."""
_PARTED: Final = re.compile(r"(?<=\d)[\s()./-]+(?=\d)")
_E_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE: Final = re.compile(r"(?<!\w)\+?\d[\d ()./-]{6,}\d(?!\w)")

_entries = rows_of(KnowledgeEntry)
_columns = _entries.c
ENTRIES = select(_entries, Staff.name.label("person")).join(
    Staff, Staff.id == _columns.staff_id
)


@needs(Right.LOOK)
def suggest(unit: Unit, typed: str, limit: int = 5) -> tuple[Known, ...]:
    """Answers to what may be asked here, best first; its last word may be only begun.

    The same on every database. Nothing that is outdated or merged is among them.
    """
    words = typed_words(typed)
    if words is None:
        return ()
    found = _counts(unit, words)
    rare = telling(found)
    every = [word for word in words.words if found[word]]
    if not every:
        return ()
    candidates = _candidates(unit, words, rare or every, any_of=bool(rare))
    best = rank(candidates, words, found, limit)
    rows = unit.connection.execute(ENTRIES.where(_columns.id.in_(best)))
    seen = {row.id: _seen(unit, row) for row in rows}
    return tuple(seen[number] for number in best)


@needs(Right.LOOK)
def propose_entry(unit: Unit, question_id: int) -> Proposed:
    """What could be kept of a question and its answer: the customer's name and numbers, and
    whatever looks like an e-mail address or a phone, are blanked. A person reads it before
    it is kept.

    Raise :class:`models.values.Refused` for a question without an answer.
    """
    row = _answered(unit, question_id, lock=False)
    person = _customer_of(unit, row.case_id)
    return Proposed(
        asked=_blanked(row.asked, person)[:LONGEST_ASKED],
        said=_blanked(row.answer, person)[:LONGEST_SAID],
    )


@needs(Right.SERVE)
def keep_answer(unit: Unit, question_id: int, asked: str, said: str) -> Known:
    """Let everybody find this from now on: the question as anybody may ask it, the answer.

    Raise :class:`models.values.Refused` where there is no answer yet or one is kept already,
    where either text is empty or too long, and where one holds a card's number or names the
    customer who asked.
    """
    question = _answered(unit, question_id)
    if question.entry_id is not None:
        raise refuse("knowledge-kept-already")
    values = _checked(asked, said, _customer_of(unit, question.case_id))
    entry_id = add_numbered(
        unit.connection,
        KnowledgeEntry,
        kind=question.kind,
        made_at=unit.now,
        changed_at=unit.now,
        staff_id=unit.clerk.staff_id,
        **values,
    )
    questions = rows_of(Question)
    unit.connection.execute(
        update(questions).where(questions.c.id == question_id).values(entry_id=entry_id)
    )
    record(unit, "KnowledgeAdded", entry=entry_id)
    return _known(unit, entry_id)


@needs(Right.SETTINGS)
def change_entry(unit: Unit, entry_id: int, edition: int, asked: str, said: str) -> Known:
    """Say it better, or bring it up to date: an outdated one is offered again.

    Raise :class:`models.values.Refused` as :func:`keep_answer` does, where somebody else
    changed it since, and for one that was merged into another.
    """
    _row_to_change(unit, entry_id, edition)
    _change(unit, entry_id, state=EntryState.CURRENT, **_checked(asked, said, None))
    record(unit, "KnowledgeChanged", entry=entry_id, edition=edition + 1)
    return _known(unit, entry_id)


@needs(Right.SETTINGS)
def mark_outdated(unit: Unit, entry_id: int, edition: int) -> Known:
    """It is offered to nobody any more, and stays to be read and changed.

    Refused as :func:`change_entry` is.
    """
    _row_to_change(unit, entry_id, edition)
    _change(unit, entry_id, state=EntryState.OUTDATED)
    record(unit, "KnowledgeOutdated", entry=entry_id)
    return _known(unit, entry_id)


@needs(Right.SETTINGS)
def merge_entry(unit: Unit, entry_id: int, edition: int, into: int) -> Known:
    """One of two that say the same goes; the other counts its uses too, and is returned.

    Raise :class:`models.values.Refused` as :func:`change_entry` does, and where the other is
    not one that is offered.
    """
    for each in sorted({entry_id, into}):  # always in one order, so that two cannot block
        _row(unit, each, lock=True)
    kept = _row(unit, into)
    if into == entry_id or kept.state != EntryState.CURRENT:
        raise refuse("knowledge-not-offered")
    gone = _row_to_change(unit, entry_id, edition)
    _change(unit, entry_id, state=EntryState.MERGED, merged_into=into)
    unit.connection.execute(
        update(_entries).where(_columns.id == into).values(used=_columns.used + gone.used)
    )
    record(unit, "KnowledgeMerged", entry=entry_id, into=into)
    return _known(unit, into)


@needs(Right.LOOK)
def list_knowledge(unit: Unit) -> tuple[Known, ...]:
    """All that was kept, the last changed first: outdated and merged entries as well."""
    newest = ENTRIES.order_by(_columns.changed_at.desc(), _columns.id.desc())
    rows = unit.connection.execute(newest.limit(MOST_SHOWN))
    return tuple(_seen(unit, row) for row in rows)


@needs(Right.LOOK)
def search_knowledge(unit: Unit, typed: str) -> KnowledgeList:
    """What the shop knows of that; all of it, as :func:`list_knowledge` has it, where nothing
    is typed."""
    found = suggest(unit, typed, MOST_SHOWN) if typed.strip() else list_knowledge(unit)
    return KnowledgeList(entries=found, changes=has_right(unit, Right.SETTINGS))


def count_use(unit: Unit, entry_id: int) -> int:
    """It answered a question again; the entry itself, or the one it was merged into.

    Raise :class:`models.values.Refused` where there is none of that number.
    """
    row = _row(unit, entry_id)
    while row.merged_into is not None:
        row = _row(unit, row.merged_into)
    unit.connection.execute(
        update(_entries).where(_columns.id == row.id).values(used=_columns.used + 1)
    )
    return int(row.id)


def _counts(unit: Unit, typed: Typed) -> dict[str, int]:
    """In how many entries each word is; one more than :data:`COMMON` stands for any more."""
    asked: dict[str, Any] = {"most": COMMON + 1}
    parts = []
    for place, word in enumerate(typed.words):
        asked[f"q{place}"] = _query(unit, typed, [word], any_of=True)
        parts.append(
            f"SELECT {place} AS place, count(*) AS found FROM "
            f"({_matching(unit, f':q{place}')} LIMIT :most) AS these{place}"
        )
    rows = unit.connection.execute(text(" UNION ALL ".join(parts)), asked)
    return {typed.words[row.place]: row.found for row in rows}


def _candidates(
    unit: Unit, typed: Typed, words: Sequence[str], *, any_of: bool
) -> list[Candidate]:
    """Entries with one of these words, or with all; of very many those used most."""
    matching = text(_matching(unit, ":words")).columns(id=_columns.id.type)
    rows = unit.connection.execute(
        select(_columns.id, _columns.asked_words, _columns.said_words, _columns.used)
        .where(
            _columns.id.in_(select(matching.subquery().c.id)),
            _columns.state == EntryState.CURRENT,
        )
        .order_by(_columns.used.desc(), _columns.id)
        .limit(ENOUGH),
        {"words": _query(unit, typed, words, any_of=any_of)},
    )
    return [
        Candidate(
            id=row.id,
            asked=frozenset(row.asked_words.split()),
            said=frozenset(row.said_words.split()),
            used=row.used,
        )
        for row in rows
    ]


def _matching(unit: Unit, query: str) -> str:
    if unit.connection.dialect.name == "postgresql":
        vector = "words_search @@ CAST({} AS tsquery)"
        return f"SELECT id FROM knowledge_entry WHERE {vector.format(query)}"
    return f"SELECT rowid AS id FROM knowledge_search WHERE knowledge_search MATCH {query}"


def _query(unit: Unit, typed: Typed, words: Sequence[str], *, any_of: bool) -> str:
    """In the database's own language; a word is of letters and digits alone."""
    if unit.connection.dialect.name == "postgresql":
        sign, star = (" | " if any_of else " & "), ":*"
        quoted = [f"'{word}'" for word in words]
    else:
        sign, star = (" OR " if any_of else " "), "*"
        quoted = [f'"{word}"' for word in words]
    parts = zip(words, quoted, strict=True)
    return sign.join(one + (star if word == typed.begun else "") for word, one in parts)


def _checked(asked: str, said: str, person: Asker | None) -> dict[str, str]:
    asked, said = " ".join(asked.split()), said.strip()
    words = words_in(asked), words_in(said)
    if not all(words):
        raise refuse("knowledge-empty")
    if len(asked) > LONGEST_ASKED or len(said) > LONGEST_SAID:
        raise refuse("knowledge-long", asked=LONGEST_ASKED, said=LONGEST_SAID)
    for each in (asked, said):
        refuse_card_number(each)
    if person is not None and any(_names(each, person) for each in (asked, said)):
        raise refuse("knowledge-names-customer")
    return {
        "asked": asked,
        "said": said,
        "asked_words": " ".join(dict.fromkeys(words[0])),
        "said_words": " ".join(dict.fromkeys(words[1])),
    }


def _names(said: str, person: Asker) -> bool:
    """Whether it holds the whole name, phone, e-mail or number of the customer; a phone also
    as it is dialled within the country, and however its digits are parted."""
    around = f" {' '.join(words_in(said))} "
    told = (" ".join(words_in(each or "")) for each in person)
    if any(len(each) >= LEAST_NAME and f" {each} " in around for each in told):
        return True
    phone = re.sub(r"\D", "", person.phone or "")[-LEAST_PHONE:]
    return len(phone) == LEAST_PHONE and phone in _PARTED.sub("", said)


def _customer_of(unit: Unit, case_id: int) -> Asker | None:
    person = rows_of(Customer).c
    row: Asker | None = unit.connection.execute(
        select(person.name, person.phone, person.email, person.number)
        .join(Case, Case.customer_id == person.id)
        .where(Case.id == case_id)
    ).one_or_none()
    return row


def _blanked(said: str, person: Asker | None) -> str:
    said = _PHONE.sub(BLANK, _E_MAIL.sub(BLANK, mask_card_numbers(said)))
    if person is None:
        return said
    whole = [each for each in person if each]
    parts = [part for part in re.findall(r"\w+", person.name) if len(part) >= LEAST_NAME]
    for each in (*whole, *parts):
        said = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", BLANK, said, flags=re.IGNORECASE)
    return said


def _answered(unit: Unit, question_id: int, *, lock: bool = True) -> Row[Any]:
    query = select(rows_of(Question)).where(Question.id == question_id)
    row = unit.connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise refuse("question-unknown")
    if row.state == QuestionState.OPEN:
        raise refuse("question-open")
    return row


def _row(unit: Unit, entry_id: int, *, lock: bool = False) -> Row[Any]:
    query = select(_entries).where(_columns.id == entry_id)
    row = unit.connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise refuse("knowledge-unknown")
    return row


def _row_to_change(unit: Unit, entry_id: int, edition: int) -> Row[Any]:
    row = _row(unit, entry_id, lock=True)
    if row.state == EntryState.MERGED:
        raise refuse("knowledge-merged")
    if row.edition != edition:
        by = select(Staff.name).where(Staff.id == row.staff_id)
        raise refuse("knowledge-changed", name=unit.connection.scalar(by) or "")
    return row


def _change(unit: Unit, entry_id: int, **values: Any) -> None:
    unit.connection.execute(
        update(_entries)
        .where(_columns.id == entry_id)
        .values(
            edition=_columns.edition + 1,
            changed_at=unit.now,
            staff_id=unit.clerk.staff_id,
            **values,
        )
    )


def _known(unit: Unit, entry_id: int) -> Known:
    return _seen(unit, unit.connection.execute(ENTRIES.where(_columns.id == entry_id)).one())


def _seen(unit: Unit, row: Row[Any]) -> Known:
    return Known(
        id=row.id,
        kind=QuestionKind(row.kind),
        asked=row.asked,
        said=row.said,
        used=row.used,
        state=EntryState(row.state),
        edition=row.edition,
        merged_into=row.merged_into,
        changed_at=row.changed_at.astimezone(unit.shop.zone),
        changed_by=row.person,
    )
