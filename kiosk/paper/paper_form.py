"""The questionnaire on paper: A4, two sides at most, a serial number on each sheet.

The words, their order and their numbers are those of the instrument that the run was ordered
with; what is keyed from it is the number or letter in each circle.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk import qr
from kiosk.domain.place.point import OpenPoint
from kiosk.domain.survey import paper_entry, profile
from kiosk.domain.survey.instrument import Instrument, Item, say
from kiosk.domain.survey.paper import LETTERS, Layout, UnfitOrder
from kiosk.domain.survey.serial import spoken
from kiosk.paper import page

SHEETS = ("css/paper_form.css",)
SIDES = 2
_MASK = 3
"""Trying all patterns takes six times as long; every one can be read."""
_DENSE, _TIGHT = 12, 16
"""Questions from which they are set closer, so that two sides hold them."""
NOTICE = (
    "Tanpa nama, tanpa nomor. Penilaian Anda dihitung bersama penilaian orang lain untuk "
    "memperbaiki pelayanan. Nomor seri hanya menandai kertas ini agar tidak dihitung dua kali; "
    "tidak ada yang mencatat siapa yang menerimanya. Profil boleh dikosongkan dan hanya "
    "ditampilkan untuk kelompok berisi lima orang atau lebih. Saran dibaca unit ini apa adanya, "
    "jadi jangan menulis nama atau nomor Anda."
)
"""As `kiosk.web.questions.NOTICE` has it, and of the serial number beside it."""


@dataclass(frozen=True)
class Paper:
    """``crest``: a PNG, or none."""

    point: OpenPoint
    printed: paper_entry.Sheet
    crest: bytes | None


def make(paper: Paper, serials: Sequence[str]) -> bytes:
    """A tagged PDF, two sides a sheet. Raises `NoPdf`, `UnfitOrder`."""
    markup = page.render("paper/paper_form.html", **_values(paper, serials))
    try:
        return page.pdf(markup, [page.sheet(name) for name in SHEETS], SIDES * len(serials))
    except page.WrongLength as why:
        raise UnfitOrder(
            "Pertanyaan dan layanan loket ini terlalu banyak untuk dua halaman. Kurangi instrumen "
            "yang tampil di formulir, lalu pesan cetakan baru."
        ) from why


def _values(paper: Paper, serials: Sequence[str]) -> dict[str, Any]:
    printed, point = paper.printed, paper.point
    items = [item for one in printed.instruments for item in one.asked]
    return {
        "title": " · ".join(say(one.title, "id") for one in printed.instruments),
        "unit": point.unit.name,
        "instansi": point.instansi.name,
        "point": point.name,
        "address": point.unit.address,
        "crest": _crest(paper.crest),
        "size": "tight" if len(items) > _TIGHT else "dense" if len(items) > _DENSE else "usual",
        "length": "long" if max(len(point.unit.name), len(point.instansi.name)) > 60 else "short",
        "sections": _sections(printed),
        "first_side": _first_side(len(items)),
        "services": _services(printed),
        "fields": [_field(one, printed.layout) for one in profile.FIELDS],
        "notice": NOTICE,
        "notice_version": printed.layout.notice,
        "codes": ", ".join(printed.layout.instruments),
        "version": printed.layout.version,
        "unit_code": point.unit.code,
        "sheets": [_sheet(one) for one in serials],
    }


def _first_side(items: int) -> int:
    """How many questions stand on the first side, below the head."""
    return max(9, items * 7 // 10)


def _sections(printed: paper_entry.Sheet) -> list[dict[str, Any]]:
    """Numbered over all of them, as on the page."""
    made, number = [], 0
    for one in printed.instruments:
        questions = []
        for item in asked(one, printed.layout.order):
            number += 1
            questions.append(_question(number, item))
        made.append({"title": say(one.title, "id"), "items": questions})
    return made


def asked(instrument: Instrument, order: str) -> list[Item]:
    """In the order of the questionnaire or of the list, as printed."""
    codes = instrument.items if order == "daftar" else instrument.asked
    return [instrument.items[code] for code in codes]


def _question(number: int, item: Item) -> dict[str, Any]:
    choices = [(value, say(words, "id")) for value, words in item.labels.items()]
    return {"number": number, "text": say(item.text, "id"), "choices": choices}


def _services(printed: paper_entry.Sheet) -> list[tuple[str, str]] | None:
    """None: one service, which is not asked; empty: written in by hand."""
    if len(printed.services) == 1:
        return None
    if not printed.is_listed:
        return []
    return [(LETTERS[at], one.name) for at, one in enumerate(printed.services)]


def _field(asked_for: profile.ProfileField, layout: Layout) -> dict[str, Any]:
    labels = {one.code: say(one.label, "id") for one in asked_for.options}
    codes = layout.options.get(asked_for.name, ())
    return {
        "label": say(asked_for.label, "id"),
        "options": [(LETTERS[at], labels.get(code, code)) for at, code in enumerate(codes)],
    }


def _sheet(serial: str) -> Mapping[str, str]:
    drawn = qr.drawing(serial, _MASK)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.side} {drawn.side}" '
        f'shape-rendering="crispEdges"><path d="{drawn.path}"/></svg>'
    )
    picture = "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
    return {"serial": spoken(serial), "qr": picture}


def _crest(png: bytes | None) -> str | None:
    return None if png is None else "data:image/png;base64," + b64encode(png).decode()
