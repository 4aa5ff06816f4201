"""What the program suggests to say to a customer, where the shop has no words of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.values.cases import CaseKind
from models.values.guides import GuideStep
from receipts.language import mark
from receipts.sentences import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.values.guides import GuideSeen
    from receipts.language import Language

GUIDE_STEPS: Final[Mapping[str, str]] = {
    GuideStep.GREET: mark("Greet"),
    GuideStep.ASK: mark("Ask"),
    GuideStep.REPEAT: mark("Repeat back"),
    GuideStep.ANSWER: mark("Answer point by point"),
    GuideStep.OFFER: mark("Offer"),
    GuideStep.CLOSE: mark("Say goodbye"),
}

_GREET: Final = mark("Good to see you. How can I help?")
_CLOSE: Final = mark("Is there anything else I can do for you? Thank you for coming in.")
GUIDES: Final = {
    CaseKind.RETURN: {
        GuideStep.GREET: _GREET,
        GuideStep.ASK: mark(
            "What would you like to bring back, and what was it that did not suit you? Do you "
            "have the receipt with you?"
        ),
        GuideStep.REPEAT: mark("So you bring this back for that reason. Did I get it right?"),
        GuideStep.ANSWER: mark(
            "Go through one thing after the other: what is possible, and why. Take your time."
        ),
        GuideStep.OFFER: mark(
            "These are the ways that are open to you. Which of them suits you best?"
        ),
        GuideStep.CLOSE: _CLOSE,
    },
    CaseKind.INQUIRY: {
        GuideStep.GREET: _GREET,
        GuideStep.ASK: mark("What would you like to know? And what do you need it for?"),
        GuideStep.REPEAT: mark("So you would like to know this. Did I understand you well?"),
        GuideStep.ANSWER: mark(
            "Answer one question after the other. If you are not sure, say so and find out."
        ),
        GuideStep.OFFER: mark("May I show it to you, or find out and come back to you?"),
        GuideStep.CLOSE: _CLOSE,
    },
    CaseKind.COMPLAINT: {
        GuideStep.GREET: mark(
            "I am sorry that you had this trouble. Thank you for telling us. What happened?"
        ),
        GuideStep.ASK: mark("Listen to the end. Then ask: what would set this right for you?"),
        GuideStep.REPEAT: mark(
            "So this is what went wrong, and this is what you wish for. Did I get it right?"
        ),
        GuideStep.ANSWER: mark(
            "Take each point in turn: what you can do at once, what you have to ask, and until "
            "when."
        ),
        GuideStep.OFFER: mark("This is what I can do for you now. Would that help you?"),
        GuideStep.CLOSE: mark(
            "Say who does what, and by when. Thank you for your patience; we learn from it."
        ),
    },
    CaseKind.PICKUP: {
        GuideStep.GREET: _GREET,
        GuideStep.ASK: mark("What may I fetch for you? Under which name or number is it?"),
        GuideStep.REPEAT: mark("So it is this that you came to pick up. Is that right?"),
        GuideStep.ANSWER: mark("Let us look together whether all is there and as you wished."),
        GuideStep.OFFER: mark("May I pack it for you, or help you carry it?"),
        GuideStep.CLOSE: _CLOSE,
    },
}


def guide_texts(language: Language, guide: GuideSeen) -> Mapping[GuideStep, str]:
    """What to say at each step, by its code: the program's words where the shop has none."""
    usual = GUIDES[guide.kind]
    return guide.words or {step: language.say(text) for step, text in usual.items()}


def guide_words(language: Language, guide: GuideSeen) -> tuple[tuple[str, str], ...]:
    """Each step's name and what to say: in the shop's own words where it has some."""
    said = guide_texts(language, guide)
    return tuple(
        (word(language, GUIDE_STEPS, step), said[step]) for step in GuideStep if step in said
    )
