"""Settings of Zona Integritas and of the surveys it rests on."""

from kiosk.domain.place.setting import Setting, one_of, whole
from kiosk.domain.place.setting_shares import shares

ZI: tuple[Setting, ...] = (
    Setting(
        "aduan-nol",
        "penuh",
        "penuh atau kosong",
        "Unit tanpa satu pun pengaduan: butir LKE dinilai penuh, atau dikosongkan. Alat hitung "
        "yang beredar berbeda.",
        one_of("penuh", "kosong"),
    ),
    Setting(
        "respon-cepat",
        "80",
        "bilangan 50 sampai 100 (persen)",
        "Pengaduan disebut direspon dengan cepat bila sedikitnya sekian persen dijawab sebelum "
        "batas waktunya. LKE tidak menyebut angkanya.",
        whole(50, 100),
    ),
    Setting(
        "banyak-kanal",
        "3",
        "bilangan 2 sampai 7",
        "Pengaduan ditangani melalui berbagai kanal bila sedikitnya sekian kanal terbuka atau "
        "dipakai. LKE tidak menyebut angkanya.",
        whole(2, 7),
    ),
    Setting(
        "evaluasi-berkala",
        "2",
        "bilangan 2 sampai 12",
        "Evaluasi penanganan pengaduan disebut berkala bila sedikitnya sekian kali setahun. LKE "
        "tidak menyebut angkanya.",
        whole(2, 12),
    ),
    Setting(
        "bobot-pekppp-aspek",
        "24/25/18/11/10/12",
        "enam bilangan bulat dengan garis miring, berjumlah tepat 100",
        "Bobot aspek PEKPPP: kebijakan, SDM, sarana, SIPP, konsultasi dan pengaduan, inovasi. "
        "Sumber lain memberi bobot berbeda.",
        shares(6, is_whole=True),
    ),
    Setting(
        "bobot-pekppp-kebijakan",
        "17/7/7/7",
        "empat bilangan bulat dengan garis miring, berjumlah paling banyak 100",
        "Bobot indikator PEKPPP 6, 7, 8 dan 9 di dalam aspek kebijakan pelayanan; sisanya milik "
        "indikator 1 sampai 5.",
        shares(4, is_whole=False),
    ),
    Setting(
        "bobot-pekppp-pengaduan",
        "20/25/25/30",
        "empat bilangan bulat dengan garis miring, berjumlah tepat 100",
        "Bobot indikator PEKPPP 25, 26, 27 dan 28 di dalam aspek konsultasi dan pengaduan.",
        shares(4, is_whole=True),
    ),
    Setting(
        "uji-area",
        "gabungan",
        "gabungan atau tiap-bagian",
        "Syarat nilai tiap area pengungkit diuji pada pemenuhan dan reform bersama, atau pada "
        "masing-masing bagian. Alat yang beredar berbeda.",
        one_of("gabungan", "tiap-bagian"),
    ),
    Setting(
        "ambang-wbbm",
        "baku",
        "baku atau daerah",
        "Ambang WBBM untuk Birokrasi yang Bersih dan Akuntabel serta capaian kinerja: 19,50 dan "
        "3,75 seperti pada dua sumber, atau 18,25 dan 2,50 seperti WBK pada satu alat daerah.",
        one_of("baku", "daerah"),
    ),
    Setting(
        "gabungan-survei",
        "bersama",
        "bersama, lengkap atau bergilir",
        "Unit dengan beberapa survei (SKM, SPKP, SPAK): semua dalam satu kunjungan dan butir yang "
        "sama ditanyakan sekali; semua dan setiap butir ditanyakan; atau setiap pengunjung "
        "mendapat satu survei yang diundi, sehingga tidak ada yang menjawab 22 butir.",
        one_of("bersama", "lengkap", "bergilir"),
    ),
    Setting(
        "butir-bersama",
        "kata-sama",
        "kata-sama, semakna atau tidak",
        "Butir mana yang dianggap sama pada dua survei berskala sama: hanya yang bunyinya sama, "
        "juga yang pokoknya sama dengan kata lain (label jawaban survei kedua hilang), atau tidak "
        "ada. Pasangannya tertulis di butir-bersama.toml dengan alasannya.",
        one_of("kata-sama", "semakna", "tidak"),
    ),
    Setting(
        "batas-rekomendasi",
        "60",
        "bilangan 14 sampai 90 (hari kalender)",
        "Rekomendasi Ombudsman tanpa tenggat pada suratnya jatuh tempo sekian hari sesudah "
        "diterima. UU 37/2008 Pasal 38: laporan pelaksanaan paling lambat 60 hari.",
        whole(14, 90),
    ),
)
