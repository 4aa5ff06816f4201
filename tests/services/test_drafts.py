"""A policy on its way: written by one manager, reviewed by another, in force from a day."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from models.rules.clauses import Clause
from models.rules.conditions import Among
from models.rules.policy import PLAIN_POLICY, Policy
from models.rules.windows import Window
from models.services.drafts import (
    discard_draft,
    draft_in_force,
    list_drafts,
    open_draft,
    review_draft,
    save_draft,
    send_draft,
    start_draft,
)
from models.services.policies import list_versions, policy_on, put_in_force
from models.tables.base import add_numbered
from models.tables.journal import JournalEntry
from models.tables.people import Staff
from models.tables.shop import Shop as ShopRow
from models.values import Refused, Topic
from models.values.shop import Person, Role
from tests.builders import MANAGER, NOON

if TYPE_CHECKING:
    from models.db import Shop
    from models.services.drafts import Draft

TODAY = NOON.date()
TOMORROW = TODAY + timedelta(1)
FORTNIGHT = Policy(
    number=0,
    name="Fourteen days",
    clauses=(Clause(number=1, terms={"window": Window(days=14)}),),
)
WEEK = replace(
    FORTNIGHT, name="A week", clauses=(Clause(number=1, terms={"window": Window(days=7)}),)
)
TIED = Policy(
    number=0,
    clauses=tuple(
        Clause(
            number=number,
            when=(Among("department", frozenset({"toys"})),),
            terms={"window": Window(days=number)},
        )
        for number in (1, 2)
    ),
)


def a_person(shop: Shop, name: str, role: Role = Role.MANAGER) -> Person:
    with shop.unit() as unit:
        staff_id = add_numbered(
            unit.connection,
            Staff,
            badge=name,
            name=name,
            role=role,
            language="en",
            pin_hash="",
        )
    return Person(staff_id=staff_id, name=name, role=role, language="en")


@pytest.fixture
def budi(shop: Shop) -> Person:
    """A second manager."""
    return a_person(shop, "Budi")


def by(shop: Shop, person: Person, use_case: Any, *words: Any, **said: Any) -> Any:
    """The person does it at the counter, in a transaction of its own."""
    shop.person = person
    return shop.run(lambda unit: use_case(unit, *words, **said))


def a_draft(shop: Shop, policy: Policy = FORTNIGHT) -> Draft:
    """Ann's change of the policy in force."""
    draft = by(shop, MANAGER, start_draft, 1)
    saved: Draft = by(shop, MANAGER, save_draft, draft.draft_id, policy, draft.edition)
    return saved


def an_accepted_draft(shop: Shop, reviewer: Person, policy: Policy = FORTNIGHT) -> int:
    draft = a_draft(shop, policy)
    by(shop, MANAGER, send_draft, draft.draft_id)
    by(shop, reviewer, review_draft, draft.draft_id, True)
    return draft.draft_id


def events(shop: Shop) -> list[tuple[str, dict[str, Any]]]:
    """What the journal says of policies."""
    query = select(JournalEntry.event, JournalEntry.body).order_by(JournalEntry.number)
    with shop.unit(writes=False) as unit:
        rows = unit.connection.execute(query.where(JournalEntry.event.startswith("Policy")))
        return [(row.event, json.loads(row.body)) for row in rows]


def test_from_the_first_change_to_the_day_it_is_in_force(shop: Shop, budi: Person) -> None:
    draft = a_draft(shop)
    assert (draft.state, draft.author, draft.base) == ("editing", "Ann Lee", 1)
    assert draft.policy.clauses == FORTNIGHT.clauses
    assert draft.changed == {Topic.POLICY}

    sent = by(shop, MANAGER, send_draft, draft.draft_id, "Two weeks are enough")
    assert (sent.state, sent.remark) == ("in-review", "Two weeks are enough")
    accepted = by(shop, budi, review_draft, draft.draft_id, True, seen=sent.edition)
    assert (accepted.state, accepted.reviewer) == ("accepted", "Budi")
    done = by(shop, MANAGER, draft_in_force, draft.draft_id, TOMORROW)
    assert (done.number, done.changed) == (2, {Topic.POLICY, Topic.TEAM})

    with shop.unit(writes=False) as unit:
        version = list_versions(unit)[0]
        assert (version.number, version.in_force_from) == (2, TOMORROW)
        assert (version.author, version.reviewer) == ("Ann Lee", "Budi")
        assert (version.name, version.reason) == ("Fourteen days", "")
        assert policy_on(unit, TODAY).number == 1
        assert policy_on(unit, TOMORROW).clauses == FORTNIGHT.clauses
        assert list_drafts(unit) == ()
        assert open_draft(unit, draft.draft_id).state == "in-force"
    assert [event for event, _ in events(shop)[1:]] == [
        "PolicyDraftStarted",
        "PolicyDraftSaved",
        "PolicyDraftSent",
        "PolicyDraftReviewed",
        "PolicyInForce",
    ]
    said = events(shop)[-1][1]
    assert (said["draft"], said["author"], said["reviewer"]) == (
        draft.draft_id,
        "Ann Lee",
        "Budi",
    )


