"""Where things lie on this machine: records, settings, papers, the log."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path, user_data_path, user_documents_path

from models.values import refuse

APP = "konter"


def shop_url() -> str:
    """The shop of this machine, unless the settings or the command line name another."""
    return _sqlite(user_data_path(APP) / "shop.db")


def demo_url() -> str:
    """The demo has its own place and never touches a shop."""
    return _sqlite(user_data_path(APP) / "demo.db")


def settings_file() -> Path:
    return user_config_path(APP) / "konter.toml"


def mail_file() -> Path:
    """The password of the shop's mail server, which only its owner may read."""
    return settings_file().with_name("mail.toml")


def log_file() -> Path:
    return user_data_path(APP) / "konter.log"


def papers_folder() -> Path:
    return user_documents_path() / "Konter"


def make_folder(folder: Path) -> Path:
    """The folder, made where it is not there yet; refused where that is not allowed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as why:
        raise refuse("no-permission", place=str(folder)) from why
    return folder


def make_room_for(url: str) -> None:
    """The folder that a database file will lie in."""
    prefix = "sqlite:///"
    if url.startswith(prefix):
        make_folder(Path(url.removeprefix(prefix)).absolute().parent)


def _sqlite(file: Path) -> str:
    return f"sqlite:///{file}"
