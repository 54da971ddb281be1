"""The settings that the figures of a board follow, in words."""

from kiosk.domain.zi.board import Board

_RULES = {
    "konversi-hasil": "Dari indeks ke poin",
    "konversi-skala-6": "Dari skala 6 ke skala 4",
    "uji-area": "Syarat tiap area pengungkit diuji pada",
    "ambang-wbbm": "Ambang WBBM",
    "aduan-nol": "Tahun tanpa pengaduan",
}
_CHOICES = {
    "linear": "indeks / 4 × bobot",
    "langkah": "bertahap, seperti alat hitung BPS",
    "bagi-1.5": "nilai dibagi 1,5",
    "min-max": "rentang 1 sampai 6 dipetakan ke 1 sampai 4",
    "gabungan": "pemenuhan dan reform bersama",
    "tiap-bagian": "pemenuhan dan reform masing-masing",
    "baku": "19,50 dan 3,75 (baku)",
    "daerah": "18,25 dan 2,50 (alat daerah)",
    "penuh": "butir pengaduan dinilai penuh",
    "kosong": "butir pengaduan dikosongkan",
}
"""What the codes of settings say; no code means two things."""


def rules(board: Board) -> list[tuple[str, str]]:
    """What is chosen, and what was chosen."""
    return [
        (label, _CHOICES.get(board.rules[name], board.rules[name]))
        for name, label in _RULES.items()
    ]
