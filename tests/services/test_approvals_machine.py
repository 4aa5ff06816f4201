"""One request through any order of words, edits, minutes and people: money only with a yes."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select, update

from models.db import open_shop
from models.services.approval_requests import (
    Change,
    No,
    Question,
    Yes,
    answer_approval,
    ask_approval,
    change_request,
    reply_approval,
    withdraw_approval,
)
from models.services.approvals import Granted
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.returns import take_return
from models.tables.people import Staff
from models.tables.returns import GoodsReturn, Refund
from models.values import ONE, Money, Refused
from models.values.approvals import ANSWERED_WITHIN, GOOD_FOR, NoReason, YesReason
from models.values.codes import Condition, Reason, RefundBy
from models.values.shop import Role
from tests.builders import FLOAT, MANAGER, NOON, a_drawer, a_sale, in_force, sale_id_of
from tests.drawers import SARI_PIN, a_person, bela
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from models.values.shop import Person
    from tests.databases import Databases, System

POLICY = """window = "90 days"
decided_by = "{by}"
refund.choices = ["cash", "store-credit"]"""
PAID = 1000
between = st.sampled_from(
    ["", "less", "", "less", "edit", "disable", "wait", "withdraw"],
)
minutes = st.sampled_from([0, 1, 14, 15, 29, 30])


@dataclass
class Known:
    """What ought to be true of the request, beside the records."""

    asked: ReturnAsked
    since: datetime
    state: str = "open"
    yes: list[int] = field(default_factory=list)
    said_at: datetime = NOON

    def lapsed(self, now: datetime) -> bool:
        if self.state == "granted":
            return now >= self.said_at + GOOD_FOR
        return now >= self.since + ANSWERED_WITHIN


class OneRequest(RuleBasedStateMachine):
    def __init__(self, databases: Databases, system: System) -> None:
        super().__init__()
        self.ends = ExitStack()
        folder = Path(self.ends.enter_context(TemporaryDirectory()))
        url = self.ends.enter_context(databases.fresh_url(system, folder))
        self.now = NOON
        self.shop = open_shop(url, clock=lambda: self.now)
        self.ends.callback(self.shop.close)
        self.posted = 0
        self.out = 0
        self.known: Known | None = None
        self.approval_id = ""

    @initialize(managers=st.sampled_from([1, 2]))
    def open_the_shop(self, managers: int) -> None:
        self.managers = managers
        self.shop.person = MANAGER
        a_drawer(self.shop, FLOAT)
        in_force(self.shop, POLICY.format(by="manager" if managers == 1 else "two-managers"))
        self.people = [MANAGER, bela(self.shop)]
        self.sari = a_person(self.shop, "Sari", "7", Role.CLERK, SARI_PIN)
        self.active = {person.staff_id: True for person in self.people}
        self.sell()

    def sell(self) -> None:
        self.shop.person = MANAGER
        number = f"S-{self.posted}"
        (line_id,) = a_sale(self.shop, number=number)
        line = ComingBack(
            line_id=line_id,
            quantity=ONE,
            reason=Reason.CHANGED_MIND,
            condition=Condition.AS_NEW,
        )
        self.asked = ReturnAsked(sale_id=sale_id_of(self.shop, number), lines=(line,))
        self.known = None

    def done(self, who: Person, what: Callable[[], object]) -> bool:
        self.shop.person = who
        try:
            what()
        except Refused:
            return False
        return True

    def waits(self) -> bool:
        known = self.known
        states = ("open", "question", "granted")
        return known is not None and known.state in states and not known.lapsed(self.now)

    @rule(instead=st.booleans())
    def ask(self, instead: bool) -> None:
        self.asks(instead=instead)

    @rule(
        disturbed=st.sampled_from(
            ["", "less", "", "less", "edit", "disable", "wait", "withdraw"]
        )
    )
    def ask_agree_and_post(self, disturbed: str) -> None:
        """The usual way, which chance alone would seldom take, and what may come between."""
        self.asks(instead=True)
        for person in self.people[: self.managers]:
            self.answers(person, "less" if disturbed == "less" else "yes")
        match disturbed:
            case "edit":
                self.asked = replace(self.asked, refund_by=RefundBy.STORE_CREDIT)
            case "disable":
                self.switch(self.people[0].staff_id)
            case "wait":
                self.now += GOOD_FOR
            case "withdraw":
                self.withdraws()
            case _:
                pass
        self.posts(self.sari, as_granted=disturbed != "edit")

    def asks(self, *, instead: bool) -> None:
        approval_id = str(uuid4())
        self.shop.person = self.sari
        seen = self.shop.read(lambda unit: decide_return(unit, self.asked))
        asked = self.done(
            self.sari,
            lambda: self.shop.run(
                lambda unit: ask_approval(unit, approval_id, self.asked, seen, instead=instead)
            ),
        )
        assert asked == (instead or not self.waits())
        if asked:
            self.known = Known(asked=self.asked, since=self.now)
            self.approval_id = approval_id

    @rule(
        by=st.sampled_from([None, RefundBy.STORE_CREDIT]),
        reason=st.sampled_from([Reason.CHANGED_MIND, Reason.GIFT]),
    )
    def edit(self, by: RefundBy | None, reason: Reason) -> None:
        line = replace(self.asked.lines[0], reason=reason)
        self.asked = replace(self.asked, lines=(line,), refund_by=by, lowered_to=None)

    @precondition(lambda self: self.known is not None)
    @rule(who=st.integers(0, 1), words=st.sampled_from(["yes", "no", "question", "less"]))
    def answer(self, who: int, words: str) -> None:
        self.answers(self.people[who], words)

    def answers(self, person: Person, words: str) -> None:
        known = self.known
        assert known is not None
        answered = self.done(person, lambda: self.say(words))
        in_state = known.state == "open" or (known.state == "question" and words != "question")
        may = self.active[person.staff_id] and in_state
        if words != "no":
            may = may and not known.lapsed(self.now)
        if words == "yes":
            may = may and person.staff_id not in known.yes
        if words == "less":
            to = Money(PAID // 2)
            may = may and not (known.asked.lowered_to == to and person.staff_id in known.yes)
        assert answered == may
        if answered:
            self.heard(known, person, words)

    def say(self, words: str) -> None:
        approval_id = self.approval_id
        answer: Change | Yes | No | Question = Yes(reason=YesReason.PROMISED)
        if words == "no":
            answer = No(reason=NoReason.TOO_OFTEN)
        if words == "question":
            answer = Question(words="Why?")
        if words == "less":
            wanted, _ = self.shop.run(
                lambda unit: change_request(unit, approval_id, lowered_to=Money(PAID // 2))
            )
            answer = Change(asked=wanted, reason=YesReason.PROMISED)
        self.shop.run(lambda unit: answer_approval(unit, approval_id, answer))

    def heard(self, known: Known, person: Person, words: str) -> None:
        if words in ("no", "question"):
            known.state = {"no": "refused", "question": "question"}[words]
            return
        if words == "less" and known.asked.lowered_to is None:
            known.asked = replace(known.asked, lowered_to=Money(PAID // 2))
            known.yes = []
        known.yes.append(person.staff_id)
        known.said_at = self.now
        known.state = "granted" if len(known.yes) == self.managers else "open"

    @precondition(lambda self: self.known is not None)
    @rule()
    def reply(self) -> None:
        known, approval_id = self.known, self.approval_id
        assert known is not None
        replied = self.done(
            self.sari,
            lambda: self.shop.run(lambda unit: reply_approval(unit, approval_id, "Because")),
        )
        assert replied == (known.state == "question")
        if replied:
            known.state = "open"

    @precondition(lambda self: self.known is not None)
    @rule()
    def withdraw(self) -> None:
        self.withdraws()

    def withdraws(self) -> None:
        known, approval_id = self.known, self.approval_id
        assert known is not None
        self.done(
            self.sari, lambda: self.shop.run(lambda unit: withdraw_approval(unit, approval_id))
        )
        if known.state in ("open", "question", "granted"):
            known.state = "withdrawn"

    @rule(passed=minutes)
    def wait(self, passed: int) -> None:
        self.now += timedelta(minutes=passed)
        if self.now > NOON + timedelta(hours=8):
            self.now = NOON + timedelta(hours=8)

    @rule(who=st.integers(0, 1))
    def disable_or_not(self, who: int) -> None:
        self.switch(self.people[who].staff_id)

    def switch(self, staff_id: int) -> None:
        self.active[staff_id] = not self.active[staff_id]
        with self.shop.unit() as unit:
            unit.connection.execute(
                update(Staff).where(Staff.id == staff_id).values(active=self.active[staff_id])
            )

    @precondition(lambda self: self.known is not None)
    @rule(as_granted=st.sampled_from([True, True, False]), who=st.sampled_from([0, 0, 1, 2]))
    def post(self, as_granted: bool, who: int) -> None:
        """As the manager changed it, or as the clerk has it on the screen by now."""
        self.posts([self.sari, *self.people][who], as_granted=as_granted)

    def posts(self, person: Person, *, as_granted: bool) -> None:
        known = self.known
        assert known is not None
        asked = known.asked if as_granted else self.asked
        approval_id = self.approval_id
        self.shop.person = self.sari
        seen = self.shop.read(lambda unit: decide_return(unit, asked))
        posted = self.done(
            person,
            lambda: self.shop.run(
                lambda unit: take_return(unit, str(uuid4()), asked, seen, Granted(approval_id))
            ),
        )
        assert posted == (
            known.state == "granted"
            and asked == known.asked
            and not known.lapsed(self.now)
            and all(self.active[by] for by in known.yes)
            and person.staff_id not in known.yes
            and self.active.get(person.staff_id, True)
        )
        if posted:
            self.posted += 1
            self.out += PAID // 2 if asked.lowered_to else PAID
            self.sell()

    @invariant()
    def money_went_out_with_a_yes_only(self) -> None:
        if not hasattr(self, "sari"):
            return
        nothing_is_wrong(self.shop)
        with self.shop.unit(writes=False) as unit:
            taken = unit.connection.scalar(select(func.count(GoodsReturn.id)))
            paid = unit.connection.scalar(select(func.sum(Refund.amount))) or Money()
        assert (taken, paid) == (self.posted, Money(self.out))

    def teardown(self) -> None:
        self.ends.close()


def test_one_request(databases: Databases, system: System) -> None:
    asked = settings()
    run_state_machine_as_test(
        lambda: OneRequest(databases, system),  # type: ignore[arg-type]
        settings=settings(asked, max_examples=asked.max_examples // 4),
    )
