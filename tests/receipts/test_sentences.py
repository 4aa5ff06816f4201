"""Every code that the program can utter has words."""

from __future__ import annotations

import ast
from pathlib import Path

from models.db import SQLITE_SAYS
from receipts.sentences import FINDINGS, SENTENCES, TAGS
from ui.screens.setup.screen import PROBLEMS

ROOT = Path(__file__).parents[2]
UTTER = {"Message", "refuse", "Unusable"}


def codes_in(path: Path) -> set[str]:
    """The codes that a module gives to ``Message``, ``refuse`` and their like."""
    return {
        call.args[0].value
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in UTTER
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def uttered(*rooms: str) -> set[str]:
    """Set-up complains at its own fields, in words that stand there."""
    return {
        code
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if "setup" not in path.parts
        for code in codes_in(path)
    }


def test_every_code_has_a_sentence() -> None:
    codes = uttered("models", "desktop", "ui") | set(SQLITE_SAYS.values())
    assert len(codes) > 40
    asked_on_set_up = set(PROBLEMS)  # said beside the field, in a few words
    assert codes - set(SENTENCES) - asked_on_set_up == set()


def test_no_sentence_is_left_without_its_code() -> None:
    codes = uttered("models", "desktop", "ui") | set(SQLITE_SAYS.values())
    assert set(SENTENCES) - codes == set()


def test_every_finding_has_its_tag() -> None:
    assert set(TAGS) == set(FINDINGS) == uttered("models/rules")
