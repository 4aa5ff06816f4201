"""All that is on record about one customer, gathered from every table that has some."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import String, cast, exists, func, literal, or_, select

from models.services.sealing import open_sealed
from models.tables.approvals import Approval, ApprovalEvent
from models.tables.base import rows_of
from models.tables.cases import Case, CaseEntry
from models.tables.complaints import Complaint
from models.tables.documents import Document
from models.tables.exchanges import Exchange
from models.tables.giving import Goodwill, PriceCorrection
from models.tables.identities import IdentityShown
from models.tables.journal import JournalEntry
from models.tables.mail import PaperMail
from models.tables.people import Customer
from models.tables.personal import Personal
from models.tables.questions import Question
from models.tables.returns import GoodsReturn, Refund, ReturnLine
from models.tables.sales import Sale, SaleLine, Tender
from models.tables.signatures import Signature
from models.tables.splits import RefundSplit
from models.tables.suspended import SuspendedCase
from models.tables.value_cards import ValueCard, ValueEntry
from models.tables.voids import ReturnVoid
from models.values import Money, Quantity
from models.values.printing import PaperKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import ColumnElement, Select, Table

    from models.unit import Unit

Row = dict[str, Any]

NAMES_ONLY: Final = (
    PaperKind.DENIAL,
    PaperKind.TAKEN_DOWN,
    PaperKind.APOLOGY,
    PaperKind.CASE_FILE,
)
"""Papers of which nothing but themselves says whose they are."""
MASKED: Final[Mapping[str, Callable[[str], str]]] = {
    "identity_shown.digest": lambda _: "",
    "personal.salt": lambda _: "",
    "value_card.number": lambda number: f"•••• {number[-4:]}",
}
"""What is not written out: a key to find somebody by, and a number that is as good as money."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What one customer's rows are found by."""

    customer_id: int

    @property
    def sales(self) -> Select[int]:
        return select(Sale.id).where(Sale.customer_id == self.customer_id)

    @property
    def returns(self) -> Select[int]:
        return select(GoodsReturn.id).where(GoodsReturn.customer_id == self.customer_id)

    @property
    def cases(self) -> Select[int]:
        return select(Case.id).where(Case.customer_id == self.customer_id)

    @property
    def cards(self) -> Select[int]:
        return select(ValueCard.id).where(ValueCard.customer_id == self.customer_id)

    @property
    def voids(self) -> Select[int | None]:
        return select(GoodsReturn.voided_by).where(
            GoodsReturn.customer_id == self.customer_id, GoodsReturn.voided_by.is_not(None)
        )

    @property
    def papers(self) -> ColumnElement[bool]:
        """Slips of their returns, vouchers of their cards that no return paid for, what they
        were told or promised on paper, and files of their cases: of those nothing but the
        paper itself says whose they are."""
        vouchers = select(ValueEntry.paper).where(ValueEntry.card_id.in_(self.cards))
        named = literal('%"customer":{"person":') + cast(Personal.id, String) + ",%"
        told = exists().where(
            Personal.customer_id == self.customer_id,
            Document.kind.in_(NAMES_ONLY),
            Document.snapshot.like(named),
        )
        return or_(Document.return_id.in_(self.returns), Document.code.in_(vouchers), told)

    @property
    def documents(self) -> Select[int]:
        return select(Document.id).where(self.papers)

    @property
    def mails(self) -> ColumnElement[bool]:
        """Papers of theirs that were e-mailed, and what is still to go to their address."""
        theirs = select(func.lower(Customer.email)).where(Customer.id == self.customer_id)
        return or_(
            PaperMail.document_id.in_(self.documents), func.lower(PaperMail.address).in_(theirs)
        )

    @property
    def approvals(self) -> Select[str]:
        """Requests about them, and those that a paper of theirs rests on."""
        papers = select(Document.code).where(self.papers)
        theirs = or_(Approval.customer_id == self.customer_id, Approval.used_by.in_(papers))
        return select(Approval.id).where(theirs)

    @property
    def kept_aside(self) -> ColumnElement[bool]:
        """Their names, and the words about their papers."""
        numbers = select(GoodsReturn.number).where(GoodsReturn.customer_id == self.customer_id)
        return or_(
            Personal.customer_id == self.customer_id,
            Personal.paper.in_(numbers),
            Personal.paper.in_(select(Document.code).where(self.papers)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """One person's data as it stands in the records, table by table.

    Amounts are minor units of ``currency`` (which has ``digits`` decimals), quantities
    thousandths, moments UTC.
    """

    customer_id: int
    made_at: datetime
    shop: str
    currency: str
    digits: int
    tables: Mapping[str, tuple[Row, ...]]

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(rows) for name, rows in self.tables.items() if rows}

    def to_json(self) -> dict[str, Any]:
        return {
            "customer": self.customer_id,
            "made_at": self.made_at.isoformat(),
            "shop": self.shop,
            "currency": self.currency,
            "digits": self.digits,
            "tables": {name: list(rows) for name, rows in self.tables.items()},
        }


def read_record(unit: Unit, customer_id: int) -> PersonRecord:
    """Everything that names the customer, or belongs to a sale, return or card of theirs."""
    reach = Reach(customer_id)
    tables = {
        table.name: tuple(_written(table, unit, condition))
        for table, condition in _belonging(reach)
    }
    tables["suspended_case"] = tuple(
        _plain(rows_of(SuspendedCase), row) for row in holds_of(unit, customer_id)
    )
    tables["document"] = tuple(_papers(unit, reach))
    tables["journal"] = tuple(_entries(unit, tables))
    return PersonRecord(
        customer_id=customer_id,
        made_at=unit.now,
        shop=unit.shop.name,
        currency=unit.shop.currency.code,
        digits=unit.shop.currency.digits,
        tables=tables,
    )


def holds_of(unit: Unit, customer_id: int) -> list[Any]:
    """Visits on hold that name the customer, or are about a sale of theirs."""
    sales = set(unit.connection.scalars(Reach(customer_id).sales))
    return [
        row
        for row in unit.connection.execute(select(rows_of(SuspendedCase)))
        if _is_about(json.loads(row.body), customer_id, sales)
    ]


def _is_about(body: Mapping[str, Any], customer_id: int, sales: set[int]) -> bool:
    """What another version of the program put on hold may lack what is asked for."""
    named = (body.get("goods") or {}).get("customer")
    return named == customer_id or (body.get("back") or {}).get("sale") in sales


def _belonging(reach: Reach) -> tuple[tuple[Table, ColumnElement[bool]], ...]:
    returns = reach.returns
    return (
        (rows_of(Customer), Customer.id == reach.customer_id),
        (rows_of(Sale), Sale.customer_id == reach.customer_id),
        (rows_of(SaleLine), SaleLine.sale_id.in_(reach.sales)),
        (rows_of(Tender), Tender.sale_id.in_(reach.sales)),
        (rows_of(GoodsReturn), GoodsReturn.customer_id == reach.customer_id),
        (rows_of(ReturnLine), ReturnLine.return_id.in_(returns)),
        (rows_of(Refund), Refund.return_id.in_(returns)),
        (rows_of(RefundSplit), RefundSplit.return_id.in_(returns)),
        (rows_of(Exchange), Exchange.return_id.in_(returns)),
        (rows_of(PriceCorrection), PriceCorrection.return_id.in_(returns)),
        (rows_of(Goodwill), Goodwill.return_id.in_(returns)),
        (rows_of(ReturnVoid), ReturnVoid.id.in_(reach.voids)),
        (rows_of(IdentityShown), IdentityShown.return_id.in_(returns)),
        (rows_of(ValueCard), ValueCard.customer_id == reach.customer_id),
        (rows_of(ValueEntry), ValueEntry.card_id.in_(reach.cards)),
        (rows_of(Approval), Approval.id.in_(reach.approvals)),
        (rows_of(ApprovalEvent), ApprovalEvent.approval_id.in_(reach.approvals)),
        (rows_of(Case), Case.customer_id == reach.customer_id),
        (
            rows_of(CaseEntry),
            CaseEntry.case_id.in_(reach.cases) & CaseEntry.for_staff_id.is_(None),
        ),
        (rows_of(PaperMail), reach.mails),
        (rows_of(Signature), Signature.document_id.in_(reach.documents)),
        (rows_of(Complaint), Complaint.case_id.in_(reach.cases)),
        (rows_of(Question), Question.case_id.in_(reach.cases)),
        (rows_of(Personal), reach.kept_aside),
    )


def _written(table: Table, unit: Unit, condition: ColumnElement[bool]) -> Iterator[Row]:
    query = select(table).where(condition).order_by(*table.primary_key)
    for row in unit.connection.execute(query):
        yield _plain(table, row)


def _plain(table: Table, row: Any) -> Row:
    written = {name: _value(value) for name, value in row._mapping.items()}
    for name, value in written.items():
        mask = MASKED.get(f"{table.name}.{name}")
        written[name] = mask(value) if mask and isinstance(value, str) else value
    return written


def _value(value: object) -> object:
    match value:
        case Money():
            return value.minor
        case Quantity():
            return value.thousandths
        case datetime() | date():
            return value.isoformat()
        case _:
            return value


def _papers(unit: Unit, reach: Reach) -> Iterator[Row]:
    """As they read today, the card's number on a voucher masked."""
    rows = unit.connection.execute(
        select(Document.code, Document.kind, Document.made_at, Document.snapshot)
        .where(reach.papers)
        .order_by(Document.id)
    ).all()
    said = open_sealed(unit, *(json.loads(row.snapshot) for row in rows))
    for row, snapshot in zip(rows, said, strict=True):
        if snapshot.get("card"):
            snapshot["card"] = MASKED["value_card.number"](snapshot["card"])
        yield {
            "code": row.code,
            "kind": row.kind,
            "made_at": row.made_at.isoformat(),
            "says": snapshot,
        }


NAMED_IN: Final = (
    ("customer", "customer", "id"),
    ("slip", "goods_return", "number"),
    ("paper", "document", "code"),
    ("voucher", "document", "code"),
    ("card", "value_card", "id"),
    ("refund", "refund", "id"),
    ("case", "suspended_case", "id"),
    ("case", "counter_case", "code"),
    ("visit", "counter_case", "code"),
    ("approval", "approval", "id"),
)
"""How the journal names what is somebody's: the field of an entry, and whose column it is."""


def _entries(unit: Unit, tables: Mapping[str, tuple[Row, ...]]) -> Iterator[Row]:
    """Every entry that names the customer, a paper, card, refund, visit or case of theirs."""
    theirs: dict[str, set[object]] = {}
    for field, table, column in NAMED_IN:
        theirs.setdefault(field, set()).update(row[column] for row in tables[table])
    found = []
    journal = rows_of(JournalEntry).c
    query = select(journal.number, journal.at, journal.event, journal.body)
    for row in unit.connection.execute(query.order_by(journal.number)):
        body = json.loads(row.body)
        names = body.keys() & theirs.keys()
        if not row.event.startswith("Refund"):
            names -= {"refund"}  # elsewhere that is how much, not which
        if any(body[name] in theirs[name] for name in names):
            found.append((row, body))
    said = open_sealed(unit, *(body for _, body in found))
    for (row, _), body in zip(found, said, strict=True):
        yield {
            "number": row.number,
            "at": row.at.isoformat(),
            "event": row.event,
            "says": body,
        }
