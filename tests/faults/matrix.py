"""Two instansi with everything a route of the desk can name, and who may reach what.

Made once a process (`filled`) and copied for every test (`copy_into`): filling takes two seconds,
a copy a few milliseconds.

What may be reached is written down here once more, by hand, so that the table is held against
something: a role of a unit reaches that unit and the one below it, one of an instansi all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from kiosk.domain.people.policy import POLICY, Action, Grant, Level, Role
from tests import desk, paper_forms, registers, standards, tickets
from tests.factories import NOW, Place, answer, make_place

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.routing import Rule

    from kiosk.domain.people.actor import Actor

OWN, BELOW, BESIDE, FOREIGN, UNKNOWN = "sendiri", "bawah", "samping", "asing", "tak dikenal"
WHERE = (OWN, BELOW, BESIDE, FOREIGN)
REACH: Mapping[Level, frozenset[str]] = {
    Level.UNIT: frozenset({OWN, BELOW}),
    Level.INSTANSI: frozenset({OWN, BELOW, BESIDE}),
    Level.INSTALLATION: frozenset(WHERE),
}
INSTANSI_REACH: Mapping[Level, frozenset[str]] = {
    Level.UNIT: frozenset(),
    Level.INSTANSI: frozenset({OWN}),
    Level.INSTALLATION: frozenset({OWN, FOREIGN}),
}
SEALED_REACH: Mapping[Level, frozenset[str]] = {
    Level.UNIT: frozenset({BELOW}),
    Level.INSTANSI: frozenset({OWN, BELOW, BESIDE}),
}
"""Of the inspectorate, and of nobody else: whoever serves in the unit itself sees nothing."""
HELD: tuple[tuple[Role, Level], ...] = (
    (Role.INSTALLATION_ADMIN, Level.INSTALLATION),
    (Role.INSTANSI_ADMIN, Level.INSTANSI),
    (Role.HEAD, Level.UNIT),
    (Role.COMPLAINT_OFFICER, Level.UNIT),
    (Role.FRONT_VERIFIER, Level.UNIT),
    (Role.INSPECTORATE, Level.UNIT),
    (Role.INSPECTORATE, Level.INSTANSI),
    (Role.ZI_TEAM, Level.UNIT),
    (Role.COUNTER_OFFICER, Level.UNIT),
    (Role.AUDITOR, Level.UNIT),
    (Role.AUDITOR, Level.INSTANSI),
    (Role.EVALUATOR, Level.UNIT),
    (Role.OMBUDSMAN, Level.INSTANSI),
)
"""Every role where it is given."""
UNITS = {
    OWN: ("dukcapil-kupang", "Dinas Dukcapil Kota Kupang", "7F3K9QWX"),
    BELOW: ("layanan-oebobo", "Layanan Kecamatan Oebobo", "2B4C6D8E"),
    BESIDE: ("rsud-lerik", "RSUD Sipakatau Lerik", "3C5D7E9F"),
    FOREIGN: ("puskesmas-kalabahi", "Puskesmas Kalabahi", "4D6E8F2G"),
    UNKNOWN: ("tidak-ada-di-sini", "", "9Q9Q9Q9Q"),
}
NUMBERS = {"year": 2026, "first": 202001, "file": 1, "indicator": 25, "edition": 1}
WORDS = {
    "period": "2026-10", "paper": "a4", "instrument": "skm-2017", "service": "ktp",
    "move": "teruskan", "when": "2026-08", "subject": "lke", "thing": "2026:V.p.iii.a",
    "register": "gratifikasi", "phase": "pencanangan", "check": "standar.umum",
}  # fmt: skip
SEALED_PAGES = ("/admin/terlindungi/", "/admin/identitas/")
"""Of these the address names the corner's sealed case, of all others its ordinary complaint."""
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@dataclass(frozen=True)
class Corner:
    """One unit with what stands in it, as a route names it; ``marks`` betray it, ``content``
    what its people wrote, ``people`` who works there."""

    place: Place | None
    codes: Mapping[str, str]
    numbers: Mapping[str, int] = field(default_factory=dict)
    marks: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    """What a complaint's readers see of it."""
    secret: tuple[str, ...] = ()
    """The number of a sealed case."""
    officer: tuple[str, ...] = ()
    """Whom the registers of gifts and conflicts name."""
    finding: tuple[str, ...] = ()
    """What the Ombudsman found."""


