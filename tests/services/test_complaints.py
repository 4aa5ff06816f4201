"""A complaint goes from calm to a promise, in working time that stops for the customer."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy.exc import DBAPIError

from models.db import open_shop
from models.services.approval_bodies import RemedyAsked
from models.services.approval_cards import list_approvals, open_approval
from models.services.approval_requests import Yes, answer_approval, ask_approval
from models.services.case_views import case_story
from models.services.cases import close_case, put_aside, take_up
from models.services.complaint_clocks import (
    any_due,
    complaints_near,
    escalate,
)
from models.services.complaint_remedies import (
    allow_remedy,
    choose_remedy,
    promise_remedy,
    settle_complaint,
)
from models.services.complaint_terms import (
    complaint_terms,
    set_complaint_terms,
)
from models.services.complaint_views import complaints_by_clause, complaints_in
from models.services.complaints import (
    ComplaintAsked,
    begin_complaint,
    customer_answered,
    name_issue,
    wait_for_customer,
)
from models.services.goodwill import GoodwillAsked, decide_goodwill, give_goodwill
from models.services.papers import open_any
from models.services.personal import forget_person
from models.services.sealing import BLANK
from models.services.taken_down import TakeDownAsked, take_down
from models.values import Money, Refused, Topic
from models.values.approvals import ApprovalKind, ApprovalState, YesReason
from models.values.cases import AsideFor
from models.values.codes import GoodwillReason, RefundBy
from models.values.complaints import (
    USUAL_TERMS,
    About,
    ComplaintKind,
    ComplaintRemedy,
    Step,
)
from models.values.shop import Role
from tests.builders import MANAGER, NOON, a_customer, a_product, a_sale, in_force, sale_id_of
from tests.cases import a_case, in_another_store
from tests.drawers import a_person
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.complaints import ComplaintSeen

THURSDAY = NOON
"""In London, as the shop is: the 5th of November 2026, noon."""


def begun(
    shop: Shop,
    severity: int = 2,
    said: str = "The blender leaks!",
    about: About = About(),  # noqa: B008
    case_id: int | None = None,
) -> ComplaintSeen:
    case = case_id or a_case(shop).id
    asked = ComplaintAsked(
        case_id=case, kind=ComplaintKind.GOODS, severity=severity, said=said, about=about
    )
    return shop.run(lambda unit: begin_complaint(unit, asked))


def understood(shop: Shop, severity: int = 2) -> ComplaintSeen:
    complaint = begun(shop, severity)
    return shop.run(lambda unit: name_issue(unit, complaint.id, "It leaks", "Another one"))


def later(shop: Shop, **by: float) -> None:
    shop.clock = lambda: THURSDAY + timedelta(**by)


def test_from_calm_to_a_promise_and_settled(shop: Shop) -> None:
    complaint = begun(shop)
    assert (complaint.step, complaint.said) == (Step.CALM, "The blender leaks!")
    issue = shop.run(lambda unit: name_issue(unit, complaint.id, "It leaks", "Another one"))
    assert (issue.step, issue.issue, issue.wants) == (Step.ISSUE, "It leaks", "Another one")
    remedied = shop.run(
        lambda unit: choose_remedy(unit, complaint.id, ComplaintRemedy.REPAIR, "A new seal")
    )
    assert (remedied.step, remedied.remedy) == (Step.REMEDY, ComplaintRemedy.REPAIR)
    promised = shop.run(
        lambda unit: promise_remedy(
            unit, complaint.id, "Repaired", NOON + timedelta(7), MANAGER.staff_id
        )
    )
    assert promised.step is Step.PROMISE
    again = shop.run(lambda unit: name_issue(unit, complaint.id, "The seal leaks", ""))
    assert (again.step, again.issue) == (Step.PROMISE, "The seal leaks")
    settled = shop.run(lambda unit: settle_complaint(unit, complaint.id))
    assert (settled.step, settled.due_at, settled.settled_at) == (Step.SETTLED, None, NOON)
    with pytest.raises(Refused, match="complaint-settled"):
        shop.run(lambda unit: name_issue(unit, complaint.id, "It leaks", ""))


def test_no_step_is_left_out(shop: Shop) -> None:
    complaint = begun(shop)
    key, repair = complaint.id, ComplaintRemedy.REPAIR
    with pytest.raises(Refused, match="complaint-issue-first"):
        shop.run(lambda unit: choose_remedy(unit, key, repair))
    with pytest.raises(Refused, match="complaint-remedy-first"):
        shop.run(lambda unit: settle_complaint(unit, key))
    with pytest.raises(Refused, match="complaint-issue-empty"):
        shop.run(lambda unit: name_issue(unit, key, " ", "Money"))
    with pytest.raises(Refused, match="complaint-empty"):
        begun(shop, said=" ")
    with pytest.raises(Refused, match="complaint-severity"):
        begun(shop, severity=4)
    with pytest.raises(Refused, match="complaint-unknown"):
        shop.run(lambda unit: settle_complaint(unit, 99))


@pytest.mark.parametrize(
    "about",
    [
        About(product_id=99),
        About(sale_id=99),
        About(staff_id=99),
        About(policy=1),
        About(clause=1),
        About(policy=1, clause=99),
    ],
)
def test_what_it_is_about_is_on_record(shop: Shop, about: About) -> None:
    with pytest.raises(Refused, match="complaint-about-nothing"):
        begun(shop, about=about)


def test_a_grave_one_takes_a_managers_yes(shop: Shop) -> None:
    clerk = a_person(shop, "Bela", "2", Role.CLERK, "8642")
    shop.person = clerk
    complaint = understood(shop, severity=3)
    key, moment = complaint.id, NOON + timedelta(1)
    asked = shop.run(lambda unit: choose_remedy(unit, key, ComplaintRemedy.APOLOGY))
    assert asked.waits_for_yes
    with pytest.raises(Refused, match="complaint-waits-for-yes"):
        shop.run(lambda unit: promise_remedy(unit, key, "A letter", moment, clerk.staff_id))
    with pytest.raises(Refused, match="right-missing"):
        shop.run(lambda unit: allow_remedy(unit, key))
    shop.person = MANAGER
    assert not shop.run(lambda unit: allow_remedy(unit, key)).waits_for_yes
    with pytest.raises(Refused, match="complaint-nothing-waits"):
        shop.run(lambda unit: allow_remedy(unit, key))
    shop.person = clerk
    shop.run(lambda unit: promise_remedy(unit, key, "A letter", moment, clerk.staff_id))
    other = shop.run(lambda unit: choose_remedy(unit, key, ComplaintRemedy.REPAIR))
    assert (other.waits_for_yes, other.step) == (True, Step.REMEDY)
    lighter = understood(shop)
    alone = shop.run(lambda unit: choose_remedy(unit, lighter.id, ComplaintRemedy.APOLOGY))
    assert not alone.waits_for_yes


def a_grave_one(shop: Shop, remedy: ComplaintRemedy = ComplaintRemedy.APOLOGY) -> ComplaintSeen:
    """A clerk's, whose remedy waits for a manager's yes."""
    shop.person = a_person(shop, "Bela", "2", Role.CLERK, "8642")
    complaint = understood(shop, severity=3)
    return shop.run(lambda unit: choose_remedy(unit, complaint.id, remedy, "We are sorry"))


def test_a_manager_allows_it_from_her_own_window(shop: Shop) -> None:
    complaint = a_grave_one(shop)
    asked = RemedyAsked(complaint_id=complaint.id)
    promised = Yes(reason=YesReason.PROMISED)
    shop.run(lambda unit: ask_approval(unit, "yes", asked, None, "Please"))
    with pytest.raises(Refused, match="right-missing"):
        shop.run(lambda unit: answer_approval(unit, "yes", promised))
    shop.person = MANAGER
    (listed,) = shop.read(list_approvals)
    assert (listed.kind, listed.about) == (ApprovalKind.REMEDY, complaint.case)
    card = shop.read(lambda unit: open_approval(unit, "yes"))
    assert card.complaint == complaint
    assert not card.may_change
    yes = shop.run(lambda unit: answer_approval(unit, "yes", promised))
    assert yes.card.state is ApprovalState.USED
    assert yes.changed == {Topic.APPROVALS, Topic.CASES}
    (now,) = shop.read(lambda unit: complaints_in(unit, complaint.case_id))
    assert not now.waits_for_yes
    with pytest.raises(Refused, match="complaint-nothing-waits"):
        shop.run(lambda unit: ask_approval(unit, "again", asked, None))
    nothing_is_wrong(shop)


def test_a_yes_is_to_the_remedy_that_was_asked_for(shop: Shop) -> None:
    complaint = a_grave_one(shop)
    asked = RemedyAsked(complaint_id=complaint.id)
    shop.run(lambda unit: ask_approval(unit, "yes", asked, None))
    shop.run(lambda unit: choose_remedy(unit, complaint.id, ComplaintRemedy.REPAIR))
    shop.person = MANAGER
    with pytest.raises(Refused, match="approval-changed"):
        shop.run(lambda unit: answer_approval(unit, "yes", Yes(reason=YesReason.PROMISED)))
    (now,) = shop.read(lambda unit: complaints_in(unit, complaint.case_id))
    assert now.waits_for_yes


def test_money_is_given_in_the_same_case_and_named_by_its_paper(shop: Shop) -> None:
    in_force(shop, 'window = "30 days"\ngoodwill.clerk = 5\ngoodwill.ways = ["cash"]')
    complaint = understood(shop)
    given = GoodwillAsked(amount=Money(300), reason=GoodwillReason.LONG_WAIT, by=RefundBy.CASH)
    seen = shop.read(lambda unit: decide_goodwill(unit, given))
    slip = shop.run(lambda unit: give_goodwill(unit, str(uuid4()), given, seen)).slip
    paper = slip.head.number
    other = understood(shop)
    for key, code in ((other.id, paper), (complaint.id, "W1-000099"), (complaint.id, "")):
        with pytest.raises(Refused, match="complaint-paper-elsewhere"):
            shop.run(
                lambda unit, key=key, code=code: choose_remedy(  # type: ignore[misc]
                    unit, key, ComplaintRemedy.GOODWILL, paper=code
                )
            )
    remedied = shop.run(
        lambda unit: choose_remedy(
            unit, complaint.id, ComplaintRemedy.GOODWILL, paper=paper.lower()
        )
    )
    assert (remedied.remedy_paper, remedied.waits_for_yes) == (paper, False)
    for remedy in (ComplaintRemedy.EXCHANGE, ComplaintRemedy.REFUND):
        with pytest.raises(Refused, match="complaint-paper-other"):
            shop.run(
                lambda unit, remedy=remedy: choose_remedy(  # type: ignore[misc]
                    unit, complaint.id, remedy, paper=paper
                )
            )


def test_when_they_hear_from_the_shop_is_promised_before_there_is_a_remedy(shop: Shop) -> None:
    calm = begun(shop).id
    until, me = NOON + timedelta(1), MANAGER.staff_id
    with pytest.raises(Refused, match="complaint-issue-first"):
        shop.run(lambda unit: promise_remedy(unit, calm, "Call her", until, me))
    complaint = shop.run(lambda unit: name_issue(unit, calm, "It leaks", ""))
    promised = shop.run(lambda unit: promise_remedy(unit, calm, "Call her", until, me))
    assert (promised.step, promised.remedy) == (Step.ISSUE, None)
    case = shop.read(lambda unit: case_story(unit, complaint.case_id)).case
    assert (case.promise, case.promised_at) == ("Call her", until)
    with pytest.raises(Refused, match="complaint-remedy-first"):
        shop.run(lambda unit: settle_complaint(unit, calm))


@pytest.mark.parametrize(
    ("severity", "due"),
    [
        (3, datetime(2026, 11, 5, 16, tzinfo=UTC)),
        (2, datetime(2026, 11, 7, 12, tzinfo=UTC)),
        (1, datetime(2026, 11, 11, 12, tzinfo=UTC)),
    ],
)
def test_by_its_severity_it_is_due(shop: Shop, severity: int, due: datetime) -> None:
    """Thursday noon: in four hours; on Saturday; on Wednesday, over a Sunday."""
    assert begun(shop, severity).due_at == due


def test_holidays_of_the_country_and_days_of_its_own_are_none(shop: Shop) -> None:
    shop.clock = lambda: datetime(2026, 12, 24, 17, tzinfo=UTC)
    own = replace(USUAL_TERMS, closed=frozenset({date(2026, 12, 29)}))
    shop.run(lambda unit: set_complaint_terms(unit, own, 0))
    # Friday, Saturday, and Monday in place of Saturday are holidays; Tuesday is its own.
    assert begun(shop, 3).due_at == datetime(2026, 12, 30, 12, tzinfo=UTC)
    shop.run(lambda unit: set_complaint_terms(unit, replace(own, holidays=False), 1))
    assert begun(shop, 3).due_at == datetime(2026, 12, 25, 12, tzinfo=UTC)


def test_its_clock_stands_while_it_waits_for_the_customer(shop: Shop) -> None:
    complaint = begun(shop, 3)
    later(shop, hours=1)
    (waits,) = shop.run(lambda unit: wait_for_customer(unit, complaint.case_id))
    assert (waits.due_at, waits.nears_at) == (None, None)
    assert waits.stopped_at == THURSDAY + timedelta(hours=1)
    later(shop, days=1)
    assert not shop.read(any_due)
    shop.run(lambda unit: wait_for_customer(unit, complaint.case_id))
    (on,) = shop.run(lambda unit: customer_answered(unit, complaint.case_id))
    assert on.due_at == THURSDAY + timedelta(days=1, hours=3)
    (again,) = shop.run(lambda unit: customer_answered(unit, complaint.case_id))
    assert again == on


def test_the_clocks_of_a_closed_case_are_at_rest(shop: Shop) -> None:
    """It goes on elsewhere: no answer of the customer's starts them again here."""
    complaint = begun(shop, 3)
    key = complaint.case_id
    shop.run(lambda unit: wait_for_customer(unit, key))
    shop.run(lambda unit: close_case(unit, key, elsewhere="With the head office"))
    for what in (customer_answered, wait_for_customer):
        with pytest.raises(Refused, match="case-closed"):
            shop.run(lambda unit, what=what: what(unit, key))  # type: ignore[misc]
    later(shop, days=30)
    assert not shop.read(any_due)


