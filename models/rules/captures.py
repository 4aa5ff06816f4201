"""What must be seen or noted before yes, and goods that are held until someone looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.rules.charges import OF_A_PERSON
from models.rules.findings import Cure
from models.values import ONE
from models.values.codes import Answer, Capture, CureKind, Proof

if TYPE_CHECKING:
    from models.rules.facts import Facts
    from models.rules.findings import Judging

ENTRY = Cure(CureKind.ENTRY)
NO_PROOF: Final = Proof.NONE


def judge_entries(judging: Judging) -> None:
    """What is missing or wrong in the request itself; no clause is needed to say so."""
    facts = judging.facts
    line, asked = facts.line, facts.asked
    wanted, sold = asked.quantity.thousandths, line.sold.thousandths
    if wanted <= 0:
        judging.find(Answer.ASK, "quantity-missing", None, ENTRY)
    elif wanted > sold - line.returned.thousandths:
        judging.find(
            Answer.REFUSE, "more-than-left", None, ENTRY, asked=asked.quantity, left=line.left
        )
    if wanted % 1000 and not line.weighed and not sold % 1000:
        judging.find(Answer.REFUSE, "not-by-weight", None, ENTRY)
    if asked.reason is None:
        judging.find(Answer.ASK, "reason-missing", None, ENTRY)
    if asked.condition is None and line.charge is None:
        judging.find(Answer.ASK, "condition-missing", None, ENTRY)
    if line.serial:
        _judge_serial(judging)
    elif line.serialised and asked.proof is NO_PROOF:
        _judge_serial_unknown(judging)


def judge_captures(judging: Judging) -> None:
    """Each thing that the policy wants to see: asked for until it is there."""
    facts = judging.facts
    for name, given in judging.terms.all_of("capture"):
        what = Capture(name)
        if facts.line.charge is not None and what not in OF_A_PERSON:
            continue  # there are no goods to look at
        if what is Capture.SERIAL and facts.line.serial:
            continue  # asked for already, as this line carries one
        if what is Capture.INSPECTION and judging.terms.value("inspection"):
            continue  # said by the term itself
        if not _is_there(facts, what):
            cure = Cure(CureKind.CAPTURE, {"what": what})
            judging.find(Answer.ASK, f"needs-{name}", given, cure)


def judge_inspection(judging: Judging) -> None:
    """Held until somebody has looked inside; with credit meanwhile, or nothing yet."""
    given = judging.terms["inspection"]
    if judging.facts.line.charge is not None:
        return
    if _is_there(judging.facts, Capture.INSPECTION):
        return
    if given.value.credit:
        judging.find(Answer.ACCEPT, "held-with-credit", given, days=given.value.days)
    else:
        cure = Cure(CureKind.CAPTURE, {"what": Capture.INSPECTION})
        judging.find(Answer.ASK, "needs-inspection", given, cure, days=given.value.days)


def is_held(judging: Judging) -> bool:
    given = judging.terms["inspection"]
    return bool(given.value) and not _is_there(judging.facts, Capture.INSPECTION)


def _judge_serial(judging: Judging) -> None:
    line, asked = judging.facts.line, judging.facts.asked
    if not asked.serial:
        cure = Cure(CureKind.CAPTURE, {"what": Capture.SERIAL})
        judging.find(Answer.ASK, "serial-missing", None, cure)
    elif asked.serial.casefold() != line.serial.casefold():
        judging.find(Answer.REFUSE, "serial-differs", None, ENTRY)
    elif asked.quantity > ONE:
        judging.find(
            Answer.REFUSE, "more-than-left", None, ENTRY, asked=asked.quantity, left=ONE
        )


def _judge_serial_unknown(judging: Judging) -> None:
    """Without a receipt and without its number the same piece could come back twice."""
    asked_for = Capture.SERIAL in dict(judging.terms.all_of("capture"))
    if not asked_for and not _is_there(judging.facts, Capture.SERIAL):
        cure = Cure(CureKind.CAPTURE, {"what": Capture.SERIAL})
        judging.find(Answer.ASK, "serial-missing", None, cure)


def _is_there(facts: Facts, what: Capture) -> bool:
    if what is Capture.CUSTOMER:
        return facts.visit.visitor.known
    if what is Capture.SERIAL:
        return bool(facts.asked.serial or facts.asked.captured.get(what))
    return bool(facts.asked.captured.get(what))
