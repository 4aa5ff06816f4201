"""Cases through any order of hands at three registers: one in hand at each, nothing lost."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from models.db import open_shop
from models.services.case_facts import link_to, rate, transfer
from models.services.case_promises import break_promise, keep_promise, promise
from models.services.case_views import case_story, list_cases
from models.services.cases import (
    add_note,
    case_in_hand,
    case_of,
    close_case,
    open_case,
    put_aside,
    take_up,
)
from models.services.journal import record
from models.tables.base import add_numbered
from models.tables.shop import Register
from models.values import Refused
from models.values.cases import AsideFor, CaseKind, CaseState, Smile
from tests.builders import MANAGER, NOON
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.services.cases import CaseMoved
    from models.unit import Unit
    from tests.databases import Databases, System

REGISTERS = ("1", "2", "3")
registers = st.sampled_from(REGISTERS)
which = st.integers(0, 5)


@dataclass
class Known:
    """What ought to be true of a case, beside the records."""

    state: CaseState = CaseState.SERVING
    at: str = ""
    promised: bool = False
    smile: Smile | None = None
    story: list[str] = field(default_factory=lambda: ["CaseOpened"])
    words: list[str] = field(default_factory=list)


class Counters(RuleBasedStateMachine):
    def __init__(self, databases: Databases, system: System) -> None:
        super().__init__()
        self.ends = ExitStack()
        folder = Path(self.ends.enter_context(TemporaryDirectory()))
        url = self.ends.enter_context(databases.fresh_url(system, folder))
        shop = open_shop(url, clock=lambda: NOON)
        self.ends.callback(shop.close)
        shop.person = MANAGER
        self.shops: dict[str, Shop] = {"1": shop}
        self.cases: dict[int, Known] = {}

    @initialize()
    def open_the_shop(self) -> None:
        first = self.shops["1"]
        for code in REGISTERS[1:]:
            with first.unit() as unit:
                key = add_numbered(
                    unit.connection, Register, store_id=unit.station.store_id, code=code
                )
            station = replace(first.station, register_id=key, register=code)
            self.shops[code] = replace(first, station=station)

    def leaves_hand(self, register: str) -> None:
        for known in self.cases.values():
            if known.at == register:
                known.state, known.at = CaseState.ASIDE, ""
                known.story.append("CaseAside")

    def pick(self, number: int) -> tuple[int, Known] | None:
        keys = sorted(self.cases)
        return (key := keys[number % len(keys)], self.cases[key]) if keys else None

    def does(
        self, register: str, may: bool, use_case: Callable[[Unit], CaseMoved]
    ) -> CaseMoved | None:
        """It is done where it may be, and refused where not."""
        try:
            moved = self.shops[register].run(use_case)
        except Refused:
            assert not may
            return None
        assert may
        return moved

    @rule(register=registers)
    def opens(self, register: str) -> None:
        moved = self.does(register, True, lambda unit: open_case(unit, CaseKind.INQUIRY))
        assert moved is not None
        self.leaves_hand(register)
        self.cases[moved.case.id] = Known(at=register)

    @rule(register=registers, number=which, over=st.booleans())
    def takes_up(self, register: str, number: int, over: bool) -> None:
        if (picked := self.pick(number)) is None:
            return
        key, known = picked
        here = known.at == register
        may = known.state is not CaseState.CLOSED and (here or over or not known.at)
        if self.does(register, may, lambda unit: take_up(unit, key, over=over)) and not here:
            self.leaves_hand(register)
            known.state, known.at = CaseState.SERVING, register
            known.story.append("CaseTakenUp")

    @rule(register=registers, number=which, waits_for=st.sampled_from(AsideFor))
    def puts_aside(self, register: str, number: int, waits_for: AsideFor) -> None:
        if (picked := self.pick(number)) is None:
            return
        key, known = picked
        may = known.state is not CaseState.CLOSED
        if self.does(register, may, lambda unit: put_aside(unit, key, waits_for)):
            known.state, known.at = CaseState.ASIDE, ""
            known.story.append("CaseAside")

    @rule(register=registers, number=which, to=registers)
    def gives(self, register: str, number: int, to: str) -> None:
        if (picked := self.pick(number)) is None:
            return
        key, known = picked
        place = self.shops[to].station.register_id
        may = known.state is not CaseState.CLOSED
        if self.does(
            register, may, lambda unit: transfer(unit, key, register_id=place, words="Mind")
        ):
            known.state, known.at = CaseState.ASIDE, ""
            known.story.append("CaseHandedOver")
            known.words.append("Mind")

    @rule(register=registers, number=which, smile=st.sampled_from([None, *Smile]))
    def says_goodbye(self, register: str, number: int, smile: Smile | None) -> None:
        if (picked := self.pick(number)) is None:
            return
        key, known = picked
        may = known.state is not CaseState.CLOSED and not known.promised
        if self.does(register, may, lambda unit: close_case(unit, key, smile)):
            known.state, known.at = CaseState.CLOSED, ""
            known.smile = smile or known.smile
            known.story.append("CaseClosed")

    @rule(register=registers, number=which, smile=st.sampled_from(Smile))
    def smiles(self, register: str, number: int, smile: Smile) -> None:
        if (picked := self.pick(number)) is None:
            return
        key, known = picked
        may = known.state is not CaseState.CLOSED or known.smile is None
        if self.does(register, may, lambda unit: rate(unit, key, smile)):
            known.smile = smile
            known.story.append("CaseRated")

    @rule(register=registers, number=which, words=st.sampled_from(["It leaks", "She waits"]))
    def notes(self, register: str, number: int, words: str) -> None:
        if (picked := self.pick(number)) is None:
            return
        key, known = picked
        self.does(register, True, lambda unit: add_note(unit, key, words))
        known.story.append("CaseNoted")
        known.words.append(words)

    @rule(register=registers, number=which)
    def promises(self, register: str, number: int) -> None:
        if (picked := self.pick(number)) is None:
            return
        key, known = picked
        may = known.state is not CaseState.CLOSED and not known.promised
        later = NOON + timedelta(hours=1)
        if self.does(register, may, lambda unit: promise(unit, key, "Call", later)):
            known.promised = True
            known.story.append("PromiseMade")
            known.words.append("Call")

    @rule(register=registers, number=which, kept=st.booleans())
    def ends_the_promise(self, register: str, number: int, kept: bool) -> None:
        if (picked := self.pick(number)) is None:
            return
        key, known = picked
        if self.does(
            register,
            known.promised,
            lambda unit: (
                keep_promise(unit, key) if kept else break_promise(unit, key, "None left")
            ),
        ):
            known.promised = False
            known.story.append("PromiseKept" if kept else "PromiseBroken")
            known.words += [] if kept else ["None left"]

    @rule(register=registers, number=which, other=which)
    def links(self, register: str, number: int, other: int) -> None:
        one, two = self.pick(number), self.pick(other)
        if one is None or two is None:
            return
        may = one[1].state is not CaseState.CLOSED and two[0] < one[0]
        if self.does(register, may, lambda unit: link_to(unit, one[0], two[0])):
            one[1].story.append("CaseLinked")

    @rule(register=registers)
    def gives_a_gift_receipt(self, register: str) -> None:
        """Whatever is recorded at a register is of the case that it serves."""
        self.shops[register].run(lambda unit: record(unit, "GiftReceiptMade"))
        for known in self.cases.values():
            if known.at == register:
                known.story.append("GiftReceiptMade")

    @invariant()
    def each_register_has_at_most_its_one(self) -> None:
        for register, shop in self.shops.items():
            here = [key for key, known in self.cases.items() if known.at == register]
            found = shop.read(case_in_hand)
            assert ([found.id] if found else []) == here

    @invariant()
    def every_case_is_as_it_was_left(self) -> None:
        shop = self.shops["1"]
        with shop.unit(writes=False) as unit:
            for key, known in self.cases.items():
                seen = case_of(unit, key)
                assert (seen.state, seen.smile) == (known.state, known.smile)
                assert (seen.promised_at is not None) == known.promised
        open_ones = {k for k, v in self.cases.items() if v.state is not CaseState.CLOSED}
        assert {each.id for each in shop.read(list_cases).cases} == open_ones

    def teardown(self) -> None:
        with self.ends:
            shop = self.shops["1"]
            for key, known in self.cases.items():
                story = shop.read(lambda unit, key=key: case_story(unit, key))  # type: ignore[misc]
                assert [each.event for each in story.told] == known.story
                assert [each.words for each in story.told if each.words] == known.words
            nothing_is_wrong(shop)


def test_any_order_of_hands(databases: Databases, system: System) -> None:
    asked = settings()
    run_state_machine_as_test(
        lambda: Counters(databases, system),  # type: ignore[arg-type]
        settings=settings(asked, max_examples=asked.max_examples // 3),
    )
