"""The look, by role: one table of tokens in two schemes, and how it is put on the program.

Nothing else in ``ui`` names a colour or a type size. Widgets that paint themselves ask
``color`` while painting, others are ``dress``\\ ed once; ``apply`` renews both while they live.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Mapping


class Scheme(StrEnum):
    """Which of the two tables is shown; ``SYSTEM`` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Role(StrEnum):
    """What a colour means, never which one it is."""

    GROUND = "ground"
    SURFACE = "surface"
    RAISED = "raised"
    LINE = "line"
    LINE_STRONG = "line-strong"
    TEXT = "text"
    MUTED = "muted"
    ON_ACCENT = "on-accent"
    ACCENT = "accent"
    ACCENT_SOFT = "accent-soft"
    ACCEPT = "accept"
    ACCEPT_SOFT = "accept-soft"
    ASK = "ask"
    ASK_SOFT = "ask-soft"
    OVERRIDE = "override"
    OVERRIDE_SOFT = "override-soft"
    REFUSE = "refuse"
    REFUSE_SOFT = "refuse-soft"


class Tone(StrEnum):
    """What a tag, finding or notice says besides its words."""

    ACCEPT = "accept"
    ASK = "ask"
    OVERRIDE = "override"
    REFUSE = "refuse"
    QUIET = "quiet"

    @property
    def ink(self) -> Role:
        return Role.MUTED if self is Tone.QUIET else Role(self.value)

    @property
    def ground(self) -> Role:
        return Role.GROUND if self is Tone.QUIET else Role(f"{self.value}-soft")


class Type(StrEnum):
    """Type roles, by size."""

    SMALL = "small"
    NORMAL = "normal"
    STRONG = "strong"
    TITLE = "title"
    AMOUNT = "amount"
    LEAD = "lead"
    """What somebody reads from the other side of the desk."""
    DISPLAY = "display"
    """The largest thing there."""


LIGHT: Final[Mapping[Role, str]] = {
    Role.GROUND: "#f4f5f7",
    Role.SURFACE: "#ffffff",
    Role.RAISED: "#ffffff",
    Role.LINE: "#d9dde3",
    Role.LINE_STRONG: "#8a94a3",
    Role.TEXT: "#1b2430",
    Role.MUTED: "#566273",
    Role.ON_ACCENT: "#ffffff",
    Role.ACCENT: "#0b5cad",
    Role.ACCENT_SOFT: "#e6f0fa",
    Role.ACCEPT: "#14713b",
    Role.ACCEPT_SOFT: "#e4f4ea",
    Role.ASK: "#7a5200",
    Role.ASK_SOFT: "#fdf1d6",
    Role.OVERRIDE: "#9a3d00",
    Role.OVERRIDE_SOFT: "#fdeadd",
    Role.REFUSE: "#ab1f2d",
    Role.REFUSE_SOFT: "#fbe6e8",
}
DARK: Final[Mapping[Role, str]] = {
    Role.GROUND: "#14181e",
    Role.SURFACE: "#1c222a",
    Role.RAISED: "#232a34",
    Role.LINE: "#343d4a",
    Role.LINE_STRONG: "#758195",
    Role.TEXT: "#e8ecf2",
    Role.MUTED: "#a5b0bf",
    Role.ON_ACCENT: "#08131f",
    Role.ACCENT: "#6cb2f7",
    Role.ACCENT_SOFT: "#16304a",
    Role.ACCEPT: "#6fd39a",
    Role.ACCEPT_SOFT: "#12331f",
    Role.ASK: "#f0c258",
    Role.ASK_SOFT: "#3a2d0c",
    Role.OVERRIDE: "#f6a26b",
    Role.OVERRIDE_SOFT: "#40230f",
    Role.REFUSE: "#f58b95",
    Role.REFUSE_SOFT: "#421a1f",
}

SPACE_1: Final = 4
SPACE_2: Final = 8
SPACE_3: Final = 12
SPACE_4: Final = 16
SPACE_6: Final = 24
RADIUS: Final = 8
RADIUS_SMALL: Final = 6
TARGET: Final = 44
TARGET_SMALL: Final = 32

SMALLEST_SCALE: Final = 100
LARGEST_SCALE: Final = 200

