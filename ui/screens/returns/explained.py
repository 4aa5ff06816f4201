"""A decision in words: every reason with its clause and cure, other ways, what to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values.codes import Answer, Capture, CureKind, RefundBy
from receipts.options import ORIGINAL
from receipts.sentences import ANSWERS, TENDERS
from ui import words
from ui.theme import Tone
from ui.widgets.finding_card import FindingCard, Told
from ui.widgets.told import gravest_first, needs_quote, told
from ui.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.rules.findings import Cure, Finding
    from models.services.decisions import DecidedLine, Decision
    from models.services.sales import LineOnCounter
    from models.values import Message


def finding_card(line: DecidedLine, decision: Decision, *, in_full: bool) -> FindingCard:
    """Everything that was found for one line: the gravest first, and as title and tone."""
    answer = line.decision.answer
    title = f"{line.description}: {_short(line)}"
    reasons = told(
        line.decision.findings,
        decision.clauses,
        lambda finding: cure_of(finding, decision),
        in_full=in_full,
    )
    return FindingCard(Tone(answer), title, reasons)


def answer_words(decision: Decision) -> str:
    """The answer in two or three words; how many things are needed where they are more."""
    found = [finding for line in decision.lines for finding in line.decision.findings]
    needed = _needed(found)
    if decision.needs_approval:
        return managers_words(decision.managers)
    if decision.answer is Answer.ASK and needed > 1:
        return say("{count} things needed", count=needed)
    return words.word(ANSWERS, decision.answer)


def managers_words(managers: int) -> str:
    """Whose yes it takes."""
    return say("Needs two managers' yes") if managers > 1 else say("Needs a manager's yes")


def beyond_card(beyond: Sequence[Message]) -> FindingCard:
    """What is more than whoever is here may do alone."""
    told = [Told(words.sentence(message)) for message in beyond]
    return FindingCard(Tone.OVERRIDE, say("Beyond what you may do alone"), told)


def is_short(decision: Decision) -> bool:
    """Whether some clause is named here and not quoted."""
    return any(
        not needs_quote(finding, clause)
        for line in decision.lines
        for finding in line.decision.findings
        if (clause := decision.clauses.get((finding.version, finding.clause))) is not None
    )


def gravest_line(decision: Decision) -> DecidedLine:
    return max(decision.lines, key=lambda line: line.decision.answer.gravity)


def in_the_way(decision: Decision) -> str:
    """Why nothing is paid yet, and what can be done about it."""
    line, finding = _first_in_the_way(decision)
    reason = words.sentence(finding.message)
    if finding.answer is Answer.ASK:
        return f"{line.description}: {reason}"
    cure = cure_of(finding, decision)
    if decision.answer is Answer.OVERRIDE and cure:
        reason = f"{reason} {cure}"
    if all(each.decision.answer is decision.answer for each in decision.lines):
        return reason
    return say(
        "{item}: {reason} Take it off to refund the rest.",
        item=line.description,
        reason=reason,
    )


def _first_in_the_way(decision: Decision) -> tuple[DecidedLine, Finding]:
    """The gravest, unless a manager could outweigh it and something is missing beside it."""
    if decision.answer is Answer.OVERRIDE:
        for line in decision.lines:
            for finding in line.decision.findings:
                if finding.answer is Answer.ASK:
                    return line, finding
    line = gravest_line(decision)
    return line, gravest_finding(line)


def gravest_finding(line: DecidedLine) -> Finding:
    return gravest_first(line.decision.findings)[0]


def cure_of(finding: Finding, decision: Decision) -> str:
    """What would help, where the reason itself does not say it already."""
    cure = finding.cure
    if cure is None or finding.answer is Answer.ACCEPT:
        return ""
    match cure.kind:
        case CureKind.ENTRY:
            return ""
        case CureKind.CAPTURE:
            return _how_to_name_the_customer(cure, decision)
        case _:
            return words.cure(cure)


def to_say(decision: Decision) -> str:
    """What the clerk can say, with what else is possible; nothing for a plain yes."""
    line = gravest_line(decision)
    reason = gravest_finding(line)
    if decision.answer is Answer.ACCEPT:
        less = next((line for line in decision.lines if _is_less(line)), None)
        if less is None:
            return ""
        reason = less.decision.findings[-1]
    return words.calm(decision.answer, words.sentence(reason.message), bool(line.alternatives))


def way_of(by: RefundBy) -> str:
    """How the customer gets the money, as one of several to choose from."""
    return words.word({**ORIGINAL, **TENDERS}, by)


def corrected_words(line: LineOnCounter) -> str:
    """What of its price was given back without goods; nothing where that is nothing."""
    if not line.corrected:
        return ""
    return say("corrected: {amount}", amount=words.money(-line.corrected))


def _short(line: DecidedLine) -> str:
    if line.decision.answer is Answer.ACCEPT:
        return say("accepted")
    needed = _needed(line.decision.findings)
    if line.decision.answer is Answer.ASK and needed > 1:
        return say("{count} things needed", count=needed)
    return words.tag(gravest_finding(line).message)


def _needed(found: Sequence[Finding]) -> int:
    return sum(finding.answer is Answer.ASK for finding in found)


def _is_less(line: DecidedLine) -> bool:
    return bool(line.decision.fee or line.taken_back[1])


def _how_to_name_the_customer(cure: Cure, decision: Decision) -> str:
    if cure.facts["what"] != Capture.CUSTOMER:
        return ""
    if decision.without_sale:
        return say("Enter the customer on the left, or the document they show.")
    return say(
        "This sale has no customer. Type a name, a phone or a number in the box at the top, "
        "and open the sale from there."
    )
