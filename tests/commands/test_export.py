"""`kiosk export satu-data`: published figures with their dictionary and metadata, or nothing."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from tests.commands.console import document, refused
from tests.factories import MONTH, Place, answer, make_place
from tests.periods import close, head_of, publish

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from kiosk.domain.people.actor import Actor

FILES = {
    "ikm.csv", "ikm-unsur.csv", "ikm-layanan.csv", "profil-responden.csv", "kamus-data.csv",
    "ms-keg.csv", "ms-keg.json", "ms-var.csv", "ms-var.json", "ms-ind.csv", "ms-ind.json",
}  # fmt: skip


@pytest.fixture
def place(app: Flask, quick_hashes: None) -> Place:
    made = make_place(app)
    answer(app, made, 3, times=30)
    answer(app, made, 4, times=10, jenis_kelamin="P")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Apart from the database."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.fixture
def head(app: Flask, place: Place) -> Actor:
    return head_of(app, place)


def words(place: Place, out: Path, *more: str) -> list[object]:
    return [
        "export", "satu-data", "--unit", place.unit, "--period", MONTH, "--out", out, *more,
    ]  # fmt: skip


def table(out: Path, name: str) -> list[dict[str, str]]:
    with (out / name).open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_an_open_or_unpublished_period_is_refused_with_what_to_do(
    app: Flask, place: Place, head: Actor, folder: Path
) -> None:
    out = folder / "data"
    assert "Tutup lalu terbitkan" in refused(app, *words(place, out))
    close(app, place, head)
    assert "Terbitkan" in refused(app, *words(place, out))
    assert list(folder.iterdir()) == []


def test_a_published_period_leaves_with_dictionary_and_metadata(
    app: Flask, place: Place, head: Actor, folder: Path
) -> None:
    close(app, place, head)
    publish(app, place, head)
    answer(app, place, 1, times=5)
    out = folder / "data"
    told = document(app, *words(place, out, "--region", "53.71"))
    assert set(told["files"]) == {one.name for one in out.iterdir()} == FILES
    [index] = table(out, "ikm.csv")
    assert (index["ikm"], index["responden"], index["mutu"]) == ("81.25", "40", "B")
    assert (index["kode_wilayah"], index["kode_unit"]) == ("53.71", place.unit)
    assert (index["bulan_awal"], index["tanggal_tutup"]) == ("2026-10", "2026-11-02")
    unsur = table(out, "ikm-unsur.csv")
    assert [one["nilai"] for one in unsur] == ["81.25"] * 9
    listed = {(one["berkas"], one["kolom"]) for one in table(out, "kamus-data.csv")}
    for name in ("ikm.csv", "ikm-unsur.csv", "ikm-layanan.csv", "profil-responden.csv"):
        header = (out / name).read_text("utf-8-sig").splitlines()[0].split(",")
        assert {(name, column) for column in header} <= listed
    variables = json.loads((out / "ms-var.json").read_text())
    assert len(variables) == 9 + 5
    assert {
        "nama_variabel", "alias", "konsep", "definisi", "tipe_data", "klasifikasi_isian",
        "aturan_validasi", "kalimat_pertanyaan", "akses_publik",
    } <= set(variables[0])  # fmt: skip
    assert variables[0]["klasifikasi_isian"].startswith("1 = Tidak sesuai")
    assert len(json.loads((out / "ms-ind.json").read_text())) == 10
    asked = {one["rincian"]: one["isian"] for one in table(out, "ms-keg.csv")}
    assert asked["Frekuensi penyelenggaraan"] == "Bulanan"
    assert asked["Kode kegiatan (diisi petugas BPS)"] == ""


def test_what_is_there_already_is_never_written_over(
    app: Flask, place: Place, head: Actor, folder: Path
) -> None:
    close(app, place, head)
    publish(app, place, head)
    kept = folder / "data"
    kept.mkdir()
    document(app, *words(place, kept))
    before = (kept / "ikm.csv").read_bytes()
    assert "sudah ada isinya" in refused(app, *words(place, kept))
    assert (kept / "ikm.csv").read_bytes() == before
    assert "tidak dapat ditulis" in refused(app, *words(place, folder / "tidak" / "ada"))
    assert "Kode wilayah" in refused(app, *words(place, folder / "lain", "--region", "Kupang"))
    assert {one.name for one in folder.iterdir()} == {"data"}


def test_a_folder_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk.commands import export

    written = []

    def put(path: Path, text: str) -> None:
        if written:
            raise OSError(28, "No space left on device")
        written.append(path.write_text(text))

    monkeypatch.setattr(export, "_put", put)
    with pytest.raises(export.UnusableFolder, match="No space left"):
        export.write(tmp_path / "data", {"a.csv": "1", "b.csv": "2"})
    assert list(tmp_path.iterdir()) == []
