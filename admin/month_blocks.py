"""Blocks of the month's page that come from the figures of the period: tables with drawings."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from admin.tables import DESK, HALF, PHONE, Block, Table
from kiosk.domain.cells import Cell
from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import LineFigure, PeriodFigures, ProfileFigure
from kiosk.domain.survey.instrument import Instrument
from kiosk.draw.bars import Bar, bars
from kiosk.draw.shares import Stack, stacks
from kiosk.draw.svg import Drawing
from kiosk.draw.trend import Point, trend
from kiosk.flows.index.show_month import MonthView, Past
from kiosk.i18n import number

MOST_BARS = 12
LEAST_BARS = 2
SPLITS = {
    "layanan": ("Menurut layanan", "Layanan"),
    "loket": ("Menurut loket dan titik", "Loket atau titik"),
    "sumber": ("Menurut sumber jawaban", "Sumber"),
    "subunit": ("Menurut unit di bawahnya", "Unit"),
}


def of_unsur(figures: PeriodFigures) -> Block | None:
    """The three lowest first and in bold, the others as the regulation lists them; the table in
    its order throughout."""
    if figures.ikm is None:
        return None
    lowest = [figures.unsur_of(code) for code in figures.lowest]
    ordered = lowest + [one for one in figures.unsur if one.code not in figures.lowest]
    rows = [
        Bar(f"{one.number} {one.name}", one.value, one.mutu, strong=one.code in figures.lowest)
        for one in ordered
    ]
    bands = figures.method.bands
    return Block(
        key="unsur",
        title="Sembilan unsur" if len(rows) == 9 else "Nilai per unsur",
        table=Table(
            ("Unsur", "Nama", "Nilai", "Mutu", "NRR", "NRR tertimbang", "Jawaban"),
            [
                (one.number, one.name, one.value, one.mutu, one.nrr, one.weighted, one.n)
                for one in figures.unsur
            ],
        ),
        pictures=both(lambda width: bars(rows, "Nilai tiap unsur", width=width, bands=bands)),
        note="Tiga terendah lebih dahulu, dicetak tebal. Garis tegak: batas mutu D, C, B, dan A.",
    )


def both(draw: Callable[[int], Drawing], wide: int = DESK) -> tuple[Drawing, Drawing]:
    return draw(PHONE), draw(wide)


def of_spread(figures: PeriodFigures, instrument: Instrument) -> Block | None:
    """How many chose each answer: a mean of 3 can be all threes or half fours and half twos."""
    if figures.ikm is None:
        return None
    values = instrument.scale.values
    counts = {one.code: _counts(figures, instrument, one.code) for one in figures.unsur}
    rows = [Stack(f"{one.number} {one.name}", counts[one.code]) for one in figures.unsur]
    names = [f"nilai {value}" for value in values]
    return Block(
        key="sebaran",
        title="Sebaran jawaban",
        table=Table(
            ("Unsur", "Nama", *names),
            [(one.number, one.name, *counts[one.code]) for one in figures.unsur],
        ),
        pictures=both(lambda width: stacks(rows, names, "Sebaran jawaban", width=width)),
    )


def _counts(figures: PeriodFigures, instrument: Instrument, code: str) -> tuple[int, ...]:
    """Over the items of the unsur, lowest value first."""
    items = next(one.items for one in instrument.unsur if one.code == code)
    rows = [figures.counts[item.code] for item in items if item.code in figures.counts]
    return tuple(map(sum, zip(*rows, strict=True)))


def low_answers(figures: PeriodFigures, instrument: Instrument, code: str) -> tuple[int, int]:
    """Answers in the lower half of the scale, and all."""
    counts = _counts(figures, instrument, code)
    return sum(counts[: len(counts) // 2]), sum(counts)


def of_trend(month: MonthView) -> Block | None:
    """None where no period has an index."""
    if all(one.printed.ikm is None for one in month.trend):
        return None
    points = [_point(one) for one in month.trend]
    bands = month.view.figures.method.bands
    return Block(
        key="perkembangan",
        title="Perkembangan",
        table=Table(
            ("Periode", "IKM", "Mutu", "Selang bawah", "Selang atas", "Responden"),
            [
                (
                    one.period.title + (" (angka lama)" if one.document else ""),
                    one.printed.ikm,
                    one.mutu,
                    one.printed.low,
                    one.printed.high,
                    one.respondents,
                )
                for one in month.trend
            ],
        ),
        pictures=both(
            lambda width: trend(
                points, "IKM dua belas periode terakhir", width=width, height=250, bands=bands
            ),
            HALF,
        ),
        half=True,
        note=_trend_note(month),
    )


def _point(one: Past) -> Point:
    label, group = short(one.period)
    found = one.printed
    return Point(label, group, found.ikm, found.low, found.high, entered=bool(one.document))


def _trend_note(month: MonthView) -> str:
    said = "Garis tegak di tiap titik: selang kepercayaan 95 persen. Garis terputus: tanpa IKM."
    papers = [one.document for one in month.trend if one.document]
    if papers:
        said += f" Lingkaran kosong: angka lama, dari {'; '.join(dict.fromkeys(papers))}."
    return said


def short(period: Period) -> tuple[str, str]:
    """ "Okt" and "2026", "IV" and "2026", or "2026" alone."""
    first, *rest = period.title.split()
    if period.length == 12:
        return rest[0], ""
    return (first[:3], rest[0]) if period.length == 1 else (rest[0], rest[1])


def of_lines(key: str, lines: Sequence[LineFigure], figures: PeriodFigures) -> Block | None:
    """None where there is nothing to tell apart."""
    if not lines or (key == "subunit" and len(lines) < LEAST_BARS):
        return None
    title, first = SPLITS[key]
    shown = sorted((one for one in lines if one.ikm is not None), key=_value)
    return Block(
        key=key,
        title=title,
        table=Table(
            (first, "Jawaban", "IKM", "Mutu"),
            [(one.name, one.n, one.ikm, one.mutu) for one in lines],
        ),
        pictures=_line_bars(shown, title, figures) if len(shown) >= LEAST_BARS else None,
        note=_line_note(lines, shown, figures),
        half=True,
    )


def _value(line: LineFigure) -> Decimal:
    return line.ikm if line.ikm is not None else Decimal(0)


def _line_bars(
    shown: Sequence[LineFigure], title: str, figures: PeriodFigures
) -> tuple[Drawing, Drawing]:
    rows = [
        Bar(one.name, one.ikm, one.mutu, note=f"{number(one.n)} jawaban")
        for one in shown[:MOST_BARS]
    ]
    return both(
        lambda width: bars(
            rows, f"{title}, terendah dahulu", width=width, bands=figures.method.bands
        ),
        HALF,
    )


def _line_note(
    lines: Sequence[LineFigure], shown: Sequence[LineFigure], figures: PeriodFigures
) -> str:
    notes = []
    if len(shown) >= LEAST_BARS:
        notes.append("Yang terendah lebih dahulu.")
    if len(shown) > MOST_BARS:
        notes.append(f"{MOST_BARS} terendah dari {len(shown)}; semuanya ada dalam tabel.")
    if len(shown) < len(lines):
        notes.append(
            f"Tanda – : kurang dari {figures.method.smallest} jawaban, atau dapat diketahui dari "
            "sisanya."
        )
    if any(one.ikm is not None and one.mutu is None for one in lines):
        notes.append("Tanpa mutu: jawabannya kurang dari sampel minimum.")
    return " ".join(notes)


def of_profile(figures: PeriodFigures, profile: Sequence[ProfileFigure]) -> Block | None:
    rows = [row for question in profile for row in _answers(question)]
    if not rows or not figures.respondents:
        return None
    return Block(
        key="profil",
        title="Menurut profil responden",
        table=Table(("Pertanyaan", "Pilihan", "Jawaban", "Persen", "IKM"), rows),
        note="Tanda – : kelompok terlalu kecil untuk ditampilkan.",
    )


def _answers(question: ProfileFigure) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [
        (question.title, one.label, one.n, one.percent, one.ikm) for one in question.rows
    ]
    if question.blank:
        rows.append((question.title, "Tidak diisi", question.blank, None, None))
    return rows


def of_spellings(figures: PeriodFigures) -> Block | None:
    if not figures.spellings:
        return None
    return Block(
        key="bobot",
        title="Dengan bobot lain",
        table=Table(
            ("Bobot per unsur", "IKM", "Mutu"),
            [(weight(one.weight), one.ikm, one.mutu) for one in figures.spellings],
        ),
        note="Untuk mencocokkan dengan lembar hitung yang memakai bobot dibulatkan.",
    )


def weight(label: str) -> str:
    return "1/n (tepat)" if label == "exact" else label.replace(".", ",")
