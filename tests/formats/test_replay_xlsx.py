"""A replay as a workbook: figures as figures, and words never as formulas."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from models.formats import replay_xlsx
from models.formats.replay_xlsx import WorkbookWords, write_replay
from models.rules.replays import Outcome, ReplayedLine, Tally
from models.values import Currency, Money, Refused
from models.values.codes import Answer

if TYPE_CHECKING:
    from pathlib import Path

POUNDS = Currency("GBP")
CODES = (
    *replay_xlsx.DECIDED, *replay_xlsx.SUMMED, "summary", "in-force", "all", "draft",
)  # fmt: skip
WORDS = WorkbookWords(
    heads={code: code.capitalize() for code in (*CODES, "decisions")},
    answers={answer.value: answer.value.upper() for answer in Answer},
    reasons={"faulty": "Faulty"},
    turns={"same": "same", "kinder": "kinder", "stricter": "stricter"},
    notes=("My draft",),
)
NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def a_decision(
    *, description: str = "Kettle", refund: int = 1000, draft: Answer = Answer.ACCEPT
) -> ReplayedLine:
    return ReplayedLine(
        slip="R1-000001",
        sale="S-1",
        description=description,
        department="Home",
        reason="faulty",
        customer_id=7,
        customer="=Budi",
        day=date(2026, 11, 5),
        in_force=Outcome(Answer.ACCEPT, Money(refund), Money(0), ((12, 3),)),
        draft=Outcome(draft, Money(550), Money(45), ((0, 2), (0, 4))),
    )


def written(path: Path, *lines: ReplayedLine, currency: Currency = POUNDS) -> None:
    tally = Tally()
    for line in lines:
        tally.add(line)
    write_replay(path, tally.figures(), lines, currency, WORDS)


def sheets(path: Path) -> list[list[list[str]]]:
    """The cells of every sheet as they are stored, row by row."""
    found = []
    with ZipFile(path) as book:
        for name in sorted(n for n in book.namelist() if "worksheets/sheet" in n):
            page = ElementTree.fromstring(book.read(name))
            rows = page.findall("s:sheetData/s:row", NS)
            found.append([[_value(cell) for cell in row] for row in rows])
    return found


def _value(cell: ElementTree.Element) -> str:
    assert cell.find("s:f", NS) is None, "a formula"
    return "".join(cell.itertext())


def test_every_decision_has_a_row(tmp_path: Path) -> None:
    place = tmp_path / "tried.xlsx"
    written(place, a_decision(), a_decision(draft=Answer.OVERRIDE))

    _, decisions = sheets(place)

    assert len(decisions) == 3
    assert decisions[0][:3] == ["Slip", "Sale", "Day"]
    assert decisions[0][8:10] == ["Answer\nIn-force", "Refund\nIn-force"]
    assert decisions[2] == [
        "R1-000001", "S-1", "46331", "Home", "Faulty", "=Budi", "Kettle", "stricter",
        "ACCEPT", "10.00", "0.00", "12/3", "OVERRIDE", "5.50", "0.45", "2, 4", "-4.50",
    ]  # fmt: skip


def test_the_figures_are_on_the_first_sheet(tmp_path: Path) -> None:
    place = tmp_path / "tried.xlsx"
    written(place, a_decision(draft=Answer.REFUSE))

    summary, _ = sheets(place)

    assert summary[0] == ["My draft"]
    (all_of_it,) = [row for row in summary if row[0] == "All" and row[1] != "Decisions"]
    assert all_of_it[1:6] == ["1", "1", "1", "10.00", "5.50"]
    assert ["ACCEPT", "0", "0", "0", "1"] in summary
    assert ["Home", *all_of_it[1:]] in summary
    assert ["Faulty", *all_of_it[1:]] in summary


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://x.example"])
def test_words_are_never_a_formula_or_a_link(tmp_path: Path, text: str) -> None:
    place = tmp_path / "tried.xlsx"
    written(place, a_decision(description=text))

    assert sheets(place)[1][1][6] == text
    with ZipFile(place) as book:
        pages = [book.read(name).decode() for name in book.namelist() if "sheet" in name]
    assert not re.search(r"<f[ >]|<hyperlink", " ".join(pages))


def test_money_has_the_decimals_of_its_currency(tmp_path: Path) -> None:
    place = tmp_path / "tried.xlsx"
    written(place, a_decision(refund=12_499_000), currency=Currency("IDR", 0, 100))

    assert sheets(place)[1][1][9] == "12499000"
    with ZipFile(place) as book:
        styles = book.read("xl/styles.xml").decode()
    assert "#,##0.0" not in styles


def test_more_than_a_sheet_holds_goes_on_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay_xlsx, "MOST_ROWS", 2)
    place = tmp_path / "tried.xlsx"
    written(place, *(a_decision() for _ in range(5)))
    assert [len(rows) for rows in sheets(place)[1:]] == [3, 3, 2]


def test_nothing_to_write_is_a_workbook_too(tmp_path: Path) -> None:
    place = tmp_path / "tried.xlsx"
    written(place)
    assert len(sheets(place)[1]) == 1


def test_a_place_that_is_none_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused) as why:
        written(tmp_path / "missing" / "tried.xlsx", a_decision())
    assert [message.code for message in why.value.messages] == ["no-permission"]
    assert list(tmp_path.iterdir()) == []


def test_a_failure_keeps_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "tried.xlsx"
    place.write_text("of last year")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(replay_xlsx, "_write_decisions", full)
    with pytest.raises(Refused) as why:
        written(place, a_decision())
    assert why.value.messages[0].code == "disk-full"
    assert place.read_text() == "of last year"
    assert list(tmp_path.iterdir()) == [place]
