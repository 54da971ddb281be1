"""An evaluation of complaint handling as somebody types it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk.domain.place.edit import InvalidEntry, tidied
from kiosk.domain.refusal import Refusal
from kiosk.domain.zi.facts import Scope

SUMMARY_LENGTH = (10, 500)
MOST = 200
"""Recommendations of one evaluation."""
_COUNT = re.compile(r"[0-9]{1,3}")


class UnknownEvaluation(Refusal):
    """There is no such evaluation at this unit."""

    def __init__(self) -> None:
        super().__init__("Evaluasi itu tidak ada di unit ini. Lihat lagi daftarnya.")


@dataclass(frozen=True)
class Typed:
    """Text, as the form sends it; ``held_on`` "2026-07-15"."""

    scope: str
    held_on: str
    summary: str
    recommendations: str
    followed: str


def entry(typed: Typed, year: int, today: date) -> Mapping[str, Any]:
    """Columns to keep; raises `InvalidEntry` with all that is wrong."""
    wrong: dict[str, str] = {}
    held_on = _day(typed.held_on, year, today, wrong)
    summary = tidied(typed.summary)
    if not SUMMARY_LENGTH[0] <= len(summary) <= SUMMARY_LENGTH[1]:
        wrong["summary"] = "Tulis apa yang dievaluasi dan hasilnya, 10 sampai 500 karakter."
    if typed.scope not in set(Scope):
        wrong["scope"] = "Pilih apa yang dievaluasi."
    advised = _count("recommendations", typed.recommendations, wrong)
    followed = _count("followed", typed.followed, wrong)
    if advised is not None and followed is not None and followed > advised:
        wrong["followed"] = (
            f"Yang ditindaklanjuti ({followed}) melebihi jumlah rekomendasi ({advised}). Periksa "
            "kembali jumlahnya."
        )
    if wrong:
        raise InvalidEntry(wrong)
    return {
        "scope": typed.scope,
        "held_on": held_on,
        "summary": summary,
        "recommendations": advised,
        "followed": followed,
    }


def _day(text: str, year: int, today: date, wrong: dict[str, str]) -> date | None:
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        wrong["held_on"] = "Pilih tanggal evaluasinya."
        return None
    if found.year != year:
        wrong["held_on"] = f"Tanggalnya harus pada tahun {year}, tahun halaman ini."
    elif found > today:
        wrong["held_on"] = "Evaluasi dicatat setelah dilaksanakan; tanggal ini belum tiba."
    return found


def _count(field: str, text: str, wrong: dict[str, str]) -> int | None:
    clean = text.strip()
    if not _COUNT.fullmatch(clean) or int(clean) > MOST:
        wrong[field] = f"Tulis bilangan bulat 0 sampai {MOST}."
        return None
    return int(clean)
