"""Room for more than fits: at large type a screen scrolls, it is never cut."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui import theme


class Scrolling(QScrollArea):
    """Gives its content the whole width, and more height than there is where it needs it."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def keep_in_sight(self, part: QWidget) -> None:
        """Scroll to a part that has the keyboard now, once it has found its place."""
        QTimer.singleShot(0, part, lambda: self._show(part))

    def _show(self, part: QWidget) -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        if self.isAncestorOf(part) and part.isVisible():
            self.ensureWidgetVisible(part, theme.SPACE_4, theme.SPACE_4)


class ScrollingList(Scrolling):
    """A list in a card: wide enough for its content, and never lower than ``at_least``.

    It asks for no more than that, and takes what is left: a page whose lists all asked for
    their whole height would scroll its buttons away at the usual size of type. Where columns
    stand under each other the page scrolls, and the list is shown whole, so that nothing
    scrolls inside what scrolls. ``at_least`` is in pixels at the usual size of type; with
    ``no_taller`` it leaves to what is under it the room that its content does not need.
    """

    def __init__(
        self,
        content: QWidget,
        at_least: int = 0,
        parent: QWidget | None = None,
        *,
        no_taller: bool = False,
    ) -> None:
        super().__init__(content, parent)
        self._content = content
        self._at_least = at_least
        self._no_taller = no_taller
        self._whole = False

    def show_whole(self, whole: bool) -> None:
        if whole is not self._whole:
            self._whole = whole
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return self._whole

    def heightForWidth(self, width: int) -> int:
        content = self._content
        if content.hasHeightForWidth():
            return content.heightForWidth(width)
        return content.sizeHint().height()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        content = self._content
        wide = content.minimumSizeHint().width()
        if self._whole:
            return QSize(wide, 0)  # the layout asks for the height of its width
        bar = self.verticalScrollBar().sizeHint().width()
        high = min(content.sizeHint().height(), theme.px(self._at_least))
        return QSize(wide + bar, high)

    def event(self, event: QEvent) -> bool:
        heard = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:  # the content has other needs now
            if self._no_taller:
                self.setMaximumHeight(max(1, self._content.sizeHint().height()))
            self.updateGeometry()
        return heard
