"""Restore an installation from a backup, with its service stopped."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kiosk.config import Config
from kiosk.domain.upkeep.backup import BackupBusy, UnfitPlace
from kiosk.flows import backing, putting_back
from kiosk.flows.backing import Hands, Tell
from kiosk.flows.putting_back import Restored
from kiosk.store.backup import places
from kiosk.store.backup.places import Place


def place_of(config: Config) -> Place:
    return Place(config.instance_dir, config.uploads, config.database_url, config.backup_dir)


def restore_backup(
    source: Path,
    keys: Sequence[str],
    config: Config,
    hands: Hands,
    now: datetime,
    *,
    replace: bool = False,
    tell: Tell = backing.quietly,
) -> Restored:
    """Raises `BackupBusy` while anybody is at work here, `UnfitPlace` over an installation that
    is not to be replaced, `WrongKey`, `DamagedBackup`; then nothing was changed."""
    place = place_of(config)
    _refuse_running(place, now)
    _refuse_occupied(place, replace=replace)
    return putting_back.put_back(source, keys, place, f"{now:%Y-%m-%d-%H%M%S}", hands, tell)


def _refuse_running(place: Place, now: datetime) -> None:
    until = places.lease_until(place)
    if places.is_open(place) or (until is not None and until > now):
        raise BackupBusy(
            "Layanan masih berjalan di instalasi ini. Hentikan dahulu (systemctl stop "
            "suara-loket), tunggu satu menit, lalu ulangi."
        )


def _refuse_occupied(place: Place, *, replace: bool) -> None:
    is_empty = places.is_database_empty(place)
    if not place.sqlite and not is_empty:
        raise UnfitPlace(
            "Basis data PostgreSQL itu tidak kosong. Buat basis data baru yang kosong dan sebut di "
            "KIOSK_DATABASE_URL; yang lama tidak diubah."
        )
    if not replace and (not is_empty or places.occupied(place)):
        raise UnfitPlace(
            "Folder instalasi ini tidak kosong. Ulangi dengan --replace: yang ada dipindahkan ke "
            "folder lama-..., tidak dihapus."
        )
