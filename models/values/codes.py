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
        return tuple(Answer).index(self)


class Reason(StrEnum):
    """Why the customer brings it back."""

    CHANGED_MIND = "changed-mind"
    FAULTY = "faulty"
    WRONG_SIZE = "wrong-size"
    WRONG_ITEM = "wrong-item"
    NOT_AS_DESCRIBED = "not-as-described"
    GIFT = "gift"
    OTHER = "other"


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
    """What the clerk may choose between."""

    ORIGINAL = "original"
    CASH = "cash"
