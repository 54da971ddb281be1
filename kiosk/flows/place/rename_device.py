"""A tablet is called something else."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.device import UnknownDevice, tidy_device_name
from kiosk.domain.place.point import OpenPoint
from kiosk.domain.place.tablet_watch import RenamedMeanwhile
from kiosk.flows import tabletting
from kiosk.store.engine import reading, transaction
from kiosk.store.place import devices


@dataclass(frozen=True)
class Standing:
    """A tablet and its counter. ``waiting``: what it said last of how much it holds."""

    id: int
    name: str
    point: OpenPoint
    waiting: int
    revoked: bool


def open_device(code: str, device_id: int) -> Standing:
    """Raises `UnknownPoint`, `UnknownDevice` for a tablet of another counter."""
    with reading():
        point, row = tabletting.at(code, device_id)
        return Standing(row.id, row.name, point, row.waiting, row.revoked_at is not None)


def rename_device(
    actor: Actor, code: str, device_id: int, before: str, name: str, now: datetime
) -> None:
    """``before``: what it was called when the form was opened. Raises `UnknownPoint`,
    `UnknownDevice`, `InvalidDeviceName`, `RenamedMeanwhile`."""
    wanted = tidy_device_name(name)
    with transaction():
        point, row = tabletting.at(code, device_id)
        if row.revoked_at is not None:
            raise UnknownDevice
        if row.name == wanted:
            return
        if not devices.rename(row.id, before, wanted):
            raise RenamedMeanwhile(
                "Tablet ini baru saja dinamai %(name)s oleh orang lain. Periksa, lalu simpan lagi.",
                name=row.name,
            )
        details = {"nama": [row.name, wanted], "loket": point.code}
        tabletting.record(actor.id, "ubah-tablet", str(row.id), point.unit.id, details, now)
