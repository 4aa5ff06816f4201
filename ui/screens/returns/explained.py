"""A decision in words: every reason with its clause and cure, other ways, what to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.values.codes import Answer, Capture, CureKind, RefundBy
from receipts.options import ORIGINAL
from receipts.sentences import TENDERS
from ui import words
from ui.theme import Tone
from ui.widgets.finding_card import FindingCard, Told
from ui.words import say

if TYPE_CHECKING:
    from models.rules.findings import Cure, Finding
    from models.services.decisions import DecidedLine, Decision


def finding_card(line: DecidedLine, decision: Decision) -> FindingCard:
    """Everything that was found for one line: the gravest first, and as title and tone."""
    answer = line.decision.answer
    return FindingCard(
        Tone(answer), f"{line.description}: {_short(line)}", _told(line, decision)
    )


def gravest_line(decision: Decision) -> DecidedLine:
    return max(decision.lines, key=lambda line: line.decision.answer.gravity)


def in_the_way(decision: Decision) -> str:
    """Why nothing is paid yet, and what can be done about it."""
    line = gravest_line(decision)
    finding = gravest_finding(line)
    reason = words.sentence(finding.message)
    if decision.answer is Answer.ASK:
        return f"{line.description}: {reason}"
    cure = cure_of(finding)
    if decision.answer is Answer.OVERRIDE and cure:
        reason = f"{reason} {cure}"
    if all(each.decision.answer is decision.answer for each in decision.lines):
        return reason
    return say(
        "{item}: {reason} Take it off to refund the rest.",
        item=line.description,
        reason=reason,
    )


def gravest_finding(line: DecidedLine) -> Finding:
    return _gravest_first(line.decision.findings)[0]


def cure_of(finding: Finding) -> str:
    """What would help, where the reason itself does not say it already."""
    cure = finding.cure
    if cure is None or finding.answer is Answer.ACCEPT:
        return ""
    match cure.kind:
        case CureKind.ENTRY:
            return ""
        case CureKind.CAPTURE:
            return _how_to_name_the_customer(cure)
        case _:
            return words.cure(cure)


def to_say(decision: Decision) -> str:
    """What the clerk can say, with what else is possible; nothing for a plain yes."""
    line = gravest_line(decision)
    told = gravest_finding(line)
    if decision.answer is Answer.ACCEPT:
        less = next((line for line in decision.lines if _is_less(line)), None)
        if less is None:
            return ""
        told = less.decision.findings[-1]
    instead = [words.other_way(other) for other in line.alternatives]
    return words.calm(decision.answer, words.sentence(told.message), instead)


def way_of(by: RefundBy) -> str:
    """How the customer gets the money, as one of several to choose from."""
    return words.word({**ORIGINAL, **TENDERS}, by)


def _told(line: DecidedLine, decision: Decision) -> list[Told]:
    """A paragraph is quoted once, under the last reason that it gives."""
    found = _gravest_first(line.decision.findings)
    told = []
    for at, finding in enumerate(found):
        paragraph = (finding.version, finding.clause)
        again = any((later.version, later.clause) == paragraph for later in found[at + 1 :])
        told.append(
            Told(
                words.sentence(finding.message),
                cure_of(finding),
                "" if again else _quoted(finding, decision),
            )
        )
    return told


def _quoted(finding: Finding, decision: Decision) -> str:
    clause = decision.clauses.get((finding.version, finding.clause))
    if clause is None:
        return ""
    return say(
        "Policy {policy}, clause {clause}: {text}",
        policy=finding.version,
        clause=finding.clause,
        text=words.clause(clause),
    )


def _short(line: DecidedLine) -> str:
    if line.decision.answer is Answer.ACCEPT:
        return say("accepted")
    return words.tag(gravest_finding(line).message)


def _gravest_first(found: tuple[Finding, ...]) -> list[Finding]:
    return sorted(found, key=lambda finding: finding.answer.gravity, reverse=True)


def _is_less(line: DecidedLine) -> bool:
    return bool(line.decision.fee or line.taken_back[1])


def _how_to_name_the_customer(cure: Cure) -> str:
    if cure.facts["what"] != Capture.CUSTOMER:
        return ""
    return say(
        "This sale has no customer. Type a name, a phone or a number in the box at the top, "
        "and open the sale from there."
    )
