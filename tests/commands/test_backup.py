"""`kiosk backup`: keys, backups, restores and drills as an operator types them."""

from __future__ import annotations

import dataclasses
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.config import Config, InvalidConfig
from kiosk.store.backup.ages import new_pair, private_keys
from tests.backups import KEY, backed_up, files_in_clear, key_file, other_machine
from tests.commands.console import document, refused, run, said
from tests.factories import Clock, Place, answer, rows
from tests.services.databases import let_go

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def config(config: Config) -> Config:
    return backed_up(config)


@pytest.fixture
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return key_file(tmp_path_factory.mktemp("stik"))


@pytest.fixture
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Another machine, with nothing on it."""
    from kiosk.app import create_app

    made = create_app(other_machine("", tmp_path_factory.mktemp("lain")))
    yield made
    let_go(made)


def newest(app: Flask) -> Path:
    folder: Path = app.config["KIOSK"].backup_dir
    return max(folder.glob("*.age"))


def test_a_key_is_written_for_its_owner_only_and_never_over_another(
    app: Flask, tmp_path: Path, clock: Clock
) -> None:
    file = tmp_path / "kunci"
    public = document(app, "backup", "key", file)["recipient"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    [private] = private_keys(file.read_text())
    assert private not in said(app, "backup", "key", tmp_path / "lain")
    assert public.startswith("age1")
    assert "sudah ada" in refused(app, "backup", "key", file)


def test_a_backup_is_listed_with_what_is_in_it(app: Flask, place: Place, clock: Clock) -> None:
    answer(app, place, times=3)
    assert said(app, "backup", "list") == "Belum ada cadangan.\n"
    told = document(app, "backup", "create")
    assert told["rows"] > 3
    assert told["engine"] == "sqlite"
    assert told["verified_at"]
    clock.later(hours=5)
    [line] = said(app, "backup", "list").splitlines()[1:]
    assert line.split()[0] == told["name"]
    assert line.endswith("5 jam")
    assert document(app, "backup", "list") == [told]


def test_without_a_recipient_it_says_how_to_set_one_up(
    app: Flask, config: Config, place: Place, clock: Clock
) -> None:
    from kiosk.jobs import work

    unset = dataclasses.replace(config, backup_recipient="")
    app.config["KIOSK"] = unset
    assert "kiosk backup key" in refused(app, "backup", "create")
    with app.app_context():
        outcomes = {work(unset)[one]() for one in ("make-backup", "drill-restore")}
    assert outcomes == {"belum diatur"}
    looks = rows(app, "upkeep_checks")
    assert {(one["ok"], one["told"][:22]) for one in looks} == {(False, "Cadangan belum diatur:")}


@pytest.mark.parametrize(
    "wrong",
    ["age1xyz", KEY.private, f"{KEY.public} {KEY.public[:-1]}"],
    ids=["no key", "the private half", "a good one and a cut one"],
)
def test_a_malformed_recipient_is_refused_at_the_start(wrong: str) -> None:
    with pytest.raises(InvalidConfig, match="^KIOSK_BACKUP_RECIPIENT: ") as refusal:
        Config.from_env({"KIOSK_BACKUP_RECIPIENT": wrong})
    assert KEY.private not in str(refusal.value)


def test_every_recipient_opens_it_and_nobody_else(
    app: Flask, config: Config, place: Place, clock: Clock, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pairs = [new_pair() for _ in range(3)]
    both = f"{pairs[0].public}, {pairs[1].public}"
    app.config["KIOSK"] = dataclasses.replace(config, backup_recipient=both)
    said(app, "backup", "create")
    files = [key_file(tmp_path_factory.mktemp("stik"), one) for one in pairs]
    for file in files[:2]:
        found = document(app, "backup", "verify", newest(app), "--identity", file)
        assert found["ok"]
        assert found["chains"] == 3
    told = refused(app, "backup", "verify", newest(app), "--identity", files[2])
    assert "Tidak ada isi yang ditulis" in told
    told = refused(app, "backup", "verify", newest(app), "--identity", newest(app))
    assert "bukan kunci age" in told
    assert files_in_clear(config.instance_dir) == []


def test_a_restore_is_a_whole_installation_again(
    app: Flask, other: Flask, place: Place, clock: Clock, key: Path
) -> None:
    answer(app, place, times=3)
    settings: Config = app.config["KIOSK"]
    (settings.instance_dir / "suara").mkdir()
    (settings.instance_dir / "suara" / "u1.mp3").write_bytes(b"suara")
    (settings.instance_dir / "kunci-hari").mkdir()
    (settings.instance_dir / "kunci-hari" / "2026-10-15").write_bytes(b"x" * 32)
    said(app, "backup", "create")
    told = document(other, "backup", "restore", newest(app), "--identity", key)
    assert told["ok"]
    assert told["aside"] is None
    assert told["odd"] == 0
    assert rows(other, "answers") == rows(app, "answers")
    there: Config = other.config["KIOSK"]
    assert (there.instance_dir / "suara" / "u1.mp3").read_bytes() == b"suara"
    assert not (there.instance_dir / "kunci-hari").exists(), "the day's key is in no backup (F44)"
    assert (there.instance_dir / "secret-key").read_text() == settings.secret_key
    assert files_in_clear(there.instance_dir) == []


def test_a_filled_installation_is_replaced_only_when_told_to_and_kept_aside(
    app: Flask, other: Flask, place: Place, clock: Clock, key: Path
) -> None:
    (app.config["KIOSK"].instance_dir / "erased.jsonl").write_text('{"kelas": "a"}\n')
    said(app, "backup", "create")
    file, words = newest(app), ("--identity", key)
    said(other, "backup", "restore", file, *words)
    there: Config = other.config["KIOSK"]
    (there.instance_dir / "baru").write_text("sejak itu")
    (there.instance_dir / "erased.jsonl").write_text('{"kelas": "x"}\n')
    (there.instance_dir / "basis-data-rusak.json").write_text("{}")
    let_go(other)
    assert "--replace" in refused(other, "backup", "restore", file, *words)
    told = document(other, "backup", "restore", file, *words, "--replace")
    assert (there.instance_dir / told["aside"] / "baru").read_text() == "sejak itu"
    assert not (there.instance_dir / "baru").exists()
    assert not (there.instance_dir / "basis-data-rusak.json").exists()
    journal = (there.instance_dir / "erased.jsonl").read_text()
    assert '{"kelas": "x"}' in journal, "of this machine"
    assert '{"kelas": "a"}' in journal, "of the backup"


def test_a_running_installation_is_not_restored_over(
    app: Flask, other: Flask, place: Place, clock: Clock, key: Path
) -> None:
    from kiosk.flows.upkeep.run_due_jobs import hold_lease

    said(app, "backup", "create")
    words = (newest(app), "--identity", key, "--replace")
    said(other, "backup", "restore", *words)
    with other.app_context():
        hold_lease("tugas-1", clock.now())
    let_go(other)
    assert "masih berjalan" in refused(other, "backup", "restore", *words)
    clock.later(minutes=2)
    assert run(other, "backup", "restore", *words).exit_code == 0


def test_a_drill_restores_really_and_says_so(
    app: Flask, config: Config, place: Place, clock: Clock
) -> None:
    answer(app, place, times=2)
    told = document(app, "backup", "drill")
    assert told["ok"]
    assert told["chains"] == 3
    assert told["rows"] > 2
    looks = {one["kind"]: (one["ok"], one["told"]) for one in rows(app, "upkeep_checks")}
    assert looks["cadangan"][0]
    assert looks["latihan-pemulihan"][0]
    assert "3 rantai utuh" in looks["latihan-pemulihan"][1]
    assert files_in_clear(config.instance_dir) == []
    assert [one.name for one in config.backup_dir.glob("*.age")] == [told["backup"]]


def test_a_chain_that_was_bent_fails_the_backup_and_the_drill(
    app: Flask, config: Config, place: Place, clock: Clock
) -> None:
    from sqlalchemy import text

    from kiosk.store.engine import connection, transaction

    answer(app, place, times=2)
    with app.app_context(), transaction():
        connection().execute(text("UPDATE answers SET hash = zeroblob(32)"))
    assert "rantai" in refused(app, "backup", "drill")
    assert not any(config.backup_dir.glob("*.age"))
    looks = {one["kind"]: one["ok"] for one in rows(app, "upkeep_checks")}
    assert looks == {"cadangan": False, "latihan-pemulihan": False}


def test_a_note_beside_a_backup_holds_no_secret(app: Flask, place: Place, clock: Clock) -> None:
    said(app, "backup", "create")
    note = json.loads(newest(app).with_name(f"{newest(app).name}.json").read_text())
    assert set(note) == {
        "name", "made_at", "verified_at", "size", "sha256", "engine", "schema", "rows", "files",
        "chains",
    }  # fmt: skip
    # Rows of each table, night by night, would tell when a protected case came in.
    assert type(note["rows"]) is int
    assert {one.stat().st_mode & 0o077 for one in newest(app).parent.glob("suara-loket*")} == {0}
