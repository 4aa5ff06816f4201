"""The managers' policy on its screen: read, changed by keys, reviewed, and put in force."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from models.db import open_shop
from models.rules.clauses import Clause
from models.rules.conditions import Among, Between
from models.rules.policy import Policy
from models.rules.terms import Fee, Stage
from models.rules.windows import Window
from models.services import drafts, policies
from models.services.people import add_staff
from models.tables.base import add_numbered
from models.tables.goods import Category, Department
from models.values import Message, Money
from models.values.codes import Decider, RefundBy
from models.values.shop import Person, Role
from receipts.language import Language
from tests.builders import MANAGER, NOON, PIN, a_product, a_shop
from tests.ui.at_once import AtOnce
from tests.ui.looks import settle, wrong_with
from ui import theme, words
from ui.screens.policy.columns import Column
from ui.screens.policy.presenter import PolicyPresenter
from ui.screens.policy.screen import PolicyScreen
from ui.screens.policy.state import Page, Step
from ui.screens.policy.window_editor import WindowEditor
from ui.shell import Present, Shell
from ui.theme import Scheme
from ui.widgets.check import Check
from ui.words import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from models.rules.conditions import Condition
    from models.rules.outline import Conditions

TOMORROW = NOON.date() + timedelta(1)
FOOD = "Makanan & Minuman"


def among(fact: str, *asked: str) -> Among:
    return Among(fact, frozenset(asked))


def about(*when: Condition) -> Conditions:
    return frozenset(when)


def clause(number: int, *when: Condition, **terms: Any) -> Clause:
    named = {name.replace("__", ".").replace("_off", "-off"): it for name, it in terms.items()}
    return Clause(number=number, when=when, terms=named)


ELECTRONICS, PHONES = among("department", "elektronik"), among("category", "ponsel")
TIED = frozenset({among("department", "elektronik", "rumah")})
ADVENT = Between("sold", date(2026, 11, 1).toordinal(), date(2026, 12, 25).toordinal())
TERMS = Policy(
    number=1,
    name="Syarat toko",
    clauses=(
        clause(
            1,
            window=Window(days=30),
            late=(
                Stage(days=60, decider=Decider.MANAGER),
                Stage(days=90, decider=Decider.MANAGER, lost=Decimal(50)),
            ),
            limit__line=Money(2_000_000),
            refund__choices=frozenset({RefundBy.CASH}),
        ),
        clause(2, ELECTRONICS, window=Window(days=14), fee__opened=Fee(percent=Decimal(15))),
        clause(3, PHONES, window=Window(days=7), capture__id=True, capture__lock_off=True),
        clause(4, among("department", FOOD.casefold()), final_sale=True),
        clause(5, ADVENT, window=Window(days=30, not_before=date(2026, 12, 26))),
        clause(
            6, among("condition", "opened", "used"), fee__restocking=Fee(percent=Decimal(9))
        ),
        clause(7, among("tier", "gold"), exchange__window=Window(days=120)),
    ),
)


class Files:
    """Where exports would go."""

    def __init__(self) -> None:
        self.saved: list[Policy] = []

    def save_policy(self, policy: Policy) -> Message:
        self.saved.append(policy)
        return Message("slip-saved", {"place": "policy.toml"})


class Office:
    """The screen in its window, on a real shop."""

    def __init__(self, shop: Shop, shell: Shell) -> None:
        self.shop, self.shell = shop, shell
        self.files = Files()
        self.enter(MANAGER)

    def enter(self, person: Person) -> None:
        """Sit down at the screen as somebody."""
        self.shop.person = person
        self.screen = PolicyScreen()
        self.presenter = PolicyPresenter(
            AtOnce(self.shop),
            drafts,
            policies,
            self.files,
            person.staff_id,
            self.screen.show_state,
        )
        self.screen.bind(self.presenter)
        self.shell.put_screen("policy", self.screen)
        self.presenter.start()
        settle()

    def choose(self, column: Column, *when: Condition) -> None:
        self.presenter.choose_cell(about(*when), column)
        settle()

    def cell(self, row: str, column: Column) -> str:
        """What stands in the table, row and column by name."""
        rows = {each.name: each.cells for each in self.screen.table.sheet.rows}
        return rows[row][list(Column).index(column)].text


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shop of which each test has a copy, with a second manager."""
    file = tmp_path_factory.mktemp("furnished") / "shop.db"
    made = a_shop(
        f"sqlite:///{file}",
        policy=TERMS,
        currency="IDR",
        country="ID",
        time_zone="Asia/Jakarta",
        language="id",
    )
    with closing(made) as shop:
        for sku, department in (("ELK-1", "Elektronik"), ("MKN-1", FOOD), ("RMH-1", "Rumah")):
            a_product(shop, sku, sku=sku, department=department)
        with shop.unit() as unit:
            electronics = unit.connection.scalar(
                select(Department.id).where(Department.name == "Elektronik")
            )
            add_numbered(
                unit.connection,
                Category,
                department_id=electronics,
                code="Ponsel",
                name="Ponsel",
            )
            add_staff(
                unit.connection,
                badge="2",
                name="Rudi Hartono",
                role=Role.MANAGER,
                language="en",
                pin=PIN,
            )
    return file


