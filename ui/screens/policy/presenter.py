"""What the policy screen says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from models.rules.compare import compare_versions
from models.rules.edits import INHERIT, add_row, remove_row, set_terms
from models.rules.outline import WHOLE_SHOP
from models.services.assortment import list_departments
from models.services.complaint_views import complaints_by_clause
from models.values import Message, Refused
from ui.screens.policy.columns import CAPTURES, SETTINGS, Column, capture_terms
from ui.screens.policy.state import Page, PolicyState, Said, Step, captured

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from models.rules.outline import Conditions
    from models.rules.policy import Policy
    from models.services.assortment import DepartmentNamed
    from models.services.drafts import Draft, PolicyInForce
    from models.services.policies import Version
    from models.unit import Unit
    from models.values.complaints import ClauseHurts
    from ui.work import Work


class Drafts(Protocol):
    """:mod:`models.services.drafts`, as far as this screen asks it."""

    def start_draft(self, unit: Unit, base: int | None) -> Draft: ...
    def list_drafts(self, unit: Unit) -> tuple[Draft, ...]: ...
    def open_draft(self, unit: Unit, draft_id: int) -> Draft: ...
    def save_draft(self, unit: Unit, draft_id: int, policy: Policy, seen: int) -> Draft: ...
    def send_draft(self, unit: Unit, draft_id: int) -> Draft: ...
    def review_draft(
        self, unit: Unit, draft_id: int, accept: bool, remark: str = "", *, seen: int | None
    ) -> Draft: ...
    def draft_in_force(
        self, unit: Unit, draft_id: int, day: date, reason: str = ""
    ) -> PolicyInForce: ...
    def discard_draft(self, unit: Unit, draft_id: int) -> object: ...


class Versions(Protocol):
    """:mod:`models.services.policies`, as far as this screen asks it."""

    def list_versions(self, unit: Unit) -> tuple[Version, ...]: ...
    def open_version(self, unit: Unit, number: int) -> Policy: ...


class Exports(Protocol):
    """Where a policy becomes a file; answers with where it went, or raises ``Refused``."""

    def save_policy(self, policy: Policy) -> Message: ...


@dataclass(frozen=True, slots=True)
class _Looked:
    """What is on record, and the one policy that is shown."""

    today: date
    versions: tuple[Version, ...]
    drafts: tuple[Draft, ...]
    goods: tuple[DepartmentNamed, ...]
    policy: Policy
    draft: Draft | None
    hurts: tuple[ClauseHurts, ...]


class PolicyPresenter:
    """One policy at a time: a version to look at, or a draft that is saved as it is edited."""

    def __init__(
        self,
        work: Work,
        drafts: Drafts,
        versions: Versions,
        exports: Exports,
        staff_id: int,
        show: Callable[[PolicyState], None],
    ) -> None:
        self._work = work
        self._drafts = drafts
        self._versions = versions
        self._exports = exports
        self._show = show
        self._state = PolicyState(staff_id=staff_id)
        self._undo: list[Policy] = []
        self._redo: list[Policy] = []
        self._unsaved = False
        self._next: Callable[[], None] | None = None

    @property
    def state(self) -> PolicyState:
        return self._state

    def start(self) -> None:
        """Show the policy in force."""
        self._look(None, None)

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def refresh(self) -> None:
        """Somebody may have changed what is on record; what is edited here stays."""
        if not self._state.busy and not self._state.editable:
            self._look_again()

    def show_version(self, number: int) -> None:
        self._look(number, None)

    def show_draft(self, draft_id: int) -> None:
        self._look(None, draft_id)

    def choose_cell(self, when: Conditions, column: Column) -> None:
        """Go to a cell; its first own term is the one looked at, or else the first of all."""
        state = replace(self._state, when=when, column=column)
        own = state.row.own if state.row else {}
        wrong = [each.term for each in state.troubles_at(when, column)]
        offered = state.terms
        first = next((term for term in (*wrong, *offered) if term in own), offered[0])
        if column is Column.NEEDS and not any(term in own for term in offered):
            first = CAPTURES
        self._set(replace(state, term=first))

    def choose_term(self, term: str) -> None:
        self._set(replace(self._state, term=term))

    def set_value(self, value: Any) -> None:
        """Give the open term of the chosen row another value, or let it inherit."""
        state = self._state
        if not state.editable or state.policy is None:
            return
        self._edit(_changed(state, state.policy, value))

    def clear_value(self) -> None:
        self.set_value(INHERIT)

    def set_fee(self, name: str) -> None:
        """Begin a fee of the shop's own."""
        word = "-".join(name.split()).casefold()
        if word and self._state.editable:
            self._set(replace(self._state, column=Column.FEE, term=f"fee.{word}"))

    def add_row(self, when: Conditions) -> None:
        """A row that says nothing yet, to be filled in; one that is there is gone to."""
        state = self._state
        if state.policy is None or not state.editable or not when:
            return
        self._set(
            replace(state, page=Page.TABLE, when=when, column=Column.WINDOW, term="window")
        )
        self._edit(add_row(state.policy, when))

    def remove_row(self) -> None:
        """What the row says is gone; undo brings it back."""
        state = self._state
        if state.policy is not None and state.editable and state.when:
            policy = remove_row(state.policy, state.when)
            self._set(replace(state, when=WHOLE_SHOP))
            self._edit(policy)

    def undo(self) -> None:
        self._step_back(self._undo, self._redo)

    def redo(self) -> None:
        self._step_back(self._redo, self._undo)

    def show_page(self, page: Page) -> None:
        self._set(replace(self._state, page=page))

    def compare(self, number: int) -> None:
        """Lay the shown policy beside a version: what it says otherwise."""
        self._busy()
        self._work.read(
            lambda unit: self._versions.open_version(unit, number),
            lambda other: self._compared(number, other),
            self.failed,
        )

    def go_on(self, day: date | None = None, reason: str = "") -> None:
        """The next step of what is shown; ``day`` and ``reason`` where it is put in force."""
        draft = self._state.draft
        match self._state.step:
            case Step.CHANGE:
                self._start()
            case Step.SEND if draft is not None and not draft.mistakes:
                draft_id = draft.draft_id
                self._change(lambda unit: self._drafts.send_draft(unit, draft_id))
            case Step.ACCEPT:
                self._review(accept=True, remark="")
            case Step.WAIT:
                self._review(accept=True, remark=reason)
            case Step.PUT_IN_FORCE if draft is not None:
                self._put_in_force(draft.draft_id, day, reason)

    def send_back(self, remark: str) -> None:
        """Return it to its author, who is told why; or as its author take it back."""
        if self._state.step in (Step.ACCEPT, Step.WAIT):
            self._review(accept=False, remark=remark)

    def discard(self) -> None:
        """The draft is of no use; the version it came from is shown again."""
        draft = self._state.draft
        if draft is None:
            return
        self._after_saving(
            lambda: self._work.run(
                lambda unit: self._drafts.discard_draft(unit, draft.draft_id),
                lambda _: self._look(draft.base, None),
                self.failed,
            )
        )

    def export(self) -> None:
        policy = self._state.policy
        if policy is not None:
            self._work.compute(
                lambda: self._exports.save_policy(policy), self._exported, self.failed
            )

    # Edits, and how they are kept.

    def _edit(self, policy: Policy) -> None:
        before = self._state.policy
        if before is None or policy == before:
            return
        self._undo.append(before)
        self._redo.clear()
        self._keep(policy)

    def _step_back(self, there: list[Policy], back: list[Policy]) -> None:
        now = self._state.policy
        if there and now is not None and self._state.editable:
            back.append(now)
            self._keep(there.pop())

    def _keep(self, policy: Policy) -> None:
        """Show it at once, and save it as soon as what was sent before is saved."""
        state = replace(self._state, said=None).showing(policy)
        row = state.row
        self._set(replace(state, when=row.when if row else WHOLE_SHOP))
        self._unsaved = True
        if not self._state.saving:
            self._save()

    def _save(self) -> None:
        draft, policy = self._state.draft, self._state.policy
        if draft is None or policy is None:
            return
        self._unsaved = False
        self._set(replace(self._state, saving=True))
        self._work.run(
            lambda unit: self._drafts.save_draft(unit, draft.draft_id, policy, draft.edition),
            self._saved,
            self._not_saved,
        )

    def _saved(self, draft: Draft) -> None:
        """The edition moves; what was edited meanwhile stays, and is saved next."""
        self._set(replace(self._state, draft=draft, saving=False))
        if self._unsaved:
            self._save()
        elif self._next is not None:
            step, self._next = self._next, None
            step()

    def _not_saved(self, problem: Exception) -> None:
        """Somebody else was quicker: their draft is opened, the last edit here is gone."""
        self._unsaved, self._next = False, None
        self._set(replace(self._state, saving=False))
        self.failed(problem)
        if isinstance(problem, Refused) and self._state.draft is not None:
            said = self._state.said
            self._look(None, self._state.draft.draft_id, said)

    def _after_saving(self, step: Callable[[], None]) -> None:
        self._busy()
        if self._state.saving or self._unsaved:
            self._next = step
        else:
            step()

    # What is asked of the records, and what comes back.

    def _start(self) -> None:
        policy = self._state.policy
        if policy is not None:
            self._change(lambda unit: self._drafts.start_draft(unit, policy.number))

    def _review(self, *, accept: bool, remark: str) -> None:
        draft = self._state.draft
        if draft is not None:
            self._change(
                lambda unit: self._drafts.review_draft(
                    unit, draft.draft_id, accept, remark.strip(), seen=draft.edition
                )
            )

    def _put_in_force(self, draft_id: int, day: date | None, reason: str) -> None:
        today = self._state.today
        if day is None and today is not None:
            day = today + timedelta(1)
        if day is None:
            return
        chosen = day
        self._busy()
        self._work.run(
            lambda unit: self._drafts.draft_in_force(unit, draft_id, chosen, reason.strip()),
            lambda done: self._look(done.number, None),
            self.failed,
        )

    def _change(self, use_case: Callable[[Unit], Draft]) -> None:
        """A draft begins or goes on; the rest of the records is looked at again."""
        if self._state.busy:
            return
        self._after_saving(
            lambda: self._work.run(
                use_case, lambda draft: self._look(None, draft.draft_id), self.failed
            )
        )

    def _look_again(self) -> None:
        draft, policy = self._state.draft, self._state.policy
        if draft is not None:
            self._look(None, draft.draft_id)
        else:
            self._look(policy.number if policy else None, None)

    def _look(self, number: int | None, draft_id: int | None, said: Said | None = None) -> None:
        self._after_saving(
            lambda: self._work.read(
                lambda unit: self._read(unit, number, draft_id),
                lambda found: self._looked(found, said),
                self.failed,
            )
        )

    def _read(self, unit: Unit, number: int | None, draft_id: int | None) -> _Looked:
        """On the worker."""
        versions = self._versions.list_versions(unit)
        draft = None if draft_id is None else self._drafts.open_draft(unit, draft_id)
        if draft is not None:
            policy = draft.policy
        else:
            chosen = in_force(versions, unit.today) if number is None else number
            policy = self._versions.open_version(unit, chosen)
        return _Looked(
            today=unit.today,
            versions=versions,
            drafts=self._drafts.list_drafts(unit),
            goods=list_departments(unit),
            policy=policy,
            draft=draft,
            hurts=complaints_by_clause(unit),
        )

    def _looked(self, found: _Looked, said: Said | None) -> None:
        before = self._state
        another = (before.draft and before.draft.draft_id) != (
            found.draft and found.draft.draft_id
        )
        if another or found.draft is None or found.draft.policy != before.policy:
            self._undo.clear()
            self._redo.clear()
        state = replace(
            before,
            page=Page.TABLE,
            busy=False,
            said=said,
            today=found.today,
            versions=found.versions,
            drafts=found.drafts,
            goods=found.goods,
            draft=found.draft,
            hurts=found.hurts,
            differences=(),
            beside=None,
        ).showing(found.policy)
        self._set(state if state.row else replace(state, when=WHOLE_SHOP))

    def _compared(self, number: int, other: Policy) -> None:
        policy = self._state.policy
        if policy is None:
            return
        older_first = self._state.draft is not None or number < policy.number
        pair = (other, policy) if older_first else (policy, other)
        self._set(
            replace(
                self._state,
                busy=False,
                page=Page.COMPARING,
                compared=number,
                differences=compare_versions(*pair),
                beside=other,
            )
        )

    def _exported(self, where: Message) -> None:
        self._set(replace(self._state, said=Said((where,), bad=False)))

    def failed(self, problem: Exception) -> None:
        said = Said(problem.messages) if isinstance(problem, Refused) else None
        self._set(replace(self._state, busy=False, said=said))

    def _busy(self) -> None:
        self._set(replace(self._state, busy=True, said=None))

    def _set(self, state: PolicyState) -> None:
        self._state = replace(state, undoable=bool(self._undo), redoable=bool(self._redo))
        self._show(self._state)


