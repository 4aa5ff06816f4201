"""The letter of apology: in the words that were offered and allowed, once, and forgettable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.services.apology_letters import begin_letter, write_letter
from models.services.case_views import case_story
from models.services.complaint_remedies import allow_remedy, choose_remedy, settle_complaint
from models.services.complaint_views import complaints_in
from models.services.complaints import ComplaintAsked, begin_complaint, name_issue
from models.services.mail import address_for
from models.services.papers import open_any
from models.services.personal import forget_person
from models.services.print_jobs import list_open_jobs, queue_print
from models.services.sealing import BLANK
from models.values import Refused
from models.values.apology_papers import ApologyLetter
from models.values.complaints import About, ComplaintKind, ComplaintRemedy
from models.values.printing import PaperWish
from models.values.shop import Role
from tests.builders import MANAGER, a_customer, a_product
from tests.cases import a_case
from tests.drawers import a_person
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from models.db import Shop
    from models.values.complaints import ComplaintSeen

ITALIAN = PaperWish(language="it")
SORRY = "We are sorry, Budi.\n\nIt will not leak again."


def a_complaint(shop: Shop, severity: int = 2, customer: int | None = None) -> ComplaintSeen:
    case = a_case(shop, customer_id=customer)
    asked = ComplaintAsked(
        case_id=case.id,
        kind=ComplaintKind.GOODS,
        severity=severity,
        said="It leaks!",
        about=About(product_id=a_product(shop, "Blender")),
    )
    begun = shop.run(lambda unit: begin_complaint(unit, asked))
    return shop.run(lambda unit: name_issue(unit, begun.id, "It leaks", "Another one"))


def offered(shop: Shop, key: int, words: str = SORRY) -> ComplaintSeen:
    return shop.run(lambda unit: choose_remedy(unit, key, ComplaintRemedy.APOLOGY, words))


def written(shop: Shop, key: int, wish: PaperWish = PaperWish()) -> ApologyLetter:  # noqa: B008
    return shop.run(lambda unit: write_letter(unit, key, wish)).letter


def remedied(shop: Shop, complaint: ComplaintSeen) -> ComplaintSeen:
    (found,) = shop.read(lambda unit: complaints_in(unit, complaint.case_id))
    return found


def test_the_letter_is_the_remedys_paper_and_stands_in_the_case(shop: Shop) -> None:
    complaint = a_complaint(shop, customer=a_customer(shop))
    begun = shop.read(lambda unit: begin_letter(unit, complaint.id))
    assert (begun.head.number, begun.words, begun.customer) == ("", "", "Budi Santoso")
    offered(shop, complaint.id)
    letter = written(shop, complaint.id, PaperWish(language="id"))
    assert (letter.head.number, letter.head.language) == ("L1-000001", "id")
    assert (letter.case, letter.about, letter.by) == (
        complaint.case,
        "Blender",
        MANAGER.name,
    )
    assert letter.words == SORRY
    assert remedied(shop, complaint).remedy_paper == "L1-000001"
    story = shop.read(lambda unit: case_story(unit, complaint.case_id))
    assert "L1-000001" in story.papers
    assert shop.read(lambda unit: open_any(unit, "L1-000001")).paper == letter
    nothing_is_wrong(shop)


def test_the_same_words_are_one_letter_and_others_another(shop: Shop) -> None:
    complaint = a_complaint(shop)
    offered(shop, complaint.id)
    first = written(shop, complaint.id)
    assert written(shop, complaint.id) == first
    assert offered(shop, complaint.id).remedy_paper == first.head.number
    assert shop.read(lambda unit: begin_letter(unit, complaint.id)) == first
    assert offered(shop, complaint.id, "We are very sorry").remedy_paper == ""
    assert written(shop, complaint.id).head.number == "L1-000002"
    offered(shop, complaint.id, "We are sorry once more")
    shop.run(lambda unit: settle_complaint(unit, complaint.id))
    with pytest.raises(Refused, match="complaint-settled"):
        written(shop, complaint.id)


def test_a_settled_complaint_keeps_its_letter(shop: Shop) -> None:
    complaint = a_complaint(shop)
    offered(shop, complaint.id)
    letter = written(shop, complaint.id)
    shop.run(lambda unit: settle_complaint(unit, complaint.id))
    assert written(shop, complaint.id) == letter


def test_a_grave_one_is_not_written_before_a_managers_yes(shop: Shop) -> None:
    clerk = a_person(shop, "Bela", "2", Role.CLERK, "8642")
    shop.person = clerk
    complaint = a_complaint(shop, severity=3)
    assert offered(shop, complaint.id).waits_for_yes
    with pytest.raises(Refused, match="letter-waits-for-yes"):
        written(shop, complaint.id)
    shop.person = MANAGER
    shop.run(lambda unit: allow_remedy(unit, complaint.id))
    assert written(shop, complaint.id).by == "Bela"
    shop.person = clerk
    again = offered(shop, complaint.id)
    assert (again.waits_for_yes, again.remedy_paper) == (False, "L1-000001")
    assert offered(shop, complaint.id, "We are very sorry").waits_for_yes


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("We pay you £5.", "letter-money"),
        ("Sorry. No refunds, no exchanges.", "letter-forbidden"),
    ],
)
def test_what_no_letter_may_say_is_not_even_offered(shop: Shop, words: str, why: str) -> None:
    complaint = a_complaint(shop)
    with pytest.raises(Refused, match=why):
        offered(shop, complaint.id, words)
    assert remedied(shop, complaint).remedy is None


def test_no_letter_without_words_or_of_another_remedy(shop: Shop) -> None:
    complaint = a_complaint(shop)
    with pytest.raises(Refused, match="letter-not-chosen"):
        written(shop, complaint.id)
    offered(shop, complaint.id, "")
    with pytest.raises(Refused, match="letter-empty"):
        written(shop, complaint.id)
    for reads in (begin_letter, write_letter):
        offered(shop, complaint.id)
        with pytest.raises(Refused, match="language-unknown"):
            shop.run(lambda unit, reads=reads: reads(unit, complaint.id, ITALIAN))  # type: ignore[misc]
    with pytest.raises(Refused, match="complaint-unknown"):
        written(shop, 99)
    with pytest.raises(Refused, match="complaint-unknown"):
        shop.read(lambda unit: begin_letter(unit, 99))


def test_it_is_printed_and_mailed_as_other_papers_are(shop: Shop) -> None:
    complaint = a_complaint(shop, customer=a_customer(shop, email="budi@example.com"))
    offered(shop, complaint.id)
    code = written(shop, complaint.id).head.number
    assert shop.run(lambda unit: queue_print(unit, code)).copy == 0
    assert [job.code for job in shop.read(list_open_jobs)] == [code]
    assert shop.read(lambda unit: address_for(unit, code)).address == "budi@example.com"


def test_who_is_forgotten_leaves_no_word_of_it(shop: Shop) -> None:
    complaint = a_complaint(shop, customer=a_customer(shop, number="C-1"))
    offered(shop, complaint.id)
    code = written(shop, complaint.id).head.number
    forgotten = shop.run(lambda unit: forget_person(unit, "C-1", "wish"))
    letter = shop.read(lambda unit: open_any(unit, code)).paper
    assert isinstance(letter, ApologyLetter)
    assert (letter.customer, letter.words) == (forgotten.pseudonym, BLANK)
    assert "Budi" not in str(letter)
    nothing_is_wrong(shop)
