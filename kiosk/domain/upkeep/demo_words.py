"""What people write under "saran": without names, some thankful, some angry, some only useful."""

GLAD = (
    "Pelayanan cepat dan petugasnya ramah. Terima kasih.",
    "Sudah bagus, pertahankan.",
    "Petugas menjelaskan dengan sabar sampai saya mengerti.",
    "Berkas saya selesai hari itu juga, jauh lebih cepat dari tahun lalu.",
    "Tidak dipungut biaya sama sekali. Luar biasa.",
    "Ruang tunggu bersih dan ada air minum.",
    "Terima kasih sudah mendahulukan orang tua saya yang memakai kursi roda.",
    "Sekarang ada nomor antrean, jadi tidak berebut lagi.",
    "Petugas mau membantu mengisi formulir karena saya tidak bawa kacamata.",
    "Syaratnya jelas terpampang di depan loket.",
    "Saya datang dari kampung, dilayani dengan baik dan tidak disuruh bolak-balik.",
    "Senang bisa bertanya dulu lewat WhatsApp sebelum datang.",
    "Semoga tetap melayani dengan hati.",
)
PLAIN = (
    "Mohon ditambah kursi di ruang tunggu.",
    "Sebaiknya jam istirahat petugas bergantian supaya loket tidak kosong.",
    "Tolong pasang papan petunjuk dari pintu masuk.",
    "Kalau bisa syarat-syaratnya dikirim lewat pesan sebelum kami datang.",
    "Parkiran sempit, mohon diperluas.",
    "Kipas anginnya ditambah, siang hari panas sekali.",
    "Perlu tempat khusus untuk ibu menyusui.",
    "Buka pelayanan keliling ke desa sebulan sekali.",
    "Toilet perlu dibersihkan lebih sering.",
    "Tambah petugas pada hari Senin karena selalu penuh.",
    "Mohon ada layanan pada hari Sabtu bagi yang bekerja.",
    "Jalur kursi roda ada, tetapi terlalu curam.",
    "Tulisan di papan pengumuman terlalu kecil.",
    "Nomor antrean tolong dipanggil lewat pengeras suara.",
)
CROSS = (
    "Menunggu dari pagi, baru dilayani siang.",
    "Jaringan selalu gangguan, saya sudah tiga kali datang.",
    "Dijanjikan selesai tiga hari, sudah dua minggu belum jadi.",
    "Petugas sibuk dengan telepon genggam.",
    "Informasi di loket berbeda dengan yang di papan.",
    "Ada yang datang belakangan tetapi dilayani duluan.",
    "Blanko habis dan tidak ada pemberitahuan sebelumnya.",
    "Saya pernah menyampaikan pengaduan, belum ada jawaban.",
    "Ongkos ojek pulang pergi lebih mahal dari urusannya. Tolong jangan disuruh kembali lagi.",
    "Loket tutup sebelum jamnya.",
    "Cara bicara petugas kurang sopan kepada orang tua.",
    "Ruangan panas, kursi kurang, antrean tidak jelas.",
    "Biaya fotokopi di sekitar kantor mahal, mohon disediakan mesin.",
)
BY_MOOD = (GLAD, (*PLAIN, *GLAD[:4]), (*PLAIN, *CROSS[:3]), CROSS)
"""In the order of `demo_scores.MOODS`."""
