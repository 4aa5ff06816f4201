"""Find a product as somebody types it: a code, words, their beginnings, or a slip of a letter.

One way on both databases. Only indexes are read, and of no step more than a bounded number of
rows, so that the answer comes while the customer speaks, however long the shop's list is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, exists, func, intersect, literal, or_, select, union_all

from models.rules.spelling import matches, nearest, typed_remains, words_of
from models.services.on_hand import on_hand
from models.services.prices import PriceToday, prices_today
from models.services.rights import needs
from models.tables.base import rows_of
from models.tables.goods import Barcode, Category, Department, Product
from models.tables.product_words import ProductWord, SearchWord, WordRemains
from models.values import Quantity
from models.values.rights import Right

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Select

    from models.unit import Unit

MOST: Final = 20
"""Products in a list to choose from; whoever needs more types more."""
MOST_WORDS: Final = 8
"""Words of what was typed that are looked for."""
OF_A_BEGINNING: Final = 2000
"""Words of one beginning whose products are gathered."""
NEAR: Final = 50
"""Words that one with a slip may stand for."""
GATHERED: Final = 50_000
"""Products gathered for one beginning; one letter more makes them fewer."""
FEW: Final = 5_000
"""Products that are looked at one by one for the other words."""
_words = rows_of(ProductWord)


class Fit(StrEnum):
    """How what was typed names a product, the best first."""

    CODE = "code"
    """Its barcode or SKU."""
    WORDS = "words"
    """All of it are words of its name or brand."""
    BEGINNINGS = "beginnings"
    """All of it begins such words."""
    SLIPS = "slips"
    """So it does with a letter or two put right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductFound:
    product_id: int
    name: str
    sku: str
    brand: str
    department: str
    price: PriceToday
    here: Quantity
    """What can be sold of it in this store."""
    fit: Fit
    matched: tuple[tuple[int, int], ...] = ()
    """Where in its name stands what was typed, as beginning and end of each place."""


