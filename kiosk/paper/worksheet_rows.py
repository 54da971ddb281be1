"""The sheet "Pengolahan data SKM per responden dan per unsur pelayanan" as offices know it."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from kiosk.domain.index import bands
from kiosk.domain.index.respondents import Sheet
from kiosk.domain.survey import integrity
from kiosk.domain.survey.instrument import Unsur, say
from kiosk.paper.workbook import Cell, Formula, Page, Styled, place, span
from kiosk.paper.worksheet_index import Rounded, spelled, weight_units
from kiosk.paper.worksheet_layout import FIRST, Layout

TITLE = "PENGOLAHAN DATA SURVEI PER RESPONDEN DAN PER UNSUR PELAYANAN"
STEP = 5_000
"""Rows between two words about how far it is."""


def head(page: Page, sheet: Sheet, notice: str) -> None:
    """The lines above the table; ``notice``: what is not as it should be, or ""."""
    figures, told = sheet.figures, sheet.respondents
    page.add(TITLE, style="title")
    page.add("Unit pelayanan", f"{figures.unit_name}, {figures.instansi}", style="strong")
    page.add("Periode", sheet.material.period.title, style="strong")
    page.add("Responden", figures.respondents, style="strong")
    page.add(_left_out(told.excluded, told.late))
    page.add(notice or sheet.material.seal.line, style="warning" if notice else None)


def _left_out(excluded: int, late: int) -> str:
    """What is not among the rows; "" for nothing."""
    parts = []
    if excluded:
        parts.append(f"{excluded} jawaban dikecualikan dengan persetujuan dua orang")
    if late:
        parts.append(f"{late} jawaban masuk setelah periode ditutup")
    return f"Tidak termasuk di bawah ini: {'; '.join(parts)}." if parts else ""


def fill(
    page: Page, sheet: Sheet, layout: Layout, rounded: Rounded, told: Callable[[int], None]
) -> None:
    """Everything below the head. ``told``: how many respondents are written. Rows are sorted by
    what they say: in the order of the chains, whoever knows who came as the third read what the
    third said (F55). Columns about integrity are sorted each for itself: no row is one person's."""
    _beside(page, layout, rounded)
    _titles(page, layout)
    rows = integrity.loosened(layout.instrument, sheet.rows)
    for number, row in enumerate(rows, 1):
        page.add_scores(number, row)
        if number % STEP == 0:
            told(number)
    _sums(page, layout, rounded)
    _result(page, layout, rounded, sheet.figures.sample.minimum)
    _weights(page, layout, rounded)
    _bands(page, layout)
    _legend(page, layout, sheet.figures.method.source)
    page.finish()


def _titles(page: Page, layout: Layout) -> None:
    """Two rows: the unsur, and the items below where an unsur has several."""
    top: list[Cell] = ["No"]
    for number, unsur in enumerate(layout.unsur, 1):
        top += [f"U{number}", *([""] * (len(unsur.items) - 1))]
    if layout.is_single:
        page.add("", "Nilai unsur pelayanan", style="strong")
        page.add(*top, style="head")
    else:
        page.add(*top, style="head")
        page.add("No", *(code.upper() for code in layout.columns), style="head")
    page.freeze(FIRST, 1)
    page.repeat(FIRST - 2, FIRST - 1)


def _sums(page: Page, layout: Layout, rounded: Rounded) -> None:
    def per_item(label: str, text: Callable[[str], Cell], style: str) -> None:
        page.add(Styled(label, "label"), *(text(code) for code in layout.columns), style=style)

    what = "unsur" if layout.is_single else "butir"
    counts = layout.counts
    per_item(
        f"Jumlah nilai per {what}",
        lambda code: Formula(f"SUM({layout.scores(code)})", counts[code][0]),
        "whole",
    )
    per_item(
        f"Jawaban terisi per {what}",
        lambda code: Formula(f"COUNT({layout.scores(code)})", counts[code][1]),
        "whole",
    )
    if not layout.is_single:
        per_item("NRR per butir", lambda code: _mean(layout, code), "three")
    _per_unsur(page, layout, "NRR per unsur", lambda one: _nrr(layout, rounded, one), "three")
    _per_unsur(page, layout, "NRR tertimbang per unsur", lambda one: _weighted(layout, one), "four")


