"""F24, F25, F29 at every door: whatever takes a file anywhere in the application is sent every
archive, every bomb and every hostile name. Nothing is unpacked, nothing leaves its folder."""

from __future__ import annotations

import ast
import io
import resource
import stat
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.faults.conftest import Held
from tests.faults.ledger import FULL
from tests.faults.robot import Form, Robot, kept_nowhere
from tests.faults.test_f24_archives import ARCHIVES, ZEROS, zipped
from tests.media import samples
from tests.payloads import names
from tests.rules.source import name_of, python_files, tree

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

pytestmark = pytest.mark.usefixtures("quick_hashes", "clock")

ANSWERS = {200, 303, 400, 409, 413, 422}
ELSEWHERE = {
    "admin/ticket_shell.py",  # draws the form of admin/ticket_moves.py
    "kiosk/web/seal.py",  # compares a digest and keeps nothing: tests/web/test_seal.py
}
TAKES = ("taken", "FileField", "MultipleFileField", "hash_only")
SHEET = "xl/worksheets/sheet1.xml"
SECRET = b"isi-berkas-milik-server"
LAUGHS = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
DOCTYPES = {
    "luar": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file://%s">]>',
    "jauh": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/%s">',
    "tawa": b'<!DOCTYPE a [<!ENTITY e0 "ha">' + LAUGHS + b'<!ENTITY x "&e9;">]><!-- %s -->',
    "parameter": b'<!DOCTYPE a [<!ENTITY % p SYSTEM "file://%s"> %p;]>',
}


def workbook(before: bytes = b"", word: bytes = b"U1") -> bytes:
    """As a spreadsheet writes it; ``before``: what stands before its sheet, ``word``: in it."""
    out = io.BytesIO()
    book = openpyxl.Workbook()
    for row in (["U1", *(f"U{n}" for n in range(2, 10))], [4] * 9):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    parts[SHEET] = before + parts[SHEET].replace(b">U1<", b">" + word + b"<")
    return zipped(parts)


def entities(kind: str, path: bytes) -> bytes:
    """``kind`` of `DOCTYPES` before the sheet, and used in it."""
    word = b"&x;" if b"ENTITY x" in DOCTYPES[kind] else b"U1"
    return workbook(DOCTYPES[kind].replace(b"%s", path), word)


def linked() -> bytes:
    """A name that leads elsewhere, for whoever unpacks."""
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("xl/tautan.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


BOMBS = {
    "padat.xlsx": zipped({"[Content_Types].xml": b"<a/>", SHEET: ZEROS * 4}),
    "seribu-satu.xlsx": zipped({SHEET: b"<a/>"} | {f"xl/{n}.xml": b"" for n in range(1_001)}),
    "lari.xlsx": zipped({SHEET: b"<a/>", "../../lari": b"x", "/lari": b"x"}),
    "sarang.xlsx": zipped({SHEET: b"<a/>", "xl/b.zip": zipped({"c.zip": zipped({"a": ZEROS})})}),
    "arsip.csv": ARCHIVES["bom.zip"],
    "besar.png": samples.huge_png(),
}
HEAVY = {"lebar.csv": b"," * 1_000_000, "dalam.json": b"[" * 500_000, "tanda.csv": b'"' * 500_001}
"""What may be taken, by those who take text, and costs nothing."""


@pytest.fixture(scope="module")
def doors(robot: Robot) -> list[Form]:
    return [one for one in robot.forms if one.files]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where anything that is unpacked, or read to the disk, would lie."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def _takes_files(module: ast.Module) -> bool:
    called = [one.func for one in ast.walk(module) if isinstance(one, ast.Call)]
    return any(getattr(one, "attr", getattr(one, "id", "")) in TAKES for one in called)


def test_there_is_no_other_door(robot: Robot, doors: list[Form], stage: Flask) -> None:
    """A view that reads files and is not in this corpus is a door nobody tried."""
    fronts = [one for one in python_files() if name_of(one).startswith(("admin/", "kiosk/web/"))]
    reading = {name_of(one) for one in fronts if _takes_files(tree(one))}
    views = [stage.view_functions[robot.endpoint(one)] for one in doors]
    tried = {view.__module__.replace(".", "/") + ".py" for view in views}
    assert reading - tried - ELSEWHERE == set()
    assert len(doors) >= 14


def corpus() -> Iterator[tuple[str, bytes]]:
    yield from ARCHIVES.items()
    yield from (BOMBS | HEAVY).items()
    for name in names.PAYLOADS:
        ends = name.endswith((".csv", ".xlsx"))
        yield name, b"U1,U2\n4,4\n" if ends else samples.saved(samples.drawn(), "PNG")


def tried_at(doors: list[Form]) -> Iterator[tuple[Form, str, bytes]]:
    """Everything at every door; in the usual run each thing at one door, each door many."""
    for at, (name, content) in enumerate(corpus()):
        for one in doors if FULL else [doors[at % len(doors)]]:
            yield one, name, content
    if not FULL:
        imports = next(one for one in doors if "/impor/" in one.action)
        yield from ((imports, name, content) for name, content in (BOMBS | HEAVY).items())


def check(answer: TestResponse, name: str) -> None:
    assert answer.status_code in ANSWERS, name
    for _, value in answer.headers:
        assert "\r" not in value
        assert "\n" not in value
    assert "Set-Cookie: lari" not in str(answer.headers)


def test_nothing_is_unpacked_at_any_door(
    robot: Robot, doors: list[Form], temporary: Path, held: Held
) -> None:
    before, slowest, sent, refused = memory(), 0.0, 0, 0
    with kept_nowhere():
        for form, name, content in tried_at(doors):
            started = time.process_time()
            answer = robot.send(form, {form.files[0]: (content, name)})
            slowest = max(slowest, time.process_time() - started)
            check(answer, name)
            if name in ARCHIVES or name in BOMBS:
                assert answer.status_code in (400, 413, 422), (form.action, name)
                refused += 1
            sent += 1
    assert list(temporary.rglob("*")) == []
    assert slowest < 1
    grown = max(0, memory() - before) // 1024
    assert grown < 64
    held(
        tried=f"{len(doors)} doors for files x archives, bombs and names: {sent} uploads",
        figure=f"{refused} of {refused} archives and bombs refused, {slowest:.2f} s CPU at most, "
        f"0 files unpacked, memory +{grown} MB",
    )


@pytest.mark.parametrize("kind", DOCTYPES)
def test_a_workbook_fetches_nothing_and_repeats_nothing(
    robot: Robot, doors: list[Form], tmp_path: Path, kind: str
) -> None:
    """Entities of its own: a file of the server, an address, ten to the ninth laughs (V1.5.1)."""
    (tmp_path / "rahasia.txt").write_bytes(SECRET)
    content = entities(kind, bytes(tmp_path / "rahasia.txt"))
    [imports] = [one for one in doors if "/impor/dukcapil" in one.action]
    started = time.process_time()
    with kept_nowhere():
        answer = robot.send(imports, {imports.files[0]: (content, "rekap.xlsx")})
    assert time.process_time() - started < 1
    assert answer.status_code == 422
    assert SECRET not in answer.data


def test_a_link_inside_is_not_followed_and_the_good_one_is_taken(
    robot: Robot, doors: list[Form]
) -> None:
    [imports] = [one for one in doors if "/impor/dukcapil" in one.action]
    with kept_nowhere():
        for content in (workbook(), linked()):
            answer = robot.send(imports, {imports.files[0]: (content, "rekap.xlsx")})
            assert answer.status_code == 303


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
