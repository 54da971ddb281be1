"""Somebody who opens every page, finds every form in it, and sends it filled with anything.

robot = at_the_desk(app, world)          # with roles that no one person should hold together
for form in robot.forms:                 # every form of every page, its fields as they stood
    robot.send(form, {"judul": "<b>"})   # the rest as a browser would post it
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_from_bytes, urljoin, urlsplit

from lxml import html

from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.flows.complaint.claim_ticket import claim_ticket
from kiosk.flows.complaint.move_ticket import move_ticket
from kiosk.flows.tickets import NOTHING
from tests import desk, plans, tablets, tickets
from tests.factories import NOW, rows
from tests.faults.matrix import OWN, World
from tests.visits import offer

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.routing import Rule
    from werkzeug.test import TestResponse

    from kiosk.domain.people.actor import Actor
    from tests.tickets import Ticket

ROLES = (
    Role.HEAD, Role.INSPECTORATE, Role.AUDITOR, Role.ZI_TEAM, Role.COMPLAINT_OFFICER,
    Role.COUNTER_OFFICER,
)  # fmt: skip
TYPED = {"text", "search", "email", "tel", "url", "password", "number", "date", "month", "time"}
HOME = "http://localhost"


@dataclass(frozen=True)
class Form:
    """``page``: where it stood; ``action``: where it goes. ``given``: (name, value) of its fields
    as they stood; ``typed``: those that take what is typed, by kind; ``chosen``: those that offer
    values; ``files``: those that take a file."""

    page: str
    action: str
    method: str
    given: tuple[tuple[str, str], ...]
    typed: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    @property
    def texts(self) -> list[str]:
        """Those for words."""
        return [name for name, kind in self.typed.items() if kind in ("text", "area", "search")]

    @property
    def key(self) -> tuple[str, str, frozenset[str]]:
        names = frozenset([*(name for name, _ in self.given), *self.files])
        return self.method, self.action.partition("?")[0], names


class Robot:
    """``cookies`` are sent with everything, and no answer changes them: nothing that was sent
    signs it out. ``addresses``: (rule, where something of it stands); ``receipt``: what opens a
    reporter's own ticket."""

    def __init__(
        self,
        app: Flask,
        cookies: Mapping[str, str],
        addresses: Sequence[tuple[str, str]],
        receipt: Mapping[str, str],
    ) -> None:
        self.app, self.addresses, self.receipt = app, addresses, receipt
        self._client: FlaskClient = app.test_client(use_cookies=False)
        self._headers = {"Cookie": "; ".join(f"{name}={one}" for name, one in cookies.items())}

    def endpoint(self, form: Form) -> str:
        """Where it is heard."""
        urls = self.app.url_map.bind("localhost")
        found, _ = urls.match(form.action.partition("?")[0], method=form.method.upper())
        return str(found)

    @cached_property
    def forms(self) -> list[Form]:
        """Every form of every page, each once, however many pages hold it."""
        found: dict[object, Form] = {}
        answers = [(address, self.get(address)) for _, address in self.addresses]
        answers += [("/lacak", self.ticket()), *self._previews(answers)]
        for address, answer in answers:
            if answer.mimetype == "text/html" and answer.status_code != 404:
                for one in forms_of(address, answer.get_data(as_text=True)):
                    found.setdefault(one.key, one)
        return list(found.values())

    def forms_at(self, address: str) -> list[Form]:
        """Of one page as it is now."""
        answer = self.ticket() if address == "/lacak" else self.get(address)
        return list(forms_of(address, answer.get_data(as_text=True)))

    def _previews(self, answers: Sequence[tuple[str, TestResponse]]) -> Iterator[tuple[str, Any]]:
        """What a reporter will read is shown before it is sent, and files are chosen there."""
        for address, answer in answers:
            if "/langkah/tanya" in address and answer.status_code == 200:
                for one in forms_of(address, answer.get_data(as_text=True)):
                    if "message" in one.typed:
                        said = {"message": "Mohon nomor berkas.", "reason": "Belum ada."}
                        yield address, self.send(one, said)

    def ticket(self) -> TestResponse:
        """The reporter's own page."""
        page = self.get("/lacak").get_data(as_text=True)
        [form] = [one for one in forms_of("/lacak", page) if one.method == "post"]
        return self.send(form, self.receipt)

    def get(self, address: str, query: Any = None) -> TestResponse:
        return self._client.get(address, base_url=HOME, query_string=query, headers=self._headers)

    def send(self, form: Form, typed: Mapping[str, Any]) -> TestResponse:
        """``typed``: values by name, a list where a field comes more than once; a file is a pair
        (bytes, name). What is not in it is sent as it stood."""
        data: dict[str, list[Any]] = {}
        for name, value in form.given:
            data.setdefault(name, []).append(value)
        for name, value in typed.items():
            data[name] = value if isinstance(value, list) else [value]
        if form.method == "get":
            return self.get(form.action, data)
        if form.files:
            body, kind = multipart(data)
        else:
            body, kind = urlencoded(data), "application/x-www-form-urlencoded"
        return self.post(form.action, data=body, content_type=kind)

    def post(self, address: str, **how: Any) -> TestResponse:
        return self._client.post(address, base_url=HOME, headers=self._headers, **how)


