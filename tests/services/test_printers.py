"""Printers are on record as they can be, and papers go only where they may."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from models.services.print_jobs import cancel_job, queue_print
from models.services.printers import (
    PrinterAsked,
    PrinterSeen,
    RouteSeen,
    add_printer,
    change_printer,
    clear_route,
    disable_printer,
    list_printers,
    list_routes,
    set_route,
)
from models.tables.base import add_numbered, add_row, rows_of
from models.tables.printing import PaperRoute, Printer
from models.tables.shop import Register
from models.values import Refused, Topic
from models.values.card_numbers import find_card_numbers
from models.values.printing import PaperKind, Sheet, Way
from tests.prints import a_paper, a_printer, another_register, at_register, refusal

if TYPE_CHECKING:
    from models.db import Shop

ROLL = PrinterAsked(name="Front", register="1", way=Way.NETWORK, address="192.168.1.20")
"""A receipt printer of register 1."""


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [message.code for message in refused.value.messages]


def refused_to_add(shop: Shop, asked: PrinterAsked) -> list[str]:
    with pytest.raises(Refused) as refused:
        shop.run(lambda unit: add_printer(unit, asked))
    return codes(refused)


def test_a_printer_is_added_and_listed_by_its_name(shop: Shop) -> None:
    added = shop.run(lambda unit: add_printer(unit, replace(ROLL, name=" Front  desk ")))
    assert Topic.PRINTING in added.changed
    office = a_printer(shop, "Back office", register="", way=Way.SYSTEM, sheet=Sheet.A4)
    front = PrinterSeen(
        id=added.printer.id,
        name="Front desk",
        register="1",
        way=Way.NETWORK,
        address="192.168.1.20",
        profile="default",
        sheet=Sheet.ROLL_80,
        kicks=False,
        disabled=False,
    )
    assert added.printer == front
    assert shop.read(list_printers) == (office, front)


@pytest.mark.parametrize(
    ("way", "good", "bad"),
    [
        (Way.SYSTEM, ["", "HP LaserJet"], []),
        (
            Way.FOLDER,
            ["", "/srv/papers", r"C:\Papers", r"\\shop\papers"],
            ["papers", "./a", "C:"],
        ),
        (Way.FILE, ["/dev/usb/lp0"], [""]),
        (Way.USB, ["04b8:0e15", "04B8:0E15"], ["", "04b8", "04b8:0e15:1", "wxyz:0000"]),
        (Way.SERIAL, ["COM3", "/dev/ttyUSB0@19200"], ["", "COM3@", "COM3@fast"]),
        (
            Way.NETWORK,
            ["192.168.1.20", "192.168.1.20:9100", "printer.local", "[fe80::1]:9100"],
            ["", "192.168.1.20:", "192.168.1.20:0", "a b", "fe80::1"],
        ),
    ],
)
def test_an_address_is_of_its_way(
    shop: Shop, way: Way, good: list[str], bad: list[str]
) -> None:
    for address in good:
        a_printer(shop, f"at {address}", way=way, address=address)
    for address in bad:
        asked = replace(ROLL, way=way, address=address)
        assert refused_to_add(shop, asked) == ["printer-address-wrong"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "  "}, ["printer-name-missing"]),
        ({"register": "9"}, ["printer-register-unknown"]),
        ({"sheet": Sheet.A4}, ["printer-sheet-wrong"]),
        ({"sheet": Sheet.A5, "address": ""}, ["printer-address-wrong", "printer-sheet-wrong"]),
        ({"kicks": True, "register": ""}, ["printer-drawer-whose"]),
        ({"kicks": True, "way": Way.SYSTEM}, ["printer-kick-wrong"]),
        ({"address": "4111 1111 1111 1111", "way": Way.SYSTEM}, ["card-number-refused"]),
        ({"profile": "4111 1111 1111 1111"}, ["card-number-refused"]),
        ({"profile": "p" * 41}, ["printer-address-wrong"]),
    ],
)
def test_what_no_printer_can_be_is_refused(
    shop: Shop, wrong: dict[str, Any], said: list[str]
) -> None:
    assert refused_to_add(shop, replace(ROLL, **wrong)) == said
    assert shop.read(list_printers) == ()


def test_a_name_is_taken_once_and_masked(shop: Shop) -> None:
    front = a_printer(shop, "Front")
    assert refused_to_add(shop, replace(ROLL, name="Front")) == ["printer-name-taken"]
    shop.run(lambda unit: change_printer(unit, front.id, ROLL))
    typed = a_printer(shop, "Till 4242 4242 4242 4242")
    assert list(find_card_numbers(typed.name)) == []
    assert typed.name.startswith("Till ")


def test_a_register_has_one_printer_that_opens_its_drawer(shop: Shop) -> None:
    another_register(shop)
    first = a_printer(shop, "Front", kicks=True)
    a_printer(shop, "Second", register="2", kicks=True)
    again = replace(ROLL, name="Other", kicks=True)
    assert refused_to_add(shop, again) == ["printer-drawer-taken"]
    shop.run(lambda unit: disable_printer(unit, first.id))
    shop.run(lambda unit: add_printer(unit, again))
    with pytest.raises(Refused) as refused:  # in use again, it would be the second
        shop.run(lambda unit: change_printer(unit, first.id, replace(ROLL, kicks=True)))
    assert codes(refused) == ["printer-drawer-taken"]


def test_papers_go_where_their_kind_goes_or_else_where_all_others_go(shop: Shop) -> None:
    front, office = a_printer(shop, "Front"), a_printer(shop, "Office")
    shop.run(lambda unit: set_route(unit, None, front.id, True))
    shop.run(lambda unit: set_route(unit, PaperKind.CLOSING, office.id, False))
    shop.run(lambda unit: set_route(unit, PaperKind.TAG, office.id, False))
    shop.run(lambda unit: set_route(unit, PaperKind.TAG, None, False))
    others = RouteSeen(kind=None, printer_id=front.id, at_once=True)
    closings = RouteSeen(kind=PaperKind.CLOSING, printer_id=office.id, at_once=False)
    tags = RouteSeen(kind=PaperKind.TAG, printer_id=None, at_once=False)
    assert shop.read(list_routes) == (others, closings, tags)

    for _ in range(2):
        cleared = shop.run(lambda unit: clear_route(unit, PaperKind.CLOSING))
        assert cleared.routes == (others, tags)
    assert at_register(shop).read(list_routes) == ()


def test_a_printer_of_another_register_or_out_of_use_gets_nothing(shop: Shop) -> None:
    there = a_printer(shop, "There", register=another_register(shop))
    broken = a_printer(shop, "Broken")
    shop.run(lambda unit: disable_printer(unit, broken.id))
    paper = a_paper(shop)
    gone = 99
    for printer_id, said in (
        (there.id, "printer-not-here"),
        (broken.id, "printer-not-here"),
        (gone, "printer-unknown"),
    ):
        assert refusal(shop, set_route, None, printer_id, False) == said
        assert refusal(shop, queue_print, paper, printer_id) == said


def test_a_printer_that_papers_go_to_or_wait_for_stays(shop: Shop) -> None:
    front = a_printer(shop, "Front", register="")
    shop.run(lambda unit: set_route(unit, None, front.id, False))
    assert in_use(shop, front)
    shop.run(lambda unit: clear_route(unit, None))
    paper = a_paper(shop)
    queued = shop.run(lambda unit: queue_print(unit, paper, front.id))
    assert in_use(shop, front)
    shop.run(lambda unit: cancel_job(unit, queued.job_id))
    shop.run(lambda unit: disable_printer(unit, front.id))
    (seen,) = shop.read(list_printers)
    assert seen.disabled


def in_use(shop: Shop, printer: PrinterSeen) -> bool:
    with pytest.raises(Refused) as refused:
        shop.run(lambda unit: disable_printer(unit, printer.id))
    return codes(refused) == ["printer-in-use"]


def test_a_printer_is_not_taken_from_registers_that_print_there(shop: Shop) -> None:
    shared = a_printer(shop, "Shared", register="")
    elsewhere = at_register(shop)
    elsewhere.run(lambda unit: set_route(unit, None, shared.id, False))
    with pytest.raises(Refused) as refused:
        shop.run(lambda unit: change_printer(unit, shared.id, replace(ROLL, register="1")))
    assert codes(refused) == ["printer-in-use"]
    shop.run(lambda unit: change_printer(unit, shared.id, replace(ROLL, register="2")))
    elsewhere.run(lambda unit: clear_route(unit, None))
    shop.run(lambda unit: change_printer(unit, shared.id, replace(ROLL, register="1")))


def test_one_that_is_not_there_cannot_be_changed(shop: Shop) -> None:
    for change in (
        lambda unit: change_printer(unit, 99, ROLL),
        lambda unit: disable_printer(unit, 99),
    ):
        with pytest.raises(Refused) as refused:
            shop.run(change)
        assert codes(refused) == ["printer-unknown"]


PRINTER = {
    "name": "Front",
    "register_id": 1,
    "way": "network",
    "address": "10.0.0.1",
    "profile": "default",
    "sheet": "80mm",
    "kicks": True,
    "disabled_at": None,
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"way": "pigeon"},
        {"sheet": "a3"},
        {"sheet": "a4"},
        {"way": "system"},
        {"register_id": None},
        {"register_id": 99},
    ],
)
def test_the_database_refuses_a_printer_that_cannot_be(
    shop: Shop, wrong: dict[str, Any]
) -> None:
    with pytest.raises(DBAPIError), shop.unit() as unit:
        add_row(unit.connection, Printer, **{**PRINTER, **wrong})


def test_the_database_keeps_names_and_drawers_apart(shop: Shop) -> None:
    with shop.unit() as unit:
        add_row(unit.connection, Printer, **PRINTER)
    for again in ({"kicks": False}, {"name": "Other"}):
        with pytest.raises(DBAPIError), shop.unit() as unit:
            add_row(unit.connection, Printer, **{**PRINTER, **again})
    with shop.unit() as unit:
        unit.connection.execute(update(rows_of(Printer)).values(disabled_at=unit.now))
        add_row(unit.connection, Printer, **{**PRINTER, "name": "Other"})


def test_a_kind_has_one_route_at_a_register(shop: Shop) -> None:
    row = {"register_id": 1, "kind": "return", "printer_id": None, "at_once": True}
    with shop.unit() as unit:
        other = add_numbered(
            unit.connection, Register, store_id=unit.station.store_id, code="2"
        )
        add_row(unit.connection, PaperRoute, **row)
        add_row(unit.connection, PaperRoute, **{**row, "register_id": other})
    wrongs: list[dict[str, Any]] = [{}, {"kind": "x", "printer_id": 99}]
    for wrong in wrongs:
        with pytest.raises(DBAPIError), shop.unit() as unit:
            add_row(unit.connection, PaperRoute, **{**row, **wrong})
