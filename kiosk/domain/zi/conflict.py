"""The register of conflicts of interest that officers declare."""

from collections.abc import Mapping
from datetime import date

from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.zi.register_fields import Field, Sort, Value

KINDS = (
    ("keluarga", "Hubungan keluarga atau kerabat"),
    ("usaha", "Kepentingan usaha atau kepemilikan"),
    ("rangkap", "Rangkap jabatan"),
    ("afiliasi", "Hubungan afiliasi, organisasi atau bekas atasan"),
    ("pemberian", "Pernah menerima pemberian dari pihak itu"),
    ("lain", "Lainnya"),
)
DECISIONS = (
    ("tidak-ada", "Tidak ada benturan"),
    ("dikelola", "Tetap bertugas dengan pengendalian"),
    ("diganti", "Digantikan petugas lain"),
)
FIELDS = (
    Field("officer", "Nama pegawai", required=True,
          help="Hanya terlihat oleh pengelola register ini."),
    Field("kind", "Jenis benturan", Sort.CHOICE, required=True, choices=KINDS),
    Field("situation", "Situasinya", Sort.TEXT, required=True,
          help="Layanan, keputusan atau pengadaan yang terpengaruh."),
    Field("declared_on", "Tanggal dinyatakan", Sort.DAY, required=True),
    Field("superior", "Atasan yang memutus", later=True),
    Field("decision", "Keputusan atasan", Sort.CHOICE, choices=DECISIONS, later=True),
    Field("decided_on", "Tanggal keputusan", Sort.DAY, later=True),
    Field("measures", "Tindakan pengendalian", Sort.TEXT, later=True),
    Field("review_on", "Ditinjau lagi pada", Sort.AHEAD, later=True),
)  # fmt: skip


def check(values: Mapping[str, Value]) -> None:
    """Raises `InvalidEntry`."""
    wrong, declared = {}, values["declared_on"]
    for name in ("decided_on", "review_on"):
        day = values[name]
        if isinstance(day, date) and isinstance(declared, date) and day < declared:
            wrong[name] = "Tanggal ini mendahului tanggal dinyatakan."
    if values["decision"] and values["decided_on"] is None:
        wrong["decided_on"] = "Isi tanggal keputusannya."
    if values["decision"] in ("dikelola", "diganti") and not values["measures"]:
        wrong["measures"] = "Tulis tindakan pengendaliannya."
    if wrong:
        raise InvalidEntry(wrong)


def is_open(values: Mapping[str, Value]) -> bool:
    return not values["decision"]


def state(values: Mapping[str, Value]) -> str:
    return dict(DECISIONS).get(str(values["decision"]), "Menunggu keputusan atasan")


def review_due(values: Mapping[str, Value], today: date) -> bool:
    """Whether the day on which it is to be looked at again has come."""
    review = values["review_on"]
    return isinstance(review, date) and review <= today
