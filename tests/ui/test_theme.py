"""The look: readable in both schemes, one table of colours, renewed while it is on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette

import ui
from ui import icons, theme
from ui.theme import DARK, LIGHT, Role, Scheme, Tone, Type
from ui.widgets.finding_card import FindingCard
from ui.widgets.finding_card import Told as Reason
from ui.widgets.tag import Tag
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

UI = Path(str(ui.__file__)).parent

TEXTS = [
    *((ink, ground) for ink in (Role.TEXT, Role.MUTED) for ground in Role if "soft" in ground),
    *(
        (ink, ground)
        for ink in (Role.TEXT, Role.MUTED, Role.ACCENT, *(tone.ink for tone in Tone))
        for ground in (Role.GROUND, Role.SURFACE, Role.RAISED)
    ),
    *((tone.ink, tone.ground) for tone in Tone),
    (Role.ON_ACCENT, Role.ACCENT),
    (Role.ACCENT, Role.ACCENT_SOFT),
    (Role.SURFACE, Role.REFUSE),
    (Role.MUTED, Role.LINE),
]
CONTROLS = [
    *((Role.LINE_STRONG, ground) for ground in (Role.SURFACE, Role.RAISED)),
    *((Role.ACCENT, ground) for ground in (Role.GROUND, Role.SURFACE, Role.ACCENT_SOFT)),
    *((tone.ink, tone.ground) for tone in Tone),
]


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    theme.apply(qapp, Scheme.LIGHT)
    yield qapp
    theme.apply(qapp, Scheme.LIGHT)


def contrast(one: str, other: str) -> float:
    """As WCAG 2 measures it: 1 to 21."""

    def light(shade: str) -> float:
        color = QColor(shade)
        parts = (color.redF(), color.greenF(), color.blueF())
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_are_readable_on_every_ground_they_stand_on(tokens: Mapping[Role, str]) -> None:
    pale = {
        pair: round(found, 2)
        for pair in TEXTS
        if (found := contrast(tokens[pair[0]], tokens[pair[1]])) < 4.5
    }
    assert pale == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_controls_stand_out_from_their_ground(tokens: Mapping[Role, str]) -> None:
    pale = {
        pair: round(found, 2)
        for pair in CONTROLS
        if (found := contrast(tokens[pair[0]], tokens[pair[1]])) < 3
    }
    assert pale == {}


def test_both_schemes_colour_every_role() -> None:
    assert set(LIGHT) == set(DARK) == set(Role)


def test_no_colour_is_named_outside_the_theme() -> None:
    a_colour = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|GlobalColor\.(?!transparent)")
    named = [
        f"{file.relative_to(UI)}: {found.group()}"
        for kind in ("*.py", "*.svg")
        for file in sorted(UI.rglob(kind))
        if file.name != "theme.py"
        for found in a_colour.finditer(file.read_text("utf-8"))
    ]
    assert named == []


def test_every_icon_takes_the_colour_of_its_role(app: QApplication) -> None:
    assert {"counter", "search", "receipt", *(tone.value for tone in Tone)} <= set(
        icons.names()
    )
    for name in icons.names():
        drawn = icons.pixmap(name, Role.REFUSE, 96).toImage()
        inks = {
            drawn.pixelColor(x, y).name()
            for x in range(96)
            for y in range(96)
            if drawn.pixelColor(x, y).alpha() == 255
        }
        assert theme.color(Role.REFUSE).name() in inks, name


def test_a_switch_of_scheme_reaches_what_is_already_shown(
    app: QApplication, qtbot: QtBot
) -> None:
    words, tag = Text("Rice 5 kg", Type.SMALL, Role.MUTED), Tag("final sale", Tone.REFUSE)
    for widget in (words, tag):
        qtbot.addWidget(widget)
        widget.show()
    with qtbot.waitSignal(theme.look.changed):
        theme.apply(app, Scheme.DARK)
    assert words.palette().color(QPalette.ColorRole.WindowText).name() == DARK[Role.MUTED]
    ground = tag.grab().toImage().pixelColor(tag.width() // 2, 1).name()
    assert ground == DARK[Role.REFUSE_SOFT]
    assert app.palette().color(QPalette.ColorRole.Window).name() == DARK[Role.GROUND]


def test_findings_are_readable_after_every_switch_of_scheme(
    app: QApplication, qtbot: QtBot
) -> None:
    """Whether they were there before it, or came after."""
    told = (Reason("This was sold as a final sale.", "A manager can approve it.", "Clause 3"),)
    before = FindingCard(Tone.REFUSE, "Rice 5 kg: final sale", told)
    qtbot.addWidget(before)
    before.show()
    for scheme, tokens in ((Scheme.DARK, DARK), (Scheme.LIGHT, LIGHT), (Scheme.DARK, DARK)):
        theme.apply(app, scheme)
        after = FindingCard(Tone.REFUSE, "Rice 5 kg: final sale", told)
        qtbot.addWidget(after)
        after.show()
        for card in (before, after):
            drawn = card.grab().toImage()
            shades = {
                drawn.pixelColor(x, y).name()
                for x in range(drawn.width())
                for y in range(drawn.height())
            }
            assert {tokens[Role.TEXT], tokens[Role.REFUSE_SOFT]} <= shades
            inks = {
                text.palette().color(text.foregroundRole()).name() for text in words_of(card)
            }
            assert inks == {tokens[Role.TEXT], tokens[Role.MUTED]}


def words_of(card: FindingCard) -> list[Text]:
    return card.findChildren(Text)


def test_the_type_grows_to_twice_its_size_and_no_further(
    app: QApplication, qtbot: QtBot
) -> None:
    words = Text("Rice 5 kg", Type.SMALL)
    qtbot.addWidget(words)
    theme.apply(app, Scheme.LIGHT, 340)
    assert theme.look.scale == 200
    assert words.font().pixelSize() == 24
    assert app.font().pixelSize() == 28
    theme.apply(app, Scheme.LIGHT, 40)
    assert words.font().pixelSize() == 12


def test_the_bundled_font_is_the_one_that_shows(app: QApplication) -> None:
    assert QFontInfo(theme.font(Type.NORMAL)).family() == "Inter"
    assert QFontInfo(theme.font(Type.TITLE)).styleName().replace(" ", "") == "SemiBold"


def test_tabular_figures_are_of_one_width(app: QApplication, qtbot: QtBot) -> None:
    ones, eights = (Text(text, tabular=True) for text in ("111.111", "888.888"))
    for figures in (ones, eights):
        figures.setWordWrap(False)
        qtbot.addWidget(figures)
    assert ones.sizeHint().width() == eights.sizeHint().width()
