"""A published period in a reader's words: titles, figures, and how the index was computed."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from kiosk import i18n
from kiosk.domain.index.bands import BOUNDS, CLEAN_WORDS, WORDS
from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import LineFigure, PeriodFigures, UnsurFigure
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import Instrument
from kiosk.web.words import language

_RULES: Mapping[str, str] = {
    "tetap": "minimum tetap, kunjungan belum dicatat",
    "tabel": "tabel Krejcie-Morgan",
    "rumus": "rumus Krejcie-Morgan",
}
"""What `kiosk.domain.index.method_settings.minimum_sample` says, for the catalogues to find."""
_ROMAN = ("", "I", "II", "III", "IV")


def period_title(period: Period) -> str:
    """ "Oktober 2026", "Triwulan IV 2026"."""
    lang, place = language(), _place(period)
    if period.length == 1:
        return f"{i18n.month_names(lang)[period.first % 100 - 1]} {period.year}"
    values = {"place": _ROMAN[place] if period.length < 12 else "", "year": period.year}
    if period.length == 3:
        return i18n.say(lang, "Triwulan %(place)s %(year)s", values)
    if period.length == 6:
        return i18n.say(lang, "Semester %(place)s %(year)s", values)
    return i18n.say(lang, "Tahun %(year)s", values)


def _place(period: Period) -> int:
    return (period.first % 100 - 1) // period.length + 1


def short_label(period: Period) -> tuple[str, str]:
    """Of a point of a trend: its own word, and the year it belongs to."""
    if period.length == 12:
        return str(period.year), ""
    if period.length == 1:
        return i18n.month_names(language())[period.first % 100 - 1][:3], str(period.year)
    return _ROMAN[_place(period)], str(period.year)


def day(instant: datetime, zone: str) -> str:
    """ "2 November 2026", in the unit's own zone."""
    return date_text(instant.astimezone(ZoneInfo(zone)).date())


def date_text(day: date) -> str:
    return i18n.day_text(day, language()).partition(", ")[2]


def withheld(figures: PeriodFigures) -> str:
    """Why there is no index, or no grade; "" where there are both."""
    lang = language()
    if figures.ikm is None:
        if not figures.respondents:
            return i18n.say(lang, "Belum ada responden pada periode ini.")
        return i18n.say(
            lang,
            "Responden terlalu sedikit untuk ditampilkan tanpa mengungkap jawaban seseorang.",
        )
    if figures.mutu is not None:
        return ""
    sample = figures.sample
    values = {"n": number(sample.respondents), "least": number(sample.minimum)}
    return i18n.say(
        lang,
        "Belum cukup sampel: %(n)s dari sekurangnya %(least)s responden. Karena itu mutunya "
        "belum ditetapkan.",
        values,
    )


def kinerja(figures: PeriodFigures) -> str:
    """ "Baik", or as it was frozen where we know no other word; "" without a grade."""
    if figures.mutu is None:
        return ""
    for words in (WORDS, CLEAN_WORDS):
        if words[figures.mutu]["id"] == figures.kinerja:
            return i18n.pick(language(), words[figures.mutu])
    return figures.kinerja or ""


def near(figures: PeriodFigures) -> str:
    """The other mutu the interval touches: "A", "A dan C"; "" where it touches none."""
    first, both, second = (figures.near or "").partition(" dan ")
    if not both:
        return first
    return i18n.say(language(), "%(a)s dan %(b)s", {"a": first, "b": second})


def number(value: Decimal | int | None) -> str:
    return i18n.number(value, language())


def rule(figures: PeriodFigures) -> str:
    return i18n.say(language(), figures.sample.rule)


def unsur_name(one: UnsurFigure, instrument: Instrument) -> str:
    """As the questionnaire names it in the reader's language; as it was frozen where it no longer
    knows the code."""
    names = {unsur.code: unsur.name for unsur in instrument.unsur}
    return i18n.pick(language(), names[one.code]) if one.code in names else one.name


def line_name(one: LineFigure) -> str:
    """A service's own name; a source's in the reader's language."""
    return one.name if one.code else i18n.say(language(), "Tidak disebutkan")


def source_name(one: LineFigure) -> str:
    return i18n.say(language(), one.name)


def method(figures: PeriodFigures, instrument: Instrument) -> dict[str, Any]:
    """What the sentences about the computation name. ``weight`` None: 1 divided by ``count``.
    ``places`` None: an unsur's mean is not rounded. ``high``: end of the questionnaire's scale."""
    told = figures.method
    return {
        "places": None if told.rounding == "none" else told.rounding,
        "high": instrument.scale.high,
        "count": sum(one.n > 0 for one in figures.unsur),
        "weight": None if told.weight == "exact" else number(Decimal(told.weight)),
        "bounds": [number(one) for one in BOUNDS[told.bands]],
        "smallest": told.smallest,
        "source": told.source,
        "title": i18n.pick(language(), instrument.title),
        "of_units": told.rollup == "unit",
        "of_answers": told.rollup != "unit" and len(figures.by_unit) > 1,
    }


def nrr(one: UnsurFigure) -> str:
    return number(half_up(one.nrr, 3))
