"""An evidence pack of a unit and year: whole, checked elsewhere, and never without its proof."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.data import periksa
from kiosk.domain.index.document import DocumentKind, DocumentState
from kiosk.domain.index.period import parse
from kiosk.flows.index.make_document import make_next
from kiosk.flows.zi.keep_documents import ask_dossier, fetch_dossier, list_dossier
from tests import desk, papers, plans, registers, zi_phases
from tests.factories import NOW, Clock, Place, answer, make_place, rows
from tests.periods import AFTER, close, head_of, publish

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.domain.place.point import UnitCard

YEAR = parse("2026")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock(AFTER)
    monkeypatch.setattr("kiosk.clock.now", made.now)
    return made


@pytest.fixture
def head(app: Flask, place: Place) -> Actor:
    """October is closed and published; one plan has its proof."""
    desk.start_audit(app)
    plans.scored(app, place)
    found = head_of(app, place)
    close(app, place, found)
    publish(app, place, found)
    _prove(app, place, found)
    return found


def _prove(app: Flask, place: Place, head: Actor) -> None:
    from kiosk.flows.index.prove_plan import add_proof
    from tests import tickets

    with app.app_context():
        add_proof(head, place.unit, 1, plans.photo(), tickets.house(app), AFTER)


def _made(app: Flask, place: Place, clock: Clock, head: Actor) -> Path:
    """As the desk asks for it and the jobs make it."""
    instance = app.config["KIOSK"].instance_dir
    with app.app_context():
        ask_dossier(place.unit, YEAR, DocumentKind.EVIDENCE, head.id, clock.now())
        make_next(papers.press(app, clock))
        (one,) = list_dossier(place.unit, YEAR, instance, clock.now()).documents
        assert one.state is DocumentState.READY, one.error
        assert one.name == f"paket-{place.unit}-2026.zip"
        return fetch_dossier(head.id, place.unit, one.id, instance, clock.now())[1]


def _read(pack: Path, name: str) -> bytes:
    with zipfile.ZipFile(pack) as archive:
        return archive.read(name)


def test_a_pack_holds_figures_answers_plans_and_proof_and_is_whole(
    app: Flask, place: Place, clock: Clock, head: Actor
) -> None:
    make_place(app, "camat-lain", point="9F3K9QWX", name="Kecamatan Lain")
    registers.fill(app, place, "Ny. Ratu Penerima", "Loket tutup sebelum waktunya")
    pack = _made(app, place, clock, head)
    found = periksa.check(str(pack))
    assert found.faults == []
    paths = {one["path"] for one in found.manifest["files"]}
    assert {
        "02-survei/skm-2017-2026-10.json", "02-survei/laporan-2026-10.pdf",
        "03-publikasi/skm-2017-2026-10.json", "03-publikasi/papan-a4-2026-10.pdf",
        "04-tindak-lanjut/rencana.csv", "04-tindak-lanjut/bukti/000001.jpg",
        "09-audit/kepala-rantai.json", "indeks.html", "indeks.csv", "periksa.py",
    } <= paths  # fmt: skip
    assert _read(pack, "02-survei/laporan-2026-10.pdf").startswith(b"%PDF-")
    frozen = json.loads(_read(pack, "02-survei/skm-2017-2026-10.json"))
    figures = json.loads(frozen["figures"])
    told = list(
        csv.reader(
            io.StringIO(_read(pack, "02-survei/skm-2017-2026-10-jawaban.csv").decode("utf-8-sig"))
        )
    )
    assert len(told) - 1 == figures["respondents"]
    assert told[1:] == sorted(told[1:]), "by content, not by time"
    assert "biaya" in told[0]
    assert not {"waktu_kirim", "loket", "layanan", "profil"} & set(told[0])
    heads = json.loads(_read(pack, "09-audit/kepala-rantai.json"))["chains"]
    assert set(heads) == {"audit", "periode", f"jawaban:{place.point_id}"}, "nobody else's counters"
    few = {"gratifikasi": "kurang dari 5", "benturan_kepentingan": "kurang dari 5"}
    assert json.loads(_read(pack, "10-ombudsman/register.json")) == few, "one would name somebody"
    whole = b"".join(_read(pack, path) for path in paths)
    assert b"Loket tutup sebelum waktunya" in whole
    for unsaid in ("Penerima", str(app.config["KIOSK"].instance_dir), "Kecamatan Lain"):
        assert unsaid.encode() not in whole
    record = rows(app, "audit_records")[-1]
    assert (record["action"], record["object_kind"]) == ("unduh-dokumen", "dokumen")


def test_no_two_periods_of_a_pack_tell_what_one_late_visitor_said(
    app: Flask, place: Place, clock: Clock
) -> None:
    """The quarter less its month would be the one who came after the month was closed."""
    from kiosk.flows import packing_surveys
    from kiosk.flows.packing import Pack

    desk.start_audit(app)
    head = head_of(app, place)
    answer(app, place, 4, now=NOW.replace(month=7), biaya="")
    for month in (7, 8):
        answer(app, place, 4, times=6, now=NOW.replace(month=month))
        close(app, place, head, f"2026-0{month}")
    answer(app, place, 1, now=NOW.replace(month=8))
    answer(app, place, 3, times=6, now=NOW.replace(month=9))
    for period in ("2026-09", "2026-Q3", "2026-Q2"):
        close(app, place, head, period)
    folder = app.config["KIOSK"].instance_dir
    with app.app_context():
        pack = Pack(units_by_code(place.unit), 2026, AFTER, folder, folder, "")
        found = {one.path: one.content for one in packing_surveys.members(pack)}
    counted = {path[19:26] for path in found if path.endswith("-hitungan.csv")}
    assert counted == {"2026-07", "2026-08", "2026-09", "2026-Q2"}
    july = found["02-survei/skm-2017-2026-07-jawaban.csv"].decode().splitlines()
    assert sorted(july[1:]) == july[1:] == ["4,4,4,,4,4,4,4,4", *["4,4,4,4,4,4,4,4,4"] * 6]
    method = json.loads(found["02-survei/metode.json"])
    assert "beberapa orang" in method["skm-2017-2026-Q3"]["ditahan"]


def units_by_code(code: str) -> UnitCard:
    from kiosk.store.engine import reading
    from kiosk.store.place import units

    with reading():
        return units.by_code(code)


def test_a_proof_that_is_lost_is_named_and_no_pack_is_made(
    app: Flask, place: Place, clock: Clock, head: Actor
) -> None:
    digest = rows(app, "plan_proofs")[0]["digest"]
    (app.config["KIOSK"].upload_dir / digest[:2] / digest).unlink()
    instance = app.config["KIOSK"].instance_dir
    with app.app_context():
        ask_dossier(place.unit, YEAR, DocumentKind.EVIDENCE, head.id, clock.now())
        make_next(papers.press(app, clock))
        (one,) = list_dossier(place.unit, YEAR, instance, clock.now()).documents
    assert one.state is DocumentState.FAILED
    assert "rencana U" in str(one.error)
    assert "hilang dari penyimpanan atau berubah" in str(one.error)


def test_a_lost_proof_of_no_lke_item_is_named_by_what_it_lies_under(
    app: Flask, place: Place
) -> None:
    from kiosk.domain.zi.proof import Subject
    from kiosk.flows import dossier, packing
    from kiosk.store.engine import reading

    zi_phases.prove(app, place, "2026:pencanangan")
    folder = app.config["KIOSK"].instance_dir
    with app.app_context(), reading():
        found = dossier.proofs_of(place.unit_id, Subject.PHASE)["2026:pencanangan"]
        pack = packing.Pack(units_by_code(place.unit), 2026, NOW, folder, folder, "")
        with pytest.raises(packing.LostProof, match="Bukti tahap 2026 pencanangan "):
            list(packing.proofs(pack, "07-tahapan/bukti", [("", one) for one in found]))
