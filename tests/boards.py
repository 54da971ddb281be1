"""A papan hasil as tests of paper want it: worked out by the domain, out of no database."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from kiosk.domain.index.material import Letterhead
from kiosk.domain.index.period import parse
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi import kinerja
from kiosk.domain.zi.areas import AreaPoints, AreaRule, parts
from kiosk.domain.zi.basis import Basis
from kiosk.domain.zi.board import Board, LkeLine, LkePart, Performance
from kiosk.domain.zi.hasil import Conversion, Inputs, Source, SurveyIndex, weigh
from kiosk.domain.zi.lke import ZeroComplaints
from kiosk.domain.zi.lke_weights import AREAS
from kiosk.domain.zi.margins import margins
from kiosk.domain.zi.monthly import Monthly
from kiosk.domain.zi.targets import (
    Choice,
    ComplaintYear,
    Indicator,
    Target,
    achieved,
    proposed,
)
from kiosk.domain.zi.thresholds import Known, judge, predicates

UNIT = UnitCard(1, "dukcapil-kupang", "Dinas Dukcapil Kota Kupang", "Asia/Makassar")
QUESTION = "Pengaduan masyarakat ditindaklanjuti =1+1"
PERIOD = parse("2026")
MONTHS = tuple(
    Monthly(
        month,
        Fraction("3.6") + Fraction(at, 100) if at % 3 else None,
        Fraction("3.3"),
        Fraction("3.4"),
        (12, 12, 90),
    )
    for at, month in enumerate(PERIOD.months)
)
BASIS = {
    "ipak": Basis("SPAK", 120, 2, "3.58", 3, "spak", Fraction("3.6"),
                  (Fraction("3.52"), Fraction("3.68"))),
    "ipkp": Basis("Surat B/12/2026"),
    "kinerja": Basis("Pilihan B: LKjIP 2026"),
}  # fmt: skip


def make(
    ipak: str | None = "3.60",
    ipkp: str | None = "3.30",
    option: str | None = "B",
    pengungkit: str | None = "50.5",
    source: Source = Source.EXTERNAL,
    conversion: Conversion = Conversion.LINEAR,
    **changes: Any,
) -> Board:
    """``source`` is that of the IPKP."""
    points = kinerja.option(option).points if option else None
    inputs = Inputs(
        SurveyIndex(Fraction(ipak), Source.OWN) if ipak else None,
        SurveyIndex(Fraction(ipkp), source) if ipkp else None,
        points,
        Fraction(pengungkit) if pengungkit else None,
    )
    hasil = weigh(inputs, conversion)
    known = changes.pop("known", Known(_areas(), earlier=True))
    both = predicates("baku")
    values = {
        "unit": UNIT,
        "period": PERIOD,
        "made": date(2026, 11, 2),
        "letterhead": Letterhead(("PEMERINTAH KOTA KUPANG", "DINAS DUKCAPIL"), "Jalan El Tari 1"),
        "hasil": hasil,
        "basis": BASIS if ipak else {},
        "own": BASIS if ipak else {},
        "months": MONTHS if ipak else (),
        "verdicts": tuple(judge(hasil, one, known) for one in both),
        "margins": {one.code: margins(hasil, one, known) for one in both},
        "known": known,
        "performance": _performance(option, points),
        "lke": _lke(),
        "proofs": {},
        "rules": {"konversi-hasil": conversion.value, "konversi-skala-6": "bagi-1.5",
                  "uji-area": "gabungan", "ambang-wbbm": "baku", "aduan-nol": "penuh"},
    }  # fmt: skip
    return Board(**{**values, **changes})


def _areas() -> Any:
    found = [AreaPoints(one.number, one.pemenuhan, one.reform * Fraction(1, 2)) for one in AREAS]
    return parts(found, AreaRule.TOGETHER)


def _performance(option: str | None, points: Fraction | None) -> Performance:
    targets = [Target(Indicator.HANDLED, Fraction(90)), Target(Indicator.MEDIAN, Fraction(10))]
    found = achieved(
        targets, ComplaintYear(40, 38, 40, 36, 9), ComplaintYear(30, 27, 30, 20, 11),
        ZeroComplaints.PENUH,
    )  # fmt: skip
    follows = proposed(found)
    choice = Choice(option, follows.option, follows.because, "") if option else None
    return Performance(option, "LKjIP 2026", found, follows, choice, points)


def _lke() -> LkePart:
    line = LkeLine(
        "V.p.iii.b", QUESTION, "Ya", "Ya, ditindaklanjuti", Fraction(1), "otomatis",
        "38 dari 40 laporan dijawab.", 1,
    )  # fmt: skip
    return LkePart("LKE PermenPANRB 90/2021", (line,), Fraction(5), Fraction(9), Fraction(40), 12)
