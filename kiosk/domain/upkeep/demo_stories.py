"""What people complain of, ask and propose in the demo, and what offices answer. No names."""

from dataclasses import dataclass

from kiosk.domain.complaint.kinds import Category, Kind


@dataclass(frozen=True)
class Story:
    """``question``: what the office has to ask first; ``reply``: what the reporter says to it;
    ``objection``: why the first answer did not do."""

    kind: Kind
    category: Category
    title: str
    body: str
    answer: str
    question: str = "Mohon sebutkan hari dan perkiraan jam kejadian, agar kami dapat memeriksanya."
    reply: str = "Hari Selasa, kira-kira pukul sepuluh pagi."
    objection: str = "Jawaban ini belum menyelesaikan masalah saya. Mohon diperiksa lagi di loket."


_COMPLAINT, _HOPE, _QUESTION = Kind.COMPLAINT, Kind.ASPIRATION, Kind.INFORMATION
ORDINARY = (
    Story(
        _COMPLAINT,
        Category.TIME,
        "Sudah tiga minggu belum jadi",
        "Berkas saya lengkap dan dijanjikan selesai tiga hari kerja. Sudah tiga minggu, setiap "
        "kali datang disuruh kembali minggu depan tanpa penjelasan.",
        "Berkas Anda tertahan karena blanko habis sejak tanggal 3. Blanko sudah datang; dokumen "
        "selesai dan dapat diambil di loket 1 mulai besok. Kami mohon maaf.",
    ),
    Story(
        _COMPLAINT,
        Category.CONDUCT,
        "Dilayani sambil bermain telepon genggam",
        "Petugas di loket menjawab tanpa melihat saya dan terus memegang telepon genggam. Orang "
        "tua di belakang saya akhirnya pulang.",
        "Kami sudah berbicara dengan petugas loket. Mulai minggu ini telepon genggam disimpan "
        "selama jam pelayanan. Terima kasih sudah menyampaikan.",
    ),
    Story(
        _COMPLAINT,
        Category.PROCEDURE,
        "Syarat di papan berbeda dengan di loket",
        "Di papan tertulis cukup fotokopi kartu keluarga, di loket diminta juga surat pengantar. "
        "Saya pulang lagi empat puluh kilometer untuk selembar surat.",
        "Surat pengantar tidak lagi menjadi syarat. Papan sudah benar, petugas loket sudah kami "
        "beri tahu. Silakan datang tanpa antre, tunjukkan nomor laporan ini.",
    ),
    Story(
        _COMPLAINT,
        Category.FACILITIES,
        "Kursi tunggu kurang dan atap bocor",
        "Waktu hujan ruang tunggu basah, ibu-ibu hamil berdiri karena kursi tinggal separuh.",
        "Atap diperbaiki minggu ini dan dua belas kursi tambahan sudah dipesan. Sementara itu aula "
        "kami buka untuk menunggu.",
    ),
    Story(
        _COMPLAINT,
        Category.TIME,
        "Loket tutup sebelum jamnya",
        "Pukul 14.30 loket sudah tutup, padahal tertulis sampai 16.00. Kami delapan orang menunggu "
        "di luar.",
        "Benar, hari itu petugas dipanggil rapat dan loket ditutup. Sejak sekarang satu loket "
        "tetap buka selama jam kerja.",
    ),
    Story(
        _COMPLAINT,
        Category.REQUIREMENTS,
        "Nama saya salah ketik",
        "Nama saya di dokumen yang baru jadi salah satu huruf. Sudah dua kali diminta membawa "
        "berkas yang sama untuk membetulkannya.",
        "Nama sudah kami betulkan menurut berkas yang ada. Dokumen baru dapat diambil kapan saja; "
        "berkas tidak perlu dibawa lagi.",
        question="Mohon kirim foto bagian yang salah lewat halaman ini.",
        reply="Dokumennya saya tinggalkan di loket kemarin, sudah diterima petugas.",
    ),
    Story(
        _COMPLAINT,
        Category.OTHER,
        "Nomor antrean dilompati",
        "Saya nomor 14, dipanggil 15 sampai 20 lebih dahulu. Katanya mereka mendaftar kemarin.",
        "Pendaftaran dari hari sebelumnya sekarang mendapat nomor sendiri yang dipanggil "
        "bergantian, dan terlihat di layar.",
    ),
    Story(
        _COMPLAINT,
        Category.PROCEDURE,
        "Tidak ada yang menjawab telepon",
        "Nomor kantor di papan saya hubungi lima hari berturut-turut, tidak pernah diangkat. Dari "
        "desa kami perlu setengah hari untuk datang bertanya.",
        "Saluran telepon rusak dan baru diperbaiki hari ini. Pesan WhatsApp ke nomor yang sama "
        "juga kami jawab pada jam kerja.",
    ),
    Story(
        _QUESTION,
        Category.OTHER,
        "Mengurus lewat keluarga",
        "Saya bekerja di luar pulau. Bolehkah diurus keluarga, dan apa saja yang harus disiapkan?",
        "Boleh. Siapkan surat kuasa, fotokopi KTP-el Anda dan KTP-el yang mewakili. Selebihnya "
        "kami uruskan di sini, selesai dalam satu hari.",
    ),
    Story(
        _QUESTION,
        Category.OTHER,
        "Jadwal pelayanan keliling",
        "Kapan pelayanan keliling ke desa kami bulan ini, dan layanan apa saja yang dibawa?",
        "Pelayanan keliling datang pada Kamis minggu ketiga di kantor desa, pukul 09.00 sampai "
        "14.00, untuk semua layanan kecuali perekaman foto.",
    ),
    Story(
        _HOPE,
        Category.FACILITIES,
        "Mohon jalur kursi roda yang landai",
        "Jalurnya ada tetapi terlalu curam, ayah saya tidak kuat. Kalau bisa dibuat lebih landai.",
        "Usul ini kami masukkan ke perbaikan gedung triwulan depan. Sampai selesai, tekan bel di "
        "pintu samping dan petugas akan membantu.",
    ),
    Story(
        _HOPE,
        Category.TIME,
        "Buka sekali sebulan pada hari Sabtu",
        "Kami buruh harian, kalau datang hari kerja hilang upah sehari. Mohon dibuka sekali "
        "sebulan hari Sabtu.",
        "Mulai bulan depan kami buka pada Sabtu pertama, pukul 08.00 sampai 12.00.",
    ),
)
SEALED = (
    Story(
        _COMPLAINT,
        Category.LEVY,
        "Diminta uang supaya cepat",
        "Di loket saya diminta seratus lima puluh ribu supaya selesai hari itu juga. Tidak ada "
        "kuitansi. Yang membayar memang dipanggil lebih dahulu.",
        "Tim telah memeriksa dan menindaklanjuti sesuai aturan disiplin. Layanan ini tidak "
        "dipungut biaya apa pun; terima kasih sudah melapor.",
        question="Apakah ada orang lain yang melihat, dan kira-kira tanggal berapa?",
        reply="Ada, beberapa orang di antrean. Minggu pertama bulan ini.",
    ),
    Story(
        _COMPLAINT,
        Category.BROKER,
        "Orang di parkiran menawarkan jasa",
        "Di parkiran ada yang menawarkan mengurus tanpa antre dan langsung dilayani lewat pintu "
        "samping.",
        "Pintu samping sekarang terkunci dan dijaga. Pemeriksaan terhadap yang terlibat berjalan.",
    ),
    Story(
        _COMPLAINT,
        Category.ABUSE,
        "Berkas kerabat didahulukan",
        "Berkas keluarga pejabat selesai dalam sejam, milik kami yang masuk lebih dulu ditunda.",
        "Urutan penyelesaian kini tercatat dan diperiksa setiap hari oleh tim.",
    ),
)
FOREIGN = Story(
    _COMPLAINT,
    Category.OTHER,
    "Lampu jalan mati",
    "Lampu jalan di depan pasar sudah sebulan mati, gelap sekali kalau pulang malam.",
    "Lampu jalan bukan kewenangan kantor kami. Silakan sampaikan kepada dinas perhubungan "
    "kabupaten, atau lewat lapor.go.id agar diteruskan.",
)
VAGUE = Story(
    _COMPLAINT,
    Category.OTHER,
    "Tolong diperbaiki",
    "Tolong semuanya diperbaiki.",
    "Terima kasih. Laporan ini belum memuat kejadian yang dapat kami periksa; kirim lagi dengan "
    "menyebut apa yang terjadi, di loket mana dan kapan.",
)
ASKED_FOR = "Waktu kejadian belum jelas."
NOT_ENOUGH = "Tidak memuat kejadian, tempat atau waktu."
SECOND_ANSWER = (
    "Kami sudah memeriksa ulang bersama kepala unit dan menyelesaikannya hari ini. Terima kasih "
    "atas kesabaran Anda."
)
REPORTERS = (
    "Maria Tefa",
    "Yohanis Nubatonis",
    "Debora Liu",
    "Agustinus Banoet",
    "Siti Rahma",
    "Ferdinan Kase",
)
