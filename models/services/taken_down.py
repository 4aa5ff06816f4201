"""A paper for whoever asked or complained: that it is on record, and what the shop promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  read by those who look at what can be typed
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from models.services.case_promises import LONGEST_PROMISE, promise_anew
from models.services.documents import next_number, paper_head, store_paper
from models.services.journal import record
from models.services.letterheads import paper_language
from models.services.rights import needs
from models.tables.cases import Case
from models.tables.people import Customer
from models.values import refuse
from models.values.card_numbers import mask_card_numbers
from models.values.cases import CaseState
from models.values.printing import AS_USUAL, PaperKind, PaperWish
from models.values.queue_papers import TakenDown
from models.values.rights import Right

if TYPE_CHECKING:
    from models.unit import Unit

LONGEST_SAID: Final = 1000
LONGEST_LINE: Final = 120
"""Of what it is about, and where the customer is reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDownAsked:
    """``said`` is in the customer's own words; ``reach_at`` is where they want to be told."""

    case_id: int
    said: str
    about: str = ""
    sale_number: str = ""
    promise: str
    promised_at: datetime
    promised_by: int
    """Who sees to it."""
    reach_at: str = ""
    complaint: bool = False
    """A complaint, else a question."""


@needs(Right.SERVE)
def take_down(unit: Unit, asked: TakeDownAsked, wish: PaperWish = AS_USUAL) -> TakenDown:
    """Give the customer a numbered paper; the promise stands in the case from now on.

    What they said and where they are reached is sealed, so that it can be forgotten; numbers
    of cards are masked. Raise :class:`models.values.Refused` without their words or a
    promise, for one that has gone by or that nobody who works here keeps, for a closed case,
    and for a language that papers do not speak.
    """
    said = mask_card_numbers(asked.said.strip())[:LONGEST_SAID]
    if not said:
        raise refuse("taken-down-empty")
    case = unit.connection.execute(
        select(Case.code, Case.state, Case.customer_id, Customer.name)
        .outerjoin(Customer, Customer.id == Case.customer_id)
        .where(Case.id == asked.case_id)
    ).one_or_none()
    if case is None:
        raise refuse("case-unknown")
    if case.state == CaseState.CLOSED:
        raise refuse("case-closed", case=case.code)
    promise = mask_card_numbers(" ".join(asked.promise.split()))[:LONGEST_PROMISE]
    promised = promise_anew(
        unit, asked.case_id, promise, asked.promised_at, asked.promised_by
    ).case
    number = next_number(unit, PaperKind.TAKEN_DOWN)
    paper = TakenDown(
        head=paper_head(unit, number, paper_language(unit, wish, case.customer_id)),
        kind="complaint" if asked.complaint else "inquiry",
        about=_line(asked.about),
        sale_number=_line(asked.sale_number),
        customer=case.name or "",
        said=said,
        promise=promise,
        promised_at=asked.promised_at.astimezone(unit.shop.zone).isoformat(timespec="minutes"),
        promised_by=promised.promised_by,
        reach_at=_line(asked.reach_at),
    )
    store_paper(
        unit,
        number,
        paper.to_json(),
        customer_id=case.customer_id,
        words=TakenDown.WORDS,
        wish=wish,
    )
    record(unit, "TakenDown", case=case.code, paper=number.code)
    return paper


def _line(words: str) -> str:
    return mask_card_numbers(" ".join(words.split()))[:LONGEST_LINE]
