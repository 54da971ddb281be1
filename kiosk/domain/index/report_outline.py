"""The whole report in order: five chapters and the appendices, each with its parts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from types import MappingProxyType

from kiosk.domain.index import report_tables as tables
from kiosk.domain.index.material import Material
from kiosk.domain.index.period_figures import PeriodFigures
from kiosk.domain.index.report_names import names_of
from kiosk.domain.index.report_parts import (
    Bullets,
    Chapter,
    Figure,
    Formula,
    Para,
    Part,
    Section,
    Slot,
    Table,
    parts_of,
)
from kiosk.domain.index.report_text import (
    CHAPTERS,
    SECTIONS,
    SectionKind,
    drafts,
    figures_in,
    texts,
)
from kiosk.domain.index.written import number, rounded

ROMAN = ("", "I", "II", "III", "IV", "V")
UNSUR, TREND = "unsur", "tren"


def report(m: Material) -> tuple[Chapter, ...]:
    """Chapters, then appendices; tables and figures numbered through."""
    return _numbered(_whole(m, texts(m)))


def _whole(m: Material, said: Mapping[str, str]) -> tuple[Chapter, ...]:
    return (*(_chapter(m, place, said) for place in CHAPTERS), *appendices(m))


def _numbered(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    tables, figures = count(1), count(1)

    def named(part: Part) -> Part:
        if isinstance(part, Table):
            return replace(part, caption=f"Tabel {next(tables)}. {part.caption}")
        if isinstance(part, Figure):
            return replace(part, caption=f"Gambar {next(figures)}. {part.caption}")
        return part

    return tuple(
        replace(
            chapter,
            sections=tuple(
                replace(one, parts=tuple(named(part) for part in one.parts))
                for one in chapter.sections
            ),
        )
        for chapter in chapters
    )


def known_figures(m: Material) -> frozenset[str]:
    """Every figure with decimals that the drafts and tables of this period hold."""
    cells = [
        cell
        for chapter in _whole(m, drafts(m))
        for section in chapter.sections
        for part in section.parts
        for cell in _texts(part)
    ]
    return figures_in(*cells)


def _texts(part: Part) -> Iterator[str]:
    match part:
        case Para(text) | Formula(text):
            yield text
        case Bullets(items):
            yield from items
        case Table():
            for row in (*part.rows, *part.foot):
                yield from row
        case Figure() | Slot():
            yield part.caption


def _chapter(m: Material, place: int, said: Mapping[str, str]) -> Chapter:
    kinds = [one for one in SECTIONS if one.chapter == place]
    sections = tuple(
        Section(f"{place}.{at}", one.title, (*parts_of(said[one.code]), *_beside(m, one)))
        for at, one in enumerate(kinds, 1)
    )
    return Chapter(f"BAB {ROMAN[place]}", CHAPTERS[place], sections)


def _beside(m: Material, kind: SectionKind) -> tuple[Part, ...]:
    made = _BESIDE.get(kind.code)
    return tuple(made(m)) if made else ()


def _profile(m: Material) -> Iterator[Part]:
    for one in m.figures.profile:
        if one.rows:
            yield tables.profile(one)


def _index(m: Material) -> Iterator[Part]:
    yield tables.bands(m)
    if m.figures.ikm is not None:
        yield from tables.breakdowns(m)


def _unsur(m: Material) -> Iterator[Part]:
    if m.figures.unsur:
        yield tables.unsur(m)
        yield Figure(
            f"Nilai setiap unsur pelayanan, {m.period.title}",
            UNSUR,
            _alt(m.figures),
        )


def _alt(figures: PeriodFigures) -> str:
    values = ", ".join(f"{one.name} {number(one.value)}" for one in figures.unsur)
    return f"Diagram batang nilai setiap unsur pelayanan: {values}."


def _plans(m: Material) -> Iterator[Part]:
    if m.plans or m.figures.unsur:
        yield tables.plans(m)


def _trend(m: Material) -> Iterator[Part]:
    known = [one for one in m.before if one.ikm is not None]
    if not known:
        return
    yield tables.trend(m)
    index = names_of(m.instrument.survey).index_short
    told = [f"{one.period.title} {number(one.ikm)}" for one in m.before]
    told.append(f"{m.period.title} {number(m.figures.ikm)}")
    yield Figure(f"Tren {index}", TREND, f"Diagram garis {index}: {', '.join(told)}.")


_BESIDE: Mapping[str, Callable[[Material], Iterator[Part]]] = MappingProxyType(
    {
        "responden": _profile,
        "indeks": _index,
        "unsur": _unsur,
        "rtl": _plans,
        "tren": _trend,
    }
)


def appendices(m: Material) -> tuple[Chapter, ...]:
    made = (
        ("Kuesioner", _questionnaire(m)),
        ("Pengolahan data per unsur", _processing(m)),
        ("Rencana tindak lanjut", (tables.plans(m),)),
        ("Saran dan masukan responden", _comments(m)),
        ("Tindak lanjut hasil survei sebelumnya", _followed(m)),
        ("Dokumentasi", (Slot("Pelaksanaan survei"), Slot("Pelayanan di unit"))),
    )
    return tuple(
        Chapter(f"LAMPIRAN {at}", title, (Section("", "", tuple(parts)),))
        for at, (title, parts) in enumerate(made, 1)
    )


def _questionnaire(m: Material) -> tuple[Part, ...]:
    sha = m.figures.method.instrument_sha256
    return (
        Para(f"Sumber: {m.figures.method.source}. Kode kuesioner: {m.instrument.code}."),
        tables.questions(m),
        *((Para(f"Sidik berkas kuesioner (SHA-256): {sha}"),) if sha else ()),
    )


def _processing(m: Material) -> tuple[Part, ...]:
    if not m.figures.unsur:
        return (Para("Pengolahan data per unsur tidak dapat ditampilkan untuk periode ini."),)
    return (
        tables.processing(m),
        *_formula(m),
        tables.spellings(m),
        *_grounds(m),
    )


def _formula(m: Material) -> tuple[Part, ...]:
    figures, index = m.figures, names_of(m.instrument.survey).index_short
    weight = figures.method.weight
    shown = f"1/{len(figures.unsur)}" if weight == "exact" else weight.replace(".", ",")
    total = rounded(sum(one.weighted for one in figures.unsur), 4)
    return (
        Para("Cara menghitung:"),
        Formula("NRR unsur = jumlah nilai unsur : jumlah jawaban yang terisi"),
        Formula(f"NRR tertimbang = NRR unsur × bobot, dengan bobot {shown}"),
        Formula(f"{index} = jumlah NRR tertimbang × {_factor(m)} = {number(figures.ikm)}"),
        Para(
            f"Jumlah NRR tertimbang yang tercetak, {total}, dibulatkan hanya untuk ditampilkan; "
            f"{index} dihitung dari nilai yang belum dibulatkan lalu dibulatkan sekali menjadi dua "
            "angka di belakang koma."
            if figures.method.rounding == "none"
            else f"NRR setiap unsur dibulatkan menjadi {figures.method.rounding} angka di belakang "
            "koma sebelum dihitung lebih lanjut."
        ),
        *_several(m),
    )


def _factor(m: Material) -> str:
    """From the scale of the questionnaire to 100, where that is one step."""
    return "25" if m.instrument.scale.high == 4 else "25 setelah dikonversi ke skala 4"


def _several(m: Material) -> tuple[Para, ...]:
    if all(len(one.items) == 1 for one in m.instrument.unsur):
        return ()
    return (
        Para(
            "Unsur yang ditanyakan dengan beberapa pertanyaan memperoleh NRR dari rata-rata nilai "
            "rata-rata setiap pertanyaannya."
        ),
    )


def _grounds(m: Material) -> tuple[Para, ...]:
    chain = m.figures.chain
    return (
        Para(
            f"Dasar angka: {number(chain.answers)} jawaban pada {number(chain.points)} rantai "
            f"catatan. Kepala rantai jawaban: {chain.head}. Sidik angka periode: {m.seal.digest}."
            if m.seal.digest
            else f"Dasar angka: {number(chain.answers)} jawaban pada {number(chain.points)} rantai "
            f"catatan. Kepala rantai jawaban: {chain.head}."
        ),
    )


def _comments(m: Material) -> tuple[Part, ...]:
    if not m.said.comments:
        return (Para("Tidak ada saran atau masukan tertulis yang dapat ditampilkan."),)
    whole = m.said.total
    chosen = len(m.said.comments)
    told = (
        f"Ditampilkan {number(chosen)} dari {number(whole)} saran dan masukan responden yang "
        "memberi nilai rendah."
        if whole > chosen
        else "Berikut saran dan masukan responden yang memberi nilai rendah."
    )
    return (Para(f"{told} Data pribadi disamarkan."), Bullets(m.said.comments))


def _followed(m: Material) -> tuple[Part, ...]:
    if not m.last_plans:
        return (Para("Tidak ada rencana tindak lanjut dari periode sebelumnya yang tercatat."),)
    return (tables.followed(m),)
