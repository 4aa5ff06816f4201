"""What people can type: every text that the windows or the command line give to a service."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import re
import sys
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, Final, get_args

import desktop
import models.services

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(str(desktop.__file__)).parents[1]
SERVICES = "models.services"
NO_FIELDS: Final = {
    **dict.fromkeys(
        (
            "Approval.badge",
            "Approval.pin",
            "hand_over.badge",
            "hand_over.pin",
            "sign_on.badge",
            "sign_on.pin",
            "unlock.badge",
            "unlock.pin",
            "add_person.pin",
            "set_pin.pin",
            "set_own_pin.new",
            "set_own_pin.old",
            "SetUp.badge",
            "SetUp.pin",
        ),
        "compared, and of a PIN only a hash is kept",
    ),
    **dict.fromkeys(
        (
            "SetUp.country",
            "SetUp.currency",
            "SetUp.language",
            "SetUp.time_zone",
            "Filter.events",
            "add_person.language",
            "change_person.language",
            "note_policy_export.form",
            "draw_ticket.language",
            "explain_bill.language",
            "explain_sale.language",
            "answer_paper.language",
            "print_answer.language",
            "take_along.language",
            "find_about.kind",
            "transfer.register",
            "PapersSought.register",
            "guide_for.language",
            "list_guides.language",
            "sign.paper_code",
            "set_guide.language",
            "go_back_to_guide.language",
        ),
        "one of a list",
    ),
    "Change.words": "noted by the same words as those of a yes",
    "VoidAsked.slip": "looked up as it is",
    "void_return.payments": "kept by the same words as references",
    "SetUp.tax_number": "may look like a card's: those of Indonesia have 16 digits",
    **dict.fromkeys(
        (
            "count_print.code",
            "queue_print.code",
            "list_awaiting.slip",
            "open_closing.code",
            "open_voucher.code",
            "open_sale.gift",
            "reopen.code",
            "reopen_any.code",
            "standing_of.number",
            "tags_of.slip",
            "find_sale.number",
            "void_return.number",
            "move_card.typed",
            "void_card.typed",
            "find_person.who",
            "find_tag.scanned",
            "follow.reference",
            "is_taken.code",
            "open_any.code",
            "address_for.code",
            "mail_paper.code",
            "PapersSought.text",
            "case_called.typed",
            "case_coded.typed",
            "find_cases.typed",
            "search_knowledge.typed",
            "seek.typed",
        ),
        "looked up as it is; pay_by_card types into the like",
    ),
    **dict.fromkeys(
        (
            "grant_counter.role",
            "Head.hash",
            "Trial.facts",
            "Trial.sale",
            "Trial.serial",
            "Trial.tender",
            "examined.body",
            "logos_named.digests",
        ),
        "writes nothing",
    ),
    **dict.fromkeys(
        ("put_in_force.author", "put_in_force.reason", "put_in_force.reviewer"),
        "given by draft_in_force",
    ),
    **dict.fromkeys(
        (
            "claim_job.holder",
            "keep_job.holder",
            "job_failed.holder",
            "job_printed.holder",
            "job_sent.holder",
            "job_waits.holder",
            "claim_mail.holder",
            "mail_failed.holder",
            "mail_sent.holder",
            "mail_waits.holder",
        ),
        "made by the threads that print and mail",
    ),
    **dict.fromkeys(
        (
            "MailTaken.address",
            "MailTaken.code",
            "MailTaken.holder",
            "MailTaken.message_id",
            "PrintJob.code",
            "PrintJob.holder",
            "PrintJob.kind",
            "PrinterSeen.address",
            "PrinterSeen.name",
            "PrinterSeen.profile",
            "PrinterSeen.register",
            "Choice.detail",
            "Choice.title",
            "Choice.voided_by",
            "DecidedLine.description",
            "Offered.name",
            "Offered.sku",
            "OutLine.promotion",
            "OutLine.serial",
            "note_replay_export.title",
        ),
        "what a service answered, given back to it",
    ),
}
"""Texts that need no case, and why."""
MADE_BY_THE_PROGRAM = ("request_id", "approval_id")
ROOMS = ("ui", "desktop")
WRITTEN_BY_MANAGERS = {"Policy.name", "Clause.text"}


def texts_typed() -> set[str]:
    """Every text that ``ui`` or ``desktop`` can give to a service that they import."""
    found = {
        text
        for service in doors()
        for text in texts_of(
            service.__name__,
            {name: a for name, a in service.__annotations__.items() if name != "return"},
            sys.modules[service.__module__],
        )
        if text.rpartition(".")[2] not in MADE_BY_THE_PROGRAM
    }
    return found | WRITTEN_BY_MANAGERS


def doors() -> set[FunctionType]:
    found = use_cases()
    for file in (file for room in ROOMS for file in (ROOT / room).rglob("*.py")):
        if "demo" in file.parts or file.name == "tour.py":
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(SERVICES):
                for alias in node.names:
                    found |= set(functions_of(str(node.module), alias.name))
    return {each for each in found if {"unit", "connection"} & each.__annotations__.keys()}


def use_cases() -> set[FunctionType]:
    """Whatever says of itself which right it needs, called from a window yet or not."""
    return {
        each
        for module in pkgutil.iter_modules(models.services.__path__, f"{SERVICES}.")
        for each in vars(importlib.import_module(module.name)).values()
        if isinstance(each, FunctionType) and hasattr(each, "needs")
    }


def functions_of(module: str, name: str) -> Iterator[FunctionType]:
    """One that is imported by its name, or all of a module that is imported whole."""
    there = getattr(importlib.import_module(module), name, None)
    if isinstance(there, FunctionType):
        yield there
    elif there is None or isinstance(there, ModuleType):
        whole = importlib.import_module(f"{module}.{name}")
        for each in vars(whole).values():
            own = isinstance(each, FunctionType) and each.__module__ == whole.__name__
            if own and not each.__name__.startswith("_"):
                yield each


def texts_of(
    of: str, typed: dict[str, Any], module: ModuleType, within: tuple[Any, ...] = ()
) -> Iterator[str]:
    """Those among parameters or attributes, and in the requests that they are made of; one
    that holds its like is looked into once."""
    for name, annotation in typed.items():
        named = [known(word, module) for word in re.findall(r"[A-Z]\w+", str(annotation))]
        aliases = [
            str(each) for each in named if each is not None and not isinstance(each, type)
        ]
        if any(re.search(r"\bstr\b", text) for text in (str(annotation), *aliases)):
            yield f"{of}.{name}"
        for each in (*named, *(one for alias in named for one in get_args(alias))):
            if each in within:
                continue
            if dataclasses.is_dataclass(each) and each.__module__.startswith(SERVICES):
                parts = {part.name: part.type for part in dataclasses.fields(each)}
                there = sys.modules[each.__module__]
                yield from texts_of(each.__name__, parts, there, (*within, each))  # type: ignore[union-attr]


@cache
def known(word: str, module: ModuleType) -> Any:
    """What a word of an annotation means in its module, also where only mypy imports it."""
    if hasattr(module, word):
        return getattr(module, word)
    source = imported(module).get(word)
    return known(word, importlib.import_module(source)) if source else None


@cache
def imported(module: ModuleType) -> dict[str, str]:
    """What a module imports from services, and from which."""
    return {
        alias.name: str(node.module)
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(SERVICES)
        for alias in node.names
    }
