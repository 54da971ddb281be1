"""Regencies of Nusa Tenggara Timur and some of their kecamatan, for units of the demo."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """``short`` goes into unit codes, ``kind`` into names: Kabupaten or Kota."""

    short: str
    name: str
    seat: str
    places: tuple[str, ...]
    kind: str = "Kabupaten"

    @property
    def title(self) -> str:
        return f"{self.kind} {self.name}"


TTS = Region("TTS", "Timor Tengah Selatan", "Soe", ("Mollo Utara", "Kota Soe", "Amanuban Barat"))
REGIONS = (
    Region("SIKKA", "Sikka", "Maumere", ("Alok", "Nita", "Kewapante", "Lela", "Talibura")),
    Region(
        "KUPANG",
        "Kupang",
        "Oelamasi",
        ("Kupang Timur", "Kupang Tengah", "Amarasi", "Takari", "Fatuleu"),
    ),
    Region(
        "ENDE", "Ende", "Ende", ("Ende Tengah", "Detusoko", "Wolowaru", "Nangapanda", "Maurole")
    ),
    Region(
        "SUMTIM",
        "Sumba Timur",
        "Waingapu",
        ("Kota Waingapu", "Kambera", "Pandawai", "Lewa", "Haharu"),
    ),
    Region(
        "BELU",
        "Belu",
        "Atambua",
        ("Kota Atambua", "Tasifeto Timur", "Lamaknen", "Raihat", "Kakuluk Mesak"),
    ),
    Region(
        "FLOTIM",
        "Flores Timur",
        "Larantuka",
        ("Larantuka", "Adonara Timur", "Wulanggitang", "Solor Barat", "Ile Boleng"),
    ),
    Region(
        "ALOR",
        "Alor",
        "Kalabahi",
        ("Teluk Mutiara", "Kabola", "Pantar", "Alor Barat Daya", "Mataru"),
    ),
    Region(
        "MANGGARAI",
        "Manggarai",
        "Ruteng",
        ("Langke Rembong", "Ruteng", "Cibal", "Reok", "Satar Mese"),
    ),
    Region(
        "MABAR",
        "Manggarai Barat",
        "Labuan Bajo",
        ("Komodo", "Sano Nggoang", "Lembor", "Kuwus", "Macang Pacar"),
    ),
    Region(
        "MATIM",
        "Manggarai Timur",
        "Borong",
        ("Borong", "Kota Komba", "Lamba Leda", "Elar", "Sambi Rampas"),
    ),
    Region("NGADA", "Ngada", "Bajawa", ("Bajawa", "Golewa", "Aimere", "Jerebuu", "Soa")),
    Region(
        "NAGEKEO",
        "Nagekeo",
        "Mbay",
        ("Aesesa", "Boawae", "Mauponggo", "Keo Tengah", "Nangaroro"),
    ),
    Region(
        "LEMBATA",
        "Lembata",
        "Lewoleba",
        ("Nubatukan", "Ile Ape", "Lebatukan", "Omesuri", "Buyasuri"),
    ),
    Region(
        "TTU",
        "Timor Tengah Utara",
        "Kefamenanu",
        ("Kota Kefamenanu", "Insana", "Biboki Selatan", "Miomaffo Timur", "Noemuti"),
    ),
    Region(
        "MALAKA",
        "Malaka",
        "Betun",
        ("Malaka Tengah", "Wewiku", "Weliman", "Rinhat", "Kobalima"),
    ),
    Region(
        "SUBAR", "Sumba Barat", "Waikabubak", ("Kota Waikabubak", "Loli", "Lamboya", "Tana Righu")
    ),
    Region("SUTENG", "Sumba Tengah", "Waibakul", ("Katikutana", "Mamboro", "Umbu Ratu Nggay")),
    Region(
        "SBD",
        "Sumba Barat Daya",
        "Tambolaka",
        ("Loura", "Kodi", "Wewewa Barat", "Wewewa Timur", "Kodi Utara"),
    ),
    Region(
        "ROTE",
        "Rote Ndao",
        "Ba'a",
        ("Lobalain", "Rote Timur", "Pantai Baru", "Rote Barat Laut", "Rote Tengah"),
    ),
    Region(
        "SARAI",
        "Sabu Raijua",
        "Seba",
        ("Sabu Barat", "Sabu Timur", "Hawu Mehara", "Raijua", "Sabu Liae"),
    ),
    Region(
        "KOTAKUPANG",
        "Kupang",
        "Kupang",
        ("Oebobo", "Kelapa Lima", "Maulafa", "Alak", "Kota Raja"),
        kind="Kota",
    ),
)
