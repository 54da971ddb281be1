"""Periksa paket bukti Suara Loket, tanpa memasang apa pun: python3 periksa.py [PAKET.zip | FOLDER]

Checks an evidence pack on any machine with Python 3.8 or newer: the signature of the whole
archive, the signature of the manifest, and the SHA-256 of every file. This very file lies in
each pack and is what ``kiosk evidence verify`` runs, so it imports the standard library only.

Whoever alters a pack can also sign it again with a key of his own. So compare the fingerprint it
prints with the one the office shows ("sidik kunci"), or give it: ``--kunci FINGERPRINT``.
Exit status: 0 whole, 1 altered, 2 no pack.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    _Point = tuple[int, int, int, int]

FORMAT = "suara-loket-paket-1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
COMMENT = len(FORMAT) + 1 + 128
"""The archive's comment: the format, a blank, and the signature of all bytes before it."""
LARGEST = 2_000_000_000
"""Bytes of a pack, packed or unpacked."""
MOST_FILES = 20_000


_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, OSError, NotImplementedError, EOFError,
           ValueError, RuntimeError)  # fmt: skip
"""What reading a damaged archive raises."""


class NoPack(Exception):
    """It cannot be read as a pack at all."""


class Checked:
    """What was found. ``faults``: Indonesian sentences, each naming what was altered."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.manifest: dict[str, Any] = {}
        self.key = ""
        self.files = 0

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.key)


def fingerprint(key: str) -> str:
    """What people compare: eight groups of four of the SHA-256 of the public key."""
    digest = hashlib.sha256(bytes.fromhex(key)).hexdigest()[:32] if key else ""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def check(path: str, expected: str = "") -> Checked:
    """``path``: the archive, or the folder it was unpacked to. ``expected``: the fingerprint of
    the office, with or without blanks. Raises `NoPack`."""
    found = Checked()
    if Path(path).is_dir():
        _check_folder(path, found)
    else:
        _check_archive(path, found)
    wanted = "".join(expected.split()).lower()
    if wanted and wanted != found.fingerprint.replace(" ", ""):
        found.faults.append("Kunci penanda tangan bukan kunci kantor yang Anda sebutkan.")
    return found


def _check_archive(path: str, found: Checked) -> None:
    try:
        size = Path(path).stat().st_size
        if size > LARGEST:
            raise NoPack("Berkas terlalu besar untuk sebuah paket.")
        ours = _bears_our_name(path, size)
    except OSError as wrong:
        raise NoPack(f"Berkas tidak dapat dibuka: {_said(wrong)}.") from wrong
    try:
        with zipfile.ZipFile(path) as archive:
            _check_inside(archive, found)
            comment = archive.comment
    except (NoPack, *_BROKEN) as wrong:
        if not ours:
            raise NoPack(f"Berkas ini bukan paket bukti: {_said(wrong)}.") from wrong
        found.faults.append(f"Arsip rusak atau berubah: {_said(wrong)}.")
        return
    _check_whole(path, size, comment, found)


def _bears_our_name(path: str, size: int) -> bool:
    """Of what was a pack once, everything that is wrong with it is an alteration."""
    with Path(path).open("rb") as stream:
        stream.seek(max(0, size - 2 * COMMENT))
        return FORMAT.encode() in stream.read()


def _check_inside(archive: zipfile.ZipFile, found: Checked) -> None:
    names = _names(archive, found)
    read = _reader(archive)
    _check_manifest(read(MANIFEST), read(SIGNATURE), found)
    _check_files(names, read, found)


def _said(wrong: Exception) -> str:
    if isinstance(wrong, FileNotFoundError):
        return "berkas tidak ada"
    return _printable(str(wrong)).strip("'\"").rstrip(".") or type(wrong).__name__


def _printable(text: str) -> str:
    """A forger writes names and may put signs for the terminal into them: a line of his own, a
    fingerprint that is not his, the rest made unseen."""
    return "".join(one if one.isprintable() else "?" for one in text)


def _names(archive: zipfile.ZipFile, found: Checked) -> list[str]:
    every = archive.infolist()
    if len(every) > MOST_FILES or sum(one.file_size for one in every) > LARGEST:
        raise NoPack("Isi arsip terlalu besar untuk sebuah paket.")
    names = [one.filename for one in every]
    for name in sorted({one for one in names if names.count(one) > 1}) if _repeated(names) else ():
        found.faults.append(f"{name}: ada dua kali di dalam arsip.")
    return names


def _repeated(names: list[str]) -> bool:
    return len(set(names)) != len(names)


def _reader(archive: zipfile.ZipFile) -> Any:
    def read(name: str) -> bytes:
        # Never more than the directory says: what unpacks to more was not made by us.
        with archive.open(name) as stream:
            return stream.read(archive.getinfo(name).file_size + 1)

    return read


def _check_folder(path: str, found: Checked) -> None:
    names = sorted(_walked(path))

    def read(name: str) -> bytes:
        file = Path(path, *name.split("/"))
        if not file.is_file():
            # A pipe in its place would be waited for without end.
            raise OSError(name)
        return file.read_bytes()

    try:
        manifest, signature = read(MANIFEST), read(SIGNATURE)
    except OSError as wrong:
        raise NoPack(f"Folder ini bukan paket bukti: {MANIFEST} tidak ada.") from wrong
    _check_manifest(manifest, signature, found)
    _check_files(names, read, found)


def _walked(path: str) -> list[str]:
    files = (one for one in Path(path).rglob("*") if one.is_symlink() or not one.is_dir())
    return [one.relative_to(path).as_posix() for one in files]


def _check_manifest(manifest: bytes, signature: bytes, found: Checked) -> None:
    try:
        read = json.loads(manifest.decode("utf-8"))
        files = read["files"]
        if read["format"] != FORMAT or not all(_is_file(one) for one in files):
            raise ValueError
        key = str(read["public_key"])
        bytes.fromhex(key)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise NoPack(f"{MANIFEST} tidak dapat dibaca.") from wrong
    found.manifest, found.key = read, key
    if not verified(found.key, _signature(signature), manifest):
        found.faults.append(f"{MANIFEST}: tanda tangannya tidak cocok.")


def _is_file(one: Any) -> bool:
    return (
        isinstance(one["path"], str) and isinstance(one["size"], int) and len(one["sha256"]) == 64
    )


def _signature(text: bytes) -> bytes:
    """128 lower-case hexadecimal digits and nothing else; b"" for all other spellings."""
    clean = text.strip()
    if len(clean) != 128 or set(clean) - set(b"0123456789abcdef"):
        return b""
    return bytes.fromhex(clean.decode())


def _check_files(names: list[str], read: Any, found: Checked) -> None:
    listed = {one["path"]: one for one in found.manifest["files"]}
    found.files = len(listed)
    for path in sorted(listed):
        if path not in names:
            found.faults.append(f"{path}: hilang.")
            continue
        fault = _fault_of(path, listed[path], read)
        if fault:
            found.faults.append(fault)
    for path in sorted(set(names) - set(listed) - {MANIFEST, SIGNATURE}):
        found.faults.append(f"{path}: ditambahkan, tidak ada dalam {MANIFEST}.")


def _fault_of(path: str, listed: dict[str, Any], read: Any) -> str | None:
    try:
        content = read(path)
    except _BROKEN:
        return f"{path}: rusak atau berubah."
    if len(content) != listed["size"] or hashlib.sha256(content).hexdigest() != listed["sha256"]:
        return f"{path}: isinya berubah."
    return None


def _check_whole(path: str, size: int, comment: bytes, found: Checked) -> None:
    """Every byte counts, those of the archive's own directory too."""
    start = (FORMAT + " ").encode()
    given = _signature(comment[len(start) :]) if len(comment) == COMMENT else b""
    if not comment.startswith(start) or not given:
        found.faults.append("Arsip: tanda tangan seluruh berkas hilang atau berubah.")
        return
    if not verified(found.key, given, digest_of(path, size - COMMENT)):
        found.faults.append("Arsip: ada yang berubah pada berkas ZIP ini.")


