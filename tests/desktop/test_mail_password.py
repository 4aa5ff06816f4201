"""The password of the mail server lies on this machine, readable by its owner alone."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from desktop.mailing.password import VARIABLE, MailPassword
from models.values import Refused

if TYPE_CHECKING:
    from pathlib import Path

POSIX = pytest.mark.skipif(os.name != "posix", reason="elsewhere the folder's owner is asked")


@pytest.fixture(autouse=True)
def _not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "konter" / "mail.toml"


def why_not(password: MailPassword) -> str:
    with pytest.raises(Refused) as refused:
        password.read()
    return refused.value.messages[0].code


@POSIX
def test_what_is_kept_only_its_owner_can_read(file: Path) -> None:
    password = MailPassword(file)
    assert not password.is_kept
    assert why_not(password) == "mail-password-missing"
    before = os.umask(0)
    try:
        for secret in ("first", 'a "quoted" \\ ключ\n'):
            password.keep(secret)
            assert password.read() == secret
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
    finally:
        os.umask(before)
    assert [each.name for each in file.parent.iterdir()] == ["mail.toml"]


@POSIX
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_one_that_others_can_read_is_not_used(file: Path, mode: int) -> None:
    password = MailPassword(file)
    password.keep("a secret")
    file.chmod(mode)
    assert why_not(password) == "mail-password-open"
    password.keep("another")
    assert password.read() == "another"


@pytest.mark.parametrize("text", ["", "password = 7", "password", 'other = "x"', "\udcff"])
def test_one_that_cannot_be_read_is_told(file: Path, text: str) -> None:
    password = MailPassword(file)
    password.keep("a secret")
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert why_not(password) == "mail-password-unreadable"


def test_the_environment_goes_before(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    password = MailPassword(file)
    monkeypatch.setenv(VARIABLE, "given")
    assert password.is_kept
    assert password.read() == "given"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "konter").write_text("no folder")
    with pytest.raises(Refused) as refused:
        MailPassword(tmp_path / "konter" / "mail.toml").keep("a secret")
    assert refused.value.messages[0].code == "no-permission"
