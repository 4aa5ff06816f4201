"""The letter of apology, as the page of complaints writes and sends it; no widget in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from models.services.apology_letters import begin_letter, write_letter
from models.services.documents import count_print
from models.services.print_jobs import queue_print
from models.values.complaints import ComplaintRemedy
from models.values.printing import PaperKind, PaperWish, sent_to, usual_sheet
from receipts.apology_letters import drafted
from receipts.language import Language
from receipts.papers import document_of
from ui.papers import named

if TYPE_CHECKING:
    from models.services.print_jobs import Queued
    from models.unit import Unit
    from models.values.apology_papers import ApologyLetter
    from models.values.complaints import ComplaintSeen
    from ui.papers import Papers
    from ui.screens.complaints.presenter import ComplaintsPresenter
    from ui.work import Work

SHEET: Final = usual_sheet(PaperKind.APOLOGY)


class LetterPart:
    """There is a letter while the remedy that is looked at is one.

    The words in the page's state are those that stand in the field; whoever wrote none yet
    finds a draft there, in the letter's language.
    """

    def __init__(self, work: Work, papers: Papers, page: ComplaintsPresenter) -> None:
        self._work = work
        self._papers = papers
        self._page = page
        self._language = ""
        self._draft = ""
        self._drawing = self._stale = False

    def begin(self, words: str = "") -> None:
        """With what was written already."""
        self._draft = self._language = ""
        fresh = replace(self._page.state, letter=None, letter_picture=None)
        self._page.set(replace(fresh, letter_words=words))
        self._look()

    def leave(self) -> None:
        """Another remedy is looked at."""
        state = self._page.state
        if state.letter is not None:
            self._page.set(replace(state, letter=None, letter_picture=None))

    def speak(self, language: str) -> None:
        """Another language; a draft that nobody touched is written anew in it."""
        self._language = language
        self._look()

    def draft_again(self) -> None:
        """What it is about was written down meanwhile: a draft that nobody touched says it."""
        self._look()

    def type(self, words: str) -> None:
        self._page.set(replace(self._page.state, letter_words=words))
        self._draw()

    def keep(self, complaint: ComplaintSeen) -> None:
        """It was offered, in these words."""
        if complaint.remedy is ComplaintRemedy.APOLOGY and complaint.remedy_words:
            self._page.set(replace(self._page.state, letter_words=complaint.remedy_words))
            self._look()

    def print(self) -> None:
        def make(unit: Unit, key: int) -> tuple[ApologyLetter, Queued]:
            letter = write_letter(unit, key, self._wish).letter
            return letter, queue_print(unit, letter.head.number)

        key = self._sendable()
        if key is not None:
            self._page.busy()
            self._work.run(lambda unit: make(unit, key), self._printed, self._page.failed)

    def save(self) -> None:
        """As a PDF in the folder of papers; that counts as a print."""

        def make(unit: Unit, key: int) -> tuple[ApologyLetter, int]:
            letter = write_letter(unit, key, self._wish).letter
            return letter, count_print(unit, letter.head.number)

        key = self._sendable()
        if key is not None:
            self._page.busy()
            self._work.compute(
                self._papers.find_folder,
                lambda _: self._work.run(
                    lambda unit: make(unit, key), self._counted, self._page.failed
                ),
                self._page.failed,
            )

    def mail(self) -> None:
        """Write it, and ask where to."""
        key = self._sendable()
        if key is not None:
            self._page.busy()
            self._work.run(
                lambda unit: write_letter(unit, key, self._wish).letter,
                self._to_mail,
                self._page.failed,
            )

    @property
    def _wish(self) -> PaperWish:
        return PaperWish(language=self._language, printed=False)

    def _sendable(self) -> int | None:
        state = self._page.state
        may = state.letter_is_kept and not state.busy and state.addressing is None
        return state.picked if may else None

    def _look(self) -> None:
        key, wish = self._page.state.picked, self._wish
        if key is not None:
            self._work.read_latest(
                "complaint-letter",
                lambda unit: (key, begin_letter(unit, key, wish)),
                self._begun,
                self._page.failed,
            )

    # What comes back from the worker.

    def _begun(self, begun: tuple[int, ApologyLetter]) -> None:
        key, letter = begun
        state = self._page.state
        complaint, page = state.complaint, state.page
        if key != state.picked or complaint is None or page is None:
            return
        words = state.letter_words
        before, case = self._draft, page.case
        language = Language.of(letter.head.language)
        self._draft = drafted(language, complaint.issue, case.promise, case.promised_at)
        if words in ("", before):
            words = letter.words or self._draft
        self._page.set(replace(state, letter=letter, letter_words=words))
        self._draw()

    def _printed(self, made: tuple[ApologyLetter, Queued]) -> None:
        letter, queued = made
        self._written(letter)
        self._page.tell(sent_to(queued.printer))

    def _counted(self, made: tuple[ApologyLetter, int]) -> None:
        letter, copy = made
        self._written(letter)
        name = named(letter.head.number, copy)
        self._work.compute(
            lambda: self._papers.save(document_of(letter, copy), name, SHEET),
            self._page.tell,
            self._page.failed,
        )

    def _to_mail(self, letter: ApologyLetter) -> None:
        self._written(letter)
        self._page.set(replace(self._page.state, busy=False))
        self._page.mailing.begin(letter.head.number)

    def _written(self, letter: ApologyLetter) -> None:
        self._page.set(replace(self._page.state, letter=letter))
        self._draw()

    def _draw(self) -> None:
        """Of what is typed meanwhile only the newest is drawn."""
        letter = self._page.state.as_written
        if self._drawing or letter is None:
            self._stale = self._drawing
            return
        self._drawing, self._stale = True, False
        self._work.compute(
            lambda: self._papers.picture(document_of(letter)), self._drawn, self._not_drawn
        )

    def _drawn(self, picture: bytes) -> None:
        self._drawing = False
        self._page.set(replace(self._page.state, letter_picture=picture))
        if self._stale:
            self._draw()

    def _not_drawn(self, problem: Exception) -> None:
        self._drawing = self._stale = False
        self._page.failed(problem)
