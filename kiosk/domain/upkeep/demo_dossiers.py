"""What the demo's dossiers of Zona Integritas hold: standards, a maklumat, answers of the LKE, an
evaluation, a finding, and the office that was granted WBK last year. Nobody real is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from kiosk.domain.zi.finding import State
from kiosk.domain.zi.phase import PASSED, WBK, Phase
from kiosk.domain.zi.pledge import USUAL

SAMPLE = "CONTOH\nbukan dokumen resmi"
PUBLISHED_AGO = timedelta(days=60)
EVALUATED_AGO, FOUND_AGO, FOUND_DAYS = timedelta(days=45), timedelta(days=40), timedelta(days=60)


@dataclass(frozen=True)
class Promised:
    """``time``: (amount, unit) as the form of a standard sends them."""

    time: tuple[str, str]
    needs: str
    product: str


_PLAIN = Promised(("30", "menit"), "KTP elektronik", "Tanda terima layanan")
_PROMISED: Mapping[str, Promised] = MappingProxyType(
    {
        "PINDAH-MEMILIH": Promised(
            ("20", "menit"), "KTP elektronik atau kartu keluarga\nBukti alasan pindah memilih",
            "Formulir A-Surat Pindah Memilih",
        ),
        "CEK-DPT": Promised(
            ("10", "menit"), "KTP elektronik atau kartu keluarga", "Keterangan terdaftar",
        ),
        "SALINAN-DPT": Promised(
            ("1", "hari-kerja"), "Surat permohonan\nKTP elektronik pemohon",
            "Salinan daftar pemilih",
        ),
        "PPID": Promised(
            ("10", "hari-kerja"), "Formulir permohonan informasi\nKTP elektronik pemohon",
            "Informasi yang diminta, atau jawaban tertulis",
        ),
        "PAW": Promised(
            ("5", "hari-kerja"), "Surat pimpinan DPRD\nKelengkapan calon pengganti",
            "Surat hasil verifikasi",
        ),
        "RUMAH-PINTAR": Promised(
            ("60", "menit"), "Surat permohonan rombongan, bila lebih dari sepuluh orang",
            "Kunjungan yang dipandu",
        ),
    }
)  # fmt: skip
_HOUSE: Mapping[str, str] = MappingProxyType(
    {
        "prosedur": "Ambil nomor antrean\nSerahkan berkas di loket\nPetugas memeriksa berkas\n"
        "Terima hasilnya di loket yang sama",
        "pengaduan": "Pindai kode QR di loket, atau sampaikan kepada petugas pengaduan\n"
        "Dijawab paling lambat 14 hari kerja",
        "hukum": "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
        "sarana": "Ruang tunggu, kursi roda, jalur landai, dan ruang laktasi",
        "kompetensi": "Menguasai prosedur layanan dan komputer, ramah",
        "pengawasan": "Diawasi atasan langsung setiap hari",
        "pelaksana": "Dua petugas loket dan satu penyelia",
        "jaminan": "Berkas yang salah karena petugas diperbaiki pada hari yang sama",
        "keamanan": "Data pemohon hanya dipakai untuk layanan ini",
        "evaluasi": "Dinilai tiap triwulan dengan hasil survei kepuasan",
    }
)


def standard(service: str, number: int, day: date) -> dict[str, str]:
    """All fourteen components, as the form of a standard would send them. ``number``: of the SK."""
    found = _PROMISED.get(service, _PLAIN)
    amount, unit = found.time
    return {
        **_HOUSE,
        "persyaratan": found.needs,
        "produk": found.product,
        "time_amount": amount,
        "time_unit": unit,
        "fee": "gratis",
        "decree": f"Contoh/{number}/{day.year}",
        "decided_on": day.isoformat(),
    }


def pledge(day: date) -> dict[str, str]:
    """As its form would send it."""
    return {
        "text": USUAL,
        "signer": "Kepala Contoh",
        "post": "Kepala kantor",
        "signed_on": day.isoformat(),
    }


ANSWERS = (
    ("I.p.i.a", "Ya", "SK tim kerja ditetapkan kepala kantor"),
    ("I.p.i.b", "B", "Anggota diusulkan tiap bagian; satu bagian belum terwakili"),
    ("I.p.ii.a", "Ya", "Rencana kerja disahkan bersama piagam pencanangan"),
    ("I.p.ii.b", "A", "Semua target menyangkut loket"),
    ("V.p.i.a", "B", "Kampanye tanpa gratifikasi sekali, menjelang hari raya"),
    ("V.p.iii.a", "B", "Kebijakan pengaduan instansi diterapkan di semua loket"),
    ("VI.p.i.a", "A", "Standar semua layanan ditetapkan dengan SK"),
    ("VI.p.v.b", "Ya", "Data antrean, survei, dan pengaduan dalam satu sistem"),
)
"""(item of the LKE, option, note)."""


def evaluation(day: date) -> dict[str, object]:
    """Of complaint handling."""
    return {
        "scope": "pengaduan",
        "held_on": day,
        "recommendations": 3,
        "followed": 2,
        "summary": "Rapat triwulan: waktu jawab memanjang saat petugas cuti",
    }


FOUND_STATES = (State.NEW, State.RUNNING)


def finding(day: date) -> dict[str, object]:
    """``day``: it was received."""
    return {
        "kind": "saran",
        "number": f"Contoh/4/{day.year}",
        "received": day,
        "text": "Papan standar pelayanan tidak terbaca dari kursi tunggu.",
        "due": day + FOUND_DAYS,
        "action": "Papan baru dipesan, hurufnya lebih besar (Kepala Seksi Pelayanan).",
    }


_TEAMS = {
    f"tim_{area}": "Ketua tim dan dua anggota" for area in ("I", "II", "III", "IV", "V", "VI")
}


def granted(year: int) -> tuple[tuple[Phase, dict[str, str]], ...]:
    """The five phases of an office that was granted WBK in ``year``."""
    said: dict[Phase, tuple[str, dict[str, str]]] = {
        Phase.DECLARED: ("02-10", {
            "place": "Aula kantor", "by": "Kepala kantor", "signed": "26", "staff": "26",
            "pakta_on": f"{year}-02-10", "pledge": "Melayani tanpa pungutan dan tanpa calo.",
            "pledge_on": f"{year}-02-11",
        }),
        Phase.BUILT: ("03-03", {"sk": f"Contoh/7/{year}", "sk_on": f"{year}-02-27", **_TEAMS}),
        Phase.PROPOSED: ("06-16", {
            "predicate": WBK, "letter": f"Contoh/12/{year}", "by": "Instansi pusat",
        }),
        Phase.ASSESSED: ("08-25", {
            "tpi_by": "Inspektur", "tpi_total": "79.4", "tpn_on": f"{year}-10-20",
            "tpn_letter": f"Contoh/90/{year}", "tpn_total": "77.15", "result": PASSED,
        }),
        Phase.GRANTED: ("12-08", {
            "predicate": WBK, "letter": f"Contoh/900/{year}", "by": "Menteri PANRB",
        }),
    }  # fmt: skip
    return tuple((one, {"on": f"{year}-{day}", **facts}) for one, (day, facts) in said.items())
