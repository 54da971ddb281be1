"""The index of an evidence pack: by LKE item, as a page and as a table, and what to read first."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

INDEX, TABLE, READ_ME = "indeks.html", "indeks.csv", "BACA-DAHULU.txt"


@dataclass(frozen=True)
class Entry:
    """One file of the pack. ``items``: the LKE items it is proof of."""

    path: str
    title: str
    items: tuple[str, ...] = ()


def by_item(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """LKE item to its files, "" to those of none; items in the order of first mention."""
    found: dict[str, list[Entry]] = {}
    for one in entries:
        for item in one.items or ("",):
            found.setdefault(item, []).append(one)
    return found


def page(title: str, entries: Sequence[Entry], questions: Mapping[str, str]) -> str:
    """A page that opens without a server. ``questions``: LKE item to its question, in the order of
    the LKE."""
    files = by_item(entries)
    parts = [_section(f"{item} {text}", files.get(item, [])) for item, text in questions.items()]
    rest = [one for one in files if one not in questions]
    others = [one for item in rest for one in files[item]]
    parts.append(_section("Berkas lain", list(dict.fromkeys(others))))
    return (
        '<!doctype html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<style>body{font:16px/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
        "h2{font-size:1rem;margin:1.5rem 0 .25rem}ul{margin:0}.none{color:#525252}</style>\n"
        f"</head>\n<body>\n<h1>{html.escape(title)}</h1>\n"
        "<p>Berkas menurut butir LKE. Keutuhan paket diperiksa dengan <code>python3 periksa.py"
        "</code>.</p>\n" + "\n".join(parts) + "\n</body>\n</html>\n"
    )


def _section(title: str, files: Sequence[Entry]) -> str:
    head = f"<h2>{html.escape(title)}</h2>\n"
    if not files:
        return head + '<p class="none">Tidak ada berkas dalam paket ini.</p>'
    rows = "\n".join(
        f'<li><a href="{html.escape(one.path)}">{html.escape(one.title)}</a></li>' for one in files
    )
    return f"{head}<ul>\n{rows}\n</ul>"


def read_me(unit: str, year: int, made: str, fingerprint: str) -> str:
    """What an evaluator reads first."""
    return (
        f"Paket bukti Zona Integritas\n{unit}, {year}\nDibuat {made}\n\n"
        "1. Buka indeks.html: berkas menurut butir LKE.\n"
        "2. Periksa keutuhannya di komputer mana pun yang mempunyai Python 3.8 atau lebih baru,\n"
        "   tanpa memasang apa pun: python3 periksa.py PAKET.zip, atau di dalam folder yang sudah\n"
        "   dibuka: python3 periksa.py. Berkas yang berubah disebut namanya.\n"
        "3. Sidik kunci penanda tangan harus sama dengan yang ditunjukkan kantor itu:\n"
        f"   {fingerprint}\n\n"
        "Jawaban warga di dalam paket tidak memuat nama, waktu, loket, layanan atau profil, dan\n"
        "diurutkan menurut isinya. Jawaban tentang integritas (SPAK) hanya berupa hitungan.\n"
    )
