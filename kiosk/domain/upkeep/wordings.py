"""Sentences of the looks at database, log and files: figures, and no name of a person, path or
code."""

from collections.abc import Sequence


def go_back_to(newest: tuple[str, str] | None) -> str:
    """``newest``: name and time of the newest verified backup."""
    if newest is None:
        return "Belum ada cadangan yang sudah diperiksa."
    return f"Cadangan terbaru yang sudah diperiksa: {newest[0]}, dibuat {newest[1]}."


def of_database(
    tables: int,
    broken: Sequence[str],
    faults: int,
    seconds: float,
    summed: bool | None,
    skipped: int = 0,
) -> str:
    """``summed``: whether PostgreSQL keeps sums of its pages; None on SQLite. ``skipped``:
    looks that were given up as too long for one."""
    took = f"{seconds:.1f}".replace(".", ",")
    if broken:
        named = ", ".join(broken[:3])
        return f"Basis data rusak: {faults} temuan pada {len(broken)} tabel ({named})."
    told = f"Basis data utuh: {tables} tabel dibaca seluruhnya, paling lama {took} detik sekali"
    if skipped:
        told += f"; {skipped} tabel terlalu besar untuk mencocokkan indeksnya"
    if summed is False:
        return f"{told}; jumlah pemeriksa halaman PostgreSQL tidak aktif."
    return f"{told}."


def of_files(missing: int, changed: int, orphans: int, named: int, hashed: int) -> str:
    """``named``: files that rows name; ``hashed``: how many of those there were read."""
    if not missing + changed + orphans:
        return f"Berkas cocok: {named} bernama, {hashed} dibaca dan dihitung sidiknya."
    return (
        f"Berkas tidak cocok: {missing} hilang, {changed} berubah dan {orphans} tanpa catatan "
        f"dari {named}; tidak ada yang dihapus."
    )


def of_log(megabytes: int, most: int) -> str:
    return (
        f"Catatan tulis basis data sudah {megabytes} MB (batas {most} MB): ada yang membaca "
        "terlalu lama."
    )


def of_small_log(megabytes: int) -> str:
    return f"Catatan tulis basis data kecil lagi: {megabytes} MB."


BEHIND = "Basis data lebih tua daripada jejaknya: tulisan terakhir hilang."
UNSOUND = "Susunan basis data rusak."
CHAINS = "Rantai catatan tidak cocok dengan isinya: jalankan kiosk audit verify."
