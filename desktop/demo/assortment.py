"""The whole assortment: electronics and home from `kinds`, clothes and food added."""

from __future__ import annotations

from desktop.demo.kinds import (
    CLOTHING,
    ELECTRONIC_CATEGORIES,
    ELECTRONICS,
    FOOD,
    HOME,
    HOME_CATEGORIES,
    Category,
    Department,
    basic,
    by_kilo,
    sizes,
    sorts,
    thrice,
    worn,
)

CLOTHING_CATEGORIES = (
    Category(
        "pria",
        "Pakaian Pria",
        (
            worn("Kemeja batik pria", 149_000, 399_000, "cokelat biru"),
            worn("Kaus pria", 59_000, 149_000, "hitam putih hijau"),
            worn("Kemeja pria lengan panjang", 129_000, 289_000, "putih biru"),
            worn("Celana chino pria", 149_000, 329_000, "krem hitam", "29 30 31 32 33 34"),
            worn("Celana jin pria", 179_000, 399_000, "biru hitam", "29 30 31 32 33 34"),
            worn("Jaket pria", 199_000, 459_000, "hitam hijau"),
        ),
    ),
    Category(
        "wanita",
        "Pakaian Wanita",
        (
            worn("Blus wanita", 99_000, 259_000, "putih merah_muda biru"),
            worn("Kaus wanita", 49_000, 139_000, "putih hitam lila"),
            worn("Rok wanita", 119_000, 279_000, "hitam krem"),
            worn("Celana kulot", 109_000, 249_000, "hitam mocca"),
            worn("Gaun batik", 189_000, 459_000, "merah biru"),
            worn("Kardigan", 119_000, 269_000, "abu-abu krem"),
        ),
    ),
    Category(
        "muslim",
        "Busana Muslim",
        (
            worn("Gamis", 199_000, 499_000, "hijau hitam marun"),
            worn("Baju koko", 149_000, 349_000, "putih abu-abu"),
            sorts("Jilbab segi empat", 35_000, 99_000, "hitam, krem, mocca, lila"),
            sorts("Sarung tenun", 89_000, 289_000, "hijau, cokelat, hitam"),
            sorts("Peci", 39_000, 99_000, "hitam 7, hitam 8, hitam 9"),
            sorts("Mukena", 129_000, 349_000, "putih, biru"),
        ),
    ),
    Category(
        "anak",
        "Pakaian Anak",
        (
            worn("Kaus anak", 35_000, 89_000, "merah kuning", "4 6 8 10"),
            worn("Setelan anak", 79_000, 199_000, "biru merah_muda", "4 6 8 10"),
            worn("Celana anak", 45_000, 119_000, "hitam krem", "4 6 8 10"),
            worn("Seragam SD", 59_000, 109_000, "putih merah", "S M L"),
        ),
    ),
    Category(
        "alas-kaki",
        "Alas Kaki",
        (
            worn("Sepatu kets", 169_000, 499_000, "hitam putih", "38 39 40 41 42 43"),
            worn("Sandal jepit", 19_000, 59_000, "hitam biru", "38 40 42"),
            worn("Sandal gunung", 99_000, 229_000, "hitam cokelat", "39 41 43"),
            worn("Sepatu sekolah", 129_000, 259_000, "hitam", "32 34 36 38 40"),
        ),
    ),
    Category(
        "pelengkap",
        "Pelengkap",
        (
            thrice(sorts("Kaus kaki", 15_000, 39_000, "pendek, panjang, olahraga", 1.8)),
            thrice(sorts("Celana dalam pria", 19_000, 49_000, "M, L, XL", 1.5)),
            sorts("Ikat pinggang", 59_000, 179_000, "hitam, cokelat"),
            sorts("Topi", 39_000, 129_000, "hitam, krem"),
            sorts("Tas selempang", 89_000, 299_000, "hitam, cokelat"),
            sorts("Payung lipat", 45_000, 119_000, "hitam, motif"),
        ),
    ),
)

