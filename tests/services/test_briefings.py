"""Briefings: told for some days, read by each person once, replaced or withdrawn."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from models.services.briefings import (
    LISTED_FOR,
    briefings_today,
    confirm_read,
    list_briefings,
    who_has_read,
    withdraw_briefing,
    write_briefing,
)
from models.services.drafts import draft_in_force, review_draft, send_draft, start_draft
from models.services.team_waits import team_waits
from models.tables.team import BriefingRead
from models.values import Refused, Topic
from models.values.shop import Role
from models.values.team import BriefingKind
from tests.builders import MANAGER, NOON
from tests.drawers import a_person, bela, limit, sari
from tests.prints import another_register, noted
from tests.processes import all_at_once
from tests.team import FIRST, TODAY, as_, brief, signed_on, titles

if TYPE_CHECKING:
    from models.db import Shop


@pytest.fixture
def crew(shop: Shop) -> dict[str, Any]:
    """A clerk and a senior clerk beside the manager, who is signed on."""
    clerk = sari(shop)
    shop.person = MANAGER
    return {"clerk": clerk, "senior": a_person(shop, "Tia", "8", Role.SENIOR_CLERK, "1357")}


def test_each_person_confirms_once(shop: Shop, crew: dict[str, Any]) -> None:
    briefing = brief(shop)
    with signed_on(shop, crew["clerk"]):
        assert shop.read(team_waits).urgent == 1
        first = shop.run(lambda unit: confirm_read(unit, briefing))
        again = shop.run(lambda unit: confirm_read(unit, briefing))
        assert first.changed == {Topic.TEAM}
        assert not again.changed
        (seen,) = shop.read(briefings_today)
        assert (seen.read_at, seen.readers, seen.people) == (NOON, 1, 3)
        assert shop.read(team_waits).all == 0
    assert shop.read(team_waits).briefings == 1
    assert noted(shop, "BriefingRead") == [("BriefingRead", {"briefing": briefing})]
    told = shop.read(lambda unit: who_has_read(unit, briefing))
    assert [(each.name, bool(each.read_at)) for each in told] == [
        ("Ann Lee", False),
        ("Tia", False),
        ("Sari", True),
    ]


def test_it_is_told_on_its_days_and_to_whom_it_is_for(shop: Shop, crew: dict[str, Any]) -> None:
    brief(shop, replace(FIRST, title="For clerks", role=Role.CLERK))
    brief(shop, replace(FIRST, title="Tomorrow", from_on=TODAY + timedelta(1)))
    assert titles(shop) == []
    assert [each.people for each in shop.read(list_briefings)] == [3, 1]
    with signed_on(shop, crew["clerk"]):
        assert titles(shop) == ["For clerks"]
        for later, told in ((timedelta(1), 2), (timedelta(8), 0)):
            shop.clock = lambda later=later: NOON + later  # type: ignore[misc]
            assert len(titles(shop)) == told
    shop.clock = lambda: NOON + timedelta(7) + LISTED_FOR
    assert len(shop.read(list_briefings)) == 2
    shop.clock = lambda: NOON + timedelta(8) + LISTED_FOR
    assert shop.read(list_briefings) == ()


def test_its_days_are_business_days(shop: Shop) -> None:
    brief(shop, replace(FIRST, until_on=TODAY))
    limit(shop, None, day_ends_at=4)
    shop.clock = lambda: NOON + timedelta(hours=15)  # three o'clock of the next morning
    assert titles(shop) == [FIRST.title]
    shop.clock = lambda: NOON + timedelta(hours=16)
    assert titles(shop) == []


def test_what_is_not_read_comes_first_and_a_recall_before_all(shop: Shop) -> None:
    news = replace(FIRST, kind=BriefingKind.OTHER, title="News")
    kinds = {kind: brief(shop, replace(news, kind=kind, title=kind)) for kind in BriefingKind}
    brief(shop, news)
    assert titles(shop) == ["recall", "policy", "promotion", "News", "other"]
    shop.run(lambda unit: confirm_read(unit, kinds[BriefingKind.RECALL]))
    assert titles(shop) == ["policy", "promotion", "News", "other", "recall"]


def test_a_newer_edition_is_read_anew_and_the_older_is_gone(shop: Shop) -> None:
    first = brief(shop)
    shop.run(lambda unit: confirm_read(unit, first))
    second = brief(shop, replace(FIRST, title="Kettles KT-200 and KT-300"), replaces=first)
    (seen,) = shop.read(briefings_today)
    assert (seen.id, seen.read_at) == (second, None)
    with pytest.raises(Refused, match="briefing-unknown"):
        shop.run(lambda unit: withdraw_briefing(unit, first))
    with pytest.raises(Refused, match="briefing-unknown"):
        as_(shop, bela(shop), confirm_read, first)
    with pytest.raises(Refused, match="briefing-unknown"):
        brief(shop, replaces=first)
    assert shop.run(lambda unit: confirm_read(unit, second)).changed


def test_withdrawn_it_is_shown_to_nobody_and_stays_on_record(shop: Shop) -> None:
    briefing = brief(shop)
    shop.run(lambda unit: withdraw_briefing(unit, briefing))
    assert (titles(shop), shop.read(list_briefings)) == ([], ())
    assert [event for event, _ in noted(shop, "BriefingWritten", "BriefingWithdrawn")] == [
        "BriefingWritten",
        "BriefingWithdrawn",
    ]
    for statement in (
        "UPDATE briefing SET title = 'x'",
        "DELETE FROM briefing_end",
        "DELETE FROM briefing",
    ):
        with pytest.raises(DBAPIError, match="only grows"), shop.engine.begin() as connection:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"title": "  "}, "briefing-empty"),
        ({"words": ""}, "briefing-empty"),
        ({"title": "x" * 121}, "briefing-long"),
        ({"words": "x" * 2001}, "briefing-long"),
        ({"words": "Paid with 4242 4242 4242 4242"}, "card-number-refused"),
        ({"until_on": TODAY - timedelta(1)}, "briefing-days"),
        ({"from_on": TODAY + timedelta(9)}, "briefing-days"),
    ],
    ids=["no title", "no words", "long title", "long", "card", "past", "wrong way round"],
)
def test_what_cannot_be_told(shop: Shop, wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        brief(shop, replace(FIRST, **wrong))
    assert titles(shop) == []


def test_a_clerk_writes_none_and_sees_no_list(shop: Shop, crew: dict[str, Any]) -> None:
    for given in ((write_briefing, FIRST), (list_briefings,), (withdraw_briefing, 1)):
        with pytest.raises(Refused, match="right-missing"):
            as_(shop, crew["clerk"], *given)


def test_a_policy_put_in_force_is_told_by_itself(shop: Shop) -> None:
    second = bela(shop)
    draft = shop.run(lambda unit: start_draft(unit, None))
    shop.run(lambda unit: send_draft(unit, draft.draft_id))
    as_(shop, second, review_draft, draft.draft_id, True, "")
    day = TODAY + timedelta(3)
    number = shop.run(lambda unit: draft_in_force(unit, draft.draft_id, day)).number
    (seen,) = shop.read(briefings_today)
    assert (seen.kind, seen.policy, seen.in_force_on) == (BriefingKind.POLICY, number, day)
    assert (seen.from_on, seen.until_on) == (TODAY, day + timedelta(13))


def test_two_counters_that_confirm_at_once_confirm_once(shop: Shop, database_url: str) -> None:
    briefings = [str(brief(shop, replace(FIRST, title=f"Recall {n}"))) for n in range(6)]
    another_register(shop)
    told = all_at_once(
        "tests.services.test_briefings",
        *[[database_url, code, *briefings] for code in ("1", "2")],
    )
    assert sorted(line for out in told for line in out.split()) == sorted(briefings)
    with shop.unit(writes=False) as unit:
        query = select(func.count()).select_from(BriefingRead)
        assert unit.connection.scalar(query) == len(briefings)
    assert len(noted(shop, "BriefingRead")) == len(briefings)


def counter(url: str, register: str, *briefings: str) -> None:
    """Confirm each; those told that this counter was the first for."""
    from models.db import open_shop

    with closing(open_shop(url, register=register, clock=lambda: NOON)) as shop:
        shop.person = MANAGER
        print("ready", flush=True)  # noqa: T201
        sys.stdin.readline()
        for each in briefings:
            if shop.run(lambda unit, each=each: confirm_read(unit, int(each))).changed:  # type: ignore[misc]
                print(each)  # noqa: T201


if __name__ == "__main__":
    counter(*sys.argv[1:])
