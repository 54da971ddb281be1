"""A new secret for the installation, and all that lay under the old one sealed anew.

The new one lies beside the old from before the first row is changed until after the last: killed
anywhere, the next run finds by what opens which of the two the database is under, and goes on.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.config import NEXT_SECRET, SECRET_FILE, Config, make_secret
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.domain.upkeep.jobs import LEASE
from kiosk.store.complaint import persons
from kiosk.store.engine import transaction
from kiosk.store.people import audit, kept
from kiosk.store.sealing import sealed_rows
from kiosk.store.upkeep import leases


class CannotRotate(Refusal):
    """The secret stays as it is."""


@dataclass(frozen=True)
class Rotated:
    """How many of each kind were sealed anew."""

    rows: dict[str, int]


def rotate_secret(settings: Config, now: datetime, *, give_up_boxes: bool = False) -> Rotated:
    """With the service stopped. Raises `CannotRotate`."""
    folder = settings.instance_dir
    current, coming = folder / SECRET_FILE, folder / NEXT_SECRET
    if not current.exists() or current.read_text().strip() != settings.secret_key:
        raise CannotRotate(
            "Kunci instalasi ini berasal dari KIOSK_SECRET_KEY. Simpan kunci itu sebagai berkas "
            "%(file)s (izin 0600), kosongkan KIOSK_SECRET_KEY, lalu ulangi.",
            file=SECRET_FILE,
        )
    old = Keys(settings.secret_key)
    with transaction():
        _require_stillness(now, give_up_boxes=give_up_boxes)
        with _taken_back(coming, is_ours=make_secret(folder, NEXT_SECRET)):
            new = Keys(coming.read_text().strip())
            rows = {} if sealed_rows.opens(new) else sealed_rows.reseal(old, new)
            _record(now, rows)
    coming.replace(current)
    _fsync(folder)
    return Rotated(rows)


@contextmanager
def _taken_back(coming: Path, *, is_ours: bool) -> Iterator[None]:
    """Where a row does not open nothing is changed, and the doors must open again. The new secret
    goes only if this very run made it: the rows may lie under one that was there before."""
    try:
        yield
    except (kept.BrokenSeal, persons.BrokenPerson) as broken:
        if is_ours:
            coming.unlink()
        raise CannotRotate(
            "Ada faktor kedua atau nama pelapor yang tidak terbuka dengan kunci sekarang, mungkin "
            "dari kunci yang lebih lama. Kunci tidak diganti dan tidak ada yang berubah."
        ) from broken


def _require_stillness(now: datetime, *, give_up_boxes: bool) -> None:
    held = leases.holder(LEASE)
    if held is not None and held[1] > now:
        raise CannotRotate("Hentikan dahulu layanan (kiosk serve), tunggu satu menit, lalu ulangi.")
    parked, waiting = sealed_rows.waiting_in_boxes()
    if (parked or waiting) and not give_up_boxes:
        raise CannotRotate(
            "%(parked)s kiriman tertahan dan %(waiting)s kiriman di tablet terkunci dengan kunci "
            "yang lama. Selesaikan dan biarkan tablet mengirim dahulu, atau lepaskan dengan "
            "--lepaskan-kiriman.",
            parked=parked,
            waiting=waiting,
        )


def _record(now: datetime, rows: dict[str, int]) -> None:
    told = {name: [None, many] for name, many in rows.items()}
    audit.append(
        at=now, actor_id=0, action="ganti-kunci-instalasi", object_kind="instalasi",
        object_id="kunci", details=told,
    )  # fmt: skip


def _fsync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
