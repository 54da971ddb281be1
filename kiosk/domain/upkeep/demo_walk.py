"""How far the first office of the demo is in Zona Integritas: declared, and at work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from kiosk.domain.index.plan import PlanState

DECLARED_AGO = timedelta(days=75)
"""Everything else is counted from that day."""


@dataclass(frozen=True)
class ActionPlan:
    """``days``: until it is due, from the day of the charter."""

    area: str
    action: str
    owner: str
    days: int
    state: PlanState
    progress: int


_RUNS, _WAITS = PlanState.RUNNING, PlanState.PROPOSED
ACTIONS = (
    ActionPlan("I", "Menunjuk dua agen perubahan dan menyusun rencana kerjanya",
               "Ketua tim kerja", 60, _RUNS, 80),
    ActionPlan("II", "Memperbarui SOP pelayanan yang paling banyak dikeluhkan",
               "Kepala Seksi Pelayanan", 120, _RUNS, 45),
    ActionPlan("III", "Menetapkan penilaian kinerja petugas loket tiap triwulan",
               "Kepala Subbagian Kepegawaian", 150, _WAITS, 0),
    ActionPlan("IV", "Memasang capaian kinerja bulanan di ruang tunggu",
               "Kepala Subbagian Program", 90, _RUNS, 60),
    ActionPlan("V", "Memasang maklumat tanpa pungutan dan alamat aduan di tiap loket",
               "Sekretaris", 45, _RUNS, 90),
    ActionPlan("V", "Menyusun register gratifikasi dan benturan kepentingan",
               "Sekretaris", 130, _WAITS, 0),
    ActionPlan("VI", "Membuka loket kedua pada pukul delapan sampai sepuluh",
               "Kepala Seksi Pelayanan", 100, _RUNS, 30),
)  # fmt: skip


def facts(day: date) -> Mapping[str, str]:
    """Of the pencanangan, as its form would send them."""
    return MappingProxyType(
        {
            "on": day.isoformat(),
            "place": "Aula kantor",
            "by": "Kepala kantor, disaksikan Kepala Ombudsman perwakilan",
            "pakta_on": day.isoformat(),
            "signed": "38",
            "staff": "41",
            "pledge": "Kami melayani tanpa pungutan, tanpa calo, dan tanpa pilih kasih.",
            "pledge_on": day.isoformat(),
        }
    )
