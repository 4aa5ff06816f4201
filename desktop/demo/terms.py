"""The demo shop's return policies: the one it opened with, and the one in force today."""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

from models.formats.policy_toml import parse_policy
from models.rules.laws import law_of
from models.services.setup import currency_of

if TYPE_CHECKING:
    from datetime import date

    from models.rules.policy import Policy

CURRENCY, COUNTRY = currency_of("IDR"), "ID"
CHANGED_DAYS_AGO = 182
"""How long the second policy has been in force."""
SHOP_DAYS, FIRST_ELECTRONICS_DAYS, ELECTRONICS_DAYS = 30, 7, 14
WRITTEN_FOR, SEASON_ENDS = "2026", timedelta(60)


def first_policy() -> Policy:
    """Few clauses, short windows."""
    return _parsed(_text("policy-first.toml"))


def todays_policy(today: date) -> Policy:
    """All that the program can do; its holidays are those of the season around ``today``."""
    year = (today - SEASON_ENDS).year
    return _parsed(_text("policy.toml").replace(f"{WRITTEN_FOR}-", f"{year}-"))


def _text(name: str) -> str:
    return (files("desktop.demo") / name).read_text("utf-8")


def _parsed(text: str) -> Policy:
    return parse_policy(text, CURRENCY, law=law_of(COUNTRY))