@contextmanager
def kept_nowhere() -> Iterator[None]:
    """Every transaction is taken back at its end: what may be done is done, and leaves everything
    as it was for the next form."""
    from kiosk.store import engine

    class Undo(Exception):
        pass

    real = engine._scope

    @contextmanager
    def undone(*, writes: bool, **how: Any) -> Iterator[None]:
        try:
            with real(writes=writes, **how):
                yield
                if writes:
                    raise Undo
        except Undo:
            pass

    engine._scope = undone  # type: ignore[assignment]
    try:
        yield
    finally:
        engine._scope = real


def at_the_desk(app: Flask, world: World) -> Robot:
    """With roles that no one person should hold together, at everything of `World`."""
    client, place = app.test_client(), world.corners[OWN].place
    assert place is not None
    grants = [Grant(one, Level.UNIT, place.unit_id) for one in ROLES]
    grants.append(Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id))
    grants.append(Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0))
    actor = desk.sign_in(client, app, grants, name="Yohana Serba")
    world._give_drafts(actor)
    seat = client.get_cookie(desk.cookie_name(app), domain="localhost")
    assert seat is not None
    cookies = {seat.key: seat.value, "loket": tablets.enrol(app, place.point)}
    own: dict[str, object] = {"code": place.point, "lang": "id", "photo": 1, "wanted": "kk"}
    own |= {"colour": "1e88e5", "stem": "warna", "signed": "0" * 8, "move": "tanya"}
    token, corner = offer(app, place).token, world.corners[OWN]
    seal = next(one["seal"] for one in rows(app, "documents") if one["period"] != "2026")
    found = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            named = {"token": token if rule.endpoint.startswith("visit") else "x" * 43}
            named |= {"code": seal} if "segel" in rule.rule else {}
            found.append((rule.rule, world.address(rule, OWN, **_fit(world, rule, own | named))))
    sheet, told = corner.codes["sheet"], _own_ticket(app, world, actor)
    more = (
        f"/admin/laporan/catat?unit={place.unit}", f"/admin/laporan/{told.number}",
        f"/admin/laporan/{told.number}/langkah/tanya", "/admin/cari?q=loket",
        f"/admin/kertas/{place.unit}/ketik?seri={sheet}", f"/s/{place.point}/ketuk?wajah=2",
    )  # fmt: skip
    addresses = [*found, *(("", one) for one in more)]
    return Robot(app, cookies, addresses, {"nomor": told.number, "frasa": told.phrase})


def _own_ticket(app: Flask, world: World, actor: Actor) -> Ticket:
    """One that is being worked on, and whose receipt is known; and a plan that may be done."""
    place = world.corners[OWN].place
    assert place is not None
    known = {"identitas": "terbuka", "nama": "Maria Bete", "kontak": "0812 3456 7890"}
    made = tickets.file(app, place, **known)
    keys = tickets.house(app).keys
    with app.app_context():
        claim_ticket(actor, made.number, keys, NOW)
        for move in (Move.VERIFY, Move.PROCESS):
            version = tickets.row(app, made.number)["version"]
            move_ticket(actor, made.number, move, version, NOTHING, keys, NOW)
    plans.fill(app, place, actor, world.corners[OWN].numbers["plan"], NOW)
    return made


