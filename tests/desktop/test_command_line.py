"""The program without a window, as a person at a prompt meets it."""

from __future__ import annotations

import csv
import io
import os
import socket
import subprocess
import sys
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Engine, event, func, select, text

import desktop
from desktop import command_line, places
from desktop.command_line import run_command
from desktop.demo import build
from models.db import connect, open_shop
from models.services.people import sign_on
from models.tables.sales import Sale
from tests.builders import PIN

if TYPE_CHECKING:
    from collections.abc import Iterator


ROOT = Path(str(desktop.__file__)).parents[1]
ANSWERS = {
    "--name": "Warung Bu Sari",
    "--country": "ID",
    "--currency": "IDR",
    "--time-zone": "Asia/Jakarta",
    "--language": "id",
    "--manager": "Sari Wulandari",
}
HEADER = "sale,time,sku,description,quantity,unit_price"
SALES = f"""{HEADER}
S-1,2026-03-01 10:00,KETTLE,Kettle,1,10.00
S-1,2026-03-01 10:00,TOWEL,Towel,2,4.50
S-2,2026-03-02 11:30,KETTLE,Kettle,1,10.00
"""


class Prompt:
    """Calls the command line and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.told = ""
        self.wrong = ""

    def call(self, *words: str | Path) -> int:
        code = run_command([str(word) for word in words])
        self.told, self.wrong = self._capsys.readouterr()
        assert "Traceback" not in self.told + self.wrong
        return code

    def is_refused(self, sentence: str, *words: str | Path, code: int = 1) -> None:
        """It says so in a sentence on the error output, and nothing else goes wrong."""
        assert self.call(*words) == code, self.wrong
        assert sentence in self.wrong
        assert self.wrong.strip().endswith("."), self.wrong


@pytest.fixture
def prompt(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Prompt:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Prompt(capsys)


@pytest.fixture
def pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PIN}\n" * 2))


def setup_words(**changed: str) -> list[str]:
    answers = {
        **ANSWERS,
        **{f"--{name.replace('_', '-')}": is_ for name, is_ in changed.items()},
    }
    return ["setup", *(word for pair in answers.items() for word in pair), "--pin-stdin"]


def sales_in(url: str) -> int:
    with closing(open_shop(url)) as shop, shop.unit(writes=False) as unit:
        return unit.connection.scalar(select(func.count(Sale.id))) or 0


@contextmanager
def on_connect(pragma: str) -> Iterator[None]:
    """Every SQLite connection from now on is under this condition."""

    def condition(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    event.listen(Engine, "connect", condition)
    try:
        yield
    finally:
        event.remove(Engine, "connect", condition)


def subprocess_of(*words: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", *map(str, words)],
        cwd=ROOT,
        input=given,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )


class TestSetUp:
    @pytest.mark.usefixtures("pin")
    def test_a_shop_is_set_up_with_every_answer(
        self, prompt: Prompt, empty_database_url: str
    ) -> None:
        words = setup_words(badge="B-7", address="Jl. Melati 8", tax_number="01.234")
        assert prompt.call("--database", empty_database_url, *words) == 0
        assert prompt.told.startswith("Warung Bu Sari is set up. Open its counter with: konter")
        with closing(open_shop(empty_database_url)) as shop:
            facts, station = shop.facts, shop.station
            manager = shop.run(lambda unit: sign_on(unit, "B-7", PIN))
        assert (facts.name, facts.country, facts.currency.code) == (
            "Warung Bu Sari",
            "ID",
            "IDR",
        )
        assert (facts.zone.key, facts.language, facts.tax_number) == (
            "Asia/Jakarta",
            "id",
            "01.234",
        )
        assert station.address == "Jl. Melati 8"
        assert manager.name == "Sari Wulandari"

    @pytest.mark.usefixtures("pin")
    def test_without_an_address_it_lies_in_the_data_folder(
        self, prompt: Prompt, tmp_path: Path
    ) -> None:
        assert prompt.call(*setup_words()) == 0
        assert (tmp_path / "data" / "konter" / "shop.db").is_file()

    @pytest.mark.usefixtures("pin")
    @pytest.mark.parametrize(
        ("asked", "answer", "sentence"),
        [
            ("currency", "XYZ", "XYZ is not a currency Konter knows."),
            ("time_zone", "Mars/Olympus", "Mars/Olympus is not a time zone."),
            ("country", "Narnia", "Narnia is not a country."),
            ("language", "tlh", "Konter does not speak tlh."),
            ("name", " ", "A name is missing."),
            ("manager", "", "A name is missing."),
        ],
    )
    def test_an_answer_that_cannot_be_used_is_named(
        self, prompt: Prompt, tmp_path: Path, asked: str, answer: str, sentence: str
    ) -> None:
        url = f"sqlite:///{tmp_path / 'shop.db'}"
        words = setup_words(**{asked: answer})
        prompt.is_refused(sentence, "--database", url, *words)
        prompt.is_refused(
            "There is no shop", "--database", url, "import", "csv", tmp_path / "x"
        )

    @pytest.mark.parametrize(
        ("pin", "sentence"),
        [
            ("12", "The PIN is too short."),
            ("", "The PIN is too short."),
            ("1234", "This PIN is too easy to guess."),
            ("7777", "This PIN is too easy to guess."),
        ],
    )
    def test_a_pin_that_is_no_secret(
        self, prompt: Prompt, monkeypatch: pytest.MonkeyPatch, pin: str, sentence: str
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{pin}\n"))
        prompt.is_refused(sentence, *setup_words())

    @pytest.mark.usefixtures("pin")
    def test_everything_wrong_is_said_at_once(self, prompt: Prompt) -> None:
        words = setup_words(currency="XYZ", country="Narnia", language="tlh")
        assert prompt.call(*words) == 1
        assert len(prompt.wrong.splitlines()) == 3

    @pytest.mark.usefixtures("pin")
    def test_a_shop_that_is_there_is_left_alone(
        self, prompt: Prompt, database_url: str
    ) -> None:
        prompt.is_refused(
            "A shop is already here: Corner Shop.", "--database", database_url, *setup_words()
        )

    def test_an_answer_left_out_is_wrong_use(self, prompt: Prompt) -> None:
        prompt.is_refused("Missing option '--name'.", "setup", "--country", "ID", code=2)

    @pytest.mark.usefixtures("pin")
    def test_no_room_on_the_disk(self, prompt: Prompt, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'shop.db'}"
        connect(url).dispose()
        with on_connect("max_page_count = 20"):
            prompt.is_refused(
                "is full. Nothing was recorded", "--database", url, *setup_words()
            )

    @pytest.mark.usefixtures("pin")
    def test_the_disk_fills_up_after_the_tables_were_made(
        self, prompt: Prompt, tmp_path: Path
    ) -> None:
        file = tmp_path / "shop.db"
        url = f"sqlite:///{file}"
        assert prompt.call("--database", url, *setup_words(currency="XYZ")) == 1
        words = setup_words(address="Jl. Melati Raya " * 20_000)
        with on_connect("max_page_count = 1"):  # as many as there are, and no more
            prompt.is_refused("is full. Nothing was recorded", "--database", url, *words)


class TestDemo:
    def test_it_is_made_once_in_its_own_place(
        self, prompt: Prompt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(build, "build_demo", partial(build.build_demo, scale=0.005))
        assert prompt.call("demo") == 0
        assert "The demo shop was made in" in prompt.told
        assert (tmp_path / "data" / "konter" / "demo.db").is_file()
        assert not (tmp_path / "data" / "konter" / "shop.db").exists()
        assert prompt.call("demo") == 0
        assert "The demo shop is here already." in prompt.told

    @pytest.mark.parametrize("system", ["sqlite"])
    def test_it_never_touches_a_real_shop(self, prompt: Prompt, database_url: str) -> None:
        prompt.is_refused("A shop is already here", "--database", database_url, "demo")


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    file = tmp_path / "sales.csv"
    file.write_text(SALES, "utf-8")
    return file


class TestImport:
    def test_a_file_is_taken_in_and_the_second_time_changes_nothing(
        self, prompt: Prompt, database_url: str, sales: Path
    ) -> None:
        words = ("--database", database_url, "import", "csv", sales)
        assert prompt.call(*words) == 0
        assert "2 new sales with 3 lines" in prompt.told
        assert prompt.call(*words) == 0
        assert "Nothing was changed: everything usable in it was here already." in prompt.told
        assert sales_in(database_url) == 2

    @pytest.mark.parametrize("system", ["sqlite"])
    def test_a_dry_run_changes_nothing(
        self, prompt: Prompt, database_url: str, sales: Path
    ) -> None:
        assert prompt.call("--database", database_url, "import", "csv", sales, "--dry-run") == 0
        assert "2 new sales" in prompt.told
        assert "Nothing was changed: this was a dry run." in prompt.told
        assert sales_in(database_url) == 0

    @pytest.mark.parametrize("system", ["sqlite"])
    def test_a_map_names_the_shops_own_columns(
        self, prompt: Prompt, database_url: str, tmp_path: Path
    ) -> None:
        file, own = tmp_path / "kasir.csv", tmp_path / "kasir.toml"
        file.write_text("Nota;Waktu;Kode;Jumlah;Harga\nN1;2026-03-01 09:00;A;1;2,50\n")
        own.write_text(
            '[columns]\nnumber = "Nota"\ntime = "Waktu"\nsku = "Kode"\n'
            'quantity = "Jumlah"\nunit_price = "Harga"\n[options]\ndecimal_comma = true\n'
        )
        words = ("--database", database_url, "import", "csv", file)
        prompt.is_refused("Nothing was imported.", *words)
        assert prompt.call(*words, "--map", own) == 0
        assert sales_in(database_url) == 1

    @pytest.mark.parametrize("system", ["sqlite"])
    def test_of_two_files_the_bad_one_does_not_keep_the_good_one_out(
        self, prompt: Prompt, database_url: str, sales: Path, tmp_path: Path
    ) -> None:
        empty = tmp_path / "empty.csv"
        empty.touch()
        prompt.is_refused("is empty", "--database", database_url, "import", "csv", empty, sales)
        assert "2 new sales" in prompt.told
        assert sales_in(database_url) == 2

    @pytest.mark.parametrize("system", ["sqlite"])
    def test_rows_that_are_wrong_are_listed_each_with_its_reason(
        self, prompt: Prompt, database_url: str, sales: Path
    ) -> None:
        sales.write_text(
            f"{SALES}S-3,2026-03-03 10:00,CUP,Cup,1,-3.00\n"
            "S-4,2062-03-03 10:00,CUP,Cup,1,3.00\n"
        )
        assert prompt.call("--database", database_url, "import", "csv", sales) == 1
        rejects = sales.with_name("sales.csv.rejects.csv")
        assert prompt.wrong == f"2 rows were not used, each for its reason: {rejects}\n"
        with rejects.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert header == ["line", "code", "reason", "row"]
        assert [row[:3] for row in rows] == [
            ["5", "price-negative", "The price “-3.00” is below zero."],
            ["6", "time-in-future", "“2062-03-03 10:00” lies in the future."],
        ]
        assert rows[0][3:] == ["S-3", "2026-03-03 10:00", "CUP", "Cup", "1", "-3.00"]
        assert sales_in(database_url) == 2

    @pytest.mark.parametrize("system", ["sqlite"])
    def test_corrections_of_the_stock_are_no_mistake(
        self, prompt: Prompt, database_url: str, tmp_path: Path
    ) -> None:
        file = tmp_path / "uci.csv"
        file.write_text(
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
            "536365,85123A,HEART HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n"
            "536366,22139,damages,56,2010-12-01 11:52:00,0.0,,United Kingdom\n"
        )
        assert prompt.call("--database", database_url, "import", "csv", file) == 0
        assert "1 rows were not used" in prompt.wrong
        assert sales_in(database_url) == 1

    @pytest.mark.parametrize("system", ["sqlite"])
    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
    def test_no_room_for_the_list_of_rows_is_said_as_it_is(
        self, prompt: Prompt, database_url: str, sales: Path
    ) -> None:
        sales.write_text(f"{SALES}S-3,2026-03-03 10:00,CUP,Cup,1,-3.00\n")
        sales.with_name("sales.csv.rejects.csv").symlink_to("/dev/full")
        sentence = "1 rows were not used, and their list could not be written to"
        prompt.is_refused(sentence, "--database", database_url, "import", "csv", sales)
        assert "What was taken in is safe." in prompt.wrong
        assert sales_in(database_url) == 2

    @pytest.mark.parametrize("system", ["sqlite"])
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "is empty. Nothing was imported."),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "is not a text file."),
            (b"a,b,c\n1,2,3\n", "The column “"),
        ],
        ids=["empty", "not text", "other columns"],
    )
    def test_a_file_that_cannot_be_used(
        self,
        prompt: Prompt,
        database_url: str,
        tmp_path: Path,
        content: bytes,
        sentence: str,
    ) -> None:
        file = tmp_path / "sales.csv"
        file.write_bytes(content)
        prompt.is_refused(sentence, "--database", database_url, "import", "csv", file)

    @pytest.mark.parametrize("system", ["sqlite"])
    def test_a_file_in_another_encoding_than_its_map_says(
        self, prompt: Prompt, database_url: str, sales: Path, tmp_path: Path
    ) -> None:
        sales.write_bytes(SALES.replace("Kettle", "Thé").encode("latin-1"))
        own = tmp_path / "own.toml"
        own.write_text(
            '[columns]\nnumber = "sale"\ntime = "time"\nsku = "sku"\nquantity = "quantity"\n'
            'unit_price = "unit_price"\n[options]\nencoding = "utf-8"\n'
        )
        words = ("--database", database_url, "import", "csv", sales)
        prompt.is_refused("has letters that cannot be read.", *words, "--map", own)
        assert prompt.call(*words) == 0

    @pytest.mark.parametrize("system", ["sqlite"])
    def test_no_file_a_folder_and_no_map(
        self, prompt: Prompt, database_url: str, sales: Path, tmp_path: Path
    ) -> None:
        words = ("--database", database_url, "import", "csv")
        prompt.is_refused("There is no file", *words, tmp_path / "nowhere.csv")
        prompt.is_refused("There is no file", *words, tmp_path)
        prompt.is_refused("There is no file", *words, sales, "--map", tmp_path / "no.toml")
        own = tmp_path / "own.toml"
        own.write_text("columns = 3")
        prompt.is_refused("cannot be used: columns", *words, sales, "--map", own)

    @pytest.mark.parametrize("system", ["sqlite"])
    def test_no_room_on_the_disk(
        self, prompt: Prompt, database_url: str, tmp_path: Path
    ) -> None:
        many = tmp_path / "many.csv"
        rows = (f"S-{n},2026-03-01 10:00,KETTLE,Kettle,1,10.00\n" for n in range(5000))
        many.write_text(f"{HEADER}\n{''.join(rows)}")
        with on_connect("max_page_count = 150"):
            prompt.is_refused(
                "is full. Nothing was recorded",
                "--database",
                database_url,
                "import",
                "csv",
                many,
            )
        assert sales_in(database_url) == 0

    @pytest.mark.parametrize("system", ["sqlite"])
    def test_records_that_may_only_be_read(
        self, prompt: Prompt, database_url: str, sales: Path
    ) -> None:
        with on_connect("query_only = ON"):
            prompt.is_refused(
                "This user may not write to", "--database", database_url, "import", "csv", sales
            )


class TestRecords:
    def import_from(self, url: str) -> tuple[str, ...]:
        return ("--database", url, "import", "csv", "sales.csv")

    def test_records_of_a_newer_version(self, prompt: Prompt, database_url: str) -> None:
        engine = connect(database_url)
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        engine.dispose()
        prompt.is_refused(
            "were written by a newer Konter (version 9999", *self.import_from(database_url)
        )

    def test_a_database_of_something_else(
        self, prompt: Prompt, empty_database_url: str
    ) -> None:
        engine = connect(empty_database_url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE recipe (name TEXT)"))
        engine.dispose()
        prompt.is_refused(
            "does not hold the records of a shop.", *self.import_from(empty_database_url)
        )

    def test_an_unknown_register(self, prompt: Prompt, database_url: str) -> None:
        prompt.is_refused(
            "This shop has no register 77.",
            "--register",
            "77",
            *self.import_from(database_url),
        )

    def test_what_is_no_database(self, prompt: Prompt, tmp_path: Path) -> None:
        letter = tmp_path / "letter.txt"
        letter.write_text("Dear customer, " * 100)
        prompt.is_refused("does not hold the records", *self.import_from(f"sqlite:///{letter}"))
        assert letter.read_text().startswith("Dear customer")
        prompt.is_refused("may not write to", *self.import_from(f"sqlite:///{tmp_path}"))
        prompt.is_refused("There is no shop", *self.import_from(f"sqlite:///{tmp_path}/no.db"))

    @pytest.mark.usefixtures("pin")
    def test_a_folder_that_cannot_be_made(
        self, prompt: Prompt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        letter = tmp_path / "letter.txt"
        letter.touch()
        url = f"sqlite:///{letter}/konter/shop.db"
        prompt.is_refused("This user may not write to", "--database", url, *setup_words())
        prompt.is_refused("This user may not write to", "--database", url, "demo")
        monkeypatch.setenv("XDG_DATA_HOME", str(letter))
        prompt.is_refused("This user may not write to", "demo")

    def test_a_server_that_does_not_answer(self, prompt: Prompt) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
            url = f"postgresql://sari:secret@127.0.0.1:{port}/shop"
            prompt.is_refused("cannot be reached.", *self.import_from(url))
        assert "secret" not in prompt.wrong

    @pytest.mark.parametrize(
        "url",
        [
            "shop.db",
            "mysql://sari:secret@localhost/shop",
            "postgresql://sari:secret@localhost:door/shop",
        ],
    )
    def test_an_address_that_is_none(self, prompt: Prompt, url: str) -> None:
        prompt.is_refused("is not the address of a database", *self.import_from(url))
        assert "secret" not in prompt.wrong

    def test_settings_that_cannot_be_used(self, prompt: Prompt) -> None:
        file = places.settings_file()
        file.parent.mkdir(parents=True)
        for content in ("scale = = 1", "scale = 900", 'scheme = "blue"', "papers = 3"):
            file.write_text(content)
            prompt.is_refused("cannot be used", "import", "csv", "sales.csv")

    @pytest.mark.parametrize("system", ["sqlite"])
    def test_the_settings_say_where_the_records_are(
        self, prompt: Prompt, database_url: str, sales: Path
    ) -> None:
        file = places.settings_file()
        file.parent.mkdir(parents=True)
        file.write_text(f'database = "{database_url}"')
        assert prompt.call("import", "csv", sales) == 0
        assert sales_in(database_url) == 2


class TestWrongUse:
    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (["frobnicate"], "No such command 'frobnicate'."),
            (["--frob"], "No such option: --frob"),
            (["import", "xml"], "No such command 'xml'."),
            (["import", "csv"], "Missing argument"),
            (["--database"], "requires an argument."),
            (["tour"], "Missing option '--out'."),
        ],
    )
    def test_it_is_named_with_the_way_to_help(
        self, prompt: Prompt, words: list[str], sentence: str
    ) -> None:
        prompt.is_refused(sentence, *words, code=2)
        assert prompt.wrong.endswith("See konter --help.\n")

    def test_a_stop_by_the_keyboard(
        self, prompt: Prompt, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(command_line, "opened_shop", stop)
        prompt.is_refused(
            "Stopped. What was not finished was not kept.",
            "import",
            "csv",
            "sales.csv",
            code=130,
        )


class TestAsAProgram:
    def test_help_names_every_command(self) -> None:
        said = subprocess_of("--help")
        assert said.returncode == 0
        for word in ("setup", "demo", "import", "tour", "run", "--database", "--register"):
            assert word in said.stdout

    def test_a_shop_is_set_up_and_its_sales_taken_in(self, tmp_path: Path, sales: Path) -> None:
        database = ("--database", f"sqlite:///{tmp_path / 'own.db'}")
        made = subprocess_of(*database, *setup_words(currency="GBP"), given=f"{PIN}\n")
        assert (made.returncode, made.stderr) == (0, "")
        taken = subprocess_of(*database, "import", "csv", sales)
        assert taken.returncode == 0
        assert "2 new sales" in taken.stdout

    def test_a_refusal_is_one_sentence_and_an_exit_code(self, tmp_path: Path) -> None:
        said = subprocess_of("--database", f"sqlite:///{tmp_path}/no.db", "import", "csv", "x")
        assert said.returncode == 1
        assert said.stdout == ""
        assert len(said.stderr.splitlines()) == 1
        assert "There is no shop at" in said.stderr