def test_complaints_of_another_store_are_read_and_not_touched(shop: Shop) -> None:
    complaint = understood(shop)
    far = in_another_store(shop)
    asked = ComplaintAsked(
        case_id=complaint.case_id, kind=ComplaintKind.GOODS, severity=1, said="Rude!"
    )
    assert far.read(lambda unit: complaints_in(unit, complaint.case_id)) == (complaint,)
    for what in (
        lambda unit: begin_complaint(unit, asked),
        lambda unit: name_issue(unit, complaint.id, "It drips", ""),
        lambda unit: choose_remedy(unit, complaint.id, ComplaintRemedy.EXPLAINED),
        lambda unit: settle_complaint(unit, complaint.id),
        lambda unit: escalate(unit, complaint.id),
        lambda unit: wait_for_customer(unit, complaint.case_id),
        lambda unit: customer_answered(unit, complaint.case_id),
    ):
        with pytest.raises(Refused, match="case-other-store"):
            far.run(what)


def test_a_case_put_aside_for_the_customer_stops_its_clocks(shop: Shop) -> None:
    """Put aside for the shop, or taken up again, they go on."""
    complaint = begun(shop, 3)
    key = complaint.case_id
    for what, stands in (
        (lambda unit: put_aside(unit, key, AsideFor.CUSTOMER), True),
        (lambda unit: take_up(unit, key), False),
        (lambda unit: put_aside(unit, key, AsideFor.CUSTOMER), True),
        (lambda unit: put_aside(unit, key, AsideFor.SHOP), False),
    ):
        shop.run(what)
        (now,) = shop.read(lambda unit: complaints_in(unit, key))
        assert (now.stopped_at is not None, now.due_at is None) == (stands, stands)