_SIZES: Final[Mapping[Type, int]] = {
    Type.SMALL: 12,
    Type.NORMAL: 14,
    Type.STRONG: 16,
    Type.TITLE: 20,
    Type.AMOUNT: 32,
    Type.LEAD: 24,
    Type.DISPLAY: 48,
}
_SEMIBOLD: Final = frozenset({Type.STRONG, Type.TITLE, Type.AMOUNT, Type.DISPLAY})
_FAMILIES: Final = ["Inter", "Noto Sans", "Segoe UI", "sans-serif"]
_FONTS: Final = Path(__file__).parent / "fonts"
_TABULAR: Final = QFont.Tag.fromString("tnum")
_DRESS: Final = "konterDress"


class Look(QObject):
    """What is on the screen now.

    Signals:
        changed: another scheme or scale was applied; all colours and fonts are already new.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Scheme.SYSTEM
        self.scale = SMALLEST_SCALE
        self.tokens = LIGHT
        self._following = False

    @property
    def dark(self) -> bool:
        return self.tokens is DARK

    def follow_system(self, app: QApplication) -> None:
        """Renew the look when the desktop goes dark or light, as long as we follow it."""
        if not self._following:
            self._following = True
            app.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _system_changed(self) -> None:
        app = QApplication.instance()
        if self.scheme is Scheme.SYSTEM and isinstance(app, QApplication):
            _put_on(app)


look: Final = Look()


def apply(app: QApplication, scheme: Scheme = Scheme.SYSTEM, scale: int = 100) -> None:
    """Put the look on the whole program, now and again whenever it changes.

    ``scale`` is per cent of the type size and is kept within 100 to 200.
    """
    if not QFontDatabase.hasFamily(_FAMILIES[0]):
        for file in sorted(_FONTS.glob("*.otf")):
            QFontDatabase.addApplicationFont(str(file))
    if not app.styleSheet():  # over ours, the style no longer tells its name
        app.setStyle("Fusion")
    look.scheme = scheme
    look.scale = min(max(scale, SMALLEST_SCALE), LARGEST_SCALE)
    hints = app.styleHints()
    match scheme:
        case Scheme.SYSTEM:
            hints.unsetColorScheme()
        case Scheme.LIGHT:
            hints.setColorScheme(Qt.ColorScheme.Light)
        case Scheme.DARK:
            hints.setColorScheme(Qt.ColorScheme.Dark)
    _put_on(app)
    look.follow_system(app)


def color(role: Role) -> QColor:
    """The colour a role has in the scheme shown now."""
    return QColor(look.tokens[role])


def paper() -> QColor:
    """The ground of what was made to be printed, in either scheme."""
    return QColor(LIGHT[Role.SURFACE])


def px(size: int) -> int:
    """A type-bound length in pixels at the scale shown now."""
    return round(size * look.scale / 100)


def font(kind: Type, *, strong: bool | None = None, tabular: bool = False) -> QFont:
    """The font of a type role; ``strong`` overrides its own weight.

    ``tabular`` gives figures of one width, so that amounts stand under each other.
    """
    semibold = kind in _SEMIBOLD if strong is None else strong
    return QFont(_font(kind, px(_SIZES[kind]), semibold, tabular))


@lru_cache(maxsize=128)
def _font(kind: Type, pixels: int, semibold: bool, tabular: bool) -> QFont:
    made = QFont(_FAMILIES)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
    if kind in (Type.AMOUNT, Type.DISPLAY):
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
    if tabular:
        made.setFeature(_TABULAR, 1)
    return made


def from_afar(pixels: int) -> QFont:
    """The font of what is read across a room: as high as it is asked for, at any scale."""
    return QFont(_font(Type.AMOUNT, max(pixels, 1), True, True))


def dress(
    widget: QWidget,
    kind: Type = Type.NORMAL,
    role: Role = Role.TEXT,
    *,
    strong: bool | None = None,
    tabular: bool = False,
) -> None:
    """Give a widget its type role and text colour, for as long as it lives."""
    semibold = kind in _SEMIBOLD if strong is None else strong
    worn = [kind.value, role.value, "strong" if semibold else "", "tabular" if tabular else ""]
    widget.setProperty(_DRESS, worn)
    _renew(widget)


def _renew(widget: QWidget) -> None:
    worn = widget.property(_DRESS)
    if worn is None:
        return
    kind, role, strong, tabular = worn
    widget.setFont(font(Type(kind), strong=bool(strong), tabular=bool(tabular)))
    inks = widget.palette()
    for part in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        inks.setColor(part, color(Role(role)))
    widget.setPalette(inks)


def _put_on(app: QApplication) -> None:
    system_dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    dark = look.scheme is Scheme.DARK or (look.scheme is Scheme.SYSTEM and system_dark)
    look.tokens = DARK if dark else LIGHT
    sheet, usual = _style_sheet(), font(Type.NORMAL)
    worn = app.styleSheet() == sheet and app.font().pixelSize() == usual.pixelSize()
    app.setPalette(_palette())
    app.setFont(usual)
    if not worn:  # the slowest step by far; fields get a new size of type only by it
        app.setStyleSheet(sheet)
    for widget in app.allWidgets():
        _renew(widget)
        widget.updateGeometry()
        widget.update()
    look.changed.emit()


def _palette() -> QPalette:
    parts = QPalette.ColorRole
    made = QPalette()
    for part, role in {
        parts.Window: Role.GROUND,
        parts.WindowText: Role.TEXT,
        parts.Base: Role.SURFACE,
        parts.AlternateBase: Role.GROUND,
        parts.Text: Role.TEXT,
        parts.PlaceholderText: Role.MUTED,
        parts.Button: Role.SURFACE,
        parts.ButtonText: Role.TEXT,
        parts.BrightText: Role.REFUSE,
        parts.ToolTipBase: Role.RAISED,
        parts.ToolTipText: Role.TEXT,
        parts.Highlight: Role.ACCENT,
        parts.HighlightedText: Role.ON_ACCENT,
        parts.Link: Role.ACCENT,
        parts.LinkVisited: Role.ACCENT,
        parts.Accent: Role.ACCENT,
        parts.Light: Role.RAISED,
        parts.Midlight: Role.LINE,
        parts.Mid: Role.LINE_STRONG,
        parts.Dark: Role.LINE_STRONG,
    }.items():
        made.setColor(part, color(role))
    for part in (parts.WindowText, parts.Text, parts.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, color(Role.MUTED))
    return made


def _style_sheet() -> str:
    """Only what a palette cannot say; roles in ``@name@`` become colours."""
    # A sheet's least height is obeyed where room is short, whatever the type asks for.
    field = max(TARGET_SMALL, QFontMetrics(font(Type.NORMAL)).height() + SPACE_1)
    sheet = f"""
    QFrame[look="card"] {{ background: @surface@; border: 1px solid @line@;
        border-radius: {RADIUS}px; }}
    QFrame[look="drop"] {{ background: @raised@; border: 1px solid @line-strong@;
        border-radius: {RADIUS}px; }}
    QFrame[look="bar"] {{ background: @surface@; border: 0; border-bottom: 1px solid @line@; }}
    QFrame[look="rail"] {{ background: @surface@; border: 0; border-right: 1px solid @line@; }}
    QFrame[look="rule"] {{ background: @line@; border: 0; max-height: 1px; min-height: 1px; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}
    QLineEdit, QPlainTextEdit, QTextEdit {{ background: @surface@; color: @text@;
        border: 1px solid @line-strong@; border-radius: {RADIUS_SMALL}px;
        padding: 0 {SPACE_2}px; min-height: {field - 2}px;
        placeholder-text-color: @muted@;
        selection-background-color: @accent@; selection-color: @on-accent@; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid @accent@;
        padding: 0 {SPACE_2 - 1}px; min-height: {field - 4}px; }}
    QLineEdit:disabled {{ background: @ground@; color: @muted@; border-color: @line@; }}
    QLineEdit[look="tall"] {{ min-height: {TARGET - 2}px; }}
    QLineEdit[look="tall"]:focus {{ min-height: {TARGET - 4}px; }}
    QLineEdit[look="box"] {{ background: @ground@; border-radius: {RADIUS}px; }}
    QLineEdit[look="bare"] {{ background: transparent; border: 0; padding: 0; }}
    QToolTip {{ background: @raised@; color: @text@; border: 1px solid @line-strong@;
        padding: {SPACE_1}px {SPACE_2}px; }}
    QComboBox QAbstractItemView {{ background: @raised@; color: @text@; outline: 0;
        border: 1px solid @line-strong@; padding: {SPACE_1}px;
        selection-background-color: @accent-soft@; selection-color: @text@; }}
    QComboBox QAbstractItemView::item {{ min-height: {TARGET_SMALL}px;
        padding: 0 {SPACE_2}px; }}
    QProgressBar {{ background: @line@; border: 0; border-radius: 3px;
        min-height: 6px; max-height: 6px; }}
    QProgressBar::chunk {{ background: @accent@; border-radius: 3px; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
    QScrollBar::handle {{ background: @line-strong@; border-radius: 3px; min-height: 24px;
        min-width: 24px; }}
    QScrollBar::handle:disabled {{ background: transparent; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
    for role, shade in look.tokens.items():
        sheet = sheet.replace(f"@{role.value}@", shade)
    return sheet
