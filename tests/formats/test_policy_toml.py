"""A policy file: what a person writes is understood, and every mistake names its line."""

from __future__ import annotations

import tomllib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.formats.policy_lines import key_lines
from models.formats.policy_toml import document_line, parse_policy, policy_toml
from models.rules.conditions import Among, Between
from models.rules.terms import Fee
from models.rules.windows import Window
from models.values import Currency, Money, Refused
from receipts.language import Language
from receipts.policy_mistakes import MISTAKES
from tests.formats.policies import RUPIAH, policies

DOLLAR = Currency("USD")
WRITTEN = """\
# Our terms
name = "Corner shop"
kinder_today = false

[[clause]]
number = 1
text = "Bring it back within 30 days, with the receipt."
window = "30 days"
exchange.window = "60 days"
limit.line = 49.99

[[clause]]      # what was opened
number = 2
capture = ["id", "photo"]
fee.restocking = { percent = 7.5, tiers = [
  { days = 30, percent = 10 },   # the first month
  { percent = 20 },
] }

[clause.when]
department = ["Toys", "Games"]
price = { over = 20 }
attribute."Full size" = "L"
"""


def said(text: str) -> list[tuple[object, str]]:
    """The line and the code of every mistake."""
    with pytest.raises(Refused) as caught:
        parse_policy(text, DOLLAR)
    return [(message.facts["line"], message.code) for message in caught.value.messages]


def clause(*lines: str) -> str:
    """A file whose only clause has these lines, from the third on."""
    return "\n".join(("[[clause]]", "number = 1", *lines))


def test_what_a_person_writes_is_understood() -> None:
    policy = parse_policy(WRITTEN, DOLLAR, number=7)
    first, second = policy.clauses
    assert (policy.number, policy.name, policy.kinder_today) == (7, "Corner shop", False)
    assert first.text == {"en": "Bring it back within 30 days, with the receipt."}
    assert first.terms == {
        "window": Window(days=30),
        "exchange.window": Window(days=60),
        "limit.line": Money(4999),
    }
    assert second.when == (
        Among("attribute.full size", frozenset({"l"})),
        Between("price", 2001, None),
        Among("department", frozenset({"toys", "games"})),
    )
    assert isinstance(second.terms["fee.restocking"], Fee)
    assert second.terms["capture.photo"] is True


def test_it_is_written_as_a_person_would() -> None:
    policy = parse_policy(WRITTEN, DOLLAR)
    assert policy_toml(policy, DOLLAR, {2: "Opened toys and games"}) == (
        """\
name = "Corner shop"
day_of_sale_is_day_one = false
kinder_today = false

[[clause]]
number = 1
text.en = "Bring it back within 30 days, with the receipt."
window = "30 days"
exchange.window = "60 days"
limit.line = 49.99

# Opened toys and games
[[clause]]
number = 2
when.attribute."full size" = "l"
when.price = { over = 20.00 }
when.department = ["games", "toys"]
fee.restocking = { percent = 7.5, tiers = [{ days = 30, percent = 10 }, { percent = 20 }] }
capture.id = true
capture.photo = true
"""
    )


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 2),
        (("clause", 0), 5),
        (("clause", 0, "window"), 8),
        (("clause", 0, "exchange", "window"), 9),
        (("clause", 1), 12),
        (("clause", 1, "capture", 1), 14),
        (("clause", 1, "fee", "restocking", "percent"), 15),
        (("clause", 1, "fee", "restocking", "tiers", 0, "days"), 16),
        (("clause", 1, "fee", "restocking", "tiers", 1), 17),
        (("clause", 1, "when"), 20),
        (("clause", 1, "when", "attribute", "Full size"), 23),
        (("clause", 1, "when", "missing"), 20),
        (("missing",), 1),
    ],
)
def test_the_line_of_a_place(path: tuple[str | int, ...], line: int) -> None:
    assert document_line(WRITTEN, path) == line


