"""The address of a store for attachments: read once, each fault named, and no key in any of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import bucket
from kiosk.bucket import Bucket
from kiosk.config import Config, InvalidConfig

URL = "s3://lampiran/skm/kupang?endpoint=https://s3.contoh.go.id:9000"
KEYS = {"KIOSK_UPLOAD_KEY": "kunci-saya", "KIOSK_UPLOAD_SECRET": "rahasia-saya"}


def read(folder: Path, **given: str) -> Config:
    return Config.from_env({"KIOSK_INSTANCE_DIR": str(folder), **given})


def test_without_one_files_lie_in_the_folder(tmp_path: Path) -> None:
    assert read(tmp_path).uploads == tmp_path / "uploads"
    assert read(tmp_path, KIOSK_UPLOAD_DIR="/srv/bagi").uploads == Path("/srv/bagi")


def test_an_address_names_store_bucket_and_prefix(tmp_path: Path) -> None:
    found = read(tmp_path, KIOSK_UPLOAD_STORE=URL, **KEYS).uploads
    assert found == Bucket(
        "s3.contoh.go.id:9000", True, "lampiran", "skm/kupang", "us-east-1", True,
        "kunci-saya", "rahasia-saya",
    )  # fmt: skip
    more = "s3://lampiran?endpoint=http://127.0.0.1:9000&region=id-jkt-1&backup=store"
    found = read(tmp_path, KIOSK_UPLOAD_STORE=more, **KEYS).uploads
    assert found == Bucket(
        "127.0.0.1:9000", False, "lampiran", "", "id-jkt-1", False, "kunci-saya", "rahasia-saya"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://s3.contoh.go.id/lampiran",
        "s3://lampiran",
        "s3://Lampiran?endpoint=https://s3.contoh.go.id",
        "s3://?endpoint=https://s3.contoh.go.id",
        "s3://kunci:titipan@lampiran?endpoint=https://s3.contoh.go.id",
        "s3://lampiran/../x?endpoint=https://s3.contoh.go.id",
        "s3://lampiran/a//b?endpoint=https://s3.contoh.go.id",
        "s3://lampiran/.baru?endpoint=https://s3.contoh.go.id",
        "s3://lampiran?endpoint=http://s3.contoh.go.id",
        "s3://lampiran?endpoint=http://10.0.0.5:9000",
        "s3://lampiran?endpoint=http://127.0.0.1.contoh.id",
        "s3://lampiran?endpoint=https://",
        "s3://lampiran?endpoint=https://kunci:titipan@s3.contoh.go.id",
        "s3://lampiran?endpoint=https://s3.contoh.go.id/jalur",
        "s3://lampiran?endpoint=https://s3.contoh.go.id:0",
        "s3://lampiran?endpoint=https://s3.contoh.go.id:titipan",
        "s3://lampiran?endpoint=https://s3.contoh.go.id&secret=titipan",
        "s3://lampiran?endpoint=https://a.id&endpoint=https://b.id",
        "s3://lampiran?endpoint=https://a.id&region=",
        "s3://lampiran?endpoint=https://a.id&backup=tidak",
        "s3://lampiran?endpoint=https://a.id#titipan",
        "s3://[titipan?endpoint=https://a.id",
    ],
)
def test_a_malformed_or_unsafe_one_stops_the_start_and_is_not_repeated(
    tmp_path: Path, url: str
) -> None:
    with pytest.raises(InvalidConfig, match="^KIOSK_UPLOAD_STORE: ") as refused:
        read(tmp_path, KIOSK_UPLOAD_STORE=url, **KEYS)
    assert "titipan" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"KIOSK_UPLOAD_STORE": URL}, "KIOSK_UPLOAD_KEY"),
        ({"KIOSK_UPLOAD_STORE": URL, "KIOSK_UPLOAD_KEY": "x"}, "KIOSK_UPLOAD_KEY"),
        (KEYS, "KIOSK_UPLOAD_STORE"),
        ({"KIOSK_UPLOAD_STORE": URL, "KIOSK_UPLOAD_DIR": "/srv", **KEYS}, "KIOSK_UPLOAD_STORE"),
        ({"KIOSK_UPLOAD_STORE": URL, "KIOSK_UPLOAD_CREDENTIALS": "x", **KEYS},
         "KIOSK_UPLOAD_CREDENTIALS"),
        ({"KIOSK_UPLOAD_STORE": URL, "KIOSK_UPLOAD_CREDENTIALS": "tidak-ada"},
         "KIOSK_UPLOAD_CREDENTIALS"),
    ],
)  # fmt: skip
def test_what_belongs_together_comes_together(
    tmp_path: Path, given: dict[str, str], named: str
) -> None:
    with pytest.raises(InvalidConfig, match=f"^{named}: "):
        read(tmp_path, **given)


def test_the_key_may_lie_in_a_file_only_its_owner_reads(tmp_path: Path) -> None:
    file = tmp_path / "kunci"
    file.write_text("kunci-saya\nrahasia-saya\n")
    file.chmod(0o600)
    given = {"KIOSK_UPLOAD_STORE": URL, "KIOSK_UPLOAD_CREDENTIALS": str(file)}
    found = read(tmp_path, **given).uploads
    assert isinstance(found, Bucket)
    assert (found.key, found.secret) == ("kunci-saya", "rahasia-saya")
    file.chmod(0o640)
    with pytest.raises(InvalidConfig, match="chmod 600"):
        read(tmp_path, **given)
    file.chmod(0o600)
    file.write_text("rahasia-saya\n")
    with pytest.raises(InvalidConfig, match="dua baris"):
        read(tmp_path, **given)


def test_no_key_is_shown(tmp_path: Path) -> None:
    config = read(tmp_path, KIOSK_UPLOAD_STORE=URL, **KEYS)
    shown = f"{config!r} {config.uploads!r} {config.uploads}"
    assert "kunci-saya" not in shown
    assert "rahasia-saya" not in shown
    assert str(config.uploads) == "s3://lampiran/skm/kupang di s3.contoh.go.id:9000"


def test_without_the_library_the_start_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket, "find_spec", lambda _: None)
    with pytest.raises(InvalidConfig, match=r"suara-loket\[s3\]"):
        read(tmp_path, KIOSK_UPLOAD_STORE=URL, **KEYS)
