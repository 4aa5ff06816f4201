"""The policy's page says of which clauses customers complain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.outline import WHOLE_SHOP
from models.services import drafts, policies
from models.services.complaints import ComplaintAsked, begin_complaint
from models.values.complaints import About, ComplaintKind
from tests.builders import MANAGER, in_force
from tests.cases import a_case
from tests.ui.at_once import AtOnce
from ui.screens.policy.columns import Column
from ui.screens.policy.presenter import PolicyPresenter
from ui.screens.policy.row_card import RowCard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from models.db import Shop
    from models.rules.policy import Policy
    from models.values import Message
    from ui.screens.policy.state import PolicyState


class NoFiles:
    """Nothing is exported here."""

    def save_policy(self, policy: Policy) -> Message:
        raise AssertionError(policy)


def test_a_row_says_how_often_its_clause_hurts(shop: Shop, qtbot: QtBot) -> None:
    in_force(shop, 'window = "30 days"', 'when.department = "Home"\nwindow = "3 days"')
    codes = []
    for _ in range(3):
        case = a_case(shop)
        codes.append(case.code)
        asked = ComplaintAsked(
            case_id=case.id,
            kind=ComplaintKind.POLICY,
            severity=2,
            said="Three days!",
            about=About(policy=2, clause=2),
        )
        shop.run(lambda unit, asked=asked: begin_complaint(unit, asked))  # type: ignore[misc]
    shown: list[PolicyState] = []
    presenter = PolicyPresenter(
        AtOnce(shop), drafts, policies, NoFiles(), MANAGER.staff_id, shown.append
    )
    presenter.start()
    card = RowCard()
    qtbot.addWidget(card)
    card.show_state(shown[-1])
    assert card.hurts.isHidden()
    (home,) = [row.when for row in shown[-1].outline.rows if row.when != WHOLE_SHOP]
    presenter.choose_cell(home, Column.WINDOW)
    card.show_state(shown[-1])
    assert card.hurts.counts.text() == "Complaints: 3 this quarter, 3 this year"
    assert all(code in card.hurts.cases.text() for code in codes)
