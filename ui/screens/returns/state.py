"""All that the counter shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.values import ONE, Money, Quantity, TenderKind
from models.values.codes import Proof

if TYPE_CHECKING:
    from models.services.candidates import SaleFound
    from models.services.decisions import ComingBack, DecidedLine, Decision
    from models.services.exchange_decisions import ExchangeDecided, Offered
    from models.services.exchanges import Taken
    from models.services.refunds import AwaitingTerminal
    from models.services.requests import Unconfirmed
    from models.services.sales import LineOnCounter, SaleOnCounter
    from models.services.search import Choice, Choices
    from models.values import Message
    from models.values.codes import RefundBy
    from models.values.identities import Identity
    from ui.screens.returns.giving_state import WithoutGoods


class Stage(StrEnum):
    """Where the visit stands; each has its own page."""

    WAITING = "waiting"
    CHOOSING = "choosing"
    FINDING = "finding"
    """No receipt: what the customer remembers, and the sales that it might be."""
    RETURN = "return"
    GIVING = "giving"
    """Money without goods: goodwill, or a part of the price of a line."""
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page: what happened, and whether it can be undone."""

    messages: tuple[Message, ...]
    bad: bool = True
    undo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """Goods that the customer takes instead, as they are entered."""

    product: Offered
    quantity: Quantity = ONE
    serial: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreceipted:
    """A return without a sale: the products looked up, and who brings them."""

    goods: tuple[LineOnCounter, ...] = ()
    """Each at its place on the list, which is its ``line_id``."""
    products: tuple[int, ...] = ()
    """Which product each of them is."""
    named: tuple[Choice, ...] = ()
    """Products or customers that were meant, to choose one of."""
    customer: Choice | None = None
    identity: Identity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterState:
    stage: Stage = Stage.WAITING
    busy: bool = False
    said: Said | None = None
    choices: Choices | None = None
    candidates: tuple[SaleFound, ...] = ()
    sale: SaleOnCounter | None = None
    without: Unreceipted | None = None
    """Instead of a sale."""
    coming: tuple[ComingBack, ...] = ()
    current: int | None = None
    """The line whose reason the next key names."""
    refund_by: RefundBy | None = None
    """What the customer chose; the policy's own way while nothing is chosen."""
    proof: Proof = Proof.RECEIPT
    """What shows that it was bought here."""
    decision: Decision | None = None
    """Of exactly what is entered now; empty while it is being made."""
    going_out: bool = False
    """What is scanned goes out, in exchange for what comes back."""
    out: tuple[Going, ...] = ()
    exchange: ExchangeDecided | None = None
    """The decision of an exchange, along with :attr:`decision`."""
    pay_by: TenderKind = TenderKind.CASH
    reference: str = ""
    """Of what the customer pays, unless it is cash."""
    giving: WithoutGoods | None = None
    """Money without goods, beside a return or instead of one."""
    taken: Taken | None = None
    picture: bytes | None = None
    voucher_pictures: tuple[bytes, ...] = ()
    awaiting: tuple[AwaitingTerminal, ...] = ()
    unconfirmed: tuple[Unconfirmed, ...] = ()

    @property
    def exchanging(self) -> bool:
        return self.going_out or bool(self.out)

    @property
    def unfinished(self) -> bool:
        """Whether something is entered that another scan must not lose."""
        giving = self.stage is Stage.GIVING and self.giving is not None and self.giving.begun
        return giving or (self.stage in (Stage.RETURN, Stage.GIVING) and bool(self.coming))

    @property
    def to_pay(self) -> Money:
        """What the customer owes, before the coin's rounding."""
        return self.exchange.difference.to_shop if self.exchange else Money()

    def line(self, line_id: int) -> LineOnCounter | None:
        lines = self.sale.lines if self.sale else self.without.goods if self.without else ()
        return next((line for line in lines if line.line_id == line_id), None)

    def entered(self, line_id: int) -> ComingBack | None:
        return next((line for line in self.coming if line.line_id == line_id), None)

    def decided(self, line_id: int) -> DecidedLine | None:
        lines = self.decision.lines if self.decision else ()
        return next((line for line in lines if line.line_id == line_id), None)
