"""Drafts of BAB III: what the answers amount to. Nothing here that the figures do not carry."""

from collections.abc import Sequence

from kiosk.domain.index.material import Material
from kiosk.domain.index.period_figures import PeriodFigures, UnsurFigure
from kiosk.domain.index.report_names import names_of
from kiosk.domain.index.report_parts import text_of
from kiosk.domain.index.written import counted, in_words, joined, number, percent, rounded

NRR_PLACES = 3


def respondents(m: Material) -> str:
    figures = m.figures
    if not figures.respondents:
        return f"Tidak ada responden pada periode {m.period.title}."
    told = f"Jumlah responden pada periode {m.period.title} adalah {counted(figures.respondents)}."
    return text_of(told, _profile(figures), _held(figures), _excluded(m))


def _profile(figures: PeriodFigures) -> str:
    if not figures.profile:
        return ""
    return (
        "Karakteristik responden disajikan pada tabel berikut. Persentase dihitung dari responden "
        "yang mengisi pertanyaan yang bersangkutan. Kelompok yang berjumlah kurang dari "
        f"{in_words(figures.method.smallest)} tidak ditampilkan agar jawaban seseorang tidak dapat "
        "dikenali."
    )


def _held(figures: PeriodFigures) -> str:
    if not figures.held:
        return ""
    return (
        f"Sebanyak {number(figures.held)} jawaban yang datang setelah bagian periode ini terbit "
        "belum dihitung, karena terlalu sedikit untuk dihitung tanpa mengungkapnya."
    )


def _excluded(m: Material) -> str:
    figures = m.figures
    if not figures.excluded:
        return ""
    told = (
        f"Sebanyak {number(figures.excluded)} jawaban dikecualikan dari penghitungan oleh dua "
        "orang dengan alasan tertulis."
    )
    if figures.with_excluded is None:
        return told
    index = names_of(m.instrument.survey).index_short
    return f"{told} Bila jawaban itu dihitung, {index} menjadi {number(figures.with_excluded)}."


def index(m: Material) -> str:
    return text_of(headline(m), interval(m), _rollup(m))


def headline(m: Material) -> str:
    """The figure and its grade, or why there is none."""
    figures, name = m.figures, names_of(m.instrument.survey)
    what = f"{name.index} ({name.index_short}) {figures.unit_name} periode {m.period.title}"
    if figures.ikm is None:
        return f"{what} tidak dapat ditampilkan. {_why(figures)}"
    if figures.mutu is None:
        return f"{what} adalah {number(figures.ikm)}. {_ungraded(figures)}"
    return (
        f"{what} adalah {number(figures.ikm)}, dengan mutu pelayanan {figures.mutu} dan kinerja "
        f"unit pelayanan {(figures.kinerja or '').lower()}."
    )


def _why(figures: PeriodFigures) -> str:
    return figures.withheld or "Belum ada responden pada periode ini."


def _ungraded(figures: PeriodFigures) -> str:
    if not figures.sample.enough:
        return (
            "Mutu pelayanan belum ditetapkan karena jumlah responden "
            f"({number(figures.respondents)}) belum mencapai jumlah minimum "
            f"({number(figures.sample.minimum)})."
        )
    return f"Mutu pelayanan belum ditetapkan. {_why(figures)}"


def interval(m: Material) -> str:
    """How sure the figure is, and which grade it cannot be told from."""
    figures = m.figures
    if figures.ikm is None or figures.low is None or figures.high is None:
        return ""
    told = (
        f"Selang kepercayaan 95 persen nilai itu adalah {number(figures.low)} sampai dengan "
        f"{number(figures.high)}."
    )
    if figures.near is None or figures.mutu is None:
        return told
    return (
        f"{told} Selang itu melewati batas mutu, sehingga hasil ini tidak terbedakan dari mutu "
        f"{figures.near}."
    )


def _rollup(m: Material) -> str:
    """How an index of several units is made; of a mean also which units are in none."""
    figures = m.figures
    units = len(figures.by_unit)
    if units < 2 or figures.ikm is None:
        return ""
    if figures.method.rollup != "unit":
        return f"Nilai itu dihitung dari semua jawaban pada {in_words(units)} unit bersama-sama."
    smallest = figures.method.smallest
    few = [one.name for one in figures.by_unit if one.n < smallest]
    told = f"Nilai itu adalah rata-rata nilai {in_words(units - len(few))} unit."
    if not few:
        return told
    return (
        f"{told} Tidak dihitung karena jawabannya kurang dari {in_words(smallest)}: {joined(few)}."
    )


def unsur(m: Material) -> str:
    figures = m.figures
    if not figures.unsur:
        return "Nilai setiap unsur tidak dapat ditampilkan untuk periode ini."
    told = [_line(one, figures.mutu is not None) for one in figures.unsur]
    lines = [f"{one};" for one in told[:-1]] + [f"{told[-1]}."]
    opening = f"Nilai setiap unsur pelayanan pada periode {m.period.title} adalah sebagai berikut:"
    return text_of(opening, lines, _ends(figures), _blank(m))


def _line(one: UnsurFigure, graded: bool) -> str:
    mutu = f", mutu {one.mutu}" if graded else ""
    value = number(one.value)
    return f"{one.name} ({one.number}): NRR {rounded(one.nrr, NRR_PLACES)}, nilai {value}{mutu}"


def _ends(figures: PeriodFigures) -> str:
    """The best and the worst; where they are as good, nothing is best."""
    best = max(one.nrr for one in figures.unsur)
    worst = min(one.nrr for one in figures.unsur)
    if best == worst:
        return "" if len(figures.unsur) < 2 else "Semua unsur memperoleh nilai yang sama."
    top = [one for one in figures.unsur if one.nrr == best]
    low = [one for one in figures.unsur if one.nrr == worst]
    return (
        f"Nilai tertinggi diperoleh unsur {_named(top)} ({number(top[0].value)}), sedangkan nilai "
        f"terendah diperoleh unsur {_named(low)} ({number(low[0].value)})."
    )


def _named(found: Sequence[UnsurFigure]) -> str:
    return joined([one.name for one in found])


def _blank(m: Material) -> str:
    """Unsur that a part of the respondents left blank or were not asked."""
    figures, items = m.figures, {one.code: len(one.items) for one in m.instrument.unsur}
    less = [
        f"{one.name} ({percent(one.n, figures.respondents * items.get(one.code, 1))} terisi)"
        for one in figures.unsur
        if 0 < one.n < figures.respondents * items.get(one.code, 1)
    ]
    if not less:
        return ""
    return (
        "NRR dihitung dari jawaban yang terisi saja. Tidak semua responden mengisi unsur berikut: "
        f"{'; '.join(less)}."
    )
