"""A counter in the middle of its day: people wait and are served, something is late, and there
is something to read."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from models.services.approval_requests import call_manager
from models.services.briefings import confirm_read
from models.services.case_promises import promise
from models.services.cases import add_note, close_case, open_case, put_aside
from models.services.complaints import ComplaintAsked, begin_complaint
from models.services.hand_over_notes import leave_note
from models.services.people import sign_on
from models.services.questions import FollowUp, ask_question
from models.services.tickets import begin_serving
from models.values.cases import AsideFor, CaseKind, Channel, Smile
from models.values.complaints import ComplaintKind
from models.values.questions import QuestionKind
from models.values.shop import Role
from models.values.team import BriefingKind
from tests.builders import MANAGER, NOON
from tests.drawers import SARI_PIN, a_person
from tests.prints import another_register, at_register, later
from tests.queues import call, draw
from tests.team import FIRST, TODAY, as_, brief

if TYPE_CHECKING:
    from datetime import datetime

    from models.db import Shop
    from models.values.shop import Person

LONG = "Menelepon Ibu Wulandari Kusumaningrum tentang ketel listrik yang dikirim ke bengkel"
PROMOTION = replace(
    FIRST,
    kind=BriefingKind.PROMOTION,
    title="Akhir pekan elektronik: 15 % untuk semua ketel dan blender",
    words="Hanya Sabtu dan Minggu. Barang yang ditukar dihitung dengan harga yang dibayar.",
)


def a_day(shop: Shop) -> Person:
    """Until noon of :data:`NOON`; the clerk who serves at the second register."""
    moment(shop, NOON - timedelta(hours=4))
    clerk = a_person(shop, "Sari Wulandari", "7", Role.CLERK, SARI_PIN)
    another_register(shop)
    with closing(at_register(shop)) as there:
        there.person = clerk
        there.run(lambda unit: sign_on(unit, "7", SARI_PIN))
        _cases(shop, clerk)
        moment(shop, NOON - timedelta(hours=3))
        for smile in (Smile.GOOD, Smile.GOOD, Smile.FAIR, Smile.GOOD, Smile.BAD):
            _visit(shop, smile)
        moment(shop, NOON - timedelta(minutes=24))
        for kind, ago in (
            (CaseKind.RETURN, 24),
            (CaseKind.COMPLAINT, 17),
            (CaseKind.RETURN, 12),
            (CaseKind.INQUIRY, 6),
        ):
            moment(shop, NOON - timedelta(minutes=ago))
            draw(shop, kind)
        there.clock = lambda: NOON - timedelta(minutes=9)
        called = call(there).id
        there.run(lambda unit: begin_serving(unit, called))
        there.clock = lambda: NOON - timedelta(minutes=6)
        there.run(lambda unit: call_manager(unit, str(uuid4()), None, "A customer is loud"))
    moment(shop, NOON - timedelta(minutes=2))
    draw(shop)
    moment(shop, NOON)
    _words(shop, clerk)
    return clerk


def moment(shop: Shop, at: datetime) -> None:
    shop.clock = lambda: at


def _visit(shop: Shop, smile: Smile) -> None:
    draw(shop)
    later(shop, timedelta(minutes=5))
    called = call(shop).id
    case_id = shop.run(lambda unit: begin_serving(unit, called)).case_id
    later(shop, timedelta(minutes=8))
    shop.run(lambda unit: close_case(unit, case_id, smile))


def _cases(shop: Shop, clerk: Person) -> None:
    """Open ones of all ages, with what was promised in them."""
    for days, title in ((10, "Ketel"), (4, "Blender"), (2, "Setrika"), (2, "Kipas")):
        moment(shop, NOON - timedelta(days=days, hours=4))
        case = _aside(shop, title)
        if days == 2:
            shop.run(
                lambda unit, key=case, text=f"{title}: kirim surat": promise(  # type: ignore[misc]
                    unit, key, text, NOON - timedelta(hours=1)
                )
            )
    moment(shop, NOON - timedelta(1))
    key = _aside(shop, "Garansi")
    until = NOON + timedelta(hours=3)
    shop.run(lambda unit: promise(unit, key, LONG, until, clerk.staff_id))
    shop.run(
        lambda unit: ask_question(
            unit,
            key,
            QuestionKind.PRODUCT,
            "Kapan ketel KT-200 dijual lagi?",
            FollowUp(on=TODAY, staff_id=clerk.staff_id),
        )
    )
    asked = ComplaintAsked(
        case_id=key, kind=ComplaintKind.GOODS, severity=3, said="Ketelnya bocor lagi"
    )
    shop.run(lambda unit: begin_complaint(unit, asked))
    moment(shop, NOON - timedelta(hours=4))
    _aside(shop, LONG)
    shop.run(lambda unit: add_note(unit, key, "Well calmed.", for_staff_id=clerk.staff_id))


def _aside(shop: Shop, title: str) -> int:
    opened = shop.run(
        lambda unit: open_case(unit, CaseKind.COMPLAINT, Channel.PHONE, title=title)
    )
    key = opened.case.id
    shop.run(lambda unit: put_aside(unit, key, AsideFor.SHOP))
    return key


def _words(shop: Shop, clerk: Person) -> None:
    recall = brief(shop)
    brief(shop, PROMOTION)
    brief(shop, replace(PROMOTION, title="Besok", from_on=TODAY + timedelta(1)))
    as_(shop, clerk, confirm_read, recall)
    as_(shop, clerk, leave_note, "Printer di kasir 2 sering macet; kertas ada di laci kiri.")
    left = "Laci dihitung dua kali, cocok."
    shop.run(lambda unit: leave_note(unit, left))
    shop.person = MANAGER