def test_its_promise_is_told_in_the_case_and_the_same_once(shop: Shop) -> None:
    complaint = understood(shop)
    key, until, me = complaint.id, NOON + timedelta(2), MANAGER.staff_id
    shop.run(lambda unit: choose_remedy(unit, key, ComplaintRemedy.REPAIR))
    for words in ("Repaired", "Repaired", "Replaced"):
        shop.run(lambda unit, words=words: promise_remedy(unit, key, words, until, me))  # type: ignore[misc]
    story = shop.read(lambda unit: case_story(unit, complaint.case_id))
    assert story.case.promise == "Replaced"
    assert [one.words for one in story.told if one.what == "promise"] == [
        "Repaired",
        "Replaced",
    ]


def test_a_manager_is_told_when_a_limit_nears(shop: Shop) -> None:
    """Four hours, of which a fifth is left at a quarter past three, less three minutes."""
    late, due = begun(shop, 3), begun(shop, 2)
    settled = understood(shop, 3)
    shop.run(lambda unit: choose_remedy(unit, settled.id, ComplaintRemedy.EXPLAINED))
    shop.run(lambda unit: settle_complaint(unit, settled.id))
    nears = THURSDAY + timedelta(minutes=192)
    for moment, near in (
        (nears - timedelta(seconds=1), []),
        (nears, [late.id]),
        (nears + timedelta(9), [late.id, due.id]),
    ):
        shop.clock = lambda moment=moment: moment  # type: ignore[misc]
        assert [one.id for one in shop.read(complaints_near)] == near
        assert shop.read(any_due) == bool(near)
    later(shop, hours=4, seconds=1)
    (overdue,) = shop.read(complaints_near)
    assert overdue.overdue
    told = shop.run(lambda unit: escalate(unit, late.id))
    assert told.escalated_at == THURSDAY + timedelta(hours=4, seconds=1)
    assert not shop.read(any_due)


