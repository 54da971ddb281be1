"""An installation as small as the rules need: one busy counter, one quiet, one closed."""

from dataclasses import dataclass
from datetime import UTC, datetime

from kiosk.flows.survey.submit_answer import submit_answer
from kiosk.flows.upkeep.initialise import initialise
from kiosk.store.engine import transaction
from kiosk.store.place import points, units

NOW = datetime(2026, 10, 14, 2, 0, tzinfo=UTC)
PERIOD = "2026-10"
INSTANSI = "ntt"
OPEN, SEVERAL, CLOSED = "7F3K9QWX", "2B4C6D8E", "9Z8Y7X6W"
UNIT, EMPTY_UNIT = "dukcapil-kupang", "dukcapil-alor"
NINE = (
    "persyaratan", "prosedur", "waktu", "biaya", "produk",
    "kompetensi", "perilaku", "pengaduan", "sarana",
)  # fmt: skip


@dataclass(frozen=True)
class Places:
    """``open`` has one service, ``several`` two."""

    open: str = OPEN
    several: str = SEVERAL
    closed: str = CLOSED
    unit: str = UNIT
    empty_unit: str = EMPTY_UNIT


def fill() -> Places:
    """To be called inside an application context, on a migrated and empty database."""
    initialise(NOW)
    with transaction():
        _make_places()
    for number in range(6):
        submit_answer(OPEN, answer(f"kunci-uji-{number:04d}"), NOW)
    return Places()


def answer(key: str) -> dict[str, list[str]]:
    return {**{code: ["3"] for code in NINE}, "layanan": ["ktp"], "kunci": [key]}


def _make_places() -> None:
    instansi = units.add_instansi(INSTANSI, "Pemerintah Provinsi NTT")
    unit = units.add(
        instansi, UNIT, "Dukcapil Kota Kupang", "Asia/Makassar", phone="(0380) 123-456"
    )
    other = units.add(instansi, EMPTY_UNIT, "Dukcapil Alor", "Asia/Makassar")
    ktp = units.add_service(unit, "ktp", "KTP elektronik", asks_fee=False)
    units.add_service(unit, "akta", "Akta kelahiran")
    units.add_service(other, "ktp", "KTP elektronik")
    for one in (unit, other):
        units.use_instrument(one, "skm-2017", 202601)
        units.use_instrument(one, "spkp", 202601)
        units.use_instrument(one, "spak-6", 202601)
    points.offer(points.add(unit, OPEN, "Loket 1"), [ktp])
    points.add(unit, SEVERAL, "Loket 2")
    points.add(unit, CLOSED, "Loket lama")
    points.close(CLOSED, NOW)
