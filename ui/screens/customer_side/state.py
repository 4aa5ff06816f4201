"""What the window on the customer's side shows: what the counter lets them know, and who they
are in the queue."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.services.customer_side import CustomerHere
from ui.customer import ForCustomer

NOBODY = CustomerHere()
NOTHING = ForCustomer()


class Scene(StrEnum):
    IDLE = "idle"
    WELCOME = "welcome"
    LINES = "lines"
    """What is being decided."""
    SIGN = "sign"
    PAID = "paid"
    """It is done, and how it was is asked for where there is a case."""
    GOODBYE = "goodbye"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSees:
    scene: Scene
    language: str
    """The code of the one that the window speaks."""
    ticket: str = ""
    told: ForCustomer = NOTHING
    asks_smile: bool = False
    thanks: bool = False
    """They have said how it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the window knows beside the counter."""

    language: str = "en"
    """The shop's."""
    here: CustomerHere = NOBODY
    spoken: str = ""
    """The language of the paper that was made for whoever stands here; then they are served."""
    signing: bool = False
    attended: bool = False
    """Somebody is signed on, and the counter is not locked."""


def customer_sees(told: ForCustomer, beside: Beside) -> CustomerSees:
    """What the window shows now."""
    here = beside.here
    language = told.language or beside.spoken or beside.language
    if not beside.attended:
        return CustomerSees(scene=Scene.IDLE, language=beside.language)
    asks = here.case_id is not None and not here.rated
    if told.paper:
        scene = Scene.SIGN if beside.signing else Scene.PAID
        return CustomerSees(
            scene=scene,
            language=language,
            told=told,
            asks_smile=asks and scene is Scene.PAID,
            thanks=here.rated,
        )
    if told.lines:
        return CustomerSees(scene=Scene.LINES, language=language, ticket=here.ticket, told=told)
    if here.leaves or (here.case_id is not None and beside.spoken):
        return CustomerSees(
            scene=Scene.GOODBYE, language=language, asks_smile=asks, thanks=here.rated
        )
    if here.case_id is not None:
        return CustomerSees(scene=Scene.WELCOME, language=language, ticket=here.ticket)
    return CustomerSees(scene=Scene.IDLE, language=beside.language)
