"""The guide beside the form, as a shop says it itself: version by version, per kind of case
and language. Where it says nothing itself, the program's own words stand
(:mod:`receipts.guides`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.services.journal import canonical, record
from models.services.rights import needs
from models.services.setup import LANGUAGES
from models.tables.base import add_row, rows_of
from models.tables.guides import GuideRow
from models.tables.people import Staff
from models.values import Message, Refused, refuse
from models.values.card_numbers import find_card_numbers
from models.values.forbidden import forbidden_words
from models.values.guides import LONGEST_STEP, GuideSeen, GuideStep
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Row

    from models.unit import Unit
    from models.values.cases import CaseKind

_guides = rows_of(GuideRow)
_columns = _guides.c


@needs(Right.LOOK)
def guide_for(unit: Unit, kind: CaseKind, language: str) -> GuideSeen:
    """What stands beside the form now.

    Raise :class:`models.values.Refused` for a language that the program does not speak.
    """
    return _versions(unit, kind, language, most=1)[0]


@needs(Right.SETTINGS)
def list_guides(unit: Unit, kind: CaseKind, language: str) -> tuple[GuideSeen, ...]:
    """Every version, the newest first; the last is version 0, the program's own words."""
    return _versions(unit, kind, language)


@needs(Right.SETTINGS)
def set_guide(
    unit: Unit, kind: CaseKind, language: str, words: Mapping[GuideStep, str], base: int
) -> GuideSeen:
    """Say it so from now on; without any words, as the program does.

    Steps without words are left out. Raise :class:`models.values.Refused`, with every reason
    at once, for too long a text, a card's number, and words that say that goods cannot come
    back, as the customer hears them; and where somebody changed it since version ``base``.
    """
    said = {step: " ".join(words.get(step, "").split()) for step in GuideStep}
    wrong = [message for step, text in said.items() for message in _wrong_with(step, text)]
    if wrong:
        raise Refused(*wrong)
    return _add(unit, kind, language, {step: text for step, text in said.items() if text}, base)


@needs(Right.SETTINGS)
def go_back_to_guide(
    unit: Unit, kind: CaseKind, language: str, version: int, base: int
) -> GuideSeen:
    """An older version stands again, as a new one; 0 is the program's own words.

    Raise :class:`models.values.Refused` where there is none of that number, and where somebody
    changed it since version ``base``.
    """
    older = [each for each in _versions(unit, kind, language) if each.version == version]
    if not older:
        raise refuse("guide-unknown", version=version)
    return _add(unit, kind, language, older[0].words, base)


def _add(
    unit: Unit, kind: CaseKind, language: str, words: Mapping[GuideStep, str], base: int
) -> GuideSeen:
    unit.take_turn("guides")
    now = guide_for(unit, kind, language)
    if now.version != base:
        raise refuse("guide-changed", name=now.by)
    add_row(
        unit.connection,
        GuideRow,
        kind=kind,
        language=language,
        version=base + 1,
        words=canonical({step.value: text for step, text in words.items()}),
        made_at=unit.now,
        staff_id=unit.clerk.staff_id,
    )
    record(unit, "GuideChanged", kind=kind, language=language, version=base + 1)
    return guide_for(unit, kind, language)


def _versions(
    unit: Unit, kind: CaseKind, language: str, most: int | None = None
) -> tuple[GuideSeen, ...]:
    if language not in LANGUAGES:
        raise refuse("language-unknown", code=language)
    rows = unit.connection.execute(
        select(_guides, Staff.name)
        .join(Staff, Staff.id == _columns.staff_id)
        .where(_columns.kind == kind, _columns.language == language)
        .order_by(_columns.version.desc())
        .limit(most)
    )
    found = tuple(_seen(unit, kind, row) for row in rows)
    return (*found, GuideSeen(kind=kind, language=language, version=0))


def _seen(unit: Unit, kind: CaseKind, row: Row[Any]) -> GuideSeen:
    return GuideSeen(
        kind=kind,
        language=row.language,
        version=row.version,
        words={GuideStep(step): text for step, text in json.loads(row.words).items()},
        made_at=row.made_at.astimezone(unit.shop.zone),
        by=row.name,
    )


def _wrong_with(step: GuideStep, text: str) -> Iterator[Message]:
    if len(text) > LONGEST_STEP:
        yield Message("guide-long", {"step": str(step), "most": LONGEST_STEP})
    forbidden = forbidden_words(text)
    if forbidden:
        yield Message("guide-words-forbidden", {"step": str(step), "words": forbidden})
    for card in find_card_numbers(text):
        yield Message("guide-card-number", {"step": str(step), "card": card.label})
