"""What Toko Serba Ada Melati sells: departments, categories and kinds of goods, as data.

Names are what an Indonesian shop would print. Brands are invented. Prices are in rupiah,
tax included.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

PPN = 1100
"""Value added tax in hundredths of a per cent; basic foods carry none."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Goods of one sort: each brand makes each variant, between these two prices.

    ``graded`` variants run from cheap to dear; ``often`` is how much likelier than other
    goods it is to be sold.
    """

    name: str
    low: int
    high: int
    variants: tuple[str, ...] = ("",)
    graded: bool = False
    often: float = 1.0
    tax_rate: int = PPN
    serialised: bool = False
    weighed: bool = False
    three_for_two: bool = False
    kilograms: int = 0
    """What a heavy thing weighs in its box; 0 for what can be carried home."""
    fits: bool = False
    """Whether a variant ends in the size of who wears it."""
    locked: bool = False
    """Whether some are sold for one mobile network only."""


@dataclass(frozen=True, slots=True)
class Category:
    code: str
    name: str
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Department:
    code: str
    name: str
    letters: str
    """What its article numbers begin with."""
    brands: tuple[str, ...]
    categories: tuple[Category, ...]


ELECTRONICS, HOME, CLOTHING, FOOD = "Elektronik", "Rumah Tangga", "Pakaian", "Makanan & Minuman"


def sizes(text: str, low: int, high: int, variants: str, often: float = 1.0) -> Kind:
    """Goods whose larger variants cost more."""
    return Kind(text, low, high, tuple(variants.split(", ")), graded=True, often=often)


def machine(text: str, low: int, high: int, variants: str, often: float = 0.25) -> Kind:
    """Goods with a serial number on each piece."""
    return replace(sizes(text, low, high, variants, often), serialised=True)


def sorts(text: str, low: int, high: int, variants: str = "", often: float = 1.0) -> Kind:
    """Goods whose variants cost the same."""
    return Kind(text, low, high, tuple(variants.split(", ")), often=often)


def worn(text: str, low: int, high: int, colours: str, fits: str = "S M L XL") -> Kind:
    """Clothes in every colour and size, at one price; ``_`` joins a colour of two words."""
    names = [colour.replace("_", " ") for colour in colours.split()]
    variants = tuple(f"{colour} {fit}" for colour in names for fit in fits.split())
    return Kind(text, low, high, variants, fits=True)


def thrice(kind: Kind) -> Kind:
    """The same goods, of which the third is free."""
    return replace(kind, three_for_two=True)


def heavy(kind: Kind, kilograms: int) -> Kind:
    """The same goods, brought by a lorry."""
    return replace(kind, kilograms=kilograms)


def basic(text: str, low: int, high: int, variants: str = "", often: float = 3.0) -> Kind:
    """Basic food, free of tax."""
    return replace(sizes(text, low, high, variants, often), tax_rate=0)


def by_kilo(text: str, low: int, high: int, variants: str = "", often: float = 6.0) -> Kind:
    return replace(sorts(text, low, high, variants, often), tax_rate=0, weighed=True)


ELECTRONIC_CATEGORIES = (
    Category(
        "dapur-listrik",
        "Dapur Listrik",
        (
            sizes("Blender", 229_000, 649_000, "1 L, 1,5 L, 2 L kaca"),
            sizes("Penanak nasi", 199_000, 789_000, "0,6 L, 1 L, 1,8 L, 2 L digital"),
            sizes("Ketel listrik", 119_000, 289_000, "1 L, 1,7 L"),
            sorts("Pemanggang roti", 179_000, 329_000, "putih, hitam"),
            sizes("Mixer tangan", 149_000, 349_000, "5 kecepatan, 7 kecepatan"),
            sizes("Oven listrik", 389_000, 1_249_000, "9 L, 19 L, 32 L"),
            sizes("Penggoreng udara", 459_000, 1_199_000, "3 L, 4,5 L, 6 L"),
            sorts("Dispenser air", 189_000, 899_000, "meja, galon bawah"),
            sizes("Setrika", 119_000, 389_000, "kering, uap"),
        ),
    ),
    Category(
        "ponsel",
        "Ponsel & Tablet",
        (
            replace(
                machine(
                    "Ponsel", 1_299_000, 5_999_000, "Neo 64 GB, Neo 128 GB, Pro 256 GB", 0.6
                ),
                locked=True,
            ),
            machine("Tablet", 1_799_000, 4_499_000, "8 inci, 10 inci, 11 inci"),
            machine("Jam tangan pintar", 299_000, 1_299_000, "Fit, Active, Ultra"),
        ),
    ),
    Category(
        "aksesori",
        "Aksesori Ponsel",
        (
            sorts("Casing HP", 29_000, 89_000, "bening, hitam, biru, merah muda", 2.0),
            sorts("Kaca pelindung layar", 25_000, 79_000, "6,1 inci, 6,5 inci, 6,7 inci", 2.0),
            sizes("Kabel data USB-C", 24_000, 99_000, "0,5 m, 1 m, 2 m", 2.0),
            sizes("Kepala charger", 69_000, 299_000, "18 W, 33 W, 65 W"),
            sizes("Power bank", 129_000, 459_000, "5.000 mAh, 10.000 mAh, 20.000 mAh"),
            sorts("Earphone", 39_000, 199_000, "jack 3,5 mm, USB-C, nirkabel"),
            sorts("Tripod HP", 59_000, 149_000, "mini, 1,2 m"),
        ),
    ),
    Category(
        "audio-tv",
        "Audio & TV",
        (
            machine("TV LED", 1_399_000, 6_499_000, "24 inci, 32 inci, 43 inci, 50 inci"),
            machine("Soundbar", 599_000, 1_999_000, "2.0, 2.1"),
            sizes("Speaker Bluetooth", 129_000, 799_000, "mini, portabel, pesta"),
            sorts("Headphone", 149_000, 599_000, "hitam, putih"),
            sorts("Radio FM", 99_000, 249_000),
        ),
    ),
    Category(
        "pendingin",
        "Pendingin & Perawatan Rumah",
        (
            heavy(machine("AC", 2_899_000, 5_499_000, "½ PK, ¾ PK, 1 PK", 0.12), 31),
            heavy(machine("Mesin cuci", 1_699_000, 4_299_000, "7 kg, 8 kg, 10 kg", 0.12), 36),
            heavy(machine("Kulkas", 1_599_000, 5_899_000, "1 pintu, 2 pintu", 0.12), 48),
            sizes("Kipas angin", 149_000, 499_000, "meja 12 inci, dinding 16 inci, berdiri"),
            sizes("Penyedot debu", 399_000, 1_299_000, "genggam, tabung"),
            sorts("Pelembap udara", 129_000, 349_000, "1 L, 3 L"),
        ),
    ),
    Category(
        "listrik",
        "Lampu & Listrik",
        (
            sizes("Lampu LED", 12_000, 69_000, "5 W, 9 W, 12 W, 18 W", 2.5),
            sizes("Stop kontak", 29_000, 129_000, "3 lubang 1,5 m, 4 lubang 3 m, 5 lubang 5 m"),
            sorts("Baterai AA", 15_000, 39_000, "isi 2, isi 4", 2.5),
            sorts("Baterai AAA", 15_000, 39_000, "isi 2, isi 4", 2.0),
            sorts("Senter LED", 29_000, 149_000, "saku, isi ulang"),
            sorts("Lampu tidur", 35_000, 119_000, "bulan, awan, bintang"),
        ),
    ),
    Category(
        "komputer",
        "Komputer",
        (
            machine("Laptop", 4_799_000, 12_999_000, "14 inci i3, 14 inci i5, 15 inci i7"),
            machine("Printer", 899_000, 2_999_000, "A4, A4 tangki, A4 Wi-Fi"),
            sorts("Mouse", 49_000, 249_000, "kabel, nirkabel"),
            sorts("Papan ketik", 89_000, 499_000, "kabel, nirkabel, mekanik"),
            sizes("Flash disk", 49_000, 219_000, "32 GB, 64 GB, 128 GB"),
            sizes("Kartu memori", 55_000, 259_000, "32 GB, 64 GB, 128 GB"),
        ),
    ),
)

HOME_CATEGORIES = (
    Category(
        "kamar-mandi",
        "Handuk & Kamar Mandi",
        (
            thrice(sorts("Handuk mandi 70×140", 65_000, 119_000, "putih, biru, krem", 1.5)),
            thrice(sorts("Handuk tangan 35×75", 25_000, 49_000, "putih, biru, krem", 1.5)),
            sorts("Keset kamar mandi", 29_000, 89_000, "abu-abu, biru"),
            sorts("Gayung", 9_000, 25_000, "biru, merah muda"),
            sorts("Tirai mandi", 59_000, 129_000, "polos, motif"),
            sorts("Tempat sabun", 15_000, 59_000, "plastik, keramik"),
        ),
    ),
    Category(
        "kamar-tidur",
        "Kamar Tidur",
        (
            sizes("Seprai katun", 129_000, 399_000, "120×200, 160×200, 180×200"),
            sorts("Bantal tidur", 59_000, 159_000, "dakron, serat mikro"),
            sorts("Guling", 59_000, 139_000),
            sizes("Selimut", 89_000, 299_000, "tunggal, ganda"),
            sizes("Bed cover", 259_000, 699_000, "160×200, 180×200"),
            sorts("Gorden", 99_000, 289_000, "krem, abu-abu, hijau"),
        ),
    ),
    Category(
        "memasak",
        "Alat Masak",
        (
            sizes("Wajan antilengket", 79_000, 289_000, "20 cm, 24 cm, 28 cm, 32 cm"),
            sizes("Panci", 69_000, 259_000, "18 cm, 22 cm, 26 cm"),
            sizes("Kukusan", 89_000, 249_000, "24 cm, 28 cm"),
            sorts("Pisau dapur", 25_000, 149_000, "daging, buah, serbaguna"),
            sorts("Talenan", 25_000, 99_000, "kayu, plastik"),
            sorts("Sutil", 12_000, 49_000, "kayu, silikon"),
            sorts("Cobek batu", 59_000, 149_000, "20 cm, 25 cm"),
        ),
    ),
    Category(
        "makan",
        "Alat Makan",
        (
            sorts("Piring", 9_000, 49_000, "melamin, keramik"),
            sorts("Mangkuk", 8_000, 39_000, "melamin, keramik"),
            sorts("Gelas", 7_000, 35_000, "polos, bermotif"),
            sorts("Sendok makan", 15_000, 59_000, "isi 6, isi 12"),
            sizes("Botol minum", 29_000, 189_000, "500 ml, 750 ml, 1 L"),
            sizes("Kotak bekal", 25_000, 149_000, "1 sekat, 3 sekat, tahan panas"),
            sizes("Termos", 89_000, 259_000, "0,5 L, 1 L"),
        ),
    ),
    Category(
        "simpan",
        "Penyimpanan",
        (
            sizes("Kotak plastik", 19_000, 159_000, "5 L, 15 L, 30 L, 60 L"),
            sizes("Keranjang baju", 45_000, 139_000, "sedang, besar"),
            sorts("Gantungan baju", 15_000, 45_000, "isi 6, isi 12"),
            sizes("Rak serbaguna", 99_000, 389_000, "3 susun, 4 susun, 5 susun"),
            sizes("Ember", 19_000, 69_000, "5 L, 10 L, 20 L"),
        ),
    ),
    Category(
        "kebersihan",
        "Kebersihan",
        (
            thrice(sizes("Sabun cuci piring", 6_000, 29_000, "210 ml, 450 ml, 750 ml", 3.0)),
            sizes("Deterjen bubuk", 9_000, 52_000, "350 g, 770 g, 1,7 kg", 3.0),
            sizes("Pewangi pakaian", 8_000, 39_000, "300 ml, 680 ml, 1,6 L", 2.5),
            sizes("Pembersih lantai", 9_000, 35_000, "450 ml, 780 ml", 2.0),
            sorts("Sapu", 25_000, 69_000, "ijuk, nilon"),
            sorts("Kain pel", 39_000, 159_000, "biasa, putar"),
            sorts("Tisu wajah", 9_000, 29_000, "250 lembar, 500 lembar", 3.0),
        ),
    ),
    Category(
        "perawatan",
        "Perawatan Diri",
        (
            thrice(sorts("Sabun mandi batang", 3_500, 9_000, "melati, sirih, susu", 3.0)),
            sizes("Sampo", 12_000, 59_000, "70 ml, 170 ml, 340 ml", 2.5),
            sizes("Pasta gigi", 7_000, 25_000, "75 g, 120 g, 190 g", 2.5),
            sorts("Sikat gigi", 6_000, 29_000, "lembut, sedang", 1.5),
            sorts("Minyak kayu putih", 15_000, 49_000, "60 ml, 120 ml"),
        ),
    ),
)
