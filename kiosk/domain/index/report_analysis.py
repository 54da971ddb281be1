"""Drafts of BAB IV and V: weak and strong sides, what people said, what is planned, the trend.

A change is only called one where the intervals of both figures lie apart; a comparison over
another method or a short sample says so.
"""

from collections.abc import Sequence

from kiosk.domain.index.material import Complaints, Material, Origin, Past, made_by
from kiosk.domain.index.period_figures import PeriodFigures, UnsurFigure
from kiosk.domain.index.plan import Plan, PlanState
from kiosk.domain.index.report_names import names_of
from kiosk.domain.index.report_parts import text_of
from kiosk.domain.index.report_results import headline
from kiosk.domain.index.written import day, in_words, joined, number, percent

BEST = 3
MOST_TERMS = 12


def strengths(m: Material) -> str:
    """Kelemahan dan kelebihan unsur."""
    figures = m.figures
    if not figures.unsur:
        return "Kelemahan dan kelebihan setiap unsur tidak dapat disajikan untuk periode ini."
    if len({one.nrr for one in figures.unsur}) == 1:
        value = number(figures.unsur[0].value)
        return (
            f"Semua unsur memperoleh nilai yang sama, yaitu {value}, sehingga tidak ada unsur yang "
            "lebih lemah atau lebih kuat daripada yang lain."
        )
    low = weak(figures)
    return text_of(
        f"{_these(low, 'terendah')} dan menjadi prioritas perbaikan:",
        _ended([f"{_valued(one)}{_dissatisfied(m, one)}" for one in low]),
        _tied(figures, low),
        *_best(figures, low),
        _short(m),
    )


def weak(figures: PeriodFigures) -> tuple[UnsurFigure, ...]:
    """The lowest, without any that is as good as the best; lowest first."""
    best = max((one.nrr for one in figures.unsur), default=0)
    found = (figures.unsur_of(code) for code in figures.lowest)
    return tuple(one for one in found if one.nrr < best)


def _tied(figures: PeriodFigures, chosen: Sequence[UnsurFigure]) -> str:
    """An unsur as low as the last one named is not named only because the list ends there."""
    last = chosen[-1].nrr
    same = [one.name for one in figures.unsur if one.nrr == last and one not in chosen]
    if not same:
        return ""
    return f"Sama nilainya dengan {chosen[-1].name}: {joined(same)}."


def _best(figures: PeriodFigures, low: Sequence[UnsurFigure]) -> tuple[str | Sequence[str], ...]:
    others = [one for one in figures.unsur if one.nrr > low[-1].nrr]
    best = sorted(others, key=lambda one: -one.nrr)[:BEST]
    return (
        f"{_these(best, 'tertinggi')} dan perlu dipertahankan:",
        _ended([_valued(one) for one in best]),
        _tied(figures, best),
    )


def _these(found: Sequence[UnsurFigure], which: str) -> str:
    if len(found) == 1:
        return f"Unsur berikut memperoleh nilai {which}"
    return f"{in_words(len(found)).capitalize()} unsur berikut memperoleh nilai {which}"


def _valued(one: UnsurFigure) -> str:
    return f"{one.name} ({one.number}), nilai {number(one.value)}"


def _ended(lines: Sequence[str]) -> list[str]:
    return [f"{one};" for one in lines[:-1]] + [f"{lines[-1]}."]


def _dissatisfied(m: Material, one: UnsurFigure) -> str:
    """How many chose the lower half of the scale for it."""
    scale = m.instrument.scale
    half = (scale.high - scale.low + 1) // 2
    items = next((u.items for u in m.instrument.unsur if u.code == one.code), ())
    low = sum(sum(m.figures.counts.get(item.code, ())[:half]) for item in items)
    values = " atau ".join(str(value) for value in scale.values[:half])
    share = percent(low, one.n)
    return f"; {number(low)} dari {number(one.n)} jawaban ({share}) bernilai {values}"


def _short(m: Material) -> str:
    if m.figures.sample.enough:
        return ""
    return (
        "Karena jumlah responden belum mencapai jumlah minimum, urutan unsur ini perlu dibaca "
        "sebagai petunjuk awal."
    )


