"""The places of the demo: instansi, unit tree, services, counters and their codes.

The written offices come first, then kecamatan, puskesmas, kelurahan and pustu of the other
regencies, as many as are asked for. Streets and telephone numbers are invented and say so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, islice
from random import Random

from kiosk.domain.place.code import new_code
from kiosk.domain.upkeep import demo_kinds as kinds
from kiosk.domain.upkeep.demo_character import OFFICES, Character, any_character
from kiosk.domain.upkeep.demo_kinds import Kind, PointPlan, ServicePlan
from kiosk.domain.upkeep.demo_regions import REGIONS, TTS, Region

ZONE = "Asia/Makassar"
FILES_POINT = "Berkas dan kertas"
_TREES = ("Cendana", "Lontar", "Gewang", "Flamboyan", "Kemiri", "Asam", "Beringin", "Kayu Putih")
_AREAS = {"Soe": "0388", "Kapan": "0388", "Niki-Niki": "0388", "Borong": "0385", "Jakarta": "021"}


@dataclass(frozen=True)
class InstansiPlan:
    code: str
    name: str


@dataclass(frozen=True)
class Office:
    """A unit before its counters have codes. ``parent`` is the code of a unit listed before."""

    instansi: InstansiPlan
    code: str
    name: str
    kind: Kind
    town: str
    parent: str | None = None
    zone: str = ZONE


@dataclass(frozen=True)
class CodedPoint:
    """``services``: as in `PointPlan`."""

    code: str
    name: str
    services: tuple[str, ...]


@dataclass(frozen=True)
class UnitPlan:
    """A unit, complete. ``files``: the code of its point for paper and spreadsheets."""

    office: Office
    services: tuple[ServicePlan, ...]
    points: tuple[CodedPoint, ...]
    files: str
    address: str
    phone: str
    character: Character

    @property
    def code(self) -> str:
        return self.office.code

    @property
    def zone(self) -> str:
        return self.office.zone


def places(seed: int, units: int) -> list[UnitPlan]:
    """The first ``units`` units; the same ones whatever is asked after them."""
    rng = Random(f"{seed}/places")
    taken: set[str] = set()
    return [
        _unit(rng, office, number, taken)
        for number, office in enumerate(islice(_offices(), units), 1)
    ]


def _unit(rng: Random, office: Office, number: int, taken: set[str]) -> UnitPlan:
    written = OFFICES.get(office.code)
    services = office.kind.services if written else _some(rng, office.kind.services)
    character = written or any_character(rng, office.kind.size)
    return UnitPlan(
        office=office,
        services=services,
        points=tuple(_point(rng, one, services, taken) for one in office.kind.points),
        files=_fresh(rng, taken),
        address=_address(rng, office.town),
        # Subscriber numbers never begin with 000: nobody can be called by mistake.
        phone=f"({_AREAS.get(office.town, '0380')}) 000-{number:04d}",
        character=character,
    )


def _address(rng: Random, town: str) -> str:
    return f"Jalan {rng.choice(_TREES)} Nomor {rng.randint(1, 90)}, {town} (alamat contoh)"


def _some(rng: Random, services: tuple[ServicePlan, ...]) -> tuple[ServicePlan, ...]:
    """The first three and most of the others: offices of a kind are not all alike."""
    return services[:3] + tuple(one for one in services[3:] if rng.random() < 0.75)


def _point(
    rng: Random, plan: PointPlan, services: tuple[ServicePlan, ...], taken: set[str]
) -> CodedPoint:
    offered = {one.code for one in services}
    here = tuple(code for code in plan.services if code in offered)
    return CodedPoint(_fresh(rng, taken), plan.name, here)


def _fresh(rng: Random, taken: set[str]) -> str:
    code = new_code(rng.choice)
    while code in taken:
        code = new_code(rng.choice)
    taken.add(code)
    return code


def _offices() -> Iterator[Office]:
    """Endless. Parents come before what is below them."""
    yield from _WRITTEN
    for region in REGIONS:
        yield from _region(region)
    for number in count(1):
        for region in REGIONS:
            yield from _villages(region, number)


_PEMKAB = InstansiPlan("PEMKAB-TTS", "Pemerintah Kabupaten Timor Tengah Selatan")
_PEMPROV = InstansiPlan("PEMPROV-NTT", "Pemerintah Provinsi Nusa Tenggara Timur")
_KPU = InstansiPlan("KPU-MATIM", "Komisi Pemilihan Umum Kabupaten Manggarai Timur")
_KPU_KOTA = InstansiPlan("KPU-KOTA-KUPANG", "Komisi Pemilihan Umum Kota Kupang")
_BAWASLU = InstansiPlan("BAWASLU-NTT", "Badan Pengawas Pemilihan Umum Provinsi NTT")


def _below(parent: str, code: str, name: str, kind: Kind, town: str = TTS.seat) -> Office:
    return Office(_PEMKAB, code, name, kind, town, parent)


_WRITTEN = (
    Office(_KPU, "KPU-MATIM", "KPU Kabupaten Manggarai Timur", kinds.KPU, "Borong"),
    Office(_BAWASLU, "BAWASLU-NTT", "Bawaslu Provinsi NTT", kinds.BAWASLU, "Kupang"),
    Office(_PEMKAB, "PEMKAB-TTS", "Pemerintah Kabupaten TTS", kinds.SETDA, "Soe"),
    _below(
        "PEMKAB-TTS",
        "DISDUKCAPIL-TTS",
        "Dinas Kependudukan dan Pencatatan Sipil Kabupaten TTS",
        kinds.DUKCAPIL,
    ),
    _below(
        "PEMKAB-TTS",
        "DPMPTSP-TTS",
        "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten TTS",
        kinds.DPMPTSP,
    ),
    _below("PEMKAB-TTS", "PKM-KOTA-SOE", "UPTD Puskesmas Kota Soe", kinds.PUSKESMAS),
    _below("PEMKAB-TTS", "KEC-MOLLO-UTARA", "Kecamatan Mollo Utara", kinds.KECAMATAN, "Kapan"),
    Office(_KPU_KOTA, "KPU-KOTA-KUPANG", "KPU Kota Kupang", kinds.KPU, "Kupang"),
    _below(
        "DISDUKCAPIL-TTS",
        "UPTD-DUKCAPIL-AMANUBAN",
        "UPTD Disdukcapil Wilayah Amanuban",
        kinds.UPTD_DUKCAPIL,
        "Niki-Niki",
    ),
    _below("PEMKAB-TTS", "KEC-KOTA-SOE", "Kecamatan Kota Soe", kinds.KECAMATAN),
    _below("KEC-KOTA-SOE", "KEL-CENDANA", "Kelurahan Cendana", kinds.KELURAHAN),
    Office(
        _PEMPROV,
        "PENGHUBUNG-NTT",
        "Badan Penghubung Provinsi NTT di Jakarta",
        kinds.PENGHUBUNG,
        "Jakarta",
        zone="Asia/Jakarta",
    ),
)


def _region(region: Region) -> Iterator[Office]:
    """A regency: its secretariat, two dinas, a kecamatan and a puskesmas a place."""
    short, city = region.short, region.kind == "Kota"
    root = f"{'PEMKOT' if city else 'PEMKAB'}-{short}"
    body = InstansiPlan(root, f"Pemerintah {region.title}")
    top = Office(body, root, body.name, kinds.SETDA, region.seat)
    yield replace(top, kind=_MAYOR) if city else top
    for code, name, kind in _DINAS:
        yield Office(body, f"{code}-{short}", f"{name} {region.title}", kind, region.seat, root)
    for place in region.places:
        slug = _slug(place)
        for code, name, kind in _IN_PLACES:
            yield Office(body, f"{code}-{slug}-{short}", f"{name} {place}", kind, place, root)


_MAYOR = replace(
    kinds.SETDA, points=(PointPlan("Meja tamu Kantor Wali Kota"), *kinds.SETDA.points[1:])
)
_DINAS = (
    ("DISDUKCAPIL", "Dinas Kependudukan dan Pencatatan Sipil", kinds.DUKCAPIL),
    ("DPMPTSP", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", kinds.DPMPTSP),
)
_IN_PLACES = (("KEC", "Kecamatan", kinds.KECAMATAN), ("PKM", "UPTD Puskesmas", kinds.PUSKESMAS))


def _villages(region: Region, number: int) -> Iterator[Office]:
    """One more kelurahan and pustu under each kecamatan and puskesmas, told apart by number."""
    root = f"{'PEMKOT' if region.kind == 'Kota' else 'PEMKAB'}-{region.short}"
    body = InstansiPlan(root, f"Pemerintah {region.title}")
    for place in region.places:
        slug = f"{_slug(place)}-{region.short}"
        for short, name, kind, above in (
            ("KEL", "Kelurahan", kinds.KELURAHAN, "KEC"),
            ("PUSTU", "Puskesmas Pembantu", kinds.PUSTU, "PKM"),
        ):
            code = f"{short}{number:02d}-{slug}"
            yield Office(body, code, f"{name} {place} {number}", kind, place, f"{above}-{slug}")


def _slug(place: str) -> str:
    """Of a place's name, short enough for a unit code of 32 characters."""
    return place.upper().replace(" ", "")
