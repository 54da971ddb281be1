"""What backups and restores borrow of other flows, for the command line and the jobs."""

from pathlib import Path

from kiosk import clock
from kiosk.bucket import Uploads
from kiosk.config import Config
from kiosk.domain.upkeep.backup import BackupUnset, DamagedBackup
from kiosk.flows.backing import Hands
from kiosk.flows.people.verify_chains import verify_chains
from kiosk.flows.upkeep.check_ready import check_ready
from kiosk.flows.upkeep.drill_restore import drill_restore
from kiosk.flows.upkeep.initialise import initialise
from kiosk.flows.upkeep.make_backup import make_backup
from kiosk.flows.upkeep.replay_erased import count_untold, replay_erased
from kiosk.flows.upkeep.run_retention import Order, run_retention

UNSET = "belum diatur"
"""The outcome of a job that nobody set up: the desk says so, and no night fails of it."""


def hands(settings: Config) -> Hands:
    return Hands(
        walk=_walk,
        prepare=lambda: initialise(clock.now()),
        settle=_settle,
        is_ready=lambda: bool(check_ready(settings, clock.now())["ok"]),
    )


def make_daily(settings: Config) -> str:
    """The outcome of the job. Raises what `make_backup` raises."""
    try:
        note = make_backup(settings, hands(settings), clock.now)
    except BackupUnset:
        return UNSET
    return f"{note.rows} baris, {note.files} berkas, {note.chains} rantai"


def drill_weekly(settings: Config) -> str:
    """The outcome of the job. Raises what `drill_restore` raises."""
    try:
        found = drill_restore(settings, hands(settings), clock.now).restored
    except BackupUnset:
        return UNSET
    return f"dipulihkan: {found.rows} baris, {found.files} berkas, {found.chains} rantai"


def _walk(instance: Path) -> int:
    found = verify_chains(instance)
    if not found.ok:
        raise DamagedBackup("Ada rantai catatan yang tidak utuh; lihat kiosk audit verify.")
    return len(found.chains)


def _settle(instance: Path, uploads: Uploads) -> str:
    now = clock.now()
    gone = replay_erased(instance, uploads, now)
    ran = run_retention(instance, uploads, now, Order(restored=True))
    untold = count_untold(instance, now)
    damaged = f" {untold} baris erased.jsonl tidak terbaca, periksa." if untold else ""
    return f"{gone} data yang sudah pernah dihapus dihapus lagi; retensi: {ran.told}{damaged}"
