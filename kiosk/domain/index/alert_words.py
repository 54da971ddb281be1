"""What a call says, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.index.alerting import LEAST, AlertKind, DayCount
from kiosk.domain.index.tally import RESPONDENT_UNIT
from kiosk.domain.refusal import Refusal
from kiosk.domain.rounding import half_up

AFTERWARDS = 14
"""Days after the note that are looked at for what came of it."""
NOTE_LENGTH = (5, 500)
LABELS = {
    AlertKind.SHARE: "Banyak nilai rendah",
    AlertKind.COUNT: "Nilai rendah menumpuk hari ini",
    AlertKind.DROP: "Nilai turun",
    AlertKind.SAMPLE: "Sampel tertinggal",
    AlertKind.SILENT: "Tablet tidak memberi kabar",
}


class UnfitNote(Refusal):
    """The call cannot be acknowledged, or not like this."""


@dataclass(frozen=True)
class Alert:
    """A call as it stands. ``note`` None: nobody acknowledged it."""

    id: int
    unit: str
    unit_name: str
    kind: AlertKind
    raised_at: datetime
    since: date
    n: int
    value: Decimal | None
    usual: Decimal | None
    about: str | None
    noted_at: datetime | None
    note: str | None
    noted_by: str | None
    outcome: str | None


def clean_note(text: str) -> str:
    """Raises `UnfitNote`."""
    clean = " ".join(text.replace("\0", "").split())
    if not NOTE_LENGTH[0] <= len(clean) <= NOTE_LENGTH[1]:
        raise UnfitNote("Tulis apa yang Anda lakukan, 5 sampai 500 karakter.")
    return clean


def sentence(
    kind: AlertKind, n: int, value: Decimal | None, usual: Decimal | None, about: str | None
) -> str:
    """In Indonesian, with what a reader compares it with."""
    now, then = _said(value), _said(usual)
    match kind:
        case AlertKind.SHARE:
            return (
                f"{now} persen dari {n} penilaian dua hari terakhir memuat nilai 1 atau 2; "
                f"biasanya {then} persen."
            )
        case AlertKind.COUNT:
            return (
                f"{now} dari {n} penilaian hari ini memuat nilai 1 atau 2; biasanya sekitar {then}."
            )
        case AlertKind.DROP:
            return (
                f"rata-rata {n} penilaian seminggu terakhir {now}; "
                f"delapan minggu sebelumnya {then}."
            )
        case AlertKind.SAMPLE:
            return (
                f"{about}: baru {n} responden; dengan laju ini sekitar {now} sampai akhir bulan, "
                f"diperlukan {then}."
            )
    return f"tidak ada kabar pada jam buka dari {about or 'tablet'}."


def outcome(
    kind: AlertKind,
    value: Decimal | None,
    days: Sequence[DayCount],
    noted_on: date,
    today: date,
) -> str | None:
    """What the days after the note show; None where the kind has nothing to compare."""
    if kind in (AlertKind.SAMPLE, AlertKind.SILENT) or value is None:
        return None
    last = min(today, noted_on + timedelta(days=AFTERWARDS))
    after = [one for one in days if noted_on < one.day <= last]
    n = sum(one.n for one in after)
    if n < LEAST:
        return "Belum cukup penilaian sesudah catatan untuk melihat hasilnya."
    if kind is AlertKind.DROP:
        total = sum(one.total for one in after)
        now = half_up(Fraction(25 * total, RESPONDENT_UNIT * n), 1)
        then = f"saat peringatan {_said(value)}"
        return f"Sesudah catatan: rata-rata {_said(now)} dari {n} penilaian ({then})."
    share = half_up(Fraction(100 * sum(one.low for one in after), n), 1)
    return f"Sesudah catatan: {_said(share)} persen dari {n} penilaian memuat nilai rendah."


def _said(value: Decimal | None) -> str:
    return "–" if value is None else f"{value.normalize():f}".replace(".", ",")
