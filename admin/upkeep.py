"""The state of the installation, and what to do where something is red."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, render_template, url_for

from admin import access, desk
from kiosk import clock, i18n
from kiosk.domain.people.policy import Action
from kiosk.domain.upkeep.backup import BackupNote
from kiosk.domain.upkeep.check import CheckKind
from kiosk.domain.upkeep.delivery import LATE
from kiosk.domain.upkeep.job_words import name_of, period_of, remedy_of, rhythm
from kiosk.domain.upkeep.steady import span
from kiosk.domain.upkeep.trouble import DISK_FLOOR
from kiosk.flows.upkeep.show_upkeep import JobState, Look, Upkeep, show_upkeep

bp = Blueprint("upkeep", __name__)
START = "Jalankan di server: kiosk serve (atau kiosk jobs), lalu periksa dengan: kiosk doctor."
SHORT = 120
"""Seconds that are told as such."""
REMEDIES = {
    CheckKind.DATABASE: "Jangan ubah apa pun di server. Jalankan: kiosk doctor, lalu ikuti panduan "
    "pemulihan dengan cadangan yang disebut di bawah.",
    CheckKind.FILES: "Jalankan: kiosk doctor. Kembalikan berkas yang hilang dari cadangan; jangan "
    "hapus berkas apa pun sendiri.",
    CheckKind.CLOCK: "Samakan jam server dengan jam yang sebenarnya (NTP). Bila jamnya memang "
    "sudah benar, tidak ada yang perlu dikerjakan: sesudah 24 jam dianggap benar.",
    CheckKind.BACKUP: "Belum ada kunci penerima? Buat dengan kiosk backup key, lalu isi "
    "KIOSK_BACKUP_RECIPIENT. Selain itu periksa folder cadangan, lalu jalankan: "
    "kiosk backup create.",
    CheckKind.DRILL: "Jalankan: kiosk backup drill. Sampai latihan berhasil, cadangan belum "
    "terbukti dapat dipulihkan.",
    CheckKind.RETENTION: "Jalankan: kiosk retention run --dry-run, lalu putuskan kelas yang "
    "melebihi batas.",
    CheckKind.SCANNER: "Jalankan pemindai di server (clamd) dan periksa KIOSK_CLAMD. Lampiran "
    "menunggu dan belum dapat dibuka; laporan tetap masuk.",
}


@bp.get("/keadaan")
@access.needs(Action.SEE_UPKEEP, "instalasi")
def shown() -> str:
    found = show_upkeep(current_app.config["KIOSK"], clock.now())
    return render_template(
        "desk/upkeep.html",
        todo=todo(found),
        holder=_holder(found),
        looks=[_look(one) for one in found.looks],
        jobs=[_job(one) for one in found.jobs],
        backup=_backup(found.backup),
        free=_free(found.free),
        outbox=found.outbox,
        outbox_url=url_for("desk.outbox.listed"),
        is_new=all(one.run is None for one in found.jobs),
        crumbs=[],
        tabs=[],
    )


def todo(found: Upkeep) -> list[tuple[str, str]]:
    """What is wrong and what to do about it, the worst first."""
    told = []
    if found.holder is None or found.holder.is_late:
        told.append(("Proses berkala tidak berjalan", START))
    told += [
        (f"{one.kind.label}: {one.standing.value}", REMEDIES[one.kind])
        for one in found.looks
        if one.standing.is_red
    ]
    told += [
        (f"{name_of(one.job.name)}: {one.short}", remedy_of(one.job.name))
        for one in found.jobs
        if one.is_red and not one.waits
    ]
    return told + _room(found)


def _room(found: Upkeep) -> list[tuple[str, str]]:
    told = []
    if found.free < DISK_FLOOR:
        told.append(("Cakram hampir penuh", "Kosongkan cakram server sebelum lampiran ditolak."))
    since = found.outbox.due_since
    if found.outbox.dead or (since and clock.now() - since > LATE):
        told.append(("Pemberitahuan tidak sampai", "Buka halaman Kotak keluar."))
    return told


def _holder(found: Upkeep) -> dict[str, Any] | None:
    held = found.holder
    if held is None:
        return None
    return {
        "owner": held.owner,
        "seen": desk.moment(held.seen),
        "ago": _ago(clock.now() - held.seen),
        "is_late": held.is_late,
    }


def _ago(length: timedelta) -> str:
    seconds = max(0, round(length.total_seconds()))
    return f"{seconds} detik" if seconds < SHORT else span(length)


def _look(one: Look) -> dict[str, Any]:
    return {
        "name": one.kind.label,
        "state": one.standing.value,
        "is_red": one.standing.is_red,
        "told": one.found.told if one.found else "",
        "at": desk.moment(one.found.at) if one.found else "",
    }


def _job(one: JobState) -> dict[str, Any]:
    period, ended, outcome = one.run or ("", None, None)
    return {
        "name": name_of(one.job.name),
        "rhythm": rhythm(one.job),
        "period": _period(period),
        "ended": desk.moment(ended) if ended else "",
        "outcome": outcome or ("sedang berjalan" if one.run else "belum pernah"),
        "is_red": one.is_red,
        "waits": one.waits,
    }


def _period(name: str) -> str:
    """ "22 November 2026 pukul 21.00", "minggu ke-47 tahun 2026"; empty where there is none."""
    if not name:
        return ""
    day, rest = period_of(name)
    return " ".join(filter(None, [i18n.day_text(day).partition(", ")[2] if day else "", rest]))


def _backup(one: BackupNote | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"name": one.name, "at": desk.moment(one.made_at), "size": _megabytes(one.size)}


def _free(free: int) -> dict[str, Any]:
    return {"told": _megabytes(free), "is_low": free < DISK_FLOOR}


def _megabytes(size: int) -> str:
    if size < 1024**2:
        return f"{i18n.number(max(1, size // 1024))} KB"
    whole = size // 1024**2
    return f"{i18n.number(whole)} MB" if whole < 10_240 else f"{i18n.number(whole // 1024)} GB"
