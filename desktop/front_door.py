"""The pages that one comes past before the counter: set-up, sign-on, and the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import places
from desktop.opening import create_shop, make_demo
from models.services.locking import unlock
from models.values import now_utc
from ui.screens.setup.presenter import SetupPresenter
from ui.screens.setup.screen import SetupScreen
from ui.screens.sign_on.presenter import SignOnPresenter
from ui.screens.sign_on.screen import SignOnScreen
from ui.words import say
from ui.work import Ahead

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.db import Shop
    from models.services.locking import Left, Unlocked
    from models.unit import Unit
    from models.values.shop import Person
    from ui.shell import Shell
    from ui.work import QtWork, Work


def sign_on_screen(
    shop: Shop, work: Work, shell: Shell, signed_on: Callable[[Person], None]
) -> SignOnScreen:
    """The page of a counter where nobody is signed on."""
    screen = SignOnScreen(shop.facts.name, demo_hint(shop))
    screen.bind(SignOnPresenter(work, signed_on, screen.show_state))
    shell.scanned.connect(screen.scan)
    shell.hear_scans()
    return screen


def demo_hint(shop: Shop) -> str:
    """How to sign on in a demo; nothing in a real shop."""
    if not shop.facts.demo:
        return ""
    from desktop.demo.people import DEMO_PIN, SENIOR_CLERK

    return say("Demo: badge {badge}, PIN {pin}.", badge=SENIOR_CLERK.badge, pin=DEMO_PIN)


def lock_screen(
    shop: Shop,
    work: QtWork,
    shell: Shell,
    left: Callable[[], Left],
    unlocked: Callable[[Unlocked], None],
) -> SignOnScreen:
    """The page over a counter that somebody left; whoever comes, comes past all that waits."""
    name = left().person.name
    hint = say(
        "Somebody else may sign on here. What {person} entered is put on hold.", person=name
    )
    hint = f"{hint}\n{demo_hint(shop)}".rstrip()
    screen = SignOnScreen(shop.facts.name, hint, locked_by=name)

    def check(unit: Unit, badge: str, pin: str) -> Unlocked:
        return unlock(unit, badge, pin, left())

    screen.bind(SignOnPresenter(Ahead(work), unlocked, screen.show_state, check))
    shell.scanned.connect(screen.scan)
    return screen


def setup_screen(
    work: Work,
    shell: Shell,
    url: str,
    *,
    shop_made: Callable[[], None],
    demo_made: Callable[[], None],
) -> SetupScreen:
    """The page of a machine without a shop: set one up, or look around in the demo."""
    screen = SetupScreen()
    made = {"shop": shop_made, "demo": demo_made}
    chosen = "shop"

    def build(progress: Callable[[int, int], None]) -> None:
        nonlocal chosen
        make_demo(places.demo_url(), now_utc(), progress)
        chosen = "demo"

    presenter = SetupPresenter(
        work.compute,
        lambda answers: create_shop(url, answers),
        build,
        lambda: made[chosen](),
        screen.show_state,
    )
    screen.bind(presenter)
    screen.said_again.connect(shell.say_again)
    presenter.start()
    return screen
