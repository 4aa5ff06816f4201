"""The registry of terms: what names there are, and that each has cases in these tests."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from models.rules.facts import FACTS
from models.rules.terms import OPEN, TERMS, Shape, term_of
from models.values.codes import Capture
from tests.rules.cases import WITH_CASES, covers, judged, shop


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("window", Shape.WINDOW),
        ("no_receipt.item", Shape.MONEY),
        ("exchange.once", Shape.FLAG),
        ("fee.restocking", Shape.FEE),
        ("fee.opened.box", None),
        ("velocity.often", Shape.VELOCITY),
        ("capture.id", Shape.FLAG),
        ("capture.approval-number", Shape.FLAG),
        ("capture.shoe-size", None),
        ("refund.instead.cheque", Shape.OPTION),
        ("refund.instead.shells", None),
        ("refund.instead", None),
        ("fee.", None),
        ("fee", None),
        ("weather", None),
        ("", None),
    ],
)
def test_a_term_by_its_name(name: str, shape: Shape | None) -> None:
    if shape is None:
        with pytest.raises(KeyError):
            term_of(name)
    else:
        assert term_of(name).shape is shape


@pytest.mark.parametrize("what", Capture)
def test_every_capture_may_be_asked_for(what: Capture) -> None:
    assert term_of(f"capture.{what}").default is False


def test_defaults_are_among_the_options() -> None:
    for name, term in TERMS.items():
        if term.shape is Shape.OPTION and term.default is not None:
            assert term.default in term.options, name
        if term.shape in (Shape.SOME, Shape.ORDER) and term.default is not None:
            assert set(term.default) <= set(term.options), name


@covers("appeal", "no_receipt.lowest_price_days")
@pytest.mark.parametrize(
    ("terms", "value"),
    [
        ({"appeal": {"en": "Ask the head office."}}, {"en": "Ask the head office."}),
        ({"no_receipt__lowest_price_days": 90}, 90),
    ],
)
def test_terms_that_say_something_to_others(terms: dict[str, Any], value: object) -> None:
    """They decide nothing themselves: papers, vouchers and look-ups ask for them."""
    ((name, _),) = terms.items()
    with_it, without = shop(**terms), shop()
    assert judged(with_it) == judged(without)
    clause = with_it.clauses[0]
    assert clause.terms[name.replace("__", ".")] == value


def test_every_fact_and_every_term_has_its_cases() -> None:
    here = Path(__file__).parent
    for path in here.glob("test_*.py"):
        import_module(f"tests.rules.{path.stem}")
    known = {fact.name for fact in FACTS} | TERMS.keys() | OPEN.keys()
    assert known - WITH_CASES == set()
    assert WITH_CASES - known == set()
