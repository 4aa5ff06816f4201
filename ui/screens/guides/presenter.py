"""What the page of the guides says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.services.guides import go_back_to_guide, list_guides, set_guide
from models.values import Message, Refused, Topic
from models.values.cases import CaseKind
from models.values.guides import GuideSeen, GuideStep
from receipts.guides import guide_texts, guide_words
from receipts.language import Language
from ui.screens.guides.state import GuidesState, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.unit import Unit
    from ui.screens.guides.state import Steps
    from ui.work import Work


class GuidesPresenter:
    """A guide's steps, version by version. Every change is a new state, shown whole.

    ``closed`` is called where the person goes back.
    """

    def __init__(
        self,
        work: Work,
        show: Callable[[GuidesState], None],
        language: str,
        closed: Callable[[], None] = lambda: None,
        kind: CaseKind = CaseKind.INQUIRY,
    ) -> None:
        self._work = work
        self._show = show
        self._closed = closed
        self._state = GuidesState(language=language, kind=kind)
        self._warned = False

    @property
    def state(self) -> GuidesState:
        return self._state

    def start(self) -> None:
        self._load(begin=True)

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Somebody else may have changed it; what is typed here is not lost over that."""
        if Topic.CASES in topics and not self._state.busy:
            self._load(begin=not self._state.changed)

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def close(self) -> None:
        """Back to where one came from; what is typed is asked about once."""
        if not self._keeps_typed():
            self._closed()

    def choose(self, kind: CaseKind, language: str) -> None:
        """Another guide; what is typed is asked about once."""
        state = self._state
        if (kind, language) == (state.kind, state.language) or state.busy:
            self._set(state)
            return
        if self._keeps_typed():
            return
        self._state = replace(state, kind=kind, language=language, said=None)
        self._load(begin=True)

    def type(self, step: GuideStep, text: str) -> None:
        state = self._state
        if text == state.texts.get(step, ""):
            return
        self._warned = False
        wrong = {where: said for where, said in state.wrong.items() if where is not step}
        self._edit(replace(state, texts={**state.texts, step: text}, wrong=wrong))

    def show_version(self, version: int) -> None:
        """An older one stands beside what is typed."""
        if any(each.version == version for each in self._state.versions):
            self._set(self._beside(replace(self._state, shown=version)))

    def go_back(self) -> None:
        """The version that is shown stands again, as a new one."""
        state = self._state
        if not state.busy and state.looked and state.shown != state.base:
            self._set(replace(state, busy=True, said=None))
            kind, language, shown, base = state.kind, state.language, state.shown, state.base
            self._work.run(
                lambda unit: go_back_to_guide(unit, kind, language, shown, base),
                self._saved,
                self._failed,
            )

    def save(self) -> None:
        """It is read so from now on."""
        state = self._state
        if not state.busy and state.looked and state.changed:
            self._set(replace(state, busy=True, said=None, wrong={}))
            kind, language, texts, base = state.kind, state.language, state.texts, state.base
            self._work.run(
                lambda unit: set_guide(unit, kind, language, texts, base),
                self._saved,
                self._failed,
            )

    # What comes back from the worker.

    def _looked(self, versions: tuple[GuideSeen, ...], begin: bool) -> None:
        newest = versions[0]
        if (newest.kind, newest.language) != (self._state.kind, self._state.language):
            return
        if not begin and versions == self._state.versions:
            return
        state = replace(
            self._state, looked=True, versions=versions, shown=newest.version, busy=False
        )
        if begin:
            texts = self._texts(newest)
            state = replace(state, texts=texts, wrong={}, turn=state.turn + 1)
        self._edit(self._beside(state))

    def _saved(self, _: GuideSeen) -> None:
        said = Said((Message("guide-saved"),), bad=False)
        self._state = replace(self._state, busy=False, said=said)
        self._load(begin=True)

    def _failed(self, problem: Exception) -> None:
        """What is wrong with a step is said there; what somebody else saved meanwhile is
        shown beside what is typed, which may then be saved over it."""
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        wrong: dict[GuideStep, tuple[Message, ...]] = {}
        others = []
        for message in messages:
            if "step" in message.facts:
                step = GuideStep(str(message.facts["step"]))
                wrong[step] = (*wrong.get(step, ()), message)
            else:
                others.append(message)
        said = Said(tuple(others)) if others else None
        self._set(replace(self._state, busy=False, said=said, wrong=wrong))
        if any(message.code == "guide-changed" for message in others):
            self._load(begin=False)

    # Steps shared by several of the above.

    def _keeps_typed(self) -> bool:
        """Whether something is typed that was not said to go yet; that is said now."""
        if not self._state.changed or self._warned:
            return False
        self._warned = True
        self._set(replace(self._state, said=Said((Message("guide-not-saved"),))))
        return True

    def _load(self, *, begin: bool) -> None:
        kind, language = self._state.kind, self._state.language

        def versions(unit: Unit) -> tuple[GuideSeen, ...]:
            Language.of(language).say("Greet")  # so that no catalogue is read where it is shown
            return list_guides(unit, kind, language)

        self._work.read_latest(
            "guides", versions, lambda found: self._looked(found, begin), self._failed
        )

    def _edit(self, state: GuidesState) -> None:
        typed = {step: text for step, text in state.texts.items() if text.strip()}
        guide = GuideSeen(kind=state.kind, language=state.language, version=0, words=typed)
        there = self._texts(state.versions[0]) if state.versions else {}
        changed = typed != dict(there)
        self._set(replace(state, changed=changed, preview=self._steps(guide)))

    def _beside(self, state: GuidesState) -> GuidesState:
        (shown,) = (each for each in state.versions if each.version == state.shown)
        return replace(state, older=self._steps(shown))

    def _texts(self, guide: GuideSeen) -> Mapping[GuideStep, str]:
        return guide_texts(Language.of(guide.language), guide)

    def _steps(self, guide: GuideSeen) -> Steps:
        return guide_words(Language.of(guide.language), guide)

    def _set(self, state: GuidesState) -> None:
        self._state = state
        self._show(state)


def _to_nobody(_: GuidesState) -> None:
    """Nobody looks."""
