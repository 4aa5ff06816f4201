"""Returns of the counter: each with its paper and its entry, and all of them agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.services.documents import EXCHANGE, RETURN, VOID, VOUCHER
from models.services.journal import sha256
from models.services.refunds import AWAITING, DECLINED, PAID
from models.services.verify_examination import AT_ONCE, Rows, facts_in, moment_of
from models.tables.returns import CORRECTION, GOODWILL, WITHOUT_GOODS
from models.values import TenderKind
from models.values.value_cards import ON_A_CARD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Row

    from models.services.verify_examination import Examination
    from models.services.verify_told import Happened

RETURNS = """
SELECT id, number, what, register_id, taken_at, voided_by FROM goods_return
WHERE id > :after AND register_id IS NOT NULL ORDER BY id LIMIT :most
"""
OF_RETURNS = {
    "paper": "SELECT id, return_id, kind, code, snapshot FROM document "
    f"WHERE kind <> '{VOUCHER}' AND {{these}}",
    "line": "SELECT * FROM return_line WHERE {these}",
    "refund": "SELECT * FROM refund WHERE {these}",
    "exchange": "SELECT * FROM exchange WHERE {these}",
    "correction": "SELECT * FROM price_correction WHERE {these}",
    "goodwill": "SELECT * FROM goodwill WHERE {these}",
    "cash": "SELECT id, return_id, amount FROM drawer_entry WHERE {these}",
    "card": "SELECT v.id, c.return_id, v.amount FROM value_entry v "
    "JOIN value_card c ON c.id = v.card_id WHERE v.kind = 'issued' AND {these}",
    "out": "SELECT l.*, e.return_id FROM sale_line l "
    "JOIN exchange e ON e.sale_id = l.sale_id WHERE {these}",
    "tender": "SELECT t.*, e.return_id FROM tender t "
    "JOIN exchange e ON e.sale_id = t.sale_id WHERE {these}",
    "void": "SELECT v.*, g.id AS return_id FROM return_void v "
    "JOIN goods_return g ON g.voided_by = v.id WHERE {void_these}",
}
NO_RETURN = """
SELECT v.id, v.number FROM return_void v
LEFT JOIN goods_return g ON g.voided_by = v.id WHERE g.id IS NULL ORDER BY v.id
"""
ON_THE_LINE = ("sku", "quantity", "reason", "condition", "gross", "fee", "tax")
GIVEN: dict[str, tuple[str, tuple[str, ...]]] = {
    CORRECTION: ("price_correction", ("amount", "tax", "reason")),
    GOODWILL: ("goodwill", ("amount", "reason")),
}
"""Where money without goods is on record, and what of it is on the slip."""
ByTender = Counter[tuple[str, str]]


@dataclass(slots=True)
class _Return:
    """One return and everything that hangs on it, by the names of :data:`OF_RETURNS`."""

    row: Row[Any]
    found: defaultdict[str, Rows] = field(default_factory=lambda: defaultdict(list))

    @property
    def number(self) -> str:
        return str(self.row.number)

    @property
    def kind(self) -> str:
        if self.row.what in WITHOUT_GOODS:
            return str(self.row.what)
        return EXCHANGE if self.found["exchange"] else RETURN

    def paper(self, kind: str) -> Row[Any] | None:
        return next((row for row in self.found["paper"] if row.kind == kind), None)

    @property
    def due(self) -> int:
        """What goes out for it, before the coin's rounding."""
        if self.row.what == CORRECTION:
            return total(self.found["correction"], "amount")
        if self.row.what == GOODWILL:
            return total(self.found["goodwill"], "amount")
        return total(self.found["line"], "gross") - total(self.found["line"], "fee")

    @property
    def planned(self) -> Rows:
        """What was to be handed over when the slip was made."""
        return [
            row
            for row in self.found["refund"]
            if row.instead_of_id is None and row.carried_to_id is None
        ]

    @property
    def handed_in(self) -> Rows:
        """Tenders by which the customer paid for what went out."""
        carried = {row.carried_to_id for row in self.found["refund"]}
        return [row for row in self.found["tender"] if row.id not in carried]


def check_returns(ex: Examination) -> int:
    """How many there are at the counter."""
    first_drawer = {
        row.register_id: moment_of(row.opened)
        for row in ex.rows(
            "SELECT register_id, min(opened_at) AS opened FROM drawer GROUP BY register_id"
        )
    }
    after, seen = 0, 0
    while rows := ex.rows(RETURNS, after=after, most=AT_ONCE):
        returns = {row.id: _Return(row) for row in rows}
        _gather(ex, returns, after, rows[-1].id)
        events = ex.told.happened(row.number for row in rows)
        voids = ex.told.happened(v.number for r in returns.values() for v in r.found["void"])
        for one in returns.values():
            _check_return(ex, one, events.get(one.number))
            _check_void(ex, one, voids)
            _check_cash(ex, one, first_drawer.get(one.row.register_id))
            _check_credit(ex, one)
        after = rows[-1].id
        seen += len(rows)
        ex.advance(len(rows))
    for row in ex.rows(NO_RETURN):
        ex.wrong("void-of-nothing", "return_void", row.id, number=row.number)
    return seen


