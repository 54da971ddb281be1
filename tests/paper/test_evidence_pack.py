"""A pack tells any machine with Python what was altered in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from kiosk.data import periksa
from kiosk.paper import evidence_pack
from kiosk.paper.evidence_pack import Member

KEY = SigningKey(b"k" * 32)
HEAD = {
    "public_key": bytes(KEY.verify_key).hex(),
    "unit_name": "Dinas Dukcapil Kota Kupang",
    "period": "2026",
    "made_at": "2026-11-22T10:00:00+08:00",
}
MEMBERS = (
    Member("01-hasil/papan.json", b'{"ipak": "3.62"}' * 40, "Papan hasil", ("VI.p.iv.a",)),
    Member("02-bukti/foto.jpg", bytes(range(256)) * 8, "Foto pencanangan"),
)


def _sign(message: bytes) -> bytes:
    return bytes(KEY.sign(message).signature)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    target = tmp_path / "paket.zip"
    evidence_pack.write(target, MEMBERS, HEAD, _sign)
    return target


def test_a_pack_as_made_is_whole_and_names_its_key(pack: Path) -> None:
    found = periksa.check(str(pack))
    assert (found.faults, found.files) == ([], 3)
    assert found.fingerprint == periksa.fingerprint(HEAD["public_key"])
    assert not list(pack.parent.glob("*.baru"))


def test_a_changed_byte_is_found_wherever_it_is(pack: Path, tmp_path: Path) -> None:
    whole = pack.read_bytes()
    altered = tmp_path / "lain.zip"
    # The head, every third byte of directory and signature, and each 397th of what lies inside.
    places = {*range(0, len(whole), 397), *range(len(whole) - 700, len(whole), 3), *range(60)}
    for place in sorted(places):
        changed = bytearray(whole)
        changed[place] ^= 0x20
        altered.write_bytes(bytes(changed))
        try:
            faults = periksa.check(str(altered)).faults
        except periksa.NoPack as why:
            faults = [str(why)]
        assert faults, f"byte {place} changed unseen"


def test_what_was_altered_is_named(pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(folder)
    assert periksa.check(str(folder)).faults == []
    (folder / "01-hasil/papan.json").write_bytes(b'{"ipak": "3.99"}' * 40)
    (folder / "02-bukti/foto.jpg").unlink()
    (folder / "tambahan.txt").write_text("sisipan")
    faults = periksa.check(str(folder)).faults
    assert faults == [
        "01-hasil/papan.json: isinya berubah.",
        "02-bukti/foto.jpg: hilang.",
        "tambahan.txt: ditambahkan, tidak ada dalam manifest.json.",
    ]


def test_a_manifest_changed_to_fit_loses_its_signature(pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(folder)
    manifest = folder / "manifest.json"
    document = json.loads(manifest.read_text())
    document["period"] = "2025"
    manifest.write_text(json.dumps(document))
    assert periksa.check(str(folder)).faults == ["manifest.json: tanda tangannya tidak cocok."]


def test_a_pack_signed_again_by_a_stranger_is_not_the_offices(tmp_path: Path) -> None:
    stranger = SigningKey(b"s" * 32)
    forged = tmp_path / "palsu.zip"
    head = {**HEAD, "public_key": bytes(stranger.verify_key).hex()}
    evidence_pack.write(forged, MEMBERS, head, lambda told: bytes(stranger.sign(told).signature))
    ours = periksa.fingerprint(HEAD["public_key"])
    assert periksa.check(str(forged)).faults == []
    assert periksa.check(str(forged), ours).faults == [
        "Kunci penanda tangan bukan kunci kantor yang Anda sebutkan."
    ]


def test_the_script_inside_runs_alone_with_the_standard_library(pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mesin-lain"
    with zipfile.ZipFile(pack) as archive:
        archive.extract("periksa.py", folder)

    def run(*given: str) -> subprocess.CompletedProcess[str]:
        # -I and -S: no package of this project and no site-packages to lean on.
        return subprocess.run(
            [sys.executable, "-I", "-S", str(folder / "periksa.py"), *given],
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    whole = run(str(pack))
    assert (whole.returncode, "UTUH" in whole.stdout) == (0, True), whole.stderr
    changed = bytearray(pack.read_bytes())
    changed[changed.index(bytes(range(200)))] ^= 1
    pack.write_bytes(bytes(changed))
    broken = run(str(pack))
    assert broken.returncode == 1
    assert "02-bukti/foto.jpg" in broken.stdout
    (tmp_path / "surat.txt").write_text("bukan paket")
    assert run(str(tmp_path / "surat.txt")).returncode == 2


def test_names_a_forger_chose_write_no_lines_of_their_own(tmp_path: Path) -> None:
    stranger, ours = SigningKey(b"s" * 32), periksa.fingerprint(HEAD["public_key"])
    lie = f"Dinas\nSidik kunci  {ours}\n\nUTUH.\x1b[8m"
    head = {**HEAD, "public_key": bytes(stranger.verify_key).hex(), "unit_name": lie}
    forged, folder = tmp_path / "palsu.zip", tmp_path / "palsu"
    evidence_pack.write(forged, MEMBERS, head, lambda told: bytes(stranger.sign(told).signature))
    with zipfile.ZipFile(forged) as archive:
        archive.extractall(folder)
    (folder / "x\nUTUH.\udcff").touch()
    for found in (periksa.check(str(forged)), periksa.check(str(folder))):
        told = periksa.lines(found)
        assert all(line.isprintable() for line in told)
        assert [line for line in told if line.startswith("Sidik kunci")] == [
            f"Sidik kunci  {found.fingerprint}"
        ]


def test_nothing_can_be_slipped_into_the_folder(pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(folder)
    hidden = folder / "02-bukti/__pycache__/surat.pdf"
    hidden.parent.mkdir()
    hidden.write_text("sisipan")
    (folder / "02-bukti/foto.jpg").unlink()
    os.mkfifo(folder / "02-bukti/foto.jpg")
    assert periksa.check(str(folder)).faults == [
        "02-bukti/foto.jpg: rusak atau berubah.",
        "02-bukti/__pycache__/surat.pdf: ditambahkan, tidak ada dalam manifest.json.",
    ]


@pytest.mark.parametrize("manifest", [b"[" * 200_000, b"9" * 9_000, b"[]", b"\xff"])
def test_a_manifest_nobody_can_read_is_no_pack(tmp_path: Path, manifest: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(manifest)
    (tmp_path / "manifest.sig").touch()
    with pytest.raises(periksa.NoPack):
        periksa.check(str(tmp_path))


def test_a_key_that_is_none_is_told_as_an_alteration(tmp_path: Path) -> None:
    target = tmp_path / "paket.zip"
    evidence_pack.write(target, MEMBERS, {**HEAD, "public_key": "bukan kunci"}, _sign)
    found = periksa.check(str(target), periksa.fingerprint(HEAD["public_key"]))
    assert found.faults[0] == "Arsip rusak atau berubah: manifest.json tidak dapat dibaca."
    assert periksa.lines(found)


def test_signatures_agree_with_another_implementation() -> None:
    for place in range(20):
        key, message = SigningKey(bytes([place]) * 32), b"m" * place
        public, signature = bytes(key.verify_key).hex(), bytes(key.sign(message).signature)
        assert periksa.verified(public, signature, message)
        assert not periksa.verified(public, signature, message + b"!")
        assert not periksa.verified(public, bytes(64), message)