def test_terms_have_a_history_and_hold_for_what_begins_then(shop: Shop) -> None:
    before = begun(shop, 3)
    limits = {**USUAL_TERMS.limits, (ComplaintKind.GOODS, 3): 60}
    quick = replace(USUAL_TERMS, limits=limits)
    assert shop.read(complaint_terms).version == 0
    first = shop.run(lambda unit: set_complaint_terms(unit, quick, 0))
    assert (first.version, first.terms, first.by) == (1, quick, MANAGER.name)
    assert begun(shop, 3).due_at == THURSDAY + timedelta(hours=1)
    with pytest.raises(Refused, match="complaint-terms-changed"):
        shop.run(lambda unit: set_complaint_terms(unit, USUAL_TERMS, 0))
    shop.run(lambda unit: set_complaint_terms(unit, USUAL_TERMS, 1))
    now = shop.read(complaint_terms)
    assert (now.version, now.terms) == (2, USUAL_TERMS)
    with pytest.raises(Refused, match="complaint-hours-none"):
        shop.run(lambda unit: set_complaint_terms(unit, replace(quick, week=((),) * 7), 2))
    shop.run(lambda unit: wait_for_customer(unit, before.case_id))
    (same,) = shop.run(lambda unit: customer_answered(unit, before.case_id))
    assert same.due_at == before.due_at


