"""F48: every role at every route on every object equals the table, and nothing else shows.

What is out of reach answers as what does not exist: the same bytes but for the code typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import POLICY, Action, Grant, Level, Role
from tests import desk
from tests.factories import NOW, Clock, answer, snapshot
from tests.faults import ledger
from tests.faults.conftest import Held
from tests.faults.matrix import (
    BELOW,
    BESIDE,
    FOREIGN,
    HELD,
    OWN,
    REACH,
    SEALED_REACH,
    UNKNOWN,
    WHERE,
    Filled,
    World,
    desk_rules,
    is_allowed,
    needs_of,
)
from tests.faults.robot import kept_nowhere

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.routing import Rule
    from werkzeug.test import TestResponse

pytestmark = pytest.mark.usefixtures("quick_hashes")
UNTOUCHED = (403, 404)
STAMP = re.compile(rb'name="(?:csrf_token|kunci)"[^>]*>')


@pytest.fixture
def database_url(world_database: str) -> str:
    """Who may do what does not depend on the database; the walk is long."""
    return world_database


every_role = pytest.mark.parametrize(
    ("role", "level"), HELD, ids=[f"{role}-{level}" for role, level in HELD]
)


@pytest.fixture
def world(app: Flask, clock: Clock, filled_world: Filled, monkeypatch: pytest.MonkeyPatch) -> World:
    # A poster takes a second to draw; who may have it is decided before.
    monkeypatch.setattr("kiosk.paper.poster.pdf", lambda *_, **__: b"%PDF-1.7")
    monkeypatch.setattr("kiosk.paper.hasil_pdf.make", lambda *_, **__: b"%PDF-1.7")
    return World(app, filled_world.corners)


def places_of(kind: str) -> tuple[str, ...]:
    named = ("unit", "point", "instansi", "staff", "ticket")
    return (*WHERE, UNKNOWN) if kind in named else (OWN,)


def cases(
    app: Flask, method: str, places: Collection[str] = (*WHERE, UNKNOWN)
) -> Iterator[tuple[Rule, Action, str, str]]:
    for rule in desk_rules(app):
        if method in (rule.methods or ()):
            needs = needs_of(app, rule)
            for where in places_of(needs.kind):
                if where in places:
                    yield rule, needs.action, needs.kind, where


WALKED = (*WHERE, UNKNOWN) if ledger.FULL else (OWN, BESIDE)
"""Where every role goes: everywhere in the full run. That nothing is unknown otherwise than what
is out of reach, the test to the byte below holds in every run."""


def without_typed(answer: TestResponse, address: str) -> bytes:
    """The page without the address that was typed, and the codes in it."""
    body = answer.get_data().replace(address.encode(), b"")
    for typed in sorted((one for one in address.split("/")[3:] if len(one) > 5), key=len):
        body = body.replace(typed.encode(), b"")
    return body


@every_role
def test_reading_equals_the_table_and_shows_nothing_out_of_reach(
    app: Flask, client: FlaskClient, world: World, role: Role, level: Level, held: Held
) -> None:
    """Lists, searches, counts, files: no name, no code, no word of anybody out of reach."""
    world.sit(client, role, level)
    hidden, wrong = set(hidden_marks(world, role, level)), []
    tried = list(cases(app, "GET", WALKED))
    for case in tried:
        rule, action, kind, where = case
        answer = client.get(world.address(rule, where))
        wrong += judged(answer, role, level, case)
        if is_allowed(role, level, action, kind, where):
            offered = destinations(world) if rule.endpoint == FORWARDING else set()
            seen = shown(answer, hidden - offered)
            wrong += [f"{rule.endpoint} {where} shows {one}" for one in seen]
    for address in SEARCHES:
        wrong += [f"{address} shows {one}" for one in shown(client.get(address), hidden)]
    assert wrong == []
    held(
        tried="every page, list, search, count, file, PDF and export as every role: "
        + ", ".join(WALKED),
        figure=f"{role} of {level} {len(tried)} as the table, {len(hidden)} marks unseen",
    )


FORWARDING = "desk.ticket_moves.forward"


def destinations(world: World) -> set[str]:
    """What units of the instansi are called is on the public pages: a ticket may go to each."""
    return set(world.corners[BESIDE].marks[:2])


def shown(answer: TestResponse, marks: set[str]) -> list[str]:
    text = answer.get_data().decode("utf-8", "replace")
    return [mark for mark in marks if mark in text]


def judged(answer: TestResponse, role: Role, level: Level, case: Any) -> list[str]:
    rule, action, kind, where = case
    told = f"{rule.endpoint} {where}: {answer.status_code}"
    if is_allowed(role, level, action, kind, where):
        return [told] if answer.status_code in UNTOUCHED or answer.status_code >= 500 else []
    refusal = 404 if kind not in ("", "instalasi") else 403
    return [] if answer.status_code == refusal else [f"{told}, not {refusal}"]


@every_role
def test_writing_equals_the_table_and_what_is_refused_changes_no_row(
    app: Flask, client: FlaskClient, world: World, role: Role, level: Level, held: Held
) -> None:
    world.sit(client, role, level)
    form = {"csrf_token": desk.csrf(app), "keputusan": "setuju", "alasan": "Sebab yang cukup"}
    before, allowed, wrong = snapshot(app), [], []
    for case in cases(app, "POST", WALKED):
        rule, action, kind, where = case
        if is_allowed(role, level, action, kind, where):
            allowed.append(case)
            continue
        answer = client.post(world.address(rule, where), data=form)
        wrong += judged(answer, role, level, case)
    assert snapshot(app) == before
    with kept_nowhere():
        for case in allowed:
            rule, _, _, where = case
            answer = client.post(world.address(rule, where), data=form)
            wrong += judged(answer, role, level, case)
    assert snapshot(app) == before
    assert wrong == []
    held(
        tried="every form as every role, likewise",
        figure=f"{role} of {level} {len(allowed)} allowed, the rest refused, 0 rows changed",
    )


def test_what_is_out_of_reach_is_as_unknown_to_the_byte(
    app: Flask, client: FlaskClient, world: World, held: Held
) -> None:
    world.sit(client, Role.HEAD, Level.UNIT)
    form, same = {"csrf_token": desk.csrf(app)}, 0
    for method in ("GET", "POST"):
        for rule, action, kind, where in cases(app, method):
            if kind in ("", "instalasi") or is_allowed(Role.HEAD, Level.UNIT, action, kind, where):
                continue
            answers = []
            for at in (where, UNKNOWN):
                address = world.address(rule, at)
                answer = client.open(address, method=method, data=form)
                assert answer.status_code == 404
                answers.append((without_typed(answer, address), _headers(answer)))
            assert answers[0] == answers[1], (rule.rule, where)
            same += 1
    held(
        tried="objects out of reach beside unknown ones",
        figure=f"{same} pairs of 404, the same to the byte",
    )


def test_a_notice_goes_to_nobody_who_may_not_read_what_it_tells_of(
    app: Flask, world: World, held: Held
) -> None:
    from kiosk.flows import cases as looking
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import reading
    from kiosk.store.people import staff
    from tests import lane, tickets
    from tests.factories import rows

    for where in WHERE:
        place = world.corners[where].place
        assert place is not None
        for role in (Role.HEAD, Role.COMPLAINT_OFFICER, Role.AUDITOR, Role.COUNTER_OFFICER):
            desk.make_staff(app, [Grant(role, Level.UNIT, place.unit_id)])
        lane.inspector(app, place)
    numbers = []
    for where in WHERE:
        place = world.corners[where].place
        assert place is not None
        forget_notices(app)
        kinds: tuple[dict[str, Any], ...] = ({}, {"kategori": "pungli"})
        for more in kinds:
            made = tickets.file(app, place, **more)
            told = {one["to_id"] for one in rows(app, "notices")}
            assert told, (where, more)
            with app.app_context(), reading():
                row, keys = kept.by_number(made.number), tickets.house(app).keys
                people = [staff.actor(one) for one in told]
                assert all(one and looking.may_see(row, one, keys) for one in people), where
            numbers.append(len(told))
            forget_notices(app)
    held(
        tried=f"notices of {len(numbers)} reports, ordinary and sealed, in every unit",
        figure=f"{sum(numbers)} recipients, each may read what it tells of",
    )


def forget_notices(app: Flask) -> None:
    from kiosk.store.engine import connection, db, transaction

    with app.app_context(), transaction():
        connection().execute(db.metadata.tables["notices"].delete())


def _headers(answer: TestResponse) -> dict[str, str]:
    return {name: value for name, value in answer.headers if name != "Content-Length"}


SEARCHES = ("/admin/cari?q=a", "/admin/cari?q=ndun", "/admin/cari?q=contoh.go.id")
"""Letters that every name holds, and none of them a mark by itself."""


def hidden_marks(world: World, role: Role, level: Level) -> Iterator[str]:
    for where in WHERE:
        corner = world.corners[where]
        near = where in REACH[level]
        if not near:
            yield from corner.marks
        if not near or not sees_people(role):
            yield from corner.people[1:]
        if not near or role not in POLICY[Action.SEE_ANSWERS]:
            yield corner.content[0]
        if not near or role not in POLICY[Action.SEE_ANSWERS] | POLICY[Action.SEE_AUDIT]:
            yield corner.content[1]
        if not near or role not in POLICY[Action.SEE_TICKETS]:
            yield from corner.told
        if role is not Role.INSPECTORATE or where not in SEALED_REACH[level]:
            yield from corner.secret
        if not near or role not in POLICY[Action.SEE_REGISTERS]:
            yield from corner.officer
        if not near or role not in POLICY[Action.SEE_FINDINGS]:
            yield from corner.finding


def sees_people(role: Role) -> bool:
    return role in POLICY[Action.SEE_STAFF]


@pytest.mark.parametrize("role", [Role.HEAD, Role.COUNTER_OFFICER, Role.INSTALLATION_ADMIN])
def test_what_happens_out_of_reach_changes_no_page_not_even_by_a_count(
    app: Flask, client: FlaskClient, world: World, role: Role
) -> None:
    """Of the administrator of the installation: what people answered, anywhere."""
    level = Level.INSTALLATION if role is Role.INSTALLATION_ADMIN else Level.UNIT
    world.sit(client, role, level)
    before = pages(app, client, world, role, level)
    for where in (BESIDE, FOREIGN):
        place = world.corners[where].place
        assert place is not None
        answer(app, place, 1, times=35, saran="Dari jauh")
        world._ask(place, "Sebab dari jauh")
        if level is Level.UNIT:
            desk.make_staff(app, [Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)])
    assert pages(app, client, world, role, level) == before


SUMS = ("/admin/retensi",)
"""How many rows the whole installation has: what is erased next is agreed to by number."""


def pages(
    app: Flask, client: FlaskClient, world: World, role: Role, level: Level
) -> dict[str, bytes]:
    """Every page at one's own unit, but for the stamps in its forms."""
    found = {}
    for rule, action, kind, where in cases(app, "GET"):
        if where == OWN and is_allowed(role, level, action, kind, where):
            address = world.address(rule, where)
            if address in SUMS:
                continue
            with kept_nowhere():  # the looks themselves are recorded, and would be seen
                found[address] = STAMP.sub(b"", client.get(address).get_data())
    assert len(found) > 5
    return found


