"""Variants of a product in rows and columns: colours down, sizes across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.services.product_cards import ProductBeside, ProductCard
    from models.values import Quantity

SIZES: Final = ("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl")


@dataclass(frozen=True, slots=True)
class Variant:
    """One cell; ``here`` is what can be sold of it in this store."""

    product_id: int
    label: str
    name: str
    here: Quantity | None
    own: bool = False
    """The product whose card it is."""


@dataclass(frozen=True, slots=True)
class VariantGrid:
    """``columns`` heads them where there are two things by which variants differ; ``shows`` are
    the attributes that it says of each."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Variant | None, ...]], ...]
    shows: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _One:
    product_id: int
    name: str
    attributes: Mapping[str, str]
    here: Quantity | None
    own: bool


def variant_grid(card: ProductCard) -> VariantGrid | None:
    """Nothing where it has no variants."""
    if not card.variants:
        return None
    own = next((at.quantity for at in card.stock if at.here), None)
    ones = [_One(card.product_id, card.name, card.attributes, own, True)]
    ones += [_one(each) for each in card.variants]
    differ = _differing(ones)
    if len(differ) == 2 and len(
        {tuple(map(one.attributes.get, differ)) for one in ones}
    ) == len(ones):
        return _crossed(ones, *_down_and_across(ones, differ))
    labels = _labels(ones, differ)
    cells = [_cell(one, label) for one, label in zip(ones, labels, strict=True)]
    cells.sort(key=lambda cell: _order(cell.label))
    return VariantGrid((), (("", tuple(cells)),))


def _one(beside: ProductBeside) -> _One:
    return _One(beside.product_id, beside.name, beside.attributes, beside.here, False)


def _differing(ones: Sequence[_One]) -> list[str]:
    """What all of them say of themselves, and not all alike."""
    shared = set.intersection(*(set(one.attributes) for one in ones))
    return sorted(name for name in shared if len({one.attributes[name] for one in ones}) > 1)


def _down_and_across(ones: Sequence[_One], differ: Sequence[str]) -> tuple[str, str]:
    """Sizes go across; of two that are none, that of more values."""
    one, other = differ
    values = {name: {each.attributes[name] for each in ones} for name in differ}

    def sizes(name: str) -> tuple[bool, int]:
        return all(_order(value)[0] < 2 for value in values[name]), len(values[name])

    return (other, one) if sizes(one) > sizes(other) else (one, other)


def _crossed(ones: Sequence[_One], down: str, across: str) -> VariantGrid:
    columns = sorted({one.attributes[across] for one in ones}, key=_order)
    rows = sorted({one.attributes[down] for one in ones}, key=_order)
    placed = {(one.attributes[down], one.attributes[across]): one for one in ones}

    def cell(row: str, column: str) -> Variant | None:
        one = placed.get((row, column))
        return _cell(one, column) if one else None

    return VariantGrid(
        tuple(columns),
        tuple((row, tuple(cell(row, each) for each in columns)) for row in rows),
        frozenset({down, across}),
    )


def _labels(ones: Sequence[_One], differ: Sequence[str]) -> list[str]:
    """What tells them apart: what they say of themselves, else their names' own words."""
    told = [" ".join(one.attributes[name] for name in differ) for one in ones]
    if differ and len(set(told)) == len(ones):
        return told
    shared = set.intersection(*(set(one.name.split()) for one in ones))
    own = [" ".join(word for word in one.name.split() if word not in shared) for one in ones]
    return [label or one.name for label, one in zip(own, ones, strict=True)]


def _cell(one: _One, label: str) -> Variant:
    return Variant(one.product_id, label, one.name, one.here, one.own)


def _order(label: str) -> tuple[int, float, str]:
    """Sizes by letter, then figures by their value, then words."""
    low = label.casefold()
    if low in SIZES:
        return 0, SIZES.index(low), low
    try:
        return 1, float(low.replace(",", ".")), low
    except ValueError:
        return 2, 0, low
