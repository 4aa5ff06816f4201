"""All that the counter shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.rules.splits import SplitPart
from models.services.exchange_decisions import PaidIn
from models.values import ONE, Money, Quantity, TenderKind
from models.values.codes import Proof
from models.values.printing import AS_USUAL, PaperWish

if TYPE_CHECKING:
    from models.services.approval_bodies import Wanted
    from models.services.approval_cards import ApprovalCard
    from models.services.candidates import SaleFound
    from models.services.decisions import ComingBack, DecidedLine, Decision
    from models.services.exchange_decisions import ExchangeDecided, Offered
    from models.services.requests import Unconfirmed
    from models.services.sales import LineOnCounter, SaleOnCounter
    from models.services.search import Choice, Choices
    from models.services.slips import SlipStanding, Taken, Told
    from models.services.suspended import OnHold
    from models.services.terminal import AwaitingTerminal
    from models.values import Message
    from models.values.codes import Answer, RefundBy
    from models.values.identities import Identity
    from ui.mailing import Addressing
    from ui.screens.returns.approving_state import Asking
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
    TOLD = "told"
    """A paper without goods or money: a denial, or a gift receipt."""


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page: what happened, and whether it can be undone."""

    messages: tuple[Message, ...]
    bad: bool = True
    undo: bool = False
    resumes: int | None = None
    """The visit on hold that undoing goes on with."""
    keeps: int | None = None
    """The visit on hold that undoing puts on the list again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """Goods that the customer takes instead, as they are entered."""

    product: Offered
    quantity: Quantity = ONE
    serial: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paying:
    """A part of what the customer owes, as it is entered; without an ``amount`` the rest."""

    kind: TenderKind = TenderKind.CASH
    amount: Money | None = None
    reference: str = ""


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
class Share:
    """A part of the refund as it is being entered; ``exact`` is empty until it is."""

    tender_id: int | None
    kind: TenderKind
    exact: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Splitting:
    """The refund shared out by hand, and why."""

    shares: tuple[Share, ...]
    why: str = ""

    @property
    def parts(self) -> tuple[SplitPart, ...]:
        """What is asked for: parts that are still empty are none."""
        return tuple(
            SplitPart(tender_id=share.tender_id, kind=share.kind, exact=share.exact)
            for share in self.shares
            if share.exact
        )


@dataclass(frozen=True, slots=True)
class Spoken:
    """What papers for a customer speak, or for nobody who is known."""

    customer_id: int | None
    language: str = ""


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
    splitting: Splitting | None = None
    """Instead of the plan that the policy proposes."""
    proof: Proof = Proof.RECEIPT
    """What shows that it was bought here."""
    decision: Decision | None = None
    """Of exactly what is entered now; empty while it is being made."""
    going_out: bool = False
    """What is scanned goes out, in exchange for what comes back."""
    out: tuple[Going, ...] = ()
    exchange: ExchangeDecided | None = None
    """The decision of an exchange, along with :attr:`decision`."""
    paid: tuple[Paying, ...] = (Paying(),)
    """How the customer pays, should anything be owed."""
    wish: PaperWish = AS_USUAL
    """How the customer wants their paper."""
    speaks: Spoken | None = None
    """What it speaks where they wish for nothing; empty while it is looked up."""
    giving: WithoutGoods | None = None
    """Money without goods, beside a return or instead of one."""
    taken: Taken | None = None
    told: Told | None = None
    standing: SlipStanding | None = None
    """How the slip that is shown stands; empty while it is being looked at."""
    voiding: bool = False
    """It was a mistake: what a void takes is asked for."""
    addressing: Addressing | None = None
    """Where the slip is to go by e-mail is asked for."""
    picture: bytes | None = None
    voucher_pictures: tuple[bytes, ...] = ()
    awaiting: tuple[AwaitingTerminal, ...] = ()
    unconfirmed: tuple[Unconfirmed, ...] = ()
    held: tuple[OnHold, ...] = ()
    """What is on hold in the store."""
    left_as: tuple[Answer, ...] = ()
    """With which answers it was left before, where it was and somebody came back to it."""
    asking: Asking | None = None
    """A manager's yes to what is entered, on its way."""
    call: ApprovalCard | None = None
    """A manager was called to this counter."""

    @property
    def paper_language(self) -> str:
        """What the paper is going to speak; empty while that is looked up."""
        if self.wish.language:
            return self.wish.language
        if self.stage is Stage.RETURN and self.sale is not None:
            return self.sale.paper_language
        return self.speaks.language if self.speaks else ""

    @property
    def exchanging(self) -> bool:
        return self.going_out or bool(self.out)

    @property
    def allowed(self) -> Wanted | None:
        """What the managers said yes to, from their own screens."""
        return self.asking.allowed if self.asking else None

    @property
    def may_be_voided(self) -> bool:
        return self.standing is not None and self.standing.may_be_voided

    @property
    def unfinished(self) -> bool:
        """Whether something is entered that another scan must not lose."""
        giving = self.stage is Stage.GIVING and self.giving is not None and self.giving.begun
        return giving or (self.stage in (Stage.RETURN, Stage.GIVING) and bool(self.coming))

    @property
    def to_pay(self) -> Money:
        """What the customer owes, before the coin's rounding."""
        return self.exchange.difference.to_shop if self.exchange else Money()

    @property
    def unshared(self) -> Money:
        """What of the refund is not shared out yet; less than nothing where it is too much."""
        if self.splitting is None or not self.decision or not self.decision.refund:
            return Money()
        shared = Money.total(part.exact for part in self.splitting.parts)
        return self.decision.refund - shared

    @property
    def amounts(self) -> tuple[Money, ...]:
        """What each payment comes to: the first without an amount is the rest of what is
        owed, any other of them nothing."""
        rest = self._rest
        amounts = []
        for one in self.paid:
            amounts.append(rest if one.amount is None else one.amount)
            rest = rest if one.amount is not None else Money()
        return tuple(amounts)

    @property
    def still_owed(self) -> Money:
        """What no payment covers; below nothing where too much is entered."""
        return self.to_pay - Money.total(self.amounts)

    @property
    def payments(self) -> tuple[PaidIn, ...]:
        """What is handed in with the exchange; nothing where nothing is owed."""
        if not self.to_pay:
            return ()
        return tuple(
            PaidIn(
                kind=one.kind,
                amount=amount,
                reference="" if one.kind is TenderKind.CASH else one.reference,
            )
            for one, amount in zip(self.paid, self.amounts, strict=True)
            if amount
        )

    @property
    def all_in_cash(self) -> bool:
        return all(one.kind is TenderKind.CASH for one in self.payments)

    @property
    def _rest(self) -> Money:
        typed = Money.total(one.amount for one in self.paid if one.amount is not None)
        return max(self.to_pay - typed, Money())

    def line(self, line_id: int) -> LineOnCounter | None:
        lines = self.sale.lines if self.sale else self.without.goods if self.without else ()
        return next((line for line in lines if line.line_id == line_id), None)

    def entered(self, line_id: int) -> ComingBack | None:
        return next((line for line in self.coming if line.line_id == line_id), None)

    def decided(self, line_id: int) -> DecidedLine | None:
        lines = self.decision.lines if self.decision else ()
        return next((line for line in lines if line.line_id == line_id), None)
