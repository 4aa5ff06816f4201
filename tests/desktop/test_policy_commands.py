"""``konter policy``, as a manager at a prompt meets it."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

from desktop.command_line import run_command
from models.db import open_shop
from models.rules.policy import PLAIN_POLICY
from models.services.drafts import list_drafts, open_draft
from models.services.people import add_staff
from models.services.policies import list_versions, policy_on
from models.values.shop import Role
from tests.builders import MANAGER, PIN

if TYPE_CHECKING:
    from pathlib import Path

    from models.db import Shop

TWO_WEEKS = """\
name = "Two weeks"

[[clause]]
number = 1
text = "Bring it back within two weeks."
window = "14 days"
fee.opened = 15
limit.line = 250.00

[[clause]]
number = 2
when.department = "Toys"
window = "60 days"
"""
MISTAKEN = """\
[[clause]]
number = 1
window = "14 weeks"

[[clause]]
number = 2
when.department = "Toys"
final_sale = true

[[clause]]
number = 3
when.department = "Toys"
final_sale = false
fee.opened = 15

[[clause]]
number = 4
when.channel = "online"
fee.opened = 150
"""
SHORT = """\
[[clause]]
number = 1
window = "14 days"
defect.window = "7 days"
"""


class Prompt:
    """Calls the command line on one shop and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], url: str, folder: Path) -> None:
        self._capsys = capsys
        self.url = url
        self.folder = folder
        self.told = ""
        self.wrong = ""

    def call(self, *words: object, anywhere: bool = False) -> int:
        before = [] if anywhere else ["--database", self.url]
        code = run_command([*before, "policy", *map(str, words)])
        self.told, self.wrong = self._capsys.readouterr()
        return code

    def file(self, text: str, name: str = "policy.toml") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def lines(self) -> list[str]:
        return self.told.replace(f"{self.folder}/", "").splitlines()


@pytest.fixture
def prompt(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Prompt:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Prompt(capsys, database_url, tmp_path)


@pytest.fixture
def pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO(f"{PIN}\n" * 3))


def a_second_manager(shop: Shop) -> None:
    with shop.unit() as unit:
        add_staff(
            unit.connection, badge="2", name="Budi", role=Role.MANAGER, language="en", pin=PIN
        )


def today_of(prompt: Prompt) -> Any:
    with closing(open_shop(prompt.url)) as shop, shop.unit(writes=False) as unit:
        return unit.today


def test_the_list_marks_what_is_in_force(prompt: Prompt, pin: None) -> None:
    tomorrow = today_of(prompt) + timedelta(1)
    taken = ("import", prompt.file(TWO_WEEKS), "--badge", "1", "--pin-stdin")
    assert prompt.call(*taken, "--from", tomorrow, "--reason", "Alone here") == 0, prompt.wrong
    assert prompt.call("list") == 0
    assert prompt.lines() == [
        f"  2  from {tomorrow}  Two weeks  by Ann Lee, not reviewed  Alone here",
        "* 1  from 2025-11-05  without a name  by Ann Lee, not reviewed",
    ]


def test_a_version_is_shown_in_plain_words(prompt: Prompt, pin: None) -> None:
    assert prompt.call("show") == 0
    assert prompt.lines()[0] == "Policy 1, in force from 5 Nov 2025."
    assert prompt.lines()[3].startswith("  1  ")
    assert "30 days" in prompt.told
    tomorrow = today_of(prompt) + timedelta(1)
    taken = ("import", prompt.file(TWO_WEEKS), "--badge", "1", "--pin-stdin")
    prompt.call(*taken, "--from", tomorrow, "--reason", "Alone here")
    assert prompt.call("show", "--on", tomorrow) == 0
    by_day = prompt.told
    assert prompt.call("show", "--version", 2) == 0
    assert prompt.told == by_day
    assert "Two weeks" in by_day
    assert "“Bring it back within two weeks.”" in by_day
    assert "Toys: 60 days." in by_day
    assert "£250.00" in by_day
    assert prompt.call("show", "--version", 1, "--language", "id") == 0
    assert "tunai" in prompt.told


