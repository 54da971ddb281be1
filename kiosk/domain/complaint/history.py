"""The words of a ticket's history, for colleagues: what was done, and what changed by it."""

from collections.abc import Callable, Mapping
from typing import Any

from kiosk.domain.complaint.kinds import Category, Channel, TicketClass
from kiosk.domain.complaint.ticket import STEPS, Move

ACTS: Mapping[str, str] = {
    "terima": "Laporan masuk",
    "ambil": "Diambil",
    "lepas": "Dilepas",
    "tugaskan": "Pemegang diganti",
    "gabung": "Digabung",
    "tampung": "Menampung laporan lain",
    "pisahkan": "Dipisahkan lagi",
    "pecah": "Dipecah",
    "kelas": "Kelas diubah",
    "lindungi": "Diserahkan ke jalur terlindungi",
    "sp4n-lapor": "Catatan SP4N-LAPOR!",
    "kabar": "Kabar kepada pelapor",
    "catatan": "Catatan",
    "tambahan": "Pelapor menambah keterangan",
    "nilai": "Pelapor memberi nilai",
    "identitas": "Identitas pelapor",
    "minta-identitas": "Identitas pelapor diminta",
    "setuju-identitas": "Permintaan identitas disetujui",
    "tolak-identitas": "Permintaan identitas ditolak",
    "buka-identitas": "Identitas pelapor dibuka",
    "terlapor": "Terlapor ditandai",
    "bukan-terlapor": "Tanda terlapor dicabut",
    "hitung-ulang": "Tenggat dihitung ulang",
    "minta-hapus": "Pelapor meminta datanya dihapus",
    "hapus-data": "Data pelapor dihapus atas permintaannya",
    "tolak-hapus": "Permintaan penghapusan data ditolak",
    "perbaiki-kontak": "Pelapor memperbaiki nama atau kontaknya",
}
"""Changes that are no move, by the word kept in the history."""
_LABELS: Mapping[str, Mapping[str, str]] = {
    "kelas": {one.value: one.label for one in TicketClass},
    "kategori": {one.value: one.label for one in Category},
    "saluran": {one.value: one.label for one in Channel},
}
FIELDS: Mapping[str, str] = {
    "pemegang": "Pemegang",
    "dari": "Dari",
    "ke": "Ke",
    "nomor": "Laporan",
    "kelas": "Kelas",
    "kategori": "Kategori",
    "saluran": "Kanal",
    "nomor_lapor": "Nomor SP4N-LAPOR!",
    "status_lapor": "Status SP4N-LAPOR!",
    "alamat": "Diarahkan ke",
    "nilai": "Nilai",
}


def title_of(move: str, state: str) -> str:
    """What was done, in the words of the desk. The arrival and the reporter's acceptance are kept
    under one word: the ``state`` after it tells them apart."""
    is_acceptance = move == Move.ACCEPT and state == STEPS[Move.ACCEPT].target
    if move in ACTS and not is_acceptance:
        return ACTS[move]
    return STEPS[Move(move)].label if move in set(Move) else move


def details_of(details: Mapping[str, Any], look_up: Callable[[str, Any], str]) -> tuple[str, ...]:
    """A line for each thing that changed. ``look_up`` (field, value) gives the name of what the
    history keeps by its code or number."""
    return tuple(_line(name, value, look_up) for name, value in details.items() if name in FIELDS)


def _line(name: str, value: Any, look_up: Callable[[str, Any], str]) -> str:
    if isinstance(value, list) and len(value) == 2:
        told = " → ".join(_word(name, one, look_up) for one in value)
    else:
        told = _word(name, value, look_up)
    return f"{FIELDS[name]}: {told}"


def _word(name: str, value: Any, look_up: Callable[[str, Any], str]) -> str:
    if value is None or value == "":
        return "tidak ada"
    known: Mapping[str, str] = _LABELS.get(name, {})
    return known[value] if value in known else look_up(name, value)
