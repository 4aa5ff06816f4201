"""What the page of people and roles says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.services.people import rights_of_signed_on
from models.services.roles import change_role, list_roles
from models.services.staff import (
    add_person,
    change_person,
    disable_person,
    enable_person,
    list_people,
    set_pin,
    unlock_person,
)
from models.values import Message, Refused, Topic
from models.values.rights import Right
from ui.screens.people.state import Part, PeopleState, Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.roles import RolesSeen
    from models.services.staff import Colleague, ColleagueChanged
    from models.unit import Unit
    from models.values.rights import Authority
    from models.values.shop import Role
    from ui.screens.people.state import Entered
    from ui.work import Work

PART_OF = {Right.PEOPLE: Part.PEOPLE, Right.ROLES: Part.ROLES}
Looked = tuple[tuple[Part, ...], tuple["Colleague", ...], "RolesSeen"]


class PeoplePresenter:
    """People and roles. Every change is a new state, shown whole."""

    def __init__(self, work: Work, show: Callable[[PeopleState], None]) -> None:
        self._work = work
        self._show = show
        self._state = PeopleState()
        self._undo: Callable[[Unit], ColleagueChanged] | None = None

    @property
    def state(self) -> PeopleState:
        return self._state

    def start(self) -> None:
        self._look()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Somebody else may have changed people or roles."""
        if Topic.PEOPLE in topics:
            self._look()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def show_part(self, part: Part) -> None:
        if part in self._state.parts and part is not self._state.part:
            self._set(replace(self._state, part=part, said=None))

    def pick(self, staff_id: int) -> None:
        self._begin(chosen=staff_id, adding=False)

    def pick_badge(self, badge: str) -> bool:
        """Whether somebody has it: then it is theirs that is shown."""
        for each in self._state.people:
            if each.badge == badge.strip():
                self._begin(chosen=each.staff_id, adding=False, part=Part.PEOPLE)
                return True
        return False

    def begin_adding(self) -> None:
        if Part.PEOPLE in self._state.parts:
            self._begin(chosen=None, adding=True, part=Part.PEOPLE)

    def cancel(self) -> None:
        self._begin(adding=False)

    def save(self, entered: Entered) -> None:
        """Add whoever is new, or change who was picked."""
        person = self._state.person
        if self._state.adding:
            self._run(
                lambda unit: add_person(
                    unit,
                    badge=entered.badge,
                    name=entered.name,
                    role=entered.role,
                    language=entered.language,
                    pin=entered.pin,
                ),
                lambda name: Message("person-added", {"name": name}),
            )
        elif person is not None:
            staff_id = person.staff_id
            self._run(
                lambda unit: change_person(
                    unit,
                    staff_id,
                    name=entered.name,
                    role=entered.role,
                    language=entered.language,
                ),
                lambda name: Message("person-changed", {"name": name}),
            )

    def set_pin(self, pin: str) -> None:
        if self._state.person is not None:
            staff_id = self._state.person.staff_id
            self._run(
                lambda unit: set_pin(unit, staff_id, pin),
                lambda name: Message("person-new-pin", {"name": name}),
            )

    def switch(self) -> None:
        """Disable who was picked, or enable them again; either can be taken back."""
        if self._state.person is None:
            return
        staff_id = self._state.person.staff_id
        if self._state.person.active:
            self._run(
                lambda unit: disable_person(unit, staff_id),
                lambda name: Message("person-now-disabled", {"name": name}),
                lambda unit: enable_person(unit, staff_id),
            )
        else:
            self._run(
                lambda unit: enable_person(unit, staff_id),
                lambda name: Message("person-now-enabled", {"name": name}),
                lambda unit: disable_person(unit, staff_id),
            )

    def unlock(self) -> None:
        if self._state.person is not None:
            staff_id = self._state.person.staff_id
            self._run(
                lambda unit: unlock_person(unit, staff_id),
                lambda name: Message("person-unlocked", {"name": name}),
            )

    def undo(self) -> None:
        if self._undo is not None:
            self._run(self._undo, lambda name: Message("person-as-before", {"name": name}))

    def pick_role(self, role: Role) -> None:
        self._begin(role=role)

    def save_role(self, authority: Authority) -> None:
        role = self._state.role
        if not self._state.busy:
            self._busy()
            self._work.run(
                lambda unit: change_role(unit, role, authority), self._role_saved, self._failed
            )

    def _look(self) -> None:
        self._work.read_latest("people", _look, self._looked, self._failed)

    def _run(
        self,
        use_case: Callable[[Unit], ColleagueChanged],
        said: Callable[[str], Message],
        undo: Callable[[Unit], ColleagueChanged] | None = None,
    ) -> None:
        if self._state.busy:
            return
        self._busy()

        def done(result: ColleagueChanged) -> None:
            self._undo = undo
            who = result.colleague
            told = Said((said(who.name),), bad=False, undo=undo is not None)
            known = [each for each in self._state.people if each.staff_id != who.staff_id]
            self._begin(
                busy=False,
                said=told,
                people=(*known, who),
                chosen=who.staff_id,
                adding=False,
            )
            self._look()

        self._work.run(use_case, done, self._failed)

    def _begin(self, **changed: object) -> None:
        """A card anew, with nothing typed."""
        if self._state.busy and "busy" not in changed:
            return
        after = {"said": None, "turn": self._state.turn + 1, **changed}
        self._set(replace(self._state, **after))  # type: ignore[arg-type]

    # What comes back from the worker.

    def _looked(self, looked: Looked) -> None:
        parts, people, seen = looked
        state = self._state
        part = state.part if state.part in parts else next(iter(parts), state.part)
        here = {each.staff_id for each in people}
        chosen = state.chosen if state.chosen in here else None
        if chosen is None and not state.adding and people:
            chosen = people[0].staff_id
        self._set(
            replace(
                state,
                looked=True,
                parts=parts,
                part=part,
                people=people,
                chosen=chosen,
                roles=seen.roles,
                may_hold=seen.may_hold,
            )
        )

    def _role_saved(self, seen: RolesSeen) -> None:
        said = Said((Message("role-changed", {"role": self._state.role}),), bad=False)
        self._undo = None
        self._begin(busy=False, said=said, roles=seen.roles, may_hold=seen.may_hold)
        self._look()

    def _failed(self, problem: Exception) -> None:
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self._set(replace(self._state, busy=False, said=Said(messages)))

    def _busy(self) -> None:
        self._set(replace(self._state, busy=True, said=None))

    def _set(self, state: PeopleState) -> None:
        self._state = state
        self._show(state)


def _look(unit: Unit) -> Looked:
    rights = rights_of_signed_on(unit)
    parts = tuple(part for right, part in PART_OF.items() if right in rights)
    people = list_people(unit) if Right.PEOPLE in rights else ()
    return parts, people, list_roles(unit)


def _to_nobody(_: PeopleState) -> None:
    """Nobody looks."""