def _gather(ex: Examination, returns: dict[int, _Return], after: int, last: int) -> None:
    these = "return_id > :after AND return_id <= :last"
    for name, statement in OF_RETURNS.items():
        void_these = "g.id > :after AND g.id <= :last"
        query = statement.format(these=these, void_these=void_these) + " ORDER BY 1"
        for row in ex.rows(query, after=after, last=last):
            if row.return_id in returns:
                returns[row.return_id].found[name].append(row)


def _check_return(ex: Examination, one: _Return, event: Happened | None) -> None:
    key, number = one.row.id, one.number
    paper = one.paper(one.kind)
    if paper is None or paper.code != number:
        ex.wrong("return-paper-missing", "goods_return", key, number=number)
    elif (says := _unchanged(ex, paper)) is not None:
        _check_lines(ex, one, says)
        _check_paid_out(ex, one, says)
        _check_giving(ex, one, says)
        _check_exchange(ex, one, says)
    if event is None:
        ex.wrong("return-entry-missing", "goods_return", key, number=number)
    else:
        _check_event(ex, one, event)
    _check_refunds(ex, one)


def _unchanged(ex: Examination, paper: Row[Any]) -> dict[str, Any] | None:
    """What it says, where it is the paper that was sealed: else that is wrong already."""
    sealed = ex.told.sealed([paper.code]).get(paper.code)
    if sealed is None or sealed.hash != sha256(str(paper.snapshot)):
        return None
    return facts_in(paper.snapshot)


def _check_lines(ex: Examination, one: _Return, says: Mapping[str, Any]) -> None:
    on_paper = says.get("lines", [])
    rows = one.found["line"]
    if len(on_paper) != len(rows):
        ex.wrong(
            "return-lines-count", "goods_return", one.row.id,
            number=one.number, paper=len(on_paper), stored=len(rows),
        )  # fmt: skip
        return
    for row, line in zip(rows, on_paper, strict=True):
        for name in ON_THE_LINE:
            _same(ex, "return_line", row, name, line.get(name, getattr(row, name)), one.number)


def _same(
    ex: Examination, table: str, row: Row[Any], name: str, paper: object, number: str
) -> None:
    stored = getattr(row, name)
    if stored != paper:
        ex.wrong(
            "amount-differs", table, row.id,
            number=number, column=name, stored=stored, paper=paper,
        )  # fmt: skip


def _check_paid_out(ex: Examination, one: _Return, says: Mapping[str, Any]) -> None:
    paper = ByTender()
    for part in says.get("paid_out", []):
        paper[part["kind"], part.get("label", "")] += part["amount"]
    stored = by_tender(one.planned)
    for tender in sorted(paper.keys() | stored.keys()):
        if paper[tender] != stored[tender]:
            rows = [row for row in one.planned if (row.kind, row.label) == tender]
            ex.wrong(
                "refund-differs", "refund", rows[0].id if rows else None,
                number=one.number, tender=tender[0], stored=stored[tender], paper=paper[tender],
            )  # fmt: skip


def _check_giving(ex: Examination, one: _Return, says: Mapping[str, Any]) -> None:
    if one.kind not in GIVEN:
        return
    table, columns = GIVEN[one.kind]
    rows = one.found[one.kind]
    if not rows:
        ex.wrong("giving-missing", table, one.number, number=one.number)
    for row in rows:
        for name in columns:
            _same(ex, table, row, name, says.get(name), one.number)


def _check_exchange(ex: Examination, one: _Return, says: Mapping[str, Any]) -> None:
    for row in one.found["exchange"]:
        carried = [each for each in one.found["refund"] if each.carried_to_id is not None]
        _same(ex, "exchange", row, "value", one.due, one.number)
        _same(ex, "exchange", row, "price", sum(x["price"] for x in says["out"]), one.number)
        _same(ex, "exchange", row, "carried", total(carried, "exact"), one.number)
        tenders = {each.id: each for each in one.found["tender"]}
        for each in carried:
            if each.carried_to_id not in tenders:
                ex.wrong("tender-missing", "tender", each.carried_to_id, number=one.number)
                continue
            for name in ("exact", "amount"):
                tender = tenders[each.carried_to_id]
                _same(ex, "tender", tender, name, getattr(each, name), one.number)
        out = sorted(one.found["out"], key=lambda line: line.position)
        if len(out) != len(says["out"]):
            ex.wrong(
                "exchange-lines-count", "sale", row.sale_id,
                number=one.number, stored=len(out), paper=len(says["out"]),
            )  # fmt: skip
            continue
        for line, gone in zip(out, says["out"], strict=True):
            for name, on_paper in (("sku", "sku"), ("quantity", "quantity"), ("tax", "tax")):
                _same(ex, "sale_line", line, name, gone[on_paper], one.number)
            _same(ex, "sale_line", line, "paid", gone["price"], one.number)
        paper = by_tender_on_paper(says.get("paid_in", []))
        if paper != by_tender(one.handed_in):
            ex.wrong("paid-in-differs", "tender", None, number=one.number)


