"""The part of an evidence pack about IPAK and IPKP: each index with its sample and interval, by
quarter, month and question, as far as the desk shows them."""

from collections.abc import Iterator

from kiosk.domain.cells import Cell
from kiosk.domain.zi.figures import exact, published
from kiosk.domain.zi.index_year import Found
from kiosk.flows.indexing import IndexYear, Spell, SurveyOfYear, Version, index_year_of
from kiosk.flows.packing import Pack, table
from kiosk.paper.evidence_pack import Member
from kiosk.store.engine import reading

FOLDER = "02-survei"
_SPELLS = [
    "indeks", "kuesioner", "periode", "responden", "sampel_minimum", "indeks_skala_4",
    "indeks_skala_100", "kategori", "selang_rendah", "selang_tinggi",
]  # fmt: skip
_ITEMS = ["indeks", "kuesioner", "unsur", "n", "rata_rata"]


def members(pack: Pack) -> Iterator[Member]:
    with reading():
        found = index_year_of(pack.unit, pack.year)
    spells = list(_spells(found))
    yield table(f"{FOLDER}/ipak-ipkp.csv", "IPAK dan IPKP tahun ini", (), _SPELLS, spells)
    title = "IPAK dan IPKP tiap unsur"
    yield table(f"{FOLDER}/ipak-ipkp-unsur.csv", title, (), _ITEMS, list(_items(found)))


def _spells(found: IndexYear) -> Iterator[list[Cell]]:
    for survey in found.surveys:
        for one in survey.versions:
            head: list[Cell] = [survey.name.upper(), one.instrument.code]
            sample = one.figures.sample
            whole: list[Cell] = [str(found.year), sample.respondents, sample.minimum]
            yield [*head, *whole, *_figures(one.found)]
            for spell in _of_year(one, found.year):
                yield [*head, str(spell.period), *_told(spell)]


def _of_year(one: Version, year: int) -> list[Spell]:
    return [spell for spell in (*one.quarters, *one.months) if spell.period.year == year]


def _told(spell: Spell) -> list[Cell]:
    """How many answered would tell what was taken away where the index itself is not shown."""
    if spell.found is None:
        return [None, spell.minimum, *_figures(None)]
    return [spell.respondents, spell.minimum, *_figures(spell.found)]


def _figures(found: Found | None) -> list[Cell]:
    if found is None:
        return [None] * 5
    low, high = found.low, found.high
    return [
        published(found.four),
        found.hundred,
        found.grade.words["id"],
        None if low is None else published(low),
        None if high is None else published(high),
    ]


def _items(found: IndexYear) -> Iterator[list[Cell]]:
    for survey in found.surveys:
        for one in survey.versions:
            yield from _of_version(survey, one)


def _of_version(survey: SurveyOfYear, one: Version) -> Iterator[list[Cell]]:
    if one.found is None:
        return
    for unsur in one.figures.unsur:
        yield [survey.name.upper(), one.instrument.code, unsur.name, unsur.n, exact(unsur.nrr)]