def test_those_pages_do_show_what_is_within_reach(
    app: Flask, client: FlaskClient, world: World
) -> None:
    """Without this the test above would pass on empty pages."""
    world.sit(client, Role.INSTANSI_ADMIN, Level.INSTANSI)
    seen = "".join(
        client.get(world.address(rule, where), follow_redirects=True)
        .get_data()
        .decode("utf-8", "replace")
        for rule, action, kind, where in cases(app, "GET")
        if is_allowed(Role.INSTANSI_ADMIN, Level.INSTANSI, action, kind, where)
        and not rule.rule.endswith((".pdf", ".png"))
    )
    for where in (OWN, BELOW, BESIDE):
        corner = world.corners[where]
        for mark in (*corner.marks, *corner.people, *corner.content, *corner.finding):
            assert mark in seen, (where, mark)
    for where in (OWN, BELOW, BESIDE):
        found = client.get("/admin/cari?q=ndun").get_data(as_text=True)
        assert world.corners[where].people[0] in found


def test_whoever_holds_no_role_any_more_reaches_nothing_at_the_next_request(
    app: Flask, client: FlaskClient, world: World
) -> None:
    """V8.3.2: a change of roles holds at once."""
    from sqlalchemy import update

    from kiosk.store.engine import connection, transaction
    from kiosk.store.people.tables import GrantRow

    actor = world.sit(client, Role.HEAD, Level.UNIT)
    unit = world.corners[OWN].codes["unit"]
    assert client.get(f"/admin/unit/{unit}").status_code == 200
    with app.app_context(), transaction():
        mine = update(GrantRow).where(GrantRow.staff_id == actor.id)
        connection().execute(mine.values(ended_at=NOW))
    for rule, _action, kind, where in cases(app, "GET"):
        answer = client.get(world.address(rule, where))
        refusal = 404 if kind not in ("", "instalasi") else 403
        assert answer.status_code == refusal, (rule.rule, where)