def _check_event(ex: Examination, one: _Return, event: Happened) -> None:
    """The entry has sums of its own; older ones fewer of them."""
    planned = total(one.planned, "amount")
    sums = {
        "refund": one.due,
        "paid": planned,
        "paid_out": planned,
        "value": one.due,
        "price": total(one.found["out"], "paid"),
        "paid_in": total(one.handed_in, "amount"),
        "amount": one.due,
    }
    for name, stored in sums.items():
        if name in event.body and event.body[name] != stored:
            ex.wrong(
                "entry-differs", "goods_return", one.row.id,
                number=one.number, entry=event.entry, what=name,
                stored=stored, said=event.body[name],
            )  # fmt: skip


def _check_refunds(ex: Examination, one: _Return) -> None:
    """All of what is due, and what a terminal declined in another way."""
    rows = one.found["refund"]
    counted = [row for row in rows if row.status != DECLINED]
    if total(counted, "exact") != one.due:
        ex.wrong(
            "refund-due-differs", "refund", counted[0].id if counted else None,
            number=one.number, stored=total(counted, "exact"), due=one.due,
        )  # fmt: skip
    instead = {row.instead_of_id: row for row in rows if row.instead_of_id is not None}
    for row in rows:
        if row.kind != TenderKind.CASH and row.amount != row.exact:
            ex.wrong("refund-rounded", "refund", row.id, number=one.number)
        if row.status == DECLINED:
            other = instead.get(row.id)
            if other is None or other.exact != row.exact:
                ex.wrong("refund-not-replaced", "refund", row.id, number=one.number)


def _check_void(ex: Examination, one: _Return, events: dict[str, Happened]) -> None:
    paper = one.paper(VOID)
    row = next(iter(one.found["void"]), None)
    if row is None:
        if paper is not None or one.row.voided_by is not None:
            ex.wrong("void-hidden", "goods_return", one.row.id, number=one.number)
        return
    event = events.get(row.number)
    if event is None or event.body.get("slip") != one.number:
        ex.wrong("void-entry-missing", "return_void", row.id, number=row.number)
    if paper is None or paper.code != row.number:
        ex.wrong("void-paper-missing", "return_void", row.id, number=row.number)
        return
    says = _unchanged(ex, paper)
    if says is None:
        return
    gone = [row for row in one.found["refund"] if row.status in (PAID, AWAITING)]
    gone = [row for row in gone if row.carried_to_id is None]
    if by_tender_on_paper(says.get("given_back", [])) != by_tender(gone):
        ex.wrong("void-differs", "return_void", row.id, number=row.number)


def _check_cash(ex: Examination, one: _Return, first_drawer: datetime | None) -> None:
    """What the drawers say of it; before the shop had drawers, they say nothing."""
    taken = moment_of(one.row.taken_at)
    if first_drawer is None or taken is None or taken < first_drawer:
        return
    booked = total(one.found["cash"], "amount")
    expected = 0
    if one.row.voided_by is None:
        out = [row for row in one.found["refund"] if row.carried_to_id is None]
        out = [row for row in out if row.kind == TenderKind.CASH and row.status == PAID]
        into = [row for row in one.handed_in if row.kind == TenderKind.CASH]
        expected = total(into, "amount") - total(out, "amount")
    if booked != expected:
        cash = one.found["cash"]
        ex.wrong(
            "cash-differs", "drawer_entry", cash[0].id if cash else None,
            number=one.number, stored=booked, due=expected,
        )  # fmt: skip


def _check_credit(ex: Examination, one: _Return) -> None:
    """What went out on cards is on them; refunds of before there were cards name none."""
    issued = total(one.found["card"], "amount")
    out = [row for row in one.found["refund"] if row.kind in ON_A_CARD and row.reference]
    due = total((row for row in out if row.carried_to_id is None), "amount")
    if issued != due:
        cards = one.found["card"]
        ex.wrong(
            "credit-differs", "value_entry", cards[0].id if cards else None,
            number=one.number, stored=issued, due=due,
        )  # fmt: skip


def total(rows: Iterable[Any], name: str) -> int:
    return sum(getattr(row, name) for row in rows)


def by_tender(rows: Rows) -> ByTender:
    """Nothing is no part of it."""
    sums = ByTender()
    for row in rows:
        sums[row.kind, row.label] += row.amount
    return ByTender({tender: amount for tender, amount in sums.items() if amount})


def by_tender_on_paper(parts: Iterable[Mapping[str, Any]]) -> ByTender:
    sums = ByTender()
    for part in parts:
        sums[part["kind"], part.get("label", "")] += part["amount"]
    return ByTender({tender: amount for tender, amount in sums.items() if amount})
