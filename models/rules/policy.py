"""The shop's terms: clauses that say what holds for which goods, and which clause wins."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_LIMIT: Final = "no limit"
Window = int | Literal["no limit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Terms for a department's goods, or for the whole shop where it names none.

    A term left out is not set by this clause. ``window_days`` counts from the day after
    the sale, the last day included; :data:`NO_LIMIT` and 0 are different things.
    """

    number: int
    department: str | None = None
    window_days: Window | None = None
    final_sale: bool | None = None
    opened_fee_percent: Decimal | None = None
    cash_instead: bool | None = None
    """Whether money paid by another tender may go back in cash."""


TERMS = tuple(
    field.name for field in fields(Clause) if field.name not in ("number", "department")
)


@dataclass(frozen=True, slots=True)
class Term:
    """One setting in force for a line, and the clause that set it."""

    value: Any
    clause: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one line; every term names its clause."""

    window_days: Term
    final_sale: Term
    opened_fee_percent: Term
    cash_instead: Term


DEFAULTS: Mapping[str, Any] = {
    "window_days": 0,
    "final_sale": False,
    "opened_fee_percent": Decimal(0),
    "cash_instead": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One version of the shop's terms."""

    number: int
    clauses: tuple[Clause, ...]
    day_of_sale_counts: bool = False

    def terms_for(self, department: str | None) -> Terms:
        """A clause naming the department wins over the shop's, term by term.

        What no clause sets is the careful default, said to come from clause 0.
        """
        return Terms(**{name: self._term(name, department) for name in TERMS})

    def _term(self, name: str, department: str | None) -> Term:
        for wanted in dict.fromkeys((department, None)):
            for clause in self.clauses:
                if clause.department == wanted:
                    value = getattr(clause, name)
                    if value is not None:
                        return Term(value, clause.number)
        return Term(DEFAULTS[name], 0)


def policy_to_json(policy: Policy) -> dict[str, Any]:
    """Its body as stored; :func:`policy_from_json` reads it back, number aside."""
    clauses = [
        {
            field.name: str(value) if isinstance(value, Decimal) else value
            for field in fields(Clause)
            if (value := getattr(clause, field.name)) is not None
        }
        for clause in policy.clauses
    ]
    return {"day_of_sale_counts": policy.day_of_sale_counts, "clauses": clauses}


def policy_from_json(number: int, body: Mapping[str, Any]) -> Policy:
    return Policy(
        number=number,
        clauses=tuple(_clause_from_json(stored) for stored in body["clauses"]),
        day_of_sale_counts=body["day_of_sale_counts"],
    )


def _clause_from_json(stored: Mapping[str, Any]) -> Clause:
    values = dict(stored)
    if "opened_fee_percent" in values:
        values["opened_fee_percent"] = Decimal(values["opened_fee_percent"])
    return Clause(**values)


PLAIN_POLICY = Policy(
    number=1,
    clauses=(
        Clause(
            number=1,
            window_days=30,
            final_sale=False,
            opened_fee_percent=Decimal(0),
            cash_instead=True,
        ),
    ),
)
"""What a new shop starts with: thirty days, no fee."""
