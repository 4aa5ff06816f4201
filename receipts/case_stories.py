"""One line of a case's story, as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipts.case_sentences import STORY
from receipts.journal_words import told

if TYPE_CHECKING:
    from models.values.cases import CaseStory, CaseTold
    from receipts.language import Language


def story_line(language: Language, story: CaseStory, each: CaseTold) -> str:
    """What happened, without who and when, which stand beside it."""
    facts = {**each.facts, "words": each.words}
    return told(language, each.event, facts, story.people, STORY.get(each.event, ()))
