"""What the shop knows: found by a word, said better by one manager at a time, made one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.services.knowledge import change_entry, list_knowledge
from models.values import Topic
from models.values.questions import EntryState
from tests.drawers import bela, sari
from tests.ui.at_once import AtOnce
from tests.ui.questions import TWO_YEARS, something_known
from ui.screens.knowledge.presenter import KnowledgePresenter

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.questions import Known
    from ui.screens.knowledge.state import KnowledgeState

CASES = frozenset({Topic.CASES})

both = pytest.mark.parametrize("system", ["sqlite", "postgresql"])


@pytest.fixture
def system() -> str:
    """Where the database makes no difference; ``both`` where it does."""
    return "sqlite"


class Page:
    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.first = something_known(shop)
        self.second = something_known(shop, "Where is the descaler?", "In aisle 4.")
        self.closed = 0
        self.shown: list[KnowledgeState] = []
        self.does = KnowledgePresenter(AtOnce(shop), self.shown.append, self._close)
        self.does.start()

    def _close(self) -> None:
        self.closed += 1

    @property
    def state(self) -> KnowledgeState:
        return self.does.state

    @property
    def said(self) -> list[str]:
        said = self.state.said
        return [message.code for message in said.messages] if said else []

    def kept(self, entry: Known) -> Known:
        return next(each for each in self.shop.read(list_knowledge) if each.id == entry.id)

    def changed_by_a_colleague(self, said: str) -> None:
        here, self.shop.person = self.shop.person, bela(self.shop)
        entry = self.kept(self.first)
        self.shop.run(
            lambda unit: change_entry(unit, entry.id, entry.edition, entry.asked, said)
        )
        self.shop.person = here


@pytest.fixture
def page(shop: Shop) -> Page:
    return Page(shop)


@both
def test_it_is_found_by_a_word_and_all_is_there_without(page: Page) -> None:
    assert [each.id for each in page.state.entries] == [page.second.id, page.first.id]
    page.does.seek("warrant")
    assert [each.id for each in page.state.entries] == [page.first.id]
    page.does.seek("")
    assert len(page.state.entries) == 2


def test_it_is_said_better(page: Page) -> None:
    page.does.pick(page.first.id)
    page.does.type("How long is the warranty?", TWO_YEARS)
    page.does.save()
    assert page.said == ["knowledge-saved"]
    assert page.kept(page.first).asked == "How long is the warranty?"
    assert not page.state.changed


def test_what_holds_no_more_is_offered_to_nobody_until_it_is_saved_again(page: Page) -> None:
    page.does.pick(page.first.id)
    page.does.mark_outdated()
    assert page.said == ["knowledge-outdated"]
    page.does.seek("warranty")
    assert page.state.entries == ()
    page.does.save()
    assert page.kept(page.first).state is EntryState.CURRENT


@both
def test_who_was_second_sees_what_the_first_wrote_and_saves_over_it_knowingly(
    page: Page,
) -> None:
    page.does.pick(page.first.id)
    page.does.type(page.first.asked, "Three years.")
    page.changed_by_a_colleague("One year.")
    page.does.save()
    assert page.said == ["knowledge-changed"]
    assert page.kept(page.first).said == "One year."
    assert page.state.said_text == "Three years."
    assert page.state.theirs
    assert page.state.theirs.said == "One year."
    page.does.save()
    assert page.said == ["knowledge-saved"]
    assert page.kept(page.first).said == "Three years."


def test_what_a_colleague_changed_is_shown_unless_something_is_typed(page: Page) -> None:
    page.does.pick(page.first.id)
    page.changed_by_a_colleague("One year.")
    page.does.refresh(CASES)
    assert page.state.said_text == "One year."


@both
def test_two_that_say_the_same_become_one(page: Page) -> None:
    page.does.pick(page.second.id)
    page.does.begin_merging()
    assert not page.state.may_merge
    page.does.save()
    assert page.kept(page.second).state is EntryState.CURRENT
    page.does.pick(page.first.id)
    page.does.save()
    assert page.said == ["knowledge-merged-into"]
    assert page.kept(page.second).merged_into == page.first.id
    assert page.kept(page.first).used == page.first.used + page.second.used
    page.does.pick(page.second.id)
    assert not page.state.writes


def test_merging_is_left_without_a_trace(page: Page) -> None:
    page.does.pick(page.second.id)
    page.does.begin_merging()
    page.does.pick(page.first.id)
    page.does.close()
    assert page.closed == 0
    assert page.state.picked
    assert page.state.picked.id == page.second.id
    assert page.kept(page.second).state is EntryState.CURRENT


def test_what_is_typed_goes_only_when_it_is_said_twice(page: Page) -> None:
    page.does.pick(page.first.id)
    page.does.type("How long?", TWO_YEARS)
    page.does.pick(page.second.id)
    assert page.said == ["knowledge-not-saved"]
    assert page.state.asked == "How long?"
    page.does.close()
    assert page.closed == 1


def test_a_clerk_reads_it_and_changes_nothing(page: Page) -> None:
    sari(page.shop)
    page.does.start()
    page.does.pick(page.first.id)
    assert not page.state.writes
    page.does.type("Anything", "else")
    page.does.save()
    page.does.mark_outdated()
    page.does.begin_merging()
    assert page.state.merging is None
    assert page.kept(page.first) == page.first
