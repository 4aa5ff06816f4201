"""What a shop puts on its papers itself: kept version by version, and told no lies with."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from models.db import open_shop
from models.services.decisions import ComingBack, ReturnAsked, decide_return
from models.services.documents import open_paper
from models.services.letterheads import (
    letterhead_of,
    list_letterheads,
    logos_on,
    paper_language,
    put_logo,
    set_letterhead,
    usual_language,
)
from models.services.returns import take_return
from models.tables.journal import JournalEntry
from models.tables.letterheads import LetterheadRow, Logo
from models.tables.people import Customer
from models.tables.shop import Register, Store
from models.tables.shop import Shop as ShopRow
from models.values import ONE, Message, Money, Refused
from models.values.codes import Condition, Reason
from models.values.letterheads import (
    LONGEST_LINE,
    MOST_LINES,
    NO_LETTERHEAD,
    LetterheadAsked,
    LetterheadWords,
)
from models.values.printing import AS_USUAL, PaperWish, Sheet
from models.values.shop import Role
from receipts import pdf
from receipts.slips import return_slip
from tests.builders import (
    MANAGER,
    NOON,
    a_customer,
    a_product,
    a_sale,
    a_shop,
    in_force,
    sale_id_of,
)
from tests.drawers import a_person
from tests.pictures import a_picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.db import Shop
    from models.services.returns import ReturnTaken
    from models.unit import Unit
    from models.values.letterheads import LetterheadsSeen

OPEN = LetterheadWords(header=("Open daily 9–21",), footer=("See you soon",))
BUKA = LetterheadWords(header=("Buka tiap hari 9–21",), footer=("Sampai jumpa",))


def let(shop: Shop, **asked: object) -> LetterheadsSeen:
    """Papers look like that from now on."""
    facts = {"words": {"en": OPEN}, **asked}
    return shop.run(lambda unit: set_letterhead(unit, LetterheadAsked(**facts)))  # type: ignore[arg-type]


def refused(shop: Shop, **asked: object) -> tuple[Message, ...]:
    with pytest.raises(Refused) as problem:
        let(shop, **asked)
    return problem.value.messages


def bring_back(
    shop: Shop, wish: PaperWish = AS_USUAL, request: str = "r-1", customer_id: int | None = None
) -> ReturnTaken:
    """A kettle, bought for ten pounds, comes back."""
    with shop.unit(writes=False) as unit:
        known = unit.connection.scalar(select(func.count()).select_from(Customer))
    if request == "r-1":
        product = a_product(shop, f"Kettle {known}", sku=f"K-{known}")
        line = a_sale(shop, _a_line(product), customer_id=customer_id)[0]
    else:
        line = 1
    back = ComingBack(
        line_id=line, quantity=ONE, reason=Reason.CHANGED_MIND, condition=Condition.AS_NEW
    )
    asked = ReturnAsked(sale_id=sale_id_of(shop), lines=(back,))

    def take(unit: Unit) -> ReturnTaken:
        return take_return(unit, request, asked, decide_return(unit, asked), None, wish)

    return shop.run(take)


def _a_line(product_id: int) -> dict[str, object]:
    return {
        "product_id": product_id,
        "sku": "KETTLE",
        "description": "Kettle",
        "quantity": ONE,
        "unit_price": Money(1000),
        "paid": Money(1000),
        "tax": Money(167),
    }


def test_papers_carry_nothing_until_somebody_says_what(shop: Shop) -> None:
    assert shop.run(lambda unit: letterhead_of(unit, "en")) == NO_LETTERHEAD


def test_what_was_set_is_on_papers_in_its_language(shop: Shop) -> None:
    let(shop, words={"en": OPEN, "id": BUKA})
    said = shop.run(lambda unit: letterhead_of(unit, "id"))
    assert (said.header, said.footer) == (BUKA.header, BUKA.footer)


def test_where_a_language_has_no_words_those_of_the_shops_stand_in(shop: Shop) -> None:
    let(shop)
    said = shop.run(lambda unit: letterhead_of(unit, "fil"))
    assert said.header == OPEN.header


def test_it_is_read_once_for_all_the_papers_of_a_unit(shop: Shop) -> None:
    let(shop)

    def read(unit: Unit) -> None:
        first = letterhead_of(unit, "en")
        unit.connection.execute(
            insert(LetterheadRow).values(
                store_id=None,
                version=2,
                logo=None,
                words="{}",
                follows=False,
                made_at=NOON,
                staff_id=1,
            )
        )
        assert letterhead_of(unit, "en") is first
        assert letterhead_of(unit, "id").header == OPEN.header

    shop.run(read)


def test_a_version_says_who_made_it_and_older_ones_stay(shop: Shop) -> None:
    let(shop)
    seen = let(shop, base=1, words={"en": LetterheadWords(header=("Closed on Sundays",))})
    assert [each.version for each in seen.shop] == [2, 1]
    assert seen.shop[1].words["en"] == OPEN
    assert (seen.shop[0].by, seen.shop[0].made_at) == (MANAGER.name, NOON)
    assert seen.own == ()


def test_one_can_go_back_to_an_older_version(shop: Shop) -> None:
    first = let(shop, picture=a_picture()).shop[0]
    let(shop, base=1, words={})
    seen = let(shop, base=2, words=first.words, logo=first.logo)
    assert (seen.shop[0].logo, seen.shop[0].words) == (first.logo, first.words)


def test_a_store_may_have_its_own_and_follow_the_shop_again(shop: Shop) -> None:
    let(shop)
    own = LetterheadWords(header=("By the station",))
    let(shop, own=True, words={"en": own})
    assert shop.run(lambda unit: letterhead_of(unit, "en")).header == own.header
    let(shop, own=True, base=1, words={}, follows=True)
    assert shop.run(lambda unit: letterhead_of(unit, "en")).header == OPEN.header
    assert [m.code for m in refused(shop, base=1, follows=True)] == [
        "letterhead-follows-itself"
    ]


def test_another_store_has_the_shops_and_not_its_neighbours(
    shop: Shop, database_url: str
) -> None:
    let(shop)
    let(shop, own=True, words={"en": LetterheadWords(header=("By the station",))})
    with shop.unit() as unit:
        unit.connection.execute(insert(Store).values(id=77, code="B", name="Branch"))
        unit.connection.execute(insert(Register).values(store_id=77, code="9"))
    with closing(open_shop(database_url, register="9", clock=lambda: NOON)) as branch:
        assert branch.run(lambda unit: letterhead_of(unit, "en")).header == OPEN.header


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        pytest.param(
            ("No return, no exchange!",), ["letterhead-words-forbidden"], id="forbidden"
        ),
        pytest.param(("NO", "REFUND"), ["letterhead-words-forbidden"], id="over two lines"),
        pytest.param(("Walang\tsaulian",), ["letterhead-words-forbidden"], id="with a tab"),
        pytest.param(
            ("No re\u200bfunds",), ["letterhead-words-forbidden"], id="cut by what is unseen"
        ),
        pytest.param(("x" * (LONGEST_LINE + 1),), ["letterhead-line-long"], id="long"),
        pytest.param(("x",) * (MOST_LINES + 1), ["letterhead-lines-many"], id="many"),
        pytest.param(("4111 1111 1111 1111",), ["letterhead-card-number"], id="a card"),
    ],
)
def test_what_no_paper_may_say_is_told_with_its_place(
    shop: Shop, lines: tuple[str, ...], codes: list[str]
) -> None:
    words = {"fil": LetterheadWords(footer=lines)}
    messages = refused(shop, words=words)
    assert [message.code for message in messages] == codes
    where = {"language": "fil", "part": "footer"}
    assert all(where.items() <= dict(message.facts).items() for message in messages)
    assert shop.run(list_letterheads).shop == ()


def test_the_forbidden_words_are_named_and_all_faults_told_at_once(shop: Shop) -> None:
    messages = refused(
        shop,
        words={
            "en": LetterheadWords(header=("All sales final",), footer=("x" * 200,)),
            "id": LetterheadWords(footer=("Barang tidak dapat dikembalikan",)),
        },
    )
    assert [message.code for message in messages] == [
        "letterhead-words-forbidden",
        "letterhead-line-long",
        "letterhead-words-forbidden",
    ]
    assert messages[0].facts["words"] == "all sales final"


def test_what_cannot_be_printed_is_left_out_and_empty_lines_too(shop: Shop) -> None:
    words = {"en": LetterheadWords(header=("  a\x00b\u202ec  ", "\x07", "", "d\n e"))}
    assert let(shop, words=words).shop[0].words["en"].header == ("a bc", "d e")


def test_who_saves_over_a_colleague_is_told_their_name(shop: Shop) -> None:
    let(shop)
    messages = refused(shop, base=0)
    assert [(each.code, each.facts["name"]) for each in messages] == [
        ("letterhead-changed", MANAGER.name)
    ]


def test_a_logo_is_kept_once_and_found_by_its_digest(shop: Shop) -> None:
    digest = shop.run(lambda unit: put_logo(unit, a_picture()))
    assert shop.run(lambda unit: put_logo(unit, a_picture())) == digest
    seen = let(shop, logo=digest)
    assert set(seen.pictures) == {digest}
    slip = bring_back(shop).slip
    assert slip.head.logo == digest
    assert shop.read(lambda unit: logos_on(unit, slip)) == seen.pictures
    assert (
        shop.read(lambda unit: logos_on(unit, replace(slip, head=replace(slip.head, logo=""))))
        == {}
    )


def test_a_logo_that_is_not_there_is_refused(shop: Shop) -> None:
    assert [m.code for m in refused(shop, logo="0" * 64)] == ["logo-unknown"]
    assert [m.code for m in refused(shop, picture=b"none")] == ["logo-unreadable"]


def test_nobody_changes_it_without_the_right(shop: Shop) -> None:
    shop.person = a_person(shop, "Sari", "7", Role.CLERK, "2469")
    assert [m.code for m in refused(shop)] == ["right-missing"]


@pytest.mark.parametrize("table", [Logo, LetterheadRow])
def test_no_version_and_no_logo_is_ever_changed(
    shop: Shop, table: type[Logo] | type[LetterheadRow]
) -> None:
    let(shop, picture=a_picture())
    for change in (update(table).values(staff_id=1), delete(table)):
        with pytest.raises(DBAPIError), shop.unit() as unit:
            unit.connection.execute(change)


def test_the_journal_has_it(shop: Shop) -> None:
    let(shop)
    with shop.unit(writes=False) as unit:
        event = unit.connection.scalar(
            select(JournalEntry.event).order_by(JournalEntry.number.desc()).limit(1)
        )
    assert event == "LetterheadChanged"


def test_the_law_of_the_country_is_on_the_paper(empty_database_url: str) -> None:
    with closing(
        a_shop(
            empty_database_url,
            country="PH",
            currency="PHP",
            time_zone="Asia/Manila",
            language="fil",
        )
    ) as manila:
        head = bring_back(manila).slip.head
        assert "RA 7394" in head.legal[0]
        assert "Ang may depektong produkto" in head.legal[0]


def test_a_reprint_is_the_same_paper_whatever_changed_since(shop: Shop) -> None:
    """Product, price, shop, policy, letterhead and logo: compared byte for byte."""
    let(shop, picture=a_picture(), words={"en": OPEN})
    slip = bring_back(shop).slip

    def printed(sheet: Sheet) -> bytes:
        opened = shop.read(lambda unit: open_paper(unit, slip.head.number)).slip
        logos = shop.read(lambda unit: logos_on(unit, opened))
        return pdf.render(return_slip(opened), sheet, logos)

    before = {sheet: printed(sheet) for sheet in Sheet}
    assert before[Sheet.ROLL_80] == pdf.render(
        return_slip(slip),
        Sheet.ROLL_80,
        shop.read(lambda unit: logos_on(unit, slip)),
    )
    let(shop, base=1, picture=a_picture((90, 90)), words={"en": BUKA})
    in_force(shop, 'window = "3 days"')
    with shop.unit() as unit:
        unit.connection.execute(update(ShopRow).values(name="Another Shop", tax_number="9"))
        unit.connection.exec_driver_sql("UPDATE product SET name = 'Pot', price = 1")
        unit.connection.exec_driver_sql("UPDATE store SET name = 'Moved', address = 'Away'")
    assert {sheet: printed(sheet) for sheet in Sheet} == before


SPOKEN: Mapping[str, tuple[str | None, str, str]] = {
    "the shop's": (None, "", "en"),
    "their own": ("id", "", "id"),
    "as they wish": ("id", "fil", "fil"),
    "as somebody unknown wishes": (None, "fil", "fil"),
}


@pytest.mark.parametrize(("own", "wished", "spoken"), SPOKEN.values(), ids=SPOKEN)
def test_a_paper_speaks_the_customers_language(
    shop: Shop, own: str | None, wished: str, spoken: str
) -> None:
    customer = a_customer(shop, language=own) if own else None
    taken = bring_back(shop, PaperWish(language=wished), customer_id=customer)
    assert taken.slip.head.language == spoken


def test_what_a_known_customer_wished_for_is_remembered(shop: Shop) -> None:
    budi = a_customer(shop)
    assert shop.read(lambda unit: usual_language(unit, budi)) == "en"
    bring_back(shop, PaperWish(language="fil"), customer_id=budi)
    assert shop.read(lambda unit: usual_language(unit, budi)) == "fil"


def test_the_same_request_with_another_wish_is_the_same_paper(shop: Shop) -> None:
    first = bring_back(shop, PaperWish(language="id"))
    line = a_line_of(shop)
    again = ReturnAsked(
        sale_id=sale_id_of(shop),
        lines=(
            ComingBack(
                line_id=line,
                quantity=ONE,
                reason=Reason.CHANGED_MIND,
                condition=Condition.AS_NEW,
            ),
        ),
    )
    wish = PaperWish(language="fil", printed=False)
    seen = shop.read(lambda unit: decide_return(unit, again))
    taken = shop.run(lambda unit: take_return(unit, "r-1", again, seen, None, wish))
    assert taken.slip == first.slip


def a_line_of(shop: Shop) -> int:
    with shop.unit(writes=False) as unit:
        return int(unit.connection.exec_driver_sql("SELECT id FROM sale_line").scalar_one())


def test_a_language_that_papers_do_not_speak_is_refused(shop: Shop) -> None:
    with pytest.raises(Refused) as problem:
        shop.run(lambda unit: paper_language(unit, PaperWish(language="de")))
    assert [message.code for message in problem.value.messages] == ["language-unknown"]
