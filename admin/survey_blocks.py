"""Blocks of the page of IPAK and IPKP: every table with the index on the scale of 4."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from admin.month_blocks import both, short
from admin.month_head import STATES
from admin.tables import DESK, HALF, Block, Table
from kiosk.domain.cells import Cell
from kiosk.domain.index.method import to_four
from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import LineFigure
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import say
from kiosk.domain.zi.index_year import Older
from kiosk.draw.bars import Bar, bars
from kiosk.draw.trend import Point, trend
from kiosk.flows.indexing import Spell, SurveyOfYear, Version, printed_four

NAMES = {"ipak": "IPAK", "ipkp": "IPKP"}
TITLES = (
    "Periode",
    "Indeks (skala 4)",
    "Skala 100",
    "Kategori",
    "Selang bawah",
    "Selang atas",
    "Responden",
    "Sampel minimum",
    "Keadaan",
)
LEAST_BARS = 2


def four(value: Fraction | None) -> Decimal | None:
    return None if value is None else half_up(value, 2)


def of_version(survey: SurveyOfYear, version: Version) -> list[Block]:
    """In order of the page; without those that have nothing to show."""
    older = survey.older if version is survey.versions[0] else ()
    key, name = f"{survey.name}-{version.instrument.code}", NAMES[survey.name]
    figures = version.figures
    every = (
        _quarters(key, name, version, older),
        _months(key, name, version),
        _items(key, version),
        _lines(f"{key}-layanan", "Menurut layanan", "Layanan", figures.by_service, version),
        _lines(f"{key}-loket", "Menurut loket dan titik", "Loket", figures.by_point, version),
    )
    return [one for one in every if one]


def of_older(survey: SurveyOfYear) -> Block | None:
    """Indexes of old reports, each in the words and bands of its own regulation."""
    if not survey.older:
        return None
    rows: list[Sequence[Cell]] = [
        (
            one.historic.period.title,
            four(one.four),
            one.historic.ikm,
            f"{one.grade.mutu}: {say(one.grade.words, 'id')}",
            BANDS[one.historic.bands],
            one.historic.respondents,
            one.historic.document,
        )
        for one in survey.older
    ]
    return Block(
        key=f"{survey.name}-lama",
        title=f"{NAMES[survey.name]} dari laporan lama",
        table=Table(
            (
                "Periode", "Indeks (skala 4)", "Skala 100", "Kategori saat itu", "Batas mutu",
                "Responden", "Dokumen",
            ),
            rows,
        ),
        note="Tiap angka dinilai dengan batas dan kata peraturannya sendiri. A menurut batas 2004 "
        "dimulai dari 81,26; A menurut batas 2017 dari 88,31.",
    )  # fmt: skip


BANDS = {"2004": "2004 (PermenPANRB 52/2014)", "2017": "2017 (PermenPANRB 14/2017)"}


def _quarters(key: str, name: str, version: Version, older: Sequence[Older]) -> Block | None:
    own = {one.period for one in version.quarters if one.respondents}
    told = {one.historic.period: one for one in older if one.historic.period not in own}
    # Years before the first figure of any kind would only push the line to the right.
    seen = [at for at, one in enumerate(version.quarters) if one.respondents or one.period in told]
    spells = version.quarters[min(seen, default=0) // 4 * 4 :]
    points = [_older(told[one.period]) if one.period in told else _point(one) for one in spells]
    return _trend(
        f"{key}-triwulan", "Per triwulan", spells, told, points, version,
        f"{name} per triwulan pada skala 100",
    )  # fmt: skip


def _months(key: str, name: str, version: Version) -> Block | None:
    points = [_point(one) for one in version.months]
    return _trend(
        f"{key}-bulan", "Per bulan", version.months, {}, points, version,
        f"{name} per bulan pada skala 100",
    )  # fmt: skip


def _trend(
    key: str,
    title: str,
    spells: Sequence[Spell],
    told: dict[Period, Older],
    points: Sequence[Point],
    version: Version,
    heading: str,
) -> Block:
    if all(one.value is None for one in points):
        return Block(key, title, Table(TITLES, ()), lead=_none(version), half=True)
    bands = version.report.method.bands
    rows = [
        _older_row(told[one.period]) if one.period in told else _row(one, version)
        for one in spells
        if one.respondents or one.period in told
    ]
    return Block(
        key=key,
        title=title,
        table=Table(TITLES, rows),
        pictures=both(
            lambda width: trend(points, heading, width=width, height=230, bands=bands), HALF
        ),
        half=True,
        note=_note(spells, told, version),
    )


def _none(version: Version) -> str:
    return (
        f"Belum ada periode dengan sedikitnya {version.figures.method.smallest} jawaban yang dapat "
        "ditampilkan tersendiri."
    )


def _point(one: Spell) -> Point:
    label, group = short(one.period)
    found = one.found
    if found is None:
        return Point(label, group, None)
    low, high = _hundred(found.low), _hundred(found.high)
    return Point(label, group, found.hundred, low, high)


def _hundred(value: Fraction | None) -> Decimal | None:
    return None if value is None else half_up(value * 25, 2)


def _older(one: Older) -> Point:
    label, group = short(one.historic.period)
    note = f"{one.grade.mutu} ({one.historic.bands})"
    return Point(label, group, one.historic.ikm, entered=True, note=note)


def _row(one: Spell, version: Version) -> tuple[Cell, ...]:
    found = one.found
    state = STATES[one.closing.state] if one.closing else "Terbuka"
    printed = printed_four(one)
    if printed is not None and found and half_up(printed, 2) != half_up(found.four, 2):
        state += f", tercetak {half_up(printed, 2)}".replace(".", ",")
    return (
        one.period.title,
        four(found.four) if found else None,
        found.hundred if found else None,
        _words(one, version),
        four(found.low) if found else None,
        four(found.high) if found else None,
        one.respondents,
        one.minimum,
        state,
    )


def _words(one: Spell, version: Version) -> str | None:
    """The category stands only where the sample is enough, as on every page."""
    if one.found is None:
        return None
    if not one.enough:
        return "belum cukup sampel"
    return f"{one.found.grade.mutu}: {say(one.found.grade.words, 'id')}"


def _older_row(one: Older) -> tuple[Cell, ...]:
    words = f"{one.grade.mutu}: {say(one.grade.words, 'id')} (batas {one.historic.bands})"
    return (
        f"{one.historic.period.title} (angka lama)", four(one.four), one.historic.ikm, words,
        None, None, one.historic.respondents, None, "Dari laporan",
    )  # fmt: skip


def _note(spells: Sequence[Spell], told: dict[Period, Older], version: Version) -> str:
    notes = ["Garis tegak di tiap titik: selang kepercayaan 95 persen."]
    if any(one.respondents and one.found is None for one in spells):
        notes.append(
            f"Tanpa angka: kurang dari {version.figures.method.smallest} jawaban, atau dapat "
            "diketahui dari periode lain."
        )
    if told:
        notes.append("Lingkaran kosong: angka lama, dengan mutu menurut batasnya sendiri.")
    return " ".join(notes)


def _items(key: str, version: Version) -> Block | None:
    """Each item on 4, the lowest first in the drawing; the table in the order of the form."""
    figures = version.figures
    if not figures.unsur:
        return None
    ordered = sorted(figures.unsur, key=lambda one: one.value)
    rows = [
        Bar(one.name, one.value, one.mutu, strong=one.code in figures.lowest) for one in ordered
    ]
    bands = version.report.method.bands
    conversion, scale = version.report.method.conversion, version.instrument.scale
    return Block(
        key=f"{key}-butir",
        title="Per butir",
        table=Table(
            ("Butir", "Indeks (skala 4)", "Skala 100", "Mutu", f"Rata-rata (skala {scale.high})",
             "Jawaban"),
            [
                (one.name, four(to_four(one.nrr, scale, conversion)), one.value, one.mutu,
                 half_up(one.nrr, 2), one.n)
                for one in figures.unsur
            ],
        ),
        pictures=both(
            lambda width: bars(rows, "Butir, terendah dahulu", width=width, bands=bands), DESK
        ),
        note="Pada skala 100, terendah dahulu; tiga terendah dicetak tebal.",
    )  # fmt: skip


def _lines(
    key: str, title: str, first: str, lines: Sequence[LineFigure], version: Version
) -> Block | None:
    """Services or points; a group too small, or told by the others, bears no index (F56). None
    where nothing was said."""
    if not any(one.code for one in lines):
        return None
    shown = sorted((one for one in lines if one.ikm is not None), key=lambda one: one.ikm or 0)
    rows = [Bar(one.name, one.ikm, one.mutu) for one in shown[:12]]
    bands = version.report.method.bands
    return Block(
        key=key,
        title=title,
        table=Table(
            (first, "Indeks (skala 4)", "Skala 100", "Mutu", "Jawaban"),
            [(one.name, four(_of_hundred(one.ikm)), one.ikm, one.mutu, one.n) for one in lines],
        ),
        pictures=both(
            lambda width: bars(rows, f"{title}, terendah dahulu", width=width, bands=bands), HALF
        )
        if len(rows) >= LEAST_BARS
        else None,
        note=_lines_note(lines, version),
        half=True,
    )


def _of_hundred(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value) / 25


def _lines_note(lines: Sequence[LineFigure], version: Version) -> str:
    notes = []
    if any(one.ikm is None for one in lines):
        notes.append(
            f"Tanda – : kurang dari {version.figures.method.smallest} jawaban, atau dapat "
            "diketahui dari sisanya."
        )
    if any(one.ikm is not None and one.mutu is None for one in lines):
        notes.append("Tanpa mutu: jawabannya kurang dari sampel minimum.")
    return " ".join(notes)
