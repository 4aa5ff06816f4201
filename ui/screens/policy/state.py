"""All that the policy screen shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from models.rules.outline import WHOLE_SHOP, Outline, Row, outline
from ui.screens.policy.columns import CAPTURES, Column, column_of, terms_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.formats.policy_document import Mistake
    from models.rules.compare import Difference
    from models.rules.floor import Weakness
    from models.rules.outline import Conditions
    from models.rules.policy import Policy
    from models.services.assortment import DepartmentNamed
    from models.services.drafts import Draft
    from models.services.policies import Version
    from models.values import Message
    from models.values.complaints import ClauseHurts


_NO_ROWS: Final = Outline(())


class Page(StrEnum):
    """What stands in the large card."""

    TABLE = "table"
    ADDING = "adding"
    COMPARING = "comparing"


class Step(StrEnum):
    """The next thing to do with what is shown: the primary button."""

    CHANGE = "change"
    SEND = "send"
    ACCEPT = "accept"
    WAIT = "wait"
    """Somebody else has to look at it."""
    PUT_IN_FORCE = "put-in-force"


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the table."""

    messages: tuple[Message, ...]
    bad: bool = True


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong at one cell: a mistake, or less than the law asks for."""

    when: Conditions
    term: str
    message: Message
    mistake: bool


@dataclass(frozen=True, kw_only=True)
class PolicyState:
    """``draft`` is empty while a version is shown; ``policy`` is the one or the other."""

    page: Page = Page.TABLE
    busy: bool = False
    saving: bool = False
    said: Said | None = None
    today: date | None = None
    staff_id: int = 0
    versions: tuple[Version, ...] = ()
    drafts: tuple[Draft, ...] = ()
    goods: tuple[DepartmentNamed, ...] = ()
    policy: Policy | None = None
    outline: Outline = _NO_ROWS
    """Of ``policy``; made once for each by :meth:`showing`."""
    draft: Draft | None = None
    when: Conditions = WHOLE_SHOP
    column: Column = Column.WINDOW
    term: str = "window"
    """Of the chosen cell, the term whose editor is open."""
    compared: int = 0
    """The number of the version beside which the shown policy is laid."""
    beside: Policy | None = None
    differences: tuple[Difference, ...] = ()
    hurts: tuple[ClauseHurts, ...] = ()
    """Which clauses customers complain of."""
    undoable: bool = False
    redoable: bool = False

    @cached_property
    def department_of(self) -> Mapping[str, str]:
        """Of each category that lies in one department alone, in lower case."""
        found: dict[str, set[str]] = {}
        for department in self.goods:
            for category in department.categories:
                found.setdefault(category.casefold(), set()).add(department.name.casefold())
        return {
            category: next(iter(inside))
            for category, inside in found.items()
            if len(inside) == 1
        }

    @cached_property
    def spelling(self) -> Mapping[str, str]:
        """The shop's own words as its list writes them, by the same in lower case."""
        named = {each.name.casefold(): each.name for each in self.goods}
        inside = {name.casefold(): name for each in self.goods for name in each.categories}
        return {**inside, **named}

    def showing(self, policy: Policy) -> PolicyState:
        """The same with another policy, and its rows."""
        return replace(self, policy=policy, outline=outline(policy, self.department_of))

    @property
    def row(self) -> Row | None:
        return self.outline.row(self.when)

    @property
    def editable(self) -> bool:
        return self.draft is not None and self.draft.state == "editing" and not self.busy

    def about_clause(self, number: int) -> Conditions:
        """Whom a clause is about, in the shown policy or the one beside it."""
        for policy in (self.policy, self.beside):
            clause = policy.clause(number) if policy else None
            if clause is not None:
                return frozenset(clause.when)
        return WHOLE_SHOP

    @property
    def terms(self) -> tuple[str, ...]:
        """What can be set in the chosen cell."""
        given = self.row.terms if self.row else ()
        return terms_in(self.column, given, whole_shop=not self.when)

    @property
    def step(self) -> Step:
        draft = self.draft
        if draft is None:
            return Step.CHANGE
        match draft.state:
            case "in-review":
                return Step.WAIT if draft.author_id == self.staff_id else Step.ACCEPT
            case "accepted":
                return Step.PUT_IN_FORCE
            case _:
                return Step.SEND

    @cached_property
    def troubles(self) -> tuple[Trouble, ...]:
        """Mistakes first: those keep a draft back."""
        draft, policy = self.draft, self.policy
        if draft is None or policy is None:
            return ()
        return (
            *(_mistaken(policy, each) for each in draft.mistakes),
            *(_weak(policy, each) for each in draft.weaknesses),
        )

    def troubles_at(self, when: Conditions, column: Column) -> tuple[Trouble, ...]:
        return tuple(
            each
            for each in self.troubles
            if each.when == when and column_of(each.term) is column
        )


def _mistaken(policy: Policy, mistake: Mistake) -> Trouble:
    """The cell a path leads to: ``("clause", 2, "fee", "restocking", "percent")``."""
    match mistake.path:
        case ("clause", int(at), *rest) if at < len(policy.clauses):
            clause = policy.clauses[at]
            names = [".".join(map(str, rest[:length])) for length in (2, 1)]
            term = next((name for name in names if name in clause.terms), names[-1])
            term = str(mistake.message.facts.get("term", term))  # a tie is the whole clause's
            return Trouble(frozenset(clause.when), term, mistake.message, mistake=True)
    return Trouble(WHOLE_SHOP, "name", mistake.message, mistake=True)


def _weak(policy: Policy, weakness: Weakness) -> Trouble:
    clause = policy.clause(weakness.clause)
    when = frozenset(clause.when) if clause else WHOLE_SHOP
    return Trouble(when, weakness.term, weakness.message, mistake=False)


def captured(row: Row) -> frozenset[str]:
    """What a row needs before yes, of its own or inherited."""
    return frozenset(
        name.removeprefix(f"{CAPTURES}.")
        for name in row.terms
        if name.startswith(f"{CAPTURES}.") and (given := row.given(name)) and given.value
    )