FOOD_CATEGORIES = (
    Category(
        "bahan-pokok",
        "Bahan Pokok",
        (
            basic("Beras", 36_000, 149_000, "2,5 kg, 5 kg, 10 kg", 5.0),
            basic("Telur ayam", 18_000, 32_000, "isi 6, isi 10", 5.0),
            basic("Gula pasir", 9_500, 18_500, "500 g, 1 kg", 4.0),
            basic("Garam dapur", 3_000, 8_000, "250 g, 500 g", 2.0),
            sizes("Minyak goreng", 17_500, 41_000, "1 L, 2 L", 5.0),
            sizes("Tepung terigu", 7_500, 15_500, "500 g, 1 kg", 2.5),
        ),
    ),
    Category(
        "minuman",
        "Minuman",
        (
            sizes("Air mineral", 3_500, 7_500, "600 ml, 1,5 L", 6.0),
            sorts("Teh melati botol", 4_500, 7_500, "350 ml, 500 ml", 5.0),
            sizes("Kopi bubuk", 7_500, 39_000, "65 g, 165 g, 380 g", 3.5),
            sizes("Teh celup", 6_500, 21_000, "isi 25, isi 50", 3.0),
            sizes("Sirup", 15_500, 28_500, "460 ml, 600 ml", 1.5),
            sorts("Jus buah", 7_500, 16_500, "jambu, mangga, jeruk", 2.5),
        ),
    ),
    Category(
        "instan",
        "Makanan Instan",
        (
            thrice(sorts("Mi instan", 2_900, 4_500, "ayam bawang, soto, goreng, kari", 7.0)),
            sorts("Bihun instan", 3_500, 5_500, "ayam, goreng", 3.0),
            sizes("Sarden kaleng", 9_900, 24_500, "155 g, 425 g", 2.5),
            sorts("Kornet sapi", 15_500, 32_500, "198 g, 340 g", 1.5),
            sorts("Bubur instan", 4_500, 7_500, "ayam, sapi", 2.0),
        ),
    ),
    Category(
        "camilan",
        "Camilan",
        (
            sorts("Keripik singkong", 8_500, 19_500, "balado, asin, keju", 4.0),
            sorts("Keripik tempe", 9_500, 19_500, "asli, pedas", 2.5),
            sorts("Biskuit", 6_500, 22_500, "kelapa, cokelat, susu", 4.0),
            sorts("Cokelat batang", 8_900, 24_900, "susu, mete", 3.0),
            sorts("Kacang kulit", 9_500, 21_500, "asli, bawang", 2.5),
            sorts("Dodol", 17_500, 35_500, "susu, durian, ketan", 1.5),
        ),
    ),
    Category(
        "sarapan",
        "Susu & Sarapan",
        (
            sizes("Susu UHT", 6_500, 20_500, "250 ml, 1 L", 5.0),
            sizes("Susu bubuk", 39_500, 149_000, "400 g, 800 g", 1.5),
            sorts("Roti tawar", 13_500, 21_500, "putih, gandum", 4.0),
            sorts("Selai", 14_500, 32_500, "stroberi, nanas, kacang", 2.0),
            sorts("Sereal", 18_500, 45_500, "cokelat, madu", 1.5),
        ),
    ),
    Category(
        "bumbu",
        "Bumbu",
        (
            sizes("Kecap manis", 6_500, 25_500, "135 ml, 275 ml, 520 ml", 3.5),
            sizes("Saus sambal", 6_500, 19_500, "135 ml, 335 ml", 3.5),
            sorts("Bumbu rendang", 5_500, 12_500, "50 g, 100 g", 2.0),
            sorts("Bumbu soto", 4_500, 9_500, "50 g, 100 g", 2.0),
            sorts("Santan instan", 3_500, 11_500, "65 ml, 200 ml", 3.0),
            sorts("Terasi", 4_500, 14_500, "isi 5, isi 20", 1.5),
        ),
    ),
    Category(
        "buah",
        "Buah",
        (
            by_kilo("Apel", 32_500, 52_900, "Fuji, Malang, merah"),
            by_kilo("Jeruk", 22_500, 39_900, "Medan, Pontianak, sunkis"),
            by_kilo("Mangga", 19_900, 34_500, "harum manis, gedong"),
            by_kilo("Pisang", 14_900, 25_500, "Cavendish, raja, ambon"),
            by_kilo("Pepaya California", 9_900, 14_900),
            by_kilo("Semangka", 8_900, 13_500, "merah, kuning"),
            by_kilo("Salak", 15_500, 27_500, "pondoh, Bali"),
            by_kilo("Anggur", 59_900, 99_500, "merah, hijau"),
        ),
    ),
    Category(
        "sayur",
        "Sayur",
        (
            by_kilo("Kentang", 15_900, 22_500),
            by_kilo("Wortel", 12_900, 19_500),
            by_kilo("Tomat", 11_900, 21_500),
            by_kilo("Bawang", 29_900, 49_500, "merah, putih, bombai"),
            by_kilo("Cabai", 35_900, 89_500, "rawit, merah keriting"),
            by_kilo("Kol", 8_900, 14_500),
        ),
    ),
    Category(
        "daging-ikan",
        "Daging & Ikan",
        (
            by_kilo("Daging sapi", 119_000, 165_900, "has dalam, sengkel, giling", 2.5),
            by_kilo("Ayam", 35_900, 62_500, "utuh, dada fillet, paha", 4.0),
            by_kilo("Ikan", 32_500, 69_900, "kembung, nila, tongkol", 3.0),
            by_kilo("Udang", 79_900, 119_500, "sedang, besar", 1.5),
            by_kilo("Beras curah", 12_500, 17_900, "pandan wangi, IR 64, merah", 4.0),
        ),
    ),
)

DEPARTMENTS = (
    Department(
        "elektronik",
        ELECTRONICS,
        "ELK",
        ("Mirano", "Sonatek", "Kirana", "Teknora", "Nusavolt", "Arunika", "Vioma"),
        ELECTRONIC_CATEGORIES,
    ),
    Department(
        "rumah-tangga",
        HOME,
        "RMH",
        ("Griyaku", "Sekarwangi", "Omahku", "Puri Asri", "Jelita", "Bersinar"),
        HOME_CATEGORIES,
    ),
    Department(
        "pakaian",
        CLOTHING,
        "PKN",
        ("Sandya", "Cempaka", "Mahari", "Kayana", "Langkah", "Rimbawan"),
        CLOTHING_CATEGORIES,
    ),
    Department(
        "makanan-minuman",
        FOOD,
        "MKN",
        ("Cap Melati", "Dua Merpati", "Sari Tani", "Nusa Rasa", "Pandanwangi", "Bu Darmi"),
        FOOD_CATEGORIES,
    ),
)
