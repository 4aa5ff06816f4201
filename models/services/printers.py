"""The printers of the shop, and which papers of this register go to which of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, or_, select, update

from models.rules.printing import objections_to
from models.services.journal import record
from models.services.rights import needs
from models.tables.base import add_numbered, add_row, rows_of
from models.tables.printing import PaperRoute, Printer, PrintJob
from models.tables.shop import Register
from models.values import Refused, Topic, refuse
from models.values.card_numbers import mask_card_numbers, refuse_card_number
from models.values.printing import OPEN_STATES, PaperKind, Sheet, Way
from models.values.rights import Right

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Row, Select

    from models.unit import Unit

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_PROFILE = 60, 200, 40
_printers, _routes, _jobs = rows_of(Printer), rows_of(PaperRoute), rows_of(PrintJob)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterAsked:
    """A printer as somebody enters it; ``register`` is the code of the one that may use it,
    or empty for all of the shop."""

    name: str
    register: str = ""
    way: Way
    address: str = ""
    profile: str = "default"
    sheet: Sheet = Sheet.ROLL_80
    kicks: bool = False
    """Whether the cash drawer of its register hangs on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterSeen:
    """A printer as it is on record."""

    id: int
    name: str
    register: str
    """The code of the one register that may use it; empty for all of the shop."""
    way: Way
    address: str
    profile: str
    sheet: Sheet
    kicks: bool
    disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterChanged:
    """A printer was added, changed or disabled."""

    printer: PrinterSeen
    changed: frozenset[Topic] = frozenset({Topic.PRINTING})


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteSeen:
    """``kind`` is empty for all kinds that have no route of their own; without a printer it
    is the system's usual one of the machine."""

    kind: PaperKind | None
    printer_id: int | None
    at_once: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutesChanged:
    routes: tuple[RouteSeen, ...]
    changed: frozenset[Topic] = frozenset({Topic.PRINTING})


@needs(Right.LOOK)
def list_printers(unit: Unit) -> tuple[PrinterSeen, ...]:
    """All of the shop by their names, disabled ones included."""
    rows = unit.connection.execute(_query().order_by(_printers.c.name))
    return tuple(map(_seen, rows))


@needs(Right.SETTINGS)
def add_printer(unit: Unit, asked: PrinterAsked) -> PrinterChanged:
    """Add a printer that papers can be sent to.

    Raise :class:`models.values.Refused` for a name that is missing or taken, an address that
    is none of its way, paper that it can't print on, and a second printer for a drawer.
    """
    row = _checked(unit, asked)
    printer_id = add_numbered(unit.connection, Printer, disabled_at=None, **row)
    record(unit, "PrinterAdd", number=printer_id, printer=row["name"])
    return PrinterChanged(printer=find_printer(unit, printer_id))


@needs(Right.SETTINGS)
def change_printer(unit: Unit, printer_id: int, asked: PrinterAsked) -> PrinterChanged:
    """Change what is known of a printer; one that was disabled is in use again.

    Refused as :func:`add_printer` is, for a printer there is not, and for taking it from
    registers whose papers go there or wait for it.
    """
    _hold(unit, printer_id)
    row = _checked(unit, asked, printer_id)
    if row["register_id"] is not None:
        elsewhere = (_routes.c.register_id, _jobs.c.register_id)
        of_others = [column != row["register_id"] for column in elsewhere]
        _check_unused(unit, printer_id, asked.name, *of_others)
    unit.connection.execute(
        update(_printers).where(_printers.c.id == printer_id).values(disabled_at=None, **row)
    )
    record(unit, "PrinterChange", number=printer_id, printer=row["name"])
    return PrinterChanged(printer=find_printer(unit, printer_id))


@needs(Right.SETTINGS)
def disable_printer(unit: Unit, printer_id: int) -> PrinterChanged:
    """No paper is sent there any more.

    Raise :class:`models.values.Refused` for a printer there is not, and as long as papers of
    a register go there or wait for it: they would be lost from sight.
    """
    name = _hold(unit, printer_id)
    _check_unused(unit, printer_id, name)
    unit.connection.execute(
        update(_printers).where(_printers.c.id == printer_id).values(disabled_at=unit.now)
    )
    record(unit, "PrinterDisable", number=printer_id, printer=name)
    return PrinterChanged(printer=find_printer(unit, printer_id))


@needs(Right.LOOK)
def list_routes(unit: Unit) -> tuple[RouteSeen, ...]:
    """Where papers of this register go; that of all other kinds first, if there is one."""
    rows = unit.connection.execute(
        select(_routes)
        .where(_routes.c.register_id == unit.station.register_id)
        .order_by(_routes.c.kind)
    )
    return tuple(
        RouteSeen(
            kind=PaperKind(row.kind) if row.kind else None,
            printer_id=row.printer_id,
            at_once=row.at_once,
        )
        for row in rows
    )


@needs(Right.SETTINGS)
def set_route(
    unit: Unit, kind: PaperKind | None, printer_id: int | None, at_once: bool
) -> RoutesChanged:
    """From now on papers of that kind of this register go there; no kind is all others.

    ``at_once`` prints numbered papers as they are made. What waits already stays where it
    waits. Raise :class:`models.values.Refused` for a printer that this register may not use.
    """
    name = usable_printer(unit, printer_id, unit.station.register_id)
    _drop(unit, kind)
    add_row(
        unit.connection,
        PaperRoute,
        register_id=unit.station.register_id,
        kind=kind or "",
        printer_id=printer_id,
        at_once=at_once,
    )
    record(unit, "PaperRouteChange", kind=kind or "", printer=name, at_once=at_once)
    return RoutesChanged(routes=list_routes(unit))


