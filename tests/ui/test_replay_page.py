"""A draft tried on last year, seen and asked as a manager does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar, cast

import pytest
from PySide6.QtCore import Qt

from models.formats.policy_toml import parse_policy
from models.rules.replays import Outcome, ReplayedLine, Tally
from models.services.replay import Replay
from models.values import Currency, Money, refuse
from models.values.codes import Answer
from receipts.language import Language
from tests.builders import NOON, a_sale
from tests.ui.looks import wrong_with
from ui import theme, words
from ui.screens.policy import replay_presenter
from ui.screens.policy.replay_lines import DIFFERENCE, cell_texts
from ui.screens.policy.replay_page import ReplayPage
from ui.screens.policy.replay_presenter import ReplayPresenter
from ui.screens.policy.replay_state import Figure, Grouping, ReplayState
from ui.shell import Present, Shell
from ui.theme import Scheme
from ui.widgets.bars import Bar, Bars
from ui.words import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from models.unit import Unit

T = TypeVar("T")


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the service."""
    return "sqlite"


class Waiting:
    """Work that is carried out when it is told to."""

    def __init__(self, shop: Shop | None = None) -> None:
        self._shop = shop
        self.asked: list[Callable[[], None]] = []

    def read(
        self,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.compute(lambda: self._carry_out(use_case), done, failed)

    run = read

    def read_latest(
        self,
        key: Hashable,
        use_case: Callable[[Unit], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.read(use_case, done, failed)

    def compute(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        def carry_out() -> None:
            try:
                found = job()
            except Exception as problem:  # noqa: BLE001 (told to the page, as the worker does)
                failed(problem)
            else:
                done(found)

        self.asked.append(carry_out)

    def go_on(self) -> None:
        while self.asked:
            self.asked.pop(0)()

    def _carry_out(self, use_case: Callable[[Unit], T]) -> T:
        if self._shop is None:  # what it would do is patched, and asks for no records
            return use_case(cast("Unit", None))
        return self._shop.read(use_case)


def a_row(
    department: str = "Home",
    reason: str = "changed-mind",
    answer: Answer = Answer.ACCEPT,
    refund: int = 1000,
    fee: int = 0,
    customer: int | None = None,
    description: str = "Kettle",
) -> ReplayedLine:
    return ReplayedLine(
        slip="R1-000001",
        sale="S-1",
        description=description,
        department=department,
        reason=reason,
        customer_id=customer,
        customer="Budi Santoso" if customer else "",
        day=date(2026, 11, 5),
        in_force=Outcome(Answer.ACCEPT, Money(1000), Money(0), ((1, 1),)),
        draft=Outcome(answer, Money(refund), Money(fee), ((0, 1),)),
    )


ROWS = (
    a_row(),
    a_row(answer=Answer.REFUSE, refund=0, customer=7),
    a_row("Phones", "faulty", Answer.OVERRIDE, customer=7),
    a_row("Phones", refund=850, fee=150, description="Phone"),
)


def a_replay(*rows: ReplayedLine, sold: int = 3) -> Replay:
    tally = Tally()
    for row in rows:
        tally.add(row)
    for _ in range(sold):
        tally.add_sold("Home", Answer.REFUSE, Answer.ACCEPT)
    return Replay(
        since=date(2025, 11, 5),
        until=date(2026, 11, 5),
        skipped=2,
        figures=tally.figures(),
        rows=rows,
    )


class Saved:
    """Where workbooks go; refused when told so."""

    def __init__(self) -> None:
        self.places: list[Path] = []
        self.refuses = False

    def __call__(self, done: Replay, title: str, path: Path) -> None:
        if self.refuses:
            raise refuse("disk-full", place=str(path))
        self.places.append(path)


class Tried:
    """The page with its presenter, on a worker that waits."""

    def __init__(self, shop: Shop | None, place: str = "") -> None:
        self.work = Waiting(shop)
        self.saved = Saved()
        self.left = 0
        self.page = ReplayPage(ask_for_file=lambda _: place)
        self.presenter = ReplayPresenter(
            self.work, self.saved, self.page.show_state, self._leave
        )
        self.page.bind(self.presenter)

    def _leave(self) -> None:
        self.left += 1
        self.page.closed.emit()

    def start(self) -> None:
        self.page.start(parse_policy(DRAFT, Currency("GBP")), "Shorter")

    @property
    def state(self) -> ReplayState:
        return self.page.state

    @property
    def stage(self) -> str:
        return self.page.state.stage.value


DRAFT = '[[clause]]\nnumber = 1\nwindow = "14 days"\n'


@pytest.fixture
def tried(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Tried:
    """What four returns would have become, shown."""
    monkeypatch.setattr(replay_presenter, "replay", lambda *_: a_replay(*ROWS))
    made = Tried(None, str(tmp_path / "tried.xlsx"))
    qtbot.addWidget(made.page)
    made.start()
    made.work.go_on()
    made.page.show()
    return made


def test_the_last_year_is_decided_again(qtbot: QtBot, shop: Shop) -> None:
    a_sale(shop, sold_at=NOON)
    made = Tried(shop)
    qtbot.addWidget(made.page)

    made.start()
    assert made.stage == "running"
    assert made.page.progress.isVisibleTo(made.page) is False, "it comes after the event loop"
    made.work.go_on()

    assert made.stage == "done"
    assert made.state.result
    assert made.state.result.figures.whole.sold == 1
    assert made.state.title == "Shorter"


def test_a_shop_without_records_says_so(qtbot: QtBot, shop: Shop) -> None:
    made = Tried(shop)
    qtbot.addWidget(made.page)
    made.start()
    made.work.go_on()
    assert made.stage == "nothing"
    assert made.page.nothing.isVisibleTo(made.page)
    assert not made.page.export.isVisibleTo(made.page)


def test_stopping_keeps_nothing_and_goes_back(qtbot: QtBot, shop: Shop) -> None:
    a_sale(shop, sold_at=NOON)
    made = Tried(shop)
    qtbot.addWidget(made.page)
    made.start()

    made.page.progress.cancel_asked.emit()
    assert made.stage == "stopping"
    with qtbot.waitSignal(made.page.closed):
        made.work.go_on()

    assert (made.stage, made.state.result, made.left) == ("waiting", None, 1)


def test_what_was_left_behind_is_never_shown(qtbot: QtBot, shop: Shop) -> None:
    a_sale(shop, sold_at=NOON)
    made = Tried(shop)
    qtbot.addWidget(made.page)
    made.start()
    made.page.back.click()
    made.work.go_on()
    assert (made.stage, made.left) == ("waiting", 1)


def test_the_page_says_how_far_it_is(
    qtbot: QtBot, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        a_sale(shop, number=f"S-{number}", sold_at=NOON)
    made = Tried(shop)
    qtbot.addWidget(made.page)
    seen: list[tuple[int, int]] = []
    monkeypatch.setattr(made.page.progress, "advance", lambda *far: seen.append(far))
    made.start()
    made.work.go_on()
    assert (3, 3) in seen


def test_a_refusal_is_said(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise refuse("database-busy")

    monkeypatch.setattr(replay_presenter, "replay", busy)
    made = Tried(None)
    qtbot.addWidget(made.page)
    made.start()
    made.work.go_on()
    assert "Another counter is writing" in made.page.notice.sentence


def test_changed_decisions_are_shown_first(tried: Tried) -> None:
    assert tried.state.figure is Figure.CHANGED
    assert len(tried.page.table.lines) == 3
    assert tried.page.figures.cards[Figure.CHANGED].isChecked()
    assert tried.page.figures.cards[Figure.CHANGED].accessibleName() == "Changed 3"
    assert tried.page.figures.cards[Figure.CHANGED].accessibleDescription() == (
        "0 kinder, 3 stricter"
    )


@pytest.mark.parametrize(
    ("figure", "lines"),
    [
        (Figure.DECISIONS, 4),
        (Figure.CHANGED, 3),
        (Figure.REFUNDED, 2),
        (Figure.FEES, 1),
        (Figure.APPROVALS, 1),
        (Figure.CUSTOMERS, 2),
    ],
)
def test_each_figure_shows_what_stands_behind_it(
    tried: Tried, figure: Figure, lines: int
) -> None:
    tried.page.figures.cards[figure].click()
    assert len(tried.page.table.lines) == lines


def test_a_bar_narrows_the_list_and_the_same_again_widens_it(tried: Tried) -> None:
    phones = next(row for row in tried.page.bars.rows if row.code == "Phones")
    phones.click()
    assert [line.department for line in tried.page.table.lines] == ["Phones", "Phones"]
    assert phones.isChecked()
    phones.click()
    assert len(tried.page.table.lines) == 3


def test_bars_can_stand_for_reasons(tried: Tried) -> None:
    tried.page.grouping.chosen.emit(Grouping.REASON.value)
    assert [row.accessibleName() for row in tried.page.bars.rows] == ["Changed mind", "Faulty"]
    assert tried.page.bars.rows[0].accessibleDescription() == "In force 3,000, Draft 1,850"


def test_a_bar_measures_the_chosen_figure(tried: Tried) -> None:
    tried.presenter.choose_figure(Figure.APPROVALS)
    phones = next(row for row in tried.page.bars.rows if row.code == "Phones")
    assert phones.accessibleDescription() == "In force 0, Draft 1"


def test_the_keyboard_alone_leads_to_a_list(tried: Tried, qtbot: QtBot) -> None:
    card = tried.page.figures.cards[Figure.FEES]
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert tried.state.figure is Figure.FEES
    qtbot.keyClick(tried.page.bars.rows[0], Qt.Key.Key_Return)
    assert tried.state.group == tried.page.bars.rows[0].code


def test_the_list_is_sorted_by_its_heads(tried: Tried) -> None:
    tried.page.table.sortByColumn(DIFFERENCE, Qt.SortOrder.AscendingOrder)
    told = [cell_texts(line, DIFFERENCE)[0] for line in tried.page.table.lines]
    assert told == ["-1,000", "-150", "–"]


def test_the_workbook_is_written_where_it_was_asked_for(tried: Tried, tmp_path: Path) -> None:
    tried.page.export.click()
    assert not tried.page.export.isEnabled()
    tried.work.go_on()
    assert tried.saved.places == [tmp_path / "tried.xlsx"]
    assert "tried.xlsx" in tried.page.notice.sentence
    assert tried.page.export.isEnabled()


def test_a_workbook_that_cannot_be_written_says_why(tried: Tried) -> None:
    tried.saved.refuses = True
    tried.page.export.click()
    tried.work.go_on()
    assert "is full" in tried.page.notice.sentence
    assert tried.page.export.isEnabled()


def test_equal_values_are_equal_lengths(qtbot: QtBot) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    bars.show_bars(
        [Bar("a", "A", 10, 5, "10", "5"), Bar("b", "B", 10, 0, "10.000.000", "0")],
        "now",
        "then",
    )
    bars.resize(300, 200)
    bars.show()
    ink = theme.color(theme.Role.LINE_STRONG).rgb()
    lengths = []
    for row in bars.rows:
        picture = row.grab().toImage()
        lengths.append(
            max(
                sum(picture.pixel(x, y) == ink for x in range(picture.width()))
                for y in range(picture.height())
            )
        )
    assert lengths[0] == lengths[1] > 100


@pytest.fixture(scope="module", params=[100, 200], ids=["usual", "twice"])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[int]:
    theme.apply(qapp, Scheme.LIGHT, request.param)
    yield request.param
    theme.apply(qapp, Scheme.LIGHT)


@pytest.fixture(params=["en", "id", "fil"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    words.use(Language.of(request.param))
    yield request.param
    words.use(None)


@pytest.mark.usefixtures("scale", "language")
@pytest.mark.parametrize("rows", [ROWS, ()], ids=["some", "none"])
def test_the_page_is_whole(
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    rows: tuple[ReplayedLine, ...],
) -> None:
    monkeypatch.setattr(replay_presenter, "replay", lambda *_: a_replay(*rows, sold=len(rows)))
    shell = Shell()
    qtbot.addWidget(shell)
    shell.add_screen("policy", "policy", mark("Policy"), shortcut="Ctrl+5")
    made = Tried(None)
    shell.put_screen("policy", made.page)
    shell.show()
    shell.activateWindow()
    shell.shop_opened(Present("Ann Lee", "manager", "Corner Shop"), demo=False)

    for step in (made.start, made.work.go_on):
        step()
        for _ in range(5):
            qapp.sendPostedEvents()
            qapp.processEvents()
        # A bar of progress is thinner than the words that it never shows.
        assert [w for w in wrong_with(shell) if "QProgressBar" not in w] == []