@pytest.mark.parametrize(
    "text",
    [
        'a = """x = 1\n# no comment\n"" y"""""\nb = 1',
        "a = '''it's\n[not.a.table]\n'''\nb = 1",
        'a = "\\"]# ," # "quoted"\nb = [[1, 2],\n [3]]',
        'a.b . "c d" = { x = { y = 1 }, z = [] }\r\n[t.u]\r\nv = 2026-12-24 10:00:00\r\n',
        "[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\n[a.b.d]\ne = 1\n[[a]]\nf = -1.5e3",
        "'' = true\n\"\\u00e9\" = 'x'",
    ],
)
def test_every_key_of_any_file_has_its_line(text: str) -> None:
    def paths(value: object) -> set[tuple[str | int, ...]]:
        keys = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]
        return {
            (key, *rest)
            for key, each in keys
            for rest in ({()} | (paths(each) if isinstance(each, dict | list) else set()))
        }

    assert set(key_lines(text)) == paths(tomllib.loads(text))


@given(policy=policies)
def test_every_key_of_a_written_policy_has_its_line(policy: object) -> None:
    text = policy_toml(policy, RUPIAH)  # type: ignore[arg-type]
    lines = key_lines(text)
    assert {path[1] for path in lines if path[0] == "clause" and len(path) > 1} == set(
        range(text.count("\n[[clause]]\n"))
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name = 'a'\nkinder_today = yes", 2),
        ("name = 'a'\nname = 'b'", 2),
        ("name = 'a'\n\nx = [", 3),
        ("", 1),
        ("x = 1e99999999999999999999", 1),
        (f"x = {'9' * 5000}", 1),
        (f"x = {'[' * 5000}", 1),
    ],
)
def test_what_is_not_toml_is_said_with_its_line(text: str, line: int) -> None:
    if not text:
        assert parse_policy(text, DOLLAR).clauses == ()
    else:
        assert said(text) == [(line, "policy-not-toml")]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("windw = '30 days'", "policy-term-near"),
        ("fees.restocking = 15", "policy-term-near"),
        ("capture.foto = true", "policy-term-near"),
        ("zzzzz = 1", "policy-term-unknown"),
        ("fee.'a.b' = 1", "policy-term-near"),
        ("exchange = { once = true, 'exchange.once' = true }", "policy-term-near"),
        ("limit.line = 1\n'limit.line' = 2", "policy-term-twice"),
        ("when.departmnt = 'Toys'", "policy-fact-near"),
        ("when.qqqqqq = 'Toys'", "policy-fact-unknown"),
        ("when.reason = 'falty'", "policy-word-near"),
        ("when.tender = 'zzz'", "policy-word-unknown"),
        ("when.place = ''", "policy-word-unknown"),
        ("when.department = []", "policy-list-empty"),
        ("when.department = 5", "policy-no-text"),
        ("when.staff = 'yes'", "policy-no-flag"),
        ("when.attribute.new = true", "policy-no-text"),
        ("when.attribute = 'L'", "policy-no-table"),
        ("when = 'Toys'", "policy-no-table"),
        ("when.price = {}", "policy-bounds-missing"),
        ("when.price = { over = 20, under = 20 }", "policy-bounds-empty"),
        ("when.price = { qqq = 20 }", "policy-key-unknown"),
        ("when.price = { frm = 20 }", "policy-key-near"),
        ("when.price = 'cheap'", "policy-no-amount"),
        ("when.price = -1", "policy-no-amount"),
        ("when.value = 1.005", "policy-no-amount"),
        ("when.units = 1.0005", "policy-no-quantity"),
        ("when.age = 1.5", "policy-no-count"),
        ("when.sold = 2026", "policy-no-day"),
        ("when.sold = 2026-12-24T10:00:00", "policy-no-day"),
        ("when.sold = '24.12.2026'", "policy-no-day"),
        ("window = 30", "policy-no-window"),
        ("window = '30 dayz'", "policy-no-window"),
        ("window = '0 hours'", "policy-no-window"),
        ("window = '40000 days'", "policy-no-window"),
        ("window = 'until tomorrow'", "policy-no-window"),
        ("window = {}", "policy-window-limits"),
        ("window = { days = 30, months = 1 }", "policy-window-limits"),
        ("window = { no_limit = false }", "policy-only-true"),
        ("window = { days = 40000 }", "policy-no-count"),
        ("window = { days = 3, from = 'delivry' }", "policy-word-near"),
        (
            "window = { days = 3, or_later = '4 days', or_earlier = '5 days' }",
            "policy-window-second",
        ),
        ("late = [{ decided_by = 'manager' }]", "policy-stage-end"),
        ("late = [{ days = 3, late = 3 }]", "policy-stage-end"),
        ("late = [{ days = 30 }, { days = 30 }]", "policy-stages-order"),
        ("fee.a = true", "policy-no-percent"),
        ("fee.a = 101", "policy-no-percent"),
        ("fee.a = inf", "policy-no-percent"),
        ("fee = 15", "policy-no-table"),
        ("fee.a = { most = 5 }", "policy-fee-empty"),
        ("fee.a = { percent = 5, per = 'box' }", "policy-word-unknown"),
        ("fee.a = { tiers = [{ percent = 5 }, { days = 3, percent = 5 }] }", "policy-tier-end"),
        (
            "fee.a = { tiers = [{ days = 5, percent = 1 }, { days = 4, percent = 2 }] }",
            "policy-tiers-order",
        ),
        ("fee.a = { tiers = [{ days = 5 }] }", "policy-key-missing"),
        (
            "fee.a = { percent = 5, waived = [{ place = 'same', tier = 'gold' }] }",
            "policy-waiver-one",
        ),
        (
            "fee.a = { percent = 5, waived = [{ attribute = { a = '1', b = '2' } }] }",
            "policy-waiver-one",
        ),
        ("fee.a = { percent = 5, waived = [{}] }", "policy-waiver-one"),
        ("fee.a = { percent = 5, waived = ['gold'] }", "policy-no-table"),
        ("no_receipt.period = { days = 30 }", "policy-no-measure"),
        ("no_receipt.period = { count = 30 }", "policy-key-missing"),
        ("velocity.often = { days = 30 }", "policy-no-measure"),
        ("velocity.often = { days = 0, count = 3 }", "policy-no-count"),
        ("inspection = true", "policy-no-table"),
        ("inspection = {}", "policy-key-missing"),
        ("final_sale = 'yes'", "policy-no-flag"),
        ("refund.order = ['cash', 'cash']", "policy-word-twice"),
        ("refund.cheque_days = false", "policy-no-count"),
        ("text = 5", "policy-no-table"),
        ("text.de = 'Hallo'", "policy-key-unknown"),
        ("decided_by = 'boss'", "policy-word-unknown"),
    ],
)
def test_a_mistake_names_its_line_and_has_a_sentence(written: str, code: str) -> None:
    text = clause("", "# a comment", written)
    with pytest.raises(Refused) as caught:
        parse_policy(text, DOLLAR)
    (message,) = caught.value.messages
    assert (message.code, message.facts["line"]) == (code, 5 + written.count("\n"))
    sentence = Language.of("en", DOLLAR).say(str(MISTAKES[code]), **message.facts)
    assert "{" not in sentence.replace("{…}", "")


def test_all_mistakes_are_said_in_the_order_of_their_lines() -> None:
    text = "\n".join(
        (
            "nam = 'x'",
            "[[clause]]",
            "number = 1",
            "window = '30 dayz'",
            "[[clause]]",
            "number = 1",
            "[[clause]]",
            "window = 'none'",
            "[[clause]]",
            "number = 4",
            "final_sale = true",
            "[[clause]]",
            "number = 5",
            "final_sale = true",
        )
    )
    assert said(text) == [
        (1, "policy-key-near"),
        (4, "policy-no-window"),
        (6, "policy-number-twice"),
        (7, "policy-key-missing"),
        (12, "policy-tie"),
    ]


def test_a_file_saved_by_a_windows_editor_is_read() -> None:
    text = f"\N{BYTE ORDER MARK}{WRITTEN}".replace("\n", "\r\n")
    assert parse_policy(text, DOLLAR) == parse_policy(WRITTEN, DOLLAR)


@given(text=st.text(st.sampled_from("[]{}=.,'\"#\n x1\\\t-"), max_size=40))
def test_no_text_does_more_than_refuse(text: str) -> None:
    with suppress(Refused):
        parse_policy(text, DOLLAR)