def _mean(layout: Layout, code: str) -> Formula:
    total, filled = (place(row, layout.columns[code]) for row in (layout.total, layout.filled))
    scores, many = layout.counts[code]
    return Formula(f'IF({filled}=0,"",{total}/{filled})', Fraction(scores, many) if many else "")


def _per_unsur(
    page: Page, layout: Layout, label: str, text: Callable[[Unsur], Cell], style: str
) -> None:
    """In the first column of each; the row's sum to the right where it means something."""
    row, cells = page.row, [Styled(label, "label"), *([None] * len(layout.columns))]
    made: list[Cell] = list(cells)
    for unsur in layout.unsur:
        made[layout.ends(unsur)[0]] = text(unsur)
    if style == "four":
        total = sum((one.weighted for one in layout.ikm.unsur), Fraction(0))
        made.append(Formula(f"SUM({span(row, 1, row, layout.width - 1)})", total))
        made.append(Styled("*)", "strong"))
    page.add(*made, style=style)


def _nrr(layout: Layout, rounded: Rounded, unsur: Unsur) -> Formula:
    """Items are averaged inside their unsur first; rounded where the method rounds."""
    found = {one.code: one.nrr for one in layout.ikm.unsur}.get(unsur.code)
    if found is None:
        return Formula('""', "")
    units = rounded.nrr.get(unsur.code)
    if units:
        return Formula(f"({units.text})/{10 ** (layout.method.round_unsur or 0)}", found)
    if len(unsur.items) == 1:
        return _mean(layout, unsur.items[0].code)
    first, last = layout.ends(unsur)
    cells = span(layout.item_nrr, first, layout.item_nrr, last)
    return Formula(f"SUM({cells})/COUNT({cells})", found)


def _weighted(layout: Layout, unsur: Unsur) -> Formula:
    found = {one.code: one.weighted for one in layout.ikm.unsur}.get(unsur.code, "")
    nrr = place(layout.nrr, layout.ends(unsur)[0])
    return Formula(f'IF({nrr}="","",{nrr}*{place(layout.weights, 1)})', found)


def _result(page: Page, layout: Layout, rounded: Rounded, minimum: int) -> None:
    ikm, total = layout.ikm, place(layout.weighted, layout.width)
    hundredths = rounded.ikm[ikm.weight].text
    row = page.add(
        Styled("IKM unit pelayanan", "label"),
        Styled(Formula(f"({hundredths})/100", Fraction(ikm.ikm)), "result"),
        Styled("**)", "strong"),
    )
    value = place(row, 1)
    rows = f"ROWS({span(FIRST, 1, layout.last, 1)})"
    enough = layout.tally.respondents >= minimum

    def judged(text: str, found: str) -> Formula:
        shown = found if enough else "Belum cukup sampel"
        return Formula(f'IF({rows}<{minimum},"Belum cukup sampel",{text})', shown)

    mutu = layout.band(value)
    words = mutu.replace("$A$", "$C$")
    page.add(Styled("Mutu pelayanan", "label"), judged(mutu, ikm.grade.mutu), style="label")
    page.add(
        Styled("Kinerja unit pelayanan", "label"),
        judged(words, say(ikm.grade.words, "id")),
        style="label",
    )
    slope = layout.slope / 100
    text = f"{total}*{slope.numerator}/{slope.denominator}+{Fraction(layout.added, 100)}"
    page.add(Styled("Sebelum dibulatkan", "label"), Formula(text, ikm.exact), style="four")


def _weights(page: Page, layout: Layout, rounded: Rounded) -> None:
    """What each spelling of the weight gives: 1/n, and as forms print it."""
    page.skip(layout.answered - page.row)
    row, last = layout.nrr, layout.width - 1
    answered = Formula(f"COUNT({span(row, 1, row, last)})", len(layout.ikm.unsur))
    page.add(Styled("Unsur terjawab (n)", "label"), answered, style="whole")
    page.add("Bobot", "Bobot", "IKM", "Mutu", style="head")
    for spelling in layout.spellings:
        ikm, mutu = layout.ikm_of(spelling)
        value = Formula(f"({rounded.ikm[spelling].text})/100", ikm)
        page.add(
            Styled(spelled(spelling), "label"),
            Styled(_weight(layout, spelling), "four"),
            Styled(value, "two"),
            Styled(Formula(layout.band(place(page.row, 2)), mutu), "centre"),
            "dipakai unit ini" if spelling == layout.ikm.weight else None,
        )


