"""Countries, currencies and time zones, as a person setting up a shop looks for them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from models.services import places
from models.services.places import (
    countries,
    country_names,
    currency_names,
    plain,
    propose,
    zone_names,
)
from models.services.setup import LANGUAGES, currency_of

WINTER = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "currency", "zone"),
    [
        ("ID", "IDR", "Asia/Jakarta"),
        ("PH", "PHP", "Asia/Manila"),
        ("GB", "GBP", "Europe/London"),
        ("US", "USD", "America/New_York"),
        ("IN", "INR", "Asia/Kolkata"),
        ("HR", "EUR", "Europe/Zagreb"),
    ],
)
def test_a_country_proposes_its_money_and_its_clock(
    country: str, currency: str, zone: str
) -> None:
    proposal = propose(country)
    assert (proposal.currency, proposal.time_zones[0]) == (currency, zone)


def test_indonesia_has_its_four_clocks() -> None:
    zones = propose("ID").time_zones
    assert set(zones) == {
        "Asia/Jakarta",
        "Asia/Pontianak",
        "Asia/Makassar",
        "Asia/Jayapura",
    }


def test_what_is_proposed_can_be_set_up_everywhere() -> None:
    assert len(countries()) > 230
    for country in countries():
        proposal = propose(country)
        assert currency_of(proposal.currency).code == proposal.currency
        assert ZoneInfo(proposal.time_zones[0])


@pytest.mark.parametrize("code", ["EU", "SU", "XX", "", "id"])
def test_what_is_no_country_proposes_nothing(code: str) -> None:
    with pytest.raises(KeyError):
        propose(code)


def test_a_country_without_a_zone_of_its_own_is_offered_all() -> None:
    assert propose("XK").currency == "EUR"
    assert "Europe/Belgrade" in propose("XK").time_zones


def test_without_a_table_of_zones_every_zone_is_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(places, "_zones_by_country", dict)
    assert "Asia/Manila" in propose("PH").time_zones


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_in_the_order_of_the_alphabet(language: str) -> None:
    for named in (country_names(language), currency_names(language)):
        assert [each.sought for each in named] == sorted(plain(each.name) for each in named)
        assert all(each.name.strip() for each in named)


def test_names_are_those_of_the_language() -> None:
    assert {c.code: c.name for c in country_names("id")}["GB"] == "Inggris Raya"
    assert {c.code: c.name for c in currency_names("en")}["IDR"] == "Indonesian Rupiah (IDR)"


def test_accents_do_not_move_a_country_to_the_end() -> None:
    names = [each.name for each in country_names("en")]
    assert names.index("Åland Islands") < names.index("Brazil")
    assert plain("Côte d’Ivoire") == "cote d’ivoire"


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Asia/Jakarta", "Jakarta (UTC+7)"),
        ("Europe/London", "London (UTC+0)"),
        ("America/New_York", "New York (UTC−5)"),
        ("Asia/Kolkata", "Kolkata (UTC+5:30)"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires (UTC−3)"),
    ],
)
def test_a_zone_is_its_city_and_its_clock(zone: str, name: str) -> None:
    (named,) = zone_names([zone], "en", WINTER)
    assert (named.code, named.name) == (zone, name)
