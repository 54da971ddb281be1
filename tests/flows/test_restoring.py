"""A restore on either database: brought up to date, every session ended, erased again what was
erased, and nothing half done."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.engine import make_url

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.upkeep.backup import BackupBusy, BackupFailed, DamagedBackup, UnfitPlace
from kiosk.store.backup import archive, postgres
from kiosk.store.backup.archive import Entry
from tests import desk, tickets
from tests.backups import KEY, backed_up, files_in_clear, other_machine
from tests.factories import NOW, Clock, Place, answer, rows
from tests.services.databases import let_go
from tests.services.released import put_back

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.config import Config
    from kiosk.flows.putting_back import Restored


@pytest.fixture
def config(config: Config) -> Config:
    return backed_up(config)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("kiosk.clock.now", made.now)
    return made


@pytest.fixture
def target(request: pytest.FixtureRequest, config: Config, tmp_path: Path) -> Config:
    url = "" if config.is_sqlite else request.getfixturevalue("empty_postgresql")
    return other_machine(url, tmp_path / "lain")


def made(app: Flask, config: Config) -> Path:
    from kiosk.flows.upkeep.make_backup import make_backup
    from kiosk.fronts.backups import hands

    with app.app_context():
        note = make_backup(config, hands(config), lambda: NOW)
    return config.backup_dir / note.name


def restore(target: Config, path: Path, *, replace: bool = False) -> Restored:
    from kiosk.app import create_app
    from kiosk.flows.upkeep.restore_backup import restore_backup
    from kiosk.fronts.backups import hands

    app = create_app(target)
    try:
        with app.app_context():
            return restore_backup(path, [KEY.private], target, hands(target), NOW, replace=replace)
    finally:
        let_go(app)


def of(target: Config, table: str) -> list[dict[str, object]]:
    from kiosk.app import create_app

    app = create_app(target)
    try:
        return rows(app, table)
    finally:
        let_go(app)


@pytest.mark.usefixtures("quick_hashes", "clock")
def test_sessions_end_and_what_was_erased_since_is_erased_again(
    app: Flask, config: Config, target: Config, place: Place
) -> None:
    from kiosk.domain.upkeep.erasure import Scope
    from kiosk.flows.erasing import erase_ticket
    from kiosk.store.engine import transaction

    one = tickets.file(app, place, judul="Nama saya Rahasia")
    client = app.test_client()
    desk.sign_in(client, app, [Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)])
    assert rows(app, "staff_sessions")
    path = made(app, config)
    with app.app_context(), transaction():
        assert erase_ticket(one.id, Scope.ALL, "permintaan", None, NOW, config.instance_dir)
    # The list of the old machine, carried over as the guide says.
    target.instance_dir.mkdir()
    journal = (config.instance_dir / "erased.jsonl").read_text()
    (target.instance_dir / "erased.jsonl").write_text(journal)
    found = restore(target, path)
    assert found.settled.startswith("1 ")
    assert of(target, "staff_sessions") == []
    assert [row["id"] for row in of(target, "tickets")] == [one.id]
    assert "Rahasia" not in str(of(target, "ticket_texts"))
    assert (target.instance_dir / "erased.jsonl").read_text().startswith(journal)


@pytest.mark.usefixtures("quick_hashes", "clock")
def test_no_door_opens_on_a_restore_that_was_killed_before_it_erased_again(
    app: Flask, config: Config, target: Config, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.flows.upkeep.check_start import Unfit, require_fit

    tickets.file(app, place)
    path = made(app, config)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("kiosk.flows.putting_back.upgrading.upgrade", killed)
        with pytest.raises(KeyboardInterrupt):
            restore(target, path)
    with app.app_context(), pytest.raises(Unfit, match="pemulihan belum selesai"):
        require_fit(dataclasses.replace(config, instance_dir=target.instance_dir), NOW)
    if target.is_sqlite:
        restore(target, path, replace=True)
        left = [one.name for one in target.instance_dir.iterdir() if "pemulihan" in one.name]
        assert left == []


@pytest.mark.usefixtures("quick_hashes", "clock")
def test_a_damaged_list_of_erasures_is_told_and_stops_no_restore(
    app: Flask, config: Config, target: Config, place: Place
) -> None:
    from kiosk.domain.upkeep.erasure import Scope
    from kiosk.flows.erasing import erase_ticket
    from kiosk.store.engine import transaction

    one = tickets.file(app, place, judul="Nama saya Rahasia")
    answer(app, place, 3, saran="Masih muda")
    path = made(app, config)
    with app.app_context(), transaction():
        assert erase_ticket(one.id, Scope.ALL, "permintaan", None, NOW, config.instance_dir)
    journal = (config.instance_dir / "erased.jsonl").read_bytes()
    wrong = (
        b"\xff\xfe\x00", b"{", b"[" * 5_000, b"7", b'{"tahan": "x", "id": 1}', b'{"apa": "semua"}',
        b'{"apa": "semua", "laporan": "1", "sampai": null}', b'{"tahan": "unit", "id": 99}',
        b'{"kelas": "saran", "sebelum": "besok"}', b'{"kelas": "saran", "sebelum": "9999-12-31"}',
    )  # fmt: skip
    target.instance_dir.mkdir()
    (target.instance_dir / "erased.jsonl").write_bytes(b"\n".join(wrong) + b"\n" + journal)
    found = restore(target, path)
    assert found.settled.startswith("1 ")
    assert f"{len(wrong)} baris" in found.settled
    assert "Rahasia" not in str(of(target, "ticket_texts"))
    assert len(of(target, "answer_texts")) == 1


def test_of_two_lists_the_last_word_about_a_hold_stays_the_last(tmp_path: Path) -> None:
    from kiosk.store.backup.places import _join_lines

    kept, older = tmp_path / "kept", tmp_path / "older"
    held, let_go_again = b'{"tahan": 1, "sampai": "2030"}\n', b'{"tahan": 1, "sampai": null}\n'
    older.write_bytes(b"first\n" + held)
    kept.write_bytes(held + let_go_again + held)
    _join_lines(kept, older)
    assert kept.read_bytes() == b"first\n" + let_go_again + held


def test_the_drill_is_a_whole_restore_and_leaves_nothing(
    app: Flask, config: Config, place: Place, clock: Clock
) -> None:
    from kiosk.flows.upkeep.drill_restore import drill_restore
    from kiosk.fronts.backups import hands

    answer(app, place, times=3)
    before = rows(app, "answers")
    with app.app_context():
        found = drill_restore(config, hands(config), clock.now)
    assert found.restored.rows == found.note.rows
    assert found.restored.chains == 3
    assert rows(app, "answers") == before
    assert files_in_clear(config.instance_dir) == []


@pytest.mark.parametrize("schema", ["0001", "0005"])
def test_a_backup_of_an_older_program_is_brought_up_to_date(
    schema: str, empty_sqlite: str, tmp_path: Path
) -> None:
    from kiosk.store.backup.snapshot import counts_of

    told = put_back(schema, empty_sqlite)
    database = Path(empty_sqlite.removeprefix("sqlite:///"))
    header = {
        "made_at": NOW.isoformat(), "engine": "sqlite", "schema": schema,
        "counts": counts_of(database),
    }  # fmt: skip
    path = tmp_path / "lama.tar.gz.age"
    archive.write(path, header, [Entry("database.sqlite3", database)], (KEY.public,))
    target = other_machine("", tmp_path / "lain")
    assert restore(target, path).chains
    assert told
    [version] = {row["kind"] for row in of(target, "upkeep_checks")}
    assert version == "retensi", "the tables of today are there, and retention ran"


def test_a_backup_of_the_other_kind_of_database_or_of_a_newer_program_is_refused(
    tmp_path: Path,
) -> None:
    target = other_machine("", tmp_path / "lain")
    for changed in ({"engine": "postgresql"}, {"schema": "9999"}):
        header = {"made_at": NOW.isoformat(), "engine": "sqlite", "schema": "0006", "counts": {}}
        path = tmp_path / f"{next(iter(changed))}.age"
        archive.write(path, header | changed, [], (KEY.public,))
        with pytest.raises(UnfitPlace):
            restore(target, path)
        assert {one.name for one in target.instance_dir.iterdir()} <= {"static"}


@pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)
def test_a_filled_postgresql_database_is_never_written_over(
    app: Flask, config: Config, place: Place, clock: Clock
) -> None:
    path = made(app, config)
    let_go(app)
    with pytest.raises(UnfitPlace, match="tidak kosong"):
        restore(config, path, replace=True)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_restores_while_another_process_has_the_database_open(
    app: Flask, config: Config, place: Place, clock: Clock
) -> None:
    """SQLite's own lock says so, also while no lease lives."""
    import subprocess
    import sys

    path = made(app, config)
    let_go(app)
    file = config.database_url.removeprefix("sqlite:///")
    code = (
        "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); "
        "c.execute('SELECT count(*) FROM tickets').fetchone(); print(1,flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline()
        with pytest.raises(BackupBusy):
            restore(config, path, replace=True)
        other.communicate(b"\n")
    assert restore(config, path, replace=True).aside


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_signed_while_a_backup_is_made_does_not_call_it_cut(
    app: Flask, config: Config, place: Place, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The heads lie beside the database, and are copied after it."""
    from kiosk.flows.people.sign_heads import sign_heads
    from kiosk.store.backup import snapshot

    take = snapshot.take

    def taken(folder: Path) -> snapshot.Snapshot:
        found = take(folder)
        answer(app, place)
        sign_heads(config.instance_dir, clock.now())
        return found

    monkeypatch.setattr(snapshot, "take", taken)
    made(app, config)
    assert list((config.instance_dir / "audit").glob("kepala-*.json"))


def test_a_backup_with_other_numbers_of_rows_than_it_says_is_refused(
    sqlite_template: Path, tmp_path: Path
) -> None:
    from kiosk.store.backup.snapshot import counts_of

    counts = counts_of(sqlite_template) | {"answers": 1}
    header = {"made_at": NOW.isoformat(), "engine": "sqlite", "schema": "0006", "counts": counts}
    path = tmp_path / "kurang.age"
    entries = [Entry("database.sqlite3", sqlite_template)]
    archive.write(path, header, entries, (KEY.public,))
    target = other_machine("", tmp_path / "lain")
    with pytest.raises(DamagedBackup, match="Jumlah baris tidak cocok pada 1 tabel"):
        restore(target, path)
    assert {one.name for one in target.instance_dir.iterdir()} <= {"static"}


def test_a_missing_or_old_pg_dump_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = make_url("postgresql://x/y")
    monkeypatch.setattr(postgres, "_major", lambda _program: 15)
    with pytest.raises(BackupFailed, match="versi 15 terlalu tua untuk server PostgreSQL versi 99"):
        postgres.dump(url, tmp_path / "x", "", 99)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnfitPlace, match="pg_dump tidak ada"):
        postgres.dump(url, tmp_path / "x", "", 15)


def test_an_archive_that_leads_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    """Whoever has the public key can make one. The last has no list, and so no end."""
    import io
    import tarfile

    from kiosk.store.backup import ages

    for name, kind in (
        ("suara-loket/../../keluar", tarfile.REGTYPE),
        ("/etc/keluar", tarfile.REGTYPE),
        ("suara-loket/instance/tautan", tarfile.SYMTYPE),
        ("lain/instance/x", tarfile.REGTYPE),
        ("suara-loket/cadangan.json", tarfile.REGTYPE),
    ):
        packed, sealed = io.BytesIO(), io.BytesIO()
        with tarfile.open(mode="w:gz", fileobj=packed) as tar:
            about = tarfile.TarInfo(name)
            about.type, about.linkname = kind, "/etc/passwd"
            content = b'{"format": 1}' if name.endswith("cadangan.json") else b""
            about.size = len(content)
            tar.addfile(about, io.BytesIO(content))
        packed.seek(0)
        ages.encrypt(packed, sealed, (KEY.public,))
        path = tmp_path / "buatan.age"
        path.write_bytes(sealed.getvalue())
        into = tmp_path / "ke"
        into.mkdir(exist_ok=True)
        with pytest.raises(DamagedBackup):
            archive.read(path, [KEY.private], into)
        assert list(into.iterdir()) == []
