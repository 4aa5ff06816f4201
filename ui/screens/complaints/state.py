"""All that the page of complaints shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from models.values.complaints import ON_PAPER, About, ComplaintRemedy, Step

if TYPE_CHECKING:
    from models.services.complaint_pages import ComplaintsPage, Given
    from models.values import Message
    from models.values.apology_papers import ApologyLetter
    from models.values.complaints import ComplaintSeen
    from ui.mailing import Addressing

STEPS: Final = (Step.CALM, Step.ISSUE, Step.REMEDY, Step.PROMISE)
"""Those that are gone through; *settled* is where they end."""


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page."""

    messages: tuple[Message, ...]
    bad: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintsState:
    busy: bool = False
    said: Said | None = None
    page: ComplaintsPage | None = None
    """Nothing until it was read."""
    picked: int | None = None
    """The id of the complaint that is shown; nothing for one that is only being written."""
    step: Step = Step.CALM
    """Which is in front, whether it was reached or not."""
    about: About = field(default_factory=About)
    about_name: str = ""
    """Of what one that is being written is about."""
    turn: int = 0
    """Another number where the fields begin anew."""
    paper: str = ""
    """The number of the paper that the customer takes home, once there is one."""
    picture: bytes | None = None
    letter: ApologyLetter | None = None
    """While the remedy that is looked at is one: what stands around its words, and the words
    where it was sent already."""
    letter_words: str = ""
    """As they stand in the field."""
    letter_picture: bytes | None = None
    addressing: Addressing | None = None
    """A paper that is about to be sent by e-mail."""
    asked: bool = False
    """Whether a manager was asked for a yes to this remedy, from here."""

    @property
    def complaint(self) -> ComplaintSeen | None:
        found = self.page.complaints if self.page else ()
        return next((one for one in found if one.id == self.picked), None)

    @property
    def writes(self) -> bool:
        """Whether a letter is in front."""
        return self.letter is not None and self.step is Step.REMEDY

    @property
    def letter_is_kept(self) -> bool:
        """Whether the letter in the field is what was offered, and may be sent."""
        complaint = self.complaint
        if complaint is None or self.letter is None or complaint.waits_for_yes:
            return False
        kept = complaint.remedy is ComplaintRemedy.APOLOGY and complaint.remedy_words
        return bool(kept) and complaint.remedy_words == self.letter_words.strip()

    @property
    def as_written(self) -> ApologyLetter | None:
        """The letter with the words in the field; a number has only what was sent."""
        letter = self.letter
        if letter is None or letter.words == self.letter_words.strip():
            return letter
        return replace(letter, words=self.letter_words, head=replace(letter.head, number=""))

    @property
    def settled(self) -> bool:
        return self.complaint is not None and self.complaint.step is Step.SETTLED

    def reached(self, step: Step) -> bool:
        """Whether what belongs to a step is on record."""
        complaint = self.complaint
        if complaint is None:
            return False
        if complaint.step is Step.SETTLED:
            return True
        if step is Step.REMEDY and complaint.waits_for_yes:
            return False
        return STEPS.index(step) <= STEPS.index(complaint.step)

    def given(self, remedy: ComplaintRemedy | None = None) -> Given | None:
        """What was given at the counter last since this complaint began, as that remedy or as
        any; nothing where it is told already what made it good."""
        complaint, page = self.complaint, self.page
        if complaint is None or page is None or complaint.remedy is not None:
            return None
        named = {each.remedy_paper for each in page.complaints}
        found = (
            each
            for each in reversed(page.given)
            if each.at >= complaint.began_at
            and each.paper not in named
            and remedy in (None, each.remedy)
        )
        return next(found, None)

    def beyond(self, remedy: ComplaintRemedy) -> bool:
        """Whether it takes a manager's yes from whoever looks."""
        complaint, page = self.complaint, self.page
        if complaint is None or page is None or remedy in ON_PAPER:
            return False
        if remedy is ComplaintRemedy.APOLOGY and self.letter_is_kept:
            return False
        return complaint.severity > page.alone
