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
    GuideStep.ANSWER: mark("Answer"),
    GuideStep.OFFER: mark("Offer"),
    GuideStep.CLOSE: mark("Close"),
}

_GREET: Final = mark("Good to see you. How can I help?")
_CLOSE: Final = mark("Is there anything else I can do for you? Thank you for coming.")
GUIDES: Final = {
    CaseKind.RETURN: {
        GuideStep.GREET: _GREET,
        GuideStep.ASK: mark("What would you like to bring back, and do you have the receipt?"),
        GuideStep.REPEAT: mark("So this is to come back because of that. Is that right?"),
        GuideStep.ANSWER: mark("Say for each thing what is possible, and why."),
        GuideStep.OFFER: mark("Would you like the money, another one, or a voucher?"),
        GuideStep.CLOSE: _CLOSE,
    },
    CaseKind.INQUIRY: {
        GuideStep.GREET: _GREET,
        GuideStep.ASK: mark("What would you like to know? What is it for?"),
        GuideStep.REPEAT: mark("You would like to know this. Did I understand you?"),
        GuideStep.ANSWER: mark(
            "Answer one question after the other. Say so if you do not know."
        ),
        GuideStep.OFFER: mark("Shall I show it to you, or find out and call you?"),
        GuideStep.CLOSE: _CLOSE,
    },
    CaseKind.COMPLAINT: {
        GuideStep.GREET: mark("I am sorry that you had trouble. Please tell me what happened."),
        GuideStep.ASK: mark("Listen to the end. Then ask what would make it good for you."),
        GuideStep.REPEAT: mark("So this went wrong, and you would like that. Is that right?"),
        GuideStep.ANSWER: mark("Say for each point what you can do now and what takes longer."),
        GuideStep.OFFER: mark("This is what I can do for you. Would that be good?"),
        GuideStep.CLOSE: mark("Say who does what by when. Thank you for telling us."),
    },
    CaseKind.PICKUP: {
        GuideStep.GREET: _GREET,
        GuideStep.ASK: mark("What may I bring you? On which name or number is it?"),
        GuideStep.REPEAT: mark("So you are here for this order. Is that right?"),
        GuideStep.ANSWER: mark("Show that everything is there and as it should be."),
        GuideStep.OFFER: mark("May I pack it or help you carry it?"),
        GuideStep.CLOSE: _CLOSE,
    },
}


def guide_words(language: Language, guide: GuideSeen) -> tuple[tuple[str, str], ...]:
    """Each step's name and what to say: in the shop's own words where it has some."""
    usual = GUIDES[guide.kind]
    said = guide.words or {step: language.say(text) for step, text in usual.items()}
    return tuple(
        (word(language, GUIDE_STEPS, step), said[step]) for step in GuideStep if step in said
    )
