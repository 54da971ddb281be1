"""``kiosk doctor``: one line a check, exit 1 where one is wrong."""

import shutil
from collections.abc import Iterator

import click
from flask import current_app
from flask.cli import with_appcontext

from kiosk import clock, i18n
from kiosk.commands.console import FOUND_A_FAULT, json_option, refusing, show
from kiosk.config import Config
from kiosk.domain.people.keys import Keys
from kiosk.domain.upkeep.backup import OLDEST
from kiosk.domain.upkeep.check import CheckKind, Standing, standing
from kiosk.domain.upkeep.delivery import LATE
from kiosk.domain.upkeep.jobs import FAULTY
from kiosk.domain.upkeep.schema import HEAD
from kiosk.domain.upkeep.surroundings import Finding
from kiosk.flows.complaint.watch_cases import watch_cases
from kiosk.flows.upkeep.check_start import check_start
from kiosk.flows.upkeep.list_health import Health, list_health
from kiosk.flows.upkeep.look_at_store import look_at_store

DISK_FLOOR = 500 * 1024 * 1024


@click.command("doctor", help="Periksa instalasi ini, satu baris tiap pemeriksaan.")
@json_option
@with_appcontext
@refusing
def doctor(as_json: bool) -> None:
    """Looks, changes nothing."""
    settings: Config = current_app.config["KIOSK"]
    health = list_health(settings, clock.now())
    found = [*_surroundings(settings), *_durability(health), *_jobs(health), _outbox(health)]
    found += [health.replica] if health.replica else []
    found += [*_ballast(health), *_lane(health, settings), _tablets(health), *_looks(health)]
    document = {
        "ok": all(one.ok for one in found),
        "checks": [{"name": one.name, "ok": one.ok, "text": one.text} for one in found],
    }
    lines = [f"{'baik ' if one.ok else 'SALAH'}  {one.name:<20} {one.text}" for one in found]
    show(document, lines, as_json=as_json)
    if not document["ok"]:
        raise SystemExit(FOUND_A_FAULT)


def _surroundings(settings: Config) -> Iterator[Finding]:
    public = settings.public_url or "belum diisi, hanya 127.0.0.1"
    yield Finding("konfigurasi", True, f"alamat publik {public}; zona {settings.timezone}")
    yield from check_start(settings, clock.now())
    yield look_at_store(settings)
    yield _languages()
    free = shutil.disk_usage(settings.instance_dir).free
    yield Finding("cakram", free >= DISK_FLOOR, f"{free // 1024**2} MB kosong")
    yield from _put_aside(settings)


def _put_aside(settings: Config) -> Iterator[Finding]:
    """What a restore moved away lies there in clear, and no erasure reaches it. Wrong once it is
    older than any backup may become."""
    limit = (clock.now() - OLDEST).timestamp()
    found = [one for one in settings.instance_dir.glob("lama-*") if one.is_dir()]
    if found:
        told = f"{len(found)} folder lama-… menyimpan data pribadi di luar jangkauan retensi; "
        is_young = all(one.stat().st_mtime > limit for one in found)
        yield Finding("instalasi lama", is_young, told + "hapus bila pemulihan sudah baik")


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


def _looks(health: Health) -> Iterator[Finding]:
    """What the installation found when it looked at itself."""
    if health.damage:
        yield Finding("kerusakan", False, f"tidak ada yang ditulis. {health.damage}")
    for kind in CheckKind:
        found = health.looks.get(kind)
        state = standing(kind, found, health.since, clock.now())
        told = f"{found.told} ({found.at:%Y-%m-%d %H.%M} UTC)" if found else "belum pernah"
        text = told if state in (Standing.GOOD, Standing.BAD) else f"{state.value}: {told}"
        yield Finding(kind.label.lower(), not state.is_red, text)


def _durability(health: Health) -> Iterator[Finding]:
    """PostgreSQL only: a receipt is worth what its server keeps through a power cut."""
    told = health.durability
    if not told:
        return
    off = [
        name
        for name in ("fsync", "synchronous_commit", "full_page_writes")
        if told.get(name) == "off"
    ]
    sums = "" if told.get("data_checksums") == "on" else "; jumlah pemeriksa halaman mati, "
    sums += "nyalakan dengan pg_checksums --enable" if sums else ""
    said = f"{', '.join(off)} mati: listrik padam dapat menghilangkan laporan" if off else "lengkap"
    yield Finding("ketahanan", not off, said + sums)


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
        yield Finding("ruang cadangan", state != "terpakai", BALLAST[state])


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