def test_a_stranger_is_led_to_the_door_from_everywhere(
    app: Flask, client: FlaskClient, world: World
) -> None:
    before = snapshot(app)
    for method in ("GET", "POST"):
        for rule, _action, _kind, where in cases(app, method):
            answer = client.open(world.address(rule, where), method=method)
            assert answer.status_code == 303, (method, rule.rule)
            assert answer.headers["Location"].startswith("/admin/masuk"), rule.rule
    assert snapshot(app) == before


def test_whoever_must_enrol_first_reaches_nothing_before(
    app: Flask, client: FlaskClient, world: World
) -> None:
    own = world.corners[OWN].place
    assert own is not None
    grants = [Grant(Role.HEAD, Level.UNIT, own.unit_id)]
    desk.sign_in(client, app, grants, enrolled=False)
    before = snapshot(app)
    for method in ("GET", "POST"):
        for rule, _action, _kind, where in cases(app, method):
            answer = client.open(
                world.address(rule, where), method=method, data={"csrf_token": desk.csrf(app)}
            )
            assert answer.status_code == 303, (method, rule.rule)
            assert answer.headers["Location"] == "/admin/akun/faktor-kedua"
    assert snapshot(app) == before


def test_every_view_of_the_desk_says_what_it_needs(app: Flask) -> None:
    silent = [rule.endpoint for rule in desk_rules(app) if needs_of(app, rule) is None]
    assert silent == []
    named = {"unit", "point", "instansi", "staff", "ticket"}
    for rule in desk_rules(app):
        kind = needs_of(app, rule).kind
        asked = rule.arguments & named
        assert asked == ({kind} & named), f"{rule.rule} names {asked}, its guard looks at {kind!r}"


