"""The first form of a stored policy, which shops have on record: departments and four terms.

Its clauses keep their numbers, as papers quote them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from models.rules.terms import SHOPS_FAULT
from models.values.codes import Condition

if TYPE_CHECKING:
    from collections.abc import Mapping

WAIVED: Final = (
    {"reason": sorted(SHOPS_FAULT)},
    {"condition": ["", Condition.SEALED, Condition.AS_NEW]},
)
"""The fee was for goods known to be opened, used or damaged, and not by the shop's fault."""


def is_first_form(document: Mapping[str, Any]) -> bool:
    return "clauses" in document and "day_of_sale_counts" in document


def from_first_form(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same policy in today's form.

    Where two clauses of a department set one term, the first of them won.
    """
    said: dict[str, set[str]] = {}
    clauses = []
    for stored in document["clauses"]:
        department = stored.get("department")
        known = said.setdefault(str(department).casefold(), set())
        terms = {name: value for name, value in _terms(stored).items() if name not in known}
        known.update(terms)
        when = {} if department is None else {"when": {"department": department}}
        clauses.append({"number": stored["number"], **when, **terms})
    return {"day_of_sale_is_day_one": document["day_of_sale_counts"], "clause": clauses}


def _terms(stored: Mapping[str, Any]) -> dict[str, Any]:
    terms: dict[str, Any] = {}
    days = stored.get("window_days")
    if days is not None:
        terms["window"] = days if isinstance(days, str) else f"{days} days"
    if stored.get("final_sale") is not None:
        terms["final_sale"] = stored["final_sale"]
    percent = stored.get("opened_fee_percent")
    if percent is not None:
        charged = {"percent": percent, "waived": list(WAIVED)}
        terms["fee"] = {"opened": charged if Decimal(percent) else False}
    if stored.get("cash_instead") is not None:
        terms["refund"] = {"choices": ["cash"] if stored["cash_instead"] else []}
    return terms