def digest_of(path: str, length: int) -> bytes:
    """SHA-512 of the first ``length`` bytes, under a name of its own: what signs an archive signs
    nothing else."""
    told = hashlib.sha512(FORMAT.encode() + b"\0")
    with Path(path).open("rb") as stream:
        while length > 0:
            block = stream.read(min(length, 1 << 20))
            if not block:
                break
            told.update(block)
            length -= len(block)
    return told.digest()


# Ed25519 by RFC 8032, section 5.1, verifying only: nothing here is secret, so it need not run in
# constant time.
_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)


def verified(key: str, signature: bytes, message: bytes) -> bool:
    """Whether ``signature`` of ``message`` is that of the public ``key`` (hexadecimal)."""
    try:
        public = bytes.fromhex(key)
    except ValueError:
        return False
    if len(public) != 32 or len(signature) != 64:
        return False
    point, nonce = _decoded(public), _decoded(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if point is None or nonce is None or scalar >= _L:
        return False
    hashed = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(hashed, "little") % _L
    return _same(_times(scalar, _BASE), _plus(nonce, _times(challenge, point)))


def _plus(one: _Point, other: _Point) -> _Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c = 2 * one[3] * other[3] * _D % _P
    d = 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(scalar: int, point: _Point) -> _Point:
    total: _Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _plus(total, point)
        point = _plus(point, point)
        scalar >>= 1
    return total


def _same(one: _Point, other: _Point) -> bool:
    across = (one[0] * other[2] - other[0] * one[2]) % _P
    return across == 0 and (one[1] * other[2] - other[1] * one[2]) % _P == 0


def _decoded(text: bytes) -> _Point | None:
    number = int.from_bytes(text, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


_BASE_Y = 4 * pow(5, _P - 2, _P) % _P
_BASE = _decoded(_BASE_Y.to_bytes(32, "little")) or (0, 1, 1, 0)


def lines(found: Checked) -> list[str]:
    """For a terminal."""
    unit, period, made = (
        _printable(str(found.manifest.get(name, ""))) for name in ("unit_name", "period", "made_at")
    )
    head = [
        f"Paket        {unit} {period}",
        f"Dibuat       {made}",
        f"Berkas       {found.files}",
        f"Sidik kunci  {found.fingerprint}",
        "",
    ]
    if found.faults:
        faults = [_printable(one) for one in found.faults]
        return [*head, "BERUBAH. Paket ini tidak sama dengan yang ditandatangani:", *faults]
    return [*head, "UTUH. Cocokkan sidik kunci di atas dengan yang ditunjukkan kantor itu."]


def main(given: list[str] | None = None) -> int:
    reads = argparse.ArgumentParser(prog="periksa.py", description="Periksa paket bukti.")
    here = str(Path(__file__).resolve().parent)
    reads.add_argument("paket", nargs="?", default=here, help="berkas ZIP atau foldernya")
    reads.add_argument("--kunci", default="", help="sidik kunci kantor")
    asked = reads.parse_args(given)
    try:
        found = check(asked.paket, asked.kunci)
    except NoPack as why:
        sys.stderr.write(f"{why}\n")
        return 2
    # Whatever letters this terminal knows: a name it cannot show stops nothing.
    letters = sys.stdout.encoding or "ascii"
    told = "\n".join(lines(found)) + "\n"
    sys.stdout.write(told.encode(letters, "backslashreplace").decode(letters))
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