def voices(m: Material) -> str:
    """Apa yang disampaikan responden."""
    return text_of(_words(m), _comments(m), _complaints(m.complaints))


def _words(m: Material) -> str:
    terms = m.said.terms[:MOST_TERMS]
    if not terms:
        return (
            "Tidak ada kata yang disampaikan oleh cukup banyak responden untuk disajikan tanpa "
            "mengungkap jawaban seseorang."
        )
    listed = joined([f"{one.word} ({number(one.count)})" for one in terms])
    return (
        "Kata yang paling banyak dipakai responden yang memberi nilai rendah, dengan jumlah "
        f"responden yang memakainya, adalah {listed}."
    )


def _comments(m: Material) -> str:
    if not m.said.comments:
        return ""
    return (
        "Pilihan saran dan masukan responden yang memberi nilai rendah dimuat dalam Lampiran 4, "
        "tanpa data pribadi."
    )


def _complaints(found: Complaints | None) -> str:
    if found is None:
        return ""
    if not found.received:
        return (
            "Tidak ada pengaduan, aspirasi, atau permintaan informasi yang diterima pada periode "
            "ini."
        )
    told = (
        f"Selama periode ini diterima {number(found.received)} laporan masyarakat (pengaduan, "
        f"aspirasi, dan permintaan informasi). Menurut keadaan pada {day(found.as_of)}, "
        f"{_share(found.answered, found.received, 'dijawab')} dan "
        f"{_share(found.finished, found.received, 'selesai')}."
    )
    if found.days is None:
        return told
    quick = (
        f"paling lama {number(found.days)} hari kerja sesudah diterima"
        if found.days
        else "pada hari kerja yang sama"
    )
    return f"{told} Separuh dari yang dijawab memperoleh jawaban pertama {quick}."


def _share(part: int, whole: int, what: str) -> str:
    if part == whole:
        return f"semuanya sudah {what}"
    if not part:
        return f"belum ada yang {what}"
    return f"{number(part)} ({percent(part, whole)}) sudah {what}"


def plans(m: Material) -> str:
    """Rencana tindak lanjut."""
    kept = [one for one in m.plans if one.state is not PlanState.DROPPED]
    if not kept:
        return _no_plans(m)
    ready = [one for one in kept if one.is_ready]
    count = f"{in_words(len(kept)).capitalize()} rencana tindak lanjut"
    told = f"{count} disusun untuk unsur {joined([_unsur_of(one) for one in kept])}."
    if len(ready) == len(kept):
        return f"{told} Rinciannya disajikan pada tabel berikut dan dalam Lampiran 3."
    some = f"{in_words(len(kept) - len(ready)).capitalize()} di antaranya"
    return (
        f"{told} {some if ready else 'Rencana itu'} belum dilengkapi dengan program, waktu, dan "
        "penanggung jawab ketika naskah ini disusun."
    )


def _unsur_of(one: Plan) -> str:
    return f"{one.name} ({one.number})"


def _no_plans(m: Material) -> str:
    low = weak(m.figures)
    if not m.figures.unsur:
        return "Rencana tindak lanjut belum dapat disusun karena nilai setiap unsur tidak tersedia."
    told = "Rencana tindak lanjut belum disusun ketika naskah ini dibuat."
    names = joined([one.name for one in low])
    return f"{told} Unsur yang menjadi prioritas adalah {names}." if names else told


def trend(m: Material) -> str:
    name = names_of(m.instrument.survey)
    known = [one for one in m.before if one.ikm is not None]
    if m.figures.ikm is None or not known:
        return f"Tren nilai {name.short} belum dapat disajikan karena belum ada periode pembanding."
    return text_of(*(_sentence(m, one) for one in _compared(m, known)), caution(m))


def _compared(m: Material, known: Sequence[Past]) -> list[Past]:
    """The newest before this one, and the same of last year."""
    last_year = [one for one in known if one.period == m.period.year_before]
    return [known[-1], *(one for one in last_year if one is not known[-1])]


