"""A request as plain data and back, for what is put on hold.

Only what was entered: no price, no decision, no payment. A text keeps no card's number. What
another version of the program wrote, or nobody of ours, is not guessed at.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from models.rules.splits import SplitPart
from models.services.decisions import ComingBack, ReturnAsked
from models.services.exchange_decisions import ExchangeAsked, GoingOut
from models.services.journal import canonical
from models.services.no_receipt import ProductBack, WithoutSale
from models.values import Money, Quantity, TenderKind
from models.values.card_numbers import mask_card_numbers
from models.values.codes import (
    Capture,
    Condition,
    Disposition,
    Proof,
    Reason,
    RefundBy,
    Remedy,
)
from models.values.identities import Identity, IdentityKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERSION: Final = 1
RETURN, EXCHANGE, NO_RECEIPT = "return", "exchange", "no-receipt"

Entered = ReturnAsked | WithoutSale | ExchangeAsked
"""What can be put on hold; an exchange without its payments."""


def kind_of(asked: Entered) -> str:
    match asked:
        case ReturnAsked():
            return RETURN
        case ExchangeAsked():
            return EXCHANGE
        case WithoutSale():
            return NO_RECEIPT


def lines_of(asked: Entered) -> tuple[ComingBack, ...]:
    """What comes back."""
    match asked:
        case ReturnAsked():
            return asked.lines
        case ExchangeAsked():
            return asked.back.lines
        case WithoutSale():
            return tuple(line.coming for line in asked.lines)


def write_body(asked: Entered, request_id: str = "") -> str:
    """``request_id`` is the one under which exactly this was tried, where it was."""
    entered = {"version": VERSION, "kind": kind_of(asked), "request": request_id}
    match asked:
        case ReturnAsked():
            return canonical({**entered, "back": _written_return(asked)})
        case ExchangeAsked():
            out = [
                {
                    "product": one.product_id,
                    "quantity": one.quantity.thousandths,
                    "serial": mask_card_numbers(one.serial),
                }
                for one in asked.out
            ]
            return canonical({**entered, "back": _written_return(asked.back), "out": out})
        case WithoutSale():
            return canonical({**entered, "goods": _written_goods(asked)})


def read_body(body: str) -> tuple[Entered, str]:
    """What was entered, and the id under which it was tried.

    Raise ``ValueError`` for what this version did not write.
    """
    try:
        entered = _object(json.loads(body))
        if entered["version"] != VERSION:
            raise ValueError(f"version {entered['version']}")
        return _read(entered), _text(entered["request"])
    except (KeyError, RecursionError) as why:
        raise ValueError(f"not a request: {why}") from why


def _written_return(asked: ReturnAsked) -> dict[str, Any]:
    return {
        "sale": asked.sale_id,
        "lines": [_written_line(line) for line in asked.lines],
        "refund_by": asked.refund_by,
        "split": _written_split(asked.split),
        "split_why": mask_card_numbers(asked.split_why),
        "remedy": asked.remedy,
        "proof": asked.proof,
        **_written_lowered(asked.lowered_to),
    }


def _written_lowered(to: Money | None) -> dict[str, int]:
    return {} if to is None else {"lowered_to": to.minor}


def _written_line(line: ComingBack) -> dict[str, Any]:
    return {
        "line": line.line_id,
        "quantity": line.quantity.thousandths,
        "reason": line.reason,
        "condition": line.condition,
        "serial": mask_card_numbers(line.serial),
        "captured": {what: mask_card_numbers(note) for what, note in line.captured.items()},
        "missing_parts": line.missing_parts.minor,
        "disposition": line.disposition,
    }


def _written_split(split: Sequence[SplitPart]) -> list[dict[str, Any]]:
    return [
        {"tender": part.tender_id, "kind": part.kind, "exact": part.exact.minor}
        for part in split
    ]


def _written_goods(asked: WithoutSale) -> dict[str, Any]:
    """Of a document what :class:`Identity` keeps: a keyed hash and three characters."""
    shown = asked.identity
    identity = shown and {
        "kind": shown.kind,
        "issuer": mask_card_numbers(shown.issuer),
        "digest": shown.digest,
        "last": shown.last,
    }
    return {
        "lines": [
            {"product": line.product_id, **_written_line(line.coming)} for line in asked.lines
        ],
        "customer": asked.customer_id,
        "identity": identity,
        "refund_by": asked.refund_by,
        "split": _written_split(asked.split),
        "split_why": mask_card_numbers(asked.split_why),
        **_written_lowered(asked.lowered_to),
    }


def _read(entered: Mapping[str, Any]) -> Entered:
    match entered["kind"]:
        case "return":
            return _read_return(_object(entered["back"]))
        case "exchange":
            out = tuple(
                GoingOut(
                    product_id=_number(one["product"]),
                    quantity=Quantity(_number(one["quantity"])),
                    serial=_text(one["serial"]),
                )
                for one in map(_object, _list(entered["out"]))
            )
            return ExchangeAsked(back=_read_return(_object(entered["back"])), out=out)
        case "no-receipt":
            return _read_goods(_object(entered["goods"]))
        case kind:
            raise ValueError(f"no such kind: {kind!r}")


def _read_return(back: Mapping[str, Any]) -> ReturnAsked:
    return ReturnAsked(
        sale_id=_number(back["sale"]),
        lines=tuple(_read_line(_object(line)) for line in _list(back["lines"])),
        refund_by=_refund_by(back["refund_by"]),
        split=_read_split(back["split"]),
        split_why=_text(back["split_why"]),
        remedy=Remedy(back["remedy"]),
        proof=Proof(back["proof"]),
        lowered_to=_lowered(back),
    )


def _lowered(entered: Mapping[str, Any]) -> Money | None:
    return Money(_number(entered["lowered_to"])) if "lowered_to" in entered else None


def _read_line(line: Mapping[str, Any]) -> ComingBack:
    captured = _object(line["captured"])
    return ComingBack(
        line_id=_number(line["line"]),
        quantity=Quantity(_number(line["quantity"])),
        reason=None if line["reason"] is None else Reason(line["reason"]),
        condition=None if line["condition"] is None else Condition(line["condition"]),
        serial=_text(line["serial"]),
        captured={Capture(what): _text(note) for what, note in captured.items()},
        missing_parts=Money(_number(line["missing_parts"])),
        disposition=_disposition(line["disposition"]),
    )


def _read_split(split: object) -> tuple[SplitPart, ...]:
    return tuple(
        SplitPart(
            tender_id=None if part["tender"] is None else _number(part["tender"]),
            kind=TenderKind(_text(part["kind"])),
            exact=Money(_number(part["exact"])),
        )
        for part in map(_object, _list(split))
    )


def _disposition(code: object) -> Disposition | None:
    return None if code is None else Disposition(_text(code))


def _read_goods(goods: Mapping[str, Any]) -> WithoutSale:
    return WithoutSale(
        lines=tuple(
            ProductBack(product_id=_number(line["product"]), coming=_read_line(line))
            for line in map(_object, _list(goods["lines"]))
        ),
        customer_id=None if goods["customer"] is None else _number(goods["customer"]),
        identity=_identity(goods["identity"]),
        refund_by=_refund_by(goods["refund_by"]),
        split=_read_split(goods["split"]),
        split_why=_text(goods["split_why"]),
        lowered_to=_lowered(goods),
    )


def _refund_by(code: object) -> RefundBy | None:
    return None if code is None else RefundBy(_text(code))


def _identity(shown: object) -> Identity | None:
    if shown is None:
        return None
    document = _object(shown)
    return Identity(
        kind=IdentityKind(document["kind"]),
        issuer=_text(document["issuer"]),
        digest=_text(document["digest"]),
        last=_text(document["last"]),
    )


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"no object: {value!r}")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"no list: {value!r}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"no text: {value!r}")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"no whole number: {value!r}")
    return value