@pytest.mark.parametrize("table", ["complaint_terms", "complaint_stop"])
def test_what_was_cannot_be_changed(shop: Shop, table: str) -> None:
    shop.run(lambda unit: set_complaint_terms(unit, USUAL_TERMS, 0))
    complaint = begun(shop)
    shop.run(lambda unit: wait_for_customer(unit, complaint.case_id))
    shop.run(lambda unit: customer_answered(unit, complaint.case_id))
    with pytest.raises(DBAPIError, match="only grows"), shop.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET id = 9")
    with pytest.raises(DBAPIError, match="only grows"), shop.engine.begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM {table}")


def test_which_clauses_hurt(shop: Shop) -> None:
    in_force(shop, 'window = "30 days"', 'when.department = "Home"\nwindow = "3 days"')
    assert shop.read(complaints_by_clause) == ()
    for severity, clause in ((1, 2), (3, 2), (1, 1)):
        begun(shop, severity, about=About(policy=2, clause=clause))
    begun(shop)
    settled = understood(shop)
    shop.run(lambda unit: choose_remedy(unit, settled.id, ComplaintRemedy.EXPLAINED))
    shop.run(lambda unit: settle_complaint(unit, settled.id))
    found = shop.read(complaints_by_clause)
    assert [(one.policy, one.clause, one.complaints, one.severe) for one in found] == [
        (2, 2, 2, 1),
        (2, 1, 1, 0),
    ]
    assert found[0].open == 2
    assert [(one.quarter, one.year, len(one.cases)) for one in found] == [(2, 2, 2), (1, 1, 1)]
    for moment, counts in (
        (datetime(2026, 12, 31, 23, tzinfo=UTC), (2, 2)),
        (datetime(2027, 2, 1, tzinfo=UTC), (0, 0)),
    ):
        shop.clock = lambda moment=moment: moment  # type: ignore[misc]
        now = shop.read(complaints_by_clause)[0]
        assert (now.quarter, now.year, now.complaints) == (*counts, 2)


