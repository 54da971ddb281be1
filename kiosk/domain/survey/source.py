"""How an answer came in. The source is kept with every answer and shown with every index."""

from enum import IntEnum


class Source(IntEnum):
    """Stored as its number; a number once used keeps its meaning."""

    STATIC_QR = 1
    KIOSK = 2
    VISIT_TOKEN = 3
    ASSISTED = 4
    PAPER = 5
    SPREADSHEET = 6

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Source.STATIC_QR: "Kode QR",
    Source.KIOSK: "Tablet loket",
    Source.VISIT_TOKEN: "Tanda kunjungan",
    Source.ASSISTED: "Dibantu petugas",
    Source.PAPER: "Kertas",
    Source.SPREADSHEET: "Berkas",
}
