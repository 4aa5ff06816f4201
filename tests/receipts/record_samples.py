"""Extract, case file, day summary, ticket and taken-down slip of the shops of these tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from models.values.case_papers import CaseApproval, CaseDecision, CaseFile, CasePaper
from models.values.day_papers import BackAgain, DaySummary, DrawerOfDay, Sum
from models.values.events import EventGroup, events_of
from models.values.exception_papers import Paragraph
from models.values.journal_papers import JournalExtract, LookedFor, Recorded
from models.values.papers import PaidOut
from models.values.printing import PaperKind
from models.values.queue_papers import QueueTicket, TakenDown
from tests.receipts.papers import a_head

if TYPE_CHECKING:
    from collections.abc import Mapping

    Told = CaseFile | DaySummary | JournalExtract | QueueTicket | TakenDown
    T = TypeVar("T", bound=Told)

SEAL: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PEOPLE: Final = ((2, "Dewi Lestari"),)
DENIED: Final = Recorded(
    number=4_168,
    at="2026-11-22T10:12:40+07:00",
    event="ReturnDenied",
    person="Sari Wulandari",
    register="2",
    body={"sale": "0412-0093", "answer": "refuse", "findings": [["late", 3, 12]]},
)
STORY: Final = (
    DENIED,
    Recorded(
        number=4_170,
        at="2026-11-22T15:01:58+07:00",
        event="OperatorBypassApproval",
        person="Sari Wulandari",
        register="2",
        body={
            "by": 2,
            "what": "return-void",
            "slip": "R2-000418",
            "reason": "She was in hospital",
        },
        aside=("reason",),
    ),
    Recorded(
        number=4_171,
        at="2026-11-22T15:02:11+07:00",
        event="ReturnTaken",
        person="Sari Wulandari",
        register="2",
        body={"sale": "0412-0093", "slip": "R2-000418", "paid": 476_200, "policy": 12},
    ),
    Recorded(
        number=4_172,
        at="2026-11-22T15:02:30+07:00",
        event="ReceiptPrint",
        person="Sari Wulandari",
        register="2",
        body={"paper": "R2-000418", "copy": 0},
    ),
)
EXTRACT: Final = JournalExtract(
    head=replace(a_head(number="J2-000003", clerk="Dewi Lestari")),
    wanted=LookedFor(
        events=events_of(EventGroup.DECISIONS),
        person="Sari Wulandari",
        register="2",
        since="2026-11-16",
        until="2026-11-22",
    ),
    entries=STORY,
    people=PEOPLE,
    journal_entries=4_182,
    journal_head=SEAL,
)
CASE: Final = CaseFile(
    head=a_head(number="F2-000001", clerk="Dewi Lestari"),
    reference="0412-0093",
    slip="R2-000418",
    sale_number="0412-0093",
    sold_at="2026-11-05T16:20:00+07:00",
    sale_total=511_220,
    customer="Budi Santoso",
    goods=511_220,
    kept=35_000,
    paid_out=(
        PaidOut(kind="debit", amount=238_100),
        PaidOut(kind="cash", amount=238_100),
    ),
    entries=STORY,
    people=PEOPLE,
    papers=(
        CasePaper(
            number="R2-000418",
            kind="return",
            made_at="2026-11-22T15:02:11+07:00",
            amount=476_200,
            prints=2,
        ),
        CasePaper(
            number="A2-000007",
            kind="exception",
            made_at="2026-11-22T15:02:11+07:00",
            amount=476_200,
        ),
    ),
    decisions=(
        CaseDecision(entry=4_168, event="ReturnDenied", findings=(("late", 3, 12),)),
        CaseDecision(entry=4_171, event="ReturnTaken", findings=(("", 1, 12), ("", 3, 12))),
    ),
    paragraphs=(
        Paragraph(
            policy=12,
            number=3,
            text={"en": "Fourteen days; twenty more with a manager's yes."},
            when=(),
            terms=(),
        ),
    ),
    approvals=(
        CaseApproval(
            kind="return",
            state="used",
            asked_by="Sari Wulandari",
            asked_at="2026-11-22T15:00:02+07:00",
            answered_by=("Dewi Lestari",),
            amount=476_200,
            paper="R2-000418",
        ),
    ),
    journal_entries=4_182,
    journal_head=SEAL,
)
DAY: Final = DaySummary(
    head=replace(
        a_head(number="M2-000012", clerk="Dewi Lestari"), printed_at="2026-11-22T21:10:00+07:00"
    ),
    day="2026-11-22",
    begins_at="2026-11-22T04:00:00+07:00",
    ends_at="2026-11-23T04:00:00+07:00",
    stores=("Melati Bandung", "Melati Cimahi"),
    whole_shop=True,
    cases=(
        Sum(kind="return", times=31, amount=9_120_400),
        Sum(kind="exchange", times=6, amount=340_000),
        Sum(kind="goodwill", times=2, amount=100_000),
        Sum(kind="correction", times=1, amount=24_500),
        Sum(kind="voided", times=1, amount=350_000),
    ),
    tenders=(
        Sum(kind="cash", times=22, amount=5_204_900),
        Sum(kind="debit", times=12, amount=3_120_000),
        Sum(kind="store-credit", times=6, amount=1_260_000),
    ),
    awaiting=420_000,
    hours=(
        Sum(kind="09", times=2, amount=310_000),
        Sum(kind="10", times=5, amount=1_204_000),
        Sum(kind="11", times=0),
        Sum(kind="12", times=9, amount=2_800_900),
        Sum(kind="13", times=24, amount=5_270_000),
    ),
    reasons=(
        Sum(kind="changed-mind", times=18, amount=3_900_000),
        Sum(kind="faulty", times=11, amount=4_120_400),
        Sum(kind="wrong-size", times=9, amount=1_440_000),
    ),
    products=(
        BackAgain(
            sku="ELK-00152",
            description="Blender Miyako BL-152",
            times=5,
            quantity=5_000,
            amount=1_750_000,
        ),
        BackAgain(
            sku="MKN-00031",
            description="Beras pandan wangi, curah",
            times=2,
            quantity=1_250,
            amount=18_600,
        ),
    ),
    denied=4,
    abandoned=7,
    findings=(Sum(kind="late", times=3), Sum(kind="reason-missing", times=1)),
    requests=(
        Sum(kind="used", times=8, amount=2_410_000),
        Sum(kind="refused", times=1, amount=900_000),
    ),
    approvers=(Sum(kind="Dewi Lestari", times=8, amount=2_410_000),),
    drawers=(
        DrawerOfDay(
            register="1",
            turn=1,
            people=("Sari Wulandari", "Dewi Lestari"),
            paper="Z1-000118",
            counted=1_912_400,
            off=0,
        ),
        DrawerOfDay(
            register="2",
            turn=1,
            people=("Dewi Lestari",),
            paper="Z2-000031",
            counted=1_590_300,
            off=-50_000,
        ),
        DrawerOfDay(register="2", turn=2, people=("Bela Hartono",)),
    ),
    week_before=Sum(kind="2026-11-15", times=37, amount=8_204_100),
)
TICKET: Final = QueueTicket(
    head=a_head(number="T1-000042", clerk=""),
    called="A 42",
    service="Pengembalian dan penukaran",
    ahead=3,
    minutes=12,
)
COMPLAINT: Final = TakenDown(
    head=a_head(number="K2-000007"),
    kind="complaint",
    about="Blender Miyako BL-152",
    sale_number="0412-0093",
    customer="Budi Santoso",
    said="It smells of burnt rubber, and this is the second one.",
    promise="Our technician looks at it, and you get another one if it is the motor.",
    promised_at="2026-11-25T17:00:00+07:00",
    promised_by="Dewi Lestari",
    reach_at="0812 3456 789",
    reach_us=("022-4201234", "halo@melati.example"),
)
SAMPLES: Final[Mapping[PaperKind, Told]] = {
    PaperKind.JOURNAL: EXTRACT,
    PaperKind.CASE_FILE: CASE,
    PaperKind.DAY: DAY,
    PaperKind.TICKET: TICKET,
    PaperKind.TAKEN_DOWN: COMPLAINT,
}


def in_language(paper: T, code: str) -> T:
    return replace(paper, head=replace(paper.head, language=code))
