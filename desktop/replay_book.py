"""A replay as a workbook in the language of whoever asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.formats.replay_xlsx import WorkbookWords, write_replay
from receipts.language import mark
from receipts.sentences import ANSWERS, REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from models.services.replay import Replay
    from receipts.language import Language

HEADS: Final[Mapping[str, str]] = {
    "summary": mark("Summary"),
    "decisions": mark("Decisions"),
    "in-force": mark("In force"),
    "draft": mark("Draft"),
    "all": mark("All"),
    "slip": mark("Slip"),
    "sale": mark("Sale"),
    "day": mark("Day"),
    "department": mark("Department"),
    "reason": mark("Reason"),
    "customer": mark("Customer"),
    "description": mark("Item"),
    "turn": mark("Change"),
    "answer": mark("Answer"),
    "refund": mark("Refund"),
    "fee": mark("Fee"),
    "clauses": mark("Clauses"),
    "difference": mark("Difference"),
    "changed": mark("Changed"),
    "customers": mark("Customers touched"),
    "refunded": mark("Refunded"),
    "fees": mark("Fees kept"),
    "approvals": mark("Approvals needed"),
    "refused": mark("Refused"),
    "sold": mark("Lines sold"),
    "returnable": mark("Could come back today"),
}
TURNS: Final[Mapping[str, str]] = {
    "same": mark("unchanged"),
    "kinder": mark("kinder"),
    "stricter": mark("stricter"),
}


def save_replay(done: Replay, title: str, path: Path, language: Language) -> None:
    """Write it where it was asked for; ``title`` is the draft's name.

    Raise :class:`models.values.Refused` where that place can't be written to.
    """
    words = WorkbookWords(
        heads={code: language.say(text) for code, text in HEADS.items()},
        answers={code: language.say(text) for code, text in ANSWERS.items()},
        reasons={code: language.say(text) for code, text in REASONS.items()},
        turns={code: language.say(text) for code, text in TURNS.items()},
        notes=(
            title,
            said_period(done, language),
            said_skipped(done, language),
        ),
    )
    write_replay(path, done.figures, done.rows, language.currency, words)


def said_period(done: Replay, language: Language) -> str:
    return language.say(
        "Returns and sales from {since} to {until}", since=done.since, until=done.until
    )


def said_skipped(done: Replay, language: Language) -> str:
    """What was left out; nothing where everything was certain."""
    if not done.skipped:
        return ""
    return language.say_many(
        "{count} returned line names no certain sale and was left out.",
        "{count} returned lines name no certain sale and were left out.",
        done.skipped,
    )
