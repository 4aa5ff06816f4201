"""What must be seen or noted before yes, and what is wrong with the request itself."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.terms import Inspection
from models.values import Quantity
from models.values.codes import Answer, Capture, CureKind, Disposition
from tests.rules.cases import covers, found, judged, said, shop

WRITTEN = [what for what in Capture if what not in (Capture.CUSTOMER, Capture.SERIAL)]


@covers("capture")
@pytest.mark.parametrize("what", WRITTEN)
def test_each_thing_is_asked_for_until_it_is_there(what: Capture) -> None:
    terms = shop(**{f"capture__{what}": True})
    missing = judged(terms)
    assert said(missing) == ("ask", [f"needs-{what}"])
    finding = found(missing, f"needs-{what}")
    assert finding.clause == 1
    assert finding.cure is not None
    assert (finding.cure.kind, finding.cure.facts) == (CureKind.CAPTURE, {"what": what})
    assert said(judged(terms, captured={what: ""})) == ("ask", [f"needs-{what}"])
    assert said(judged(terms, captured={what: "seen"})) == ("accept", [])
    assert said(judged(shop(**{f"capture__{what}": False}))) == ("accept", [])


def test_all_that_is_missing_is_asked_for_even_where_the_line_is_refused() -> None:
    terms = shop(capture__id=True, capture__photo=True, final_sale=True)
    assert said(judged(terms)) == ("refuse", ["final-sale", "needs-id", "needs-photo"])


@pytest.mark.parametrize(
    ("given", "codes"),
    [({}, ["needs-customer"]), ({"known": True}, [])],
)
def test_a_customer_that_the_shop_knows_is_there(
    given: dict[str, Any], codes: list[str]
) -> None:
    assert said(judged(shop(capture__customer=True), **given))[1] == codes
    noted = judged(shop(capture__customer=True), captured={Capture.CUSTOMER: "x"})
    assert said(noted)[1] == ["needs-customer"]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        pytest.param({}, ["needs-serial"], id="nothing"),
        pytest.param({"typed": "S-1"}, [], id="typed"),
        pytest.param({"captured": {Capture.SERIAL: "S-1"}}, [], id="noted"),
        pytest.param({"serial": "S-1"}, ["serial-missing"], id="asked-for-once"),
        pytest.param({"serial": "S-1", "typed": "s-1"}, [], id="the-same"),
    ],
)
def test_a_serial_number_where_the_policy_wants_one(
    given: dict[str, Any], codes: list[str]
) -> None:
    assert said(judged(shop(capture__serial=True), **given))[1] == codes


def test_what_comes_after_a_serial_number_is_still_asked_for() -> None:
    terms = shop(capture__serial=True, capture__photo=True)
    decision = judged(terms, serial="S-1", typed="S-1")
    assert said(decision)[1] == ["needs-photo"]


@pytest.mark.parametrize(
    ("typed", "quantity", "answer", "code", "cure"),
    [
        ("", 1, "ask", "serial-missing", CureKind.CAPTURE),
        ("SN-2", 1, "refuse", "serial-differs", CureKind.ENTRY),
        ("sn-1", 1, "accept", None, None),
        ("SN-1", 2, "refuse", "more-than-left", CureKind.ENTRY),
    ],
)
def test_the_serial_number_must_match(
    typed: str, quantity: int, answer: str, code: str | None, cure: CureKind | None
) -> None:
    decision = judged(shop(), serial="SN-1", typed=typed, quantity=quantity)
    assert said(decision) == (answer, [code] if code else [])
    if code is not None:
        finding = found(decision, code)
        assert (finding.clause, finding.version) == (0, 0)
        assert finding.cure is not None
        assert finding.cure.kind is cure
        if code == "serial-missing":
            assert finding.cure.facts == {"what": Capture.SERIAL}
        if code == "more-than-left":
            asked, left = Quantity.of(2), Quantity.of(1)
            assert finding.message.facts == {"asked": asked, "left": left}


@pytest.mark.parametrize(
    ("given", "answer", "codes"),
    [
        pytest.param({"quantity": 3}, "accept", [], id="all-of-it"),
        pytest.param(
            {"quantity": "3.001", "weighed": True},
            "refuse",
            ["more-than-left"],
            id="a-gram-too-many",
        ),
        pytest.param({"returned": 2, "quantity": 1}, "accept", [], id="the-last-one"),
        pytest.param(
            {"returned": 2, "quantity": 2}, "refuse", ["more-than-left"], id="one-more"
        ),
        pytest.param({"returned": 3}, "refuse", ["nothing-left"], id="none-left"),
        pytest.param(
            {"returned": "2.999", "quantity": "0.001", "weighed": True},
            "accept",
            [],
            id="the-last-gram",
        ),
        pytest.param({"quantity": "0.5"}, "refuse", ["not-by-weight"], id="half-a-kettle"),
        pytest.param({"quantity": "1.001"}, "refuse", ["not-by-weight"], id="a-bit-more"),
        pytest.param({"quantity": "0.5", "weighed": True}, "accept", [], id="weighed"),
        pytest.param({"sold": "0.75", "quantity": "0.5"}, "accept", [], id="part-of-a-weight"),
        pytest.param({"quantity": 0}, "ask", ["quantity-missing"], id="none-asked"),
        pytest.param({"quantity": -1}, "ask", ["quantity-missing"], id="less-than-none"),
        pytest.param({"reason": None}, "ask", ["reason-missing"], id="no-reason"),
        pytest.param({"condition": None}, "ask", ["condition-missing"], id="no-condition"),
        pytest.param(
            {"reason": None, "condition": None, "quantity": 4},
            "refuse",
            ["more-than-left", "reason-missing", "condition-missing"],
            id="the-graver-answer-stands-and-all-is-told",
        ),
    ],
)
def test_the_request_itself(given: dict[str, Any], answer: str, codes: list[str]) -> None:
    decision = judged(shop(), **given)
    assert said(decision) == (answer, codes)
    for code in codes:
        finding = found(decision, code)
        assert (finding.clause, finding.version) == (0, 0)
        if code != "nothing-left":
            assert finding.cure is not None
            assert finding.cure.kind is CureKind.ENTRY


def test_how_many_are_left_is_told() -> None:
    finding = found(judged(shop(), returned=2, quantity=2), "more-than-left")
    assert finding.message.facts == {"asked": Quantity.of(2), "left": Quantity.of(1)}


@covers("inspection")
@pytest.mark.parametrize(
    ("credit", "captured", "answer", "codes"),
    [
        (False, {}, "ask", ["needs-inspection"]),
        (True, {}, "accept", ["held-with-credit"]),
        (False, {Capture.INSPECTION: "fine"}, "accept", []),
        (True, {Capture.INSPECTION: "fine"}, "accept", []),
    ],
)
def test_held_until_somebody_has_looked_inside(
    credit: bool, captured: dict[Capture, str], answer: str, codes: list[str]
) -> None:
    terms = shop(inspection=Inspection(days=14, credit=credit))
    decision = judged(terms, captured=captured)
    assert said(decision) == (answer, codes)
    assert (decision.disposition is Disposition.UNDECIDED) is bool(codes)
    for code in codes:
        finding = found(decision, code)
        assert (finding.clause, finding.message.facts) == (1, {"days": 14})
    if answer == "ask":
        cure = found(decision, "needs-inspection").cure
        assert cure is not None
        assert (cure.kind, cure.facts) == (CureKind.CAPTURE, {"what": Capture.INSPECTION})


def test_the_gravest_answer_of_three() -> None:
    decision = judged(shop(capture__id=True, decided_by="manager"), reason=None)
    assert decision.answer is Answer.OVERRIDE
    assert said(decision)[1] == ["reason-missing", "needs-id", "decided-by-manager"]