def _sentence(m: Material, past: Past) -> str:
    now, then = m.figures, past
    assert now.ikm is not None
    assert then.ikm is not None
    index = names_of(m.instrument.survey).index_short
    change = now.ikm - then.ikm
    before = f"{past.period.title} ({number(then.ikm)})"
    if not change:
        return f"{index} periode ini sama dengan {index} periode {before}."
    moved = "naik" if change > 0 else "turun"
    told = f"Dibandingkan dengan periode {before}, {index} {moved} {number(abs(change))}."
    return f"{told} {_meaning(now, then)}"


def _meaning(now: PeriodFigures, then: Past) -> str:
    if not then.made:
        return (
            "Cara menghitung nilai lama itu tidak diketahui, sehingga perubahannya belum tentu "
            "nyata."
        )
    if made_otherwise(now, then):
        return "Cara penghitungan keduanya tidak sama, sehingga perubahannya belum tentu nyata."
    if now.low is None or now.high is None or then.low is None or then.high is None:
        return (
            "Selang kepercayaan salah satu periode tidak tersedia, sehingga belum dapat dikatakan "
            "bahwa perubahan itu nyata."
        )
    if now.low <= then.high and then.low <= now.high:
        return (
            "Selang kepercayaan kedua nilai itu bertumpang tindih, sehingga keduanya tidak "
            "terbedakan."
        )
    return (
        "Selang kepercayaan kedua nilai itu tidak bertumpang tindih, sehingga perubahannya nyata "
        "secara statistik."
    )


def caution(m: Material) -> str:
    """What a reader of the trend must know; "" where every period was made alike."""
    known = [one for one in m.before if one.ikm is not None]
    short = [one.period.title for one in known if not one.enough]
    if not m.figures.sample.enough:
        short.append(m.period.title)
    notes = {
        "Jumlah responden belum mencapai jumlah minimum pada": short,
        "Nilai yang diambil dari laporan lama:": _from(known, Origin.ENTERED),
        "Kuesioner atau cara penghitungan berbeda dari periode ini pada": _unlike(m, known),
        "Belum ditutup, sehingga nilainya dapat berubah:": _from(known, Origin.OPEN),
    }
    told = [f"{words} {joined(titles)}." for words, titles in notes.items() if titles]
    return f"Catatan: {' '.join(told)}" if told else ""


def _from(known: Sequence[Past], origin: Origin) -> list[str]:
    return [one.period.title for one in known if one.origin is origin]


def _unlike(m: Material, known: Sequence[Past]) -> list[str]:
    return [one.period.title for one in known if one.made and made_otherwise(m.figures, one)]


def made_otherwise(now: PeriodFigures, then: Past) -> bool:
    """Whether questions or arithmetic differ, or nobody knows."""
    return made_by(now.method) != then.made


def conclusion(m: Material) -> str:
    name = names_of(m.instrument.survey)
    lines = [line for line in (headline(m), _sampled(m), _ends(m), _moved(m), _planned(m)) if line]
    return text_of(
        f"Dari pelaksanaan {name.short} periode {m.period.title} di {m.figures.unit_name} dapat "
        "disimpulkan hal-hal berikut:",
        lines,
        "" if m.closed_at else "Kesimpulan ini masih sementara karena periode belum ditutup.",
    )


def _sampled(m: Material) -> str:
    sample = m.figures.sample
    reached = "memenuhi" if sample.enough else "belum memenuhi"
    return (
        f"Jumlah responden {number(sample.respondents)} {reached} jumlah minimum "
        f"({number(sample.minimum)})."
    )


def _ends(m: Material) -> str:
    figures = m.figures
    if len({one.nrr for one in figures.unsur}) < 2:
        return ""
    best = max(one.nrr for one in figures.unsur)
    top = joined([one.name for one in figures.unsur if one.nrr == best])
    low = joined([one.name for one in weak(figures)])
    return (
        f"Unsur dengan nilai tertinggi adalah {top}; unsur yang menjadi prioritas perbaikan adalah "
        f"{low}."
    )


def _moved(m: Material) -> str:
    known = [one for one in m.before if one.ikm is not None]
    return _sentence(m, known[-1]) if known and m.figures.ikm is not None else ""


def _planned(m: Material) -> str:
    kept = [one for one in m.plans if one.state is not PlanState.DROPPED]
    if not kept:
        return ""
    return f"Perbaikan dijalankan melalui {in_words(len(kept))} rencana tindak lanjut."
