"""What SP4N-LAPOR! calls things, and the table by which tickets go there and their state comes
back (Perpres 76/2013, PermenPANRB 62/2018). By file: it has no door for programs of others."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.domain.cells import neutral
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.receipt import tidy_number
from kiosk.domain.complaint.ticket import PUBLIC
from kiosk.domain.refusal import Refusal

STATES = tuple(dict.fromkeys(PUBLIC.values()))
"""The six public statuses."""
CLASSES = {
    TicketClass.INFORMATION: "Permintaan Informasi",
    TicketClass.ASPIRATION: "Aspirasi",
    TicketClass.ORDINARY: "Pengaduan tidak berkadar pengawasan",
    TicketClass.SUPERVISION: "Pengaduan berkadar pengawasan",
}
TITLES = (
    "nomor", "nomor_lapor", "klasifikasi", "kategori", "judul", "isi", "lokasi", "waktu_kejadian",
    "unit", "layanan", "kanal", "tanggal_diterima", "status", "anonim",
)  # fmt: skip
RETURNED = ("nomor", "nomor_lapor", "status")
MOST_ROWS = 5_000
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9./#-]{0,39}")


class InvalidLink(Refusal):
    """A number or a state that SP4N-LAPOR! does not have."""


class UnusableTable(Refusal):
    """The file is no table of numbers and states; nothing was changed."""


@dataclass(frozen=True)
class Link:
    number: str | None
    state: str | None


@dataclass(frozen=True)
class Line:
    """A line of a returned table; ``at`` as an editor counts lines."""

    at: int
    number: str
    link: Link


def check_link(number: str, state: str) -> Link:
    """Both as typed; empty: none. Raises `InvalidLink`."""
    number, state = number.strip(), state.strip()
    if number and not _NUMBER.fullmatch(number):
        raise InvalidLink("Nomor SP4N-LAPOR! paling panjang 40 huruf, angka, titik atau garis.")
    if state and state not in STATES:
        raise InvalidLink(
            "Status SP4N-LAPOR! adalah salah satu dari: %(known)s.", known="; ".join(STATES)
        )
    if state and not number:
        raise InvalidLink("Tulis nomor SP4N-LAPOR! bersama statusnya.")
    return Link(number or None, state or None)


def written(rows: Iterable[Sequence[str]]) -> str:
    """A CSV with its titles, quoted throughout; opened by a spreadsheet it holds no formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(TITLES)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue()


def parse(text: str) -> tuple[Line, ...]:
    """Lines of a returned CSV: comma or semicolon, titles in any order, others left aside.
    Raises `UnusableTable`, which names the line."""
    body = text.removeprefix("\ufeff")
    first = body.partition("\n")[0]
    rows = _cells(body, ";" if ";" in first else ",")
    titles = [cell.strip().casefold() for cell in rows[0]] if rows else []
    missing = [one for one in RETURNED if one not in titles]
    if missing:
        raise UnusableTable("Kolom %(names)s tidak ada di baris judul.", names=", ".join(missing))
    if len(rows) > MOST_ROWS + 1:
        raise UnusableTable("Satu berkas memuat paling banyak %(most)s baris.", most=MOST_ROWS)
    places = [titles.index(one) for one in RETURNED]
    lines = [_line(at, row, places) for at, row in enumerate(rows[1:], 2) if any(row)]
    _check_once(lines)
    return tuple(lines)


def _cells(body: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter))
    except csv.Error as wrong:
        raise UnusableTable("Berkas ini bukan tabel CSV. Simpan lagi sebagai CSV UTF-8.") from wrong


def _line(at: int, row: Sequence[str], places: Sequence[int]) -> Line:
    cells = [row[place].strip().lstrip("'") if place < len(row) else "" for place in places]
    number = tidy_number(cells[0])
    if number is None:
        raise UnusableTable("Baris %(at)s: nomor laporan tidak terbaca.", at=at)
    try:
        return Line(at, number, check_link(cells[1], cells[2]))
    except InvalidLink as why:
        raise UnusableTable("Baris %(at)s: %(why)s", at=at, why=why) from why


def _check_once(lines: Sequence[Line]) -> None:
    seen: dict[str, int] = {}
    for one in lines:
        if one.number in seen:
            raise UnusableTable(
                "Baris %(at)s: nomor ini sudah ada di baris %(first)s.",
                at=one.at,
                first=seen[one.number],
            )
        seen[one.number] = one.at
