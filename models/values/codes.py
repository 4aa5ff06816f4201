"""The codes that rules, screens and papers share; ``receipts.sentences`` has their words."""

from __future__ import annotations

from enum import StrEnum


class Answer(StrEnum):
    """What is said of a line, from kindest to gravest."""

    ACCEPT = "accept"
    ASK = "ask"
    OVERRIDE = "override"
    REFUSE = "refuse"

    @property
    def gravity(self) -> int:
        return _GRAVITY[self]


_GRAVITY = {answer: gravity for gravity, answer in enumerate(Answer)}


class Reason(StrEnum):
    """Why the customer brings it back."""

    CHANGED_MIND = "changed-mind"
    FAULTY = "faulty"
    WRONG_SIZE = "wrong-size"
    WRONG_ITEM = "wrong-item"
    NOT_AS_DESCRIBED = "not-as-described"
    GIFT = "gift"
    OTHER = "other"


class CorrectionReason(StrEnum):
    """Why some of a price is given back while the goods stay with the customer."""

    PRICE_MATCH = "price-match"
    """Another shop has it for less."""
    SHELF_PRICE = "shelf-price"
    ADVERTISED_PRICE = "advertised-price"
    PROMOTION_MISSED = "promotion-missed"
    DAMAGED_KEPT = "damaged-kept"
    OTHER = "other"


class GoodwillReason(StrEnum):
    """What the shop wants to make good with money or credit."""

    LONG_WAIT = "long-wait"
    WRONG_INFORMATION = "wrong-information"
    BROKEN_PROMISE = "broken-promise"
    LATE_DELIVERY = "late-delivery"
    FAULTY_AGAIN = "faulty-again"
    RUDE_SERVICE = "rude-service"
    EXPENSES = "expenses"
    """What it cost the customer that something went wrong, such as the way to the shop."""
    OTHER = "other"


class Remedy(StrEnum):
    """What the customer asks for."""

    REFUND = "refund"
    EXCHANGE = "exchange"
    REPAIR = "repair"


class Proof(StrEnum):
    """What shows that it was bought here."""

    RECEIPT = "receipt"
    GIFT_RECEIPT = "gift"
    CARD = "card"
    LOYALTY = "loyalty"
    EMAIL = "e-mail"
    NONE = "none"


class Capture(StrEnum):
    """What a policy may ask to see or note before it says yes."""

    IDENTITY = "id"
    CUSTOMER = "customer"
    """Who it is: somebody the shop knows, by name or number."""
    SERIAL = "serial"
    SERVICE_REPORT = "service-report"
    CERTIFICATE = "certificate"
    CARD = "card"
    """The physical card that paid."""
    APPROVAL_NUMBER = "approval-number"
    LOCK_OFF = "lock-off"
    """The goods are no longer tied to their owner's account."""
    PHOTO = "photo"
    INSPECTION = "inspection"


class Obtained(StrEnum):
    """How the customer came by the goods."""

    BOUGHT = "bought"
    EXCHANGED = "exchanged"
    FREE_GIFT = "free-gift"


class Charge(StrEnum):
    """What was paid for that is no goods."""

    DELIVERY = "delivery"
    WRAPPING = "wrapping"
    DEPOSIT = "deposit"
    """For a bottle, a crate, a key: paid back when that comes back."""
    SERVICE = "service"
    OTHER = "other"


class GoodsBack(StrEnum):
    """How much of the goods of a sale comes back with a charge, or came back before."""

    NONE = "none"
    SOME = "some"
    ALL = "all"


class Place(StrEnum):
    """Where goods are brought back, seen from where they were bought."""

    SAME = "same"
    OTHER = "other"
    NOT_CARRIED = "not-carried"
    """A store that does not carry the brand."""


class Standing(StrEnum):
    """What the shop thinks of a customer."""

    USUAL = ""
    TRUSTED = "trusted"
    BLOCKED = "blocked"


class Decider(StrEnum):
    """Who may say yes, from the least rank to none."""

    CLERK = "clerk"
    MANAGER = "manager"
    TWO_MANAGERS = "two-managers"
    NOBODY = "nobody"

    @property
    def answer(self) -> Answer:
        return _ANSWER_OF[self]


_ANSWER_OF = {
    Decider.CLERK: Answer.ACCEPT,
    Decider.MANAGER: Answer.OVERRIDE,
    Decider.TWO_MANAGERS: Answer.OVERRIDE,
    Decider.NOBODY: Answer.REFUSE,
}


class CureKind(StrEnum):
    """What would turn a finding into a yes."""

    APPROVAL = "approval"
    CAPTURE = "capture"
    TENDER = "tender"
    EXCHANGE = "exchange"
    REPAIR = "repair"
    WAIT = "wait"
    PROOF = "proof"
    ENTRY = "entry"
    """Something that the clerk has not entered yet, or entered wrongly."""


class Condition(StrEnum):
    """What state the goods are in."""

    SEALED = "sealed"
    AS_NEW = "as-new"
    OPENED = "opened"
    USED = "used"
    DAMAGED = "damaged"


class Disposition(StrEnum):
    """What becomes of the goods (names of ARTS POSLog)."""

    RETURN_TO_STOCK = "return-to-stock"
    REPAIR = "repair"
    RETURN_TO_SUPPLIER = "return-to-supplier"
    WRITE_OFF = "write-off"
    WASTE = "waste"
    UNDECIDED = "undecided"


USUAL_CONDITION = {
    Reason.CHANGED_MIND: Condition.AS_NEW,
    Reason.FAULTY: Condition.USED,
    Reason.WRONG_SIZE: Condition.AS_NEW,
    Reason.WRONG_ITEM: Condition.SEALED,
    Reason.NOT_AS_DESCRIBED: Condition.OPENED,
    Reason.GIFT: Condition.SEALED,
}
"""What is proposed with a reason, so that most returns need one key less; ``other`` none."""


class RefundBy(StrEnum):
    """How the customer may get the money: as it was paid, or all of it by one tender."""

    ORIGINAL = "original"
    CASH = "cash"
    STORE_CREDIT = "store-credit"
    GIFT_CARD = "gift-card"
    TRANSFER = "transfer"
    CHEQUE = "cheque"
