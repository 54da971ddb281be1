"""A unit where everything has happened once, and somebody who may open every page about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.zi.phase import Phase
from tests import (
    desk,
    lane,
    paper_forms,
    papers,
    published,
    registers,
    standards,
    tablets,
    tickets,
    zi_phases,
)
from tests.browser.installation import Site
from tests.browser.tablet import app_of
from tests.factories import FREE, KK, KTP, Place, answer, as_fields, filled, make_place, new_key

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

TABLE = Path(__file__).with_name("everywhere.txt")
UNIT, POINT, INSTANSI = "serba-ada", "SERBA222", "pemkab-serba"
ROLES = ("HEAD", "INSPECTORATE", "AUDITOR", "ZI_TEAM", "COMPLAINT_OFFICER", "COUNTER_OFFICER")


@dataclass(frozen=True)
class Line:
    """Of the table. ``who``: "-" where nobody meets a page there."""

    who: str
    rule: str
    where: str
    status: int = 200


@dataclass(frozen=True)
class Everything:
    """``values``: what stands in the braces of the table; ``seats``: the cookie of each of its
    people."""

    values: dict[str, str]
    seats: dict[str, tuple[str, str]]


def lines() -> list[Line]:
    told = TABLE.read_text(encoding="utf-8").splitlines()
    return [_line(one) for one in told if one and one[0] != "#"]


def _line(told: str) -> Line:
    who, rest = told.split(None, 1)
    rule, where = _parted(rest)
    if who == "-":
        return Line(who, rule, where)
    address, _, status = where.partition(" ")
    return Line(who, rule, address, int(status or 200))


def _parted(rest: str) -> tuple[str, str]:
    """A rule may hold blanks, inside its angle brackets."""
    deep = 0
    for at, sign in enumerate(rest):
        deep += {"<": 1, ">": -1}.get(sign, 0)
        if sign == " " and not deep:
            return rest[:at], rest[at:].strip()
    raise ValueError(f"only a rule: {rest}")


def furnished(site: Site) -> Everything:
    """Beside the demo: nothing of it is touched."""
    from tests.services.databases import let_go

    app = app_of(site)
    place = make_place(
        app, UNIT, point=POINT, name="Kantor Serba Ada", services=(KTP, KK, FREE), instansi=INSTANSI
    )
    boss = _boss(app, site, place)
    values = {
        "demo": site.inside.unit, "unit": UNIT, "point": POINT, "instansi": INSTANSI,
        "dead": "x" * 43, "month": site.head.rpartition("/")[2],
        "year": site.head.rpartition("/")[2][:4], "staff": _colleague(app, place),
        **_reports(app, place, boss), **_counter(app, boss), **_paper(app, place, boss),
    }  # fmt: skip
    seats = {
        "tablet": ("loket", tablets.enrol(app, POINT)),
        "meja": _seat(app, boss),
        "tim": _seat_of_the_team(app, place),
    }
    values |= {"device": _newest(app, "devices"), "reply": _reply(app, boss)} | _plan(
        app, place, boss
    )
    values |= _published(app, place) | _evidence(app, place, boss, values["year"])
    values |= _sheets(app, place, boss)
    values |= _evaluation(app, place, boss, int(values["year"]))
    values |= _import(app, boss)
    values |= {"entry": str(registers.fill(app, place, "Yuliana Tefa", "Umumkan biaya di loket."))}
    values["grant"] = _grant_of(app, values["staff"])
    values |= _walk(app, place, boss, int(values["year"]))
    values["incident"] = _incident(app, boss)
    _standards(app, place, boss)
    let_go(app)
    return Everything(values, seats)


def _incident(app: Flask, boss: Actor) -> str:
    """With one of everything that its page shows."""
    from kiosk import clock
    from kiosk.domain.people.incident import Data, Entry
    from kiosk.flows.people.keep_incident import open_incident

    with app.app_context():
        now = clock.now()
        entry = Entry("Akun dipakai orang lain", now, now - timedelta(hours=9), now, (), (*Data,))
        return str(open_incident(boss, entry, now))


def _boss(app: Flask, site: Site, place: Place) -> Actor:
    """Roles that no one person should hold together."""
    from kiosk.domain.people.policy import Grant, Level, Role
    from kiosk.store.engine import reading
    from kiosk.store.place import units

    with app.app_context(), reading():
        demo = units.by_code(site.inside.unit).id
    grants = [Grant(Role[one], Level.UNIT, at) for one in ROLES for at in (place.unit_id, demo)]
    grants.append(Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id))
    grants.append(Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0))
    return desk.make_staff(app, grants, name="Yohana Serba")


def _colleague(app: Flask, place: Place) -> str:
    from kiosk.domain.people.policy import Grant, Level, Role

    grant = Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)
    return desk.make_staff(app, [grant], name="Bertus Manafe").code


def _reports(app: Flask, place: Place, boss: Actor) -> dict[str, str]:
    """One in the open, taken up, by somebody who gave a name in confidence; one protected."""
    from kiosk import clock
    from kiosk.domain.complaint.ticket import Move
    from kiosk.flows.complaint.claim_ticket import claim_ticket
    from kiosk.flows.complaint.move_ticket import move_ticket
    from kiosk.flows.tickets import NOTHING

    now, keys = clock.now(), tickets.house(app).keys
    known = {"identitas": "rahasia", "nama": "Maria Bete", "kontak": "0812 3456 7890"}
    ordinary = tickets.file(app, place, now=now, uploads=(), address="203.0.113.7", **known)
    with app.app_context():
        claim_ticket(boss, ordinary.number, keys, now)
        version = tickets.row(app, ordinary.number)["version"]
        move_ticket(boss, ordinary.number, Move.VERIFY, version, NOTHING, keys, now)
    sealed = tickets.file(app, place, now=now, kategori="gratifikasi", judul="Diminta hadiah")
    return {"ticket": ordinary.number, "sealed": sealed.number}


def _counter(app: Flask, boss: Actor) -> dict[str, str]:
    """One tap opens the survey there; a visit has just ended."""
    from kiosk import clock
    from kiosk.flows.place.set_setting import set_setting
    from kiosk.flows.survey.offer_visit import offer_visit
    from kiosk.flows.survey.tap_face import tap_face

    now = clock.now()
    with app.app_context():
        set_setting("pembuka", "ketuk", UNIT, now)
        for face in "1234" * 8:
            tap_face(POINT, as_fields({"wajah": face, "kunci": new_key()}), now)
        offered = offer_visit(boss, POINT, "ktp", "kunjungan-serba", tickets.house(app).keys, now)
    return {"token": offered.token, "visit": str(offered.number)}


def _paper(app: Flask, place: Place, boss: Actor) -> dict[str, str]:
    """A period that is closed, and a sealed document of it."""
    from kiosk import clock
    from kiosk.domain.index.period import of_month
    from kiosk.domain.month import month_of
    from kiosk.flows.index.close_period import close_period

    now = clock.now()
    month = of_month(month_of(now, "Asia/Makassar")).previous
    answer(app, place, 3, times=12, now=_middle(month.first))
    with app.app_context():
        close_period(boss, UNIT, month, now)
    return {"closed": str(month), "seal": papers.seal(app, UNIT, str(month), now)}


def _middle(month: int) -> datetime:
    return datetime(month // 100, month % 100, 15, 3, tzinfo=UTC)


def _published(app: Flask, place: Place) -> dict[str, str]:
    """The month before the last, in which forty people answered; the public reads of it."""
    from kiosk import clock
    from kiosk.domain.index.period import of_month
    from kiosk.domain.month import month_of
    from kiosk.flows.survey.submit_answer import submit_answer

    now = clock.now()
    month = of_month(month_of(now, "Asia/Makassar")).previous.previous
    then = _middle(month.first)
    with app.app_context():
        for at in range(40):
            form = filled(3 + at % 2, layanan=("ktp", "kk")[at % 2], jenis_kelamin="LP"[at % 2])
            submit_answer(place.point, as_fields(form), then)
    published.publish(app, place, str(month), now)
    return {"told": str(month)}


def _plan(app: Flask, place: Place, boss: Actor) -> dict[str, str]:
    """What closing has opened: one with a picture as its proof."""
    from kiosk import clock
    from kiosk.flows.index.prove_plan import add_proof
    from tests import plans

    plan, now = _newest(app, "plans"), clock.now()
    plans.fill(app, place, boss, int(plan), now, due=f"{now:%Y}-12-31")
    with app.app_context():
        add_proof(boss, place.unit, int(plan), plans.photo(), tickets.house(app), now)
    return {"plan": plan, "proof": _newest(app, "plan_proofs")}


def _evidence(app: Flask, place: Place, boss: Actor, year: str) -> dict[str, str]:
    """A picture beside an item of the LKE."""
    from kiosk import clock
    from kiosk.domain.zi.proof import Subject
    from kiosk.flows.zi.keep_proof import add_proof
    from tests import plans

    with app.app_context():
        house, now = tickets.house(app), clock.now()
        key = f"{year}:V.p.iii.a"
        add_proof(boss, place.unit, Subject.LKE, key, plans.photo(), house, now)
    return {"evidence": _newest(app, "zi_proofs")}


def _walk(app: Flask, place: Place, boss: Actor, year: int) -> dict[str, str]:
    """A unit that was declared, with one action."""
    day = f"{year}-01-02"
    days = {"on": day, "pakta_on": day, "pledge_on": day}
    zi_phases.write(app, place, boss, Phase.DECLARED, year=year, **days)
    made = zi_phases.plan_areas(app, place, boss, "V", f"{year}-01-05", year)
    return {"action": str(made[0])}


def _evaluation(app: Flask, place: Place, boss: Actor, year: int) -> dict[str, str]:
    """A meeting about complaints, and a score of PEKPPP that somebody entered."""
    from kiosk import clock
    from kiosk.domain.zi.evaluation_entry import Typed
    from kiosk.flows.zi.enter_pekppp import enter_pekppp
    from kiosk.flows.zi.keep_evaluation import add_evaluation

    typed = Typed("pengaduan", f"{year}-01-02", "Rapat tentang waktu jawab", "2", "1")
    with app.app_context():
        made = add_evaluation(boss, place.unit, year, typed, clock.now())
        enter_pekppp(boss, place.unit, year, 25, 3, "Meja, ruang, kotak", 0, clock.now())
    return {"evaluation": str(made)}


def _standards(app: Flask, place: Place, boss: Actor) -> None:
    """What one service promises, the maklumat, and visits whose length is known."""
    from kiosk import clock
    from kiosk.domain.survey.visit import Channel
    from kiosk.domain.survey.visit_times import Spent
    from kiosk.domain.zi.pledge import USUAL
    from kiosk.flows import visiting
    from kiosk.flows.zi.keep_pledge import announce_pledge
    from kiosk.store.engine import transaction
    from kiosk.store.place import points

    now, keys = clock.now(), tickets.house(app).keys
    today = f"{now:%Y-%m-%d}"
    standards.publish(app, boss, place, "kk", now, decided_on=today)
    typed = {"text": USUAL, "signer": "Maria Bria", "post": "Kepala", "signed_on": today}
    with app.app_context():
        announce_pledge(boss, place.unit, typed, now)
        with transaction():
            point = points.opened(place.point)
            for number in range(6):
                took = Spent(10 + number, number)
                visiting.offer(point, "kk", number, Channel.MACHINE, keys, now, took)


def _sheets(app: Flask, place: Place, boss: Actor) -> dict[str, str]:
    """Paper forms, of which one was read differently by two colleagues."""
    from zoneinfo import ZoneInfo

    from kiosk import clock

    now = clock.now()
    today = f"{now.astimezone(ZoneInfo('Asia/Makassar')):%d-%m-%Y}"
    run = paper_forms.printed(app, place, boss, 3, now)
    for score in "24":
        who = paper_forms.officer(app, place)
        paper_forms.enter(app, place, who, paper_forms.sheet(run), now, tanggal=today, waktu=score)
    free = paper_forms.sheet(run, 2)
    return {"run": run, "sheet": paper_forms.sheet(run), "free": free, "today": today}


def _import(app: Flask, boss: Actor) -> dict[str, str]:
    """An office's own spreadsheet, mapped and not taken in, with something of every question."""
    from dataclasses import replace

    from kiosk import clock
    from kiosk.flows import drafts
    from kiosk.flows.survey.hold_import import hold_import
    from kiosk.flows.survey.map_import import save_mapping

    titles = "Tanggal,Nama," + ",".join(f"U{place}" for place in range(1, 10))
    text = f"{titles}\n2026-01-05,Ana,Sangat sesuai,0,4,3,3,3,3,3,3\nIKM,,84.1\n1 = sangat baik"
    with app.app_context():
        folder, now = tickets.house(app).instance, clock.now()
        draft = hold_import(boss, UNIT, "skm-2017", "rekap.csv", text.encode(), folder, now)
        made = drafts.held(boss, UNIT, draft, folder).made
        said = {"zero": "kosong", "scale": "asli", "order": "sarana", "words": {"sangat sesuai": 4}}
        save_mapping(boss, UNIT, draft, folder, replace(made, **said), "Rekap", now)
    return {"draft": draft}


