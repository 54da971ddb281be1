"""Settings of Zona Integritas and of the surveys it rests on."""

from kiosk.domain.place.setting import Setting, one_of, whole

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
        "uji-area",
        "gabungan",
        "gabungan atau tiap-bagian",
        "Syarat nilai tiap area pengungkit diuji pada pemenuhan dan reform bersama, atau pada "
        "masing-masing bagian. Alat yang beredar berbeda.",
        one_of("gabungan", "tiap-bagian"),
    ),
)
