"""A manager's yes from another screen: to exactly this, once, by who may still say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from models.services.approval_bodies import VoidAsked
from models.services.approval_cards import count_approvals, list_approvals, open_approval
from models.services.approval_requests import (
    Change,
    Coming,
    Done,
    No,
    Question,
    Yes,
    answer_approval,
    ask_approval,
    call_manager,
    change_request,
    reply_approval,
    withdraw_approval,
)
from models.services.approvals import Approval, Granted
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.delegations import delegate, end_delegation, list_delegations
from models.services.exchange_decisions import ExchangeAsked, GoingOut, decide_exchange
from models.services.exchanges import take_exchange
from models.services.goodwill import GoodwillAsked, decide_goodwill, give_goodwill
from models.services.no_receipt import (
    ProductBack,
    WithoutSale,
    decide_without_sale,
    take_without_sale,
)
from models.services.returns import take_return
from models.services.voids import void_return
from models.tables.people import RoleLimits, RoleRight, Staff
from models.values import ONE, Money, Refused
from models.values.approvals import (
    ApprovalKind,
    ApprovalState,
    NoReason,
    Said,
    YesReason,
)
from models.values.codes import Condition, GoodwillReason, Reason, RefundBy, Remedy
from models.values.shop import Role
from tests.builders import (
    MANAGER,
    NOON,
    PIN,
    a_customer,
    a_product,
    a_sale,
    in_force,
    sale_id_of,
)
from tests.drawers import BELA_PIN, SARI_PIN, a_person, bela
from tests.services.verified import verified

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.services.approval_requests import ApprovalChanged
    from models.services.decisions import Decision
    from models.services.returns import ReturnTaken
    from models.unit import Unit
    from models.values.shop import Person

T = TypeVar("T")

LIMITS_OF = update(RoleLimits)
YES = Yes(reason=YesReason.GOOD_CUSTOMER)
BY_MANAGER = 'decided_by = "manager"\nwindow = "30 days"'
BY_TWO = 'decided_by = "two-managers"\nwindow = "30 days"'
ON_THE_SPOT = Approval(badge="1", pin=PIN, reason="He is right")
BELA_TOO = Approval(badge="2", pin=BELA_PIN, reason="So he is")

YES_BY = (
    "INSERT INTO approval_event (approval_id, said, staff_id, authority_id, register_id, at, "
    "reason, words, digest) SELECT id, 'approved', {staff}, {authority}, 1, asked_at, '', '', "
    "digest FROM approval"
)


class Counter:
    """Sari serves a customer with a kettle that only a manager takes back."""

    def __init__(self, shop: Shop, policy: str = BY_MANAGER, *lines: dict[str, object]) -> None:
        self.shop = shop
        in_force(shop, policy)
        self.customer = a_customer(shop)
        self.lines = a_sale(shop, *lines, customer_id=self.customer)
        self.sari = a_person(shop, "Sari", "7", Role.CLERK, SARI_PIN)
        self.asked = ReturnAsked(
            sale_id=sale_id_of(shop),
            lines=tuple(
                ComingBack(
                    line_id=line,
                    quantity=ONE,
                    reason=Reason.CHANGED_MIND,
                    condition=Condition.AS_NEW,
                )
                for line in self.lines
            ),
        )
        self.shop.person = self.sari

    def says(self, person: Person, what: Callable[[Unit], T]) -> T:
        before, self.shop.person = self.shop.person, person
        try:
            return self.shop.run(what)
        finally:
            self.shop.person = before

    def seen(self, asked: ReturnAsked | None = None) -> Decision:
        return self.shop.read(lambda unit: decide_return(unit, asked or self.asked))

    def ask(self, *, instead: bool = False, words: str = "Please") -> str:
        approval_id = str(uuid4())
        seen = self.seen()
        self.shop.run(
            lambda unit: ask_approval(
                unit, approval_id, self.asked, seen, words, instead=instead
            )
        )
        return approval_id

    def answer(self, approval_id: str, answer: object, by: Person = MANAGER) -> ApprovalChanged:
        return self.says(by, lambda unit: answer_approval(unit, approval_id, answer))  # type: ignore[arg-type]

    def take(
        self,
        approval: Approval | Granted | None,
        asked: ReturnAsked | None = None,
        request: str = "",
    ) -> ReturnTaken:
        asked = asked or self.asked
        seen = self.seen(asked)
        return self.shop.run(
            lambda unit: take_return(unit, request or str(uuid4()), asked, seen, approval)
        )

    def wrong(self) -> list[str]:
        return [fault.code for fault in verified(self.shop).faults]


@pytest.fixture
def counter(shop: Shop) -> Counter:
    return Counter(shop)


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, match=code)


class TestGranted:
    def test_a_manager_at_another_screen_says_yes_and_the_slip_names_them(
        self, counter: Counter
    ) -> None:
        approval_id = counter.ask()
        card = counter.answer(approval_id, YES).card
        assert (card.state, card.yes_by) == (ApprovalState.GRANTED, ("Ann Lee",))
        taken = counter.take(Granted(approval_id))
        assert taken.slip.approver == "Ann Lee"
        card = counter.shop.read(lambda unit: open_approval(unit, approval_id))
        assert (card.state, card.used_by) == (ApprovalState.USED, taken.slip.head.number)
        assert [each.said for each in card.thread] == [Said.ASKED, Said.APPROVED, Said.USED]
        assert counter.wrong() == []

    def test_without_a_yes_no_money_moves(self, counter: Counter) -> None:
        with refused("approval-needed"):
            counter.take(None)
        approval_id = counter.ask()
        with refused("approval-not-granted"):
            counter.take(Granted(approval_id))
        with refused("approval-unknown"):
            counter.take(Granted(str(uuid4())))

    def test_the_card_shows_all_of_it(self, counter: Counter) -> None:
        approval_id = counter.ask()
        card = counter.says(MANAGER, lambda unit: open_approval(unit, approval_id))
        assert (card.kind, card.person, card.sale_number) == (
            ApprovalKind.RETURN,
            "Sari",
            "S-1",
        )
        assert (card.amount, card.to_pay) == (Money(1000), Money(1000))
        (line,) = card.lines
        assert (line.description, line.amount, line.quantity) == ("Kettle", Money(1000), ONE)
        assert [f.message.code for f in card.findings if f.cure] == ["decided-by-manager"]
        assert card.clauses.keys() == {(f.version, f.clause) for f in card.findings if f.clause}
        assert card.history is not None
        assert (card.history.sales, card.history.returns) == (1, 0)
        assert (card.words, card.managers, card.may_answer) == ("Please", 1, ())
        assert card.asked == counter.asked
        assert card.tenders == (("cash", "", Money(1000)),)

    def test_used_once(self, counter: Counter) -> None:
        approval_id = counter.ask()
        counter.answer(approval_id, YES)
        first = counter.take(Granted(approval_id), request="first")
        seen = counter.seen()
        again = counter.shop.run(
            lambda unit: take_return(unit, "first", counter.asked, seen, Granted(approval_id))
        )
        assert again.slip == first.slip
        with refused("return-refused"):
            counter.take(Granted(approval_id))

    def test_another_sale_like_it_is_another_request(self, counter: Counter) -> None:
        approval_id = counter.ask()
        counter.answer(approval_id, YES)
        counter.shop.person = MANAGER
        (line_id,) = a_sale(counter.shop, number="S-2")
        counter.shop.person = counter.sari
        line = counter.asked.lines[0]
        other = ReturnAsked(
            sale_id=sale_id_of(counter.shop, "S-2"),
            lines=(
                ComingBack(
                    line_id=line_id,
                    quantity=ONE,
                    reason=line.reason,
                    condition=line.condition,
                ),
            ),
        )
        with refused("approval-changed"):
            counter.take(Granted(approval_id), other)

    @pytest.mark.parametrize("what", ["tender", "reason"])
    def test_any_edit_voids_it(self, counter: Counter, what: str) -> None:
        approval_id = counter.ask()
        counter.answer(approval_id, YES)
        edited = {
            "tender": replace(counter.asked, refund_by=RefundBy.STORE_CREDIT),
            "reason": replace(
                counter.asked, lines=(replace(counter.asked.lines[0], reason=Reason.GIFT),)
            ),
        }[what]
        with refused("approval-changed"):
            counter.take(Granted(approval_id), edited)

    def test_another_policy_voids_it(self, counter: Counter) -> None:
        approval_id = counter.ask()
        counter.answer(approval_id, YES)
        counter.shop.person = MANAGER
        in_force(counter.shop, BY_MANAGER + "\nfee.restocking = { percent = 10 }")
        counter.shop.person = counter.sari
        with refused("approval-changed"):
            counter.take(Granted(approval_id))

    def test_a_yes_is_to_what_holds_when_it_is_said(self, counter: Counter) -> None:
        approval_id = counter.ask()
        counter.shop.person = MANAGER
        in_force(counter.shop, BY_MANAGER + "\nfee.restocking = { percent = 10 }")
        with refused("approval-changed"):
            counter.answer(approval_id, YES)


class TestWho:
    def test_never_who_asked(self, counter: Counter) -> None:
        counter.shop.person = MANAGER
        approval_id = counter.ask()
        for answer in (YES, No(reason=NoReason.TOO_OFTEN), Question(words="Why?")):
            with refused("approver-not-allowed"):
                counter.answer(approval_id, answer, MANAGER)
        with refused("approver-not-allowed"):
            counter.take(ON_THE_SPOT)

    def test_never_who_posts(self, counter: Counter) -> None:
        approval_id = counter.ask()
        counter.answer(approval_id, YES)
        counter.shop.person = MANAGER
        with refused("approver-not-allowed"):
            counter.take(Granted(approval_id))

    def test_a_clerk_cannot_answer(self, counter: Counter) -> None:
        approval_id = counter.ask()
        other = a_person(counter.shop, "Dewi", "8", Role.CLERK, SARI_PIN)
        with refused("right-missing"):
            counter.answer(approval_id, YES, other)
        with refused("approval-unknown"):
            counter.says(other, lambda unit: open_approval(unit, approval_id))

    @pytest.mark.parametrize("what", ["disabled", "right", "limit", "overrides"])
    def test_between_yes_and_posting(self, counter: Counter, what: str) -> None:
        approval_id = counter.ask()
        counter.answer(approval_id, YES)
        statement, code = {
            "disabled": (
                update(Staff).where(Staff.id == 1).values(active=False),
                "person-disabled",
            ),
            "right": (
                RoleRight.__table__.delete().where(RoleRight.name == "approve"),  # type: ignore[attr-defined]
                "approver-not-allowed",
            ),
            "limit": (
                update(RoleLimits)
                .where(RoleLimits.code == "manager")
                .values(line_most=Money(999)),
                "approver-line-most",
            ),
            "overrides": (
                update(RoleLimits)
                .where(RoleLimits.code == "manager")
                .values(overrides='["late"]'),
                "approver-may-not-override",
            ),
        }[what]
        with counter.shop.unit() as unit:
            unit.connection.execute(statement)
        with refused(code):
            counter.take(Granted(approval_id))

    def test_a_manager_may_say_so_much_a_day(self, counter: Counter) -> None:
        with counter.shop.unit() as unit:
            unit.connection.execute(
                update(RoleLimits)
                .where(RoleLimits.code == "manager")
                .values(day_most=Money(1500))
            )
        first = counter.ask()
        counter.answer(first, YES)
        counter.take(Granted(first))
        counter.shop.person = MANAGER
        a_sale(counter.shop, number="S-2")
        with counter.shop.unit(writes=False) as unit:
            line_id = unit.connection.scalar(text("SELECT max(id) FROM sale_line"))
        counter.shop.person = counter.sari
        line = ComingBack(
            line_id=int(line_id or 0),
            quantity=ONE,
            reason=Reason.CHANGED_MIND,
            condition=Condition.AS_NEW,
        )
        counter.asked = ReturnAsked(sale_id=sale_id_of(counter.shop, "S-2"), lines=(line,))
        second = counter.ask()
        with refused("approver-day-most"):
            counter.answer(second, YES)

    def test_beyond_the_clerks_own_limit_a_manager_says_yes(self, shop: Shop) -> None:
        counter = Counter(shop, 'window = "30 days"')
        with shop.unit() as unit:
            unit.connection.execute(
                update(RoleLimits)
                .where(RoleLimits.code == "clerk")
                .values(case_most=Money(999))
            )
        assert [m.code for m in counter.seen().beyond] == ["own-case-most"]
        with refused("approval-needed"):
            counter.take(None)
        assert counter.take(ON_THE_SPOT).slip.approver == "Ann Lee"
        assert counter.wrong() == []


class TestTwoManagers:
    def test_both_are_needed_and_named(self, shop: Shop) -> None:
        counter = Counter(shop, BY_TWO)
        second = bela(shop)
        approval_id = counter.ask()
        card = counter.answer(approval_id, YES).card
        assert (card.state, card.managers) == (ApprovalState.OPEN, 2)
        with refused("approval-not-granted"):
            counter.take(Granted(approval_id))
        with refused("approver-not-allowed"):
            counter.answer(approval_id, YES)
        assert counter.answer(approval_id, YES, second).card.state is ApprovalState.GRANTED
        assert counter.take(Granted(approval_id)).slip.approver == "Ann Lee, Bela"
        assert counter.wrong() == []

    def test_on_the_spot_too(self, shop: Shop) -> None:
        counter = Counter(shop, BY_TWO)
        bela(shop)
        with refused("approval-second-needed"):
            counter.take(ON_THE_SPOT)
        with refused("approver-not-allowed"):
            counter.take(replace(ON_THE_SPOT, second=ON_THE_SPOT))
        taken = counter.take(replace(ON_THE_SPOT, second=BELA_TOO))
        assert taken.slip.approver == "Ann Lee, Bela"

    def test_a_change_by_the_second_takes_the_firsts_yes_away(self, shop: Shop) -> None:
        counter = Counter(shop, BY_TWO)
        second = bela(shop)
        approval_id = counter.ask()
        counter.answer(approval_id, YES)
        wanted, _ = counter.says(
            second, lambda unit: change_request(unit, approval_id, lowered_to=Money(600))
        )
        change = Change(asked=wanted, reason=YesReason.OTHER, words="Half")
        card = counter.answer(approval_id, change, second).card
        assert (card.state, card.yes_by, card.amount) == (
            ApprovalState.OPEN,
            ("Bela",),
            Money(600),
        )
        assert counter.answer(approval_id, YES).card.state is ApprovalState.GRANTED


class TestAnswers:
    def test_no_is_the_end_of_it(self, counter: Counter) -> None:
        approval_id = counter.ask()
        with refused("approval-words-missing"):
            counter.answer(approval_id, No(reason=NoReason.OTHER))
        counter.answer(approval_id, No(reason=NoReason.AGAINST_POLICY))
        with refused("approval-closed"):
            counter.answer(approval_id, YES)
        with refused("approval-not-granted"):
            counter.take(Granted(approval_id))

    def test_a_question_and_its_reply(self, counter: Counter) -> None:
        approval_id = counter.ask()
        counter.answer(approval_id, Question(words="Is the box there? 4111 1111 1111 1111"))
        assert counter.shop.read(count_approvals).own_answered == 1
        card = counter.shop.run(lambda unit: reply_approval(unit, approval_id, "It is")).card
        assert card.state is ApprovalState.OPEN
        assert [each.words for each in card.thread][-1] == "It is"
        assert "4111" not in card.thread[1].words
        counter.answer(approval_id, YES)
        counter.take(Granted(approval_id))

    def test_less_money(self, counter: Counter) -> None:
        approval_id = counter.ask()
        wanted, _ = counter.says(
            MANAGER, lambda unit: change_request(unit, approval_id, lowered_to=Money(700))
        )
        counter.answer(approval_id, Change(asked=wanted, reason=YesReason.JUST_TOO_LATE))
        with refused("approval-changed"):
            counter.take(Granted(approval_id))
        assert isinstance(wanted, ReturnAsked)
        taken = counter.take(Granted(approval_id), wanted)
        (line,) = taken.slip.lines
        assert [(part.name, part.amount) for part in line.kept] == [("agreed", 300)]
        assert (line.gross, line.fee, line.tax) == (1000, 300, 117)
        assert sum(part.amount for part in taken.slip.paid_out) == 700
        assert counter.wrong() == []

    def test_store_credit_instead(self, counter: Counter) -> None:
        approval_id = counter.ask()
        wanted, _ = counter.says(
            MANAGER,
            lambda unit: change_request(unit, approval_id, by=RefundBy.STORE_CREDIT),
        )
        counter.answer(approval_id, Change(asked=wanted, reason=YesReason.PROMISED))
        assert isinstance(wanted, ReturnAsked)
        taken = counter.take(Granted(approval_id), wanted)
        assert [part.kind for part in taken.slip.paid_out] == ["store-credit"]

    def test_other_lines_are_no_change(self, counter: Counter) -> None:
        approval_id = counter.ask()
        line = replace(counter.asked.lines[0], reason=Reason.GIFT)
        change = Change(
            asked=replace(counter.asked, lines=(line,)), reason=YesReason.GOOD_CUSTOMER
        )
        with refused("approval-unchangeable"):
            counter.answer(approval_id, change)

    @pytest.mark.parametrize("to", [1001, -1])
    def test_never_more_and_never_below_nothing(self, counter: Counter, to: int) -> None:
        approval_id = counter.ask()
        with refused("lowered-not-lower"):
            counter.says(
                MANAGER, lambda unit: change_request(unit, approval_id, lowered_to=Money(to))
            )


class TestWaiting:
    def test_one_request_about_a_sale(self, counter: Counter) -> None:
        first = counter.ask()
        with refused("approval-pending"):
            counter.ask()
        second = counter.ask(instead=True)
        states = {each.approval_id: each.state for each in counter.shop.read(list_approvals)}
        assert states == {second: ApprovalState.OPEN}
        with refused("approval-closed"):
            counter.answer(first, YES)
        counter.shop.person = a_person(counter.shop, "Dewi", "8", Role.CLERK, SARI_PIN)
        with refused("approval-pending"):
            counter.ask(instead=True)

    def test_the_same_id_asks_once(self, counter: Counter) -> None:
        seen = counter.seen()
        for _ in range(2):
            counter.shop.run(lambda unit: ask_approval(unit, "one", counter.asked, seen))
        assert counter.says(MANAGER, count_approvals).to_answer == 1

    def test_withdrawn(self, counter: Counter) -> None:
        approval_id = counter.ask()
        counter.answer(approval_id, YES)
        with refused("approval-not-yours"):
            counter.says(MANAGER, lambda unit: withdraw_approval(unit, approval_id))
        counter.shop.run(lambda unit: withdraw_approval(unit, approval_id))
        with refused("approval-not-granted"):
            counter.take(Granted(approval_id))

    def test_unanswered_it_lapses(self, counter: Counter, database_url: str) -> None:
        approval_id = counter.ask()
        counter.shop.clock = lambda: NOON + timedelta(minutes=30)
        with refused("approval-expired"):
            counter.answer(approval_id, YES)
        assert counter.shop.read(lambda unit: open_approval(unit, approval_id)).state is (
            ApprovalState.EXPIRED
        )
        assert counter.says(MANAGER, list_approvals) == ()
        counter.ask()

    def test_unused_it_lapses(self, counter: Counter) -> None:
        approval_id = counter.ask()
        counter.shop.clock = lambda: NOON + timedelta(minutes=29)
        counter.answer(approval_id, YES)
        counter.shop.clock = lambda: NOON + timedelta(minutes=44)
        with refused("approval-expired"):
            counter.take(Granted(approval_id))
        counter.shop.clock = lambda: NOON + timedelta(minutes=43, seconds=59)
        counter.take(Granted(approval_id))

    def test_nothing_to_ask_for(self, shop: Shop) -> None:
        counter = Counter(shop, 'window = "30 days"')
        with refused("approval-not-needed"):
            counter.ask()

    def test_what_is_missing_no_manager_can_mend(self, shop: Shop) -> None:
        counter = Counter(shop, BY_MANAGER + "\ncapture.serial = true")
        assert counter.seen().needs_approval is False
        with refused("approval-impossible"):
            counter.ask()
        with refused("return-refused"):
            counter.take(ON_THE_SPOT)


class TestDelegation:
    def lend(self, counter: Counter, to: Person, days: int = 2, since: int = 0) -> int:
        begin = NOON + timedelta(days=since)
        return counter.says(
            MANAGER,
            lambda unit: delegate(unit, to.staff_id, begin, begin + timedelta(days=days)),
        ).delegation_id

    def test_somebody_answers_in_the_place_of_another(self, counter: Counter) -> None:
        dewi = a_person(counter.shop, "Dewi", "8", Role.SENIOR_CLERK, SARI_PIN)
        self.lend(counter, dewi)
        approval_id = counter.ask()
        (listed,) = counter.says(dewi, list_approvals)
        assert listed.may_answer == ()
        card = counter.answer(approval_id, YES, dewi).card
        assert card.thread[-1].instead_of == "Ann Lee"
        assert counter.take(Granted(approval_id)).slip.approver == "Dewi"

    @pytest.mark.parametrize("when", ["before", "after", "ended", "giver-disabled", "to-asker"])
    def test_only_while_it_is_in_force(self, counter: Counter, when: str) -> None:
        dewi = a_person(counter.shop, "Dewi", "8", Role.SENIOR_CLERK, SARI_PIN)
        delegation_id = self.lend(
            counter,
            counter.sari if when == "to-asker" else dewi,
            since=1 if when == "before" else 0,
        )
        if when == "after":
            counter.shop.clock = lambda: NOON + timedelta(days=2)
        if when == "ended":
            counter.says(MANAGER, lambda unit: end_delegation(unit, delegation_id))
        if when == "giver-disabled":
            with counter.shop.unit() as unit:
                unit.connection.execute(update(Staff).where(Staff.id == 1).values(active=False))
        approval_id = counter.ask()
        who = counter.sari if when == "to-asker" else dewi
        with refused("approver-not-allowed" if when == "to-asker" else "right-missing"):
            counter.answer(approval_id, YES, who)

    def test_it_ends_between_yes_and_posting(self, counter: Counter) -> None:
        dewi = a_person(counter.shop, "Dewi", "8", Role.SENIOR_CLERK, SARI_PIN)
        delegation_id = self.lend(counter, dewi)
        approval_id = counter.ask()
        counter.answer(approval_id, YES, dewi)
        counter.says(dewi, lambda unit: end_delegation(unit, delegation_id))
        with refused("approver-not-allowed"):
            counter.take(Granted(approval_id))

    def test_nobody_says_yes_by_what_the_asker_lent(self, counter: Counter) -> None:
        dewi = a_person(counter.shop, "Dewi", "8", Role.SENIOR_CLERK, SARI_PIN)
        self.lend(counter, dewi)
        counter.shop.person = MANAGER
        approval_id = counter.ask()
        with refused("approver-not-allowed"):
            counter.answer(approval_id, YES, dewi)

    def test_one_authority_is_not_two_managers(self, shop: Shop) -> None:
        counter = Counter(shop, BY_TWO)
        dewi = a_person(shop, "Dewi", "8", Role.SENIOR_CLERK, SARI_PIN)
        self.lend(counter, dewi)
        approval_id = counter.ask()
        counter.answer(approval_id, YES, dewi)
        with refused("approver-not-allowed"):
            counter.answer(approval_id, YES, MANAGER)

    def test_what_is_lent_is_not_handed_on(self, counter: Counter) -> None:
        dewi = a_person(counter.shop, "Dewi", "8", Role.SENIOR_CLERK, SARI_PIN)
        self.lend(counter, dewi)
        with refused("right-missing"):
            counter.says(
                dewi,
                lambda unit: delegate(
                    unit, counter.sari.staff_id, NOON, NOON + timedelta(days=1)
                ),
            )
        for days, who in ((31, dewi), (0, dewi)):
            with refused("delegation-time-wrong"):
                self.lend(counter, who, days)
        with refused("delegation-to-nobody"):
            self.lend(counter, MANAGER)
        assert len(counter.says(dewi, list_delegations)) == 1


class TestOtherKinds:
    def test_an_exchange(self, counter: Counter) -> None:
        counter.shop.person = MANAGER
        product = a_product(counter.shop, "Pot", price=Money(400))
        counter.shop.person = counter.sari
        asked = ExchangeAsked(
            back=replace(counter.asked, remedy=Remedy.EXCHANGE),
            out=(GoingOut(product_id=product, quantity=ONE),),
        )
        seen = counter.shop.read(lambda unit: decide_exchange(unit, asked))
        counter.shop.run(lambda unit: ask_approval(unit, "e", asked, seen))
        card = counter.answer("e", YES).card
        assert [line.out for line in card.lines] == [False, True]
        taken = counter.shop.run(
            lambda unit: take_exchange(unit, "r", asked, seen, Granted("e"))
        )
        assert taken.slip.approver == "Ann Lee"
        assert counter.wrong() == []

    def test_goods_without_a_receipt(self, counter: Counter) -> None:
        counter.shop.person = MANAGER
        product = a_product(counter.shop, "Pot", price=Money(400))
        in_force(counter.shop, BY_MANAGER + '\nproof = ["receipt", "none"]')
        counter.shop.person = counter.sari
        line = ComingBack(
            line_id=1, quantity=ONE, reason=Reason.GIFT, condition=Condition.AS_NEW
        )
        asked = WithoutSale(lines=(ProductBack(product_id=product, coming=line),))
        seen = counter.shop.read(lambda unit: decide_without_sale(unit, asked))
        counter.shop.run(lambda unit: ask_approval(unit, "n", asked, seen))
        counter.answer("n", YES)
        taken = counter.shop.run(
            lambda unit: take_without_sale(unit, "r", asked, seen, Granted("n"))
        )
        assert taken.slip.approver == "Ann Lee"

    def test_goodwill(self, shop: Shop) -> None:
        counter = Counter(shop, 'goodwill.clerk = 1\ngoodwill.ways = ["cash"]')
        asked = GoodwillAsked(
            amount=Money(500),
            reason=GoodwillReason.LONG_WAIT,
            note="An hour",
            customer_id=counter.customer,
        )
        seen = shop.read(lambda unit: decide_goodwill(unit, asked))
        assert seen.needs_approval
        shop.run(lambda unit: ask_approval(unit, "g", asked, seen))
        wanted, _ = counter.says(
            MANAGER, lambda unit: change_request(unit, "g", lowered_to=Money(300))
        )
        counter.answer("g", Change(asked=wanted, reason=YesReason.SHOPS_MISTAKE))
        assert isinstance(wanted, GoodwillAsked)
        less = shop.read(lambda unit: decide_goodwill(unit, wanted))
        with refused("approval-changed"):
            shop.run(lambda unit: give_goodwill(unit, "r", asked, seen, Granted("g")))
        given = shop.run(lambda unit: give_goodwill(unit, "r", wanted, less, Granted("g")))
        assert (given.slip.amount, given.slip.approver) == (300, "Ann Lee")

    def test_a_void(self, counter: Counter) -> None:
        slip = counter.take(ON_THE_SPOT).slip.head.number
        with refused("approval-words-missing"):
            counter.shop.run(lambda unit: ask_approval(unit, "v", VoidAsked(slip=slip), None))
        counter.shop.run(
            lambda unit: ask_approval(unit, "v", VoidAsked(slip=slip), None, "By mistake")
        )
        counter.answer("v", YES)
        voided = counter.shop.run(lambda unit: void_return(unit, "r", slip, Granted("v")))
        assert (voided.slip.approver, voided.slip.reason) == ("Ann Lee", "By mistake")
        assert counter.wrong() == []

    def test_a_call_for_help(self, counter: Counter) -> None:
        counter.shop.run(lambda unit: call_manager(unit, "h", counter.asked, "He shouts"))
        with refused("approval-pending"):
            counter.shop.run(lambda unit: call_manager(unit, "h2", None, ""))
        (listed,) = counter.says(MANAGER, list_approvals)
        assert (listed.kind, listed.words, listed.register) == (
            ApprovalKind.HELP,
            "He shouts",
            "1",
        )
        with refused("approval-closed"):
            counter.answer("h", YES)
        assert counter.answer("h", Coming()).card.state is ApprovalState.GRANTED
        counter.answer("h", Done(), counter.sari)
        counter.shop.run(lambda unit: call_manager(unit, "h3", None, ""))
        assert counter.wrong() == []


class TestRecords:
    @pytest.mark.parametrize(
        "wrong",
        [
            "UPDATE approval SET amount = 1",
            "UPDATE approval SET staff_id = 1",
            "UPDATE approval SET state = 'used', used_by = 'R1-9'",
            "DELETE FROM approval",
            "UPDATE approval_event SET words = 'x'",
            "DELETE FROM approval_event",
            YES_BY.format(staff="staff_id", authority="1"),
            YES_BY.format(staff="1", authority="staff_id"),
        ],
    )
    def test_the_database_refuses_what_cannot_be(self, counter: Counter, wrong: str) -> None:
        counter.ask()
        with pytest.raises(DBAPIError), counter.shop.unit() as unit:
            unit.connection.execute(text(wrong))

    @pytest.mark.parametrize("state", ["open", "granted", "withdrawn"])
    def test_what_is_used_stays_used(self, counter: Counter, state: str) -> None:
        approval_id = counter.ask()
        counter.answer(approval_id, YES)
        counter.take(Granted(approval_id))
        with pytest.raises(DBAPIError), counter.shop.unit() as unit:
            unit.connection.execute(
                text("UPDATE approval SET state = :state, used_by = NULL"), {"state": state}
            )
