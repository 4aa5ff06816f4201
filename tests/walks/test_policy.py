"""A manager changes a window, tries it on last year, and puts it in force from tomorrow."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.services.people import add_staff
from models.services.policies import list_versions
from models.values.shop import Role
from tests.builders import NOON, PIN, a_line, a_product, a_return, a_sale
from ui.screens.policy.replay_page import ReplayPage
from ui.screens.policy.replay_state import Stage
from ui.screens.policy.screen import PolicyScreen
from ui.screens.policy.state import Step

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from models.db import Shop
    from tests.walks.driver import Clerk


def policy_of(clerk: Clerk) -> PolicyScreen:
    (screen,) = clerk.window.findChildren(PolicyScreen)
    return screen


def open_policy(clerk: Clerk) -> PolicyScreen:
    clerk.press("Ctrl+8")
    clerk.until(lambda: bool(clerk.window.findChildren(PolicyScreen)))
    screen = policy_of(clerk)
    clerk.until(lambda: screen.state.policy is not None and not screen.state.busy)
    return screen


def press_button(clerk: Clerk, name: str) -> None:
    """Tab to a button and press it."""
    clerk.tab_to(lambda each: each.accessibleName() == name or _text(each) == name)
    clerk.press(" ")


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""


def test_from_the_editor_to_the_counter(clerk: Clerk, shop: Shop) -> None:
    kettle = a_product(shop)
    (returned,) = a_sale(shop, a_line(kettle), number="S-0002", sold_at=NOON - timedelta(60))
    a_return(shop, returned, taken_at=NOON - timedelta(20))
    a_sale(shop, a_line(kettle), number="S-0040", sold_at=NOON - timedelta(40))
    with shop.unit() as unit:
        add_staff(
            unit.connection, badge="2", name="Ben Roe", role=Role.MANAGER, language="en", pin=PIN
        )
    clerk.scan("S-0040")
    clerk.sees("10 days late", "Policy 1, clause 1")

    screen = open_policy(clerk)
    clerk.press("F8")
    clerk.until(lambda: screen.state.step is Step.SEND and not screen.state.busy)
    screen.table.sheet.setFocus()
    clerk.press("Return")
    clerk.write("45")
    clerk.press("Return")
    clerk.until(lambda: screen.state.draft is not None and screen.state.draft.edition == 2)
    clerk.rest()
    clerk.sees("45 days; on request by cash.")

    press_button(clerk, "Try it on last year")
    (page,) = clerk.window.findChildren(ReplayPage)
    clerk.until(lambda: page.state.stage is Stage.DONE)
    assert page.state.result is not None
    assert page.state.result.figures.whole.decisions == 1
    clerk.sees("1 line sold")
    clerk.press("Esc")
    clerk.until(screen.isVisible)

    clerk.press("F8")
    clerk.until(lambda: screen.state.step is Step.WAIT and not screen.state.busy)
    clerk.press("Ctrl+L")
    clerk.sign_on("2")
    clerk.until(lambda: clerk.at_the_counter)

    screen = open_policy(clerk)
    clerk.tab_to_field("Which policy is shown")
    clerk.press("Down")
    clerk.sees("Ann Lee asks for your review.")
    clerk.press("F8")
    clerk.until(lambda: screen.state.step is Step.PUT_IN_FORCE and not screen.state.busy)
    clerk.sees("Reviewed by Ben Roe.")
    clerk.press("F8")
    clerk.until(lambda: len(screen.state.versions) == 2)
    newest = shop.read(list_versions)[0]
    assert (newest.number, newest.author, newest.reviewer) == (2, "Ann Lee", "Ben Roe")
    assert newest.in_force_from == NOON.date() + timedelta(1)

    clerk.scan("S-0040")
    clerk.until(lambda: clerk.at_the_counter)
    clerk.sees("10 days late")
    clerk.records.clock = lambda: NOON + timedelta(1)
    clerk.press("Esc")
    clerk.open_sale("S-0040")
    clerk.sees("day 41 of 45")
    assert clerk.bring("KETTLE", "1").answer == "accept"
    clerk.sees("Policy 2, clause 1")
