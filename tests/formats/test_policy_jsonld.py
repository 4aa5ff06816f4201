"""What the shop's web page says of its policy is what schema.org knows, and true."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from models.formats.policy_jsonld import Shop, merchant_return_policy
from models.formats.policy_toml import parse_policy
from models.values import Currency
from tests.formats.policies import RUPIAH, policies

if TYPE_CHECKING:
    from models.rules.policy import Policy

POLICIES = Path(__file__).parents[1] / "policies"
DOLLAR = Currency("USD")
SHOP = Shop(country="US", currency=DOLLAR)
SPRING = date(2026, 3, 2)

POLICY = {
    "@type", "name", "applicableCountry", "customerRemorseReturnFees",
    "customerRemorseReturnLabelSource", "customerRemorseReturnShippingFeesAmount",
    "inStoreReturnsOffered", "itemCondition", "itemDefectReturnFees",
    "itemDefectReturnLabelSource", "itemDefectReturnShippingFeesAmount", "merchantReturnDays",
    "merchantReturnLink", "refundType", "restockingFee", "returnFees", "returnLabelSource",
    "returnMethod", "returnPolicyCategory", "returnPolicyCountry",
    "returnPolicySeasonalOverride", "returnShippingFeesAmount", "validForMemberTier",
}  # fmt: skip
SEASON = {"@type", "startDate", "endDate", "merchantReturnDays", "returnPolicyCategory"}
VALUES = {
    "returnPolicyCategory": {
        "MerchantReturnFiniteReturnWindow", "MerchantReturnNotPermitted",
        "MerchantReturnUnlimitedWindow", "MerchantReturnUnspecified",
    },
    "returnMethod": {"KeepProduct", "ReturnAtKiosk", "ReturnByMail", "ReturnInStore"},
    "returnFees": {
        "FreeReturn", "OriginalShippingFees", "RestockingFees",
        "ReturnFeesCustomerResponsibility", "ReturnShippingFees",
    },
    "itemDefectReturnFees": {"FreeReturn"},
    "refundType": {"ExchangeRefund", "FullRefund", "StoreCreditRefund"},
    "itemCondition": {
        "DamagedCondition", "NewCondition", "RefurbishedCondition", "UsedCondition",
    },
}  # fmt: skip


def page(*lines: str, day: date = SPRING, shop: Shop = SHOP) -> list[dict[str, Any]]:
    text = "\n".join(("name = 'Shop'", "[[clause]]", "number = 1", *lines))
    said = merchant_return_policy(parse_policy(text, shop.currency), shop, day)
    assert said["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = json.loads(json.dumps(said["@graph"]))
    return graph


def published(kind: str, day: date = SPRING) -> dict[str, dict[str, Any]]:
    """By name."""
    policy = parse_policy((POLICIES / f"{kind}.toml").read_text("utf-8"), DOLLAR)
    graph = merchant_return_policy(policy, SHOP, day)["@graph"]
    return {each["name"]: each for each in graph}


def check(said: dict[str, Any]) -> None:
    season = said["@type"] == "MerchantReturnPolicySeasonalOverride"
    assert set(said) <= (SEASON if season else POLICY)
    for name, known in VALUES.items():
        values = said.get(name, [])
        for value in values if isinstance(values, list) else [values]:
            assert value.removeprefix("https://schema.org/") in known
    finite = said["returnPolicyCategory"].endswith("FiniteReturnWindow")
    assert finite == ("merchantReturnDays" in said)
    for each in said.get("returnPolicySeasonalOverride", []):
        check(each)


@given(policy=policies)
def test_only_words_that_schema_org_knows(policy: Policy) -> None:
    shop = Shop(
        country="ID", currency=RUPIAH, link="https://shop.example/returns", by_mail=True
    )
    for said in json.loads(json.dumps(merchant_return_policy(policy, shop, SPRING)))["@graph"]:
        check(said)


def test_the_whole_shop() -> None:
    shop = Shop(
        country="US", currency=DOLLAR, link="https://shop.example/returns", by_mail=True
    )
    assert page("window = '30 days'", "fee.restocking = 7.5", shop=shop) == [
        {
            "@type": "MerchantReturnPolicy",
            "name": "Shop",
            "applicableCountry": "US",
            "merchantReturnLink": "https://shop.example/returns",
            "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
            "merchantReturnDays": 30,
            "returnMethod": [
                "https://schema.org/ReturnInStore",
                "https://schema.org/ReturnByMail",
            ],
            "refundType": [
                "https://schema.org/FullRefund",
                "https://schema.org/ExchangeRefund",
            ],
            "itemCondition": [
                "https://schema.org/NewCondition",
                "https://schema.org/UsedCondition",
                "https://schema.org/DamagedCondition",
            ],
            "returnFees": "https://schema.org/RestockingFees",
            "itemDefectReturnFees": "https://schema.org/FreeReturn",
            "restockingFee": 7.5,
        }
    ]


@pytest.mark.parametrize(
    ("window", "category", "days"),
    [
        ("'30 days'", "FiniteReturnWindow", 30),
        ("'0 days'", "FiniteReturnWindow", 0),
        ("'48 hours'", "FiniteReturnWindow", 2),
        ("'1 month'", "FiniteReturnWindow", 28),
        ("{ days = 40, or_earlier = '1 month' }", "FiniteReturnWindow", 28),
        ("{ days = 30, from = 'delivery' }", "FiniteReturnWindow", 30),
        ("'until 2026-12-24'", "FiniteReturnWindow", "2026-12-24"),
        ("{ days = 30, not_before = 2026-12-26 }", "FiniteReturnWindow", "2027-01-25"),
        ("{ days = 30, not_before = 2025-12-26 }", "FiniteReturnWindow", 30),
        ("{ days = 30, or_later = 'until 2026-12-24' }", "FiniteReturnWindow", "2026-12-24"),
        ("{ days = 30, or_later = 'no limit' }", "UnlimitedWindow", None),
        ("'no limit'", "UnlimitedWindow", None),
        ("'none'", "NotPermitted", None),
    ],
)
def test_until_when(window: str, category: str, days: int | str | None) -> None:
    """Months are promised as the fewest days that they have."""
    (said,) = page(f"window = {window}")
    assert said["returnPolicyCategory"] == f"https://schema.org/MerchantReturn{category}"
    assert said.get("merchantReturnDays") == days


@pytest.mark.parametrize(
    ("lines", "types"),
    [
        (["window = '1 day'", "refund.to = 'gift-card'"], ["StoreCredit", "Exchange"]),
        (["window = '1 day'", "refund.choices = 'store-credit'"],
         ["Full", "StoreCredit", "Exchange"]),
        (["window = '1 day'", "exchange.window = 'none'"], ["Full"]),
        (["window = 'none'", "exchange.window = '1 day'"], ["Exchange"]),
        (["window = '1 day'", "never_refunded = true"], ["Exchange"]),
    ],
)  # fmt: skip
def test_what_is_given_back(lines: list[str], types: list[str]) -> None:
    (said,) = page(*lines)
    assert said["refundType"] == [f"https://schema.org/{each}Refund" for each in types]


def test_no_more_is_promised_than_the_counter_gives() -> None:
    for never in ("final_sale = true", "never_taken = true", "reasons = ['faulty']"):
        (said,) = page("window = '30 days'", never)
        assert said["returnPolicyCategory"].endswith("MerchantReturnNotPermitted")
        assert "refundType" not in said


def test_a_flat_fee_is_an_amount() -> None:
    (said,) = page("window = '30 days'", "fee.parcel = { flat = 5, waived = [] }")
    amount = {"@type": "MonetaryAmount", "currency": "USD", "value": "5.00"}
    assert said["restockingFee"] == amount
    assert "itemDefectReturnFees" not in said


def test_exceptions_are_policies_with_a_name() -> None:
    said = published("warehouse_club")
    assert said["Warehouse club"]["returnPolicyCategory"].endswith("UnlimitedWindow")
    assert said["Warehouse club: televisions"]["merchantReturnDays"] == 90
    assert said["Warehouse club: tobacco"]["returnPolicyCategory"].endswith("NotPermitted")
    assert "Warehouse club: diamonds" not in said, "that one depends on the carat"


def test_tiers_are_named() -> None:
    said = published("electronics")
    premium = said["Electronics store with tiers: premium"]
    assert premium["validForMemberTier"] == {"@type": "MemberProgramTier", "name": "premium"}
    assert premium["merchantReturnDays"] == 60


def test_seasons() -> None:
    said = published("electronics")
    (season,) = said["Electronics store with tiers"]["returnPolicySeasonalOverride"]
    assert season == {
        "@type": "MerchantReturnPolicySeasonalOverride",
        "startDate": "2026-11-01",
        "endDate": "2026-12-31",
        "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": "2027-01-15",
    }
    assert "returnPolicySeasonalOverride" not in said["Electronics store with tiers: phones"]
    (counted,) = published("clothing")["Clothing store"]["returnPolicySeasonalOverride"]
    assert counted["merchantReturnDays"] == "2027-01-25"


def test_a_season_that_is_over_is_left_out() -> None:
    said = published("electronics", date(2027, 1, 1))
    assert not any("returnPolicySeasonalOverride" in each for each in said.values())
