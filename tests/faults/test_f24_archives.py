"""F24: archives and office files are refused by type; nothing is unpacked."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import resource
import tarfile
import time
import zipfile

import pytest

from kiosk.domain.complaint.attachment import ArchiveFile, InvalidAttachment
from kiosk.media import reencode
from kiosk.media.reencode import prepare


def zipped(entries: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return kept.getvalue()


def tarred() -> bytes:
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("kosong"))
    return kept.getvalue()


ZEROS = bytes(5_000_000)
ARCHIVES = {
    "bom.zip": zipped({"a": ZEROS}),
    "surat.docx": zipped({"word/document.xml": ZEROS}),
    "seribu.xlsx": zipped({f"xl/{n}.xml": b"" for n in range(1000)}),
    "bersarang.zip": zipped({"b.zip": zipped({"c.zip": zipped({"a": ZEROS})})}),
    "kosong.zip": zipped({}),
    "a.gz": gzip.compress(ZEROS),
    "a.bz2": bz2.compress(ZEROS),
    "a.xz": lzma.compress(ZEROS),
    "a.7z": b"7z\xbc\xaf\x27\x1c" + bytes(100),
    "a.rar": b"Rar!\x1a\x07\x01\0" + bytes(100),
    "a.zst": b"\x28\xb5\x2f\xfd" + bytes(100),
    "surat.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "surat.rtf": b"{\\rtf1 halo}",
    "foto.jpg": zipped({"foto.jpg": ZEROS}),
}


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("an archive reached the worker")

    monkeypatch.setattr(reencode, "_worked", never)


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_is_refused_by_type(name: str) -> None:
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises(ArchiveFile, match=f"{name} .*PDF"):
        prepare(name, ARCHIVES[name])
    assert time.process_time() - started < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 8 * 1024


def test_a_tar_file_too() -> None:
    with pytest.raises(InvalidAttachment):
        prepare("a.tar", tarred())
