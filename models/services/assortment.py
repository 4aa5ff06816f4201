"""What the shop sells, as its list names it: departments and their categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.services.rights import needs
from models.tables.goods import Category, Department
from models.values.rights import Right

if TYPE_CHECKING:
    from models.unit import Unit


@dataclass(frozen=True, slots=True)
class DepartmentNamed:
    """A department and its categories, by name."""

    name: str
    categories: tuple[str, ...]


@needs(Right.LOOK)
def list_departments(unit: Unit) -> tuple[DepartmentNamed, ...]:
    """All of them in the order of their names; those without categories too."""
    found = unit.connection.execute(
        select(Department.name, Category.name.label("category"))
        .outerjoin(Category, Category.department_id == Department.id)
        .order_by(Department.name, Category.name)
    )
    named: dict[str, list[str]] = {}
    for department, category in found:
        inside = named.setdefault(department, [])
        if category is not None:
            inside.append(category)
    return tuple(DepartmentNamed(name, tuple(inside)) for name, inside in named.items())
