"""``konter verify``: look at all records, say what is wrong, the first wrong row first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from desktop.command_line import REFUSED, progress_bar, told
from models.services.verify import head_from_paper, verify_records
from models.values import Refused
from receipts.language import Language
from receipts.sentences import sentence
from receipts.verify_sentences import fault_sentence

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.verify import Verified
    from models.services.verify_chain import Head
    from models.services.verify_examination import Fault

GROUP = 4
"""A seal is printed in groups of so many, as on a Z."""
ENGLISH = Language.of("en")


def known_head(head: str, count: int | None) -> Head | None:
    """What was typed of a Z; raise ``typer.BadParameter`` where it cannot be that."""
    if not head and count is None:
        return None
    if not head or count is None:
        raise typer.BadParameter("--head and --count go together, both as the Z prints them.")
    try:
        return head_from_paper(head, count)
    except Refused as why:
        raise typer.BadParameter(sentence(ENGLISH, why.messages[0])) from why


def verify_shop(shop: Shop, known: Head | None, *, as_json: bool) -> int:
    """Say what was found; the exit code is 1 where anything is wrong."""
    with progress_bar("Verifying the records") as advance:
        found = shop.read(lambda unit: verify_records(unit, known, advance))
    if as_json:
        told.print(json.dumps(as_object(found), indent=2), markup=False, highlight=False)
    else:
        for line in _lines(found):
            told.print(line, markup=False)
    return REFUSED if found.faults else 0


def as_object(found: Verified) -> dict[str, object]:
    return {
        "well": not found.faults,
        "entries": found.entries,
        "papers": found.papers,
        "returns": found.returns,
        "head": found.head.hash,
        "count": found.head.count,
        "faults": [_as_object(fault) for fault in found.faults],
        "more": found.more,
    }


def _as_object(fault: Fault) -> dict[str, object]:
    return {
        "code": fault.code,
        "table": fault.table,
        "key": fault.key,
        "facts": {name: _plain(fact) for name, fact in fault.facts.items()},
        "said": fault_sentence(ENGLISH, fault.message),
    }


def _plain(fact: object) -> object:
    return fact if isinstance(fact, int | str | None) else str(fact)


def _lines(found: Verified) -> list[str]:
    lines = [fault_sentence(ENGLISH, fault.message) for fault in found.faults]
    if found.more:
        lines.append(f"And {found.more} more faults after these.")
    checked = (
        f"{found.entries} journal entries, {found.papers} papers and {found.returns} returns "
        "were checked"
    )
    if found.faults:
        count = len(found.faults) + found.more
        faults = "1 fault was found" if count == 1 else f"{count} faults were found"
        return [*lines, f"{checked}: {faults}. Nothing was changed."]
    seal = found.head.hash
    grouped = " ".join(seal[at : at + GROUP] for at in range(0, len(seal), GROUP))
    return [
        f"{checked}: everything is as it was written.",
        f"Seal of the journal at {found.head.count} entries: {grouped}",
    ]
