"""Every room and every state in it, as a person with a keyboard comes to it: nothing is cut,
everything can be read, reached and is called by a name."""

from __future__ import annotations

import shutil
from functools import partial
from itertools import product
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import pytest

from desktop.settings import Settings
from tests.ui.every_shop import Led, make_shop
from tests.ui.every_state import JOURNEYS, TWO
from tests.ui.looks import settle
from tests.ui.painted import pale, unringed
from tests.ui.reached import keyboard, walked
from tests.ui.whole import fits, names
from ui import theme, words
from ui.screens.setup.screen import SetupScreen
from ui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.every_state import Journey

SIZES = ((1920, 1080), (1280, 720))
TALL = (1280, 4000)
"""A window in which nothing has to be scrolled to be measured."""


class View(NamedTuple):
    """How somebody looks at it all, with both sizes of the window."""

    language: str
    scheme: str
    scale: int


BY_DAY = (View("en", "light", 100), View("en", "dark", 200), View("id", "light", 100))
VIEWS = [
    pytest.param(
        view, id="-".join(map(str, view)), marks=[] if view in BY_DAY else pytest.mark.night
    )
    for view in map(View._make, product(("en", "id", "fil"), ("light", "dark"), (100, 200)))
]


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The shop in a language, of which each journey has a copy."""
    made: dict[str, Path] = {}

    def shop(language: str) -> Path:
        if language not in made:
            made[language] = tmp_path_factory.mktemp("every") / "shop.db"
            make_shop(f"sqlite:///{made[language]}", language)
        return made[language]

    return shop


@pytest.fixture
def come(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, shops: Callable[[str], Path]
) -> Iterator[Callable[[View], Led]]:
    here: list[Led] = []

    def open_window(view: View) -> Led:
        file = shutil.copy(shops(view.language), tmp_path / "shop.db")
        look = Settings(scheme=view.scheme, scale=view.scale)
        here.append(Led(qtbot, f"sqlite:///{file}", tmp_path / "papers", look=look))
        return here[-1]

    yield open_window
    for led in here:
        led.go()
    words.use(None)
    theme.apply(qapp, Scheme.LIGHT)


def lost(led: Led) -> Iterator[str]:
    """Where the keys go is a part of what is shown, or the one box, never the rail."""
    focus = led.window.focusWidget()
    if focus is None or led.window.rail.isAncestorOf(focus):
        yield f"the keyboard is nowhere: {led.focus_name}"


def faults(led: Led, view: View, known: set[object]) -> Iterator[str]:
    """All that is wrong with what is seen now."""
    if led.window.width() > SIZES[-1][0]:
        yield f"the window grew by itself to {led.window.width()} pixels"
    yield from lost(led)
    for size in SIZES:
        led.window.resize(*size)
        settle()
        yield from (f"{size[0]}×{size[1]}: {each}" for each in fits(led.window))
    yield from names(led.window)
    if view.language == "en":
        if keyboard(led.window):  # what is left by Tab may be asked about anew
            led.rest()
            yield from keyboard(led.window)
        yield from unringed(led.window, known)
        led.window.resize(*TALL)
        settle()
        yield from pale(led.window)
        led.window.resize(*SIZES[-1])
    led.rest()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda each: each.name)
def test_every_state_is_whole(
    come: Callable[[View], Led], view: View, journey: Journey
) -> None:
    led = come(view)
    led.sign_on(journey.badge, journey.pin)
    led.waits_for_the_next()
    found: list[str] = []
    known: set[object] = set()
    before = ""
    for state in journey.states:
        led.follow(state.steps)
        news = "\n".join(set(led.reading.split("\n")) - set(before.split("\n")))
        at = f"{state.name}, at {led.focus_name}: {news}"
        assert state.seen in led.reading or view.language != "en", at
        assert led.reading != before, at
        before = led.reading
        found += [f"{state.name}: {each}" for each in faults(led, view, known)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("view", VIEWS)
def test_every_room_of_the_rail_is_whole(come: Callable[[View], Led], view: View) -> None:
    """Whatever the rail has, as it is when it is opened; nobody has to name it here."""
    led = come(view)
    led.sign_on()
    led.waits_for_the_next()
    found: list[str] = []
    known: set[object] = set()
    ways = led.window.ways
    assert len(ways) >= 9
    for key, shortcut in ways.items():
        led.follow(shortcut)
        led.until(partial(led.window.has_screen, key))
        assert led.window.current == key
        led.rest()
        found += [f"{key}: {each}" for each in faults(led, view, known)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("view", [view for view in VIEWS if "en" in str(view.id)])
def test_setting_up_a_shop_is_whole(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, view: View
) -> None:
    """The page of a machine without a shop, before and after all of it was left out."""
    look = Settings(scheme=view.scheme, scale=view.scale)
    led = Led(qtbot, f"sqlite:///{tmp_path}/none.db", tmp_path / "papers", look=look)
    led.until(lambda: bool(led.window.findChildren(SetupScreen)))
    led.rest()
    found = list(faults(led, view, set()))
    led.follow("F8")
    found += faults(led, view, set())
    led.go()
    words.use(None)
    theme.apply(qapp, Scheme.LIGHT)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("steps", "cards"),
    [
        (TWO, ("sale", "coming", "decision")),
        (
            "scan B261117-0001 | F10 | scan ELK-9",
            ("giving.prices", "giving.form", "giving.decision"),
        ),
    ],
    ids=["from the sale to the money", "from the price to the key that gives it"],
)
def test_tab_goes_in_reading_order(
    come: Callable[[View], Led], steps: str, cards: tuple[str, ...]
) -> None:
    led = come(BY_DAY[0])
    led.sign_on()
    led.waits_for_the_next()
    led.follow(steps)
    parts = [attrgetter(card)(led.counter) for card in cards]
    places, _ = walked(led.window)
    passed = [n for each in places for n, part in enumerate(parts) if part.isAncestorOf(each)]
    begun = next(n for n in range(len(passed)) if passed[n] < passed[n - 1])
    assert set(passed) == {0, 1, 2}
    assert [*passed[begun:], *passed[:begun]] == sorted(passed)
