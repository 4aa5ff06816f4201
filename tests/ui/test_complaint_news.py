"""Managers hear of complaints whose limit nears, wherever they are."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.services.complaint_clocks import escalate_due
from models.services.complaints import ComplaintAsked, begin_complaint
from models.values import Topic
from models.values.complaints import ComplaintKind
from models.values.shop import Role
from tests.builders import NOON
from tests.cases import a_case
from tests.drawers import a_person
from tests.ui.at_once import AtOnce
from ui.screens.complaints.news import ComplaintNews, Outside

if TYPE_CHECKING:
    from models.db import Shop
    from models.values import Message


@pytest.fixture
def system() -> str:
    """What differs between the databases is proved with the services."""
    return "sqlite"


class Window:
    def __init__(self, shop: Shop) -> None:
        self.counts: list[int] = []
        self.told: list[Message] = []
        outside = Outside(count=self.counts.append, tell=self.told.append)
        self.news = ComplaintNews(AtOnce(shop), outside)
        self.news.start()

    def hear(self) -> None:
        self.news.refresh(frozenset({Topic.CASES}))


def a_complaint(shop: Shop) -> None:
    case = a_case(shop)
    asked = ComplaintAsked(case_id=case.id, kind=ComplaintKind.GOODS, severity=3, said="Smoke!")
    shop.run(lambda unit: begin_complaint(unit, asked))


def test_each_is_told_once_and_counted(shop: Shop) -> None:
    a_complaint(shop)
    window = Window(shop)
    assert (window.counts, window.told) == ([0], [])
    shop.clock = lambda: NOON + timedelta(minutes=200)
    shop.run(escalate_due)
    window.hear()
    window.hear()
    assert window.counts == [0, 1, 1]
    (told,) = window.told
    assert (told.code, told.facts["due"]) == ("complaint-nears", "5 Nov 2026 16:00")


def test_what_was_escalated_before_is_only_counted(shop: Shop) -> None:
    a_complaint(shop)
    shop.clock = lambda: NOON + timedelta(hours=5)
    shop.run(escalate_due)
    window = Window(shop)
    assert (window.counts, window.told) == ([1], [])
    window.news.leave()
    window.hear()
    assert window.counts == [1]


def test_who_may_not_approve_is_told_nothing(shop: Shop) -> None:
    a_complaint(shop)
    shop.person = a_person(shop, "Bela", "2", Role.CLERK, "8642")
    window = Window(shop)
    shop.clock = lambda: NOON + timedelta(hours=5)
    shop.run(escalate_due)
    window.hear()
    assert (window.counts, window.told) == ([0, 0], [])