@pytest.mark.parametrize(
    "words",
    [
        ("show", "--version", 1, "--on", "2026-11-05"),
        ("show", "--on", "tomorrow"),
        ("show", "--language", "fr"),
        ("export", "--format", "yaml"),
        ("import", "policy.toml"),
    ],
)
def test_wrong_use_is_said(prompt: Prompt, words: tuple[object, ...]) -> None:
    assert prompt.call(*words) == 2
    assert "konter --help" in prompt.wrong


@pytest.mark.parametrize("command", ["show", "export"])
def test_a_version_that_never_was(prompt: Prompt, command: str) -> None:
    assert prompt.call(command, "--version", 9) == 1
    assert not prompt.told


def test_what_is_exported_can_be_taken_in_again(prompt: Prompt, pin: None) -> None:
    file = prompt.folder / "plain.toml"
    assert prompt.call("export", file) == 0
    assert prompt.lines() == ["Version 1 of the policy was written to plain.toml."]
    assert prompt.call("check", file) == 0
    assert prompt.call("import", file, "--badge", "1", "--pin-stdin") == 0
    with closing(open_shop(prompt.url)) as shop:
        shop.person = MANAGER
        (draft,) = shop.read(list_drafts)
    assert draft.policy.clauses == PLAIN_POLICY.clauses


def test_an_export_goes_where_it_is_sent(prompt: Prompt) -> None:
    assert prompt.call("export") == 0
    assert 'window = "30 days"' in prompt.told
    assert "\n# " in prompt.told
    assert prompt.call("export", "--format", "jsonld") == 0
    assert json.loads(prompt.told)["@context"] == "https://schema.org"
    assert prompt.call("export", prompt.folder / "nowhere" / "policy.toml") == 1
    assert not prompt.told


def test_each_mistake_has_its_line(prompt: Prompt) -> None:
    assert prompt.call("check", prompt.file(MISTAKEN)) == 1
    found = prompt.lines()
    assert [line.partition(": ")[0] for line in found] == [
        "policy.toml:3",
        "policy.toml:10",
        "policy.toml:19",
    ]
    assert "14 weeks" in found[0]
    assert "clauses 2 and 3" in found[1]
    assert all(line.endswith((".", "”")) for line in found)
    assert not any(": Line" in line for line in found)


def test_what_is_no_toml_has_its_line_too(prompt: Prompt) -> None:
    assert prompt.call("check", prompt.file("[[clause]]\nnumber = = 1\n")) == 1
    (line,) = prompt.lines()
    assert line.startswith("policy.toml:2: ")


def test_a_sound_file_is_said_to_be(prompt: Prompt) -> None:
    assert prompt.call("check", prompt.file(TWO_WEEKS)) == 0
    assert prompt.lines() == ["policy.toml: 2 clauses, no mistakes."]


def test_weaker_than_the_law_is_a_note_and_no_mistake(prompt: Prompt) -> None:
    assert prompt.call("check", prompt.file(SHORT)) == 0, "no law is known for Britain"
    assert len(prompt.lines()) == 1
    assert prompt.call("check", prompt.file(SHORT), "--country", "PH") == 0
    weak, summary = prompt.lines()
    assert weak.startswith("policy.toml:4: ")
    assert "RA 7394" in weak
    assert summary == (
        "policy.toml: 1 clause, no mistakes. "
        "1 weaker than the law: it needs a reason to be put in force."
    )


def test_amounts_are_in_the_currency_that_is_said(prompt: Prompt) -> None:
    cents = prompt.file('[[clause]]\nnumber = 1\nlimit.line = "12.50"\n')
    assert prompt.call("check", cents) == 0, "the shop's pounds have pennies"
    assert prompt.call("check", cents, "--currency", "IDR") == 1
    assert prompt.lines()[0].startswith("policy.toml:3: ")
    assert prompt.call("check", cents, "--currency", "ZZZ") == 1
    assert prompt.call("check", cents, "--country", "Utopia") == 1


