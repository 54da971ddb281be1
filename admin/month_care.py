"""Complaints of the same period beside its index, for those who may see how they were handled."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from admin import access, callers
from admin.tables import Block, Table
from kiosk import clock
from kiosk.domain.cells import Cell
from kiosk.domain.complaint.handling import Handling
from kiosk.domain.complaint.handling_counts import Stage
from kiosk.domain.complaint.share import Share
from kiosk.domain.index.period import Period
from kiosk.domain.month import shift
from kiosk.domain.people.policy import Action
from kiosk.domain.place.point import UnitCard
from kiosk.flows.complaint.report_handling import Asked, show_handling

HIDDEN = "Angka ini tidak termasuk berkas terlindungi."


def of_complaints(unit: UnitCard, period: Period) -> Block | None:
    """Received in the period, handled as of today; None where they may not be seen, or the
    period has yet to begin."""
    first, last = _days(period)
    now = clock.now()
    today = now.astimezone(ZoneInfo(unit.zone)).date()
    if first > today or not access.actor().may(Action.SEE_HANDLING, access.spot()):
        return None
    asked = Asked(first.isoformat(), last.isoformat(), today.isoformat())
    found = show_handling(access.actor(), unit.code, asked, callers.keys(), now)
    return Block(
        key="pengaduan",
        title="Pengaduan pada periode yang sama",
        table=Table(
            ("Ukuran", "Nilai", "Dari", "Persen"),
            _rows(found.figures) if found.figures.total else [],
        ),
        lead="" if found.figures.total else "Tidak ada laporan yang masuk pada periode ini.",
        note="Diterima pada periode ini, keadaan hari ini."
        + ("" if found.with_sealed else f" {HIDDEN}"),
    )


def _days(period: Period) -> tuple[date, date]:
    after = shift(period.last, 1)
    end = date(after // 100, after % 100, 1) - timedelta(days=1)
    return date(period.first // 100, period.first % 100, 1), end


def _rows(found: Handling) -> list[tuple[Cell, ...]]:
    answer, closing = found.stages[Stage.ANSWER], found.stages[Stage.CLOSING]
    return [
        ("Laporan masuk", found.total, None, None),
        ("Ditindaklanjuti", *_share(found.handled[found.headline])),
        ("Dijawab tepat waktu", *_share(answer.on_time)),
        ("Median hari kerja sampai dijawab", answer.median, None, None),
        ("Hari kerja sampai dijawab, 9 dari 10 laporan (P90)", answer.p90, None, None),
        ("Median hari kerja sampai selesai", closing.median, None, None),
        ("Selesai menurut pelapor", *_share(found.by_reporter)),
        ("Masih terbuka", found.open.count, None, None),
        ("Umur laporan terbuka tertua (hari kerja)", found.open.oldest, None, None),
    ]


def _share(one: Share) -> tuple[Cell, Cell, Cell]:
    return one.part, one.whole, one.percent
