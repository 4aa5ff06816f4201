"""Findings as plain data and back: what was said of a request stays as it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.rules.findings import Cure, Finding
from models.values.codes import Answer, CureKind
from models.values.messages import read, read_facts, written, written_facts

if TYPE_CHECKING:
    from collections.abc import Mapping


def written_finding(finding: Finding) -> dict[str, Any]:
    told: dict[str, Any] = {
        "answer": finding.answer,
        "clause": finding.clause,
        "version": finding.version,
        **written(finding.message),
    }
    if finding.cure is not None:
        told["cure"] = [finding.cure.kind, written_facts(finding.cure.facts)]
    return told


def read_finding(stored: Mapping[str, Any]) -> Finding:
    cure = stored.get("cure")
    return Finding(
        answer=Answer(stored["answer"]),
        message=read(stored),
        clause=stored["clause"],
        version=stored["version"],
        cure=None if cure is None else Cure(CureKind(cure[0]), read_facts(cure[1])),
    )
