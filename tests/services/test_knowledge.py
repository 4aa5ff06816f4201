"""Answers that were given are found again by any of their words, on both databases alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from models.services.knowledge import (
    change_entry,
    keep_answer,
    list_knowledge,
    mark_outdated,
    merge_entry,
    propose_entry,
    suggest,
)
from models.services.personal import forget_person
from models.services.questions import answer_question, ask_question
from models.services.sealing import BLANK
from models.values import Refused
from models.values.questions import EntryState, QuestionKind
from tests.builders import a_customer
from tests.cases import a_case

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.questions import Known

KNOWN: Final = (
    ("Can I bring a kettle back without the box?", "Yes, within 30 days, with the receipt."),
    ("Where are the filters for the coffee machine?", "Aisle 4, beside the kettles."),
    ("When does the café open on Sunday?", "At ten."),
    ("Apakah ketel listrik bisa ditukar?", "Bisa, dalam 30 hari, dengan struk."),
    ("Bolehkah pengembalian tanpa struk?", "Boleh, dengan kartu identitas."),
    ("Paano isauli ang takure?", "Dalhin ang resibo sa loob ng 30 araw."),
    ("Bukas ba kayo tuwing piyesta, niño?", "Opo, hanggang alas-singko."),
    ("Does the 2nd kettle take 1.5 l, model KX_200?", "It does."),
    ("Stehen Straßenlampen im Angebot?", "Noch bis Samstag."),
)


def keep(shop: Shop, asked: str, said: str, customer_id: int | None = None) -> Known:
    case = a_case(shop, customer_id=customer_id)
    question = shop.run(lambda unit: ask_question(unit, case.id, QuestionKind.OTHER, asked))
    shop.run(lambda unit: answer_question(unit, question.id, said))
    return shop.run(lambda unit: keep_answer(unit, question.id, asked, said))


def uses(shop: Shop, entry: Known, times: int) -> None:
    for _ in range(times):
        case = a_case(shop)
        question = shop.run(
            lambda unit, at=case.id: ask_question(unit, at, QuestionKind.OTHER, "The same?")  # type: ignore[misc]
        )
        shop.run(
            lambda unit, of=question.id: answer_question(unit, of, entry.said, entry.id)  # type: ignore[misc]
        )


@pytest.fixture
def known(shop: Shop) -> tuple[Known, ...]:
    return tuple(keep(shop, asked, said) for asked, said in KNOWN)


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("?", (), id="no word"),
        pytest.param("xylophone", (), id="unknown"),
        pytest.param("box", (0,), id="a word"),
        pytest.param("BOX", (0,), id="large letters"),
        pytest.param("bo", (0, 4), id="a beginning, and another"),
        pytest.param("kettle", (0, 7, 1), id="in the question before the answer"),
        pytest.param("kettle box", (0, 7), id="two words before one; no beginning inside"),
        pytest.param("bo kettle", (0, 7, 1), id="only the last word may be a beginning"),
        pytest.param("can i bring my kettle", (0, 7, 1), id="a whole sentence"),
        pytest.param("cafe", (2,), id="without its accent"),
        pytest.param("CAFÉ op", (2, 6), id="with its accent"),
        pytest.param("ketel", (3,), id="Bahasa Indonesia"),
        pytest.param("pengem", (4,), id="a beginning in Bahasa Indonesia"),
        pytest.param("struk", (4, 3), id="question before answer in Bahasa Indonesia"),
        pytest.param("takure", (5,), id="Filipino"),
        pytest.param("nino", (6,), id="Filipino without its accent"),
        pytest.param("alas-sing", (6,), id="a hyphen parts words"),
        pytest.param("2nd", (7,), id="a figure and letters"),
        pytest.param("1.5", (7,), id="a number with a point"),
        pytest.param("kx-200", (7,), id="a model"),
        pytest.param("strassen", (8,), id="a letter that is two"),
        pytest.param("30", (0, 3, 5), id="a number"),
        pytest.param("' OR box", (0,), id="signs of a query language"),
        pytest.param('box" | & ! :* (', (0,), id="signs of another"),
        pytest.param("NEAR box*", (0,), id="words of a query language"),
    ],
)
def test_what_is_found(
    shop: Shop, known: tuple[Known, ...], typed: str, places: tuple[int, ...]
) -> None:
    found = shop.read(lambda unit: suggest(unit, typed, 9))
    assert [one.id for one in found] == [known[place].id for place in places]


def test_what_answered_more_often_stands_first(shop: Shop) -> None:
    first = keep(shop, "Is there a warranty on pans?", "Two years.")
    second = keep(shop, "Is there a warranty on pots?", "Three years.")
    assert best(shop, "warranty") == [first.id, second.id]
    uses(shop, second, 3)
    assert best(shop, "warranty") == [second.id, first.id]
    assert best(shop, "warranty pans") == [first.id, second.id]
    assert {one.id: one.used for one in shop.read(list_knowledge)} == {
        first.id: 1,
        second.id: 4,
    }


def best(shop: Shop, typed: str) -> list[int]:
    return [one.id for one in shop.read(lambda unit: suggest(unit, typed))]


def test_a_manager_says_it_better(shop: Shop) -> None:
    entry = keep(shop, "Where are pans?", "Aisle 4.")
    asked, said = "Where are the pans and pots?", "Aisle 7."
    changed = shop.run(lambda unit: change_entry(unit, entry.id, 1, asked, said))
    assert (changed.asked, changed.said, changed.edition) == (asked, said, 2)
    assert best(shop, "pots") == [entry.id]
    assert best(shop, "4") == []
    with pytest.raises(Refused, match="knowledge-changed"):
        shop.run(lambda unit: change_entry(unit, entry.id, 1, asked, "Aisle 8."))


def test_what_is_outdated_is_offered_no_more_until_it_is_changed(shop: Shop) -> None:
    entry = keep(shop, "Where are pans?", "Aisle 4.")
    gone = shop.run(lambda unit: mark_outdated(unit, entry.id, 1))
    assert gone.state is EntryState.OUTDATED
    assert best(shop, "pans") == []
    shop.run(lambda unit: change_entry(unit, entry.id, gone.edition, entry.asked, "Aisle 7."))
    assert best(shop, "pans") == [entry.id]


def test_two_that_say_the_same_become_one(shop: Shop) -> None:
    one = keep(shop, "Where are pans?", "Aisle 4.")
    two = keep(shop, "In which aisle are pans?", "In aisle 4.")
    three = keep(shop, "Where are lids?", "Aisle 5.")
    uses(shop, one, 2)
    merged = shop.run(lambda unit: merge_entry(unit, one.id, 1, two.id))
    assert (merged.id, merged.used) == (two.id, 4)
    assert best(shop, "pans") == [two.id]
    uses(shop, one, 1)  # somebody had it on the screen still
    assert {each.id: each.used for each in shop.read(list_knowledge)}[two.id] == 5
    with pytest.raises(Refused, match="knowledge-merged"):
        shop.run(lambda unit: change_entry(unit, one.id, 2, one.asked, one.said))
    for into in (one.id, three.id):
        with pytest.raises(Refused, match="knowledge-not-offered"):
            shop.run(lambda unit, into=into: merge_entry(unit, three.id, 1, into))  # type: ignore[misc]
    with pytest.raises(Refused, match="knowledge-unknown"):
        shop.run(lambda unit: merge_entry(unit, 99, 1, two.id))


@pytest.mark.parametrize(
    ("asked", "said", "why"),
    [
        ("Is Budi Santoso known?", "Yes.", "knowledge-names-customer"),
        ("Is somebody known?", "Yes, call BUDI  SANTOSO.", "knowledge-names-customer"),
        ("Is +62 812 3456 known?", "Yes.", "knowledge-names-customer"),
        ("Is 0812-34.56 known?", "Yes.", "knowledge-names-customer"),
        ("Is 628123456 known?", "Yes.", "knowledge-names-customer"),
        ("Is budi@example.org known?", "Yes.", "knowledge-names-customer"),
        ("Did 4242 4242 4242 4242 pay?", "Yes.", "card-number-refused"),
        ("Did it pay?", "Not 4242424242424242.", "card-number-refused"),
        ("", "Yes.", "knowledge-empty"),
        ("Is it?", "…", "knowledge-empty"),
        ("is it " * 60, "Yes.", "knowledge-long"),
    ],
)
def test_what_everybody_reads_names_nobody(shop: Shop, asked: str, said: str, why: str) -> None:
    customer = a_customer(shop, number="C-177", phone="+628123456", email="budi@example.org")
    case = a_case(shop, customer_id=customer)
    question = shop.run(
        lambda unit: ask_question(unit, case.id, QuestionKind.OTHER, "Am I known?")
    )
    with pytest.raises(Refused, match="question-open"):
        shop.run(lambda unit: keep_answer(unit, question.id, "Is it?", "Yes."))
    shop.run(lambda unit: answer_question(unit, question.id, "Yes."))
    with pytest.raises(Refused, match=why):
        shop.run(lambda unit: keep_answer(unit, question.id, asked, said))
    shop.run(lambda unit: keep_answer(unit, question.id, "Is it?", "Yes."))
    with pytest.raises(Refused, match="knowledge-kept-already"):
        shop.run(lambda unit: keep_answer(unit, question.id, "Is it?", "Yes."))


def test_a_proposal_is_about_nobody(shop: Shop) -> None:
    customer = a_customer(shop, number="C-177", phone="+628123456", email="b@example.org")
    case = a_case(shop, customer_id=customer)
    words = "I'm Budi (b@example.org, 0812-999-4567, C-177): is the kettle 20 cm high?"
    question = shop.run(lambda unit: ask_question(unit, case.id, QuestionKind.OTHER, words))
    shop.run(lambda unit: answer_question(unit, question.id, "Yes, Mr Santoso, 20 cm."))
    proposed = shop.read(lambda unit: propose_entry(unit, question.id))
    assert proposed.asked == (
        f"I'm {BLANK} ({BLANK}, {BLANK}, {BLANK}): is the kettle 20 cm high?"
    )
    assert proposed.said == f"Yes, Mr {BLANK}, 20 cm."


def test_who_is_forgotten_is_told_where_they_still_stand(shop: Shop) -> None:
    """A clerk kept another customer's question with this name in it."""
    a_customer(shop, number="C-1")
    keep(shop, "What did Budi Santoso buy?", "We do not say.")
    forgotten = shop.run(lambda unit: forget_person(unit, "C-1", "asked for it"))
    assert forgotten.still_named == {"knowledge_entry.asked": 1}