def _fit(world: World, rule: Rule, own: Mapping[str, object]) -> dict[str, object]:
    """What the world has no thing for is named all the same."""
    found = dict(own)
    for name in rule.arguments:
        try:
            world.address(rule, OWN, **found)
        except KeyError:
            found.setdefault(name, 1 if f"int:{name}" in rule.rule else "x")
    return found


def raw(value: Any) -> bytes:
    """As somebody sends it who writes to the socket: half of a surrogate pair too."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def urlencoded(data: Mapping[str, Sequence[Any]]) -> bytes:
    pairs = [(raw(name), raw(value)) for name, values in data.items() for value in values]
    return "&".join(f"{quote_from_bytes(a)}={quote_from_bytes(b)}" for a, b in pairs).encode()


def multipart(data: Mapping[str, Sequence[Any]]) -> tuple[bytes, str]:
    """With names as they are: no client would write a line end or a quote into a header."""
    parts = []
    for name, values in data.items():
        for value in values:
            head = b'Content-Disposition: form-data; name="' + raw(name) + b'"'
            if isinstance(value, tuple):
                content, called = value
                head += b'; filename="' + raw(called) + b'"\r\nContent-Type: image/png'
                parts.append(head + b"\r\n\r\n" + content)
            else:
                parts.append(head + b"\r\n\r\n" + raw(value))
    edge = b"--batas-0f3e\r\n"
    body = b"".join(edge + one + b"\r\n" for one in parts) + b"--batas-0f3e--\r\n"
    return body, "multipart/form-data; boundary=batas-0f3e"


def forms_of(page: str, text: str) -> Iterator[Form]:
    for one in html.fromstring(text).iter("form"):
        action = urlsplit(urljoin(HOME + page, one.get("action") or page))
        where = action.path + ("?" + action.query if action.query else "")
        yield _form(page, where, one)


def _form(page: str, action: str, one: Any) -> Form:
    given: list[tuple[str, str]] = []
    typed: dict[str, str] = {}
    chosen: dict[str, tuple[str, ...]] = {}
    files: list[str] = []
    for part in one.iter("input", "textarea", "select", "button"):
        name = part.get("name")
        if not name or part.get("disabled") is not None:
            continue
        kind = part.get("type", "text") if part.tag == "input" else part.tag
        if kind in ("radio", "checkbox", "select"):
            values = _values(part)
            chosen[name] = (*chosen.get(name, ()), *values)
            given += [(name, value) for value in _picked(part, kind)]
        elif kind == "file":
            files.append(name)
        elif kind == "button":
            chosen[name] = (*chosen.get(name, ()), part.get("value", ""))
        else:
            if kind in TYPED or kind == "textarea":
                typed[name] = "area" if kind == "textarea" else kind
            given.append((name, _value(part)))
    given += _pressed(one)
    return Form(page, action, one.get("method", "get"), tuple(given), typed, chosen, tuple(files))


def _pressed(form: Any) -> list[tuple[str, str]]:
    """The button that does what the form is for: the main one, else the first."""
    buttons = list(form.iter("button"))
    main = [one for one in buttons if "main" in one.get("class", "").split()]
    first = (main or buttons)[:1]
    return [(one.get("name"), one.get("value", "")) for one in first if one.get("name")]


def _values(part: Any) -> tuple[str, ...]:
    if part.tag == "select":
        return tuple(one.get("value", "") for one in part.iter("option"))
    return (part.get("value", "on"),)


def _picked(part: Any, kind: str) -> list[str]:
    if kind == "select":
        marked = [one.get("value", "") for one in part.iter("option") if "selected" in one.attrib]
        first = [one.get("value", "") for one in part.iter("option")][:1]
        return marked or first
    return [part.get("value", "on")] if "checked" in part.attrib else []


def _value(part: Any) -> str:
    if part.tag == "textarea":
        return re.sub(r"^\n", "", "".join(part.itertext()))
    return str(part.get("value", ""))
