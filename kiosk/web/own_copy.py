"""The copy of everything kept of a report and its reporter, as a document for machines."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.own_data import OwnData
from kiosk.domain.complaint.tracked import SeenFile, Tracked

FORM = "suara-loket/salinan-data/1"
ABOUT = (
    "Salinan data menurut UU 27/2022 Pasal 7 dan 32. Nama petugas dan catatan kerja antarpetugas "
    "tidak termasuk; isi berkas diunduh dari halaman laporan."
)


def document(ticket: Tracked, own: OwnData) -> str:
    """JSON; moments in ISO 8601 with offset, days where no hour is kept."""
    told = {"bentuk": FORM, "keterangan": ABOUT, **_report(ticket), **_person(ticket, own)}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _report(ticket: Tracked) -> dict[str, Any]:
    words = ticket.report
    return {
        "nomor": ticket.number,
        "diterima": _at(ticket, ticket.received),
        "kantor": ticket.origin,
        "penangan": ticket.handler,
        "jenis": ticket.kind.value,
        "kategori": ticket.category.value,
        "kelas": ticket.ticket_class.value,
        "keadaan": ticket.state.value,
        "akhir": ticket.ending.value if ticket.ending else None,
        "penilaian": ticket.rating,
        "laporan": {
            "judul": words.title,
            "isi": words.body,
            "tempat": words.place,
            "waktu_kejadian": words.happened,
            "terlapor": words.accused,
        },
        "berkas": _files(ticket.files),
        "pesan": [
            {
                "dari": "pelapor" if one.from_reporter else "kantor",
                "pada": _at(ticket, one.at),
                "isi": one.text,
                "berkas": _files(one.files),
            }
            for one in ticket.messages
        ],
        "tenggat": [
            {"jenis": one.clock.value, "sampai": _at(ticket, one.due), "hari_kerja": one.days}
            for one in ticket.limits
        ],
    }


def _person(ticket: Tracked, own: OwnData) -> dict[str, Any]:
    kept = {"nama": own.name, "kontak": own.contact} if own.has_identity else None
    return {
        "identitas": {"cara": ticket.identity.value, "tersimpan": kept},
        "riwayat": [
            {"pada": _at(ticket, one.at), "oleh": one.by, "apa": one.what} for one in own.deeds
        ],
        "dilihat_oleh": [
            {"pada": _at(ticket, one.at), "oleh": one.by, "apa": one.what} for one in own.traces
        ],
        "permintaan": [
            {
                "apa": one.wish.label,
                "jawaban": one.outcome.value,
                "diminta": _at(ticket, one.asked_at),
                "batas": _at(ticket, one.due_at),
                "dijawab": _at(ticket, one.answered_at) if one.answered_at else None,
                "dasar": one.ground.told if one.ground else None,
            }
            for one in own.requests
        ],
    }


def _files(files: Iterable[SeenFile]) -> list[dict[str, Any]]:
    return [{"nama": one.name, "bita": one.size, "pindaian": one.state.value} for one in files]


def _at(ticket: Tracked, at: datetime) -> str:
    there = at.astimezone(ZoneInfo(ticket.zone))
    return there.date().isoformat() if ticket.sealed else there.isoformat(timespec="seconds")
