"""The page of the letterhead: typed left, seen on a paper right, saved by one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from desktop.rooms.letterhead import LetterheadPictures
from models.services.letterheads import letterhead_of, list_letterheads, set_letterhead
from models.tables.shop import Store
from models.values import Topic
from models.values.letterheads import LetterheadAsked, LetterheadPart, LetterheadWords
from models.values.printing import Sheet
from models.values.shop import Role
from receipts.document import Line, Logo
from tests.drawers import a_person
from tests.pictures import a_picture
from tests.ui.at_once import AtOnce
from tests.ui.looks import settle, wrong_with
from ui.screens.letterhead.presenter import LetterheadPresenter
from ui.screens.letterhead.screen import LetterheadScreen
from ui.shell import Present, Shell
from ui.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from models.values.letterheads import Letterhead
    from receipts.document import Document

HEADER, FOOTER = LetterheadPart.HEADER, LetterheadPart.FOOTER


@pytest.fixture
def system() -> str:
    return "sqlite"


class Seen(LetterheadPictures):
    """Draws as the window does, and remembers what it drew."""

    def __init__(self) -> None:
        self.drawn: list[tuple[Document, Sheet]] = []

    def picture(self, document: Document, sheet: Sheet, logos: Mapping[str, bytes]) -> bytes:
        self.drawn.append((document, sheet))
        return super().picture(document, sheet, logos)

    @property
    def said(self) -> list[str]:
        document, _ = self.drawn[-1]
        return [block.text for block in document.blocks if isinstance(block, Line)]


class Page:
    def __init__(self, shop: Shop, logo: Path) -> None:
        self.shop = shop
        self.work = AtOnce(shop)
        self.seen = Seen()
        self.closed = 0
        self.screen = LetterheadScreen(ask_for_file=lambda: str(logo))
        self.letterhead = LetterheadPresenter(
            self.work, self.seen, self.screen.show_state, self._close
        )
        self.screen.bind(self.letterhead)
        self.letterhead.start()

    def _close(self) -> None:
        self.closed += 1

    def press(self, key: Qt.Key) -> None:
        QApplication.processEvents()
        QTest.keyClick(self.screen.window(), key)
        QApplication.processEvents()

    def type(self, part: LetterheadPart, text: str) -> None:
        editor = self.screen.fields[part].editor
        editor.setFocus()
        QTest.keyClicks(editor, text)

    @property
    def said(self) -> list[str]:
        said = self.letterhead.state.said
        return [message.code for message in said.messages] if said else []

    def on_papers(self, language: str = "en") -> Letterhead:
        return self.shop.read(lambda unit: letterhead_of(unit, language))


@pytest.fixture
def page(qtbot: QtBot, shop: Shop, tmp_path: Path) -> Page:
    logo = tmp_path / "logo.jpg"
    logo.write_bytes(a_picture((900, 300), "JPEG"))
    made = Page(shop, logo)
    shell = Shell()
    qtbot.addWidget(shell)
    shell.add_screen("papers", "papers", mark("Papers"), made.screen, "Ctrl+Shift+P")
    shell.shop_opened(Present("Ann Lee", say("manager"), "Corner Shop"), demo=True)
    shell.resize(1280, 720)
    shell.show()
    qtbot.waitExposed(shell)
    QApplication.processEvents()
    made.screen.focus_first()
    return made


def set_by_a_colleague(shop: Shop, *header: str, base: int = 0, own: bool = False) -> None:
    asked = LetterheadAsked(
        base=base, own=own, words={"en": LetterheadWords(header=tuple(header))}
    )
    shop.run(lambda unit: set_letterhead(unit, asked))


def test_typed_seen_and_saved_by_keys(page: Page) -> None:
    page.type(HEADER, "Open daily 9-21")
    assert "Open daily 9-21" in page.seen.said
    page.press(Qt.Key.Key_F4)
    assert any(isinstance(block, Logo) for block in page.seen.drawn[-1][0].blocks)
    QTest.keyClick(page.screen.fields[HEADER].editor, Qt.Key.Key_Tab)
    assert page.screen.fields[FOOTER].editor.hasFocus()
    page.type(FOOTER, "See you soon")
    page.press(Qt.Key.Key_F9)
    assert page.said == ["letterhead-saved"]
    said = page.on_papers()
    assert (said.header, said.footer) == (("Open daily 9-21",), ("See you soon",))
    assert said.logo
    assert not page.screen.save.isEnabled()


def test_what_no_paper_may_say_is_told_at_its_field(page: Page) -> None:
    page.type(FOOTER, "No return, no exchange")
    page.letterhead.set_language("id")
    page.press(Qt.Key.Key_F9)
    field = page.screen.fields[FOOTER]
    assert page.letterhead.state.language == "en"
    assert "“no return no exchange”" in field.problem
    assert field.editor.hasFocus()
    assert field.text == "No return, no exchange"
    assert page.said == []
    page.type(FOOTER, ".")
    assert field.problem == ""
    assert page.on_papers().footer == ()


def test_each_language_has_its_own_words_and_the_paper_speaks_it(page: Page) -> None:
    page.type(HEADER, "Open daily")
    page.letterhead.set_language("id")
    assert page.screen.fields[HEADER].text == ""
    assert "Open daily" in page.seen.said  # the shop's words stand in
    page.type(HEADER, "Buka tiap hari")
    document, _ = page.seen.drawn[-1]
    assert document.language == "id"
    assert "Buka tiap hari" in page.seen.said
    page.letterhead.set_language("en")
    assert page.screen.fields[HEADER].text == "Open daily"


def test_while_a_picture_is_drawn_the_typing_goes_on_and_only_the_last_is_drawn(
    page: Page,
) -> None:
    page.work.held = True
    drawn = len(page.seen.drawn)
    page.type(HEADER, "Open daily")
    page.work.answer()
    assert len(page.seen.drawn) == drawn + 2
    assert "Open daily" in page.seen.said


@pytest.mark.parametrize("sheet", Sheet)
def test_every_sheet_is_shown(page: Page, sheet: Sheet) -> None:
    page.letterhead.set_sheet(sheet)
    assert page.seen.drawn[-1][1] is sheet
    assert (page.letterhead.state.preview or b"").startswith(b"\x89PNG")


def test_an_earlier_version_comes_back(page: Page) -> None:
    page.type(HEADER, "First")
    page.letterhead.save()
    page.type(HEADER, "Second ")
    page.letterhead.save()
    assert page.on_papers().header == ("Second First",)
    page.letterhead.show_version(1)
    assert page.screen.fields[HEADER].text == "First"
    page.press(Qt.Key.Key_F9)
    assert page.on_papers().header == ("First",)
    assert [each.version for each in page.letterhead.state.versions] == [3, 2, 1]


def test_a_logo_goes_by_its_key(page: Page) -> None:
    page.press(Qt.Key.Key_F4)
    page.letterhead.save()
    page.press(Qt.Key.Key_F7)
    page.letterhead.save()
    assert page.on_papers().logo == ""


def test_a_file_that_is_no_picture_is_refused_and_nothing_is_lost(
    page: Page, tmp_path: Path
) -> None:
    page.type(HEADER, "Open daily")
    (tmp_path / "x.png").write_text("none")
    page.letterhead.choose_logo(tmp_path / "x.png")
    assert page.said == ["logo-unreadable"]
    page.letterhead.choose_logo(tmp_path / "gone.png")
    assert page.said == ["file-missing"]
    assert page.screen.fields[HEADER].text == "Open daily"


def test_what_a_colleague_saves_is_shown_unless_something_is_typed(page: Page) -> None:
    set_by_a_colleague(page.shop, "Theirs")
    page.letterhead.refresh(frozenset({Topic.SHOP}))
    assert page.screen.fields[HEADER].text == "Theirs"
    page.type(HEADER, "Mine ")
    set_by_a_colleague(page.shop, "Theirs again", base=1)
    page.letterhead.refresh(frozenset({Topic.SHOP}))
    assert page.screen.fields[HEADER].text == "Mine Theirs"
    page.letterhead.save()
    assert page.said == ["letterhead-changed"]
    assert page.on_papers().header == ("Theirs again",)


def test_a_store_has_its_own_until_it_follows_the_shop_again(page: Page) -> None:
    with page.shop.unit() as unit:
        unit.connection.execute(insert(Store).values(code="B", name="Branch"))
    set_by_a_colleague(page.shop, "Everywhere")
    page.letterhead.refresh(frozenset({Topic.SHOP}))
    page.letterhead.set_scope(own=True)
    assert page.letterhead.state.follows
    assert page.screen.fields[HEADER].text == "Everywhere"
    page.type(HEADER, "Here and ")
    page.letterhead.save()
    assert page.on_papers().header == ("Here and Everywhere",)
    page.press(Qt.Key.Key_F6)
    assert page.on_papers().header == ("Everywhere",)
    assert page.letterhead.state.follows


def test_back_leaves_what_is_typed(page: Page) -> None:
    page.type(HEADER, "Open")
    page.press(Qt.Key.Key_Escape)
    assert page.closed == 1
    assert page.screen.fields[HEADER].text == "Open"
    assert page.shop.read(list_letterheads).shop == ()


def test_without_the_right_nothing_is_shown(shop: Shop, tmp_path: Path, qtbot: QtBot) -> None:
    shop.person = a_person(shop, "Sari", "7", Role.CLERK, "2469")
    made = Page(shop, tmp_path)
    qtbot.addWidget(made.screen)
    assert made.said == ["right-missing"]
    assert not made.letterhead.state.looked


@pytest.mark.usefixtures("scale", "language")
def test_every_page_is_whole(page: Page, tmp_path: Path) -> None:
    shell = page.screen.window()
    with page.shop.unit() as unit:
        unit.connection.execute(insert(Store).values(code="B", name="Branch"))
    set_by_a_colleague(page.shop, "Open daily")
    page.letterhead.start()
    page.letterhead.choose_logo(tmp_path / "logo.jpg")
    for sheet in (Sheet.ROLL_80, Sheet.A4):
        page.letterhead.set_sheet(sheet)
        settle()
        assert wrong_with(shell) == []
    page.letterhead.set_scope(own=True)
    page.letterhead.type(FOOTER, "No refunds")
    page.letterhead.save()
    settle()
    assert wrong_with(shell) == []
