"""The tag to stick on goods that came back: what it is, why it is here, where it goes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from models.values import Quantity
from receipts.document import Align, Document, Gap, Line, Pair, Size
from receipts.language import Language
from receipts.letterhead import number_codes
from receipts.sentences import CONDITIONS, DISPOSITIONS, REASONS, word

if TYPE_CHECKING:
    from models.values.tag_papers import ItemTag


def item_tag(tag: ItemTag) -> Document:
    """The tag in the shop's language, the largest words what becomes of the goods.

    Raise ``ValueError`` where its language or moment cannot be read.
    """
    language = Language.of(tag.language)
    pairs = [
        (language.say("Quantity"), language.quantity(Quantity(tag.quantity))),
        (language.say("Serial number"), tag.serial),
        (language.say("Reason"), word(language, REASONS, tag.reason)),
        (language.say("Condition"), word(language, CONDITIONS, tag.condition)),
        (language.say("Came back"), language.moment(datetime.fromisoformat(tag.taken_at))),
        (language.say("Store"), tag.store),
    ]
    return Document(
        language.say("Tag {code}", code=tag.code),
        language.code,
        (
            Line(word(language, DISPOSITIONS, tag.disposition), Align.CENTRE, True, Size.LARGE),
            Gap(),
            Line(tag.description, Align.CENTRE, strong=True),
            Line(tag.sku, Align.CENTRE, size=Size.SMALL),
            *(Pair(label, fact, size=Size.SMALL) for label, fact in pairs if fact),
            *number_codes(tag.code),
        ),
    )