class World:
    """``corners`` by where they are seen from `OWN`; given where they were filled before."""

    def __init__(self, app: Flask, corners: Mapping[str, Corner] | None = None) -> None:
        self.app = app
        if corners is not None:
            self.corners = dict(corners)
            return
        desk.start_audit(app)
        own = self._place(OWN)
        places = {
            OWN: own,
            BELOW: self._place(BELOW, parent=own.unit_id),
            BESIDE: self._place(BESIDE),
            FOREIGN: self._place(FOREIGN, instansi="pemkab-alor"),
        }
        self.corners = {where: self._filled(where, one) for where, one in places.items()}
        self.corners[UNKNOWN] = _unknown()
        self._add_crests()

    def _place(self, where: str, **more: Any) -> Place:
        code, name, point = UNITS[where]
        return make_place(self.app, code, point=point, name=name, **more)

    def _filled(self, where: str, place: Place) -> Corner:
        """A person, an answer with a suggestion, and an exclusion that waits."""
        number = WHERE.index(where) + 1
        name, email = f"Markus Ndun{number}", f"ndun{number}@contoh.go.id"
        grant = Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)
        person = desk.make_staff(self.app, [grant], name=name, email=email)
        suggestion, reason = f"Sarannya nomor {number}", f"Sebab kecurigaan {number}"
        answer(self.app, place, 3, saran=suggestion, times=1)
        excluded = self._ask(place, reason)
        said = f"Keluhan warga nomor {number}"
        ticket, sealed = self._file(place, said), self._file_sealed(place)
        reply = self._reply(place, f"Templat nomor {number}")
        tablet = f"Tablet nomor {number}"
        device, item = self._tablet(place, tablet)
        machine = f"Mesin nomor {number}"
        key = self._machine(place, machine)
        action = f"Tindakan nomor {number}"
        plan, proof = self._plan(place, action)
        evidence, pack = self._evidence(place), self._pack(place)
        officer, found = f"Yuliana Tefa{number}", f"Temuan Ombudsman nomor {number}"
        entry = registers.fill(self.app, place, officer, found)
        document = self._document(place)
        standards.publish(self.app, desk.make_staff(self.app), place, "ktp")
        self._alert(place)
        upload = f"rekap nomor {number}.csv"
        draft = self._draft(place, person, upload)
        run = paper_forms.printed(self.app, place, desk.make_staff(self.app), 1)
        instansi = "pemkab-alor" if where == FOREIGN else "pemkot-kupang"
        return Corner(
            place,
            {
                "unit": place.unit,
                "point": place.point,
                "instansi": instansi,
                "staff": person.code,
                "ticket": ticket,
                "sealed": sealed,
                "batch": run,
                "sheet": paper_forms.sheet(run),
                "draft": draft,
            },
            {
                "answer": number,
                "number": excluded,
                "reply": reply,
                "device": device,
                "item": item,
                "key": key,
                "document": document,
                "plan": plan,
                "proof": proof,
                "evidence": evidence,
                "pack": pack,
                "evaluation": self._evaluation(place, action),
                "action": self._undertaking(place, action),
                "entry": entry,
                "grant": self._grant(person),
            },
            marks=(place.unit, UNITS[where][1], place.point, tablet, machine, action, upload),
            people=(person.code, name, email),
            content=(suggestion, reason),
            told=(said,),
            finding=(found,),
            secret=(sealed,),
            officer=(officer,),
        )

    def _grant(self, person: Actor) -> int:
        from kiosk.store.engine import reading
        from kiosk.store.people import staff

        with self.app.app_context(), reading():
            return int(staff.grant_rows(person.id)[0].id)

    def _file(self, place: Place, said: str, **more: str) -> str:
        """A complaint with one picture, as far as a page looks at it."""
        from kiosk.domain.complaint.attachment import FileState
        from kiosk.flows.receiving import StoredFile
        from kiosk.store.complaint import attachments, files
        from kiosk.store.engine import transaction

        made = tickets.file(self.app, place, judul=said, isi=f"{said} sejak Senin.", **more)
        digest = files.keep(self.app.config["KIOSK"].upload_dir, PNG)
        one = StoredFile(
            made.id, "gambar", len(PNG), digest, digest, FileState.UNSCANNED, "foto.jpg", None
        )
        with self.app.app_context(), transaction():
            attachments.add(made.id, [one], at=NOW, message=0)
        return made.number

    def _file_sealed(self, place: Place) -> str:
        named = {"identitas": "rahasia", "nama": "Pelapor Rahasia", "kategori": "pungli"}
        return self._file(place, "Diminta uang", **named)

    def _reply(self, place: Place, title: str) -> int:
        from kiosk.store.complaint import replies
        from kiosk.store.engine import transaction

        with self.app.app_context(), transaction():
            return replies.add(place.instansi_id, None, "jawaban", title, "Isi templat.")

    def _tablet(self, place: Place, name: str) -> tuple[int, int]:
        """One with something that could not be taken in."""
        from kiosk.store.engine import transaction
        from kiosk.store.place import devices, parked

        with self.app.app_context(), transaction():
            made = devices.add(place.point_id, name, f"kunci {name}", 0, NOW)
            parked.keep(
                made, seq=1, pressed_at=NOW, received_at=NOW, clock=0, reason="BrokenBox", box=b"1"
            )
            return made, parked.open_ones([made])[0].id

    def _machine(self, place: Place, name: str) -> int:
        from kiosk.store.engine import transaction
        from kiosk.store.place import api_keys

        with self.app.app_context(), transaction():
            return api_keys.add(place.unit_id, name, f"kunci {name}", 0, NOW)

    def _document(self, place: Place) -> int:
        """A draft that was made, as far as a page looks at it."""
        from kiosk.domain.index.document import DocumentKind
        from kiosk.domain.index.period import parse
        from kiosk.flows import papering
        from kiosk.store.engine import reading, transaction
        from kiosk.store.index import document_files, documents

        root = document_files.folder(self.app.config["KIOSK"].instance_dir)
        kept = document_files.keep(root, b"%PDF-1.7 rancangan")
        period, kind = parse("2026-10"), DocumentKind.REPORT_PDF
        with self.app.app_context():
            with transaction():
                one = papering.wish(place.unit, period, kind, None, 0, NOW)
                documents.add(one.ready(kept, NOW))
            with reading():
                found = documents.by_seal(one.seal)
        assert found is not None
        return found.id

    def _pack(self, place: Place) -> int:
        """Of a dossier, as far as a page looks at it."""
        from kiosk.domain.index.document import DocumentKind
        from kiosk.domain.index.period import parse
        from kiosk.flows import papering
        from kiosk.store.engine import reading, transaction
        from kiosk.store.index import document_files, documents

        root = document_files.folder(self.app.config["KIOSK"].instance_dir)
        kept = document_files.keep(root, b"PK paket")
        year, kind = parse(str(NUMBERS["year"])), DocumentKind.EVIDENCE
        with self.app.app_context():
            with transaction():
                one = papering.wish_of_year(place.unit, year, kind, 0, NOW)
                documents.add(one.ready(kept, NOW))
            with reading():
                found = documents.by_seal(one.seal)
        assert found is not None
        return found.id

    def _alert(self, place: Place) -> None:
        """A call; its number is that of the exclusion, since both are made once a corner."""
        from kiosk.store.engine import transaction
        from kiosk.store.index import alerts

        with self.app.app_context(), transaction():
            alerts.add(place.unit_id, "bagian-rendah", NOW, NOW.date(), n=20)

    def _plan(self, place: Place, action: str) -> tuple[int, int]:
        """A plan of follow-up and its proof."""
        from kiosk.store.complaint import files
        from kiosk.store.engine import transaction
        from kiosk.store.index import plans

        digest = files.keep(self.app.config["KIOSK"].upload_dir, PNG)
        file = {"kind": "gambar", "name": "foto.jpg", "caption": action, "size": len(PNG)}
        file |= {"digest": digest, "thumbnail": digest, "state": "tanpa", "public": False}
        with self.app.app_context(), transaction():
            made = plans.open_one(
                {
                    "unit_id": place.unit_id, "closing_id": 0, "instrument": "skm-2017",
                    "period": "2026-09", "unsur": "waktu", "number": "U3", "name": "Waktu",
                    "value": "70.00", "mutu": "C", "problem": "", "action": action, "owner": "",
                    "state": "diusulkan", "public_title": "", "public_answer": "",
                    "reported_on": NOW.date(), "opened_at": NOW, "created_by": 0, "version": 1,
                }
            )  # fmt: skip
            assert made is not None
            return made, plans.add_proof(made, NOW, 0, file)

    def _evaluation(self, place: Place, summary: str) -> int:
        """A meeting about complaints; its words are the unit's own."""
        from kiosk.store.engine import transaction
        from kiosk.store.zi import evaluations

        told = {"scope": "pengaduan", "held_on": NOW.date(), "summary": summary}
        with self.app.app_context(), transaction():
            counts = {"recommendations": 2, "followed": 1}
            return evaluations.add(place.unit_id, 0, NOW, told | counts)

    def _undertaking(self, place: Place, words: str) -> int:
        """An action plan of the ZI dossier."""
        from kiosk.store.engine import transaction
        from kiosk.store.zi import actions

        told = {"area": "V", "action": words, "owner": "Sekretaris", "due": NOW.date()}
        rest = {"owner_id": None, "state": "diusulkan", "progress": 0, "notes": "", "created_by": 0}
        with self.app.app_context(), transaction():
            where = {"unit_id": place.unit_id, "year": 2026, "opened_at": NOW}
            return actions.add(told | rest | where)

    def _evidence(self, place: Place) -> int:
        """A file in the ZI dossier."""
        from kiosk.domain.zi.proof import Subject
        from kiosk.store.complaint import files
        from kiosk.store.engine import transaction
        from kiosk.store.zi import proofs

        digest = files.keep(self.app.config["KIOSK"].upload_dir, PNG)
        file = {"kind": "gambar", "name": "foto.jpg", "caption": "", "size": len(PNG)}
        file |= {"digest": digest, "thumbnail": digest, "state": "tanpa", "public": False}
        with self.app.app_context(), transaction():
            return proofs.add(place.unit_id, Subject.LKE, WORDS["thing"], NOW, 0, file)

    def _ask(self, place: Place, reason: str) -> int:
        from kiosk.store.engine import transaction
        from kiosk.store.people import audit
        from kiosk.store.survey import answers, exclusions

        with self.app.app_context(), transaction():
            newest = answers.newest([place.unit_id], 1)[0].id
            made = exclusions.ask(newest, reason, 0, NOW)
            audit.append(
                at=NOW, actor_id=0, action="usul-pengecualian", object_kind="pengecualian",
                object_id=str(made), instansi_id=place.instansi_id, unit_id=place.unit_id,
                details={"unit": place.unit, "loket": place.point}, reason=reason,
            )  # fmt: skip
        return made

    def _add_crests(self) -> None:
        from kiosk.store.engine import connection, transaction
        from kiosk.store.place.tables import Instansi

        with self.app.app_context(), transaction():
            connection().execute(update(Instansi).values(crest=PNG))

    def sit(self, client: FlaskClient, role: Role, level: Level) -> Actor:
        own = self.corners[OWN].place
        assert own is not None
        at = {
            Level.UNIT: own.unit_id,
            Level.INSTANSI: own.instansi_id,
            Level.INSTALLATION: 0,
        }[level]
        actor = desk.sign_in(client, self.app, [Grant(role, level, at)], name="Yang duduk")
        self._give_drafts(actor)
        return actor

    def _draft(self, place: Place, person: Actor, name: str) -> str:
        """A spreadsheet that waits to be taken in."""
        from kiosk.flows.survey.hold_import import hold_import

        titles = ",".join(f"U{one}" for one in range(1, 10))
        content = f"{titles}\n{','.join('4' * 9)}\n".encode()
        folder = self.app.config["KIOSK"].instance_dir
        with self.app.app_context():
            return hold_import(person, place.unit, "skm-2017", name, content, folder, NOW)

    def _give_drafts(self, actor: Actor) -> None:
        """An upload is its owner's alone: whoever sits here has uploaded them all."""
        from sqlalchemy import update

        from kiosk.store.engine import connection, transaction
        from kiosk.store.survey.import_tables import SheetDraft

        with self.app.app_context(), transaction():
            connection().execute(update(SheetDraft).values(by=actor.id))

    def address(self, rule: Rule, where: str, **other: object) -> str:
        """This rule's address of what stands there."""
        corner = self.corners[where]
        known: dict[str, object] = {**NUMBERS, **WORDS, "answer": 7_777, "number": 7_777}
        known |= {
            "reply": 7_777,
            "device": 7_777,
            "item": 7_777,
            "key": 7_777,
            "document": 7_777,
            "plan": 7_777,
            "proof": 7_777,
            "evidence": 7_777,
            "pack": 7_777,
            "evaluation": 7_777,
            "action": 7_777,
            "entry": 7_777,
            "grant": 7_777,
            "incident": 1,
            "batch": "ZZZZZ",
            "sheet": paper_forms.sheet("ZZZZZ"),
            **corner.codes,
            **corner.numbers,
            **other,
        }
        if rule.rule.startswith(SEALED_PAGES):
            known["ticket"] = corner.codes["sealed"]
        known["name"] = "sesi-menganggur" if "<unit>" not in rule.rule else "n-terkecil"
        if "<item>" in rule.rule:
            known["item"] = "V.p.iii.a"
        values = {name: known[name] for name in rule.arguments}
        return self.app.url_map.bind("localhost").build(rule.endpoint, values)