@pytest.fixture(params=[100], ids=["usual"])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[int]:
    theme.apply(qapp, Scheme.LIGHT, request.param)
    yield request.param
    theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture(params=["en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    code: str = request.param
    yield code
    words.use(None)


@pytest.fixture
def office(
    qtbot: QtBot, furnished: Path, tmp_path: Path, scale: int, language: str
) -> Iterator[Office]:
    file = tmp_path / "shop.db"
    file.write_bytes(furnished.read_bytes())
    with closing(open_shop(f"sqlite:///{file}", clock=lambda: NOON)) as shop:
        words.use(Language.of(language, shop.facts.currency))
        shell = Shell()
        qtbot.addWidget(shell)
        shell.add_screen("policy", "policy", mark("Policy"), shortcut="Ctrl+8")
        shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        shell.shop_opened(Present("Ann Lee", "", "Melati"))
        yield Office(shop, shell)
        shell.close()


SECOND = Person(staff_id=2, name="Rudi Hartono", role=Role.MANAGER, language="en")


def test_the_table_shows_own_and_inherited_values_by_row(office: Office) -> None:
    sheet = office.screen.table.sheet
    assert [(row.name, row.depth) for row in sheet.rows] == [
        ("Whole shop", 0),
        ("Elektronik", 0),
        ("Ponsel", 1),
        ("Makanan & Minuman", 0),
        ("Sold 1 Nov 2026 – 25 Dec 2026", 0),
        ("Gold customers", 0),
        ("Opened or used", 0),
    ]
    assert office.cell("Elektronik", Column.WINDOW) == "14 days"
    assert office.cell("Elektronik", Column.FEE) == "15%"
    assert office.cell("Elektronik", Column.ABOVE) == words.money(Money(2_000_000))
    assert office.cell(FOOD, Column.WINDOW) == "Final sale"
    electronics = next(row for row in sheet.rows if row.name == "Elektronik")
    own = {column for column, cell in zip(Column, electronics.cells, strict=True) if cell.own}
    assert own == {Column.WINDOW, Column.FEE}


def test_the_card_says_the_row_in_plain_words(office: Office) -> None:
    office.choose(Column.WINDOW, ELECTRONICS)
    said = office.screen.row.said.text()
    assert said.startswith("14 days; opened box fee: 15%")
    assert words.money(Money(2_000_000)) in said


def test_a_manager_changes_a_window_by_keys_alone(office: Office, qtbot: QtBot) -> None:
    screen = office.screen
    qtbot.keyClick(office.shell, Qt.Key.Key_F8)
    settle()
    assert office.presenter.state.step is Step.SEND
    screen.table.sheet.setFocus()
    qtbot.keyClick(screen.table.sheet, Qt.Key.Key_Down)
    qtbot.keyClick(screen.table.sheet, Qt.Key.Key_Return)
    editor = screen.row.editor.editor
    assert isinstance(editor, WindowEditor)
    assert editor.number.hasFocus()
    editor.number.selectAll()
    qtbot.keyClicks(editor.number, "21")
    qtbot.keyClick(editor.number, Qt.Key.Key_Return)
    assert screen.standing.text() == "draft, saved"
    assert office.cell("Elektronik", Column.WINDOW) == "21 days"
    qtbot.keyClick(editor.number, Qt.Key.Key_Escape)
    assert screen.table.sheet.hasFocus()
    qtbot.keyClick(screen.table.sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert office.cell("Elektronik", Column.WINDOW) == "14 days"
    qtbot.keyClick(screen.table.sheet, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert office.cell("Elektronik", Column.WINDOW) == "21 days"


def test_a_draft_is_accepted_by_another_manager_and_put_in_force(office: Office) -> None:
    office.presenter.go_on()
    office.choose(Column.WINDOW, ELECTRONICS)
    office.presenter.set_value(Window(days=21))
    office.screen.row.deciding.primary.click()
    deciding = office.screen.row.deciding
    assert office.presenter.state.step is Step.WAIT
    assert not deciding.primary.isEnabled()
    assert "Another manager" in deciding.note.text()

    draft = office.presenter.state.draft
    assert draft
    office.enter(SECOND)
    office.presenter.show_draft(draft.draft_id)
    deciding = office.screen.row.deciding
    assert deciding.note.text() == "Ann Lee asks for your review."
    assert not deciding.back.isEnabled()
    deciding.primary.click()
    assert deciding.day.value == TOMORROW
    deciding.primary.click()
    assert office.presenter.state.draft is None
    assert office.screen.standing.text() == "not yet in force"
    of_now = office.shop.read(lambda unit: policies.policy_on(unit, NOON.date()))
    of_then = office.shop.read(lambda unit: policies.policy_on(unit, TOMORROW))
    assert (of_now.number, of_then.number) == (1, 2)
    assert of_then.clauses[1].terms["window"] == Window(days=21)


def test_a_draft_is_returned_with_a_remark(office: Office) -> None:
    office.presenter.go_on()
    office.presenter.set_value(Window(days=3))
    office.presenter.go_on()
    draft = office.presenter.state.draft
    assert draft
    office.enter(SECOND)
    office.presenter.show_draft(draft.draft_id)
    deciding = office.screen.row.deciding
    deciding.reason.setText("Too short for phones")
    deciding.back.click()
    assert office.presenter.state.step is Step.SEND
    assert deciding.note.text() == "Rudi Hartono remarked: Too short for phones"


def test_a_mistake_is_marked_at_its_cell_and_keeps_the_draft_back(office: Office) -> None:
    office.presenter.go_on()
    office.presenter.add_row(TIED)
    office.presenter.set_value(Window(days=5))
    settle()
    sheet = office.screen.table.sheet
    marked = [(row.name, cell.mark) for row in sheet.rows for cell in row.cells if cell.mark]
    assert [name for name, _ in marked] == ["Elektronik or Rumah"]
    assert office.screen.row.editor.notice.sentence == marked[0][1]
    deciding = office.screen.row.deciding
    assert deciding.note.text() == "1 mistake has to be put right first."
    assert not deciding.primary.isEnabled()
    office.presenter.undo()
    assert deciding.primary.isEnabled()


def test_a_row_is_added_for_a_department_of_the_list(office: Office, qtbot: QtBot) -> None:
    office.presenter.go_on()
    office.screen.table.add.click()
    adding = office.screen.adding
    assert not adding.add.isEnabled()
    asked = adding.findChildren(Check)
    home = next(each for each in asked if each.accessibleName() == "Rumah")
    qtbot.keyClick(home, Qt.Key.Key_Space)
    assert adding.so_far.text() == "Rumah"
    adding.add.click()
    assert office.presenter.state.page is Page.TABLE
    assert office.cell("Rumah", Column.WINDOW) == "30 days"
    office.presenter.set_value(Window(days=45))
    assert office.cell("Rumah", Column.WINDOW) == "45 days"
    office.screen.table.remove.click()
    assert "Rumah" not in [row.name for row in office.screen.table.sheet.rows]


def test_two_versions_are_compared_and_an_older_one_begins_a_draft(office: Office) -> None:
    with office.shop.unit() as unit:
        newer = Policy(number=0, clauses=TERMS.clauses[:-1], name="Newer")
        policies.put_in_force(unit, newer, NOON.date(), "Ann Lee")
    office.enter(MANAGER)
    assert office.screen.standing.text() == "in force"
    office.screen.compare.click()
    found = [(each.clause, each.term) for each in office.presenter.state.differences]
    assert (0, "name") in found
    assert (7, "exchange.window") in found
    office.screen.comparing.close_button.click()
    office.presenter.show_version(1)
    assert office.screen.standing.text() == "earlier version"
    primary = office.screen.row.deciding.primary
    assert primary.words == "Start from this one"
    primary.click()
    draft = office.presenter.state.draft
    assert draft
    assert (draft.base, draft.policy.clauses) == (1, TERMS.clauses)


def test_a_draft_that_somebody_else_changed_is_refused(office: Office) -> None:
    office.presenter.go_on()
    draft = office.presenter.state.draft
    assert draft
    theirs = replace(draft.policy, name="Theirs")
    office.shop.run(lambda unit: drafts.save_draft(unit, draft.draft_id, theirs, draft.edition))
    office.presenter.set_value(Window(days=3))
    assert office.screen.notice.isVisible()


def test_export_and_trial_are_asked_of_others(office: Office, qtbot: QtBot) -> None:
    with qtbot.waitSignal(office.screen.replay_asked) as asked:
        office.screen.replay.click()
    assert asked.args == [office.presenter.state.policy]
    office.screen.export.click()
    assert office.files.saved == [office.presenter.state.policy]


def every_column(office: Office) -> Iterator[str]:
    """Every editor there is, one after the other."""
    office.presenter.go_on()
    for column in Column:
        office.choose(column)
        for term in office.presenter.state.terms:
            office.presenter.choose_term(term)
            yield term


def the_version(office: Office) -> Iterator[str]:
    yield "version"


def the_other_pages(office: Office) -> Iterator[str]:
    office.presenter.go_on()
    office.presenter.add_row(TIED)
    office.presenter.set_value(Window(days=5))
    yield "mistake"
    office.presenter.undo()
    office.presenter.set_value(Window(days=14))
    office.presenter.compare(1)
    yield "compared"
    office.presenter.show_page(Page.ADDING)
    yield "adding"
    office.presenter.show_page(Page.TABLE)
    office.presenter.go_on()
    yield "review"


@pytest.mark.parametrize("scale", [100, 200], indirect=True)
@pytest.mark.parametrize("language", ["en", "id", "fil"], indirect=True)
@pytest.mark.parametrize(
    "lead", [the_version, the_other_pages], ids=lambda lead: str(lead.__name__)
)
def test_every_page_is_whole(office: Office, lead: Callable[[Office], Iterator[str]]) -> None:
    for page in lead(office):
        settle()
        assert (page, wrong_with(office.shell)) == (page, [])


@pytest.mark.parametrize("scale", [100, 200], indirect=True)
def test_every_editor_is_whole(office: Office) -> None:
    for term in every_column(office):
        settle()
        assert (term, wrong_with(office.shell)) == (term, [])
