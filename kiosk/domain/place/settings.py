"""What an office may set, each with its default, what is allowed, and one sentence why.

Where sources disagree, the choice is a setting and the default is stated here.
"""

from kiosk.domain.place import languages
from kiosk.domain.place.setting import Setting, limit, one_of, or_not, weight, whole
from kiosk.domain.place.settings_keep import KEEP
from kiosk.domain.place.settings_region import REGION
from kiosk.domain.place.settings_zi import ZI
from kiosk.domain.refusal import Refusal


class InvalidSetting(Refusal):
    """No such setting, or not one of its values."""


_ALERTS = (
    Setting(
        "peringatan-bagian",
        "30",
        "tidak, atau bilangan 5 sampai 100 (persen)",
        "Beri peringatan bila sekian persen penilaian dua hari terakhir memuat nilai 1 atau 2, dan "
        "itu lebih dari yang dapat dijelaskan kebetulan.",
        or_not(5, 100),
    ),
    Setting(
        "peringatan-banyak",
        "10",
        "tidak, atau bilangan 3 sampai 1000",
        "Beri peringatan bila dalam satu hari sebanyak ini penilaian memuat nilai 1 atau 2, dan "
        "itu lebih dari yang dapat dijelaskan kebetulan.",
        or_not(3, 1000),
    ),
    Setting(
        "peringatan-turun",
        "5",
        "tidak, atau bilangan 1 sampai 50 (poin IKM)",
        "Beri peringatan bila nilai seminggu turun sekian poin dari delapan minggu sebelumnya.",
        or_not(1, 50),
    ),
    Setting(
        "peringatan-sampel",
        "ya",
        "ya atau tidak",
        "Beri peringatan bila sesudah separuh bulan responden tidak akan mencapai sampel minimum.",
        one_of("ya", "tidak"),
    ),
)
_CLOCKS = (
    limit(
        "batas-verifikasi",
        "3",
        "Hari kerja untuk memeriksa dan meneruskan laporan yang masuk (PermenPANRB 62/2018).",
    ),
    limit(
        "batas-informasi",
        "5",
        "Hari kerja untuk menjawab permintaan informasi (PermenPANRB 62/2018).",
    ),
    limit("batas-aspirasi", "5", "Hari kerja untuk menjawab aspirasi (PermenPANRB 62/2018)."),
    limit(
        "batas-tidak-berkadar",
        "14",
        "Hari kerja untuk menyelesaikan pengaduan tidak berkadar pengawasan (PermenPANRB 62/2018).",
    ),
    limit(
        "batas-berkadar",
        "60",
        "Hari kerja untuk menyelesaikan pengaduan berkadar pengawasan (PermenPANRB 62/2018).",
    ),
    limit(
        "batas-tanggapan",
        "10",
        "Hari kerja bagi pelapor untuk menanggapi jawaban; sesudahnya laporan ditutup "
        "(SP4N-LAPOR!, Perpres 76/2013).",
    ),
    limit(
        "batas-keberatan",
        "14",
        "Hari kerja untuk menjawab keberatan pelapor. Aturan tidak menetapkannya; bakunya sama "
        "dengan pengaduan tidak berkadar pengawasan.",
    ),
    limit(
        "batas-gratifikasi",
        "30",
        "Hari kerja untuk melaporkan gratifikasi kepada KPK (Peraturan KPK 1/2026).",
    ),
    Setting(
        "jeda-paling-lama",
        "30",
        "bilangan 0 sampai 365 (hari kerja)",
        "Paling banyak sekian hari kerja dalam satu laporan tidak dihitung karena menunggu "
        "pelapor; sesudahnya waktu berjalan lagi.",
        whole(0, 365),
    ),
)
_ALL = (
    Setting(
        "bobot",
        "exact",
        "exact, 0.111, 0.11 atau bilangan dari 0.1 sampai 1/9",
        "Bobot tiap unsur. PermenPANRB 14/2017 menetapkan 1/n; contohnya mencetak 0,11 dan "
        "sebagian instansi memakai 0,111.",
        weight,
    ),
    Setting(
        "pembulatan-unsur",
        "none",
        "none, 2 atau 3",
        "Angka di belakang koma NRR tiap unsur sebelum dijumlahkan; bakunya tidak dibulatkan.",
        one_of("none", "2", "3"),
    ),
    Setting(
        "urutan-pertanyaan",
        "kuesioner",
        "kuesioner atau daftar",
        "Kuesioner lampiran PermenPANRB 14/2017 menanyakan sarana sebelum pengaduan; daftar "
        "unsurnya sebaliknya.",
        one_of("kuesioner", "daftar"),
    ),
    Setting(
        "sampel-minimum",
        "30",
        "bilangan 5 sampai 1000",
        "Responden paling sedikit bila jumlah kunjungan belum dicatat (arahan SPAK-SPKP 2024).",
        whole(5, 1000),
    ),
    Setting(
        "aturan-sampel",
        "rumus",
        "rumus atau tabel",
        "Sampel minimum menurut rumus Krejcie-Morgan atau tabelnya.",
        one_of("rumus", "tabel"),
    ),
    Setting(
        "n-terkecil",
        "5",
        "bilangan 2 sampai 30",
        "Hasil kelompok yang lebih kecil dari ini tidak ditampilkan, agar tidak ada orang yang "
        "dapat dikenali.",
        whole(2, 30),
    ),
    Setting(
        "gabungan-unit",
        "jawaban",
        "jawaban atau unit",
        "Indeks induk dari semua jawaban unit-unitnya bersama, atau rata-rata indeks unit yang "
        "masing-masing dihitung sekali. PermenPANRB 14/2017 tidak menetapkannya.",
        one_of("jawaban", "unit"),
    ),
    Setting(
        "per-petugas",
        "tidak",
        "tidak atau ya",
        "Nilai per petugas loket, hanya untuk kepala unit dan administrator instansi, dari daftar "
        "jaga yang diisi di halaman loket. Bakunya tidak.",
        one_of("tidak", "ya"),
    ),
    Setting(
        "konversi-skala-6",
        "bagi-1.5",
        "bagi-1.5 atau min-max",
        "Cara membawa SPKP dan SPAK berskala 1-6 ke skala 4.",
        one_of("bagi-1.5", "min-max"),
    ),
    Setting(
        "konversi-hasil",
        "linear",
        "linear atau langkah",
        "Indeks ke poin hasil: indeks/4 x bobot (baku), atau bertahap seperti satu alat BPS.",
        one_of("linear", "langkah"),
    ),
    Setting(
        "sesi-menganggur",
        "15",
        "bilangan 5 sampai 60 (menit)",
        "Meja kerja terkunci setelah sekian menit tanpa dipakai, agar layar yang ditinggal tidak "
        "dapat dipakai orang lain. Berlaku untuk seluruh instalasi.",
        whole(5, 60),
        everywhere=True,
    ),
    Setting(
        "sesi-paling-lama",
        "8",
        "bilangan 1 sampai 24 (jam)",
        "Sesudah sekian jam pegawai masuk lagi, walaupun terus bekerja. Berlaku untuk seluruh "
        "instalasi.",
        whole(1, 24),
        everywhere=True,
    ),
    Setting(
        "waktu-diam",
        "45",
        "bilangan 15 sampai 300 (detik)",
        'Tablet loket bertanya "Masih di sini?" sesudah sekian detik tanpa disentuh; tanpa '
        "jawaban, isian pengunjung dihapus.",
        whole(15, 300),
    ),
    Setting(
        "tablet-sunyi",
        "15",
        "bilangan 5 sampai 240 (menit)",
        "Tablet yang tidak memberi kabar sekian menit pada jam buka dilaporkan di meja kerja.",
        whole(5, 240),
    ),
    Setting(
        "pembuka",
        "tidak",
        "tidak atau ketuk",
        "Pertanyaan pembuka satu ketukan (empat wajah) di loket. Ketukan tidak pernah masuk IKM.",
        one_of("tidak", "ketuk"),
    ),
    Setting(
        "entri-ganda",
        "ya",
        "ya atau tidak",
        "Formulir kertas diketik dua orang dan masuk bila keduanya sama. Dengan tidak, satu orang "
        "cukup, dan halaman cetakan menyebutkannya.",
        one_of("ya", "tidak"),
    ),
    Setting(
        "masa-token",
        "120",
        "bilangan 10 sampai 1440 (menit)",
        "Lama berlaku satu tanda kunjungan, dari sepuluh menit sampai satu hari.",
        whole(10, 1440),
    ),
    Setting(
        "bahasa",
        languages.DEFAULT,
        "kode bahasa dipisah spasi, id di antaranya, misalnya id en; yang teksnya belum diperiksa "
        "penuturnya dengan tanda seru, misalnya jv!",
        "Bahasa yang ditawarkan pada halaman warga. Kalimat yang belum diterjemahkan tampil dalam "
        "bahasa Indonesia.",
        languages.is_list,
    ),
    *_ALERTS,
    *_CLOCKS,
    *ZI,
    *KEEP,
    *REGION,
)
SETTINGS = {one.name: one for one in _ALL}


def check(name: str, value: str) -> None:
    """Raises `InvalidSetting`."""
    known = SETTINGS.get(name)
    if known is None:
        raise InvalidSetting(
            'Pengaturan "%(name)s" tidak dikenal. Yang ada: %(known)s.',
            name=name[:40],
            known=", ".join(SETTINGS),
        )
    if not known.accepts(value):
        raise InvalidSetting(
            'Nilai "%(value)s" tidak berlaku untuk %(name)s. Isi dengan %(allowed)s.',
            value=value[:40],
            name=name,
            allowed=known.allowed,
        )


def check_scope(name: str, *, of_unit: bool) -> None:
    """Raises `InvalidSetting` for what cannot differ from unit to unit."""
    if of_unit and SETTINGS[name].everywhere:
        raise InvalidSetting(
            "%(name)s berlaku untuk seluruh instalasi; ubah di pengaturan instalasi.", name=name
        )