@dataclass(frozen=True)
class Filled:
    """A world on disk, its database a file among the rest. Copy it, never open it."""

    folder: Path
    corners: Mapping[str, Corner]


def filled(template: Path, joined_files: Path, folder: Path) -> Filled:
    """``template``: a migrated database. ``joined_files``: style sheets and scripts."""
    import pytest

    from kiosk.app import create_app
    from tests.factories import Clock
    from tests.services.databases import config_for, copy_sqlite, let_go
    from tests.services.hashes import hash_quickly

    copy_sqlite(template, folder / "kiosk.db")
    (folder / "static").symlink_to(joined_files)
    with pytest.MonkeyPatch.context() as patch:
        hash_quickly(patch)
        patch.setattr("kiosk.clock.now", Clock().now)
        app = create_app(config_for(f"sqlite:///{folder / 'kiosk.db'}", folder))
        corners = World(app).corners
        let_go(app)
    return Filled(folder, corners)


def copy_into(made: Filled, folder: Path) -> str:
    """The URL of the copy's database."""
    from tests.services.databases import copy_sqlite

    for one in made.folder.iterdir():
        if one.is_dir() and not one.is_symlink() and one.name != "static":
            copytree(one, folder / one.name, dirs_exist_ok=True)
    copy_sqlite(made.folder / "kiosk.db", folder / "kiosk.db")
    return f"sqlite:///{folder / 'kiosk.db'}"