@needs(Right.SETTINGS)
def clear_route(unit: Unit, kind: PaperKind | None) -> RoutesChanged:
    """Papers of that kind of this register go where all others go, as if nothing was set."""
    if _drop(unit, kind):
        record(unit, "PaperRouteChange", kind=kind or "")
    return RoutesChanged(routes=list_routes(unit))


def find_printer(unit: Unit, printer_id: int) -> PrinterSeen:
    """Raise :class:`models.values.Refused` where there is none of that number."""
    row = unit.connection.execute(_query().where(_printers.c.id == printer_id)).one_or_none()
    if row is None:
        raise refuse("printer-unknown")
    return _seen(row)


def usable_printer(unit: Unit, printer_id: int | None, register_id: int) -> str:
    """The name of a printer that this register may send papers to; empty for the machine's.

    It stays so until the transaction is over. Raise :class:`models.values.Refused` for a
    printer there is not, one that is disabled, and one of another register.
    """
    if printer_id is None:
        return ""
    row = unit.connection.execute(
        select(_printers).where(_printers.c.id == printer_id).with_for_update(read=True)
    ).one_or_none()
    if row is None:
        raise refuse("printer-unknown")
    if row.disabled_at is not None or row.register_id not in (None, register_id):
        raise refuse("printer-not-here", printer=row.name)
    return str(row.name)


def _query() -> Select[Any]:
    return select(_printers, Register.code.label("register")).outerjoin(
        Register, Register.id == _printers.c.register_id
    )


def _seen(row: Row[Any]) -> PrinterSeen:
    return PrinterSeen(
        id=row.id,
        name=row.name,
        register=row.register or "",
        way=Way(row.way),
        address=row.address,
        profile=row.profile,
        sheet=Sheet(row.sheet),
        kicks=row.kicks,
        disabled=row.disabled_at is not None,
    )


def _hold(unit: Unit, printer_id: int) -> str:
    """Its name; nobody sends anything there until the transaction is over."""
    name = unit.connection.scalar(
        select(_printers.c.name).where(_printers.c.id == printer_id).with_for_update()
    )
    if name is None:
        raise refuse("printer-unknown")
    return str(name)


def _checked(unit: Unit, asked: PrinterAsked, printer_id: int | None = None) -> dict[str, Any]:
    """The row of what was asked for, unless it is refused with all that is wrong with it."""
    name = mask_card_numbers(" ".join(asked.name.split()))[:LONGEST_NAME]
    address, profile = asked.address.strip(), asked.profile.strip()
    for typed in (address, profile):
        refuse_card_number(typed)
    asked = replace(asked, name=name, address=address, profile=profile)
    if not name:
        raise refuse("printer-name-missing")
    said = objections_to(asked.way, address, asked.sheet, kicks=asked.kicks)
    if said:
        raise Refused(*said)
    if len(address) > LONGEST_ADDRESS or len(profile) > LONGEST_PROFILE:
        raise refuse("printer-address-wrong", address=address[:LONGEST_ADDRESS])
    register_id = _register_id(unit, asked.register)
    if asked.kicks and register_id is None:
        raise refuse("printer-drawer-whose")
    others = _printers.c.id != (printer_id or 0)
    if _is_there(unit, others, _printers.c.name == name):
        raise refuse("printer-name-taken", printer=name)
    if asked.kicks and _is_there(
        unit,
        others,
        _printers.c.kicks,
        _printers.c.disabled_at.is_(None),
        _printers.c.register_id == register_id,
    ):
        raise refuse("printer-drawer-taken", register=asked.register)
    return {
        "name": name,
        "register_id": register_id,
        "way": asked.way,
        "address": address,
        "profile": profile,
        "sheet": asked.sheet,
        "kicks": asked.kicks,
    }


def _register_id(unit: Unit, code: str) -> int | None:
    if not code:
        return None
    found = unit.connection.scalar(select(Register.id).where(Register.code == code))
    if found is None:
        raise refuse("printer-register-unknown", register=mask_card_numbers(code))
    return found


def _is_there(unit: Unit, *conditions: ColumnElement[bool]) -> bool:
    return bool(unit.connection.scalar(select(exists().where(*conditions))))


def _check_unused(
    unit: Unit,
    printer_id: int,
    name: str,
    of_routes: ColumnElement[bool] | None = None,
    of_jobs: ColumnElement[bool] | None = None,
) -> None:
    """Raise :class:`models.values.Refused` where papers go there or wait for it."""
    routes = [_routes.c.printer_id == printer_id]
    jobs = [_jobs.c.printer_id == printer_id, _jobs.c.state.in_(sorted(OPEN_STATES))]
    routes += [] if of_routes is None else [of_routes]
    jobs += [] if of_jobs is None else [of_jobs]
    used = or_(exists().where(*routes), exists().where(*jobs))
    if unit.connection.scalar(select(used)):
        raise refuse("printer-in-use", printer=name)


def _drop(unit: Unit, kind: PaperKind | None) -> bool:
    dropped = unit.connection.execute(
        delete(_routes).where(
            _routes.c.register_id == unit.station.register_id, _routes.c.kind == (kind or "")
        )
    )
    return bool(dropped.rowcount)
