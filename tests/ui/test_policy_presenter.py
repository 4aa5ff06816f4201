"""What the policy screen does with edits, drafts and refusals, with no widget in sight."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from models.db import open_shop
from models.rules.clauses import Clause
from models.rules.conditions import Among
from models.rules.outline import WHOLE_SHOP
from models.rules.policy import Policy
from models.rules.terms import TERMS as ALL_TERMS
from models.rules.terms import Fee
from models.rules.windows import Window
from models.services import drafts, policies
from models.values import Message, refuse
from tests.builders import MANAGER, NOON, a_product, a_shop
from tests.ui.at_once import AtOnce
from ui.screens.policy import names
from ui.screens.policy.columns import CAPTURES, Column, column_of, terms_in
from ui.screens.policy.presenter import PolicyPresenter, in_force
from ui.screens.policy.state import Page, PolicyState, Step

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.db import Shop
    from models.rules.outline import Conditions

T = TypeVar("T")
MONTH, FORTNIGHT, WEEK = Window(days=30), Window(days=14), Window(days=7)
TOYS: Conditions = frozenset({Among("department", frozenset({"toys"}))})
DOLLS: Conditions = frozenset({Among("category", frozenset({"toys"}))})
TERMS = Policy(
    number=1,
    clauses=(
        Clause(number=1, terms={"window": MONTH}),
        Clause(number=2, when=tuple(TOYS), terms={"window": FORTNIGHT, "capture.id": True}),
    ),
)


class NoDisk:
    def save_policy(self, policy: Policy) -> Message:
        raise refuse("disk-full", place="/policies")


class Desk:
    """The presenter on a real shop, and every state that it showed."""

    def __init__(self, shop: Shop) -> None:
        self.shop, self.work = shop, AtOnce(shop)
        self.shown: list[PolicyState] = []
        self.presenter = PolicyPresenter(
            self.work, drafts, policies, NoDisk(), MANAGER.staff_id, self.shown.append
        )
        self.presenter.start()

    @property
    def state(self) -> PolicyState:
        return self.shown[-1]

    def stored(self) -> Policy:
        """The draft as it is on record."""
        assert self.state.draft
        draft_id = self.state.draft.draft_id
        return self.shop.read(lambda unit: drafts.open_draft(unit, draft_id)).policy

    def own(self, when: Conditions, term: str) -> Any:
        row = self.state.outline.row(when)
        assert row
        given = row.own.get(term)
        return given.value if given else None


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("furnished") / "shop.db"
    with closing(a_shop(f"sqlite:///{file}", policy=TERMS)) as shop:
        a_product(shop, "Doll", department="Toys")
    return file


@pytest.fixture
def desk(furnished: Path, tmp_path: Path) -> Iterator[Desk]:
    file = tmp_path / "shop.db"
    file.write_bytes(furnished.read_bytes())
    with closing(open_shop(f"sqlite:///{file}", clock=lambda: NOON)) as shop:
        shop.person = MANAGER
        yield Desk(shop)


@pytest.fixture
def drafting(desk: Desk) -> Desk:
    desk.presenter.go_on()
    assert desk.state.step is Step.SEND
    return desk


def test_it_begins_with_the_policy_in_force(desk: Desk) -> None:
    assert desk.state.draft is None
    assert desk.state.step is Step.CHANGE
    assert desk.state.policy
    assert desk.state.policy.clauses == TERMS.clauses
    assert [each.name for each in desk.state.goods] == ["Toys"]


def test_a_version_cannot_be_edited(desk: Desk) -> None:
    desk.presenter.set_value(WEEK)
    desk.presenter.add_row(DOLLS)
    desk.presenter.remove_row()
    assert desk.state.policy
    assert desk.state.policy.clauses == TERMS.clauses


def test_each_edit_is_saved_and_can_be_undone_and_redone(drafting: Desk) -> None:
    drafting.presenter.choose_cell(TOYS, Column.WINDOW)
    drafting.presenter.set_value(WEEK)
    assert drafting.own(TOYS, "window") == WEEK
    assert drafting.stored().clauses[1].terms["window"] == WEEK
    drafting.presenter.undo()
    assert drafting.own(TOYS, "window") == FORTNIGHT
    assert drafting.stored().clauses == TERMS.clauses
    assert not drafting.state.undoable
    drafting.presenter.redo()
    assert drafting.own(TOYS, "window") == WEEK
    assert not drafting.state.redoable


def test_a_new_edit_ends_what_could_be_redone(drafting: Desk) -> None:
    drafting.presenter.set_value(WEEK)
    drafting.presenter.undo()
    drafting.presenter.set_value(FORTNIGHT)
    drafting.presenter.redo()
    assert drafting.own(WHOLE_SHOP, "window") == FORTNIGHT


def test_an_edit_that_changes_nothing_is_none(drafting: Desk) -> None:
    drafting.presenter.set_value(MONTH)
    assert not drafting.state.undoable


def test_edits_while_one_is_being_saved_are_saved_after_it(drafting: Desk) -> None:
    drafting.work.held = True
    for window in (WEEK, FORTNIGHT, Window(days=3)):
        drafting.presenter.set_value(window)
    drafting.presenter.go_on()
    assert drafting.own(WHOLE_SHOP, "window") == Window(days=3)
    drafting.work.answer()
    assert drafting.stored().clauses[0].terms["window"] == Window(days=3)
    assert drafting.state.draft
    assert drafting.state.draft.edition == 3
    assert drafting.state.step is Step.WAIT
    assert not drafting.state.busy


def test_where_somebody_else_was_quicker_their_draft_is_opened(drafting: Desk) -> None:
    draft = drafting.state.draft
    assert draft
    theirs = replace(draft.policy, name="Theirs")
    drafting.shop.run(
        lambda unit: drafts.save_draft(unit, draft.draft_id, theirs, draft.edition)
    )
    drafting.presenter.set_value(WEEK)
    assert drafting.state.said
    assert [each.code for each in drafting.state.said.messages] == ["draft-changed"]
    assert drafting.state.policy
    assert drafting.state.policy.name == "Theirs"
    drafting.presenter.set_value(WEEK)
    assert drafting.stored().clauses[0].terms["window"] == WEEK


def test_to_inherit_shows_what_the_shop_says(drafting: Desk) -> None:
    drafting.presenter.choose_cell(TOYS, Column.WINDOW)
    drafting.presenter.clear_value()
    row = drafting.state.outline.row(TOYS)
    assert row
    given = row.given("window")
    assert given
    assert (given.value, given.clause) == (MONTH, 1)


def test_captures_are_set_as_one_and_say_no_where_that_is_inherited(drafting: Desk) -> None:
    drafting.presenter.add_row(DOLLS)
    drafting.presenter.choose_cell(DOLLS, Column.NEEDS)
    assert drafting.state.term == CAPTURES
    drafting.presenter.set_value(frozenset({"photo"}))
    assert drafting.own(DOLLS, "capture.photo") is True
    assert drafting.own(DOLLS, "capture.id") is False
    drafting.presenter.clear_value()
    assert drafting.own(DOLLS, "capture.photo") is None


def test_settings_of_the_whole_policy_are_edited_in_the_shops_row(drafting: Desk) -> None:
    drafting.presenter.choose_cell(WHOLE_SHOP, Column.MORE)
    drafting.presenter.choose_term("day_of_sale_counts")
    drafting.presenter.set_value(True)
    assert drafting.stored().day_of_sale_counts
    drafting.presenter.clear_value()
    assert not drafting.stored().day_of_sale_counts


def test_a_fee_of_the_shops_own_is_begun_and_set(drafting: Desk) -> None:
    drafting.presenter.set_fee(" Gift  wrapping ")
    assert (drafting.state.column, drafting.state.term) == (Column.FEE, "fee.gift-wrapping")
    drafting.presenter.set_value(Fee(percent=Fee().percent + 5))
    assert drafting.own(WHOLE_SHOP, "fee.gift-wrapping").percent == 5


def test_a_row_comes_is_gone_to_and_goes(drafting: Desk) -> None:
    drafting.presenter.show_page(Page.ADDING)
    drafting.presenter.add_row(DOLLS)
    assert (drafting.state.page, drafting.state.when) == (Page.TABLE, DOLLS)
    drafting.presenter.remove_row()
    assert drafting.state.when == WHOLE_SHOP
    assert drafting.state.outline.row(DOLLS) is None
    drafting.presenter.undo()
    assert drafting.state.outline.row(DOLLS)


def test_a_tie_is_told_at_the_cell_of_its_clause(drafting: Desk) -> None:
    other = frozenset({Among("department", frozenset({"toys", "games"}))})
    drafting.presenter.add_row(other)
    drafting.presenter.set_value(WEEK)
    found = [(each.term, each.mistake, each.message.code) for each in drafting.state.troubles]
    assert found == [("window", True, "draft-tie")]
    drafting.presenter.go_on()
    assert drafting.state.step is Step.SEND


def test_a_discarded_draft_gives_way_to_its_version(drafting: Desk) -> None:
    drafting.presenter.set_value(WEEK)
    drafting.presenter.discard()
    assert drafting.state.draft is None
    assert drafting.state.drafts == ()
    assert drafting.state.policy
    assert drafting.state.policy.clauses == TERMS.clauses


def test_the_only_manager_accepts_with_a_reason_and_puts_it_in_force(drafting: Desk) -> None:
    drafting.presenter.set_value(WEEK)
    drafting.presenter.go_on()
    drafting.presenter.go_on()
    assert drafting.state.said
    assert [each.code for each in drafting.state.said.messages] == [
        "draft-alone-reason-missing"
    ]
    drafting.presenter.go_on(None, "I am alone here")
    assert drafting.state.step is Step.PUT_IN_FORCE
    drafting.presenter.go_on(NOON.date() - timedelta(1))
    assert drafting.state.said
    assert [each.code for each in drafting.state.said.messages] == ["policy-day-past"]
    drafting.presenter.go_on()
    newest = drafting.state.versions[0]
    assert (newest.number, newest.in_force_from) == (2, NOON.date() + timedelta(1))
    assert in_force(drafting.state.versions, NOON.date()) == 1


def test_a_draft_in_review_is_taken_back(drafting: Desk) -> None:
    drafting.presenter.go_on()
    in_review = drafting.state
    drafting.presenter.send_back("")
    assert (in_review.step, drafting.state.step) == (Step.WAIT, Step.SEND)


def test_what_a_disk_refuses_is_said(desk: Desk) -> None:
    desk.presenter.export()
    assert desk.state.said
    assert [each.code for each in desk.state.said.messages] == ["disk-full"]


def test_a_screen_that_is_gone_is_told_nothing(desk: Desk) -> None:
    told = len(desk.shown)
    desk.presenter.leave()
    desk.presenter.show_version(1)
    assert len(desk.shown) == told


@pytest.mark.parametrize("column", Column)
def test_every_column_offers_terms_of_its_own(column: Column) -> None:
    offered = terms_in(column)
    assert offered
    assert len(set(offered)) == len(offered)
    assert {column_of(term) for term in offered if term != CAPTURES} <= {column}


@pytest.mark.parametrize(
    "term", [each for each in ALL_TERMS if each.startswith(("correction.", "goodwill."))]
)
def test_a_manager_finds_the_terms_of_money_without_goods_under_their_names(term: str) -> None:
    assert term in terms_in(Column.MORE)
    assert names.term(term) != term
    codes = ALL_TERMS[term].options
    assert [label for code, label in names.options(term, codes) if label == code] == []
