"""Every package that Konter brings along is pinned, and so is what those bring along."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
HOUSE = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def plain(name: str) -> str:
    """A name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def brought_along(wanted: list[Requirement], seen: set[str]) -> set[str]:
    for requirement in wanted:
        name = plain(requirement.name)
        extras = requirement.extras or {""}
        applies = requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in extras
        )
        if not applies or name in seen:
            continue
        seen.add(name)
        try:
            needed = requires(requirement.name) or []
        except PackageNotFoundError:
            continue
        of_this = [Requirement(each) for each in needed]
        brought_along(
            [
                each
                for each in of_this
                if each.marker is None
                or any(each.marker.evaluate({"extra": extra}) for extra in extras)
            ],
            seen,
        )
    return seen


def test_everything_is_pinned() -> None:
    pinned = {
        plain(line.split("==")[0])
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if "==" in line and not line.startswith("#")
    }
    groups = HOUSE["dependency-groups"].values()
    declared = [*HOUSE["project"]["dependencies"], *chain.from_iterable(groups)]
    needed = brought_along([Requirement(each) for each in declared], set())
    assert len(needed) > 40
    assert needed - pinned == set()
