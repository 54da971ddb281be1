"""Kinds of office in the demo: what each offers, at which counters, how it is read.

Names of services follow what such offices publish; nothing here names a person.
"""

from dataclasses import dataclass
from enum import Enum


class Fee(Enum):
    """What a citizen meets at unsur biaya."""

    LEFT_BLANK = "free by law, the question is not asked"
    FREE = "free, and asked: most answer Gratis"
    PAID = "a tariff is due"


@dataclass(frozen=True)
class ServicePlan:
    """``share``: of the unit's visitors, in any unit of measure."""

    code: str
    name: str
    fee: Fee = Fee.FREE
    share: float = 1.0


@dataclass(frozen=True)
class PointPlan:
    """``services``: codes it is narrowed to; none means all of the unit's."""

    name: str
    services: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """``zi``: the unit builds a Zona Integritas and keeps SPKP and SPAK. ``season``: see
    `demo_volume`."""

    services: tuple[ServicePlan, ...]
    points: tuple[PointPlan, ...]
    zi: bool = False
    season: str = "umum"
    size: float = 1.0


S, P = ServicePlan, PointPlan

KPU = Kind(
    (
        S("PINDAH-MEMILIH", "Pindah memilih (formulir A-Pindah Memilih)", Fee.LEFT_BLANK, 3),
        S("CEK-DPT", "Cek dan perbaikan data pemilih", Fee.LEFT_BLANK, 4),
        S("SALINAN-DPT", "Salinan daftar pemilih", share=1),
        S("PPID", "Permohonan informasi publik (PPID)", share=2),
        S("PAW", "Verifikasi penggantian antarwaktu anggota DPRD", share=0.3),
        S("RUMAH-PINTAR", "Kunjungan Rumah Pintar Pemilu", Fee.LEFT_BLANK, 1.5),
    ),
    (
        P("Loket 1 Pelayanan terpadu"),
        P("Loket 2 Data pemilih", ("PINDAH-MEMILIH", "CEK-DPT", "SALINAN-DPT")),
        P("Meja PPID", ("PPID", "SALINAN-DPT")),
    ),
    zi=True,
    season="pemilu",
)
BAWASLU = Kind(
    (
        S("LAPORAN", "Penerimaan laporan dugaan pelanggaran", share=2),
        S("SENGKETA", "Permohonan penyelesaian sengketa proses", share=0.6),
        S("PPID", "Permohonan informasi publik (PPID)", share=2.5),
        S("KONSULTASI", "Konsultasi hukum dan pengawasan", share=2),
        S("POJOK", "Pojok pengawasan partisipatif", Fee.LEFT_BLANK, 1),
    ),
    (P("Loket 1 Penerimaan laporan"), P("Meja PPID", ("PPID", "KONSULTASI"))),
    zi=True,
    season="pemilu",
)
SETDA = Kind(
    (
        S("PPID", "Permohonan informasi publik (PPID)", share=2),
        S("SURAT", "Penerimaan surat dan tindak lanjut disposisi", share=3),
        S("AUDIENSI", "Permohonan audiensi", share=1),
        S("BANSOS", "Permohonan bantuan sosial dan hibah", share=1.5),
    ),
    (P("Meja tamu Kantor Bupati"), P("Meja PPID", ("PPID",))),
    size=0.6,
)
# UU 24/2013, Pasal 79A: population documents cost nothing.
DUKCAPIL = Kind(
    (
        S("KTP-EL", "KTP elektronik", Fee.LEFT_BLANK, 4),
        S("KK", "Kartu keluarga", Fee.LEFT_BLANK, 3),
        S("PINDAH", "Surat keterangan pindah", share=1.2),
        S("AKTA-LAHIR", "Akta kelahiran", Fee.LEFT_BLANK, 2.5),
        S("AKTA-MATI", "Akta kematian", Fee.LEFT_BLANK, 0.7),
        S("KIA", "Kartu identitas anak", Fee.LEFT_BLANK, 1.2),
        S("IKD", "Aktivasi Identitas Kependudukan Digital", Fee.LEFT_BLANK, 0.8),
        S("LEGALISASI", "Legalisasi dokumen kependudukan", share=1),
    ),
    (
        P("Loket 1 Pelayanan terpadu"),
        P("Loket 2 Perekaman KTP elektronik", ("KTP-EL", "IKD")),
        P("Loket 3 Pencatatan sipil", ("AKTA-LAHIR", "AKTA-MATI", "KIA")),
        P("Loket 4 Pengambilan dokumen"),
    ),
    zi=True,
    season="sekolah",
    size=2.0,
)
DPMPTSP = Kind(
    (
        S("OSS", "Izin usaha berbasis risiko (OSS)", share=3),
        S("PBG", "Persetujuan bangunan gedung", Fee.PAID, 1.2),
        S("REKLAME", "Izin penyelenggaraan reklame", Fee.PAID, 0.7),
        S("PRAKTIK", "Izin praktik tenaga kesehatan", share=1),
        S("PENELITIAN", "Surat keterangan penelitian", share=1),
        S("KONSULTASI", "Konsultasi perizinan dan LKPM", share=1),
    ),
    (
        P("Loket 1 Pelayanan terpadu"),
        P("Loket 2 Pendampingan OSS", ("OSS", "KONSULTASI")),
        P("Loket 3 Pengambilan izin"),
    ),
    size=1.1,
)
PUSKESMAS = Kind(
    (
        S("UMUM", "Rawat jalan umum", Fee.PAID, 4),
        S("KIA-KB", "Kesehatan ibu, anak, dan KB", share=2),
        S("IMUNISASI", "Imunisasi", Fee.LEFT_BLANK, 1.5),
        S("GIGI", "Kesehatan gigi dan mulut", Fee.PAID, 1),
        S("LAB", "Laboratorium sederhana", Fee.PAID, 0.8),
        S("UGD", "Tindakan dan gawat darurat", Fee.PAID, 0.6),
        S("FARMASI", "Pelayanan obat", share=1.6),
    ),
    (
        P("Loket pendaftaran"),
        P("Ruang KIA dan imunisasi", ("KIA-KB", "IMUNISASI")),
        P("Ruang farmasi", ("FARMASI",)),
    ),
    season="kesehatan",
    size=1.5,
)
KECAMATAN = Kind(
    (
        S("PENGANTAR", "Surat pengantar dan keterangan", Fee.LEFT_BLANK, 3),
        S("AHLI-WARIS", "Pengesahan surat keterangan ahli waris", share=0.8),
        S("LEGALISASI", "Legalisasi surat", share=1.2),
        S("REKOMENDASI", "Rekomendasi izin keramaian", share=0.8),
        S("DOMISILI", "Surat keterangan domisili usaha", share=1),
    ),
    (P("Loket 1 Pelayanan Administrasi Terpadu Kecamatan (PATEN)"),),
    season="sekolah",
    size=0.45,
)
KELURAHAN = Kind(
    (
        S("SKTM", "Surat keterangan tidak mampu", Fee.LEFT_BLANK, 2),
        S("DOMISILI", "Surat keterangan domisili", share=1.5),
        S("PENGANTAR-KTP", "Pengantar pengurusan KTP dan KK", Fee.LEFT_BLANK, 2),
        S("USAHA", "Surat keterangan usaha", share=1),
    ),
    (P("Loket pelayanan"),),
    season="sekolah",
    size=0.4,
)
PUSTU = Kind(
    (
        S("UMUM", "Pemeriksaan umum", Fee.PAID, 3),
        S("KIA", "Kesehatan ibu dan anak", share=2),
        S("IMUNISASI", "Imunisasi", Fee.LEFT_BLANK, 1.5),
    ),
    (P("Loket pendaftaran"),),
    season="kesehatan",
    size=0.5,
)
UPTD_DUKCAPIL = Kind(
    (
        S("KTP-EL", "Perekaman KTP elektronik", Fee.LEFT_BLANK, 3),
        S("KK", "Kartu keluarga", Fee.LEFT_BLANK, 2),
        S("LEGALISASI", "Legalisasi dokumen kependudukan", share=1),
        S("AKTA-LAHIR", "Akta kelahiran", Fee.LEFT_BLANK, 2),
    ),
    (P("Loket 1 Pelayanan terpadu"), P("Loket 2 Perekaman", ("KTP-EL",))),
    season="sekolah",
    size=0.7,
)
PENGHUBUNG = Kind(
    (
        S("ASRAMA", "Layanan asrama mahasiswa", Fee.PAID, 1),
        S("WARGA", "Pendampingan warga NTT di rantau", share=2),
        S("PROMOSI", "Informasi promosi dan anjungan daerah", share=1.5),
    ),
    (P("Meja layanan"),),
    size=0.4,
)
