"""What the survey of an instrument, its index and the rules behind it are called in a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_SERVICE_LAW = "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik"
_PERMENPANRB = "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi"


@dataclass(frozen=True)
class SurveyNames:
    """``rule``: the regulation of the survey, in full; ``laws``: all of its grounds."""

    survey: str
    short: str
    index: str
    index_short: str
    rule: str
    what: str
    """What the index measures, as it stands after "mengukur"."""

    @property
    def laws(self) -> tuple[str, ...]:
        return (_SERVICE_LAW, self.rule)


_SKM = SurveyNames(
    "Survei Kepuasan Masyarakat",
    "SKM",
    "Indeks Kepuasan Masyarakat",
    "IKM",
    f"{_PERMENPANRB} Nomor 14 Tahun 2017 tentang Pedoman Penyusunan Survei Kepuasan Masyarakat "
    "Unit Penyelenggara Pelayanan Publik",
    "tingkat kepuasan masyarakat",
)
_ZI_RULE = (
    f"{_PERMENPANRB} Nomor 90 Tahun 2021 tentang Pembangunan dan Evaluasi Zona Integritas Menuju "
    "Wilayah Bebas dari Korupsi dan Wilayah Birokrasi Bersih dan Melayani di Instansi Pemerintah"
)
_NAMES: Mapping[str, SurveyNames] = MappingProxyType(
    {
        "skm": _SKM,
        "spkp": SurveyNames(
            "Survei Persepsi Kualitas Pelayanan",
            "SPKP",
            "Indeks Persepsi Kualitas Pelayanan",
            "IPKP",
            _ZI_RULE,
            "persepsi pengguna layanan tentang kualitas pelayanan",
        ),
        "spak": SurveyNames(
            "Survei Persepsi Anti Korupsi",
            "SPAK",
            "Indeks Persepsi Anti Korupsi",
            "IPAK",
            _ZI_RULE,
            "persepsi pengguna layanan tentang korupsi pada pelayanan",
        ),
    }
)


def names_of(survey: str) -> SurveyNames:
    return _NAMES.get(survey, _SKM)
