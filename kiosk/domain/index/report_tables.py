"""The tables of a report, their columns wide enough for what they hold on an A4."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kiosk.domain.index.bands import BOUNDS, WORDS
from kiosk.domain.index.material import Material, Origin, Past, past_of
from kiosk.domain.index.period_figures import LineFigure, PeriodFigures, ProfileFigure
from kiosk.domain.index.plan import Plan, PlanState
from kiosk.domain.index.report_analysis import made_otherwise, weak
from kiosk.domain.index.report_names import names_of
from kiosk.domain.index.report_parts import Table
from kiosk.domain.index.report_results import NRR_PLACES
from kiosk.domain.index.written import day, number, rounded
from kiosk.domain.rounding import half_up

WEIGHTED_PLACES = 4
QUARTERS = ("TW I", "TW II", "TW III", "TW IV")
WITHHELD = "Nilai yang tidak ditampilkan (—): jawaban terlalu sedikit."


def grade_of(figures: PeriodFigures, mutu: str | None) -> str:
    """No grade of a part where the whole has none."""
    return (mutu or "—") if figures.mutu else "—"


def unsur(m: Material) -> Table:
    figures = m.figures
    rows = [
        (
            one.number,
            one.name,
            rounded(one.nrr, NRR_PLACES),
            number(one.value),
            grade_of(figures, one.mutu),
        )
        for one in figures.unsur
    ]
    return Table(
        f"Nilai setiap unsur pelayanan, {m.period.title}",
        ("No.", "Unsur pelayanan", "NRR", "Nilai", "Mutu"),
        tuple(rows),
        (8, 52, 14, 14, 12),
        frozenset({2, 3}),
    )


def profile(one: ProfileFigure) -> Table:
    rows = [(row.label, number(row.n), number(row.percent), number(row.ikm)) for row in one.rows]
    blank = f"Tidak diisi oleh {number(one.blank)} responden. " if one.blank else ""
    hidden = any(row.n is None or row.ikm is None for row in one.rows)
    return Table(
        f"Responden menurut {one.title[:1].lower()}{one.title[1:]}",
        (one.title, "Jumlah", "Persen", "Indeks"),
        tuple(rows),
        (52, 16, 16, 16),
        frozenset({1, 2, 3}),
        note=f"{blank}{WITHHELD if hidden else ''}".strip(),
    )


def lines(m: Material, title: str, first: str, found: Sequence[LineFigure]) -> Table:
    """A breakdown by service, counter, source or unit."""
    index = names_of(m.instrument.survey).index_short
    rows = [
        (str(place), one.name, number(one.n), number(one.ikm), grade_of(m.figures, one.mutu))
        for place, one in enumerate(found, 1)
    ]
    hidden = any(one.ikm is None for one in found)
    ungraded = any(one.ikm is not None and grade_of(m.figures, one.mutu) == "—" for one in found)
    notes = [WITHHELD] if hidden else []
    if ungraded:
        notes.append("Mutu diberikan bila jumlah responden baris itu mencapai jumlah minimum.")
    return Table(
        title,
        ("No.", first, "Responden", index, "Mutu"),
        tuple(rows),
        (8, 50, 16, 14, 12),
        frozenset({2, 3}),
        note=" ".join(notes),
    )


def breakdowns(m: Material) -> tuple[Table, ...]:
    """By unit, service and counter: those that have more than one row."""
    figures = m.figures
    index = names_of(m.instrument.survey).index_short
    wanted = (
        (f"{index} menurut unit", "Unit", figures.by_unit),
        (f"{index} menurut layanan", "Layanan", figures.by_service),
        (f"{index} menurut titik pengumpulan", "Titik pengumpulan", figures.by_point),
        (f"{index} menurut cara pengisian", "Cara pengisian", figures.by_source),
    )
    return tuple(lines(m, title, first, found) for title, first, found in wanted if len(found) > 1)


def trend(m: Material) -> Table:
    index = names_of(m.instrument.survey).index_short
    now = replace(past_of(m.period, m.figures), origin=_origin(m))
    rows = [
        (
            one.period.title,
            number(one.respondents),
            number(one.ikm),
            _span(one),
            one.mutu or "—",
            _remark(m, one),
        )
        for one in (*m.before, now)
    ]
    return Table(
        f"Tren {index}",
        ("Periode", "Responden", index, "Selang 95 persen", "Mutu", "Catatan"),
        tuple(rows),
        (21, 14, 11, 21, 9, 24),
        frozenset({1, 2}),
    )


def _origin(m: Material) -> Origin:
    return Origin.OPEN if m.is_draft else Origin.CLOSED


def _span(one: Past) -> str:
    if one.low is None or one.high is None:
        return "—"
    return f"{number(one.low)} sampai {number(one.high)}"


def _remark(m: Material, one: Past) -> str:
    if one.origin is Origin.ENTERED:
        return "dari laporan lama"
    notes = []
    if not one.enough and one.ikm is not None:
        notes.append("sampel belum cukup")
    if made_otherwise(m.figures, one):
        notes.append("cara berbeda")
    if one.origin is Origin.OPEN:
        notes.append("belum ditutup")
    return ", ".join(notes)


def plans(m: Material) -> Table:
    """The convention's columns: priority, programme, time by quarter, who is in charge. Where
    nothing is planned yet, room to write it by hand."""
    kept = [one for one in m.plans if one.state is not PlanState.DROPPED]
    rows = [
        (str(place), f"{one.name} ({one.number})", one.action or "", *_quarters(one), one.owner)
        for place, one in enumerate(kept, 1)
    ] or [
        (str(place), f"{one.name} ({one.number})", "", "", "", "", "", "")
        for place, one in enumerate(weak(m.figures), 1)
    ]
    return Table(
        f"Rencana tindak lanjut, {m.period.title}",
        ("No.", "Prioritas unsur", "Program/kegiatan", *QUARTERS, "Penanggung jawab"),
        tuple(rows),
        (6, 18, 24, 9, 9, 9, 9, 16),
        note=_years(kept),
    )


def _quarters(one: Plan) -> tuple[str, ...]:
    """A mark under the quarter it is planned for, or that of its due date."""
    month = one.quarter.first % 100 if one.quarter else one.due.month if one.due else 0
    place = (month - 1) // 3 if month else -1
    return tuple("✓" if place == at else "" for at in range(len(QUARTERS)))


def _years(kept: Sequence[Plan]) -> str:
    years = {one.quarter.year if one.quarter else one.due.year for one in kept if _time(one)}  # type: ignore[union-attr]
    return f"Tahun pelaksanaan: {', '.join(map(str, sorted(years)))}." if years else ""


def _time(one: Plan) -> object:
    return one.quarter or one.due


def followed(m: Material) -> Table:
    """What became of the plans of the period before."""
    of = m.last_plans_of.title if m.last_plans_of else ""
    rows = [
        (
            str(place),
            f"{one.name} ({one.number})",
            one.action or "belum ditetapkan",
            one.owner or "—",
            _day(one.due),
            _state(one),
        )
        for place, one in enumerate(m.last_plans, 1)
    ]
    return Table(
        f"Tindak lanjut hasil survei {of}",
        ("No.", "Unsur", "Program/kegiatan", "Penanggung jawab", "Tenggat", "Keadaan"),
        tuple(rows),
        (6, 20, 28, 18, 14, 14),
    )


def _day(at: date | None) -> str:
    return day(at) if at else "—"


def _state(one: Plan) -> str:
    return f"{one.state.label} {day(one.done_on)}" if one.done_on else one.state.label


def processing(m: Material) -> Table:
    """The convention's rows of the worksheet turned on their side: sums, NRR, NRR tertimbang."""
    figures = m.figures
    rows = [
        (
            one.number,
            one.name,
            number(one.n),
            number(one.total),
            rounded(one.nrr, WEIGHTED_PLACES),
            rounded(one.weighted, WEIGHTED_PLACES),
        )
        for one in figures.unsur
    ]
    sums = rounded(sum(one.weighted for one in figures.unsur), WEIGHTED_PLACES)
    return Table(
        f"Pengolahan data per unsur, {m.period.title}",
        ("No.", "Unsur pelayanan", "Jawaban terisi", "Jumlah nilai", "NRR", "NRR tertimbang"),
        tuple(rows),
        (8, 36, 14, 14, 12, 16),
        frozenset({2, 3, 4, 5}),
        foot=(("", "Jumlah NRR tertimbang", "", "", "", sums),),
    )


