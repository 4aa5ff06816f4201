"""Delivery, wrapping, deposits: what comes back without being goods."""

from __future__ import annotations

import pytest

from models.rules.windows import Window
from models.values.codes import Capture, Charge, Disposition, GoodsBack, Reason
from tests.builders import a_policy
from tests.rules.cases import codes, covers, judged

DELIVERY, DEPOSIT, SERVICE = Charge.DELIVERY, Charge.DEPOSIT, Charge.SERVICE
NONE, SOME, ALL = GoodsBack.NONE, GoodsBack.SOME, GoodsBack.ALL
CHANGED, FAULTY = Reason.CHANGED_MIND, Reason.FAULTY
SHOPS_OWN = 'window = "30 days"'
ANY_REASON = 'when.charge = "delivery"\nreasons = ["changed-mind"]'
NEVER = 'when.charge = ["wrapping", "service"]\nnever_refunded = true'


@covers("charge")
@pytest.mark.parametrize(
    ("charge", "goods", "reason", "clauses", "answer", "code"),
    [
        pytest.param(DELIVERY, SOME, FAULTY, (), "accept", None, id="with-faulty-goods"),
        pytest.param(DELIVERY, NONE, FAULTY, (), "override", "charge-alone", id="alone"),
        pytest.param(DELIVERY, ALL, CHANGED, (), "override", "charge-kept", id="no-fault"),
        pytest.param(DELIVERY, ALL, CHANGED, (ANY_REASON,), "accept", None, id="a-clause"),
        pytest.param(
            DELIVERY, NONE, CHANGED, (ANY_REASON,), "override", "charge-alone",
            id="a-clause-names-reasons-not-goods",
        ),
        pytest.param(
            DELIVERY, ALL, CHANGED, ('reasons = ["changed-mind"]',), "override",
            "charge-kept", id="a-clause-about-goods",
        ),
        pytest.param(DEPOSIT, NONE, CHANGED, (), "accept", None, id="a-deposit"),
        pytest.param(SERVICE, ALL, CHANGED, (NEVER,), "refuse", "never-refunded", id="never"),
        pytest.param(None, NONE, CHANGED, (NEVER,), "accept", None, id="goods"),
    ],
)  # fmt: skip
def test_when_a_charge_is_paid_back(
    charge: Charge | None,
    goods: GoodsBack,
    reason: Reason,
    clauses: tuple[str, ...],
    answer: str,
    code: str | None,
) -> None:
    policy = a_policy(SHOPS_OWN, *clauses)
    decided = judged(policy, charge=charge, goods_back=goods, reason=reason)
    assert decided.answer == answer
    assert code is None or code in codes(decided)


@pytest.mark.parametrize(
    ("charge", "goods", "answer"),
    [
        pytest.param(DELIVERY, ALL, "accept", id="everything-comes-back"),
        pytest.param(DELIVERY, SOME, "override", id="something-is-kept"),
        pytest.param(SERVICE, ALL, "override", id="work-that-was-done"),
    ],
)
def test_a_withdrawal_by_law_pays_delivery_back_with_all_goods(
    charge: Charge, goods: GoodsBack, answer: str
) -> None:
    policy = a_policy(SHOPS_OWN, country="DE")
    given = {"charge": charge, "goods_back": goods, "reason": CHANGED, "channel": "online"}
    decided = judged(policy, 3, **given)
    assert decided.answer == answer


def test_a_charge_has_no_condition_and_nothing_to_look_at() -> None:
    policy = a_policy(
        'window = "30 days"\ncapture = ["photo", "id"]\ninspection = { days = 5 }\n'
        'conditions = ["sealed"]'
    )
    decided = judged(policy, charge=DEPOSIT, condition=None)
    assert codes(decided) == ["in-window", "needs-id"]
    assert decided.disposition is Disposition.RETURN_TO_STOCK
    assert Capture.PHOTO not in {f.cure.facts.get("what") for f in decided.findings if f.cure}


def test_its_window_is_a_clause_like_any_other() -> None:
    policy = a_policy(SHOPS_OWN, 'when.charge = "deposit"\nwindow = "no limit"')
    assert judged(policy, 400, charge=DEPOSIT).answer == "accept"
    assert judged(policy, 400).answer == "refuse"
    assert policy.clauses[1].terms["window"] == Window(no_limit=True)
