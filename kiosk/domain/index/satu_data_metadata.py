"""Metadata of the survey in the structure of Peraturan BPS 5/2020: of the activity (MS-Keg), of
its variables (MS-Var) and of its indicators (MS-Ind).

What the system knows is filled in. What only the office knows stays empty: a guess in a form that
is handed in would be worse than a blank.
"""

from collections.abc import Mapping, Sequence

from kiosk.domain.cells import Cell, csv_text
from kiosk.domain.index.satu_data import Published
from kiosk.domain.survey.instrument import Item, say
from kiosk.domain.survey.profile import FIELDS

Row = Mapping[str, Cell]
_FREQUENCIES = {1: "Bulanan", 3: "Triwulanan", 6: "Semesteran", 12: "Tahunan"}
_COMPOSED = "Jumlah (NRR unsur x bobot) x 25"


def as_csv(rows: Sequence[Row]) -> str:
    """One header row: the names of the first row's cells."""
    return csv_text(list(rows[0]), ([*row.values()] for row in rows))


def activity(of: Published) -> list[Row]:
    """MS-Keg, block by block: blok, no, rincian, isian."""
    return [
        {"blok": block, "no": number, "rincian": asked, "isian": told}
        for block, lines in _blocks(of)
        for number, asked, told in lines
    ]


def _title(of: Published) -> str:
    figures = of.closing.figures
    return f"{figures.method.instrument_title} {figures.unit_name}"


def _blocks(of: Published) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [
        ("Identitas kegiatan", _identity(of)),
        ("I. Penyelenggara", _organiser(of)),
        ("II. Penanggung jawab", _responsible(of)),
        ("III. Perencanaan dan persiapan", _plan(of)),
        ("IV. Desain kegiatan", _design(of)),
        ("V. Desain sampel", _sample(of)),
        ("VI. Pengumpulan data", _collection()),
        ("VII. Pengolahan dan analisis", _processing()),
        ("VIII. Diseminasi hasil", _dissemination(of)),
    ]


def _identity(of: Published) -> list[tuple[str, str, str]]:
    return [
        ("", "Judul kegiatan", _title(of)),
        ("", "Tahun", str(of.closing.period.year)),
        ("", "Kode kegiatan (diisi petugas BPS)", ""),
        ("", "Cara pengumpulan data", "Survei"),
        ("", "Sektor kegiatan", "Sektor publik, perpajakan, dan regulasi pasar"),
        ("", "Jenis kegiatan statistik", "Statistik sektoral"),
        ("", "Identitas rekomendasi BPS", ""),
    ]


def _organiser(of: Published) -> list[tuple[str, str, str]]:
    return [
        ("1.1", "Instansi penyelenggara", of.closing.figures.instansi),
        ("1.2", "Alamat lengkap, telepon, surel", ""),
    ]


def _responsible(of: Published) -> list[tuple[str, str, str]]:
    return [
        ("2.1", "Unit eselon penanggung jawab", of.closing.figures.unit_name),
        ("2.2", "Penanggung jawab teknis: jabatan, alamat, telepon, surel", ""),
    ]


def _plan(of: Published) -> list[tuple[str, str, str]]:
    period = of.closing.period
    variables = "; ".join(str(row["nama_variabel"]) for row in variables_of(of))
    return [
        ("3.1", "Latar belakang kegiatan", of.closing.figures.method.source),
        ("3.2", "Tujuan kegiatan", "Mengukur kepuasan pengguna layanan untuk perbaikan pelayanan"),
        ("3.3", "Jadwal: pengumpulan data", f"{_month(period.first)} s.d. {_month(period.last)}"),
        ("3.3", "Jadwal: pengolahan", of.closed_on.isoformat()),
        ("3.3", "Jadwal: diseminasi", _published(of)),
        ("3.4", "Variabel (karakteristik) yang dikumpulkan", variables),
    ]


def _design(of: Published) -> list[tuple[str, str, str]]:
    return [
        ("4.1", "Kegiatan ini dilakukan", "Berulang"),
        ("4.2", "Frekuensi penyelenggaraan", _FREQUENCIES[of.closing.period.length]),
        ("4.3", "Tipe pengumpulan data", "Cross sectional"),
        ("4.4", "Cakupan wilayah pengumpulan data", "Sebagian wilayah Indonesia"),
        ("4.5", "Wilayah kegiatan (kode Kemendagri)", of.region),
        ("4.6", "Metode pengumpulan data", "Mengisi kuesioner sendiri (swacacah)"),
        ("4.7", "Sarana pengumpulan data", _sources(of)),
        ("4.8", "Unit pengumpulan data", "Individu (pengguna layanan)"),
    ]


def _sources(of: Published) -> str:
    """How answers of this period came in, as counted."""
    told = ", ".join(f"{one.name} {one.n}" for one in of.closing.figures.by_source)
    return f"Kuesioner elektronik dan kertas: {told}" if told else "Kuesioner elektronik dan kertas"


def _sample(of: Published) -> list[tuple[str, str, str]]:
    sample, figures = of.closing.figures.sample, of.closing.figures
    people = "" if sample.population is None else str(sample.population)
    half = "" if figures.low is None else f"IKM {figures.low} sampai {figures.high}, 95 persen"
    return [
        ("5.1", "Jenis rancangan sampel", "Single stage"),
        ("5.2", "Metode pemilihan sampel tahap terakhir", "Sampel nonprobabilitas"),
        ("5.3", "Metode yang digunakan", "Accidental sampling (pengguna yang bersedia)"),
        ("5.4", "Kerangka sampel tahap akhir", f"Kunjungan tercatat: {people}" if people else ""),
        ("5.5", "Fraksi sampel keseluruhan", f"{sample.respondents}/{people}" if people else ""),
        ("5.6", "Nilai perkiraan sampling error variabel utama", half),
        ("5.7", "Unit sampel", "Kunjungan layanan"),
        ("5.8", "Unit observasi", "Pengguna layanan"),
    ]