@needs(Right.LOOK)
def find_products(unit: Unit, typed: str, limit: int = MOST) -> tuple[ProductFound, ...]:
    """What it may name, best first: the one with this code alone; else by words, then by
    beginnings, then with one letter wrong in some word; with two wrong where there is nothing
    else. Among equals the shorter names come first. Nothing where it names nothing.
    """
    wanted = typed.strip()
    coded = _with_code(unit, wanted) if wanted else ()
    if coded:
        return _seen(unit, dict.fromkeys(coded[:limit], Fit.CODE), wanted)
    words = words_of(wanted)[:MOST_WORDS]
    found: dict[int, Fit] = {}

    def add(fit: Fit, sought: Sequence[_Sought]) -> None:
        for product in _with_all(unit, sought, limit):
            if len(found) < limit:
                found.setdefault(product, fit)

    if not words:
        return ()
    whole = _whole(unit, words)
    if len(whole) == len(words):
        add(Fit.WORDS, [_Sought(ids=(whole[word],)) for word in words])
    if len(found) < limit:
        add(Fit.BEGINNINGS, [_Sought(beginning=word) for word in words])
    if len(found) < limit:
        near = {word: _near(unit, word) for word in words}
        for wrong in (1, 2):
            if wrong == 1 or not found:
                add(Fit.SLIPS, [_Sought.of_slips(word, near[word], wrong) for word in words])
    return _seen(unit, found, wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """A word that is on record; or any with a beginning, or that may be meant by it."""

    ids: tuple[int, ...] = ()
    beginning: str = ""

    @classmethod
    def of_slips(cls, word: str, near: dict[int, int], wrong: int) -> _Sought:
        """A word as it is typed, or with so many letters wrong."""
        return cls(
            ids=tuple(key for key, slips in near.items() if slips <= wrong)[:NEAR],
            beginning=word,
        )

    def products(self) -> Select[int, int]:
        """How many words those with one of these have, and which they are."""
        rows = select(_words.c.words, _words.c.product_id).where(self.among(_words.c.word_id))
        if not self.beginning:
            return rows
        found = rows.limit(GATHERED).subquery()
        return select(found.c.words, found.c.product_id)

    def among(self, word_id: ColumnElement[int]) -> ColumnElement[bool]:
        """Whether a word of some product is one of these."""
        if not self.beginning:
            return word_id == self.ids[0]
        meant = SearchWord.id.in_(self.ids)
        begun = and_(
            SearchWord.word >= self.beginning,
            SearchWord.word < self.beginning + "\U0010ffff",
        )
        return word_id.in_(
            select(SearchWord.id)
            .where(or_(meant, begun) if self.ids else begun)
            .order_by(*((meant.desc(),) if self.ids else ()), SearchWord.word)
            .limit(OF_A_BEGINNING)
        )

    def with_others(self, others: Iterable[_Sought]) -> Select[int, int]:
        """As :meth:`products`, of those that have one of each of the others as well.

        ``+ 0`` has the few words of a product gone through, where SQLite would seek each of
        the many that are meant.
        """
        rows = select(_words.c.words, _words.c.product_id).where(self.among(_words.c.word_id))
        for other in others:
            beside = _words.alias()
            same = beside.c.product_id == _words.c.product_id
            rows = rows.where(exists().where(same, other.among(beside.c.word_id + 0)))
        return rows


def _with_code(unit: Unit, wanted: str) -> Sequence[int]:
    """By a barcode, else by a SKU, in whatever case it is typed."""
    typed = sorted({wanted, wanted.upper(), wanted.lower()})
    rows = unit.connection.execute(
        union_all(
            select(literal(0).label("rank"), Barcode.product_id).where(Barcode.code == wanted),
            select(literal(1).label("rank"), Product.id).where(Product.sku.in_(typed)),
        )
    ).all()
    return list(dict.fromkeys(product for _, product in sorted(tuple(row) for row in rows)))


def _whole(unit: Unit, words: Sequence[str]) -> dict[str, int]:
    rows = unit.connection.execute(
        select(SearchWord.word, SearchWord.id).where(SearchWord.word.in_(words))
    )
    return {word: key for word, key in rows}


def _near(unit: Unit, word: str) -> dict[int, int]:
    """Words that it may stand for with a slip, and how many letters are wrong in each."""
    left = typed_remains(word)
    if not left:
        return {}
    rows = unit.connection.execute(
        select(SearchWord.word, SearchWord.id)
        .join(WordRemains, WordRemains.word_id == SearchWord.id)
        .where(WordRemains.remains.in_(sorted(left)))
        .distinct()
    )
    ids = {row.word: row.id for row in rows}
    return {ids[one]: wrong for one, wrong in nearest(word, ids).items()}


def _with_all(unit: Unit, sought: Sequence[_Sought], limit: int) -> Sequence[int]:
    """Products that have each of the words sought, those of the fewest words first.

    Where one of them is rare, the others are looked for in its products alone.
    """
    one = sought[0].products()
    if len(sought) > 1:
        counts = _counts(unit, sought)
        rarest = counts.index(min(counts))
        if counts[rarest] < FEW:
            others = (each for place, each in enumerate(sought) if place != rarest)
            one = sought[rarest].with_others(others).distinct()
        else:
            shared = intersect(*(each.products() for each in sought)).subquery()
            one = select(shared.c.words, shared.c.product_id)
    elif sought[0].beginning:
        one = one.distinct()
    rows = unit.connection.execute(one.order_by(*one.selected_columns).limit(limit))
    return [row.product_id for row in rows]


def _counts(unit: Unit, sought: Sequence[_Sought]) -> list[int]:
    """How often each is in some product; :data:`FEW` stands for any more."""
    counts = (
        select(literal(place).label("place"), func.count().label("found")).select_from(
            select(_words.c.product_id)
            .where(each.among(_words.c.word_id))
            .limit(FEW)
            .subquery()
        )
        for place, each in enumerate(sought)
    )
    found = {row.place: row.found for row in unit.connection.execute(union_all(*counts))}
    return [found[place] for place in range(len(sought))]


def _seen(unit: Unit, found: dict[int, Fit], typed: str) -> tuple[ProductFound, ...]:
    """In the order in which they were found."""
    if not found:
        return ()
    rows = unit.connection.execute(
        select(
            Product.id,
            Product.name,
            Product.sku,
            Product.brand,
            Product.price,
            Product.category_id,
            Department.name.label("department"),
        )
        .outerjoin(Category, Category.id == Product.category_id)
        .outerjoin(Department, Department.id == Category.department_id)
        .where(Product.id.in_(found))
    ).all()
    by_id = {row.id: row for row in rows}
    prices = prices_today(unit, {row.id: (row.price, row.category_id) for row in rows})
    here = on_hand(unit, found)
    return tuple(
        ProductFound(
            product_id=key,
            name=by_id[key].name,
            sku=by_id[key].sku,
            brand=by_id[key].brand,
            department=by_id[key].department or "",
            price=prices[key],
            here=here.get(key, Quantity(0)),
            fit=fit,
            matched=() if fit is Fit.CODE else matches(by_id[key].name, typed),
        )
        for key, fit in found.items()
    )
