"""The index of an evidence pack: by LKE item, as a page and as a table, and what to read first."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.zi.lke_weights import AREAS

_LABELS = {one.number: one.label for one in AREAS}
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
    """A page that opens without a server: what concerns the whole unit first, then area by area
    the items that have a file, and those that have none in one fold. ``questions``: LKE item to
    its question, in the order of the LKE."""
    files = by_item(entries)
    whole = [one for item in files if item not in questions for one in files[item]]
    areas: dict[str, list[str]] = {}
    for item in questions:
        areas.setdefault(item.partition(".")[0], []).append(item)
    parts = [f'<h2 id="umum">Berkas umum</h2>\n{_list(list(dict.fromkeys(whole)))}']
    parts += [_area(area, items, questions, files) for area, items in areas.items()]
    contents = "\n".join(_told(area, items, files) for area, items in areas.items())
    return (
        '<!doctype html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_LOOK}</style>\n"
        f"</head>\n<body>\n<h1>{html.escape(title)}</h1>\n"
        "<p>Berkas menurut butir LKE. Keutuhan paket diperiksa dengan <code>python3 periksa.py"
        "</code>.</p>\n"
        f'<ul>\n<li><a href="#umum">Berkas umum</a></li>\n{contents}\n</ul>\n'
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


_LOOK = (
    "body{font:16px/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "h2{font-size:1.25rem;margin:2rem 0 .25rem}h3{font-size:1rem;margin:1rem 0 .25rem}"
    "ul{margin:0}summary{margin-top:1rem}summary,li a{padding:.5rem 0;line-height:2}"
    ".none{color:#525252}@media print{.none::details-content{display:block;"
    "content-visibility:visible}}"
)


def _told(area: str, items: Sequence[str], files: Mapping[str, Sequence[Entry]]) -> str:
    held = sum(item in files for item in items)
    return (
        f'<li><a href="#area-{area}">{_name(area)}</a>: {held} dari {len(items)} butir mempunyai '
        "berkas</li>"
    )


def _name(area: str) -> str:
    return html.escape(f"Area {area} {_LABELS.get(area, '')}".strip())


def _area(
    area: str,
    items: Sequence[str],
    questions: Mapping[str, str],
    files: Mapping[str, Sequence[Entry]],
) -> str:
    parts = [f'<h2 id="area-{area}">{_name(area)}</h2>']
    for item in items:
        if item in files:
            parts.append(
                f"<h3>{html.escape(f'{item} {questions[item]}')}</h3>\n{_list(files[item])}"
            )
    bare = [
        f"<li>{html.escape(f'{one} {questions[one]}')}</li>" for one in items if one not in files
    ]
    if bare:
        parts.append(
            f'<details class="none"><summary>{len(bare)} butir tanpa berkas dalam paket ini'
            f"</summary>\n<ul>\n{chr(10).join(bare)}\n</ul>\n</details>"
        )
    return "\n".join(parts)


def _list(files: Sequence[Entry]) -> str:
    if not files:
        return '<p class="none">Tidak ada berkas dalam paket ini.</p>'
    rows = "\n".join(
        f'<li><a href="{html.escape(one.path)}">{html.escape(one.title)}</a></li>' for one in files
    )
    return f"<ul>\n{rows}\n</ul>"


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
        "diurutkan menurut isinya. Jawaban tentang integritas (SPAK) hanya berupa indeks dan\n"
        "hitungan.\n"
    )