def test_rolling_back_is_a_new_version_with_older_terms(shop: Shop, budi: Person) -> None:
    by(shop, MANAGER, draft_in_force, an_accepted_draft(shop, budi), TOMORROW)
    draft = by(shop, MANAGER, start_draft, 1)
    by(shop, MANAGER, send_draft, draft.draft_id)
    by(shop, budi, review_draft, draft.draft_id, True)
    back = partial(by, shop, MANAGER, draft_in_force, draft.draft_id, TOMORROW)
    with pytest.raises(Refused, match=r"^policy-base-reason-missing$"):
        back()
    assert back("Two weeks were too few").number == 3
    with shop.unit(writes=False) as unit:
        assert policy_on(unit, TOMORROW).clauses == PLAIN_POLICY.clauses
        assert list_versions(unit)[0].reason == "Two weeks were too few"


@pytest.mark.parametrize("role", [Role.CLERK, Role.SENIOR_CLERK])
def test_only_who_has_the_right_may(shop: Shop, budi: Person, role: Role) -> None:
    draft_id = an_accepted_draft(shop, budi)
    clerk = a_person(shop, "Citra", role)
    for use_case, *words in (
        (start_draft, 1),
        (list_drafts,),
        (open_draft, draft_id),
        (save_draft, draft_id, WEEK, 2),
        (send_draft, draft_id),
        (review_draft, draft_id, True),
        (draft_in_force, draft_id, TOMORROW),
        (discard_draft, draft_id),
    ):
        with pytest.raises(Refused, match=r"^right-missing$"):
            by(shop, replace(clerk, role=Role.MANAGER), use_case, *words)
    shop.person = MANAGER
    with shop.unit(writes=False) as unit:
        assert len(list_versions(unit)) == 1


def test_an_auditor_writes_and_sends_but_does_not_decide(shop: Shop) -> None:
    draft = a_draft(shop)
    by(shop, MANAGER, send_draft, draft.draft_id)
    auditor = a_person(shop, "Citra", Role.AUDITOR)
    by(shop, auditor, open_draft, draft.draft_id)
    for use_case, *words in (
        (review_draft, draft.draft_id, True),
        (draft_in_force, draft.draft_id, TOMORROW),
    ):
        with pytest.raises(Refused, match=r"^right-missing$"):
            by(shop, auditor, use_case, *words)


def test_an_administrator_may(shop: Shop) -> None:
    admin = a_person(shop, "Dewi", Role.ADMINISTRATOR)
    by(shop, admin, draft_in_force, an_accepted_draft(shop, admin), TOMORROW)


def test_nobody_signed_on_may_nothing(shop: Shop) -> None:
    with pytest.raises(Refused, match="sign-on-needed"):
        by(shop, None, start_draft, 1)  # type: ignore[arg-type]


def test_who_has_left_the_shop_may_no_longer(shop: Shop, budi: Person) -> None:
    draft = a_draft(shop)
    by(shop, MANAGER, send_draft, draft.draft_id)
    with shop.unit() as unit:
        gone = update(Staff).where(Staff.id == budi.staff_id)
        unit.connection.execute(gone.values(active=False))
    with pytest.raises(Refused, match="person-disabled"):
        by(shop, budi, review_draft, draft.draft_id, True)


def test_nobody_reviews_what_is_their_own(shop: Shop, budi: Person) -> None:
    draft = a_draft(shop)
    by(shop, MANAGER, send_draft, draft.draft_id)
    with pytest.raises(Refused, match=r"^draft-own$"):
        by(shop, MANAGER, review_draft, draft.draft_id, True, "I am sure")
    assert by(shop, MANAGER, review_draft, draft.draft_id, False).state == "editing"


def test_who_changes_anothers_draft_makes_it_their_own(shop: Shop, budi: Person) -> None:
    draft = a_draft(shop)
    changed = by(shop, budi, save_draft, draft.draft_id, WEEK, draft.edition)
    assert changed.author == "Budi"
    by(shop, budi, send_draft, draft.draft_id)
    with pytest.raises(Refused, match="draft-own"):
        by(shop, budi, review_draft, draft.draft_id, True)
    assert by(shop, MANAGER, review_draft, draft.draft_id, True).reviewer == "Ann Lee"


