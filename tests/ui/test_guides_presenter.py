"""A guide is worded by a manager, version by version, and no two overwrite each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.services.guides import guide_for, set_guide
from models.values import Topic
from models.values.cases import CaseKind
from models.values.guides import GuideStep
from receipts.guides import GUIDES
from receipts.language import LANGUAGES
from tests.drawers import bela, sari
from tests.ui.at_once import AtOnce
from ui.screens.guides.presenter import GuidesPresenter

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.guides import GuideSeen
    from ui.screens.guides.state import GuidesState

KIND = CaseKind.INQUIRY
USUAL = GUIDES[KIND]
HELLO = "Welcome to the Corner Shop!"

both = pytest.mark.parametrize("system", ["sqlite", "postgresql"])


@pytest.fixture
def system() -> str:
    """Where the database makes no difference; ``both`` where it does."""
    return "sqlite"


class Page:
    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.shown: list[GuidesState] = []
        self.does = GuidesPresenter(AtOnce(shop), self.shown.append, "en")
        self.does.start()

    @property
    def state(self) -> GuidesState:
        return self.does.state

    @property
    def said(self) -> list[str]:
        said = self.state.said
        return [message.code for message in said.messages] if said else []

    @property
    def guide(self) -> GuideSeen:
        return self.shop.read(lambda unit: guide_for(unit, KIND, "en"))

    def changed_by_a_colleague(self) -> None:
        here, self.shop.person = self.shop.person, bela(self.shop)
        base = self.guide.version
        self.shop.run(lambda unit: set_guide(unit, KIND, "en", {GuideStep.GREET: "Hi."}, base))
        self.shop.person = here


@pytest.fixture
def page(shop: Shop) -> Page:
    return Page(shop)


def test_one_begins_with_the_program_s_words_and_sees_how_it_is_read(page: Page) -> None:
    assert page.state.texts == USUAL
    assert not page.state.changed
    page.does.type(GuideStep.GREET, HELLO)
    page.does.type(GuideStep.OFFER, "")
    assert page.state.preview[0] == ("Greet", HELLO)
    assert "Offer" not in dict(page.state.preview)
    page.does.save()
    assert page.said == ["guide-saved"]
    assert page.guide.words == {
        step: HELLO if step is GuideStep.GREET else text
        for step, text in USUAL.items()
        if step is not GuideStep.OFFER
    }


def test_an_older_version_stands_beside_and_again(page: Page) -> None:
    page.does.type(GuideStep.GREET, HELLO)
    page.does.save()
    assert page.state.older[0] == ("Greet", HELLO)
    page.does.show_version(0)
    assert page.state.older[0] == ("Greet", USUAL[GuideStep.GREET])
    assert page.state.texts[GuideStep.GREET] == HELLO
    page.does.go_back()
    assert not page.guide.own
    assert page.state.texts == USUAL
    assert [each.version for each in page.state.versions] == [2, 1, 0]


@both
def test_who_was_second_sees_what_the_first_wrote_and_saves_over_it_knowingly(
    page: Page,
) -> None:
    page.does.type(GuideStep.GREET, HELLO)
    page.changed_by_a_colleague()
    page.does.save()
    assert page.said == ["guide-changed"]
    assert page.state.texts[GuideStep.GREET] == HELLO
    assert page.state.older == (("Greet", "Hi."),)
    page.does.save()
    assert page.said == ["guide-saved"]
    assert page.guide.words[GuideStep.GREET] == HELLO


def test_what_a_colleague_saved_is_shown_unless_something_is_typed(page: Page) -> None:
    page.changed_by_a_colleague()
    page.does.refresh(frozenset({Topic.CASES}))
    assert page.state.texts == {GuideStep.GREET: "Hi."}


def test_what_is_typed_goes_only_when_it_is_said_twice(page: Page) -> None:
    page.does.type(GuideStep.GREET, HELLO)
    page.does.choose(CaseKind.RETURN, "en")
    assert page.said == ["guide-not-saved"]
    assert (page.state.kind, page.state.texts[GuideStep.GREET]) == (KIND, HELLO)
    page.does.choose(CaseKind.RETURN, "en")
    assert page.state.kind is CaseKind.RETURN
    assert page.state.texts == GUIDES[CaseKind.RETURN]


def test_what_nobody_may_say_is_told_at_its_step(page: Page) -> None:
    page.does.type(GuideStep.ANSWER, "No return, no exchange.")
    page.does.save()
    assert [each.code for each in page.state.wrong[GuideStep.ANSWER]] == [
        "guide-words-forbidden"
    ]
    page.does.type(GuideStep.ANSWER, "Within 30 days.")
    assert page.state.wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_has_its_own_in_each_language(page: Page, language: str) -> None:
    for kind in CaseKind:
        page.does.choose(kind, language)
        assert len(page.state.preview) == len(GuideStep)
        assert not page.state.changed


def test_a_clerk_does_not_come_here(page: Page) -> None:
    sari(page.shop)
    other = Page(page.shop)
    assert other.said == ["right-missing"]
    assert not other.state.looked


@pytest.mark.parametrize("kind", CaseKind)
def test_no_guide_promises_money(kind: CaseKind) -> None:
    said = " ".join(GUIDES[kind].values()).casefold()
    for word in ("money", "refund", "cash", "voucher", "free"):
        assert word not in said
