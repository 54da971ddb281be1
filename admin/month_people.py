"""What people said of what they scored low, what goes with how they feel about the whole, and the
officers at the counters."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from admin.month_blocks import both
from admin.tables import Block, Table
from kiosk.domain.index.drivers import Driver, Drivers, Placed, Quadrant
from kiosk.domain.index.drivers import quadrant as placed
from kiosk.domain.index.importance import Importance
from kiosk.domain.index.officers import OfficerFigure, Officers
from kiosk.domain.index.period_figures import PeriodFigures
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.words import Words
from kiosk.draw.bars import Bar, bars
from kiosk.draw.quadrant import Axes, Spot, quadrant
from kiosk.draw.svg import Drawing
from kiosk.i18n import number

CORNERS = ("Perbaiki dulu", "Pertahankan", "Pantau", "Sudah baik")
STRENGTHS = (
    (Decimal("0.5"), "kuat"),
    (Decimal("0.3"), "sedang"),
    (Decimal("-1"), "lemah"),
)
"""J. Cohen, "Statistical power analysis for the behavioral sciences", 1988, 3.2: r of 0.5, 0.3."""
MOST_WORDS, MOST_SAID = 15, 5
PHONE_HEIGHT, DESK_HEIGHT = 300, 420
LEAST_PLACED = 2


def of_words(found: Words, figures: PeriodFigures) -> Block | None:
    """Of those who scored at least one unsur low."""
    if not found.rows:
        return None
    numbers = {one.code: f"{one.number} {one.name}" for one in figures.unsur}
    return Block(
        key="kata",
        title="Kata orang yang menilai rendah",
        table=Table(
            ("Kata", "Orang", "Unsur yang mereka nilai rendah"),
            [
                (one.word, one.respondents, "; ".join(numbers.get(u, u) for u in one.unsur))
                for one in found.rows[:MOST_WORDS]
            ],
        ),
        note=_words_note(found),
    )


def _words_note(found: Words) -> str:
    said = (
        f"Dari {number(found.texts)} komentar. Kata yang dipakai terlalu sedikit orang dan data "
        "pribadi tidak ditampilkan."
    )
    if found.sampled:
        said += f" Dibaca {number(found.looked_at)} dari {number(found.of)} jawaban, yang terbaru."
    return said


def words_for(found: Words, code: str) -> str | None:
    """ "antre (12), lama (9)": of those who scored this unsur low."""
    said = [one for one in found.rows if code in one.unsur][:MOST_SAID]
    return ", ".join(f"{one.word} ({number(one.respondents)})" for one in said) or None


def of_drivers(found: Drivers, figures: PeriodFigures) -> Block | None:
    rows = [one for one in found.rows if one.code in {u.code for u in figures.unsur}]
    if len(rows) < 2 or figures.ikm is None:
        return None
    named = {one.code: one for one in figures.unsur}
    return Block(
        key="pendorong",
        title="Unsur yang sejalan dengan penilaian keseluruhan",
        table=Table(
            ("Unsur", "Nama", "Nilai", "Hubungan (r)", "Selang bawah", "Selang atas", "Jawaban"),
            [
                (
                    named[one.code].number,
                    named[one.code].name,
                    named[one.code].value,
                    one.strength,
                    one.low,
                    one.high,
                    one.n,
                )
                for one in rows
            ],
        ),
        pictures=both(lambda width: _quadrant(rows, figures, width)),
        lead=found.caution,
        note=f"Hubungan dihitung dengan {found.basis.label}, dari {number(found.n)} jawaban.",
    )


def of_importance(found: Importance | None, figures: PeriodFigures) -> Block | None:
    """What people say matters to them against how they scored it; each cut at its mean."""
    scored = {one.code: one.nrr for one in figures.unsur}
    rows = placed(found.means, scored) if found else ()
    if found is None or len(rows) < LEAST_PLACED:
        return None
    named = {one.code: one for one in figures.unsur}
    return Block(
        key="kepentingan",
        title="Penting bagi orang, dan nilainya",
        table=Table(
            ("Unsur", "Nama", "Kepentingan", "NRR", "Yang perlu dilakukan"),
            [
                (
                    named[one.code].number,
                    named[one.code].name,
                    one.importance,
                    one.performance,
                    one.quadrant.label,
                )
                for one in rows
            ],
        ),
        pictures=both(lambda width: _importance(rows, figures, width)),
        note=f"Kepentingan dinilai {number(found.n)} responden pada skala 1 sampai 4, sesudah SKM "
        "pada formulir yang sama. Ia tidak masuk IKM. Garis tengah: rata-rata tiap sumbu.",
    )


def _importance(rows: Sequence[Placed], figures: PeriodFigures, width: int) -> Drawing:
    named = {one.code: one for one in figures.unsur}
    spots = [
        Spot(
            named[one.code].number,
            named[one.code].name,
            one.performance,
            one.importance,
            hot=one.quadrant is Quadrant.FIRST,
        )
        for one in rows
    ]
    good, weight = (
        sum(side, Fraction(0)) / len(rows)
        for side in ([one.performance for one in rows], [one.importance for one in rows])
    )
    axes = Axes("NRR", "Kepentingan", good, weight, CORNERS)
    height = DESK_HEIGHT if width > 480 else PHONE_HEIGHT
    return quadrant(spots, axes, "Kepentingan dan NRR tiap unsur", width=width, height=height)


def _quadrant(rows: list[Driver], figures: PeriodFigures, width: int) -> Drawing:
    """The corners meet at the index and at the mean strength."""
    named = {one.code: one for one in figures.unsur}
    index = figures.ikm or 0
    middle = half_up(sum((one.strength for one in rows), Decimal(0)) / len(rows), 2)
    spots = [
        Spot(
            named[one.code].number,
            named[one.code].name,
            named[one.code].value,
            one.strength,
            hot=one.strength >= middle and named[one.code].value < index,
        )
        for one in rows
    ]
    axes = Axes("Nilai", "Hubungan", index, middle, CORNERS)
    height = DESK_HEIGHT if width > 480 else PHONE_HEIGHT
    return quadrant(spots, axes, "Nilai dan hubungan tiap unsur", width=width, height=height)


def strength_for(found: Drivers, code: str) -> str | None:
    one = next((row for row in found.rows if row.code == code), None)
    if one is None:
        return None
    word = next(word for least, word in STRENGTHS if one.strength >= least)
    return f"Sejalan dengan penilaian keseluruhan: {word} (r {number(one.strength)})."


def of_officers(found: Officers | None) -> Block | None:
    """Groups best first; inside a group by name, never by figure."""
    if found is None or not found.groups:
        return None
    rows = [
        (place, one.name, one.n, one.shrunk, one.low, one.high)
        for place, group in enumerate(found.groups, 1)
        for one in group
    ]
    drawn = [
        Bar(one.name, one.shrunk, None, one.low, one.high, note=_beside(one, place, found))
        for place, group in enumerate(found.groups, 1)
        for one in group
    ]
    return Block(
        key="petugas",
        title="Menurut petugas",
        table=Table(
            ("Kelompok", "Petugas", "Jawaban", "Nilai", "Selang bawah", "Selang atas"), rows
        ),
        pictures=both(lambda width: bars(drawn, "Nilai menurut petugas", width=width)),
        lead=_officers_lead(found),
        note=found.method,
    )


def _beside(one: OfficerFigure, place: int, found: Officers) -> str:
    many = f"{number(one.n)} jawaban"
    return f"kelompok {place}, {many}" if found.ranked else many


def _officers_lead(found: Officers) -> str:
    said = (
        "Tidak ada petugas yang dapat dibedakan dari yang lain."
        if len(found.groups) == 1
        else "Petugas dalam satu kelompok tidak dapat dibedakan."
    )
    if found.few:
        said += f" Terlalu sedikit jawaban: {', '.join(found.few)}."
    return said