def _unknown() -> Corner:
    unit, _, point = UNITS[UNKNOWN]
    codes = {"unit": unit, "point": point, "instansi": "tidak-ada", "staff": "P9999999"}
    codes |= {"ticket": "ZZZZZZZZZ", "sealed": "YYYYYYYYY", "draft": "0" * 32}
    return Corner(None, codes)


def is_allowed(role: Role, level: Level, action: Action, kind: str, where: str) -> bool:
    """The table, and nothing of the code that reads it."""
    if kind == "ticket" and action in (Action.HANDLE_SEALED, Action.ASK_IDENTITY):
        return role is Role.INSPECTORATE and where in SEALED_REACH[level]
    if role not in POLICY[action]:
        return False
    if kind == "":
        return True
    if kind == "instalasi":
        return level is Level.INSTALLATION
    if kind == "instansi":
        return (FOREIGN if where == FOREIGN else OWN) in INSTANSI_REACH[level] and where != UNKNOWN
    return where in REACH[level]


def desk_rules(app: Flask) -> Iterator[Rule]:
    """Every route of the guarded desk, methods apart."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("desk."):
            yield rule


_OF_THE_LKE = {"add": Action.KEEP_ZI, "remove": Action.KEEP_ZI}


def needs_of(app: Flask, rule: Rule) -> Any:
    """What a page asks for. A proof's page asks for what its subject asks for: here the LKE."""
    found = getattr(app.view_functions[rule.endpoint], "needs", None)
    if rule.endpoint.startswith("desk.zi_proofs."):
        action = _OF_THE_LKE.get(rule.endpoint.rpartition(".")[2], Action.SEE_ZI)
        return replace(found, action=action)
    return found
