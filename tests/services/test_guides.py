"""The guide beside the form: the program's own words, until a manager has better ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DBAPIError

from models.services.guides import go_back_to_guide, guide_for, list_guides, set_guide
from models.values import Refused
from models.values.cases import CaseKind
from models.values.guides import GuideSeen, GuideStep
from receipts.guides import GUIDES, guide_words
from receipts.language import LANGUAGES, Language
from tests.builders import MANAGER

if TYPE_CHECKING:
    from models.db import Shop

OURS = {GuideStep.GREET: "Welcome to the Corner Shop!", GuideStep.CLOSE: "Come again."}
KIND = CaseKind.COMPLAINT


def setting(shop: Shop, words: dict[GuideStep, str], base: int = 0) -> GuideSeen:
    return shop.run(lambda unit: set_guide(unit, KIND, "en", words, base))


@pytest.mark.parametrize("kind", CaseKind)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_every_step_in_every_language(kind: CaseKind, language: str) -> None:
    guide = GuideSeen(kind=kind, language=language, version=0)
    said = guide_words(Language.of(language), guide)
    assert [bool(text) for _, text in said] == [True] * len(GuideStep)
    assert set(GUIDES[kind]) == set(GuideStep)


def test_a_manager_says_it_in_the_shops_own_words(shop: Shop) -> None:
    assert not shop.read(lambda unit: guide_for(unit, KIND, "en")).own
    changed = setting(shop, {**OURS, GuideStep.ASK: "  "})
    assert (changed.version, changed.words, changed.by) == (1, OURS, MANAGER.name)
    assert shop.read(lambda unit: guide_for(unit, KIND, "en")) == changed
    assert guide_words(Language.of("en"), changed) == (
        ("Greet", OURS[GuideStep.GREET]),
        ("Say goodbye", OURS[GuideStep.CLOSE]),
    )
    for kind, language in ((KIND, "id"), (CaseKind.INQUIRY, "en")):
        with shop.unit(writes=False) as unit:
            assert not guide_for(unit, kind, language).own


def test_an_older_version_stands_again(shop: Shop) -> None:
    setting(shop, OURS)
    setting(shop, {GuideStep.GREET: "Hello!"}, base=1)
    back = shop.run(lambda unit: go_back_to_guide(unit, KIND, "en", 1, 2))
    assert (back.version, back.words) == (3, OURS)
    usual = shop.run(lambda unit: go_back_to_guide(unit, KIND, "en", 0, 3))
    assert (usual.version, usual.own) == (4, False)
    versions = shop.read(lambda unit: list_guides(unit, KIND, "en"))
    assert [one.version for one in versions] == [4, 3, 2, 1, 0]
    with pytest.raises(Refused, match="guide-unknown"):
        shop.run(lambda unit: go_back_to_guide(unit, KIND, "en", 9, 4))


def test_two_managers_do_not_overwrite_each_other(shop: Shop) -> None:
    setting(shop, OURS)
    with pytest.raises(Refused, match="guide-changed"):
        setting(shop, OURS)
    with pytest.raises(Refused, match="guide-changed"):
        shop.run(lambda unit: go_back_to_guide(unit, KIND, "en", 0, 0))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Sorry: no returns, no exchanges.", "guide-words-forbidden"),
        ("Barang tidak dapat ditukar.", "guide-words-forbidden"),
        ("Walang saulian po.", "guide-words-forbidden"),
        ("Not 4242 4242 4242 4242", "guide-card-number"),
        ("Hello " * 60, "guide-long"),
    ],
)
def test_what_nobody_may_say_is_refused(shop: Shop, words: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        setting(shop, {GuideStep.GREET: words, GuideStep.ASK: words})
    assert [message.code for message in refused.value.messages] == [why, why]
    with pytest.raises(Refused, match="language-unknown"):
        shop.read(lambda unit: guide_for(unit, KIND, "xx"))


def test_what_was_cannot_be_changed(shop: Shop) -> None:
    setting(shop, OURS)
    with pytest.raises(DBAPIError, match="only grows"), shop.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE guide SET words = '{}'")
    with pytest.raises(DBAPIError, match="only grows"), shop.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM guide")
