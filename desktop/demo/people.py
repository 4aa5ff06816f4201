"""Who works at the demo shop and who buys there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.values.shop import Role

if TYPE_CHECKING:
    from random import Random

CUSTOMERS = 3000
DEMO_PIN = "2468"
"""Everybody's at the demo shop; the sign-on screen of a demo shop says so."""


@dataclass(frozen=True, slots=True)
class Colleague:
    badge: str
    name: str
    role: Role
    store: str
    """The letter of the store where they stand."""


MANAGER = Colleague("1", "Dewi Anggraini", Role.MANAGER, "B")
SENIOR_CLERK = Colleague("2", "Sari Wulandari", Role.SENIOR_CLERK, "B")
CLERK = Colleague("3", "Agus Prasetyo", Role.CLERK, "B")
SECOND_MANAGER = Colleague("5", "Hendra Gunawan", Role.MANAGER, "J")
STAFF = (
    MANAGER,
    SENIOR_CLERK,
    CLERK,
    Colleague("4", "Rina Marlina", Role.CLERK, "B"),
    SECOND_MANAGER,
    Colleague("6", "Fitri Handayani", Role.SENIOR_CLERK, "J"),
    Colleague("7", "Yusuf Maulana", Role.CLERK, "J"),
    Colleague("8", "Maria Simanjuntak", Role.AUDITOR, "J"),
    Colleague("9", "Teguh Prakoso", Role.ADMINISTRATOR, "J"),
)


@dataclass(frozen=True, slots=True)
class Buyer:
    id: int
    number: str
    name: str
    phone: str | None
    email: str | None
    tier: str
    standing: str = ""


BUDI = Buyer(1, "MLT-000001", "Budi Santoso", "+6281234567890", "budi@example.com", "member")
"""The customer of the tour."""

# fmt: off
FIRST = (
    "Adi", "Agung", "Ahmad", "Andi", "Anisa", "Arief", "Asep", "Ayu", "Bagus", "Bambang",
    "Bayu", "Cahya", "Candra", "Citra", "Dedi", "Dian", "Dimas", "Dina", "Eka", "Eko",
    "Endang", "Fajar", "Farah", "Galih", "Gita", "Hadi", "Hana", "Indah", "Indra", "Intan",
    "Irfan", "Joko", "Kartika", "Ketut", "Lia", "Lina", "Lukman", "Made", "Maya", "Mega",
    "Nadia", "Nina", "Novi", "Nur", "Putri", "Rahmat", "Ratna", "Reza", "Ridwan", "Rizky",
    "Rudi", "Siti", "Slamet", "Sri", "Taufik", "Tono", "Tuti", "Wahyu", "Wati", "Wayan",
    "Widya", "Yanti", "Yoga", "Yuni", "Zahra",
)
LAST = (
    "Adiputra", "Afandi", "Amelia", "Ananda", "Ardiansyah", "Astuti", "Azhari", "Basuki",
    "Cahyono", "Darmawan", "Fadillah", "Firmansyah", "Ginting", "Halim", "Handoko",
    "Hartono", "Hasibuan", "Hidayat", "Irawan", "Iskandar", "Juwita", "Kurnia", "Kusuma",
    "Laksana", "Lestari", "Lubis", "Mahendra", "Mulyani", "Nababan", "Nasution", "Nugroho",
    "Nurhaliza", "Pangestu", "Permata", "Pohan", "Pradana", "Pratama", "Purnomo", "Puspita",
    "Rahayu", "Rahman", "Ramadhan", "Safitri", "Saputra", "Saragih", "Setiawan",
    "Sihombing", "Siregar", "Suharto", "Sulistyo", "Supriyadi", "Susanto", "Sutrisno",
    "Syahputra", "Utami", "Wibowo", "Wicaksono", "Widodo", "Wijaya", "Yulianti",
)
# fmt: on
TRUSTED = Buyer(
    2, "MLT-000002", "Ratna Kusuma", "+6281298765432", "ratna@example.com", "gold", "trusted"
)
BLOCKED = Buyer(3, "MLT-000003", "Tono Sihombing", "+6281311112222", None, "regular", "blocked")
"""Whom the shop knows well, and with whom it had trouble."""
MOBILE = ("811", "812", "813", "821", "822", "852", "853", "856", "857", "877", "878", "895")
TIERS, SHARES = ("regular", "member", "gold"), (55, 35, 10)


def make_buyers(draw: Random) -> tuple[Buyer, ...]:
    """The customer of the tour first; no two have the same number to call."""
    buyers = [BUDI, TRUSTED, BLOCKED]
    phones = {buyer.phone for buyer in buyers}
    for number in range(len(buyers) + 1, CUSTOMERS + 1):
        name = f"{draw.choice(FIRST)} {draw.choice(LAST)}"
        phone = f"+62{draw.choice(MOBILE)}{draw.randrange(10_000_000, 99_999_999)}"
        known = draw.random() < 0.9 and phone not in phones
        phones.add(phone)
        address = f"{name.lower().replace(' ', '.')}{number}@example.com"
        buyers.append(
            Buyer(
                id=number,
                number=f"MLT-{number:06}",
                name=name,
                phone=phone if known else None,
                email=address if draw.random() < 0.3 else None,
                tier=draw.choices(TIERS, SHARES)[0],
            )
        )
    return tuple(buyers)
