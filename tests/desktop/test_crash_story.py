"""What a crash leaves behind is enough to mend the program, and names nobody."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, text

from desktop import crash, places
from desktop.__main__ import _crashed
from desktop.crash_story import story_of
from models.tables.base import add_row, rows_of
from models.tables.people import Customer
from models.values import Refused, refuse
from tests.builders import a_customer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from models.db import Shop
    from models.unit import Unit

NAME, PHONE, CARD = "Wulandari Kusuma", "+6281234567890", "4111 1111 1111 1111"
HELD = f"{NAME} {PHONE} {CARD}"


def look_up_in_vain(_: Unit) -> None:
    known: dict[str, str] = {}
    known[HELD]


def misread(_: Unit) -> None:
    int(HELD)


def raise_from_another(unit: Unit) -> None:
    try:
        misread(unit)
    except ValueError as why:
        raise RuntimeError(f"could not go on with {HELD}") from why


def store_twice(unit: Unit) -> None:
    for _ in range(2):
        add_row(unit.connection, Customer, number=HELD[:40], name=NAME, phone=PHONE)


def store_too_much(unit: Unit) -> None:
    """PostgreSQL's details quote the whole row."""
    row = {"number": CARD, "name": NAME, "phone": PHONE, "standing": HELD[:10]}
    unit.connection.execute(insert(rows_of(Customer)), [row])


def speak_nonsense(unit: Unit) -> None:
    unit.connection.execute(
        text("SELECT nothing FROM nowhere WHERE name = :name"), {"name": HELD}
    )


def miss_a_file(_: Unit) -> None:
    with open(f"/nowhere/{HELD}", encoding="utf-8"):
        pass


def refuse_it(_: Unit) -> None:
    raise refuse("customer-unknown", number=HELD)


@pytest.mark.parametrize(
    ("use_case", "told"),
    [
        (look_up_in_vain, "KeyError"),
        (misread, "ValueError"),
        (raise_from_another, "RuntimeError"),
        (store_twice, "sqlalchemy.exc.IntegrityError"),
        (store_too_much, "sqlalchemy.exc.IntegrityError"),
        (speak_nonsense, "nowhere"),
        (miss_a_file, "No such file"),
        (refuse_it, "customer-unknown"),
        (lambda unit: unit.no_such_thing, "'Unit' object has no attribute"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_no_name_phone_or_card_is_left_in_the_crash_file(
    shop: Shop,
    use_case: Callable[[Unit], None],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    clean_log: Path,
) -> None:
    a_customer(shop, NAME, phone=PHONE)
    with pytest.raises(Exception) as crashed:  # noqa: PT011  whatever it is
        shop.run(use_case)
    said: list[str] = []
    monkeypatch.setattr(crash, "QMessageBox", Box(said))

    crash.tell(crashed.value)
    _crashed(crashed.type, crashed.value, None)

    kept = clean_log.read_text("utf-8")
    wrong = capsys.readouterr().err
    for story in (kept, wrong, said[-1]):
        assert told in story
        assert "test_crash_story.py" in story
        for trace in (NAME, "Wulandari", PHONE, CARD, "4111"):
            assert trace not in story.replace(f'{__file__}"', "")


class Box:
    """In the place of a message box, whose words it keeps."""

    def __init__(self, said: list[str]) -> None:
        self._said = said

    def __call__(self) -> Box:
        return self

    def setWindowTitle(self, _: str) -> None: ...

    def setText(self, _: str) -> None: ...

    def setInformativeText(self, _: str) -> None: ...

    def setDetailedText(self, text: str) -> None:
        self._said.append(text)

    def exec(self) -> None: ...


@pytest.fixture
def clean_log() -> Iterator[Path]:
    """The log as nobody has written to it yet."""
    log = logging.getLogger("konter")
    place = places.log_file()
    place.unlink(missing_ok=True)
    log.handlers.clear()
    yield place
    for handler in log.handlers:
        handler.close()
    log.handlers.clear()


def test_the_cause_is_told_first() -> None:
    with pytest.raises(RuntimeError) as crashed:
        raise_from_another(None)  # type: ignore[arg-type]
    story = story_of(crashed.value)
    assert story.index("ValueError") < story.index("After that:") < story.index("RuntimeError")


def test_a_cause_that_leads_back_to_itself_is_told_once() -> None:
    problem = Refused()
    problem.__context__ = KeyError(HELD)
    problem.__context__.__context__ = problem
    assert story_of(problem).count("KeyError") == 1
