"""Drafts of BAB I and BAB II: why the survey was held, and how its answers were collected."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from kiosk.domain.index.material import Material
from kiosk.domain.index.period_figures import LineFigure
from kiosk.domain.index.report_names import names_of
from kiosk.domain.index.report_parts import text_of
from kiosk.domain.index.written import counted, day, in_words, joined, number, percent

MOST_LISTED = 12
"""Counters named one by one; of more only their number."""
_HELPED = {"assisted": "dibantu petugas", "paper": "mengisi formulir kertas"}
_FILES = "spreadsheet"


def background(m: Material) -> str:
    name = names_of(m.instrument.survey)
    return text_of(
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik memberi masyarakat peran serta "
        "dalam penyelenggaraan pelayanan publik, sejak penyusunan standar pelayanan sampai dengan "
        "evaluasinya. Penilaian pengguna layanan adalah salah satu wujud peran serta itu.",
        _duty(m),
        f"{m.figures.unit_name} melaksanakan {name.survey} ({name.short}) periode "
        f"{m.period.title} agar mutu pelayanannya terukur menurut penilaian penggunanya sendiri. "
        "Laporan ini memuat cara pengumpulan data, hasil pengolahan, analisis, dan tindak "
        "lanjutnya.",
    )


def _duty(m: Material) -> str:
    name = names_of(m.instrument.survey)
    if name.short != "SKM":
        return f"{name.survey} ({name.short}) dilaksanakan berdasarkan {name.rule}."
    return (
        f"{name.rule} mewajibkan setiap unit penyelenggara pelayanan publik melaksanakan "
        f"{name.survey} ({name.short}) secara berkala, paling sedikit satu kali setahun, untuk "
        f"memperoleh {name.index} ({name.index_short})."
    )


def grounds(m: Material) -> str:
    name = names_of(m.instrument.survey)
    laws = [f"{law};" for law in name.laws[:-1]] + [f"{name.laws[-1]}."]
    return text_of(f"Dasar pelaksanaan {name.short} ini adalah:", laws)


def aims(m: Material) -> str:
    name, unit = names_of(m.instrument.survey), m.figures.unit_name
    return text_of(
        f"{name.short} ini dimaksudkan untuk mengukur {name.what} sebagai pengguna layanan {unit}."
        if name.short == "SKM"
        else f"{name.short} ini dimaksudkan untuk mengukur {name.what} di {unit}.",
        "Tujuannya adalah:",
        [
            f"memperoleh {name.index} ({name.index_short}) {unit} periode {m.period.title};",
            "mengetahui unsur pelayanan yang perlu diperbaiki dan yang perlu dipertahankan;",
            "menyediakan dasar bagi rencana tindak lanjut perbaikan pelayanan;",
            "menyampaikan hasil survei secara terbuka kepada masyarakat.",
        ],
    )


def organiser(m: Material) -> str:
    name = names_of(m.instrument.survey)
    return (
        f"{name.short} dilaksanakan oleh {_unit_of(m)}. Jawaban diolah dengan aplikasi Suara Loket."
    )


def _unit_of(m: Material) -> str:
    unit, instansi = m.figures.unit_name, m.figures.instansi
    return unit if instansi in ("", unit) else f"{unit}, {instansi}"


def method(m: Material) -> str:
    scale, items = m.instrument.scale, len(m.instrument.items)
    unsur = len(m.instrument.unsur)
    return text_of(
        f"Survei menggunakan kuesioner {m.figures.method.instrument_title} yang memuat "
        f"{in_words(unsur)} unsur dan {in_words(items)} pertanyaan, masing-masing dengan skala "
        f"{scale.low} sampai dengan {scale.high}. Sumber kuesioner: {m.figures.method.source}. "
        "Kuesioner selengkapnya dimuat dalam Lampiran 1.",
        "Kuesioner tidak menanyakan nama, nomor induk kependudukan, atau nomor telepon responden.",
        *_sources(m),
    )


def _sources(m: Material) -> tuple[str | Sequence[str], ...]:
    """How answers came in, and how many of them with somebody of the office beside."""
    lines, whole = m.figures.by_source, m.figures.respondents
    if not lines:
        return ()
    listed = [
        f"{one.name}: {number(one.n)} responden ({percent(one.n, whole)})"
        for one in sorted(lines, key=lambda one: -one.n)
    ]
    ends = [";"] * (len(listed) - 1) + ["."]
    rows = [line + end for line, end in zip(listed, ends, strict=True)]
    return ("Jawaban diterima melalui:", rows, _helped(lines, whole))


def _helped(lines: Sequence[LineFigure], whole: int) -> str:
    found = {one.code: one.n for one in lines}
    helped = [code for code in _HELPED if found.get(code)]
    told = ""
    if len(helped) > 1:
        many = sum(found[code] for code in helped)
        how = " atau ".join(_HELPED[code] for code in helped)
        told = f"Jadi sebanyak {number(many)} responden ({percent(many, whole)}) {how}. "
    if found.get(_FILES):
        told += f"Sebanyak {number(found[_FILES])} jawaban dimasukkan dari berkas lembar kerja."
    return told.strip()


def place(m: Material) -> str:
    address = m.letterhead.address.rstrip(". ")
    where = f"{m.figures.unit_name}, {address}" if address else m.figures.unit_name
    return text_of(f"Pengumpulan data dilakukan di {where}.", *_points(m), _below(m))


def _points(m: Material) -> tuple[str | Sequence[str], ...]:
    names = [one.name for one in m.figures.by_point if one.code]
    if len(names) > MOST_LISTED:
        return (f"Jawaban berasal dari {number(len(names))} titik pengumpulan.",)
    if len(names) < 2:
        return (f"Titik pengumpulan jawaban adalah {names[0]}.",) if names else ()
    listed = [f"{name};" for name in names[:-1]] + [f"{names[-1]}."]
    return ("Titik pengumpulan jawaban adalah:", listed)


def _below(m: Material) -> str:
    units = len(m.figures.by_unit)
    return f"Hasil survei mencakup {in_words(units)} unit di lingkungannya." if units > 1 else ""


def time(m: Material) -> str:
    first, last = m.period.first, m.period.last
    begins = date(first // 100, first % 100, 1)
    ends = date(last // 100, last % 100, monthrange(last // 100, last % 100)[1])
    return text_of(
        f"Pengumpulan data dilakukan pada periode {m.period.title}, yaitu {day(begins)} sampai "
        f"dengan {day(ends)}.",
        _closed(m),
    )


def _closed(m: Material) -> str:
    if m.closed_at is None:
        return (
            "Periode ini belum ditutup ketika naskah ini disusun, sehingga angka di dalamnya masih "
            "dapat berubah."
        )
    at = day(m.closed_at.astimezone(ZoneInfo(m.zone)).date())
    again = f" Penutupan ini adalah yang ke-{m.edition}." if m.edition > 1 else ""
    return (
        f"Periode ditutup pada {at}. Sejak itu angka dalam laporan ini tidak berubah lagi.{again}"
    )


def sample(m: Material) -> str:
    return text_of(_population(m), _minimum(m), _asked(m), _flagged(m))


def _population(m: Material) -> str:
    population = m.figures.sample.population
    if population is None:
        return (
            "Jumlah pengguna layanan pada periode ini tidak tercatat lengkap, sehingga populasinya "
            "tidak diketahui."
        )
    return (
        f"Populasi adalah pengguna layanan pada periode ini, yaitu {number(population)} kunjungan "
        "yang tercatat."
    )


def _minimum(m: Material) -> str:
    sample = m.figures.sample
    rule = (
        f"menurut {sample.rule}"
        if sample.population is not None
        else "menurut ketentuan minimum tetap yang berlaku di unit ini"
    )
    told = (
        f"Jumlah responden minimum {rule} adalah {number(sample.minimum)}. Jumlah responden yang "
        f"diperoleh adalah {counted(sample.respondents)}"
    )
    if sample.enough:
        return f"{told}, sehingga jumlah minimum itu terpenuhi."
    short = sample.minimum - sample.respondents
    return (
        f"{told}, kurang {number(short)} dari jumlah minimum. Karena itu hasil periode ini belum "
        "diberi predikat mutu pelayanan."
    )


def _asked(m: Material) -> str:
    asked = m.figures.asked
    if not asked.offered:
        return ""
    outcomes = [f"{number(asked.answered)} menjawab ({percent(asked.answered, asked.offered)})"]
    outcomes.append(f"{number(asked.refused)} menyatakan tidak bersedia")
    return f"Tanda kunjungan diberikan pada {number(asked.offered)} kunjungan: {joined(outcomes)}."


def _flagged(m: Material) -> str:
    flagged = m.figures.flagged
    if not flagged:
        return ""
    return (
        f"Sebanyak {number(flagged)} persen jawaban diberi tanda untuk diperiksa. Jawaban bertanda "
        "tetap dihitung, kecuali yang dikecualikan oleh dua orang dengan alasan tertulis."
    )
