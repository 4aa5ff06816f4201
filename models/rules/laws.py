"""The statutory packs: what each country's law says, with the article that says so.

They hold the general rule for goods bought by a consumer from a shop, with articles as they
are commonly cited in 2026; nobody has compared them line by line with the gazettes. Where a
text leaves room, it says here how it was read. A shop's lawyer has the last word, and what a
pack does not say is left to the policy.

**Indonesia.** Art. 19(3) wants compensation given within seven days of the transaction; it is
read as the time in which a faulty thing is put right without discussion. Art. 27(e) frees the
maker four years after the purchase; the claim is kept open as long and goes to a manager. The
law names refund and replacement (Art. 19(2)) and not who chooses, so it is left to the shop;
a repair it does not name. Art. 18(1)(b) and (c) forbid terms that let the shop refuse goods
or money back, which is why no paper may say so.

**Philippines.** An implied warranty lasts sixty days to a year (Art. 68(e)); the shorter is
the floor. Art. 100 lets the shop correct an imperfection within thirty days before the
customer chooses; the Department of Trade gives the choice at once, and so does the pack. Art.
169 bars claims after two years; for hidden defects the Supreme Court has applied the six
months of the Civil Code (Art. 1571), so a later claim goes to a manager.

**European Union.** Two years from delivery, repair or replacement first and at the customer's
choice, price reduction or money back after that (Directive (EU) 2019/771). Members may give
more (Spain three years, for one), which the packs do not hold. A distance sale may be
withdrawn until 14 days after delivery, the end rolled to a working day (Directive 2011/83/EU
with Regulation 1182/71); the exceptions of Art. 16 are the term ``distance_exempt``.

**Gift cards and store credit.** The Philippine Gift Check Act forbids any end of the value of
a gift check, which is one that was paid for; credit for goods brought back was paid for too,
so the pack lets neither end. Of the Union's members Ireland asks for five years; its act
leaves out vouchers for goods brought back, and the pack does not, which is the kinder
reading. Neither Indonesia's UU 8/1999 nor a directive of the Union says how long a card is
good, so there the policy's months count.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from models.rules.law import NEUTRAL, Law
from models.rules.windows import Start, Window

if TYPE_CHECKING:
    from collections.abc import Mapping

DISTANCE_CHANNELS: Final = frozenset(
    {"online", "web", "app", "marketplace", "phone", "mail", "catalogue"}
)
"""How a shop may call the channels of a sale without both sides in one place."""

INDONESIA: Final = Law(
    code="ID",
    defect=Window(days=7),
    claim=Window(months=48),
    remedies=("refund", "replace"),
    sources=(
        ("defect", "UU 8/1999 Art. 19(3)"),
        ("claim", "UU 8/1999 Art. 4(h), 27(e)"),
        ("remedies", "UU 8/1999 Art. 19(2)"),
        ("words", "UU 8/1999 Art. 18(1)(b)–(c)"),
    ),
    no_refund_words_forbidden=True,
)

PHILIPPINES: Final = Law(
    code="PH",
    defect=Window(days=60),
    claim=Window(months=24),
    remedies=("repair", "replace", "refund"),
    customer_chooses=True,
    sources=(
        ("defect", "RA 7394 Art. 68(e)"),
        ("claim", "RA 7394 Art. 169"),
        ("remedies", "RA 7394 Art. 68(f), 100"),
        ("words", "DAO 2-1993, Title III, Ch. I, Rule II, Sec. 7"),
        ("vouchers", "RA 10962 Sec. 5"),
    ),
    no_refund_words_forbidden=True,
    gift_cards_expire=False,
)

EU: Final = Law(
    code="EU",
    defect=Window(months=24, start=Start.DELIVERY),
    remedies=("repair", "replace"),
    customer_chooses=True,
    distance=Window(days=14, start=Start.DELIVERY, to_working_day=True),
    distance_channels=DISTANCE_CHANNELS,
    sources=(
        ("defect", "Directive (EU) 2019/771 Art. 10"),
        ("remedies", "Directive (EU) 2019/771 Art. 13"),
        ("distance", "Directive 2011/83/EU Art. 9"),
    ),
)

IRELAND: Final = replace(
    EU,
    code="IE",
    least_months=60,
    sources=(*EU.sources, ("vouchers", "Consumer Protection (Gift Vouchers) Act 2019")),
)

EU_MEMBERS: Final = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip

_PACKS: Final[Mapping[str, Law]] = {
    "ID": INDONESIA,
    "PH": PHILIPPINES,
    **dict.fromkeys(EU_MEMBERS, EU),
    "IE": IRELAND,
}


def law_of(country: str) -> Law:
    """The pack of a country by its two letters (ISO 3166-1); :data:`NEUTRAL` without one."""
    return _PACKS.get(country.upper(), NEUTRAL)
