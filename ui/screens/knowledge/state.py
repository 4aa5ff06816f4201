"""All that the page of what the shop knows shows at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.values.questions import EntryState

if TYPE_CHECKING:
    from models.values import Message
    from models.values.questions import Known


@dataclass(frozen=True, slots=True)
class Said:
    """A notice over the page."""

    messages: tuple[Message, ...]
    bad: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeState:
    looked: bool = False
    """Whether anything was read at all."""
    busy: bool = False
    said: Said | None = None
    changes: bool = False
    """Whether whoever is here may change anything."""
    sought: str = ""
    entries: tuple[Known, ...] = ()
    """What is known of what is sought, best first; all, the last changed first, where nothing
    is."""
    picked: Known | None = None
    """As it stood when it was picked: the edition that a change is based on."""
    theirs: Known | None = None
    """What somebody else made of it while it was changed here."""
    merging: Known | None = None
    """What is to become one with another, which is picked now."""
    asked: str = ""
    said_text: str = ""
    """As typed."""
    turn: int = 0
    """Moves on whenever the fields begin anew, so that what was typed goes."""

    @property
    def changed(self) -> bool:
        """Whether what is typed differs from what stands there."""
        picked = self.picked
        if picked is None or not self.writes:
            return False
        return (self.asked.strip(), self.said_text.strip()) != (picked.asked, picked.said)

    @property
    def writes(self) -> bool:
        """Whether what is picked may be said otherwise."""
        picked = self.picked
        return self.changes and picked is not None and picked.state is not EntryState.MERGED

    @property
    def may_merge(self) -> bool:
        """Whether what is picked can take in what is to be merged."""
        picked, gone = self.picked, self.merging
        if picked is None or gone is None or picked.id == gone.id:
            return False
        return picked.state is EntryState.CURRENT
