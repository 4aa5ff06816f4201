"""What an entry of the journal names: papers, sales, cards, and what else makes one case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST: Final = 64
"""Letters of a reference; longer ones are no numbers that anybody looks for."""
PAPERS: Final = "papers"
"""The key under which papers stand with their hashes."""
CASE: Final = frozenset(
    {
        "approval",
        "case",
        "draft",
        "drawer",
        "paper",
        "receipt",
        "request",
        "sale",
        "slip",
        "visit",
        "voucher",
    }
)
"""Keys of what belongs to one case: whatever names the same is of the same case."""
LIFE: Final = frozenset({"card"})
"""Keys of what goes on after a case: a credit is of the return that issued it, but what it
paid for later is another's."""


LEADS_ON: Final = frozenset({"approval", "paper", "receipt", "request", "slip", "voucher"})
"""Keys of what one visit at the counter makes: an entry that names the same is of it. A sale
or a drawer is of many visits."""
OF_PAPERS: Final = ("slip", "paper", "voucher", "receipt")


def references_in(body: Mapping[str, Any]) -> frozenset[str]:
    """All that an entry with this body can be found by: ``R1-000042``, ``drawer 7``."""
    return case_references(body) | _named(body, LIFE)


def case_references(body: Mapping[str, Any]) -> frozenset[str]:
    """Those of them that lead on to the other entries of its case."""
    papers = body.get(PAPERS)
    of_papers = papers if isinstance(papers, dict) else {}
    return _named(body, CASE) | {code for code in of_papers if _is_reference(code)}


def of_this_case(body: Mapping[str, Any]) -> frozenset[str]:
    """What leads from an entry to others of the same visit."""
    papers = body.get(PAPERS)
    of_papers = papers if isinstance(papers, dict) else {}
    return _named(body, LEADS_ON) | {code for code in of_papers if _is_reference(code)}


def papers_in(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Numbers of papers that an entry names, the slip first; what is no paper, though a yes
    was used for it, has a colon (``complaint:7:…``)."""
    named = [body[key] for key in OF_PAPERS if isinstance(body.get(key), str)]
    papers = body.get(PAPERS)
    return (
        *(each for each in named if each and ":" not in each),
        *(papers if isinstance(papers, dict) else ()),
    )


def _named(body: Mapping[str, Any], keys: frozenset[str]) -> frozenset[str]:
    found = set()
    for key in keys & body.keys():
        value = body[key]
        if isinstance(value, str) and _is_reference(value):
            found.add(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            found.add(f"{key} {value}")
    return frozenset(found)


def _is_reference(text: str) -> bool:
    return 0 < len(text) <= LONGEST