def _weight(layout: Layout, spelling: str) -> Formula | Fraction:
    """A weight the office chose is a number; the others follow from the unsur answered."""
    count, many = place(layout.answered, 1), len(layout.ikm.unsur)
    if spelling == "exact":
        return Formula(f"1/{count}", Fraction(1, many))
    if spelling == layout.ikm.weight:
        return Fraction(spelling)
    places = len(spelling.partition(".")[2])
    return Formula(f"{weight_units(count, places)}/{10**places}", Fraction(spelling))


def _bands(page: Page, layout: Layout) -> None:
    page.skip(layout.bands - 1 - page.row)
    page.add("Mutu (dari nilai konversi)", "Mulai", "Kinerja", style="head")
    words = {**bands.WORDS, **layout.instrument.grades}
    for mutu, bound in layout.bounds():
        page.add(Styled(mutu, "label"), Styled(bound, "two"), say(words[mutu], "id"))


def _legend(page: Page, layout: Layout, source: str) -> None:
    page.skip()
    page.add("Keterangan", style="strong")
    for number, unsur in enumerate(layout.unsur, 1):
        items = (
            "" if layout.is_single else f" ({', '.join(one.code.upper() for one in unsur.items)})"
        )
        page.add(f"U{number}", f"{say(unsur.name, 'id')}{items}")
    for line in _notes(layout, source):
        page.add(line)


def _notes(layout: Layout, source: str) -> Sequence[str]:
    decimals = layout.method.round_unsur
    averaged = "" if layout.is_single else " Butir dirata-rata di dalam unsurnya lebih dahulu."
    rounded = "" if decimals is None else f" NRR per unsur dibulatkan ke {decimals} desimal."
    convert = "25" if layout.slope == 2500 and not layout.added else "konversi ke skala 25-100"
    return (
        f"NRR: nilai rata-rata = jumlah nilai / jawaban terisi.{averaged}{rounded}",
        "NRR tertimbang = NRR per unsur x bobot.",
        "*) Jumlah NRR tertimbang. **) IKM = jumlah NRR tertimbang x "
        f"{convert}, dibulatkan sekali ke dua desimal, setengah ke atas (lihat Hitungan tepat).",
        "Sel kosong: tidak dijawab. Sel kosong tidak dihitung sebagai 0.",
        "Baris diurutkan menurut isinya, bukan menurut nama, waktu, atau tempat pengisian.",
        *_apart(layout),
        f"Dasar: {source}",
    )


def _apart(layout: Layout) -> Sequence[str]:
    """Said where columns do not belong to the rows they stand in."""
    codes = integrity.guarded(layout.instrument)
    if not codes:
        return ()
    named = ", ".join(one.upper() for one in codes)
    return (
        f"Kolom antikorupsi ({named}) diurutkan sendiri-sendiri: isi satu baris bukan jawaban satu "
        "orang. Jumlah dan rata-rata setiap kolom tetap.",
    )


def _beside(page: Page, layout: Layout, rounded: Rounded) -> None:
    """To the right: each unsur with its NRR. One row lower than the table, whose header a reader
    of such sheets would otherwise take to have two rows."""
    titles = ["No", "Unsur", "NRR", "Nilai konversi", "Mutu"]
    page.beside(FIRST, layout.side, [Styled(one, "head") for one in titles])
    found = {one.code: one for one in layout.ikm.unsur}
    for number, unsur in enumerate(layout.unsur, 1):
        row = FIRST + number
        cells: list[Cell] = [f"U{number}", say(unsur.name, "id")]
        if unsur.code in found:
            one = found[unsur.code]
            nrr = place(layout.nrr, layout.ends(unsur)[0])
            value = Formula(f"({rounded.values[unsur.code].text})/100", Fraction(one.value))
            cells += [
                Styled(Formula(nrr, one.nrr), "three"),
                Styled(value, "two"),
                Styled(Formula(layout.band(place(row, layout.side + 3)), one.grade.mutu), "centre"),
            ]
        page.beside(row, layout.side, cells)
