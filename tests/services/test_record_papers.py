"""What is made of the records: extracts of the journal, case files, summaries of a day."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select, update

from models.services import journal_papers
from models.services.abandoned import Left, note_abandoned
from models.services.approvals import Approval
from models.services.case_files import make_case_file
from models.services.day_summaries import business_day_now, make_day_summary
from models.services.decisions import decide_return
from models.services.documents import count_print, open_snapshot
from models.services.journal_papers import make_extract
from models.services.journal_views import Filter, follow, list_entries, open_journal
from models.services.person_records import read_record
from models.services.personal import forget_person
from models.services.shifts import set_drawer_terms
from models.services.voids import void_return
from models.tables.documents import Document
from models.tables.returns import GoodsReturn
from models.values import Refused
from models.values.case_papers import CaseFile
from models.values.day_papers import DaySummary
from models.values.drawer_papers import CashKind
from models.values.events import EventGroup, events_of
from models.values.every_paper import read_paper
from models.values.journal_papers import JournalExtract
from models.values.printing import PaperKind
from receipts.papers import document_of
from receipts.text import lines
from tests.builders import MANAGER, NOON, a_line, a_product, a_sale, in_force
from tests.drawers import BELA_PIN, begin, bela, close, move, sari
from tests.services.test_approvals import BY_MANAGER, ON_THE_SPOT, Counter
from tests.services.test_returns import asking, take
from tests.services.test_verify import attack
from tests.services.verified import nothing_is_wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.db import Shop

TODAY = NOON.date()


def extract(shop: Shop, **wanted: object) -> JournalExtract:
    made = shop.run(lambda unit: make_extract(unit, Filter(**wanted)))  # type: ignore[arg-type]
    assert isinstance(made.paper, JournalExtract)
    return made.paper


def case_file(shop: Shop, reference: str) -> CaseFile:
    made = shop.run(lambda unit: make_case_file(unit, reference))
    assert isinstance(made.paper, CaseFile)
    return made.paper


def summary(shop: Shop, day: date = TODAY, *, whole_shop: bool = True) -> DaySummary:
    made = shop.run(lambda unit: make_day_summary(unit, day, whole_shop=whole_shop))
    assert isinstance(made.paper, DaySummary)
    return made.paper


def printed(shop: Shop, kind: PaperKind, code: str) -> str:
    """As the paper reads today."""
    snapshot, _ = shop.read(lambda unit: open_snapshot(unit, kind, code))
    return "\n".join(lines(document_of(read_paper(kind, snapshot))))


@pytest.fixture
def counter(shop: Shop) -> Counter:
    """A kettle that only a manager takes back, and one yes to it with words."""
    return Counter(shop, f'{BY_MANAGER}\ntext.en = "Kettles: a manager decides."')


class TestExtract:
    def test_it_tells_what_was_looked_for_with_the_seal_of_the_chain(
        self, counter: Counter
    ) -> None:
        counter.take(ON_THE_SPOT)
        shop = counter.shop
        shop.person = MANAGER
        before = shop.read(open_journal)
        taken = extract(
            shop, events=events_of(EventGroup.DECISIONS), text="S-1", since=TODAY, register=1
        )
        assert taken.head.number == "J1-000001"
        assert [(each.event, each.person) for each in taken.entries] == [
            ("ReturnTaken", "Sari")
        ]
        assert (taken.journal_entries, taken.journal_head) == (before.count, before.head)
        assert (taken.wanted.text, taken.wanted.register) == ("S-1", "1")
        assert taken.wanted.since == TODAY.isoformat()
        assert taken.whole
        newest = shop.read(lambda unit: list_entries(unit, Filter())).entries[0]
        assert newest.event == "JournalExtracted"
        assert (newest.body["paper"], newest.body["rows"]) == ("J1-000001", 1)
        nothing_is_wrong(shop)

    def test_a_story_is_told_from_its_beginning(self, counter: Counter) -> None:
        counter.take(ON_THE_SPOT)
        counter.shop.person = MANAGER
        taken = extract(counter.shop)
        assert taken.entries[0].event == "ShopSetUp"
        numbers = [each.number for each in taken.entries]
        assert numbers == sorted(numbers)
        assert dict(taken.people)[MANAGER.staff_id] == "Ann Lee"

    def test_it_takes_the_newest_where_there_are_more(
        self, counter: Counter, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(journal_papers, "MOST", 2)
        counter.take(ON_THE_SPOT)
        counter.shop.person = MANAGER
        taken = extract(counter.shop)
        assert not taken.whole
        assert [each.event for each in taken.entries] == ["ApprovalUsed", "ReturnTaken"]

    def test_where_nothing_is_like_that_there_is_no_paper(self, shop: Shop) -> None:
        with pytest.raises(Refused, match="journal-nothing-like-that"):
            extract(shop, text="R9-000009")
        assert papers_of(shop) == []

    def test_words_stay_aside_and_go_with_the_person(self, counter: Counter) -> None:
        """A reason somebody wrote is on the extract as long as it is in the journal."""
        shop = counter.shop
        slip = counter.take(ON_THE_SPOT).slip.head.number
        shop.person = MANAGER
        taken = extract(shop, text=slip)
        said = [each.body[key] for each in taken.entries for key in each.aside]
        assert "He is right" in said
        assert "He is right" not in stored(shop, "J1-000001")
        shop.run(lambda unit: forget_person(unit, "Budi Santoso", "They asked"))
        told = printed(shop, PaperKind.JOURNAL, "J1-000001")
        assert "He is right" not in told
        assert "•••" in told
        nothing_is_wrong(shop)

    def test_a_journal_that_was_written_anew_is_found_out_by_it(self, shop: Shop) -> None:
        """With the whole chain recomputed, the extract still knows its old seal."""
        move(shop, CashKind.PAID_OUT, 100, "Coffee")
        extract(shop)
        with attack(shop) as somebody:
            number = somebody.one("SELECT number FROM journal WHERE event = 'PaidOut'")
            somebody.sql("UPDATE journal SET body = replace(body, 'Coffee', 'Tea')")
            somebody.recompute_chain(number)
            assert [fault.code for fault in somebody.verified().faults] == ["closing-differs"]


class TestCaseFile:
    @pytest.fixture
    def voided(self, counter: Counter) -> Counter:
        """It came back by a yes, the slip was printed, and it was voided."""
        shop = counter.shop
        slip = counter.take(ON_THE_SPOT).slip.head.number
        shop.run(lambda unit: count_print(unit, slip))
        bela(shop)
        yes = Approval(badge="2", pin=BELA_PIN, reason="Wrong line")
        shop.run(lambda unit: void_return(unit, "v-1", slip, yes))
        shop.person = MANAGER
        return counter

    def test_it_is_the_whole_story(self, voided: Counter) -> None:
        shop = voided.shop
        story = [
            each.event for each in shop.read(lambda unit: follow(unit, "R1-000001")).entries
        ]
        file = case_file(shop, "s-1")
        assert [each.event for each in file.entries] == story
        assert file.head.number == "F1-000001"
        assert (file.sale_number, file.slip) == ("S-1", "R1-000001")
        assert (file.sale_total, file.customer) == (1000, "Budi Santoso")
        assert [(each.number, each.kind, each.amount, each.prints) for each in file.papers] == [
            ("R1-000001", "return", 1000, 1),
            ("A1-000001", "exception", 1000, 0),
            ("X1-000001", "void", -1000, 0),
            ("A1-000002", "exception", 1000, 0),
        ]
        asked = [(each.kind, each.answered_by, each.paper) for each in file.approvals]
        assert asked == [
            ("return", ("Ann Lee",), "R1-000001"),
            ("void", ("Bela",), "X1-000001"),
        ]
        assert [each.text["en"] for each in file.paragraphs] == ["Kettles: a manager decides."]
        nothing_is_wrong(shop)

    def test_what_was_voided_is_no_money_out(self, voided: Counter) -> None:
        file = case_file(voided.shop, "R1-000001")
        assert (file.goods, file.paid_out) == (0, ())

    def test_money_out_is_told_by_tender(self, counter: Counter) -> None:
        counter.take(ON_THE_SPOT)
        counter.shop.person = MANAGER
        file = case_file(counter.shop, "R1-000001")
        assert (file.goods, file.kept) == (1000, 0)
        assert [(part.kind, part.amount) for part in file.paid_out] == [("cash", 1000)]

    def test_the_file_is_of_the_case_and_of_no_story_of_papers(self, voided: Counter) -> None:
        case_file(voided.shop, "R1-000001")
        case = voided.shop.read(lambda unit: follow(unit, "S-1"))
        assert case.entries[-1].event == "CaseFileMade"
        again = case_file(voided.shop, "F1-000001")
        assert again.head.number == "F1-000002"
        assert "F1-000001" not in [each.number for each in again.papers]
        assert again.sale_number == "S-1"

    def test_a_no_is_told_with_its_paragraph(self, shop: Shop) -> None:
        in_force(shop, 'window = "30 days"', 'when = { sku = "kettle" }\nfinal_sale = true')
        a_sale(shop, a_line(a_product(shop)))
        asked = asking(shop, "1")
        decided = shop.read(lambda unit: decide_return(unit, asked))
        shop.run(lambda unit: note_abandoned(unit, [Left(asked, decided)]))
        file = case_file(shop, "S-1")
        (decision,) = file.decisions
        assert decision.event == "ReturnDenied"
        assert ("final-sale", 2, decided.policy) in decision.findings
        assert 2 in [each.number for each in file.paragraphs]

    def test_the_customer_is_forgotten_on_it_too(self, voided: Counter) -> None:
        shop = voided.shop
        case_file(shop, "R1-000001")
        assert "Budi Santoso" not in stored(shop, "F1-000001")
        written = shop.read(lambda unit: read_record(unit, voided.customer))
        assert "F1-000001" in [each["code"] for each in written.tables["document"]]
        shop.run(lambda unit: forget_person(unit, "Budi Santoso", "They asked"))
        told = printed(shop, PaperKind.CASE_FILE, "F1-000001")
        assert "Budi" not in told
        assert "Wrong line" not in told
        nothing_is_wrong(shop)

    def test_what_nobody_knows_has_no_file(self, shop: Shop) -> None:
        with pytest.raises(Refused, match="nothing-found"):
            case_file(shop, "R9-000009")

    def test_a_drawer_has_a_file_without_a_sale(self, shop: Shop) -> None:
        file = case_file(shop, "drawer 1")
        assert (file.sale_number, file.sale_total, file.customer) == ("", None, "")
        assert file.entries[0].event == "TillOpen"


class TestDay:
    def test_a_day_of_nothing_is_a_day_too(self, shop: Shop) -> None:
        day = summary(shop)
        assert (day.times, day.paid_out, day.hours, day.off) == (0, 0, (), None)
        assert day.stores == ("Corner Shop",)
        nothing_is_wrong(shop)

    def test_cases_money_and_why(self, shop: Shop) -> None:
        bela(shop)
        for number, name in (("S-1", "Kettle"), ("S-2", "Kettle"), ("S-3", "Teapot")):
            a_sale(shop, a_line(sku=name.upper(), description=name), number=number)
        take(shop, asking(shop, "1", number="S-1"), "r-1")
        shop.clock = lambda: NOON + timedelta(hours=2, minutes=5)
        take(shop, asking(shop, "1", number="S-2"), "r-2")
        slip = take(shop, asking(shop, "1", number="S-3"), "r-3").slip.head.number
        yes = Approval(badge="2", pin=BELA_PIN, reason="Wrong line")
        shop.run(lambda unit: void_return(unit, "v-1", slip, yes))
        day = summary(shop)
        assert [(each.kind, each.times, each.amount) for each in day.cases] == [
            ("return", 2, 2000),
            ("voided", 1, 1000),
        ]
        assert [(each.kind, each.times, each.amount) for each in day.tenders] == [
            ("cash", 2, 2000)
        ]
        assert [(each.kind, each.times) for each in day.hours] == [
            ("12", 1),
            ("13", 0),
            ("14", 1),
        ]
        assert [(each.kind, each.times) for each in day.reasons] == [("changed-mind", 2)]
        assert [(each.sku, each.times, each.amount) for each in day.products] == [
            ("KETTLE", 2, 2000)
        ]
        assert [(each.kind, each.times) for each in day.requests] == [("used", 1)]
        assert [(each.kind, each.times) for each in day.approvers] == [("Bela", 1)]
        nothing_is_wrong(shop)

    def test_who_left_with_a_no_or_without_anything(self, shop: Shop) -> None:
        in_force(shop, 'window = "30 days"', 'when = { sku = "kettle" }\nfinal_sale = true')
        a_sale(shop, a_line(a_product(shop)))
        a_sale(shop, a_line(a_product(shop, "Teapot"), sku="TEAPOT"), number="S-2")
        for number in ("S-1", "S-2"):
            asked = asking(shop, "1", number=number)
            decided = shop.read(partial(decide_return, asked=asked))
            shop.run(partial(note_abandoned, left=[Left(asked, decided)]))
        day = summary(shop)
        assert (day.denied, day.abandoned) == (1, 1)
        assert "final-sale" in [each.kind for each in day.findings]

    def test_the_day_ends_when_the_shops_day_does(self, shop: Shop) -> None:
        """With four in the morning, what happens at two is of the day before."""
        shop.run(lambda unit: set_drawer_terms(unit, 4, None))
        a_sale(shop)
        shop.clock = lambda: NOON + timedelta(hours=14)
        take(shop, asking(shop, "1"), "r-1")
        assert shop.read(business_day_now) == TODAY
        assert summary(shop).times == 1
        shop.clock = lambda: NOON + timedelta(hours=20)
        assert shop.read(business_day_now) == TODAY + timedelta(1)
        assert summary(shop, TODAY + timedelta(1)).times == 0

    def test_a_week_before_is_beside_it(self, shop: Shop) -> None:
        a_sale(shop)
        take(shop, asking(shop, "1"), "r-1")
        shop.clock = lambda: NOON + timedelta(days=7)
        before = summary(shop, TODAY + timedelta(7)).week_before
        assert (before.kind, before.times, before.amount) == (TODAY.isoformat(), 1, 1000)

    def test_drawers_with_everybody_who_had_them(self, shop: Shop) -> None:
        close(shop, 10_000_100)
        begin(shop, 500)
        move(shop, CashKind.PAID_IN, 100)
        first, second = summary(shop).drawers
        assert (first.register, first.turn, first.people) == ("1", 1, ("Ann Lee",))
        assert (first.paper, first.counted, first.off) == ("Z1-000001", 10_000_100, 100)
        assert (second.paper, second.counted, second.off) == ("", None, None)

    @pytest.mark.parametrize("day", [TODAY + timedelta(1), date.min, date.max])
    def test_a_day_to_come_or_of_another_age_is_refused(self, shop: Shop, day: date) -> None:
        with pytest.raises(Refused, match="day-not-to-sum-up"):
            summary(shop, day)
        assert papers_of(shop) == []

    def test_a_summary_of_one_store_leaves_others_out(self, shop: Shop) -> None:
        a_sale(shop)
        take(shop, asking(shop, "1"), "r-1")
        with shop.unit() as unit:
            unit.connection.exec_driver_sql(
                "INSERT INTO store (code, name, address) VALUES ('9', 'Airport', '')"
            )
            unit.connection.execute(
                update(GoodsReturn).values(
                    store_id=unit.connection.exec_driver_sql(
                        "SELECT id FROM store WHERE code = '9'"
                    ).scalar_one()
                )
            )
        assert summary(shop).times == 1
        assert summary(shop).stores == ("Corner Shop", "Airport")
        here = summary(shop, whole_shop=False)
        assert (here.times, here.stores) == (0, ("Corner Shop",))

    def test_it_asks_as_often_for_a_hundred_cases_as_for_one(self, shop: Shop) -> None:
        def asked() -> int:
            with counting(shop) as statements:
                summary(shop)
            return len(statements)

        a_sale(shop)
        take(shop, asking(shop, "1"), "r-1")
        one = asked()
        for number in range(2, 8):
            a_sale(shop, number=f"S-{number}")
            take(shop, asking(shop, "1", number=f"S-{number}"), f"r-{number}")
        assert asked() == one


def test_who_may_not_read_the_journal_gets_none_of_them(shop: Shop) -> None:
    sari(shop)
    for make in (
        partial(make_extract, wanted=Filter()),
        partial(make_case_file, reference="drawer 1"),
        partial(make_day_summary, day=TODAY),
        business_day_now,
    ):
        with pytest.raises(Refused, match="right-missing"):
            shop.run(make)


def papers_of(shop: Shop) -> list[str]:
    with shop.unit(writes=False) as unit:
        return list(unit.connection.scalars(select(Document.code)))


def stored(shop: Shop, code: str) -> str:
    with shop.unit(writes=False) as unit:
        query = select(Document.snapshot).where(Document.code == code)
        found = unit.connection.execute(query).scalar_one()
    assert json.loads(found)
    return found


@contextmanager
def counting(shop: Shop) -> Iterator[list[str]]:
    """The statements that are asked of the records meanwhile."""
    asked: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(shop.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(shop.engine, "before_cursor_execute", note)
