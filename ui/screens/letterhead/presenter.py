"""What the page of the letterhead says and does, with no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from models.services.letterheads import list_letterheads, set_letterhead
from models.values import Message, Refused, Topic
from models.values.letterheads import LetterheadAsked, LetterheadPart, LetterheadWords
from receipts.language import LANGUAGES
from receipts.letterhead_sample import sample_slip
from ui.screens.letterhead.state import LetterheadState, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from models.values.letterheads import LetterheadsSeen, LetterheadVersion
    from models.values.papers import PaperHead
    from models.values.printing import Sheet
    from receipts.document import Document
    from ui.screens.letterhead.state import Place
    from ui.work import Work


class Logos(Protocol):
    """Pictures in and out, both called on the worker."""

    def read(self, place: Path) -> tuple[str, bytes]:
        """A file as the logo that it would become: SHA-256 and PNG; may raise ``Refused``."""
        ...

    def picture(self, document: Document, sheet: Sheet, logos: Mapping[str, bytes]) -> bytes:
        """A PNG of the first page of a paper."""
        ...


class LetterheadPresenter:
    """Header, footer and logo, version by version. Every change is a new state, shown whole.

    ``closed`` is called where the person goes back. Of the paper one picture at a time is
    drawn; what is typed meanwhile is drawn next.
    """

    def __init__(
        self,
        work: Work,
        logos: Logos,
        show: Callable[[LetterheadState], None],
        closed: Callable[[], None] = lambda: None,
    ) -> None:
        self._work = work
        self._logos = logos
        self._show = show
        self._closed = closed
        self._state = LetterheadState()
        self._seen: LetterheadsSeen | None = None
        self._pictures: dict[str, bytes] = {}
        self._base = 0
        self._drawing = False
        self._stale = False

    @property
    def state(self) -> LetterheadState:
        return self._state

    def start(self) -> None:
        self._work.read_latest("letterheads", list_letterheads, self._looked, self._failed)

    def refresh(self, topics: frozenset[Topic]) -> None:
        """Somebody else may have changed it; what is typed here is not lost over that."""
        if Topic.SHOP in topics and not self._state.busy:
            self.start()

    def leave(self) -> None:
        """The screen is gone: answers that are still to come have nobody to see them."""
        self._show = _to_nobody

    def close(self) -> None:
        """Back to where one came from; what is typed stays until somebody saves it."""
        self._closed()

    def set_scope(self, *, own: bool) -> None:
        """For this store alone, or for all that have none of their own."""
        if own is not self._state.own and not self._state.busy and self._seen is not None:
            self._state = replace(self._state, own=own, said=None)
            self._begin(self._seen)

    def set_language(self, language: str) -> None:
        self._edit(replace(self._state, language=language))

    def set_sheet(self, sheet: Sheet) -> None:
        self._edit(replace(self._state, sheet=sheet))

    def type(self, part: LetterheadPart, text: str) -> None:
        """Something else stands in a field of the language that is shown."""
        state = self._state
        place = (state.language, part)
        if text == state.texts.get(place, ""):
            return
        wrong = {where: said for where, said in state.wrong.items() if where != place}
        self._edit(replace(state, texts={**state.texts, place: text}, wrong=wrong))

    def choose_logo(self, place: Path) -> None:
        """Look into a file; it is kept only when the letterhead is saved."""
        if not self._state.busy:
            self._set(replace(self._state, busy=True, said=None))
            self._work.compute(lambda: self._logos.read(place), self._chosen, self._failed)

    def remove_logo(self) -> None:
        self._edit(replace(self._state, logo=""))

    def show_version(self, number: int) -> None:
        """An older one stands in the fields; saving it makes it the newest again."""
        for version in self._state.versions:
            if version.version == number and not self._state.busy:
                self._fill(version)

    def follow(self) -> None:
        """This store is to have the shop's own letterhead again."""
        if self._state.own and not self._state.follows:
            self._save(LetterheadAsked(own=True, base=self._base, words={}, follows=True))

    def save(self) -> None:
        """Papers look like that from now on."""
        state = self._state
        known = self._seen.pictures if self._seen else {}
        chosen = state.logo and state.logo not in known
        self._save(
            LetterheadAsked(
                own=state.own,
                base=self._base,
                logo="" if chosen else state.logo,
                picture=self._pictures[state.logo] if chosen else b"",
                words={language: self._words(language) for language in LANGUAGES},
            )
        )

    # What comes back from the worker.

    def _looked(self, seen: LetterheadsSeen) -> None:
        first = not self._state.looked
        if first:
            self._state = replace(self._state, language=seen.language)
        if first or not self._state.changed:
            self._begin(seen)
        else:
            self._know(seen)
            self._set(replace(self._state, versions=self._versions_of(seen)))

    def _saved(self, seen: LetterheadsSeen) -> None:
        said = Said((Message("letterhead-saved"),), bad=False)
        self._state = replace(self._state, busy=False, said=said)
        self._begin(seen)

    def _chosen(self, logo: tuple[str, bytes]) -> None:
        digest, png = logo
        self._pictures[digest] = png
        self._edit(replace(self._state, busy=False, logo=digest))

    def _drawn(self, png: bytes) -> None:
        self._drawing = False
        self._set(replace(self._state, preview=png))
        if self._stale:
            self._draw()

    def _not_drawn(self, problem: Exception) -> None:
        self._drawing = self._stale = False
        self._failed(problem)

    def _failed(self, problem: Exception) -> None:
        """What is wrong with a field is said at the field, and the first of them shown."""
        messages = problem.messages if isinstance(problem, Refused) else (Message("bug"),)
        wrong: dict[Place, tuple[Message, ...]] = {}
        others = []
        for message in messages:
            if "part" in message.facts:
                part = LetterheadPart(str(message.facts["part"]))
                place = (str(message.facts["language"]), part)
                wrong[place] = (*wrong.get(place, ()), message)
            else:
                others.append(message)
        state = replace(self._state, busy=False, said=Said(tuple(others)) if others else None)
        languages = [language for language, _ in wrong]
        if languages and state.language not in languages:
            state = replace(state, language=languages[0], turn=state.turn + 1)
        self._set(replace(state, wrong=wrong))
        if languages:
            self._draw()

    # Steps shared by several of the above.

    def _save(self, asked: LetterheadAsked) -> None:
        if self._state.busy or self._seen is None:
            return
        self._set(replace(self._state, busy=True, said=None))
        self._work.run(lambda unit: set_letterhead(unit, asked), self._saved, self._failed)

    def _begin(self, seen: LetterheadsSeen) -> None:
        """The fields anew: the newest version, or the shop's where this store has none."""
        self._know(seen)
        versions = self._versions_of(seen)
        self._base = versions[0].version if versions else 0
        self._state = replace(
            self._state, looked=True, stores=seen.stores, versions=versions, changed=False
        )
        source = versions[0] if versions and not versions[0].follows else None
        if source is None and self._state.own:
            source = seen.shop[0] if seen.shop else None
        self._fill(source)

    def _know(self, seen: LetterheadsSeen) -> None:
        self._seen = seen
        self._pictures.update(seen.pictures)

    def _versions_of(self, seen: LetterheadsSeen) -> tuple[LetterheadVersion, ...]:
        return seen.own if self._state.own else seen.shop

    def _fill(self, version: LetterheadVersion | None) -> None:
        texts: dict[Place, str] = {}
        for language, said in version.words.items() if version else ():
            texts[language, LetterheadPart.HEADER] = "\n".join(said.header)
            texts[language, LetterheadPart.FOOTER] = "\n".join(said.footer)
        state = self._state
        self._edit(
            replace(
                state,
                texts=texts,
                logo=version.logo if version else "",
                shown=version.version if version and version in state.versions else 0,
                wrong={},
                turn=state.turn + 1,
            )
        )

    def _edit(self, state: LetterheadState) -> None:
        self._set(replace(state, changed=self._differs(state)))
        self._draw()

    def _differs(self, state: LetterheadState) -> bool:
        newest = state.versions[0] if state.versions else None
        if newest is not None and newest.follows:
            newest = None
        typed = {language: self._words(language, state) for language in LANGUAGES}
        there = {
            language: (newest.words if newest else {}).get(language, LetterheadWords())
            for language in LANGUAGES
        }
        return typed != there or state.logo != (newest.logo if newest else "")

    def _words(self, language: str, state: LetterheadState | None = None) -> LetterheadWords:
        texts = (state or self._state).texts
        header, footer = (
            tuple(line for line in texts.get((language, part), "").splitlines() if line.strip())
            for part in LetterheadPart
        )
        return LetterheadWords(header=header, footer=footer)

    def _draw(self) -> None:
        if self._seen is None:
            return
        self._stale = self._drawing
        if self._drawing:
            return
        self._drawing = True
        head, sheet, logos = self._head(self._seen), self._state.sheet, dict(self._pictures)
        self._work.compute(
            lambda: self._logos.picture(sample_slip(head), sheet, logos),
            self._drawn,
            self._not_drawn,
        )

    def _head(self, seen: LetterheadsSeen) -> PaperHead:
        """As papers would have it: the shop's words stand in for a language without any."""
        state, none = self._state, LetterheadWords()
        said = self._words(state.language)
        if said == none:
            said = self._words(seen.language)
        return replace(
            seen.heads[state.language], logo=state.logo, header=said.header, footer=said.footer
        )

    def _set(self, state: LetterheadState) -> None:
        self._state = state
        self._show(state)


def _to_nobody(_: LetterheadState) -> None:
    """Nobody looks."""
