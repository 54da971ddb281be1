"""The pages beside the respondents: per unsur, profile, services, sources, words, method."""

from collections.abc import Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

from kiosk.domain.index.period_figures import LineFigure, PeriodFigures, ProfileFigure
from kiosk.domain.index.respondents import Sheet
from kiosk.domain.survey.instrument import say
from kiosk.paper import seals
from kiosk.paper.workbook import Book, Cell, Page, Styled

FEW = "terlalu sedikit"
"""Instead of a number by which somebody could be recognised."""


def add(book: Book, sheet: Sheet) -> None:
    _unsur(book, sheet)
    _profile(book, sheet.figures)
    figures = sheet.figures
    _lines(book, "Layanan", "Layanan", figures.by_service)
    _lines(book, "Loket", "Loket", figures.by_point)
    _lines(book, "Sumber", "Cara mengisi", figures.by_source)
    if figures.by_unit:
        _lines(book, "Unit", "Unit", figures.by_unit)
    _said(book, sheet)
    _method(book, sheet)


def _page(book: Book, name: str, title: str, widths: Sequence[float]) -> Page:
    page = book.page(name, widths)
    page.add(title, style="title")
    page.skip()
    return page


def _unsur(book: Book, sheet: Sheet) -> None:
    figures, instrument = sheet.figures, sheet.material.instrument
    page = _page(book, "Rekap per unsur", "Rekap per unsur", [13, 60, *([12] * 12)])
    titles = ["No", "Unsur", "Jumlah nilai", "Terisi", "NRR", "NRR tertimbang", "Nilai", "Mutu"]
    page.add(*titles, style="head")
    for one in figures.unsur:
        page.add(
            one.number, one.name, one.total, one.n, Styled(one.nrr, "three"),
            Styled(one.weighted, "four"), Styled(one.value, "two"), one.mutu, style="cell",
        )  # fmt: skip
    page.skip()
    page.add("Banyak jawaban per pilihan", style="strong")
    values = [f"Nilai {value}" for value in instrument.scale.values]
    page.add("Butir", "Pertanyaan", *values, style="head")
    for code, item in instrument.items.items():
        page.add(code, say(item.text, "id"), *figures.counts.get(code, ()), style="wrap")


def _profile(book: Book, figures: PeriodFigures) -> None:
    page = _page(book, "Demografi", "Profil responden", [44, 12, 12, 12])
    page.add(
        f"Kelompok di bawah {figures.method.smallest} orang, dan kelompok yang dapat dihitung "
        "darinya, tidak ditampilkan."
    )
    for one in figures.profile:
        page.skip()
        _shares(page, one)
    if not figures.profile:
        page.add("Profil tidak ditampilkan untuk periode ini.")


def _shares(page: Page, asked: ProfileFigure) -> None:
    page.add(asked.title, "Jumlah", "Persen", "IKM", style="head")
    for row in asked.rows:
        n = FEW if row.n is None else row.n
        page.add(row.label, n, _two(row.percent), _two(row.ikm), style="cell")
    page.add("Tidak diisi", asked.blank, style="cell")


def _two(value: Decimal | None) -> Cell:
    return "" if value is None else Styled(value, "two")


def _lines(book: Book, name: str, title: str, lines: Sequence[LineFigure]) -> None:
    page = _page(book, name, f"IKM per {title.lower()}", [16, 48, 12, 16, 8])
    page.add("Kode", title, "Responden", "IKM", "Mutu", style="head")
    for one in lines:
        ikm = Styled(one.ikm, "two") if one.ikm is not None else FEW
        page.add(one.code, one.name, one.n, ikm, one.mutu or "", style="cell")
    if not lines:
        page.add("Tidak ada rincian untuk periode ini.")


def _said(book: Book, sheet: Sheet) -> None:
    said = sheet.material.said
    page = _page(book, "Saran", "Saran dan masukan", [6, 100])
    page.add(
        f"{len(said.comments)} dari {said.total} saran orang yang memberi nilai 1 atau 2; data "
        "pribadi disamarkan, urutannya tidak menurut waktu."
    )
    page.add("No", "Saran", style="head")
    for number, one in enumerate(said.comments, 1):
        page.add(number, one, style="wrap")
    page.skip()
    page.add("", "Kata yang sering ditulis, dengan banyak penulisnya", style="head")
    for term in said.terms:
        page.add(None, f"{term.word} ({term.count})", style="wrap")


def _method(book: Book, sheet: Sheet) -> None:
    page = _page(book, "Metode", "Metode dan asal angka", [34, 80])
    for label, value in _facts(sheet):
        page.add(Styled(label, "label"), Styled(value, "wrap"))
    picture = seals.qr_png(sheet.material.seal)
    if picture:
        page.picture(picture)


def _facts(sheet: Sheet) -> list[tuple[str, str]]:
    figures, material = sheet.figures, sheet.material
    method, sample, seal = figures.method, figures.sample, material.seal
    closed = material.closed_at and material.closed_at.astimezone(ZoneInfo(material.zone))
    rounding = "tidak" if method.rounding == "none" else f"{method.rounding} desimal"
    return [
        ("Unit pelayanan", f"{figures.unit_name} ({figures.unit}), {figures.instansi}"),
        ("Periode", f"{material.period.title} ({figures.period})"),
        ("Keadaan", _state(closed.date().isoformat() if closed else None, material.edition)),
        ("Kuesioner", f"{method.instrument_title} ({method.instrument})"),
        ("SHA-256 kuesioner", method.instrument_sha256),
        ("Dasar", method.source),
        ("Versi hitungan", method.formula),
        ("Bobot", "1/n (tepat)" if method.weight == "exact" else method.weight),
        ("NRR per unsur dibulatkan", rounding),
        ("Pita mutu", method.bands),
        ("Gabungan unit", method.rollup),
        ("Sampel minimum", f"{sample.minimum} ({sample.rule})"),
        ("Kelompok terkecil yang ditampilkan", str(method.smallest)),
        ("Jawaban dikecualikan", str(figures.excluded)),
        ("Kepala rantai jawaban", figures.chain.head),
        ("Loket dan jawaban dalam rantai", f"{figures.chain.points}; {figures.chain.answers}"),
        ("Sidik angka periode", seal.digest),
        ("Kepala rantai periode", seal.head or "belum ditutup"),
        ("Segel", seal.line),
    ]


def _state(closed: str | None, edition: int) -> str:
    return f"ditutup {closed}, penutupan ke-{edition}" if closed else "DRAF, belum ditutup"