def _reply(app: Flask, boss: Actor) -> str:
    """A text for answers that the office wrote itself."""
    from kiosk import clock
    from kiosk.flows.complaint.edit_replies import Draft, list_reply_places, make_reply

    with app.app_context():
        [(instansi, _), *_] = list_reply_places(boss)
        draft = Draft("tidak-berkadar", "proses", "Sedang diperiksa", "Laporan Anda kami periksa.")
        make_reply(boss, instansi, draft, clock.now())
    return _newest(app, "reply_texts")


def _grant_of(app: Flask, code: str) -> str:
    from tests.factories import rows

    [who] = [one["id"] for one in rows(app, "staff") if one["code"] == code]
    return str(next(one["id"] for one in rows(app, "grants") if one["staff_id"] == who))


def _newest(app: Flask, table: str) -> str:
    from tests.factories import rows

    return str(rows(app, table)[-1]["id"])


def _seat_of_the_team(app: Flask, place: Place) -> tuple[str, str]:
    """Whoever leads a team administers nothing there; the key to protected cases is open."""
    member = lane.member(app, place, name="Elsa Tim")
    lane.set_up(app, member, INSTANSI)
    assert member.unlocked is not None
    return _seat(app, member.actor, member.unlocked.private)


def _seat(app: Flask, who: Actor, private: bytes | None = None) -> tuple[str, str]:
    from admin.unlocking import HELD
    from kiosk import clock
    from kiosk.domain.people.session import hash_of, new_token
    from kiosk.flows.complaint.unlock_key import held_for
    from kiosk.store.engine import transaction
    from kiosk.store.people import sessions

    token = new_token()
    data = {"csrf_token": desk.STAMP}
    if private is not None:
        data[HELD] = held_for(private, token)
    with app.app_context(), transaction():
        now = clock.now()
        sessions.begin(hash_of(token), who.id, "Uji", now, confirmed_at=now, data=data)
    return desk.cookie_name(app), token
