"""What an installation must stand on before it takes anything in: rules, told by names and numbers
that others read from the machine."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

BUILT = datetime(2026, 1, 1, tzinfo=UTC)
"""This program did not exist earlier: a clock before it is wrong."""
ZONES_NEEDED = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")
SECRET_LENGTH, SECRET_KINDS = 32, 10
OTHERS = 0o007
"""Rights of whoever is neither the owner nor of the group."""
NETWORKED = frozenset(
    {
        "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "lustre",
        "ncpfs", "nfs", "nfs4", "ocfs2", "pvfs2", "smb3", "smbfs", "vboxsf", "drvfs",
    }
)  # fmt: skip
"""File systems whose locks or shared memory do not hold between machines, or not at all."""
SHARED = frozenset({"nfs4", "ceph"})
"""Of them: those whose `flock` holds between machines. No database may lie there all the same."""
LOCAL_FUSE = frozenset({"fuse", "fuseblk", "fuse.ext2", "fuse.ntfs", "fuse.zfs", "fuse.bindfs"})
"""Every other `fuse.…` is a program of somebody's that fetches files from elsewhere."""


@dataclass(frozen=True)
class Finding:
    """One look at the surroundings. ``text``: one Indonesian line that says what to do."""

    name: str
    ok: bool
    text: str


def file_system_of(path: Path, mounts: str) -> str:
    """The kind of file system ``path`` (absolute, resolved) lies on, by the lines of
    `/proc/self/mountinfo`; "" where they do not say. The longest mount point wins, of two the
    later one."""
    deepest, found = 0, ""
    for line in mounts.splitlines():
        left, dash, right = line.partition(" - ")
        fields, kinds = left.split(), right.split()
        if not dash or len(fields) < 5 or not kinds:
            continue
        point = Path(_plain(fields[4]))
        if path.is_relative_to(point) and len(point.parts) >= deepest:
            deepest, found = len(point.parts), kinds[0]
    return found


def _plain(point: str) -> str:
    """Blanks of a mount point are written as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda one: chr(int(one[1], 8)), point)


def is_networked(kind: str) -> bool:
    return kind in NETWORKED or (kind.startswith("fuse.") and kind not in LOCAL_FUSE)


def on_disks(kinds: Iterable[tuple[str, str]], shared: Iterable[tuple[str, str]] = ()) -> Finding:
    """(what lies there, kind of file system); ``shared``: what several machines may share, which
    is everything but a database's file and what lies beside it."""
    bad = [f"{what} di {kind}" for what, kind in kinds if is_networked(kind)]
    far = [(what, kind) for what, kind in shared if is_networked(kind)]
    bad += [f"{what} di {kind}" for what, kind in far if kind not in SHARED]
    if not bad:
        told = "".join(f"; {what} dibagi lewat {kind}" for what, kind in far)
        return Finding("sistem berkas", True, f"lokal{told}")
    told = f"{', '.join(bad)}: pindahkan ke cakram mesin ini; kuncinya tidak berlaku lewat jaringan"
    return Finding("sistem berkas", False, told)


def of_proxy(public_url: str, hops: int) -> Finding:
    """TLS ends at a proxy, always: this server speaks plain HTTP. Whether it passes addresses on
    nobody here can tell."""
    if hops and not public_url:
        told = "KIOSK_PROXY_HOPS diisi tanpa KIOSK_PUBLIC_URL: isi alamat yang dipakai warga"
        return Finding("proksi", False, told)
    if urlsplit(public_url).scheme == "https" and not hops:
        told = (
            "https tanpa KIOSK_PROXY_HOPS: semua warga dihitung sebagai satu alamat; isi jumlah "
            "proksi di depan bila proksi itu meneruskan alamat mereka"
        )
        return Finding("proksi", True, told)
    return Finding("proksi", True, f"{hops} proksi" if hops else "tanpa proksi")


def of_secret(secret: str, mode: int | None, word: str) -> Finding:
    """``mode``: of its file; None where it comes from the environment. ``word``: where it is."""
    if not secret:
        return Finding("kunci", False, "belum ada; jalankan kiosk init")
    if len(secret) < SECRET_LENGTH or len(set(secret)) < SECRET_KINDS:
        told = f"terlalu mudah ditebak; pakai sedikitnya {SECRET_LENGTH} karakter acak"
        return Finding("kunci", False, told)
    if mode is not None and mode & 0o077:
        told = f"berkas {word} dengan izin {mode:04o}, seharusnya 0600: chmod 600"
        return Finding("kunci", False, told)
    return Finding("kunci", True, "dari KIOSK_SECRET_KEY" if mode is None else f"izin {mode:04o}")


def of_schema(kind: str, found: str | None, wanted: str) -> Finding:
    """Revisions are counted by four digits: a greater one was made by a newer program."""
    if found == wanted:
        return Finding("skema", True, f"{kind}, versi {found}")
    if found is None:
        return Finding("skema", False, f"{kind} kosong, seharusnya {wanted}; jalankan kiosk init")
    told = f"{kind}, versi {found}, seharusnya {wanted}; "
    if found > wanted:
        return Finding("skema", False, told + "pasang program yang sama barunya dengan basis data")
    return Finding("skema", False, told + "buat cadangan, lalu jalankan kiosk init")


def of_zones(lacking: Iterable[str]) -> Finding:
    names = ", ".join(lacking)
    told = f"data zona waktu {names} tidak ada; pasang paket tzdata" if names else "WIB, WITA, WIT"
    return Finding("zona waktu", not names, told)


def of_folder(mode: int, is_writable: bool, open_files: int) -> Finding:
    """``open_files``: how many files in it anybody may read who gets into the folder."""
    if not is_writable:
        return Finding("folder", False, "tidak dapat ditulis; periksa pemilik folder instance")
    if mode & OTHERS and open_files:
        told = f"dapat dibaca pengguna lain (izin {mode:04o}); jalankan kiosk init atau chmod 700"
        return Finding("folder", False, told)
    return Finding("folder", True, f"dapat ditulis, izin {mode:04o}")


def of_clock(now: datetime, shown: str) -> Finding:
    """``shown``: the same instant in words of the installation's zone."""
    if now >= BUILT:
        return Finding("jam", True, shown)
    return Finding("jam", False, f"{shown}, sebelum program ini ada; setel jam mesin (NTP)")