def test_the_only_manager_needs_a_reason_and_the_journal_says_so(shop: Shop) -> None:
    a_person(shop, "Citra", Role.CLERK)
    draft = a_draft(shop)
    by(shop, MANAGER, send_draft, draft.draft_id)
    with pytest.raises(Refused, match="draft-alone-reason-missing"):
        by(shop, MANAGER, review_draft, draft.draft_id, True, " ")
    by(shop, MANAGER, review_draft, draft.draft_id, True, "I run this shop alone")
    by(shop, MANAGER, draft_in_force, draft.draft_id, TOMORROW)
    with shop.unit(writes=False) as unit:
        version = list_versions(unit)[0]
    assert (version.reviewer, version.reason) == ("", "I run this shop alone")
    reviewed, in_force = events(shop)[-2:]
    assert reviewed[1]["reviewer"] is None
    assert (in_force[1]["reviewer"], in_force[1]["reason"]) == ("", "I run this shop alone")


def test_a_draft_sent_back_says_why(shop: Shop, budi: Person) -> None:
    draft = a_draft(shop)
    by(shop, MANAGER, send_draft, draft.draft_id)
    with pytest.raises(Refused, match="draft-remark-missing"):
        by(shop, budi, review_draft, draft.draft_id, False)
    back = by(shop, budi, review_draft, draft.draft_id, False, "Toys need longer")
    assert (back.state, back.reviewer, back.remark) == ("editing", "Budi", "Toys need longer")
    again = by(shop, budi, save_draft, draft.draft_id, WEEK, back.edition)
    assert (again.author, again.reviewer, again.remark) == ("Budi", "", "Toys need longer")


def test_a_change_after_the_yes_needs_another_yes(shop: Shop, budi: Person) -> None:
    draft_id = an_accepted_draft(shop, budi)
    assert by(shop, MANAGER, save_draft, draft_id, FORTNIGHT, 2).state == "accepted"
    assert by(shop, MANAGER, save_draft, draft_id, WEEK, 2).state == "editing"
    with pytest.raises(Refused, match="draft-not-accepted"):
        by(shop, MANAGER, draft_in_force, draft_id, TOMORROW)


def test_what_another_changed_meanwhile_is_not_overwritten(shop: Shop, budi: Person) -> None:
    draft = a_draft(shop)
    by(shop, budi, save_draft, draft.draft_id, WEEK, draft.edition)
    with pytest.raises(Refused) as why:
        by(shop, MANAGER, save_draft, draft.draft_id, FORTNIGHT, draft.edition)
    assert [(said.code, said.facts) for said in why.value.messages] == [
        ("draft-changed", {"author": "Budi"})
    ]


def test_a_yes_is_to_what_was_seen(shop: Shop, budi: Person) -> None:
    draft = a_draft(shop)
    by(shop, MANAGER, send_draft, draft.draft_id)
    by(shop, MANAGER, save_draft, draft.draft_id, WEEK, draft.edition)
    by(shop, MANAGER, send_draft, draft.draft_id)
    with pytest.raises(Refused, match="draft-changed"):
        by(shop, budi, review_draft, draft.draft_id, True, seen=draft.edition)


def test_a_draft_with_mistakes_is_kept_and_not_sent(shop: Shop) -> None:
    draft = a_draft(shop, TIED)
    assert draft.policy.clauses == TIED.clauses
    assert [mistake.message.code for mistake in draft.mistakes] == ["draft-tie"]
    with pytest.raises(Refused, match=r"^draft-tie$"):
        by(shop, MANAGER, send_draft, draft.draft_id)


@pytest.mark.parametrize(
    ("clauses", "code", "clause"),
    [
        ((FORTNIGHT.clauses[0], replace(WEEK.clauses[0], number=1)), "draft-number-twice", 1),
        (
            (Clause(number=4, when=(Among("sku", frozenset()),), terms={}),),
            "draft-mistake",
            4,
        ),
    ],
)
def test_a_mistake_of_a_draft_names_its_clause(
    shop: Shop, clauses: tuple[Clause, ...], code: str, clause: int
) -> None:
    mistakes = a_draft(shop, Policy(number=0, clauses=clauses)).mistakes
    assert (code, clause) in [
        (mistake.message.code, mistake.message.facts["clause"]) for mistake in mistakes
    ]


@pytest.mark.parametrize(
    ("use_case", "words", "code"),
    [
        (review_draft, (True,), "draft-not-sent"),
        (draft_in_force, (TOMORROW,), "draft-not-accepted"),
    ],
)
def test_one_step_after_the_other(
    shop: Shop, use_case: Any, words: tuple[Any, ...], code: str
) -> None:
    draft = a_draft(shop)
    with pytest.raises(Refused, match=rf"^{code}$"):
        by(shop, MANAGER, use_case, draft.draft_id, *words)
    by(shop, MANAGER, send_draft, draft.draft_id)
    with pytest.raises(Refused, match=r"^draft-sent-already$"):
        by(shop, MANAGER, send_draft, draft.draft_id)


