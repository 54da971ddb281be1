"""Standards of services, as an office would type them, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import NOW

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from tests.factories import Place

DELIVERY = {
    "persyaratan": "1. KTP asli\n2. Kartu keluarga lama",
    "prosedur": "- Ambil nomor\n- Serahkan berkas\n- Tunggu dipanggil",
    "time_amount": "15",
    "time_unit": "menit",
    "fee": "gratis",
    "produk": "Kartu keluarga baru",
    "pengaduan": "Petugas pengaduan di loket 3, dijawab paling lama 5 hari kerja",
}
HOUSE = {
    "hukum": "UU 24/2013",
    "sarana": "Kursi prioritas",
    "kompetensi": "Menguasai SIAK",
    "pengawasan": "Kepala bidang, tiap hari",
    "pelaksana": "2 petugas",
    "jaminan": "Diantar ke rumah bila lewat waktu",
    "keamanan": "Berkas disimpan terkunci",
    "evaluasi": "Tiap semester dengan SKM",
    "decree": "SK 12/2026",
    "decided_on": "2026-01-05",
}
WHOLE = {**DELIVERY, **HOUSE}


def publish(
    app: Flask,
    actor: Actor,
    place: Place,
    service: str = "kk",
    now: datetime = NOW,
    **fields: str,
) -> None:
    """``fields`` on top of `WHOLE`."""
    from kiosk.flows.zi.edit_standard import open_standard, save_standard
    from kiosk.flows.zi.publish_standard import publish_standard

    with app.app_context():
        version = open_standard(place.unit, service).version
        save_standard(actor, place.unit, service, version, {**WHOLE, **fields}, now)
        version = open_standard(place.unit, service).version
        publish_standard(actor, place.unit, service, version, now)
