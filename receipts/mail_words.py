"""What an e-mail with a paper says, in the paper's language. It is plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from receipts.language import Language


def one_line(text: str) -> str:
    """Without anything that could end a header and begin another."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def subject(language: Language, number: str, shop: str) -> str:
    return one_line(language.say("{number} from {shop}", number=number, shop=shop))


def body(language: Language, number: str, shop: str) -> str:
    """Short and friendly; no link and no picture, so that nobody has to be wary of it."""
    said = (
        language.say("Hello,"),
        language.say(
            "Here is {number}, as you asked at our counter. It is attached as a PDF.",
            number=number,
        ),
        language.say(
            "Keep it: with its number we find everything again, also without the paper."
        ),
        language.say("Thank you, and see you soon."),
        one_line(shop),
    )
    return "\n\n".join(said) + "\n"


def attachment_name(number: str) -> str:
    return f"{one_line(number)}.pdf"


def trial_name(language: Language) -> str:
    return language.say("The test")


def trial_subject(language: Language, shop: str) -> str:
    return one_line(language.say("A test from {shop}", shop=shop))


def trial_body(language: Language) -> str:
    return (
        language.say("This server takes e-mails with papers of your shop. All is well.") + "\n"
    )