def test_a_file_is_checked_without_any_shop(prompt: Prompt) -> None:
    assert prompt.call("check", prompt.file(TWO_WEEKS), anywhere=True) == 0, prompt.wrong
    assert not (prompt.folder / "data" / "konter").exists()
    prompt.url = f"sqlite:///{prompt.folder / 'gone.db'}"
    assert prompt.call("check", prompt.file(TWO_WEEKS)) == 1, "the shop that was named is not"
    assert "no shop" in prompt.wrong


@pytest.mark.parametrize("command", [("check",), ("import", "--badge", "1")])
def test_a_file_that_cannot_be_read(prompt: Prompt, command: tuple[str, ...]) -> None:
    assert prompt.call(*command, prompt.folder / "gone.toml") == 1
    latin = prompt.folder / "latin.toml"
    latin.write_bytes("name = 'Café'".encode("latin-1"))
    assert prompt.call(*command, latin) == 1
    assert not prompt.told


def test_a_file_becomes_a_draft_for_a_second_person(
    prompt: Prompt, shop: Shop, pin: None
) -> None:
    a_second_manager(shop)
    words = ("--badge", "1", "--pin-stdin", "--from", "2030-01-01", "--reason", "For toys")
    assert prompt.call("import", prompt.file(TWO_WEEKS), *words) == 0, prompt.wrong
    assert prompt.lines() == [
        "policy.toml is draft 1 now. It waits for its review in the editor, "
        "and can then be put in force from 2030-01-01."
    ]
    with shop.unit(writes=False) as unit:
        draft = open_draft(unit, 1)
        assert (draft.state, draft.author, draft.remark) == ("in-review", "Ann Lee", "For toys")
        assert draft.policy.name == "Two weeks"
        assert len(list_versions(unit)) == 1


def test_the_only_manager_puts_it_in_force_with_a_reason(
    prompt: Prompt, shop: Shop, pin: None
) -> None:
    words = ("import", prompt.file(TWO_WEEKS), "--badge", "1", "--pin-stdin")
    assert prompt.call(*words, "--from", "2030-01-01") == 1
    with shop.unit(writes=False) as unit:
        assert list_drafts(unit) == (), "nothing of it is kept"
    assert prompt.call(*words, "--from", "2030-01-01", "--reason", "I am alone") == 0
    assert "version 2 of the policy, in force from 2030-01-01" in prompt.told
    with shop.unit(writes=False) as unit:
        assert list_versions(unit)[0].reason == "I am alone"
        assert policy_on(unit, unit.today).number == 1


def test_a_mistaken_file_asks_for_no_pin_and_changes_nothing(
    prompt: Prompt, shop: Shop
) -> None:
    assert prompt.call("import", prompt.file(MISTAKEN), "--badge", "1") == 1
    assert len(prompt.lines()) == 3
    with shop.unit(writes=False) as unit:
        assert list_drafts(unit) == ()


def test_a_wrong_pin_or_a_clerk_takes_in_nothing(
    prompt: Prompt, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shop.unit() as unit:
        add_staff(
            unit.connection, badge="3", name="Citra", role=Role.CLERK, language="en", pin=PIN
        )
    file = prompt.file(TWO_WEEKS)
    monkeypatch.setattr(sys, "stdin", StringIO(f"9999\n{PIN}\n"))
    assert prompt.call("import", file, "--badge", "1", "--pin-stdin") == 1
    assert "badge or the PIN" in prompt.wrong
    assert prompt.call("import", file, "--badge", "3", "--pin-stdin") == 1
    with shop.unit(writes=False) as unit:
        assert list_drafts(unit) == ()