def test_what_is_put_away_stays_away(shop: Shop) -> None:
    draft = a_draft(shop)
    assert by(shop, MANAGER, discard_draft, draft.draft_id).state == "discarded"
    assert events(shop)[-1] == ("PolicyDraftDiscarded", {"draft": draft.draft_id})
    assert by(shop, MANAGER, list_drafts) == ()
    with pytest.raises(Refused, match="draft-closed"):
        by(shop, MANAGER, save_draft, draft.draft_id, WEEK, draft.edition)
    with pytest.raises(Refused, match="draft-unknown"):
        by(shop, MANAGER, open_draft, draft.draft_id + 1)


def test_the_last_changed_is_on_top(shop: Shop) -> None:
    first, second = (by(shop, MANAGER, start_draft, 1).draft_id for _ in range(2))
    shop.clock = lambda: NOON + timedelta(minutes=1)
    by(shop, MANAGER, save_draft, first, WEEK, 1)
    assert [draft.draft_id for draft in by(shop, MANAGER, list_drafts)] == [first, second]


def test_the_past_cannot_be_changed_and_today_only_with_a_reason(
    shop: Shop, budi: Person
) -> None:
    draft_id = an_accepted_draft(shop, budi)
    with pytest.raises(Refused, match=r"^policy-day-past$"):
        by(shop, MANAGER, draft_in_force, draft_id, TODAY - timedelta(1), "Because")
    with pytest.raises(Refused, match=r"^policy-today-reason-missing$"):
        by(shop, MANAGER, draft_in_force, draft_id, TODAY)
    by(shop, MANAGER, draft_in_force, draft_id, TODAY, "The old one had a mistake")
    assert shop.read(lambda unit: policy_on(unit, TODAY)).number == 2


def test_weaker_than_the_law_needs_a_reason_in_the_journal(shop: Shop, budi: Person) -> None:
    with shop.unit() as unit:
        unit.connection.execute(update(ShopRow).values(country="PH"))
    shop.facts = replace(shop.facts, country="PH")
    short = {"window": Window(days=14), "defect.window": Window(days=7)}
    weak = Policy(number=0, clauses=(Clause(number=1, terms=short),))
    draft_id = an_accepted_draft(shop, budi, weak)
    draft = by(shop, MANAGER, open_draft, draft_id)
    assert [(weakness.clause, weakness.term) for weakness in draft.weaknesses] == [
        (1, "defect.window")
    ]
    with pytest.raises(Refused, match=r"^policy-weak-reason-missing$"):
        by(shop, MANAGER, draft_in_force, draft_id, TOMORROW)
    by(shop, MANAGER, draft_in_force, draft_id, TOMORROW, "Wholesale customers only")
    said = events(shop)[-1][1]
    assert (said["weak"], said["reason"]) == (
        [[1, "defect.window"]],
        "Wholesale customers only",
    )


def test_every_missing_reason_is_said_at_once(shop: Shop, budi: Person) -> None:
    draft_id = an_accepted_draft(shop, budi)
    by(shop, MANAGER, put_in_force, WEEK, TOMORROW, "Ann Lee")
    with pytest.raises(Refused) as why:
        by(shop, MANAGER, draft_in_force, draft_id, TODAY)
    assert [said.code for said in why.value.messages] == [
        "policy-today-reason-missing",
        "policy-base-reason-missing",
    ]


def test_a_draft_may_start_from_a_file(shop: Shop) -> None:
    draft = by(shop, MANAGER, start_draft, None, WEEK)
    assert (draft.base, draft.policy.clauses) == (None, WEEK.clauses)
    assert by(shop, MANAGER, start_draft, None).policy.clauses == PLAIN_POLICY.clauses
    with pytest.raises(Refused, match="policy-unknown"):
        by(shop, MANAGER, start_draft, 7)


def test_two_managers_at_once_get_two_numbers(shop: Shop, budi: Person) -> None:
    drafts = [an_accepted_draft(shop, budi, policy) for policy in (FORTNIGHT, WEEK)]
    ready = Barrier(2)

    def at_once(draft_id: int) -> int:
        ready.wait(timeout=30)
        return shop.run(lambda unit: draft_in_force(unit, draft_id, TOMORROW, "Now")).number

    with ThreadPoolExecutor(2) as managers:
        assert sorted(managers.map(at_once, drafts)) == [2, 3]
    assert [body["policy"] for event, body in events(shop) if event == "PolicyInForce"] == [
        1,
        2,
        3,
    ]