def spellings(m: Material) -> Table:
    """The same answers with the weight as others write it."""
    rows = [
        (
            "1/n (tepat)" if one.weight == "exact" else one.weight.replace(".", ","),
            number(one.ikm),
            grade_of(m.figures, one.mutu),
        )
        for one in m.figures.spellings
    ]
    index = names_of(m.instrument.survey).index_short
    return Table(
        f"{index} menurut cara menulis bobot",
        ("Bobot setiap unsur", index, "Mutu"),
        tuple(rows),
        (50, 25, 25),
        frozenset({1}),
        note="Baris pertama adalah cara yang dipakai dalam laporan ini.",
    )


def bands(m: Material) -> Table:
    """The bands of the regulation by which this period was graded."""
    a, b, c = BOUNDS[m.figures.method.bands]
    step = half_up(1, 2) / 100
    spans = (
        ("A", a, 100), ("B", b, a - step), ("C", c, b - step), ("D", 25, c - step),
    )  # fmt: skip
    rows = [
        (f"{rounded(low, 2)} sampai {rounded(high, 2)}", mutu, _kinerja(m, mutu))
        for mutu, low, high in reversed(spans)
    ]
    return Table(
        "Nilai interval konversi, mutu, dan kinerja",
        ("Nilai interval konversi", "Mutu pelayanan", "Kinerja unit pelayanan"),
        tuple(rows),
        (40, 25, 35),
    )


def _kinerja(m: Material, mutu: str) -> str:
    return (m.instrument.grades.get(mutu) or WORDS[mutu])["id"]


def questions(m: Material) -> Table:
    """The questionnaire as it was asked, in the order of the questions."""
    scale = m.instrument.scale
    rows = []
    for place, code in enumerate(m.instrument.asked, 1):
        item = m.instrument.items[code]
        labels = [f"{value}. {item.labels[value]['id']}" for value in scale.values]
        rows.append((str(place), item.text["id"], "\n".join(labels)))
    return Table(
        m.figures.method.instrument_title,
        ("No.", "Pertanyaan", "Pilihan jawaban"),
        tuple(rows),
        (7, 58, 35),
    )