DOORS, OWN_ACCOUNT = {"door", "oidc", "passkey_door"}, {"account", "passkeys"}


def test_nothing_below_admin_is_outside_the_guard_but_the_door_and_one_s_own_account(
    app: Flask,
) -> None:
    parts = {
        rule.endpoint.partition(".")[0]
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/admin")
    }
    assert parts <= {"desk", *DOORS, *OWN_ACCOUNT}


def test_one_s_own_account_is_nobody_else_s(app: Flask, client: FlaskClient) -> None:
    desk.start_audit(app)
    before, asked = snapshot(app), 0
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] not in OWN_ACCOUNT:
            continue
        for method in (rule.methods or set()) & {"GET", "POST"}:
            answer = client.open(rule.rule, method=method)
            assert answer.status_code == 303, (method, rule.rule)
            assert answer.headers["Location"].startswith("/admin/masuk"), rule.rule
            asked += 1
    assert asked >= 10
    assert snapshot(app) == before


HUGE = (0, 2**31, 2**63, 10**30)


def test_a_number_of_any_size_in_an_address_is_no_fault(
    app: Flask, client: FlaskClient, world: World
) -> None:
    world.sit(client, Role.INSTANSI_ADMIN, Level.INSTANSI)
    numbered = [rule for rule in desk_rules(app) if "<int:" in rule.rule]
    assert len(numbered) > 5
    form = {"csrf_token": desk.csrf(app), "alasan": "Sebab yang cukup", "keputusan": "setuju"}
    for rule in numbered:
        for huge in HUGE:
            named = dict.fromkeys(("year", "first", "answer", "number", "plan", "proof"), huge)
            path = world.address(rule, OWN, **named)
            for method in (rule.methods or set()) & {"GET", "POST"}:
                with kept_nowhere():
                    answer = client.open(path, method=method, data=form)
                assert answer.status_code < 500, (method, path)


CODES = ("%00", "%F0%9F%98%80", "a" * 2000, "%27%20OR%201=1--", "..%2f..", "%0d%0aX:1", "%ff")


def test_a_code_of_any_kind_in_an_address_is_as_unknown(
    app: Flask, client: FlaskClient, world: World
) -> None:
    world.sit(client, Role.INSTANSI_ADMIN, Level.INSTANSI)
    for path in ("unit/{}", "loket/{}", "jawaban/{}", "titik/{}/ubah", "pegawai/{}", "qr/{}.svg"):
        for code in CODES:
            answer = client.get("/admin/" + path.format(code))
            assert answer.status_code == 404, (path, code)


# What hides behind an address that is one's own.


def post(app: Flask, client: FlaskClient, path: str, **fields: object) -> TestResponse:
    return client.post(path, data={"csrf_token": desk.csrf(app), **fields})