def test_card_numbers_are_masked_and_who_is_forgotten_leaves_no_words(shop: Shop) -> None:
    customer = a_customer(shop, number="C-1")
    case = a_case(shop, customer_id=customer)
    a_product(shop)
    a_sale(shop)
    about = About(product_id=1, sale_id=sale_id_of(shop), staff_id=MANAGER.staff_id)
    card = "I, Budi, paid with 4242 4242 4242 4242"
    complaint = begun(shop, said=card, about=about, case_id=case.id)
    assert complaint.about == about
    issue = shop.run(lambda unit: name_issue(unit, complaint.id, card, card))
    remedied = shop.run(
        lambda unit: choose_remedy(unit, issue.id, ComplaintRemedy.REPAIR, card)
    )
    said = (remedied.said, remedied.issue, remedied.wants, remedied.remedy_words)
    assert all("Budi" in each and "4242 4242" not in each for each in said)
    paper = shop.run(lambda unit: take_down(unit, taking_down(case.id))).head.number
    assert shop.run(lambda unit: forget_person(unit, "C-1", "wish")).counts["complaint"] == 1
    (forgotten,) = shop.read(lambda unit: complaints_in(unit, case.id))
    words = (forgotten.said, forgotten.issue, forgotten.wants, forgotten.remedy_words)
    assert words == (BLANK,) * 4
    printed = shop.read(lambda unit: open_any(unit, paper))
    assert "Budi" not in str(printed)


def taking_down(case: int, **values: object) -> TakeDownAsked:
    asked = TakeDownAsked(
        case_id=case,
        said="I am Budi, and it leaks",
        about="Blender",
        promise="We call",
        promised_at=NOON + timedelta(2),
        promised_by=MANAGER.staff_id,
        reach_at="Budi, +62 81",
        complaint=True,
    )
    return replace(asked, **values)  # type: ignore[arg-type]


def test_the_customer_gets_a_paper_and_the_case_its_promise(
    shop: Shop, database_url: str
) -> None:
    case = a_case(shop, customer_id=a_customer(shop))
    paper = shop.run(lambda unit: take_down(unit, taking_down(case.id)))
    assert paper.head.number == "N1-000001"
    assert (paper.kind, paper.customer, paper.promised_by) == (
        "complaint",
        "Budi Santoso",
        MANAGER.name,
    )
    assert paper.promised_at == "2026-11-07T12:00+00:00"
    with closing(open_shop(database_url, clock=lambda: NOON)) as again:
        again.person = MANAGER
        assert again.read(lambda unit: open_any(unit, "N1-000001"))


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"said": " "}, "taken-down-empty"),
        ({"promise": " "}, "case-promise-empty"),
        ({"promised_at": NOON}, "case-promise-past"),
        ({"promised_by": 99}, "person-unknown"),
        ({"case_id": 99}, "case-unknown"),
    ],
)
def test_no_paper_without_words_and_a_promise(
    shop: Shop, values: dict[str, object], why: str
) -> None:
    case = a_case(shop)
    with pytest.raises(Refused, match=why):
        shop.run(lambda unit: take_down(unit, taking_down(case.id, **values)))
