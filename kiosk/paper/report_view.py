"""What the report in PDF and that in Word share: its drawings, its cover, its signature."""

from dataclasses import dataclass

from kiosk.domain.index.material import Material, Origin, past_of
from kiosk.domain.index.period import Period
from kiosk.domain.index.report_names import names_of
from kiosk.domain.index.report_outline import TREND, UNSUR
from kiosk.domain.index.written import counted, day, number
from kiosk.domain.month import NAMES
from kiosk.draw.bars import Bar, bars
from kiosk.draw.svg import Drawing
from kiosk.draw.trend import Point, trend

WIDTH = 640
_SHORT = 3
_ROOM = "." * 40


@dataclass(frozen=True)
class Cover:
    """``when``: month and year of the making."""

    title: str
    unit: str
    instansi: str
    period: str
    place: str
    when: str


@dataclass(frozen=True)
class Signature:
    """Dots where nobody is named yet, so that it can be filled in by hand."""

    dated: str
    post: str
    name: str
    rank: str
    nip: str


def cover(m: Material) -> Cover:
    name = names_of(m.instrument.survey)
    return Cover(
        title=f"Laporan Hasil {name.survey} ({name.short})",
        unit=m.figures.unit_name,
        instansi=m.figures.instansi,
        period=m.period.title,
        place=m.letterhead.city,
        when=f"{NAMES[m.made.month - 1]} {m.made.year}",
    )


def signature(m: Material) -> Signature:
    signer = m.letterhead.signer
    city = f"{m.letterhead.city}, " if m.letterhead.city else ""
    return Signature(
        dated=f"{city}{day(m.made)}",
        post=signer.post or f"Kepala {m.figures.unit_name}",
        name=signer.name or _ROOM,
        rank=signer.rank,
        nip=f"NIP {_grouped(signer.nip)}" if signer.nip else f"NIP {_ROOM}",
    )


def _grouped(nip: str) -> str:
    """ "19720314 199603 2 001", as it is written."""
    return f"{nip[:8]} {nip[8:14]} {nip[14:15]} {nip[15:]}" if len(nip) == 18 else nip


def summary(m: Material) -> tuple[tuple[str, str], ...]:
    """The sheet of approval: what is approved, in lines."""
    figures, name = m.figures, names_of(m.instrument.survey)
    mutu = f"{figures.mutu} ({figures.kinerja})" if figures.mutu else (figures.withheld or "—")
    rows = [
        ("Unit pelayanan", figures.unit_name),
        ("Instansi", figures.instansi),
        ("Periode", m.period.title),
        ("Jumlah responden", counted(figures.respondents)),
        (name.index_short, number(figures.ikm)),
        ("Mutu pelayanan", mutu),
    ]
    if m.is_draft:
        rows.append(("Keadaan periode", "belum ditutup; angka masih dapat berubah"))
    elif m.edition > 1:
        rows.append(("Penutupan", f"ke-{m.edition}"))
    return tuple(rows)


def drawing(m: Material, name: str, alt: str) -> Drawing:
    made = {UNSUR: _unsur, TREND: _trend}
    return made[name](m, alt)


def _unsur(m: Material, alt: str) -> Drawing:
    graded = m.figures.mutu is not None
    rows = [
        Bar(f"{one.number} {one.name}", one.value, one.mutu if graded else None)
        for one in m.figures.unsur
    ]
    return bars(rows, alt, width=WIDTH, bands=m.figures.method.bands)


def _trend(m: Material, alt: str) -> Drawing:
    points = [
        Point(
            label=_label(one.period),
            group=str(one.period.year),
            value=one.ikm,
            low=one.low,
            high=one.high,
            entered=one.origin is Origin.ENTERED,
        )
        for one in (*m.before, past_of(m.period, m.figures))
    ]
    return trend(points, alt, width=WIDTH, bands=m.figures.method.bands)


def _label(period: Period) -> str:
    """ "Okt", "TW IV", "Sem II", "2026"."""
    if period.length == 1:
        return NAMES[period.first % 100 - 1][:_SHORT]
    word, _, _ = period.title.rpartition(" ")
    return word.replace("Triwulan", "TW").replace("Semester", "Sem") if period.length < 12 else ""
