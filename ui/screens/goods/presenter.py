"""What the page of goods says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from models.services.goods import list_recent, list_waiting, move_goods, open_goods
from models.services.print_jobs import queue_unnumbered
from models.values import Message, Refused, Topic
from models.values.printing import PaperKind, sent_to
from receipts.item_tags import item_tag
from ui.screens.goods.state import GoodsState, Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.services.goods import GoodsBack, GoodsMoved, GoodsStory
    from models.unit import Unit
    from models.values.codes import Disposition
    from receipts.document import Document
    from ui.work import Work

Lists = tuple[tuple["GoodsBack", ...], tuple["GoodsBack", ...]]


class Papers(Protocol):
    """Where tags become pictures and files; all of it off the ui thread.

    ``save`` is given the tag's code, and answers with where it lies, or raises ``Refused``, as
    ``find_folder`` does before.
    """

    def picture(self, document: Document) -> bytes: ...
    def find_folder(self) -> None: ...
    def save(self, document: Document, name: str) -> Message: ...


class GoodsPresenter:
    """The goods of this store. Every change is a new state, shown whole."""

    def __init__(self, work: Work, papers: Papers, show: Callable[[GoodsState], None]) -> None:
        self._work = work
        self._papers = papers
        self._show = show
        self._state = GoodsState()
        self._request: tuple[tuple[int, Disposition], str] | None = None
        self._before: tuple[int, Disposition] | None = None
        """The goods that were moved last, and what had been decided before."""

    @property
    def state(self) -> GoodsState:
        return self._state

    def start(self) -> None:
        self._look()

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Another page may have taken goods back, or a return was voided."""
        if Topic.RETURNS in topics:
            self._look()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def filter_by(self, of: Disposition | None) -> None:
        """Show only what was decided so of what came back lately; all where it is nothing."""
        if of is not self._state.of:
            self._set(replace(self._state, of=of))
            self._look()

    def pick(self, return_line_id: int) -> None:
        """Show what is known of these goods."""
        if not self._state.busy:
            self._busy()
            self._open(return_line_id)

    def move(self, disposition: Disposition) -> None:
        """Decide what becomes of the goods that were picked: once, however often asked."""
        if self._state.story is None or self._state.busy:
            return
        self._move(self._state.story.goods.return_line_id, disposition, self._moved)

    def undo(self) -> None:
        """What was decided last is taken back: the goods lie where they lay before."""
        if self._before is not None and not self._state.busy:
            self._move(*self._before, self._moved_back)

    def print(self) -> None:
        """A tag has no number and is no receipt: it may be put out as often as it is lost."""
        story = self._state.story
        if story is not None and not self._state.busy:
            self._busy()
            self._work.run(
                lambda unit: queue_unnumbered(unit, PaperKind.TAG, story.tag),
                lambda queued: self._out(sent_to(queued.printer)),
                self._failed,
            )

    def save(self) -> None:
        story = self._state.story
        if story is None or self._state.busy:
            return
        tag = story.tag

        def save() -> Message:
            self._papers.find_folder()
            return self._papers.save(item_tag(tag), tag.code)

        self._busy()
        self._work.compute(save, self._out, self._failed)

    def _look(self) -> None:
        of = self._state.of

        def lists(unit: Unit) -> Lists:
            return list_waiting(unit), list_recent(unit, of)

        self._work.read_latest("goods", lists, self._looked, self._failed)

    def _open(self, return_line_id: int) -> None:
        self._work.read(
            lambda unit: open_goods(unit, return_line_id), self._opened, self._not_here
        )

    def _move(self, line: int, to: Disposition, done: Callable[[GoodsMoved], None]) -> None:
        if self._request is None or self._request[0] != (line, to):
            self._request = (line, to), str(uuid4())
        request = self._request[1]
        self._busy()
        self._work.run(lambda unit: move_goods(unit, request, line, to), done, self._failed)

    # What comes back from the worker.

    def _looked(self, lists: Lists) -> None:
        waiting, recent = lists
        state = replace(self._state, waiting=waiting, recent=recent, looked=True)
        self._set(state)
        here = {goods.return_line_id for goods in (*waiting, *recent)}
        if not state.busy and state.of is None and state.picked and state.picked not in here:
            self._open(state.picked)  # its return may have been voided

    def _opened(self, story: GoodsStory) -> None:
        same = self._state.story is not None and self._state.story.tag == story.tag
        picture = self._state.picture if same else None
        self._set(replace(self._state, busy=False, story=story, picture=picture))
        if picture is None:
            self._work.compute(
                lambda: self._papers.picture(item_tag(story.tag)),
                lambda drawn: self._drawn(story, drawn),
                self._failed,
            )

    def _drawn(self, story: GoodsStory, picture: bytes) -> None:
        if self._state.story == story:
            self._set(replace(self._state, picture=picture))

    def _moved(self, moved: GoodsMoved) -> None:
        goods = moved.goods
        self._before = (goods.return_line_id, moved.before)
        facts = {"goods": goods.description, "disposition": goods.disposition}
        self._after(moved, Said((Message("goods-moved", facts),), bad=False, undo=True))

    def _moved_back(self, moved: GoodsMoved) -> None:
        self._before = None
        goods = moved.goods
        facts = {"goods": goods.description, "disposition": goods.disposition}
        self._after(moved, Said((Message("goods-moved-back", facts),), bad=False))

    def _after(self, moved: GoodsMoved, said: Said) -> None:
        self._request = None
        self._set(replace(self._state, busy=False, said=said))
        self._look()
        self._open(moved.goods.return_line_id)

    def _out(self, message: Message) -> None:
        self._set(replace(self._state, busy=False, said=Said((message,), bad=False)))

    def _not_here(self, problem: Exception) -> None:
        """The goods are gone, with a return that was voided."""
        self._set(replace(self._state, story=None, picture=None))
        self._failed(problem)

    def _failed(self, problem: Exception) -> None:
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        self._set(replace(self._state, busy=False, said=Said(messages)))

    def _busy(self) -> None:
        self._set(replace(self._state, busy=True, said=None))

    def _set(self, state: GoodsState) -> None:
        self._state = state
        self._show(state)


def _to_nobody(_: GoodsState) -> None:
    """Nobody looks."""