def unchanged(app: Flask, before: dict[str, Any]) -> bool:
    """But for reads, which are recorded."""
    apart = ("audit_records", "audit_texts", "chain_heads", "staff_sessions")
    after = snapshot(app)
    return {n: r for n, r in after.items() if n not in apart} == {
        n: r for n, r in before.items() if n not in apart
    }


def test_numbers_of_others_behind_an_own_address_are_as_unknown(
    app: Flask, client: FlaskClient, world: World
) -> None:
    unit, before = world.corners[OWN].codes["unit"], snapshot(app)
    for role, level, path in (
        (Role.HEAD, Level.UNIT, f"/admin/jawaban/{unit}/{{answer}}/kecualikan"),
        (Role.INSTANSI_ADMIN, Level.INSTANSI, f"/admin/pengecualian/{unit}/{{number}}"),
    ):
        world.sit(client, role, level)
        told = set()
        for where in (FOREIGN, *([BESIDE] if level is Level.UNIT else []), UNKNOWN):
            numbers = world.corners[where].numbers or {"answer": 7_777, "number": 7_777}
            answer = post(
                app, client, path.format(**numbers),
                alasan="Sebab yang cukup panjang", keputusan="setuju",
            )  # fmt: skip
            assert answer.status_code == 422
            told.add(_alert(answer))
        assert len(told) == 1, told
    assert snapshot(app)["exclusions"] == before["exclusions"]


def _alert(answer: TestResponse) -> str:
    text = answer.get_data(as_text=True)
    return text.partition('role="alert"')[2].partition("</p>")[0]


@pytest.mark.parametrize("where", [BESIDE, FOREIGN, UNKNOWN])
def test_a_head_invites_and_appoints_nobody_out_of_reach(
    app: Flask, client: FlaskClient, world: World, where: str
) -> None:
    world.sit(client, Role.HEAD, Level.UNIT)
    unit, before = world.corners[where].codes["unit"], snapshot(app)
    person = world.corners[OWN].codes["staff"]
    typed = {"role": "petugas-loket", "place": f"unit:{unit}"}
    new = {"email": "baru@contoh.go.id", "name": "Orang Baru", **typed}
    for path, fields in (
        ("/admin/pegawai/undang", new),
        (f"/admin/pegawai/{person}/peran", typed),
    ):
        assert post(app, client, path, **fields).status_code in (403, 404, 422)
    assert unchanged(app, before)


def test_an_invitation_within_reach_is_taken(app: Flask, client: FlaskClient, world: World) -> None:
    """Without this the test above would pass on a form that takes nothing."""
    world.sit(client, Role.HEAD, Level.UNIT)
    answer = post(
        app, client, "/admin/pegawai/undang", email="baru@contoh.go.id", name="Orang Baru",
        role="petugas-loket", place=f"unit:{world.corners[BELOW].codes['unit']}",
    )  # fmt: skip
    assert answer.status_code == 200
    assert "/admin/undangan/" in answer.get_data(as_text=True)


@pytest.mark.parametrize("where", [BESIDE, FOREIGN, UNKNOWN])
def test_a_unit_is_made_nowhere_out_of_reach(
    app: Flask, client: FlaskClient, world: World, where: str
) -> None:
    world.sit(client, Role.HEAD, Level.UNIT)
    before = snapshot(app)
    codes = world.corners[where].codes
    for place in (f"unit:{codes['unit']}", f"instansi:{codes['instansi']}", codes["unit"]):
        answer = post(
            app, client, "/admin/unit/baru", name="Unit Baru", place=place,
            timezone="Asia/Makassar", instrument="skm-2017", services="KTP", points="Loket 1",
        )  # fmt: skip
        assert answer.status_code in (403, 404, 422)
    assert unchanged(app, before)


def test_a_poster_names_only_counters_of_its_unit(
    app: Flask, client: FlaskClient, world: World
) -> None:
    world.sit(client, Role.HEAD, Level.UNIT)
    unit = world.corners[OWN].codes["unit"]
    for where, status in ((OWN, 200), (BELOW, 200), (BESIDE, 404), (FOREIGN, 404), (UNKNOWN, 404)):
        point = world.corners[where].codes["point"]
        for path in (f"/admin/poster/{unit}/a4", f"/admin/poster/{unit}/a4.pdf"):
            assert client.get(f"{path}?loket={point}").status_code == status, (path, where)