def in_force(versions: tuple[Version, ...], today: date) -> int:
    """The number of the version that decides today; before the first one, the first.

    Raise ``LookupError`` for a shop without a policy: set-up always leaves one.
    """
    if not versions:
        raise LookupError("the shop has no policy")
    begun = [each for each in versions if each.in_force_from <= today]
    if begun:
        return max(begun, key=lambda each: (each.in_force_from, each.number)).number
    return min(versions, key=lambda each: each.number).number


def _changed(state: PolicyState, policy: Policy, value: Any) -> Policy:
    """The policy with another value of the open term."""
    if state.term in SETTINGS:
        setting = {state.term: getattr(type(policy), state.term) if value is INHERIT else value}
        return replace(policy, **setting)
    return set_terms(policy, state.when, _values(state, value))


def _values(state: PolicyState, value: Any) -> Mapping[str, Any]:
    """Term by term; a set of captures says yes or no of those that it changes."""
    if state.term != CAPTURES:
        return {state.term: value}
    if value is INHERIT:
        return dict.fromkeys(capture_terms(), INHERIT)
    before = captured(state.row) if state.row else frozenset()
    return {f"{CAPTURES}.{each}": each in value for each in before ^ value}


def _to_nobody(state: PolicyState) -> None:
    """Where a state goes once its screen is gone."""
