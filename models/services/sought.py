"""What exactly somebody has to say yes to: bound to every line, amount, tender and finding.

The same is made of a request when a yes is asked for, when it is given, and again inside the
transaction that uses it; their digests agree only where nothing changed in between.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from models.rules.approvals import Needed, overridden
from models.services.requests import digest_of
from models.services.seen import written_finding
from models.values import Money
from models.values.approvals import ApprovalKind
from models.values.codes import Answer
from models.values.messages import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.rules.findings import Finding
    from models.rules.refunds import PlannedRefund
    from models.services.corrections import CorrectionAsked
    from models.services.decisions import ComingBack, DecidedLine, Decision, ReturnAsked
    from models.services.exchange_decisions import ExchangeAsked, ExchangeDecided
    from models.services.giving import Giving
    from models.services.goodwill import GoodwillAsked
    from models.services.no_receipt import WithoutSale
    from models.services.sold import SoldSale
    from models.values import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """``subject`` is what it is about, in one word; ``seen`` what is shown of it, as JSON."""

    kind: ApprovalKind
    subject: str
    about: str = ""
    customer_id: int | None = None
    digest: str
    needed: Needed
    amount: Money = Money()  # noqa: RUF009  an immutable value
    """What is to be paid, before the coin."""
    why: tuple[Message, ...] = ()
    """Why it takes a yes."""
    seen: Mapping[str, Any] = field(default_factory=dict)


def of_return(asked: ReturnAsked, decision: Decision, sale: SoldSale) -> Sought:
    rows = {row.id: row for row in sale.lines}
    skus = [rows[line.line_id].sku for line in asked.lines]
    return Sought(
        kind=ApprovalKind.RETURN,
        subject=f"sale:{sale.sale_id}",
        about=sale.number,
        customer_id=sale.customer_id,
        seen={"sale": sale.number, **_shown(decision, asked.lines, skus)},
        **_bound(asked.digest(), decision, _sums(decision)),
    )


def of_exchange(asked: ExchangeAsked, decided: ExchangeDecided, sale: SoldSale) -> Sought:
    """Without what the customer pays: it is the difference, and follows from the rest."""
    rows = {row.id: row for row in sale.lines}
    skus = [rows[line.line_id].sku for line in asked.back.lines]
    shown = _shown(decided.decision, asked.back.lines, skus)
    shown["lines"] += [
        {
            "description": line.product.name,
            "sku": line.product.sku,
            "quantity": line.quantity.thousandths,
            "amount": line.price.minor,
            "out": True,
        }
        for line in decided.out
    ]
    out = [[line.product.product_id, line.price.minor, line.replaces] for line in decided.out]
    request = [replace(asked, paid=()).digest(), out, decided.difference.price.minor]
    return Sought(
        kind=ApprovalKind.EXCHANGE,
        subject=f"sale:{sale.sale_id}",
        about=sale.number,
        customer_id=sale.customer_id,
        seen={"sale": sale.number, **shown},
        **_bound(request, decided.decision, _sums(decided.decision)),
    )


def of_goods(
    asked: WithoutSale, decision: Decision, skus: Sequence[str], register_id: int
) -> Sought:
    """Without a sale, it is about whoever stands at the register."""
    first = decision.lines[0].description if decision.lines else ""
    return Sought(
        kind=ApprovalKind.NO_RECEIPT,
        subject=f"register:{register_id}",
        about=first,
        customer_id=asked.customer_id,
        seen=_shown(decision, [line.coming for line in asked.lines], skus),
        **_bound(asked.digest(), decision, _sums(decision)),
    )


def of_correction(
    asked: CorrectionAsked, decision: Giving, sale: SoldSale, description: str, sku: str
) -> Sought:
    line = {"description": description, "sku": sku, "amount": asked.amount.minor}
    return Sought(
        kind=ApprovalKind.CORRECTION,
        subject=f"sale:{sale.sale_id}",
        about=sale.number,
        customer_id=sale.customer_id,
        seen={"sale": sale.number, **_given(decision, [{**line, "reason": asked.reason}])},
        **_giving(asked.digest(), decision),
    )


def of_goodwill(
    asked: GoodwillAsked,
    decision: Giving,
    *,
    customer_id: int | None,
    sale_number: str,
    register_id: int,
) -> Sought:
    """About the sale, else the customer, else whoever stands at the register."""
    subject = f"register:{register_id}"
    if customer_id is not None:
        subject = f"customer:{customer_id}"
    if asked.sale_id is not None:
        subject = f"sale:{asked.sale_id}"
    return Sought(
        kind=ApprovalKind.GOODWILL,
        subject=subject,
        about=sale_number,
        customer_id=customer_id,
        seen={"sale": sale_number, "why": asked.reason, **_given(decision, [])},
        **_giving(asked.digest(), decision),
    )


def of_void(slip: str, sale: str, customer_id: int | None, amount: Money) -> Sought:
    """What was paid out is what a yes has to cover, though it comes back."""
    return Sought(
        kind=ApprovalKind.VOID,
        subject=f"slip:{slip}",
        about=slip,
        customer_id=customer_id,
        digest=digest_of({"void": slip}),
        needed=Needed(line=amount, case=amount),
        amount=amount,
        seen={"sale": sale, "amount": amount.minor, "to_pay": amount.minor},
    )


def of_fact(kind: ApprovalKind, subject: str, amount: Money) -> Sought:
    """What a manager on the spot allows, and nothing more is to be said of."""
    return Sought(
        kind=kind,
        subject=subject,
        about=subject,
        digest=digest_of({"of": subject, "amount": amount.minor}),
        needed=Needed(line=amount, case=amount),
        amount=amount,
        seen={"amount": amount.minor, "to_pay": amount.minor},
    )


def _sums(decision: Decision) -> list[Money]:
    return [line.decision.refund for line in decision.lines]


def _bound(request: object, decision: Decision, sums: Sequence[Money]) -> dict[str, Any]:
    findings = [f for line in decision.lines for f in line.decision.findings]
    split = decision.split.beyond if decision.split else ()
    codes = overridden(findings) | {message.code for message in split}
    lines = [
        [
            line.line_id,
            *(one.minor for one in (line.decision.gross, line.decision.fee, line.decision.tax)),
            [[part.name, part.amount.minor] for part in line.decision.kept],
            _said(line.decision.findings),
        ]
        for line in decision.lines
    ]
    body = {
        "request": request,
        "lines": lines,
        "refund": decision.refund.minor,
        "plan": _plan(decision.plan),
        "split": sorted(message.code for message in split),
    }
    return {
        "digest": digest_of(body),
        "needed": Needed(
            codes=codes,
            line=max(sums, default=Money(), key=lambda each: each.minor),
            case=Money.total(sums),
            managers=max(decision.managers, 1),
        ),
        "amount": decision.refund,
        "why": (*_outweighed(findings), *split, *decision.beyond),
    }


def _giving(request: str, decision: Giving) -> dict[str, Any]:
    body = {
        "request": request,
        "amount": [decision.amount.minor, decision.tax.minor],
        "plan": _plan(decision.plan),
        "findings": _said(decision.findings),
    }
    return {
        "digest": digest_of(body),
        "needed": Needed(
            codes=overridden(decision.findings),
            line=decision.amount,
            case=decision.amount,
            managers=max(decision.managers, 1),
        ),
        "amount": decision.amount,
        "why": (*_outweighed(decision.findings), *decision.beyond),
    }


def _outweighed(findings: Iterable[Finding]) -> list[Message]:
    return [finding.message for finding in findings if finding.answer is Answer.OVERRIDE]


def _said(findings: Iterable[Finding]) -> list[list[Any]]:
    return [[f.message.code, f.answer, f.clause, f.version] for f in findings]


def _plan(plan: Iterable[PlannedRefund]) -> list[list[Any]]:
    return [
        [part.tender_id, part.kind, part.label, part.exact.minor, part.amount.minor]
        for part in plan
    ]


def _shown(
    decision: Decision, lines: Sequence[ComingBack], skus: Sequence[str]
) -> dict[str, Any]:
    split = decision.split.beyond if decision.split else ()
    return {
        "lines": [
            _shown_line(one, line, sku)
            for one, line, sku in zip(decision.lines, lines, skus, strict=True)
        ],
        **_money(decision, (*split, *decision.beyond)),
        "amount": decision.refund.minor,
    }


def _shown_line(one: DecidedLine, line: ComingBack, sku: str) -> dict[str, Any]:
    return {
        "description": one.description,
        "sku": sku,
        "quantity": line.quantity.thousandths,
        "amount": one.decision.refund.minor,
        "reason": line.reason,
        "condition": line.condition,
        "answer": one.decision.answer,
        "findings": [written_finding(finding) for finding in one.decision.findings],
    }


def _given(decision: Giving, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "lines": lines,
        **_money(decision, decision.beyond),
        "amount": decision.amount.minor,
        "findings": [written_finding(finding) for finding in decision.findings],
    }


def _money(decision: Decision | Giving, beyond: Iterable[Message]) -> dict[str, Any]:
    return {
        "beyond": [written(message) for message in beyond],
        "policy": decision.policy,
        "to_pay": decision.to_pay.minor,
        "plan": _plan(decision.plan),
    }
