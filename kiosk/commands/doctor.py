"""``kiosk doctor``: one line a check, exit 1 where one is wrong."""

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock, i18n
from kiosk.commands.console import FOUND_A_FAULT, json_option, refusing, show
from kiosk.config import SECRET_FILE, Config
from kiosk.domain.people.keys import Keys
from kiosk.domain.upkeep.delivery import LATE
from kiosk.domain.upkeep.jobs import FAULTY
from kiosk.domain.upkeep.schema import HEAD
from kiosk.flows.complaint.watch_cases import watch_cases
from kiosk.flows.upkeep.list_health import Health, list_health, wanted_pragmas

DISK_FLOOR = 500 * 1024 * 1024
PLAUSIBLE_FROM = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Finding:
    name: str
    ok: bool
    text: str


@click.command("doctor", help="Periksa instalasi ini, satu baris tiap pemeriksaan.")
@json_option
@with_appcontext
@refusing
def doctor(as_json: bool) -> None:
    """Looks, changes nothing."""
    settings: Config = current_app.config["KIOSK"]
    health = list_health(settings, clock.now())
    found = [*_surroundings(settings), *_database(health), *_jobs(health), _outbox(health)]
    found += [*_ballast(health), *_lane(health, settings), _tablets(health)]
    document = {
        "ok": all(one.ok for one in found),
        "checks": [{"name": one.name, "ok": one.ok, "text": one.text} for one in found],
    }
    lines = [f"{'baik ' if one.ok else 'SALAH'}  {one.name:<12} {one.text}" for one in found]
    show(document, lines, as_json=as_json)
    if not document["ok"]:
        raise SystemExit(FOUND_A_FAULT)


def _surroundings(settings: Config) -> Iterator[Finding]:
    public = settings.public_url or "belum diisi, hanya 127.0.0.1"
    yield Finding("konfigurasi", True, f"alamat publik {public}; zona {settings.timezone}")
    yield _secret(settings)
    yield _instance(settings.instance_dir)
    yield _clock(settings)
    yield _languages()
    free = shutil.disk_usage(settings.instance_dir).free
    yield Finding("cakram", free >= DISK_FLOOR, f"{free // 1024**2} MB kosong")


def _secret(settings: Config) -> Finding:
    if not settings.secret_key:
        return Finding("kunci", False, "belum ada; jalankan kiosk init")
    path = settings.instance_dir / SECRET_FILE
    if not path.exists():
        return Finding("kunci", True, "dari KIOSK_SECRET_KEY")
    mode = stat.S_IMODE(path.stat().st_mode)
    return Finding("kunci", mode & 0o077 == 0, f"berkas dengan izin {mode:04o}, seharusnya 0600")


def _instance(folder: Path) -> Finding:
    writable = os.access(folder, os.W_OK | os.X_OK)
    return Finding(
        "folder", writable, "dapat ditulis" if writable else f"{folder} tidak dapat ditulis"
    )


def _clock(settings: Config) -> Finding:
    now = clock.now()
    local = now.astimezone(ZoneInfo(settings.timezone))
    return Finding("jam", now >= PLAUSIBLE_FROM, local.strftime("%Y-%m-%d %H.%M.%S %Z"))


def _languages() -> Finding:
    found = i18n.shelf()
    if found.faults:
        more = f"; dan {len(found.faults) - 3} lagi" if len(found.faults) > 3 else ""
        return Finding("bahasa", False, "; ".join(found.faults[:3]) + more)
    names = [
        one.code if one.is_checked else f"{one.code} (belum diperiksa penuturnya)"
        for one in found.languages.values()
    ]
    return Finding("bahasa", True, ", ".join(names))


def _database(health: Health) -> Iterator[Finding]:
    at_head = health.schema == HEAD
    said = health.schema or "kosong; jalankan kiosk init"
    yield Finding("skema", at_head, f"{health.kind}, versi {said}, seharusnya {HEAD}")
    if health.pragmas:
        wrong = [k for k, v in wanted_pragmas().items() if health.pragmas.get(k) != v]
        told = ", ".join(f"{name}={value}" for name, value in health.pragmas.items())
        yield Finding("pragma", not wrong, told)


def _jobs(health: Health) -> Iterator[Finding]:
    if health.lease is None:
        yield Finding("tugas", True, "belum pernah berjalan; dimulai oleh kiosk serve")
    else:
        owner, until = health.lease
        late = until < clock.now()
        state = "lewat waktu sejak" if late else "dipegang sampai"
        yield Finding("tugas", not late, f"{state} {until:%Y-%m-%d %H.%M.%S} UTC oleh {owner}")
    failed = [
        job for job, (_, _, outcome) in health.runs.items() if (outcome or "").startswith(FAULTY)
    ]
    yield Finding(
        "riwayat", not failed, ", ".join(failed) or f"{len(health.runs)} tugas tanpa kegagalan"
    )


def _outbox(health: Health) -> Finding:
    """A channel nobody set up is a choice; dead letters and a late notice are a fault."""
    found = health.outbox
    if found is None:
        return Finding("kotak keluar", True, "belum ada; jalankan kiosk init")
    since = found.due_since
    late = since is not None and clock.now() - since > LATE
    told = f"{found.waiting} menunggu, {found.dead} surat mati"
    if since is not None:
        told += f", tertua sejak {since:%Y-%m-%d %H.%M} UTC"
    if "surel" not in health.channels:
        told += f"; surel belum diatur (KIOSK_SMTP_URL), {found.unset} tidak dapat dikirim"
    return Finding("kotak keluar", not late and found.dead == 0, told)


BALLAST = {
    "siap": "16 MB disisihkan untuk kata-kata pelapor bila cakram penuh",
    "belum": "belum ada; dibuat oleh tugas terjadwal bila cakram cukup lega",
    "terpakai": "terpakai karena cakram penuh, lampiran ditolak; kosongkan cakram, lalu tunggu "
    "satu menit",
}


def _ballast(health: Health) -> Iterator[Finding]:
    """SQLite only: the disk of PostgreSQL is not this machine's to keep."""
    state = health.ballast.value
    if state in BALLAST:
        yield Finding("cadangan", state != "terpakai", BALLAST[state])


def _lane(health: Health, settings: Config) -> Iterator[Finding]:
    """Never which case, nor how many."""
    if health.schema != HEAD:
        return
    found = watch_cases(Keys(settings.secret_key))
    told = []
    if found.held_over:
        told.append("ada berkas yang dapat dibaca pengelola server sampai tim menyiapkan kunci")
    if found.orphaned:
        told.append("ada berkas tanpa penangan")
    yield Finding("terlindungi", not told, "; ".join(told) or "tidak ada yang perlu dikerjakan")


def _tablets(health: Health) -> Finding:
    """Silence counts in opening hours only; what was set aside is tried again every day."""
    known = [one for one in health.tablets if one.revoked_at is None]
    silent = sum(one.is_silent for one in known)
    parked = sum(one.parked for one in health.tablets)
    told = f"{len(known)} terdaftar, {silent} tidak memberi kabar, {parked} kiriman tertahan"
    return Finding("tablet", silent == 0, told)
