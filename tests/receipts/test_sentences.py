"""Every code that the program can utter has words."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from models.db import SQLITE_SAYS
from models.rules.limits import LIMITS
from models.values.codes import Capture, Decider, Remedy
from receipts import sentences
from receipts.findings import FINDINGS, TAGS
from receipts.sentences import SENTENCES
from ui.screens.setup.screen import PROBLEMS

ROOT = Path(__file__).parents[2]
UTTER = {"Message": 0, "refuse": 0, "Unusable": 0, "find": 1}
"""At which place of its call a code stands."""
BUILT = {
    "f'no-{facts.asked.remedy}'": {f"no-{remedy}" for remedy in Remedy},
    "f'needs-{name}'": {f"needs-{what}" for what in Capture},
    "f'decided-by-{by}'": {f"decided-by-{by}" for by in Decider if by is not Decider.CLERK},
    "limits_under(judging.terms)": {
        name.replace(".", "-").replace("_", "-") for name in LIMITS
    },
}
"""What the codes are that rules put together, by how they do it."""
SAID_ELSEWHERE = {"plain.py", "alternatives.py"}
"""Phrases, not sentences: see test_policy_words and test_alternatives."""
FINDING_ROOMS = {
    *SAID_ELSEWHERE,
    "floor.py",
    "findings.py",
    "splits.py",
    "approvals.py",
    "agreed.py",
    "printing.py",
    "mail.py",
    "complaints.py",
    "apologies.py",
}


def codes_in(path: Path) -> set[str]:
    """The codes that a module gives to ``Message``, ``refuse``, ``find`` and their like."""
    tree = ast.parse(path.read_text("utf-8"))
    return {
        code
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _name(call.func) in UTTER
        for code in _codes(call.args[UTTER[_name(call.func)] :][:1], tree, path)
    }


def _name(called: ast.expr) -> str:
    """Of a plain call, or of a method that finds something."""
    if isinstance(called, ast.Name):
        return called.id
    return "find" if isinstance(called, ast.Attribute) and called.attr == "find" else ""


def _codes(texts: list[ast.expr], tree: ast.Module, path: Path) -> set[str]:
    """Raise ``KeyError`` for a code that a rule builds in a way nobody listed."""
    found: set[str] = set()
    for text in texts:
        match text:
            case ast.Constant(str(code)):
                found.add(code)
            case ast.IfExp():
                found |= _codes([text.body, text.orelse], tree, path)
            case ast.Name(name):
                found |= _codes(_assigned(name, tree), tree, path)
            case ast.Subscript(ast.Name(name)):
                found |= _listed(name, tree)
            case ast.Call(ast.Attribute(ast.Name(name), "get"), [_, other]):
                found |= _listed(name, tree) | _codes([other], tree, path)
            case _ if "rules" in path.parts:
                found |= BUILT[ast.unparse(text)]
            case _:
                continue
    return found


def _assigned(name: str, tree: ast.Module) -> list[ast.expr]:
    """What a name is set to, or what a loop takes it from."""
    found: list[ast.expr] = []
    for each in ast.walk(tree):
        match each:
            case ast.Assign([ast.Name(given)], value) if given == name:
                found.append(value)
            case ast.For(ast.Tuple([ast.Name(given), *_]), rows) if given == name:
                found.append(rows)
    return found


def _listed(name: str, tree: ast.Module) -> set[str]:
    """The codes among the values of a table that stands in the module."""
    return {
        str(value.value)
        for table in _assigned(name, tree)
        if isinstance(table, ast.Dict)
        for value in table.values
        if isinstance(value, ast.Constant)
    }


def uttered(*rooms: str, without: set[str] = SAID_ELSEWHERE) -> set[str]:
    """Set-up complains at its own fields, in words that stand there."""
    return {
        code
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if "setup" not in path.parts and path.name not in without
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
    assert set(TAGS) == set(FINDINGS) == uttered("models/rules", without=FINDING_ROOMS)


def test_codes_are_found_however_a_rule_builds_them(tmp_path: Path) -> None:
    rule = tmp_path / "rules" / "rule.py"
    rule.parent.mkdir()
    rule.write_text(
        "judging.find(Answer.ASK, f'needs-{name}')\n"
        "code = 'one' if late else 'other'\n"
        "judging.find(Answer.ACCEPT, code)\n"
    )
    assert codes_in(rule) == BUILT["f'needs-{name}'"] | {"one", "other"}
    rule.write_text("Message(f'made-{up}')")
    with pytest.raises(KeyError):
        codes_in(rule)


def test_no_code_has_two_sentences() -> None:
    """Tables are put together into one, where the later of two would win unseen."""
    tree = ast.parse(Path(sentences.__file__).read_text("utf-8"))
    (whole,) = (
        each.value
        for each in tree.body
        if isinstance(each, ast.AnnAssign)
        and isinstance(each.target, ast.Name)
        and each.target.id == "SENTENCES"
    )
    assert isinstance(whole, ast.Dict)
    parts = [each.id for each in whole.values if isinstance(each, ast.Name)]
    codes = Counter(code for part in parts for code in getattr(sentences, part))
    assert len(parts) > 20
    assert [code for code, times in codes.items() if times > 1] == []
