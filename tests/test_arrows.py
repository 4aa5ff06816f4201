"""The import contracts hold, and each one still bites when somebody breaks it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]


class Canary(NamedTuple):
    """A module that should not live: `inside` a package it imports what is `forbidden`."""

    inside: str
    forbidden: str
    contract: str

    @property
    def name(self) -> str:
        """Its own, so that the report tells one canary from another."""
        return f"canary_of_{self.forbidden.replace('.', '_')}"


ARROWS = "Arrows point down: desktop > ui > receipts > models"
ROOMS = "Inside models: services > tables, unit > rules > values"
SCREENS = "Screens see services and values, never tables or storage"
STRANGERS = "Screens do not know each other"
NO_QT = "Business code runs without Qt"
NO_STORAGE = "Rules and values know no storage"
PAPER = "Receipts know values, not storage"

NEW_ROOM = "unheard_of"

CANARIES = [
    Canary("ui", "desktop", ARROWS),
    Canary("receipts", "ui", ARROWS),
    Canary("models/services", "ui", ARROWS),
    Canary("models/values", "receipts", ARROWS),
    Canary("models/values", "models.rules", ROOMS),
    Canary("models/rules", "models.tables", ROOMS),
    Canary("models/rules", "models.formats", ROOMS),
    Canary("models/tables", "models.services", ROOMS),
    Canary("models/migrations", "models.db", ROOMS),
    Canary("models/tables", "models.db", ROOMS),
    Canary("models/tables", "models.notices", ROOMS),
    Canary("ui", "models.tables", SCREENS),
    Canary("ui/screens", "models.db", SCREENS),
    Canary("ui/widgets", "models.notices", SCREENS),
    Canary("ui/widgets", "sqlalchemy", SCREENS),
    Canary("ui", "reportlab", SCREENS),
    Canary("ui", "pypdfium2", SCREENS),
    Canary("ui/screens/aviary", "ui.screens.cage", STRANGERS),
    Canary("ui/screens/cage", "ui.screens.aviary", STRANGERS),
    Canary("models/rules", "PySide6", NO_QT),
    Canary("receipts", "PySide6", NO_QT),
    Canary("models/rules", "sqlalchemy", NO_STORAGE),
    Canary("models/values", "psycopg", NO_STORAGE),
    Canary("receipts", "models.services", PAPER),
    Canary("receipts", "models.rules", PAPER),
    Canary("receipts", "sqlalchemy", PAPER),
]


@pytest.fixture(scope="module")
def broken_house(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a copy of the house with every canary in it."""
    house = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", house)
    for package in HOUSE["root_packages"]:
        shutil.copytree(ROOT / package, house / package, ignore=all_but_python)
    for canary in CANARIES:
        room = house / canary.inside
        room.mkdir(exist_ok=True)
        (room / "__init__.py").touch()
        (room / f"{canary.name}.py").write_text(f"import {canary.forbidden}\n")
    (house / "models" / NEW_ROOM).mkdir()
    (house / "models" / NEW_ROOM / "__init__.py").touch()
    return lint(house)


def all_but_python(folder: str, names: list[str]) -> list[str]:
    return [
        name
        for name in names
        if name == "__pycache__" or not (name.endswith(".py") or Path(folder, name).is_dir())
    ]


def lint(house: Path) -> str:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def test_arrows_hold() -> None:
    said = lint(ROOT)

    assert f"{len(HOUSE['contracts'])} kept, 0 broken" in said, said


@pytest.mark.parametrize("canary", CANARIES, ids=lambda canary: "-".join(canary[:2]))
def test_arrows_bite(broken_house: str, canary: Canary) -> None:
    module = f"{canary.inside.replace('/', '.')}.{canary.name}"

    assert f"{module} -> {canary.forbidden}" in what_is_said_of(canary.contract, broken_house)


def test_a_new_room_of_the_models_needs_its_place(broken_house: str) -> None:
    assert f"- models.{NEW_ROOM}" in what_is_said_of(ROOMS, broken_house)


def test_every_contract_has_a_canary() -> None:
    contracts = {contract["name"] for contract in HOUSE["contracts"]}

    assert contracts == {canary.contract for canary in CANARIES}


def what_is_said_of(contract: str, report: str) -> str:
    """The part of a report under the contract's own heading; empty where it holds."""
    _, _, after = report.partition(f"\n{contract}\n---")
    return after.partition("\n---")[0]