def _collection() -> list[tuple[str, str, str]]:
    checks = "Pemeriksaan nilai saat diisi; tanda jawaban tak wajar; pengecualian oleh dua orang"
    return [
        ("6.1", "Uji coba (pilot survey)", ""),
        ("6.2", "Metode pemeriksaan kualitas pengumpulan data", checks),
        ("6.3", "Penyesuaian nonrespon", "Tidak dilakukan"),
        ("6.4", "Petugas pengumpulan data", "Tidak ada pewawancara; petugas loket menawarkan"),
        ("6.5", "Persyaratan pendidikan terendah petugas", ""),
        ("6.6", "Jumlah petugas", ""),
        ("6.7", "Pelatihan petugas", ""),
    ]


def _processing() -> list[tuple[str, str, str]]:
    return [
        ("7.1", "Tahapan pengolahan data", "Pemasukan, penyahihan, penghitungan otomatis"),
        ("7.2", "Metode analisis", "Deskriptif, dengan selang kepercayaan"),
        ("7.3", "Unit analisis", "Unit pelayanan, unsur, layanan"),
        ("7.4", "Tingkat penyajian hasil", "Unit pelayanan"),
    ]


def _dissemination(of: Published) -> list[tuple[str, str, str]]:
    return [
        ("8.1", "Produk yang tersedia untuk umum", "Digital: angka agregat; data mikro tidak"),
        ("8.2", "Tanggal rilis", _published(of)),
        ("8.3", "Alamat publikasi", of.address),
    ]


def _published(of: Published) -> str:
    return of.published_on.isoformat() if of.published_on else ""


def _month(month: int) -> str:
    return f"{month // 100:04d}-{month % 100:02d}"


def variables_of(of: Published) -> list[Row]:
    """MS-Var: each question, then each fact about the respondent."""
    waiting = f"Saat menerima layanan, {of.closing.period.title}"
    about = [
        _variable(
            say(one.label, "id"),
            one.name,
            f"{say(one.label, 'id')} responden, dikelompokkan",
            waiting,
            "; ".join(f"{option.code} = {say(option.label, 'id')}" for option in one.options),
            "Boleh kosong; hanya pilihan yang tersedia",
            say(one.label, "id"),
        )
        for one in FIELDS
    ]
    return [*(_question(of, item, waiting) for item in of.instrument.items.values()), *about]


def _question(of: Published, item: Item, waiting: str) -> Row:
    unsur = next(one for one in of.instrument.unsur if one.code == item.unsur)
    scale, name = of.instrument.scale, say(unsur.name, "id")
    alone = len(unsur.items) == 1
    return _variable(
        f"Penilaian {name}" if alone else f"Penilaian {name}, butir {item.code}",
        item.code,
        f"Pendapat pengguna layanan tentang {name}",
        waiting,
        "; ".join(f"{value} = {say(words, 'id')}" for value, words in item.labels.items()),
        f"Bilangan bulat {scale.low} sampai {scale.high}, atau kosong bila tidak dijawab",
        say(item.text, "id"),
    )


def _variable(
    name: str, alias: str, meaning: str, when: str, codes: str, rule: str, asked: str
) -> Row:
    """Answers of single people are nobody's to see."""
    return {
        "nama_variabel": name,
        "alias": alias,
        "konsep": "Kepuasan masyarakat" if name.startswith("Penilaian") else "Ciri responden",
        "definisi": meaning,
        "referensi_pemilihan": "Kuesioner survei kepuasan masyarakat",
        "referensi_waktu": when,
        "tipe_data": "Bilangan bulat" if name.startswith("Penilaian") else "Teks (kode)",
        "klasifikasi_isian": codes,
        "aturan_validasi": rule,
        "kalimat_pertanyaan": asked,
        "akses_publik": "Tidak",
    }


def indicators(of: Published) -> list[Row]:
    """MS-Ind: the index, then the value of each unsur."""
    names = "; ".join(str(row["nama_variabel"]) for row in variables_of(of)[: -len(FIELDS)])
    value = "NRR unsur = jumlah nilai / jawaban terisi; nilai = NRR x 25, dua desimal"
    index = _indicator(
        of, "Indeks Kepuasan Masyarakat", "Ukuran kepuasan atas seluruh unsur pelayanan",
        _COMPOSED, "Ya", names,
    )  # fmt: skip
    return [
        index,
        *(
            _indicator(
                of, f"Nilai unsur {one.name}", f"Ukuran kepuasan atas {one.name}", value, "Tidak",
                f"Penilaian {one.name}",
            )
            for one in of.closing.figures.unsur
        ),
    ]  # fmt: skip


def _indicator(
    of: Published, name: str, meaning: str, formula: str, composed: str, built_of: str
) -> Row:
    method = of.closing.figures.method
    return {
        "nama_indikator": name,
        "konsep": "Kepuasan masyarakat",
        "definisi": meaning,
        "interpretasi": "Makin tinggi makin puas; mutu A, B, C, D menurut pita "
        f"{method.bands} ({method.source})",
        "metode_rumus": f"{formula}; bobot {method.weight}; versi {method.formula}",
        "ukuran": "Indeks",
        "satuan": "Angka 25 sampai 100",
        "klasifikasi_penyajian": "Unit pelayanan; unsur; layanan",
        "indikator_komposit": composed,
        "kegiatan_penghasil": _title(of),
        "variabel_pembangun": built_of,
        "level_estimasi": "Unit pelayanan",
        "akses_umum": "Ya",
    }
